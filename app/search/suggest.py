"""Where a search finds nothing: words that would be found, and the nearest claims."""

from collections.abc import Iterable
from itertools import islice

from rapidfuzz import fuzz, process

from app.domain.page_object import page_object
from app.queries.claims import ClaimLine, claim_lines
from app.search.hits import SearchRequest
from app.search.query import ParsedQuery, match_any, match_expression, parsed_query
from app.store.connection import Store
from app.store.full_text import QUOTES_FROM, index_key


@page_object
class Suggestion:
    """Words that do occur, near those that do not."""

    words: str
    """The words."""
    query: str
    """The search for them, as it stands in the address, without a question mark."""


# Words less alike than this (0 to 100) are no misspellings of one another. Our choice.
_ALIKE = 75.0
_MOST = 3

Suggestions = tuple[tuple[Suggestion, ...], tuple[ClaimLine, ...]]


def suggestions_for(store: Store, asked: ParsedQuery) -> Suggestions:
    """Give searches that find something, and the claims nearest to what was asked."""
    rows = store.rows("SELECT key, word FROM word ORDER BY count DESC, key")
    known = {row["key"]: row["word"] for row in rows}
    # A misspelt word of a long text is one of the first; the rest are not looked at.
    typed = list(islice(asked.words, 12))
    spelt = [_spellings(known, word) for word in typed]
    first = [words[0] for words in spelt if words]
    tries = list(dict.fromkeys(_tries(typed, spelt)))
    suggestions = tuple(
        Suggestion(words, SearchRequest(q=words).address())
        for words in tries
        if words.casefold() != asked.typed.casefold() and _finds(store, words)
    )
    return suggestions[: 2 * _MOST], _nearest(store, first)


def _spellings(known: dict[str, str], word: str) -> list[str]:
    """Give a word itself where the site has it, else the words that are most like it."""
    key = index_key(word)
    if key in known:
        return [word]
    alike = process.extract(
        key, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST
    )
    return [known[found] for found, _, _ in alike]


def _tries(typed: list[str], spelt: list[list[str]]) -> Iterable[str]:
    """Give what to try: the whole in its nearest spelling, then word by word."""
    if all(spelt):
        yield " ".join(words[0] for words in spelt)
    for word, words in zip(typed, spelt, strict=True):
        # Short words are everywhere.
        if len(word) > _MOST:
            yield from words if len(typed) == 1 else words[:1]


def _finds(store: Store, words: str) -> bool:
    match = match_expression(parsed_query(words))
    return bool(
        match and store.row("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", match)
    )


def _nearest(store: Store, words: Iterable[str]) -> tuple[ClaimLine, ...]:
    """Give the claims that have most of the words, spelt as the site spells them."""
    match = match_any(words)
    if not match:
        return ()
    rows = store.rows(
        """SELECT findable.claim FROM words JOIN findable ON findable.id = words.rowid
        WHERE words MATCH ? AND words.rowid < ?
        ORDER BY bm25(words), words.rowid LIMIT ?""",
        match,
        QUOTES_FROM,
        _MOST,
    )
    lines = claim_lines(store, [row["claim"] for row in rows]) if rows else {}
    return tuple(lines[row["claim"]] for row in rows)
