"""Registration of pages: one call gives a page its HTML, its JSON and its place in lists.

A page is a function that reads the store and returns a page object. Its parameters are
those of ``web.params``, and FastAPI fills them in from the URL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from inspect import Parameter, signature
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from app.exports.registry import CSV
from app.store import bundle_reader
from app.web.late_route import LateRoute
from app.web.paging import every_id
from app.web.params import After, Filters, Paging
from app.web.store_threads import StoreThreads
from app.web.templating import data_address, render

Route = TypeVar("Route", bound=Callable[..., Any])
Fill = Callable[..., Any]

READ = ["GET", "HEAD"]

page_routes = APIRouter(
    route_class=LateRoute, default_response_class=HTMLResponse, include_in_schema=False
)
data_routes = APIRouter(route_class=LateRoute, include_in_schema=False)
_described: list[Callable[[APIRouter], Any]] = []


class Purpose(StrEnum):
    """What a page is for: the groups of the contents."""

    READ = "Read"
    COMPARE = "Compare"
    CHECK = "Check"
    TAKE = "Take along"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, as contents, sitemap and ways back list it."""

    path: str
    name: str
    """The name of its route."""
    nav: str = ""
    """Its label in the contents; empty if they leave it out."""
    purpose: Purpose = Purpose.READ
    """The group of the contents that it stands in."""
    indexed: bool = True
    """Whether the sitemap lists it."""
    back_label: str = ""
    """The label of a link back to it: "the timeline". Empty if no page links back."""
    back_anchor: str = ""
    """The anchor of a quote on it, with {claim}, {number} and {quote} to be filled in.
    Empty if the link itself has the anchor."""


PAGES: list[Page] = []
"""Every page, in the order of the contents."""


def page(
    path: str,
    template: str,
    model: type,
    fill: Fill,
    *,
    statuses: Sequence[int] = (),
    csv: Callable[..., bytes] | None = None,
    json_fill: Fill | None = None,
    nav: str = "",
    purpose: Purpose = Purpose.READ,
    indexed: bool = True,
    back_label: str = "",
    back_anchor: str = "",
    pasted: bool = False,
) -> None:
    """Register a page as HTML and as JSON, and as CSV if *csv* is given.

    *fill* returns the page object; its name is that of the route, without ``_page``.
    *json_fill* replaces it for JSON and CSV, which hold a *model*. OpenAPI lists *statuses*
    more. *csv* encodes the records whose ``ids`` the page has. Threads answer what is *pasted*.
    """
    name = fill.__name__.removesuffix("_page")
    PAGES.append(Page(path, name, nav, purpose, indexed, back_label, back_anchor))
    read = json_fill or fill
    respond = answered_aside if pasted else _answered

    @page_routes.api_route(path, methods=READ, name=name)
    @parameters_of(fill, paging=After)
    async def show(request: Request, **values: Any) -> Response:
        def answer(**values: Any) -> Response:
            return render(request, template, fill(**values), csv=csv is not None)

        return await respond(request, answer, values)

    @data_file(
        data_address(path),
        name=f"{name}_json",
        description=summary_of(read),
        response_model=model,
        responses={status: {} for status in statuses},
    )
    @parameters_of(read)
    async def write_json(request: Request, **values: Any) -> Response:
        return await respond(
            request, lambda **all: json_response(request, read(**all)), values
        )

    if csv:
        _table(path, name, read, csv)


async def _answered(
    _request: Request, answer: Callable[..., Response], values: Mapping[str, Any]
) -> Response:
    """Return an answer made where it is asked: the cache asks in a thread already."""
    return answer(**values)


