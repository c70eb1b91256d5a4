"""The JSON twin of every page, from the same page object; and the files to take along."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, PlainTextResponse, Response
from pydantic import TypeAdapter

from app import db, exports, queries
from app.bundle import Bundle
from app.cards import Card
from app.deps import (
    Filled,
    From,
    Kept,
    Looking,
    Opened,
    Parted,
    Pasted,
    Slug,
    Store,
    Wished,
    Word,
)
from app.formats import arguments_json, tables_csv
from app.painting import painted
from app.queries import (
    about,
    found,
    kept,
    mapped,
    pages,
    pairs,
    room,
    sides,
    tables,
    times,
    verified,
)

Route = TypeVar("Route", bound=Callable[..., Any])
router = APIRouter(include_in_schema=False)
# FastAPI gives GET and HEAD of one route the same operationId, which OpenAPI forbids:
# what /openapi.json says is read from here, where every route has GET alone.
described = APIRouter(tags=["pages as data"])
# The addresses of the pages whose list is a table, too.
TABLED: set[str] = set()
# How an address answers where a choice in it is none; and where filters are in it that
# one would write otherwise.
CHOICES = (404,)
WISHED = (303, 404)


def answer(path: str, **described_as: Any) -> Callable[[Route], Route]:
    """Register what a route answers for GET and HEAD; it is described once, as GET."""

    def register(route: Route) -> Route:
        described.get(path, **described_as)(route)
        name = described_as.get("name")
        return router.api_route(path, methods=["GET", "HEAD"], name=name)(route)

    return register


def twin(path: str, model: type, *statuses: int) -> Callable[[Route], Route]:
    """Register the JSON twin of a page.

    *statuses* are those of its answers, beside 200, that its address does not tell.
    """
    return answer(path, response_model=model, responses={one: {} for one in statuses})


def of_type(media_type: str, **schema: Any) -> dict[str, Any]:
    """Describe a file of a type of its own, as what it is or else as text."""
    text = {} if "json" in media_type else {"type": "string"}
    content = {media_type: {"schema": {**text, **schema}}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


def as_part(request: Request, page: Any) -> Response:
    """Write a part of a list, with the address of the part that follows, if any."""
    response = as_json(page)
    if page.cursor is not None:
        following = request.url.include_query_params(cursor=page.cursor)
        address = f"{following.path}?{following.query}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def as_json(page: Any) -> Response:
    """Write *page* as its own type says, once: FastAPI would validate it again."""
    return Response(
        adapter(page.__class__).dump_json(page), media_type="application/json"
    )


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Give what writes pages of a kind; making it takes longer than writing."""
    return TypeAdapter(kind)


def table(path: str, *statuses: int) -> Callable[[Route], Route]:
    """Register a list as a table; *statuses* as with a twin."""
    TABLED.add(path.removesuffix(".csv"))
    told = of_type(exports.CSV)
    told["responses"] |= {one: {} for one in statuses}
    return answer(path, **told)


def as_table(
    store: db.Store, written: Callable[..., bytes], held: Iterable[str] | None = None
) -> Response:
    """Write the rows of a table, or those alone whose ids are *held*."""
    only = None if held is None else frozenset(held)
    content = written(arguments_json.read(store), store.site, only)
    return Response(content, media_type=exports.CSV)


async def as_picture(card: Card) -> Response:
    """Paint a card; in a thread, because that takes longer than a page."""
    content = await run_in_threadpool(painted, card)
    return Response(content, media_type=_PICTURE)


_PICTURE = "image/png"


def _references(form: exports.ReferenceForm) -> None:
    """Register what gives the references of a source, and of a claim, in one format."""
    told = of_type(form.media_type)

    @answer(f"/sources/{{slug}}.{form.ending}", name=f"source_{form.key}", **told)
    async def of_source(slug: Slug, store: Store) -> Response:
        """Give one source as a reference, its quotes as notes."""
        found = queries.source_cited(store, slug)
        content = form.written(found, arguments_json.release(store))
        return Response(content, media_type=form.media_type)

    @answer(f"/claims/{{slug}}.{form.ending}", name=f"claim_{form.key}", **told)
    async def of_claim(slug: Slug, store: Store) -> Response:
        """Give the sources of one claim as references, its quotes as notes."""
        found = queries.claim_cited(store, slug)
        content = form.written(found, arguments_json.release(store))
        return Response(content, media_type=form.media_type)

    @answer(f"/reading-list.{form.ending}", name=f"list_{form.key}", **told)
    async def of_list(wanted: Kept, store: Store) -> Response:
        """Give the sources of a reading list as references, its quotes as notes."""
        page = queries.reading_list_page(store, wanted)
        found = queries.list_cited(store, page)
        content = form.written(found, arguments_json.release(store))
        return Response(content, media_type=form.media_type)


