"""The list of speakers."""

from collections.abc import Iterable, Iterator
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind
from app.exports import csv_tables
from app.queries.filtered_list import PAIRS, FilteredList, filtered_list
from app.queries.filters import Filtering
from app.queries.sources import QUOTES_BY_SIDE
from app.queries.speakers import SpeakerLine, speaker_lines
from app.web.paging import FIRST_PART, Cursor, Part, slice_of
from app.web.params import NO_FILTERS, Filters, OpenStore, Paging
from app.web.routes import page


@page_object
class SpeakerGroup:
    """The speakers of one kind."""

    kind: SpeakerKind
    """Person, institution or group."""
    speakers: tuple[SpeakerLine, ...]
    """The speakers, those most quoted first."""


@page_object
class SpeakersPage:
    """Everybody whose words or views are quoted, or those with quotes that pass."""

    speakers: int
    """Number of speakers who are listed."""
    filtering: Filtering
    """The filters: theme, source, side, voice, and day."""
    groups: tuple[SpeakerGroup, ...]
    """Persons, institutions, groups; a kind without speakers is left out."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the list they are."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the speakers."""
        return (speaker.id for group in self.groups for speaker in group.speakers)


_FILTERS = ("theme", "source", "stance", "voice", "as_of")
# How many speakers a page shows. Our choice.
_MOST = 40
_KINDS = list(SpeakerKind)


def speakers_page(
    store: OpenStore, choice: Filters = NO_FILTERS, part: Paging = FIRST_PART
) -> SpeakersPage:
    """Return all speakers, or those with quotes that pass the filters, by kind.

    Raises NotFound for an unknown choice or cursor.
    """
    filtered = filtered_list(store, choice, _FILTERS, "speaker")
    ids = filtered.held("order", lambda: _in_order(filtered))
    here, shown = slice_of(ids, [1] * len(ids), part, _MOST)
    lines = {
        line.id: line for line in speaker_lines(store, ids[here], filtered.passing)
    }
    groups = _groups([lines[slug] for slug in ids[here]])
    return SpeakersPage(len(ids), filtered.filtering, groups, shown, shown.after)


def _in_order(filtered: FilteredList) -> list[str]:
    """Return the slugs of the speakers by kind, those most quoted first."""
    # Somebody who is never quoted passes as long as nothing is chosen.
    join = "JOIN" if filtered.choice.active else "LEFT JOIN"
    rows = filtered.store.rows(
        f"""SELECT speaker.id, speaker.kind, speaker.position, {QUOTES_BY_SIDE}
        FROM speaker {join} {PAIRS}
            ON pair.speaker = speaker.position AND {filtered.passing.sql}
        GROUP BY speaker.id""",
        *filtered.passing.values,
    )

    def place(row: Row) -> tuple[int, int, int]:
        quotes = row["quotes_for"] + row["quotes_against"]
        return _KINDS.index(row["kind"]), -quotes, row["position"]

    return [row["id"] for row in sorted(rows, key=place)]


def _groups(lines: Iterable[SpeakerLine]) -> tuple[SpeakerGroup, ...]:
    """Return speakers by kind; a kind without any is left out."""
    by_kind: dict[SpeakerKind, list[SpeakerLine]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)
    return tuple(SpeakerGroup(kind, tuple(group)) for kind, group in by_kind.items())


page(
    "/speakers",
    "speakers/page.html",
    SpeakersPage,
    speakers_page,
    nav="Speakers",
    csv=csv_tables.speakers,
)
