"""The records an argument is made of: the vocabulary of the public data.

A ``Bundle`` is the whole data, checked: what ``arguments.json`` holds and what the
store is built from. Offsets are Unicode code points in the source file as received, the
end exclusive, so that ``text[start:end]`` is the span itself.
"""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from app.domain.dates import date_parts, date_words
from app.domain.vocabulary import (
    Attitude,
    Basis,
    Caution,
    FormerKind,
    Match,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SpeakerKind,
    Stance,
)


class Record(BaseModel):
    """A record that never changes and has no keys but its own."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        use_attribute_docstrings=True,
        validate_by_name=True,
    )


class Release(Record):
    """Which data this is."""

    hash: str
    """SHA-256 of all the seed files, 64 hexadecimal digits."""
    date: dt.date
    schema_: int = Field(alias="schema")
    """The number of the form of the store."""


class Side(Record):
    """One of the two sides of the question."""

    id: Stance
    label: str
    says: str
    """What the side answers to the question, in one sentence."""


class Theme(Record):
    """A group of claims that answer one narrower question."""

    id: str
    title: str
    description: str


class Debate(Record):
    """The question, and how it is divided."""

    question: str
    sides: tuple[Side, ...]
    themes: tuple[Theme, ...]


class Author(Record):
    """A person by family and given name, or an institution by its literal name."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    @property
    def inverted(self) -> str:
        """The name as registers have it: "Family, Given", an institution's as it is."""
        return self.literal or f"{self.family}, {self.given}"


class Published(Record):
    """When a source was published: a day where both ends are the same."""

    earliest: dt.date
    latest: dt.date
    precision: Precision
    basis: Basis
    evidence: str
    """The words of the source that state the date, or from which it is inferred."""
    reasoning: str | None = None

    @property
    def words(self) -> str:
        """The date as exactly as it is known: "2 January 2025"."""
        return date_words(self.earliest, self.latest, self.precision)

    @property
    def inferred(self) -> bool:
        """Whether the text does not state it."""
        return self.basis is Basis.INFERRED

    @property
    def parts(self) -> tuple[int, ...] | None:
        """Year, month and day, those that are known; None where not even the year is."""
        return date_parts(self.earliest, self.latest, self.precision)


class AlsoPublished(Record):
    """Another place where the source appeared."""

    container: str
    date: dt.date | None = None
    url: str | None = None
    evidence: str


class Source(Record):
    """An article, with what its text states of itself; null where it is silent."""

    id: str
    title: str
    subtitle: str | None
    short: str
    """How lists name it: author and year, an inferred year in brackets."""
    authors: tuple[Author, ...]
    speaker: str
    """The speaker in whose voice the article is written."""
    publisher: str | None
    container: str | None
    published: Published
    also_published: tuple[AlsoPublished, ...]
    url: str | None
    language: str
    rights: str
    original_file: str
    sha256: str
    """Of the file as received, 64 hexadecimal digits."""
    characters: int
    """Length of the file in Unicode code points."""


class PassageRecord(Record):
    """A block of a source."""

    source: str
    number: int | None
    """Counted from 1 in reading order; null for what is not a paragraph."""
    start: int
    end: int
    kind: PassageKind


class Sentence(Record):
    """A sentence of a paragraph."""

    source: str
    passage: int
    start: int
    end: int


class Speaker(Record):
    """Somebody whose words or views are quoted."""

    id: str
    name: str
    kind: SpeakerKind
    description: str


class Origin(Record):
    """A report, interview or article whose view a source relays."""

    id: str
    title: str
    by: str


class Claim(Record):
    """One plain sentence that speaks for one side."""

    id: str
    text: str
    stance: Stance
    theme: str
    parent: str | None
    """The broader claim of the same theme and side; null for a main claim."""
    note: str | None
    quotes: tuple[str, ...]
    """The ids of its own quotes, the strongest first."""
    accepted: dict[Caution, str]
    """What a curator weighed and let stand, each with the reason."""


class Quote(Record):
    """A span of a source that supports one or more claims."""

    id: str
    """First 12 hexadecimal digits of SHA-256 of "<source sha256>:<start>:<end>"."""
    source: str
    start: int
    end: int
    exact: str
    """The words, exactly as they stand in the file."""
    prefix: str
    suffix: str
    passage: int
    """The number of the paragraph in which it stands."""
    speaker: str
    attitude: Attitude
    origin: str | None
    match: Match
    note: str | None
    accepted: dict[Caution, str]
    claims: tuple[str, ...]
    """The claims that it supports."""


class Relation(Record):
    """How one claim bears on another."""

    from_: str = Field(alias="from")
    to: str
    kind: RelationKind
    note: str | None


class SetAside(Record):
    """One or more whole sentences that no quote uses."""

    source: str
    start: int
    end: int
    reason: Reason
    note: str | None
    repeats: str | None
    """The id of the quote that they repeat."""


class FormerSlug(Record):
    """A slug that is no more: renamed, or withdrawn with what it said and why."""

    kind: FormerKind
    slug: str
    now: str | None
    said: str | None
    reason: str | None


class Bundle(Record):
    """The whole data."""

    release: Release
    debate: Debate
    sources: tuple[Source, ...]
    passages: tuple[PassageRecord, ...]
    sentences: tuple[Sentence, ...]
    speakers: tuple[Speaker, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...]
    set_aside: tuple[SetAside, ...]
    former: tuple[FormerSlug, ...]

    @property
    def weighed(self) -> tuple[Claim | Quote, ...]:
        """What cautions are about: every claim and every quote."""
        return (*self.claims, *self.quotes)


# Stamped into the file as user_version. Raise it with every change to a table.
SCHEMA = 4
