"""The page of a claim."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from sqlite3 import Row

from fastapi.responses import Response

from app.citations.citation import Citation, page_citations
from app.citations.reference import SourceReference
from app.domain.dates import day_words
from app.domain.page_object import page_object
from app.domain.vocabulary import ONE_SIDE, Caution, Stance
from app.graphics.claim_neighbours import claim_neighbours
from app.graphics.map_parts import Drawing
from app.graphics.share_card import Card, claim_card
from app.pages._references import reference_files
from app.queries.cited_sources import cited_for_claim
from app.queries.claims import (
    THEME_COLUMNS,
    ClaimLine,
    ClaimName,
    ThemeName,
    claim_lines,
    theme_name,
)
from app.queries.clashes import ClashOfClaim, clashes_of_claim, strongest_quotes
from app.queries.former_slugs import slug_error
from app.queries.quotes import (
    ACCEPTED,
    FullQuote,
    OriginName,
    accepted_cautions,
    full_quotes_of_claim,
)
from app.queries.relations import Bearing
from app.queries.sources import (
    CitedSource,
    PrintedReferences,
    SourceName,
    printed_references,
)
from app.store.connection import Store
from app.web.params import OpenStore, Slug
from app.web.routes import data_file, of_type, page
from app.web.share_picture import PNG, png_response


@page_object
class FormerWording:
    """What a claim, or one that it replaced, said before a release."""

    date: str
    """The date of the release, YYYY-MM-DD."""
    day: str
    """The same in words."""
    before: str
    """What it said before."""
    replaced: bool
    """Whether another claim said so, which this one replaced."""


@page_object
class ClaimPage:
    """A claim, the quotes that it rests on, and the claims that bear on it."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    says: str
    """What its side answers to the question."""
    theme: ThemeName
    """Its theme."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    because: str | None
    """Why it speaks for its side, in the editors' words."""
    note: str | None
    """A remark of the editors."""
    clashes: tuple[ClashOfClaim, ...]
    """The clashes that it is in, in order."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""
    relays: tuple[OriginName, ...]
    """Reports and interviews that these sources relay in its quotes."""
    cited: tuple[CitedSource, ...]
    """The same sources, as references name them."""
    quotes: tuple[FullQuote, ...]
    """Its quotes, oldest source first, then in text order."""
    narrower: tuple[ClaimLine, ...]
    """The narrower claims beneath it."""
    supported_by: tuple[Bearing, ...]
    """Other claims of its side that give reasons for it."""
    supports: tuple[Bearing, ...]
    """Other claims of its side for which it gives a reason."""
    answered_by: tuple[Bearing, ...]
    """Claims of the other side that answer it, each with its strongest quote. Mutual ones
    are listed only here."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers."""
    around: int
    """Number of other claims on its map."""
    drawing: Drawing
    """Its map."""
    stacked: Drawing
    """The same map in one column, for narrow screens."""
    accepted: tuple[tuple[Caution, str], ...]
    """The cautions that the editors accepted, each with their reason."""
    former: tuple[FormerWording, ...]
    """What it or claims that it replaced said before, the latest first."""
    previous: ClaimName | None
    """The claim before it in the order of reading; null for the first."""
    next: ClaimName | None
    """The claim after it; null for the last."""
    citations: tuple[Citation, ...]
    """How to cite this page, in every style."""
    references: PrintedReferences
    """The sources of all words on it as entries of a list of references, for paper."""


# What it or claims that it replaced said before, as JSON, the latest first.
_FORMER = """(
    SELECT json_group_array(json_array(revision, before, replaced)) FROM (
        SELECT revision, before, after IS NULL AS replaced FROM change
        WHERE kind = 'claim' AND before IS NOT NULL AND (
            id = claim.id AND after IS NOT NULL
            OR after IS NULL AND id IN (
                SELECT slug FROM former_target WHERE kind = 'claim' AND now = claim.id))
        ORDER BY revision DESC, position))"""
