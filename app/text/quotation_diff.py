"""Lay words that somebody quotes beside the texts: where they stand, how they differ.

Everything here is pure. Offsets are Unicode code points, the end exclusive. That words
are alike never makes them stand somewhere: it only finds what they are compared with.
"""

import difflib
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Holder, Wording
from app.text.anchoring import Folded, fold, nearest, standing
from app.text.passages import runs

# So many words in a row are no accident by themselves. Our choice: "the United States
# and its allies in Europe" has eight.
_NO_ACCIDENT = 8  # words
# So many in a row count where others of the same text are near. Our choice.
_LEAST = 3  # words
# So many words of a text may be left out within one quotation; words that stand further
# apart are two. Our choice: some three sentences.
_GAP = 60  # words
# So many words at the edge of a quotation are compared with what stands at that edge;
# more are words of another origin. Our choice.
_EDGE = 3  # words
# A short text that is less alike than this (0 to 100) is another text; what is longer
# than that is not compared letter by letter: with its square grows the time. Our choice:
# the longest of our quotes has half as many.
_ALIKE = 80.0
_SHORT = 1_000  # characters

# Without one of these a block has no signs of markup.
_MARKUP = re.compile(r"[*<#]")
_CHUNK = re.compile(r"\S+")
_NO_LETTER = re.compile(r"[\W_]+")
# What ends a sentence, most of the time.
_STOPS = (".", "?", "!")
# What may stand right before or after a word, folded.
_SIGNS = string.punctuation
# What stands around a quotation and is none of it; a full stop may be.
_AROUND = "\"'“”‘’„‚«»…[]() \n\t\xa0"  # noqa: RUF001 - quotation marks look alike


@dataclass(frozen=True, slots=True)
class Compared:
    """Words that two wordings share, or that one of them has."""

    text: str
    """The words; those of the source as they stand there."""
    holder: Holder
    """Who has them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text word by word, what stands between two blanks being one."""

    said: tuple[str, ...]
    """Each word as it is folded, with its punctuation."""
    keys: tuple[str, ...]
    """Each word's letters and digits, small; a sign by itself is its own."""
    spans: tuple[tuple[int, int], ...]
    """Where each stands in the original."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Part of the quoted words, laid beside the place that is most like it."""

    text: int
    """Which of the texts it is, from 0."""
    start: int
    end: int
    bits: tuple[Compared, ...]

    @property
    def same(self) -> bool:
        """Whether the two do not differ."""
        return all(bit.holder is Holder.BOTH for bit in self.bits)

    @property
    def only_signs(self) -> bool:
        """Whether the two differ in punctuation and capitals alone."""
        pasted, source = (
            "".join(bit.text for bit in self.bits if bit.holder is not other)
            for other in (Holder.SOURCE, Holder.PASTED)
        )
        return _letters(pasted) == _letters(source)


# --- letter for letter ---------------------------------------------------------------


def shown(text: str, offset: int = 0, *, notes: bool = True) -> Folded:
    """Fold what a reader sees of a block; without *notes*, no raised numbers."""
    letters = ""
    starts: list[int] = []
    ends: list[int] = []
    for run in runs(text, 0, len(text)):
        piece = text[run.start : run.end]
        if run.style == "sup" and piece.isdecimal() and not notes:
            continue
        folded = fold(piece, offset + run.start)
        # Blanks on both sides of a sign of markup are one.
        skip = int(letters[-1:] == " " and folded.text[:1] == " ")
        letters += folded.text[skip:]
        starts += folded.starts[skip:]
        ends += folded.ends[skip:]
    return Folded(letters, tuple(starts), tuple(ends))


def places(text: str, pasted: str) -> list[tuple[int, int, Wording]]:
    """Give every place where *pasted* stands in a block, and how."""
    sought = fold(pasted).text.strip()
    folded_ways = [fold(text)]
    if _MARKUP.search(text):
        folded_ways += [shown(text), shown(text, notes=False)]
    for folded in folded_ways:
        if found := list(standing(folded, sought)):
            return [(start, end, how(text[start:end], pasted)) for start, end in found]
    return []


def how(standing_there: str, pasted: str) -> Wording:
    """Say whether words that stand somewhere are the very same, or but for typography."""
    same = standing_there == pasted.strip()
    return Wording.EXACT if same else Wording.TYPOGRAPHIC


def bare(pasted: str) -> str:
    """Take away the signs around a quotation that are none of it."""
    return pasted.strip(_AROUND)


