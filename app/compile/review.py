"""What ``check`` asks a curator to weigh, and how far the sources are used.

A caution is not a mistake: it is mended, or accepted in the seeds with a reason.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, utils

from app.domain.records import Bundle, Claim, Quote
from app.domain.vocabulary import ANSWERS, Caution, Reason

# A quote of fewer words seldom stands alone. CURATION's rule is ours.
_SHORT = 8  # words
# Two claims whose words are alike by more than this (0 to 100) may be one. Our choice,
# tuned on the real claims: below it pairs share a subject, above it a meaning.
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
class RaisedCaution:
    """One caution, about one claim or quote."""

    caution: Caution
    subject: str
    """The id of the claim or quote."""
    where: str
    """Where it is, in words."""
    why: str
    """What gave rise to it."""

    def __str__(self) -> str:
        """Say it in one line, with the remedy."""
        return (
            f"{self.where}: {self.caution.value}: {self.why}; "
            f"mend it, or give accept.{self.caution.value} a reason"
        )


@dataclass(frozen=True, slots=True)
class Review:
    """What the curators have to weigh, and what they have weighed."""

    open: tuple[RaisedCaution, ...]
    accepted: tuple[tuple[RaisedCaution, str], ...]
    """Each with its reason."""
    idle: tuple[str, ...]
    """Acceptances of what is not so: mistakes."""


def review(data: Bundle, texts: Mapping[str, str]) -> Review:
    """Weigh everything in *data*."""
    raised = [*_of_quotes(data, texts), *_of_claims(data)]
    reasons = {
        (one.id, caution): reason
        for one in data.weighed
        for caution, reason in one.accepted.items()
    }
    known = {(weigh.subject, weigh.caution) for weigh in raised}
    named = {quote.id: _where(quote) for quote in data.quotes}
    return Review(
        open=tuple(w for w in raised if (w.subject, w.caution) not in reasons),
        accepted=tuple(
            (w, reasons[w.subject, w.caution])
            for w in raised
            if (w.subject, w.caution) in reasons
        ),
        idle=tuple(
            f"{named.get(subject, f'claim {subject}')}: accept.{caution.value} accepts "
            "what is not so; remove it"
            for subject, caution in reasons
            if (subject, caution) not in known
        ),
    )


def _where(quote: Quote) -> str:
    words = " ".join(quote.exact.split())
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    return f"claim {quote.claims[0]}, quote {quote.id} “{shown}” ({quote.source})"


def _of_quotes(data: Bundle, texts: Mapping[str, str]) -> Iterator[RaisedCaution]:
    for quote in data.quotes:
        before, after = outside(data, texts[quote.source], quote)
        found = {
            Caution.STARTS_AFTER: _TURNS_BEFORE.search(before),
            Caution.STOPS_BEFORE: _TURNS_AFTER.search(after),
            Caution.DROPS_NEGATION: _NEGATION.search(before) or _NEGATION.search(after),
            Caution.DROPS_HEDGE: _HEDGE.search(before) or _HEDGE.search(after),
        }
        for caution, word in found.items():
            if word:
                yield RaisedCaution(
                    caution,
                    quote.id,
                    _where(quote),
                    f"{word[0]!r} stands in the sentence outside the cut",
                )
        words = len(quote.exact.split())
        if words < _SHORT:
            yield RaisedCaution(
                Caution.SHORT, quote.id, _where(quote), f"{words} words, under {_SHORT}"
            )


def outside(data: Bundle, text: str, quote: Quote) -> tuple[str, str]:
    """Give what the sentences of a quote say before and after it."""
    touched = [
        sentence
        for sentence in data.sentences
        if sentence.source == quote.source
        and sentence.start < quote.end
        and quote.start < sentence.end
    ]
    return text[touched[0].start : quote.start], text[quote.end : touched[-1].end]


def _of_claims(data: Bundle) -> Iterator[RaisedCaution]:
    sources: dict[str, set[str]] = defaultdict(set)
    for quote in data.quotes:
        for slug in quote.claims:
            sources[slug].add(quote.source)
    answered = {relation.to for relation in data.relations if relation.kind in ANSWERS}
    for claim in data.claims:
        where = f"claim {claim.id}"
        if len(sources[claim.id]) == 1:
            (only,) = sources[claim.id]
            yield RaisedCaution(
                Caution.ONE_SOURCE, claim.id, where, f"it rests on {only} alone"
            )
        if claim.id not in answered:
            yield RaisedCaution(
                Caution.UNANSWERED,
                claim.id,
                where,
                "nothing on the other side answers it",
            )
    yield from _alike(data.claims)


def _alike(claims: tuple[Claim, ...]) -> Iterator[RaisedCaution]:
    """Name pairs of claims that say nearly the same; the later one is asked about."""
    plain = {claim.id: utils.default_process(claim.text) for claim in claims}
    for one, other in combinations(claims, 2):
        score = fuzz.token_sort_ratio(plain[one.id], plain[other.id])
        if score > _ALIKE:
            yield RaisedCaution(
                Caution.ALIKE,
                other.id,
                f"claim {other.id}",
                f"nearly the words of {one.id} (likeness {score:.0f} of 100)",
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


def sentence_uses(data: Bundle) -> list[SentenceUse]:
    """Say for each source what became of its sentences."""
    used = []
    for source in data.sources:
        aside = [s for s in data.set_aside if s.source == source.id]
        sentences = [s for s in data.sentences if s.source == source.id]
        reasons = Counter(
            put.reason
            for sentence in sentences
            for put in aside
            if put.start < sentence.end and sentence.start < put.end
        )
        used.append(
            SentenceUse(
                source.id,
                len(sentences),
                len(sentences) - reasons.total(),
                sum(quote.source == source.id for quote in data.quotes),
                tuple(reasons.most_common()),
            )
        )
    return used
