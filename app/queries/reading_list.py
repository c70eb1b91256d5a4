"""A reading list: the claims and quotes that an address names, and what they refer to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Row

from app.db import Store, marks_for
from app.keeping import Keeping
from app.queries.kept import Kept, KeptQuote, Lost, ReadingListPage, Reference
from app.queries.parts import ClaimLine, SourceName
from app.queries.rows import (
    QUOTE_COLUMNS,
    QUOTE_ORDER,
    QUOTE_TABLES,
    claim_lines,
    claim_name,
    quote_line,
)
from app.vocabulary import Style

# A quote is handed on with the way back to the list, which an address has room for when
# it is no longer than this. Our choice.
_LONGEST_ORIGIN = 500  # characters

# Every quote that is asked for, by itself or under its claim, once for each such claim.
_QUOTES = f"""
    SELECT claim.id AS claim_id, claim.text AS claim_text,
        claim.stance AS claim_stance, {QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.id IN ({{quotes}}) OR claim.id IN ({{claims}})
    ORDER BY {QUOTE_ORDER}, claim.position"""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the store has of a list."""

    now: dict[str, str]
    """What a former slug leads to."""
    withdrawn: dict[str, Row]
    claims: dict[str, ClaimLine]
    under: dict[str, list[Row]]
    """The rows of the quotes under each claim."""
    alone: dict[str, list[Row]]
    """The rows of each quote, one for each of its claims."""


def reading_list_page(store: Store, wanted: Keeping) -> ReadingListPage:
    """Give the page of the list that is *wanted*; what is not here is said to be so."""
    found = _found(store, wanted.ids)
    numbers: dict[SourceName, int] = {}
    items: dict[str, Kept] = {}
    lost = []
    for one in wanted.ids:
        slug = found.now.get(one, one)
        item = _kept(one, slug, found, numbers)
        if item:
            items.setdefault(slug, item)
        else:
            row = found.withdrawn.get(one)
            lost.append(
                Lost(one, row["said"], row["reason"]) if row else Lost(one, "", "")
            )
    origin = f"/reading-list?{wanted.query}"
    return ReadingListPage(
        keep=wanted.keep,
        style=wanted.style,
        query=wanted.query,
        origin=origin if len(origin) <= _LONGEST_ORIGIN else "",
        items=tuple(items.values()),
        references=_references(store, numbers, wanted.style),
        lost=tuple(lost),
        left_out=wanted.left_out,
    )


def _found(store: Store, ids: Sequence[str]) -> _Found:
    """Look up everything that is named, in as many statements as there are kinds."""
    if not ids:
        return _Found({}, {}, {}, {}, {})
    former = {
        row["slug"]: row
        for row in store.rows(
            f"SELECT * FROM former WHERE kind = 'claim' AND slug IN ({marks_for(ids)})",
            *ids,
        )
    }
    now = {slug: row["now"] for slug, row in former.items() if row["now"]}
    slugs = list(dict.fromkeys(now.get(one, one) for one in ids))
    claims = claim_lines(store, slugs)
    under: dict[str, list[Row]] = defaultdict(list)
    alone: dict[str, list[Row]] = defaultdict(list)
    asked = _QUOTES.format(quotes=marks_for(ids), claims=marks_for(slugs))
    for row in store.rows(asked, *ids, *slugs):
        under[row["claim_id"]].append(row)
        alone[row["id"]].append(row)
    withdrawn = {slug: row for slug, row in former.items() if slug not in now}
    return _Found(now, withdrawn, claims, under, alone)


def _kept(
    one: str, slug: str, found: _Found, numbers: dict[SourceName, int]
) -> Kept | None:
    """Give what *one* names, its sources numbered; None where it names nothing."""
    if slug in found.claims:
        rows = found.under[slug]
        return Kept(one, found.claims[slug], _quotes([[row] for row in rows], numbers))
    if one in found.alone:
        return Kept(one, None, _quotes([found.alone[one]], numbers))
    return None


def _quotes(
    groups: Iterable[Sequence[Row]], numbers: dict[SourceName, int]
) -> tuple[KeptQuote, ...]:
    """Make quotes of their rows; a source that is new has the next number."""
    made = []
    for rows in groups:
        line = quote_line(rows[0])
        number = numbers.setdefault(line.source, len(numbers) + 1)
        made.append(KeptQuote(line, number, tuple(claim_name(row) for row in rows)))
    return tuple(made)


def _references(
    store: Store, numbers: dict[SourceName, int], style: Style
) -> tuple[Reference, ...]:
    """Give the sources that were numbered, each as an entry in that style."""
    if not numbers:
        return ()
    ids = [source.id for source in numbers]
    told = store.rows(
        f"SELECT id, cited FROM source WHERE id IN ({marks_for(ids)})", *ids
    )
    at = list(Style).index(style)
    cited = {row["id"]: row["cited"].split("\n")[at] for row in told}
    return tuple(
        Reference(number, source, cited[source.id])
        for source, number in numbers.items()
    )
