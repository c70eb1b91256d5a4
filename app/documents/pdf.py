"""PDF: PDFium gives the letters and where they stand; what they form is our own reading."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from app.documents.author_names import names
from app.documents.blocks import PROPERTY, Document, Fact, note_mark
from app.documents.institutions import institution_in
from app.documents.pdf_edges import Line
from app.documents.pdf_lines import blocks_of_lines
from app.domain.errors import UnreadableDocument
from app.domain.vocabulary import Basis

# Fewer letters a page are no text layer; so many signs without a letter are none to read.
_FEWEST = 50
_GARBLED = 0.03
# A raised sign is smaller than its line by this, and above it by that much of its size.
_SMALLER, _RAISED = 0.85, 0.15
# Stretches of a line that are so many sizes apart do not belong together.
_WIDE = 2.0
# The number of a line stands so many sizes before it, and has so many digits at most.
_FAR, _DIGITS = 0.5, 4


def read(path: Path) -> Document:
    """Read a PDF that has its text as text.

    Raises UnreadableDocument if it is scanned, garbled, damaged, or has a password.
    """
    import pypdfium2  # noqa: PLC0415 - it is an extra

    try:
        file = pypdfium2.PdfDocument(path)
        pages = [_lines(number, page) for number, page in enumerate(file)]
        properties = file.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        why = "it is not a PDF, or it is damaged; print it to a new one"
        if "password" in str(error).lower():
            why = "it has a password; save it without one"
        raise UnreadableDocument(path.name, why) from error
    _refuse_unreadable(path.name, pages)
    blocks, heads, remarks = blocks_of_lines(pages)
    facts = [
        Fact("published", head, "the running head", Basis.INFERRED, aside=True)
        for head in heads
        if re.search(r"[^\W\d]{3}.*\d{4}", head) and "://" not in head
    ][:1]
    facts += [
        Fact("publisher", name, "the running head", Basis.INFERRED, aside=True)
        for name in filter(None, map(institution_in, heads))
    ][:1]
    facts += _facts(pages[0], properties) if pages else []
    return Document(
        blocks,
        tuple(facts),
        f"counterpoint with pypdfium2 {version('pypdfium2')}",
        remarks,
    )


def _refuse_unreadable(name: str, pages: list[list[Line]]) -> None:
    """Raise UnreadableDocument if there are too few letters, or if they are none."""
    text = "".join(line.text for page in pages for line in page)
    if len(text) < _FEWEST * len(pages):
        raise UnreadableDocument(
            name,
            f"it has {len(text)} letters on {len(pages)} pages: the pages are pictures; "
            "let a program for character recognition (OCR) read it first",
        )
    odd = sum(
        1 for sign in text if not sign.isprintable() or "\ue000" <= sign <= "\uf8ff"
    )
    if odd > _GARBLED * len(text) or text.count("\ufffd") > _GARBLED * len(text):
        raise UnreadableDocument(
            name,
            "its fonts do not say which letters they show; let a program for character "
            "recognition (OCR) read it first, or take another copy",
        )


# --- letters to lines --------------------------------------------------------------------


class _Sign:
    """A sign on a page: what it is, and where it stands, in points."""

    __slots__ = ("base", "left", "right", "size", "text")

    def __init__(self, raw: Any, page: Any, index: int) -> None:
        code = raw.FPDFText_GetUnicode(page, index)
        # PDFium writes the hyphen of a broken word so.
        self.text = "\u00ad" if code in {2, 0xFFFE} else chr(code)
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(page, index, box)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        self.left, self.right, self.base = box.left, box.right, y.value
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        # Many files set letters of size 1 and enlarge them.
        scale = math.hypot(matrix.c, matrix.d)
        self.size = raw.FPDFText_GetFontSize(page, index) * scale


def _lines(number: int, page: Any) -> list[Line]:
    """Return the lines of a page in the order of the file."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402 - it is an extra

    text = page.get_textpage()
    lines: list[Line] = []
    signs: list[_Sign] = []
    first = 0
    count = text.count_chars()
    for index in range(count + 1):
        sign = _Sign(raw, text.raw, index) if index < count else None
        far = sign is not None and _is_far(signs, sign)
        if sign is not None and sign.text not in "\r\n" and not far:
            signs.append(sign)
            if sign.text != "\u00ad":
                continue
        if any(not one.text.isspace() for one in signs):
            bold = _is_bold(raw, text.raw, first) and _is_bold(raw, text.raw, index - 1)
            lines.append(_line(number, signs, is_bold=bold))
        signs, first = ([sign], index) if sign is not None and far else ([], index + 1)
    return lines


