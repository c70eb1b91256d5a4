"""The parts that pages share: names, quotes, claims, sections of two sides.

Each is a frozen dataclass: at once what a template may use, what the JSON twin holds,
and what the API page says of it.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.sources import SourceName, distinct, source_name
from app.store.connection import Store, placeholders


@page_object
class ThemeName:
    """A theme, as a line names it."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Counted from 1 in the order of reading."""


@page_object
class ClaimName:
    """A claim, as a line names it."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""


@page_object
class ClaimLine:
    """A claim in a list."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    theme: ThemeName
    """The theme under which it stands."""
    main: bool
    """Whether it is a main claim, not a narrower one."""
    quotes: int
    """How many quotes of its own it has."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""


# One row for each claim and source, in the order of claims, oldest source first.
_CLAIM_LINES = """
    SELECT claim.id, claim.text, claim.stance, claim.parent, claim.position,
        theme.id AS theme_id, theme.title AS theme_title,
        theme.position AS theme_number, source.id AS source_id,
        source.short AS source_short, source.title AS source_title,
        count(*) AS quotes
    FROM claim
    JOIN theme ON theme.id = claim.theme
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    {where}
    GROUP BY claim.id, source.id
    ORDER BY claim.position, source.position"""


def theme_names(store: Store) -> tuple[ThemeName, ...]:
    """Give all themes, in order."""
    rows = store.rows("SELECT id, title, position FROM theme ORDER BY position")
    return tuple(ThemeName(row["id"], row["title"], row["position"]) for row in rows)


def theme_name(row: Row) -> ThemeName:
    """Make the name of the theme in *row*."""
    return ThemeName(row["theme_id"], row["theme_title"], row["theme_number"])


def claim_name(row: Row) -> ClaimName:
    """Make the name of the claim in *row*."""
    return ClaimName(row["claim_id"], row["claim_text"], Stance(row["claim_stance"]))


def claim_lines(store: Store, ids: Sequence[str] | None = None) -> dict[str, ClaimLine]:
    """Give the claims of these *ids*, or all, by id in the order of reading."""
    where = "" if ids is None else f"WHERE claim.id IN ({placeholders(ids)})"
    rows = store.rows(_CLAIM_LINES.format(where=where), *(ids or ()))
    lines = {}
    for claim, group in groupby(rows, key=itemgetter("id")):
        found = list(group)
        first = found[0]
        lines[claim] = ClaimLine(
            id=claim,
            text=first["text"],
            stance=Stance(first["stance"]),
            theme=theme_name(first),
            main=first["parent"] is None,
            quotes=sum(row["quotes"] for row in found),
            sources=distinct(source_name(row) for row in found),
        )
    return lines
