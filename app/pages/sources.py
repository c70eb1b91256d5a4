"""What each page shows, whole: one frozen dataclass a page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.queries.filters import (
    FilteredList,
    Filtering,
    filter_options,
    quotes_on_side,
    quotes_under_claims,
)
from app.queries.sources import SourceLine, source_lines
from app.web.params import NO_FILTERS, Filters, OpenStore
from app.web.routes import page


@page_object
class SourcesPage:
    """All sources, or those with quotes that pass the filters."""

    filtering: Filtering
    """Theme, speaker, side, voice, and as known on which day."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first; counted is what passes the filters."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the sources."""
        return (source.id for source in self.sources)


_FILTERS = ("theme", "speaker", "stance", "voice", "as_of")


def sources_page(store: OpenStore, wish: Filters = NO_FILTERS) -> SourcesPage:
    """Return all sources, or those with quotes that pass the filters, oldest first.

    Raises NotFound for a choice that is none.
    """
    wish = wish.held_to(_FILTERS)
    told = filter_options(store)
    lines = source_lines(store)
    pairs = quotes_under_claims(store, told)
    sieve = FilteredList(wish, _FILTERS, told, pairs, attrgetter("source"), len(lines))
    filtering = sieve.filtering()
    if wish.words:
        lines = tuple(_held_to(lines, sieve))
    return SourcesPage(filtering, lines)


def _held_to(lines: Iterable[SourceLine], sieve: FilteredList) -> Iterator[SourceLine]:
    """Give the sources with quotes that pass, and count these alone."""
    for line in lines:
        held = [pair for pair in sieve.passing if pair.source == line.id]
        if held:
            yield replace(
                line,
                quotes_for=quotes_on_side(held, Stance.FOR),
                quotes_against=quotes_on_side(held, Stance.AGAINST),
                claims=len({pair.claim for pair in held}),
            )


page(
    "/sources",
    "pages/sources.html",
    SourcesPage,
    sources_page,
    nav="Sources",
    csv=csv_tables.sources,
)
