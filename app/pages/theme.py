"""What the two-sided pages show: the home page, and the page of a theme."""

from dataclasses import replace

from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.pages._face_to_face import (
    FILTERS,
    ThemeSection,
    face_to_face,
    filtered,
    quotes_held,
    quotes_passing,
    sources_of,
    themes_by_id,
)
from app.queries.claims import ThemeName
from app.queries.filters import Filtering, filter_options
from app.queries.former_slugs import slug_error
from app.queries.sources import SourceName
from app.web.params import Filters, OpenStore, Slug
from app.web.routes import page


@page_object
class ThemePage:
    """One theme, its two sides face to face."""

    section: ThemeSection
    """The theme with the claims that pass the filters."""
    quotes: int
    """How many quotes stand under them, each counted once."""
    sources: tuple[SourceName, ...]
    """The sources of these quotes, oldest first."""
    filtering: Filtering
    """Source, speaker, side, voice, and as known on which day."""
    asks: str
    """The query that holds another list to this theme and the filters in force."""
    opened: bool
    """Whether all folds stand open."""
    previous: ThemeName | None
    """The theme before it."""
    next: ThemeName | None
    """The theme after it."""


_OF_A_THEME = tuple(name for name in FILTERS if name != "theme")


def theme_page(store: OpenStore, slug: Slug, wish: Filters) -> ThemePage:
    """Return one theme, its two sides face to face.

    Raises NotFound or Moved.
    """
    told = filter_options(store)
    theme = next((theme for theme in told.themes if theme["id"] == slug), None)
    if theme is None:
        raise slug_error(store, "theme", slug)
    claims = store.rows("SELECT * FROM claim WHERE theme = ? ORDER BY position", slug)
    everything = quotes_held(store, told)
    held = [one for one in everything if one.pair.theme == slug]
    if not held:
        raise NotFound(f"the theme {slug!r} has no claims yet")
    sieve = filtered(told, wish.held_to(_OF_A_THEME), _OF_A_THEME, held, len(claims))
    filtering = sieve.filtering()
    shown = quotes_passing(held, sieve)
    ordered = [*themes_by_id(told.themes).values()]
    at = theme["position"] - 1
    return ThemePage(
        section=face_to_face(store, claims, everything, sieve).of(theme),
        quotes=len({one.pair.quote for one in shown}),
        sources=sources_of(shown),
        filtering=filtering,
        asks=replace(sieve.wish, theme=slug).query,
        opened=wish.opened == "all",
        previous=ordered[at - 1] if at > 0 else None,
        next=ordered[at + 1] if at + 1 < len(ordered) else None,
    )


page(
    "/themes/{slug}",
    "pages/theme.html",
    ThemePage,
    theme_page,
    back_label="the theme",
    back_anchor="{claim}.{number}",
)
