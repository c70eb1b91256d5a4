"""The tables of the store; those worked out from them are in ``store.derived_tables``.

SQLModel does not check values when it makes a row: records are checked before, in
``domain.records``, and the constraints below hold in the file. The store is a build
product: there are no migrations; a change to a table gets a new SCHEMA.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
)
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import (
    Attitude,
    Basis,
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

String = Annotated[str, Field(sa_type=Text)]
OptionalString = Annotated[str | None, Field(sa_type=Text)]
Key = Annotated[str, Field(sa_type=Text, primary_key=True)]
Position = Annotated[int, Field(unique=True)]


def one_of(words: type[StrEnum], *, key: bool = False) -> Any:
    """Make a column that accepts only the words of a closed list."""
    # By default SQLAlchemy stores the member's name and checks nothing.
    stored = Enum(
        words,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_column=Column(stored, nullable=False, primary_key=key))


def refers_to(target: str, *, key: bool = False) -> Any:
    """Make a column that refers to another table."""
    return Field(sa_type=Text, foreign_key=target, primary_key=key)


def _span() -> CheckConstraint:
    return CheckConstraint('0 <= start AND start < "end"', name="span")


class Release(SQLModel, table=True):
    """The release: one row. *cited* is the reference to a page, a style per line."""

    __table_args__ = (CheckConstraint("one = 1", name="one_row"),)

    one: int = Field(default=1, primary_key=True)
    hash: String
    date: dt.date
    question: String
    site_name: String
    editors: String | None
    reading: String | None
    limits: String | None
    examples: String
    """A line each."""
    contact: String | None
    licence: String | None
    cited: String


class Side(SQLModel, table=True):
    """One of the two sides."""

    id: Stance = one_of(Stance, key=True)
    label: String
    says: String


class Theme(SQLModel, table=True):
    """A theme; *position* counts from 1 in reading order."""

    id: Key
    title: String
    description: String
    position: Position


class Speaker(SQLModel, table=True):
    """Somebody whose words or views are quoted."""

    id: Key
    name: String
    kind: SpeakerKind = one_of(SpeakerKind)
    description: String
    position: Position


class Alias(SQLModel, table=True):
    """What else others call a speaker."""

    speaker: str = refers_to("speaker.id", key=True)
    position: int = Field(primary_key=True)
    name: String


class Origin(SQLModel, table=True):
    """A report, interview or article whose view a source relays."""

    id: Key
    title: String
    by: String


class Source(SQLModel, table=True):
    """An article; null where its text states nothing.

    *cited* is the reference to the article in HTML, a style per line: made when the store
    is built, because formatting one takes longer than a whole page. *cited_in_text* is what
    follows a quotation in brackets, or its note, with a slot for its paragraph, likewise;
    *noted_again*, the short note on any but the first quotation.
    """

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(text) = characters", name="characters"),
        CheckConstraint("earliest <= latest", name="published"),
    )

    id: Key
    title: String
    subtitle: OptionalString
    sentence_title: OptionalString
    short: String
    speaker: str = refers_to("speaker.id")
    publisher: OptionalString
    container: OptionalString
    volume: OptionalString
    issue: OptionalString
    pages: OptionalString
    kind: SourceKind = one_of(SourceKind)
    earliest: dt.date
    latest: dt.date
    precision: Precision = one_of(Precision)
    basis: Basis = one_of(Basis)
    evidence: String
    reasoning: OptionalString
    url: OptionalString
    language: String
    rights: String
    original_file: String
    sha256: String
    characters: int
    text: String
    cited: String
    cited_in_text: String
    noted_again: String
    position: Position


class Author(SQLModel, table=True):
    """An author of a source: a person, or an institution by its literal name."""

    __table_args__ = (
        CheckConstraint(
            "(literal IS NULL) = (family IS NOT NULL)",
            name="person_or_institution",
        ),
    )

    source: str = refers_to("source.id", key=True)
    position: int = Field(primary_key=True)
    family: OptionalString
    given: OptionalString
    suffix: OptionalString
    family_first: bool
    literal: OptionalString


class InferredFact(SQLModel, table=True):
    """A name of a source that is inferred, with what it is inferred from."""

    __tablename__ = "inferred_fact"

    source: str = refers_to("source.id", key=True)
    position: int = Field(primary_key=True)
    fact: Fact = one_of(Fact)
    evidence: String
    reasoning: String


class AlsoPublished(SQLModel, table=True):
    """Another place where a source appeared, or another edition of it."""

    __tablename__ = "also_published"

    source: str = refers_to("source.id", key=True)
    position: int = Field(primary_key=True)
    container: String
    publisher: OptionalString
    date: dt.date | None = None
    year: int | None = None
    url: OptionalString
    evidence: String


class Passage(SQLModel, table=True):
    """A block of a source; *number* is null unless it can be quoted."""

    __table_args__ = (
        _span(),
        CheckConstraint(
            "(number IS NOT NULL) = (kind = 'paragraph' OR kind = 'item')",
            name="numbered",
        ),
        Index("passage_number", "source", "number", unique=True),
    )

    source: str = refers_to("source.id", key=True)
    start: int = Field(primary_key=True)
    end: int
    number: int | None = None
    kind: PassageKind = one_of(PassageKind)


class Sentence(SQLModel, table=True):
    """A sentence of a paragraph."""

    __table_args__ = (_span(),)

    source: str = refers_to("source.id", key=True)
    start: int = Field(primary_key=True)
    end: int
    passage: int


class Claim(SQLModel, table=True):
    """One plain sentence that speaks for one side."""

    __table_args__ = (
        CheckConstraint("parent <> id", name="not_its_own_parent"),
        # For the claims of a theme in order, and for the narrower claims of a claim.
        Index("claim_theme", "theme", "position"),
        Index("claim_parent", "parent"),
    )

    id: Key
    text: str = Field(sa_type=Text, unique=True)
    because: OptionalString
    stance: Stance = one_of(Stance)
    theme: str = refers_to("theme.id")
    parent: str | None = refers_to("claim.id")
    note: OptionalString
    position: Position


class Quote(SQLModel, table=True):
    """A span of a source.

    *shown* are its words without markup, *before* and *after* the rest of its first and last
    sentence likewise; the sentences stand from *opens* to *closes*.
    """

    __table_args__ = (
        _span(),
        CheckConstraint("length(id) = 12", name="id"),
        CheckConstraint('opens <= start AND "end" <= closes', name="sentences"),
        CheckConstraint('length(exact) = "end" - start', name="exact"),
        # For the marks of a source in reading order; a span is one quote only.
        Index("quote_span", "source", "start", "end", unique=True),
        Index("quote_speaker", "speaker"),
    )

    id: Key
    source: str = refers_to("source.id")
    start: int
    end: int
    exact: String
    shown: String
    prefix: String
    suffix: String
    opens: int
    closes: int
    before: String
    after: String
    passage: int
    speaker: str = refers_to("speaker.id")
    attitude: Attitude = one_of(Attitude)
    own: bool
    """Whether the source's author asserts or concedes it in their own voice."""
    origin: str | None = refers_to("origin.id")
    match: Match = one_of(Match)
    note: OptionalString
    position: Position
    """Counts from 1: oldest source first, then in the order of its text."""


