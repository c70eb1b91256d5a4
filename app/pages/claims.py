"""What each page shows, whole: one frozen dataclass a page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.exports import csv_tables
from app.queries.claims import ClaimLine, ThemeName, claim_lines
from app.queries.filters import (
    FilteredList,
    Filtering,
    QuoteUnderClaim,
    filter_options,
    quotes_under_claims,
)
from app.web.paging import part_of
from app.web.params import NO_FILTERS, WHOLE_LIST, Filters, OpenStore, Paging
from app.web.routes import page


@page_object
class ThemeClaims:
    """The claims of one theme, as two lists."""

    theme: ThemeName
    """The theme."""
    claims_for: tuple[ClaimLine, ...]
    """Each main claim, the narrower ones after it."""
    claims_against: tuple[ClaimLine, ...]
    """Each main claim, the narrower ones after it."""


@page_object
class ClaimsPage:
    """All claims, or those that pass the filters, by theme and side."""

    claims: int
    """How many there are of those that were asked for."""
    of: int
    """How many there are in all."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day."""
    stances: tuple[Stance, ...]
    """The sides that are shown."""
    themes: tuple[ThemeClaims, ...]
    """The themes, in order, their claims with the quotes and sources that pass."""
    cursor: str | None = None
    """Where a part of the list was asked for: the cursor of the part that follows; null
    where nothing does."""

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
    store: OpenStore, wish: Filters = NO_FILTERS, part: Paging = WHOLE_LIST
) -> ClaimsPage:
    """Return all claims, or those that pass the filters, by theme and side.

    Raises NotFound for a choice or a *part* that is none.
    """
    wish = wish.held_to(_FILTERS)
    told = filter_options(store)
    lines = claim_lines(store)
    pairs = quotes_under_claims(store, told)
    sieve = FilteredList(wish, _FILTERS, told, pairs, attrgetter("claim"), len(lines))
    filtering = sieve.filtering()
    passing = _held_to(lines, sieve) if wish.words else list(lines.values())
    shown, cursor = part_of(passing, part, attrgetter("id"))
    themes = []
    for theme, group in groupby(shown, key=lambda line: line.theme):
        claims = list(group)
        themes.append(
            ThemeClaims(
                theme,
                tuple(c for c in claims if c.stance is Stance.FOR),
                tuple(c for c in claims if c.stance is Stance.AGAINST),
            )
        )
    return ClaimsPage(
        claims=len(passing),
        of=len(lines),
        filtering=filtering,
        stances=tuple(s for s in Stance if wish.stance in {"", s}),
        themes=tuple(themes),
        cursor=cursor,
    )


def _held_to(lines: Mapping[str, ClaimLine], sieve: FilteredList) -> list[ClaimLine]:
    """Give the claims that pass, each with the quotes and sources that do."""
    held: dict[str, list[QuoteUnderClaim]] = defaultdict(list)
    for pair in sieve.passing:
        held[pair.claim].append(pair)
    return [
        replace(
            lines[claim],
            quotes=len(found),
            sources=tuple(
                source
                for source in lines[claim].sources
                if source.id in {pair.source for pair in found}
            ),
        )
        for claim, found in held.items()
    ]


page(
    "/claims",
    "pages/claims.html",
    ClaimsPage,
    claims_page,
    nav="Claims",
    csv=csv_tables.claims,
)
