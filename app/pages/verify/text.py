"""A whole text: every quotation in it, where its words are found, and who says them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.counts import count as counted
from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, Attribution, QuotationKind, Wording
from app.pages.verify.editors_words import EditorsWords
from app.pages.verify.limits import LONGEST_QUOTATION
from app.pages.verify.quotation import (
    JudgedQuotation,
    QuotationPlace,
    clean,
    judged_quotation,
)
from app.pages.verify.voices import Ascribed, Voices
from app.store.connection import Store
from app.text.mentions import SpeakerNames
from app.text.named_speakers import Naming, naming
from app.text.quotations_in_text import (
    FoundQuotation,
    quotations_in,
    quotations_within,
)

# No text that we have seen has a tenth as many quotations. Our choice.
_MOST_QUOTATIONS = 500
# So many places are shown of each. Our choice: to see all, verify it by itself.
_MOST_PLACES = 5
# So many marks that are never closed are shown. Our choice.
_SHOWN_UNCLOSED = 5
_UNCLOSED = "A quotation mark is never closed, so what follows it was not checked"
_SAME_WORDS = "Same words"
_TOO_SHORT = "Too short to check here"
_BY_EDITORS = "In the editors’ words"  # noqa: RUF001 - an apostrophe
OF_EDITORS = "The editors’ words, not a quotation"  # noqa: RUF001 - an apostrophe
# How wordings compare, the nearest first.
_COMPARED = (
    *(Wording.EXACT.label, Wording.TYPOGRAPHIC.label, _SAME_WORDS),
    *(
        Wording.ABRIDGED.label,
        Wording.DIFFERS.label,
        _BY_EDITORS,
        Wording.NOWHERE.label,
    ),
    _TOO_SHORT,
)
_ANOTHERS = "another’s words,"  # noqa: RUF001 - an apostrophe
_NO_QUOTATION = "Put them in quotation marks, or set them off as a block quote."


@page_object
class VerifiedQuotation:
    """A quotation in a text, where its words are found, and whose they are."""

    quoted: str
    """The text between its marks, or on the lines of a block quote."""
    words: str
    """The same without the marks that begin lines or further paragraphs."""
    start: int
    """Where they begin in the text, in code points."""
    end: int
    """Where they end, exclusive."""
    kind: QuotationKind
    """A quotation, a block quote, or scare quotes around one or two words."""
    status: Wording | None
    """How its wording compares; null for scare quotes, which are not checked."""
    named_speaker: str | None
    """The person named as its speaker, or beside it if that agrees; null if nobody is."""
    speaker: str | None
    """Who says the words, whoever is named: the speaker on record, or else the author in
    whose own text they stand; null if the article quotes them and no speaker is recorded."""
    also_named: tuple[str, ...]
    """Whom else the article names as saying them, if they are recorded as its author's."""
    attribution: Attribution
    """Whether the two agree."""
    indirect: bool
    """Whether they do, but the article tells it in words of its own, without marks."""
    names_nobody: bool
    """Whether its sentence names nobody, nor does one beside it that is about it."""
    disputed: bool
    """Whether the words are another's, and the author who is named disputes them."""
    fault: bool
    """Whether its words or who is named are wrong, or what it leaves out has a word that
    may change the sense, such as "not"."""
    remarks: tuple[str, ...]
    """What is wrong or worth knowing, a sentence each."""
    places: tuple[QuotationPlace, ...]
    """Where its words are found, or words like them."""
    nearest: QuotationPlace | None
    """If they are not found: the sentence that is most like them; null if none is."""
    editors: EditorsWords | None = None
    """If they are not found: the words of the editors of this site that they repeat."""

    @property
    def verdict(self) -> str:
        """What was found, in a few words."""
        if self.status is None:
            return "Not checked"
        if self.editors:
            return OF_EDITORS
        said = self.compared
        if self.check_sense:
            said += ", check the sense"
        elif changed := ", ".join(filter(None, (one.changed for one in self.places))):
            said += f": {changed}"
        if self.attribution is Attribution.DIFFERS:
            return f"{self.attribution.label} (wording: {said[0].lower()}{said[1:]})"
        if self.reported:
            disputed = ", disputed" if self.disputed else ""
            return f"{said}; another’s words{disputed}"  # noqa: RUF001 - an apostrophe
        if self.indirect:
            return f"{said}; indirect speech"
        return f"{said}; check the speaker" if self.unsure else said

    @property
    def compared(self) -> str:
        """How its wording compares with that of the articles, in a few words."""
        if self.status is None:
            return _TOO_SHORT
        if self.editors:
            return _BY_EDITORS
        omitted = any(place.omitted for place in self.places)
        if self.status is Wording.ABRIDGED and not omitted:
            return _SAME_WORDS
        return self.status.label

    @property
    def wrong(self) -> bool:
        """Whether its words are others, or somebody else says them."""
        other = self.status in {Wording.DIFFERS, Wording.NOWHERE}
        return other or self.attribution is Attribution.DIFFERS

    @property
    def check_sense(self) -> bool:
        """Whether what is left out may deny what is quoted, wherever that may be from."""
        return bool(self.places) and all(place.check_sense for place in self.places)

    @property
    def reported(self) -> bool:
        """Whether the person named reports the words of somebody else."""
        return self.attribution is Attribution.VIA_AUTHOR and bool(self.speaker)

    @property
    def unsure(self) -> bool:
        """Whether somebody is named as saying its words, and no article says so."""
        unchecked = {Attribution.UNCHECKED, Attribution.VIA_AUTHOR}
        return (
            self.attribution in unchecked
            and not self.reported
            and bool(self.named_speaker and self.places)
        )

    @property
    def to_check(self) -> bool:
        """Whether readers have to judge for themselves: its sense, or who speaks."""
        return self.check_sense or self.unsure or self.reported or self.indirect


