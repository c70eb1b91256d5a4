"""A source with the quotes taken from it, as every reference format writes it.

What a source does not state about itself is left out; what is inferred is marked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.citations.authors import credited
from app.domain.records import (
    AlsoPublished,
    Author,
    Bundle,
    Release,
    Source,
    full_title,
)
from app.domain.vocabulary import Attitude, Style


@dataclass(frozen=True, slots=True)
class QuoteNote:
    """A quote, as a note below the reference to its source."""

    words: str
    attribution: str
    """Who says it, and what the author does with it."""
    passage: int
    address: str
    """The URL of the quote's page."""

    @property
    def text(self) -> str:
        """The quote with its attribution and place, on one line."""
        words = " ".join(self.words.split())
        return f"“{words}” ({self.attribution}, passage {self.passage}) {self.address}"


@dataclass(frozen=True, slots=True)
class SourceReference:
    """A source to cite, with its quotes as notes, in the order of the text."""

    source: Source
    notes: tuple[QuoteNote, ...]

    @property
    def title(self) -> str:
        """Title and subtitle."""
        return full_title(self.source.title, self.source.subtitle)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Its authors; of an unsigned source, the organisation that answers for it."""
        return credited(self.source, Style.CHICAGO)

    @property
    def original(self) -> AlsoPublished | None:
        """Where it appeared before, with the date; None if it did not."""
        for also in self.source.also_published:
            if also.last_day and also.last_day < self.source.published.earliest:
                return also
        return None

    @property
    def is_edition(self) -> bool:
        """Whether it appeared before as an edition of its own, in no journal and on no site."""
        return self.original is not None and not self.original.container

    @property
    def originally(self) -> str:
        """That in words; empty if it did not."""
        original = self.original
        return (
            f"Originally published {_with_address(original, original.phrase)}"
            if original
            else ""
        )

    @property
    def original_year(self) -> int | None:
        """The year of that; null if it is the same as that of the source."""
        earlier = self.original and self.original.last_day
        year = earlier.year if earlier else None
        own = self.source.published.earliest.year
        return year if year and year < own else None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What no field of a reference can hold: an unsigned article, what is inferred, later places."""
        published = self.source.published
        inferred = (
            f"The date, {published.words}, is inferred, not stated."
            if published.year_inferred
            else f"Of the date, {published.words}, only the year is stated."
        )
        names = (
            f"The {one.fact}, {getattr(self.source, one.fact)}, is inferred, not stated."
            for one in self.source.inferred
        )
        unsigned = (
            "The article is unsigned; this is the organisation that published it."
        )
        return (
            *([unsigned] if self.authors and not self.source.authors else ()),
            *([inferred] if published.inferred else ()),
            *names,
            *(
                f"Also published: {_with_address(also, also.words)}"
                for also in self.source.also_published
                if also is not self.original
            ),
        )


def _with_address(also: AlsoPublished, words: str) -> str:
    return f"{words}, {also.url}" if also.url else words


def references_in(data: Bundle, site: str = "") -> list[SourceReference]:
    """Return every source of the *data* with all of its quotes."""
    names = {speaker.id: speaker.name for speaker in data.speakers}
    notes: dict[str, list[QuoteNote]] = {source.id: [] for source in data.sources}
    voices = {source.id: source.speaker for source in data.sources}
    for quote in data.quotes:
        voice = voices[quote.source]
        by = attribution(
            names[quote.speaker],
            quote.attitude,
            "" if quote.speaker == voice else names[voice],
        )
        address = f"{site}/quotes/{quote.id}"
        notes[quote.source].append(QuoteNote(quote.shown, by, quote.passage, address))
    return [SourceReference(source, tuple(notes[source.id])) for source in data.sources]


def attribution(speaker: str, attitude: Attitude, author: str) -> str:
    """Return who says a quote, with the *author* who relays it, if another."""
    return f"{speaker}{attitude.relayed} {author}" if author else speaker


def release_name(release: Release) -> str:
    """Return the name of the release, for files that say which data they hold."""
    return f"{release.site_name}, release of {release.date} ({release.hash[:12]})"


def page_ends(pages: str | None) -> tuple[str, str]:
    """Return the first and the last of "45-60", as numbers or as they are; "" if unknown."""
    first, _, last = (pages or "").replace("–", "-").partition("-")  # noqa: RUF001 - a dash
    return first.strip(), last.strip()


def edtf(parts: Iterable[int]) -> str:
    """Return a date as precise as its known parts: "2022-02"."""
    return "-".join(f"{part:02}" for part in parts)
