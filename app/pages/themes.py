"""The list of themes."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.claims import ThemeLine, theme_lines
from app.web.paging import FIRST_PART, Cursor, Part, slice_of
from app.web.params import OpenStore, Paging
from app.web.routes import page


@page_object
class ThemesPage:
    """All themes, in order."""

    themes: tuple[ThemeLine, ...]
    """The themes."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the list they are."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the themes."""
        return (line.theme.id for line in self.themes)


# How many themes a page shows. Our choice.
_MOST = 50


def themes_page(store: OpenStore, part: Paging = FIRST_PART) -> ThemesPage:
    """Return all themes in order, with how many claims and quotes each has.

    Raises NotFound for an unknown cursor.
    """
    lines = theme_lines(store)
    ids = [line.theme.id for line in lines]
    here, shown = slice_of(ids, [1] * len(ids), part, _MOST)
    return ThemesPage(lines[here], shown, shown.after)


page(
    "/themes",
    "themes/page.html",
    ThemesPage,
    themes_page,
    nav="Themes",
    csv=csv_tables.themes,
)
