"""What may be worth an editor's while, found by the words that texts share. Pure.

Nothing here judges: words that are alike may be for and against. What says the same in other
words is not found.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter

from app.domain.records import Bundle, Claim
from app.domain.spans import Spans
from app.text.anchoring import fold
from app.text.common_words import FUNCTION_WORDS, stem
from app.text.visible_text import visible_text

_WORD = re.compile(r"[^\W_]+")
# One word in common is chance, more often than not. Our choice.
_FEWEST = 2
# A word in more of the claims and sentences than this tells little, unless it is in no more
# than so many; it is no reason. Our choice.
_COMMON, _FEW = 0.1, 5
_REASONS = 6  # words
# Claims of one theme answer one another more often than others. Our choice.
_SAME_THEME = 1.5


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims with words in common, of the claims or their quotes."""

    claim: str
    text: str
    other: str
    other_text: str
    shared: tuple[str, ...]
    """The words in common, the rarest first."""


@dataclass(frozen=True, slots=True)
class SentenceForClaim:
    """A sentence that may bear on a claim, which does not quote it."""

    claim: str
    text: str
    source: str
    passage: int
    words: str
    quoted: tuple[str, ...]
    """The other claims that quote from it."""
    shared: tuple[str, ...]
    """The words in common, the rarest first."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be worth a look, the likeliest of each kind first."""

    alike: tuple[ClaimPair, ...]
    """Claims of one side that say nearly the same, though neither is part of the other."""
    sentences: tuple[SentenceForClaim, ...]
    """Sentences not set aside: unused, or of a source that the claim does not rest on."""
    clashes: tuple[ClaimPair, ...]
    """Claims of opposite sides that no relation joins, nor the claims above them."""


def suggestions(
    data: Bundle, texts: Mapping[str, str], most: int, only: str | None = None
) -> Suggestions:
    """Return at most so many suggestions of each kind; *only* those about one claim if named."""
    shared = _SharedWords(data, texts)
    pairs = [
        (one, other)
        for one, other in combinations(data.claims, 2)
        if only in {None, one.id, other.id}
    ]
    joined = {frozenset((one.from_, one.to)) for one in data.relations}
    alike = [
        pair
        for pair in pairs
        if pair[0].stance is pair[1].stance and not _are_kin(*pair)
    ]
    clashes = [
        pair
        for pair in pairs
        if pair[0].stance is not pair[1].stance and not _are_joined(*pair, joined)
    ]
    return Suggestions(
        tuple(shared.claim_pairs(alike, shared.texts, most)),
        tuple(shared.sentences(data, only, most)),
        tuple(shared.claim_pairs(clashes, shared.grounds, most)),
    )


def _are_kin(one: Claim, other: Claim) -> bool:
    """Return whether one claim is part of the other."""
    return one.id == other.parent or other.id == one.parent


def _are_joined(one: Claim, other: Claim, joined: set[frozenset[str]]) -> bool:
    """Return whether a relation joins two claims, or claims of which they are part."""
    return any(
        frozenset((first, second)) in joined
        for first in (one.id, one.parent)
        for second in (other.id, other.parent)
        if first and second
    )


Weights = dict[str, float]


