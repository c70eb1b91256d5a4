"""The command ``new``: ask about a debate, and write the example that it begins with."""

import datetime as dt
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import WRONG_USAGE, tell
from app.compile.example_debate import require_free, write_example_debate
from app.domain.vocabulary import Stance
from app.program import program


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
    write_example_debate(folder, about, labels, dt.date.today())  # noqa: DTZ011 - the day here
    seeds = f"--seeds {shlex.quote(str(folder))}"
    tell(
        f"{folder} now holds a debate with one theme, two claims and one article, all "
        "of them examples. To read it and see each change that you save, and to look for "
        "mistakes and doubts:\n\n"
        f"    {program()} serve --watch {seeds}\n"
        f"    {program()} check {seeds}\n\n"
        "Then replace the examples. Begin with debate.toml: each file says how, and "
        "README.md has every key."
    )


def _answer(option: str, given: str | None, asked: str, usual: str = "") -> str:
    """Return what was given with an *option*, or else what is asked for on a terminal.

    Exits if there is nothing to take, or nothing that can be shown.
    """
    if given is None and sys.stdin.isatty():
        given = typer.prompt(asked, default=usual or None, err=True)
    words = (usual if given is None else given).strip()
    if not words or not words.isprintable():
        what = "should be words on one line" if words else "is missing"
        tell(f"counterpoint: {option} {what}; give it as {option} WORDS")
        raise typer.Exit(WRONG_USAGE)
    return words
