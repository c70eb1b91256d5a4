"""Keyset pagination: a part of a list, from a cursor up to a limit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated, Any

from pydantic import Field

from app.domain.page_object import page_object
from app.queries.claims import ThemeName
from app.queries.filtered_list import FilteredList, unknown_cursor


@dataclass(frozen=True, slots=True)
class ListPart:
    """The part of a list that a request wants; by default the first, as a page shows it.

    Within one release a list does not change, so its parts fit together.
    """

    limit: int | None = None
    """The most items that it may have; None for as many as a page shows."""
    cursor: str = ""
    """The id of the last item before the part; empty to begin with the first."""


Cursor = Annotated[str | None, Field(exclude_if=lambda cursor: cursor is None)]
"""The cursor of the next part; JSON leaves it out after the last."""
FIRST_PART = ListPart()
# Who reads a whole list reads so many items at once: no statement takes many more.
_AT_ONCE = 5_000


@page_object
class Part:
    """Which part of a list a page shows."""

    first: int
    """The number of its first item, from 1."""
    last: int
    """The number of its last item."""
    of: int
    """Number of items in the whole list."""
    after: str | None
    """The id of its last item, after which the next part begins; null at the end."""

    @property
    def whole(self) -> bool:
        """Whether it is the whole list."""
        return self.first == 1 and self.after is None


def page_size(items: int, most: int) -> int:
    """Return how many of so many *items* a page shows: all, if there are *most* or fewer.

    A longer list comes in pages of half that many, which take half as long to make. Our
    choice: however much a debate grows, its pages then take no longer.
    """
    return most if items <= most else most // 2


def part_of(
    filtered: FilteredList, wanted: ListPart, most: int
) -> tuple[list[Row], Part]:
    """Return the id and position of each item of a part, by default of a `page_size`.

    Raises NotFound if nothing follows the cursor.
    """
    limit = wanted.limit or page_size(filtered.count, most)
    before, rows = filtered.items(wanted.cursor, limit + 1)
    shown = rows[:limit]
    after = shown[-1]["id"] if len(shown) < len(rows) else None
    return shown, Part(before + 1, before + len(shown), filtered.count, after)


def slice_of(
    ids: Sequence[str], sizes: Sequence[int], wanted: ListPart, most: int
) -> tuple[slice, Part]:
    """Return which items of a list a part has, by default a `page_size` of them.

    An item may count for several: *sizes* says for how many, and the part is numbered by
    these; it has one item at least. Raises NotFound if nothing follows the cursor.
    """
    if wanted.cursor and wanted.cursor not in ids[:-1]:
        raise unknown_cursor(wanted.cursor)
    every = sum(sizes)
    limit = wanted.limit or page_size(every, most)
    start = ids.index(wanted.cursor) + 1 if wanted.cursor else 0
    end, size = start, 0
    while end < len(ids) and (end == start or size + sizes[end] <= limit):
        size += sizes[end]
        end += 1
    before = sum(sizes[:start])
    after = ids[end - 1] if end < len(ids) else None
    return slice(start, end), Part(before + 1, before + size, every, after)


# How many claims the themes of a part have together, if it has more than one. Our choice:
# more than the first debate has.
_CLAIMS = 170


def themes_of(
    sizes: Mapping[ThemeName, int], wanted: ListPart
) -> tuple[list[ThemeName], Part]:
    """Return the themes of a part, and which claims it has, by their numbers.

    *sizes* says of all themes how many claims each has. Raises NotFound if nothing follows
    the cursor.
    """
    themes = [*sizes]
    here, part = slice_of(
        [theme.id for theme in themes], [*sizes.values()], wanted, _CLAIMS
    )
    return themes[here], part


def every_id(listed: Callable[[ListPart], Any]) -> frozenset[str]:
    """Return the ids of a whole list, of which *listed* returns a part as a page object."""
    ids: set[str] = set()
    part = ListPart(_AT_ONCE)
    while True:
        shown = listed(part)
        ids.update(shown.ids)
        if shown.cursor is None:
            return frozenset(ids)
        part = ListPart(_AT_ONCE, shown.cursor)
