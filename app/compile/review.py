"""What ``check`` reports to editors: cautions, and how far the sources are used.

A caution is not a mistake: editors fix it, or accept it in the seeds with a reason.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from rapidfuzz import fuzz, process, utils

from app.domain.claim_graph import answers
from app.domain.counts import count
from app.domain.records import (
    Bundle,
    Claim,
    Clash,
    Quote,
    sentences_to_use,
)
from app.domain.spans import Spans
from app.domain.vocabulary import Attitude, Caution, Modality, Reason, RelationKind
from app.text.scripts import is_english, word_count

# A quote of fewer words is rarely clear by itself. Our choice.
_SHORT = 8  # words
# Two claims more alike than this (0 to 100) may be one. Our choice, tuned on the real
# claims: below it pairs share a subject, above it a meaning.
_ALIKE = 82.0
# A claim of more words is hard to say in one breath. Our choice.
_LONG = 14  # words

_TURNS_BEFORE = re.compile(
    r"\b(although|though|while|whilst|whereas|despite|if|unless|even|warn\w*|"
    r"den(y|ies|ied)|doubt\w*|allege\w*)\b",
    re.IGNORECASE,
)
_TURNS_AFTER = re.compile(
    r"\b(but|although|though|however|unless|yet|except|whereas|while|if)\b",
    re.IGNORECASE,
)
# Readers who leave such words out are warned by the longer lists of ``text.negations_and_hedges``.
_NEGATION = re.compile(
    r"\b(not|never|no|nor|neither|none|nothing|few|fewer|hardly|scarcely|without|"
    r"cannot)\b|n['’]t\b",  # noqa: RUF001 - the sources have both kinds
    re.IGNORECASE,
)
_HEDGE = re.compile(
    # With a capital it is the month.
    r"\b((?-i:may)|might|could|perhaps|possibly|possible|probably|likely|seems?|appears?|"
    r"some|ostensibly|potential(ly)?|theoretically|supposedly|reportedly)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b((?-i:may)|might|could|can|would|should|must|needs? to|likely|in theory|"
    r"doubtful|perhaps|seems?)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b((1[5-9]|20)\d\d|by (one|another) account|reported(ly)?|said to|experts?|"
    r"articles?)\b",
    re.IGNORECASE,
)

# So many words are shown on either side of a word that a cut leaves out. Our choice.
_BESIDE = 4

_CUT = "quote that word too if it bears on the quoted words"
_REMEDIES = {
    Caution.STARTS_AFTER: _CUT,
    Caution.STOPS_BEFORE: _CUT,
    Caution.DROPS_NEGATION: _CUT,
    Caution.DROPS_HEDGE: _CUT,
    Caution.SHORT: "quote more of the sentence, if it has more",
    Caution.ALIKE: "word them apart or make them one",
    Caution.LONG: "shorten it",
    Caution.DATED: "leave that out",
    Caution.COMPOUND: "make two of it",
    Caution.OVERSTATED: "say it as its quotes do, with a word such as “may”, or write "
    'modality = "flat" for a quote that is as firm',
    Caution.UNDERSTATED: "reword the claim as firmly as that quote, or write the modality of "
    "the quote if it is no firmer",
    Caution.NO_BECAUSE: "write because",
    Caution.CONCEDED: "add a quote that asserts it",
    Caution.REUSED: "quote it for one of them",
    Caution.UNRELATED: "add a relation, if one answers the other",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A caution about one claim, quote or clash."""

    caution: Caution
    subject: str
    """The id of the claim, quote or clash."""
    where: str
    """The claim, quote or clash, in words."""
    why: str
    """What raised the caution."""

    @property
    def what(self) -> str:
        """What there is to weigh, and where."""
        return f"{self.where}: {self.caution.value}: {self.why}"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        accepted = f"give accept.{self.caution.value} a reason"
        return f"{_REMEDIES[self.caution]}, or {accepted}"


@dataclass(frozen=True, slots=True)
class Idle:
    """A caution that the seeds accept and that was not raised."""

    caution: Caution
    subject: str
    """The id of the claim, quote or clash."""
    where: str
    """The claim, quote or clash, in words."""

    remedy = "remove it"

    @property
    def what(self) -> str:
        """What is wrong, and where."""
        accepts = f"accept.{self.caution.value} accepts a caution that was not raised"
        return f"{self.where}: {accepts}"


@dataclass(frozen=True, slots=True)
class Review:
    """What the editors have to weigh, and what they have accepted."""

    open: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...]
    """Each with its reason."""
    idle: tuple[Idle, ...]
    """Errors: what the seeds accept although no such caution was raised."""


