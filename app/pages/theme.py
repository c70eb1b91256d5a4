"""The page of a theme: its two sides face to face."""

from dataclasses import replace
from sqlite3 import Row

from app.citations.citation import Citation, page_citations
from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.pages._face_to_face import CLAIM_FILTERS, FaceToFace, ThemeSection
from app.queries.claims import ThemeName
from app.queries.filtered_list import PAIRS, FilteredList, filtered_list
from app.queries.filters import Filtering, filter_options
from app.queries.former_slugs import slug_error
from app.queries.sources import SourceName, printed_references
from app.web.paging import FIRST_PART, Cursor
from app.web.params import Filters, OpenStore, Paging, Slug
from app.web.routes import page


@page_object
class ThemePage:
    """One theme, its two sides face to face."""

    section: ThemeSection
    """The theme with the claims that pass the filters."""
    quotes: int
    """Number of quotes under them that pass, each counted once."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    references: tuple[str, ...]
    """The same as entries of a list of references in APA style: HTML that has its italics
    in i elements."""
    filtering: Filtering
    """The filters: source, speaker, side, answers, voice, and day."""
    asks: str
    """The query string that limits another list to this theme and the active filters."""
    opened: bool
    """Whether everything is expanded."""
    previous: ThemeName | None
    """The theme before it; null for the first."""
    next: ThemeName | None
    """The theme after it; null for the last."""
    citations: tuple[Citation, ...]
    """How to cite this page, in every style."""
    cursor: Cursor = None
    """The cursor of the next part of its claims; left out after the last."""


_FILTERS = tuple(name for name in CLAIM_FILTERS if name != "theme")


def theme_page(
    store: OpenStore, slug: Slug, choice: Filters, part: Paging = FIRST_PART
) -> ThemePage:
    """Return one theme, its two sides face to face.

    Raises NotFound or Moved.
    """
    if slug not in filter_options(store).theme_names:
        raise slug_error(store, "theme", slug)
    filtered = filtered_list(store, choice, _FILTERS, "claim", theme=slug)
    if not filtered.total:
        raise NotFound(f"the theme {slug!r} has no claims yet")
    theme = _theme(filtered)
    scene = FaceToFace(filtered, [theme], part)
    sources = scene.sources
    names = [*filtered.options.theme_names.values()]
    at = theme["position"] - 1
    (section,) = scene.sections
    return ThemePage(
        section=section,
        quotes=theme["quotes"],
        sources=sources,
        references=printed_references(store, [one.id for one in sources]),
        filtering=filtered.filtering,
        asks=replace(filtered.choice, theme=slug).query,
        opened=choice.opened == "all",
        previous=names[at - 1] if at > 0 else None,
        next=names[at + 1] if at + 1 < len(names) else None,
        citations=page_citations(
            store.stamp.cited, theme["title"], f"{store.address}/themes/{slug}"
        ),
        cursor=section.part.after,
    )


def _theme(filtered: FilteredList) -> Row:
    """Return the theme of the page, with how many quotes pass."""
    passing, values = filtered.passing
    (theme,) = filtered.store.rows(
        f"""SELECT *, (
            SELECT count(DISTINCT pair.quote) FROM {PAIRS} WHERE {passing}) AS quotes
        FROM theme WHERE id = ?""",
        *values,
        filtered.theme,
    )
    return theme


page(
    "/themes/{slug}",
    "theme/page.html",
    ThemePage,
    theme_page,
    back_label="the theme",
    back_anchor="{claim}.{number}",
)
