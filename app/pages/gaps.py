"""What the pages about the whole of the data show: the matrix, and the gaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from sqlite3 import Row
from typing import Annotated

from fastapi import Depends, Query

from app.domain.page_object import page_object
from app.domain.vocabulary import Caution
from app.queries.claims import ClaimLine, claim_lines, claim_name
from app.queries.quotes import (
    QUOTE_COLUMNS,
    QUOTE_TABLES,
    OriginName,
    QuotedClaim,
    quote_line,
)
from app.queries.sources import SourceName, source_name
from app.store.connection import Store
from app.text.passages import plain
from app.web.params import OpenStore
from app.web.routes import page


@page_object
class WeighedClaim:
    """A claim with a gap, and what the curators say of it."""

    claim: ClaimLine
    """The claim."""
    reason: str | None
    """Why the curators let the gap stand, in their words."""


@page_object
class SourceAlone:
    """The claims that rest on one source."""

    source: SourceName
    """The source."""
    claims: tuple[WeighedClaim, ...]
    """The claims, in the order of reading."""


@page_object
class OriginAlone:
    """The claims that rest on the relayed views of one origin."""

    origin: OriginName
    """The report, interview or article."""
    claims: tuple[ClaimLine, ...]
    """The claims, in the order of reading."""


@page_object
class Tension:
    """Two claims that answer one another, both resting on one source."""

    place: str
    """Its id on the page: its address, and the place to come back to."""
    pro: QuotedClaim
    """The end that speaks for."""
    contra: QuotedClaim
    """The end that speaks against."""


@page_object
class SourceTensions:
    """The tensions within one source."""

    source: SourceName
    """The source."""
    tensions: tuple[Tension, ...]
    """In the order of reading of the claims for, then of those against."""


@page_object
class UnusedSentence:
    """A sentence that is neither quoted nor set aside."""

    passage: int
    """The number of the passage in which it stands."""
    text: str
    """The sentence."""


@page_object
class SourceUse:
    """What became of the sentences of one source."""

    source: SourceName
    """The source."""
    set_aside: int
    """How many sentences of it are set aside with a reason."""
    unused: tuple[UnusedSentence, ...]
    """The sentences that are not yet used."""


@page_object
class GapsPage:
    """What is missing: arguments unanswered, unsupported, at odds, or unread."""

    opened: bool
    """Whether all folds stand open."""
    unanswered: tuple[WeighedClaim, ...]
    """The claims that nothing on the other side answers."""
    one_source: int
    """How many claims rest on one source."""
    one_source_in: tuple[SourceAlone, ...]
    """The same by source, oldest first."""
    one_origin: int
    """How many claims rest on the relayed views of one origin."""
    one_origin_in: tuple[OriginAlone, ...]
    """The same by origin."""
    tensions: int
    """How many pairs of claims pull apart within one source."""
    tensions_in: tuple[SourceTensions, ...]
    """The same by source, oldest first."""
    unused: int
    """How many sentences are neither quoted nor set aside."""
    uses: tuple[SourceUse, ...]
    """What became of the sentences of each source, oldest first."""


# The claims with a gap, each with the curators' reason: those that nothing on the other
# side answers, those of one source, and those all of whose quotes relay one origin.
_CLAIMS = """
    SELECT 'unanswered' AS gap, claim.id, NULL AS origin_id, NULL AS origin_title,
        NULL AS origin_by, (SELECT reason FROM accepted
            WHERE subject = claim.id AND caution = 'unanswered') AS reason
    FROM claim
    WHERE NOT EXISTS (
        SELECT 1 FROM relation WHERE "to" = claim.id AND kind <> 'supports')
    UNION ALL
    SELECT 'one-source', claim.id, NULL, NULL, NULL, (SELECT reason FROM accepted
            WHERE subject = claim.id AND caution = 'one-source')
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    GROUP BY claim.id HAVING count(DISTINCT quote.source) = 1
    UNION ALL
    SELECT 'one-origin', claim.id, origin.id, origin.title, origin."by", NULL
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    LEFT JOIN origin ON origin.id = quote.origin
    GROUP BY claim.id
    HAVING count(origin.id) = count(*) AND count(DISTINCT origin.id) = 1"""

# Two claims, one for and one against, of which one answers the other, or each the other.
_PAIRS = """
    SELECT DISTINCT pro.id AS pro, contra.id AS contra
    FROM relation
    JOIN claim AS pro ON pro.id IN (relation."from", relation."to")
        AND pro.stance = 'for'
    JOIN claim AS contra ON contra.id IN (relation."from", relation."to")
        AND contra.stance = 'against'
    WHERE relation.kind <> 'supports'
    ORDER BY pro.position, contra.position"""

# What those claims rest on, the strongest quote of a claim first.
_GROUNDS = f"""
    SELECT claim.id AS claim_id, claim.text AS claim_text,
        claim.stance AS claim_stance, {QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE claim.id IN (SELECT "from" FROM relation WHERE kind <> 'supports'
        UNION SELECT "to" FROM relation WHERE kind <> 'supports')
    ORDER BY claim.position, claim_quote.position"""

# Every source, once for each of its sentences that nothing uses.
_USES = """
    SELECT source.id AS source_id, source.short AS source_short,
        source.title AS source_title, sentence.passage,
        substr(source.text, sentence.start + 1, sentence."end" - sentence.start) AS text,
        (SELECT count(*) FROM sentence AS put JOIN set_aside AS aside
            ON aside.source = put.source AND aside.start < put."end"
            AND put.start < aside."end" WHERE put.source = source.id) AS aside
    FROM source
    LEFT JOIN sentence ON sentence.source = source.id
        AND NOT EXISTS (SELECT 1 FROM quote WHERE quote.source = source.id
            AND quote.start < sentence."end" AND sentence.start < quote."end")
        AND NOT EXISTS (SELECT 1 FROM set_aside AS aside
            WHERE aside.source = source.id
            AND aside.start < sentence."end" AND sentence.start < aside."end")
    ORDER BY source.position, sentence.start"""


async def _all_open(
    opened: Annotated[
        str, Query(alias="open", max_length=200, description="all: expand everything.")
    ] = "",
) -> bool:
    """Read from the address whether everything is expanded."""
    return opened == "all"


AllOpen = Annotated[bool, Depends(_all_open)]


def gaps_page(store: OpenStore, *, opened: AllOpen) -> GapsPage:
    """Give the page of gaps; each list is as long as the data make it."""
    lines = claim_lines(store)
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in store.rows(_CLAIMS):
        found[row["gap"]][row["id"]] = row
    alone = _weighed(lines, found[Caution.ONE_SOURCE])
    uses = _uses(store)
    sources = [use.source for use in uses]
    tensions = tuple(_tensions(store, sources))
    return GapsPage(
        opened=opened,
        unanswered=_weighed(lines, found[Caution.UNANSWERED]),
        one_source=len(alone),
        one_source_in=tuple(
            SourceAlone(source, mine)
            for source in sources
            if (mine := tuple(c for c in alone if c.claim.sources == (source,)))
        ),
        one_origin=len(found["one-origin"]),
        one_origin_in=_origins(lines, found["one-origin"]),
        tensions=sum(len(one.tensions) for one in tensions),
        tensions_in=tensions,
        unused=sum(len(use.unused) for use in uses),
        uses=uses,
    )


def _weighed(
    lines: Mapping[str, ClaimLine], found: Mapping[str, Row]
) -> tuple[WeighedClaim, ...]:
    """Give the claims that were found, in the order of reading, with the reasons."""
    return tuple(
        WeighedClaim(line, found[slug]["reason"])
        for slug, line in lines.items()
        if slug in found
    )


def _origins(
    lines: Mapping[str, ClaimLine], found: Mapping[str, Row]
) -> tuple[OriginAlone, ...]:
    """Give the claims that were found by origin, in the order of the first of each."""
    claims: dict[OriginName, list[ClaimLine]] = defaultdict(list)
    for slug, line in lines.items():
        if slug in found:
            row = found[slug]
            origin = OriginName(row["origin_id"], row["origin_title"], row["origin_by"])
            claims[origin].append(line)
    return tuple(OriginAlone(origin, tuple(mine)) for origin, mine in claims.items())


def _uses(store: Store) -> tuple[SourceUse, ...]:
    """Say of each source how much is set aside and what is not yet used."""
    groups = groupby(store.rows(_USES), key=source_name)
    return tuple(
        SourceUse(
            source,
            found[0]["aside"],
            tuple(
                UnusedSentence(row["passage"], plain(row["text"], 0, len(row["text"])))
                for row in found
                if row["passage"] is not None
            ),
        )
        for source, group in groups
        if (found := list(group))
    )


# --- tensions --------------------------------------------------------------------


def _tensions(store: Store, sources: Iterable[SourceName]) -> Iterator[SourceTensions]:
    """Give the sources that speak for both claims of a pair, with all such pairs."""
    grounds: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in store.rows(_GROUNDS):
        grounds[row["source_id"], row["claim_id"]].append(row)
    pairs = store.rows(_PAIRS)
    for source in sources:
        within = [
            (grounds[source.id, pair["pro"]], grounds[source.id, pair["contra"]])
            for pair in pairs
            if (source.id, pair["pro"]) in grounds
            and (source.id, pair["contra"]) in grounds
        ]
        if within:
            yield SourceTensions(
                source,
                tuple(
                    _tension(source, _pull(pro), _pull(contra))
                    for pro, contra in within
                ),
            )


def _tension(source: SourceName, pro: QuotedClaim, contra: QuotedClaim) -> Tension:
    return Tension(f"{source.id}.{pro.claim.id}.{contra.claim.id}", pro, contra)


def _pull(grounds: Sequence[Row]) -> QuotedClaim:
    """Give one end of a tension, from the strongest quote of its claim."""
    first = grounds[0]
    return QuotedClaim(claim_name(first), quote_line(first), len(grounds))


page("/gaps", "pages/gaps.html", GapsPage, gaps_page, nav="Gaps", back_label="the gaps")
