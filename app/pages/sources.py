"""The list of sources."""

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.queries.filters import FilteredList, Filtering, filtered_list, quotes_on_side
from app.queries.sources import SourceLine, source_lines
from app.web.params import NO_FILTERS, Filters, OpenStore
from app.web.routes import page


@page_object
class SourcesPage:
    """All sources, or those with quotes that pass the filters."""

    filtering: Filtering
    """The filters: theme, speaker, side, voice, and day."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first, with counts of the quotes and claims that pass."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the sources."""
        return (source.id for source in self.sources)


_FILTERS = ("theme", "speaker", "stance", "voice", "as_of")


def sources_page(store: OpenStore, choice: Filters = NO_FILTERS) -> SourcesPage:
    """Return all sources, or those with quotes that pass the filters, oldest first.

    Raises NotFound for an unknown choice.
    """
    lines = source_lines(store)
    filtered = filtered_list(store, choice, _FILTERS, attrgetter("source"), len(lines))
    filtering = filtered.filtering()
    if filtered.choice.active:
        lines = tuple(
            _passing_line(line, filtered)
            for line in lines
            if line.id in filtered.passing_by_id
        )
    return SourcesPage(filtering, lines)


def _passing_line(line: SourceLine, filtered: FilteredList) -> SourceLine:
    """Return a source with counts of what passes."""
    pairs = filtered.passing_by_id[line.id]
    return replace(
        line,
        quotes_for=quotes_on_side(pairs, Stance.FOR),
        quotes_against=quotes_on_side(pairs, Stance.AGAINST),
        claims=len({pair.claim for pair in pairs}),
    )


page(
    "/sources",
    "sources/page.html",
    SourcesPage,
    sources_page,
    nav="Sources",
    csv=csv_tables.sources,
)
