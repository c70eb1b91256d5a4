"""Claims and themes, as lists and lines name them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, Stance, passed_on_as
from app.queries.sources import SOURCE_COLUMNS, SourceName, source_name
from app.store.connection import Store, placeholders


@page_object
class ThemeName:
    """A theme, as a line names it."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Its number in the order of reading, from 1."""


@page_object
class ThemeLine:
    """A theme in a list."""

    theme: ThemeName
    """Its name."""
    description: str
    """The narrower question."""
    claims_for: int
    """Number of its claims for."""
    claims_against: int
    """Number of its claims against."""
    quotes: int
    """Number of quotes under these claims."""


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
    """Its theme."""
    main: bool
    """True for a main claim, false for a narrower one."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    quotes: int
    """Number of its own quotes."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""
    passed_on: tuple[tuple[str, Attitude], ...]
    """The slugs of those that do not make it themselves: they report it, or dispute it."""


# The columns that theme_name() and claim_name() read.
THEME_COLUMNS = """theme.id AS theme_id, theme.title AS theme_title,
    theme.position AS theme_number"""
CLAIM_COLUMNS = """claim.id AS claim_id, claim.text AS claim_text,
    claim.stance AS claim_stance"""
# The columns that broader_claim() reads, too.
PARENT_COLUMNS = """claim.parent AS parent_id,
    (SELECT broader.text FROM claim AS broader WHERE broader.id = claim.parent)
        AS parent_text"""

# One row for each claim and source, in the order of claims, oldest source first.
_CLAIM_LINES = f"""
    SELECT {CLAIM_COLUMNS}, {PARENT_COLUMNS},
        {THEME_COLUMNS}, {SOURCE_COLUMNS}, count(*) AS quotes,
        group_concat(DISTINCT quote.attitude) AS attitudes
    FROM claim
    JOIN theme ON theme.id = claim.theme
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    {{where}}
    GROUP BY claim.id, theme.id, source.id
    ORDER BY claim.position, source.position"""

_THEMES = f"""
    SELECT {THEME_COLUMNS}, theme.description,
        count(DISTINCT CASE stance WHEN 'for' THEN claim END) AS claims_for,
        count(DISTINCT CASE stance WHEN 'against' THEN claim END) AS claims_against,
        count(DISTINCT quote) AS quotes
    FROM theme LEFT JOIN quote_under_claim ON theme = theme.position
    GROUP BY theme.id ORDER BY theme.position"""

_THEME_SIZES = f"""
    SELECT {THEME_COLUMNS},
        (SELECT count(*) FROM claim WHERE claim.theme = theme.id) AS claims
    FROM theme ORDER BY position"""


def theme_names(store: Store) -> tuple[ThemeName, ...]:
    """Return all themes, in order."""
    statement = f"SELECT {THEME_COLUMNS} FROM theme ORDER BY position"
    return store.held(
        "theme names", lambda: tuple(map(theme_name, store.rows(statement)))
    )


def theme_sizes(store: Store) -> dict[ThemeName, int]:
    """Return all themes in order, each with how many claims it has."""
    return store.held(
        "theme sizes",
        lambda: {theme_name(row): row["claims"] for row in store.rows(_THEME_SIZES)},
    )


def theme_lines(store: Store) -> tuple[ThemeLine, ...]:
    """Return all themes in order, with how many claims and quotes each has."""
    return store.held("theme lines", lambda: _theme_lines(store))


def _theme_lines(store: Store) -> tuple[ThemeLine, ...]:
    return tuple(
        ThemeLine(
            theme_name(row),
            row["description"],
            row["claims_for"],
            row["claims_against"],
            row["quotes"],
        )
        for row in store.rows(_THEMES)
    )


def theme_name(row: Row) -> ThemeName:
    """Return the theme in *row*, which has the THEME_COLUMNS."""
    return ThemeName(row["theme_id"], row["theme_title"], row["theme_number"])


def claim_name(row: Row) -> ClaimName:
    """Return the claim in *row*, which has the CLAIM_COLUMNS."""
    return ClaimName(row["claim_id"], row["claim_text"], Stance(row["claim_stance"]))


def broader_claim(row: Row) -> ClaimName | None:
    """Return the claim that the one in *row* supports; None for a main claim.

    The row has the CLAIM_COLUMNS and the PARENT_COLUMNS.
    """
    if row["parent_id"] is None:
        return None
    return ClaimName(row["parent_id"], row["parent_text"], Stance(row["claim_stance"]))


def claim_lines(store: Store, ids: Sequence[str]) -> dict[str, ClaimLine]:
    """Return the claims with these *ids* by id, in the order of reading."""
    return _claim_lines(store, f"WHERE claim.id IN ({placeholders(ids)})", ids)


def claim_lines_of_themes(store: Store, themes: Sequence[str]) -> dict[str, ClaimLine]:
    """Return the claims of some *themes* by id, in the order of reading."""
    return _claim_lines(store, f"WHERE claim.theme IN ({placeholders(themes)})", themes)


def _claim_lines(
    store: Store, where: str, values: Sequence[str]
) -> dict[str, ClaimLine]:
    lines = {}
    for claim, group in groupby(
        store.rows(_CLAIM_LINES.format(where=where), *values), itemgetter("claim_id")
    ):
        rows = list(group)
        first = rows[0]
        lines[claim] = ClaimLine(
            id=claim,
            text=first["claim_text"],
            stance=Stance(first["claim_stance"]),
            theme=theme_name(first),
            main=first["parent_id"] is None,
            parent=broader_claim(first),
            quotes=sum(row["quotes"] for row in rows),
            sources=tuple(map(source_name, rows)),
            passed_on=passed_on(
                (row["source_id"], map(Attitude, row["attitudes"].split(",")))
                for row in rows
            ),
        )
    return lines


def passed_on(
    sources: Iterable[tuple[str, Iterable[Attitude]]],
) -> tuple[tuple[str, Attitude], ...]:
    """Return those of a claim's sources that do not make it, and how they pass it on.

    *sources* are their slugs, each with the attitudes of its quotes for the claim.
    """
    told = ((source, passed_on_as(attitudes)) for source, attitudes in sources)
    return tuple((source, how) for source, how in told if how)