def _is_far(signs: list[_Sign], sign: _Sign) -> bool:
    """Whether a sign begins the text of a line after a number that stands before it."""
    before = [one for one in signs if not one.text.isspace()]
    if sign.text.isspace() or not 0 < len(before) <= _DIGITS:
        return False
    is_number = all(one.text.isdecimal() for one in before)
    return is_number and sign.left - before[-1].right > _FAR * sign.size


def _is_bold(raw: Any, page: Any, index: int) -> bool:
    """Whether a letter is set in bold, by the name or the weight of its font."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, index, name, 128, ctypes.c_int())
    heavy = re.search(rb"bold|black|heavy|semibold|demi", name.value, re.IGNORECASE)
    return bool(heavy) or raw.FPDFText_GetFontWeight(page, index) >= 600


def _line(page: int, signs: list[_Sign], *, is_bold: bool) -> Line:
    """Return a line; raised numbers in it are the marks of notes."""
    seen = [sign for sign in signs if not sign.text.isspace()]
    size = Counter(round(sign.size, 1) for sign in seen).most_common(1)[0][0]
    even = [sign for sign in seen if abs(sign.size - size) < 0.5] or seen
    base = Counter(round(sign.base, 1) for sign in even).most_common(1)[0][0]

    def is_raised(sign: _Sign) -> bool:
        return (
            sign.text.isdecimal()
            and sign.size < _SMALLER * size
            and sign.base > base + _RAISED * sign.size
        )

    parts: list[str] = []
    for raised, group in groupby(signs, key=is_raised):
        words = "".join(sign.text for sign in group)
        parts.append(note_mark(words) if raised else words)
    return Line(
        page,
        " ".join(_whole("".join(parts)).split()),
        min(sign.left for sign in seen),
        max(sign.right for sign in seen),
        base,
        size,
        is_bold,
        _pieces(seen, size),
    )


def _pieces(seen: list[_Sign], size: float) -> tuple[str, ...]:
    """Return the stretches of a line that stand far apart, without blanks; () if none do."""
    pieces = [""]
    for before, sign in pairwise([seen[0], *seen]):
        if sign.left - before.right > _WIDE * size:
            pieces.append("")
        pieces[-1] += sign.text
    return tuple(pieces) if len(pieces) > 1 else ()


def _whole(text: str) -> str:
    """Return a text with the two halves of a sign made one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- what the file says about itself -----------------------------------------------------


def _facts(first: list[Line], properties: dict[str, str]) -> Iterator[Fact]:
    """Yield the title and author if the first page has them, and else what is likely."""
    page = _plain(" ".join(line.text for line in first))
    title = properties.get("Title", "").strip()
    largest = _largest(first)
    # Many a property has the title without what follows its colon.
    is_whole = not _plain(largest).startswith(f"{_plain(title)} ")
    if title and is_whole and _plain(title) in page:
        yield Fact("title", title, f"{PROPERTY} Title", aside=True)
    elif largest:
        yield Fact("title", largest, "the largest letters of page 1", Basis.INFERRED)
    if author := properties.get("Author", "").strip():
        printed = all(_plain(name) in page for name in names(author))
        stated = Basis.STATED if printed else Basis.INFERRED
        yield Fact("authors", author, f"{PROPERTY} Author", stated, aside=True)
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", properties.get("CreationDate", ""))
    if made:
        day = "-".join(made.groups())
        taken_from = f"{PROPERTY} CreationDate"
        yield Fact("published", day, taken_from, Basis.INFERRED, aside=True)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _largest(lines: list[Line]) -> str:
    """Return the words in the largest letters, up to four lines that follow one another."""
    words = [line for line in lines if re.search(r"[^\W\d]{2}", line.text)]
    size = max((line.size for line in words), default=0)
    groups = groupby(words, key=lambda line: line.size >= 0.97 * size)
    title = next((list(group) for large, group in groups if large), [])
    return " ".join(line.text for line in title[:4])
