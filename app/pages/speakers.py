"""The list of speakers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind, Stance
from app.exports import csv_tables
from app.queries.filters import FilteredList, Filtering, filtered_list, quotes_on_side
from app.queries.speakers import SpeakerLine, speaker_lines
from app.web.params import NO_FILTERS, Filters, OpenStore
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
    """Number of speakers shown."""
    filtering: Filtering
    """The filters: theme, source, side, voice, and day."""
    groups: tuple[SpeakerGroup, ...]
    """Persons, institutions, groups; a kind without speakers is left out."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the speakers."""
        return (speaker.id for group in self.groups for speaker in group.speakers)


_FILTERS = ("theme", "source", "stance", "voice", "as_of")


def speakers_page(store: OpenStore, choice: Filters = NO_FILTERS) -> SpeakersPage:
    """Return all speakers, or those with quotes that pass the filters, by kind.

    Raises NotFound for an unknown choice.
    """
    lines = speaker_lines(store)
    filtered = filtered_list(store, choice, _FILTERS, attrgetter("speaker"), len(lines))
    filtering = filtered.filtering()
    if filtered.choice.active:
        lines = [
            _passing_line(line, filtered)
            for line in lines
            if line.id in filtered.passing_by_id
        ]
    return SpeakersPage(len(lines), filtering, _groups(lines))


def _passing_line(line: SpeakerLine, filtered: FilteredList) -> SpeakerLine:
    """Return a speaker with the sources and counts of what passes."""
    pairs = filtered.passing_by_id[line.id]
    ids = {pair.source for pair in pairs}
    return replace(
        line,
        quotes_for=quotes_on_side(pairs, Stance.FOR),
        quotes_against=quotes_on_side(pairs, Stance.AGAINST),
        sources=tuple(source for source in line.sources if source.id in ids),
    )


def _groups(lines: Iterable[SpeakerLine]) -> tuple[SpeakerGroup, ...]:
    """Return speakers by kind, those most quoted first; a kind without any is left out."""
    most = sorted(lines, key=lambda line: -(line.quotes_for + line.quotes_against))
    groups = (
        SpeakerGroup(kind, tuple(line for line in most if line.kind is kind))
        for kind in SpeakerKind
    )
    return tuple(group for group in groups if group.speakers)


page(
    "/speakers",
    "speakers/page.html",
    SpeakersPage,
    speakers_page,
    nav="Speakers",
    csv=csv_tables.speakers,
)
