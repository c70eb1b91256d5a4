"""Parse what a reader typed, and build the FTS5 query from it.

Pure functions. Any text is a valid search: each word is quoted, so that FTS5 reads no
operators in it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.store.full_text import is_unprintable, words_of
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
    closed: bool = False
    """Whether it ends with a quotation mark, so that its last word is complete."""

    @property
    def quoted(self) -> str:
        """The term as FTS5 reads it."""
        return f'"{self.text}"' + ("*" if self.begins else "")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood."""

    typed: str
    """What was typed, without unprintable characters."""
    terms: tuple[Term, ...]
    cut: bool
    """Whether part of it was left out because it is too long."""

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that are not excluded."""
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the wanted terms, as they were typed."""
        return tuple(word for term in self.wanted for word in words_of(term.text))


def parsed_query(typed: str) -> ParsedQuery:
    """Parse what a reader typed, whatever it is."""
    start = typed[: 4 * LONGEST_QUERY]
    printable = "".join(" " if is_unprintable(c) else c for c in start)
    shown = " ".join(printable.split())
    cut = len(typed) > 4 * LONGEST_QUERY or len(shown) > LONGEST_QUERY
    if len(shown) > LONGEST_QUERY:
        # Half a word would not be found.
        shown = shown[:LONGEST_QUERY].rsplit(" ", 1)[0]
    terms = tuple(_terms(fold(_DASHES.sub(" ", shown)).text))
    return ParsedQuery(shown, terms[:_MOST_WORDS], cut or len(terms) > _MOST_WORDS)


def _terms(text: str) -> Iterator[Term]:
    for found in _TERM.finditer(text):
        word = found["word"] or ""
        term = found["phrase"] if found["phrase"] is not None else word
        # "China AND Russia": both are wanted anyway.
        if any(map(str.isalnum, term)) and word != "AND":
            begins, closed = word.rstrip(",.;").endswith("*"), found[0].endswith('"')
            yield Term(term, bool(found["minus"]), begins, closed)


def match_expression(
    parsed: ParsedQuery, completions: Iterable[str] | None = None
) -> str:
    """Build the FTS5 query: all wanted terms, and none of the excluded ones.

    A text that has the words side by side matches twice, and so ranks first. With
    *completions*, the last term is a prefix or one of them.
    """
    wanted = [term.quoted for term in parsed.wanted]
    if not wanted:
        return ""
    if completions is not None:
        last = [f'"{parsed.wanted[-1].text}"*', *(f'"{word}"' for word in completions)]
        wanted[-1] = f"({' OR '.join(last)})"
    every = " AND ".join(wanted)
    begins = completions is not None or any(term.begins for term in parsed.wanted)
    if len(wanted) > 1 and not begins:
        side_by_side = " ".join(term.text for term in parsed.wanted)
        every = f'"{side_by_side}" OR ({every})'
    excluded = "".join(f" NOT {term.quoted}" for term in parsed.terms if term.excluded)
    return f"({every}){excluded}"


def match_any(words: Iterable[str]) -> str:
    """Build the FTS5 query for any of the *words*, or words that begin like them."""
    return " OR ".join(f'"{word}" OR "{word[:_COMMON_START]}"*' for word in words)
