"""The commands: serve (the default), new, add, build, check, suggest, diff and others."""

import contextlib
import datetime as dt
import errno
import importlib.util
import os
import re
import shlex
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import Progress
from typer.core import TyperGroup

from app import __version__
from app.compile import review
from app.compile.brief import brief
from app.compile.compiler import compiled_seeds
from app.compile.lines import with_lines
from app.compile.new_debate import left_examples, require_free, write_new_debate
from app.compile.recorded_changes import record_changes
from app.compile.report import findings, placed, suggested, summary, uses
from app.compile.seed_files import seeds_in, theme_order
from app.compile.suggestions import Suggestions, suggestions
from app.domain.errors import (
    CannotListen,
    CounterpointError,
    NotBuilt,
    SeedErrors,
    SeedsInstalled,
    StoreError,
    StoreForeign,
    StoreUnreadable,
    UnreadableDocument,
    printable,
)
from app.domain.records import SLUG, Bundle
from app.domain.release_diff import changes, lost_addresses
from app.domain.vocabulary import Stance
from app.exports import registry
from app.paths import IS_INSTALLED, ROOT
from app.program import again, program
from app.settings import Settings
from app.store.build import build_store, is_built_from
from app.store.bundle_reader import bundle_of
from app.store.connection import Store, stamp_of

# Exit codes.
PROBLEMS = 1
WRONG_USAGE = 2

# For progress and problems; exports go to standard output.
_console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
_EXPORTS = ", ".join(registry.BY_NAME)


class _ServeByDefault(TyperGroup):
    """The group in which ``counterpoint --port 9000`` means ``counterpoint serve …``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Insert the default command if none is named."""
        own_options = {option for p in self.get_params(ctx) for option in p.opts}
        if not args or (args[0].startswith("-") and args[0] not in own_options):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


cli = typer.Typer(
    cls=_ServeByDefault,
    help="Both sides of a question, each claim with the words it rests on.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SeedsOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the seed files.",
        show_default="the current folder if it has a debate.toml, else the site's own",
    ),
]
DatabaseOption = Annotated[
    Path | None,
    typer.Option(help="Store file.", show_default="in the user's data folder"),
]
SiteOption = Annotated[
    str | None,
    typer.Option(
        help="Public URL of the site, used in citations: https://…; "
        "with a path, it is the root path too.",
        show_default="unknown",
    ),
]
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


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"counterpoint {__version__}")
        raise typer.Exit


@cli.callback()
def _counterpoint(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, help="Show the version.")
    ] = False,
) -> None:
    """Both sides of a question, each claim with the words it rests on."""


def _settings(**options: Any) -> Settings:
    """Return the settings: options first, then the environment, then the defaults."""
    try:
        return Settings(**{k: v for k, v in options.items() if v is not None})
    except ValidationError as error:
        problems = "; ".join(
            ": ".join(
                [*map(str, each["loc"]), each["msg"][:1].lower() + each["msg"][1:]]
            )
            for each in error.errors()
        )
        _console.print(f"counterpoint: {problems}")
        raise typer.Exit(WRONG_USAGE) from None


@cli.command()
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder: new, or empty.")
    ],
    question: Annotated[
        str | None, typer.Option(help="The question.", show_default="asked for")
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option("--for", help="Name of one side.", show_default="For"),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Name of the other side.", show_default="Against"),
    ] = None,
) -> None:
    """Begin a debate of your own: write a small example, to be replaced, into a folder.

    What no option says is asked for, if there is a terminal to ask on.
    """
    require_free(folder)
    about = _answer("--question", question, "The question that the two sides answer")
    labels = {
        Stance.FOR: _answer("--for", for_, "The name of one side", "For"),
        Stance.AGAINST: _answer(
            "--against", against, "The name of the other side", "Against"
        ),
    }
    write_new_debate(folder, about, labels, dt.date.today())  # noqa: DTZ011 - the day here
    seeds = f"--seeds {shlex.quote(str(folder))}"
    _console.print(
        f"{folder} now holds a debate with one theme, two claims and one article, all "
        "of them examples. To read it and see each change that you save, and to look for "
        "mistakes and doubts:\n\n"
        f"    {program()} serve --watch {seeds}\n"
        f"    {program()} check {seeds}\n\n"
        "Then replace the examples. Begin with debate.toml: each file says how, and "
        "README.md has every key."
    )


