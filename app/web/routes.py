"""Registering pages: one call for the page, its data, its table and its place in lists.

A page is a function that reads the store and returns a page object. Its parameters are
those of ``web.params``, and FastAPI fills them in from the address.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response
from pydantic import TypeAdapter

from app.exports.registry import CSV
from app.graphics.paint_png import png_of
from app.graphics.share_card import Card
from app.store import records
from app.web.params import Filters, Paging
from app.web.templating import render

Route = TypeVar("Route", bound=Callable[..., Any])
Fill = Callable[..., Any]

READ = ["GET", "HEAD"]
PNG = "image/png"

html = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
data = APIRouter(include_in_schema=False)
# FastAPI gives GET and HEAD of one route the same operationId, which OpenAPI forbids.
# So /openapi.json is read from this router, where every route has GET alone.
described = APIRouter(tags=["pages as data"])


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, as contents, sitemap and ways back list it."""

    path: str
    name: str
    """The name of its route."""
    nav: str = ""
    """What the contents call it; empty if they leave it out."""
    indexed: bool = True
    """Whether the sitemap lists it."""
    back_label: str = ""
    """What a link back to it says: "the timeline". Empty if no page links back to it."""
    back_anchor: str = ""
    """Where on it a quote stands, with {claim}, {number} and {quote} to be filled in.
    Empty if the link itself names the place."""


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
    **listed: Any,
) -> None:
    """Register a page for GET and HEAD, with its JSON twin and, if given, its CSV table.

    *fill* returns the page object, a *model*; *json_fill* replaces it for the twin.
    *statuses* are answers of the twin beside 200 that its path does not imply. *csv*
    writes the table. *listed* are further fields of ``Page``.
    """
    name = fill.__name__.removesuffix("_page")
    PAGES.append(Page(path, name, **listed))
    parameters = list(signature(fill).parameters.values())
    whole = [one for one in parameters if one.annotation is not Paging]
    if any(one.annotation is Filters for one in parameters):
        statuses = (303, 404)
    responses: dict[int | str, dict[str, Any]] = {status: {} for status in statuses}

    async def show(request: Request, **asked: Any) -> HTMLResponse:
        return render(request, template, fill(**asked), csv=csv is not None)

    html.add_api_route(path, asking(show, whole), methods=READ, name=name)

    write = json_fill or fill

    async def tell(request: Request, **asked: Any) -> Response:
        return _as_json(request, write(**asked))

    file(
        f"{'/index' if path == '/' else path}.json",
        name=f"{name}_json",
        description=first_sentence(write),
        response_model=model,
        responses=responses,
    )(asking(tell, list(signature(write).parameters.values())))

    if csv is None:
        return

    async def tabulate(**asked: Any) -> Response:
        store = asked["store"]
        ids = frozenset(fill(**asked).ids)
        content = csv(records.bundle_of(store), store.site, ids)
        return Response(content, media_type=CSV)

    told = of_type(CSV)
    told["responses"] |= responses
    file(
        f"{path}.csv",
        name=f"{name}_table",
        description=f"Return the same as a table: {first_sentence(fill)}",
        **told,
    )(asking(tabulate, whole, request=False))


def file(path: str, **described_as: Any) -> Callable[[Route], Route]:
    """Register a route for GET and HEAD; OpenAPI describes it once, as GET."""

    def register(route: Route) -> Route:
        described.get(path, **described_as)(route)
        name = described_as.get("name")
        return data.api_route(path, methods=READ, name=name)(route)

    return register


def of_type(media_type: str, **schema: Any) -> dict[str, Any]:
    """Return the OpenAPI description of a file of some media type."""
    text = {} if "json" in media_type else {"type": "string"}
    content = {media_type: {"schema": {**text, **schema}}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


async def png_response(card: Card) -> Response:
    """Paint a card in a thread, since that takes longer than a page."""
    return Response(await run_in_threadpool(png_of, card), media_type=PNG)


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return the JSON writer for a kind of page; building one takes longer than writing."""
    return TypeAdapter(kind)


def _as_json(request: Request, filled: Any) -> Response:
    """Write a page object as JSON; part of a list links to the next part.

    Written here, since FastAPI would validate it a second time.
    """
    content = adapter(filled.__class__).dump_json(filled)
    response = Response(content, media_type="application/json")
    if getattr(filled, "cursor", None) is not None:
        following = request.url.include_query_params(cursor=filled.cursor)
        link = f'<{following.path}?{following.query}>; rel="next"'
        response.headers["Link"] = link
    return response


def asking(
    route: Route, parameters: Sequence[Parameter], *, request: bool = True
) -> Route:
    """Give a route the signature from which FastAPI reads what the address may hold."""
    kind = Parameter.KEYWORD_ONLY
    asked = [one.replace(kind=kind) for one in parameters]
    if request:
        asked.append(Parameter("request", kind, annotation=Request))
    route.__signature__ = signature(route).replace(parameters=asked)  # type: ignore[attr-defined]
    return route


def first_sentence(function: Fill) -> str:
    """Return what a function says of itself, for the description of the API."""
    return (function.__doc__ or "").partition("\n\n")[0].replace("\n    ", " ").strip()
