"""The words of a document that somebody has written: plain text, Markdown, HTML, DOCX.

Block quotes become lines that begin with ">", as Markdown has them, and the marks of an
HTML ``q`` become quotation marks, so that what is quoted is found alike in all.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from pathlib import PurePath

from lxml import etree

from app.documents import markup
from app.documents.packages import DAMAGED
from app.documents.text import decoded
from app.domain.errors import UnreadableDocument

# A document is unpacked in memory: a thousand pages have less. Our choice.
_LARGEST = 20_000_000  # bytes
# The sign with which plain text begins the lines of a block quote.
_SIGN = re.compile(r"^>")
_HIDDEN = {"script", "style", "template", "noscript", "head", "title"}
_INLINE = re.compile(
    "a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s"
    "|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr"
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# What a reader does not see, or sees elsewhere: deleted and moved text, and the copy of a
# text box for old programs.
_LEFT_OUT = (
    f"{_WORD}del",
    f"{_WORD}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
# What stands for a character.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# Styles of block quotes, in the languages in which Word names them, and an inset as deep.
_QUOTE = re.compile(r"quot|zitat|cita|block ?text|blocktext", re.IGNORECASE)
_INSET = 500  # twentieths of a point: some 9 mm


def text_of(name: str, content: bytes) -> str:
    """Return the text of a document, by the ending of its *name*.

    Raises UnreadableDocument if it is of another kind, or not what its name says.
    """
    ending = PurePath(name).suffix.casefold()
    if ending not in _READERS:
        raise UnreadableDocument(
            name,
            "only " + ", ".join(_READERS) + " can be read; save it as one of these",
        )
    return _READERS[ending](name, content).replace("\r\n", "\n").replace("\r", "\n")


# --- HTML ----------------------------------------------------------------------------


def _html(name: str, content: bytes) -> str:
    paragraphs = [_Paragraph()]
    _walk(markup.parsed(name, markup.decoded(content)), paragraphs, quoted=False)
    return _joined(paragraphs)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph, and whether it is part of a block quote."""

    quoted: bool = False
    lines: list[str] = field(default_factory=lambda: [""])

    def add(self, text: str) -> None:
        """Add text to the last line; white space in HTML is one blank."""
        self.lines[-1] += " ".join(text.split("\n"))

    def __str__(self) -> str:
        """Return its lines, each with the sign of a block quote if it is part of one."""
        lines = (" ".join(line.split()) for line in self.lines)
        if self.quoted:
            return "\n".join(f"> {line}" for line in lines)
        return "\n".join(_SIGN.sub(r"\\>", line) for line in lines)


def _walk(
    element: etree._Element, paragraphs: list[_Paragraph], *, quoted: bool
) -> None:
    """Add the text of an element to *paragraphs*."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _HIDDEN:
        return
    inner = quoted or tag == "blockquote"
    # Who says a block quote stands at its end.
    signed = quoted and (tag == "footer" or (tag == "cite" and _is_last(element)))
    block = signed or (not _INLINE.fullmatch(tag) and tag != "br")
    if tag == "br":
        paragraphs[-1].lines.append("")
    elif block:
        paragraphs.append(_Paragraph(inner))
    before = "“" if tag == "q" else "— " if signed else ""
    paragraphs[-1].add(before + (element.text or ""))
    for child in element:
        _walk(child, paragraphs, quoted=inner)
        paragraphs[-1].add(child.tail or "")
    paragraphs[-1].add("”" if tag == "q" else "")
    if block:
        paragraphs.append(_Paragraph(quoted))


def _is_last(element: etree._Element) -> bool:
    """Whether nothing follows an element in its own."""
    return element.getnext() is None and not (element.tail or "").strip()


def _joined(paragraphs: Iterable[_Paragraph]) -> str:
    """Return paragraphs as one text; those of one block quote stay together."""
    shown = [one for one in paragraphs if any(map(str.strip, one.lines))]
    between = [
        "\n>\n" if one.quoted and other.quoted else "\n\n"
        for one, other in pairwise(shown)
    ]
    return "".join(map("".join, zip_longest(map(str, shown), between, fillvalue="")))


# --- DOCX ----------------------------------------------------------------------------


def _docx(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = [
                _part(name, file, part)
                for part in _PARTS
                if part in file.namelist() or part == _PARTS[0]
            ]
    except DAMAGED as error:
        raise UnreadableDocument(name, "it is not a Word document") from error
    return _joined(one for part in parts for one in _paragraphs(part))


def _part(name: str, file: zipfile.ZipFile, part: str) -> etree._Element:
    """Return a part of the document, without whatever it refers to elsewhere."""
    if file.getinfo(part).file_size > _LARGEST:
        raise UnreadableDocument(name, "it is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(file.read(part), parser)


def _paragraphs(root: etree._Element) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a part."""
    for element in _seen(root):
        if element.tag == f"{_WORD}p":
            text = "".join(map(_letters, _seen(element, within=True)))
            yield _Paragraph(_is_quote(element), text.split("\n"))


def _seen(element: etree._Element, *, within: bool = False) -> Iterator[etree._Element]:
    """Yield what a reader sees of an element; *within* a paragraph, none that it holds."""
    for child in element:
        if child.tag not in _LEFT_OUT and not (within and child.tag == f"{_WORD}p"):
            yield child
            yield from _seen(child, within=within)


def _letters(element: etree._Element) -> str:
    tag = str(element.tag).removeprefix(_WORD)
    return element.text or "" if tag == "t" else _SIGNS.get(tag, "")


def _is_quote(paragraph: etree._Element) -> bool:
    """Whether a paragraph has a style for quotations, or is set in without being an item."""
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    inset = paragraph.find(f"{_WORD}pPr/{_WORD}ind")
    if style is not None and _QUOTE.search(style.get(f"{_WORD}val", "")):
        return True
    if inset is None or paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None:
        return False
    left = inset.get(f"{_WORD}left") or inset.get(f"{_WORD}start") or "0"
    return left.isdecimal() and int(left) >= _INSET


_READERS: Mapping[str, Callable[[str, bytes], str]] = {
    ".txt": decoded,
    ".md": decoded,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
}