@cli.command(hidden=True)
def synth(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder: new, or empty.")
    ],
    sources: Annotated[int, typer.Option(min=1, help="How many articles.")] = 50,
    claims: Annotated[int, typer.Option(min=2, help="How many claims.")] = 1300,
) -> None:
    """Write a synthetic debate of any size, in invented words, to measure the program with."""
    # Imported here: nobody else needs it.
    from app.bench.synthetic_debate import write_synthetic_debate  # noqa: PLC0415

    write_synthetic_debate(folder, sources, claims)


def _answer(option: str, given: str | None, asked: str, usual: str = "") -> str:
    """Return what was given with an *option*, or else what is asked for on a terminal.

    Exits if there is nothing to take, or nothing that can be shown.
    """
    if given is None and sys.stdin.isatty():
        given = typer.prompt(asked, default=usual or None, err=True)
    words = (usual if given is None else given).strip()
    if not words or not words.isprintable():
        what = "should be words on one line" if words else "is missing"
        _console.print(f"counterpoint: {option} {what}; give it as {option} WORDS")
        raise typer.Exit(WRONG_USAGE)
    return words


@cli.command()
def build(seeds: SeedsOption = None, database: DatabaseOption = None) -> None:
    """Build the store from the seeds, replacing an older one."""
    _build(_settings(seeds=seeds, database=database))


def _build(settings: Settings) -> None:
    _console.print(f"Building the store from {settings.seeds.absolute()} …")
    data = build_store(settings.seeds, settings.database)
    _console.print(f"{settings.database}: {summary(data)}")


@cli.command()
def check(
    seeds: SeedsOption = None,
    *,
    accepted: Annotated[
        bool,
        typer.Option("--accepted", help="Also list the warnings that were accepted."),
    ] = False,
    short: Annotated[
        bool,
        typer.Option(
            "--brief", help="One line a mistake, without those that follow from others."
        ),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            help="An older release, a store or a folder of seeds: each of its addresses "
            "must still lead somewhere.",
            show_default="none",
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="First mend what needs no judgement; say what."),
    ] = False,
) -> None:
    """Check the seeds; list errors, warnings and how much of each source is quoted."""
    folder = _settings(seeds=seeds).seeds
    if fix:
        _fix(folder)
    with _told_briefly(folder) if short else contextlib.nullcontext():
        data, texts = compiled_seeds(folder)
    report, read = review.review(data, texts), seeds_in(folder)
    warned = placed(read, data, report.open)
    told = [*read.unsure_facts(), *left_examples(read), *warned]
    doubts = [*with_lines(folder, told)]
    idle = [*with_lines(folder, placed(read, data, report.idle))]
    lost = [] if against is None else lost_addresses(_release(against), data)
    for line in findings(report, doubts, idle, lost, accepted=accepted):
        typer.echo(line)
    for line in () if short else uses(data):
        typer.echo(line)
    typer.echo(
        f"{summary(data)}; every quote verified; {len(idle) + len(lost)} errors, "
        f"{len(doubts)} warnings, {len(report.accepted)} accepted"
    )
    if idle or lost:
        raise typer.Exit(PROBLEMS)


def _require_own(folder: Path) -> None:
    """Raise SeedsInstalled if *folder*, to be written to, came with the installed program."""
    if IS_INSTALLED and folder.resolve().is_relative_to(ROOT):
        raise SeedsInstalled(folder)


def _fix(folder: Path) -> None:
    """Mend what needs no judgement in the seeds; print what was changed."""
    _require_own(folder)
    # Imported here: the other commands change no seeds.
    from app.compile.mended_seeds import mended_seeds  # noqa: PLC0415
    from app.documents.missing_facts import add_missing_facts  # noqa: PLC0415

    for name in add_missing_facts(folder):
        typer.echo(f"added: {name}, with what the article says of itself; check it")
    for line in mended_seeds(folder):
        typer.echo(line)


