"""What the two-sided pages show: the home page, and the page of a theme."""

from dataclasses import dataclass

from app.queries.filtering import Filtering
from app.queries.parts import SAID, ClaimName, QuoteLine, SourceName, ThemeName
from app.vocabulary import RelationKind, Stance


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim of the other side that answers a claim, or is answered by it."""

    __pydantic_config__ = SAID

    claim: ClaimName
    """The other claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True: the claim at hand answers the other one. False: the other answers it."""
    theme: ThemeName | None
    """The theme of the other claim, where it is not that of the claim at hand."""
    here: bool = False
    """Whether the other claim stands on this page, too."""
    hidden: bool = False
    """Whether the filters in force leave the other claim out."""


@dataclass(frozen=True, slots=True)
class NarrowClaim:
    """A narrower claim, folded beneath its main claim."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filter, oldest source first, then as they stand in it."""
    answers: int
    """How many claims of the other side answer it, of those known on the day that was
    chosen; its own page names all."""


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """A claim on a two-sided page, with what is folded beneath it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    under: ClaimName | None
    """Its main claim, where it is a narrower one standing by itself because the
    filter leaves its main claim out."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filter, oldest source first, then as they stand in it."""
    narrower: tuple[NarrowClaim, ...]
    """The narrower claims that pass the filter, in order."""
    elsewhere: tuple[Answer, ...]
    """What answers it and what it answers, of what was known on the day that was chosen;
    without those that face it in the row."""


@dataclass(frozen=True, slots=True)
class Facing:
    """A claim that stands opposite the first of its row."""

    __pydantic_config__ = SAID

    block: ClaimBlock
    """The claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True: the first of the row answers this one. False: this answers the first."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row of a two-sided page."""

    __pydantic_config__ = SAID

    first: ClaimBlock
    """The claim that begins the row: one for, or one against that faces none."""
    facing: tuple[Facing, ...]
    """The claims against that answer it, or are answered by it."""


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """One theme, its two sides face to face."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Counted from 1 in the order of reading."""
    description: str
    """The narrower question that its claims answer."""
    claims_for: int
    """How many claims for are shown, main and narrower ones."""
    claims_against: int
    """How many claims against are shown, main and narrower ones."""
    rows: tuple[SideRow, ...]
    """Main claims in order, those that answer one another in one row."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """One of the two sides of the question."""

    __pydantic_config__ = SAID

    stance: Stance
    """Which."""
    label: str
    """Its name."""
    says: str
    """What it answers to the question."""
    claims: int
    """How many claims of all the data speak for it."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The question, and both sides face to face, theme by theme."""

    __pydantic_config__ = SAID

    question: str
    """The question of the debate."""
    sides: tuple[SideLine, ...]
    """For, and against."""
    claims: int
    """How many claims there are in all."""
    quotes: int
    """How many quotes there are in all."""
    sources: int
    """How many sources there are."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day."""
    onward: str
    """The filters in force without the theme: what leads on to a theme's own page."""
    shown_claims: int
    """How many claims pass the filters."""
    shown_quotes: int
    """How many quotes stand under them, each counted once."""
    opened: str
    """"all" where all folds stand open; the slugs of narrower claims whose quotes alone
    do, a full stop between two; else empty."""
    opened_claims: tuple[str, ...]
    """The narrower claims whose quotes stand open, the latest last; where none is named,
    or all stand open, empty."""
    themes: tuple[ThemeSection, ...]
    """The themes that have claims to show, in order."""


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme, its two sides face to face."""

    __pydantic_config__ = SAID

    section: ThemeSection
    """The theme with the claims that pass the filters."""
    quotes: int
    """How many quotes stand under them, each counted once."""
    sources: tuple[SourceName, ...]
    """The sources of these quotes, oldest first."""
    filtering: Filtering
    """Source, speaker, side, voice, and as known on which day."""
    asks: str
    """The query that holds another list to this theme and the filters in force."""
    opened: bool
    """Whether all folds stand open."""
    previous: ThemeName | None
    """The theme before it."""
    next: ThemeName | None
    """The theme after it."""
