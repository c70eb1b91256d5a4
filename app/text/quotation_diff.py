"""The difference between quoted words and the words of an article, word by word.

Pure functions. Whatever signs stand at a word go with it, so that joining the parts of one
side gives its wording.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.page_object import page_object
from app.domain.vocabulary import Holder
from app.text.anchoring import fold
from app.text.common_words import FUNCTION_WORDS, stem
from app.text.negations_and_hedges import hedges, negations
from app.text.quotation_words import Words, edges_alike, sign_key, sign_of_quotation
from app.text.scripts import has_no_blank

# The key of whatever sign says that words are left out.
_SIGN = "..."
_OMISSION = re.compile(r"[\[(<]?\s*(?:…|(?:\.\s?){3,})\s*[\])>]?|\[\s*\]")
_BLANKS = re.compile(r"\s+")
# So few function words in a row, between words that differ, are the same by chance.
_BY_CHANCE = 2  # words


@page_object
class DiffPart:
    """Words that both wordings share, or that only one of them has."""

    text: str
    """The words; those of the source exactly as it has them."""
    holder: Holder
    """Who has them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Quoted words beside words of an article."""

    start: int
    end: int
    """Where the words of the row stand in the text as received."""
    bits: tuple[DiffPart, ...]
    only_signs: bool
    """Whether the two differ in punctuation and capitals alone."""
    only_capitals: bool
    """Whether the two differ in capitals alone."""
    missing: tuple[str, ...]
    """The words that deny or hedge of which the quotation has fewer, as "not"."""
    added: tuple[str, ...]
    """Those of which it has more."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word with the signs at it, or an omission sign."""

    key: str
    form: str
    gap: str
    """All that stands between the unit before and this one, without typography."""
    lead: str
    """The part of it that goes with this word."""
    trail: str
    """What goes with this word of the signs after it, without typography."""
    shown: tuple[str, str, str, str]
    """As it is shown: what goes before it, itself, what goes after it, a blank or none."""
    word: int
    """The number of the word; of an omission sign, of the word after it."""
    ends: bool
    """Whether a sentence ends with it."""

    @property
    def text(self) -> str:
        """All of it, as it is shown."""
        return _BLANKS.sub(" ", "".join(self.shown))


# Spans of two lists of units that are the same or replace each other.
Step = tuple[bool, int, int, int, int]


def difference(quote: Words, row: Words, low: int, high: int) -> Difference:
    """Compare a quotation with the words of a row from *low* to *high*.

    Words of the row before and after those that are shared, or that replace quoted ones,
    are no difference: the article goes on there.
    """
    mine, theirs = units(quote, 0, len(quote)), units(row, low, high)
    theirs = _abridged(mine, theirs)
    steps = _without_chance(_steps(mine, theirs), mine)
    steps = _trimmed(steps, theirs)
    theirs = theirs[steps[0][3] : steps[-1][4]]
    first = steps[0][3]
    steps = [(same, a, b, c - first, d - first) for same, a, b, c, d in steps]
    if theirs:
        low, high = theirs[0].word, theirs[-1].word + 1
    signs = _edges(quote, row, low, high)
    mine, theirs = (
        _with_signs(units, *edge)
        for units, edge in zip((mine, theirs), signs, strict=True)
    )
    only_signs = _letters(mine) == _letters(theirs)
    # Beside other words a quotation mark within is no difference of the word that it is at.
    compared = [
        units if only_signs else [*map(_without_marks, units)]
        for units in (mine, theirs)
    ]
    alike = [
        pair
        for same, a, b, c, d in steps
        if same
        for pair in _alike(compared[0][a:b], compared[1][c:d])
    ]
    if alike and steps[0][0] and mine[0].form[1:] == theirs[0].form[1:]:
        # The first capital follows the sentence in which the words are quoted.
        alike[0] = alike[0][0], True
    start, end = row.spans[low][0], row.spans[high - 1][1]
    before, after = signs[1]
    return Difference(
        start=row.origin[start - len(before)],
        end=row.origin[end + len(after) - 1] + 1,
        bits=tuple(_bits(steps, mine, theirs, alike)),
        only_signs=only_signs,
        only_capitals=all(step[0] for step in steps) and all(same for same, _ in alike),
        missing=_more_telling(_joined(theirs), _joined(mine)),
        added=_more_telling(_joined(mine), _joined(theirs)),
    )


def _more_telling(one: str, other: str) -> tuple[str, ...]:
    """Return the words that deny or hedge of which *one* text has more than the *other*.

    Another word that does the same changes little: "isn't" is as good as "is not".
    """
    more: list[str] = []
    for those_of in (negations, hedges):
        here, there = (those_of(fold(text).text.casefold()) for text in (one, other))
        alike = Counter(map(stem, there))
        alike.subtract(map(stem, here))
        if len(here) > len(there):
            more += (word for word in here if alike[stem(word)] < 0)
    return tuple(more)


