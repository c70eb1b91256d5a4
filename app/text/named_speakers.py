"""Who is named beside a quotation as saying its words.

Pure functions. Offsets are Unicode code points in the text, the end exclusive. A name is
looked for in the quotation's own sentence, then in those before it and in a signature after
it. It counts if a word of saying is with it, as in "Rinna argues", "said Putin" and
"according to Xi", or if it is a reference: "(Datta 2025)".
"""

# ruff: noqa: RUF001 - quotation marks look alike

import re
from bisect import bisect_left, bisect_right
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from enum import Enum, auto

from app.domain.vocabulary import QuotationKind
from app.text.common_words import FUNCTION_WORDS
from app.text.passages import block_spans, sentence_spans
from app.text.quotations_in_text import FoundQuotation
from app.text.words_of_saying import (
    FROM_THERE,
    HE,
    LABEL,
    NO_PERSON,
    OF,
    PERSON_SAYS,
    PRONOUN,
    SAID_BY,
    SAYS,
    THEIRS,
)

# A reference in brackets: "(Rinna 2014, p. 3)", "(as Rinna has it)".
_OPENING, _CLOSING = (
    re.compile(r"[(\[][^()\[\]]{0,60}$"),
    re.compile(r"[^()\[\]]{0,60}[)\]]"),
)
# Somebody who is not recorded: some words with capitals, which a title may begin.
_STRANGER = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’.-]*[^\W\d_.](?:\s+(?:de|van|von|der|bin|al|el)?\s?[A-ZÀ-ÖØ-Þ]"
    r"[\w'’-]*[^\W\d_]){0,4}"
)
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?<=\n)[ \t]*(?:[-*•+]|\d{1,2}[.)])[ \t]")
# A signature after a quotation: a dash before a name.
_SIGNATURE = re.compile(r"\s*[*_]*(?:[—–]|--)")
# A name further from a quotation than this may belong to something else. Our choice.
_NEAR = 160  # characters
# So much before a quotation and after it is read. Our choice.
_BEFORE_IT, _AFTER_IT = 500, 150  # characters
# A sign within a name ends no clause: "Re:Russia".
_CLAUSE_END = re.compile(r"[;:.](?![A-Za-z])")
_LETTER = re.compile(r"[^\W_]")
# The sign that ends a sentence, with what closes after it.
_END = re.compile(r"[.?!…][^\w.?!…]*\Z")


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """Somebody whom a text names as saying the words of a quotation."""

    name: str
    """As the text has it."""
    speakers: frozenset[str]
    """Whom that may name, by their slugs; empty for a stranger."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named beside a quotation."""

    said: tuple[NamedSpeaker, ...]
    """As saying the words, the nearest first; or, if nobody is, in a reference in brackets."""
    present: tuple[NamedSpeaker, ...]
    """Everybody who is named in its sentence, or else in those before."""
    sure: bool
    """Whether the nearest is named so plainly that somebody else would be wrong."""


