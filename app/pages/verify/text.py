"""A whole text: every quotation in it, where its words stand, and who says them."""

from collections.abc import Iterator, Sequence

from app.domain.page_object import page_object
from app.domain.vocabulary import Attribution, QuotationKind, Wording
from app.pages.verify.quotation import (
    LONGEST_QUOTATION,
    JudgedQuotation,
    QuotationPlace,
    clean,
    judged_quotation,
)
from app.pages.verify.voices import Ascribed, Voices
from app.store.connection import Store
from app.text.named_speakers import Naming, SpeakerNames, naming
from app.text.quotations_in_text import (
    FoundQuotation,
    quotations_in,
    quotations_within,
)

# No text that we have seen has a tenth as many quotations. Our choice.
_MOST_QUOTATIONS = 500
# So many places are told of each. Our choice: who wants all verifies it by itself.
_MOST_PLACES = 5
# So many marks that are never closed are shown. Our choice.
_SHOWN_UNCLOSED = 5
_UNCLOSED = "A quotation mark is never closed, so what follows it is not verified"
_NO_QUOTATION = (
    "No quotation was found: words count as quoted between quotation marks, or set off as a "
    "block quote."
)


@page_object
class VerifiedQuotation:
    """A quotation in a text, where its words stand, and whose they are."""

    quoted: str
    """What stands between its marks, or on the lines of a block quote."""
    words: str
    """The same without the signs with which lines or further paragraphs begin."""
    start: int
    """Where they begin in the text, in code points."""
    end: int
    """Where they end, exclusive."""
    kind: QuotationKind
    """A quotation, a block quote, or scare quotes around one or two words."""
    status: Wording | None
    """What it is; null for scare quotes, which are not judged."""
    named_speaker: str | None
    """Who is named as saying it, or stands beside it if that agrees; null if nobody."""
    speaker: str | None
    """Who is recorded as saying it; null if that is not known."""
    attribution: Attribution
    """Whether the two are the same."""
    fault: bool
    """Whether something is wrong: the words, what they leave out, or who is named."""
    remarks: tuple[str, ...]
    """What is wrong or worth knowing, a sentence each."""
    places: tuple[QuotationPlace, ...]
    """Where its words stand, or words like them."""
    nearest: QuotationPlace | None
    """If they stand nowhere: the sentence that has most of them; null if none has."""

    @property
    def verdict(self) -> str:
        """What it is, in a word or two."""
        said = self.status.value.capitalize() if self.status else "Not judged"
        if self.attribution is Attribution.DIFFERS:
            said += ", by another speaker"
        return f"Fault: {said[0].lower()}{said[1:]}" if self.fault else said


@page_object
class VerifiedText:
    """A text with all its quotations."""

    text: str
    """The text that positions count in: its lines end with a line feed alone."""
    quotations: tuple[VerifiedQuotation, ...]
    """Its quotations, in order."""
    remarks: tuple[str, ...]
    """What was not verified, a sentence each."""

    @property
    def summary(self) -> str:
        """What was found, in a sentence or two."""
        count, scare = len(self.judged), len(self.quotations) - len(self.judged)
        noun = "quotation" if count == 1 else "quotations"
        with_fault = f"{self.faults or 'none'} with a fault"
        said = f"{count} {noun}, {with_fault}."
        if scare:
            terms = "term" if scare == 1 else "terms"
            said += f" {scare} {terms} of one or two words between marks: not judged."
        return said

    @property
    def judged(self) -> tuple[VerifiedQuotation, ...]:
        """The quotations that were judged."""
        return tuple(one for one in self.quotations if one.status)

    @property
    def faults(self) -> int:
        """How many quotations have a fault."""
        return sum(one.fault for one in self.quotations)


