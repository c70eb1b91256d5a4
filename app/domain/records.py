"""The records of the public data; a ``Bundle`` holds all of them.

``arguments.json`` is a bundle, and the store is built from one. Offsets are Unicode code
points in the source file as received, the end exclusive, so that ``text[start:end]`` is
the span itself.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from app.domain.appearance import Appearance
from app.domain.dates import date_parts, date_words
from app.domain.name_orders import NameOrders
from app.domain.page_object import json_schema
from app.domain.vocabulary import (
    Attitude,
    Basis,
    Caution,
    Fact,
    FormerKind,
    Match,
    Modality,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SourceKind,
    SpeakerKind,
    Stance,
)

# Checked where seed files are read. The published JSON Schema says just "string".
_STRING = WithJsonSchema({"type": "string"})
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG}$"), _STRING]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _STRING]


def _one_line(words: str) -> str:
    """Return the words. Raises ValueError if they have a line break.

    Names and titles stand on a line of their own in some of the exports.
    """
    if len(words.splitlines()) > 1:
        raise ValueError("this must stand on one line")
    return words


Line = Annotated[Words, AfterValidator(_one_line)]
LineOrEmpty = Annotated[
    str, StringConstraints(strip_whitespace=True), _STRING, AfterValidator(_one_line)
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$"), _STRING]
# As BCP 47 has it: "en", "pt-BR", "zh-Hant".
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$"), _STRING
]
Contact = Annotated[
    str,
    StringConstraints(pattern=r"^(https?://\S+|[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+)$"),
    _STRING,
]
# What an editor weighed and let stand. Later releases may know more cautions.
Accepted = Annotated[
    dict[Caution, str],
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]


def _open(schema: dict[str, Any]) -> None:
    """Allow a later release to have more keys than the published JSON Schema names."""
    schema.pop("additionalProperties", None)


class Record(BaseModel):
    """A record that never changes and, when it is read, has no keys but its own."""

    model_config = ConfigDict(
        # When the first is made: the site starts without, and so in less time.
        defer_build=True,
        frozen=True,
        extra="forbid",
        json_schema_extra=_open,
        serialize_by_alias=True,
        validate_by_name=True,
    )
    __get_pydantic_json_schema__: ClassVar[Any] = classmethod(json_schema)


# The name of a site whose debate chooses none.
SITE_NAME = "Counterpoint"


class Release(Record):
    """Which data this is."""

    hash: str
    """SHA-256 of all the seed files, 64 hexadecimal digits."""
    date: dt.date
    schema_: int = Field(alias="schema")
    """The number of the form of the store."""
    site_name: str
    """The name of the site."""


def name_halves(name: str) -> tuple[str, str]:
    """Return the two parts of the site's name, one for each side: "Counter" and "point"."""
    at = len(name) * 7 // 12
    return name[:at], name[at:]


class Side(Record):
    """One of the two sides of the question."""

    id: Stance
    label: str
    says: str
    """The side's answer to the question, in one sentence."""


class Theme(Record):
    """A group of claims that answer one narrower question."""

    id: Slug
    title: Line
    description: Words


class Debate(Record):
    """The question, and how it is divided."""

    question: str
    editors: Line | None = None
    """Who wrote the claims and chose the quotes, in words."""
    contact: Contact | None = None
    """Where corrections go: a mail address or a web address."""
    licence: Line | None = None
    """What the editors' own words are under: "CC BY 4.0"; null if the debate does not say."""
    reading: Words | None = None
    """How the sources were read, in paragraphs."""
    limits: Words | None = None
    """What readers should know of the limits of this debate, in paragraphs."""
    examples: tuple[Line, ...] = ()
    """Searches that are worth trying."""
    sides: tuple[Side, ...]
    themes: tuple[Theme, ...]


class Author(NameOrders, Record):
    """A person by family and given name, or an institution by its literal name."""

    family: Line | None = None
    given: Line | None = None
    """Missing if the person has only one name."""
    suffix: Line | None = None
    """Such as "Jr." or "III"."""
    family_first: bool = False
    """Whether the family name comes first in reading, too: "Xi Jinping"."""
    literal: Line | None = None

    @model_validator(mode="after")
    def _person_or_institution(self) -> Self:
        person = self.given or self.suffix or self.family_first
        if (self.family is None) == (self.literal is None) or (self.literal and person):
            raise ValueError(
                "give family, with given if there is one, or literal alone"
            )
        return self


_NUMERIC_DATE = re.compile(r"\b\d{1,2}([./-])\d{1,2}\1(?P<year>\d{4}|\d{2})\b")


