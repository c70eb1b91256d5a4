"""Pages that are kept: beside a bare app, beside Datasette, and served by two processes."""

from collections.abc import Collection, Iterator
from contextlib import closing
from functools import partial
from itertools import cycle, repeat
from statistics import median

from app.bench.addresses import addresses, anew, names_in
from app.bench.client import PUT_OFF, Load, load, request
from app.bench.crawl import crawl
from app.bench.effort import Effort
from app.bench.figures import Figure
from app.bench.programs import Debate, datasette, running, site
from app.store.connection import Store

# As many as the browsers of a few readers open. Our choice.
_CONNECTIONS = 16
# Datasette keeps no page, so that it holds no more after more of them. Our choice.
_OF_DATASETTE = 300  # addresses
# The pages that readers open most; what comes nearest to each in Datasette, which is the same
# row, the same article, a table of claims, the same search, the row as JSON; and how many times
# its throughput the gate is.
_PAGES = {
    "claim": ("/claims/{claim}", "/{name}/claim/{claim}", 90),
    "source": ("/sources/{source}", "/{name}/source/{source}", 120),
    "home": ("/", "/{name}/claim?_size=60", 400),
    "search": ("/search?q={rarer}", "/{name}/findable?_search={rarer}", 300),
    "JSON": ("/claims/{claim}.json", "/{name}/claim/{claim}.json", 24),
}


def beside_bare(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield the throughput of each kept page as a share of a bare ASGI app's.

    The bare app returns the same bytes, from the same web server.
    """
    pages = _pages(debate)
    asked = [address for address, _, _ in pages.values()]
    with (
        site(debate) as ours,
        running("app.bench.bare_app", str(ours.port), *asked) as bare,
    ):
        for kind, (address, _, _) in pages.items():
            pairs = effort.pairs(
                partial(_load, ours.port, address, effort.seconds),
                partial(_load, bare.port, address, effort.seconds),
            )
            yield Figure(
                f"bare-{kind}",
                f"{kind}, kept: throughput, to a bare ASGI app's with the same bytes",
                median(one.rate / other.rate for one, other in pairs),
                least=0.8,
            )


def beside_datasette(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield how many times the throughput of Datasette each kept page has.

    Both serve the same file; a page is compared with what comes nearest to it.
    """
    with site(debate) as ours, datasette(debate) as theirs:
        for kind, (address, nearest, least) in _pages(debate).items():
            pairs = effort.pairs(
                partial(_load, ours.port, address, effort.seconds),
                partial(_load, theirs.port, nearest, effort.seconds),
            )
            yield Figure(
                f"datasette-{kind}",
                f"{kind}, kept: throughput, to Datasette's on the same file",
                median(one.rate / other.rate for one, other in pairs),
                least=least,
            )


def memory(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield the memory of the site after a long crawl, in MB and to that of Datasette.

    Datasette is asked for fewer pages, as it keeps none and takes long for each.
    """
    with site(debate) as ours, datasette(debate) as theirs:
        asked = crawl(ours.port, effort.addresses)
        others = crawl(theirs.port, min(effort.addresses, _OF_DATASETTE))
        held, beside = ours.memory, theirs.memory
    what = f"memory of a process after {asked:,} addresses"
    yield Figure("memory", what, held / 1e6, "MB")
    yield Figure(
        "datasette-memory",
        f"{what}, to that of Datasette, which keeps no page, after {others:,}",
        held / beside,
        most=1.7,
    )


def by_processes(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield how many pages a second one process answers, and how many times as many two do.

    These are the kept pages; then every kind of page, each made anew. What asks for them
    takes its part of the same cores.
    """
    kept = cycle([request(address) for address, _, _ in _pages(debate).values()])
    with closing(Store(debate.database)) as store:
        made = anew(*addresses(store).values())
    with site(debate) as one, site(debate, "--workers", "2") as two:
        for kind, what, requests in (
            ("kept", "kept pages", kept),
            ("made", "pages made anew", made),
        ):
            pairs = effort.pairs(
                partial(_loaded, one.port, requests, effort.seconds, (200, PUT_OFF)),
                partial(_loaded, two.port, requests, effort.seconds, (200, PUT_OFF)),
            )
            rate = median(alone.rate for alone, _ in pairs)
            flow = median(alone.flow for alone, _ in pairs)
            times = median(both.rate / alone.rate for alone, both in pairs)
            yield Figure(f"one-{kind}", f"{what}, by one process", rate, "a second")
            yield Figure(
                f"one-{kind}-flow", f"{what}, by one process", flow * 8e-6, "Mbit/s"
            )
            yield Figure(
                f"two-{kind}", f"{what}, by two processes", times, "times as many"
            )


def _load(port: int, address: str, seconds: float) -> Load:
    """Ask for one page again and again."""
    return _loaded(port, repeat(request(address)), seconds)


def _loaded(
    port: int,
    requests: Iterator[bytes],
    seconds: float,
    statuses: Collection[int] = (200,),
) -> Load:
    connections = [requests] * _CONNECTIONS
    return load(port, connections, seconds=seconds, statuses=statuses)


def _pages(debate: Debate) -> dict[str, tuple[str, str, int]]:
    """Return the pages, with the ids of the debate in their addresses."""
    with closing(Store(debate.database)) as store:
        names = names_in(store) | {"name": debate.database.stem}
    return {
        kind: (ours.format_map(names), theirs.format_map(names), least)
        for kind, (ours, theirs, least) in _PAGES.items()
    }
