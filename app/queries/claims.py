"""The page of a claim, and the list of all claims."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from sqlite3 import Row

from app.db import Store
from app.queries.around import around
from app.queries.filters import Pair, Sieve, Wish, all_pairs, all_told
from app.queries.former import look_up
from app.queries.pages import ClaimPage, ClaimsPage, ThemeClaims
from app.queries.part import Part, part_of
from app.queries.parts import ClaimLine, ClaimName
from app.queries.quotes import full_quotes, weighed
from app.queries.rows import QUOTE_ORDER, citations, claim_lines, theme_name
from app.vocabulary import Stance

_CLAIM = """
    SELECT claim.*, theme.id AS theme_id, theme.title AS theme_title,
        theme.position AS theme_number,
        parent.id AS parent_id, parent.text AS parent_text,
        previous.id AS previous_id, previous.text AS previous_text,
        previous.stance AS previous_stance,
        next.id AS next_id, next.text AS next_text, next.stance AS next_stance,
        (SELECT group_concat(caution || char(9) || reason, char(10)) FROM accepted
            WHERE subject = claim.id) AS weighed,
        (SELECT cited FROM release) AS cited
    FROM claim
    JOIN theme ON theme.id = claim.theme
    LEFT JOIN claim AS parent ON parent.id = claim.parent
    LEFT JOIN claim AS previous ON previous.position = claim.position - 1
    LEFT JOIN claim AS next ON next.position = claim.position + 1
    WHERE claim.id = ?"""


def claim_page(store: Store, slug: str) -> ClaimPage:
    """Give the page of one claim.

    Raises NotFound or Moved.
    """
    row = store.row(_CLAIM, slug)
    if row is None:
        raise look_up(store, "claim", slug)
    quotes, cited = full_quotes(
        store,
        "JOIN claim_quote ON claim_quote.quote = quote.id "
        f"WHERE claim_quote.claim = ? ORDER BY {QUOTE_ORDER}",
        slug,
    )
    parent = _name(row, "parent", row["stance"])
    near = around(store, slug, parent)
    return ClaimPage(
        id=slug,
        text=row["text"],
        stance=Stance(row["stance"]),
        theme=theme_name(row),
        parent=parent,
        note=row["note"],
        sources=near.line.sources,
        relays=tuple(
            dict.fromkeys(q.line.origin for q in quotes if q.line.origin is not None)
        ),
        cited=cited,
        quotes=quotes,
        narrower=near.narrower,
        supported_by=near.supported_by,
        supports=near.supports,
        answered_by=near.answered_by,
        answers=near.answers,
        around=near.claims,
        drawing=near.drawing,
        stacked=near.stacked,
        accepted=weighed(row["weighed"]),
        previous=_name(row, "previous", row["previous_stance"]),
        next=_name(row, "next", row["next_stance"]),
        citations=citations(
            row["cited"],
            before=f"“{row['text']}” ",
            after=f" {store.site}/claims/{slug}",
        ),
    )


def _name(row: Row, which: str, stance: str | None) -> ClaimName | None:
    """Make the name of a neighbour from the columns that begin with *which*."""
    if row[f"{which}_id"] is None or stance is None:
        return None
    return ClaimName(row[f"{which}_id"], row[f"{which}_text"], Stance(stance))


_FILTERS = ("theme", "source", "speaker", "stance", "voice", "as_of")


def claims_page(
    store: Store, wish: Wish | None = None, part: Part | None = None
) -> ClaimsPage:
    """Give all claims, or those that pass the filters, by theme and side.

    Raises NotFound for a choice or a *part* that is none.
    """
    wish = (wish or Wish()).held_to(_FILTERS)
    told = all_told(store)
    lines = claim_lines(store)
    pairs = all_pairs(store, told)
    sieve = Sieve(wish, _FILTERS, told, pairs, attrgetter("claim"), len(lines))
    filtering = sieve.filtering()
    passing = _held_to(lines, sieve) if wish.words else list(lines.values())
    shown, cursor = part_of(passing, part or Part(), attrgetter("id"))
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


def _held_to(lines: Mapping[str, ClaimLine], sieve: Sieve) -> list[ClaimLine]:
    """Give the claims that pass, each with the quotes and sources that do."""
    held: dict[str, list[Pair]] = defaultdict(list)
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