class _Role(Enum):
    """What a sentence says of somebody whom it names."""

    SAYS = auto()
    CITED = auto()
    """Named in brackets, as references are."""
    OBJECT = auto()
    """Named with another word: "Russia's troops", "a visit to Beijing"."""
    PRESENT = auto()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a sentence."""

    who: NamedSpeaker
    span: tuple[int, int]
    role: _Role


class SpeakerNames:
    """The names of all speakers, as a text may use them."""

    def __init__(
        self,
        names: Mapping[str, Collection[str]],
        people: Collection[str],
        known: Callable[[str], bool],
    ) -> None:
        """*names* has the slugs of whom each name may mean; *people* those of people.

        *known* says whether some article has a word: a stranger's name is in none.
        """
        self._slugs: dict[str, frozenset[str]] = {}
        for name, slugs in names.items():
            for written in {_plain(name), _plain(name.upper())}:
                meant = self._slugs.get(written, frozenset())
                self._slugs[written] = meant | {*slugs}
        self._people = people
        longest = sorted(self._slugs, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<![\w'’])(?:{'|'.join(map(_flexible, longest))})(?![\w])"
        )
        self._known = known

    def in_sentence(self, sentence: str) -> list[_Mention]:
        """Return who is named in a sentence, in order."""
        found = [
            _mention(sentence, name.span(), self._slugs[_plain(name[0])])
            for name in self._pattern.finditer(sentence)
        ]
        if any(one.role is _Role.SAYS for one in found):
            return found
        taken = [one.span for one in found]
        strangers = [
            _mention(sentence, name.span(), frozenset())
            for name in _STRANGER.finditer(sentence)
            if all(name.end() <= low or high <= name.start() for low, high in taken)
            and self._is_name(
                name[0],
                sentence[name.end() :],
                begins=not _LETTER.search(sentence[: name.start()]),
            )
        ]
        # One of two words who begins the sentence is its subject.
        found += [
            one
            for one in strangers
            if one.role in {_Role.SAYS, _Role.CITED}
            or (" " in one.who.name and not _LETTER.search(sentence[: one.span[0]]))
        ]
        return sorted(found, key=lambda one: one.span)

    def may_be_he(self, who: NamedSpeaker) -> bool:
        """Whether "he" or "she" may mean somebody: "Beijing" is none of them."""
        return not who.speakers or any(slug in self._people for slug in who.speakers)

    def _is_name(self, words: str, after: str, *, begins: bool) -> bool:
        """Whether words with capitals name somebody of whom no article speaks.

        Any word may begin a sentence with a capital: by itself it is a name only if it is
        one that *says* something, as people do.
        """
        parts = words.split()
        last = re.split("['’]", parts[-1])[0]
        common = last.casefold() in FUNCTION_WORDS or self._known(last)
        if len(parts) == 1 and begins:
            common |= not PERSON_SAYS.match(after) or bool(NO_PERSON.fullmatch(last))
        return not common


def _plain(name: str) -> str:
    """Return a name in one form, without its article."""
    return _ARTICLE.sub("", " ".join(name.replace("’", "'").split()))


def _flexible(name: str) -> str:
    """Return the pattern of a name: any blanks, any apostrophe, and "The" or not."""
    words = (re.escape(word).replace("'", "['’]") for word in name.split())
    return r"(?:(?:[Tt]he|THE)\s)?" + r"\s+".join(words)


def _mention(
    sentence: str, span: tuple[int, int], speakers: frozenset[str]
) -> _Mention:
    start, end = span
    who = NamedSpeaker(sentence[start:end], speakers)
    return _Mention(who, span, _role(sentence, start, end))


def _role(sentence: str, start: int, end: int) -> _Role:
    """Return what stands beside a name says of it."""
    before, after = sentence[max(0, start - 120) : start], sentence[end : end + 200]
    if _OPENING.search(before) and _CLOSING.match(after):
        return _Role.CITED
    with_another = bool(OF.search(before)) and not FROM_THERE.search(before)
    labels = LABEL.match(after) and not _LETTER.search(before)
    says = (SAYS.match(after) or labels) and not with_another
    # "Putin on Xi: …" are not words of Xi.
    theirs = THEIRS.match(after) and not (with_another and after.startswith(":"))
    if says or theirs or SAID_BY.search(before):
        return _Role.SAYS
    with_another |= after.startswith(("'", "’"))
    return _Role.OBJECT if with_another else _Role.PRESENT


def says_in(sentence: str, name: str) -> bool:
    """Whether a *sentence* has somebody of this *name* as saying something."""
    return any(
        _role(sentence, *there.span()) is _Role.SAYS
        for there in re.finditer(rf"\b{re.escape(name)}\b", sentence)
    )


def naming(
    text: str, quotations: Sequence[FoundQuotation], names: SpeakerNames
) -> list[Naming]:
    """Return who is named beside each quotation."""
    masked = _masked(text, quotations)
    sentences: list[tuple[int, int]] = []
    # Where the paragraph of each sentence begins, in sentences.
    begins: list[int] = []
    for item in _items(masked):
        found_there = list(sentence_spans(masked, *item))
        begins += [len(sentences)] * len(found_there)
        sentences += found_there
    ends = [end for _, end in sentences]
    starts = [start for start, _ in sentences]
    found = []
    for one in quotations:
        first, last = bisect_right(ends, one.opens), bisect_left(starts, one.closes)
        own = first, max(first, last)
        begin = begins[first] if first < len(begins) else 0
        around = _Around.of(masked, one, sentences, own, begin)
        found.append(_naming(one, around, names))
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """The sentence of a quotation and those beside it, as far as they are read."""

    here: str
    """Its own sentence, or all that it runs through."""
    span: tuple[int, int]
    """Where the quotation stands in it, with its marks."""
    before: Sequence[str]
    """The three sentences before it, the nearest first."""
    after: str
    """The sentence after it."""

    @classmethod
    def of(
        cls,
        masked: str,
        one: FoundQuotation,
        sentences: Sequence[tuple[int, int]],
        own: tuple[int, int],
        begin: int,
    ) -> "_Around":
        """Return what is around a quotation; *own* are the numbers of its sentences.

        *begin* is that of the first of its paragraph. Only what is said in this first one
        may be of somebody in the paragraph before.
        """
        first, last = own
        edges = sentences[first:last] or [(one.opens, one.closes)]
        low = max(edges[0][0], one.opens - _BEFORE_IT)
        high = min(edges[-1][1], one.closes + _AFTER_IT)
        before = [
            masked[max(start, end - _BEFORE_IT) : end]
            for start, end in sentences[
                max(0, first - 3, begin if begin < first else 0) : first
            ]
        ]
        after = [
            masked[start : min(end, start + _AFTER_IT)]
            for start, end in sentences[last : last + 1]
        ]
        span = one.opens - low, one.closes - low
        return cls(masked[low:high], span, before[::-1], "".join(after))


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Yield each paragraph, and each item of a list, which is one by itself."""
    for start, end in block_spans(text):
        at = start
        for item in _LIST_ITEM.finditer(text, start, end):
            yield at, item.start()
            at = item.start()
        yield at, end