_CLAIM = f"""
    SELECT claim.*, side.says, {THEME_COLUMNS}, {ACCEPTED.format(id="claim.id")} AS accepted,
        {_FORMER} AS former,
        parent.id AS parent_id, parent.text AS parent_text,
        parent.stance AS parent_stance,
        previous.id AS previous_id, previous.text AS previous_text,
        previous.stance AS previous_stance,
        next.id AS next_id, next.text AS next_text, next.stance AS next_stance,
        (SELECT cited FROM release) AS cited
    FROM claim
    JOIN theme ON theme.id = claim.theme
    JOIN side ON side.id = claim.stance
    LEFT JOIN claim AS parent ON parent.id = claim.parent
    LEFT JOIN claim AS previous ON previous.position = claim.position - 1
    LEFT JOIN claim AS next ON next.position = claim.position + 1
    WHERE claim.id = ?"""


def claim_page(store: OpenStore, slug: Slug) -> ClaimPage:
    """Return one claim with its quotes and the claims that bear on it.

    Raises NotFound or Moved.
    """
    row = store.row(_CLAIM, slug)
    if row is None:
        raise slug_error(store, "claim", slug)
    quotes, cited = full_quotes_of_claim(store, slug)
    parent = _name(row, "parent")
    neighbours = claim_neighbours(store, slug, parent)
    answered_by = _with_words(store, neighbours.answered_by)
    lines = [quote.line for quote in quotes]
    lines += [answer.quote for answer in answered_by if answer.quote]
    return ClaimPage(
        id=slug,
        text=row["text"],
        stance=Stance(row["stance"]),
        says=row["says"],
        theme=theme_name(row),
        parent=parent,
        because=row["because"],
        note=row["note"],
        clashes=clashes_of_claim(store, slug),
        sources=neighbours.line.sources,
        relays=tuple(dict.fromkeys(q.line.origin for q in quotes if q.line.origin)),
        cited=cited,
        quotes=quotes,
        narrower=neighbours.narrower,
        supported_by=neighbours.supported_by,
        supports=neighbours.supports,
        answered_by=answered_by,
        answers=neighbours.answers,
        around=neighbours.claims,
        drawing=neighbours.drawing,
        stacked=neighbours.stacked,
        accepted=accepted_cautions(row["accepted"]),
        former=tuple(starmap(_former, json.loads(row["former"] or "[]"))),
        previous=_name(row, "previous"),
        next=_name(row, "next"),
        citations=page_citations(
            row["cited"],
            row["text"],
            f"{store.address}/claims/{slug}",
            ONE_SIDE,
        ),
        references=printed_references(store, {line.source.id for line in lines}),
    )


def _with_words(store: Store, bearings: Sequence[Bearing]) -> tuple[Bearing, ...]:
    quotes = strongest_quotes(store, [one.claim.id for one in bearings])
    return tuple(replace(one, quote=quotes[one.claim.id]) for one in bearings)


def _former(date: str, before: str, replaced: object) -> FormerWording:
    day = day_words(dt.date.fromisoformat(date))
    return FormerWording(date, day, before, bool(replaced))


def _name(row: Row, which: str) -> ClaimName | None:
    """Return the claim in the columns that begin with *which*."""
    slug, text, stance = (row[f"{which}_{name}"] for name in ("id", "text", "stance"))
    return None if slug is None else ClaimName(slug, text, Stance(stance))


def card_of_claim(store: Store, slug: str) -> Card:
    """Return the share card of one claim.

    Raises NotFound or Moved.
    """
    claim = claim_lines(store, [slug]).get(slug)
    if claim is None:
        raise slug_error(store, "claim", slug)
    return claim_card(
        store.stamp.question,
        claim.text,
        (claim.stance, store.labels[claim.stance]),
        claim.quotes,
        [source.short for source in claim.sources],
        store.stamp.site_name,
    )


def claim_references(store: OpenStore, slug: Slug) -> list[SourceReference]:
    """Return the sources of one claim as references."""
    return cited_for_claim(store, slug)


reference_files("/claims/{slug}", "claim", claim_references)
page(
    "/claims/{slug}",
    "claim/page.html",
    ClaimPage,
    claim_page,
    back_label="the claim",
    back_anchor="q-{quote}",
)


@data_file("/claims/{slug}.png", name="claim_card", **of_type(PNG, format="binary"))
async def claim_card_png(slug: Slug, store: OpenStore) -> Response:
    """Return the share card of one claim, a PNG of 1200 by 630 pixels."""
    return png_response(card_of_claim(store, slug))
