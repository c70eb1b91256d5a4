"""Where most of the words of a quotation stand in some articles, in order and together.

Pure functions. Function words find nothing; of the others, a word that many sentences have
counts less than a rare one. What is near is never a match: it only says what to compare.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from app.text.common_words import FUNCTION_WORDS
from app.text.quotation_words import Article, Window, Words

# This share of the weight of the content words must stand in one place; or more than half
# of them and this share of all words, close together. Our choice: more than half, so that
# names which every article has do not decide.
_MOST = 0.6
# Where names and one other word are all that is shared, and a word is not, this share of all
# words stands there in order: "China needs to take a role" is not "China needs Europe". Our
# choice.
_AGREED = 0.75
# So much of its weight a word takes off that is not shared: of a part of a quotation, of all
# of it, and where its words stand close together. Our choice; at 1.5 nothing is left if less
# than three fifths are shared.
_MISFIT, _MILD, _MILDEST = 1.5, 0.75, 0.1
_NEARNESS = 0.05  # for a function word that is shared
_SWAPPED = 0.5  # for another word that stands there, but in another order
# A place with this share of what the best has is about as near. Our choice.
_ABOUT = 0.8
# Less than this share of the weight is not even near, nor are fewer words than these, or
# names and one word beside them. Our choice: no quotation invented for `tests/quotations`
# comes near anything, and whatever else comes near the words of a claim says the same.
_NEAR, _NEAR_WORDS, _NEAR_OTHERS = 0.25, 3, 2
# Words that stand in a place by themselves while the rest stands elsewhere: so many in a
# row of this weight, or any of more weight. Our choice.
_ROW, _ROW_WEIGHT, _WEIGHT = 3, 1.9, 3.0
# So many words in a row are no accident even if the rest is invented. Our choice: "the
# United States and its allies in Europe" has eight.
_NO_ACCIDENT = 9
# What a content word of the article between two that are shared takes off, and at most.
_SKIPPED, _MOST_SKIPPED = 0.15, 2.0
# Places of one article so near are one place. As what a quotation may leave out.
_GAP = 60  # words
# So many words at an edge are compared with the article at that edge, as words that were
# changed; more are words that stand elsewhere or nowhere. Our choice.
_EDGE, _EDGE_OF_ALL = 3, 6  # words
# So many windows are looked at closely, and a quotation has so many parts at most.
_CLOSELY, _PARTS = 10, 12
# A word unknown to all articles may be another spelling or form of one this like it (0 to
# 100); so many unknown words are looked up.
_LIKE, _LOOKED_UP, _LONGEST = 82, 40, 30
# The weight of a word that one sentence in this many has is 1. Our choice.
_RARE = 55


@dataclass(frozen=True, slots=True)
class NearWords:
    """Some words of a quotation beside the words of an article that are like them."""

    article: int
    """The index of the article."""
    row: Words
    low: int
    high: int
    """The words of the row, from the first that is shared to the last."""
    first: int
    last: int
    """The words of the quotation, likewise."""
    weight: float
    """How much the shared words weigh."""
    score: float
    """Their weight, less what does not fit."""
    before: int = 0
    after: int = 0
    """How many words of the quotation before the first that is shared, and after the last."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the content words of a quotation weigh."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def total(self) -> float:
        """What all of them weigh."""
        return sum(self.weights)


def scale(quote: Words, articles: Sequence[Article]) -> Scale:
    """Weigh the content words of a quotation by how rare they are in the articles."""
    windows = sum(len(article.windows) for article in articles)
    most = math.log(max(2, min(_RARE, windows)))
    looked_up = _LOOKED_UP
    stems, weights = [], []
    for stem in quote.stems:
        found = sum(article.frequency[stem] for article in articles)
        stems.append(stem)
        if not found and looked_up and stem.isalpha() and len(stem) <= _LONGEST:
            looked_up -= 1
            stems[-1] = _like_stem(stem, articles) or stem
        rarity = math.log(windows / found) / most if found else 1.0
        weights.append(max(0.1, min(1.0, rarity)))
    return Scale(tuple(stems), tuple(weights))


def _like_stem(stem: str, articles: Sequence[Article]) -> str | None:
    """Return the stem most like one that no article has, if any is much like it."""
    found = [
        match
        for article in articles
        if (
            match := process.extractOne(
                stem, article.frequency.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE
            )
        )
    ]
    return max(found, key=lambda match: match[1])[0] if found else None


