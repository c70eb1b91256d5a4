"""What each page shows, whole: one frozen dataclass a page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.claims import ClaimName
from app.queries.filters import (
    FilteredList,
    Filtering,
    filter_options,
    quotes_under_claims,
)
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName
from app.store.connection import Store
from app.web.paging import part_of
from app.web.params import NO_FILTERS, WHOLE_LIST, Filters, OpenStore, Paging
from app.web.routes import page


@page_object
class SourceQuotes:
    """The quotes of one source."""

    source: SourceName
    """The source."""
    quotes: tuple[ListedQuote, ...]
    """In the order in which they stand in it."""


@page_object
class QuotesPage:
    """All quotes, or those that were asked for, by source."""

    quotes: int
    """How many there are of those that were asked for."""
    of: int
    """How many there are in all."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day; by links, a claim,
    too."""
    sources: tuple[SourceQuotes, ...]
    """The sources, oldest first."""
    cursor: str | None = None
    """Where a part of the list was asked for: the cursor of the part that follows; null
    where nothing does."""

    @property
    def ids(self) -> Iterator[str]:
        """The ids of the quotes."""
        return (quote.line.id for source in self.sources for quote in source.quotes)


_FILTERS = ("theme", "claim", "source", "speaker", "stance", "voice", "as_of")


def quotes_page(
    store: OpenStore, wish: Filters = NO_FILTERS, part: Paging = WHOLE_LIST
) -> QuotesPage:
    """Return all quotes, or those that pass the filters, by source.

    Raises NotFound for a choice or a *part* that is none.
    """
    wish = wish.held_to(_FILTERS)
    told = filter_options(store)
    pairs = quotes_under_claims(store, told)
    everything = len({pair.quote for pair in pairs})
    sieve = FilteredList(wish, _FILTERS, told, pairs, attrgetter("quote"), everything)
    filtering = sieve.filtering(_claim_text(store, wish.claim))
    listed = _passing(store, sieve)
    shown, cursor = part_of(listed, part, attrgetter("line.id"))
    groups = groupby(shown, key=attrgetter("line.source"))
    return QuotesPage(
        quotes=len(listed),
        of=everything,
        filtering=filtering,
        sources=tuple(SourceQuotes(source, tuple(group)) for source, group in groups),
        cursor=cursor,
    )


def _claim_text(store: Store, slug: str) -> str:
    """Give the sentence of a claim; empty where there is none."""
    row = slug and store.row("SELECT text FROM claim WHERE id = ?", slug)
    return str(row["text"]) if row else ""


def _passing(store: Store, sieve: FilteredList) -> list[ListedQuote]:
    """Give the quotes that pass the filters, the claims under which they do first."""
    if not sieve.wish.words:
        return listed_quotes(store, "")
    passing = {(pair.quote, pair.claim) for pair in sieve.passing}
    ids = json.dumps(sorted({quote for quote, _ in passing}))
    listed = listed_quotes(
        store, "WHERE quote.id IN (SELECT value FROM json_each(?))", ids
    )

    # Whoever reads on comes from what was asked for.
    def asked_for_first(one: ListedQuote) -> tuple[ClaimName, ...]:
        return tuple(
            sorted(one.claims, key=lambda it: (one.line.id, it.id) not in passing)
        )

    return [replace(one, claims=asked_for_first(one)) for one in listed]


page(
    "/quotes",
    "pages/quotes.html",
    QuotesPage,
    quotes_page,
    nav="Quotes",
    csv=csv_tables.quotes,
    back_label="the quotes",
    back_anchor="q-{quote}",
)
