"""Clashes: where the two sides meet, and the case of each side."""

from collections import defaultdict
from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import (
    CLAIM_COLUMNS,
    ClaimLine,
    ClaimName,
    claim_lines,
    claim_name,
)
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuoteLine,
    claim_quote_line,
)
from app.store.connection import Store, placeholders


@page_object
class ClashName:
    """A clash, as a line names it."""

    id: str
    """Its slug."""
    question: str
    """The question on which the two sides part."""


@page_object
class ClashLine:
    """A clash in a list, with its claims."""

    id: str
    """Its slug."""
    question: str
    """The question on which the two sides part."""
    turns_on: str
    """What the answer depends on, in one sentence."""
    claims_for: tuple[ClaimName, ...]
    """Its claims for, the strongest first."""
    claims_against: tuple[ClaimName, ...]
    """Its claims against, the strongest first."""

    @property
    def foremost(self) -> tuple[ClaimName, ClaimName]:
        """The foremost claim of each side, that for first."""
        return self.claims_for[0], self.claims_against[0]


@page_object
class ClashOfClaim:
    """A clash, as the page of one of its claims names it."""

    id: str
    """Its slug."""
    question: str
    """The question on which the two sides part."""
    claims: tuple[ClaimName, ...]
    """The claims of the other side there that answer the claim or that it answers; the
    foremost one if none does."""


@page_object
class LeadingClaim:
    """A claim of a case or a clash, with its reason and its strongest words."""

    claim: ClaimLine
    """The claim."""
    because: str | None
    """Why it speaks for its side, in the editors' words; null if they do not say."""
    quote: QuoteLine
    """Its strongest quote."""


_CLASHES = f"""
    SELECT clash.id, clash.question, clash.turns_on, {CLAIM_COLUMNS}
    FROM clash
    JOIN clash_claim ON clash_claim.clash = clash.id
    JOIN claim ON claim.id = clash_claim.claim
    ORDER BY clash.position, clash_claim.position"""
# The claims that face a claim in its clashes, and whether either answers the other.
_OF_CLAIM = f"""
    SELECT clash.id, clash.question, {CLAIM_COLUMNS}, EXISTS (
        SELECT 1 FROM answer WHERE claim.id IN ("from", "to")
        AND own.claim IN ("from", "to")) AS met
    FROM clash_claim AS own
    JOIN clash ON clash.id = own.clash
    JOIN clash_claim AS other ON other.clash = clash.id AND other.stance <> own.stance
    JOIN claim ON claim.id = other.claim
    WHERE own.claim = ?
    ORDER BY clash.position, other.position"""
_CASES = f"""
    SELECT {CLAIM_COLUMNS} FROM case_claim
    JOIN claim ON claim.id = case_claim.claim
    ORDER BY case_claim.position"""

# Claims, each with its first quote, which is the strongest.
_STRONGEST = f"""
    SELECT claim_quote.claim, claim.because, {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id AND claim_quote.position = 1
    JOIN claim ON claim.id = claim_quote.claim
    WHERE claim.id IN ({{ids}})"""


def clash_lines(store: Store) -> tuple[ClashLine, ...]:
    """Return all clashes with their claims, in order."""
    clashes: dict[str, Row] = {}
    claims: dict[tuple[str, Stance], list[ClaimName]] = defaultdict(list)
    for row in store.rows(_CLASHES):
        clashes.setdefault(row["id"], row)
        claim = claim_name(row)
        claims[row["id"], claim.stance].append(claim)
    return tuple(
        ClashLine(
            id=slug,
            question=row["question"],
            turns_on=row["turns_on"],
            claims_for=tuple(claims[slug, Stance.FOR]),
            claims_against=tuple(claims[slug, Stance.AGAINST]),
        )
        for slug, row in clashes.items()
    )


def clashes_of_claim(store: Store, claim: str) -> tuple[ClashOfClaim, ...]:
    """Return the clashes in which a claim stands, with those that it meets there."""
    clashes = []
    for slug, group in groupby(store.rows(_OF_CLAIM, claim), itemgetter("id")):
        rows = list(group)
        met = [row for row in rows if row["met"]] or rows[:1]
        clashes.append(
            ClashOfClaim(slug, rows[0]["question"], tuple(map(claim_name, met)))
        )
    return tuple(clashes)


def case_claims(store: Store) -> dict[Stance, tuple[ClaimName, ...]]:
    """Return the case of each side, in order; empty where the seeds name no cases."""
    claims = [claim_name(row) for row in store.rows(_CASES)]
    return {
        stance: tuple(claim for claim in claims if claim.stance is stance)
        for stance in Stance
    }


def leading_claims(store: Store, ids: Collection[str]) -> dict[str, LeadingClaim]:
    """Return the claims with these *ids* by id, each with its strongest words."""
    lines = claim_lines(store, [*ids])
    return {
        row["claim"]: LeadingClaim(
            lines[row["claim"]], row["because"], claim_quote_line(row)
        )
        for row in _strongest(store, ids)
    }


def strongest_quotes(store: Store, ids: Collection[str]) -> dict[str, QuoteLine]:
    """Return the strongest quote of each of the claims with these *ids*, by its id."""
    return {row["claim"]: claim_quote_line(row) for row in _strongest(store, ids)}


def _strongest(store: Store, ids: Collection[str]) -> list[Row]:
    return store.rows(_STRONGEST.format(ids=placeholders(ids)), *ids)
