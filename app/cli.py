"""The commands: serve (the default), build, check, export, mcp."""

import contextlib
import importlib.util
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from typer.core import TyperGroup

from app import __version__, mcp_server
from app.compile import review
from app.compile.compiler import compiled_seeds
from app.domain.errors import (
    CounterpointError,
    PortInUse,
    SeedErrors,
    StoreError,
    StoreForeign,
)
from app.domain.records import Bundle
from app.exports import registry
from app.settings import Settings
from app.store.build import build_store, is_built_from
from app.store.connection import Store, stamp_of

PROBLEMS = 1  # the exit code for problems that were found
WRONG_USAGE = 2  # the exit code for a command that makes no sense

# Progress and problems go to standard error: an export goes to standard output.
_console = Console(stderr=True, highlight=False, soft_wrap=True)


class _ServeByDefault(TyperGroup):
    """Reads ``counterpoint --port 9000`` as ``counterpoint serve --port 9000``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put in the default command where none is named."""
        of_its_own = {
            "--help",
            "--version",
            "--install-completion",
            "--show-completion",
        }
        if not args or (args[0].startswith("-") and args[0] not in of_its_own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


cli = typer.Typer(
    cls=_ServeByDefault,
    help="Both sides of a question, each claim with the words that it rests on.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SeedsOption = Annotated[
    Path | None,
    typer.Option(
        "--seeds", help="Folder of seed files.", show_default="the site's own"
    ),
]
DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--database",
        help="File of the store.",
        show_default="in the user's data folder",
    ),
]
SiteOption = Annotated[
    str | None,
    typer.Option(
        "--site",
        help="Address of the site, with which its pages are cited: https://…",
        show_default="not known",
    ),
]


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"counterpoint {__version__}")
        raise typer.Exit


@cli.callback()
def _counterpoint(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, help="Say the version.")
    ] = False,
) -> None:
    """Both sides of a question, each claim with the words that it rests on."""


def _settings(**given: Any) -> Settings:
    """Give the settings: options first, then the environment, then what is usual."""
    try:
        return Settings(
            **{key: value for key, value in given.items() if value is not None}
        )
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg'].lower()}"
            for one in error.errors()
        )
        _console.print(f"counterpoint: {told}", markup=False)
        raise typer.Exit(WRONG_USAGE) from None


@cli.command()
def build(seeds: SeedsOption = None, database: DatabaseOption = None) -> None:
    """Build the store from the seeds, and swap it in."""
    settings = _settings(seeds=seeds, database=database)
    data = _build(settings)
    _console.print(f"{settings.database}: {_told(data)}", markup=False)


def _build(settings: Settings) -> Bundle:
    _console.print(f"Building the store from {settings.seeds} …", markup=False)
    return build_store(settings.seeds, settings.database)


def _told(data: Bundle) -> str:
    return (
        f"{len(data.claims)} claims and {len(data.quotes)} quotes "
        f"from {len(data.sources)} sources, release {data.release.date} "
        f"({data.release.hash[:12]})"
    )


@cli.command()
def check(
    seeds: SeedsOption = None,
    *,
    accepted: Annotated[
        bool, typer.Option("--accepted", help="List what was weighed and accepted.")
    ] = False,
) -> None:
    """Read all seeds and say what is wrong, what to weigh, and what is used."""
    settings = _settings(seeds=seeds)
    data, texts = compiled_seeds(settings.seeds)
    weighed = review.review(data, texts)
    for weigh in weighed.open:
        typer.echo(f"warning: {weigh}")
    for idle in weighed.idle:
        typer.echo(f"error: {idle}")
    if accepted:
        for weigh, reason in weighed.accepted:
            typer.echo(f"accepted: {weigh.where}: {weigh.caution.value}: {reason}")
    for use in review.sentence_uses(data):
        aside = ", ".join(f"{count} {reason.value}" for reason, count in use.set_aside)
        typer.echo(
            f"{use.source}: {use.sentences} sentences, {use.quoted} quoted "
            f"({use.quotes} quotes), {use.sentences - use.quoted} set aside"
            + (f": {aside}" if aside else "")
        )
    typer.echo(
        f"{_told(data)}; every quote verified; {len(weighed.idle)} errors, "
        f"{len(weighed.open)} warnings, {len(weighed.accepted)} accepted"
    )
    if weighed.idle:
        raise typer.Exit(PROBLEMS)


