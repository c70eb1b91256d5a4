"""Speakers and articles that a query names: a name stands beside words, seldom in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.search.hits import SearchRequest, hits_for
from app.search.query import ParsedQuery, parsed_query
from app.store.connection import Store
from app.store.full_text import index_key, words_of
from app.text.common_words import ASKING_WORDS, FUNCTION_WORDS


@page_object
class Named:
    """A speaker or an article that the words typed name."""

    kind: str
    """speaker or source."""
    id: str
    """Its slug."""
    name: str
    """Its name; of an article, as citations shorten it."""
    quotes: int
    """Number of its quotes."""
    others: str
    """The other words typed; empty if there are none, or nothing there has them."""
    query: str
    """The query string of a search for these in the article, or in what the speaker says."""
    hits: int
    """How many results that search has."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A speaker or an article, and the words by which readers name it."""

    kind: str
    id: str
    name: str
    quotes: int
    singly: frozenset[str]
    """Words of which each is enough: those of a person's name."""
    together: tuple[frozenset[str], ...]
    """Words that name it if all are there."""
    years: frozenset[str]

    def among(self, typed: Sequence[str]) -> frozenset[str]:
        """Return which of the words *typed* name it."""
        there = frozenset(typed)
        named = self.singly & there
        for words in self.together:
            if words and words <= there:
                named |= words
        return named | (self.years & there) if named or there <= self.years else named


# A query of more words names nobody, but quotes. Our choice.
_LONGEST = 8
_MOST = 4
_NAMES = """
    SELECT 'source' AS kind, source.id, short AS name, 0 AS person,
        (SELECT group_concat(family, '\n') FROM author
            WHERE source = source.id) AS more,
        substr(earliest, 1, 4) || ' ' || substr(latest, 1, 4) AS years,
        (SELECT count(*) FROM quote WHERE quote.source = source.id) AS quotes
    FROM source
    UNION ALL
    SELECT 'speaker', speaker.id, speaker.name,
        CASE speaker.kind WHEN 'person' THEN 1 ELSE 0 END,
        (SELECT group_concat(alias.name, '\n') FROM alias
            WHERE alias.speaker = speaker.id),
        '', (SELECT count(*) FROM quote WHERE quote.speaker = speaker.id)
    FROM speaker"""


def named_in(store: Store, parsed: ParsedQuery) -> tuple[Named, ...]:
    """Return whom and what the query names, and how often its other words stand there."""
    typed = {index_key(word): word for word in parsed.words}
    plain = not any(
        term.excluded or term.either or term.begins for term in parsed.terms
    )
    if not plain or not 0 < len(typed) <= _LONGEST:
        return ()
    telling = [word for word in typed if word not in ASKING_WORDS]
    by_word = store.held("names", lambda: _names_by_word(store))
    names = {at: name for word in typed for at, name in by_word.get(word, ())}
    found = [
        (name, name.among([*typed]))
        for _, name in sorted(names.items(), key=itemgetter(0))
    ]
    most = max((len(words) for _, words in found), default=0)
    return tuple(
        line
        for name, words in found
        if most and len(words) == most
        if (line := _line(store, name, [typed[w] for w in telling if w not in words]))
    )[:_MOST]


def _line(store: Store, name: _Name, others: Sequence[str]) -> Named | None:
    """Return what is shown of a name, or None: what it says is no news without *others*."""
    alone = Named(name.kind, name.id, name.name, name.quotes, "", "", 0)
    if not others:
        return alone
    # "China" is rather what a text is about than who says it.
    if name.kind == "speaker" and not name.singly:
        return None
    asked = SearchRequest(q=" ".join(others), **{name.kind: name.id})
    hits = hits_for(store, parsed_query(asked.q)).count(asked.filters)
    if not hits:
        return alone
    return replace(alone, others=asked.q, query=asked.address(), hits=hits)


def _names_by_word(store: Store) -> dict[str, list[tuple[int, _Name]]]:
    """Return all names by each of their words, with their places in the order of the store."""
    by_word = defaultdict(list)
    for at, row in enumerate(store.rows(_NAMES)):
        name = _name(row)
        for word in name.singly.union(*name.together, name.years):
            by_word[word].append((at, name))
    return dict(by_word)


def _name(row: Row) -> _Name:
    more = (row["more"] or "").split("\n")
    by_name = row["person"] or row["kind"] == "source"
    singly = [row["name"]] if row["person"] else more if by_name else []
    together = [row["name"], *(() if row["kind"] == "source" else more)]
    years = frozenset(row["years"].split())
    return _Name(
        row["kind"],
        row["id"],
        row["name"],
        row["quotes"],
        _keys(singly),
        tuple(_keys([words]) - years for words in together),
        years,
    )


def _keys(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names as the index has them, without initials and small words."""
    keys = (index_key(word) for name in names for word in words_of(name))
    return frozenset(k for k in keys if len(k) > 1 and k not in FUNCTION_WORDS)