class Published(Record):
    """When a source was published: a day where both ends are the same."""

    earliest: dt.date
    latest: dt.date
    precision: Precision
    basis: Basis
    evidence: Words
    """The words of the source that state the date, or from which it is inferred."""
    reasoning: Words | None = None

    @model_validator(mode="after")
    def _in_order_and_reasoned(self) -> Self:
        if self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        if self.basis is Basis.INFERRED and self.reasoning is None:
            raise ValueError("an inferred date needs its reasoning")
        return self

    @property
    def words(self) -> str:
        """The date as exactly as it is known: "2 January 2025"."""
        return date_words(self.earliest, self.latest, self.precision)

    @property
    def inferred(self) -> bool:
        """Whether the date is inferred, not stated in the text."""
        return self.basis is Basis.INFERRED

    @property
    def year_inferred(self) -> bool:
        """Whether not even the year is stated: of "02.06.23" only the day is inferred."""
        stated = _NUMERIC_DATE.search(self.evidence)
        return self.inferred and not (
            stated and f"{self.latest:%Y}".endswith(stated["year"])
        )

    @property
    def parts(self) -> tuple[int, ...] | None:
        """Year, month and day, as far as they are known; None if not even the year is."""
        return date_parts(self.earliest, self.latest, self.precision)


class AlsoPublished(Appearance, Record):
    """Another place where the source appeared, or another edition of it."""

    container: LineOrEmpty = ""
    """The journal, site or series; empty if there is none, as of an edition of a book."""
    publisher: Line | None = None
    date: dt.date | None = None
    year: Annotated[int, Field(ge=dt.MINYEAR, le=dt.MAXYEAR)] | None = None
    """The year, if no more is known."""
    url: Url | None = None
    evidence: Words

    @model_validator(mode="after")
    def _somewhere_or_some_time(self) -> Self:
        if self.date and self.year:
            raise ValueError("give date, or the year alone")
        if not (self.container or self.publisher or self.last_day):
            raise ValueError("give container, publisher, date or year")
        return self

    @property
    def parts(self) -> tuple[int, ...] | None:
        """Year, month and day, as far as they are known; None if not even the year is."""
        if not self.date:
            return (self.year,) if self.year else None
        return (self.date.year, self.date.month, self.date.day)


class InferredFact(Record):
    """A name of a source that its text does not state, with what it is inferred from."""

    fact: Fact
    evidence: Words
    """The words of the source from which it is inferred."""
    reasoning: Words


def full_title(title: str, subtitle: str | None) -> str:
    """Return title and subtitle as one."""
    if not subtitle:
        return title
    return f"{title}{' ' if title[-1] in '?!.' else ': '}{subtitle}"


class Source(Record):
    """An article, with what its text says about itself; null where it says nothing."""

    id: str
    title: str
    subtitle: str | None
    sentence_title: str | None
    """Title and subtitle with the capitals of a sentence, as some styles cite them."""
    short: str
    """How lists name it: author and year, an inferred year in brackets."""
    authors: tuple[Author, ...]
    speaker: str
    """The speaker in whose voice the article is written."""
    publisher: str | None
    container: str | None
    volume: str | None = None
    """Of the journal that is its container, as are *issue* and *pages*."""
    issue: str | None = None
    pages: str | None = None
    """The first and the last: "45-60"."""
    kind: SourceKind = SourceKind.ARTICLE
    inferred: tuple[InferredFact, ...] = ()
    """Which of these two names are inferred; the others are stated."""
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

    @property
    def in_journal(self) -> bool:
        """Whether it is cited as an article of a journal: its place in one is known."""
        return bool(self.volume or self.issue or self.pages)

    @property
    def in_periodical(self) -> bool:
        """Whether it is cited as a part of what it appeared in: a journal, magazine or series.

        An organisation that is the author has it on its own site.
        """
        own = any(author.literal == self.container for author in self.authors)
        return self.kind is SourceKind.ARTICLE and bool(self.container) and not own

    def is_inferred(self, fact: Fact) -> bool:
        """Whether a name is inferred, not stated in the text."""
        return any(one.fact is fact for one in self.inferred)


class Passage(Record):
    """A block of a source."""

    source: str
    number: int | None
    """Counted from 1 in reading order; null for what cannot be quoted."""
    start: int
    end: int
    kind: PassageKind


class Sentence(Record):
    """A sentence of a paragraph, or of an item of a list."""

    source: str
    passage: int
    start: int
    end: int


class Speaker(Record):
    """Somebody whose words or views are quoted."""

    id: Slug
    name: Line
    aliases: tuple[Line, ...] = ()
    """What else others call them: "Xi" for Xi Jinping."""
    kind: SpeakerKind
    description: Words


class Origin(Record):
    """A report, interview or article whose view a source relays."""

    id: Slug
    title: Line
    by: Line


class Support(Record):
    """A quote under a claim."""

    quote: str
    """The id of the quote."""
    modality: Modality
    """How firmly its words put this claim."""


class Claim(Record):
    """One plain sentence that speaks for one side."""

    id: str
    text: str
    because: str | None
    """Why it speaks for its side: the editors' words, never a premise or a quote."""
    stance: Stance
    theme: str
    parent: str | None
    """The broader claim of the same theme and side; null for a main claim."""
    note: str | None
    quotes: tuple[str, ...]
    """The ids of its own quotes, the strongest first."""
    support: tuple[Support, ...]
    """The same quotes, each with how firmly it puts the claim."""
    accepted: Accepted
    """The cautions that an editor accepted, each with the reason."""


