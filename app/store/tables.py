"""The tables of the store.

SQLModel does not check values when it makes a row: records are checked before, in
``domain.records``, and the constraints below hold in the file. The store is a build
product: there are no migrations; a change to a table gets a new SCHEMA.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
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
    SpeakerKind,
    Stance,
)

String = Annotated[str, Field(sa_type=Text)]
OptionalString = Annotated[str | None, Field(sa_type=Text)]
Key = Annotated[str, Field(sa_type=Text, primary_key=True)]
Position = Annotated[int, Field(unique=True)]
# SQLite knows whole numbers of one size only.
_LARGE: Any = BigInteger().with_variant(Integer(), "sqlite")


def _word(words: type[StrEnum], *, key: bool = False) -> Any:
    """Make a column that accepts only the words of a closed list."""
    # By default SQLAlchemy stores the member's name and checks nothing.
    stored = Enum(
        words,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_column=Column(stored, nullable=False, primary_key=key))


def _to(target: str, *, key: bool = False) -> Any:
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

    id: Stance = _word(Stance, key=True)
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
    kind: SpeakerKind = _word(SpeakerKind)
    description: String
    position: Position


class Alias(SQLModel, table=True):
    """What else others call a speaker."""

    speaker: str = _to("speaker.id", key=True)
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
    follows a quotation in brackets, up to the number of its paragraph, likewise.
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
    speaker: str = _to("speaker.id")
    publisher: OptionalString
    container: OptionalString
    earliest: dt.date
    latest: dt.date
    precision: Precision = _word(Precision)
    basis: Basis = _word(Basis)
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
    position: Position


class Author(SQLModel, table=True):
    """An author of a source: a person, or an institution by its literal name."""

    __table_args__ = (
        CheckConstraint(
            "(literal IS NULL) = (family IS NOT NULL)",
            name="person_or_institution",
        ),
    )

    source: str = _to("source.id", key=True)
    position: int = Field(primary_key=True)
    family: OptionalString
    given: OptionalString
    suffix: OptionalString
    family_first: bool
    literal: OptionalString


class InferredFact(SQLModel, table=True):
    """A name of a source that is inferred, with what it is inferred from."""

    __tablename__ = "inferred_fact"

    source: str = _to("source.id", key=True)
    position: int = Field(primary_key=True)
    fact: Fact = _word(Fact)
    evidence: String
    reasoning: String


class AlsoPublished(SQLModel, table=True):
    """Another place where a source appeared."""

    __tablename__ = "also_published"

    source: str = _to("source.id", key=True)
    position: int = Field(primary_key=True)
    container: String
    date: dt.date | None = None
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

    source: str = _to("source.id", key=True)
    start: int = Field(primary_key=True)
    end: int
    number: int | None = None
    kind: PassageKind = _word(PassageKind)


class Sentence(SQLModel, table=True):
    """A sentence of a paragraph."""

    __table_args__ = (_span(),)

    source: str = _to("source.id", key=True)
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
    stance: Stance = _word(Stance)
    theme: str = _to("theme.id")
    parent: str | None = _to("claim.id")
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
    source: str = _to("source.id")
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
    speaker: str = _to("speaker.id")
    attitude: Attitude = _word(Attitude)
    own: bool
    """Whether the source's author asserts or concedes it in their own voice."""
    origin: str | None = _to("origin.id")
    match: Match = _word(Match)
    note: OptionalString
    position: Position
    """Counts from 1: oldest source first, then in the order of its text."""


class ClaimQuote(SQLModel, table=True):
    """A quote under a claim; *position* counts from 1, the strongest first."""

    __tablename__ = "claim_quote"
    # For the claims that a quote supports.
    __table_args__ = (Index("claim_quote_quote", "quote"),)

    claim: str = _to("claim.id", key=True)
    position: int = Field(primary_key=True)
    quote: str = _to("quote.id")
    modality: Modality = _word(Modality)


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
    to: str = _to("claim.id", key=True)
    kind: RelationKind = _word(RelationKind, key=True)
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
    to: str = _to("claim.id", key=True)
    kind: RelationKind = _word(RelationKind, key=True)
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

    clash: str = _to("clash.id", key=True)
    claim: str = _to("claim.id", key=True)
    stance: Stance = _word(Stance)
    position: int


class CaseClaim(SQLModel, table=True):
    """A claim that its side would lead with; *position* counts from 1 on each side."""

    __tablename__ = "case_claim"

    stance: Stance = _word(Stance, key=True)
    position: int = Field(primary_key=True)
    claim: str = _to("claim.id")


class SetAside(SQLModel, table=True):
    """One or more sentences that no quote uses."""

    __tablename__ = "set_aside"
    __table_args__ = (
        _span(),
        CheckConstraint("(repeats IS NOT NULL) = (reason = 'repeats')", name="repeats"),
    )

    source: str = _to("source.id", key=True)
    start: int = Field(primary_key=True)
    end: int
    reason: Reason = _word(Reason)
    note: OptionalString
    repeats: str | None = _to("quote.id")


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

    kind: FormerKind = _word(FormerKind, key=True)
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

    kind: FormerKind = _word(FormerKind, key=True)
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
    kind: FormerKind = _word(FormerKind)
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
    claim: str | None = _to("claim.id")
    quote: str | None = _to("quote.id")
    source: str | None = _to("source.id")
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


# --- worked out from the tables above by ``store.derived``, so that no page has to ---------


