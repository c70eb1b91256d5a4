"""Error responses: not found, moved, withdrawn, refused or failed; for data as JSON."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from app.delivery.security_headers import is_data
from app.domain.errors import (
    FormerPage,
    Moved,
    NotBuilt,
    NotCanonical,
    NotFound,
    PageMoved,
    StoreUnreachable,
    TooBusy,
    UnknownChoice,
)
from app.pages.verify.limits import TOO_LONG
from app.search.suggest import nearest_pages
from app.store.connection import Store
from app.web.routes import PAGES, READ, data_routes, page_routes
from app.web.templating import render

_log = logging.getLogger("counterpoint")

PROBLEM = "application/problem+json"
_NO_PAGE = NotFound("there is no such page")
# What hands and programs leave at the end of an address: a slash, the marks of the
# sentence or of the Markdown around it, blanks of any width.
_TRAILING = "/.,;:!?…)]}>*_`\"'”’» \t\n\r\xa0\u200b\u200c\u200d\u2060\ufeff"  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What the page for an unknown address shows."""

    path: str
    """The path that was asked for."""
    why: str
    """Which part of the address is unknown; empty if all of it is."""
    near: tuple[tuple[str, str], ...]
    """Pages with a similar address: label and address of each."""
    there: str
    """If there is a page at the path, and only its query string is unknown: its label."""
    choice: UnknownChoice | None
    """The filter that does not take the value that was asked for."""
    choices: tuple[tuple[str, str, str], ...]
    """The values that it takes: each with its label, and the address with it."""

    @property
    def words(self) -> str:
        """The words of the address, to search for."""
        return " ".join(re.findall(r"[^\W_]+", self.path.rpartition("/")[2]))[:200]


@dataclass(frozen=True, slots=True)
class FaultPage:
    """What the page for a request that cannot be answered shows."""

    status: int
    title: str
    """What it means."""
    help: str
    """What the reader can do."""


@dataclass(frozen=True, slots=True)
class NotBuiltPage:
    """What every page shows while the seeds cannot be built."""

    problems: tuple[str, ...]
    """What is in the way, as the command ``check`` says it."""


@dataclass(frozen=True, slots=True)
class SplitPage:
    """What the page for a former slug that became several shows."""

    kind: str
    slug: str
    choices: tuple[tuple[str, str], ...]
    """What it became: words and address of each."""


