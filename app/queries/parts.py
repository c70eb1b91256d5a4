"""The parts that pages share: names, quotes, claims, sections of two sides.

Each is a frozen dataclass: at once what a template may use, what the JSON twin holds,
and what the API page says of it.
"""

import datetime as dt
from dataclasses import dataclass

from pydantic import ConfigDict

from app.bundle import date_parts
from app.marks import Piece
from app.vocabulary import (
    Attitude,
    Basis,
    Match,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SpeakerKind,
    Stance,
    Style,
)

SAID = ConfigDict(use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source, as a line names it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    short: str
    """Author and year, an inferred year in brackets: "Rajput and Ghosh [2024]"."""
    title: str
    """Its title."""


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme, as a line names it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Counted from 1 in the order of reading."""


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker, as a line names them."""

    __pydantic_config__ = SAID

    id: str
    """Their slug."""
    name: str
    """Their name, as the sources have it."""


@dataclass(frozen=True, slots=True)
class OriginName:
    """A report, interview or article whose view a source relays."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    title: str
    """Its title."""
    by: str
    """Whose it is."""


@dataclass(frozen=True, slots=True)
class ClaimName:
    """A claim, as a line names it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote with its sentence, who says it and where it stands."""

    __pydantic_config__ = SAID

    id: str
    """First 12 hexadecimal digits of SHA-256 of "<source sha256>:<start>:<end>"."""
    source: SourceName
    """The source in which it stands."""
    passage: int
    """The number of the passage in which it stands."""
    before: str
    """What stands before it in its first sentence; empty where it begins one."""
    exact: str
    """Its words, exactly as they stand in the source."""
    after: str
    """What stands after it in its last sentence; empty where it ends one."""
    speaker: SpeakerName
    """Who says it."""
    attitude: Attitude
    """What the author of the source does with it."""
    own: bool
    """Whether the author says it in his or her own voice."""
    origin: OriginName | None
    """Where the source relays it from, if it does."""
    note: str | None
    """A remark of the curators: what the cut leaves out, a [sic], …"""
    place: int = 0
    """Its number among the quotes of the claim that it stands under, as the curators have
    them, from 1; 0 where it stands by itself."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    theme: ThemeName
    """The theme under which it stands."""
    main: bool
    """Whether it is a main claim, not a narrower one."""
    quotes: int
    """How many quotes of its own it has."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim that bears on another, and how."""

    __pydantic_config__ = SAID

    claim: ClaimLine
    """The other claim."""
    kind: RelationKind
    """How the one bears on the other."""
    note: str | None
    """Why, in the curators' words."""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """When a source was published."""

    __pydantic_config__ = SAID

    earliest: dt.date
    """The first day on which it may have been published."""
    latest: dt.date
    """The last such day."""
    precision: Precision
    """How exactly the date is known."""
    basis: Basis
    """Whether the text states it, or it is inferred."""
    evidence: str
    """The words of the source from which it is known."""
    reasoning: str | None
    """How it follows from them."""
    words: str
    """The date as a line has it, in brackets where inferred: "[February 2022]"."""

    @property
    def parts(self) -> tuple[int, ...] | None:
        """Year, month and day, those that are known; None where not even the year is."""
        return date_parts(self.earliest, self.latest, self.precision)


@dataclass(frozen=True, slots=True)
class AuthorName:
    """Who signed a source: a person by two names, or an institution by one."""

    __pydantic_config__ = SAID

    family: str | None
    """The family name; null for an institution."""
    given: str | None
    """The given names; null for an institution."""
    literal: str | None
    """The name of an institution; null for a person."""

    @property
    def name(self) -> str:
        """The name as one reads it."""
        return self.literal or f"{self.given} {self.family}"

    @property
    def sorted_name(self) -> str:
        """The name as references have it, the family name first."""
        return self.literal or f"{self.family}, {self.given}"


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as references name it; what its text does not state is null."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle, if it has one."""
    authors: tuple[AuthorName, ...]
    """Who signed it; none where it is unsigned."""
    publisher: str | None
    """Its publisher."""
    container: str | None
    """The journal, site or series."""
    published: DateFacts
    """When it was published."""
    url: str | None
    """Its own address."""
    language: str
    """Its language, as a BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class AlsoLine:
    """Another place where a source appeared."""

    __pydantic_config__ = SAID

    container: str
    """The journal or site."""
    date: dt.date | None
    """When; null where the source does not say."""
    url: str | None
    """Its address, where the source states it."""
    evidence: str
    """The words of the source from which it is known."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list, with the counts of what was taken from it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    short: str
    """Author and year."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle, if it has one."""
    by: str | None
    """Its authors' names; null where it is unsigned."""
    container: str | None
    """The journal, site or series; null where the text does not state it."""
    published: DateFacts
    """When it was published."""
    passages: int
    """How many numbered passages it has."""
    quotes_for: int
    """How many of its quotes support claims for."""
    quotes_against: int
    """How many of its quotes support claims against."""
    claims: int
    """How many claims rest on it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the sentences of one source's body."""

    __pydantic_config__ = SAID

    sentences: int
    """How many there are."""
    quoted: int
    """How many are used by a quote, at least in part."""
    set_aside: tuple[tuple[Reason, int], ...]
    """How many are set aside, by reason, the most frequent first."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage, its quotes marked."""

    __pydantic_config__ = SAID

    number: int | None
    """Counted from 1; null for what is not a paragraph."""
    kind: PassageKind
    """What it is."""
    start: int
    """Where it begins in the file, in code points."""
    end: int
    """Where it ends, exclusive."""
    pieces: tuple[Piece, ...]
    """Its text with marks opening and closing, in order."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How it is known that the words stand there."""

    __pydantic_config__ = SAID

    match: Match
    """How they were found."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive."""
    sha256: str
    """Of the file as received."""


@dataclass(frozen=True, slots=True)
class Citation:
    """How something is cited in one style."""

    __pydantic_config__ = SAID

    style: Style
    """The style."""
    text: str
    """The citation, ready to be copied."""


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker in a list."""

    __pydantic_config__ = SAID

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
