"""The home page: the question, and both sides face to face."""

from collections.abc import Iterable
from dataclasses import replace
from sqlite3 import Row

from fastapi.responses import Response

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.graphics.share_card import Card, debate_card
from app.pages._face_to_face import FaceToFace, ThemeSection
from app.queries.filters import Filtering, filter_options
from app.queries.totals import totals_of
from app.store.connection import Store
from app.web.params import Filters, OpenStore
from app.web.routes import file, of_type, page
from app.web.share_picture import PNG, png_response


@page_object
class SideLine:
    """One of the two sides of the question."""

    stance: Stance
    """The side."""
    label: str
    """Its name."""
    says: str
    """Its answer to the question."""
    claims: int
    """Number of claims that speak for it, in all the data."""


@page_object
class HomePage:
    """The question, and both sides face to face, theme by theme."""

    question: str
    """The question of the debate."""
    sides: tuple[SideLine, ...]
    """For, then against."""
    claims: int
    """Number of all claims."""
    quotes: int
    """Number of all quotes."""
    sources: int
    """Number of all sources."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    filtering: Filtering
    """The filters: theme, source, speaker, side, voice, and day."""
    onward: str
    """The query string of the filters in force without the theme, for links to the page
    of a theme."""
    shown_claims: int
    """Number of claims that pass the filters."""
    shown_quotes: int
    """Number of quotes under them that pass, each counted once."""
    opened: str
    """"all" if everything is expanded; else the slugs of the narrower claims whose
    quotes are expanded, joined by full stops; empty if nothing is."""
    opened_claims: tuple[str, ...]
    """The slugs of narrower claims whose quotes are expanded, the latest last; empty if
    none or all are."""
    themes: tuple[ThemeSection, ...]
    """The themes with claims that pass the filters, in order."""


def home_page(store: OpenStore, choice: Filters) -> HomePage:
    """Return the question and both sides face to face, theme by theme.

    Raises NotFound for an unknown choice.
    """
    options = filter_options(store)
    scene = FaceToFace(store, options, choice)
    filtered = scene.filtered
    dates = [dated.published for dated in options.sources]
    sections = map(scene.section, options.themes)
    return HomePage(
        question=store.stamp.question,
        sides=tuple(_side(row, scene.claims) for row in options.sides),
        claims=len(scene.claims),
        quotes=len({pair.quote for pair in filtered.pairs}),
        sources=len(options.sources),
        first_year=min(date.earliest.year for date in dates),
        last_year=max(date.latest.year for date in dates),
        filtering=scene.filtering,
        onward=replace(filtered.choice, theme="").query,
        shown_claims=len(filtered.passing_by_id),
        shown_quotes=len({pair.quote for pair in filtered.passing}),
        opened=choice.opened,
        opened_claims=choice.opened_claims,
        themes=tuple(section for section in sections if section.rows),
    )


def _side(side: Row, claims: Iterable[Row]) -> SideLine:
    count = sum(claim["stance"] == side["id"] for claim in claims)
    return SideLine(Stance(side["id"]), side["label"], side["more"], count)


def card_of_debate(store: Store) -> Card:
    """Return the share card of the whole debate."""
    options, totals = filter_options(store), totals_of(store)
    sides = [(Stance(row["id"]), row["label"], row["more"]) for row in options.sides]
    counts = totals["claims"], totals["quotes"], len(options.sources)
    return debate_card(store.stamp.question, sides, *counts)


page(
    "/",
    "home/page.html",
    HomePage,
    home_page,
    nav="Arguments",
    back_label="the arguments",
    back_anchor="{claim}.{number}",
)


@file("/card.png", **of_type(PNG, format="binary"))
async def card(store: OpenStore) -> Response:
    """Return the share card of the whole debate, a PNG of 1200 by 630 pixels."""
    return await png_response(card_of_debate(store))