# --- all or some of the words --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation that is compared with some articles."""

    quote: Words
    articles: Sequence[Article]
    scale: Scale
    code: str
    """The content words of the quotation, a character for each stem."""
    rows: Mapping[int, str]
    """The content words of each row, by its id, likewise."""
    bodies: frozenset[int]
    """The ids of the rows that can be quoted: not those of titles and captions."""

    @classmethod
    def of(cls, quote: Words, articles: Sequence[Article]) -> "Comparison":
        """Compare a quotation with some articles."""
        weighed = scale(quote, articles)
        codes = {stem: chr(n) for n, stem in enumerate(dict.fromkeys(weighed.stems), 1)}
        rows = {
            id(window.row): "".join(codes.get(stem, "\0") for stem in window.row.stems)
            for article in articles
            for window in (article.windows[0], article.windows[-1])
        }
        code = "".join(codes[stem] for stem in weighed.stems)
        bodies = frozenset(
            id(window.row)
            for article in articles
            for window in article.windows
            if window.in_body
        )
        return cls(quote, articles, weighed, code, rows, bodies)

    def places(self) -> list[NearWords]:
        """Return the place that has most of the words, or places that have a part each.

        Returns nothing if they have too few of them even together.
        """
        found = self._found()
        found.sort(key=lambda part: part.first)
        return self._absorbed(_merged([self._extended(part) for part in found]))

    def rivals(self, best: NearWords) -> list[NearWords]:
        """Return other places that have about as much of all words as the *best*."""
        others: list[NearWords] = []
        for one in self._ranked(0, len(self.scale.stems), _MILD):
            elsewhere = all(
                one.row is not other.row
                or one.high <= other.low
                or other.high <= one.low
                for other in (best, *others)
            )
            if elsewhere and one.weight >= _ABOUT * best.weight:
                others.append(one)
        return [
            place for one in others for place in self._absorbed([self._extended(one)])
        ]

    def _found(self) -> list[NearWords]:
        """Return these places from the first to the last content word that is shared."""
        everything = (0, len(self.scale.stems))
        enough = _MOST * self.scale.total
        best = self._best(*everything, misfit=_MILD)
        if best and best.weight >= enough and self._says_most(best):
            return [*self._around(best), best]
        parts = self._parts(*everything, _PARTS)
        if sum(part.weight for part in parts) >= enough:
            return parts
        near = self._best(*everything, misfit=_MILDEST)
        if near and self._is_close(near):
            return [near]
        no_accident = any(
            self._longest_run(self._extended(part)) >= _NO_ACCIDENT for part in parts
        )
        return parts if no_accident else []

    def _is_close(self, place: NearWords) -> bool:
        """Whether most of all words stand together there, in order."""
        low, high = self._reach(place)
        most = max(len(self.quote), high - low)
        return self._says_most(place) and self._in_order(place) >= _MOST * most

    def _says_most(self, place: NearWords) -> bool:
        """Whether more than half of the content words are shared, and not names alone."""
        shared, names = self._shared_content(place)
        others = len(self.quote.content) - shared
        few = bool(others) and shared - names < _NEAR_OTHERS
        return (
            shared > max(1, others)
            and shared - names >= others
            and not (few and self._in_order(place) < _AGREED * len(self.quote))
        )

    def _in_order(self, place: NearWords) -> int:
        """Return how many of all words stand there, in order."""
        low, high = self._reach(place)
        return LCSseq.similarity(self.quote.keys, place.row.keys[low:high])

    def _shared_content(self, place: NearWords) -> tuple[int, int]:
        """Return how many content words are shared, and how many of those are names."""
        low, high = (bisect_left(place.row.content, at) for at in self._reach(place))
        there = self.rows[id(place.row)][low:high]
        shared = [
            place.row.content[low + at]
            for block in LCSseq.opcodes(self.code, there)
            if block.tag == "equal"
            for at in range(block.dest_start, block.dest_end)
        ]
        return len(shared), sum(place.row.forms[word][0].isupper() for word in shared)

    def _reach(self, place: NearWords) -> tuple[int, int]:
        """Return the words of the row that are as many as the quotation has, or more."""
        low = max(0, place.low - place.first)
        return low, min(len(place.row), place.high + len(self.quote) - place.last)

    def nearest(self) -> tuple[int, int, int] | None:
        """Return the sentence that has many of the words: article, start and end."""
        best = self._best(0, len(self.scale.stems), misfit=0.0, offered=True)
        if not best or not self._is_near(best):
            return None
        article = self.articles[best.article]
        start, end = best.row.span(best.low, best.high)
        sentences = article.sentences_of(start, end)
        return best.article, sentences[0][0], sentences[-1][1]

    def _is_near(self, place: NearWords) -> bool:
        """Whether what is shared is enough for a reader to compare."""
        shared, names = self._shared_content(place)
        return (
            place.weight >= _NEAR * self.scale.total
            and shared >= _NEAR_WORDS
            and shared - names >= _NEAR_OTHERS
        )

    def _parts(self, low: int, high: int, most: int) -> list[NearWords]:
        """Return places that have a part each of the content words from *low* to *high*."""
        best = self._best(low, high) if high - low >= 2 and most else None
        if not best or not self._is_strong(best):
            return []
        content = self.quote.content
        before = bisect_left(content, best.first, low, high)
        after = bisect_left(content, best.last, low, high)
        left = self._parts(low, before, most - 1)
        return [*left, best, *self._parts(after, high, most - 1 - len(left))]

    def _around(self, best: NearWords) -> Iterator[NearWords]:
        """Yield the places of words before, after and within those that stand together."""
        content = self.quote.content
        inner = range(best.first, best.last)
        shared = set(self._shared_words(best))
        edges = [0, *(word for word in inner if word in shared), len(self.quote)]
        for one, other in pairwise(edges):
            low, high = (
                bisect_left(content, one + (one in shared)),
                bisect_left(content, other),
            )
            if high - low >= 2 and other - one > _EDGE:
                weight = sum(self.scale.weights[low:high])
                part = self._best(low, high)
                if part and self._is_strong(part) and part.weight >= _MOST * weight:
                    yield part

    def _shared_words(self, place: NearWords) -> list[int]:
        mine = self.quote.keys[place.first : place.last]
        theirs = place.row.keys[place.low : place.high]
        blocks = LCSseq.opcodes(mine, theirs)
        return [
            place.first + word
            for block in blocks
            if block.tag == "equal"
            for word in range(block.src_start, block.src_end)
        ]

    def _is_strong(self, place: NearWords) -> bool:
        """Whether words that are shared are more than a common phrase."""
        return place.weight >= _WEIGHT or (
            place.weight >= _ROW_WEIGHT and self._longest_run(place) >= _ROW
        )

    def _longest_run(self, place: NearWords) -> int:
        """Return how many words of the row follow one another in the quotation, too."""
        mine = self.quote.keys[place.first : place.last]
        theirs = place.row.keys[place.low : place.high]
        return max(
            (
                block.src_end - block.src_start
                for block in LCSseq.opcodes(mine, theirs)
                if block.tag == "equal"
            ),
            default=0,
        )

    def _extended(self, place: NearWords) -> NearWords:
        """Extend a place by the function words of its sentence that stand beside it in both."""
        first, last, low, high = place.first, place.last, place.low, place.high
        mine, theirs, gaps = self.quote.keys, place.row.keys, self.quote.gaps
        while (
            first
            and low
            and mine[first - 1] == theirs[low - 1]
            and not _ends(gaps[first])
        ):
            first, low = first - 1, low - 1
        while mine[last : last + 1] == theirs[high : high + 1] != () and not _ends(
            gaps[last]
        ):
            last, high = last + 1, high + 1
        return replace(place, first=first, last=last, low=low, high=high)

    def _absorbed(self, places: list[NearWords]) -> list[NearWords]:
        """Return the places, each with the words beside it that stand nowhere else.

        These are few, or most of them stand beside the place in the article, too. Function
        words that join two places are the quotation's own.
        """
        most = _EDGE if len(places) > 1 else _EDGE_OF_ALL
        done = 0
        found = []
        for number, place in enumerate(places):
            rest = places[number + 1 :]
            following = rest[0].first if rest else len(self.quote)
            first, last = max(place.first, done), max(place.last, done)
            beside = place.row.keys[max(0, place.low - (first - done)) : place.low]
            if self._belongs(done, first, beside, most) and (
                len(places) == 1 or self.says(done, first)
            ):
                first = done
            beside = place.row.keys[place.high : place.high + following - last]
            if self._belongs(last, following, beside, most) and (
                len(places) == 1 or self.says(last, following)
            ):
                last = following
            if first < last:
                before, after = place.first - first, last - place.last
                found.append(
                    replace(place, first=first, last=last, before=before, after=after)
                )
                done = last
        return found

    def _belongs(self, first: int, last: int, beside: Sequence[str], most: int) -> bool:
        """Whether words are few, or most of them stand *beside* a place, in order."""
        words = self.quote.keys[first:last]
        return len(words) <= most or 2 * LCSseq.similarity(words, beside) > len(words)

    def says(self, first: int, last: int) -> bool:
        """Whether there is a content word among the words from *first* to *last*."""
        content = self.quote.content
        return bisect_left(content, first) < bisect_left(content, last)

    # --- one place -------------------------------------------------------------------

    def _best(
        self, low: int, high: int, misfit: float = _MISFIT, *, offered: bool = False
    ) -> NearWords | None:
        """Return the place that has most of the content words from *low* to *high*."""
        return next(iter(self._ranked(low, high, misfit, offered=offered)), None)

    def _ranked(
        self, low: int, high: int, misfit: float, *, offered: bool = False
    ) -> list[NearWords]:
        """Return the places that have the content words from *low* to *high*, the best first.

        *misfit* times its weight is what a word that is not shared takes off.
        """
        sought = self.code[low:high]
        length = int(1.25 * (self._word(high) - self._word(low))) + 4
        likely = nlargest(
            _CLOSELY,
            (
                (
                    LCSseq.similarity(sought, self.rows[id(row)][a:b]),
                    a - b,
                    number,
                    row,
                    a,
                )
                for number, article in enumerate(self.articles)
                for row, a, b in _stretches(
                    [one for one in article.windows if one.offered or not offered],
                    length,
                )
            ),
            key=lambda one: one[:2],
        )
        found = [
            place
            for shared, size, number, row, a in likely
            if shared
            for place in self._in_stretch((low, high), row, (a, a - size), misfit)
        ]
        words = (self._word(low), self._word(high))
        number_of = {id(row): number for _, _, number, row, _ in likely}
        found.sort(
            key=lambda one: (
                one.score + self._nearness(one, words),
                id(one.row) in self.bodies,
            ),
            reverse=True,
        )
        return [replace(one, article=number_of[id(one.row)]) for one in found]

    def _in_stretch(
        self, span: tuple[int, int], row: Words, stretch: tuple[int, int], misfit: float
    ) -> Iterator[NearWords]:
        """Yield the part of the content words that fits a stretch of a row best."""
        (low, high), (a, b) = span, stretch
        there = {
            low + block.src_start + n: a + block.dest_start + n
            for block in LCSseq.opcodes(self.code[low:high], self.rows[id(row)][a:b])
            if block.tag == "equal"
            for n in range(block.src_end - block.src_start)
        }
        best: NearWords | None = None
        score = weight = 0.0
        begun: list[int] = []
        for at in range(low, high):
            own = self.scale.weights[at]
            if at not in there:
                score -= misfit * own
            else:
                skipped = there[at] - there[begun[-1]] - 1 if begun else 0
                score += own - min(_MOST_SKIPPED, _SKIPPED * skipped)
                if not begun or score <= own:
                    begun, score, weight = [], own, 0.0
                begun.append(at)
                weight += own
                if best is None or score > best.score:
                    best = NearWords(
                        article=0,
                        row=row,
                        low=row.content[there[begun[0]]],
                        high=row.content[there[at]] + 1,
                        first=self.quote.content[begun[0]],
                        last=self.quote.content[at] + 1,
                        weight=weight,
                        score=score,
                    )
        if best:
            yield best

    def _nearness(self, place: NearWords, span: tuple[int, int]) -> float:
        """Return what all words count, in any order, to decide between two places."""
        first, last = span
        low = max(0, place.low - (place.first - first))
        high = place.high + (last - place.last)
        mine, theirs = self.quote.keys[first:last], place.row.keys[low:high]
        shared = LCSseq.similarity(mine, theirs)
        content = [
            [key for key in keys if key not in FUNCTION_WORDS]
            for keys in (mine, theirs)
        ]
        in_order = LCSseq.similarity(*content)
        swapped = (Counter(content[0]) & Counter(content[1])).total() - in_order
        return _NEARNESS * shared + _SWAPPED * swapped

    def _word(self, content: int) -> int:
        """Return the number of a content word among all words."""
        inside = content < len(self.quote.content)
        return self.quote.content[content] if inside else len(self.quote)


def _ends(gap: str) -> bool:
    """Whether a sentence ends between two words."""
    return any(stop in gap for stop in ".?!")


def _stretches(
    windows: Sequence[Window], length: int
) -> Iterator[tuple[Words, int, int]]:
    """Yield each window as content words; a sentence with about *length* words after it."""
    for number, window in enumerate(windows):
        row, high = window.row, window.high
        for after in windows[number + 1 :] if window.in_body else ():
            if not after.in_body or high - window.high >= length:
                break
            high = after.high
        yield row, bisect_left(row.content, window.low), bisect_left(row.content, high)


def _merged(places: Sequence[NearWords]) -> list[NearWords]:
    """Join places that follow one another in one article, near enough."""
    merged: list[NearWords] = []
    for place in places:
        before = merged[-1] if merged else None
        if (
            before
            and before.row is place.row
            and before.last <= place.first
            and 0 <= place.low - before.high <= _GAP
        ):
            merged[-1] = replace(
                before,
                high=place.high,
                last=place.last,
                weight=before.weight + place.weight,
            )
        else:
            merged.append(place)
    return merged
