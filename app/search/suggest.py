"""What a search without hits, a text or an unknown address may have meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

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
from app.store.connection import Store, placeholders
from app.store.full_text import QUOTES_FROM, index_key, words_of
from app.text.common_words import ASKING_WORDS, FUNCTION_WORDS


@page_object
class Suggestion:
    """A search for words that do occur, near in letters to those that were typed."""

    words: str
    """All the words, in their nearest spelling."""
    query: str
    """The query string of that search, without a question mark."""
    any_of_them: bool
    """Whether no text has all the words, so that the search is for any of them."""


# One letter in three may be mistyped: one of "rusia", two of "alianse", and no more in a
# longer word, or "convenience" would be "conference". A letter is put in, left out, another,
# or swapped with its neighbour. Our choice.
_LETTERS_A_MISTAKE, _MOST_MISTAKES = 3, 2
_MOST = 3
# Only the first words of a long text are checked for misspellings.
_CHECKED = 12
# Only so many of the claims that share a word are looked at, those that share most and
# the rarest words first. Our choice.
_COMPARED = 200
# Slugs less similar than this (0 to 100) are not one another's misspellings; so many are
# named at most. Our choice.
_LIKE_SLUG, _MOST_PAGES = 70, 5
# The pages that a slug names.
_PAGES = """
    SELECT '/claims/' || id AS address, id, text AS label FROM claim
    UNION ALL SELECT '/sources/' || id, id, short || ': ' || title FROM source
    UNION ALL SELECT '/themes/' || id, id, title FROM theme
    UNION ALL SELECT '/clashes/' || id, id, question FROM clash
    UNION ALL SELECT '/speakers/' || id, id, name FROM speaker"""
# Of more words than this, a claim that is near has two at least. Our choice.
_FEW_WORDS = 3


def suggestions_for(
    store: Store, parsed: ParsedQuery
) -> tuple[tuple[Suggestion, ...], tuple[ClaimLine, ...]]:
    """Return searches that find something, and the claims nearest to the query."""
    typed = list(islice(parsed.words, _CHECKED))
    spellings = _spellings(store, typed)
    corrected = dict.fromkeys(_corrections(typed, spellings))
    found = (_suggestion(store, words) for words in corrected)
    return tuple(filter(None, found)), _nearest_claims(store, spellings)


def any_of(store: Store, words: Iterable[str]) -> str:
    """Return the query for any of the telling *words* that some text has; empty if none is."""
    known = store.held("words", lambda: _words_by_letter(store))
    return " OR ".join(
        word
        for word in words
        if index_key(word) not in ASKING_WORDS and _occurs(word, known)
    )


def strange_words(store: Store, parsed: ParsedQuery) -> list[str]:
    """Return the telling words of a query that no text has in any form, as typed."""
    known = store.held("words", lambda: _words_by_letter(store))
    return [
        word
        for word in dict.fromkeys(islice(parsed.words, _CHECKED))
        if (key := index_key(word)) not in ASKING_WORDS and not _is_known(key, known)
    ]


def nearest_claims(store: Store, text: str) -> tuple[ClaimLine, ...]:
    """Return the claims nearest to a text."""
    typed = list(islice(parsed_query(text).words, _CHECKED))
    return _nearest_claims(store, _spellings(store, typed))


def nearest_pages(store: Store, slug: str) -> list[tuple[str, str]]:
    """Return the label and address of the pages whose slug is most like *slug*."""
    slugs = store.held("slugs", lambda: _slugs(store))
    like = process.extract(
        slug, slugs, scorer=fuzz.ratio, score_cutoff=_LIKE_SLUG, limit=_MOST_PAGES
    )
    # "putin" is too short to be like "vladimir-putin", but is part of it.
    parts = [f"-{part}-" for part in slug.split("-")]
    having = (other for other in slugs if all(part in f"-{other}-" for part in parts))
    near = [*dict.fromkeys([*(other for other, _, _ in like), *having])][:_MOST_PAGES]
    rows = store.rows(
        f"SELECT * FROM ({_PAGES}) WHERE id IN ({placeholders(near)})", *near
    )
    pages = {row["id"]: (row["label"], row["address"]) for row in rows}
    return [pages[other] for other in near]


def _slugs(store: Store) -> list[str]:
    return [row["id"] for row in store.rows(f"SELECT id FROM ({_PAGES})")]


def _spellings(store: Store, typed: Iterable[str]) -> list[list[str]]:
    """Return each word itself if some text has it, else the words most similar to it."""
    known = store.held("words", lambda: _words_by_letter(store))
    return [_spellings_of(word, known) for word in typed]


def _words_by_letter(store: Store) -> dict[str, dict[str, str]]:
    """Return all words by key, by the first letter of that; the most frequent first."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.rows("SELECT key, word FROM word ORDER BY count DESC, key"):
        words[row["key"][0]][row["key"]] = row["word"]
    return dict(words)


def _spellings_of(word: str, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    key = index_key(word)
    if _is_known(key, known):
        return [word]
    # Hardly anybody mistypes the first letter, and "dependence" is not "independence".
    alike = known.get(key[:1], {})
    most = min(_MOST_MISTAKES, len(key) // _LETTERS_A_MISTAKE)
    similar = process.extract(
        key, alike.keys(), scorer=OSA.distance, score_cutoff=most, limit=_MOST
    )
    # What is further off than the nearest is not meant.
    return [alike[key] for key, mistakes, _ in similar if mistakes == similar[0][1]]


def _is_known(key: str, known: Mapping[str, Mapping[str, str]]) -> bool:
    return any(form in known.get(form[:1], ()) for form in forms_of(key))


def _occurs(term: str, known: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether some text has a term: each of its words, or all as one: "U.S.", "multi-polar"."""
    keys = [index_key(word) for word in words_of(term)]
    return all(_is_known(key, known) for key in keys) or _is_known("".join(keys), known)


def _corrections(typed: list[str], spellings: list[list[str]]) -> Iterable[str]:
    """Yield the whole query in its nearest spelling, then in the next ones."""
    # A word that is like no other is no misspelling, nor are the others then likely to be.
    if not all(spellings) or spellings == [[word] for word in typed]:
        return
    for nth in range(_MOST):
        yield " ".join(words[min(nth, len(words) - 1)] for words in spellings)


def _suggestion(store: Store, words: str) -> Suggestion | None:
    """Return the search for all of some words, or for any if no text has all."""
    if _has_hits(store, words):
        return Suggestion(words, SearchRequest(q=words).address(), any_of_them=False)
    if either := any_of(store, words.split()):
        return Suggestion(words, SearchRequest(q=either).address(), any_of_them=True)
    return None


def _has_hits(store: Store, words: str) -> bool:
    parsed = parsed_query(words)
    match = match_expression(parsed, known_forms(store, parsed))
    return bool(
        match and store.found("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", match)
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
    rows = store.found(
        """SELECT findable.claim, findable.text
        FROM words JOIN findable ON findable.id = words.rowid
        WHERE words MATCH ? AND words.rowid < ?
        ORDER BY bm25(words), words.rowid LIMIT ?""",
        match,
        QUOTES_FROM,
        _COMPARED,
    )
    least = 1 if len(telling) <= _FEW_WORDS else 2
    related = [(related_words(telling, row["text"]), row["claim"]) for row in rows]
    related.sort(key=itemgetter(0), reverse=True)
    near = [claim for words, claim in related[:_MOST] if words >= least]
    lines = claim_lines(store, near) if near else {}
    return tuple(lines[claim] for claim in near)
