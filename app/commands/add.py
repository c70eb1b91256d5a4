"""The command ``add``: add documents to the seeds as sources."""

import re
from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import PROBLEMS, WRONG_USAGE, console, what_failed
from app.commands._options import SeedsOption, settings_of
from app.commands._seeds_and_store import require_own_seeds
from app.domain.errors import UnreadableDocument, printable
from app.domain.records import SLUG


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
        console.print(
            "counterpoint: --slug names one document, in lower-case words joined by hyphens"
        )
        raise typer.Exit(WRONG_USAGE)
    folder = settings_of(seeds=seeds).seeds
    require_own_seeds(folder)
    refused = False
    for file in files:
        console.print(f"Reading {printable(str(file))} …")
        try:
            new = add_source(folder, file, read_document(file), slug)
        except (UnreadableDocument, OSError) as error:
            refused = True
            told = what_failed(error) if isinstance(error, OSError) else error
            console.print(f"counterpoint: {told}")
            continue
        for line in report(new, folder):
            typer.echo(line)
    raise typer.Exit(PROBLEMS if refused else 0)
