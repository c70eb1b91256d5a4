"""Compare words that somebody quotes with the texts: where they stand, how they differ.

Pure functions. Offsets are Unicode code points, the end exclusive. Similarity never
counts as a match: it only finds the words to compare with.
"""

import difflib
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Holder, Wording
from app.text.anchoring import FoldedText, fold, nearest_text, whole_word_spans
from app.text.passages import overlapping_spans, visible_runs

# This many words in a row are no accident. Our choice: "the United States and its allies
# in Europe" has eight.
_NO_ACCIDENT = 8  # words
# This many in a row count if others of the same text are near. Our choice.
_LEAST = 3  # words
# A quotation may leave out this many words of a text; words further apart are two
# quotations. Our choice: about three sentences.
_GAP = 60  # words
# This many words at the edge of a quotation are compared with the text at that edge; if
# there are more, they come from elsewhere. Our choice.
_EDGE = 3  # words
# A short quotation less similar than this (0 to 100) is another text. A longer one is not
# compared letter by letter, which takes time with the square of its length. Our choice:
# the longest of our quotes has half as many characters.
_LEAST_SIMILARITY = 80.0
_SHORT = 1_000  # characters

# A block without any of these has no markup.
_MARKUP = re.compile(r"[*<#]")
_CHUNK = re.compile(r"\S+")
_NO_LETTER = re.compile(r"[\W_]+")
# What ends a sentence, most of the time.
_STOPS = (".", "?", "!")
# What may stand right before or after a word, folded.
_SIGNS = string.punctuation
# What may stand around a quotation without being part of it. A full stop may be part.
_AROUND = "\"'“”‘’„‚«»…[]() \n\t\xa0"  # noqa: RUF001 - quotation marks look alike


@dataclass(frozen=True, slots=True)
class DiffPart:
    """Words that both wordings share, or that only one of them has."""

    text: str
    """The words; those of the source as they stand there."""
    holder: Holder
    """Who has them."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a text: whatever stands between two blanks."""

    words: tuple[str, ...]
    """Each word, folded, with its punctuation."""
    keys: tuple[str, ...]
    """Each word's letters and digits in lower case; punctuation alone stays as it is."""
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in the original."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Part of the quoted words beside the most similar words of a text."""

    text: int
    """The index of the text, from 0."""
    start: int
    end: int
    bits: tuple[DiffPart, ...]

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


def folded_visible_text(
    text: str, offset: int = 0, *, notes: bool = True
) -> FoldedText:
    """Fold what a reader sees of a block; without *notes*, leave out note numbers."""
    letters = ""
    starts: list[int] = []
    ends: list[int] = []
    for run in visible_runs(text, 0, len(text)):
        piece = text[run.start : run.end]
        if run.style == "sup" and piece.isdecimal() and not notes:
            continue
        folded = fold(piece, offset + run.start)
        # Blanks on both sides of a sign of markup are one.
        skip = int(letters[-1:] == " " and folded.text[:1] == " ")
        letters += folded.text[skip:]
        starts += folded.starts[skip:]
        ends += folded.ends[skip:]
    return FoldedText(letters, tuple(starts), tuple(ends))


def matches(text: str, pasted: str) -> list[tuple[int, int, Wording]]:
    """Return each place of *pasted* in a block, as start, end and wording."""
    sought = fold(pasted).text.strip()
    foldings = [fold(text)]
    if _MARKUP.search(text):
        foldings += [folded_visible_text(text), folded_visible_text(text, notes=False)]
    for folded in foldings:
        if spans := list(whole_word_spans(folded, sought)):
            return [
                (low, high, wording_of(text[low:high], pasted)) for low, high in spans
            ]
    return []


def wording_of(words: str, pasted: str) -> Wording:
    """Tell whether *words* that match are the very same or differ in typography."""
    return Wording.EXACT if words == pasted.strip() else Wording.TYPOGRAPHIC


def without_quotation_marks(pasted: str) -> str:
    """Remove the signs around a quotation that are not part of it."""
    return pasted.strip(_AROUND)


# --- word by word --------------------------------------------------------------------


def word_list(blocks: Iterable[FoldedText]) -> WordList:
    """List the words of a text, block after block."""
    words, spans = [], []
    for block in blocks:
        for chunk in _CHUNK.finditer(block.text):
            words.append(chunk[0])
            spans.append(block.span(*chunk.span()))
    keys = (_NO_LETTER.sub("", word).lower() or word for word in words)
    return WordList(tuple(words), tuple(keys), tuple(spans))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text).text).lower()


