"""A quotation that says itself that it leaves out words, and what it leaves out.

Pure functions. It is cut at its omission signs and its brackets into pieces, which must
stand in an article in their order, near one another.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.page_object import page_object
from app.text.anchoring import fold
from app.text.common_words import FUNCTION_WORDS
from app.text.negations_and_hedges import (
    hedges,
    is_aside,
    negations,
    without_brackets,
)
from app.text.quotation_words import (
    Article,
    Words,
    likeness,
    read_quotation,
    read_words,
    same_letters,
    without_remnants,
)

# A piece of so many words tells where it stands; a shorter one must share a sentence with
# its neighbour. So many words may be left out in all; if no piece is so long, no more than
# are quoted. Our choice, the former about three sentences.
_LEAST, _GAP = 3, 60  # words
# A quotation of more pieces is not looked for. Our choice.
_MOST_PIECES = 40
# So many places before a piece are tried for the piece before it.
_TRIED = 3
# Names that begin with the same letters are forms of one: "Russia's", "Russian".
_ALIKE = 4  # letters

# What ends a part of a sentence, and the words with which the sentence then goes on.
_CLOSING, _JOINS = {",", "-", ")", ";"}, {"and", "but", "or"}
_GOES_ON = _JOINS | {"is", "are", "was", "were", "has", "have", "will", "would", "can"}

_CUT = re.compile(
    r"(?P<omission>[\[(<]\s*(?:\.\s*){2,}[\])>]|\[\s*-*\s*\]|(?:\.\s?){3,})"
    r"|\[(?P<inside>[^\[\]]*)\](?P<right>[\w']*)"
)


@page_object
class Omission:
    """Words of an article that a quotation leaves out."""

    text: str
    """The words."""
    negation: bool
    """Whether one of them denies something: perhaps what is quoted."""
    hedge: bool
    """Whether one of them makes something less certain."""
    telling: tuple[str, ...] = ()
    """Which of them do, as "not" and "may"."""

    @property
    def question(self) -> str:
        """What to ask of it, since no program knows what a "not" denies; empty if nothing."""
        denies = "denies what is quoted" if self.negation else ""
        less = "it" if self.negation else "what is quoted"
        hedges = f"makes {less} less certain" if self.hedge else ""
        does = " or ".join(filter(None, (denies, hedges)))
        return f"has {listed(self.telling)}: see whether it {does}" if does else ""


def listed(words: Sequence[str]) -> str:
    """Return some words between marks: “not” and “may”."""
    shown = (word.casefold().replace("'", "’") for word in words)  # noqa: RUF001
    marked = [f"“{word}”" for word in dict.fromkeys(shown)]
    return " and ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))


@dataclass(frozen=True, slots=True)
class Link:
    """What stands between two pieces of a quotation."""

    shown: str
    """An omission sign, or words in brackets."""
    adds: str
    """The words in brackets, if they are not part of a word."""
    left: str = ""
    right: str = ""
    """What they are joined to on either side, within a word."""
    closed: bool = False
    """Whether nothing is left out: only a letter stands in brackets."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a quotation between two omission signs, and where they stand."""

    words: Words
    before: Link | None
    """What stands between the piece before and this one; None before the first."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A quotation that is cut at its signs."""

    pieces: tuple[Piece, ...] = ()
    before: Link | None = None
    """What stands before the first piece."""
    after: Link | None = None
    """What stands after the last."""

    @property
    def length(self) -> int:
        """How many words are quoted."""
        return sum(len(piece.words) for piece in self.pieces)

    @property
    def most_left_out(self) -> int:
        """How many words it may leave out."""
        told = any(len(piece.words) >= _LEAST for piece in self.pieces)
        return _GAP if told else self.length


@dataclass(frozen=True, slots=True)
class Abridged:
    """Where a quotation stands but for what it leaves out."""

    article: Article
    row: Words
    cut: Cut
    """The quotation."""
    pieces: tuple[tuple[int, int], ...]
    """Where each piece stands, as words of the row."""
    omitted: tuple[Omission | None, ...]
    """What is left out there; None if nothing is."""

    @property
    def links(self) -> tuple[Link, ...]:
        """What stands between the pieces in the quotation."""
        return tuple(piece.before for piece in self.cut.pieces if piece.before)

    @property
    def left_out(self) -> int:
        """How many words lie between the pieces."""
        return sum(
            other[0] - one[1]
            for one, other in zip(self.pieces, self.pieces[1:], strict=False)
        )


def abridged_places(pasted: str, articles: Sequence[Article]) -> list[Abridged]:
    """Return where a quotation stands but for what it leaves out, the least first."""
    for merged in (True, False):
        cut = _cut(pasted, merged=merged)
        if not cut.pieces:
            continue
        found = [
            place
            for article in articles
            for row in article.rows[:2]
            for place in _chains(cut, article, row)
        ]
        if found:
            return sorted(found, key=lambda place: place.left_out)
    return []


# --- cutting the quotation -----------------------------------------------------------