async def answered_aside(
    request: Request, answer: Callable[..., Response], values: Mapping[str, Any]
) -> Response:
    """Return an answer made by a thread with a store of its own, and kept by no cache.

    Where nothing was pasted, it is made where it is asked. Raises TooBusy.
    """
    if request.method != "POST" and not request.query_params:
        return answer(**values)
    threads: StoreThreads = request.app.state.threads
    response = await threads.run(lambda store: answer(**{**values, "store": store}))
    # Browsers may keep it for the way back.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _table(path: str, name: str, fill: Fill, csv: Callable[..., bytes]) -> None:
    """Register the list of a page as a CSV file."""

    @data_file(
        data_address(path, form="csv"),
        name=f"{name}_table",
        description=f"{summary_of(fill)} As a table.",
        **of_type(CSV),
    )
    @parameters_of(fill, paging=None)
    async def write_csv(**values: Any) -> Response:
        store = values["store"]
        ids = every_id(lambda part: fill(**values, part=part))
        with bundle_reader.lent_bundle(store) as data:
            content = csv(data, store.address, ids)
        return Response(content, media_type=CSV)


def data_file(path: str, **description: Any) -> Callable[[Route], Route]:
    """Register a route for GET and HEAD; OpenAPI describes it once, as GET."""

    def register(route: Route) -> Route:
        parameters = signature(route).parameters.values()
        if any(one.annotation is Filters for one in parameters):
            description.setdefault("responses", {}).update({303: {}, 404: {}})
        describe(path, "GET", **description)(route)
        name = description.get("name")
        return data_routes.api_route(path, methods=READ, name=name)(route)

    return register


def describe(path: str, method: str, **description: Any) -> Callable[[Route], Route]:
    """Have /openapi.json say of a route what FastAPI reads from it and *description*."""

    def note(route: Route) -> Route:
        _described.append(
            lambda router: router.api_route(path, methods=[method], **description)(
                route
            )
        )
        return route

    return note


def described() -> list[BaseRoute]:
    """Return a route for all that /openapi.json describes, which answer nothing.

    FastAPI gives GET and HEAD of one route the same operationId, which OpenAPI forbids; of
    these each has one method. Made when they are first asked for: to read the types of
    all page objects takes longer than the rest of the start.
    """
    router = APIRouter(tags=["pages as data"])
    for add in _described:
        add(router)
    return router.routes


def parameters_of(fill: Fill, *, paging: Any = Paging) -> Callable[[Route], Route]:
    """Add the parameters of *fill* to the signature from which FastAPI reads a route's.

    *paging* is how the part of a list is read; None leaves it out.
    """

    def add(route: Route) -> Route:
        declared = signature(route)
        own = [
            one for one in declared.parameters.values() if one.kind != one.VAR_KEYWORD
        ]
        added = [
            one.replace(
                kind=Parameter.KEYWORD_ONLY,
                annotation=paging if one.annotation is Paging else one.annotation,
            )
            for one in signature(fill).parameters.values()
            if paging or one.annotation is not Paging
        ]
        route.__signature__ = declared.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        return route

    return add


def of_type(media_type: str, **schema: Any) -> dict[str, Any]:
    """Return the OpenAPI description of a file of that media type."""
    text = {} if "json" in media_type else {"type": "string"}
    content = {media_type: {"schema": {**text, **schema}}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


def summary_of(function: Fill) -> str:
    """Return the opening of a docstring, which describes a route in the API."""
    return (function.__doc__ or "").partition("\n\n")[0].replace("\n    ", " ").strip()


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return the JSON writer of a page object; building one takes longer than writing."""
    return TypeAdapter(kind)


def json_response(request: Request, filled: Any) -> Response:
    """Return a page object as JSON; part of a list links to the next part.

    FastAPI would validate the object a second time, so it is written here.
    """
    content = adapter(filled.__class__).dump_json(filled)
    response = Response(content, media_type="application/json")
    if getattr(filled, "cursor", None) is not None:
        url = request.url.include_query_params(cursor=filled.cursor)
        root = request.app.state.store_file.now.root
        response.headers["Link"] = f'<{root}{url.path}?{url.query}>; rel="next"'
    return response
