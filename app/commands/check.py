"""The command ``check``: list what is wrong or doubtful in the seeds."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.commands._console import PROBLEMS, mistake_count, tell
from app.commands._options import SeedsOption, settings_of
from app.commands._seeds_and_store import release_at, require_own_seeds
from app.compile import review
from app.compile.brief import brief
from app.compile.compiler import compiled_seeds
from app.compile.example_debate import left_examples
from app.compile.lines import with_lines
from app.compile.report import findings, placed, summary, uses
from app.compile.seed_files import seeds_in, stray_originals, theme_order
from app.domain.counts import count
from app.domain.errors import SeedErrors
from app.domain.release_diff import lost_addresses


def check(
    seeds: SeedsOption = None,
    *,
    accepted: Annotated[
        bool,
        typer.Option("--accepted", help="Also list the warnings that were accepted."),
    ] = False,
    short: Annotated[
        bool,
        typer.Option(
            "--brief", help="One line a mistake, without those that follow from others."
        ),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            help="An older release, a store or a folder of seeds: each of its addresses "
            "must still lead somewhere.",
            show_default="none",
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="First mend what needs no judgement; say what."),
    ] = False,
) -> None:
    """Check the seeds; list errors, warnings and how much of each source is quoted."""
    folder = settings_of(seeds=seeds).seeds
    if fix:
        _fix(folder, against)
    with _told(folder, briefly=short):
        data, texts = compiled_seeds(folder)
    report, read = review.review(data, texts), seeds_in(folder)
    warned = placed(read, data, report.open)
    stray = stray_originals(folder, read)
    told = [*stray, *read.unsure_facts(), *left_examples(read), *warned]
    doubts = [*with_lines(folder, told)]
    idle = [*with_lines(folder, placed(read, data, report.idle))]
    lost = [] if against is None else lost_addresses(release_at(against), data)
    for line in findings(report, doubts, idle, lost, accepted=accepted):
        typer.echo(line)
    for line in () if short else uses(data):
        typer.echo(line)
    typer.echo(
        f"{summary(data)}; every quote verified; "
        f"{count(len(idle) + len(lost), 'error')}, {count(len(doubts), 'warning')}, "
        f"{len(report.accepted)} accepted"
    )
    if idle or lost:
        raise typer.Exit(PROBLEMS)


def _fix(folder: Path, against: Path | None) -> None:
    """Mend what needs no judgement in the seeds; print what was changed.

    Addresses that are lost *against* an older release lead on where words have but a new one.
    """
    require_own_seeds(folder)
    # Imported here: the other commands change no seeds.
    from app.compile.mended_seeds import mended_seeds  # noqa: PLC0415
    from app.compile.renamed_addresses import lead_on  # noqa: PLC0415
    from app.documents.missing_facts import add_missing_facts  # noqa: PLC0415

    for name in add_missing_facts(folder):
        typer.echo(f"added: {name}, with what the article says of itself; check it")
    for line in mended_seeds(folder):
        typer.echo(line)
    if against is not None:
        with contextlib.suppress(SeedErrors):  # they are told afterwards
            lost = lost_addresses(release_at(against), compiled_seeds(folder)[0])
            for line in lead_on(folder, lost):
                typer.echo(line)


@contextlib.contextmanager
def _told(folder: Path, *, briefly: bool) -> Iterator[None]:
    """Tell the mistakes that are found within, and exit.

    Before there are claims, what to look at in the sources is told, too.
    """
    try:
        yield
    except SeedErrors as error:
        with contextlib.suppress(SeedErrors):  # not all files can be read
            read = seeds_in(folder)
            doubts = [] if read.has_claims else read.unsure_facts()
            for doubt in with_lines(folder, doubts):
                typer.echo(f"warning: {doubt}")
        if not briefly:
            raise
        for line in brief(error.errors, theme_order(folder)):
            tell(f"error: {line}")
        tell(mistake_count(error))
        raise typer.Exit(PROBLEMS) from None
