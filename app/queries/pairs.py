"""What the comparison of two sources shows."""

from dataclasses import dataclass

from app.queries.parts import SAID, ClaimName, SourceName, ThemeName
from app.queries.tables import Pull
from app.vocabulary import RelationKind


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two sources, and how much they have to say to one another."""

    __pydantic_config__ = SAID

    a: SourceName
    """The one source."""
    b: SourceName
    """The other."""
    agree: int
    """How many claims rest on quotes of both."""
    support: int
    """How many claims of the one alone support a claim of the other alone."""
    answer: int
    """How many times a claim of the one answers a claim of the other."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A claim that rests on quotes of both sources."""

    __pydantic_config__ = SAID

    claim: ClaimName
    """The claim."""
    theme: ThemeName
    """The theme under which it stands."""
    place: str
    """Its id on the page, to come back to."""
    a: Pull
    """What the one source says for it."""
    b: Pull
    """What the other says for it."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A claim of the other source, and how it bears on the one at hand."""

    __pydantic_config__ = SAID

    end: Pull
    """The claim, and what the other source says for it."""
    kind: RelationKind
    """How the one bears on the other."""
    given: bool
    """Whether the claim at hand bears on this one, not this one on it."""
    note: str | None
    """Why, in the curators' words."""
    place: str
    """Its id on the page, to come back to."""
    above: str
    """The id of the place above where its words stand already; empty: they stand here."""


@dataclass(frozen=True, slots=True)
class Faced:
    """A claim of the one source, with the claims of the other that face it."""

    __pydantic_config__ = SAID

    end: Pull
    """The claim, and what the one source says for it."""
    theme: ThemeName
    """The theme under which it stands."""
    bonds: tuple[Bond, ...]
    """The claims of the other source, in the order of reading."""


@dataclass(frozen=True, slots=True)
class OnlyClaim:
    """A claim that rests on one of the two sources and not on the other."""

    __pydantic_config__ = SAID

    claim: ClaimName
    """The claim."""
    quotes: int
    """How many quotes of that source it rests on."""


@dataclass(frozen=True, slots=True)
class OnlyTheme:
    """What only one of the two says on one theme."""

    __pydantic_config__ = SAID

    theme: ThemeName
    """The theme."""
    a: tuple[OnlyClaim, ...]
    """The claims that rest on the one source and not on the other."""
    b: tuple[OnlyClaim, ...]
    """The claims that rest on the other and not on the one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sources beside one another."""

    __pydantic_config__ = SAID

    count: PairCount
    """The two, and how much they have to say to one another."""
    agree: tuple[Agreement, ...]
    """The claims that rest on both, in the order of reading."""
    supports: tuple[Faced, ...]
    """Claims of the one alone that support, or are supported by, claims of the other."""
    answers: tuple[Faced, ...]
    """Claims of the one that answer, or are answered by, claims of the other."""
    only_a: int
    """How many claims rest on the one and not on the other."""
    only_b: int
    """How many claims rest on the other and not on the one."""
    only: tuple[OnlyTheme, ...]
    """These claims by theme."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two sources beside one another, or a choice of two."""

    __pydantic_config__ = SAID

    remark: str
    """What is said where the address names no two sources; empty where it need not be."""
    a: SourceName | None
    """The one source, where it is chosen."""
    b: SourceName | None
    """The other, where it is chosen."""
    sources: tuple[SourceName, ...]
    """All sources, oldest first."""
    pairs: tuple[PairCount, ...]
    """The pairs to choose from; none where two are chosen."""
    pair: Comparison | None
    """The two beside one another; null where no two are chosen."""
