"""What the pictures of shared links say: that of a claim, and that of the whole debate."""

from collections.abc import Iterable
from dataclasses import replace
from sqlite3 import Row

from fastapi.responses import Response

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.graphics.share_card import Card, debate_card
from app.pages._face_to_face import (
    FILTERS,
    ThemeSection,
    face_to_face,
    filtered,
    quotes_held,
    quotes_passing,
    sections,
)
from app.queries.filters import Filtering, filter_options
from app.store.connection import Store
from app.web.params import Filters, OpenStore
from app.web.routes import PNG, file, of_type, page, png_response


@page_object
class SideLine:
    """One of the two sides of the question."""

    stance: Stance
    """Which."""
    label: str
    """Its name."""
    says: str
    """What it answers to the question."""
    claims: int
    """How many claims of all the data speak for it."""


@page_object
class HomePage:
    """The question, and both sides face to face, theme by theme."""

    question: str
    """The question of the debate."""
    sides: tuple[SideLine, ...]
    """For, and against."""
    claims: int
    """How many claims there are in all."""
    quotes: int
    """How many quotes there are in all."""
    sources: int
    """How many sources there are."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    filtering: Filtering
    """Theme, source, speaker, side, voice, and as known on which day."""
    onward: str
    """The filters in force without the theme: what leads on to a theme's own page."""
    shown_claims: int
    """How many claims pass the filters."""
    shown_quotes: int
    """How many quotes stand under them, each counted once."""
    opened: str
    """"all" where all folds stand open; the slugs of narrower claims whose quotes alone
    do, a full stop between two; else empty."""
    opened_claims: tuple[str, ...]
    """The narrower claims whose quotes stand open, the latest last; where none is named,
    or all stand open, empty."""
    themes: tuple[ThemeSection, ...]
    """The themes that have claims to show, in order."""


def home_page(store: OpenStore, wish: Filters) -> HomePage:
    """Return the question and both sides, theme by theme.

    Raises NotFound for a choice that is none.
    """
    told = filter_options(store)
    claims = store.rows("SELECT * FROM claim ORDER BY position")
    held = quotes_held(store, told)
    sieve = filtered(told, wish.held_to(FILTERS), FILTERS, held, len(claims))
    filtering = sieve.filtering()
    shown = quotes_passing(held, sieve)
    years = [one.published for one in told.sources]
    return HomePage(
        question=store.stamp.question,
        sides=tuple(_side(row, claims) for row in told.sides),
        claims=len(claims),
        quotes=len({one.pair.quote for one in held}),
        sources=len(told.sources),
        first_year=min(date.earliest.year for date in years),
        last_year=max(date.latest.year for date in years),
        filtering=filtering,
        onward=replace(sieve.wish, theme="").query,
        shown_claims=len({one.pair.claim for one in shown}),
        shown_quotes=len({one.pair.quote for one in shown}),
        opened=wish.opened,
        opened_claims=wish.claims,
        themes=sections(face_to_face(store, claims, held, sieve), told.themes),
    )


def _side(row: Row, claims: Iterable[Row]) -> SideLine:
    count = sum(claim["stance"] == row["id"] for claim in claims)
    return SideLine(Stance(row["id"]), row["label"], row["more"], count)


# Both sides, with the counts of everything beside each.
_SIDES = """
    SELECT id, label, says, (SELECT count(*) FROM claim) AS claims,
        (SELECT count(*) FROM quote) AS quotes,
        (SELECT count(*) FROM source) AS sources
    FROM side ORDER BY id = 'against'"""


def card_of_debate(store: Store) -> Card:
    """Give the card of the whole debate."""
    rows = store.rows(_SIDES)
    sides = [(Stance(row["id"]), row["label"], row["says"]) for row in rows]
    counts = (rows[0][name] for name in ("claims", "quotes", "sources"))
    return debate_card(store.stamp.question, sides, *counts)


page(
    "/",
    "pages/home.html",
    HomePage,
    home_page,
    nav="Arguments",
    back_label="the arguments",
    back_anchor="{claim}.{number}",
)


@file("/card.png", **of_type(PNG, format="binary"))
async def card(store: OpenStore) -> Response:
    """Return the picture of the whole debate for shared links, 1200 by 630 pixels."""
    return await png_response(card_of_debate(store))
