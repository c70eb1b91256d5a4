"""What can be found, and the words that it is found by: the rows of the full text."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from app.bundle import Bundle
from app.models import CLAIMS_FROM, PASSAGES_FROM, QUOTES_FROM
from app.search import findable, key, words

Row = dict[str, Any]


def findable_rows(data: Bundle, texts: Mapping[str, str]) -> list[Row]:
    """Give every claim, quote and block of text, each kind in the order of reading."""
    blank: Row = {"claim": None, "quote": None, "source": None, "start": None}
    claims: list[Row] = [
        {"claim": claim.id, "text": claim.text} for claim in data.claims
    ]
    quotes: list[Row] = [
        {
            "quote": quote.id,
            "text": findable(texts[quote.source], quote.start, quote.end),
        }
        for quote in data.quotes
    ]
    passages: list[Row] = [
        {
            "source": passage.source,
            "start": passage.start,
            "text": findable(texts[passage.source], passage.start, passage.end),
        }
        for passage in data.passages
    ]
    return [
        {**blank, **row, "id": number}
        for first, rows in (
            (CLAIMS_FROM, claims),
            (QUOTES_FROM, quotes),
            (PASSAGES_FROM, passages),
        )
        for number, row in enumerate(rows, first)
    ]


def word_rows(found: list[Row]) -> list[Row]:
    """Give the site's own words, each as it is mostly written and how often it occurs."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in _all_words(found):
        forms[key(word)][word] += 1
    return [
        {"key": one, "word": written.most_common(1)[0][0], "count": written.total()}
        for one, written in sorted(forms.items())
        if one
    ]


def _all_words(found: list[Row]) -> Iterator[str]:
    for row in found:
        yield from words(row["text"])