class Known(SQLModel, table=True):
    """The day by which a source had certainly been published.

    That is the last day on which it may have been, or the day on which it had appeared
    elsewhere before.
    """

    source: str = _to("source.id", key=True)
    day: dt.date
    inferred: bool
    """Whether the day is inferred."""


_ANSWERED = ("rebuts", "undercuts", "qualifies")


class QuoteUnderClaim(SQLModel, table=True):
    """A quote under a claim, with all that filters look at; *id* is in reading order.

    Claims, quotes, themes, sources and speakers are here by their positions: numbers are
    counted several times as fast as slugs.
    """

    __tablename__ = "quote_under_claim"
    # Each has all that filters ask for, so that choices are counted in an index alone.
    __table_args__ = tuple(
        Index(f"quote_under_claim_{order[0]}", *order, "stance", "own", *_ANSWERED)
        for order in (
            ("claim", "known", "quote", "theme", "source", "speaker"),
            ("quote", "known", "claim", "theme", "source", "speaker"),
            ("theme", "claim", "quote", "source", "speaker", "known"),
            ("source", "claim", "quote", "theme", "speaker", "known"),
            ("speaker", "claim", "quote", "theme", "source", "known"),
        )
    )

    id: int = Field(primary_key=True)
    claim: int = Field(foreign_key="claim.position")
    quote: int = Field(foreign_key="quote.position")
    theme: int = Field(foreign_key="theme.position")
    source: int = Field(foreign_key="source.position")
    speaker: int = Field(foreign_key="speaker.position")
    stance: Stance = _word(Stance)
    own: bool
    known: dt.date
    """The day by which the source is known."""
    rebuts: dt.date | None = None
    """The first day on which a known claim rebuts the claim; null if none does."""
    undercuts: dt.date | None = None
    """The same for claims that undercut it."""
    qualifies: dt.date | None = None
    """The same for claims that qualify it."""


class Totals(SQLModel, table=True):
    """Counts over the whole store: one row."""

    __table_args__ = (CheckConstraint("one = 1", name="one_row"),)

    one: int = Field(default=1, primary_key=True)
    claims: int
    claims_for: int
    claims_against: int
    narrower: int
    """How many claims support a broader one."""
    reasons: int
    """How many claims say why they help their side."""
    quotes: int
    noted: int
    """How many quotes have a note by the editors."""
    relayed: int
    """How many quotes relay somebody else's report or interview."""
    groups: int
    """How many speakers are groups."""
    exact: int
    """How many quotes were found letter for letter."""
    sources: int
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    relations: int
    clashes: int
    case_claims: int
    """How many claims the case of each side has."""
    facing: int
    """In how many rows of the two cases one claim answers the other."""
    answers: int
    """How many times a claim answers one of the other side."""
    supports: int
    attitudes: OptionalString
    """Those that quotes have, joined by commas; null if there are no quotes."""
    unanswered: int
    """How many claims no claim of the other side answers."""
    one_source: int
    """How many claims rest on one source alone."""
    unused: int
    """How many sentences of paragraphs are neither quoted nor set aside."""


class SharedSentence(SQLModel, table=True):
    """The shortest sentence that serves both sides, by two quotes apart: one row or none.

    Each quote stands under claims of one side alone. It is the one of the older source,
    and the earlier one, where two are as short.
    """

    __tablename__ = "shared_sentence"

    first: str = _to("quote.id", key=True)
    second: str = _to("quote.id")
    gap: String
    """What stands between the two quotes, as in the text."""


class SharedClaim(SQLModel, table=True):
    """A claim that the most sources make; those that only pass it on do not count."""

    __tablename__ = "shared_claim"

    claim: str = _to("claim.id", key=True)
    makers: int
    """How many make it: as many for each of these claims."""


class SourcePair(SQLModel, table=True):
    """Two sources that are connected by claims, by their positions; *a* is the older."""

    __tablename__ = "source_pair"
    __table_args__ = (
        CheckConstraint("a < b", name="older_first"),
        Index("source_pair_b", "b"),
        Index("source_pair_shared", "shared"),
    )

    a: int = Field(foreign_key="source.position", primary_key=True)
    b: int = Field(foreign_key="source.position", primary_key=True)
    agree: int
    """How many claims both make."""
    support: int
    """How many times a claim made only in one supports a claim made only in the other."""
    answer: int
    """How many times a claim in one answers a claim in the other."""
    shared: int
    """The sum of the three."""


class NamedDate(SQLModel, table=True):
    """A date that a quote names in its own words."""

    __tablename__ = "named_date"
    # For the dates within a stretch of time.
    __table_args__ = (Index("named_date_earliest", "earliest", "latest"),)

    quote: str = _to("quote.id", key=True)
    earliest: dt.date = Field(primary_key=True)
    latest: dt.date = Field(primary_key=True)


class HitPlace(SQLModel, table=True):
    """What the search can find, and which rows it has in the sets of HitSet.

    A claim has a row for each of its quotes, a quote for each of its claims, a block of a
    source for each quote in it under each claim, a clash for those under its claims; a block
    without quotes has one row. Rows are in the order of the hits, from 0.
    """

    __tablename__ = "hit_place"

    hit: int = Field(sa_type=_LARGE, primary_key=True)
    first: int
    last: int


class HitSet(SQLModel, table=True):
    """The rows that pass a filter, or have a kind of hit, as bits; the lowest is the first.

    Any words are then counted with any filters by a few operations on numbers, however many
    hits there are.
    """

    __tablename__ = "hit_set"

    name: Key
    """The name of the filter; "kind" for the kinds, "aside" for what is no paragraph."""
    value: Key
    bits: bytes
