"""A whole text: every quotation in it, where its words stand, and who says them."""

from collections.abc import Iterator, Sequence

from app.domain.page_object import page_object
from app.domain.vocabulary import Attribution, QuotationKind, Wording
from app.pages.verify.quotation import (
    LONGEST_TEXT,
    JudgedQuotation,
    QuotationPlace,
    judged_quotation,
)
from app.pages.verify.voices import Ascribed, Voices
from app.store.connection import Store
from app.text.named_speakers import Naming, SpeakerNames, naming
from app.text.quotations_in_text import FoundQuotation, quotations_in

# A book's chapter, or an essay of twenty pages.
LONGEST = 50_000  # characters
# A page has a handful of quotations; more than this is no text that somebody wrote.
_MOST = 500
# So many marks that are never closed are shown. Our choice.
_SHOWN_UNCLOSED = 5


@page_object
class VerifiedQuotation:
    """A quotation in a text, where its words stand, and whose they are."""

    quoted: str
    """Its words as the text has them, without their marks."""
    start: int
    """Where they begin in the text, in code points."""
    end: int
    """Where they end, exclusive."""
    kind: QuotationKind
    """A quotation, a block quote, or scare quotes around one or two words."""
    status: Wording | None
    """What it is; null for scare quotes, which are not judged."""
    named_speaker: str | None
    """Who is named as saying it, in its sentence or the one before; null if nobody is."""
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
    """The text, in which positions count: its lines end with a line feed alone."""
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = quotations_in(text)
    voices = Voices.of(store)
    quotations = found.quotations[:_MOST]
    names = SpeakerNames(voices.names, lambda word: _has(store, word))
    return VerifiedText(
        text=text,
        quotations=tuple(
            _verified(store, text, one, voices, named)
            for one, named in zip(
                quotations, naming(text, quotations, names), strict=True
            )
        ),
        remarks=tuple(_left_out(text, found.unclosed, len(found.quotations))),
    )


def _has(store: Store, word: str) -> bool:
    """Whether some source has a word."""
    row = store.row(
        "SELECT EXISTS (SELECT 1 FROM source WHERE text GLOB ?)",
        f"*[^A-Za-z]{word}[^A-Za-z]*",
    )
    return bool(row and row[0])


def _verified(
    store: Store, text: str, one: FoundQuotation, voices: Voices, named: Naming
) -> VerifiedQuotation:
    """Return a quotation with its places and its speaker."""
    scare = one.kind is QuotationKind.SCARE
    words = "" if scare else one.words(text)[:LONGEST_TEXT]
    judged = None if scare else judged_quotation(store, words)
    ascribed = (
        voices.ascribed(judged.standing, named)
        if judged
        else Ascribed(Attribution.UNCHECKED, None, None)
    )
    misleading = judged is not None and any(
        left.negation or left.hedge for place in judged.places for left in place.omitted
    )
    return VerifiedQuotation(
        quoted=text[one.start : one.end],
        start=one.start,
        end=one.end,
        kind=one.kind,
        status=judged.status if judged else None,
        named_speaker=ascribed.named,
        speaker=ascribed.speaker,
        attribution=ascribed.attribution,
        fault=misleading
        or ascribed.attribution is Attribution.DIFFERS
        or (judged is not None and judged.status in {Wording.DIFFERS, Wording.NOWHERE}),
        remarks=tuple(_remarks(judged, ascribed)) if judged else (),
        places=judged.places if judged else (),
        nearest=judged.nearest if judged else None,
    )


def _remarks(judged: JudgedQuotation, ascribed: Ascribed) -> Iterator[str]:
    """Return what is wrong with a quotation, or worth knowing."""
    judgement = judged.judgement
    if judgement.status is Wording.NOWHERE:
        yield "These words stand in none of these articles."
    elif judgement.parts and len(judged.places) > 1:
        yield f"Joined from {len(judged.places)} places without saying so."
    for words in judgement.missing:
        yield f"Not in the source: “{words}”."
    for place in judged.places[:1]:
        yield from _of_place(place)
    if ascribed.attribution is Attribution.DIFFERS:
        yield f"{ascribed.named} is named; these are words of {ascribed.speaker}."
    elif ascribed.attribution is Attribution.VIA_AUTHOR:
        whose = ascribed.speaker or "somebody else"
        yield f"{ascribed.author} reports these words of {whose}."


def _of_place(place: QuotationPlace) -> Iterator[str]:
    """Return the same of the words at one place."""
    if place.bits and not (place.omitted or place.only_signs):
        yield "The article has other words."
    elif place.only_capitals:
        yield "Only capitals differ."
    elif place.only_signs:
        yield "Only punctuation or capitals differ."
    for left in place.omitted:
        if left.negation or left.hedge:
            does = "denies what is quoted" if left.negation else "makes it less certain"
            yield f"Leaves out “{left.text}”, which {does}."
    if place.title:
        yield "It is the title of the article."


def _left_out(text: str, unclosed: Sequence[int], count: int) -> Iterator[str]:
    """Return what was not verified."""
    if count > _MOST:
        yield f"The first {_MOST} of {count:,} quotations are verified; paste the rest by itself."
    for at in unclosed[:_SHOWN_UNCLOSED]:
        words = " ".join(text[at : at + 60].split())
        yield f"A quotation mark is never closed, so what follows it is not verified: {words}…"
    if len(unclosed) > _SHOWN_UNCLOSED:
        more = len(unclosed) - _SHOWN_UNCLOSED
        yield f"{more:,} more quotation marks are never closed."
    if not count:
        yield "No quotation was found: words count as quoted between quotation marks, or set off as a block quote."
