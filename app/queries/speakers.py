"""Speakers, as lists and lines name them."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind
from app.queries.sources import QUOTES_BY_SIDE, SOURCE_COLUMNS, SourceName, source_name
from app.store.connection import Store, placeholders


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
    """Number of their quotes that support claims for."""
    quotes_against: int
    """Number of their quotes that support claims against."""


# The columns that speaker_name() reads.
SPEAKER_COLUMNS = "speaker.id AS speaker_id, speaker.name AS speaker_name"

# One row for each speaker and source; a speaker who is never quoted has one row, too.
# Counted is what passes of quote_under_claim.
_SPEAKER_LINES = f"""
    SELECT speaker.*, {SOURCE_COLUMNS}, {QUOTES_BY_SIDE}
    FROM speaker
    LEFT JOIN quote_under_claim AS pair
        ON pair.speaker = speaker.position AND {{passing}}
    LEFT JOIN source ON source.position = pair.source
    WHERE speaker.id IN ({{ids}})
    GROUP BY speaker.id, source.id
    ORDER BY speaker.position, source.position"""


def speaker_lines(
    store: Store,
    ids: Sequence[str],
    passing: tuple[str, Sequence[str]] = ("true", ()),
) -> list[SpeakerLine]:
    """Return the speakers with these *ids*, in order; unknown ones are left out.

    Counted is what is *passing*: an SQL condition on ``quote_under_claim AS pair``, and its
    values.
    """
    sql, values = passing
    statement = _SPEAKER_LINES.format(passing=sql, ids=placeholders(ids))
    rows = store.rows(statement, *values, *ids)
    return [
        SpeakerLine(
            id=slug,
            name=of_speaker[0]["name"],
            kind=SpeakerKind(of_speaker[0]["kind"]),
            description=of_speaker[0]["description"],
            sources=tuple(source_name(row) for row in of_speaker if row["source_id"]),
            quotes_for=sum(row["quotes_for"] for row in of_speaker),
            quotes_against=sum(row["quotes_against"] for row in of_speaker),
        )
        for slug, group in groupby(rows, itemgetter("id"))
        if (of_speaker := list(group))
    ]


def speaker_name(row: Row) -> SpeakerName:
    """Return the speaker in *row*, which has the SPEAKER_COLUMNS."""
    return SpeakerName(row["speaker_id"], row["speaker_name"])
