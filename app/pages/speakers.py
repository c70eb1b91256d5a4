"""What each page shows, whole: one frozen dataclass a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind, Stance
from app.exports import csv_tables
from app.queries.filters import (
    FilteredList,
    Filtering,
    filter_options,
    quotes_on_side,
    quotes_under_claims,
)
from app.queries.speakers import SpeakerLine, speaker_lines
from app.web.params import NO_FILTERS, Filters, OpenStore
from app.web.routes import page


@page_object
class SpeakerGroup:
    """The speakers of one kind."""

    kind: SpeakerKind
    """Which."""
    speakers: tuple[SpeakerLine, ...]
    """Those most quoted first."""


@page_object
class SpeakersPage:
    """Everybody whose words or views are quoted, or those with quotes that pass."""

    speakers: int
    """How many are shown."""
    filtering: Filtering
    """Theme, source, side, voice, and as known on which day."""
    groups: tuple[SpeakerGroup, ...]
    """Persons, institutions, groups."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the speakers."""
        return (speaker.id for group in self.groups for speaker in group.speakers)


_FILTERS = ("theme", "source", "stance", "voice", "as_of")


def speakers_page(store: OpenStore, wish: Filters = NO_FILTERS) -> SpeakersPage:
    """Return all speakers, or those with quotes that pass the filters, by kind.

    Those most quoted come first. Raises NotFound for a choice that is none.
    """
    wish = wish.held_to(_FILTERS)
    told = filter_options(store)
    lines = speaker_lines(store)
    pairs = quotes_under_claims(store, told)
    sieve = FilteredList(wish, _FILTERS, told, pairs, attrgetter("speaker"), len(lines))
    filtering = sieve.filtering()
    if wish.words:
        lines = list(_held_to(lines, sieve))
    by_kind: dict[SpeakerKind, list[SpeakerLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: -(one.quotes_for + one.quotes_against)):
        by_kind[line.kind].append(line)
    return SpeakersPage(
        speakers=len(lines),
        filtering=filtering,
        groups=tuple(
            SpeakerGroup(kind, tuple(by_kind[kind]))
            for kind in SpeakerKind
            if by_kind[kind]
        ),
    )


def _held_to(
    lines: Iterable[SpeakerLine], sieve: FilteredList
) -> Iterator[SpeakerLine]:
    """Give the speakers with quotes that pass, and count these alone."""
    for line in lines:
        held = [pair for pair in sieve.passing if pair.speaker == line.id]
        if held:
            sources = {pair.source for pair in held}
            yield replace(
                line,
                quotes_for=quotes_on_side(held, Stance.FOR),
                quotes_against=quotes_on_side(held, Stance.AGAINST),
                sources=tuple(one for one in line.sources if one.id in sources),
            )


page(
    "/speakers",
    "pages/speakers.html",
    SpeakersPage,
    speakers_page,
    nav="Speakers",
    csv=csv_tables.speakers,
)