def review(data: Bundle, texts: Mapping[str, str]) -> Review:
    """Return every finding about *data*, open or accepted."""
    findings = [*_of_quotes(data, texts), *_of_claims(data), *_of_clashes(data)]
    reasons = {
        (subject.id, caution): reason
        for subject in data.reviewed
        for caution, reason in subject.accepted.items()
    }
    raised = {(finding.subject, finding.caution) for finding in findings}
    names = {subject.id: _where(subject) for subject in data.reviewed}
    return Review(
        open=tuple(f for f in findings if (f.subject, f.caution) not in reasons),
        accepted=tuple(
            (f, reasons[f.subject, f.caution])
            for f in findings
            if (f.subject, f.caution) in reasons
        ),
        idle=tuple(
            Idle(caution, subject, names[subject])
            for subject, caution in reasons
            if (subject, caution) not in raised
        ),
    )


def _where(subject: Claim | Quote | Clash) -> str:
    if not isinstance(subject, Quote):
        return f"{type(subject).__name__.lower()} {subject.id}"
    shown = _beginning(subject.shown)
    return f"claim {subject.claims[0]}, quote {subject.id} {shown} ({subject.source})"


def _beginning(quote: str) -> str:
    """Return the first words of a quote, enough to know it, in quotation marks."""
    words = " ".join(quote.split())
    return f"“{words if len(words) <= 40 else f'{words[:40]}…'}”"


def _of_quotes(data: Bundle, texts: Mapping[str, str]) -> Iterator[Finding]:
    # The words to weigh are those of English.
    english = {one.id for one in data.sources if is_english(one.language)}
    sentences = Spans(data.sentences)
    for quote in data.quotes:
        where, text = _where(quote), texts[quote.source]
        start, end = sentences.bounds(quote)
        before, after = text[start : quote.start], text[quote.end : end]
        for caution, word in _outside(before, after) if quote.source in english else ():
            why = (
                f"{word[0]!r} stands in the sentence outside the cut: “{_around(word)}”"
            )
            yield Finding(caution, quote.id, where, why)
        length = word_count(quote.shown)
        if length < _SHORT:
            why = f"{count(length, 'word')}, under {_SHORT}"
            yield Finding(Caution.SHORT, quote.id, where, why)


def _around(word: re.Match[str]) -> str:
    """Return a word with those beside it, enough to see what it bears on."""
    at = len(word.string[: word.end()].split())
    return " ".join(word.string.split()[max(0, at - 1 - _BESIDE) : at + _BESIDE])


def _outside(before: str, after: str) -> Iterator[tuple[Caution, re.Match[str]]]:
    """Yield the words of a sentence around a quote that turn what the quote says."""
    found = {
        Caution.STARTS_AFTER: _TURNS_BEFORE.search(before),
        Caution.STOPS_BEFORE: _TURNS_AFTER.search(after),
        Caution.DROPS_NEGATION: _NEGATION.search(before) or _NEGATION.search(after),
        Caution.DROPS_HEDGE: _HEDGE.search(before) or _HEDGE.search(after),
    }
    yield from ((caution, word) for caution, word in found.items() if word)


def _of_claims(data: Bundle) -> Iterator[Finding]:
    attitudes = {quote.id: quote.attitude for quote in data.quotes}
    words = {quote.id: quote.shown for quote in data.quotes}
    for claim in data.claims:
        for caution, why in (*_of_text(claim), *_of_firmness(claim, words)):
            yield Finding(caution, claim.id, _where(claim), why)
        if claim.parent is not None:
            continue
        if claim.because is None:
            why = "a main claim says why it speaks for its side"
            yield Finding(Caution.NO_BECAUSE, claim.id, _where(claim), why)
        if {attitudes[quote] for quote in claim.quotes} == {Attitude.CONCEDES}:
            why = "a main claim rests on what its authors grant, and on nothing else"
            yield Finding(Caution.CONCEDED, claim.id, _where(claim), why)
    yield from _alike(data.claims)
    yield from _reused(data)


def _of_text(claim: Claim) -> Iterator[tuple[Caution, str]]:
    length = len(claim.text.split())
    if length > _LONG:
        yield Caution.LONG, f"{length} words, over {_LONG}"
    if phrase := _DATED.search(claim.text):
        yield Caution.DATED, f"{phrase[0]!r} belongs on the quote line"
    if ";" in claim.text:
        yield Caution.COMPOUND, "a semicolon joins two propositions"


def _of_firmness(
    claim: Claim, words: Mapping[str, str]
) -> Iterator[tuple[Caution, str]]:
    """Return whether the claim says more, or less, than its firmest quote.

    *words* are those of each quote. One that has the modal of the claim says as much.
    """
    modal = _MODAL.search(claim.text)
    flat = [words[one.quote] for one in claim.support if one.modality is Modality.FLAT]
    firmer = [one for one in flat if modal and modal[0].lower() not in _modals(one)]
    if modal and firmer:
        why = f"it says {modal[0]!r}, and {_beginning(firmer[0])} is flat"
        yield Caution.UNDERSTATED, why
    if not modal and not flat:
        yield Caution.OVERSTATED, "it has no modal, and no quote is flat"


def _modals(words: str) -> set[str]:
    return {modal[0].lower() for modal in _MODAL.finditer(words)}


