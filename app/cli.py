"""Where the program starts: it names the commands, and says what went wrong in one."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from app import __version__
from app.commands._console import PROBLEMS, console, print_problem, what_failed
from app.commands.add import add
from app.commands.build import build
from app.commands.check import check
from app.commands.diff import diff
from app.commands.export import export
from app.commands.mcp import mcp
from app.commands.new import new
from app.commands.publish import publish
from app.commands.sentences import sentences
from app.commands.serve import serve
from app.commands.suggest import suggest
from app.commands.synth import synth
from app.commands.verify import verify
from app.domain.errors import CounterpointError
from app.program import program


class _ServeByDefault(TyperGroup):
    """The group in which ``counterpoint --port 9000`` means ``counterpoint serve …``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Insert the default command if none is named."""
        own_options = {option for p in self.get_params(ctx) for option in p.opts}
        if not args or (args[0].startswith("-") and args[0] not in own_options):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


cli = typer.Typer(
    cls=_ServeByDefault,
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


# In the order of the help.
cli.command()(new)
cli.command(hidden=True)(synth)
cli.command()(build)
cli.command()(sentences)
cli.command()(check)
cli.command()(suggest)
cli.command()(diff)
cli.command()(export)
cli.command()(verify)
cli.command()(add)
cli.command()(serve)
cli.command()(publish)
cli.command()(mcp)


def main() -> None:
    """Run a command; print a problem as one message, and exit with code 1."""
    try:
        cli(prog_name=program())
    except CounterpointError as error:
        print_problem(error)
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        console.print(f"counterpoint: {what_failed(error)}")
        raise SystemExit(PROBLEMS) from None
