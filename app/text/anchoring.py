"""Anchoring: find quoted words in a text, exactly and once, or say why not.

Pure functions. Offsets are Unicode code points in the text as received, the
end exclusive, so that ``text[start:end]`` is always the span itself.
"""

import difflib
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from app.domain.vocabulary import Match
from app.text.scripts import MARKS, UNSPACED, is_within_word
from app.text.visible_text import shown_letters

# Characters that count as the same on both sides of a comparison. Our choice: only the
# differences that typesetting, phones and word processors make.
_SAME = {
    **dict.fromkeys("‘’‚‛′‵`´ʹʻʼʽˈˊˋ՚׳ꞌ‹›❛❜", "'"),  # noqa: RUF001 - looking alike is the point
    **dict.fromkeys("“”„‟″‶«»ʺ˝״〝〞〟❝❞「」『』", '"'),
    **dict.fromkeys("−⁃˗", "-"),  # noqa: RUF001 - as above
    "…": "...",
    **dict.fromkeys("\u2800\u3164\uffa0", " "),  # blanks, though not by their kind
    # What stands for an object, or for the hyphen at the end of a line of a PDF.
    **dict.fromkeys("\ufffc\ufffe", ""),
}
# What is written upon a sign: accents, variation selectors, Korean vowels.
_UPON = (
    r"[\u0300-\u036f\u1160-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# Signs without a shape: soft hyphens, zero-width ones, marks of direction.
_SHAPELESS = r"\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BETWEEN = rf"[{_SHAPELESS}]{{0,4}}"
# A run of signs that fold to themselves, or one sign with all that is written upon it.
_SIGN = re.compile(
    rf"(?P<plain>[!-_a-~]+(?!{_BETWEEN}{_UPON}))|.(?:{_BETWEEN}{_UPON})*", re.DOTALL
)
# Most texts have nothing but signs that fold to one each, and one blank between words.
_ONE_FOR_ONE = re.compile(r"[ \n\t\xa0]?+(?:[!-~‘’“”–—]++[ \n\t\xa0]?+)*+")  # noqa: RUF001
_FOLDED_ONE = str.maketrans(
    _SAME | dict.fromkeys("–—", "-") | dict.fromkeys("\n\t\xa0", " ")  # noqa: RUF001
)
# Those of them that show as nothing.
_SHOWS_AS_NOTHING = re.compile(rf"[{_SHAPELESS}\ufe00-\ufe0f]")

# A nearest text less similar than this (0 to 100) does not help. Our choice.
_LEAST_SIMILARITY = 60.0
# So many more words on either side of it may belong to it. Our choice.
_SLACK = 4
# Words and signs one by one; where no blanks part words, each letter.
_LETTERS = rf"(?:[^\W_{UNSPACED}][{MARKS}]*)+"
_PART = re.compile(rf"[{UNSPACED}][{MARKS}]*|{_LETTERS}(?:['.,-]{_LETTERS})*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with its typography normalised, mapped to the offsets of the original."""

    text: str
    starts: Sequence[int]
    """The offset in the original at which each character of *text* begins."""
    ends: Sequence[int]
    """The offset in the original at which each character of *text* ends."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text back to the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, offset: int = 0) -> FoldedText:
    """Normalise Unicode forms, white space, quotation marks, dashes and ellipses.

    Signs that show as nothing are dropped: zero-width ones, soft hyphens, marks of direction.

    *offset* is added to every original offset, for a text that is part of another.
    """
    if _ONE_FOR_ONE.fullmatch(text):
        first, after = offset, offset + len(text)
        folded = text.translate(_FOLDED_ONE)
        return FoldedText(folded, range(first, after), range(first + 1, after + 1))
    letters: list[str] = []
    starts, ends = array("i"), array("i")
    for sign in _SIGN.finditer(text):
        start, end = sign.start() + offset, sign.end() + offset
        if sign["plain"]:
            letters.extend(sign[0])
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        # A longer one is rare, and could tell what somebody pasted: it is not kept.
        same = (_folded_sign if len(sign[0]) <= 2 else _folded)(sign[0])
        if same == " " and letters and letters[-1] == " ":
            ends[-1] = end
            continue
        letters.extend(same)
        starts.extend([start] * len(same))
        ends.extend([end] * len(same))
    return FoldedText("".join(letters), starts, ends)


def fold_shown(text: str, span: tuple[int, int], *, notes: bool = False) -> FoldedText:
    """Normalise what a reader sees of a *span* of *text*, as `fold` does.

    The numbers of notes are left out without *notes*.
    """
    letters, origin = shown_letters(text, [span], notes=notes)
    folded = fold(letters)
    return FoldedText(
        folded.text,
        [origin[start] for start in folded.starts],
        [origin[end - 1] + 1 for end in folded.ends],
    )


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    """Normalise one sign with all that is written upon it, and keep the result."""
    return _folded(sign)


def _folded(sign: str) -> str:
    if sign in _SAME:
        return _SAME[sign]
    if sign.isspace():
        return " "
    if unicodedata.category(sign[0]) == "Cf":
        # Zero-width signs, soft hyphens, marks of direction.
        return fold(sign[1:]).text
    bare = _SHOWS_AS_NOTHING.sub("", sign)
    plain = unicodedata.normalize("NFKC", bare)
    if " " in plain:  # an accent that stands alone
        plain = unicodedata.normalize("NFC", bare)
    return "".join(_folded_letter(letter) for letter in plain)


def _folded_letter(letter: str) -> str:
    is_dash = unicodedata.category(letter) == "Pd"
    return "-" if is_dash else _SAME.get(letter, letter)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where quoted words stand in a text, and how they match it."""

    start: int
    end: int
    match: Match


class AnchoringError(Exception):
    """The words have no single place; *remedy* says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class NoMatch(AnchoringError):
    """The words do not occur."""


class Ambiguous(AnchoringError):
    """The words occur more than once, and no context singles one place out."""


class CutsWord(AnchoringError):
    """The words begin or end inside a longer word."""


def anchor(  # noqa: PLR0913 - each narrows the place
    text: str,
    blocks: Iterable[FoldedText],
    exact: str,
    *,
    prefix: str = "",
    suffix: str = "",
    nth: int | None = None,
) -> Anchor:
    """Return the one place of *exact* within one of the *blocks*, spans of *text*.

    *prefix* and *suffix*, if there are any, must stand right before and after it. *nth*
    chooses one of several places, counted from 1 in the order of the blocks.

    Raises NoMatch, Ambiguous or CutsWord.
    """
    sought = fold(exact).text.strip()
    if not sought:
        raise NoMatch("no words are given", "copy the words from the source")
    before, after = fold(prefix).text.strip(), fold(suffix).text.strip()
    places = [
        block.span(start, end)
        for block in blocks
        for start, end in _places(block, sought)
        if block.text[:start].rstrip().endswith(before)
        and block.text[end:].lstrip().startswith(after)
    ]
    if not places:
        raise NoMatch("these words are not in the source", "copy them again")
    whole = [place for place in places if not _cuts_word(text, *place)]
    if not whole:
        raise CutsWord(
            f"{text[slice(*places[0])]!r} begins or ends inside a word",
            "quote whole words",
        )
    if nth is None and len(whole) > 1:
        listed = " and ".join(str(start) for start, _ in whole)
        raise Ambiguous(
            f"these words stand {len(whole)} times, at characters {listed}",
            "single one out with prefix or suffix, or with nth",
        )
    if nth is not None and nth > len(whole):
        times = "once" if len(whole) == 1 else f"{len(whole)} times"
        raise Ambiguous(f"these words stand only {times}", "correct nth, or remove it")
    start, end = whole[(nth or 1) - 1]
    same = text[start:end] == exact.strip()
    return Anchor(start, end, Match.EXACT if same else Match.TYPOGRAPHIC)


def whole_places(text: str, words: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield each span of *words* in *text*, letter for letter, that cuts no word."""
    start = text.find(words, start) if words else -1
    while start >= 0:
        end = start + len(words)
        if not _cuts_word(text, start, end):
            yield start, end
        start = text.find(words, start + 1)


def _places(folded: FoldedText, sought: str) -> Iterator[tuple[int, int]]:
    """Yield each span of *sought* in the folded text, overlapping ones too."""
    start = folded.text.find(sought)
    while start >= 0:
        end = start + len(sought)
        # Half of a folded ellipsis maps back to all of it: that is no match.
        if not any(_within_sign(folded, edge) for edge in (start, end)):
            yield start, end
        start = folded.text.find(sought, start + 1)


def _within_sign(folded: FoldedText, at: int) -> bool:
    """Whether one character of the original lies on both sides of a folded offset."""
    return 0 < at < len(folded.starts) and folded.starts[at - 1] == folded.starts[at]


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a word goes on over an edge of the span."""
    return any(
        0 < at < len(text) and is_within_word(text[at - 1], text[at])
        for at in (start, end)
    )


@dataclass(frozen=True, slots=True)
class NearestText:
    """The part of a text most similar to words that were not found."""

    start: int
    end: int
    likeness: float
    """Similarity as rapidfuzz measures it, 0 to 100."""
    differences: str
    """What differs: words only in the quotation [-so-], words only in the text {+so+}."""


def nearest_text(blocks: Iterable[FoldedText], exact: str) -> NearestText | None:
    """Propose the part of a block that *exact* may have meant: a hint, never an anchor."""
    sought = fold(exact).text.strip()
    nearest, within, least = None, None, _LEAST_SIMILARITY
    for block in blocks:
        # Half of the words can be nearer to a short heading than to what was meant.
        if not sought or len(block.text) * 2 < len(sought):
            continue
        found = fuzz.partial_ratio_alignment(sought, block.text, score_cutoff=least)
        if found and found.score > least:
            nearest, within, least = found, block, found.score
    if nearest is None or within is None:
        return None
    return _fitted(sought, within, nearest)


def _fitted(sought: str, block: FoldedText, nearest: ScoreAlignment) -> NearestText:
    """Return what a stretch of a block shares with the words sought, from end to end."""
    parts = [part.span() for part in _PART.finditer(block.text)]
    first = sum(end <= nearest.dest_start for _, end in parts)
    last = sum(start < nearest.dest_end for start, _ in parts)
    parts = parts[max(0, first - _SLACK) : last + _SLACK]
    old, new = _PART.findall(sought), [block.text[slice(*part)] for part in parts]
    same = difflib.SequenceMatcher(None, old, new, autojunk=False)
    *shared, _ = same.get_matching_blocks()
    if shared:
        # As many words before the first that is shared, and after the last, as are sought.
        low = max(0, shared[0].b - shared[0].a)
        high = shared[-1].b + len(old) - shared[-1].a
        parts, new = parts[low:high], new[low:high]
    start, end = block.span(parts[0][0], parts[-1][1])
    return NearestText(start, end, nearest.score, _differences(old, new))


def _differences(old: Sequence[str], new: Sequence[str]) -> str:
    """Return what differs between words, as `NearestText.differences`."""
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return " ".join(
        words
        for kind, i1, i2, j1, j2 in changes
        if kind != "equal"
        for words in (
            f"[-{' '.join(old[i1:i2])}-]" if i1 < i2 else "",
            f"{{+{' '.join(new[j1:j2])}+}}" if j1 < j2 else "",
        )
        if words
    )


def context(text: str, start: int, end: int, least: int = 32) -> tuple[str, str]:
    """Return the text before and after a span, enough to tell it from every other.

    Each has at least *least* code points if the text has them (32 is what Hypothesis
    stores), and more until prefix, span and suffix together occur in *text* only once.
    """
    width = least
    while True:
        low, high = max(0, start - width), min(len(text), end + width)
        whole = text[low:high]
        if text.find(whole) == text.rfind(whole) or (low, high) == (0, len(text)):
            return text[low:start], text[end:high]
        width *= 2
