"""The claims, face to face as a page and as plain lists for programs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.pages._face_to_face import CLAIM_FILTERS, MOST, FaceToFace, ThemeSection
from app.queries.claims import ClaimLine, ThemeName, claim_lines
from app.queries.filtered_list import PAIRS, FilteredList, filtered_list
from app.queries.filters import Filtering
from app.queries.sources import PrintedReferences, printed_references
from app.store.connection import placeholders
from app.web.paging import FIRST_PART, Part, page_size, part_of, slice_of
from app.web.params import NO_FILTERS, Filters, OpenStore, Paging
from app.web.routes import page


@page_object
class ClaimsPage:
    """Both sides face to face, theme by theme: all claims, or those that pass the filters."""

    of: int
    """Number of all claims."""
    sources: int
    """Number of all sources."""
    filtering: Filtering
    """The filters: theme, source, speaker, side, answers, voice, and day."""
    onward: str
    """The query string of the filters in force without the theme, for links to the page
    of a theme."""
    claims: int
    """Number of claims that pass the filters."""
    quotes: int
    """Number of quotes under them that pass, each counted once."""
    opened: str
    """"all" if everything is expanded; else the slugs of the narrower claims whose
    quotes are expanded, joined by full stops; empty if nothing is."""
    opened_claims: tuple[str, ...]
    """The slugs of narrower claims whose quotes are expanded, the latest last; empty if
    none or all are."""
    themes: tuple[ThemeSection, ...]
    """The themes with claims that pass the filters, in order."""
    part: Part
    """Which part of these themes they are."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""

    @property
    def only_theme(self) -> str:
        """The slug of the theme if it is the one filter in force; else empty."""
        shown = self.themes[0].id if len(self.themes) == 1 else ""
        return shown if self.filtering.query == f"theme={shown}" else ""


@page_object
class ThemeClaims:
    """The claims of one theme, as two lists."""

    theme: ThemeName
    """The theme."""
    claims_for: tuple[ClaimLine, ...]
    """The claims for, each main claim before its narrower ones."""
    claims_against: tuple[ClaimLine, ...]
    """The claims against, each main claim before its narrower ones."""


@page_object
class ClaimList:
    """All claims, or those that pass the filters, by theme and side."""

    claims: int
    """Number of claims that pass the filters."""
    of: int
    """Number of all claims."""
    filtering: Filtering
    """The filters: theme, source, speaker, side, answers, voice, and day."""
    stances: tuple[Stance, ...]
    """The sides that are shown."""
    themes: tuple[ThemeClaims, ...]
    """The themes in order, their claims with the quotes and sources that pass."""
    cursor: str | None = None
    """The cursor of the next part; null after the last."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the claims."""
        return (
            line.id
            for theme in self.themes
            for line in (*theme.claims_for, *theme.claims_against)
        )


# How many claims and themes a page shows. Our choice: more than the first debate has.
_MOST, _MOST_THEMES = 180, 12


def claims_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = FIRST_PART
) -> ClaimsPage:
    """Return both sides face to face, theme by theme.

    Raises NotFound for an unknown choice or cursor.
    """
    filtered = filtered_list(store, choice, CLAIM_FILTERS, "claim")
    themes = _themes(filtered)
    # Of a theme with more claims the rest is on its own page.
    least = _MOST // _MOST_THEMES
    sizes = [
        max(least, min(theme["claims"], page_size(theme["claims"], MOST)))
        for theme in themes
    ]
    here, _ = slice_of([theme["id"] for theme in themes], sizes, part, _MOST)
    shown = themes[here]
    scene = FaceToFace(filtered, shown)
    return ClaimsPage(
        of=filtered.total,
        sources=len(filtered.options.rows["source"]),
        filtering=filtered.filtering,
        onward=replace(filtered.choice, theme="").query,
        claims=filtered.count,
        quotes=themes[0]["quotes"] if themes else 0,
        opened=choice.opened,
        opened_claims=choice.opened_claims,
        themes=scene.sections,
        part=Part(
            here.start + 1,
            here.start + len(shown),
            len(themes),
            shown[-1]["id"] if here.stop < len(themes) else None,
        ),
        references=printed_references(store, {one.id for one in scene.sources}),
    )


def _themes(filtered: FilteredList) -> list[Row]:
    """Return the themes with claims that pass, how many, and how many quotes in all."""
    passing, values = filtered.passing
    statement = f"""
        SELECT theme.*, count(DISTINCT pair.claim) AS claims,
            (SELECT count(DISTINCT pair.quote) FROM {PAIRS} WHERE {passing}) AS quotes
        FROM {PAIRS} JOIN theme ON theme.position = pair.theme
        WHERE {passing} GROUP BY theme.id ORDER BY theme.position"""
    return filtered.held(
        "themes", lambda: filtered.store.rows(statement, *values, *values)
    )


def claim_list(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = FIRST_PART
) -> ClaimList:
    """Return all claims, or those that pass the filters, by theme and side.

    Raises NotFound for an unknown choice or cursor.
    """
    filtered = filtered_list(store, choice, CLAIM_FILTERS, "claim")
    rows, shown = part_of(filtered, part, _MOST)
    return ClaimList(
        claims=filtered.count,
        of=filtered.total,
        filtering=filtered.filtering,
        stances=tuple(s for s in Stance if choice.stance in {"", s}),
        themes=tuple(
            _theme_claims(theme, list(group))
            for theme, group in groupby(
                _passing_lines(filtered, rows), attrgetter("theme")
            )
        ),
        cursor=shown.after,
    )


def _passing_lines(filtered: FilteredList, rows: Sequence[Row]) -> list[ClaimLine]:
    """Return claims, each with the quotes and sources that pass alone."""
    lines = claim_lines(filtered.store, [row["id"] for row in rows])
    if not filtered.choice.active:
        return [*lines.values()]
    passing, values = filtered.passing
    positions = [row["position"] for row in rows]
    sources = defaultdict(list)
    for row in filtered.store.rows(
        f"""SELECT claim.id AS claim, source.id AS source FROM {PAIRS}
        JOIN claim ON claim.position = pair.claim
        JOIN source ON source.position = pair.source
        WHERE pair.claim IN ({placeholders(positions)}) AND {passing}""",
        *positions,
        *values,
    ):
        sources[row["claim"]].append(row["source"])
    return [
        replace(
            line,
            quotes=len(sources[slug]),
            sources=tuple(one for one in line.sources if one.id in sources[slug]),
        )
        for slug, line in lines.items()
    ]


def _theme_claims(theme: ThemeName, claims: Sequence[ClaimLine]) -> ThemeClaims:
    by_side = (tuple(c for c in claims if c.stance is stance) for stance in Stance)
    return ThemeClaims(theme, *by_side)


page(
    "/claims",
    "claims/page.html",
    ClaimList,
    claims_page,
    json_fill=claim_list,
    nav="Claims",
    csv=csv_tables.claims,
    back_label="the claims",
    back_anchor="{claim}.{number}",
)
