"""What ``check`` reports to curators: cautions, and how far the sources are used.

A caution is not a mistake: curators fix it, or accept it in the seeds with a reason.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, utils

from app.domain.records import Bundle, Claim, Quote, overlap, sentence_bounds
from app.domain.vocabulary import ANSWERS, Caution, Reason

# A quote of fewer words is rarely clear by itself. Our choice.
_SHORT = 8  # words
# Two claims more alike than this (0 to 100) may be one. Our choice, tuned on the real
# claims: below it pairs share a subject, above it a meaning.
_ALIKE = 82.0

_TURNS_BEFORE = re.compile(
    r"\b(although|though|while|whilst|whereas|despite|if|unless|even|warn\w*|"
    r"den(y|ies|ied)|doubt\w*|allege\w*)\b",
    re.IGNORECASE,
)
_TURNS_AFTER = re.compile(
    r"\b(but|although|though|however|unless|yet|except|whereas|while|if)\b",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Finding:
    """A caution about one claim or quote."""

    caution: Caution
    subject: str
    """The id of the claim or quote."""
    where: str
    """The claim or quote, in words."""
    why: str
    """What raised the caution."""

    def __str__(self) -> str:
        """Return one line, with the remedy."""
        return (
            f"{self.where}: {self.caution.value}: {self.why}; "
            f"fix it, or give accept.{self.caution.value} a reason"
        )


@dataclass(frozen=True, slots=True)
class Review:
    """What the curators have to weigh, and what they have accepted."""

    open: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...]
    """Each with its reason."""
    idle: tuple[str, ...]
    """Errors: what the seeds accept although no such caution was raised."""


def review(data: Bundle, texts: Mapping[str, str]) -> Review:
    """Return every finding about *data*, open or accepted."""
    findings = [*_of_quotes(data, texts), *_of_claims(data)]
    reasons = {
        (subject.id, caution): reason
        for subject in data.claims_and_quotes
        for caution, reason in subject.accepted.items()
    }
    raised = {(finding.subject, finding.caution) for finding in findings}
    names = {quote.id: _where(quote) for quote in data.quotes}
    return Review(
        open=tuple(f for f in findings if (f.subject, f.caution) not in reasons),
        accepted=tuple(
            (f, reasons[f.subject, f.caution])
            for f in findings
            if (f.subject, f.caution) in reasons
        ),
        idle=tuple(
            f"{names.get(subject, f'claim {subject}')}: accept.{caution.value} accepts a "
            "caution that was not raised; remove it"
            for subject, caution in reasons
            if (subject, caution) not in raised
        ),
    )


def _where(quote: Quote) -> str:
    words = " ".join(quote.exact.split())
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    return f"claim {quote.claims[0]}, quote {quote.id} “{shown}” ({quote.source})"


def _of_quotes(data: Bundle, texts: Mapping[str, str]) -> Iterator[Finding]:
    for quote in data.quotes:
        where, text = _where(quote), texts[quote.source]
        start, end = sentence_bounds(data.sentences, quote)
        before, after = text[start : quote.start], text[quote.end : end]
        words_outside = {
            Caution.STARTS_AFTER: _TURNS_BEFORE.search(before),
            Caution.STOPS_BEFORE: _TURNS_AFTER.search(after),
            Caution.DROPS_NEGATION: _NEGATION.search(before) or _NEGATION.search(after),
            Caution.DROPS_HEDGE: _HEDGE.search(before) or _HEDGE.search(after),
        }
        for caution, word in words_outside.items():
            if word:
                why = f"{word[0]!r} stands in the sentence outside the cut"
                yield Finding(caution, quote.id, where, why)
        length = len(quote.exact.split())
        if length < _SHORT:
            why = f"{length} words, under {_SHORT}"
            yield Finding(Caution.SHORT, quote.id, where, why)


def _of_claims(data: Bundle) -> Iterator[Finding]:
    sources: dict[str, set[str]] = defaultdict(set)
    for quote in data.quotes:
        for slug in quote.claims:
            sources[slug].add(quote.source)
    answered = {relation.to for relation in data.relations if relation.kind in ANSWERS}
    for claim in data.claims:
        where = f"claim {claim.id}"
        if len(sources[claim.id]) == 1:
            why = f"it rests on {next(iter(sources[claim.id]))} alone"
            yield Finding(Caution.ONE_SOURCE, claim.id, where, why)
        if claim.id not in answered:
            why = "nothing on the other side answers it"
            yield Finding(Caution.UNANSWERED, claim.id, where, why)
    yield from _alike(data.claims)


def _alike(claims: tuple[Claim, ...]) -> Iterator[Finding]:
    """Return the later claim of each pair that says nearly the same."""
    plain = {claim.id: utils.default_process(claim.text) for claim in claims}
    for first, second in combinations(claims, 2):
        score = fuzz.token_sort_ratio(plain[first.id], plain[second.id])
        if score > _ALIKE:
            why = f"nearly the words of {first.id} (likeness {score:.0f} of 100)"
            yield Finding(Caution.ALIKE, second.id, f"claim {second.id}", why)


@dataclass(frozen=True, slots=True)
class SentenceUse:
    """How far the body of one source is used."""

    source: str
    sentences: int
    quoted: int
    quotes: int
    set_aside: tuple[tuple[Reason, int], ...]
    """Sentences set aside, by reason."""


def sentence_uses(data: Bundle) -> list[SentenceUse]:
    """Return for each source how many sentences are quoted and set aside."""
    uses = []
    for source in data.sources:
        sentences = [s for s in data.sentences if s.source == source.id]
        reasons = Counter(
            aside.reason
            for sentence in sentences
            for aside in data.set_aside
            if overlap(aside, sentence)
        )
        uses.append(
            SentenceUse(
                source.id,
                len(sentences),
                len(sentences) - reasons.total(),
                sum(quote.source == source.id for quote in data.quotes),
                tuple(reasons.most_common()),
            )
        )
    return uses
