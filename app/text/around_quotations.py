"""What stands around each quotation of a text, where its speaker may be named.

Pure functions. A sentence may have several quotations, each of somebody else: "Putin said
“…”, and Xi answered “…”". Each gets the part of the sentence that is about it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.vocabulary import QuotationKind
from app.text.passages import block_spans
from app.text.quotations_in_text import FoundQuotation
from app.text.sentences import sentence_spans
from app.text.words_of_saying import (
    BRACKETS,
    CLAUSE,
    CLOSING,
    JOINED,
    OTHER_CLAUSE,
    THEREAFTER,
)

# So much before a quotation and after it is read. Our choice.
_BEFORE_IT, _AFTER_IT = 500, 150  # characters
# An item of a list, or a row of a table.
_ITEM = re.compile(r"(?<=\n)[ \t]*(?:[-*•+|]|\d{1,2}[.)])[ \t]")
# A sign within a name ends no clause: "Re:Russia".
_CLAUSE_END = re.compile(r"[;:.](?![A-Za-z])")
# The sign that ends a sentence, with what closes after it.
_END = re.compile(r"[.?!…][^\w.?!…]*\Z")
# A stop within the marks before another sentence: "“… it.” Putin".
_STOP = re.compile(r"(?<=x\.[\"”»])\s+(?=[A-ZÀ-ÖØ-Þ])")
# A reference after such a stop, which belongs to the sentence before: "“… it.” (Datta 2025)."
_REFERENCE = re.compile(
    r"(?<=[.?!][\"”»])\s+(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])\.?(?=\s|\Z)"
)
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Around:
    """The sentence of a quotation and those beside it, as far as they are read."""

    here: str
    """Its own sentence, or all that it runs through."""
    span: tuple[int, int]
    """Where the quotation stands in it, with its marks."""
    part: tuple[int, int]
    """What of the sentence is about this quotation."""
    between: str | None
    """What stands between it and the one before in the sentence; null if it is the first."""
    before: Sequence[str]
    """The three sentences before it, the nearest first."""
    after: str
    """The sentence after it."""
    introduction: "Around | None" = None
    """The same of the end of the sentence before, if that leads to it."""


class Surroundings:
    """The sentences of a text, and its quotations in them."""

    def __init__(self, text: str, quotations: Sequence[FoundQuotation]) -> None:
        self._masked = _masked(text, quotations)
        self._quotations = quotations
        self._sentences: list[tuple[int, int]] = []
        # Where the paragraph of each sentence begins, in sentences.
        self._begins: list[int] = []
        for item in _items(self._masked, quotations):
            found = [*_sentences(self._masked, *item)]
            self._begins += [len(self._sentences)] * len(found)
            self._sentences += found
        self._starts = [start for start, _ in self._sentences]
        self._ends = [end for _, end in self._sentences]

    def __iter__(self) -> Iterator[Around]:
        """Yield what is around each quotation, in order."""
        for number, one in enumerate(self._quotations):
            first = bisect_right(self._ends, one.opens)
            last = max(first, bisect_left(self._starts, one.closes))
            edges = one.opens, one.closes
            introduction = None
            if self._is_led_to(one, first):
                end = self._ends[first - 1]
                introduction = self._around(number, (end, end), (first - 1, first))
            yield self._around(number, edges, (first, last), introduction)

    def _is_led_to(self, one: FoundQuotation, first: int) -> bool:
        """Whether the sentence before that numbered *first* plainly leads to a quotation.

        It ends with a colon, or before a block quote with no sign: "Rinna writes".
        """
        if not first or first == len(self._starts):
            return False
        if _LETTER.search(self._masked, self._starts[first], one.opens):
            return False
        start, until = self._sentences[first - 1]
        end = self._masked[start:until].rstrip("*_")[-1:]
        return end == ":" or (
            one.kind is QuotationKind.BLOCK and (end.isalpha() or end == ",")
        )

    def _around(
        self,
        number: int,
        edges: tuple[int, int],
        own: tuple[int, int],
        introduction: Around | None = None,
    ) -> Around:
        """Return what is around the words between two *edges*, in the sentences *own*.

        *number* is that of the quotation. Only what is said in the first sentence of a
        paragraph may be of somebody in the paragraph before.
        """
        first, last = own
        opens, closes = edges
        spans = self._sentences[first:last] or [edges]
        low = max(spans[0][0], opens - _BEFORE_IT)
        high = min(spans[-1][1], closes + _AFTER_IT)
        begin = self._begins[first] if first < len(self._begins) else 0
        earliest = max(0, first - 3, begin if begin < first else 0)
        before = [
            self._masked[max(start, end - _BEFORE_IT) : end]
            for start, end in self._sentences[earliest:first]
        ]
        after = "".join(
            self._masked[start : min(end, start + _AFTER_IT)]
            for start, end in self._sentences[last : last + 1]
        )
        begins, between = low, None
        if number and (end := self._quotations[number - 1].closes) > low:
            between = self._masked[end:opens]
            begins = end + _about_the_first(between)
        ends = self._part_end(number, closes, high)
        return Around(
            here=self._masked[low:high],
            span=(opens - low, closes - low),
            part=(begins - low, ends - low),
            between=between,
            before=before[::-1],
            after=after,
            introduction=introduction,
        )

    def _part_end(self, number: int, at: int, high: int) -> int:
        """Return where that ends which follows a quotation and is about it."""
        for following in self._quotations[number + 1 :]:
            if following.opens >= high:
                break
            between = self._masked[at : following.opens]
            if not JOINED.fullmatch(between):
                return at + _about_the_first(between)
            at = following.closes
        return at + _clause(self._masked[at:high])


def _about_the_first(between: str) -> int:
    """Return how much of what stands between two quotations is about the first.

    That is so of a reference in brackets, and of what comes before another clause. Without
    one it is about the first if it says whose that is: "said Putin of".
    """
    closing = CLOSING.match(between)
    start = closing.end() if closing else 0
    if other := CLAUSE.search(_without_brackets(between), start):
        return other.end()
    if THEREAFTER.match(between, start):
        return len(between)
    return start if closing and closing[1] else 0


def _without_brackets(text: str) -> str:
    """Return a text of the same length: no clause ends within brackets."""
    return BRACKETS.sub(lambda found: "x" * len(found[0]), text)


def _clause(text: str) -> int:
    """Return where the clause ends that a text begins with."""
    text = _without_brackets(text)
    other = OTHER_CLAUSE.search(text)
    until = other.start() if other else len(text)
    for token in re.finditer(r"\S+", text[:until]):
        if _CLAUSE_END.search(token[0]):
            return token.end()
    return until


def _items(
    text: str, quotations: Sequence[FoundQuotation]
) -> Iterator[tuple[int, int]]:
    """Yield each paragraph; an item of a list, a row and a block quote are one by themselves."""
    cuts = [item.start() for item in _ITEM.finditer(text)]
    for one in quotations:
        if one.kind is QuotationKind.BLOCK:
            cuts += one.opens, one.closes
    cuts.sort()
    for start, end in block_spans(text):
        within = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        yield from pairwise([start, *within, end])


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield each sentence of a paragraph; a quotation that ends with a stop ends one, too."""
    references = [one.span() for one in _REFERENCE.finditer(text, start, end)]
    at = start
    for low, high in sentence_spans(text, start, end):
        at = max(at, low)
        for stop in _STOP.finditer(text, at, high):
            yield at, stop.start()
            at = stop.end()
        ends = next((last for first, last in references if first <= high < last), high)
        if at < ends:
            yield at, ends
            at = ends


def _masked(text: str, quotations: Sequence[FoundQuotation]) -> str:
    """Return the text without what is quoted: names in it are no speakers'.

    The sign that ends a sentence there stays, since it may end that around it.
    """
    pieces, at = [], 0
    for one in quotations:
        if one.kind is QuotationKind.SCARE:
            continue
        ending = _END.search(text[one.start : one.end])
        last = one.start + ending.start() if ending else one.end
        words = re.sub(r"\S", "x", text[one.start + 1 : last])
        pieces += [text[at : one.start + 1], words, text[last : one.end]]
        at = one.end
    return "".join([*pieces, text[at:]])