@cli.command()
def suggest(
    claim: Annotated[
        str | None,
        typer.Argument(
            help="The id of a claim: only what concerns it.", metavar="CLAIM"
        ),
    ] = None,
    seeds: SeedsOption = None,
    *,
    most: Annotated[int, typer.Option(help="So many of each kind at most.", min=1)] = 7,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the suggestions as JSON.")
    ] = False,
) -> None:
    """Suggest what may be worth a look: claims alike, sentences for a claim, clashes.

    Words in common are the only reason; nothing is changed.
    """
    data, texts = compiled_seeds(_settings(seeds=seeds).seeds)
    if claim is not None and claim not in {one.id for one in data.claims}:
        _console.print(f"counterpoint: no claim is {claim!r}; name one by its id")
        raise typer.Exit(WRONG_USAGE)
    found = suggestions(data, texts, most, claim)
    if as_json:
        typer.echo(TypeAdapter(Suggestions).dump_json(found, indent=2))
    else:
        for line in suggested(found):
            typer.echo(line)


def _release(place: Path) -> Bundle:
    """Return the data of a store, or of a folder of seeds."""
    if place.is_dir():
        return compiled_seeds(place)[0]
    try:
        with contextlib.closing(Store(place)) as store:
            return bundle_of(store)
    except StoreError as error:
        remedy = "name a store of this version of the program, or a folder of seeds"
        raise StoreError(place, error.what, remedy) from None


@cli.command()
def diff(
    old: Annotated[
        Path, typer.Argument(help="The older release: a store, or a folder of seeds.")
    ],
    new: Annotated[Path, typer.Argument(help="The newer one, as a store or a folder.")],
    *,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help="Also write it into NEW, a folder of seeds, for /changes."
        ),
    ] = False,
) -> None:
    """List what was added, reworded, replaced and withdrawn between two releases."""
    if write and not new.is_dir():
        _console.print(f"counterpoint: {new} is no folder of seeds: name one, to write")
        raise typer.Exit(WRONG_USAGE)
    if write:
        _require_own(new)
    before, after = _release(old), _release(new)
    found = record_changes(new, before, after) if write else changes(before, after)
    for change in found:
        typer.echo(change)
    _console.print(f"{len(found)} change{'s' if len(found) != 1 else ''}")


@contextlib.contextmanager
def _told_briefly(folder: Path) -> Iterator[None]:
    """Tell the mistakes that are found within briefly, and exit."""
    try:
        yield
    except SeedErrors as error:
        for line in brief(error.errors, theme_order(folder)):
            _console.print(f"error: {line}")
        _console.print(_count(error))
        raise typer.Exit(PROBLEMS) from None


