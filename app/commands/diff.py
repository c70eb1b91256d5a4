"""The command ``diff``: list what changed between two releases."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import WRONG_USAGE, tell
from app.commands._seeds_and_store import release_at, require_own_seeds
from app.compile.recorded_changes import record_changes
from app.domain.release_diff import changes, summary


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
        tell(f"counterpoint: {new} is no folder of seeds: name one, to write")
        raise typer.Exit(WRONG_USAGE)
    if write:
        require_own_seeds(new)
    before, after = release_at(old), release_at(new)
    found = record_changes(new, before, after) if write else changes(before, after)
    for change in found:
        typer.echo(change)
    tell(summary(found))
