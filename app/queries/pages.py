"""What each page shows, whole: one frozen dataclass a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.drawing import Drawing
from app.queries.filtering import Filtering
from app.queries.parts import (
    SAID,
    Bearing,
    Citation,
    CitedSource,
    ClaimLine,
    ClaimName,
    OriginName,
    PassageText,
    Proof,
    QuoteLine,
    SourceLine,
    SourceName,
    SpeakerLine,
    SpeakerName,
    ThemeName,
)
from app.vocabulary import Caution, SpeakerKind, Stance


@dataclass(frozen=True, slots=True)
class CutOff:
    """Words of a sentence that a quote leaves out and another quote uses."""

    __pydantic_config__ = SAID

    quote: str
    """The id of the other quote."""
    claim: ClaimName
    """A claim that the other quote supports."""


@dataclass(frozen=True, slots=True)
class FullQuote:
    """A quote with all that a reader may ask of it."""

    __pydantic_config__ = SAID

    line: QuoteLine
    """The quote itself."""
    speaker_kind: SpeakerKind
    """Whether a person says it, an institution or a group."""
    author: SpeakerName
    """In whose voice the source is written."""
    signed: bool
    """Whether the source names its authors."""
    container: str | None
    """The journal, site or series of the source."""
    published: str
    """The date of the source in words, in brackets where inferred."""
    previous_sentence: str
    """The sentence before it in its passage; empty at the beginning of one."""
    next_sentence: str
    """The sentence after it in its passage; empty at the end of one."""
    proof: Proof
    """How it is known that the words stand there."""
    cut_off: tuple[CutOff, ...]
    """Where the rest of the sentence speaks for the other side."""
    citations: tuple[Citation, ...]
    """Quote, speaker, passage, source and address, in every style."""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim, the quotes that it rests on, and what was said for and against it."""

    __pydantic_config__ = SAID

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    theme: ThemeName
    """The theme under which it stands."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    note: str | None
    """A remark of the curators."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""
    relays: tuple[OriginName, ...]
    """Reports and interviews that those sources relay; no witnesses by themselves."""
    cited: tuple[CitedSource, ...]
    """The same sources, as references name them."""
    quotes: tuple[FullQuote, ...]
    """The quotes that it rests on, oldest source first, then as they stand in it."""
    narrower: tuple[ClaimLine, ...]
    """The narrower claims beneath it."""
    supported_by: tuple[Bearing, ...]
    """Other claims of its side that give reasons for it."""
    supports: tuple[Bearing, ...]
    """Other claims of its side for which it gives a reason."""
    answered_by: tuple[Bearing, ...]
    """Claims of the other side that answer it."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers."""
    around: int
    """How many claims its map has around it."""
    drawing: Drawing
    """Its map."""
    stacked: Drawing
    """The same in one column, for narrow screens."""
    accepted: tuple[tuple[Caution, str], ...]
    """What the curators weighed and let stand: the name of the caution, the reason."""
    previous: ClaimName | None
    """The claim before it in the order of reading."""
    next: ClaimName | None
    """The claim after it."""
    citations: tuple[Citation, ...]
    """Claim, site, release and address, in every style."""


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A quote in its passage: its permanent address."""

    __pydantic_config__ = SAID

    quote: FullQuote
    """The quote."""
    cited: CitedSource
    """Its source, as references name it."""
    previous_passage: PassageText | None
    """The passage before."""
    passage: PassageText
    """The passage in which it stands, the quote marked."""
    next_passage: PassageText | None
    """The passage after."""
    claims: tuple[ClaimLine, ...]
    """The claims that it supports."""
    accepted: tuple[tuple[Caution, str], ...]
    """What the curators weighed and let stand: the name of the caution, the reason."""
    previous: str | None
    """The id of the quote before it in the source."""
    previous_words: str
    """Its first words; empty where there is none."""
    next: str | None
    """The id of the quote after it in the source."""
    next_words: str
    """Its first words; empty where there is none."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources, or those with quotes that pass the filters."""

    __pydantic_config__ = SAID

    filtering: Filtering
    """Theme, speaker, side, voice, and as known on which day."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first; counted is what passes the filters."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the sources."""
        return (source.id for source in self.sources)


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in a list."""

    __pydantic_config__ = SAID

    theme: ThemeName
    """Its name."""
    description: str
    """The narrower question."""
    claims_for: int
    """How many claims for it has."""
    claims_against: int
    """How many claims against it has."""
    quotes: int
    """How many quotes stand under them."""


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """All themes, in order."""

    __pydantic_config__ = SAID

    themes: tuple[ThemeLine, ...]
    """The themes."""


@dataclass(frozen=True, slots=True)
class ThemeClaims:
    """The claims of one theme, as two lists."""

    __pydantic_config__ = SAID

    theme: ThemeName
    """The theme."""
    claims_for: tuple[ClaimLine, ...]
    """Each main claim, the narrower ones after it."""
    claims_against: tuple[ClaimLine, ...]
    """Each main claim, the narrower ones after it."""


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """All claims, or those that pass the filters, by theme and side."""

    __pydantic_config__ = SAID

    claims: int
    """How many there are of those that were asked for."""
    of: int
    """How many there are in all."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day."""
    stances: tuple[Stance, ...]
    """The sides that are shown."""
    themes: tuple[ThemeClaims, ...]
    """The themes, in order, their claims with the quotes and sources that pass."""
    cursor: str | None = None
    """Where a part of the list was asked for: the cursor of the part that follows; null
    where nothing does."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the claims."""
        return (
            line.id
            for theme in self.themes
            for line in (*theme.claims_for, *theme.claims_against)
        )


@dataclass(frozen=True, slots=True)
class ListedQuote:
    """A quote with the claims that it supports."""

    __pydantic_config__ = SAID

    line: QuoteLine
    """The quote."""
    claims: tuple[ClaimName, ...]
    """The claims, in the order of reading."""


@dataclass(frozen=True, slots=True)
class SourceQuotes:
    """The quotes of one source."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    quotes: tuple[ListedQuote, ...]
    """In the order in which they stand in it."""


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """All quotes, or those that were asked for, by source."""

    __pydantic_config__ = SAID

    quotes: int
    """How many there are of those that were asked for."""
    of: int
    """How many there are in all."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day; by links, a claim,
    too."""
    sources: tuple[SourceQuotes, ...]
    """The sources, oldest first."""
    cursor: str | None = None
    """Where a part of the list was asked for: the cursor of the part that follows; null
    where nothing does."""

    @property
    def ids(self) -> Iterator[str]:
        """The ids of the quotes."""
        return (quote.line.id for source in self.sources for quote in source.quotes)


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """The speakers of one kind."""

    __pydantic_config__ = SAID

    kind: SpeakerKind
    """Which."""
    speakers: tuple[SpeakerLine, ...]
    """Those most quoted first."""


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    """Everybody whose words or views are quoted, or those with quotes that pass."""

    __pydantic_config__ = SAID

    speakers: int
    """How many are shown."""
    filtering: Filtering
    """Theme, source, side, voice, and as known on which day."""
    groups: tuple[SpeakerGroup, ...]
    """Persons, institutions, groups."""

    @property
    def ids(self) -> Iterator[str]:
        """The slugs of the speakers."""
        return (speaker.id for group in self.groups for speaker in group.speakers)


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker, and every quote that is theirs."""

    __pydantic_config__ = SAID

    speaker: SpeakerLine
    """The speaker."""
    author_of: tuple[SourceName, ...]
    """The sources written in their voice."""
    quotes: tuple[ListedQuote, ...]
    """Their quotes, oldest source first, in the order in which they stand in it."""