@cli.command()
def export(
    name: Annotated[str, typer.Argument(help=f"One of: {_EXPORTS}.")],
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
    """Export the data in one of the formats."""
    if name not in registry.BY_NAME:
        _console.print(
            f"counterpoint: there is no export {name!r}; there is {_EXPORTS}"
        )
        raise typer.Exit(WRONG_USAGE)
    settings = _settings(seeds=seeds, database=database, site=site)
    _ready(settings)
    with contextlib.closing(Store(settings.database, site=settings.address)) as store:
        content = registry.content(registry.BY_NAME[name], store)
    if output is None:
        typer.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise StoreError(
            output, f"cannot be written ({error.strerror})", "name another with -o"
        ) from error


@cli.command()
def verify(
    file: Annotated[
        Path, typer.Argument(help="A text: .txt, .md, .html or .docx.", dir_okay=False)
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the full result as JSON.")
    ] = False,
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    site: SiteOption = None,
) -> None:
    """Verify the quotations in a text.

    The exit code is 1 if any has a fault, or leaves out a word that may change its sense.
    Reporting another's words is no fault: the summary counts it.
    """
    # Imported here: the other commands need neither a page nor a document.
    from app.documents.written_text import text_of  # noqa: PLC0415
    from app.pages.verify.text import VerifiedText, verified_text  # noqa: PLC0415

    try:
        text = text_of(str(file), file.read_bytes())
    except (OSError, UnreadableDocument) as error:
        problem = str(error)
        if isinstance(error, OSError):
            problem = (
                f"{file}: this cannot be read ({error.strerror}); name another file"
            )
        _console.print(f"counterpoint: {problem}")
        raise typer.Exit(WRONG_USAGE) from None
    settings = _settings(seeds=seeds, database=database, site=site)
    _ready(settings)
    with contextlib.closing(Store(settings.database, site=settings.address)) as store:
        found = verified_text(store, text)
    if as_json:
        typer.echo(TypeAdapter(VerifiedText).dump_json(found, indent=2))
    else:
        for line in _report(found):
            typer.echo(line)
    raise typer.Exit(PROBLEMS if found.faults else 0)


def _report(found: Any) -> Iterator[str]:
    """Yield what was found in a text, for a terminal."""
    for number, one in enumerate(found.judged, 1):
        places = "; ".join(
            f"{place.source.short}, {place.where}" for place in one.places
        )
        yield f"{number:>3}  {one.verdict}{': ' if places else ''}{places}"
        yield f"     “{' '.join(one.words.split())}”"
        yield from (f"     {remark}" for remark in one.remarks)
    yield from found.remarks
    yield found.summary
    if found.terms:
        yield found.terms


def _ready(settings: Settings) -> CounterpointError | None:
    """Ensure that the store exists and matches the seeds.

    Returns why the seeds cannot be built if the old store is used instead. Raises
    CounterpointError if there is no store to use.
    """
    try:
        if is_built_from(settings.seeds, settings.database):
            return None
    except (StoreForeign, StoreUnreadable):
        raise
    except (StoreError, OSError):  # a seed file may be unreadable: the build says so
        pass
    try:
        _build(settings)
    except (SeedErrors, StoreError) as error:
        try:
            stamp_of(settings.database)
        except StoreError:
            raise error from None
        _console.print(f"warning: the seeds were not built:\n{error}")
        return error
    return None


def _warning(settings: Settings) -> str:
    """Return what every page says where the old store is served."""
    return (
        "The data has changed but could not be read; "
        f"this is the release of {stamp_of(settings.database).date}."
    )


@cli.command()
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Documents: .html, .pdf, .docx, .epub, .md or .txt.", dir_okay=False
        ),
    ],
    seeds: SeedsOption = None,
    slug: Annotated[
        str,
        typer.Option(
            help="The name of one document in addresses and claims: datta-2025.",
            show_default="made of its author and year",
        ),
    ] = "",
) -> None:
    """Add documents to the seeds as sources; list what to look at.

    The exit code is 1 if any was refused.
    """
    # Imported here: the other commands read no documents.
    from app.documents.reading import read_document  # noqa: PLC0415
    from app.documents.report import report  # noqa: PLC0415
    from app.documents.source_files import add_source  # noqa: PLC0415

    if slug and (len(files) > 1 or not re.fullmatch(SLUG, slug)):
        _console.print(
            "counterpoint: --slug names one document, in lower-case words joined by hyphens"
        )
        raise typer.Exit(WRONG_USAGE)
    folder = _settings(seeds=seeds).seeds
    _require_own(folder)
    refused = False
    for file in files:
        _console.print(f"Reading {printable(str(file))} …")
        try:
            new = add_source(folder, file, read_document(file), slug)
        except (UnreadableDocument, OSError) as error:
            refused = True
            told = _said(error) if isinstance(error, OSError) else error
            _console.print(f"counterpoint: {told}")
            continue
        for line in report(new, folder):
            typer.echo(line)
    raise typer.Exit(PROBLEMS if refused else 0)


