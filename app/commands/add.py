"""The command ``add``: add documents to the seeds as sources."""

import re
from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import PROBLEMS, WRONG_USAGE, tell, what_failed
from app.commands._options import SeedsOption, settings_of
from app.commands._seeds_and_store import require_own_seeds
from app.domain.errors import UnreadableDocument, printable
from app.domain.records import SLUG
from app.program import program


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
    from app.documents.new_speaker import add_speaker  # noqa: PLC0415
    from app.documents.reading import read_document  # noqa: PLC0415
    from app.documents.report import report  # noqa: PLC0415
    from app.documents.source_files import add_source  # noqa: PLC0415

    if slug and (len(files) > 1 or not re.fullmatch(SLUG, slug)):
        tell(
            "counterpoint: --slug names one document, in lower-case words joined by hyphens"
        )
        raise typer.Exit(WRONG_USAGE)
    folder = settings_of(seeds=seeds).seeds
    require_own_seeds(folder)
    refused, new = False, None
    for file in files:
        tell(f"Reading {printable(str(file))} …")
        try:
            new = add_source(folder, file, read_document(file), slug)
            named = add_speaker(folder, new.voice)
        except (UnreadableDocument, OSError) as error:
            refused = True
            told = what_failed(error) if isinstance(error, OSError) else error
            tell(f"counterpoint: {told}")
            continue
        for line in report(new, folder, named=named):
            typer.echo(line)
    if new:
        typer.echo(_hints(new.slug))
    raise typer.Exit(PROBLEMS if refused else 0)


def _hints(slug: str) -> str:
    """Return what can be done next with sources, such as the one called *slug*."""
    return (
        f"To quote from a source: {program()} sentences {slug} lists what there is.\n"
        f"To call it otherwise than {slug}: rename all its files alike."
    )
