"""The tables that ``store.derived`` fills from the others, so that no page has to."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import Stance
from app.store.tables import Key, OptionalString, String, one_of, refers_to

# SQLite knows whole numbers of one size only.
_LARGE: Any = BigInteger().with_variant(Integer(), "sqlite")


class Known(SQLModel, table=True):
    """The day by which a source had certainly been published.

    That is the last day on which it may have been, or the day on which it had appeared
    elsewhere before.
    """

    source: str = refers_to("source.id", key=True)
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
    stance: Stance = one_of(Stance)
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

    first: str = refers_to("quote.id", key=True)
    second: str = refers_to("quote.id")
    gap: String
    """What stands between the two quotes, as in the text."""


class SharedClaim(SQLModel, table=True):
    """A claim that the most sources make; those that only pass it on do not count."""

    __tablename__ = "shared_claim"

    claim: str = refers_to("claim.id", key=True)
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

    quote: str = refers_to("quote.id", key=True)
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
