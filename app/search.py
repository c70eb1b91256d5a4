"""What a reader types → what the full-text index is asked; and its answers → pieces.

Everything here is pure. Whatever is typed can be asked: each word goes to the index
within quotation marks, where nothing has a meaning but its letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.anchoring import fold
from app.passages import runs

# What is longer is cut, with a remark. Our choice: the longest sentences of the articles
# have some 350 characters.
LONGEST = 400  # characters
# The index is asked for so many words at most. Our choice, as above.
_MOST_WORDS = 60
# Words that begin with the same letters are taken for kin. Our choice.
_ALIKE = 5  # letters

# Around the words that were found, in what the index gives back. No text that is
# indexed holds them: `findable` leaves them out.
OPENS, CLOSES = "\x02", "\x03"

# Stands where a word ends without a blank. It shows as nothing.
_END_OF_WORD = "\u200b"

_TERM = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)
_WORD = re.compile(r"[^\W_]+")
# Signs that have no place in a text: they would show as nothing, or break what shows it.
_UNFIT = {"Cc", "Cs", "Cn", "Co"}
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
class Asked:
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
        return tuple(word for term in self.wanted for word in words(term.text))


def read(typed: str) -> Asked:
    """Read what a reader typed; every text can be read."""
    fit = "".join(" " if unfit(letter) else letter for letter in typed[: 4 * LONGEST])
    shown = " ".join(fit.split())
    cut = len(typed) > 4 * LONGEST or len(shown) > LONGEST
    if len(shown) > LONGEST:
        # A word that is cut in two would not be found.
        shown = shown[:LONGEST].rsplit(" ", 1)[0]
    terms = tuple(_terms(fold(_DASHES.sub(" ", shown)).text))
    return Asked(shown, terms[:_MOST_WORDS], cut or len(terms) > _MOST_WORDS)


def unfit(letter: str) -> bool:
    """Whether a sign has no place in a text."""
    return unicodedata.category(letter) in _UNFIT


def _terms(text: str) -> Iterator[Term]:
    for found in _TERM.finditer(text):
        word = found["word"] or ""
        term = found["phrase"] if found["phrase"] is not None else word
        # "China AND Russia": both are wanted anyway.
        if any(map(str.isalnum, term)) and word != "AND":
            begins, closed = word.rstrip(",.;").endswith("*"), found[0].endswith('"')
            yield Term(term, bool(found["minus"]), begins, closed)


def match(asked: Asked, endings: Iterable[str] | None = None) -> str:
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


def any_of(wanted: Iterable[str]) -> str:
    """Give what the index is asked for whatever has one of these words, or its like."""
    return " OR ".join(f'"{word}" OR "{word[:_ALIKE]}"*' for word in wanted)


def words(text: str) -> list[str]:
    """Give the words of *text* as they are written."""
    return _WORD.findall(fold(text.replace(_END_OF_WORD, " ")).text)


def key(word: str) -> str:
    """Give what a word is known by: small letters without accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def findable(text: str, start: int, end: int) -> str:
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
            if letter.isspace() or (fold(letter).text and not unfit(letter)):
                yield letter, at


def places(text: str, start: int, end: int, marked: str) -> list[tuple[int, int]]:
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
class Bit:
    """A stretch of a text that was found."""

    text: str
    """Its letters."""
    found: bool
    """Whether it is what was looked for."""


def bits(marked: str) -> tuple[Bit, ...]:
    """Part a text that the index has marked into what was found and what was not."""
    parts: list[Bit] = []
    for at, piece in enumerate(marked.split(OPENS)):
        found, closed, rest = piece.partition(CLOSES)
        parts += [Bit(found, bool(at and closed)), Bit(rest, found=False)]
    return tuple(part for part in parts if part.text)
