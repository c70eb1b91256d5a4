"""Find quoted words in a text, exactly and once, or say why not.

Everything here is pure. Offsets are Unicode code points in the text as received, the
end exclusive, so that ``text[start:end]`` is always the span itself.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.domain.vocabulary import Match

# What counts as one and the same character, on both sides of a comparison. Our choice:
# these are the differences that typesetting makes, and no others.
_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),  # noqa: RUF001 - that they look alike is the point
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - as above
    "…": "...",
    # Soft hyphen, zero-width space and joiners, word joiner, byte order mark.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}

# A nearest text that is less alike than this (0 to 100) helps nobody. Our choice.
_NEAR_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its typography taken out, and the way back to the original."""

    text: str
    starts: tuple[int, ...]
    """For each character of *text*, where in the original it begins."""
    ends: tuple[int, ...]
    """For each character of *text*, where in the original it ends."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text back to the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, offset: int = 0) -> Folded:
    """Fold white space, quotation marks, dashes and ellipses; drop invisible signs.

    *offset* is added to every original position, for a text that is part of another.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, letter in enumerate(text, offset):
        if letter.isspace():
            if letters and letters[-1] == " ":
                ends[-1] = position + 1
                continue
            same = " "
        else:
            same = _SAME.get(letter, letter)
        letters.extend(same)
        starts.extend([position] * len(same))
        ends.extend([position + 1] * len(same))
    return Folded("".join(letters), tuple(starts), tuple(ends))


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words stand, and how they were matched."""

    start: int
    end: int
    match: Match


class Unanchored(Exception):
    """The words cannot be given one place; *remedy* says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class NotThere(Unanchored):
    """The words do not occur."""


class Ambiguous(Unanchored):
    """The words occur more than once, and nothing singles one place out."""


class CutsWord(Unanchored):
    """The words begin or end inside a longer word."""


def find(
    text: str,
    spans: Iterable[tuple[int, int]],
    exact: str,
    *,
    prefix: str = "",
    suffix: str = "",
) -> Found:
    """Find *exact* within one of the *spans* of *text*, once and whole.

    *prefix* and *suffix*, where given, must stand right before and after it.

    Raises NotThere, Ambiguous or CutsWord.
    """
    sought = fold(exact).text.strip()
    if not sought:
        raise NotThere("no words are given", "copy the words from the source")
    places = [
        (start, end)
        for span in spans
        for start, end in _occurrences(text, span, sought)
        if _ends_with(text[span[0] : start], prefix)
        and _begins_with(text[end : span[1]], suffix)
    ]
    if not places:
        raise NotThere("these words are not in the source", "copy them again")
    whole = [
        place for place in places if not any(_inside_word(text, at) for at in place)
    ]
    if not whole:
        raise CutsWord(
            f"{text[slice(*places[0])]!r} begins or ends inside a word",
            "quote whole words",
        )
    if len(whole) > 1:
        listed = " and ".join(str(start) for start, _ in whole)
        raise Ambiguous(
            f"these words stand {len(whole)} times, at characters {listed}",
            "single one out with prefix or suffix",
        )
    start, end = whole[0]
    same = text[start:end] == exact.strip()
    return Found(start, end, Match.EXACT if same else Match.TYPOGRAPHIC)


def _occurrences(
    text: str, span: tuple[int, int], sought: str
) -> Iterator[tuple[int, int]]:
    """Give every place of *sought* in one span, overlapping ones too."""
    folded = fold(text[span[0] : span[1]], span[0])
    for at in _places(folded, sought):
        yield folded.span(at, at + len(sought))


def _places(folded: Folded, sought: str) -> Iterator[int]:
    at = folded.text.find(sought)
    while at >= 0:
        # Half of a folded ellipsis maps back to all of it: that is no match.
        if not any(_within_sign(folded, edge) for edge in (at, at + len(sought))):
            yield at
        at = folded.text.find(sought, at + 1)


def _within_sign(folded: Folded, at: int) -> bool:
    """Whether one sign of the original lies on both sides of a folded position."""
    return 0 < at < len(folded.starts) and folded.starts[at - 1] == folded.starts[at]


def standing(folded: Folded, sought: str) -> Iterator[tuple[int, int]]:
    """Give every place of *sought*, which is folded, that cuts no word."""
    for at in _places(folded, sought) if sought else ():
        end = at + len(sought)
        if not any(_inside_word(folded.text, edge) for edge in (at, end)):
            yield folded.span(at, end)


def _ends_with(text: str, prefix: str) -> bool:
    return fold(text).text.rstrip().endswith(fold(prefix).text.strip())


def _begins_with(text: str, suffix: str) -> bool:
    return fold(text).text.lstrip().startswith(fold(suffix).text.strip())


def _inside_word(text: str, position: int) -> bool:
    """Whether *position* has a letter or digit on either side."""
    return 0 < position < len(text) and (
        text[position - 1].isalnum() and text[position].isalnum()
    )


@dataclass(frozen=True, slots=True)
class Nearest:
    """The place that is most like words that were not found."""

    start: int
    end: int
    likeness: float
    """0 to 100, as rapidfuzz counts it."""
    difference: str
    """The words of the source, with what was sought marked [-so-], what stands {+so+}."""


def nearest(text: str, exact: str) -> Nearest | None:
    """Propose where in *text* the words *exact* may have been meant; never trusted."""
    folded, sought = fold(text), fold(exact).text.strip()
    if not sought or not folded.text:
        return None
    best = fuzz.partial_ratio_alignment(sought, folded.text, score_cutoff=_NEAR_ENOUGH)
    if best is None or best.dest_start == best.dest_end:
        return None
    low, high = _whole_words(folded.text, best.dest_start, best.dest_end)
    start, end = folded.span(low, high)
    return Nearest(start, end, best.score, difference(sought, folded.text[low:high]))


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """Widen a span to the white space around it."""
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    return low, high


def difference(sought: str, standing: str) -> str:
    """Show word by word how *standing* differs from *sought*."""
    old, new = sought.split(), standing.split()
    shown: list[str] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            shown += _shortened(old[i1:i2])
            continue
        if i1 < i2:
            shown.append(f"[-{' '.join(old[i1:i2])}-]")
        if j1 < j2:
            shown.append(f"{{+{' '.join(new[j1:j2])}+}}")
    return " ".join(shown)


def _shortened(words: Sequence[str]) -> list[str]:
    """Leave out the middle of a long run of equal words."""
    return [*words] if len(words) <= 8 else [*words[:3], "…", *words[-3:]]


def context(text: str, start: int, end: int, least: int = 32) -> tuple[str, str]:
    """Give the words before and after a span, enough to tell it from every other.

    At least *least* code points each, where the text has so many (32 is what
    Hypothesis stores), and more until prefix, span and suffix together stand in
    *text* only once.
    """
    width = least
    while True:
        low, high = max(0, start - width), min(len(text), end + width)
        whole = text[low:high]
        if text.find(whole) == text.rfind(whole) or (low, high) == (0, len(text)):
            return text[low:start], text[end:high]
        width *= 2
