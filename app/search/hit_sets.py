"""What the hits of a search stand for, as sets: who says it, where, on which side.

A set is a whole number: each bit is a row of the table ``hit_set``, which says what one hit
stands for in one way, and the rows of a hit follow one another.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import or_

from app.store.connection import Store

_ONE = ord("1")


@dataclass(frozen=True)
class HitSets:
    """The rows of all that can be found."""

    firsts: Mapping[int, int]
    """The first row of each hit."""
    lasts: Mapping[int, int]
    """The last row of each hit."""
    sets: Mapping[str, Mapping[str, int]]
    """The rows by the name and the value of a filter."""

    @cached_property
    def _bytes(self) -> int:
        return (max(self.lasts.values(), default=0) >> 3) + 2

    @cached_property
    def _ends(self) -> int:
        """The last row of each hit."""
        return self._set_of(self.lasts.values())

    @cached_property
    def _others(self) -> int:
        """All rows but these."""
        return ((1 << self._ends.bit_length()) - 1) ^ self._ends

    def _set_of(self, rows: Iterable[int]) -> int:
        # Written as digits, the first row last: a digit is set in less time than a bit.
        digits = bytearray(b"0") * (8 * self._bytes)
        for row in rows:
            digits[~row] = _ONE
        return int(digits, 2)

    def of(self, hits: Iterable[int]) -> int:
        """Return all rows of some hits, by their ids."""
        # Added to ones, the first row of a hit turns them over up to its last one.
        firsts = self._set_of(map(self.firsts.__getitem__, hits))
        return (firsts + self._others) ^ self._others

    def passing(self, filters: Mapping[str, str]) -> int:
        """Return the rows that pass all of the *filters*."""
        rows = self._ends | self._others
        for name, value in filters.items():
            if name == "as_of":
                rows &= self._known_by(value)
            else:
                rows &= self.sets.get(name, {}).get(value, 0)
        return rows

    @cached_property
    def _known(self) -> tuple[list[str], list[int]]:
        """The days, in order, and what was known by each."""
        of_days = sorted(self.sets.get("as_of", {}).items())
        return [day for day, _ in of_days], [
            *accumulate((rows for _, rows in of_days), or_)
        ]

    def _known_by(self, day: str) -> int:
        days, known = self._known
        earlier = bisect_right(days, day)
        return known[earlier - 1] if earlier else 0

    def count(self, rows: int) -> int:
        """Return how many hits have any of the *rows*."""
        return self._lasts(rows).bit_count() if rows else 0

    def counts(self, name: str, rows: int) -> dict[str, int]:
        """Return how many of the *rows* themselves have each value of a filter that occurs."""
        return {
            value: having.bit_count()
            for value, of_value in self.sets[name].items()
            if (having := of_value & rows)
        }

    def _lasts(self, rows: int) -> int:
        """Return the last row of each hit that has any of the *rows*."""
        # Added to ones, whatever is set before the last row of a hit carries over into it.
        return (((rows & self._others) + self._others) | rows) & self._ends

    @cached_property
    def _hits(self) -> list[int]:
        """All hits, in the order of their rows."""
        return sorted(self.lasts, key=self.lasts.__getitem__)

    def in_order(self, rows: int) -> Iterator[int]:
        """Yield the hits that have any of the *rows*, in the order of the data."""
        lasts = self._lasts(rows)
        while lasts:
            last = lasts & -lasts
            row = last.bit_length() - 1
            yield self._hits[bisect_left(self._hits, row, key=self.lasts.__getitem__)]
            lasts ^= last

    def among(self, hits: Iterable[int], rows: int) -> Iterator[int]:
        """Yield those of some *hits*, by their ids, that have any of the *rows*."""
        bits = self._lasts(rows).to_bytes(self._bytes, "little")
        for hit in hits:
            row = self.lasts[hit]
            if bits[row >> 3] >> (row & 7) & 1:
                yield hit


NOTHING = HitSets({}, {}, {})
"""What stands for no hits."""


def hit_sets_of(store: Store) -> HitSets:
    """Return what can be found in a store."""
    return store.held("hit sets", lambda: _read(store))


def _read(store: Store) -> HitSets:
    sets: dict[str, dict[str, int]] = defaultdict(dict)
    for row in store.rows("SELECT name, value, bits FROM hit_set"):
        sets[row["name"]][row["value"]] = int.from_bytes(row["bits"], "little")
    rows = store.rows("SELECT hit, first, last FROM hit_place")
    return HitSets(
        {row["hit"]: row["first"] for row in rows},
        {row["hit"]: row["last"] for row in rows},
        sets,
    )
