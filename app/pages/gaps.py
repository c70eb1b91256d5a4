"""The gaps: claims unanswered or from one source, tensions, sentences not yet used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import CLAIM_COLUMNS, ClaimLine, claim_lines, claim_name
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    OriginName,
    QuotedClaim,
    claim_quote_line,
)
from app.queries.sources import SourceName, coverages
from app.store.connection import Store
from app.web.params import AllOpen, OpenStore
from app.web.routes import page


@page_object
class OneSourceClaims:
    """The claims that rest on one source."""

    source: SourceName
    """The source."""
    claims: tuple[ClaimLine, ...]
    """The claims, in the order of reading."""


@page_object
class OneOriginClaims:
    """The claims that rest on the relayed views of one origin."""

    origin: OriginName
    """The report, interview or article."""
    claims: tuple[ClaimLine, ...]
    """The claims, in the order of reading."""


@page_object
class Tension:
    """Two claims that answer one another, both resting on one source."""

    place: str
    """Its id on the page, for links to it and back."""
    pro: QuotedClaim
    """The claim for, and what the source says for it."""
    contra: QuotedClaim
    """The claim against, and what the source says for it."""


@page_object
class SourceTensions:
    """The tensions within one source."""

    source: SourceName
    """The source."""
    tensions: tuple[Tension, ...]
    """The tensions, in the order of their claims for, then of those against."""


@page_object
class SourceUse:
    """What became of the sentences of one source."""

    source: SourceName
    """The source."""
    set_aside: int
    """How many of its sentences are set aside with a reason."""
    unused: int
    """How many of its sentences are neither quoted nor set aside."""


@page_object
class GapsPage:
    """What is missing: claims unanswered, thinly supported or at odds; unused sentences."""

    opened: bool
    """Whether everything is expanded."""
    claims_for: int
    """How many claims for there are."""
    claims_against: int
    """How many claims against there are."""
    unanswered_for: tuple[ClaimLine, ...]
    """The claims for that no claim against answers: main ones, then narrower ones."""
    unanswered_against: tuple[ClaimLine, ...]
    """The claims against that no claim for answers: main ones, then narrower ones."""
    one_source: int
    """How many claims rest on one source alone."""
    one_source_in: tuple[OneSourceClaims, ...]
    """The same by source, oldest first."""
    one_origin: int
    """How many claims rest only on views that come from one origin."""
    one_origin_in: tuple[OneOriginClaims, ...]
    """The same by origin."""
    tensions: int
    """How many pairs of claims that answer one another rest on one source."""
    tensions_in: tuple[SourceTensions, ...]
    """The same by source, oldest first."""
    unused: int
    """How many sentences are neither quoted nor set aside."""
    uses: tuple[SourceUse, ...]
    """What became of the sentences of each source, oldest first."""


# The claims with a gap: those that nothing on the other side answers, those of one
# source, and those all of whose quotes relay one origin.
_CLAIMS = """
    SELECT 'unanswered' AS gap, claim.id, NULL AS origin_id, NULL AS origin_title,
        NULL AS origin_by
    FROM claim WHERE NOT EXISTS (SELECT 1 FROM answer WHERE "to" = claim.id)
    UNION ALL
    SELECT 'one-source', claim.id, NULL, NULL, NULL
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    GROUP BY claim.id HAVING count(DISTINCT quote.source) = 1
    UNION ALL
    SELECT 'one-origin', claim.id, origin.id, origin.title, origin."by"
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    LEFT JOIN origin ON origin.id = quote.origin
    GROUP BY claim.id
    HAVING count(origin.id) = count(*) AND count(DISTINCT origin.id) = 1"""

# Pairs of a claim for and a claim against, one of which answers the other at least.
_PAIRS = """
    SELECT DISTINCT pro.id AS pro, contra.id AS contra
    FROM answer
    JOIN claim AS pro ON pro.id IN (answer."from", answer."to")
        AND pro.stance = 'for'
    JOIN claim AS contra ON contra.id IN (answer."from", answer."to")
        AND contra.stance = 'against'
    ORDER BY pro.position, contra.position"""

# The quotes of those claims, the strongest of a claim first.
_GROUNDS = f"""
    SELECT {CLAIM_COLUMNS}, {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE claim.id IN (SELECT "from" FROM answer UNION SELECT "to" FROM answer)
    ORDER BY claim.position, claim_quote.position"""


def gaps_page(store: OpenStore, *, opened: AllOpen) -> GapsPage:
    """Return the gaps in the debate: what is unanswered, thinly supported or unused."""
    lines = claim_lines(store)
    gaps: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in store.rows(_CLAIMS):
        gaps[row["gap"]][row["id"]] = row
    alone: dict[SourceName, list[ClaimLine]] = defaultdict(list)
    for line in lines.values():
        if line.id in gaps["one-source"]:
            alone[line.sources[0]].append(line)
    unanswered = sorted(
        (line for line in lines.values() if line.id in gaps["unanswered"]),
        key=lambda line: not line.main,
    )
    uses = tuple(
        SourceUse(source, sum(n for _, n in cover.set_aside), cover.unused)
        for source, cover in coverages(store).items()
    )
    sources = [use.source for use in uses]
    tensions = tuple(_tensions(store, sources))
    return GapsPage(
        opened=opened,
        claims_for=len(_of_side(lines.values(), Stance.FOR)),
        claims_against=len(_of_side(lines.values(), Stance.AGAINST)),
        unanswered_for=_of_side(unanswered, Stance.FOR),
        unanswered_against=_of_side(unanswered, Stance.AGAINST),
        one_source=len(gaps["one-source"]),
        one_source_in=tuple(
            OneSourceClaims(source, tuple(alone[source]))
            for source in sources
            if source in alone
        ),
        one_origin=len(gaps["one-origin"]),
        one_origin_in=_by_origin(lines, gaps["one-origin"]),
        tensions=sum(len(one.tensions) for one in tensions),
        tensions_in=tensions,
        unused=sum(use.unused for use in uses),
        uses=uses,
    )


def _of_side(claims: Iterable[ClaimLine], stance: Stance) -> tuple[ClaimLine, ...]:
    return tuple(claim for claim in claims if claim.stance is stance)


def _by_origin(
    lines: Mapping[str, ClaimLine], rows: Mapping[str, Row]
) -> tuple[OneOriginClaims, ...]:
    """Return the claims of *rows* by origin, in the order of the first of each."""
    claims: dict[OriginName, list[ClaimLine]] = defaultdict(list)
    for slug, line in lines.items():
        if row := rows.get(slug):
            origin = OriginName(row["origin_id"], row["origin_title"], row["origin_by"])
            claims[origin].append(line)
    return tuple(OneOriginClaims(origin, tuple(own)) for origin, own in claims.items())


def _tensions(store: Store, sources: Iterable[SourceName]) -> Iterator[SourceTensions]:
    """Return the sources that speak for both claims of a pair, with all such pairs."""
    quotes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    resting: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(_GROUNDS):
        quotes[row["source_id"], row["claim_id"]].append(row)
        resting[row["claim_id"]].add(row["source_id"])
    tensions: dict[str, list[Tension]] = defaultdict(list)
    for pro, contra in store.rows(_PAIRS):
        for source in resting[pro] & resting[contra]:
            tensions[source].append(
                Tension(
                    f"{source}.{pro}.{contra}",
                    _quoted_claim(quotes[source, pro]),
                    _quoted_claim(quotes[source, contra]),
                )
            )
    for one in sources:
        if one.id in tensions:
            yield SourceTensions(one, tuple(tensions[one.id]))


def _quoted_claim(rows: Sequence[Row]) -> QuotedClaim:
    """Return a claim with the strongest of its quotes in a source, which comes first."""
    return QuotedClaim(claim_name(rows[0]), claim_quote_line(rows[0]), len(rows))


page("/gaps", "gaps/page.html", GapsPage, gaps_page, nav="Gaps", back_label="the gaps")
