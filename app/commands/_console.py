"""What commands print beside their results: progress and problems; and their exit codes."""

from rich.console import Console

from app.domain.counts import count
from app.domain.errors import CounterpointError, SeedErrors

# Exit codes.
PROBLEMS = 1
WRONG_USAGE = 2

# For progress and problems; exports go to standard output.
console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


def print_problem(error: CounterpointError) -> None:
    """Print a problem as one message, or each mistake in the seeds as one."""
    if not isinstance(error, SeedErrors):
        console.print(f"counterpoint: {error}")
        return
    for mistake in error.errors:
        console.print(f"error: {mistake}")
    console.print(mistake_count(error))


def mistake_count(error: SeedErrors) -> str:
    """Return how many mistakes there are."""
    return f"{count(len(error.errors), 'error')} in the seeds"


def what_failed(error: OSError) -> str:
    """Return what went wrong, and where: what is opened has a name, what is written none."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
