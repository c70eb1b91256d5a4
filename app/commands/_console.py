"""What commands print beside their results: progress and problems; and their exit codes."""

import typer

from app.domain.counts import count
from app.domain.errors import CounterpointError, SeedErrors

# Exit codes.
PROBLEMS = 1
WRONG_USAGE = 2


def tell(words: str) -> None:
    """Print progress or a problem; exports go to standard output."""
    typer.echo(words, err=True)


def print_problem(error: CounterpointError) -> None:
    """Print a problem as one message, or each mistake in the seeds as one."""
    if not isinstance(error, SeedErrors):
        tell(f"counterpoint: {error}")
        return
    for mistake in error.errors:
        tell(f"error: {mistake}")
    tell(mistake_count(error))


def mistake_count(error: SeedErrors) -> str:
    """Return how many mistakes there are."""
    return f"{count(len(error.errors), 'error')} in the seeds"


def what_failed(error: OSError) -> str:
    """Return what went wrong, and where: what is opened has a name, what is written none."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
