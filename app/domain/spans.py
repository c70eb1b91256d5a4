"""Spans of sources: which of many share a character with another. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """A stretch of a source: a quote, a sentence, a passage, sentences set aside."""

    @property
    def source(self) -> str:
        """The slug of the source."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


SpanT = TypeVar("SpanT", bound=Span)
_NONE: tuple[Sequence[int], Sequence[int]] = ((), ())


class Spans(Generic[SpanT]):
    """Many spans by source, each source's in the order of its text."""

    def __init__(self, spans: Iterable[SpanT]) -> None:
        self._of: dict[str, list[SpanT]] = defaultdict(list)
        for one in spans:
            self._of[one.source].append(one)
        self._edges: dict[str, tuple[Sequence[int], Sequence[int]]] = {}
        for source, own in self._of.items():
            own.sort(key=attrgetter("start"))
            starts = [one.start for one in own]
            # How far the spans reach so far: one may hold those that begin after it.
            reach = [*accumulate((one.end for one in own), max)]
            self._edges[source] = starts, reach

    def of(self, source: str) -> Sequence[SpanT]:
        """Return the spans of one source."""
        return self._of.get(source, ())

    def overlapping(self, span: Span) -> list[SpanT]:
        """Return those that share a character with *span*."""
        starts, reach = self._edges.get(span.source, _NONE)
        first, after = bisect_right(reach, span.start), bisect_left(starts, span.end)
        return [
            one for one in self.of(span.source)[first:after] if one.end > span.start
        ]

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return start and end of all that *span* touches, as one stretch.

        Of sentences, these are the bounds of the whole sentences that a quote touches.
        """
        touched = self.overlapping(span)
        return touched[0].start, touched[-1].end
