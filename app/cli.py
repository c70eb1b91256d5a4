"""Where the program starts: it names the commands, and says what went wrong in one."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from app import __version__
from app.commands._console import PROBLEMS, print_problem, tell, what_failed
from app.domain.errors import CounterpointError
from app.program import program

# In the order of the help: the modules of app/commands, each with a function of its name.
COMMANDS = (
    "new",
    "synth",
    "build",
    "sentences",
    "check",
    "suggest",
    "diff",
    "export",
    "verify",
    "add",
    "serve",
    "publish",
    "mcp",
)
UNLISTED = {"synth"}


class _Commands(TyperGroup):
    """The commands, each loaded when it is asked for: what all of them need takes a second.

    ``counterpoint --port 9000`` means ``counterpoint serve --port 9000``.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """Return the names in the order of the help."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command, or None if there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        function = getattr(import_module(f"app.commands.{cmd_name}"), cmd_name)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(hidden=cmd_name in UNLISTED)(function)
        return get_command(alone)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Insert the default command if none is named."""
        own_options = {option for p in self.get_params(ctx) for option in p.opts}
        if not args or (args[0].startswith("-") and args[0] not in own_options):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


cli = typer.Typer(
    cls=_Commands,
    help="Both sides of a question, each claim with the words it rests on.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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


def main() -> None:
    """Run a command; print a problem as one message, and exit with code 1."""
    try:
        cli(prog_name=program())
    except CounterpointError as error:
        print_problem(error)
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        tell(f"counterpoint: {what_failed(error)}")
        raise SystemExit(PROBLEMS) from None
