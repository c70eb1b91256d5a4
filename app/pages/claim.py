"""The page of a claim, and the list of all claims."""

from sqlite3 import Row

from fastapi.responses import Response

from app.citations.reference import Cited
from app.domain.page_object import page_object
from app.domain.vocabulary import Caution, Stance
from app.graphics.claim_neighbours import claim_neighbours
from app.graphics.diagram import Drawing
from app.graphics.share_card import Card, claim_card
from app.pages._references import reference_files
from app.queries.cited_sources import claim_cited
from app.queries.claims import ClaimLine, ClaimName, ThemeName, claim_lines, theme_name
from app.queries.former_slugs import slug_error
from app.queries.quotes import (
    QUOTE_ORDER,
    FullQuote,
    OriginName,
    accepted_cautions,
    full_quotes,
)
from app.queries.relations import Bearing
from app.queries.sources import Citation, CitedSource, SourceName, citations
from app.store.connection import Store
from app.web.params import OpenStore, Slug
from app.web.routes import PNG, file, of_type, page, png_response


@page_object
class ClaimPage:
    """A claim, the quotes that it rests on, and what was said for and against it."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    theme: ThemeName
    """The theme under which it stands."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    note: str | None
    """A remark of the curators."""
    sources: tuple[SourceName, ...]
    """The sources of its quotes, oldest first."""
    relays: tuple[OriginName, ...]
    """Reports and interviews that those sources relay; no witnesses by themselves."""
    cited: tuple[CitedSource, ...]
    """The same sources, as references name them."""
    quotes: tuple[FullQuote, ...]
    """The quotes that it rests on, oldest source first, then as they stand in it."""
    narrower: tuple[ClaimLine, ...]
    """The narrower claims beneath it."""
    supported_by: tuple[Bearing, ...]
    """Other claims of its side that give reasons for it."""
    supports: tuple[Bearing, ...]
    """Other claims of its side for which it gives a reason."""
    answered_by: tuple[Bearing, ...]
    """Claims of the other side that answer it."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers."""
    around: int
    """How many claims its map has around it."""
    drawing: Drawing
    """Its map."""
    stacked: Drawing
    """The same in one column, for narrow screens."""
    accepted: tuple[tuple[Caution, str], ...]
    """What the curators weighed and let stand: the name of the caution, the reason."""
    previous: ClaimName | None
    """The claim before it in the order of reading."""
    next: ClaimName | None
    """The claim after it."""
    citations: tuple[Citation, ...]
    """Claim, site, release and address, in every style."""


def card_of_claim(store: Store, slug: str) -> Card:
    """Give the card of one claim.

    Raises NotFound or Moved.
    """
    found = claim_lines(store, [slug])
    if slug not in found:
        raise slug_error(store, "claim", slug)
    claim = found[slug]
    return claim_card(
        store.stamp.question,
        claim.text,
        claim.stance,
        claim.quotes,
        [source.short for source in claim.sources],
    )


_CLAIM = """
    SELECT claim.*, theme.id AS theme_id, theme.title AS theme_title,
        theme.position AS theme_number,
        parent.id AS parent_id, parent.text AS parent_text,
        previous.id AS previous_id, previous.text AS previous_text,
        previous.stance AS previous_stance,
        next.id AS next_id, next.text AS next_text, next.stance AS next_stance,
        (SELECT group_concat(caution || char(9) || reason, char(10)) FROM accepted
            WHERE subject = claim.id) AS weighed,
        (SELECT cited FROM release) AS cited
    FROM claim
    JOIN theme ON theme.id = claim.theme
    LEFT JOIN claim AS parent ON parent.id = claim.parent
    LEFT JOIN claim AS previous ON previous.position = claim.position - 1
    LEFT JOIN claim AS next ON next.position = claim.position + 1
    WHERE claim.id = ?"""


def claim_page(store: OpenStore, slug: Slug) -> ClaimPage:
    """Return one claim with the quotes that it rests on and what bears on it.

    Raises NotFound or Moved.
    """
    row = store.row(_CLAIM, slug)
    if row is None:
        raise slug_error(store, "claim", slug)
    quotes, cited = full_quotes(
        store,
        "JOIN claim_quote ON claim_quote.quote = quote.id "
        f"WHERE claim_quote.claim = ? ORDER BY {QUOTE_ORDER}",
        slug,
    )
    parent = _name(row, "parent", row["stance"])
    near = claim_neighbours(store, slug, parent)
    return ClaimPage(
        id=slug,
        text=row["text"],
        stance=Stance(row["stance"]),
        theme=theme_name(row),
        parent=parent,
        note=row["note"],
        sources=near.line.sources,
        relays=tuple(
            dict.fromkeys(q.line.origin for q in quotes if q.line.origin is not None)
        ),
        cited=cited,
        quotes=quotes,
        narrower=near.narrower,
        supported_by=near.supported_by,
        supports=near.supports,
        answered_by=near.answered_by,
        answers=near.answers,
        around=near.claims,
        drawing=near.drawing,
        stacked=near.stacked,
        accepted=accepted_cautions(row["weighed"]),
        previous=_name(row, "previous", row["previous_stance"]),
        next=_name(row, "next", row["next_stance"]),
        citations=citations(
            row["cited"],
            before=f"“{row['text']}” ",
            after=f" {store.site}/claims/{slug}",
        ),
    )


def _name(row: Row, which: str, stance: str | None) -> ClaimName | None:
    """Make the name of a neighbour from the columns that begin with *which*."""
    if row[f"{which}_id"] is None or stance is None:
        return None
    return ClaimName(row[f"{which}_id"], row[f"{which}_text"], Stance(stance))


def claim_references(store: OpenStore, slug: Slug) -> list[Cited]:
    """Return the sources of one claim as references, its quotes as notes."""
    return claim_cited(store, slug)


reference_files("/claims/{slug}", "claim", claim_references)
page(
    "/claims/{slug}",
    "pages/claim.html",
    ClaimPage,
    claim_page,
    back_label="the claim",
    back_anchor="q-{quote}",
)


@file("/claims/{slug}.png", **of_type(PNG, format="binary"))
async def claim_card_png(slug: Slug, store: OpenStore) -> Response:
    """Return the picture of one claim for shared links, 1200 by 630 pixels."""
    return await png_response(card_of_claim(store, slug))
