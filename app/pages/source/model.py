"""Page objects of a source: the whole article, and where its reader came from."""

from app.citations.citation import Citation
from app.domain.page_object import page_object
from app.domain.vocabulary import Reason, SourceKind, Stance
from app.queries.claims import ClaimName
from app.queries.quotes import PassageText
from app.queries.sources import (
    AlsoLine,
    AuthorName,
    Coverage,
    DateFacts,
    InferredName,
    SourceName,
)
from app.queries.speakers import SpeakerName


@page_object
class MarginNote:
    """The note on a quote, beside its passage."""

    letter: str
    """Its letter, after the mark: a to z, then aa and so on, from a in each passage."""
    name: str
    """Its name on the page: the number of the passage and the letter."""
    quote: str
    """The id of the quote."""
    former: tuple[str, ...]
    """Its former ids, which links of old may name."""
    stances: tuple[Stance, ...]
    """The sides of its claims: one, or both."""
    claims: tuple[ClaimName, ...]
    """The claims that the quote supports, first the one that the reader came from."""
    speaker: SpeakerName | None
    """Who says it; null if the authors say it in their own voice."""
    attitude: str
    """What the author does with it, in one word."""
    caution: str
    """What its words alone do not tell whoever copies them, as a sentence: whose point they
    make, if not plainly the author's, and whether the rest of the sentence speaks for the
    other side."""
    current: bool
    """Whether it is the quote that the reader followed."""
    fellow: bool
    """Whether it is another quote of the claim that the reader came from."""
    same: str
    """If the quote supports only one claim: the letter of the first earlier note on that
    claim in the passage; else empty."""


@page_object
class LinkedSentence:
    """A sentence, and the link to it."""

    text: str
    """The sentence."""
    query: str
    """The query string of the link, without a question mark."""


@page_object
class NotedPassage:
    """A passage with the notes beside it."""

    passage: PassageText
    """The passage."""
    notes: tuple[MarginNote, ...]
    """The notes on its quotes, in the order of their letters."""
    sentences: tuple[LinkedSentence, ...]
    """If the URL names this passage and no words: its sentences; else empty."""


@page_object
class StripMark:
    """The place of a quote in the whole text."""

    quote: str
    """The id of the quote."""
    stance: Stance
    """The side."""
    start: float
    """Where it begins, in thousandths of the length of the body."""
    width: float
    """Its length, in thousandths of the length of the body."""
    current: bool
    """Whether it is the quote that the reader followed."""


@page_object
class QuoteStep:
    """The quote before or after, of the claim that the reader came from."""

    source: SourceName
    """Its source, which may be another one."""
    quote: str
    """Its id."""


@page_object
class Arrival:
    """Where the reader came from."""

    claim: ClaimName
    """The claim that the reader came from."""
    quote: str
    """The id of the quote that the reader followed."""
    number: int
    """Its number among the claim's quotes, from 1."""
    of: int
    """Number of the claim's quotes."""
    back: str
    """The local URL to go back to."""
    back_to: str
    """The label of that page: "the claim", "the claims", "the quote", …"""
    origin: str
    """The local URL in from=, for links onward; empty if there is none."""
    previous: QuoteStep | None
    """The claim's quote before this one; null for the first."""
    next: QuoteStep | None
    """The claim's quote after this one; null for the last."""


@page_object
class SearchOrigin:
    """The search that the reader came from."""

    typed: str
    """Its query, as typed."""
    places: int
    """Number of places marked for it in this article."""
    back: str
    """The local URL of the search."""


@page_object
class LinkedWords:
    """The words that the URL names, which need be no quote."""

    typed: str
    """The words, as the URL has them."""
    passage: str
    """The passage in which they begin, as the URL has it; empty for any."""
    start: int | None
    """Where they begin in the file, in code points; null if they have no single place."""
    end: int | None
    """Where they end, exclusive; null if they have no single place."""
    several: bool
    """Whether they are in several places."""


