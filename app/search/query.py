"""Parse what a reader typed, and build the FTS5 query from it.

Pure functions. Any text is a valid search: each word is quoted, so that FTS5 reads no
operators in it. As in other search boxes, OR joins the two terms beside it, NOT or a hyphen
leaves a term out, and words in quotation marks are exact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.store.full_text import index_key, is_unprintable, words_of
from app.text.anchoring import fold

# A longer query is cut, with a remark. Our choice: the longest sentences of the articles
# have about 350 characters.
LONGEST_QUERY = 400  # characters
# An FTS5 query has this many words at most. Our choice, as above.
_MOST_WORDS = 60
# Words that begin with this many letters in common count as related. Our choice.
_COMMON_START = 5  # letters

_TERM = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)

# Operators of other search boxes. Terms are joined by AND anyway.
_OR, _AND, _NOT = {"OR", "|", "||"}, {"AND", "&", "&&", "+"}, {"NOT"}
# What they say about a term, and is said to be passed over here.
_PASSED_OVER = re.compile(
    r"(?:author|title|intitle|source|speaker|theme|site|date|year|before|after|lang|type"
    r"|filetype|tag):|NEAR(?:/\d+)?\(?|~\d*$",
)

# Only the hyphen of the keyboard excludes a word; these dashes only separate words.
_DASHES = re.compile("[‐‑‒–—―−]")  # noqa: RUF001 - looking alike is the point


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase of a query."""

    text: str
    excluded: bool = False
    """Whether texts that have it are left out."""
    begins: bool = False
    """Whether it is a prefix."""
    exact: bool = False
    """Whether it stands in quotation marks, so that no other form of it is found."""
    closed: bool = False
    """Whether it ends with a quotation mark, so that its last word is complete."""
    either: bool = False
    """Whether it or the wanted term before it is enough."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood."""

    typed: str
    """What was typed, without unprintable characters."""
    terms: tuple[Term, ...]
    passed_over: tuple[str, ...]
    """What was typed and says nothing here: "author:"."""
    cut: bool
    """Whether part of it was left out because it is too long."""

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that are not excluded."""
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def groups(self) -> list[list[Term]]:
        """The wanted terms, those of which one is enough together."""
        groups: list[list[Term]] = []
        for term in self.wanted:
            if term.either and groups:
                groups[-1].append(term)
            else:
                groups.append([term])
        return groups

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the wanted terms, as they were typed."""
        return tuple(word for term in self.wanted for word in words_of(term.text))


@dataclass(frozen=True, slots=True)
class KnownForms:
    """Other forms of the words of a query that some text has, as FTS5 reads them."""

    of_terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By the text of a term: itself and its other forms."""
    of_pairs: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """By the texts of two terms side by side: both as one word."""
    capitals: frozenset[str] = frozenset()
    """The words, in lower case, that were meant in capitals: "US" is not "us"."""


def parsed_query(typed: str) -> ParsedQuery:
    """Parse what a reader typed, whatever it is."""
    start = typed[: 4 * LONGEST_QUERY]
    printable = "".join(" " if is_unprintable(c) else c for c in start)
    shown = " ".join(printable.split())
    cut = len(typed) > 4 * LONGEST_QUERY or len(shown) > LONGEST_QUERY
    if len(shown) > LONGEST_QUERY:
        # Half a word would not be found.
        shown = shown[:LONGEST_QUERY].rsplit(" ", 1)[0]
    passed_over: list[str] = []
    terms = tuple(_terms(fold(_DASHES.sub(" ", shown)).text, passed_over))
    return ParsedQuery(
        shown,
        terms[:_MOST_WORDS],
        tuple(dict.fromkeys(passed_over)),
        cut or len(terms) > _MOST_WORDS,
    )


def _terms(text: str, passed_over: list[str]) -> Iterator[Term]:
    either = excluded = False
    for found in _TERM.finditer(text):
        word = (found["word"] or "").strip("()")
        if word in _OR | _AND | _NOT:
            either, excluded = either or word in _OR, excluded or word in _NOT
            continue
        if said := _PASSED_OVER.match(word):
            passed_over.append(said[0].rstrip("("))
            word = word[said.end() :]
        term = found["phrase"] if found["phrase"] is not None else word
        if any(map(str.isalnum, term)):
            yield Term(
                term,
                excluded=excluded or bool(found["minus"]),
                begins=word.rstrip(",.;").endswith("*"),
                exact=found["phrase"] is not None,
                closed=found[0].endswith('"'),
                either=either,
            )
            either = excluded = False


def match_expression(
    parsed: ParsedQuery, forms: KnownForms, *, prefix: bool = False
) -> str:
    """Build the FTS5 query: all wanted terms, each in any form, and none of the excluded.

    A text that has the words side by side matches twice, and so ranks first. With *prefix*,
    words are enough that begin like the last one.
    """
    groups = parsed.groups
    if not groups:
        return ""
    wanted = [
        [one for term in group for one in _alternatives(term, forms)]
        for group in groups
    ]
    if prefix:
        wanted[-1][-1:] = [f"{fts_string(parsed.wanted[-1].text)}*"]
    every = " AND ".join(_joined(groups, wanted, forms))
    single = all(len(group) == 1 for group in groups)
    begins = prefix or any(term.begins for term in parsed.wanted)
    if len(groups) > 1 and single and not begins:
        side_by_side = " ".join(term.text for term in parsed.wanted)
        every = f"{fts_string(side_by_side)} OR ({every})"
    excluded = "".join(
        f" NOT {_any(_alternatives(term, forms))}"
        for term in parsed.terms
        if term.excluded
    )
    return f"({every}){excluded}"


def _alternatives(term: Term, forms: KnownForms) -> list[str]:
    """Return a term as FTS5 reads it, in each of its forms."""
    if term.begins:
        return [f"{fts_string(term.text)}*"]
    known = () if term.exact else forms.of_terms.get(term.text, ())
    return list(known) or [fts_string(term.text)]


def fts_string(text: str) -> str:
    """Return a text as FTS5 reads it: its words, as the index has them, side by side."""
    return f'"{index_key(text)}"'


def _joined(
    groups: Sequence[Sequence[Term]], wanted: Sequence[Sequence[str]], forms: KnownForms
) -> Iterator[str]:
    """Yield the terms; two that some text has as one word are there if that word is."""
    done = 0
    for at, (one, other) in enumerate(pairwise(groups)):
        one_word = forms.of_pairs.get((one[-1].text, other[0].text), ())
        if at >= done and one_word and len(one) == len(other) == 1:
            yield f"(({_any(wanted[at])} AND {_any(wanted[at + 1])}) OR {_any(one_word)})"
            done = at + 2
        elif at >= done:
            yield _any(wanted[at])
            done = at + 1
    yield from (_any(alternatives) for alternatives in wanted[done:])


def _any(alternatives: Sequence[str]) -> str:
    """Return the FTS5 query for any of some terms."""
    either = " OR ".join(alternatives)
    return f"({either})" if len(alternatives) > 1 else either


def match_any(words: Iterable[str]) -> str:
    """Build the FTS5 query for any of the *words*, or words that begin like them."""
    return " OR ".join(
        f"{fts_string(word)} OR {fts_string(word[:_COMMON_START])}*" for word in words
    )


def related_words(words: Iterable[str], text: str) -> int:
    """Return how many of the *words* a text has, or has words that begin like them."""
    keys = [index_key(word) for word in words_of(text)]
    starts = {index_key(word)[:_COMMON_START] for word in words}
    return sum(any(key.startswith(start) for key in keys) for start in starts)
