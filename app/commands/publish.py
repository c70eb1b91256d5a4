"""The command ``publish``: write the whole site as files."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands._console import PROBLEMS, tell
from app.commands._options import DatabaseOption, SeedsOption, SiteOption, settings_of
from app.commands._seeds_and_store import ready
from app.domain.counts import count

# Off a terminal, so many files are told together. Our choice.
_TOLD = 500


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

    settings = settings_of(seeds=seeds, database=database, site=site)
    if ready(settings):
        tell("counterpoint: nothing was published: mend the seeds first")
        raise typer.Exit(PROBLEMS)
    tell(f"Publishing into {folder} …")
    with _progress() as progress:
        done = published(
            settings.database,
            folder,
            site=settings.address,
            replace=replace,
            progress=progress,
        )
    tell(
        f"{folder / 'index.html'}: {count(done.files, 'file')}, {done.written} of them new or "
        f"changed, {done.removed} removed"
    )
    if not settings.site:
        tell(
            "Its citations name no host, and it has no share cards and no sitemap: once you "
            "know where it will be, publish again with --site https://…"
        )


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show how many files are written, of how many: as a bar, or off a terminal in lines."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Publishing", total=None)

        def progress(written: int, known: int) -> None:
            bar.update(task, completed=written, total=known)
            if bar.disable and written and not written % _TOLD:
                tell(f"{written:,} of {known:,} files and counting …")

        yield progress
