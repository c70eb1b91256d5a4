"""What the pages about the site and its data show."""

from fastapi.responses import FileResponse, Response

from app.domain.page_object import page_object
from app.domain.records import Bundle
from app.exports import registry
from app.exports.registry import EXPORTS, sizes
from app.queries.totals import totals_of
from app.web.params import OpenStore
from app.web.routes import file, of_type, page


@page_object
class ExportLine:
    """A file that can be taken along."""

    name: str
    """Its name."""
    route: str
    """The name of its address."""
    form: str
    """The name of the format."""
    size: int
    """How many bytes it has."""
    purpose: str
    """What it is for."""
    lacks: str
    """What it cannot hold; empty where it holds everything."""


@page_object
class ExportsPage:
    """What can be taken along."""

    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    relations: int
    """How many relations there are between claims."""
    exports: tuple[ExportLine, ...]
    """The files, each holding all of these that its format can hold."""


def exports_page(store: OpenStore) -> ExportsPage:
    """Give the page that lists what can be taken along."""
    totals = totals_of(store)
    bytes_of = sizes(store)
    return ExportsPage(
        claims=totals["claims"],
        quotes=totals["quotes"],
        relations=totals["relations"],
        exports=tuple(
            ExportLine(
                one.name,
                one.route,
                one.form,
                bytes_of[one.name],
                one.purpose,
                one.lacks,
            )
            for one in EXPORTS
        ),
    )


page("/exports", "pages/exports.html", ExportsPage, exports_page, nav="Exports")


def _export_file(export: registry.Export) -> None:
    """Register the file of one export."""
    # Every field of arguments.json is described.
    described = (
        {"response_model": Bundle}
        if export.name == "arguments.json"
        else of_type(export.media_type)
    )

    @file(
        f"/exports/{export.name}",
        name=export.route,
        description=export.purpose,
        **described,
    )
    async def write(store: OpenStore) -> Response:
        return Response(registry.content(export, store), media_type=export.media_type)


for _export in registry.EXPORTS:
    if _export.name != registry.STORE:
        _export_file(_export)


@file(
    f"/exports/{registry.STORE}",
    **of_type("application/vnd.sqlite3", format="binary"),
)
async def store_sqlite(store: OpenStore) -> FileResponse:
    """Return the store itself."""
    return FileResponse(
        store.path,
        media_type="application/vnd.sqlite3",
        filename="counterpoint.sqlite",
    )
