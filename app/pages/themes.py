"""Themes, speakers, the page about the site, and the list of exports."""

from collections.abc import Iterator

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.claims import ThemeName
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
    """How many claims for it has."""
    claims_against: int
    """How many claims against it has."""
    quotes: int
    """How many quotes stand under them."""


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
    """Return all themes, in order."""
    rows = store.rows(
        """SELECT theme.*,
            count(DISTINCT CASE stance WHEN 'for' THEN claim.id END) AS claims_for,
            count(DISTINCT CASE stance WHEN 'against' THEN claim.id END)
                AS claims_against,
            count(DISTINCT claim_quote.quote) AS quotes
        FROM theme
        LEFT JOIN claim ON claim.theme = theme.id
        LEFT JOIN claim_quote ON claim_quote.claim = claim.id
        GROUP BY theme.id ORDER BY theme.position"""
    )
    return ThemesPage(
        tuple(
            ThemeLine(
                ThemeName(row["id"], row["title"], row["position"]),
                row["description"],
                row["claims_for"],
                row["claims_against"],
                row["quotes"],
            )
            for row in rows
        )
    )


page(
    "/themes",
    "pages/themes.html",
    ThemesPage,
    themes_page,
    nav="Themes",
    csv=csv_tables.themes,
)