@dataclass(frozen=True, slots=True)
class SharedRun:
    """Consecutive words that the quotation and a text share; positions count words."""

    text: int
    """The index of the text, from 0."""
    text_start: int
    quote_start: int
    length: int

    @property
    def text_end(self) -> int:
        """The first word after it in the text."""
        return self.text_start + self.length

    @property
    def quote_end(self) -> int:
        """The first word after it in the quotation."""
        return self.quote_start + self.length


# Each text whole, and as a list of words.
Texts = Sequence[tuple[str, WordList]]


def alignments(pasted: str, texts: Texts) -> tuple[list[Alignment], list[str]]:
    """Align a quotation with the texts; return also the words that match none.

    There are several alignments if the quotation joins words that stand apart, none if
    no text is similar.
    """
    quote = word_list([folded_visible_text(pasted)])
    groups = [
        group
        for group in _groups(_shared_runs(quote, [words for _, words in texts]))
        if (matched := sum(run.length for run in group)) >= _NO_ACCIDENT
        or 2 * matched >= len(quote.words)
    ]
    if not groups:
        similar = _most_similar(pasted, quote, texts) if len(pasted) <= _SHORT else []
        return similar, []
    aligned, missing, done = [], [], 0
    following = [group[0].quote_start for group in groups[1:]] + [len(quote.words)]
    for group, next_start in zip(groups, following, strict=True):
        start, end = group[0].quote_start, group[-1].quote_end
        if start - done <= _EDGE:
            start = done
        if next_start - end <= _EDGE:
            end = next_start
        missing.append(quote.words[done:start])
        aligned.append(_group_alignment(quote, start, end, texts, group))
        done = end
    missing.append(quote.words[done:])
    return aligned, [" ".join(words) for words in missing if words]


def _shared_runs(quote: WordList, texts: Sequence[WordList]) -> list[SharedRun]:
    """Return runs that share no word of the quotation, preferring the longest."""
    taken: set[int] = set()
    chosen = []
    for run in sorted(_maximal_runs(quote, texts), key=lambda run: -run.length):
        free = [at for at in range(run.quote_start, run.quote_end) if at not in taken]
        if len(free) >= _LEAST and free[-1] - free[0] == len(free) - 1:
            cut = free[0] - run.quote_start
            chosen.append(SharedRun(run.text, run.text_start + cut, free[0], len(free)))
            taken |= set(free)
    return sorted(chosen, key=lambda run: run.quote_start)


def _maximal_runs(quote: WordList, texts: Sequence[WordList]) -> Iterator[SharedRun]:
    """Yield each run that cannot be made longer."""
    keys = quote.keys
    asked = set(_threes(keys))
    for number, text in enumerate(texts):
        at: Mapping[tuple[str, ...], list[int]] = defaultdict(list)
        for there, three in enumerate(_threes(text.keys)):
            if three in asked:
                at[three].append(there)
        for here, three in enumerate(_threes(keys)):
            for there in at.get(three, ()):
                if not (here and there and keys[here - 1] == text.keys[there - 1]):
                    length = _shared_length(keys, here, text.keys, there)
                    yield SharedRun(number, there, here, length)


