"""RIS, which every reference manager reads.

A line is tag, two spaces, hyphen, space, value; a quote is a note.
"""

from collections.abc import Iterable, Iterator

from app.citations.kinds import kind_names
from app.citations.reference import SourceReference, page_ends, release_name
from app.domain.records import Published, Release
from app.domain.vocabulary import Precision, SourceKind


def encode(references: Iterable[SourceReference], release: Release) -> bytes:
    """Return the references, one record each, in UTF-8."""
    records = ("".join(_lines(reference, release)) for reference in references)
    return "\n".join(records).encode()


def _lines(reference: SourceReference, release: Release) -> Iterator[str]:
    source = reference.source
    names = kind_names(source.kind, in_journal=source.in_journal)
    yield from _line("TY", names.ris)
    yield from _line("ID", source.id)
    for author in reference.authors:
        yield from _line("AU", author.inverted)
    yield from _line("TI", reference.title)
    yield from _line("T2", source.container)
    yield from _line("VL", source.volume)
    yield from _line("IS", source.issue)
    first, last = page_ends(source.pages)
    yield from _line("SP", first)
    yield from _line("EP", last)
    yield from _line("PB", source.publisher)
    if source.kind is SourceKind.SPEECH:
        yield from _line("M3", source.kind.label)
    if parts := source.published.parts:
        yield from _line("PY", f"{parts[0]}")
    yield from _line("DA", _date(source.published))
    yield from _line("OP", reference.originally)
    yield from _line("UR", source.url)
    yield from _line("LA", source.language)
    for note in (*reference.remarks, *(note.text for note in reference.notes)):
        yield from _line("N1", note)
    yield from _line("DB", release_name(release))
    yield "ER  - \n"


def _line(tag: str, value: str | None) -> Iterator[str]:
    """Yield one line; nothing if the value is unknown."""
    if value:
        yield f"{tag}  - {' '.join(value.split())}\n"


def _date(published: Published) -> str:
    """Return "2022/02//inferred": year, month, day, and a remark."""
    year, month, day = (*(published.parts or ()), None, None, None)[:3]
    numbers = [f"{part:02}" if part else "" for part in (year, month, day)]
    remarks = ["inferred"] * published.inferred
    if published.precision is Precision.RANGE:
        remarks.append(published.words)
    return "/".join([*numbers, ", ".join(remarks)])
