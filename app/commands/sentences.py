"""The command ``sentences``: list what can be quoted of an article, to be copied."""

from typing import Annotated

import typer

from app.commands._options import SeedsOption, settings_of
from app.compile.quotable_sentences import quotable_sentences


def sentences(
    slug: Annotated[
        str, typer.Argument(help="The source, by its slug.", metavar="SOURCE")
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Only sentences that have all of these.", metavar="WORD"),
    ] = None,
    seeds: SeedsOption = None,
) -> None:
    """List the sentences of an article as quotes, to be copied beneath a claim."""
    for line in quotable_sentences(settings_of(seeds=seeds).seeds, slug, words or ()):
        typer.echo(line)
