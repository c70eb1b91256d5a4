"""The full-text index: how words are indexed, and how what it marks is read back.

In order: the index and its row ids, words and their keys, the text that is indexed, the
rows of both tables, and the marks around what was found.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from app.domain.page_object import page_object
from app.domain.records import Bundle
from app.text.anchoring import fold
from app.text.scripts import KOREAN, MARKS, UNSPACED, parted
from app.text.visible_text import visible_runs

# --- the index -----------------------------------------------------------------------

# Words are indexed by their keys (`store/build` lends SQLite the functions), and marked in
# the text as it is written: both have the same words in the same order, since what is written
# upon a letter is part of its word. Other forms are asked for by name.
_TOKENIZER = """tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* Co'\""""
# Clashes have an index of their own: the rank of everything else does not depend on their
# words.
CREATE_FULL_TEXT = (
    f"""CREATE VIRTUAL TABLE words USING fts5(
        text, content='findable', content_rowid='id', prefix='2 3', {_TOKENIZER})""",
    """CREATE TABLE clash_text AS SELECT position, parted_words(question) AS question,
        parted_words(turns_on) AS turns_on FROM clash""",
    f"""CREATE VIRTUAL TABLE clash_words USING fts5(
        question, turns_on, content='clash_text', content_rowid='position',
        {_TOKENIZER})""",
    "INSERT INTO words(rowid, text) SELECT id, index_key(text) FROM findable",
    "INSERT INTO words(words) VALUES ('optimize')",
    """INSERT INTO clash_words(rowid, question, turns_on)
        SELECT position, index_key(question), index_key(turns_on) FROM clash_text""",
)

# The first row id of each kind, so that a query can ask for one kind alone. Our choice:
# no kind has a thousand million rows. CLASHES_FROM is added to the ids of clash_words.
CLAIMS_FROM, QUOTES_FROM, PASSAGES_FROM = 1, 1_000_000_000, 2_000_000_000
CLASHES_FROM = 3_000_000_000

# --- words ---------------------------------------------------------------------------

_WORD = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")
# A word of German with umlauts, which not every keyboard has.
_WITH_UMLAUT = re.compile(r"(?<![^\W_])[^\W_äöüÄÖÜ]*+[äöüÄÖÜ][^\W_]*+")
_UMLAUTS = str.maketrans({u: f"{a}e" for u, a in zip("äöüÄÖÜ", "aouAOU", strict=True)})
# Parts of a word that hyphens join, folded.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")
# Accents, the lengthened stroke of Arabic, and the vowels and points of Arabic and Hebrew.
_UPON_LETTER = re.compile(
    r"(?<=[^\W_])[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+"
)
# Ligatures, letters of Arabic by their place in a word, wide and narrow ones.
_OTHER_FORM = re.compile(
    r"[\ufb00-\ufb4f\ufb50-\ufdf9\ufe80-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    r"\uff66-\uff9f]+"
)
# Letters of Arabic that are written one for the other, also by the keyboards of Persian.
_SAME_LETTER = str.maketrans(
    "\u0671\u0649\u0629\u06a9\u06cc", "\u0627\u064a\u0647\u0643\u064a"
)
# Ends a word without a blank; shows as nothing.
_END_OF_WORD = "\u200b"
_BETWEEN_WORDS = re.compile(
    rf"(?<=[{UNSPACED}{KOREAN}{MARKS}]){_END_OF_WORD}|{_END_OF_WORD}(?=[{UNSPACED}{KOREAN}])"
)
# Control characters, surrogates, unassigned and private ones: they would show as
# nothing, or break what shows them.
_UNPRINTABLE = {"Cc", "Cs", "Cn", "Co"}


def is_unprintable(letter: str) -> bool:
    """Whether a character has no place in a text."""
    return unicodedata.category(letter) in _UNPRINTABLE


def words_of(text: str) -> list[str]:
    """Return the words of *text* as they are written.

    Where no blanks part them, each letter is one: a word of Chinese is found as a phrase.
    """
    return _WORD.findall(fold(parted(text.replace(_END_OF_WORD, " "))).text)


def parted_words(text: str) -> str:
    """Return a text in which words end as `words_of` has it, which shows as nothing."""
    return parted(text, _END_OF_WORD)


def joined_words(text: str) -> str:
    """Return a text, marked or not, without what `parted_words` has put between its words."""
    return text if text.isascii() else _BETWEEN_WORDS.sub("", text)


def index_key(text: str) -> str:
    """Return a word or a text as the index has it: in lower case, without accents.

    What is written in two ways becomes the same: ß and ss, the forms of alif, Arabic and
    Hebrew with vowels and without, ligatures and letters as wide as Chinese ones.
    """
    if text.isascii():
        return text.lower()
    plain = _OTHER_FORM.sub(lambda it: unicodedata.normalize("NFKC", it[0]), text)
    decomposed = unicodedata.normalize("NFD", parted_words(plain).casefold())
    bare = _UPON_LETTER.sub("", decomposed).translate(_SAME_LETTER)
    return unicodedata.normalize("NFC", bare)


# --- the text that is indexed --------------------------------------------------------


