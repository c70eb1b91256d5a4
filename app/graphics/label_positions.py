"""A vertical time axis: where a day stands, and where its label has room. Pure."""

import datetime as dt
from collections.abc import Sequence


def y_of_day(day: dt.date, first_year: int, *, top: float, year: float) -> float:
    """Return how far down *day* stands.

    The first day of *first_year* stands at *top*; a year is *year* high.
    """
    new_year = dt.date(day.year, 1, 1)
    length = (dt.date(day.year + 1, 1, 1) - new_year).days
    return top + (day.year - first_year + (day - new_year).days / length) * year


def label_positions(
    wanted: Sequence[float], room: float, *, top: float, bottom: float
) -> list[float]:
    """Return where labels stand that would best stand at the heights *wanted*, in order.

    They are at least *room* apart and together as near as possible to where they want
    to be, within *top* and *bottom* if these leave room for all.
    """
    # Labels that would touch form one block, around the mean of what they want.
    blocks: list[tuple[float, int]] = []
    for number, at in enumerate(sorted(wanted)):
        start, size = at - number * room, 1
        while blocks and blocks[-1][0] >= start:
            before, count = blocks.pop()
            start = (before * count + start * size) / (count + size)
            size += count
        blocks.append((start, size))
    starts = [start for start, size in blocks for _ in range(size)]
    highest = bottom - (len(wanted) - 1) * room
    return [
        max(top, min(start, highest)) + number * room
        for number, start in enumerate(starts)
    ]
