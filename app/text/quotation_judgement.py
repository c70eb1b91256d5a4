"""Judge a quotation: whether and where its words stand in some articles.

Pure functions. Offsets are Unicode code points, the end exclusive. Tried in this order: the
words as they are, letter for letter and but for typography; the words with what they mark as
left out; then most of the words, in order, in one place or in a few; last what is nearest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from operator import eq

from app.domain.vocabulary import Holder, Wording
from app.text.common_words import stem
from app.text.nearest_words import Comparison, NearWords
from app.text.quotation_abridged import (
    Abridged,
    Omission,
    abridged_places,
    cut_pieces,
)
from app.text.quotation_diff import DiffPart, difference
from app.text.quotation_words import (
    Article,
    Words,
    likeness,
    read_quotation,
    read_words,
    same_letters,
)
from app.text.scripts import word_count
from app.text.typography import differing_typography

# What may stand around a quotation without being part of it. A full stop may be part.
_AROUND = "\"'“”‘’„‚«»‹›…[]() \n\t\xa0"  # noqa: RUF001 - quotation marks look alike
# So many words more than are quoted are looked at beyond those that are shared.
_BESIDE = 3
# So many words stand on either side of a sentence that is left out. Our choice.
_AT_AN_END = 3
# Places with fewer characters between them are one place. Our choice: a few words.
_BESIDE_EACH_OTHER = 40
# With more than this share of other words nobody can be accused of having said them, or
# not. Our choice.
_WEAK = 0.25
# So many other places that are about as near may be whose speaker is named. Our choice.
_MOST_RIVALS = 3
# So many places are compared word by word.
_MOST = 50
# A hyphen at the end of a line, whose line end may have become a blank.
_CUT_WORD = re.compile(r"\b(\w+)[-‐]\s+(\w+)")  # noqa: RUF001 - as above


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand in an article, or words that are like them."""

    article: int
    """The index of the article, from 0."""
    start: int
    end: int
    wording: Wording
    bits: tuple[DiffPart, ...] = ()
    """Unless they are the same words: both wordings, word by word."""
    only_signs: bool = False
    only_capitals: bool = False
    omitted: tuple[Omission, ...] = ()
    """What the quotation marks as left out."""
    missing: tuple[str, ...] = ()
    """The words that deny or hedge which the quotation lacks, as "not"."""
    added: tuple[str, ...] = ()
    """Those that it adds."""
    typography: tuple[str, ...] = ()
    """If only typography differs: what of it, as "dashes"."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a quotation is, and where it stands."""

    status: Wording
    places: tuple[Place, ...] = ()
    """Where the words stand, in the order of the articles; parts in that of the words."""
    parts: bool = False
    """Whether each place has only a part of them."""
    missing: tuple[str, ...] = ()
    """If only parts of them were found: the parts that are like nothing there."""
    nearest: Place | None = None
    """If they stand nowhere: the sentence that is most like them, if any is."""
    bare: bool = False
    """Whether they stand there without the signs around them."""
    rivals: tuple[Place, ...] = ()
    """If they differ at one place: other places that are about as near."""

    def is_weak(self, quoted: int) -> bool:
        """Whether so many of the *quoted* words are others that it may be no quotation."""
        others = [
            *self.missing,
            *(
                bit.text
                for place in self.places
                if not place.only_signs and place.wording is Wording.DIFFERS
                for bit in place.bits
                if bit.holder is Holder.PASTED
            ),
        ]
        return sum(map(word_count, others)) > _WEAK * quoted


def judge(pasted: str, articles: Sequence[Article]) -> Judgement | None:
    """Judge a quotation; return None if it has no word."""
    quote = read_quotation(pasted)
    if not quote.keys:
        return None
    fits = list(_fits(quote, articles))
    return (
        _standing(pasted, fits, articles)
        or _abridged(pasted, articles)
        or _written_otherwise(quote, fits, articles)
        or _apart(pasted, articles)
        or _compared(quote, articles)
    )


# --- the same words ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fit:
    """A place that has the same letters."""

    article: int
    row: Words
    low: int
    high: int
    alike: bool
    """Whether signs and capitals differ in typography alone."""

    @property
    def span(self) -> tuple[int, int, int]:
        return self.article, *self.row.span(self.low, self.high)

    @property
    def shown(self) -> str:
        """The words there as a reader sees them."""
        return self.row.text(self.low, self.high)


def _fits(quote: Words, articles: Sequence[Article]) -> Iterator[_Fit]:
    """Yield each place that has the same letters, once."""
    for number, article in enumerate(articles):
        seen: set[tuple[int, int]] = set()
        for row in article.rows:
            for low, high in same_letters(quote, row):
                if row.span(low, high) not in seen:
                    seen.add(row.span(low, high))
                    alike = likeness(quote, row, low, high)
                    yield _Fit(number, row, low, high, alike)