@cli.command()
def export(
    name: Annotated[
        str, typer.Argument(help=f"One of: {', '.join(registry.BY_NAME)}.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="File to write.", show_default="standard output"
        ),
    ] = None,
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    site: SiteOption = None,
) -> None:
    """Write the data in one of the formats."""
    if name not in registry.BY_NAME:
        _console.print(
            f"counterpoint: there is no export {name!r}; there is {', '.join(registry.BY_NAME)}",
            markup=False,
        )
        raise typer.Exit(WRONG_USAGE)
    settings = _settings(seeds=seeds, database=database, site=site)
    _ready(settings)
    with contextlib.closing(Store(settings.database, site=settings.site)) as opened:
        content = registry.content(registry.BY_NAME[name], opened)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise StoreError(
            output, f"cannot be written ({error.strerror})", "name another with -o"
        ) from error


def _ready(settings: Settings) -> str:
    """See to it that the store is there and of these seeds.

    Gives a warning for every page where the seeds cannot be built and the old store is
    served; raises CounterpointError where there is none to serve.
    """
    try:
        if is_built_from(settings.seeds, settings.database):
            return ""
    except StoreForeign:
        raise
    except StoreError:
        pass
    try:
        _console.print(f"{settings.database}: {_told(_build(settings))}", markup=False)
    except (SeedErrors, StoreError) as error:
        try:
            stamp = stamp_of(settings.database)
        except StoreError:
            raise error from None
        _console.print(f"warning: the seeds were not built:\n{error}", markup=False)
        return (
            "The data has changed but could not be read; "
            f"this is the release of {stamp.date}."
        )
    return ""


@cli.command()
def serve(
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen at.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen at.", show_default="8000")
    ] = None,
    site: SiteOption = None,
) -> None:
    """Serve the site, building the store first where it is not of these seeds."""
    # Here, not above: checking and building need no web server.
    import uvicorn  # noqa: PLC0415

    from app.delivery.app import create_app  # noqa: PLC0415

    plain = os.environ.get("PORT") or None
    settings = _settings(
        seeds=seeds,
        database=database,
        host=host,
        port=plain if port is None else port,
        site=site,
    )
    logging.basicConfig(format="%(levelname)s: %(message)s")
    with _listening(settings.host, settings.port) as listening:
        if settings.mcp:
            _extra()
        app = create_app(
            settings.database,
            warning=_ready(settings),
            site=settings.site,
            mcp=settings.mcp,
        )
        address = f"http://{settings.host}:{listening.getsockname()[1]}"
        _console.print(f"Counterpoint is at {address} (Ctrl+C ends it)")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listening])


@cli.command()
def mcp(
    seeds: SeedsOption = None, database: DatabaseOption = None, site: SiteOption = None
) -> None:
    """Answer an AI assistant over standard input and output; it can only read."""
    _extra()

    settings = _settings(seeds=seeds, database=database, site=site)
    _ready(settings)
    with contextlib.closing(Store(settings.database, site=settings.site)) as opened:
        mcp_server.server(opened.fresh).run()


def _extra() -> None:
    """End the program where what speaks MCP is not installed, saying what to install."""
    if importlib.util.find_spec("mcp") is None:
        _console.print(
            "counterpoint: this needs the extra 'mcp'; "
            "install it with: pip install 'counterpoint[mcp]'",
            markup=False,
        )
        raise typer.Exit(WRONG_USAGE)


def _listening(host: str, port: int) -> socket.socket:
    """Bind the port before anything else is done.

    Raises PortInUse.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise PortInUse(host, port, error.strerror or str(error)) from error
    return listening


def main() -> None:
    """Run a command; a problem is one clear message and exit code 1."""
    try:
        cli(prog_name="counterpoint")
    except SeedErrors as error:
        for one in error.errors:
            _console.print(f"error: {one}", markup=False)
        count = len(error.errors)
        _console.print(f"{count} error{'s' if count != 1 else ''} in the seeds")
        raise SystemExit(PROBLEMS) from None
    except CounterpointError as error:
        _console.print(f"counterpoint: {error}", markup=False)
        raise SystemExit(PROBLEMS) from None