def _reused(data: Bundle) -> Iterator[Finding]:
    """Return the quotes that two claims of one theme and side have."""
    places = {claim.id: (claim.theme, claim.stance) for claim in data.claims}
    for quote in data.quotes:
        for first, second in combinations(quote.claims, 2):
            if places[first] == places[second]:
                why = f"{first} and {second}, of one theme and side, both have it"
                yield Finding(Caution.REUSED, quote.id, _where(quote), why)
                break


def _of_clashes(data: Bundle) -> Iterator[Finding]:
    """Return the claims that face no answer in a clash or in the cases."""
    pairs = {(answer.from_, answer.to) for answer in answers(data.relations)}
    pairs |= {(to, from_) for from_, to in pairs}
    for clash in data.clashes:
        for stance, claims in clash.sides.items():
            opposite = clash.sides[stance.other]
            alone = [c for c in claims if not any((c, o) in pairs for o in opposite)]
            for claim in alone:
                why = f"{claim} is related to no claim {stance.other.value}"
                yield Finding(Caution.UNRELATED, clash.id, _where(clash), why)
    for pro, contra in zip(data.cases.for_, data.cases.against, strict=True):
        if (pro, contra) not in pairs:
            why = f"it faces {contra} in the cases, and neither answers the other"
            yield Finding(Caution.UNRELATED, pro, f"claim {pro}", why)


def _alike(claims: tuple[Claim, ...]) -> Iterator[Finding]:
    """Return the later claim of each pair that says nearly the same."""
    words = [" ".join(sorted(utils.default_process(c.text).split())) for c in claims]
    for at, first in enumerate(claims):
        # The words are sorted once, so that this is their token_sort_ratio.
        alike = process.extract_iter(
            words[at],
            words[at + 1 :],
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=_ALIKE,
        )
        for _, score, further in alike:
            if score > _ALIKE:
                second = claims[at + 1 + further]
                why = f"nearly the words of {first.id} (likeness {score:.0f} of 100)"
                yield Finding(Caution.ALIKE, second.id, _where(second), why)


@dataclass(frozen=True, slots=True)
class Mix:
    """The make-up of a debate: printed, and nothing to mend."""

    median: float
    """Words of a claim, in the middle."""
    longest: int
    """Words of the longest claim."""
    kinds: tuple[tuple[RelationKind, int], ...]
    """Relations of each kind."""
    mutual: int
    """Relations that are mutual."""
    no_because: int
    """Main claims that do not say why they speak for their side."""
    one_source: int
    """Claims that rest on one source."""
    unanswered: int
    """Claims that nothing on the other side answers."""
    alone: tuple[str, ...]
    """The claims that no relation joins to another."""


def mix(data: Bundle) -> Mix:
    """Return what the claims and relations are, taken together."""
    lengths = [len(claim.text.split()) for claim in data.claims]
    kinds = Counter(relation.kind for relation in data.relations)
    sources = {quote.id: quote.source for quote in data.quotes}
    answered = {answer.to for answer in answers(data.relations)}
    joined = {end for one in data.relations for end in (one.from_, one.to)}
    return Mix(
        median=median(lengths),
        longest=max(lengths),
        kinds=tuple((kind, kinds[kind]) for kind in RelationKind),
        mutual=sum(relation.mutual for relation in data.relations),
        no_because=sum(c.parent is None and c.because is None for c in data.claims),
        one_source=sum(len({sources[q] for q in c.quotes}) == 1 for c in data.claims),
        unanswered=sum(claim.id not in answered for claim in data.claims),
        alone=tuple(claim.id for claim in data.claims if claim.id not in joined),
    )


@dataclass(frozen=True, slots=True)
class SentenceUse:
    """How far the body of one source is used."""

    source: str
    sentences: int
    quoted: int
    quotes: int
    set_aside: tuple[tuple[Reason, int], ...]
    """Sentences set aside, by reason."""

    @property
    def aside(self) -> int:
        """Sentences set aside."""
        return sum(count for _, count in self.set_aside)

    @property
    def unused(self) -> int:
        """Sentences neither quoted nor set aside."""
        return self.sentences - self.quoted - self.aside


def sentence_uses(data: Bundle) -> list[SentenceUse]:
    """Return for each source how many sentences are quoted and set aside."""
    uses = []
    to_use = Spans(sentences_to_use(data.sentences, data.passages))
    quotes, set_aside = Spans(data.quotes), Spans(data.set_aside)
    for source in data.sources:
        sentences = to_use.of(source.id)
        reasons = Counter(
            aside.reason
            for sentence in sentences
            for aside in set_aside.overlapping(sentence)
        )
        uses.append(
            SentenceUse(
                source.id,
                len(sentences),
                sum(bool(quotes.overlapping(sentence)) for sentence in sentences),
                len(quotes.of(source.id)),
                tuple(reasons.most_common()),
            )
        )
    return uses