def _standing(
    pasted: str, fits: Sequence[_Fit], articles: Sequence[Article]
) -> Judgement | None:
    """Return where the words stand letter for letter, or but for typography."""
    literal: list[Place] = []
    bare = False
    for words in dict.fromkeys((pasted.strip(), pasted.strip(_AROUND))):
        literal = [
            Place(number, start, end, Wording.EXACT)
            for number, article in enumerate(articles)
            for start, end in article.literal_places(words)
        ]
        bare = words != pasted.strip()
        if literal:
            break
    places = literal + [
        _typographic(pasted, fit.shown, fit.span)
        for fit in fits
        if fit.alike
        for article, start, end in [fit.span]
        if not any(
            one.article == article and one.start < end and start < one.end
            for one in literal
        )
    ]
    if not places:
        return None
    status = Wording.EXACT if literal else Wording.TYPOGRAPHIC
    return Judgement(status, _sorted(places, articles), bare=bool(literal) and bare)


def _typographic(quoted: str, there: str, place: tuple[int, int, int]) -> Place:
    """Return a place that has the quoted words but for typography, and what of it differs."""
    differs = differing_typography(quoted, there)
    return Place(*place, Wording.TYPOGRAPHIC, typography=differs)


def _sorted(places: Iterable[Place], articles: Sequence[Article]) -> tuple[Place, ...]:
    """Sort places: paragraphs, which can be quoted, before captions; exact words first."""

    def key(one: Place) -> tuple[bool, Wording, int, int]:
        block = articles[one.article].block_at(one.start)
        return block.number is None, one.wording, one.article, one.start

    return tuple(sorted(places, key=key))


def _written_otherwise(
    quote: Words, fits: Sequence[_Fit], articles: Sequence[Article]
) -> Judgement | None:
    """Return where the same words stand with other signs or capitals."""
    found = (
        _differing(quote, fit.article, fit.row, fit.low, fit.high)
        for fit in fits[:_MOST]
    )
    places = _sorted((_as_cited(one, articles) for one in found), articles)
    alike = tuple(one for one in places if one.wording is Wording.TYPOGRAPHIC)
    if alike:
        return Judgement(Wording.TYPOGRAPHIC, alike)
    return Judgement(Wording.DIFFERS, places) if places else None


def _as_cited(place: Place, articles: Sequence[Article]) -> Place:
    """Return a place; if it is a title, its capitals are those of a style of citation."""
    article = articles[place.article]
    if not (place.only_capitals and article.in_title(place.start, place.end)):
        return place
    return Place(
        place.article,
        place.start,
        place.end,
        Wording.TYPOGRAPHIC,
        typography=("capitals",),
    )


def _differing(quote: Words, article: int, row: Words, low: int, high: int) -> Place:
    """Return a place with both wordings, if they do not look the same."""
    found = difference(quote, row, low, high)
    if all(bit.holder is Holder.BOTH for bit in found.bits):
        there = " ".join(bit.text for bit in found.bits)
        return _typographic(quote.shown, there, (article, found.start, found.end))
    return Place(
        article,
        found.start,
        found.end,
        Wording.DIFFERS,
        bits=found.bits,
        only_signs=found.only_signs,
        only_capitals=found.only_capitals,
        missing=found.missing,
        added=found.added,
    )


# --- words left out ------------------------------------------------------------------


def _abridged(pasted: str, articles: Sequence[Article]) -> Judgement | None:
    """Return where the words stand but for what they mark as left out."""
    places: dict[tuple[int, int, int], Place] = {}
    candidates = abridged_places(pasted, articles)
    for found in candidates:
        if found.left_out > candidates[0].left_out:
            break
        number = next(n for n, one in enumerate(articles) if one is found.article)
        start, end = found.row.span(found.pieces[0][0], found.pieces[-1][1])
        place = Place(
            number,
            start,
            end,
            Wording.ABRIDGED,
            bits=tuple(_abridged_bits(found)),
            omitted=tuple(one for one in found.omitted if one),
        )
        places.setdefault((number, start, end), place)
    return (
        Judgement(Wording.ABRIDGED, _sorted(places.values(), articles))
        if places
        else None
    )


def _apart(pasted: str, articles: Sequence[Article]) -> Judgement | None:
    """Return where the pieces stand, if each does but not as one quotation may have them."""
    pieces = cut_pieces(pasted)
    found = [[fit for fit in _fits(one, articles) if fit.alike] for one in pieces]
    if len(pieces) < 2 or not all(found):
        return None
    places = [
        _typographic(piece.shown, fits[0].shown, fits[0].span)
        for piece, fits in zip(pieces, found, strict=True)
    ]
    if all(_is_beside(*two) for two in pairwise(places)):
        return None
    return Judgement(Wording.DIFFERS, tuple(places), parts=True)


def _is_beside(one: Place, other: Place) -> bool:
    """Whether a place follows another so closely that both are one."""
    same = one.article == other.article
    return same and 0 <= other.start - one.end < _BESIDE_EACH_OTHER


