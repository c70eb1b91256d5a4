"""The list of quotes."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.filters import FilteredList, Filtering, filtered_list
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName
from app.store.connection import Store
from app.text.visible_text import visible_text
from app.web.paging import part_of
from app.web.params import NO_FILTERS, WHOLE_LIST, Filters, OpenStore, Paging
from app.web.routes import page

# A list of fewer needs no folds. Our choice: what a reader scrolls through.
_FEW = 30


@page_object
class SectionHeading:
    """A heading within a source."""

    title: str
    """Its words."""
    passage: int
    """The number of the first passage under it."""


@page_object
class SourceQuotes:
    """The quotes of one source."""

    source: SourceName
    """The source."""
    headings: tuple[SectionHeading, ...]
    """The headings within its text; empty if it has none below its title."""
    quotes: tuple[ListedQuote, ...]
    """The quotes, in the order of its text."""

    @property
    def sections(self) -> list[tuple[str, list[ListedQuote]]]:
        """The quotes by section, with its title; empty before the first heading.

        Sections without a quote are left out.
        """
        begins = [heading.passage for heading in self.headings]
        titles = ["", *(heading.title for heading in self.headings)]
        return [
            (titles[n], list(quotes))
            for n, quotes in groupby(
                self.quotes, lambda quote: bisect_right(begins, quote.line.passage)
            )
        ]


@page_object
class QuotesPage:
    """All quotes, or those that pass the filters, by source."""

    quotes: int
    """Number of quotes that pass the filters."""
    of: int
    """Number of all quotes."""
    filtering: Filtering
    """The filters: theme, source, speaker, side, voice, and day. A claim can be chosen,
    too, by a link."""
    sources: tuple[SourceQuotes, ...]
    """The sources, oldest first."""
    opened: bool
    """Whether everything is expanded."""
    cursor: str | None = None
    """The cursor of the next part, if a part of the list was asked for; null after the
    last."""

    @property
    def few(self) -> bool:
        """Whether there are so few quotes that they are expanded anyway."""
        return self.quotes < _FEW

    @property
    def ids(self) -> Iterator[str]:
        """The ids of the quotes."""
        return (quote.line.id for source in self.sources for quote in source.quotes)


# The first headings of an article are its title: what stands before its first paragraph.
_HEADINGS = """
    SELECT passage.source,
        substr(source.text, passage.start + 1, passage."end" - passage.start) AS title,
        (SELECT min(number) FROM passage AS below
            WHERE below.source = passage.source AND below.start > passage.start)
            AS first
    FROM passage JOIN source ON source.id = passage.source
    WHERE passage.kind = 'heading' AND first > 1
    ORDER BY passage.source, passage.start"""

_FILTERS = ("theme", "claim", "source", "speaker", "stance", "voice", "as_of")


def quotes_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = WHOLE_LIST
) -> QuotesPage:
    """Return all quotes, or those that pass the filters, by source.

    Raises NotFound for an unknown choice or cursor.
    """
    quotes = listed_quotes(store)
    filtered = filtered_list(store, choice, _FILTERS, attrgetter("quote"), len(quotes))
    filtering = filtered.filtering(_claim_text(store, choice.claim))
    passing = _passing_quotes(quotes, filtered)
    shown, cursor = part_of(passing, part, attrgetter("line.id"))
    headings = _headings(store)
    return QuotesPage(
        quotes=len(passing),
        of=len(quotes),
        filtering=filtering,
        sources=tuple(
            SourceQuotes(source, tuple(headings[source.id]), tuple(group))
            for source, group in groupby(shown, attrgetter("line.source"))
        ),
        opened=choice.opened == "all",
        cursor=cursor,
    )


def _claim_text(store: Store, slug: str) -> str:
    """Return the sentence of a claim, or nothing for none; raises NotFound or Moved."""
    if not slug:
        return ""
    row = store.row("SELECT text FROM claim WHERE id = ?", slug)
    if row is None:
        raise slug_error(store, "claim", slug)
    return str(row["text"])


def _headings(store: Store) -> dict[str, list[SectionHeading]]:
    """Return the headings within each source, in the order of its text."""
    headings = defaultdict(list)
    for row in store.rows(_HEADINGS):
        title = visible_text(row["title"], 0, len(row["title"]))
        headings[row["source"]].append(SectionHeading(title, row["first"]))
    return headings


def _passing_quotes(
    quotes: Sequence[ListedQuote], filtered: FilteredList
) -> list[ListedQuote]:
    """Return the quotes that pass, each with the claims under which it passes first.

    Links lead to the first claim, and it should be one that the reader asked for.
    """
    passing = []
    for quote in quotes:
        if pairs := filtered.passing_by_id.get(quote.line.id):
            claims = {pair.claim for pair in pairs}
            ordered = sorted(quote.claims, key=lambda claim: claim.id not in claims)
            passing.append(replace(quote, claims=tuple(ordered)))
    return passing


page(
    "/quotes",
    "quotes/page.html",
    QuotesPage,
    quotes_page,
    nav="Quotes",
    csv=csv_tables.quotes,
    back_label="the quotes",
    back_anchor="q-{quote}",
)