# Before the twins, so that .csl.json is never read as a slug with .json after it.
for _form in exports.REFERENCES:
    _references(_form)


def _text(form: exports.TextForm) -> None:
    """Register what gives a reading list as a text in one format.

    Not for the browser to show: the style of a page by itself is its own, which no page
    of this site may have.
    """
    binary = {"format": "binary"} if form.ending == "docx" else {}
    name = f"reading-list.{form.ending}"

    @answer(
        f"/{name}", name=f"list_{form.ending}", **of_type(form.media_type, **binary)
    )
    async def of_list(wanted: Kept, store: Store, fill: Filled) -> Response:
        """Give a reading list as a text: headings, quotes, numbered references."""
        page = queries.reading_list_page(store, wanted)
        content = form.written(queries.reading_list_text(store, page, fill=fill))
        saved = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=form.media_type, headers=saved)


for _one_text in exports.TEXTS:
    _text(_one_text)


@twin("/index.json", sides.HomePage, *WISHED)
async def home_json(store: Store, wish: Wished) -> Response:
    """Give the question and both sides, theme by theme."""
    return as_json(queries.home_page(store, wish))


@twin("/claims.json", pages.ClaimsPage, *WISHED)
async def claims_json(
    request: Request, store: Store, wish: Wished, part: Parted
) -> Response:
    """Give all claims, or those that pass the filters; as many at a time as asked."""
    return as_part(request, queries.claims_page(store, wish, part))


@table("/claims.csv", *WISHED)
async def claims_table(store: Store, wish: Wished) -> Response:
    """Give a row for every claim, or for those that pass the filters."""
    return as_table(store, tables_csv.claims, queries.claims_page(store, wish).ids)


@twin("/claims/{slug}.json", pages.ClaimPage)
async def claim_json(slug: Slug, store: Store) -> Response:
    """Give one claim and the quotes that it rests on."""
    return as_json(queries.claim_page(store, slug))


@answer("/claims/{slug}.png", **of_type(_PICTURE, format="binary"))
async def claim_card(slug: Slug, store: Store) -> Response:
    """Give the picture of one claim that stands beside a link to it, 1200 by 630."""
    return await as_picture(queries.claim_pictured(store, slug))


@answer("/card.png", **of_type(_PICTURE, format="binary"))
async def card(store: Store) -> Response:
    """Give the picture of the whole debate, 1200 by 630."""
    return await as_picture(queries.debate_pictured(store))


@twin("/quotes.json", pages.QuotesPage, *WISHED)
async def quotes_json(
    request: Request, store: Store, wish: Wished, part: Parted
) -> Response:
    """Give all quotes, or those that pass the filters; as many at a time as asked."""
    return as_part(request, queries.quotes_page(store, wish, part))


@table("/quotes.csv", *WISHED)
async def quotes_table(store: Store, wish: Wished) -> Response:
    """Give a row for every quote, or for those that pass the filters."""
    return as_table(store, tables_csv.quotes, queries.quotes_page(store, wish).ids)


@twin("/quotes/{quote}.json", pages.QuotePage)
async def quote_json(quote: Slug, store: Store) -> Response:
    """Give one quote in its passage."""
    return as_json(queries.quote_page(store, quote))


@twin("/sources.json", pages.SourcesPage, *WISHED)
async def sources_json(store: Store, wish: Wished) -> Response:
    """Give all sources, or those with quotes that pass the filters."""
    return as_json(queries.sources_page(store, wish))


@table("/sources.csv", *WISHED)
async def sources_table(store: Store, wish: Wished) -> Response:
    """Give a row for every source, or for those with quotes that pass the filters."""
    return as_table(store, tables_csv.sources, queries.sources_page(store, wish).ids)


@twin("/sources/{slug}.json", room.SourcePage)
async def source_json(slug: Slug, store: Store, coming: From) -> Response:
    """Give one source whole, every quote marked."""
    return as_json(queries.source_page(store, slug, coming))


@answer("/sources/{slug}.txt", response_class=PlainTextResponse)
async def source_text(slug: Slug, store: Store) -> PlainTextResponse:
    """Give the file of a source as received, byte for byte."""
    return PlainTextResponse(queries.source_text(store, slug))


