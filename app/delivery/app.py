"""The app put together: routes, static files, error pages, and what wraps them."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.types import ASGIApp

import app.pages  # noqa: F401 - registers every page
from app import __version__
from app.delivery import crawlers
from app.delivery.error_pages import ERROR_PAGES
from app.delivery.json_ld import json_ld
from app.delivery.openapi import description
from app.delivery.response_cache import ResponseCache
from app.delivery.security_headers import SecurityHeaders
from app.delivery.zotero import coins, meta_tags
from app.domain.errors import NotFound
from app.paths import STATIC
from app.store.connection import Store
from app.web import routes
from app.web.assets import Assets
from app.web.templating import environment

# JSON twins come first, so that .json is never read as part of a slug.
_ROUTERS = (routes.data, routes.html, crawlers.router)

# The site takes no bodies: every address is read with GET. Our choice.
_LARGEST_BODY = 1_000  # bytes


def create_app(
    database: Path, *, warning: str = "", site: str = "", mcp: bool = False
) -> SecurityHeaders:
    """Make the app that serves the store at *database*, with what wraps it.

    *warning* is shown on every page; *site* is the address at which it is served, if
    that is known. With *mcp*, assistants are answered, too; that needs the extra of this
    name. Raises StoreError where there is no usable store.
    """
    app = application(database, warning=warning, site=site)
    served: ASGIApp = ResponseCache(app, lambda: app.state.store.fresh().identity)
    if mcp:
        from app.mcp_server import WithAssistant  # noqa: PLC0415 - it is an extra

        served = WithAssistant(served, app.state.store.fresh)
    # Around the whole of it, so that the page of a fault has the headers, too.
    return SecurityHeaders(served)


def application(database: Path, *, warning: str = "", site: str = "") -> FastAPI:
    """Make the app by itself: routes, static files and error pages."""
    app = FastAPI(
        title="Counterpoint",
        summary="Both sides of a question, each claim with the words that it rests on.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        max_body_size=_LARGEST_BODY,
        redirect_slashes=False,
        exception_handlers=ERROR_PAGES,
    )
    assets = Assets(STATIC)
    app.state.store = Store(database, site=site)
    app.state.warning = warning
    every_route = [route for router in _ROUTERS for route in router.routes]
    app.state.templates = environment(assets, every_route, site)
    # What pages say to crawlers and to reference managers.
    app.state.templates.globals |= {
        "coins": coins,
        "json_ld": json_ld,
        "tags": meta_tags,
    }
    app.state.assets = assets
    for one in _ROUTERS:
        app.include_router(one)
    app.openapi = lambda: description(app)  # type: ignore[method-assign]
    app.add_api_route(
        "/static/{address:path}",
        _static,
        methods=["GET", "HEAD"],
        include_in_schema=False,
    )
    app.add_api_route(
        "/favicon.ico", _favicon, methods=["GET", "HEAD"], include_in_schema=False
    )
    return app


async def _static(request: Request, address: str) -> Response:
    """Give a static file; its address names its content, so it is good for ever."""
    asset = request.app.state.assets.at(address)
    if asset is None:
        raise NotFound(f"no static file is called {address!r}")
    return Response(
        asset.content,
        media_type=asset.media_type,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


async def _favicon(request: Request) -> Response:
    """Lead browsers that ask for the old address to the icon."""
    return RedirectResponse(request.app.state.assets.address("img/favicon.svg"), 301)
