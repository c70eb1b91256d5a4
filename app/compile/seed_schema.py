"""The strict records of the seed files; ``seeds/README.md`` says what each key means."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.domain.vocabulary import (
    Attitude,
    Basis,
    Caution,
    FormerKind,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SpeakerKind,
    Stance,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
# Strict records refuse a string where a word of a closed list belongs; TOML has only
# strings, so these fields alone are read leniently.
Lax = Field(strict=False)

# A longer claim is no longer read at a glance; CURATION's rule is ours.
CLAIM_WORDS = 30


class Seed(BaseModel):
    """A part of a seed file: strict, and with no keys but its own."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SeedSide(Seed):
    """One side: its name, and what it answers."""

    label: Words
    says: Words


class SeedSides(Seed):
    """The two sides."""

    for_: SeedSide = Field(alias="for")
    against: SeedSide


class SeedTheme(Seed):
    """A theme."""

    id: Slug
    title: Words
    description: Words


class SeedSpeaker(Seed):
    """Somebody whose words or views are quoted."""

    id: Slug
    name: Words
    kind: SpeakerKind = Lax
    description: Words


class SeedOrigin(Seed):
    """A report or interview whose view a source relays."""

    id: Slug
    title: Words
    by: Words


class SeedFormer(Seed):
    """A slug that is no more."""

    kind: FormerKind = Lax
    slug: Slug
    now: Slug | None = None
    said: Words | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def renamed_or_withdrawn(self) -> Self:
        """Ask for the new slug, or else for what it said and why it went."""
        if (self.now is None) == (self.said is None or self.reason is None):
            raise ValueError("give now, or both said and reason")
        return self


class SeedDebate(Seed):
    """The file ``debate.toml``."""

    question: Words
    date: dt.date
    sides: SeedSides
    themes: list[SeedTheme] = Field(min_length=1)
    speakers: list[SeedSpeaker] = Field(min_length=1)
    origins: list[SeedOrigin] = []
    former: list[SeedFormer] = []


class SeedAuthor(Seed):
    """A person, or an institution."""

    family: Words | None = None
    given: Words | None = None
    literal: Words | None = None

    @model_validator(mode="after")
    def person_or_institution(self) -> Self:
        """Ask for family and given name, or for a literal name alone."""
        person = self.family is not None and self.given is not None
        if person == (self.literal is not None):
            raise ValueError("give family and given, or literal alone")
        return self


class SeedPublished(Seed):
    """When a source was published, and how that is known."""

    earliest: dt.date
    latest: dt.date
    precision: Precision = Lax
    basis: Basis = Lax
    evidence: Words
    reasoning: Words | None = None

    @model_validator(mode="after")
    def in_order_and_reasoned(self) -> Self:
        """Ask for a span of time that is one, and for the reason of an inference."""
        if self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        if self.basis is Basis.INFERRED and self.reasoning is None:
            raise ValueError("an inferred date needs its reasoning")
        return self


class SeedAlsoPublished(Seed):
    """Another place where a source appeared."""

    container: Words
    date: dt.date | None = None
    url: Url | None = None
    evidence: Words


class SeedBody(Seed):
    """Where the body of an article begins and ends."""

    first: Words
    last: Words


class SeedBlock(Seed):
    """A block that is not what its place suggests."""

    begins: Words
    kind: PassageKind = Lax


class SeedJoin(Seed):
    """A paragraph that a page break tore apart."""

    before: Words
    after: Words


class SeedSetAside(Seed):
    """Sentences that no quote uses."""

    exact: Words
    prefix: str = ""
    suffix: str = ""
    reason: Reason = Lax
    note: Words | None = None
    repeats: Words | None = None

    @model_validator(mode="after")
    def repeats_what(self) -> Self:
        """Ask what is repeated where something is, and only there."""
        if (self.reason is Reason.REPEATS) != (self.repeats is not None):
            raise ValueError('repeats belongs to the reason "repeats", and only to it')
        return self


class SeedSource(Seed):
    """A file ``sources/<slug>.toml``."""

    title: Words
    subtitle: Words | None = None
    authors: list[SeedAuthor]
    speaker: Slug
    short: Words
    publisher: Words | None = None
    container: Words | None = None
    url: Url | None = None
    language: Words
    rights: Words
    original_file: Words
    sha256: Sha256
    published: SeedPublished
    also_published: list[SeedAlsoPublished] = []
    body: SeedBody
    blocks: list[SeedBlock] = []
    joins: list[SeedJoin] = []
    set_aside: list[SeedSetAside] = []


Accept = dict[Annotated[Caution, Lax], Words]


class SeedQuote(Seed):
    """A quote under a claim."""

    source: Slug
    exact: Words
    prefix: str = ""
    suffix: str = ""
    speaker: Slug | None = None
    attitude: Attitude = Field(Attitude.ASSERTS, strict=False)
    origin: Slug | None = None
    note: Words | None = None
    accept: Accept = {}


class SeedClaim(Seed):
    """A claim with its quotes."""

    id: Slug
    text: Words
    stance: Stance = Lax
    parent: Slug | None = None
    note: Words | None = None
    accept: Accept = {}
    quotes: list[SeedQuote] = Field(min_length=1)

    @model_validator(mode="after")
    def at_a_glance(self) -> Self:
        """Ask for a claim that is read at a glance."""
        words = len(self.text.split())
        if words > CLAIM_WORDS:
            raise ValueError(f"the text has {words} words, at most {CLAIM_WORDS}")
        return self


class SeedRelation(Seed):
    """How one claim bears on another."""

    from_: Slug = Field(alias="from")
    to: Slug
    kind: RelationKind = Lax
    note: Words | None = None


class SeedClaims(Seed):
    """A file ``claims/<theme>.toml``."""

    claims: list[SeedClaim] = []
    relations: list[SeedRelation] = []
