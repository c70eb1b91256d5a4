"""The pages for errors: not found, withdrawn, refused, or failed."""

import logging
from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app.delivery.security_headers import is_data
from app.domain.errors import Former, Moved, NotCanonical, NotFound
from app.store.connection import Store
from app.web.templating import render

_log = logging.getLogger("counterpoint")

# What OPTIONS answers wherever there is something to read.
_ASKED = {"Allow": "GET, HEAD, OPTIONS"}


# --- when there is no page -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What the page for an address without one shows."""

    path: str
    """The address that was asked for."""
    why: str
    """What of it is not there."""
    near: tuple[tuple[str, str], ...]
    """Pages with an address like it: what they are, and their address."""


@dataclass(frozen=True, slots=True)
class FaultPage:
    """What the page for a request that cannot be answered shows."""

    status: int
    """The status code."""
    title: str
    """What it means."""
    help: str
    """What the reader can do."""


def _wants_json(request: Request) -> bool:
    return is_data(request.url.path)


def _problem(request: Request, status: int, detail: str) -> JSONResponse:
    """Give an error as problem+json (RFC 9457)."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "instance": request.url.path,
        },
        status,
        media_type="application/problem+json",
    )


async def _moved(request: Request, error: Exception) -> Response:
    """Lead from a former slug to the present one, or say what was withdrawn."""
    former: Former = error.former  # type: ignore[attr-defined]
    if former.now:
        folder, _, name = request.url.path.rpartition("/")
        address = f"{folder}/{former.now}{name.removeprefix(former.slug)}"
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address + query, 301)
    if _wants_json(request):
        return _problem(
            request, 410, f"withdrawn: {former.reason} It said: {former.said}"
        )
    return render(request, "errors/gone.html", former, status=410)


async def _untidy(request: Request, error: Exception) -> Response:
    """Lead to the same page by the address that one would pass on."""
    query: str = error.query  # type: ignore[attr-defined]
    path = request.url.path
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


async def _not_found(request: Request, error: Exception) -> Response:
    """Say that there is no such page, and what there is like it."""
    if _wants_json(request):
        return _problem(request, 404, str(error) or "there is no such page")
    path = request.url.path
    page = NotFoundPage(path, str(error), _near(request.app.state.store.fresh(), path))
    return render(request, "errors/not_found.html", page, status=404)


def _near(store: Store, path: str) -> tuple[tuple[str, str], ...]:
    """Give the pages whose address is most like *path*."""
    asked = path.rstrip("/").rpartition("/")[2][:100].removesuffix(".html")
    rows = store.rows(
        """SELECT '/claims/' || id AS address, id, text AS label FROM claim
        UNION ALL SELECT '/sources/' || id, id, short || ': ' || title FROM source
        UNION ALL SELECT '/themes/' || id, id, title FROM theme
        UNION ALL SELECT '/speakers/' || id, id, name FROM speaker"""
    )
    by_id = {row["id"]: (row["label"], row["address"]) for row in rows}
    alike = get_close_matches(asked, by_id, n=5, cutoff=0.5)
    return tuple(by_id[slug] for slug in alike)


async def _not_valid(request: Request, error: Exception) -> Response:
    """Refuse an address with a word that is too long, saying which."""
    found = error.errors()  # type: ignore[attr-defined]
    if any(one["loc"][0] == "path" for one in found):
        return await _not_found(request, NotFound("there is no such page"))
    told = "; ".join(f"{one['loc'][-1]}: {one['msg'].lower()}" for one in found)
    if _wants_json(request):
        return _problem(request, 422, told)
    page = FaultPage(422, "This address cannot be read", told)
    return render(request, "errors/fault.html", page, status=422)


async def _refused(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses, in the site's frame."""
    if not isinstance(error, HTTPException):
        raise error
    if request.method == "OPTIONS" and error.status_code == 405:
        return Response(status_code=204, headers=_ASKED)
    if error.status_code == 404:
        return await _not_found(request, NotFound("there is no such page"))
    if _wants_json(request):
        answer: Response = _problem(request, error.status_code, error.detail)
    else:
        page = FaultPage(
            error.status_code,
            HTTPStatus(error.status_code).phrase,
            "This site is only read: every page opens with a plain GET.",
        )
        answer = render(request, "errors/fault.html", page, status=error.status_code)
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        answer.headers["Allow"] = _ASKED["Allow"]
    return answer


async def _fault(request: Request, error: Exception) -> Response:
    """Own up to a defect; the log has the rest."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    if _wants_json(request):
        return _problem(request, 500, "a defect of this site; the log has the rest")
    page = FaultPage(
        500,
        "This page failed",
        "That is a defect of this site, not of your request. The log has the rest.",
    )
    return render(request, "errors/fault.html", page, status=500)


ERROR_PAGES: dict[int | type[Exception], Any] = {
    Moved: _moved,
    NotCanonical: _untidy,
    NotFound: _not_found,
    RequestValidationError: _not_valid,
    HTTPException: _refused,
    Exception: _fault,
}