@page_object
class VerifiedText:
    """A text with all its quotations."""

    text: str
    """The text that positions count in: its lines end with a line feed alone."""
    quotations: tuple[VerifiedQuotation, ...]
    """Its quotations, in order."""
    remarks: tuple[str, ...]
    """What was not checked, a sentence each."""

    @property
    def summary(self) -> str:
        """What was found, in a sentence: how every wording compares, then what is to be weighed."""
        count = len(self.quotations)
        if not count:
            return "No quotations found."
        noun = "quotation" if count == 1 else "quotations"
        found = f"{count} {noun}: {self._wordings}"
        if to_weigh := self._to_weigh:
            found += f"; {', '.join(to_weigh)}"
        # Who reads no further than "none" would miss what is to be weighed.
        elif self.judged and not any(one.wrong for one in self.judged):
            found += "; none with a problem"
        return f"{found}."

    @property
    def _wordings(self) -> str:
        """How many wordings compare in each way; of all quotations, those too short, too."""
        counts = Counter(one.compared for one in self.quotations)
        said = []
        for compared in sorted(counts, key=_COMPARED.index):
            some = counts[compared]
            differs = compared == Wording.DIFFERS.label
            words = "differ" if differs and some > 1 else compared.lower()
            number = some if len(counts) > 1 else "all" if some > 1 else ""
            said.append(f"{number} {words}".lstrip())
        return ", ".join(said)

    @property
    def _to_weigh(self) -> list[str]:
        """How many have each thing to weigh beside their wording."""
        others = [one for one in self.judged if not one.wrong]
        reported = [one for one in self.judged if one.reported]
        disputed = sum(one.disputed for one in reported)
        wrong = sum(one.attribution is Attribution.DIFFERS for one in self.judged)
        counts = (
            (wrong, "with the wrong speaker"),
            (sum(one.check_sense for one in others), "with the sense to check"),
            (sum(one.unsure for one in others), "with a speaker to check"),
            (disputed, f"{_be(disputed)} {_ANOTHERS} disputed by the one you name"),
            (
                plain := len(reported) - disputed,
                f"{_be(plain)} {_ANOTHERS} reported by the one you name",
            ),
            (sum(one.indirect for one in others), "of indirect speech"),
        )
        return [f"{some} {what}" for some, what in counts if some]

    @property
    def short(self) -> tuple[str, ...]:
        """The words between marks that were not checked, since they are one or two."""
        return tuple(one.words for one in self.quotations if not one.status)

    @property
    def terms(self) -> str:
        """The same words in a sentence; empty if there are none."""
        said = ", ".join(f"“{term}”" for term in dict.fromkeys(self.short))
        return f"{_TOO_SHORT} (one or two words): {said}." if said else ""

    @property
    def judged(self) -> tuple[VerifiedQuotation, ...]:
        """The quotations that were checked."""
        return tuple(one for one in self.quotations if one.status)

    @property
    def faults(self) -> int:
        """How many quotations have a fault, be it one that readers have to judge."""
        return sum(one.fault for one in self.quotations)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def verified_text(store: Store, text: str) -> VerifiedText:
    """Return a text with every quotation in it checked, and its speaker compared."""
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    found = quotations_in(text)
    voices = Voices.of(store)
    every = _without_mail(store, text, found.quotations[:_MOST_QUOTATIONS])
    quotations = every[:_MOST_QUOTATIONS]
    names = SpeakerNames(
        voices.names,
        voices.people,
        {*voices.authors.values()},
        voices.capitalised.__contains__,
    )
    named = naming(text, quotations, names)
    judged: dict[str, JudgedQuotation] = {}
    verified = []
    for one, by in zip(quotations, named, strict=True):
        if one.kind is QuotationKind.SCARE:
            verified.append(_scare(text, one))
            continue
        words = _compared(one.words(text))
        if words not in judged:  # equal words are judged once
            judged[words] = judged_quotation(store, words, most=_MOST_PLACES)
        verified.append(_verified(text, one, judged[words], voices, by))
    return VerifiedText(
        text=text,
        quotations=tuple(verified),
        remarks=tuple(
            _left_out(text, found.unclosed, max(len(found.quotations), len(every)))
        ),
    )


