"""The claims, face to face as a page and as plain lists for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.pages._face_to_face import CLAIM_FILTERS, FaceToFace, ThemeSection
from app.queries.claims import ClaimLine, ThemeName, claim_lines
from app.queries.filters import (
    Filtering,
    QuoteUnderClaim,
    filter_options,
    filtered_list,
)
from app.web.paging import part_of
from app.web.params import NO_FILTERS, WHOLE_LIST, Filters, OpenStore, Paging
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
    """The cursor of the next part, if a part of the list was asked for; null after the
    last."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the claims."""
        return (
            line.id
            for theme in self.themes
            for line in (*theme.claims_for, *theme.claims_against)
        )


def claims_page(store: OpenStore, choice: Filters = NO_FILTERS) -> ClaimsPage:
    """Return both sides face to face, theme by theme.

    Raises NotFound for an unknown choice.
    """
    options = filter_options(store)
    scene = FaceToFace(store, options, choice)
    filtered = scene.filtered
    sections = map(scene.section, options.themes)
    return ClaimsPage(
        of=len(scene.claims),
        sources=len(options.sources),
        filtering=scene.filtering,
        onward=replace(filtered.choice, theme="").query,
        claims=len(filtered.passing_by_id),
        quotes=len({pair.quote for pair in filtered.passing}),
        opened=choice.opened,
        opened_claims=choice.opened_claims,
        themes=tuple(section for section in sections if section.rows),
    )


def claim_list(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = WHOLE_LIST
) -> ClaimList:
    """Return all claims, or those that pass the filters, by theme and side.

    Raises NotFound for an unknown choice or cursor.
    """
    lines = claim_lines(store)
    filtered = filtered_list(
        store, choice, CLAIM_FILTERS, attrgetter("claim"), len(lines)
    )
    filtering = filtered.filtering()
    passing = [
        _passing_line(lines[claim], pairs)
        for claim, pairs in filtered.passing_by_id.items()
    ]
    shown, cursor = part_of(passing, part, attrgetter("id"))
    return ClaimList(
        claims=len(passing),
        of=len(lines),
        filtering=filtering,
        stances=tuple(s for s in Stance if choice.stance in {"", s}),
        themes=tuple(
            _theme_claims(theme, list(group))
            for theme, group in groupby(shown, attrgetter("theme"))
        ),
        cursor=cursor,
    )


def _passing_line(line: ClaimLine, pairs: Sequence[QuoteUnderClaim]) -> ClaimLine:
    """Return a claim with the quotes and sources that pass alone."""
    ids = {pair.source for pair in pairs}
    sources = tuple(source for source in line.sources if source.id in ids)
    return replace(line, quotes=len(pairs), sources=sources)


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