def problem(status: int, detail: str, path: str) -> dict[str, Any]:
    """Return the fields of an error as problem+json (RFC 9457)."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path,
    }


def _problem(
    request: Request, status: int, detail: str, **more: list[str]
) -> JSONResponse:
    content = {**problem(status, detail, _path(request)), **more}
    return JSONResponse(content, status, media_type=PROBLEM)


def _path(request: Request) -> str:
    """Return the path of the address that was asked for, with that of the site."""
    root: str = request.app.state.store_file.now.root
    return root + request.url.path


def _fault_page(request: Request, page: FaultPage, detail: str) -> Response:
    """Return *page*, or for data a problem with that *detail*."""
    if is_data(request.url.path):
        return _problem(request, page.status, detail)
    return render(request, "errors/fault.html", page, status=page.status)


async def _moved(request: Request, error: Exception) -> Response:
    """Redirect from a former slug to the present one, offer several, or say what it said."""
    former: FormerPage = error.former  # type: ignore[attr-defined]
    if not former.leads_to:
        if is_data(request.url.path):
            detail = f"withdrawn: {former.reason} It said: {former.said}"
            return _problem(request, 410, detail)
        return render(request, "errors/gone.html", former, status=410)
    choices = tuple(
        (present.words, _address_now(request, former.slug, present.slug))
        for present in former.leads_to
    )
    addresses = [address for _, address in choices]
    if len(addresses) == 1:
        return RedirectResponse(addresses[0], 301)
    if is_data(request.url.path):
        detail = f"the {former.kind} “{former.slug}” was split: choose one of choices"
        return _problem(request, 300, detail, choices=addresses)
    page = SplitPage(former.kind, former.slug, choices)
    return render(request, "errors/split.html", page, status=300)


def _address_now(request: Request, former: str, present: str) -> str:
    """Return the address asked for with *present* for *former*, in its path or query."""
    path, query = _path(request), request.url.query
    folder, _, name = path.rpartition("/")
    if name.partition(".")[0] == former:
        path = f"{folder}/{present}{name.removeprefix(former)}"
    else:
        given = request.query_params.multi_items()
        query = urlencode([(n, present if v == former else v) for n, v in given])
    return f"{path}?{query}" if query else path


async def _page_moved(request: Request, error: Exception) -> Response:
    """Redirect to where the page is now, with the same query string."""
    path: str = error.path  # type: ignore[attr-defined]
    root = request.app.state.store_file.now.root
    return RedirectResponse(f"{root}{path}?{request.url.query}", 301)


async def _not_canonical(request: Request, error: Exception) -> Response:
    """Redirect to the same page at its canonical address."""
    query: str = error.query  # type: ignore[attr-defined]
    path = _path(request)
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


async def _not_found(request: Request, error: Exception) -> Response:
    """Redirect to the plain address; if it is plain, show what has a similar one."""
    path, store = request.url.path, request.app.state.store_file.now
    if (plain := _plain_path(request.scope["path"])) is not None:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(store.root + quote(plain) + query, 301)
    if is_data(path):
        return _problem(request, 404, str(error) or str(_NO_PAGE))
    choice = error if isinstance(error, UnknownChoice) else None
    there = next((page.nav for page in PAGES if page.path == path), "")
    if choice:
        there = f"All {there.lower()}" if there else "Without this filter"
    page = NotFoundPage(
        path=store.root + path,
        why="" if error is _NO_PAGE else str(error),
        near=() if there else _nearest_pages(store, path),
        there=there,
        choice=choice,
        choices=tuple(_choices(request, choice)) if choice else (),
    )
    return render(request, "errors/not_found.html", page, status=404)


def _nearest_pages(store: Store, path: str) -> tuple[tuple[str, str], ...]:
    """Return the label and URL of the pages whose slug is most like that of *path*."""
    slug = path.rstrip("/").rpartition("/")[2][:100].removesuffix(".html")
    near = nearest_pages(store, slug)
    return tuple((label, store.root + address) for label, address in near)


def _choices(request: Request, choice: UnknownChoice) -> Iterator[tuple[str, str, str]]:
    """Yield the values of a filter, each with its label, and this address with it."""
    given = request.query_params.multi_items()
    path = _path(request)
    for value, label in choice.choices.items():
        query = urlencode([(n, value if n == choice.name else v) for n, v in given])
        yield value, label, f"{path}?{query}"


def _plain_path(path: str) -> str | None:
    """Return *path* in small letters and without what does not belong to its end.

    None if it is plain already, or if no page could be there.
    """
    plain = re.sub("/{2,}", "/", path.rstrip(_TRAILING).lower())
    scope = {"type": "http", "method": "GET", "path": plain}
    routes = [*page_routes.routes, *data_routes.routes]
    if plain == path or all(one.matches(scope)[0] is Match.NONE for one in routes):
        return None
    return plain


async def _not_valid(request: Request, error: Exception) -> Response:
    """Refuse an address with a parameter out of bounds, and say which it is."""
    problems = error.errors()  # type: ignore[attr-defined]
    if any(problem["loc"][0] == "path" for problem in problems):
        return await _not_found(request, _NO_PAGE)
    detail = "; ".join(
        f"{problem['loc'][-1]}: {problem['msg'].lower()}" for problem in problems
    )
    page = FaultPage(422, "This address cannot be read", detail)
    return _fault_page(request, page, detail)


async def _refused(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses; OPTIONS with the methods that it allows."""
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code
    if status == 404:
        return await _not_found(request, _NO_PAGE)
    if status == 405 and request.method == "OPTIONS":
        return Response(status_code=204, headers=_allowed(request.url.path))
    allowed = _allowed(request.url.path)
    title = HTTPStatus(status).phrase
    remedy = "This address is read-only: open it with a plain GET."
    if status == 413:
        title, remedy = "That is too long", TOO_LONG
    elif "GET" not in allowed["Allow"]:
        root = request.app.state.store_file.now.root
        remedy = f"This address takes a text: paste one at {root}/verify."
    page = FaultPage(status, title, remedy)
    response = _fault_page(request, page, remedy)
    response.headers.update(error.headers or {})
    if status == 405:
        response.headers.update(allowed)
    return response


def _allowed(path: str) -> dict[str, str]:
    """Return the header that says how an address may be asked for."""
    scope = {"type": "http", "method": "GET", "path": path}
    methods = {
        method
        for route in [*page_routes.routes, *data_routes.routes]
        if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
    # The other routes, of files and for crawlers, are only read.
    return {"Allow": ", ".join(sorted({*(methods or READ), "OPTIONS"}))}


async def _fault(request: Request, error: Exception) -> Response:
    """Log an internal error and admit it."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    page = FaultPage(
        500,
        "This page failed",
        "This is a defect of the site, not of your request. The log has the details.",
    )
    return _fault_page(request, page, "a defect of the site; the log has the details")


async def _too_busy(request: Request, error: Exception) -> Response:
    """Ask to try again when less is waiting."""
    page = FaultPage(503, "Busy", f"Please wait: {error}.")
    response = _fault_page(request, page, str(error))
    response.headers["Retry-After"] = str(TooBusy.retry_after)
    return response


async def _unreachable(request: Request, error: Exception) -> Response:
    """Ask to try again when the database answers; what is wrong with it is logged."""
    _log.error("%s %s failed: %s", request.method, request.url.path, error)
    detail = "the database does not answer; try again in a few seconds"
    page = FaultPage(503, "Not now", f"Please wait: {detail}.")
    response = _fault_page(request, page, detail)
    response.headers["Retry-After"] = str(StoreUnreachable.retry_after)
    return response


async def _not_built(request: Request, error: Exception) -> Response:
    """Say why the store is not that of the seeds, instead of showing what they were."""
    page = NotBuiltPage(tuple(map(str, error.problems)))  # type: ignore[attr-defined]
    if is_data(request.url.path):
        detail = "the seeds have changed and could not be built"
        return _problem(request, 503, detail, problems=[*page.problems])
    return render(request, "errors/not_built.html", page, status=503)


ERROR_PAGES: dict[int | type[Exception], Any] = {
    Moved: _moved,
    PageMoved: _page_moved,
    NotCanonical: _not_canonical,
    NotFound: _not_found,
    RequestValidationError: _not_valid,
    HTTPException: _refused,
    TooBusy: _too_busy,
    StoreUnreachable: _unreachable,
    NotBuilt: _not_built,
    Exception: _fault,
}