def _without_mail(
    store: Store, text: str, quotations: Sequence[FoundQuotation]
) -> Sequence[FoundQuotation]:
    """Return quotations without the lines of a mail that is answered, but with what it quotes."""
    answered = [_those_of_mail(store, text, one) for one in quotations]
    every = [one for those in answered for one in those]
    if every == [*quotations]:
        return quotations
    return [
        one
        for one in every
        if one.kind is not QuotationKind.BLOCK or not _is_of_mail(store, text, one)
    ]


def _is_of_mail(store: Store, text: str, block: FoundQuotation) -> bool:
    """Whether lines among those of a mail are no quotation: nothing announces them."""
    if text[: block.opens].rstrip().endswith(":"):
        return False
    words = _compared(block.words(text))
    return judged_quotation(store, words, most=1).status is Wording.NOWHERE


def _those_of_mail(
    store: Store, text: str, one: FoundQuotation
) -> Sequence[FoundQuotation]:
    """Return a quotation; or, if it is a mail that is answered, those between its marks.

    That is a block whose words around what it quotes stand in no article.
    """
    if one.kind is not QuotationKind.BLOCK:
        return (one,)
    within = quotations_within(text, one)
    if all(inner.kind is QuotationKind.SCARE for inner in within):
        return (one,)
    edges = [one.start, *(at for it in within for at in (it.opens, it.closes)), one.end]
    around = "".join(
        text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)
    )
    own = judged_quotation(store, _compared(around), most=1)
    return within if own.status is Wording.NOWHERE else (one,)


def _compared(words: str) -> str:
    """Return so much of a quotation as is compared, without a word that is cut."""
    if len(words) <= LONGEST_QUOTATION:
        return words
    return words[:LONGEST_QUOTATION].rsplit(None, 1)[0]


