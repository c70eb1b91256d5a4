"""The page of a claim, and the list of all claims."""

from collections.abc import Sequence
from itertools import groupby
from sqlite3 import Row

from app.db import Store
from app.errors import NotFound
from app.queries.former import look_up
from app.queries.pages import ClaimPage, ClaimsPage, ThemeClaims
from app.queries.parts import Bearing, ClaimLine, ClaimName
from app.queries.quotes import full_quotes, weighed
from app.queries.rows import citations, claim_lines, theme_name
from app.vocabulary import RelationKind, Stance

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

# Narrower claims first, then relations in either direction.
_NEIGHBOURS = """
    SELECT id AS other, '' AS kind, NULL AS note, 0 AS given, position
    FROM claim WHERE parent = ?
    UNION ALL
    SELECT "from", kind, note, 0, position FROM relation WHERE "to" = ?
    UNION ALL
    SELECT "to", kind, note, 1, position FROM relation WHERE "from" = ?
    ORDER BY position"""


def claim_page(store: Store, slug: str) -> ClaimPage:
    """Give the page of one claim.

    Raises NotFound or Moved.
    """
    row = store.row(_CLAIM, slug)
    if row is None:
        raise look_up(store, "claim", slug)
    quotes = full_quotes(
        store,
        "JOIN claim_quote ON claim_quote.quote = quote.id "
        "WHERE claim_quote.claim = ? ORDER BY claim_quote.position",
        slug,
    )
    neighbours = store.rows(_NEIGHBOURS, slug, slug, slug)
    lines = claim_lines(
        store, [neighbour["other"] for neighbour in neighbours] + [slug]
    )
    return ClaimPage(
        id=slug,
        text=row["text"],
        stance=Stance(row["stance"]),
        theme=theme_name(row),
        parent=_name(row, "parent", row["stance"]),
        note=row["note"],
        sources=lines[slug].sources,
        relays=tuple(
            dict.fromkeys(q.line.origin for q in quotes if q.line.origin is not None)
        ),
        quotes=tuple(quotes),
        narrower=tuple(lines[n["other"]] for n in neighbours if n["kind"] == ""),
        supported_by=_bearings(lines, neighbours, given=False, supports=True),
        supports=_bearings(lines, neighbours, given=True, supports=True),
        answered_by=_bearings(lines, neighbours, given=False, supports=False),
        answers=_bearings(lines, neighbours, given=True, supports=False),
        accepted=weighed(row["weighed"]),
        previous=_name(row, "previous", row["previous_stance"]),
        next=_name(row, "next", row["next_stance"]),
        citations=citations(
            row["cited"], before=f"“{row['text']}” ", after=f" /claims/{slug}"
        ),
    )


def _name(row: Row, which: str, stance: str | None) -> ClaimName | None:
    """Make the name of a neighbour from the columns that begin with *which*."""
    if row[f"{which}_id"] is None or stance is None:
        return None
    return ClaimName(row[f"{which}_id"], row[f"{which}_text"], Stance(stance))


def _bearings(
    lines: dict[str, ClaimLine],
    neighbours: Sequence[Row],
    *,
    given: bool,
    supports: bool,
) -> tuple[Bearing, ...]:
    """Give the relations of one direction, supporting or answering ones."""
    return tuple(
        Bearing(lines[row["other"]], RelationKind(row["kind"]), row["note"])
        for row in neighbours
        if row["kind"]
        and bool(row["given"]) is given
        and (row["kind"] == RelationKind.SUPPORTS) is supports
    )


def claims_page(store: Store, stance: str = "") -> ClaimsPage:
    """Give all claims, by theme and side; with *stance*, those of one side.

    Raises NotFound where there is no such side.
    """
    if stance and stance not in set(Stance):
        raise NotFound(f"no side is called {stance!r}")
    lines = [
        line for line in claim_lines(store).values() if stance in {"", line.stance}
    ]
    by_theme = groupby(lines, key=lambda line: line.theme)
    themes = []
    for theme, group in by_theme:
        claims = list(group)
        themes.append(
            ThemeClaims(
                theme,
                tuple(c for c in claims if c.stance is Stance.FOR),
                tuple(c for c in claims if c.stance is Stance.AGAINST),
            )
        )
    side = Stance(stance) if stance else None
    return ClaimsPage(claims=len(lines), stance=side, themes=tuple(themes))