class Quote(Record):
    """A span of a source that supports one or more claims."""

    id: str
    """First 12 hexadecimal digits of SHA-256 of "<source>\\n<exact>\\n<n>", where *n*
    counts, from 0, the earlier places in the text with the same words."""
    source: str
    start: int
    end: int
    exact: str
    """The words, exactly as the file has them."""
    shown: str
    """The words as readers see them, without signs of markup and the numbers of notes."""
    prefix: str
    suffix: str
    passage: int
    """The number of its passage."""
    speaker: str
    attitude: Attitude
    origin: str | None
    match: Match
    note: str | None
    accepted: Accepted
    claims: tuple[str, ...]
    """The claims that it supports."""


class Relation(Record):
    """How one claim bears on another."""

    from_: Slug = Field(alias="from")
    to: Slug
    kind: RelationKind
    mutual: bool
    """Whether *to* answers *from* in the same way."""
    note: Words | None


class Clash(Record):
    """A point on which the debate turns, and the claims that bear on it."""

    id: Slug
    question: Words
    turns_on: Words
    """What the answer depends on, in one sentence."""
    for_: tuple[Slug, ...] = Field(alias="for")
    """The claims of this side, the strongest first."""
    against: tuple[Slug, ...]
    """The claims of the other side, the strongest first."""
    accepted: Accepted
    """The cautions that an editor accepted, each with the reason."""

    @property
    def sides(self) -> dict[Stance, tuple[Slug, ...]]:
        """The claims by side."""
        return {Stance.FOR: self.for_, Stance.AGAINST: self.against}


class Cases(Record):
    """What each side would lead with; empty where the seeds name no cases."""

    for_: tuple[Slug, ...] = Field(default=(), alias="for")
    """The claims of this side, in the order in which a fair advocate would lead."""
    against: tuple[Slug, ...] = ()
    """As many of the other side; the first faces the first, and so on."""

    @property
    def sides(self) -> dict[Stance, tuple[Slug, ...]]:
        """The claims by side."""
        return {Stance.FOR: self.for_, Stance.AGAINST: self.against}


class SetAside(Record):
    """One or more whole sentences that no quote uses."""

    source: str
    start: int
    end: int
    reason: Reason
    note: str | None
    repeats: str | None
    """The id of the quote that they repeat."""


def sentences_to_use(
    sentences: Iterable[Sentence], passages: Iterable[Passage]
) -> list[Sentence]:
    """Return the sentences of paragraphs: an item of a list may be quoted, but need not."""
    paragraphs = {
        (passage.source, passage.number)
        for passage in passages
        if passage.kind is PassageKind.PARAGRAPH
    }
    return [s for s in sentences if (s.source, s.passage) in paragraphs]


class FormerSlug(Record):
    """A slug or quote id that was renamed, split, or withdrawn with a reason."""

    kind: FormerKind
    slug: Slug
    now: Slug | None
    """The only one that it leads to; null if there are several, or none."""
    leads_to: tuple[Slug, ...]
    """All present ones that it leads to; none if it was withdrawn."""
    said: Words | None
    reason: Words | None


class RecordedChange(Record):
    """What became of one thing that has an address, from one release to the next."""

    kind: FormerKind
    id: Slug
    before: Words | None = None
    """Its words in the older release; null if it was added."""
    after: Words | None = None
    """Its words in the newer one; null if its address leads elsewhere or nowhere."""

    @model_validator(mode="after")
    def _changed(self) -> Self:
        if self.before == self.after:
            raise ValueError("give before or after, or both if they differ")
        return self


class Revision(Record):
    """A release, and what changed since the one before it."""

    date: dt.date
    since: dt.date
    """The date of the release before it."""
    since_hash: str
    """The hash of the release before it."""
    changes: tuple[RecordedChange, ...] = ()


class Bundle(Record):
    """The whole data."""

    release: Release
    debate: Debate
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    speakers: tuple[Speaker, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...]
    clashes: tuple[Clash, ...]
    cases: Cases
    set_aside: tuple[SetAside, ...]
    former: tuple[FormerSlug, ...]
    revisions: tuple[Revision, ...] = ()
    """What changed from release to release, the oldest first, as far as it is recorded."""

    @property
    def reviewed(self) -> tuple[Claim | Quote | Clash, ...]:
        """Everything that cautions can be about."""
        return (*self.claims, *self.quotes, *self.clashes)


# Stamped into the file as application_id, so that no other file is mistaken for a store:
# the letters "CtPt" in ASCII. Our choice.
APPLICATION_ID = 0x43745074
# The user_version of the store file. Raise it with every change to a table, and to
# what is written into one from the same seeds.
SCHEMA = 23