def _scare(text: str, one: FoundQuotation) -> VerifiedQuotation:
    """Return one or two words between marks, which are not checked."""
    return VerifiedQuotation(
        quoted=text[one.start : one.end],
        words=one.words(text),
        start=one.start,
        end=one.end,
        kind=one.kind,
        status=None,
        named_speaker=None,
        speaker=None,
        also_named=(),
        attribution=Attribution.UNCHECKED,
        names_nobody=False,
        disputed=False,
        indirect=False,
        fault=False,
        remarks=(),
        places=(),
        nearest=None,
    )


def _verified(
    text: str,
    one: FoundQuotation,
    judged: JudgedQuotation,
    voices: Voices,
    named: Naming,
) -> VerifiedQuotation:
    """Return a quotation with its places and its speaker."""
    judged, ascribed = _ascribed(judged, voices, named)
    if judged.status in {Wording.DIFFERS, Wording.NOWHERE}:
        ascribed = replace(ascribed, indirect=False)
    remarks = [*_remarks(judged, ascribed)]
    if _compared(one.words(text)) != one.words(text):
        remarks.append(f"Only its first {LONGEST_QUOTATION:,} characters were checked.")
    verified = VerifiedQuotation(
        quoted=text[one.start : one.end],
        words=one.words(text),
        start=one.start,
        end=one.end,
        kind=one.kind,
        status=judged.status,
        named_speaker=ascribed.named,
        speaker=ascribed.speaker,
        also_named=ascribed.others,
        attribution=ascribed.attribution,
        names_nobody=named.nobody,
        disputed=ascribed.disputed,
        indirect=ascribed.indirect,
        fault=False,
        remarks=tuple(remarks),
        places=judged.places,
        nearest=judged.nearest,
        editors=judged.editors,
    )
    return replace(verified, fault=verified.wrong or verified.check_sense)


def _ascribed(
    judged: JudgedQuotation, voices: Voices, named: Naming
) -> tuple[JudgedQuotation, Ascribed]:
    """Return where a quotation is from and whose it is.

    Of places about as near, that counts whose speaker is the one named.
    """
    first = judged, voices.ascribed(judged.standing, named)
    if not named.said or first[1].attribution is Attribution.AGREES:
        return first
    others = ((one, voices.ascribed(one.standing, named)) for one in judged.rivals)
    agreeing = (two for two in others if two[1].attribution is Attribution.AGREES)
    return next(agreeing, first)


def _remarks(judged: JudgedQuotation, ascribed: Ascribed) -> Iterator[str]:
    """Return what is wrong with a quotation, or worth knowing."""
    judgement = judged.judgement
    if judgement.status is Wording.NOWHERE:
        yield "None of these articles has these words."
        if judged.editors:
            yield from _of_editors(judged.editors)
    elif judgement.parts and len(judged.places) > 1:
        yield f"Joins words from {len(judged.places)} places."
    for words in judgement.missing:
        yield f"Not in the articles: “{words}”."
    sense = all(place.check_sense for place in judged.places)
    for place in judged.places[:1]:
        yield from _of_place(place)
        for left in place.omitted if sense else ():
            if left.question:
                yield f"Leaves out “{left.text}”, which {left.question}."
    yield from _of_speaker(ascribed, judged.places)
    yield from _conceded(judged.places)
    yield from _note(ascribed, judged.places)


def _of_editors(editors: EditorsWords) -> Iterator[str]:
    """Return where on this site the words stand, and what may be quoted instead."""
    label = editors.label.rstrip(".")
    yield f"They are from this site’s {editors.kind} “{label}”."  # noqa: RUF001
    if editors.quotes:
        yield f"It rests on {counted(len(editors.quotes), 'quote')}: quote the articles."


def _of_speaker(ascribed: Ascribed, places: Sequence[QuotationPlace]) -> Iterator[str]:
    """Return the same of who is named as saying words that are at some places, or at none."""
    named, whose = ascribed.named, ascribed.speaker
    wrong = ascribed.attribution is Attribution.DIFFERS
    if ascribed.others:
        yield from _others(ascribed, wrong=wrong)
    elif wrong and whose:
        yield f"Attributed to {named}, but said by {whose}."
    elif wrong:
        yield f"Attributed to {named}, whom the article does not name beside these words."
    if not wrong:
        yield from _of_named(ascribed, places)


