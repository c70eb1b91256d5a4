"""The tables of the store.

A table class of SQLModel does not check values when it is made; records are checked as
``bundle`` records before they come here, and the constraints below hold in the file.
The store is a build product: there are no migrations, another SCHEMA is another store.
"""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Index, Text
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import (
    Attitude,
    Basis,
    FormerKind,
    Match,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SpeakerKind,
    Stance,
)

# Stamped into the file as application_id, so that no other file is ever mistaken for a
# store: the letters "CtPt" in ASCII. Our choice.
APPLICATION_ID = 0x43745074


def _word(words: type[StrEnum], *, key: bool = False) -> Column[str]:
    """Make a column that holds the words of a closed list, and refuses others."""
    # SQLAlchemy stores a member's name and checks nothing unless told otherwise.
    stored = Enum(
        words,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(stored, nullable=False, primary_key=key)


def _text(*, key: bool = False, null: bool = False) -> Column[str]:
    return Column(Text, nullable=null, primary_key=key)


def _to(target: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(Text, ForeignKey(target), nullable=null, primary_key=key)


def _span() -> CheckConstraint:
    return CheckConstraint('0 <= start AND start < "end"', name="span")


class Release(SQLModel, table=True):
    """Which data this is: one row; *cited* is the site as a reference, a style a line."""

    __table_args__ = (CheckConstraint("one = 1", name="one_row"),)

    one: int = Field(default=1, primary_key=True)
    hash: str = Field(sa_column=_text())
    date: dt.date
    question: str = Field(sa_column=_text())
    cited: str = Field(sa_column=_text())


class Side(SQLModel, table=True):
    """One of the two sides."""

    id: Stance = Field(sa_column=_word(Stance, key=True))
    label: str = Field(sa_column=_text())
    says: str = Field(sa_column=_text())


class Theme(SQLModel, table=True):
    """A theme; *position* counts from 1 in the order of reading."""

    id: str = Field(sa_column=_text(key=True))
    title: str = Field(sa_column=_text())
    description: str = Field(sa_column=_text())
    position: int = Field(unique=True)


class Speaker(SQLModel, table=True):
    """Somebody whose words or views are quoted."""

    id: str = Field(sa_column=_text(key=True))
    name: str = Field(sa_column=_text())
    kind: SpeakerKind = Field(sa_column=_word(SpeakerKind))
    description: str = Field(sa_column=_text())
    position: int = Field(unique=True)


class Origin(SQLModel, table=True):
    """A report, interview or article whose view a source relays."""

    id: str = Field(sa_column=_text(key=True))
    title: str = Field(sa_column=_text())
    by: str = Field(sa_column=_text())


class Source(SQLModel, table=True):
    """An article; null is what its text does not state.

    *cited* is the article as a reference, a style of citation a line: made when the store
    is built, because setting one takes longer than a whole page.
    """

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(text) = characters", name="characters"),
        CheckConstraint("earliest <= latest", name="published"),
    )

    id: str = Field(sa_column=_text(key=True))
    title: str = Field(sa_column=_text())
    subtitle: str | None = Field(sa_column=_text(null=True))
    short: str = Field(sa_column=_text())
    speaker: str = Field(sa_column=_to("speaker.id"))
    publisher: str | None = Field(sa_column=_text(null=True))
    container: str | None = Field(sa_column=_text(null=True))
    earliest: dt.date
    latest: dt.date
    precision: Precision = Field(sa_column=_word(Precision))
    basis: Basis = Field(sa_column=_word(Basis))
    evidence: str = Field(sa_column=_text())
    reasoning: str | None = Field(sa_column=_text(null=True))
    url: str | None = Field(sa_column=_text(null=True))
    language: str = Field(sa_column=_text())
    rights: str = Field(sa_column=_text())
    original_file: str = Field(sa_column=_text())
    sha256: str = Field(sa_column=_text())
    characters: int
    text: str = Field(sa_column=_text())
    cited: str = Field(sa_column=_text())
    position: int = Field(unique=True)


class Author(SQLModel, table=True):
    """An author of a source: a person, or an institution by its literal name."""

    __table_args__ = (
        CheckConstraint(
            "(literal IS NULL) = (family IS NOT NULL AND given IS NOT NULL)",
            name="person_or_institution",
        ),
    )

    source: str = Field(sa_column=_to("source.id", key=True))
    position: int = Field(primary_key=True)
    family: str | None = Field(sa_column=_text(null=True))
    given: str | None = Field(sa_column=_text(null=True))
    literal: str | None = Field(sa_column=_text(null=True))


class AlsoPublished(SQLModel, table=True):
    """Another place where a source appeared."""

    __tablename__ = "also_published"

    source: str = Field(sa_column=_to("source.id", key=True))
    position: int = Field(primary_key=True)
    container: str = Field(sa_column=_text())
    date: dt.date | None = None
    url: str | None = Field(sa_column=_text(null=True))
    evidence: str = Field(sa_column=_text())


class Passage(SQLModel, table=True):
    """A block of a source; *number* is null for what is not a paragraph."""

    __table_args__ = (
        _span(),
        CheckConstraint("(number IS NOT NULL) = (kind = 'paragraph')", name="numbered"),
        Index("passage_number", "source", "number", unique=True),
    )

    source: str = Field(sa_column=_to("source.id", key=True))
    start: int = Field(primary_key=True)
    end: int
    number: int | None = None
    kind: PassageKind = Field(sa_column=_word(PassageKind))


class Sentence(SQLModel, table=True):
    """A sentence of a paragraph."""

    __table_args__ = (_span(),)

    source: str = Field(sa_column=_to("source.id", key=True))
    start: int = Field(primary_key=True)
    end: int
    passage: int


class Claim(SQLModel, table=True):
    """One plain sentence that speaks for one side."""

    __table_args__ = (
        CheckConstraint("parent <> id", name="not_its_own_parent"),
        # For the claims of a theme in order, and for the narrower ones of a claim.
        Index("claim_theme", "theme", "position"),
        Index("claim_parent", "parent"),
    )

    id: str = Field(sa_column=_text(key=True))
    text: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    stance: Stance = Field(sa_column=_word(Stance))
    theme: str = Field(sa_column=_to("theme.id"))
    parent: str | None = Field(sa_column=_to("claim.id", null=True))
    note: str | None = Field(sa_column=_text(null=True))
    position: int = Field(unique=True)


class Quote(SQLModel, table=True):
    """A span of a source.

    *before* and *after* complete its first and last sentence, which stand from *opens*
    to *closes*, without the signs of markup.
    """

    __table_args__ = (
        _span(),
        CheckConstraint("length(id) = 12", name="id"),
        CheckConstraint('opens <= start AND "end" <= closes', name="sentences"),
        CheckConstraint('length(exact) = "end" - start', name="exact"),
        # For the marks of a source in reading order; the same span is one quote.
        Index("quote_span", "source", "start", "end", unique=True),
        Index("quote_speaker", "speaker"),
    )

    id: str = Field(sa_column=_text(key=True))
    source: str = Field(sa_column=_to("source.id"))
    start: int
    end: int
    exact: str = Field(sa_column=_text())
    prefix: str = Field(sa_column=_text())
    suffix: str = Field(sa_column=_text())
    opens: int
    closes: int
    before: str = Field(sa_column=_text())
    after: str = Field(sa_column=_text())
    passage: int
    speaker: str = Field(sa_column=_to("speaker.id"))
    attitude: Attitude = Field(sa_column=_word(Attitude))
    own: bool
    """Whether the source's author asserts or concedes it in the own voice."""
    origin: str | None = Field(sa_column=_to("origin.id", null=True))
    match: Match = Field(sa_column=_word(Match))
    note: str | None = Field(sa_column=_text(null=True))


class ClaimQuote(SQLModel, table=True):
    """A quote under a claim; *position* counts from 1, the strongest first."""

    __tablename__ = "claim_quote"
    # For the claims that a quote supports.
    __table_args__ = (Index("claim_quote_quote", "quote"),)

    claim: str = Field(sa_column=_to("claim.id", key=True))
    position: int = Field(primary_key=True)
    quote: str = Field(sa_column=_to("quote.id"))


class Relation(SQLModel, table=True):
    """How one claim bears on another."""

    # For what answers a claim.
    __table_args__ = (
        CheckConstraint('"from" <> "to"', name="not_itself"),
        Index("relation_to", "to"),
    )

    from_: str = Field(
        sa_column=Column("from", Text, ForeignKey("claim.id"), primary_key=True)
    )
    to: str = Field(sa_column=_to("claim.id", key=True))
    kind: RelationKind = Field(sa_column=_word(RelationKind, key=True))
    note: str | None = Field(sa_column=_text(null=True))
    position: int = Field(unique=True)


class SetAside(SQLModel, table=True):
    """One or more sentences that no quote uses."""

    __tablename__ = "set_aside"
    __table_args__ = (
        _span(),
        CheckConstraint("(repeats IS NOT NULL) = (reason = 'repeats')", name="repeats"),
    )

    source: str = Field(sa_column=_to("source.id", key=True))
    start: int = Field(primary_key=True)
    end: int
    reason: Reason = Field(sa_column=_word(Reason))
    note: str | None = Field(sa_column=_text(null=True))
    repeats: str | None = Field(sa_column=_to("quote.id", null=True))


class Accepted(SQLModel, table=True):
    """What a curator weighed and let stand, with the reason."""

    # *subject* is the id of a claim or of a quote.
    subject: str = Field(sa_column=_text(key=True))
    caution: str = Field(sa_column=_text(key=True))
    reason: str = Field(sa_column=_text())


class FormerSlug(SQLModel, table=True):
    """A slug that is no more: *now* where it was renamed, else what it *said*."""

    __tablename__ = "former"
    __table_args__ = (
        CheckConstraint("(now IS NULL) = (said IS NOT NULL)", name="now_or_said"),
    )

    kind: FormerKind = Field(sa_column=_word(FormerKind, key=True))
    slug: str = Field(sa_column=_text(key=True))
    now: str | None = Field(sa_column=_text(null=True))
    said: str | None = Field(sa_column=_text(null=True))
    reason: str | None = Field(sa_column=_text(null=True))


class Findable(SQLModel, table=True):
    """What can be found: a claim, a quote, or a block of a source."""

    __table_args__ = (
        CheckConstraint(
            "(claim IS NOT NULL) + (quote IS NOT NULL) + (source IS NOT NULL) = 1",
            name="one_thing",
        ),
    )

    id: int = Field(primary_key=True)
    claim: str | None = Field(sa_column=_to("claim.id", null=True))
    quote: str | None = Field(sa_column=_to("quote.id", null=True))
    source: str | None = Field(sa_column=_to("source.id", null=True))
    start: int | None = None
    text: str = Field(sa_column=_text())


class Word(SQLModel, table=True):
    """A word of the site, as it is mostly written; *key* has no capitals and accents."""

    key: str = Field(sa_column=_text(key=True))
    word: str = Field(sa_column=_text())
    count: int


# In the order in which rows go in, so that every foreign key finds its row.
TABLES: Sequence[type[SQLModel]] = (
    Release,
    Side,
    Theme,
    Speaker,
    Origin,
    Source,
    Author,
    AlsoPublished,
    Passage,
    Sentence,
    Claim,
    Quote,
    ClaimQuote,
    Relation,
    SetAside,
    Accepted,
    FormerSlug,
    Findable,
    Word,
)
