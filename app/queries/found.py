"""What the search shows."""

from dataclasses import dataclass

from app.queries.filtering import Choice, Filter
from app.queries.parts import SAID, ClaimLine, QuoteLine, SourceName
from app.search import Bit
from app.vocabulary import PassageKind, Stance


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim that has what was looked for."""

    __pydantic_config__ = SAID

    line: ClaimLine
    """The claim."""
    bits: tuple[Bit, ...]
    """Its sentence, what was found told apart."""
    quote: str
    """The id of its strongest quote that passes the filters."""
    source: SourceName
    """The source in which that quote stands."""
    passage: int
    """The number of its passage there."""
    place: str
    """Its id on the page, to come back to; empty where another hit has it."""


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote that has what was looked for, under one side."""

    __pydantic_config__ = SAID

    line: QuoteLine
    """The quote."""
    bits: tuple[Bit, ...]
    """Its words, what was found told apart."""
    claim: str
    """The slug of the claim of this side that it supports."""
    place: str
    """Its id on the page, to come back to; empty where another hit has it."""


@dataclass(frozen=True, slots=True)
class FoundSide:
    """What was found on one side."""

    __pydantic_config__ = SAID

    stance: Stance
    """Which side."""
    hits: int
    """How many claims and quotes of it were found."""
    claims: tuple[FoundClaim, ...]
    """The claims that are shown, the best first."""
    more_claims: int
    """How many claims more were found."""
    quotes: tuple[FoundQuote, ...]
    """The quotes that are shown, the best first."""
    more_quotes: int
    """How many quotes more were found."""


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage stands."""

    __pydantic_config__ = SAID

    number: int | None
    """Its number; null for what is not a paragraph."""
    kind: PassageKind
    """What it is."""
    anchor: str
    """Its id on the page of its source."""

    @classmethod
    def of(cls, number: int | None, kind: str, start: int) -> "PassagePlace":
        """Give the place of the block that begins at *start*."""
        return cls(number, PassageKind(kind), f"p{number}" if number else f"b{start}")


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A block of an article that has what was looked for."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source in which it stands."""
    place: PassagePlace
    """Where in it."""
    bits: tuple[Bit, ...]
    """The part of it that has most of what was looked for, with what was found told
    apart."""


@dataclass(frozen=True, slots=True)
class FurtherPassages:
    """Passages of one source that were found, too, and are only named."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    places: tuple[PassagePlace, ...]
    """The passages, in the order in which they stand in it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that do occur, near those that do not."""

    __pydantic_config__ = SAID

    words: str
    """The words."""
    query: str
    """The search for them, as it stands in the address, without a question mark."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found for what a reader typed: for, against, and in the articles."""

    __pydantic_config__ = SAID

    typed: str
    """What was typed, as it was read; empty where nothing was."""
    remarks: tuple[str, ...]
    """What a reader should know of how it was read."""
    asked: bool
    """Whether there is a word to look for."""
    hits: int
    """How many claims, quotes and passages were found and pass the filters."""
    capped: bool
    """Whether there are more than were counted."""
    filtered: bool
    """Whether any filter is in force."""
    query: str
    """What was typed, as it stands in the address, without a question mark."""
    origin: str
    """The local address of this page, for the way back from a source."""
    kind: str
    """The kind to which the hits are held: claims, quotes or passages; else empty."""
    kinds: tuple[Choice, ...]
    """All kinds of hits, "all" first, with the address of each as its value."""
    filters: tuple[Filter, ...]
    """Theme, source, speaker, side and date; empty where nothing was found."""
    sides: tuple[FoundSide, ...]
    """For, and against; none where nothing was found on either."""
    passages: tuple[FoundPassage, ...]
    """The passages of which a part is shown, the best first."""
    further: tuple[FurtherPassages, ...]
    """The other passages that were found."""
    passage_hits: int
    """How many passages were found."""
    suggestions: tuple[Suggestion, ...]
    """Where nothing was found: words that would be."""
    nearest: tuple[ClaimLine, ...]
    """Where nothing was found: the claims that come nearest."""
