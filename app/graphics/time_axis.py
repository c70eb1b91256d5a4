"""Time drawn downwards: where a day stands, and where its label has room. Pure."""

import datetime as dt
from collections.abc import Sequence


def height(day: dt.date, first_year: int, *, top: float, year: float) -> float:
    """Say how far down *day* stands.

    The first day of *first_year* stands at *top*, and a year is *year* high.
    """
    new_year = dt.date(day.year, 1, 1)
    length = (dt.date(day.year + 1, 1, 1) - new_year).days
    return top + (day.year - first_year + (day - new_year).days / length) * year


def spread(
    wanted: Sequence[float], room: float, *, top: float, bottom: float
) -> list[float]:
    """Say where labels stand that want to be at these heights, in this order.

    None is nearer to the next than *room*; together they stand as near as can be to
    where they want to be, within *top* and *bottom* where these leave room for all.
    """
    # Labels that would touch stand as one block, around the mean of what they want.
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
