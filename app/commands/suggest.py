"""The command ``suggest``: list what may be worth a look in the seeds."""

from typing import Annotated

import typer
from pydantic import TypeAdapter

from app.commands._console import WRONG_USAGE, tell
from app.commands._options import SeedsOption, settings_of
from app.compile.compiler import compiled_seeds
from app.compile.report import suggested
from app.compile.suggestions import Suggestions, suggestions


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
    data, texts = compiled_seeds(settings_of(seeds=seeds).seeds)
    if claim is not None and claim not in {one.id for one in data.claims}:
        tell(f"counterpoint: no claim is {claim!r}; name one by its id")
        raise typer.Exit(WRONG_USAGE)
    found = suggestions(data, texts, most, claim)
    if as_json:
        typer.echo(TypeAdapter(Suggestions).dump_json(found, indent=2))
    else:
        for line in suggested(found):
            typer.echo(line)
