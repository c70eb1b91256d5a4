"""What a reader types → what the full-text index is asked; and its answers → pieces.

Everything here is pure. Whatever is typed can be asked: each word goes to the index
within quotation marks, where nothing has a meaning but its letters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.store.full_text import is_unfit, words_of
from app.text.anchoring import fold

# What is longer is cut, with a remark. Our choice: the longest sentences of the articles
# have some 350 characters.
LONGEST = 400  # characters
# The index is asked for so many words at most. Our choice, as above.
_MOST_WORDS = 60
# Words that begin with the same letters are taken for kin. Our choice.
_ALIKE = 5  # letters

_TERM = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)

# Of all dashes only the keyboard's own leaves a word out; these only part words.
_DASHES = re.compile("[‐‑‒–—―−]")  # noqa: RUF001 - that they look alike is the point


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that a reader asks for."""

    text: str
    excluded: bool = False
    """Whether what has it is left out."""
    begins: bool = False
    """Whether it stands for all words that begin so."""
    closed: bool = False
    """Whether it stands within quotation marks, so that nothing goes on."""

    @property
    def quoted(self) -> str:
        """The term as the index reads it."""
        return f'"{self.text}"' + ("*" if self.begins else "")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a reader asks for, as it was understood."""

    typed: str
    """What was typed, without what cannot be shown."""
    terms: tuple[Term, ...]
    cut: bool
    """Whether more was typed than is read."""

    @property
    def wanted(self) -> tuple[Term, ...]:
        """What is looked for."""
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are looked for, one by one, as they were written."""
        return tuple(word for term in self.wanted for word in words_of(term.text))


def parsed_query(typed: str) -> ParsedQuery:
    """Read what a reader typed; every text can be read."""
    fit = "".join(
        " " if is_unfit(letter) else letter for letter in typed[: 4 * LONGEST]
    )
    shown = " ".join(fit.split())
    cut = len(typed) > 4 * LONGEST or len(shown) > LONGEST
    if len(shown) > LONGEST:
        # A word that is cut in two would not be found.
        shown = shown[:LONGEST].rsplit(" ", 1)[0]
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


def match_expression(asked: ParsedQuery, endings: Iterable[str] | None = None) -> str:
    """Give what the index is asked: all terms, and none of those left out.

    What has the words side by side is found twice, and so comes first. With *endings*,
    the last word stands for all words that begin so, *endings* among them.
    """
    wanted = [term.quoted for term in asked.wanted]
    if not wanted:
        return ""
    if endings is not None:
        last = [f'"{asked.wanted[-1].text}"*', *(f'"{word}"' for word in endings)]
        wanted[-1] = f"({' OR '.join(last)})"
    found = " AND ".join(wanted)
    if len(wanted) > 1 and endings is None and not any(t.begins for t in asked.wanted):
        side_by_side = " ".join(term.text for term in asked.wanted)
        found = f'"{side_by_side}" OR ({found})'
    out = "".join(f" NOT {term.quoted}" for term in asked.terms if term.excluded)
    return f"({found}){out}"


def match_any(wanted: Iterable[str]) -> str:
    """Give what the index is asked for whatever has one of these words, or its like."""
    return " OR ".join(f'"{word}" OR "{word[:_ALIKE]}"*' for word in wanted)