def _others(ascribed: Ascribed, *, wrong: bool) -> Iterator[str]:
    """Return whom the article itself has say the words, and whether that is who is named."""
    others = " and ".join(ascribed.others)
    said = f"names {others} as saying this."
    if ascribed.speaker:
        yield f"Asserted by {ascribed.speaker}, whose article {said}"
    else:
        yield f"No speaker is recorded; the article {said}"
    if wrong:
        yield f"Attributed to {ascribed.named}, who is not named there."
    elif ascribed.named in ascribed.others:
        yield f"{ascribed.named} is named there."


def _of_named(ascribed: Ascribed, places: Sequence[QuotationPlace]) -> Iterator[str]:
    """Return what is worth knowing of who is named, unless that is wrong."""
    named, whose = ascribed.named, ascribed.speaker
    if ascribed.author and whose:
        does = "disputed" if ascribed.disputed else "reported"
        yield f"Said by {whose}, {does} by {ascribed.author}."
    elif ascribed.author and not ascribed.others:
        yield f"The article puts these words in quotation marks: see whether {named} says them."
    elif ascribed.indirect:
        yield (
            f"The article tells this without quotation marks, so the words may be its own "
            f"and not those of {named}: quote the article."
        )
    elif ascribed.named_there:
        yield f"Recorded as said by {whose}, but the article names {named} beside these words."
    elif ascribed.credit:
        yield f"Said by {whose}. Your text names {named}: check the credit."
    elif named and places and ascribed.attribution is Attribution.UNCHECKED:
        yield f"Whether {named} said this could not be told: read the passage."


def _conceded(places: Sequence[QuotationPlace]) -> Iterator[str]:
    """Return that the author grants the words to the other side, if a quote of them says so."""
    lines = (
        quote.line
        for place in places[:1]
        if place.wording is not Wording.DIFFERS
        for quote in place.quotes
    )
    if any(line.attitude is Attitude.CONCEDES for line in lines):
        yield "The author concedes this to the other side."


def _note(ascribed: Ascribed, places: Sequence[QuotationPlace]) -> Iterator[str]:
    """Return the editors' note on words whose speaker is to be checked, if there is one."""
    notes = (
        quote.line.note
        for place in places[:1]
        if place.wording is not Wording.DIFFERS
        for quote in place.quotes
    )
    unchecked = ascribed.attribution is Attribution.UNCHECKED and not ascribed.credit
    if ascribed.named and unchecked and (note := next(filter(None, notes), None)):
        yield f"The editors’ note on the quote: {note}"  # noqa: RUF001 - an apostrophe


def _of_place(place: QuotationPlace) -> Iterator[str]:
    """Return the same of the words at one place."""
    other = place.wording is Wording.DIFFERS
    if said := place.left_out:
        yield f"{said[0].upper()}{said[1:]}."
    elif other and not (place.only_capitals or place.only_signs):
        yield "The wording in the article differs."
    elif place.only_capitals:
        yield "Only capitals differ."
    elif place.only_signs:
        yield "Only punctuation or capitals differ."
    elif said := place.typography_differs:
        yield f"{said[0].upper()}{said[1:]}."
    if place.put_in:
        yield f"Added in brackets: {place.put_in}."
    if place.title:
        yield "This is the title of the article."


def _left_out(text: str, unclosed: Sequence[int], count: int) -> Iterator[str]:
    """Return what was not checked."""
    if count > _MOST_QUOTATIONS:
        first = (
            f"Only the first {_MOST_QUOTATIONS} of {count:,} quotations were checked"
        )
        yield f"{first}; paste the rest separately."
    for at in unclosed[:_SHOWN_UNCLOSED]:
        words = " ".join(text[at : at + 60].split())
        yield f"{_UNCLOSED}: {words}…"
    if len(unclosed) > _SHOWN_UNCLOSED:
        more = len(unclosed) - _SHOWN_UNCLOSED
        yield f"{more:,} more quotation marks are never closed."
    if not count:
        yield _NO_QUOTATION
