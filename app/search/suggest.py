"""What a search without hits, a text or an unknown address may have meant."""

from collections import defaultdict
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
from app.store.connection import Store, placeholders
from app.store.full_text import QUOTES_FROM, index_key
from app.text.common_words import ASKING_WORDS, FUNCTION_WORDS


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
    similar = process.extract(
        key,
        alike.keys(),
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_SIMILARITY,
        limit=_MOST,
    )
    return [alike[key] for key, _, _ in similar]


def _is_known(key: str, known: Mapping[str, Mapping[str, str]]) -> bool:
    return any(form in known.get(form[:1], ()) for form in forms_of(key))


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
    related = (
        row["claim"] for row in rows if related_words(telling, row["text"]) >= least
    )
    near = [*islice(related, _MOST)]
    lines = claim_lines(store, near) if near else {}
    return tuple(lines[claim] for claim in near)
