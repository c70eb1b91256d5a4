"""The command ``export``: write the data in one of the formats."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import WRONG_USAGE, tell
from app.commands._options import DatabaseOption, SeedsOption, SiteOption, settings_of
from app.commands._seeds_and_store import ready
from app.domain.errors import StoreError
from app.exports import registry
from app.store.opening import store_at

_EXPORTS = ", ".join(registry.BY_NAME)


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
        tell(f"counterpoint: there is no export {name!r}; there is {_EXPORTS}")
        raise typer.Exit(WRONG_USAGE)
    settings = settings_of(seeds=seeds, database=database, site=site)
    ready(settings)
    with contextlib.closing(
        store_at(settings.database, site=settings.address)
    ) as store:
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
