"""Measure the program: ``make bench``, some ten minutes on a machine that does nothing else."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from app.bench import building, kept_pages, made_pages, starting
from app.bench.effort import Effort
from app.bench.figures import (
    README,
    RESULTS,
    Figure,
    Results,
    machine,
    readme_with,
    written,
)
from app.bench.programs import Debate
from app.bench.synthetic_debate import write_synthetic_debate
from app.paths import ROOT, SEEDS
from app.store.build import build_store

# Times the data of the debate that comes with the program: sources and claims.
SIZES = {1: (5, 130), 10: (50, 1_300), 100: (500, 13_000)}
# Where the results of a run without the largest are kept.
_PARTIAL = ROOT / ".store" / "bench"


def measure(
    folder: Path, seeds: Path, sizes: Mapping[int, tuple[int, int]], effort: Effort
) -> Iterator[Figure]:
    """Yield every figure, of a debate and of synthetic ones that are written to *folder*.

    These are named by how many times the data they are, the smallest first.
    """
    ours = Debate(seeds, folder / "ours.sqlite")
    build_store(ours.seeds, ours.database)
    yield from starting.first_page(ours, effort)
    yield from kept_pages.beside_bare(ours, effort)
    yield from kept_pages.beside_datasette(ours, effort)
    yield from kept_pages.memory(ours, effort)
    yield from kept_pages.by_processes(ours, effort)
    yield from building.as_files(ours, folder / "published")
    debates = {
        size: Debate(folder / f"{size}", folder / f"{size}.sqlite") for size in sizes
    }
    for size, debate in debates.items():
        write_synthetic_debate(debate.seeds, *sizes[size])
    yield from building.by_size(debates, effort)
    smallest, *larger = debates.values()
    yield from building.insert_alone(larger[0] if larger else smallest, effort)
    yield from made_pages.by_size(debates, effort)
    yield from made_pages.held_up(
        debates[max(sizes)], 4 * effort.rounds * effort.seconds
    )


def bench(
    most: Annotated[
        int, typer.Option(min=1, help="Leave out debates of more times the data.")
    ] = max(SIZES),
) -> None:
    """Measure the program, and keep what was found: in a file of the day, and in README.

    If sizes are left out, that is kept in .store/bench alone.
    """
    sizes = {times: size for times, size in SIZES.items() if times <= most}
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for figure in measure(Path(folder), SEEDS, sizes, Effort()):
            figures.append(figure)
            typer.echo(figure.line)
    results = Results(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", machine(), figures)
    whole = sizes == SIZES
    path = (RESULTS if whole else _PARTIAL) / f"{results.date}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(results), "utf-8")
    if whole:
        README.write_text(readme_with(README.read_text("utf-8"), results), "utf-8")
    also = " and README.md" if whole else ""
    typer.echo(f"This is in {path.relative_to(ROOT)}{also}")


if __name__ == "__main__":
    typer.run(bench)