@twin("/themes.json", pages.ThemesPage)
async def themes_json(store: Store) -> Response:
    """Give all themes."""
    return as_json(queries.themes_page(store))


@table("/themes.csv")
async def themes_table(store: Store) -> Response:
    """Give a row for every theme."""
    return as_table(store, tables_csv.themes)


@twin("/themes/{slug}.json", sides.ThemePage, *WISHED)
async def theme_json(slug: Slug, store: Store, wish: Wished) -> Response:
    """Give one theme, its two sides face to face."""
    return as_json(queries.theme_page(store, slug, wish))


@twin("/speakers.json", pages.SpeakersPage, *WISHED)
async def speakers_json(store: Store, wish: Wished) -> Response:
    """Give all speakers, or those with quotes that pass the filters."""
    return as_json(queries.speakers_page(store, wish))


@table("/speakers.csv", *WISHED)
async def speakers_table(store: Store, wish: Wished) -> Response:
    """Give a row for every speaker, or for those with quotes that pass the filters."""
    return as_table(store, tables_csv.speakers, queries.speakers_page(store, wish).ids)


@twin("/speakers/{slug}.json", pages.SpeakerPage)
async def speaker_json(slug: Slug, store: Store) -> Response:
    """Give one speaker and every quote of theirs."""
    return as_json(queries.speaker_page(store, slug))


@twin("/map.json", mapped.MapPage, *CHOICES, 410)
async def map_json(store: Store, theme: Word = "", claim: Word = "") -> Response:
    """Give what answers what: all of it, one theme, or what is around one claim."""
    return as_json(queries.map_page(store, theme, claim))


@twin("/matrix.json", tables.MatrixPage, *CHOICES)
async def matrix_json(store: Store, theme: Word = "") -> Response:
    """Give which source says what, by theme or by the claims of one theme."""
    return as_json(queries.matrix_page(store, theme))


@twin("/compare.json", pairs.ComparePage, *CHOICES)
async def compare_json(store: Store, a: Word = "", b: Word = "") -> Response:
    """Give two sources beside one another, or a choice of two."""
    return as_json(queries.compare_page(store, a, b))


@twin("/timeline.json", times.TimelinePage)
async def timeline_json(store: Store) -> Response:
    """Give the sources and their arguments by date, and the dates that quotes name."""
    return as_json(queries.timeline_page(store))


@twin("/gaps.json", tables.GapsPage)
async def gaps_json(store: Store, opened: Opened) -> Response:
    """Give what is missing: unanswered, of one voice, at odds, or unread."""
    return as_json(queries.gaps_page(store, opened=opened))


@twin("/search.json", found.SearchPage)
async def search_json(store: Store, sought: Looking) -> Response:
    """Give what was found for what a reader typed."""
    return as_json(queries.search_page(store, sought))


@twin("/verify.json", verified.VerifyPage)
async def verify_json(store: Store, pasted: Pasted = "") -> Response:
    """Give where words stand in the sources, exactly or how they differ."""
    return as_json(queries.verify_page(store, pasted))


@twin("/reading-list.json", kept.ReadingListPage)
async def reading_list_json(store: Store, wanted: Kept) -> Response:
    """Give the claims and quotes that the address names, with their references."""
    return as_json(queries.reading_list_page(store, wanted))


@twin("/about.json", about.AboutPage)
async def about_json(store: Store) -> Response:
    """Give what the page about the site counts."""
    return as_json(queries.about_page(store))


@twin("/exports.json", about.ExportsPage)
async def exports_json(store: Store) -> Response:
    """Give the list of what can be taken along."""
    return as_json(queries.exports_page(store))


def _export(export: exports.Export) -> None:
    """Register what gives one file of the table of exports."""
    # Of arguments.json every field is described.
    told = (
        {"response_model": Bundle}
        if export.name == "arguments.json"
        else of_type(export.media_type)
    )

    @answer(
        f"/exports/{export.name}",
        name=export.route,
        description=export.purpose,
        **told,
    )
    async def give(store: Store) -> Response:
        return Response(exports.content(export, store), media_type=export.media_type)


for _one in exports.EXPORTS:
    if _one.name != exports.STORE:
        _export(_one)


@answer(
    f"/exports/{exports.STORE}",
    **of_type("application/vnd.sqlite3", format="binary"),
)
async def store_sqlite(store: Store) -> FileResponse:
    """Give the store itself."""
    return FileResponse(
        store.path,
        media_type="application/vnd.sqlite3",
        filename="counterpoint.sqlite",
    )
