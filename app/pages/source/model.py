"""What the reading room shows: a whole article, and where its reader came from."""

from app.domain.page_object import page_object
from app.domain.vocabulary import Reason, Stance
from app.queries.claims import ClaimName
from app.queries.quotes import PassageText
from app.queries.sources import (
    AlsoLine,
    AuthorName,
    Citation,
    Coverage,
    DateFacts,
    SourceName,
)
from app.queries.speakers import SpeakerName


@page_object
class MarginNote:
    """A quote, noted beside its passage."""

    letter: str
    """The letter that stands after the mark: a to z, then aa and on, in each passage
    from a."""
    name: str
    """The number of the passage and the letter: what the page calls the note."""
    quote: str
    """The id of the quote."""
    stances: tuple[Stance, ...]
    """The sides of its claims: one, or both."""
    claims: tuple[ClaimName, ...]
    """The claims that it supports, the one that the reader came from first."""
    speaker: SpeakerName | None
    """Who says it, where it is not the source's own voice."""
    attitude: str
    """What the author does with it, in one word."""
    current: bool
    """Whether it is the one that the reader came for."""
    fellow: bool
    """Whether it is another quote of the claim that the reader came from."""
    same: str
    """The letter of an earlier note of the passage on the same claim, if that is its only
    one; else empty."""


@page_object
class Noted:
    """A passage with the notes beside it."""

    passage: PassageText
    """The passage."""
    notes: tuple[MarginNote, ...]
    """The notes on its quotes, in the order of their letters."""


@page_object
class StripMark:
    """Where a quote stands in the whole of the text."""

    quote: str
    """The id of the quote."""
    stance: Stance
    """The side."""
    start: float
    """Where it begins: 0 to 1000 from the beginning of the body to its end."""
    width: float
    """How much of those 1000 it covers."""
    current: bool
    """Whether it is the quote that the reader came for."""


@page_object
class QuoteStep:
    """The quote before or after, of the claim that one came from."""

    source: SourceName
    """The source in which it stands, which may be another."""
    quote: str
    """Its id."""


@page_object
class Arrival:
    """Where the reader came from."""

    claim: ClaimName
    """The claim that led here."""
    quote: str
    """The id of the quote that the reader came for."""
    number: int
    """Which of the claim's quotes it is, from 1."""
    of: int
    """How many quotes the claim has."""
    back: str
    """The local address to go back to."""
    back_to: str
    """What is there, in words: "the claim", "the arguments", "the quote", …"""
    origin: str
    """The address given by from=, to be handed on; empty if none was."""
    previous: QuoteStep | None
    """The claim's quote before this one."""
    next: QuoteStep | None
    """The claim's quote after this one."""


@page_object
class Searched:
    """What the reader searched for before coming here."""

    typed: str
    """What was typed."""
    places: int
    """How many places of this article are marked for it."""
    back: str
    """The local address of the search, to go back to."""


@page_object
class AsideLine:
    """A sentence that is set aside."""

    passage: int
    """The number of the passage in which it stands."""
    text: str
    """The sentence."""
    reason: Reason
    """Why."""
    note: str | None
    """Why, in the curators' words."""
    repeats: str | None
    """The id of the quote that it repeats."""
    repeats_source: str | None
    """The slug of that quote's source."""


@page_object
class SourcePage:
    """The reading room: a whole article, every quote marked."""

    id: str
    """Its slug."""
    short: str
    """Author and year."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle, if it has one."""
    by: str | None
    """Its authors' names; null where it is unsigned."""
    authors: tuple[AuthorName, ...]
    """The same, each with the family name apart."""
    speaker: SpeakerName
    """In whose voice it is written."""
    publisher: str | None
    """Its publisher; null where the text does not state it."""
    container: str | None
    """The journal, site or series; null where the text does not state it."""
    published: DateFacts
    """When it was published."""
    also_published: tuple[AlsoLine, ...]
    """Other places where it appeared."""
    url: str | None
    """Its own address; null where the text does not state it."""
    language: str
    """Its language, as a BCP 47 tag."""
    rights: str
    """Whose it is."""
    original_file: str
    """The name of the file as received."""
    sha256: str
    """Of the file as received."""
    characters: int
    """Its length in code points."""
    passages: int
    """How many numbered passages it has."""
    quotes: int
    """How many quotes were taken from it."""
    quotes_for: int
    """How many of them support claims for."""
    quotes_against: int
    """How many of them support claims against."""
    claims: int
    """How many claims rest on it."""
    front: tuple[PassageText, ...]
    """What stands before the article proper."""
    body: tuple[Noted, ...]
    """The article, from its first paragraph to its last, headings and captions too."""
    back: tuple[PassageText, ...]
    """What stands after it."""
    strip: tuple[StripMark, ...]
    """Where in the text the quotes are."""
    edges: tuple[float, ...]
    """Where on the same scale the passages end."""
    citations: tuple[Citation, ...]
    """How it is cited, in every style."""
    arrival: Arrival | None
    """Where the reader came from; null at the canonical address."""
    note: str
    """The name of the note on the quote that the reader came for; empty if for none."""
    searched: Searched | None
    """What the reader searched for; null for one who comes from no search."""
    stray: bool
    """Whether the address names a claim or quote that is not here."""
    coverage: Coverage
    """What became of its sentences."""
    set_aside: tuple[AsideLine, ...]
    """The sentences that are set aside, in order."""
    previous: SourceName | None
    """The source before it in time."""
    next: SourceName | None
    """The source after it in time."""
