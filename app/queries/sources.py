"""All sources, their texts, and what became of their sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from app.db import Store
from app.queries.filters import Sieve, Wish, all_pairs, all_told, quotes_of
from app.queries.former import look_up
from app.queries.pages import SourcesPage
from app.queries.parts import Coverage, SourceLine
from app.queries.rows import AUTHORS, authors, date_facts
from app.vocabulary import Reason, Stance

_SOURCE_LINES = f"""
    SELECT source.*, {AUTHORS} AS authors,
        (SELECT count(*) FROM passage
            WHERE passage.source = source.id AND number IS NOT NULL) AS passages,
        count(DISTINCT claim.id) AS claims,
        count(DISTINCT CASE claim.stance WHEN 'for' THEN quote.id END) AS quotes_for,
        count(DISTINCT CASE claim.stance WHEN 'against' THEN quote.id END)
            AS quotes_against
    FROM source
    LEFT JOIN quote ON quote.source = source.id
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id
    LEFT JOIN claim ON claim.id = claim_quote.claim
    GROUP BY source.id
    ORDER BY source.position"""


def source_lines(store: Store) -> tuple[SourceLine, ...]:
    """Give all sources, oldest first."""
    return tuple(
        SourceLine(
            id=row["id"],
            short=row["short"],
            title=row["title"],
            subtitle=row["subtitle"],
            by=authors(row),
            container=row["container"],
            published=date_facts(row),
            passages=row["passages"],
            quotes_for=row["quotes_for"],
            quotes_against=row["quotes_against"],
            claims=row["claims"],
        )
        for row in store.rows(_SOURCE_LINES)
    )


_FILTERS = ("theme", "speaker", "stance", "voice", "as_of")


def sources_page(store: Store, wish: Wish | None = None) -> SourcesPage:
    """Give all sources, or those with quotes that pass the filters, oldest first.

    Raises NotFound for a choice that is none.
    """
    wish = (wish or Wish()).held_to(_FILTERS)
    told = all_told(store)
    lines = source_lines(store)
    pairs = all_pairs(store, told)
    sieve = Sieve(wish, _FILTERS, told, pairs, attrgetter("source"), len(lines))
    filtering = sieve.filtering()
    if wish.words:
        lines = tuple(_held_to(lines, sieve))
    return SourcesPage(filtering, lines)


def _held_to(lines: Iterable[SourceLine], sieve: Sieve) -> Iterator[SourceLine]:
    """Give the sources with quotes that pass, and count these alone."""
    for line in lines:
        held = [pair for pair in sieve.passing if pair.source == line.id]
        if held:
            yield replace(
                line,
                quotes_for=quotes_of(held, Stance.FOR),
                quotes_against=quotes_of(held, Stance.AGAINST),
                claims=len({pair.claim for pair in held}),
            )


def source_text(store: Store, slug: str) -> str:
    """Give the text of a source as received.

    Raises NotFound or Moved.
    """
    row = store.row("SELECT text FROM source WHERE id = ?", slug)
    if row is None:
        raise look_up(store, "source", slug)
    return str(row["text"])


def coverage(reasons: Iterable[str | None]) -> Coverage:
    """Count sentences by what became of them; None stands for a quoted one."""
    counted = Counter(reasons)
    quoted = counted.pop(None, 0)
    return Coverage(
        sentences=quoted + counted.total(),
        quoted=quoted,
        set_aside=tuple((Reason(r), n) for r, n in counted.most_common() if r),
    )