def _abridged_bits(found: Abridged) -> Iterator[DiffPart]:
    """Yield the pieces and, between them, what stands in the quotation and in the article."""
    if found.cut.before and found.cut.before.adds:
        yield DiffPart(found.cut.before.shown, Holder.PASTED)
    for number, (low, high) in enumerate(found.pieces):
        if number:
            link, left_out = found.links[number - 1], found.omitted[number - 1]
            between = (found.pieces[number - 1][1], low)
            said_there = between[0] < between[1] and not left_out
            if link.shown and not said_there:
                yield DiffPart(link.shown, Holder.PASTED)
            if between[0] < between[1]:
                holder = Holder.SOURCE if left_out else Holder.BOTH
                yield DiffPart(_text(found.row, *between), holder)
        last = number == len(found.pieces) - 1
        yield DiffPart(_text(found.row, low, high, last=last), Holder.BOTH)
    if found.cut.after and found.cut.after.adds:
        yield DiffPart(found.cut.after.shown, Holder.PASTED)


def _text(row: Words, low: int, high: int, *, last: bool = False) -> str:
    """Return words of a row as they stand there, with the signs after all but the *last*."""
    after = row.spans[high - 1][1] if last else row.spans[high][0]
    return " ".join(row.shown[row.spans[low][0] : after].split())


# --- other words ---------------------------------------------------------------------


def _compared(quote: Words, articles: Sequence[Article]) -> Judgement:
    """Return the places that have most of the words, or the sentence nearest to them."""
    quote = _with_whole_words(quote, articles)
    comparison = Comparison.of(quote, articles)
    found = [
        part
        for place in comparison.places()
        for part in _joined(quote, place, articles[place.article])
    ]
    if not found:
        near = comparison.nearest()
        nearest = Place(*near, Wording.NOWHERE) if near else None
        return Judgement(Wording.NOWHERE, nearest=nearest)
    edges = [0, *(at for one in found for at in (one.first, one.last)), len(quote)]
    missing = [
        _quoted(quote, low, high)
        for low, high in zip(edges[::2], edges[1::2], strict=True)
        if comparison.says(low, high)
    ]
    return Judgement(
        Wording.DIFFERS,
        tuple(_part(quote, one, articles) for one in found),
        parts=len(found) > 1 or bool(missing),
        missing=tuple(missing),
        rivals=tuple(
            _part(quote, one, articles)
            for one in (comparison.rivals(found[0]) if len(found) == 1 else ())[
                :_MOST_RIVALS
            ]
        ),
    )


def _joined(quote: Words, found: NearWords, article: Article) -> tuple[NearWords, ...]:
    """Return a place as two if the words are joined over a sentence that is left out."""
    mine = quote.keys[found.first : found.last]
    theirs = found.row.keys[found.low : found.high]
    head = sum(1 for _ in takewhile(bool, map(eq, mine, theirs)))
    tail = len(mine) - head
    if head < _AT_AN_END or tail < _AT_AN_END or mine[head:] != theirs[-tail:]:
        return (found,)
    start, end = found.row.span(found.low + head, found.high - tail)
    if not any(
        start <= s and e <= end + 1 for s, e in article.sentences_of(start, end)
    ):
        return (found,)
    first, low = found.first + head, found.high - tail
    return (
        replace(found, last=first, high=found.low + head, after=0),
        replace(found, first=first, low=low, before=0),
    )


def _with_whole_words(quote: Words, articles: Sequence[Article]) -> Words:
    """Join the words that the end of a line has cut, if an article has them whole."""

    def joined(cut: re.Match[str]) -> str:
        key = stem(read_words(cut[1] + cut[2]).letters)
        known = any(key in article.frequency for article in articles)
        return cut[1] + cut[2] if known else cut[0]

    text = _CUT_WORD.sub(joined, quote.shown)
    return quote if text == quote.shown else read_words(text)


def _quoted(quote: Words, low: int, high: int) -> str:
    """Return the words from *low* to *high* as they are quoted."""
    start = quote.spans[low][0] if low else 0
    end = quote.spans[high][0] if high < len(quote) else len(quote.shown)
    return quote.shown[start:end].strip()


def _part(quote: Words, found: NearWords, articles: Sequence[Article]) -> Place:
    """Return the place with which a part of the words is compared."""
    row = found.row
    words = read_words(_quoted(quote, found.first, found.last))
    if words.letters == "".join(row.keys[found.low : found.high]) and likeness(
        words, row, found.low, found.high
    ):
        start, end = row.span(found.low, found.high)
        same = articles[found.article].text[start:end] == words.shown.strip(
            _AROUND + ".,"
        )
        if same:
            return Place(found.article, start, end, Wording.EXACT)
        there = row.text(found.low, found.high)
        return _typographic(words.shown, there, (found.article, start, end))
    # More words of the row than are quoted beyond those that are shared: they are cut again.
    low = max(0, found.low - found.before - _BESIDE) if found.before else found.low
    high = (
        min(len(row), found.high + found.after + _BESIDE) if found.after else found.high
    )
    return _differing(words, found.article, row, low, high)
