"""Whom a sentence names, and what it says of them.

Pure functions. Offsets are Unicode code points in the sentence, the end exclusive.
"""

# ruff: noqa: RUF001 - quotation marks look alike

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.text.common_words import FUNCTION_WORDS
from app.text.words_of_saying import (
    BEFORE_NAME,
    CONTRAST,
    FROM_THERE,
    LABEL,
    NO_PERSON,
    OF,
    OTHER_SUBJECT,
    PERSON_SAYS,
    SAID_BY,
    SAYS,
    SAYS_NOT,
    SUBORDINATE,
    THEIRS,
    WHO,
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
# What stands between a name and a quotation to which it leads.
_LEADS = re.compile(r"[*_]*\s*:")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
# Somebody named together with another, with or without a title.
_AND_ANOTHER = r"\s+and(?:\s+[A-ZÀ-ÖØ-Þ][\w'’-]*){1,6}(?=\s+[a-z])"
_ANOTHER_AND = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\s+){1,6}and\s+"
_AND_TITLE = r",?\s+and\s+(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\s+){0,3}"
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """Somebody whom a text names as saying the words of a quotation."""

    name: str
    """As the text has it."""
    speakers: frozenset[str]
    """Whom that may name, by their slugs; empty for a stranger."""


class Role(Enum):
    """What a sentence says of somebody whom it names."""

    SAYS = auto()
    CITED = auto()
    """Named in brackets, as references are."""
    OBJECT = auto()
    """Named with another word: "Russia's troops", "a visit to Beijing"."""
    PRESENT = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence."""

    who: NamedSpeaker
    span: tuple[int, int]
    role: Role


class SpeakerNames:
    """The names of all speakers, as a text may use them."""

    def __init__(
        self,
        names: Mapping[str, Collection[str]],
        people: Collection[str],
        authors: Collection[str],
        known: Callable[[str], bool],
    ) -> None:
        """*names* has the slugs of whom each name may mean; *people* those of people.

        *authors* are those among them who have written an article. *known* says whether some
        article has a word: a stranger's name is in none.
        """
        self._slugs: dict[str, frozenset[str]] = {}
        for name, slugs in names.items():
            for written in {_plain(name), _plain(name.upper())}:
                meant = self._slugs.get(written, frozenset())
                self._slugs[written] = meant | {*slugs}
        self._people = people
        self._authors = authors
        longest = sorted(self._slugs, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<![\w'’])(?:{'|'.join(map(_flexible, longest))})(?![\w])"
        )
        self._known = known
        self._read: dict[str, Sequence[Mention]] = {}

    def in_sentence(self, sentence: str) -> Sequence[Mention]:
        """Return who is named in a sentence, in order; read once."""
        if sentence not in self._read:
            self._read[sentence] = self._mentions(sentence)
        return self._read[sentence]

    def _mentions(self, sentence: str) -> Sequence[Mention]:
        found = [
            _mention(sentence, name.span(), self._slugs[_plain(name[0])])
            for name in self._pattern.finditer(sentence)
        ]
        known_says = any(one.role is Role.SAYS for one in found)
        taken = [one.span for one in found]
        strangers = [
            _mention(sentence, (start, name.end()), frozenset())
            for name in _STRANGER.finditer(sentence)
            if all(name.end() <= low or high <= name.start() for low, high in taken)
            for start in [_name_start(name)]
            if self._is_name(
                sentence[start : name.end()],
                sentence[name.end() :],
                begins=not _LETTER.search(sentence[:start]),
            )
        ]
        # One of two words who begins the sentence is its subject.
        found += [
            one
            for one in strangers
            if (one.role is Role.SAYS and PERSON_SAYS.match(sentence, one.span[1]))
            or (not known_says and one.role in {Role.SAYS, Role.CITED})
            or (" " in one.who.name and _begins(sentence, one.span[0]))
        ]
        return sorted(found, key=lambda one: one.span)

    def may_be_he(self, who: NamedSpeaker) -> bool:
        """Whether "he" or "she" may mean somebody: "Beijing" is none of them."""
        return not who.speakers or any(slug in self._people for slug in who.speakers)

    def may_be_credited(self, one: Mention, sentence: str) -> bool:
        """Whether a sentence may mean somebody as the speaker of what is quoted beside it.

        A leader may be only talked about, as in "Putin's war"; an author hardly is. Countries
        and groups are talked about all the time.
        """
        start, end = one.span
        away = SAYS_NOT.match(sentence, end) or (
            CONTRAST.search(sentence[:start]) and not WHO.match(sentence, end)
        )
        if away or not self.may_be_he(one.who) or not one.who.speakers:
            return False
        if self.is_author(one.who):
            return True
        # "Since Putin invaded, Russia …" is about Russia.
        elsewhere = SUBORDINATE.match(sentence[:start]) and OTHER_SUBJECT.search(
            sentence, end
        )
        led_to = one.role is not Role.OBJECT or _LEADS.match(sentence, end)
        return bool(led_to) and not elsewhere

    def is_author(self, who: NamedSpeaker) -> bool:
        """Whether somebody has written an article."""
        return not who.speakers.isdisjoint(self._authors)

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


def _name_start(words: re.Match[str]) -> int:
    """Return where the name among words with capitals begins: after "As", "Meanwhile"."""
    before = BEFORE_NAME.match(words[0])
    return words.start() + (before.end() if before else 0)


def _begins(sentence: str, start: int) -> bool:
    """Whether a name begins its sentence, be it after words like "As"."""
    before = sentence[:start]
    found = _LETTER.search(before)
    return not found or bool(BEFORE_NAME.fullmatch(before, found.start()))


def _plain(name: str) -> str:
    """Return a name in one form, without its article."""
    return _ARTICLE.sub("", " ".join(name.replace("’", "'").split()))


def _flexible(name: str) -> str:
    """Return the pattern of a name: any blanks, any apostrophe, and "The" or not."""
    words = (re.escape(word).replace("'", "['’]") for word in name.split())
    return r"(?:(?:[Tt]he|THE)\s)?" + r"\s+".join(words)


def _mention(sentence: str, span: tuple[int, int], speakers: frozenset[str]) -> Mention:
    start, end = span
    who = NamedSpeaker(sentence[start:end], speakers)
    return Mention(who, span, _role(sentence, start, end))


def _role(sentence: str, start: int, end: int) -> Role:
    """Return the role that the words beside a name give it."""
    before, after = sentence[max(0, start - 120) : start], sentence[end : end + 200]
    if _OPENING.search(before) and _CLOSING.match(after):
        return Role.CITED
    with_another = bool(OF.search(before)) and not FROM_THERE.search(before)
    # But of "critics of Putin, who say" they are the critics.
    with_another &= not WHO.match(after) or before.endswith("of ")
    labels = LABEL.match(after) and not _LETTER.search(before)
    says = (SAYS.match(after) or labels) and not with_another
    # "Putin on Xi: …" are not words of Xi, nor are those "against Xi's view".
    theirs = THEIRS.match(after) and not (
        (with_another and after.startswith(":")) or CONTRAST.search(before)
    )
    if says or theirs or SAID_BY.search(before):
        return Role.SAYS
    with_another |= after.startswith(("'", "’"))
    return Role.OBJECT if with_another else Role.PRESENT


def says_in(sentence: str, name: str) -> bool:
    """Whether a *sentence* has somebody of this *name* as saying something.

    Two may say it together: "Xi Jinping and President Vladimir Putin announced".
    """
    one = re.escape(name)
    first = re.sub(rf"\b({one}){_AND_ANOTHER}", r"\1", sentence)
    last = re.sub(rf"{_ANOTHER_AND}(?={one}\b)", "", sentence)
    return any(
        _role(words, *there.span()) is Role.SAYS
        for words in (sentence, first, last)
        for there in re.finditer(rf"\b{one}\b", words)
    )


def are_joined(sentence: str, *names: str) -> bool:
    """Whether a *sentence* has two *names* joined by "and", in either order."""
    one, other = map(re.escape, names)
    return any(
        re.search(rf"\b{first}{_AND_TITLE}{last}\b", sentence)
        for first, last in ((one, other), (other, one))
    )
