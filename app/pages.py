"""One route a page: ask, show."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app import queries
from app.deps import (
    Changed,
    From,
    Looking,
    Opened,
    Pasted,
    Slug,
    Store,
    Wished,
    Word,
)
from app.templating import render

Route = TypeVar("Route", bound=Callable[..., Any])
router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def page(path: str) -> Callable[[Route], Route]:
    """Register a page for GET and HEAD; its name is its function's."""
    return router.api_route(path, methods=["GET", "HEAD"])


@page("/")
async def home(request: Request, store: Store, wish: Wished) -> HTMLResponse:
    """Show the question and both sides, theme by theme."""
    return render(request, "pages/home.html", queries.home_page(store, wish))


@page("/claims")
async def claims(request: Request, store: Store, wish: Wished) -> HTMLResponse:
    """List all claims, or those that pass the filters."""
    return render(request, "pages/claims.html", queries.claims_page(store, wish))


@page("/claims/{slug}")
async def claim(request: Request, slug: Slug, store: Store) -> HTMLResponse:
    """Show one claim and the quotes that it rests on."""
    return render(request, "pages/claim.html", queries.claim_page(store, slug))


@page("/quotes")
async def quotes(request: Request, store: Store, wish: Wished) -> HTMLResponse:
    """List all quotes, or those that pass the filters."""
    return render(request, "pages/quotes.html", queries.quotes_page(store, wish))


@page("/quotes/{quote}")
async def quote(request: Request, quote: Slug, store: Store) -> HTMLResponse:
    """Show one quote in its passage."""
    return render(request, "pages/quote.html", queries.quote_page(store, quote))


@page("/sources")
async def sources(request: Request, store: Store, wish: Wished) -> HTMLResponse:
    """List all sources, or those with quotes that pass the filters."""
    return render(request, "pages/sources.html", queries.sources_page(store, wish))


@page("/sources/{slug}")
async def source(
    request: Request, slug: Slug, store: Store, coming: From
) -> HTMLResponse:
    """Show one source whole, every quote marked."""
    return render(
        request, "pages/source.html", queries.source_page(store, slug, coming)
    )


@page("/themes")
async def themes(request: Request, store: Store) -> HTMLResponse:
    """List all themes."""
    return render(request, "pages/themes.html", queries.themes_page(store))


@page("/themes/{slug}")
async def theme(
    request: Request, slug: Slug, store: Store, wish: Wished
) -> HTMLResponse:
    """Show one theme, its two sides face to face."""
    return render(request, "pages/theme.html", queries.theme_page(store, slug, wish))


@page("/speakers")
async def speakers(request: Request, store: Store, wish: Wished) -> HTMLResponse:
    """List all speakers, or those with quotes that pass the filters."""
    return render(request, "pages/speakers.html", queries.speakers_page(store, wish))


@page("/speakers/{slug}")
async def speaker(request: Request, slug: Slug, store: Store) -> HTMLResponse:
    """Show one speaker and every quote of theirs."""
    return render(request, "pages/speaker.html", queries.speaker_page(store, slug))


@page("/map")
async def map(  # noqa: A001 - named as its page is
    request: Request, store: Store, theme: Word = "", claim: Word = ""
) -> HTMLResponse:
    """Show what answers what: all of it, one theme, or what is around one claim."""
    return render(request, "pages/map.html", queries.map_page(store, theme, claim))


@page("/matrix")
async def matrix(request: Request, store: Store, theme: Word = "") -> HTMLResponse:
    """Show which source says what, by theme or by the claims of one theme."""
    return render(request, "pages/matrix.html", queries.matrix_page(store, theme))


@page("/compare")
async def compare(
    request: Request, store: Store, a: Word = "", b: Word = ""
) -> HTMLResponse:
    """Show two sources beside one another, or a choice of two."""
    return render(request, "pages/compare.html", queries.compare_page(store, a, b))


@page("/timeline")
async def timeline(request: Request, store: Store) -> HTMLResponse:
    """Show the sources and their arguments by date."""
    return render(request, "pages/timeline.html", queries.timeline_page(store))


@page("/gaps")
async def gaps(request: Request, store: Store, opened: Opened) -> HTMLResponse:
    """Show what is missing: unanswered, of one voice, at odds, or unread."""
    return render(request, "pages/gaps.html", queries.gaps_page(store, opened=opened))


@page("/search")
async def search(request: Request, store: Store, sought: Looking) -> HTMLResponse:
    """Show what was found for what a reader typed."""
    return render(request, "pages/search.html", queries.search_page(store, sought))


@page("/verify")
async def verify(request: Request, store: Store, pasted: Pasted = "") -> HTMLResponse:
    """Show where words stand in the sources, exactly or how they differ."""
    return render(request, "pages/verify.html", queries.verify_page(store, pasted))


@page("/reading-list")
async def reading_list(request: Request, store: Store, kept: Changed) -> HTMLResponse:
    """Show the claims and quotes that the address names, with their references."""
    page = queries.reading_list_page(store, kept)
    return render(request, "pages/reading_list.html", page)


@page("/about")
async def about(request: Request, store: Store) -> HTMLResponse:
    """Say how the arguments were read out, and what the words mean."""
    return render(request, "pages/about.html", queries.about_page(store))


@page("/exports")
async def exports(request: Request, store: Store) -> HTMLResponse:
    """List what can be taken along."""
    return render(request, "pages/exports.html", queries.exports_page(store))