def _edges(
    quote: Words, row: Words, low: int, high: int
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the signs before and after all words, in the quotation and in the row.

    Those that may be added to any quotation are left out, unless both have them.
    """
    found = []
    for alike, mine, theirs, after in zip(
        edges_alike(quote, row, low, high),
        (0, len(quote)),
        (low, high),
        (False, True),
        strict=True,
    ):
        yours = sign_of_quotation(quote, mine, after=after)
        there = sign_of_quotation(row, theirs, after=after)
        if alike:
            yours = there = yours if there == yours else ""
        found.append((yours, there))
    return (found[0][0], found[1][0]), (found[0][1], found[1][1])


def units(words: Words, low: int, high: int) -> list[Unit]:
    """Return the words from *low* to *high* with their signs, and the omission signs."""
    found: list[Unit] = []
    lead = ""
    for word in range(low, high):
        start, end = words.spans[word]
        after = words.spans[word + 1][0] if word + 1 < high else end
        raw = words.shown[end:after]
        trail, sign, next_lead = _parted(raw)
        blank = " " if raw != trail + next_lead or sign else ""
        gap = "" if word == low else words.gaps[word]
        found.append(
            Unit(
                key=words.keys[word],
                form=words.forms[word],
                gap=sign_key(gap),
                lead=sign_key(fold(lead).text) if lead else "",
                trail=sign_key(fold(trail).text) if trail else "",
                shown=(lead, words.shown[start:end], trail, blank),
                word=word,
                ends=bool(blank) and any(stop in trail for stop in ".?!"),
            )
        )
        if sign:
            shown = ("", sign.strip(), "", " ")
            found.append(Unit(_SIGN, _SIGN, "", "", "", shown, word + 1, ends=False))
        lead = next_lead
    return found


def _parted(raw: str) -> tuple[str, str, str]:
    """Part what stands between words: what goes with the one, an omission sign, the rest."""
    if sign := _OMISSION.search(raw):
        return raw[: sign.start()].rstrip(), sign[0], raw[sign.end() :].lstrip()
    blanks = list(_BLANKS.finditer(raw))
    if not blanks:
        return raw, "", ""
    return raw[: blanks[-1].start()], "", raw[blanks[-1].end() :]


def _steps(mine: Sequence[Unit], theirs: Sequence[Unit]) -> list[Step]:
    """Return what is the same and what differs, in turn."""
    matcher = difflib.SequenceMatcher(
        None, [u.key for u in mine], [u.key for u in theirs], autojunk=False
    )
    return [(kind == "equal", a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes()]


def _abridged(mine: Sequence[Unit], theirs: Sequence[Unit]) -> list[Unit]:
    """Return the units of the row, with an omission sign where the quotation has one.

    What it says that it leaves out is no difference.
    """
    abridged = list(theirs)
    if all(unit.key != _SIGN for unit in mine):
        return abridged
    steps = _steps(mine, theirs)
    for at in reversed(range(1, len(steps) - 1)):
        _, a, b, c, d = steps[at]
        if [unit.key for unit in mine[a:b]] == [_SIGN]:
            end = d if c < d else _omitted_until(steps[at + 1 : at + 3], theirs)
            if c < end:
                # Whoever leaves words out may change the signs beside them.
                before = replace(abridged[c - 1], trail=mine[a - 1].trail)
                after = replace(abridged[end], gap=mine[b].gap, lead=mine[b].lead)
                abridged[c - 1 : end + 1] = [before, *mine[a:b], after]
    return abridged


def _omitted_until(steps: Sequence[Step], theirs: Sequence[Unit]) -> int:
    """Return where the row goes on after an omission, if it has those words twice; else 0.

    Of "It rises … it does fall", "it does not rise and it does not fall" is left out up to
    the second "it does", not up to the first.
    """
    if len(steps) < 2:
        return 0
    (_, _, _, c, d), (_, a, b, first, last) = steps
    again = [unit.key for unit in theirs[c:d]]
    places = range(first, last - len(again) + 1) if a == b else ()
    return max(
        (at for at in places if [u.key for u in theirs[at : at + d - c]] == again),
        default=0,
    )


def _without_chance(steps: list[Step], mine: Sequence[Unit]) -> list[Step]:
    """Join what differs over a common word or two that are the same by chance."""
    joined: list[Step] = []
    for at, step in enumerate(steps):
        same, low, high, _, _ = step
        by_chance = (
            same
            and 0 < at < len(steps) - 1
            and high - low <= _BY_CHANCE
            and all(unit.key in FUNCTION_WORDS for unit in mine[low:high])
            and all(_changed(steps[at + side]) > _BY_CHANCE for side in (-1, 1))
        )
        if joined and not joined[-1][0] and (by_chance or not same):
            joined[-1] = (False, joined[-1][1], step[2], joined[-1][3], step[4])
        else:
            joined.append(step)
    return joined


def _changed(step: Step) -> int:
    _, low, high, first, last = step
    return min(high - low, last - first)


def _trimmed(steps: list[Step], theirs: Sequence[Unit]) -> list[Step]:
    """Leave out what the row has beyond the edges of the quotation.

    A word at the edge replaces one of the same sentence, not of the sentence next to it.
    """
    same, a, b, c, d = steps[0]
    if not same:
        c = max(c, d - (b - a), *(at + 1 for at in range(c, d) if theirs[at].ends))
        steps = [(same, a, b, c, d), *steps[1:]]
    same, a, b, c, d = steps[-1]
    if not same:
        ends = [at + 1 for at in range(max(0, c - 1), d) if theirs[at].ends]
        d = min(d, c + (b - a), *ends)
        steps = [*steps[:-1], (same, a, b, c, d)]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _with_signs(units: list[Unit], before: str, after: str) -> list[Unit]:
    """Add signs to the first unit and the last."""
    if not units:
        return units
    first = units[0]
    shown = (before, *first.shown[1:])
    units = [replace(first, shown=shown, lead=sign_key(before)), *units[1:]]
    last = units[-1]
    shown = (*last.shown[:2], after, "")
    return [*units[:-1], replace(last, shown=shown, trail=sign_key(after))]


def _without_marks(unit: Unit) -> Unit:
    """Return a unit as if no quotation mark stood at its word."""
    return replace(
        unit,
        gap=unit.gap.replace("'", "") or " ",
        lead=unit.lead.replace("'", ""),
        trail=unit.trail.replace("'", ""),
    )


def _alike(mine: Sequence[Unit], theirs: Sequence[Unit]) -> list[tuple[bool, bool]]:
    """Return for each pair of the same words whether their signs and capitals agree."""
    signs = [True] * len(mine)
    for at, (here, there) in enumerate(zip(mine, theirs, strict=True)):
        if at == 0:
            signs[0] = here.lead == there.lead
        elif here.gap != there.gap:
            before = mine[at - 1].trail != theirs[at - 1].trail
            signs[at] = here.lead == there.lead
            signs[at - 1] &= not before and not signs[at]
    if mine:
        signs[-1] &= mine[-1].trail == theirs[-1].trail
    return [
        (
            same and here.form.count("'") == there.form.count("'"),
            here.form == there.form,
        )
        for same, here, there in zip(signs, mine, theirs, strict=True)
    ]


def _bits(
    steps: Sequence[Step],
    mine: Sequence[Unit],
    theirs: Sequence[Unit],
    alike: Sequence[tuple[bool, bool]],
) -> Iterator[DiffPart]:
    """Yield both wordings, part after part."""
    told = iter(alike)
    atoms: list[tuple[bool, str, str]] = []
    for same, a, b, c, d in steps:
        if same:
            atoms += [
                (all(next(told)), here.text, there.text)
                for here, there in zip(mine[a:b], theirs[c:d], strict=True)
            ]
        else:
            atoms.append((False, _joined(mine[a:b]), _joined(theirs[c:d])))
    for alike_here, yours, there in _runs(_chunks(atoms)):
        if alike_here:
            yield DiffPart(there.strip(), Holder.BOTH)
        else:
            if yours.strip():
                yield DiffPart(yours.strip(), Holder.PASTED)
            if there.strip():
                yield DiffPart(there.strip(), Holder.SOURCE)


# Whether both wordings are the same, the one, and the other.
Pair = tuple[bool, str, str]


def _chunks(atoms: Iterable[Pair]) -> Iterator[Pair]:
    """Join what no blank parts: a chunk of which a part differs differs."""
    waiting: Pair | None = None
    for atom in atoms:
        chunk = _both(waiting, atom)
        waiting = None
        if all(not text or _is_whole(text) for text in chunk[1:]):
            yield chunk
        else:
            waiting = chunk
    if waiting:
        yield waiting


def _is_whole(text: str) -> bool:
    """Whether a word ends where a text does."""
    return text.endswith(" ") or has_no_blank(text[-1])


def _runs(chunks: Iterable[Pair]) -> Iterator[Pair]:
    """Join what is the same in a row, and what differs."""
    run: Pair | None = None
    for chunk in chunks:
        if run and run[0] != chunk[0]:
            yield run
            run = None
        run = _both(run, chunk)
    if run:
        yield run


def _both(one: Pair | None, other: Pair) -> Pair:
    if one is None:
        return other
    return one[0] and other[0], one[1] + other[1], one[2] + other[2]


def _joined(units: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in units)


def _letters(units: Sequence[Unit]) -> str:
    return "".join(unit.key for unit in units if unit.key != "...")
