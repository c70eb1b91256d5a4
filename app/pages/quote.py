"""The page of a quote, in its passage."""

from textwrap import shorten

from app.domain.page_object import page_object
from app.domain.vocabulary import Caution, Modality
from app.queries.claims import ClaimLine, claim_lines
from app.queries.former_slugs import slug_error
from app.queries.quotes import (
    ACCEPTED,
    FullQuote,
    PassageText,
    accepted_cautions,
    full_quote,
    passage_text,
)
from app.queries.sources import CitedSource
from app.text.nested_marks import QuoteSpan
from app.web.params import OpenStore, QuoteId
from app.web.routes import page


@page_object
class QuotePage:
    """A quote in its passage, at its permanent URL."""

    quote: FullQuote
    """The quote."""
    cited: CitedSource
    """Its source, as references name it."""
    previous_passage: PassageText | None
    """The passage before; null if there is none."""
    passage: PassageText
    """Its passage, with the quote marked."""
    next_passage: PassageText | None
    """The passage after; null if there is none."""
    claims: tuple[ClaimLine, ...]
    """The claims that it supports."""
    modalities: tuple[Modality, ...]
    """How firmly it puts each of them, in the same order."""
    accepted: tuple[tuple[Caution, str], ...]
    """The cautions that the editors accepted, each with their reason."""
    previous: str | None
    """The id of the quote before it in the source; null if there is none."""
    previous_words: str
    """Its first words; empty if there is none."""
    next: str | None
    """The id of the quote after it in the source; null if there is none."""
    next_words: str
    """Its first words; empty if there is none."""


# Enough of a neighbouring quote to recognize it, on two lines. Our choice.
_FIRST_WORDS = 80  # characters

# The claims of a quote, the quotes beside it in the source, and its accepted cautions.
_AROUND = f"""
    SELECT group_concat(claim) AS claims, group_concat(modality) AS modalities,
        (SELECT id || '\t' || shown FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") < (quote.start, quote."end")
            ORDER BY other.start DESC, other."end" DESC LIMIT 1) AS previous,
        (SELECT id || '\t' || shown FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") > (quote.start, quote."end")
            ORDER BY other.start, other."end" LIMIT 1) AS next,
        {ACCEPTED.format(id="quote.id")} AS accepted
    FROM quote JOIN claim_quote ON claim_quote.quote = quote.id
    WHERE quote.id = ? GROUP BY quote.id"""

# A passage and its neighbours, each with its own text.
_PASSAGES = """
    SELECT passage.number, passage.kind, passage.start, passage."end",
        substr(source.text, passage.start + 1, passage."end" - passage.start) AS text
    FROM passage JOIN source ON source.id = passage.source
    WHERE passage.source = ? AND passage.number BETWEEN ? AND ?"""


def quote_page(store: OpenStore, quote: QuoteId) -> QuotePage:
    """Return one quote in its passage, with its claims and the quotes beside it.

    Raises NotFound or Moved.
    """
    quotes, cited = full_quote(store, quote)
    if not quotes:
        raise slug_error(store, "quote", quote)
    line, proof = quotes[0].line, quotes[0].proof
    number = line.passage
    rows = store.rows(_PASSAGES, line.source.id, number - 1, number + 1)
    passages = {
        row["number"]: passage_text(
            row["text"],
            row["start"],
            row,
            [QuoteSpan(quote, proof.start, proof.end)]
            if row["number"] == number
            else [],
        )
        for row in rows
    }
    around = store.rows(_AROUND, quote)[0]
    previous, previous_words = _neighbour(around["previous"])
    following, following_words = _neighbour(around["next"])
    modalities = dict(
        zip(around["claims"].split(","), around["modalities"].split(","), strict=True)
    )
    claims = tuple(claim_lines(store, list(modalities)).values())
    return QuotePage(
        quote=quotes[0],
        cited=cited[0],
        previous_passage=passages.get(number - 1),
        passage=passages[number],
        next_passage=passages.get(number + 1),
        claims=claims,
        modalities=tuple(Modality(modalities[claim.id]) for claim in claims),
        accepted=accepted_cautions(around["accepted"]),
        previous=previous,
        previous_words=previous_words,
        next=following,
        next_words=following_words,
    )


def _neighbour(column: str | None) -> tuple[str | None, str]:
    """Return the id of a quote and its first words, which a tab separates."""
    if column is None:
        return None, ""
    quote, _, shown = column.partition("\t")
    return quote, shorten(shown, _FIRST_WORDS, placeholder=" …")


page(
    "/quotes/{quote}",
    "quote/page.html",
    QuotePage,
    quote_page,
    back_label="the quote",
    back_anchor="q-{quote}",
)