def _masked(text: str, quotations: Sequence[FoundQuotation]) -> str:
    """Return the text without what is quoted: names in it are no speakers'.

    The sign that ends a sentence there stays, since it may end that around it.
    """
    pieces, at = [], 0
    for one in quotations:
        if one.kind is QuotationKind.SCARE:
            continue
        ending = _END.search(text[one.start : one.end])
        last = one.start + ending.start() if ending else one.end
        words = re.sub(r"\S", "x", text[one.start + 1 : last])
        pieces += [text[at : one.start + 1], words, text[last : one.end]]
        at = one.end
    return "".join([*pieces, text[at:]])


def _naming(one: FoundQuotation, around: _Around, names: SpeakerNames) -> Naming:
    """Return who is named in the quotation's own sentence, or else around it."""
    found = names.in_sentence(around.here)
    start, end = around.span
    clause = end + _clause(around.here[end:])
    # What comes after it in another clause is of something else.
    near = [mention for mention in found if mention.span[0] < clause]
    if said := _said(near, start):
        sure = _is_plain(around.here, near, said[0], around.span)
        return Naming(_who(said), _who(found), sure=sure)
    return _named_beside(one, around, found, names)


def _clause(text: str) -> int:
    """Return where the clause ends that a text begins with."""
    for token in re.finditer(r"\S+", text):
        if _CLAUSE_END.search(token[0]):
            return token.end()
    return len(text)


def _named_beside(
    one: FoundQuotation,
    around: _Around,
    found: Sequence[_Mention],
    names: SpeakerNames,
) -> Naming:
    """Return who is named around a sentence that names nobody as saying its quotation."""
    # "He said … He added …": the name may stand further up.
    each = (names.in_sentence(sentence) for sentence in around.before)
    mentions = next(filter(None, each), [])
    before = around.before[0] if around.before else ""
    present = _who([*found, *mentions])
    if _SIGNATURE.match(around.after) and (signed := names.in_sentence(around.after)):
        return Naming(_who(signed), present, sure=True)
    if one.kind is QuotationKind.BLOCK or before.rstrip().endswith(":"):
        led_to = _said(mentions, len(before)) or _subjects(mentions)[:1]
        return Naming(_who(led_to), present, sure=True)
    pronoun = PRONOUN.search(around.here)
    if not pronoun:
        return Naming((), present, sure=False)
    if HE.search(pronoun[0]):
        found = [one for one in found if names.may_be_he(one.who)]
        mentions = [one for one in mentions if names.may_be_he(one.who)]
    # "He" is who stands before it; or who said something before that, or came first.
    ahead = _subjects(found, pronoun.start())
    meant = ahead[:1] or _said(mentions, len(before)) or _subjects(mentions)[:1]
    candidates = {one.who.speakers for one in [*ahead, *_subjects(mentions)]}
    return Naming(_who(meant), present, sure=len(candidates) == 1)


def _who(mentions: Iterable[_Mention]) -> tuple[NamedSpeaker, ...]:
    return tuple(mention.who for mention in mentions)


def _said(mentions: Sequence[_Mention], at: int) -> list[_Mention]:
    """Return who says something in a sentence, or else who is cited, the nearest first."""
    nearest = sorted(mentions, key=lambda one: abs(one.span[0] - at))
    for role in (_Role.SAYS, _Role.CITED):
        if named := [one for one in nearest if one.role is role]:
            return named
    return []


def _subjects(mentions: Sequence[_Mention], until: int | None = None) -> list[_Mention]:
    """Return who may be meant by a pronoun after them, in order."""
    return [
        one
        for one in mentions
        if one.role is not _Role.OBJECT and (until is None or one.span[1] <= until)
    ]


def _is_plain(
    sentence: str,
    mentions: Sequence[_Mention],
    said: _Mention,
    quotation: tuple[int, int],
) -> bool:
    """Whether nothing stands between a name and a quotation that may be meant instead."""
    start, end = sorted((said.span, quotation))
    between = sentence[start[1] : end[0]]
    others = [
        one
        for one in mentions
        if start[1] <= one.span[0] < end[0]
        and one.role in {_Role.SAYS, _Role.CITED}
        and one.who.speakers != said.who.speakers
    ]
    return not others and ";" not in between and len(between) <= _NEAR
