"""Speakers, as lists and lines name them."""

from itertools import groupby
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind
from app.queries.sources import SourceName, source_name
from app.store.connection import Store


@page_object
class SpeakerName:
    """A speaker, as a line names them."""

    id: str
    """Their slug."""
    name: str
    """Their name, as the sources have it."""


@page_object
class SpeakerLine:
    """A speaker in a list."""

    id: str
    """Their slug."""
    name: str
    """Their name."""
    kind: SpeakerKind
    """Person, institution or group."""
    description: str
    """As the sources describe them."""
    sources: tuple[SourceName, ...]
    """The sources in which they are quoted, oldest first."""
    quotes_for: int
    """How many of their quotes support claims for."""
    quotes_against: int
    """How many of their quotes support claims against."""


# One row for each speaker and source; a speaker who is never quoted has one, too.
_SPEAKERS = """
    SELECT speaker.*, source.id AS source_id, source.short AS source_short,
        source.title AS source_title,
        count(DISTINCT CASE claim.stance WHEN 'for' THEN quote.id END) AS quotes_for,
        count(DISTINCT CASE claim.stance WHEN 'against' THEN quote.id END)
            AS quotes_against
    FROM speaker
    LEFT JOIN quote ON quote.speaker = speaker.id
    LEFT JOIN source ON source.id = quote.source
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id
    LEFT JOIN claim ON claim.id = claim_quote.claim
    {where}
    GROUP BY speaker.id, source.id
    ORDER BY speaker.position, source.position"""


def speaker_lines(store: Store, slug: str = "") -> list[SpeakerLine]:
    """Return all speakers in order, or the one with this *slug*; empty if unknown."""
    where = "WHERE speaker.id = ?" if slug else ""
    rows = store.rows(_SPEAKERS.format(where=where), *filter(None, [slug]))
    lines = []
    for _, group in groupby(rows, key=lambda row: row["id"]):
        found = list(group)
        first = found[0]
        lines.append(
            SpeakerLine(
                id=first["id"],
                name=first["name"],
                kind=SpeakerKind(first["kind"]),
                description=first["description"],
                sources=tuple(source_name(r) for r in found if r["source_id"]),
                quotes_for=sum(row["quotes_for"] for row in found),
                quotes_against=sum(row["quotes_against"] for row in found),
            )
        )
    return lines


def speaker_name(row: Row) -> SpeakerName:
    """Make the name of the speaker in *row*."""
    return SpeakerName(row["speaker_id"], row["speaker_name"])
