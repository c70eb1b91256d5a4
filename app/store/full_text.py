"""What can be found, and the words that it is found by: the rows of the full text."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.records import Bundle
from app.text.anchoring import fold
from app.text.passages import runs

# Where the numbers of what can be found begin, kind by kind: so that the index can be
# asked for one kind alone. Our choice: nothing has a thousand million of them.
CLAIMS_FROM, QUOTES_FROM, PASSAGES_FROM = 1, 1_000_000_000, 2_000_000_000

# The full text over what can be found: stems of English words, accents folded. Always
# built anew as a whole, which is five times as fast as row by row.
CREATE_FULL_TEXT = (
    """CREATE VIRTUAL TABLE words USING fts5(
        text, content='findable', content_rowid='id', prefix='2 3',
        tokenize='porter unicode61 remove_diacritics 2')""",
    "INSERT INTO words(words) VALUES ('rebuild')",
    "INSERT INTO words(words) VALUES ('optimize')",
)

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
            "text": findable_text(texts[quote.source], quote.start, quote.end),
        }
        for quote in data.quotes
    ]
    passages: list[Row] = [
        {
            "source": passage.source,
            "start": passage.start,
            "text": findable_text(texts[passage.source], passage.start, passage.end),
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
        forms[index_key(word)][word] += 1
    return [
        {"key": one, "word": written.most_common(1)[0][0], "count": written.total()}
        for one, written in sorted(forms.items())
        if one
    ]


def _all_words(found: list[Row]) -> Iterator[str]:
    for row in found:
        yield from words_of(row["text"])


# Around the words that were found, in what the index gives back. No text that is
# indexed holds them: `findable` leaves them out.
OPENS, CLOSES = "\x02", "\x03"

# Stands where a word ends without a blank. It shows as nothing.
_END_OF_WORD = "\u200b"

_WORD = re.compile(r"[^\W_]+")
# Signs that have no place in a text: they would show as nothing, or break what shows it.
_UNFIT = {"Cc", "Cs", "Cn", "Co"}


def is_unfit(letter: str) -> bool:
    """Whether a sign has no place in a text."""
    return unicodedata.category(letter) in _UNFIT


def words_of(text: str) -> list[str]:
    """Give the words of *text* as they are written."""
    return _WORD.findall(fold(text.replace(_END_OF_WORD, " ")).text)


def index_key(word: str) -> str:
    """Give what a word is known by: small letters without accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def findable_text(text: str, start: int, end: int) -> str:
    """Give what a reader sees of a span, as it is indexed: no invisible signs.

    A raised number does not grow together with the word before it.
    """
    return "".join(letter for letter, _ in _seen(text, start, end)).strip()


def _seen(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Give each letter of a span that a reader sees, and where in *text* it stands."""
    for run in runs(text, start, end):
        if run.style == "sup":
            yield _END_OF_WORD, run.start
        for at in range(run.start, run.end):
            letter = text[at]
            if letter.isspace() or (fold(letter).text and not is_unfit(letter)):
                yield letter, at


def found_places(text: str, start: int, end: int, marked: str) -> list[tuple[int, int]]:
    """Say where in *text* stands what the index has *marked* in what it has of a span."""
    seen = list(_seen(text, start, end))
    at = next(n for n, (letter, _) in enumerate(seen) if not letter.isspace())
    found, opened = [], 0
    for letter in marked:
        if letter == OPENS:
            opened = at
        elif letter == CLOSES:
            found.append((seen[opened][1], seen[at - 1][1] + 1))
        else:
            at += 1
    return found


@dataclass(frozen=True, slots=True)
class FoundText:
    """A stretch of a text that was found."""

    text: str
    """Its letters."""
    found: bool
    """Whether it is what was looked for."""


def found_texts(marked: str) -> tuple[FoundText, ...]:
    """Part a text that the index has marked into what was found and what was not."""
    parts: list[FoundText] = []
    for at, piece in enumerate(marked.split(OPENS)):
        found, closed, rest = piece.partition(CLOSES)
        parts += [FoundText(found, bool(at and closed)), FoundText(rest, found=False)]
    return tuple(part for part in parts if part.text)
