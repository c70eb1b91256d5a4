"""Find the quotations in a text: what stands between quotation marks, and block quotes.

Pure functions. Offsets are Unicode code points in the text as given, the end exclusive.
"""

# ruff: noqa: RUF001, RUF002 - quotation marks look alike

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from app.domain.vocabulary import QuotationKind
from app.text.passages import block_spans

# Words of one's own or of a trade stand between marks, too. Our choice.
_MOST_SCARE = 2  # words
# Deeper than this nobody quotes.
_DEEPEST = 8

# The marks that end a quotation, by the mark that begins it; phones mix straight and
# curly ones.
_ENDS = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    "‛": "’",
    "'": "'",
    "「": "」",
    "『": "』",
    "❝": "❞",
    "〝": "〞",
    "＂": "＂",
    "``": "''",
}
_MARK = re.compile(
    "``|''|["
    + "".join(sorted({*"".join(_ENDS), *"".join(_ENDS.values())} - {"`"}))
    + "]"
)
# These are apostrophes, too.
_SINGLE = frozenset("'‘’‚‛")
# Blanks may stand within these, as French has them.
_SPACED = frozenset("«»‹›“”„")
# What stands right before a quotation that begins, besides a blank.
_BEFORE = frozenset("([{<—–-/*_>\"'“‘«‹„‚")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_QUOTED_LINES = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)
_QUOTED_LINE = re.compile(r"[ \t]*>[> \t]*")
_GOES_ON = re.compile(rf"(?<!\s)(\s+)[{''.join(sorted({*''.join(_ENDS)}))}]")
# Who says a block quote, on its last line.
_SIGNED = re.compile(r"[*_]*[-—–]{1,3}[ \t]?[*_]*[^\W\d_]")
_ITEM = re.compile(r"(?:[-*•+–]|\d{1,2}[.)])\s")
# A reference at the end of a block quote: "(Rinna 2014, p. 3)", "[4]".
_REFERENCE = re.compile(r"(?:\([^()\n]{1,60}\)|\[\d{1,3}\])\s*\Z")
# The same after the last stop of a quotation that is pasted by itself.
_AFTER_STOP = re.compile(
    # What ends with a stop of its own is a sentence, but for "et al.".
    r"(?<=[.?!…])([”’\"']?)\s+(?:\((?:[^()\n]{0,149}[^()\n.?!…]|[^()\n]{1,145}et al\.)\)"
    r"|\[\d{1,3}\])\s*\Z"
)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LINE_SIGN = re.compile(rf"\n{_QUOTED_LINE.pattern}")
_LINE_START = re.compile(rf"^{_QUOTED_LINE.pattern}", re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\n]")
_PLURAL = re.compile(r"s['’] [a-z]")
_TRIMMED = re.compile(r"\S(?:.*\S)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation in a text."""

    start: int
    """Where its words begin."""
    end: int
    """Where they end."""
    opens: int
    """Where its opening mark stands; where the words begin, if it has none."""
    closes: int
    """Where its closing mark ends."""
    kind: QuotationKind

    def words(self, text: str) -> str:
        """Return its words without the signs with which its lines or paragraphs begin."""
        words = _LINE_SIGN.sub("\n", text[self.start : self.end])
        if self.kind is QuotationKind.BLOCK:
            return words
        return _GOES_ON.sub(lambda at: at[1] if at[1].count("\n") > 1 else at[0], words)


@dataclass(frozen=True, slots=True)
class FoundQuotations:
    """All quotations in a text, in order, and the marks that begin none."""

    quotations: tuple[FoundQuotation, ...]
    unclosed: tuple[int, ...]
    """Where quotation marks stand that are never closed."""


@dataclass(slots=True)
class _Open:
    """A mark that begins a quotation."""

    mark: str
    at: int


def quotations_in(text: str) -> FoundQuotations:
    """Return the quotations of a text; what is quoted within one is part of it."""
    blocks = list(_quoted_lines(text))
    taken = {one.opens for one in blocks}
    blocks += (one for one in _indented(text) if one.opens not in taken)
    hidden = [(one.opens, one.closes) for one in blocks]
    plain = _without(text, [*hidden, *(tag.span() for tag in _TAG.finditer(text))])
    pairs, unclosed = _pairs(plain)
    marked = [one for pair in _outermost(pairs) if (one := _between(text, *pair))]
    # A quotation that goes on around a block quote would have its words twice.
    marked = [
        one
        for one in marked
        if all(high <= one.opens or one.closes <= low for low, high in hidden)
    ]
    every = sorted([*blocks, *marked], key=lambda one: one.start)
    return FoundQuotations(tuple(every), tuple(unclosed))


def without_reference(words: str) -> str:
    """Return a quotation without the reference that follows its last stop, if one does."""
    return _AFTER_STOP.sub(r"\1", words)


def quotations_within(text: str, block: FoundQuotation) -> list[FoundQuotation]:
    """Return what stands between marks in a block quote: a mail that is answered quotes, too."""
    words = text[block.start : block.end]
    signs = (sign.span() for sign in _LINE_START.finditer(words))
    pairs, _ = _pairs(_without(words, signs))
    marks = ((block.start + low, block.start + high) for low, high in pairs)
    return [one for pair in _outermost(marks) if (one := _between(text, *pair))]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with blanks for what stands in some spans."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at:start], _NOT_LINE_END.sub(" ", text[max(at, start) : end])]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


# --- block quotes --------------------------------------------------------------------


def _quoted_lines(text: str) -> Iterator[FoundQuotation]:
    """Yield what stands on lines that begin with ">", as in Markdown and in mails."""
    for lines in _QUOTED_LINES.finditer(text):
        spans = [
            (_QUOTED_LINE.match(text, start).end(), end)  # type: ignore[union-attr]
            for start, end in _lines(text, *lines.span())
        ]
        yield from _block(text, spans, lines.span())


def _indented(text: str) -> Iterator[FoundQuotation]:
    """Yield each block that is set in and that the block before it announces."""
    for before, (start, end) in pairwise(block_spans(text)):
        first = text.rfind("\n", 0, start) + 1
        lines = list(_lines(text, first, end))
        indented = all(text[low:high].startswith(("  ", "\t")) for low, high in lines)
        announced = text[before[0] : before[1]].endswith(":")
        if announced and indented and not _ITEM.match(text, start):
            yield from _block(text, lines, (first, end))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that is not empty."""
    for line in re.finditer(r".+", text[start:end]):
        yield start + line.start(), start + line.end()


def _block(
    text: str, lines: list[tuple[int, int]], span: tuple[int, int]
) -> Iterator[FoundQuotation]:
    """Yield a block quote without the line that says whose it is, if it has words."""
    lines = [(low, high) for low, high in lines if text[low:high].strip()]
    if len(lines) > 1 and _SIGNED.match(text[slice(*lines[-1])].lstrip()):
        span = span[0], lines.pop()[0]
    if lines:
        low, high = lines[-1]
        reference = _REFERENCE.search(text, max(low, high - 100), high)
        found = _TRIMMED.search(
            text, lines[0][0], reference.start() if reference else high
        )
        if found and _WORD.search(found[0]):
            yield FoundQuotation(*found.span(), *span, QuotationKind.BLOCK)


# --- marks ---------------------------------------------------------------------------


def _pairs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return where the opening and closing marks stand that belong together, and others.

    A quotation may go on in the next paragraph, which then begins with its mark again.
    """
    pairs: list[tuple[int, int]] = []
    unclosed: list[int] = []
    open_marks: list[_Open] = []
    for start, end in block_spans(text):
        marks = list(_MARK.finditer(text, start, end))
        goes_on = bool(open_marks and marks) and (
            marks[0].start() == start and marks[0][0] == open_marks[0].mark
        )
        unclosed += (one.at for one in _left(open_marks[goes_on:]))
        open_marks = open_marks[:goes_on]
        for number in range(goes_on, len(marks)):
            _take(text, marks, number, open_marks, pairs, unclosed)
    unclosed += (one.at for one in _left(open_marks))
    return pairs, sorted(unclosed)


def _left(open_marks: Iterable[_Open]) -> Iterator[_Open]:
    """Return the marks that began a quotation; a single one may be an apostrophe."""
    return (one for one in open_marks if one.mark not in _SINGLE)


def _take(  # noqa: PLR0913, PLR0917 - where the marks stand so far
    text: str,
    marks: Sequence[re.Match[str]],
    number: int,
    open_marks: list[_Open],
    pairs: list[tuple[int, int]],
    unclosed: list[int],
) -> None:
    """Let a mark end the quotation that it can end, or begin another."""
    mark, sign = marks[number], marks[number][0]
    for depth in reversed(range(len(open_marks))):
        if sign in _ENDS[open_marks[depth].mark] and _can_end(text, marks, number):
            pairs.append((open_marks[depth].at, mark.start()))
            unclosed += (one.at for one in _left(open_marks[depth + 1 :]))
            del open_marks[depth:]
            return
    if sign in _ENDS and _can_begin(text, mark):
        # Straight marks cannot stand within each other: the first was never closed.
        if sign == '"' and any(one.mark == sign for one in open_marks):
            at = next(n for n, one in enumerate(open_marks) if one.mark == sign)
            unclosed += (one.at for one in _left(open_marks[at:]))
            del open_marks[at:]
        if len(open_marks) == _DEEPEST:
            unclosed += (one.at for one in _left(open_marks[:1]))
            del open_marks[0]
        open_marks.append(_Open(sign, mark.start()))


def _can_begin(text: str, mark: re.Match[str]) -> bool:
    before, after = (
        text[mark.start() - 1 : mark.start()],
        text[mark.end() : mark.end() + 1],
    )
    if mark[0] in {"“", "„", "«", "‹", "「", "『"}:
        return bool(after)
    free = not before or before.isspace() or before in _BEFORE
    within = bool(after) and (not after.isspace() or mark[0] in _SPACED)
    return free and within


def _can_end(text: str, marks: Sequence[re.Match[str]], number: int) -> bool:
    mark = marks[number]
    before, after = (
        text[mark.start() - 1 : mark.start()],
        text[mark.end() : mark.end() + 1],
    )
    if mark[0] in _SPACED or mark[0] in "」』":
        return True
    # The number of a note may follow.
    if before.isspace() or before in {"(", "["} or after.isalpha():
        return False
    return mark[0] not in _SINGLE or not _is_plural(text, marks, number)


def _is_plural(text: str, marks: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a single mark is the apostrophe of a plural: "the states’ interests".

    It looks like one, and another that does not ends the quotation before a new one begins.
    """
    if not _looks_plural(text, marks[number]):
        return False
    for other in islice(marks, number + 1, None):
        if _can_begin(text, other) and other[0] in _SINGLE:
            return False
        after = text[other.end() : other.end() + 1]
        if other[0] == marks[number][0] and not after.isalnum():
            return not _looks_plural(text, other)
    return False


def _looks_plural(text: str, mark: re.Match[str]) -> bool:
    return bool(_PLURAL.match(text, max(0, mark.start() - 1)))


def _outermost(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand within no other, in order."""
    done = -1
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if start > done:
            yield start, end
            done = end


def _between(text: str, opening: int, closing: int) -> FoundQuotation | None:
    """Return what stands between two marks, if it has a word."""
    width = 2 if text.startswith("``", opening) else 1
    found = _TRIMMED.search(text, opening + width, closing)
    if found is None or not (words := _WORD.findall(found[0])):
        return None
    kind = QuotationKind.SCARE if len(words) <= _MOST_SCARE else QuotationKind.QUOTATION
    return FoundQuotation(*found.span(), opening, closing + width, kind)
