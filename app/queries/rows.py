"""SQL that several pages share, and the parts made from its rows."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.bundle import date_words
from app.db import Store, marks_for
from app.queries.parts import (
    AlsoLine,
    AuthorName,
    Citation,
    CitedSource,
    ClaimLine,
    ClaimName,
    DateFacts,
    OriginName,
    QuoteLine,
    SourceName,
    SpeakerName,
    ThemeName,
)
from app.vocabulary import Attitude, Basis, Precision, Stance, Style

QUOTE_COLUMNS = """
    quote.id AS id, quote.source AS source_id, source.short AS source_short,
    source.title AS source_title, quote.passage, quote.before, quote.exact, quote.after,
    quote.start, quote."end", quote."match", quote.speaker AS speaker_id,
    speaker.name AS speaker_name, quote.attitude, quote.own, quote.note AS quote_note,
    quote.origin AS origin_id, origin.title AS origin_title, origin."by" AS origin_by"""

QUOTE_TABLES = """
    quote
    JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    LEFT JOIN origin ON origin.id = quote.origin"""

# In what order quotes stand under a claim: oldest source first, then as in its text.
QUOTE_ORDER = 'source.position, quote.start, quote."end"'

# The day from which on a source is known: the last on which it may have been published,
# or that of an earlier first publication.
KNOWN = """min(source.latest, coalesce(
        (SELECT min(date) FROM also_published AS other WHERE other.source = source.id),
        source.latest))"""
# Every other place where a source appeared, as JSON, in order.
ALSO_IN = """(
    SELECT json_group_array(json_array(container, date, url, evidence)) FROM (
        SELECT * FROM also_published AS other
        WHERE other.source = source.id ORDER BY position))"""

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


def also_lines(row: Row) -> tuple[AlsoLine, ...]:
    """Make the other places where the source in *row* appeared, which has ALSO_IN."""
    return tuple(
        AlsoLine(container, day and dt.date.fromisoformat(day), url, evidence)
        for container, day, url, evidence in json.loads(row["also"])
    )


def source_name(row: Row) -> SourceName:
    """Make the name of the source in *row*."""
    return SourceName(row["source_id"], row["source_short"], row["source_title"])


def theme_names(store: Store) -> tuple[ThemeName, ...]:
    """Give all themes, in order."""
    rows = store.rows("SELECT id, title, position FROM theme ORDER BY position")
    return tuple(ThemeName(row["id"], row["title"], row["position"]) for row in rows)


def source_names(store: Store) -> tuple[SourceName, ...]:
    """Give all sources, oldest first."""
    rows = store.rows("SELECT id, short, title FROM source ORDER BY position")
    return tuple(SourceName(row["id"], row["short"], row["title"]) for row in rows)


def speaker_name(row: Row) -> SpeakerName:
    """Make the name of the speaker in *row*."""
    return SpeakerName(row["speaker_id"], row["speaker_name"])


def theme_name(row: Row) -> ThemeName:
    """Make the name of the theme in *row*."""
    return ThemeName(row["theme_id"], row["theme_title"], row["theme_number"])


def claim_name(row: Row) -> ClaimName:
    """Make the name of the claim in *row*."""
    return ClaimName(row["claim_id"], row["claim_text"], Stance(row["claim_stance"]))


def quote_line(row: Row, place: int = 0) -> QuoteLine:
    """Make the quote in *row*, which has the QUOTE_COLUMNS; *place* as in QuoteLine."""
    origin = None
    if row["origin_id"] is not None:
        origin = OriginName(row["origin_id"], row["origin_title"], row["origin_by"])
    return QuoteLine(
        id=row["id"],
        source=source_name(row),
        passage=row["passage"],
        before=row["before"],
        exact=row["exact"],
        after=row["after"],
        speaker=speaker_name(row),
        attitude=Attitude(row["attitude"]),
        own=bool(row["own"]),
        origin=origin,
        note=row["quote_note"],
        place=place,
    )


def once(names: Iterable[SourceName]) -> tuple[SourceName, ...]:
    """Give each name once, in the order of its first place."""
    return tuple(dict.fromkeys(names))


def claim_lines(store: Store, ids: Sequence[str] | None = None) -> dict[str, ClaimLine]:
    """Give the claims of these *ids*, or all, by id in the order of reading."""
    where = "" if ids is None else f"WHERE claim.id IN ({marks_for(ids)})"
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
            sources=once(source_name(row) for row in found),
        )
    return lines


def date_facts(row: Row) -> DateFacts:
    """Make the date of the source in *row*."""
    earliest = dt.date.fromisoformat(row["earliest"])
    latest = dt.date.fromisoformat(row["latest"])
    precision, basis = Precision(row["precision"]), Basis(row["basis"])
    words = date_words(earliest, latest, precision)
    return DateFacts(
        earliest=earliest,
        latest=latest,
        precision=precision,
        basis=basis,
        evidence=row["evidence"],
        reasoning=row["reasoning"],
        words=f"[{words}]" if basis is Basis.INFERRED else words,
    )


def authors(row: Row) -> str | None:
    """Say who signed the source in *row*, from its column ``authors``; None: nobody."""
    names = [name for name in (row["authors"] or "").split("\n") if name]
    if not names:
        return None
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def author_names(row: Row) -> tuple[AuthorName, ...]:
    """Give who signed the source in *row*, from its column ``author_names``."""
    return tuple(AuthorName(*names) for names in json.loads(row["author_names"]))


def cited_source(row: Row) -> CitedSource:
    """Make the source in *row* as references name it."""
    return CitedSource(
        id=row["source_id"],
        title=row["source_title"],
        subtitle=row["subtitle"],
        authors=author_names(row),
        publisher=row["publisher"],
        container=row["container"],
        published=date_facts(row),
        url=row["url"],
        language=row["language"],
    )


# The authors of a source with their names apart, as JSON, in order.
AUTHOR_NAMES = """(
    SELECT json_group_array(json_array(family, given, literal)) FROM (
        SELECT * FROM author WHERE author.source = source.id ORDER BY position
    ))"""
# The authors of a source, one a line, in order.
AUTHORS = """(
    SELECT group_concat(name, char(10)) FROM (
        SELECT coalesce(literal, given || ' ' || family) AS name
        FROM author WHERE author.source = source.id ORDER BY position
    ))"""


def citations(
    references: str, before: str = "", after: str = ""
) -> tuple[Citation, ...]:
    """Make a citation in every style, with what stands around the references."""
    lines = references.split("\n")
    return tuple(
        Citation(style, f"{before}{line}{after}")
        for style, line in zip(Style, lines, strict=True)
    )
