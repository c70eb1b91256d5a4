"""What the formats of references have in common: a source, and the words quoted from it.

What a source does not state of itself is left out; a date that is inferred is marked.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.dates import day_words
from app.domain.records import AlsoPublished, Bundle, Quote, Release, Source
from app.domain.vocabulary import Attitude


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source, as a note beneath its reference has them."""

    exact: str
    said_by: str
    """Who says it, and what the author does with it."""
    passage: int
    address: str
    """Of the quote's page."""

    @property
    def note(self) -> str:
        """The words with all that is said of them, on one line."""
        words = " ".join(self.exact.split())
        return f"“{words}” ({self.said_by}, passage {self.passage}) {self.address}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that is referred to, with the words quoted from it, in their order."""

    source: Source
    words: tuple[Words, ...]

    @property
    def title(self) -> str:
        """Title and subtitle."""
        return whole_title(self.source.title, self.source.subtitle)

    @property
    def first(self) -> AlsoPublished | None:
        """Where it appeared before, if it did."""
        before = [
            also
            for also in self.source.also_published
            if also.date and also.date < self.source.published.earliest
        ]
        return before[0] if before else None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What no field of a reference holds: an inferred date, other places."""
        published = self.source.published
        inferred = [f"The date, {published.words}, is inferred, not stated."]
        return (
            *(inferred if published.inferred else ()),
            *(_also(also) for also in self.source.also_published),
        )


def whole_title(title: str, subtitle: str | None) -> str:
    """Give title and subtitle as one."""
    if not subtitle:
        return title
    return f"{title}{' ' if title[-1] in '?!.' else ': '}{subtitle}"


def _also(also: AlsoPublished) -> str:
    when = day_words(also.date) if also.date else ""
    told = ", ".join(part for part in (also.container, when, also.url) if part)
    return f"Also published: {told}"


def cited(data: Bundle, site: str = "") -> list[Cited]:
    """Give every source of the *data* with all of its quotes."""
    names = {speaker.id: speaker.name for speaker in data.speakers}
    return [
        Cited(
            source,
            tuple(
                words(quote, source, names, site)
                for quote in data.quotes
                if quote.source == source.id
            ),
        )
        for source in data.sources
    ]


def words(quote: Quote, source: Source, names: dict[str, str], site: str) -> Words:
    """Give the words of *quote* with who says them; *names* are those of speakers."""
    voice = "" if quote.speaker == source.speaker else names[source.speaker]
    by = said_by(names[quote.speaker], quote.attitude, voice)
    return Words(quote.exact, by, quote.passage, f"{site}/quotes/{quote.id}")


def said_by(speaker: str, attitude: Attitude, voice: str) -> str:
    """Say who says it; *voice* is the author who takes it so, empty where it is the same."""
    return f"{speaker}, {attitude.by} {voice}" if voice else speaker


def named(release: Release) -> str:
    """Name the release, for a file that says which data it is of."""
    return f"Counterpoint, release of {release.date} ({release.hash})"


def edtf(parts: Iterable[int]) -> str:
    """Write a date as exactly as it is known: "2022-02"."""
    return "-".join(f"{part:02}" for part in parts)


def parts_of(day: dt.date) -> Sequence[int]:
    """Give year, month and day of a *day*."""
    return (day.year, day.month, day.day)
