"""The list of quotes."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.exports import csv_tables
from app.queries.filtered_list import PAIRS, FilteredList, filtered_list
from app.queries.filters import Filtering
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import PrintedReferences, SourceName, printed_references
from app.store.connection import Store, placeholders
from app.text.visible_text import visible_text
from app.web.paging import FIRST_PART, Part, part_of
from app.web.params import NO_FILTERS, Filters, OpenStore, Paging
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
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the list the quotes are."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    cursor: str | None = None
    """The cursor of the next part; null after the last."""

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
    SELECT * FROM (SELECT passage.source, passage.start,
        substr(source.text, passage.start + 1, passage."end" - passage.start) AS title,
        (SELECT min(number) FROM passage AS below
            WHERE below.source = passage.source AND below.start > passage.start)
            AS first
        FROM passage JOIN source ON source.id = passage.source
        WHERE passage.source IN ({sources}) AND passage.kind = 'heading')
    WHERE first > 1 ORDER BY source, start"""

_FILTERS = ("theme", "claim", "source", "speaker", "stance", "voice", "as_of")
# How many quotes a page shows. Our choice: a few more than the first debate has.
_MOST = 220


def quotes_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = FIRST_PART
) -> QuotesPage:
    """Return all quotes, or those that pass the filters, by source.

    Raises NotFound for an unknown choice or cursor.
    """
    text = _claim_text(store, choice.claim)
    filtered = filtered_list(store, choice, _FILTERS, "quote", claim=text)
    rows, shown = part_of(filtered, part, _MOST)
    quotes = _passing_quotes(filtered, [row["position"] for row in rows])
    sources = {quote.line.source.id for quote in quotes}
    headings = _headings(store, sources)
    return QuotesPage(
        quotes=filtered.count,
        of=filtered.total,
        filtering=filtered.filtering,
        sources=tuple(
            SourceQuotes(source, tuple(headings[source.id]), tuple(group))
            for source, group in groupby(quotes, attrgetter("line.source"))
        ),
        opened=choice.opened == "all",
        part=shown,
        references=printed_references(store, sources),
        cursor=shown.after,
    )


def _claim_text(store: Store, slug: str) -> str:
    """Return the sentence of a claim, or nothing for none; raises NotFound or Moved."""
    if not slug:
        return ""
    row = store.row("SELECT text FROM claim WHERE id = ?", slug)
    if row is None:
        raise slug_error(store, "claim", slug)
    return str(row["text"])


def _headings(
    store: Store, sources: Collection[str]
) -> dict[str, list[SectionHeading]]:
    """Return the headings within each of the *sources*, in the order of its text."""
    headings = defaultdict(list)
    statement = _HEADINGS.format(sources=placeholders(sources))
    for row in store.rows(statement, *sources):
        title = visible_text(row["title"], 0, len(row["title"]))
        headings[row["source"]].append(SectionHeading(title, row["first"]))
    return headings


def _passing_quotes(
    filtered: FilteredList, positions: Collection[int]
) -> list[ListedQuote]:
    """Return the quotes at some *positions*, each with the claims under which it passes first.

    Links lead to the first claim, and it should be one that the reader asked for.
    """
    store, here = filtered.store, placeholders(positions)
    quotes = listed_quotes(store, f"WHERE quote.position IN ({here})", *positions)
    if not filtered.choice.active:
        return quotes
    passing, values = filtered.passing
    rows = store.rows(
        f"""SELECT quote.id AS quote, claim.id AS claim FROM {PAIRS}
        JOIN quote ON quote.position = pair.quote
        JOIN claim ON claim.position = pair.claim
        WHERE pair.quote IN ({here}) AND {passing}""",
        *positions,
        *values,
    )
    pairs = {(row["quote"], row["claim"]) for row in rows}

    def passing_first(quote: ListedQuote) -> ListedQuote:
        of = quote.line.id
        claims = sorted(quote.claims, key=lambda claim: (of, claim.id) not in pairs)
        return replace(quote, claims=tuple(claims))

    return [*map(passing_first, quotes)]


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