class _SharedWords:
    """The words of claims and sentences, weighed by how rare they are (tf-idf)."""

    def __init__(self, data: Bundle, texts: Mapping[str, str]) -> None:
        # As a reader sees them: the words of sentences have no markup either.
        quoted = {quote.id: quote.shown for quote in data.quotes}
        claims = {claim.id: _terms(claim.text) for claim in data.claims}
        said = {
            sentence: visible_text(texts[sentence.source], sentence.start, sentence.end)
            for sentence in data.sentences
        }
        bodies = {sentence: _terms(words) for sentence, words in said.items()}
        times = Counter(
            term for terms in (*claims.values(), *bodies.values()) for term in {*terms}
        )
        count = len(claims) + len(bodies)
        self._rarity = {term: math.log(count / n) for term, n in times.items()}
        self._telling = {
            term for term, n in times.items() if n <= max(_FEW, count * _COMMON)
        }
        self._said = said
        self._written = _written((*said.values(), *(c.text for c in data.claims)))
        self.texts = {id_: self._weighed(terms) for id_, terms in claims.items()}
        """The words of each claim."""
        self.grounds = {
            claim.id: self._weighed(
                sum((_terms(quoted[quote]) for quote in claim.quotes), claims[claim.id])
            )
            for claim in data.claims
        }
        """The words of each claim and its quotes."""
        self._bodies = {one: self._weighed(terms) for one, terms in bodies.items()}

    def claim_pairs(
        self,
        pairs: Iterable[tuple[Claim, Claim]],
        words: Mapping[str, Weights],
        most: int,
    ) -> Iterator[ClaimPair]:
        """Yield the *pairs* of claims that share most, the likeliest first."""

        def rank(pair: tuple[Claim, Claim]) -> float:
            one, other = pair
            alike = _likeness(words[one.id], words[other.id])
            return alike * (_SAME_THEME if one.theme == other.theme else 1)

        for one, other in sorted(pairs, key=rank, reverse=True):
            if not most:
                return
            shared = self._shared(words[one.id], words[other.id])
            if len(shared) >= _FEWEST:
                most -= 1
                yield ClaimPair(one.id, one.text, other.id, other.text, shared)

    def sentences(
        self, data: Bundle, only: str | None, most: int
    ) -> Iterator[SentenceForClaim]:
        """Yield the sentences that share most with a claim, each once, the likeliest first."""
        claims = {claim.id: claim for claim in data.claims}
        sources = {quote.id: quote.source for quote in data.quotes}
        quotes, set_aside = Spans(data.quotes), Spans(data.set_aside)
        found = []
        for sentence, words in self._bodies.items():
            if set_aside.overlapping(sentence):
                continue
            here = quotes.overlapping(sentence)
            quoted = tuple(dict.fromkeys(c for quote in here for c in quote.claims))
            bears = [
                (_likeness(self.grounds[claim.id], words), claim.id, sentence, quoted)
                for claim in claims.values()
                if only in {None, claim.id}
                and not any(
                    claim.id == one or _are_kin(claim, claims[one]) for one in quoted
                )
                and not (
                    quoted and sentence.source in {sources[q] for q in claim.quotes}
                )
            ]
            found += sorted(bears, key=itemgetter(0), reverse=True)[:1]
        for _, claim, sentence, quoted in sorted(
            found, key=itemgetter(0), reverse=True
        ):
            if not most:
                return
            shared = self._shared(self.grounds[claim], self._bodies[sentence])
            if len(shared) >= _FEWEST:
                most -= 1
                yield SentenceForClaim(
                    claim,
                    claims[claim].text,
                    sentence.source,
                    sentence.passage,
                    self._said[sentence],
                    quoted,
                    shared,
                )

    def _weighed(self, terms: Counter[str]) -> Weights:
        """Return the weight of each term of a text; the squares add up to 1."""
        weights = {
            term: self._rarity.get(term, 0) * (1 + math.log(n))
            for term, n in terms.items()
        }
        length = math.hypot(*weights.values()) or 1
        return {term: weight / length for term, weight in weights.items()}

    def _shared(self, one: Weights, other: Weights) -> tuple[str, ...]:
        """Return the telling words that two texts share, the rarest first."""
        shared = one.keys() & other.keys() & self._telling
        rarest = sorted(shared, key=lambda term: (-self._rarity[term], term))
        return tuple(self._written[term] for term in rarest[:_REASONS])


def _likeness(one: Weights, other: Weights) -> float:
    """Return the cosine of two texts, from 0 to 1."""
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _terms(text: str) -> Counter[str]:
    """Return the stems of the words of a text, without those that any sentence has."""
    words = _WORD.findall(fold(text).text.lower())
    return Counter(stem(word) for word in words if word not in FUNCTION_WORDS)


def _written(texts: Iterable[str]) -> dict[str, str]:
    """Return the commonest form of each stem."""
    forms = Counter(
        word for text in texts for word in _WORD.findall(fold(text).text.lower())
    )
    return {stem(word): word for word, _ in reversed(forms.most_common())}
