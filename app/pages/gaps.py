"""The gaps: claims unanswered or from one source, tensions, sentences not yet used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import (
    CLAIM_COLUMNS,
    ClaimLine,
    claim_lines_of_themes,
    claim_name,
    theme_sizes,
)
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    OriginName,
    QuotedClaim,
    claim_quote_line,
)
from app.queries.sources import (
    PrintedReferences,
    SourceName,
    coverages,
    printed_references,
    source_names,
)
from app.queries.totals import totals_of
from app.store.connection import Store, placeholders
from app.web.paging import FIRST_PART, Cursor, Part, themes_of
from app.web.params import AllOpen, OpenStore, Paging
from app.web.routes import Purpose, page


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
    """What is missing: claims unanswered, thinly supported or at odds; unused sentences.

    Where there are many claims, the page takes the themes in parts.
    """

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
    reported: tuple[ClaimLine, ...]
    """The claims that no source makes its own, but only reports or disputes: main ones,
    then narrower ones."""
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
    """What became of the sentences of each source, oldest first; of many, the first."""
    sources: Annotated[int, Field(exclude=True)]
    """How many sources there are."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of all claims the lists are about."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""


# The claims of some themes with a gap: those that nothing on the other side answers, those
# of one source, and those all of whose quotes relay one origin.
_CLAIMS = """
    WITH own AS (SELECT id FROM claim WHERE theme IN ({themes}))
    SELECT 'unanswered' AS gap, own.id, NULL AS origin_id, NULL AS origin_title,
        NULL AS origin_by
    FROM own WHERE NOT EXISTS (SELECT 1 FROM answer WHERE "to" = own.id)
    UNION ALL
    SELECT 'one-source', own.id, NULL, NULL, NULL
    FROM own
    JOIN claim_quote ON claim_quote.claim = own.id
    JOIN quote ON quote.id = claim_quote.quote
    GROUP BY own.id HAVING count(DISTINCT quote.source) = 1
    UNION ALL
    SELECT 'one-origin', own.id, min(origin.id), min(origin.title), min(origin."by")
    FROM own
    JOIN claim_quote ON claim_quote.claim = own.id
    JOIN quote ON quote.id = claim_quote.quote
    LEFT JOIN origin ON origin.id = quote.origin
    GROUP BY own.id
    HAVING count(origin.id) = count(*) AND count(DISTINCT origin.id) = 1"""

# Pairs of a claim for, of some themes, and a claim against, one of which answers the other
# at least.
_PAIRS = """
    SELECT pro.id AS pro, contra.id AS contra
    FROM claim AS pro
    JOIN answer ON answer."from" = pro.id OR answer."to" = pro.id
    JOIN claim AS contra ON contra.id =
        CASE pro.id WHEN answer."from" THEN answer."to" ELSE answer."from" END
    WHERE pro.theme IN ({themes}) AND pro.stance = 'for'
    GROUP BY pro.id, contra.id ORDER BY pro.position, contra.position"""

# The quotes of those claims, the strongest of a claim first.
_GROUNDS = f"""
    SELECT {CLAIM_COLUMNS}, {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE claim.id IN ({{claims}})
    ORDER BY claim.position, claim_quote.position"""

# Of so many sources the page says what became of their sentences. Our choice.
_SOURCES = 24


def gaps_page(
    store: OpenStore, *, opened: AllOpen, part: Paging = FIRST_PART
) -> GapsPage:
    """Return the gaps in the debate: what is unanswered, thinly supported or unused.

    Raises NotFound for an unknown cursor.
    """
    here, shown = themes_of(theme_sizes(store), part)
    themes = [theme.id for theme in here]
    lines = claim_lines_of_themes(store, themes)
    gaps: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in store.rows(_CLAIMS.format(themes=placeholders(themes)), *themes):
        gaps[row["gap"]][row["id"]] = row
    by_rank = sorted(lines.values(), key=lambda line: not line.main)
    reported = [line for line in by_rank if len(line.passed_on) == len(line.sources)]
    unanswered = [line for line in by_rank if line.id in gaps["unanswered"]]
    sources = source_names(store)
    tensions = tuple(_tensions(store, sources, themes))
    coverage = coverages(store, sources[:_SOURCES])
    resting = _sources_of(lines[slug] for rows in gaps.values() for slug in rows)
    named = (
        resting | _sources_of(reported) | {*coverage, *(one.source for one in tensions)}
    )
    return GapsPage(
        opened=opened,
        claims_for=len(_of_side(lines.values(), Stance.FOR)),
        claims_against=len(_of_side(lines.values(), Stance.AGAINST)),
        unanswered_for=_of_side(unanswered, Stance.FOR),
        unanswered_against=_of_side(unanswered, Stance.AGAINST),
        reported=tuple(reported),
        one_source=len(gaps["one-source"]),
        one_source_in=_by_source(lines, gaps["one-source"], sources),
        one_origin=len(gaps["one-origin"]),
        one_origin_in=_by_origin(lines, gaps["one-origin"]),
        tensions=sum(len(one.tensions) for one in tensions),
        tensions_in=tensions,
        unused=totals_of(store)["unused"],
        uses=tuple(
            SourceUse(source, sum(n for _, n in cover.set_aside), cover.unused)
            for source, cover in coverage.items()
        ),
        sources=len(sources),
        part=shown,
        references=printed_references(store, {one.id for one in named}),
        cursor=shown.after,
    )


def _of_side(claims: Iterable[ClaimLine], stance: Stance) -> tuple[ClaimLine, ...]:
    return tuple(claim for claim in claims if claim.stance is stance)


def _sources_of(claims: Iterable[ClaimLine]) -> set[SourceName]:
    return {source for claim in claims for source in claim.sources}


def _by_source(
    lines: Mapping[str, ClaimLine],
    rows: Mapping[str, Row],
    sources: Iterable[SourceName],
) -> tuple[OneSourceClaims, ...]:
    """Return the claims of *rows* by their one source, in the order of *sources*."""
    claims: dict[SourceName, list[ClaimLine]] = defaultdict(list)
    for slug, line in lines.items():
        if slug in rows:
            claims[line.sources[0]].append(line)
    return tuple(
        OneSourceClaims(source, tuple(claims[source]))
        for source in sources
        if source in claims
    )


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


def _tensions(
    store: Store, sources: Iterable[SourceName], themes: Sequence[str]
) -> Iterator[SourceTensions]:
    """Return the sources that speak for both claims of a pair, with all such pairs.

    The claims for are those of some *themes*.
    """
    pairs = store.rows(_PAIRS.format(themes=placeholders(themes)), *themes)
    claims = {row[end] for row in pairs for end in ("pro", "contra")}
    quotes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    resting: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(_GROUNDS.format(claims=placeholders(claims)), *claims):
        quotes[row["source_id"], row["claim_id"]].append(row)
        resting[row["claim_id"]].add(row["source_id"])
    tensions: dict[str, list[Tension]] = defaultdict(list)
    for pro, contra in pairs:
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


page(
    "/gaps",
    "gaps/page.html",
    GapsPage,
    gaps_page,
    nav="Weak spots",
    purpose=Purpose.CHECK,
    back_label="the weak spots",
)
