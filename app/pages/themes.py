"""The list of themes."""

from collections.abc import Iterator

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.claims import ThemeLine, theme_lines
from app.web.params import OpenStore
from app.web.routes import page


@page_object
class ThemesPage:
    """All themes, in order."""

    themes: tuple[ThemeLine, ...]
    """The themes."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the themes."""
        return (line.theme.id for line in self.themes)


def themes_page(store: OpenStore) -> ThemesPage:
    """Return all themes in order, with how many claims and quotes each has."""
    return ThemesPage(theme_lines(store))


page(
    "/themes",
    "themes/page.html",
    ThemesPage,
    themes_page,
    nav="Themes",
    csv=csv_tables.themes,
)