@cli.command()
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

    settings = _settings(
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
    path = urlsplit(settings.address).path
    with _listening(settings.host, settings.port) as listening:
        if settings.mcp:
            _require_mcp()
        require_free(path)
        watched = (
            SeedWatch(settings.seeds, lambda: _build_or_tell(settings))
            if watch
            else None
        )
        made = _site(settings, watched)
        address = address_of(settings.host, listening.getsockname()[1])
        _console.print(f"Counterpoint is at {address}{path} (Ctrl+C ends it)")
        with watched.on() if watched else contextlib.nullcontext():
            server.run(made, listening, settings.workers)


def _site(settings: Settings, watched: Any) -> Any:
    """Ensure that there is a store, and return the function that makes its site.

    *watched* is the watch over the seeds, if there is one.
    """
    from app.delivery.app import create_app  # noqa: PLC0415

    error = _ready_to_watch(settings, watched) if watched else _ready(settings)
    made = partial(
        create_app,
        settings.database,
        site=settings.address,
        mcp=settings.mcp,
        cdn=settings.cdn,
    )
    if watched:
        return partial(made, not_built=lambda: watched.error)
    return partial(made, warning=_warning(settings)) if error else made


def _require_one_process(settings: Settings) -> None:
    """Exit if a site that follows its seeds should be served by several processes."""
    if settings.workers > 1:
        _console.print(
            "counterpoint: --watch shows one editor each change, from one process; "
            "leave it out, or serve with --workers 1"
        )
        raise typer.Exit(WRONG_USAGE)


def _ready_to_watch(settings: Settings, watched: Any) -> CounterpointError | None:
    """Do as _ready, but without a store wait until the seeds can be built."""
    try:
        error = _ready(settings)
    except SeedErrors as mistakes:
        if not settings.seeds.is_dir():
            raise
        _print_problem(mistakes)
        _console.print("Mend this and save: then the site is served (Ctrl+C ends it)")
        watched.wait(mistakes)
        return None
    watched.error = NotBuilt(error) if error else None
    return error


def _build_or_tell(settings: Settings) -> None:
    """Build the store; print what is wrong with the seeds, and raise it."""
    try:
        _build(settings)
    except CounterpointError as error:
        _print_problem(error)
        raise


@cli.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="Folder to write to.")],
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    site: SiteOption = None,
    *,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Replace the published site of another debate, too."
        ),
    ] = False,
) -> None:
    """Write the whole site as files, which need no server.

    Any web server can serve them, and a browser opens them from a disk. Run again, it
    replaces and removes only what it wrote; a run that is stopped is finished by the next.
    """
    # Imported here: the other commands need no web app.
    from app.publish.site_as_files import publish as published  # noqa: PLC0415

    settings = _settings(seeds=seeds, database=database, site=site)
    if _ready(settings):
        _console.print("counterpoint: nothing was published: mend the seeds first")
        raise typer.Exit(PROBLEMS)
    with Progress(console=_console, transient=True) as bar:
        task = bar.add_task("Publishing", total=None)
        done = published(
            settings.database,
            folder,
            site=settings.address,
            replace=replace,
            progress=lambda written, known: bar.update(
                task, completed=written, total=known
            ),
        )
    _console.print(
        f"{folder / 'index.html'}: {done.files} files, {done.written} of them new or "
        f"changed, {done.removed} removed"
    )


@cli.command()
def mcp(
    seeds: SeedsOption = None, database: DatabaseOption = None, site: SiteOption = None
) -> None:
    """Let an AI assistant read the data over stdin and stdout (MCP)."""
    _require_mcp()
    settings = _settings(seeds=seeds, database=database, site=site)
    _ready(settings)
    from app.mcp_server import server  # noqa: PLC0415 - it is an extra
    from app.store.store_file import StoreFile  # noqa: PLC0415
    from app.web.store_threads import THREADS, StoreThreads  # noqa: PLC0415

    file = StoreFile(settings.database, site=settings.address, threads=THREADS)
    with contextlib.closing(StoreThreads(file)) as threads:
        file.follow()
        server(threads).run()


def address_of(host: str, port: int) -> str:
    """Return the address of a server; one of IPv6 stands in brackets (RFC 3986)."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _require_mcp() -> None:
    """Exit with instructions if the extra for MCP is not installed."""
    if importlib.util.find_spec("mcp") is None:
        _console.print(
            "counterpoint: this needs the package mcp; install it with: "
            + shlex.join([sys.executable, "-m", "pip", "install", "mcp>=2.3"])
        )
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


def main() -> None:
    """Run a command; print a problem as one message, and exit with code 1."""
    try:
        cli(prog_name=program())
    except CounterpointError as error:
        _print_problem(error)
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        _console.print(f"counterpoint: {_said(error)}")
        raise SystemExit(PROBLEMS) from None


def _said(error: OSError) -> str:
    """Return what went wrong, and where: what is opened has a name, what is written none."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _print_problem(error: CounterpointError) -> None:
    """Print a problem as one message, or each mistake in the seeds as one."""
    if not isinstance(error, SeedErrors):
        _console.print(f"counterpoint: {error}")
        return
    for mistake in error.errors:
        _console.print(f"error: {mistake}")
    _console.print(_count(error))


def _count(error: SeedErrors) -> str:
    """Return how many mistakes there are."""
    count = len(error.errors)
    return f"{count} error{'s' if count != 1 else ''} in the seeds"