def _threes(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(keys, keys[1:], keys[2:], strict=False)


def _shared_length(
    keys: Sequence[str], here: int, others: Sequence[str], there: int
) -> int:
    """Count the words that are the same in both from *here* and *there* on."""
    most = min(len(keys) - here, len(others) - there)
    return next((n for n in range(most) if keys[here + n] != others[there + n]), most)


def _groups(runs: Sequence[SharedRun]) -> list[list[SharedRun]]:
    """Group the runs that follow one another in one text."""
    strong = [
        run
        for run in runs
        if run.length >= _NO_ACCIDENT
        or any(_in_line(run, other) or _in_line(other, run) for other in runs)
    ]
    groups: list[list[SharedRun]] = []
    for run in strong or runs:
        if groups and _in_line(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _in_line(run: SharedRun, following: SharedRun) -> bool:
    return (
        run.text == following.text
        and run.quote_end <= following.quote_start
        and 0 <= following.text_start - run.text_end <= _GAP
    )


def _group_alignment(
    quote: WordList, start: int, end: int, texts: Texts, group: Sequence[SharedRun]
) -> Alignment:
    """Align the quoted words from *start* to *end* with the place of their runs."""
    first, last = group[0], group[-1]
    before, after = first.quote_start - start, end - last.quote_end
    # As many words of the text as are quoted beyond the runs, and some to spare.
    low = max(0, first.text_start - (before + _LEAST if before else 0))
    high = last.text_end + (after + _LEAST if after else 0)
    return _alignment(quote.words[start:end], texts, first.text, slice(low, high))


def _most_similar(pasted: str, quote: WordList, texts: Texts) -> list[Alignment]:
    """Align a short quotation with the one place most similar letter by letter."""
    similar = [
        (number, place)
        for number, (text, _) in enumerate(texts)
        if (place := nearest_text(text, pasted)) and place.likeness >= _LEAST_SIMILARITY
    ]
    if not similar:
        return []
    number, best = max(similar, key=lambda candidate: candidate[1].likeness)
    spans = texts[number][1].spans
    touched = overlapping_spans(spans, best.start, best.end)
    if not touched:
        return []
    low = spans.index(touched[0])
    return [_alignment(quote.words, texts, number, slice(low, low + len(touched)))]


def _alignment(
    old: Sequence[str], texts: Texts, number: int, window: slice
) -> Alignment:
    """Compare quoted words with a *window* of the words of a text."""
    text, words = texts[number]
    new, spans = list(words.words[window]), list(words.spans[window])
    steps = _steps(old, new)
    _trim_edge(new, spans, steps[0][2], old[0], front=True)
    _trim_edge(new, spans, steps[-1][3] - 1, old[-1], front=False)
    steps = _steps(old, new)
    bits: list[DiffPart] = []
    for i1, i2, j1, j2 in steps:
        # The words of the text as they stand there, but for line breaks.
        there = text[spans[j1][0] : spans[j2 - 1][1]].split() if j1 < j2 else ()
        theirs = " ".join(there)
        if list(old[i1:i2]) == new[j1:j2]:
            bits.append(DiffPart(theirs, Holder.BOTH))
        else:
            yours = DiffPart(" ".join(old[i1:i2]), Holder.PASTED)
            bits += [yours, DiffPart(theirs, Holder.SOURCE)]
    start, end = spans[steps[0][2]][0], spans[steps[-1][3] - 1][1]
    return Alignment(number, start, end, tuple(bit for bit in bits if bit.text))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[list[int]]:
    """Return what is the same and what differs, in turn, as spans of *old* and *new*."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kinds = [kind for kind, *_ in matcher.get_opcodes()]
    steps = [list(step[1:]) for step in matcher.get_opcodes()]
    # Beyond the edges of the quotation the text goes on: that is no difference.
    first, last = steps[0], steps[-1]
    first[2] = max(first[2], first[3] - (first[1] - first[0]))
    last[3] = min(last[3], last[2] + (last[1] - last[0]))
    if len(steps) == 1:
        return steps

    # A word at the edge replaces one of the same sentence, not the sentence next to it.
    def sentence_ends(index: int) -> list[int]:
        if kinds[index] == "equal":
            return []
        _, _, low, high = steps[index]
        return [at + 1 for at in range(low, high) if new[at].endswith(_STOPS)]

    first[2] = max([first[2], *sentence_ends(0)])
    last[3] = min([last[3], *sentence_ends(-1)])
    return steps


def _trim_edge(
    new: list[str], spans: list[tuple[int, int]], at: int, word: str, *, front: bool
) -> None:
    """Cut off signs of the text beyond *word*, the first or last one quoted."""
    chunk = new[at]
    rest = word
    if word[0 if front else -1].isalnum():
        rest = chunk.lstrip(_SIGNS) if front else chunk.rstrip(_SIGNS)
    if not rest or not (chunk.endswith(rest) if front else chunk.startswith(rest)):
        return
    beyond = chunk.removesuffix(rest) if front else chunk.removeprefix(rest)
    # A folded ellipsis is three signs where the text has one.
    if not _letters(beyond) and "..." not in beyond:
        start, end = spans[at]
        new[at] = rest
        spans[at] = (start + len(beyond), end) if front else (start, end - len(beyond))
