"""What the pages about the whole of the data show: the matrix, and the gaps."""

from dataclasses import dataclass

from app.queries.parts import (
    SAID,
    ClaimLine,
    ClaimName,
    OriginName,
    QuoteLine,
    SourceName,
    ThemeName,
)
from app.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class CellCount:
    """How many quotes a cell of the matrix has for one side."""

    __pydantic_config__ = SAID

    stance: Stance
    """The side."""
    quotes: int
    """How many, one at least."""
    query: str
    """What leads to exactly these in the list of quotes."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one source says on one theme, or for one claim."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    counts: tuple[CellCount, ...]
    """Its quotes for and against, in this order; none: the source is silent."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One theme or one claim, and what each source says on it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """The title of the theme, or the claim's one sentence."""
    cells: tuple[MatrixCell, ...]
    """One for each source, oldest first."""
    speaking: int
    """How many of the sources are not silent."""
    only: SourceName | None
    """The source that speaks, where it is the only one."""


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows that stand together."""

    __pydantic_config__ = SAID

    stance: Stance | None
    """The side of the claims; null where the rows are themes."""
    rows: tuple[MatrixRow, ...]
    """The rows, in the order of reading."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source, and how many of something it has."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    claims: int
    """How many claims rest on it alone."""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Which source says what: sources by themes, or by the claims of one theme."""

    __pydantic_config__ = SAID

    theme: ThemeName | None
    """The theme whose claims are the rows; null: the rows are the themes."""
    themes: tuple[ThemeName, ...]
    """All themes, in order."""
    sources: tuple[SourceName, ...]
    """All sources, oldest first: the columns."""
    groups: tuple[MatrixGroup, ...]
    """The rows: all themes, or the claims for and the claims against."""
    totals: tuple[MatrixCell, ...]
    """All quotes of each source in these rows, each counted once a side."""
    shared_themes: tuple[ThemeName, ...]
    """The themes of which every source speaks."""
    shared: int
    """The most sources that make one and the same claim."""
    shared_claims: tuple[ClaimLine, ...]
    """The claims that so many sources make."""
    alone: int
    """How many claims rest on one source."""
    alone_in: tuple[SourceCount, ...]
    """The same by source, oldest first."""


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim with a gap, and what the curators say of it."""

    __pydantic_config__ = SAID

    claim: ClaimLine
    """The claim."""
    reason: str | None
    """Why the curators let the gap stand, in their words."""


@dataclass(frozen=True, slots=True)
class SourceAlone:
    """The claims that rest on one source."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    claims: tuple[WeighedClaim, ...]
    """The claims, in the order of reading."""


@dataclass(frozen=True, slots=True)
class OriginAlone:
    """The claims that rest on the relayed views of one origin."""

    __pydantic_config__ = SAID

    origin: OriginName
    """The report, interview or article."""
    claims: tuple[ClaimLine, ...]
    """The claims, in the order of reading."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One end of a pair: a claim, and what a source says for it."""

    __pydantic_config__ = SAID

    claim: ClaimName
    """The claim."""
    quote: QuoteLine
    """The strongest of its quotes in the source."""
    quotes: int
    """How many quotes it has in the source."""


@dataclass(frozen=True, slots=True)
class Tension:
    """Two claims that answer one another, both resting on one source."""

    __pydantic_config__ = SAID

    place: str
    """Its id on the page: its address, and the place to come back to."""
    pro: Pull
    """The end that speaks for."""
    contra: Pull
    """The end that speaks against."""


@dataclass(frozen=True, slots=True)
class SourceTensions:
    """The tensions within one source."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    tensions: tuple[Tension, ...]
    """In the order of reading of the claims for, then of those against."""


@dataclass(frozen=True, slots=True)
class UnusedSentence:
    """A sentence that is neither quoted nor set aside."""

    __pydantic_config__ = SAID

    passage: int
    """The number of the passage in which it stands."""
    text: str
    """The sentence."""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """What became of the sentences of one source."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    set_aside: int
    """How many sentences of it are set aside with a reason."""
    unused: tuple[UnusedSentence, ...]
    """The sentences that are not yet used."""


@dataclass(frozen=True, slots=True)
class GapsPage:
    """What is missing: arguments unanswered, unsupported, at odds, or unread."""

    __pydantic_config__ = SAID

    opened: bool
    """Whether all folds stand open."""
    unanswered: tuple[WeighedClaim, ...]
    """The claims that nothing on the other side answers."""
    one_source: int
    """How many claims rest on one source."""
    one_source_in: tuple[SourceAlone, ...]
    """The same by source, oldest first."""
    one_origin: int
    """How many claims rest on the relayed views of one origin."""
    one_origin_in: tuple[OriginAlone, ...]
    """The same by origin."""
    tensions: int
    """How many pairs of claims pull apart within one source."""
    tensions_in: tuple[SourceTensions, ...]
    """The same by source, oldest first."""
    unused: int
    """How many sentences are neither quoted nor set aside."""
    uses: tuple[SourceUse, ...]
    """What became of the sentences of each source, oldest first."""
