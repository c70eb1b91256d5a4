"""Highlighting: a passage and its quotes → nested marks, cut where they cross.

Pure functions. Offsets are Unicode code points, the end exclusive.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.domain.page_object import page_object
from app.text.visible_text import VisibleRun

# Punctuation that stays with the words before it: a note's letter comes after it.
_CLOSING = frozenset(".,;:!?)]}'\"’”»…")  # noqa: RUF001 - the sources use both kinds


class Step(StrEnum):
    """A kind of step through a marked passage."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    NOTE = "note"


@page_object
class Piece:
    """One step through a marked passage, in the order of reading."""

    step: Step
    """What kind of step it is."""
    text: str = ""
    """For a text step: the text, exactly as in the source."""
    style: str = ""
    """For a text step: empty, ``strong``, ``em`` or ``sup``."""
    quote: str = ""
    """For the other steps: the id of the quote that opens, closes or is noted."""
    first: bool = False
    """For an open step: whether the quote begins here, rather than continues; for a text
    step that is linked: whether the linked words do."""
    found: bool = False
    """For a text step: whether it matches the reader's search."""
    linked: bool = False
    """For a text step: whether it is of the words that the link names."""


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """A quote in a passage."""

    quote: str
    start: int
    end: int


def pieces(
    text: str,
    shown: Iterable[VisibleRun],
    spans: Collection[QuoteSpan],
    found: Collection[tuple[int, int]] = (),
    linked: tuple[int, int] = (0, 0),
) -> list[Piece]:
    """Return the steps that mark *spans* in the *shown* runs of *text*.

    Each mark belongs to one quote. Overlapping marks are nested, the one that ends last
    outside; where they cross, or where a note's letter stands within another quote, the
    mark is closed and opened again. Note letters stand outside all marks. Joining the
    text pieces of one quote gives its words. Text within the *found* spans and the
    *linked* one is flagged.
    """
    runs = list(shown)
    if not runs:
        return []
    last = runs[-1].end
    notes = _note_places(text, spans, last)
    others = {*notes, *linked, *(at for span in found for at in span)}
    edges = _edges(runs, spans, others)

    steps: list[Piece] = []
    stack: list[QuoteSpan] = []
    begun: set[str] = set()
    for low, high in pairwise([*edges, last]):
        _close_marks(steps, stack, low, every=low in notes)
        steps += [Piece(Step.NOTE, quote=quote) for quote in notes.get(low, ())]
        _open_marks(steps, stack, spans, low, begun)
        run = next((run for run in runs if run.start <= low < run.end), None)
        if run:
            steps.append(
                Piece(
                    Step.TEXT,
                    text[low:high],
                    run.style,
                    first=low == linked[0] < linked[1],
                    found=any(start <= low < end for start, end in found),
                    linked=linked[0] <= low < linked[1],
                )
            )
    _close_marks(steps, stack, last, every=True)
    steps += [Piece(Step.NOTE, quote=quote) for quote in notes.get(last, ())]
    return steps


def _note_places(
    text: str, spans: Iterable[QuoteSpan], last: int
) -> Mapping[int, Sequence[str]]:
    """Map each offset that has note letters to its quotes, in the order they begin.

    A note's letter stands after its quote and the punctuation that follows it.
    """
    places: dict[int, list[str]] = {}
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.quote)):
        at = span.end
        while at < last and text[at] in _CLOSING:
            at += 1
        places.setdefault(at, []).append(span.quote)
    return places


def _edges(
    runs: Sequence[VisibleRun], spans: Iterable[QuoteSpan], others: Iterable[int]
) -> list[int]:
    """Return, in order, each offset where something begins or ends, and *others*."""
    ranges: list[VisibleRun | QuoteSpan] = [*runs, *spans]
    edges = {*others, *(at for span in ranges for at in (span.start, span.end))}
    return sorted(edge for edge in edges if runs[0].start <= edge < runs[-1].end)


def _close_marks(
    steps: list[Piece], stack: list[QuoteSpan], at: int, *, every: bool
) -> None:
    """Close the marks that end at *at*, or *every* mark, and those nested in them."""
    while stack and (every or any(span.end <= at for span in stack)):
        steps.append(Piece(Step.CLOSE, quote=stack.pop().quote))


def _open_marks(
    steps: list[Piece],
    stack: list[QuoteSpan],
    spans: Iterable[QuoteSpan],
    at: int,
    begun: set[str],
) -> None:
    """Open the marks that cover *at* and are not open, the one that ends last first."""
    waiting = [s for s in spans if s.start <= at < s.end and s not in stack]
    for span in sorted(waiting, key=lambda span: (-span.end, span.start, span.quote)):
        steps.append(Piece(Step.OPEN, quote=span.quote, first=span.quote not in begun))
        begun.add(span.quote)
        stack.append(span)
