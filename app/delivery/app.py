"""The assembled app: routes, static files, error pages, cache and security headers."""

import re
import sys
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp

import app.pages  # noqa: F401 - registers every page
from app import __version__
from app.delivery import crawlers_and_feed, static_files
from app.delivery.errors_and_redirects import ERROR_PAGES
from app.delivery.json_ld import json_ld
from app.delivery.openapi import openapi_document
from app.delivery.response_cache import (
    ASK_EACH_TIME,
    FOR_CDN,
    ReadyResponse,
    ResponseCache,
)
from app.delivery.root_path import RootPath
from app.delivery.security_headers import SecurityHeaders
from app.delivery.zotero import coins, meta_tags
from app.domain.database import Database
from app.domain.errors import NotBuilt, RootPathTaken
from app.paths import STATIC
from app.store.store_file import OpenRelease, StoreFile
from app.web import routes
from app.web.assets import ASKING, Assets
from app.web.store_threads import THREADS, StoreThreads
from app.web.templating import environment

# JSON comes first, so that .json is never read as part of a slug.
_ROUTERS = (
    routes.data_routes,
    routes.page_routes,
    crawlers_and_feed.router,
    static_files.router,
)
_ROUTES = [route for router in _ROUTERS for route in router.routes]
# What published pages can only name: nothing there answers a request.
NEEDS_SERVER = ("/verify", "/reading-list", "/docs")
# The first parts of the site's own paths: beneath one of these, a proxy that strips it could
# not be told from one that passes it on.
_TAKEN = {"mcp"}.union(
    route.path.split("/")[1] for route in _ROUTES if isinstance(route, Route)
)

# What is asked of the app on the event loop: a file that is sent in pieces, if the store is
# one, and what waits for a thread itself.
_AS_FILE = "/exports/store.sqlite"
_ON_LOOP = re.compile(rf"{re.escape(_AS_FILE)}|/verify(\.\w+)?")
# What may take much longer than a page, and so keeps none waiting.
_LONG = re.compile(
    r"/exports(/.*|\.json)?|/\w+\.csv|/sitemap[-\w]*\.xml|/llms\.txt|/reading-list\.\w+|.*\.png"
)
# What is made of a new release before it is shown: the pages of the navigation, without
# /verify and the downloads.
_MAIN_PAGES = {
    page.path.encode()
    for page in routes.PAGES
    if page.nav and not _LONG.fullmatch(page.path) and not _ON_LOOP.fullmatch(page.path)
} | {b"/"}

# A thread gives way to the event loop after so long: measured, pages wait a fifth as long
# as with Python's own 5 ms, and the threads of ``state.threads`` take no longer.
_TURN = 0.0005  # seconds
# Only /verify takes a body, and sets its own limit. Our choice.
_LARGEST_BODY = 1_000  # bytes


def create_app(  # noqa: PLR0913 - each says something else
    database: Database,
    *,
    warning: str = "",
    site: str = "",
    mcp: bool = False,
    cdn: bool = False,
    not_built: Callable[[], NotBuilt | None] = lambda: None,
) -> SecurityHeaders | RootPath:
    """Return the app for the store at *database*, with its cache and headers.

    Every page shows *warning*; *site* is the address at which the app is served; if its
    host is unknown, its path alone, which may be empty. *mcp* adds the MCP tools and needs
    the extra of this name; *cdn* lets a CDN keep pages for a minute. *not_built* returns
    why the store is not that of the seeds, which pages then show instead. Raises StoreError
    if there is no usable store, RootPathTaken if pages have that path.
    """
    require_free(urlsplit(site).path)
    app = application(database, warning=warning, site=site)
    file: StoreFile = app.state.store_file
    app.state.not_built = told = _until_shown(not_built, file)
    threads: StoreThreads = app.state.threads
    control = FOR_CDN if cdn else ASK_EACH_TIME
    served: ASGIApp = _with_cache(app, file, threads, told, control)
    if mcp:
        from app.mcp_server import McpMiddleware  # noqa: PLC0415 - an extra

        served = McpMiddleware(served, threads)
    # Around these, so that the page for an internal error has the headers too.
    safe = SecurityHeaders(served)
    root = file.now.root
    return RootPath(safe, root) if root else safe


def require_free(root: str) -> None:
    """Raise RootPathTaken if the site's own pages have the path *root*."""
    if root and root.split("/")[1] in _TAKEN:
        raise RootPathTaken(root)


def _until_shown(
    not_built: Callable[[], NotBuilt | None], file: StoreFile
) -> Callable[[], NotBuilt | None]:
    """Return what tells what is in the way, until the store without it can be read.

    The old release would be shown between the two.
    """
    last: NotBuilt | None = None

    def told() -> NotBuilt | None:
        nonlocal last
        error = not_built()
        if error or last is None:
            last = error
        elif file.is_latest:
            # While the pages of a new release are made, the old one is still shown.
            if file.now.identity == file.release.store.identity:
                last = None
            return None
        return last

    return told


def _with_cache(
    app: ASGIApp,
    file: StoreFile,
    threads: StoreThreads,
    not_built: Callable[[], NotBuilt | None],
    control: bytes,
) -> ResponseCache:
    """Return the app with its cache, which from now on follows the store file."""

    async def aside(path: str, work: Callable[[], ReadyResponse]) -> ReadyResponse:
        long = _LONG.fullmatch(path) is not None
        return await threads.make(lambda _: work(), long=long)

    def prepare(release: OpenRelease) -> None:
        with release.lent() as store:
            cache.prepare((None, store.identity), _MAIN_PAGES)

    cache = ResponseCache(
        app,
        lambda: (not_built(), file.release.store.identity),
        aside,
        on_loop=lambda path: (
            _ON_LOOP.fullmatch(path) is not None
            and (path != _AS_FILE or file.release.store.is_file)
        ),
        control=control,
    )
    file.follow(prepare)
    return cache


def application(
    database: Database, *, warning: str = "", site: str = "", published: str = ""
) -> FastAPI:
    """Return the app without them: routes, static files and error pages.

    *published* is the content security policy of pages that are published as files.
    """
    app = FastAPI(
        title="Counterpoint",
        summary="Both sides of a question, each claim with the words that it rests on.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        max_body_size=_LARGEST_BODY,
        redirect_slashes=False,
        exception_handlers=ERROR_PAGES,
        # As they were made: `include_router` makes each of them anew with the first answer
        # of each app, which takes ten times as long as the answer.
        routes=_ROUTES,
    )
    app.state.store_file = file = StoreFile(database, site=site, threads=THREADS)
    app.state.threads = StoreThreads(file)
    assets = Assets(STATIC, file.now.root, ASKING if published else ())
    sys.setswitchinterval(_TURN)
    app.state.warning = warning
    app.state.not_built = lambda: None
    app.state.assets = assets
    app.state.templates = environment(
        assets,
        _ROUTES,
        file,
        contents=_contents(published=bool(published)),
        published=published,
        coins=coins,
        json_ld=lambda page: json_ld(page, file.now.base),
        tags=meta_tags,
    )
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    return app


def _contents(*, published: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pages by purpose, each with the name of its route and its label."""
    listed = (
        page
        for page in routes.PAGES
        if page.nav and not (published and page.path in NEEDS_SERVER)
    )
    return [
        (purpose, [(page.name, page.nav) for page in pages])
        for purpose, pages in groupby(listed, attrgetter("purpose"))
    ]
