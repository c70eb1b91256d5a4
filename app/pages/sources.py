"""The list of sources."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.filtered_list import filtered_list
from app.queries.filters import Filtering
from app.queries.sources import SourceLine, source_lines
from app.web.paging import FIRST_PART, Cursor, Part, part_of
from app.web.params import NO_FILTERS, Filters, OpenStore, Paging
from app.web.routes import page


@page_object
class SourcesPage:
    """All sources, or those with quotes that pass the filters."""

    filtering: Filtering
    """The filters: theme, speaker, side, voice, and day."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first, with counts of the quotes and claims that pass."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the list they are."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the sources."""
        return (source.id for source in self.sources)


_FILTERS = ("theme", "speaker", "stance", "voice", "as_of")
# How many sources a page shows. Our choice.
_MOST = 40


def sources_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = FIRST_PART
) -> SourcesPage:
    """Return all sources, or those with quotes that pass the filters, oldest first.

    Raises NotFound for an unknown choice or cursor.
    """
    filtered = filtered_list(store, choice, _FILTERS, "source")
    rows, shown = part_of(filtered, part, _MOST)
    lines = source_lines(store, [row["id"] for row in rows], filtered.passing)
    return SourcesPage(filtered.filtering, lines, shown, shown.after)


page(
    "/sources",
    "sources/page.html",
    SourcesPage,
    sources_page,
    nav="Sources",
    csv=csv_tables.sources,
)
