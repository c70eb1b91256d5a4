"""Write references as RIS, which every reference manager reads.

Tag, two blanks, hyphen, blank, value; a note a quote.
"""

from collections.abc import Iterable, Iterator

from app.citations.reference import Cited, named
from app.domain.records import Published, Release
from app.domain.vocabulary import Precision


def encode(cited: Iterable[Cited], release: Release) -> bytes:
    """Give the references, one record each, in UTF-8."""
    records = ("".join(_lines(one, release)) for one in cited)
    return "\n".join(records).encode()


def _lines(cited: Cited, release: Release) -> Iterator[str]:
    source, first = cited.source, cited.first
    yield from _line("TY", "ELEC")
    yield from _line("ID", source.id)
    for author in source.authors:
        yield from _line("AU", author.inverted)
    yield from _line("TI", cited.title)
    yield from _line("T2", source.container)
    yield from _line("PB", source.publisher)
    if parts := source.published.parts:
        yield from _line("PY", f"{parts[0]}")
    yield from _line("DA", _date(source.published))
    if first and first.date:
        yield from _line("OP", f"{first.container}, {first.date}")
    yield from _line("UR", source.url)
    yield from _line("LA", source.language)
    for note in (*cited.remarks, *(one.note for one in cited.words)):
        yield from _line("N1", note)
    yield from _line("DB", named(release))
    yield "ER  - \n"


def _line(tag: str, value: str | None) -> Iterator[str]:
    """Give one line; none where nothing is known."""
    if value:
        yield f"{tag}  - {' '.join(value.split())}\n"


def _date(published: Published) -> str:
    """Give "2022/02//inferred": year, month, day, and what else there is to say."""
    year, month, day = (*(published.parts or ()), None, None, None)[:3]
    numbers = [f"{part:02}" if part else "" for part in (year, month, day)]
    vague = published.precision is Precision.RANGE
    said = (["inferred"] if published.inferred else []) + (
        [published.words] if vague else []
    )
    return "/".join([*numbers, ", ".join(said)])
