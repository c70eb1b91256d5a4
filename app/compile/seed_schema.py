"""The form of the seed files; ``seeds/README.md`` says what each key means.

What a seed file and the public data declare alike is declared in ``domain.records``.
"""

import datetime as dt
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from app.domain import records
from app.domain.records import Language, Line, Slug, Url, Words
from app.domain.vocabulary import (
    Accounting,
    Attitude,
    Caution,
    FormerKind,
    Modality,
    PassageKind,
    Reason,
    SourceKind,
    Stance,
)

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# TOML has dates: a string or a number is not taken for one.
Date = Annotated[dt.date, Strict()]
# Which of several that are alike, counted from 1 in reading order.
Nth = Annotated[int, Field(ge=1)]
# TOML has no enums: a string is taken for a member, even in a strict model.
Lax = Field(strict=False)


def _listed(value: object) -> object:
    """Return one slug as a list of one."""
    return [value] if isinstance(value, str) else value


class Seed(BaseModel):
    """A part of a seed file: strict, and with no keys but its own."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SeedSide(Seed):
    """One side: its name, and what it answers."""

    label: Line
    says: Words


class SeedSides(Seed):
    """The two sides."""

    for_: SeedSide = Field(alias="for")
    against: SeedSide


class SeedFormerSlug(Seed):
    """A renamed or withdrawn slug or quote id; keys that do not apply are left out."""

    kind: FormerKind = Lax
    slug: Slug
    now: Annotated[list[Slug], BeforeValidator(_listed)] = []
    """What it leads to, which may itself be former."""
    said: Words | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _leads_on_or_withdrawn(self) -> Self:
        if bool(self.now) == (self.said is not None and self.reason is not None):
            raise ValueError("give now, or both said and reason")
        return self


class SeedFormer(Seed):
    """The file ``former.toml``."""

    former: list[SeedFormerSlug] = []


class SeedChange(records.RecordedChange):
    """What became of one thing from one release to the next."""

    kind: FormerKind = Lax


class SeedRevision(Seed):
    """A release, and what changed since the one before it."""

    date: Date
    since: Date
    since_hash: Sha256
    changes: list[SeedChange] = []


class SeedRevisions(Seed):
    """The file ``changes.toml``."""

    revisions: list[SeedRevision] = []


Accept = dict[Annotated[Caution, Lax], Words]


class SeedClash(Seed):
    """A point on which the debate turns."""

    id: Slug
    question: Words
    turns_on: Words
    for_: list[Slug] = Field(min_length=1, alias="for")
    against: list[Slug] = Field(min_length=1)
    accept: Accept = {}


class SeedCases(Seed):
    """What each side would lead with."""

    for_: list[Slug] = Field(min_length=1, alias="for")
    against: list[Slug] = Field(min_length=1)


class SeedDebate(Seed):
    """The file ``debate.toml``."""

    question: Words
    date: dt.date
    # OpenSearch 1.1 allows no more, and the head of a narrow page has no room for it.
    site_name: Annotated[Line, StringConstraints(max_length=16)] = records.SITE_NAME
    editors: Line | None = None
    contact: records.Contact | None = None
    licence: Line | None = None
    reading: Words | None = None
    limits: Words | None = None
    examples: list[Line] = []
    sides: SeedSides
    themes: list[records.Theme] = Field(min_length=1)
    speakers: list[records.Speaker] = Field(min_length=1)
    origins: list[records.Origin] = []
    coverage: Accounting = Field(Accounting.SELECTED, strict=False)
    cases: SeedCases | None = None
    clashes: list[SeedClash] = []


class SeedPublished(records.Published):
    """When a source was published."""

    earliest: Date
    latest: Date


class SeedAlsoPublished(records.AlsoPublished):
    """Another place where the source appeared, or another edition."""

    date: Date | None = None


class SeedPart(Seed):
    """Where a part of an article begins and ends."""

    first: Words
    first_nth: Nth | None = None
    last: Words
    last_nth: Nth | None = None


class SeedBlock(Seed):
    """A block of another kind than its place suggests."""

    begins: Words
    nth: Nth | None = None
    """Which of the blocks that begin so, if there are several."""
    kind: PassageKind = Lax
    unsure: Words | None = None
    """Why the kind is doubtful: for an editor to decide."""


class SeedJoin(Seed):
    """A paragraph that a page break tore apart."""

    before: Words
    after: Words
    nth: Nth | None = None


class SeedSetAside(Seed):
    """Sentences that no quote uses: by their words, or all that are left of a part."""

    exact: Words | None = None
    prefix: str = ""
    suffix: str = ""
    paragraph: Words | None = None
    section: Words | None = None
    nth: Nth | None = None
    reason: Reason = Lax
    note: Words | None = None
    repeats: Words | None = None

    @model_validator(mode="after")
    def _names_one_part(self) -> Self:
        parts = (self.exact, self.paragraph, self.section)
        if sum(part is not None for part in parts) != 1:
            raise ValueError("give exact, or paragraph, or section")
        if (self.prefix or self.suffix) and self.exact is None:
            raise ValueError("prefix and suffix belong to exact, and only to it")
        return self

    @model_validator(mode="after")
    def _repeats(self) -> Self:
        if (self.reason is Reason.REPEATS) != (self.repeats is not None):
            raise ValueError('repeats belongs to the reason "repeats", and only to it')
        return self


class SeedOriginal(Seed):
    """The file of another format that the text was made from."""

    sha256: Sha256
    converter: Words
    """What made the text, with its version."""
    says: list[Words] = []
    """What the file says about itself beside its text."""


class SeedSource(Seed):
    """A file ``sources/<slug>.toml``."""

    title: Line
    subtitle: Line | None = None
    sentence_title: Line | None = None
    authors: list[records.Author]
    speaker: Slug
    short: Line
    publisher: Line | None = None
    container: Line | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    kind: SourceKind = Field(SourceKind.ARTICLE, strict=False)
    url: Url | None = None
    language: Language
    rights: Words
    original_file: Words
    sha256: Sha256
    published: SeedPublished
    inferred: list[records.InferredFact] = []
    also_published: list[SeedAlsoPublished] = []
    original: SeedOriginal | None = None
    unsure: dict[Line, Words] = {}
    """Facts that an editor has to look at, with the reason of each."""
    body: SeedPart
    notes: SeedPart | None = None
    blocks: list[SeedBlock] = []
    joins: list[SeedJoin] = []
    set_aside: list[SeedSetAside] = []

    @model_validator(mode="after")
    def _inferred_once(self) -> Self:
        facts = [one.fact for one in self.inferred]
        for fact in facts:
            if facts.count(fact) > 1 or getattr(self, fact) is None:
                raise ValueError(f"give {fact}, and say once that it is inferred")
        return self

    @model_validator(mode="after")
    def _in_a_journal(self) -> Self:
        if not (self.volume or self.issue or self.pages):
            return self
        if not self.container:
            raise ValueError(
                "volume, issue and pages are those of a container: name it"
            )
        if self.kind is not SourceKind.ARTICLE:
            raise ValueError(
                f"volume, issue and pages are those of an article: a {self.kind} has none"
            )
        return self

    @model_validator(mode="after")
    def _only_capitals_differ(self) -> Self:
        title = records.full_title(self.title, self.subtitle)
        if self.sentence_title and self.sentence_title.lower() != title.lower():
            raise ValueError(
                f"sentence_title may differ from {title!r} in nothing but capitals"
            )
        return self


class SeedQuote(Seed):
    """A quote under a claim."""

    source: Slug
    exact: Words
    prefix: str = ""
    suffix: str = ""
    nth: Nth | None = None
    speaker: Slug | None = None
    attitude: Attitude = Field(Attitude.ASSERTS, strict=False)
    modality: Modality = Field(Modality.FLAT, strict=False)
    origin: Slug | None = None
    note: Words | None = None
    accept: Accept = {}


class SeedClaim(Seed):
    """A claim with its quotes."""

    id: Slug
    text: Line
    because: Words | None = None
    stance: Stance = Lax
    parent: Slug | None = None
    note: Words | None = None
    accept: Accept = {}
    quotes: list[SeedQuote] = Field(min_length=1)


class SeedRelation(records.Relation):
    """How one claim bears on another."""

    model_config = ConfigDict(validate_by_name=False, validate_by_alias=True)

    mutual: Annotated[bool, Strict()] = False
    note: Words | None = None


class SeedClaims(Seed):
    """A file ``claims/<theme>.toml``."""

    # None stands for one with a mistake, so that the others keep their numbers.
    claims: list[SeedClaim | None] = []
    relations: list[SeedRelation | None] = []