def verified_text(store: Store, text: str) -> VerifiedText:
    """Return a text with every quotation in it judged, and its speaker compared."""
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    found = quotations_in(text)
    voices = Voices.of(store)
    every = _without_mail(store, text, found.quotations[:_MOST_QUOTATIONS])
    quotations = every[:_MOST_QUOTATIONS]
    names = SpeakerNames(voices.names, voices.people, voices.capitalised.__contains__)
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
    """Return one or two words between marks, which are not judged."""
    return VerifiedQuotation(
        quoted=text[one.start : one.end],
        words=one.words(text),
        start=one.start,
        end=one.end,
        kind=one.kind,
        status=None,
        named_speaker=None,
        speaker=None,
        attribution=Attribution.UNCHECKED,
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
    ascribed = voices.ascribed(judged.standing, named)
    remarks = [*_remarks(judged, ascribed)]
    if _compared(one.words(text)) != one.words(text):
        remarks.append(f"Only its first {LONGEST_QUOTATION:,} characters are verified.")
    return VerifiedQuotation(
        quoted=text[one.start : one.end],
        words=one.words(text),
        start=one.start,
        end=one.end,
        kind=one.kind,
        status=judged.status,
        named_speaker=ascribed.named,
        speaker=ascribed.speaker,
        attribution=ascribed.attribution,
        fault=judged.status in {Wording.DIFFERS, Wording.NOWHERE}
        or ascribed.attribution is Attribution.DIFFERS
        or _is_misleading(judged),
        remarks=tuple(remarks),
        places=judged.places,
        nearest=judged.nearest,
    )


def _is_misleading(judged: JudgedQuotation) -> bool:
    """Whether what is left out denies or hedges, wherever the words may be from."""
    return bool(judged.places) and all(
        any(left.negation or left.hedge for left in place.omitted)
        for place in judged.places
    )


def _remarks(judged: JudgedQuotation, ascribed: Ascribed) -> Iterator[str]:
    """Return what is wrong with a quotation, or worth knowing."""
    judgement = judged.judgement
    if judgement.status is Wording.NOWHERE:
        yield "These words stand in none of these articles."
    elif judgement.parts and len(judged.places) > 1:
        yield f"Joined from {len(judged.places)} places that do not stand together."
    for words in judgement.missing:
        yield f"Not in the source: “{words}”."
    for place in judged.places[:1]:
        yield from _of_place(place, misleading=_is_misleading(judged))
    if ascribed.attribution is Attribution.DIFFERS:
        yield f"Attributed to {ascribed.named}; these are words of {ascribed.speaker}."
    elif ascribed.attribution is Attribution.VIA_AUTHOR:
        whose = ascribed.speaker or "somebody else"
        yield f"These are words of {whose}, reported by {ascribed.author}."


def _of_place(place: QuotationPlace, *, misleading: bool) -> Iterator[str]:
    """Return the same of the words at one place."""
    other = place.wording is Wording.DIFFERS
    if other and not (place.only_capitals or place.only_signs):
        yield "The article has other words."
    elif place.only_capitals:
        yield "Only capitals differ."
    elif place.only_signs:
        yield "Only punctuation or capitals differ."
    for left in place.omitted:
        if misleading and (left.negation or left.hedge):
            does = "denies what is quoted" if left.negation else "makes it less certain"
            yield f"Leaves out “{left.text}”, which {does}."
    if place.put_in:
        yield f"In brackets, and not in the article: {place.put_in}."
    if place.title:
        yield "It is the title of the article."


def _left_out(text: str, unclosed: Sequence[int], count: int) -> Iterator[str]:
    """Return what was not verified."""
    if count > _MOST_QUOTATIONS:
        first = f"The first {_MOST_QUOTATIONS} of {count:,} quotations are verified"
        yield f"{first}; paste the rest separately."
    for at in unclosed[:_SHOWN_UNCLOSED]:
        words = " ".join(text[at : at + 60].split())
        yield f"{_UNCLOSED}: {words}…"
    if len(unclosed) > _SHOWN_UNCLOSED:
        more = len(unclosed) - _SHOWN_UNCLOSED
        yield f"{more:,} more quotation marks are never closed."
    if not count:
        yield _NO_QUOTATION
