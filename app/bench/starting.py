"""How long until a site that was started answers."""

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from statistics import median

from app.bench.effort import Effort
from app.bench.figures import Figure
from app.bench.programs import Debate, environment, site

_IMPORTS = "import fastapi, sqlmodel, jinja2, uvicorn"


def first_page(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield the time from the start of the command to its first page.

    In ms, and to what a process takes that only imports the libraries.
    """
    pairs = effort.pairs(partial(_first_page, debate), _only_imports)
    what = "first page after the start"
    least = min(ours for ours, _ in pairs)
    yield Figure("start-time", what, least * 1e3, "ms")
    yield Figure(
        "start",
        f"{what}, to importing fastapi, sqlmodel, jinja2 and uvicorn",
        median(ours / imports for ours, imports in pairs),
        most=1.25,
    )


def _first_page(debate: Debate) -> float:
    begun = time.perf_counter()
    with site(debate):
        return time.perf_counter() - begun


def _only_imports() -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-c", _IMPORTS]
    subprocess.run(command, env=environment(), check=True)  # noqa: S603 - as above
    return time.perf_counter() - begun
