"""The page of downloads, and the files."""

from fastapi.responses import FileResponse, Response

from app.domain.page_object import page_object
from app.domain.records import Bundle
from app.exports import registry
from app.queries.totals import totals_of
from app.web.params import OpenStore
from app.web.routes import Purpose, data_file, of_type, page


@page_object
class ExportLine:
    """A file to download."""

    name: str
    """Its name."""
    route: str
    """The name of its route."""
    form: str
    """The name of the format."""
    size: int | None
    """Its size in bytes; null in a large debate, where only writing it would tell."""
    purpose: str
    """What it is for."""
    lacks: str
    """What its format cannot hold; empty if it holds everything."""


@page_object
class ExportsPage:
    """The files to download, and how much they hold."""

    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    relations: int
    """How many relations there are between claims; a mutual one counts once."""
    clashes: int
    """How many clashes there are."""
    exports: tuple[ExportLine, ...]
    """The files, each with as much of this as its format allows."""


def exports_page(store: OpenStore) -> ExportsPage:
    """Return the list of files to download, each with its size and purpose."""
    totals = totals_of(store)
    sizes = store.held(("sizes", store.address), lambda: registry.sizes(store))
    return ExportsPage(
        claims=totals["claims"],
        quotes=totals["quotes"],
        relations=totals["relations"],
        clashes=totals["clashes"],
        exports=tuple(
            ExportLine(
                one.name,
                one.route,
                one.form,
                sizes.get(one.name),
                one.purpose,
                one.lacks,
            )
            for one in registry.EXPORTS
        ),
    )


page(
    "/exports",
    "exports/page.html",
    ExportsPage,
    exports_page,
    nav="Downloads",
    purpose=Purpose.TAKE,
)


def _export_file(export: registry.Export) -> None:
    """Register the file of one export."""
    # Every field of arguments.json is documented.
    documented = (
        {"response_model": Bundle}
        if export.name == "arguments.json"
        else of_type(export.media_type)
    )

    @data_file(
        f"/exports/{export.name}",
        name=export.route,
        description=export.purpose,
        **documented,
    )
    async def write(store: OpenStore) -> Response:
        return Response(registry.content(export, store), media_type=export.media_type)


for _export in registry.EXPORTS:
    if _export.name != registry.STORE:
        _export_file(_export)

_SQLITE = "application/vnd.sqlite3"


@data_file(f"/exports/{registry.STORE}", **of_type(_SQLITE, format="binary"))
async def store_sqlite(store: OpenStore) -> Response:
    """Return the SQLite database that the site itself reads."""
    name = "counterpoint.sqlite"
    if store.is_file:
        return FileResponse(store.path, media_type=_SQLITE, filename=name)
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(store.content(), headers=named, media_type=_SQLITE)