class ClaimQuote(SQLModel, table=True):
    """A quote under a claim; *position* counts from 1, the strongest first."""

    __tablename__ = "claim_quote"
    # For the claims that a quote supports.
    __table_args__ = (Index("claim_quote_quote", "quote"),)

    claim: str = refers_to("claim.id", key=True)
    position: int = Field(primary_key=True)
    quote: str = refers_to("quote.id")
    modality: Modality = one_of(Modality)


class Relation(SQLModel, table=True):
    """How one claim bears on another."""

    # For the claims that bear on a claim.
    __table_args__ = (
        CheckConstraint('"from" <> "to"', name="not_itself"),
        Index("relation_to", "to"),
    )

    from_: str = Field(
        sa_column=Column("from", Text, ForeignKey("claim.id"), primary_key=True)
    )
    to: str = refers_to("claim.id", key=True)
    kind: RelationKind = one_of(RelationKind, key=True)
    mutual: bool
    note: OptionalString
    position: Position


class Answer(SQLModel, table=True):
    """How a claim answers one of the other side; a mutual relation stands here twice.

    Made from the relations by ``domain.claim_graph.answers``, in their order.
    """

    __table_args__ = (Index("answer_to", "to"),)

    from_: str = Field(
        sa_column=Column("from", Text, ForeignKey("claim.id"), primary_key=True)
    )
    to: str = refers_to("claim.id", key=True)
    kind: RelationKind = one_of(RelationKind, key=True)
    note: OptionalString
    position: Position


