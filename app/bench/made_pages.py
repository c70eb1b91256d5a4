"""Pages that are made anew: how long that takes as the data grows, and whom it keeps waiting."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from itertools import islice, repeat
from statistics import median

from app.bench.addresses import addresses, anew
from app.bench.client import PUT_OFF, load, request
from app.bench.effort import Effort
from app.bench.figures import Figure
from app.bench.programs import Debate, Program, site
from app.store.connection import Store

# A page of much data may take so many times as long as one of little, or else so long.
_TIMES, _ALLOWED = 2, 0.025  # seconds
_CLIENTS = 8

Times = dict[int, list[float]]  # seconds, by the size of the debate


def by_size(debates: Mapping[int, Debate], effort: Effort) -> Iterator[Figure]:
    """Yield how long each kind of page takes at each size, and the worst to its limit.

    *debates* are named by their size, the smallest first: as long as of that one twice over,
    or 25 ms if that is more, a page of a larger one may take. Each is asked for several
    times, under addresses that are not kept. The fastest counts; what only the first who asks
    a new release has to wait for is told apart.
    """
    smallest, *larger = debates
    made: dict[str, Times] = {}
    for kind, times in _made(debates, effort):
        made[kind] = times
        for size, all_times in times.items():
            yield Figure(
                f"made-{size}-{kind}",
                f"{kind} of {size} times the data",
                min(all_times) * 1e3,
                "ms",
            )
    for size in larger:
        yield _worst(size, made, smallest)
        first = max(made, key=lambda kind: made[kind][size][0])
        took = made[first][size][0]
        what = f"the slowest page of a new release, of {size} times the data"
        yield Figure(f"first-{size}", what, took * 1e3, "ms", note=first)


def _made(debates: Mapping[int, Debate], effort: Effort) -> Iterator[tuple[str, Times]]:
    """Yield each kind of page with how long it took each time, at each size in turn."""
    with ExitStack() as stack:
        sites = {
            size: (stack.enter_context(site(debate)), _addresses(debate))
            for size, debate in debates.items()
        }
        for kind in next(iter(sites.values()))[1]:
            yield (
                kind,
                {
                    size: _times(served, pages[kind], effort)
                    for size, (served, pages) in sites.items()
                },
            )


def _times(served: Program, address: str, effort: Effort) -> list[float]:
    requests = islice(anew(address), effort.rounds + 1)
    return load(served.port, [requests]).times[0]


def _worst(size: int, made: Mapping[str, Times], smallest: int) -> Figure:
    """Return what the page that is furthest from its limit, or beyond it, takes of that."""
    of_limit = {
        kind: min(times[size]) / max(_TIMES * min(times[smallest]), _ALLOWED)
        for kind, times in made.items()
    }
    worst = max(of_limit, key=lambda kind: of_limit[kind])
    over = sum(part > 1 for part in of_limit.values())
    took = min(made[worst][size]) * 1e3
    return Figure(
        f"made-{size}",
        f"the slowest page of {size} times the data, to what it may take",
        of_limit[worst],
        most=1,
        note=f"{worst}, {took:.0f} ms; {over} of {len(made)} kinds take longer",
    )


def held_up(debate: Debate, seconds: float) -> Iterator[Figure]:
    """Yield how long a kept page takes while eight others ask for pages to be made.

    They ask for every kind of page, under addresses that are not kept, as fast as they are
    answered; one more asks for the front page.
    """
    kinds = [*_addresses(debate).values()]
    firsts = [len(kinds) * number // _CLIENTS for number in range(_CLIENTS)]
    others = [anew(*kinds[at:], *kinds[:at]) for at in firsts]
    with site(debate) as served:
        reader = repeat(request("/"))
        found = load(
            served.port, [reader, *others], seconds=seconds, statuses=(200, PUT_OFF)
        )
    waited = found.times[0]
    made = sum(len(times) for times in found.times[1:])
    what = f"a kept page while {_CLIENTS} others have pages made"
    yield Figure(
        "waits",
        f"{what}: the longest",
        max(waited) * 1e3,
        "ms",
        most=50,
        note=f"of {len(waited):,}, while {made:,} others were made",
    )
    yield Figure("waits-median", f"{what}: the median", median(waited) * 1e3, "ms")


def _addresses(debate: Debate) -> dict[str, str]:
    with closing(Store(debate.database)) as store:
        return addresses(store)
