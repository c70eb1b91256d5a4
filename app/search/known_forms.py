"""Which forms of the words of a query some text has."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.search.query import KnownForms, ParsedQuery, Term, fts_string
from app.search.word_forms import abbreviations, forms_of
from app.store.connection import Store, placeholders
from app.store.full_text import index_key, words_of

_POSSESSIVE = re.compile(r"'s?$")
_KNOWN = """
    SELECT key, word, english, NULL AS parts FROM word WHERE key IN ({keys})
    UNION ALL SELECT key, NULL, NULL, parts FROM compound WHERE key IN ({keys})"""


def known_forms(store: Store, parsed: ParsedQuery) -> KnownForms:
    """Return the forms of the words of a query that some text has."""
    plain = [term for term in parsed.terms if not (term.exact or term.begins)]
    single = [group[0] for group in parsed.groups if len(group) == 1]
    pairs = {
        (one.text, other.text): forms_of(index_key(one.text + other.text))
        for one, other in pairwise(single)
        if one in plain and other in plain and (one.text + other.text).isalpha()
    }
    words = {term.text: set(_words(term)) for term in plain}
    keys = sorted(
        {key for forms in (*words.values(), *pairs.values()) for key in forms}
    )
    if not keys:
        return KnownForms()
    rows = store.rows(_KNOWN.format(keys=placeholders(keys)), *keys, *keys)
    written = {row["key"]: row["word"] for row in rows if row["word"]}
    parts = {row["key"]: row["parts"] for row in rows if row["parts"]}
    # Of the words of other languages, none is taken for the plural of a word of English.
    typed = {index_key("".join(words)) for term in plain for words in _variants(term)}
    forms_too = {
        row["key"] for row in rows if row["english"] or not row["key"].isascii()
    }
    asked = written.keys() & (typed | forms_too)

    def known(forms: Iterable[str]) -> list[str]:
        return [
            f'"{found}"'
            for form in sorted(forms)
            for found in (form if form in asked else None, parts.get(form))
            if found
        ]

    return KnownForms(
        of_terms={
            term.text: list(dict.fromkeys([*_phrases(term), *known(words[term.text])]))
            for term in plain
        },
        of_pairs={pair: known(forms) for pair, forms in pairs.items()},
        capitals=frozenset(
            key
            for term in plain
            for key in _abbreviated(term)
            if written.get(key) == key.upper()
        ),
    )


def _variants(term: Term) -> Iterator[list[str]]:
    """Yield the words of a term, with its abbreviations with full stops and without."""
    text = _POSSESSIVE.sub("", term.text)
    yield from (words_of(variant) for variant in sorted(abbreviations(text)))


def _words(term: Term) -> Iterator[str]:
    """Yield what may be forms of a term that is one word, or of its parts as one word."""
    for words in _variants(term):
        yield from forms_of(index_key("".join(words)))


def _phrases(term: Term) -> Iterator[str]:
    """Yield a term as FTS5 reads it if it is more than one word, or one with full stops."""
    for words in _variants(term):
        if len(words) > 1:
            yield fts_string(" ".join(words))


def _abbreviated(term: Term) -> Iterator[str]:
    """Yield the keys of the abbreviation that a term is."""
    for words in _variants(term):
        if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
            yield index_key(words[0])