class Clash(SQLModel, table=True):
    """A point on which the debate turns."""

    id: Key
    question: String
    turns_on: String
    position: Position


class ClashClaim(SQLModel, table=True):
    """A claim that meets others in a clash; *position* counts from 1 on each side."""

    __tablename__ = "clash_claim"
    # For the clashes of a claim.
    __table_args__ = (Index("clash_claim_claim", "claim"),)

    clash: str = refers_to("clash.id", key=True)
    claim: str = refers_to("claim.id", key=True)
    stance: Stance = one_of(Stance)
    position: int


class CaseClaim(SQLModel, table=True):
    """A claim that its side would lead with; *position* counts from 1 on each side."""

    __tablename__ = "case_claim"

    stance: Stance = one_of(Stance, key=True)
    position: int = Field(primary_key=True)
    claim: str = refers_to("claim.id")


class SetAside(SQLModel, table=True):
    """One or more sentences that no quote uses."""

    __tablename__ = "set_aside"
    __table_args__ = (
        _span(),
        CheckConstraint("(repeats IS NOT NULL) = (reason = 'repeats')", name="repeats"),
    )

    source: str = refers_to("source.id", key=True)
    start: int = Field(primary_key=True)
    end: int
    reason: Reason = one_of(Reason)
    note: OptionalString
    repeats: str | None = refers_to("quote.id")


class Accepted(SQLModel, table=True):
    """A caution that an editor accepted, with the reason."""

    # *subject* is the id of a claim, a quote or a clash.
    subject: Key
    caution: Key
    reason: String


class FormerSlug(SQLModel, table=True):
    """A renamed or withdrawn slug or quote id; what it *said* and why, if withdrawn."""

    __tablename__ = "former"
    __table_args__ = (
        CheckConstraint("(said IS NULL) = (reason IS NULL)", name="withdrawn"),
    )

    kind: FormerKind = one_of(FormerKind, key=True)
    slug: Key
    said: OptionalString
    reason: OptionalString


class FormerTarget(SQLModel, table=True):
    """What a former slug or quote id leads to; *position* counts from 1."""

    __tablename__ = "former_target"
    # For the former ids of a quote.
    __table_args__ = (
        ForeignKeyConstraint(["kind", "slug"], ["former.kind", "former.slug"]),
        Index("former_target_now", "now"),
    )

    kind: FormerKind = one_of(FormerKind, key=True)
    slug: Key
    position: int = Field(primary_key=True)
    now: String


class Revision(SQLModel, table=True):
    """A release, by its date, and the one before it."""

    date: dt.date = Field(primary_key=True)
    since: dt.date
    since_hash: String


class Change(SQLModel, table=True):
    """What became of one thing; *position* counts from 1 within its revision."""

    __table_args__ = (
        CheckConstraint("coalesce(before, '') <> coalesce(after, '')", name="changed"),
    )

    revision: dt.date = Field(foreign_key="revision.date", primary_key=True)
    position: int = Field(primary_key=True)
    kind: FormerKind = one_of(FormerKind)
    id: String
    before: OptionalString
    after: OptionalString


class Findable(SQLModel, table=True):
    """What a search can find: a claim, a quote or a block of a source."""

    __table_args__ = (
        CheckConstraint(
            "(claim IS NULL AND (quote IS NULL) <> (source IS NULL)) OR "
            "(claim IS NOT NULL AND quote IS NULL AND source IS NULL)",
            name="one_thing",
        ),
    )

    id: int = Field(primary_key=True)
    claim: str | None = refers_to("claim.id")
    quote: str | None = refers_to("quote.id")
    source: str | None = refers_to("source.id")
    start: int | None = None
    text: String


class Compound(SQLModel, table=True):
    """A word that others write otherwise, as *key*; *parts* are it in the index.

    One that hyphens join, as one word; or one with umlauts, without them.
    """

    key: Key
    parts: String


class Word(SQLModel, table=True):
    """A word as the site mostly writes it; *key* is it without capitals and accents."""

    key: Key
    word: String
    count: int
    english: bool
    """Whether a text in English has it."""