@page_object
class AsideLine:
    """A sentence that is set aside."""

    passage: int
    """The number of its passage."""
    text: str
    """The sentence."""
    reason: Reason
    """Why."""
    note: str | None
    """Why, in the editors' words; null if they add nothing."""
    repeats: str | None
    """The id of the quote that it repeats; null if it repeats none."""
    repeats_source: str | None
    """The slug of that quote's source."""


@page_object
class WithdrawnQuote:
    """A quote of this article that was withdrawn."""

    id: str
    """The id that it had."""
    said: str
    """Its words."""
    reason: str
    """Why it was withdrawn."""


@page_object
class SourcePage:
    """A whole article with every quote marked, and where its reader came from."""

    id: str
    """Its slug."""
    short: str
    """Author and year."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle; null if it has none."""
    by: str | None
    """Its authors' names; null if it is unsigned."""
    authors: tuple[AuthorName, ...]
    """The same authors, the parts of each name apart."""
    speaker: SpeakerName
    """The speaker in whose voice it is written."""
    described: str
    """That speaker, as the article describes itself or its author."""
    publisher: str | None
    """Its publisher; null if the text does not state it."""
    container: str | None
    """The journal, site or series; null if the text does not state it."""
    volume: str | None
    """The volume of the journal; null if it is in none, as are the next two."""
    issue: str | None
    """The issue of the journal."""
    pages: str | None
    """Its pages in the journal: "45-60"."""
    kind: SourceKind
    """What sort of work it is, which decides how it is cited."""
    inferred: tuple[InferredName, ...]
    """Which of these two names are inferred."""
    published: DateFacts
    """When it was published."""
    also_published: tuple[AlsoLine, ...]
    """Other places where it appeared."""
    url: str | None
    """Its own URL; null if the text does not state it."""
    language: str
    """Its language, as a BCP 47 tag."""
    rights: str
    """A statement of the rights in it."""
    original_file: str
    """The name of the file as received."""
    sha256: str
    """SHA-256 of the file as received."""
    characters: int
    """Length of the file, in code points."""
    passages: int
    """Number of its numbered passages."""
    quotes: int
    """Number of its quotes."""
    quotes_for: int
    """Number of its quotes that support claims for."""
    quotes_against: int
    """Number of its quotes that support claims against."""
    claims: int
    """Number of claims that rest on it."""
    front: tuple[PassageText, ...]
    """The text before the article itself."""
    body: tuple[NotedPassage, ...]
    """The article from its first paragraph to its last, with headings and captions."""
    back: tuple[PassageText, ...]
    """The text after the article."""
    strip: tuple[StripMark, ...]
    """Where in the text the quotes are."""
    edges: tuple[float, ...]
    """Where each paragraph except the last ends, on the same scale."""
    citations: tuple[Citation, ...]
    """How to cite it, in every style."""
    in_text: tuple[str, ...]
    """What follows its words in brackets, or a note on them, in every style, with
    `{passage}` for the number of their paragraph; in HTML, with its italics in i elements."""
    arrival: Arrival | None
    """The claim and quote that the reader came from; null at the canonical URL."""
    note: str
    """The name of the note on the quote that the reader followed; empty if there is none."""
    searched: SearchOrigin | None
    """The search that the reader came from; null if the reader came from none."""
    linked: LinkedWords | None
    """The words that the URL names; null if it names none."""
    stray: bool
    """Whether the URL names a claim or quote that is not in this source."""
    coverage: Coverage
    """How its sentences were used."""
    set_aside: tuple[AsideLine, ...]
    """The sentences that are set aside, in order."""
    withdrawn: tuple[WithdrawnQuote, ...]
    """Its quotes that were withdrawn."""
    gone: WithdrawnQuote | None
    """The one of these that the URL names; null if it names none."""
    previous: SourceName | None
    """The next older source; null for the oldest."""
    next: SourceName | None
    """The next newer source; null for the newest."""

    @property
    def in_journal(self) -> bool:
        """Whether its place in a journal is known."""
        return bool(self.volume or self.issue or self.pages)
