"""Who is named beside a quotation as saying its words.

Pure functions. Offsets are Unicode code points in the text, the end exclusive. A name is
looked for in the quotation's own sentence, then in those before it and in a signature after
it. It counts if a word of saying is with it, as in "Rinna argues", "said Putin" and
"according to Xi", or if it is a reference, "(Datta 2025)", or the note by its number. Who
merely stands where a speaker would, as in "Datta hits the nail on the head: …", is told apart
as credited.
"""

# ruff: noqa: RUF001 - quotation marks look alike

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from app.text.around_quotations import Around, Surroundings
from app.text.mentions import Mention, NamedSpeaker, Role, SpeakerNames
from app.text.numbered_notes import NumberedNotes
from app.text.quotations_in_text import FoundQuotation
from app.text.words_of_saying import (
    ANOTHER,
    BACKWARD,
    DENIES,
    HE,
    JOINED,
    JOINS_NAMES,
    OTHER_CLAUSE,
    OTHER_SUBJECT,
    PRONOUN,
    SAID_BY,
    SAYING,
    SUBORDINATE,
    TURN,
    WHO,
)

# A signature after a quotation: a dash before a name, or a reference by itself.
_SIGNATURE = re.compile(r"\s*[*_]*(?:[—–]|--|[(\[][^()\[\]]{1,80}[)\]]\.?\s*\Z)")
# A name further from a quotation than this may belong to something else. Our choice.
_NEAR = 160  # characters
# A sentence beside a quotation that is about it is no longer than this. Our choice.
_SHORT = 80  # characters
# What ends a thought between two quotations.
_STOPS = re.compile(r"[;.?!]\s")
# What stands between a name and a quotation that is theirs: "Xi's own".
_OWNED = re.compile(r"['’]s?\s+(?:[a-z]+\s+)?")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named beside a quotation."""

    said: tuple[NamedSpeaker, ...]
    """As saying the words, the nearest first; or, if nobody is, in a reference in brackets."""
    present: tuple[NamedSpeaker, ...]
    """Everybody who is named in its sentence, or else in those before."""
    sure: bool
    """Whether the nearest is named so plainly that somebody else would be wrong."""
    nobody: bool = False
    """Whether nobody is named in its sentence, nor in one beside it that is about it."""
    cited: tuple[NamedSpeaker, ...] = ()
    """Those of its sentence who are named in a reference in brackets."""
    credited: tuple[NamedSpeaker, ...] = ()
    """Who stands where a speaker would, though perhaps no word says that they speak."""
    denied: bool = False
    """Whether who is named is said to deny or to doubt them."""


def naming(
    text: str, quotations: Sequence[FoundQuotation], names: SpeakerNames
) -> list[Naming]:
    """Return who is named beside each quotation, or else in the note on it."""
    notes = NumberedNotes(text)
    text = notes.without_numbers(one.closes for one in quotations)
    found: list[Naming] = []
    for one, around in zip(quotations, Surroundings(text, quotations), strict=True):
        beside = _naming(one, around, found, names)
        if noted := _who(names.in_sentence(notes.on(one.closes))):
            here = _who(names.in_sentence(around.here))
            if any(who in here for who in beside.said):
                beside = replace(beside, cited=(*beside.cited, *noted))
            else:
                beside = replace(beside, said=noted, sure=True, nobody=False)
        found.append(beside)
    return found


def _naming(
    one: FoundQuotation, around: Around, earlier: Sequence[Naming], names: SpeakerNames
) -> Naming:
    """Return who is named beside a quotation; *earlier* is that of the quotations before."""
    found = names.in_sentence(around.here)
    part = around.here[slice(*around.part)]
    near = names.in_sentence(part)
    named = _named(one, around, found, earlier, names)
    # In "He called Xi …" he speaks and not Xi.
    he = bool(named.said) and PRONOUN.search(part)
    return replace(
        named,
        nobody=not any(
            names.in_sentence(words) or PRONOUN.search(words) or HE.search(words)
            for words in (around.here, *_about_it(around))
        ),
        cited=_who(one for one in near if one.role is Role.CITED),
        denied=any(DENIES.match(part, one.span[1]) for one in near),
        credited=() if he else _credited(around, earlier, names),
    )


def _named(
    one: FoundQuotation,
    around: Around,
    found: Sequence[Mention],
    earlier: Sequence[Naming],
    names: SpeakerNames,
) -> Naming:
    """Return who is named in the quotation's own sentence, or else around it.

    *found* are all who are named in the sentence.
    """
    low, high = around.part
    part = around.here[low:high]
    quotation = around.span[0] - low, around.span[1] - low
    near = names.in_sentence(part)
    if said := _said(near, part, quotation):
        sure = _is_plain(part, near, said[0], quotation)
        return Naming(_who(said), _who(found), sure=sure)
    if around.between is not None and earlier[-1].said:
        if _goes_on(around, earlier[-1], found, names):
            sure = earlier[-1].sure and not _STOPS.search(around.between)
            return Naming(earlier[-1].said, _who(found), sure=sure)
        return Naming((), _who(found), sure=False)
    return _named_beside(one, around, found, earlier, names)


def _credited(
    around: Around, earlier: Sequence[Naming], names: SpeakerNames
) -> tuple[NamedSpeaker, ...]:
    """Return who stands where a speaker would, though no word says that they speak.

    That is the subject of the clause that leads to a quotation, or else whoever is named
    in a sentence beside it that is about it.
    """
    low, high = around.part
    part = around.here[low:high]
    there = [one for one in names.in_sentence(part) if names.may_be_credited(one, part)]
    if there:
        return _who(_subject(there, part, around.span[0] - low))
    if around.between is not None and JOINED.fullmatch(around.between):
        return earlier[-1].credited
    for sentence in _about_it(around):
        there = [
            one
            for one in names.in_sentence(sentence)
            if names.may_be_credited(one, sentence)
            and (one.role is Role.SAYS or names.is_author(one.who))
        ]
        if there:
            return _who(_subject(there, sentence, len(sentence)))
    return ()


def _about_it(around: Around) -> Iterator[str]:
    """Yield what leads to a quotation and the short sentences beside it that are about it."""
    if around.introduction:
        yield around.introduction.here[slice(*around.introduction.part)]
    start, end = around.span
    for after in (around.here[around.part[1] :], around.after):
        if len(after) <= _SHORT and BACKWARD.fullmatch(after):
            yield after
    alone = not _LETTER.search(around.here[:start] + around.here[end:])
    if alone and around.before and len(around.before[0]) <= _SHORT:
        yield around.before[0]


def _subject(
    mentions: Sequence[Mention], sentence: str, until: int
) -> Sequence[Mention]:
    """Return who of those *mentions* is the subject of the last clause that has any.

    Only what stands before *until* is read, if anybody is named there. Two may be together.
    """
    before = [one for one in mentions if one.span[1] <= until] or mentions
    cuts = [cut.end() for cut in OTHER_CLAUSE.finditer(sentence, 0, until)]
    last = max((cut for cut in cuts if cut <= before[-1].span[0]), default=0)
    clause = [one for one in before if one.span[0] >= last] or before[-1:]
    subjects = [one for one in clause if one.role is not Role.OBJECT]
    first = before[-1] if WHO.match(sentence, before[-1].span[1]) else None
    first = first or (subjects or clause[-1:])[0]
    return _together(before, before.index(first), sentence)


def _together(mentions: Sequence[Mention], at: int, sentence: str) -> Sequence[Mention]:
    """Return the mention numbered *at* with those that are joined to it, in order."""
    joined = [
        bool(JOINS_NAMES.fullmatch(sentence[one.span[1] : other.span[0]]))
        for one, other in pairwise(mentions)
    ]
    first = at - sum(1 for _ in takewhile(bool, reversed(joined[:at])))
    last = at + sum(1 for _ in takewhile(bool, joined[at:]))
    return mentions[first : last + 1]


def _goes_on(
    around: Around, earlier: Naming, found: Sequence[Mention], names: SpeakerNames
) -> bool:
    """Whether who says the quotation before goes on to say this one.

    *found* are all who are named in the sentence: "he" may be any of them.
    """
    since = around.here[around.part[0] : around.span[0]]
    between = names.in_sentence(around.between or "")
    if ANOTHER.search(since) or names.in_sentence(since) or len(since) > _NEAR:
        return False
    people = {one.who.speakers for one in found if names.may_be_he(one.who)}
    said = {one.speakers for one in earlier.said}
    others = {one.who.speakers for one in between if names.may_be_he(one.who)} - said
    he = HE.search(around.between or "")
    return not others and not (he and len(people) > 1)


def _named_beside(
    one: FoundQuotation,
    around: Around,
    found: Sequence[Mention],
    earlier: Sequence[Naming],
    names: SpeakerNames,
) -> Naming:
    """Return who is named around a sentence that names nobody as saying its quotation."""
    # "He said … He added …": the name may stand further up.
    each = (names.in_sentence(sentence) for sentence in around.before)
    mentions = next(filter(None, each), [])
    present = _who([*found, *mentions])
    if _SIGNATURE.match(around.after) and (signed := names.in_sentence(around.after)):
        return Naming(_who(signed), present, sure=True)
    if leads := around.introduction:
        # Who is quoted in it is not who is quoted next, unless it says so.
        if leads.between is None or SAYING.search(leads.between):
            led_to = _naming(one, leads, earlier, names)
            return Naming(led_to.said, present, sure=led_to.sure)
        return Naming((), present, sure=False)
    pronoun = PRONOUN.search(around.here[: around.part[1]], around.part[0])
    if not pronoun:
        return Naming((), present, sure=False)
    ahead = _subjects(found, pronoun.start())
    if HE.search(pronoun[0]):
        ahead = [one for one in ahead if names.may_be_he(one.who)]
        mentions = [one for one in mentions if names.may_be_he(one.who)]
    if pronoun[0].casefold().startswith("the latter"):
        latter = [one for one in found if one.span[1] <= pronoun.start()] or mentions
        return Naming(_who(latter[-1:]), present, sure=False)
    # "He" is who stands before it; or who said something before that, or came first.
    before = around.before[0] if around.before else ""
    further = (
        _said(mentions, before, (len(before),) * 2)
        or _subjects(mentions)[:1]
        or [one for one in mentions if names.is_author(one.who)][:1]
    )
    candidates = {one.who.speakers for one in [*ahead, *_subjects(mentions)]}
    # A sentence that names nobody may be about somebody else.
    near = bool(ahead) or bool(names.in_sentence(before))
    return Naming(
        _who(ahead[:1] or further), present, sure=near and len(candidates) == 1
    )


def _who(mentions: Iterable[Mention]) -> tuple[NamedSpeaker, ...]:
    return tuple(mention.who for mention in mentions)


def _said(
    mentions: Sequence[Mention], sentence: str, quotation: tuple[int, int]
) -> list[Mention]:
    """Return who says something in a sentence, or else who is cited, the nearest first."""
    start, end = quotation
    nearest = sorted(mentions, key=lambda one: abs(one.span[0] - start))
    says = [one for one in nearest if one.role is Role.SAYS]
    # In "After Putin said “…”, Xi answered" Xi says something else.
    own = [
        one
        for one in says
        if one.span[0] < start or SAID_BY.search(sentence[end - 1 : one.span[0]])
    ]
    return own or says or [one for one in nearest if one.role is Role.CITED]


def _subjects(mentions: Sequence[Mention], until: int | None = None) -> list[Mention]:
    """Return who may be meant by a pronoun after them, in order."""
    return [
        one
        for one in mentions
        if one.role is not Role.OBJECT and (until is None or one.span[1] <= until)
    ]


def _is_plain(
    sentence: str,
    mentions: Sequence[Mention],
    said: Mention,
    quotation: tuple[int, int],
) -> bool:
    """Whether nothing stands between a name and a quotation that may be meant instead."""
    start, end = sorted((said.span, quotation))
    between = sentence[start[1] : end[0]]
    others = [
        one
        for one in mentions
        if start[1] <= one.span[0] < end[0]
        and (
            one.role in {Role.SAYS, Role.CITED}
            or _OWNED.fullmatch(sentence[one.span[1] : end[0]])
        )
        and one.who.speakers != said.who.speakers
    ]
    within = SUBORDINATE.match(sentence[: start[0]]) and OTHER_SUBJECT.search(between)
    turns = ";" in between or TURN.search(between) or within
    return not others and not turns and len(between) <= _NEAR