def cut_pieces(pasted: str) -> list[Words]:
    """Return the pieces between the signs of a quotation that tell where they stand."""
    pieces = (piece.words for piece in _cut(pasted, merged=False).pieces)
    return [words for words in pieces if len(words) >= _LEAST]


def _cut(pasted: str, *, merged: bool) -> Cut:
    """Cut a quotation into pieces; *merged* takes a letter in brackets for its own.

    There are none if it has neither omission signs nor brackets, or too many.
    """
    text = fold(without_remnants(pasted)).text
    texts: list[str] = [""]
    links: list[Link] = []
    done = 0
    for cut in _CUT.finditer(text):
        before = text[done : cut.start()]
        done = cut.end()
        left = "" if cut["omission"] else _word_end(before)
        texts[-1] += before.removesuffix(left)
        sign, word = _link(cut, left, merged=merged)
        links.append(sign)
        texts.append(word)
    texts[-1] += text[done:]
    if not links or len(links) > _MOST_PIECES:
        return Cut()
    pieces: list[Piece] = []
    first = link = None
    for number, words in enumerate(map(read_quotation, texts)):
        if number:
            link = _both(link, links[number - 1])
        if words.keys:
            first = first if pieces else link
            pieces.append(Piece(words, link if pieces else None))
            link = None
    whole = Cut(tuple(pieces), first, link)
    return whole if whole.length >= _LEAST else Cut()


def _word_end(text: str) -> str:
    """Return the part of a word with which a text ends."""
    at = len(text)
    while at and (text[at - 1].isalnum() or text[at - 1] == "'"):
        at -= 1
    return text[at:]


def _link(cut: re.Match[str], left: str, *, merged: bool) -> tuple[Link, str]:
    """Return what a sign or bracket is, and the word that it leaves to the next piece."""
    if cut["omission"]:
        return Link("…", ""), ""
    inside, right = cut["inside"].strip(), cut["right"]
    if not left and not right:
        return Link(f"[{inside}]", inside), ""
    if merged:
        return Link("", "", closed=True), left + inside + right
    return Link(f"{left}[{inside}]{right}", left + inside + right, left, right), ""


def _both(one: Link | None, other: Link) -> Link:
    """Join two signs with no words between them."""
    if one is None:
        return other
    return Link(
        f"{one.shown} {other.shown}".strip(),
        f"{one.adds} {other.adds}".strip(),
        closed=one.closed and other.closed,
    )


# --- finding the pieces --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chain:
    """The first pieces of a quotation, each at a place."""

    places: tuple[tuple[int, int], ...]
    left_out: int


def _chains(cut: Cut, article: Article, row: Words) -> Iterator[Abridged]:
    """Yield each place in a row where all pieces stand in their order, near enough."""
    pieces = cut.pieces
    chains: list[_Chain] = []
    places_of: dict[str, list[tuple[int, int]]] = {}
    for number, piece in enumerate(pieces):
        # The same piece may come many times.
        places = places_of.get(piece.words.shown)
        if places is None:
            places = places_of[piece.words.shown] = [
                place
                for place in same_letters(piece.words, row)
                if likeness(piece.words, row, *place)
            ]
        chains = (
            list(_longer(chains, places, piece.before, cut.most_left_out))
            if number
            else [_Chain((place,), 0) for place in places]
        )
        if not chains:
            return
    for chain in chains:
        links = tuple(piece.before for piece in pieces if piece.before)
        omitted = tuple(
            _omission(article, row, one[1], other[0], link)
            for one, other, link in zip(
                chain.places, chain.places[1:], links, strict=False
            )
        )
        place = Abridged(article, row, cut, chain.places, omitted)
        if _near(place) and _honest(place) and _edges_are_honest(place):
            yield place


def _longer(
    chains: Sequence[_Chain],
    places: Sequence[tuple[int, int]],
    link: Link | None,
    most: int,
) -> Iterator[_Chain]:
    """Yield the chains that go on at one of the *places* and leave out *most* words."""
    chains = sorted(chains, key=lambda chain: chain.places[-1][1])
    for place in places:
        at = bisect_right(chains, place[0], key=lambda chain: chain.places[-1][1])
        possible = [
            _Chain((*chain.places, place), chain.left_out + gap)
            for chain in chains[max(0, at - _TRIED) : at]
            for gap in [place[0] - chain.places[-1][1]]
            if not (gap and link and link.closed)
        ]
        best = min(possible, key=lambda chain: chain.left_out, default=None)
        if best and best.left_out <= most:
            yield best


def _near(place: Abridged) -> bool:
    """Whether all stands in one passage or two, and short pieces beside their neighbours."""
    spans = [place.row.span(*piece) for piece in place.pieces]
    first, last = (place.article.block_at(at) for at in (spans[0][0], spans[-1][1] - 1))
    if first.number is None or last.number is None:
        if first != last:
            return False
    elif last.number - first.number > 1:
        return False
    for at, (low, high) in enumerate(place.pieces):
        start, end = spans[at]
        beside = [(one[1] - 1, end) for one in spans[max(0, at - 1) : at]]
        beside += [(start, one[0] + 1) for one in spans[at + 1 : at + 2]]
        if high - low < _LEAST and beside:
            nearest = min(beside, key=lambda span: span[1] - span[0])
            if len(place.article.sentences_of(*nearest)) > 1:
                return False
    return True


