"""Links to any words of an article: the words that one names, and one that names words.

Pure functions. A link has the words, whole or as "first words…last words", and what stands
right before and after them where that is needed to tell them from the same words elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from app.text.anchoring import fold, whole_places
from app.text.scripts import is_unspaced
from app.text.visible_text import shown_letters

# The longest words of a link, and what stands beside them. Our choice: a few sentences.
LONGEST_WORDS, LONGEST_BESIDE = 600, 200  # characters
# More words than this are named by so many at either end. Our choice.
_WHOLE, _END = 8, 4  # words
# So many words beside them are tried to tell them from the same words elsewhere.
_BESIDE = 16

_OMISSION = re.compile("…")


@dataclass(frozen=True, slots=True)
class ShownText:
    """An article as its page shows it."""

    text: str
    """Every word with one blank after it, without the numbers of notes."""
    origin: Sequence[int]
    """The offset of each character in the text as received."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of what is shown to the text as received."""
        return self.origin[start], self.origin[end - 1] + 1

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the text as received to what is shown."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)


def shown_text(text: str, blocks: Iterable[tuple[int, int]]) -> ShownText:
    """Return what the page of a source shows of its blocks."""
    letters, origin = shown_letters(text, blocks)
    words = list(re.finditer(r"\S+", letters))
    return ShownText(
        " ".join(word[0] for word in words),
        [at for word in words for at in origin[word.start() : word.end() + 1]],
    )


@dataclass(frozen=True, slots=True)
class WordsLink:
    """What a link says to name words of an article; white space counts as one blank."""

    words: str
    """The words, whole, or the first and the last of them with an ellipsis between."""
    before: str = ""
    """What stands right before them; may be empty."""
    after: str = ""
    """What stands right after them; may be empty."""

    @property
    def fits(self) -> bool:
        """Whether no part of it is too long for an address."""
        beside = max(len(self.before), len(self.after))
        return len(self.words) <= LONGEST_WORDS and beside <= LONGEST_BESIDE

    def query(self, passage: str) -> str:
        """Return the query string of the link; *passage* is where they begin."""
        parts = {"p": passage, "words": self.words}
        beside = {"before": self.before, "after": self.after}
        return urlencode(parts | {name: text for name, text in beside.items() if text})


# --- from a link to the words --------------------------------------------------------


def linked_spans(
    shown: ShownText, link: WordsLink, low: int, high: int
) -> list[tuple[int, int]]:
    """Return where the words of a link stand in the text as received: two places at most.

    They begin between *low* and *high* there. Where they stand nowhere letter for letter,
    typography counts for nothing.
    """
    begin, end = shown.shown(low, high)
    link = _changed(link, lambda part: " ".join(part.split()))
    if places := _places(shown.text, link, range(begin, end)):
        return [shown.span(*place) for place in places]
    folded = fold(shown.text)
    begin, end = bisect_left(folded.starts, begin), bisect_left(folded.starts, end)
    places = _places(folded.text, _changed(link, _folded), range(begin, end))
    return [shown.span(*folded.span(*place)) for place in places]


def _changed(link: WordsLink, change: Callable[[str], str]) -> WordsLink:
    return WordsLink(change(link.words), change(link.before), change(link.after))


def _folded(part: str) -> str:
    # The sign of omission stays as it is: folded, it would be three full stops.
    return "…".join(fold(words).text for words in part.split("…"))


def _places(text: str, link: WordsLink, within: range) -> list[tuple[int, int]]:
    """Return two spans of the words at most: of them as they are, else of their ends."""
    cuts = [cut.span() for cut in _OMISSION.finditer(link.words)]
    readings = [(link.words, ""), *((link.words[:a], link.words[b:]) for a, b in cuts)]
    for first, last in readings:
        spans = _spans(text, link, first.strip(), last.strip())
        places = list(islice((span for span in spans if span[0] in within), 2))
        if places:
            return places
    return []


def _spans(
    text: str, link: WordsLink, first: str, last: str
) -> Iterator[tuple[int, int]]:
    """Yield each span from *first* to the next *last*, or of *first* if that is empty."""
    for start, end in whole_places(text, first):
        lead = text[max(0, start - len(link.before) - 1) : start]
        if lead.rstrip().endswith(link.before.strip()):
            ends = (at for _, at in whole_places(text, last, end)) if last else (end,)
            follows = (at for at in ends if _follows(text, at, link.after.strip()))
            yield from ((start, at) for at in islice(follows, 1))


def _follows(text: str, at: int, after: str) -> bool:
    return text[at : at + len(after) + 1].lstrip().startswith(after)


# --- from words to a link ------------------------------------------------------------


def link_to(
    shown: ShownText, start: int, end: int, passage: tuple[int, int]
) -> WordsLink | None:
    """Return the link that names the words of a span of the text as received.

    *passage* is the span of the passage in which they begin. None if there is no such
    link: they are too long, or stand twice in it with the same around them.
    """
    text = shown.text
    low, high = shown.shown(start, end)
    words = text[low:high].split()
    if not words:
        return None
    wanted = shown.span(low, high)
    named = " ".join(words)
    if len(words) > _WHOLE:
        named = f"{' '.join(words[:_END])}…{' '.join(words[-_END:])}"
    for count in range(_BESIDE):
        before, after = _back(text, low, count), _forth(text, high, count)
        link = WordsLink(named, text[before:low].strip(), text[high:after].strip())
        if link.fits and linked_spans(shown, link, *passage) == [wanted]:
            return link
    return None


def _back(text: str, at: int, count: int) -> int:
    """Return where the word begins that stands *count* words before an offset."""
    for _ in range(count):
        at = max(0, at - 1)
        while at and not _ends_word(text[at - 1]):
            at -= 1
    return at


def _forth(text: str, at: int, count: int) -> int:
    """Return where the word ends that stands *count* words after an offset."""
    for _ in range(count):
        at = min(len(text), at + 1)
        while at < len(text) and not _ends_word(text[at]):
            at += 1
    return at


def _ends_word(sign: str) -> bool:
    """Whether a word may end at a sign: a blank, or a letter where there are no blanks."""
    return sign == " " or is_unspaced(sign)
