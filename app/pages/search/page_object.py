"""What the page of a search shows."""

from urllib.parse import parse_qs

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ClaimLine, ThemeName
from app.queries.filters import Choice, Filter
from app.queries.quotes import QuotedFor, QuoteLine
from app.queries.sources import PassagePlace, PrintedReferences, SourceName
from app.search.named import Named
from app.search.suggest import Suggestion
from app.store.full_text import FoundText
from app.text.scripts import word_count

# So many words in a row read like a sentence or a quotation. Our choice.
_SENTENCE = 5


@page_object
class FoundClash:
    """A clash that was found."""

    id: str
    """Its slug."""
    question: tuple[FoundText, ...]
    """Its question, in pieces, the matching ones marked."""
    turns_on: tuple[FoundText, ...]
    """What the answer depends on, in pieces, the matching ones marked."""
    claims_for: int
    """Number of its claims for."""
    claims_against: int
    """Number of its claims against."""


@page_object
class FoundClaim:
    """A claim that was found."""

    line: ClaimLine
    """The claim."""
    bits: tuple[FoundText, ...]
    """Its sentence, in pieces, the matching ones marked."""
    answered: int
    """How many claims answer it."""
    quote: str
    """The id of its strongest quote that passes the filters."""
    source: SourceName
    """The source of that quote."""
    passage: int
    """The number of its passage there."""
    place: str
    """Its id on the page, for links back to it; empty if another hit has it."""


@page_object
class FoundQuote:
    """A quote that was found, on one side."""

    line: QuoteLine
    """The quote."""
    bits: tuple[FoundText, ...]
    """Its words, in pieces, the matching ones marked."""
    claim: str
    """The slug of the first of these claims."""
    claims: tuple[QuotedFor, ...]
    """The claims of this side that it supports."""
    place: str
    """Its id on the page, for links back to it; empty if another hit has it."""


@page_object
class FoundSide:
    """What was found on one side."""

    stance: Stance
    """The side."""
    hits: int
    """How many claims and quotes were found on it."""
    claims: tuple[FoundClaim, ...]
    """The claims shown, the best match first."""
    more_claims: int
    """How many more claims were found."""
    quotes: tuple[FoundQuote, ...]
    """The quotes shown, the best match first."""
    more_quotes: int
    """How many more quotes were found."""


@page_object
class FoundPassage:
    """A block of an article that was found."""

    source: SourceName
    """Its source."""
    place: PassagePlace
    """Its place there."""
    bits: tuple[FoundText, ...]
    """The part of it that matches best, in pieces, the matching ones marked."""


@page_object
class FurtherPassages:
    """Further passages of one source, which are named but not shown."""

    source: SourceName
    """The source."""
    places: tuple[PassagePlace, ...]
    """The passages, in the order of the text."""


@page_object
class SearchPage:
    """What was found: for, against, and in the articles."""

    examples: tuple[str, ...]
    """Searches that the editors offer as examples."""
    typed: str
    """The query as it was understood; empty if nothing was typed."""
    remarks: tuple[str, ...]
    """What the reader should know about how the query was understood."""
    asked: bool
    """Whether there is a word to search for."""
    hits: int
    """How many results of the chosen kind pass the filters."""
    capped: bool
    """Whether there are too many results to show the best first."""
    filtered: bool
    """Whether any filter is active."""
    query: str
    """The query string of this search without filters, without a question mark."""
    either: str
    """The query string for results with any of the words that occur, if few have all; empty if
    none of them occurs."""
    origin: str
    """The path and query string of this page, for links back to it; empty if too long."""
    kind: str
    """The kind of results shown: clashes, claims, quotes or passages; empty for all."""
    kinds: tuple[Choice, ...]
    """All kinds of results, "all" first, clashes only if there are some; each value is the
    query string for it."""
    filters: tuple[Filter, ...]
    """Theme, source, speaker, side and date; empty if nothing was found."""
    clashes: tuple[FoundClash, ...]
    """The clashes shown, the best match first. Those under whose claims no quote passes
    the filters are left out."""
    more_clashes: int
    """How many more clashes were found."""
    sides: tuple[FoundSide, ...]
    """For, then against; empty if nothing was found on either."""
    passages: tuple[FoundPassage, ...]
    """The passages of which a part is shown, the best match first."""
    further: tuple[FurtherPassages, ...]
    """The other passages that were found, by source."""
    passage_hits: int
    """How many passages pass the filters."""
    named: tuple[Named, ...]
    """The speakers and articles that the words name."""
    suggestions: tuple[Suggestion, ...]
    """If nothing was found: the query in similar words that would be."""
    nearest: tuple[ClaimLine, ...]
    """If nothing was found: the claims that come closest."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    themes: tuple[ThemeName, ...]
    """If nothing was found, and no claim comes close: the themes, to read on."""

    @property
    def lone(self) -> str:
        """The word that alone is left of several, as no other occurs; else empty."""
        either = "".join(parse_qs(self.either).get("q", ()))
        return "" if " OR " in either else either

    @property
    def missed(self) -> bool:
        """Whether nothing has the words, whatever the filters."""
        return self.asked and not self.hits and not self.filters

    @property
    def like_quotation(self) -> bool:
        """Whether nothing has the words, and they read like a sentence or a quotation."""
        return self.missed and word_count(self.typed) >= _SENTENCE

    @property
    def more_passages(self) -> int:
        """How many passages were found that are not even named."""
        named = sum(len(source.places) for source in self.further)
        return self.passage_hits - len(self.passages) - named
