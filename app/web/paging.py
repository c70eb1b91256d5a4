"""A part of a list that may grow: what follows a cursor, so many at most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.domain.errors import NotFound

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ListPart:
    """Which part of a list is asked for: by default all of it.

    All fits: the longest list has some hundreds of records and takes 30 kB on the
    wire. A list that is read in parts is the same at every address of one release.
    """

    limit: int | None = None
    cursor: str = ""
    """The id of the last record before the part; empty: it begins with the first."""


def part_of(
    records: Sequence[Record], part: ListPart, name: Callable[[Record], str]
) -> tuple[Sequence[Record], str | None]:
    """Give the records of a part, and the cursor of the next; None: there is none.

    Raises NotFound for a cursor that is none.
    """
    first = 0
    if part.cursor:
        names = [name(record) for record in records]
        if part.cursor not in names:
            raise NotFound(f"no cursor of this list is {part.cursor!r}")
        first = names.index(part.cursor) + 1
    end = len(records) if part.limit is None else first + part.limit
    shown = records[first:end]
    return shown, name(shown[-1]) if end < len(records) else None
