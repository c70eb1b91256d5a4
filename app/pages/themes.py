"""The list of themes."""

from collections.abc import Iterator

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.claims import THEME_COLUMNS, ThemeName, theme_name
from app.web.params import OpenStore
from app.web.routes import page


@page_object
class ThemeLine:
    """A theme in a list."""

    theme: ThemeName
    """Its name."""
    description: str
    """The narrower question."""
    claims_for: int
    """Number of its claims for."""
    claims_against: int
    """Number of its claims against."""
    quotes: int
    """Number of quotes under these claims."""


@page_object
class ThemesPage:
    """All themes, in order."""

    themes: tuple[ThemeLine, ...]
    """The themes."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the themes."""
        return (line.theme.id for line in self.themes)


_THEMES = f"""
    SELECT {THEME_COLUMNS}, theme.description,
        count(DISTINCT CASE stance WHEN 'for' THEN claim.id END) AS claims_for,
        count(DISTINCT CASE stance WHEN 'against' THEN claim.id END) AS claims_against,
        count(DISTINCT claim_quote.quote) AS quotes
    FROM theme
    LEFT JOIN claim ON claim.theme = theme.id
    LEFT JOIN claim_quote ON claim_quote.claim = claim.id
    GROUP BY theme.id ORDER BY theme.position"""


def themes_page(store: OpenStore) -> ThemesPage:
    """Return all themes in order, with how many claims and quotes each has."""
    return ThemesPage(
        tuple(
            ThemeLine(
                theme_name(row),
                row["description"],
                row["claims_for"],
                row["claims_against"],
                row["quotes"],
            )
            for row in store.rows(_THEMES)
        )
    )


page(
    "/themes",
    "themes/page.html",
    ThemesPage,
    themes_page,
    nav="Themes",
    csv=csv_tables.themes,
)
