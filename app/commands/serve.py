"""The command ``serve``, the default: serve the site."""

import contextlib
import errno
import os
import socket
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from app.commands._console import WRONG_USAGE, print_problem, tell
from app.commands._options import DatabaseOption, SeedsOption, SiteOption, settings_of
from app.commands._seeds_and_store import build_from_seeds, ready
from app.commands.mcp import require_mcp
from app.domain.errors import CannotListen, CounterpointError, NotBuilt, SeedErrors
from app.program import again
from app.settings import Settings
from app.store.opening import stamp_of

HostOption = Annotated[
    str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")
]
PortOption = Annotated[
    int | None, typer.Option(help="Port to listen on.", show_default="8000")
]
RootPathOption = Annotated[
    str | None,
    typer.Option(
        help="Path beneath which a proxy serves the site: /debate. "
        "The proxy may strip it or pass it on.",
        show_default="none",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        help="How many processes serve the site, at the same address: as many as cores.",
        show_default="1",
    ),
]
CdnOption = Annotated[
    bool,
    typer.Option(
        "--cdn", help="Let a CDN in front keep each page for a minute; needs --site."
    ),
]
WatchOption = Annotated[
    bool,
    typer.Option(
        "--watch", help="Show each change of the seeds, and mistakes in them."
    ),
]


def serve(  # noqa: PLR0913, PLR0917 - one for each option
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    host: HostOption = None,
    port: PortOption = None,
    site: SiteOption = None,
    root_path: RootPathOption = None,
    workers: WorkersOption = None,
    *,
    watch: WatchOption = False,
    cdn: CdnOption = False,
) -> None:
    """Serve the site, building the store first if it is out of date."""
    # Imported here: the other commands need no web server.
    from app.delivery import server  # noqa: PLC0415
    from app.delivery.app import require_free  # noqa: PLC0415
    from app.delivery.seed_watch import SeedWatch  # noqa: PLC0415

    settings = settings_of(
        seeds=seeds,
        database=database,
        host=host,
        port=(os.environ.get("PORT") or None) if port is None else port,
        site=site,
        root_path=root_path,
        workers=workers,
        cdn=cdn or None,
    )
    if watch:
        _require_one_process(settings)
        _require_seeds(settings)
    path = urlsplit(settings.address).path
    with _listening(settings.host, settings.port) as listening:
        if settings.mcp:
            require_mcp()
        require_free(path)
        watched = (
            SeedWatch(settings.seeds, lambda: _build_or_tell(settings))
            if watch
            else None
        )
        made = _site(settings, watched)
        address = address_of(settings.host, listening.getsockname()[1])
        tell(f"Counterpoint is at {address}{path} (Ctrl+C ends it)")
        with watched.on() if watched else contextlib.nullcontext():
            server.run(made, listening, settings.workers)


def _require_one_process(settings: Settings) -> None:
    """Exit if a site that follows its seeds should be served by several processes."""
    if settings.workers > 1:
        tell(
            "counterpoint: --watch shows one editor each change, from one process; "
            "leave it out, or serve with --workers 1"
        )
        raise typer.Exit(WRONG_USAGE)


def _require_seeds(settings: Settings) -> None:
    """Exit if the seeds to follow might be of another debate than the store that is named."""
    if settings.names_store_alone:
        tell("counterpoint: --watch follows seeds; name them with --seeds")
        raise typer.Exit(WRONG_USAGE)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; before the store is built, so that it fails early.

    Raises CannotListen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise _cannot_listen(host, port, error) from error
    return listening


def _cannot_listen(host: str, port: int, error: OSError | ValueError) -> CannotListen:
    """Return the error with a remedy: another port, or another host if that is at fault."""
    why = getattr(error, "strerror", None) or "it is not a host name"
    of_port = (
        isinstance(error, OSError)
        and not isinstance(error, socket.gaierror)
        and error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
    )
    if of_port:
        remedy = again("--port", str(port + 1 if 1024 <= port < 65535 else 8001))
        return CannotListen(f"port {port} on {host}", why, remedy)
    return CannotListen(f"the host {host!r}", why, again("--host", "127.0.0.1"))


def _build_or_tell(settings: Settings) -> None:
    """Build the store; print what is wrong with the seeds, and raise it."""
    try:
        build_from_seeds(settings)
    except CounterpointError as error:
        print_problem(error)
        raise


def _site(settings: Settings, watched: Any) -> Any:
    """Ensure that there is a store, and return the function that makes its site.

    *watched* is the watch over the seeds, if there is one.
    """
    from app.delivery.app import create_app  # noqa: PLC0415

    made = partial(
        create_app,
        settings.database,
        site=settings.address,
        mcp=settings.mcp,
        cdn=settings.cdn,
    )
    if watched:
        _ready_to_watch(settings, watched)
        return partial(made, not_built=lambda: watched.error)
    error = ready(settings)
    return partial(made, warning=_warning(settings)) if error else made


def _ready_to_watch(settings: Settings, watched: Any) -> None:
    """Do as ready, but without a store wait until the seeds can be built."""
    try:
        error = ready(settings)
    except SeedErrors as mistakes:
        if not settings.seeds.is_dir():
            raise
        print_problem(mistakes)
        tell("Mend this and save: then the site is served (Ctrl+C ends it)")
        watched.wait(mistakes)
        return
    watched.error = NotBuilt(error) if error else None


def _warning(settings: Settings) -> str:
    """Return what every page says where the old store is served."""
    return (
        "The data has changed but could not be read; "
        f"this is the release of {stamp_of(settings.database).date}."
    )


def address_of(host: str, port: int) -> str:
    """Return the address of a server; one of IPv6 stands in brackets (RFC 3986)."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