# --- word by word --------------------------------------------------------------------


def words(pieces: Iterable[Folded]) -> Words:
    """Give the words of a text, block after block."""
    said, spans = [], []
    for piece in pieces:
        for found in _CHUNK.finditer(piece.text):
            said.append(found[0])
            spans.append(piece.span(*found.span()))
    keys = (_NO_LETTER.sub("", one).lower() or one for one in said)
    return Words(tuple(said), tuple(keys), tuple(spans))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text).text).lower()


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in a row in the quotation and in a text."""

    text: int
    there: int
    here: int
    length: int

    @property
    def after(self) -> int:
        """The first word after it in the text."""
        return self.there + self.length

    @property
    def until(self) -> int:
        """The first word after it in the quotation."""
        return self.here + self.length


def aligned(
    pasted: str, texts: Sequence[tuple[str, Words]]
) -> tuple[list[Alignment], list[str]]:
    """Lay a quotation beside the texts; give also the words that stand in none.

    A text is given whole and word by word. Several places where the quotation joins
    what stands apart; none where nothing is like it.
    """
    mine = words([shown(pasted)])
    groups = [
        group
        for group in _groups(_runs(mine, [said for _, said in texts]))
        if _tells(sum(run.length for run in group), len(mine.said))
    ]
    if not groups:
        return (_likest(pasted, mine, texts) if len(pasted) <= _SHORT else []), []
    found, missing, done = [], [], 0
    nexts = [group[0].here for group in groups[1:]] + [len(mine.said)]
    for group, ends in zip(groups, nexts, strict=True):
        low, high = group[0].here, group[-1].until
        if low - done <= _EDGE:
            low = done
        if ends - high <= _EDGE:
            high = ends
        missing.append(mine.said[done:low])
        done = high
        there = texts[group[0].text]
        found.append(_beside(mine, (low, high), there, group))
    missing.append(mine.said[done:])
    return found, [" ".join(part) for part in missing if part]


def _tells(matched: int, of: int) -> bool:
    """Whether so many words in place are no accident."""
    return matched >= _NO_ACCIDENT or 2 * matched >= of


def _runs(mine: Words, texts: Sequence[Words]) -> list[Run]:
    """Give words in a row that stand in a text, the longest first, none twice."""
    found = sorted(_all_runs(mine, texts), key=lambda run: -run.length)
    taken: set[int] = set()
    chosen = []
    for run in found:
        free = [at for at in range(run.here, run.until) if at not in taken]
        if len(free) >= _LEAST and free[-1] - free[0] == len(free) - 1:
            cut = free[0] - run.here
            chosen.append(Run(run.text, run.there + cut, free[0], len(free)))
            taken |= set(free)
    return sorted(chosen, key=lambda run: run.here)


def _all_runs(mine: Words, texts: Sequence[Words]) -> Iterator[Run]:
    """Give every run of words that cannot be made longer."""
    asked = set(_threes(mine.keys))
    for number, text in enumerate(texts):
        at: Mapping[tuple[str, ...], list[int]] = defaultdict(list)
        for there, three in enumerate(_threes(text.keys)):
            if three in asked:
                at[three].append(there)
        for here, three in enumerate(_threes(mine.keys)):
            for there in at.get(three, ()):
                if not (here and there and mine.keys[here - 1] == text.keys[there - 1]):
                    yield Run(number, there, here, _length(mine, here, text, there))


def _threes(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(keys, keys[1:], keys[2:], strict=False)


def _length(mine: Words, here: int, text: Words, there: int) -> int:
    """Count how many words are the same from here and there on."""
    most = min(len(mine.keys) - here, len(text.keys) - there)
    same = (n for n in range(most) if mine.keys[here + n] != text.keys[there + n])
    return next(same, most)


def _groups(found: Sequence[Run]) -> list[list[Run]]:
    """Put together the runs that follow one another in one text."""
    strong = [
        run
        for run in found
        if run.length >= _NO_ACCIDENT
        or any(_in_line(run, other) or _in_line(other, run) for other in found)
    ]
    groups: list[list[Run]] = []
    for run in strong or found:
        if groups and _in_line(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _in_line(run: Run, following: Run) -> bool:
    return (
        run.text == following.text
        and run.until <= following.here
        and 0 <= following.there - run.after <= _GAP
    )


def _beside(
    mine: Words, part: tuple[int, int], there: tuple[str, Words], group: Sequence[Run]
) -> Alignment:
    """Lay a part of the quotation beside where its runs stand."""
    text, said = there
    before, after = group[0].here - part[0], part[1] - group[-1].until
    # As many words of the text as are quoted beyond the runs, and some to spare.
    low = max(0, group[0].there - (before + _LEAST if before else 0))
    high = group[-1].after + (after + _LEAST if after else 0)
    return _compared(
        mine, part, text, said, (low, min(high, len(said.said)), group[0].text)
    )


def _compared(
    mine: Words,
    part: tuple[int, int],
    text: str,
    said: Words,
    window: tuple[int, int, int],
) -> Alignment:
    """Compare a part of the quotation with a window of a text, word by word."""
    low, high, number = window
    old, new = mine.said[slice(*part)], list(said.said[low:high])
    spans = list(said.spans[low:high])
    steps = _steps(old, new)
    for at, front in ((steps[0][2], True), (steps[-1][3] - 1, False)):
        _less_signs(new, spans, at, old[0 if front else -1], front=front)
    steps = _steps(old, new)
    bits: list[Compared] = []
    for i1, i2, j1, j2 in steps:
        theirs = _between(text, spans[j1:j2])
        if old[i1:i2] == tuple(new[j1:j2]):
            bits.append(Compared(theirs, Holder.BOTH))
            continue
        yours = " ".join(old[i1:i2])
        bits += [Compared(yours, Holder.PASTED), Compared(theirs, Holder.SOURCE)]
    start, end = spans[steps[0][2]][0], spans[steps[-1][3] - 1][1]
    return Alignment(number, start, end, tuple(bit for bit in bits if bit.text))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[list[int]]:
    """Give what is the same and what differs, in turn, as ends of spans of both."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    steps = [list(step[1:]) for step in matcher.get_opcodes()]
    # Beyond the edges of the quotation the text goes on: that is no difference.
    first, last = steps[0], steps[-1]
    first[2] = max(first[2], first[3] - (first[1] - first[0]))
    last[3] = min(last[3], last[2] + (last[1] - last[0]))
    if len(steps) == 1:
        return steps
    # Nor is a neighbouring sentence what a word at the edge was put in place of.
    if tuple(new[first[2] : first[3]]) != tuple(old[first[0] : first[1]]):
        ends = [at for at in range(first[2], first[3]) if new[at].endswith(_STOPS)]
        first[2] = ends[-1] + 1 if ends else first[2]
    if tuple(new[last[2] : last[3]]) != tuple(old[last[0] : last[1]]):
        ends = [at for at in range(last[2], last[3]) if new[at].endswith(_STOPS)]
        last[3] = ends[0] + 1 if ends else last[3]
    return steps


