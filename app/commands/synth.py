"""The command ``synth``: write a synthetic debate to measure the program with."""

from pathlib import Path
from typing import Annotated

import typer


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
