"""What each page shows, whole: one frozen dataclass a page."""

from collections.abc import Sequence
from sqlite3 import Row
from textwrap import shorten

from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import Caution
from app.queries.claims import ClaimLine, claim_lines
from app.queries.quotes import (
    FullQuote,
    PassageText,
    accepted_cautions,
    full_quotes,
    passage_text,
)
from app.queries.sources import CitedSource
from app.text.highlighting import Span
from app.web.params import OpenStore, QuoteId
from app.web.routes import page


@page_object
class QuotePage:
    """A quote in its passage: its permanent address."""

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


# As much of a neighbouring quote as tells it from others, on two lines. Our choice.
_FIRST_WORDS = 80  # characters

# The claims of a quote, the quotes beside it in the source, and what was weighed.
_AROUND = """
    SELECT group_concat(claim) AS claims,
        (SELECT id || char(9) || exact FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") < (quote.start, quote."end")
            ORDER BY other.start DESC, other."end" DESC LIMIT 1) AS previous,
        (SELECT id || char(9) || exact FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") > (quote.start, quote."end")
            ORDER BY other.start, other."end" LIMIT 1) AS next,
        (SELECT group_concat(caution || char(9) || reason, char(10)) FROM accepted
            WHERE subject = quote.id) AS weighed
    FROM quote JOIN claim_quote ON claim_quote.quote = quote.id
    WHERE quote.id = ?"""


def quote_page(store: OpenStore, quote: QuoteId) -> QuotePage:
    """Return one quote in its passage.

    Raises NotFound.
    """
    found, cited = full_quotes(store, "WHERE quote.id = ?", quote)
    if not found:
        raise NotFound(f"no quote is called {quote!r}")
    full = found[0]
    near = store.rows(
        """SELECT passage.number, passage.kind, passage.start, passage."end",
            substr(source.text, passage.start + 1, passage."end" - passage.start) AS text
        FROM passage JOIN source ON source.id = passage.source
        WHERE passage.source = ? AND passage.number BETWEEN ? AND ?""",
        full.line.source.id,
        full.line.passage - 1,
        full.line.passage + 1,
    )
    by_number = {row["number"]: row for row in near}
    here = by_number[full.line.passage]
    span = Span(quote, full.proof.start, full.proof.end)
    around = store.row(
        _AROUND,
        quote,
    )
    if around is None:
        raise NotFound(f"no quote is called {quote!r}")
    (previous, previous_words), (following, next_words) = (
        _neighbour(around["previous"]),
        _neighbour(around["next"]),
    )
    return QuotePage(
        quote=full,
        cited=cited[0],
        previous_passage=_passage(by_number.get(full.line.passage - 1), []),
        passage=passage_text(here["text"], here["start"], here, [span]),
        next_passage=_passage(by_number.get(full.line.passage + 1), []),
        claims=tuple(claim_lines(store, around["claims"].split(",")).values()),
        accepted=accepted_cautions(around["weighed"]),
        previous=previous,
        previous_words=previous_words,
        next=following,
        next_words=next_words,
    )


def _neighbour(told: str | None) -> tuple[str | None, str]:
    """Read the id of a quote and its first words; a tab stands between."""
    if told is None:
        return None, ""
    quote, _, exact = told.partition("\t")
    return quote, shorten(exact, _FIRST_WORDS, placeholder=" …")


def _passage(row: Row | None, spans: Sequence[Span]) -> PassageText | None:
    """Give a passage whose ``text`` is its own slice of the source."""
    return None if row is None else passage_text(row["text"], row["start"], row, spans)


page(
    "/quotes/{quote}",
    "pages/quote.html",
    QuotePage,
    quote_page,
    back_label="the quote",
    back_anchor="q-{quote}",
)
