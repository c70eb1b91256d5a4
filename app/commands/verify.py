"""The command ``verify``: verify the quotations in a text."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from app.commands._console import PROBLEMS, WRONG_USAGE, tell
from app.commands._options import DatabaseOption, SeedsOption, SiteOption, settings_of
from app.commands._seeds_and_store import ready
from app.domain.errors import UnreadableDocument
from app.store.opening import store_at


def verify(
    file: Annotated[
        Path, typer.Argument(help="A text: .txt, .md, .html or .docx.", dir_okay=False)
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the full result as JSON.")
    ] = False,
    seeds: SeedsOption = None,
    database: DatabaseOption = None,
    site: SiteOption = None,
) -> None:
    """Verify the quotations in a text.

    The exit code is 1 if any has a fault, or leaves out a word that may change its sense.
    Reporting another's words is no fault: the summary counts it.
    """
    # Imported here: the other commands need neither a page nor a document.
    from app.documents.written_text import text_of  # noqa: PLC0415
    from app.pages.verify.text import VerifiedText, verified_text  # noqa: PLC0415

    try:
        text = text_of(str(file), file.read_bytes())
    except (OSError, UnreadableDocument) as error:
        problem = str(error)
        if isinstance(error, OSError):
            problem = (
                f"{file}: this cannot be read ({error.strerror}); name another file"
            )
        tell(f"counterpoint: {problem}")
        raise typer.Exit(WRONG_USAGE) from None
    settings = settings_of(seeds=seeds, database=database, site=site)
    ready(settings)
    with contextlib.closing(
        store_at(settings.database, site=settings.address)
    ) as store:
        found = verified_text(store, text)
    if as_json:
        typer.echo(TypeAdapter(VerifiedText).dump_json(found, indent=2))
    else:
        for line in _report(found):
            typer.echo(line)
    raise typer.Exit(PROBLEMS if found.faults else 0)


def _report(found: Any) -> Iterator[str]:
    """Yield what was found in a text, for a terminal."""
    for number, one in enumerate(found.judged, 1):
        places = "; ".join(
            f"{place.source.short}, {place.where}" for place in one.places
        )
        yield f"{number:>3}  {one.verdict}{': ' if places else ''}{places}"
        yield f"     “{' '.join(one.words.split())}”"
        yield from (f"     {remark}" for remark in one.remarks)
    yield from found.remarks
    yield found.summary
    if found.terms:
        yield found.terms
