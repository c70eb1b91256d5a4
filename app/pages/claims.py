"""The list of claims."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.queries.claims import ClaimLine, ThemeName, claim_lines
from app.queries.filters import Filtering, QuoteUnderClaim, filtered_list
from app.web.paging import part_of
from app.web.params import NO_FILTERS, WHOLE_LIST, Filters, OpenStore, Paging
from app.web.routes import page


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
class ClaimsPage:
    """All claims, or those that pass the filters, by theme and side."""

    claims: int
    """Number of claims that pass the filters."""
    of: int
    """Number of all claims."""
    filtering: Filtering
    """The filters: theme, source, speaker, side, voice, and day."""
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


_FILTERS = ("theme", "source", "speaker", "stance", "voice", "as_of")


def claims_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = WHOLE_LIST
) -> ClaimsPage:
    """Return all claims, or those that pass the filters, by theme and side.

    Raises NotFound for an unknown choice or cursor.
    """
    lines = claim_lines(store)
    filtered = filtered_list(store, choice, _FILTERS, attrgetter("claim"), len(lines))
    filtering = filtered.filtering()
    passing = [
        _passing_line(lines[claim], pairs)
        for claim, pairs in filtered.passing_by_id.items()
    ]
    shown, cursor = part_of(passing, part, attrgetter("id"))
    return ClaimsPage(
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
    ClaimsPage,
    claims_page,
    nav="Claims",
    csv=csv_tables.claims,
)