def _less_signs(
    new: list[str], spans: list[tuple[int, int]], at: int, word: str, *, front: bool
) -> None:
    """Leave out the signs beyond the edge of a quotation that ends within a chunk."""
    said = new[at]
    letters = said.lstrip(_SIGNS) if front else said.rstrip(_SIGNS)
    edge = word[0] if front else word[-1]
    rest = letters if edge.isalnum() else word
    more = len(said) - len(rest)
    beyond = said[:more] if front else said[len(rest) :]
    whole = rest and (said == beyond + rest if front else said == rest + beyond)
    # A folded ellipsis is three signs where the text has one.
    if whole and not _letters(beyond) and "..." not in beyond:
        start, end = spans[at]
        new[at] = rest
        spans[at] = (start + more, end) if front else (start, end - more)


def _between(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Give the words from the first to the last of *spans* as they stand in *text*."""
    return " ".join(text[spans[0][0] : spans[-1][1]].split()) if spans else ""


def _likest(
    pasted: str, mine: Words, texts: Sequence[tuple[str, Words]]
) -> list[Alignment]:
    """Lay a short quotation beside the one place that is like it letter by letter."""
    near = [
        (found.likeness, -number, found)
        for number, (text, _) in enumerate(texts)
        if (found := nearest(text, pasted)) and found.likeness >= _ALIKE
    ]
    if not near:
        return []
    _, number, found = max(near, key=lambda one: one[:2])
    text, said = texts[-number]
    inside = [
        at
        for at, (start, end) in enumerate(said.spans)
        if start < found.end and found.start < end
    ]
    if not inside:
        return []
    window = (inside[0], inside[-1] + 1, -number)
    return [_compared(mine, (0, len(mine.said)), text, said, window)]
