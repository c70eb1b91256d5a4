"""The editors' own words, where somebody quotes them as if an article had them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Row

from rapidfuzz import process
from rapidfuzz.distance import Indel

from app.domain.page_object import page_object
from app.queries.quotes import ListedQuote, listed_quotes
from app.store.connection import Store
from app.text.anchoring import fold
from app.text.negations_and_hedges import hedges, negations
from app.text.quotation_words import read_quotation, read_words
from app.text.sentences import sentence_spans

# So much of the words must agree, in order, of those that are quoted and of the editors' taken
# together. Our choice: one word of six may be another ("weapons" for "arms"), but not one of
# three, or "China needs Russia" would be "China needs Europe".
_ENOUGH = 0.8
# So much do texts differ in length at most that agree so well, and a little more.
_NEARLY_AS_LONG = 0.99 * _ENOUGH / (2 - _ENOUGH)
# The words that deny, and whether any hedges.
Sense = tuple[tuple[str, ...], bool]
# So few words may be anybody's. Our choice: the shortest claims have three.
_FEWEST = 3  # words
# So many words in a row are taken from a longer sentence of the editors, and no accident. Our
# choice.
_IN_A_ROW = 5  # words

_WRITTEN = """
    SELECT 'claim' AS kind, id, text AS label, text AS words FROM claim
    UNION ALL SELECT 'claim', id, text, because FROM claim WHERE because IS NOT NULL
    UNION ALL SELECT 'claim', id, text, note FROM claim WHERE note IS NOT NULL
    UNION ALL SELECT 'theme', id, title, title FROM theme
    UNION ALL SELECT 'theme', id, title, description FROM theme
    UNION ALL SELECT 'clash', id, question, question FROM clash
    UNION ALL SELECT 'clash', id, question, turns_on FROM clash"""
_OF_CLAIM = "WHERE quote.id IN (SELECT quote FROM claim_quote WHERE claim = ?)"
_PATHS = {"claim": "claims", "theme": "themes", "clash": "clashes"}


@page_object
class EditorsWords:
    """Words that the editors of this site wrote."""

    kind: str
    """What they stand in: a claim, a theme or a clash."""
    label: str
    """Its text, title or question."""
    words: str
    """The editors' sentence."""
    address: str
    """Its address."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that it rests on, if it is a claim."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A text of the editors, or a sentence of one."""

    row: Row
    words: str
    keys: tuple[str, ...]
    """Its words, folded."""
    spaced: str
    """The same with a blank around each."""


def editors_words(store: Store, text: str, *, above: float) -> EditorsWords | None:
    """Return the words of the editors that a *text* repeats, if it does.

    They must agree better than the nearest words of an article: *above* is how well these do.
    The same must be denied and hedged.
    """
    quoted = read_quotation(text)
    if len(quoted) < _FEWEST:
        return None
    by_sense = store.held("editors' words", lambda: _by_sense(store))
    score, best = _nearest(quoted.keys, by_sense.get(_sense(quoted.shown), ()))
    if best is None or score <= above:
        return None
    claim = best.row["id"] if best.row["kind"] == "claim" else None
    return EditorsWords(
        kind=best.row["kind"],
        label=best.row["label"],
        words=best.words,
        address=f"{store.root}/{_PATHS[best.row['kind']]}/{best.row['id']}",
        quotes=tuple(listed_quotes(store, _OF_CLAIM, claim)) if claim else (),
    )


def agreement(quoted: str, there: str) -> float:
    """Return how well the words of two texts agree, in order: from 0 to 1."""
    mine, theirs = read_quotation(quoted).keys, read_words(there).keys
    return Indel.normalized_similarity(mine, theirs)


def _by_sense(store: Store) -> dict[Sense, list[_Written]]:
    """Return every text of the editors, and each of its sentences, by what it denies.

    Of each sense the shortest come first.
    """
    by_sense = defaultdict(list)
    for one in sorted(_written(store), key=_length):
        by_sense[_sense(one.words)].append(one)
    return dict(by_sense)


def _written(store: Store) -> Iterator[_Written]:
    for row in store.rows(_WRITTEN):
        text = row["words"]
        spans = [(0, len(text)), *sentence_spans(text, 0, len(text))]
        for words in dict.fromkeys(text[start:end] for start, end in spans):
            read = read_words(words)
            yield _Written(row, words, read.keys, _spaced(read.keys))


def _nearest(
    keys: Sequence[str], every: Sequence[_Written]
) -> tuple[float, _Written | None]:
    """Return which of the editors' texts, the shortest first, agrees best with some words.

    It says how well, too: wholly if they are a good part of it, and 0 if not enough of them agree.
    """
    if len(keys) >= _IN_A_ROW:
        spaced = _spaced(keys)
        if whole := next((one for one in every if spaced in one.spaced), None):
            return 1.0, whole
    first = bisect_right(every, len(keys) * _NEARLY_AS_LONG, key=_length)
    end = bisect_left(every, len(keys) / _NEARLY_AS_LONG, key=_length)
    near = every[first:end]
    found = process.extractOne(
        keys,
        [one.keys for one in near],
        scorer=Indel.normalized_similarity,
        score_cutoff=_ENOUGH,
    )
    return (found[1], near[found[2]]) if found else (0.0, None)


def _length(one: _Written) -> int:
    return len(one.keys)


def _spaced(keys: Sequence[str]) -> str:
    return f" {' '.join(keys)} "


def _sense(text: str) -> Sense:
    """Return the words of a text that deny, and whether any hedges."""
    folded = fold(text).text
    return tuple(map(str.casefold, negations(folded))), bool(hedges(folded))