def _honest(place: Abridged) -> bool:
    """Whether brackets put in no negation, and leave half of a word at least."""
    for number, link in enumerate(place.links):
        low, high = place.pieces[number][1], place.pieces[number + 1][0]
        there = " ".join(place.row.keys[low:high])
        left_out = place.omitted[number]
        if link.adds and left_out and left_out.negation:
            return False
        if _falsifies(link.adds, place.row, low, high):
            return False
        kept = len(link.left + link.right)
        if kept and not (
            there.startswith(link.left.casefold())
            and there.endswith(link.right.casefold())
            and 2 * kept >= len(there)
        ):
            return False
    return True


def _edges_are_honest(place: Abridged) -> bool:
    """Whether the brackets at either end put in no negation, and no other name."""
    first, last = place.pieces[0][0], place.pieces[-1][1]
    for link, step in ((place.cut.before, -1), (place.cut.after, 1)):
        if link and link.adds:
            beside = len(read_words(link.adds)) * step
            edge = first if step < 0 else last
            low, high = sorted((max(0, edge + beside), edge))
            if _falsifies(link.adds, place.row, low, min(high, len(place.row))):
                return False
    return True


def _falsifies(adds: str, row: Words, low: int, high: int) -> bool:
    """Whether words in brackets deny what the words in their place do not, or rename them."""
    if negations(adds):
        return not negations(fold(_between(row, low, high)).text)
    bracket = read_words(adds)
    names = [bracket.forms[word] for word in bracket.content]
    replaced = [row.forms[word] for word in range(low, high) if _is_name(row, word)]
    others = [key for key in row.keys[low:high] if key not in FUNCTION_WORDS]
    return (
        bool(names)
        and len(replaced) == len(others) > 0
        and all(name[0].isupper() for name in names)
        and not any(
            one[:_ALIKE] == other[:_ALIKE] for one in names for other in replaced
        )
        and not _are_initials(names, replaced)
        and not _are_initials(replaced, names)
    )


def _is_name(row: Words, word: int) -> bool:
    """Whether a word has a capital, there or elsewhere, though no sentence begins with it."""
    form = row.forms[word]
    return form[0].isupper() and any(
        form == other and row.gaps[at] == " " for at, other in enumerate(row.forms)
    )


def _are_initials(short: Sequence[str], names: Sequence[str]) -> bool:
    """Whether some letters, as "EU", abbreviate names."""
    return "".join(short) == "".join(name[0] for name in names)


# --- what is left out ----------------------------------------------------------------


def _between(row: Words, low: int, high: int) -> str:
    """Return what the row shows from the end of a word to the beginning of another."""
    start = row.spans[low - 1][1] if low else 0
    end = row.spans[high][0] if high < len(row) else len(row.shown)
    return " ".join(row.shown[start:end].split())


def _omission(
    article: Article, row: Words, low: int, high: int, link: Link
) -> Omission | None:
    """Return the words from *low* to *high* as what is left out, if anything is."""
    left_out = "".join(row.keys[low:high])
    if not left_out or left_out == "".join(read_quotation(link.adds).keys):
        return None
    parts = list(_of_kept_sentences(article, row, *_said_once(row, low, high)))
    bracket = fold(link.adds).text
    denies, doubts = (
        [] if those_of(bracket) else [word for part in parts for word in those_of(part)]
        for those_of in (negations, hedges)
    )
    return Omission(
        text=_between(row, low, high).strip(" .,;:-–—"),  # noqa: RUF001
        negation=bool(denies),
        hedge=bool(doubts),
        telling=(*denies, *doubts),
    )


def _said_once(row: Words, low: int, high: int) -> tuple[int, int]:
    """Return what is left out less the words at its end that are kept before it.

    Of "does not rise and does not fall", "does not … fall" leaves out no denial; nor does
    "it … will fall" of "it will not rise but will fall".
    """
    keys = row.keys
    if keys[low] == keys[high] and keys[high - 1] in _JOINS:
        return high, high
    again = (
        n
        for n in range(high - low, 0, -1)
        if keys[max(0, low - n) : low] == keys[high - n : high]
    )
    return low, high - next(again, 0)


def _of_kept_sentences(
    article: Article, row: Words, low: int, high: int
) -> Iterator[str]:
    """Yield what is left out of sentences kept in part, folded, but for mere asides."""
    kept_end = article.sentences_of(*row.span(low - 1, low))
    kept_start = article.sentences_of(*row.span(high, high + 1))
    over = row.word_at(kept_end[-1][1]) if kept_end else high
    first = min(high, over)
    last = max(low, row.word_at(kept_start[0][0])) if kept_start else low
    parts = [(low, high)] if first >= last else [(low, first), (last, high)]
    for start, end in parts:
        words = fold(_between(row, start, end)).text if start < end else ""
        words = without_brackets(words).strip()
        closed = words[-1:] in _CLOSING or row.keys[end] in _GOES_ON or end == over
        if words and not (closed and is_aside(words)):
            yield words
