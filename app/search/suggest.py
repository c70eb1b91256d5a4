"""Suggestions for a search without hits, and the claims nearest to a text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from rapidfuzz import fuzz, process

from app.domain.page_object import page_object
from app.queries.claims import ClaimLine, claim_lines
from app.search.hits import SearchRequest
from app.search.known_forms import known_forms
from app.search.query import (
    ParsedQuery,
    match_any,
    match_expression,
    parsed_query,
    related_words,
)
from app.search.word_forms import forms_of
from app.store.connection import Store
from app.store.full_text import QUOTES_FROM, index_key
from app.text.common_words import FUNCTION_WORDS


@page_object
class Suggestion:
    """A search for similar words that do occur."""

    words: str
    """The words."""
    query: str
    """The query string of that search, without a question mark."""


# Words less similar than this (0 to 100) are not misspellings of each other. Our choice.
_LEAST_SIMILARITY = 75.0
_MOST = 3
# Only the first words of a long text are checked for misspellings.
_CHECKED = 12
# Of more words than this, a claim that is near has two at least. Our choice.
_FEW_WORDS = 2


def suggestions_for(
    store: Store, parsed: ParsedQuery
) -> tuple[tuple[Suggestion, ...], tuple[ClaimLine, ...]]:
    """Return searches that find something, and the claims nearest to the query."""
    typed = list(islice(parsed.words, _CHECKED))
    spellings = _spellings(store, typed)
    suggestions = tuple(
        Suggestion(words, SearchRequest(q=words).address())
        for words in dict.fromkeys(_corrections(typed, spellings))
        if _has_hits(store, words)
    )
    return suggestions[:_MOST], _nearest_claims(store, spellings)


def nearest_claims(store: Store, text: str) -> tuple[ClaimLine, ...]:
    """Return the claims nearest to a text."""
    typed = list(islice(parsed_query(text).words, _CHECKED))
    return _nearest_claims(store, _spellings(store, typed))


def _spellings(store: Store, typed: Iterable[str]) -> list[list[str]]:
    """Return each word itself if some text has it, else the words most similar to it."""
    rows = store.rows("SELECT key, word FROM word ORDER BY count DESC, key")
    known = {row["key"]: row["word"] for row in rows}
    return [_spellings_of(word, known) for word in typed]


def _spellings_of(word: str, known: Mapping[str, str]) -> list[str]:
    key = index_key(word)
    if any(form in known for form in forms_of(key)):
        return [word]
    # Hardly anybody mistypes the first letter, and "dependence" is not "independence".
    similar = process.extract(
        key,
        [other for other in known if other[:1] == key[:1]],
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_SIMILARITY,
        limit=_MOST,
    )
    return [known[key] for key, _, _ in similar]


def _corrections(typed: list[str], spellings: list[list[str]]) -> Iterable[str]:
    """Yield the whole query in its nearest spelling, then each word that is misspelt."""
    # A word that is like no other is no misspelling, nor are the others then likely to be.
    if not all(spellings) or spellings == [[word] for word in typed]:
        return
    yield " ".join(words[0] for words in spellings)
    if len(typed) > _MOST:
        return
    for word, words in zip(typed, spellings, strict=True):
        # Short words are everywhere.
        if len(word) > _MOST and words != [word]:
            yield from words if len(typed) == 1 else words[:1]


def _has_hits(store: Store, words: str) -> bool:
    parsed = parsed_query(words)
    match = match_expression(parsed, known_forms(store, parsed))
    return bool(
        match and store.row("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", match)
    )


def _nearest_claims(
    store: Store, spellings: Iterable[Sequence[str]]
) -> tuple[ClaimLine, ...]:
    """Return the claims that have most of the words, each in its nearest spelling."""
    best = [words[0] for words in spellings if words]
    telling = [word for word in best if index_key(word) not in FUNCTION_WORDS]
    match = match_any(telling)
    if not match:
        return ()
    rows = store.rows(
        """SELECT findable.claim, findable.text
        FROM words JOIN findable ON findable.id = words.rowid
        WHERE words MATCH ? AND words.rowid < ?
        ORDER BY bm25(words), words.rowid""",
        match,
        QUOTES_FROM,
    )
    least = 1 if len(telling) <= _FEW_WORDS else 2
    near = [
        row["claim"] for row in rows if related_words(telling, row["text"]) >= least
    ]
    lines = claim_lines(store, near[:_MOST]) if near else {}
    return tuple(lines[claim] for claim in near[:_MOST])