def findable_text(text: str, start: int, end: int) -> str:
    """Return a span as it is indexed: what a reader sees, without invisible characters.

    A raised number is not joined to the word before it. These are the letters of
    `_findable_letters`, without their offsets, which take longer.
    """
    pieces: list[str] = []
    for run in visible_runs(text, start, end):
        pieces += _END_OF_WORD if run.style == "sup" else ""
        pieces += filter(_is_findable, text[run.start : run.end])
    return parted_words("".join(pieces).strip())


def _findable_letters(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield each character of a span that is indexed, with its offset in *text*."""
    for run in visible_runs(text, start, end):
        if run.style == "sup":
            yield _END_OF_WORD, run.start
        for at in range(run.start, run.end):
            if _is_findable(text[at]):
                yield text[at], at


@lru_cache(maxsize=1024)
def _is_findable(letter: str) -> bool:
    """Whether a character shows as something."""
    return letter.isspace() or bool(fold(letter).text and not is_unprintable(letter))


# --- the rows ------------------------------------------------------------------------

Row = dict[str, Any]


def findable_rows(data: Bundle, texts: Mapping[str, str]) -> list[Row]:
    """Return each claim, quote and block of text, each kind in reading order."""

    def words(source: str, start: int, end: int) -> str:
        return findable_text(texts[source], start, end)

    claims: list[Row] = [
        {"claim": c.id, "text": parted_words(c.text)} for c in data.claims
    ]
    quotes: list[Row] = [
        {"quote": q.id, "text": words(q.source, q.start, q.end)} for q in data.quotes
    ]
    passages: list[Row] = [
        {"source": p.source, "start": p.start, "text": words(p.source, p.start, p.end)}
        for p in data.passages
    ]
    blank: Row = {"claim": None, "quote": None, "source": None, "start": None}
    kinds = ((CLAIMS_FROM, claims), (QUOTES_FROM, quotes), (PASSAGES_FROM, passages))
    return [
        {**blank, **row, "id": number}
        for first, rows in kinds
        for number, row in enumerate(rows, first)
    ]


def word_rows(findable: list[Row], foreign: Collection[str]) -> list[Row]:
    """Return the words of the site, each in its commonest form, with its count.

    *foreign* has the ids of the quotes and the sources that are not in English.
    """
    counts: Counter[str] = Counter()
    english: set[str] = set()
    for row in findable:
        words = words_of(row["text"])
        counts.update(words)
        if row["quote"] not in foreign and row["source"] not in foreign:
            english.update(words)
    english = set(map(index_key, english))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        forms[index_key(word)][word] = count
    return [
        {
            "key": key,
            "word": written.most_common(1)[0][0],
            "count": written.total(),
            "english": key in english,
        }
        for key, written in sorted(forms.items())
        if key
    ]


def compound_rows(findable: list[Row]) -> list[Row]:
    """Return words that others write otherwise: "multi-polar" as one, "Häfen" as "Haefen"."""
    texts = [fold(row["text"]).text for row in findable]
    compounds = {
        index_key(word.translate(_UMLAUTS)): index_key(word)
        for text in texts
        for word in _WITH_UMLAUT.findall(text)
    }
    compounds |= {
        index_key(word.replace("-", "")): index_key(word.replace("-", " "))
        for text in texts
        for word in _COMPOUND.findall(text)
    }
    return [{"key": key, "parts": parts} for key, parts in sorted(compounds.items())]


# --- what was found ------------------------------------------------------------------

# The index puts these around the words that it found. No indexed text contains them:
# `findable_text` leaves them out.
OPENS, CLOSES = "\x02", "\x03"
_MARKED = re.compile(f"{OPENS}([^{CLOSES}]*){CLOSES}")


@page_object
class FoundText:
    """A stretch of a text, found or not."""

    text: str
    """Its text."""
    found: bool
    """Whether it matches the search."""


def without_small(marked: str, capitals: Collection[str]) -> str:
    """Return a text that the index has *marked* without the marks on "us" if "US" was meant.

    *capitals* has the words that were meant in capitals, in lower case.
    """

    def kept(found: re.Match[str]) -> str:
        small = index_key(found[1]) in capitals and not found[1].isupper()
        return found[1] if small else found[0]

    return _MARKED.sub(kept, marked) if capitals else marked


def found_texts(marked: str) -> tuple[FoundText, ...]:
    """Split a text that the index has *marked* into what was found and the rest."""
    parts: list[FoundText] = []
    for at, piece in enumerate(joined_words(marked).split(OPENS)):
        found, closed, rest = piece.partition(CLOSES)
        parts += [FoundText(found, bool(at and closed)), FoundText(rest, found=False)]
    return tuple(part for part in parts if part.text)


def found_spans(text: str, start: int, end: int, marked: str) -> list[tuple[int, int]]:
    """Return where in *text* the words stand that the index has *marked* in a span."""
    letters = [
        (letter, at)
        for letter, at in _findable_letters(text, start, end)
        if letter != _END_OF_WORD
    ]
    at = next(n for n, (letter, _) in enumerate(letters) if not letter.isspace())
    spans, opened = [], 0
    for letter in marked:
        if letter == OPENS:
            opened = at
        elif letter == CLOSES:
            spans.append((letters[opened][1], letters[at - 1][1] + 1))
        elif letter != _END_OF_WORD:
            at += 1
    return spans
