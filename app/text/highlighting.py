"""A passage and its quotes → nested marks, cut where they cross.

Everything here is pure. Offsets are Unicode code points, the end exclusive.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.text.passages import Run

# Signs that stay with the words before them: the letter of a note comes after these.
_CLOSING = frozenset(".,;:!?)]}'\"’”»…")  # noqa: RUF001 - the sources have both kinds


class Step(StrEnum):
    """What comes next in a marked passage."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """One step through a marked passage, in the order of reading."""

    step: Step
    """What comes next."""
    text: str = ""
    """For a text step: the letters, exactly as they stand in the source."""
    style: str = ""
    """For a text step: empty, ``strong``, ``em`` or ``sup``."""
    quote: str = ""
    """For the others: the id of the quote that opens, closes or is noted."""
    first: bool = False
    """For an open step: whether the quote begins here and is not taken up again."""
    found: bool = False
    """For a text step: whether it is what the reader searched for."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quote in a passage."""

    quote: str
    start: int
    end: int


def pieces(
    text: str,
    shown: Iterable[Run],
    spans: Collection[Span],
    found: Collection[tuple[int, int]] = (),
) -> list[Piece]:
    """Mark *spans* in the *shown* runs of *text*; note letters stand outside all marks.

    Each mark belongs to one quote. Where quotes overlap the marks are nested, the one
    that ends last outside; where they cross, or where a note's letter stands within
    another quote, the mark is closed and opened again. Joining the text pieces of one
    quote gives its words. What was *found*, from a place to a place, is told apart
    within them.
    """
    runs = list(shown)
    if not runs:
        return []
    last = runs[-1].end
    notes = _note_places(text, spans, last)
    edges = _edges(runs, spans, {*notes, *(at for pair in found for at in pair)})
    style = {run.start: run.style for run in runs}
    visible = [(run.start, run.end) for run in runs]

    out: list[Piece] = []
    stack: list[Span] = []
    begun: set[str] = set()
    for low, high in zip(edges, [*edges[1:], last], strict=True):
        _leave(out, stack, low, all_marks=low in notes)
        out += [Piece(Step.NOTE, quote=quote) for quote in notes.get(low, ())]
        _enter(out, stack, spans, low, begun)
        run = next((run for run in visible if run[0] <= low < run[1]), None)
        if run and low < high:
            words, sought = text[low : min(high, run[1])], _within(low, found)
            out.append(Piece(Step.TEXT, words, style[run[0]], found=sought))
    _leave(out, stack, last, all_marks=True)
    out += [
        Piece(Step.NOTE, quote=quote)
        for quote in notes.get(last, ())
        if last not in edges
    ]
    return out


def _note_places(
    text: str, spans: Iterable[Span], last: int
) -> Mapping[int, Sequence[str]]:
    """Say where the notes' letters stand: after each quote and its punctuation.

    At one place they stand in the order in which their quotes begin.
    """
    places: dict[int, list[str]] = {}
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.quote)):
        at = span.end
        while at < last and text[at] in _CLOSING:
            at += 1
        places.setdefault(at, []).append(span.quote)
    return places


def _within(at: int, found: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in found)


def _edges(
    runs: Sequence[Run], spans: Iterable[Span], others: Iterable[int]
) -> list[int]:
    """Give every place where something begins or ends, and all *others*, in order."""
    first, last = runs[0].start, runs[-1].end
    edges = {run.start for run in runs} | {run.end for run in runs} | set(others)
    for span in spans:
        edges |= {span.start, span.end}
    return sorted(edge for edge in edges if first <= edge < last)


def _leave(out: list[Piece], stack: list[Span], at: int, *, all_marks: bool) -> None:
    """Close the marks that end at *at*, and those that stand in their way."""
    while stack and (all_marks or any(span.end <= at for span in stack)):
        out.append(Piece(Step.CLOSE, quote=stack.pop().quote))


def _enter(
    out: list[Piece],
    stack: list[Span],
    spans: Iterable[Span],
    at: int,
    begun: set[str],
) -> None:
    """Open the marks that cover *at* and are not open, the longest-lasting first."""
    waiting = [s for s in spans if s.start <= at < s.end and s not in stack]
    for span in sorted(waiting, key=lambda span: (-span.end, span.start, span.quote)):
        first = span.quote not in begun
        begun.add(span.quote)
        out.append(Piece(Step.OPEN, quote=span.quote, first=first))
        stack.append(span)
