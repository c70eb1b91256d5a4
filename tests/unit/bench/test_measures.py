"""What measures the program: that it asks what it says it asks."""

import http.client
from contextlib import closing
from itertools import islice, repeat

import pytest

from app.bench.__main__ import measure
from app.bench.addresses import addresses, anew
from app.bench.building import WatchedBuild
from app.bench.client import load, request
from app.bench.crawl import crawl
from app.bench.effort import Effort
from app.bench.figures import README, Results, machine, readme_with
from app.bench.programs import Debate, running
from app.web.routes import PAGES
from tests.conftest import answering


@pytest.fixture(scope="module")
def port(store):
    """Serve the small world; give the port."""
    with answering(store.path) as address:
        yield int(address.rpartition(":")[2])


def test_a_load_is_every_answer_of_every_connection(port):
    pages = [request("/"), request("/claims.json"), request("/exports/claims.csv")]

    found = load(port, [iter(pages), iter(pages[:1])])

    assert [len(times) for times in found.times] == [3, 1]
    assert all(0 < took < 60 for times in found.times for took in times)
    assert found.flow > found.rate > 0


def test_a_load_ends_in_time_and_waits_for_what_was_asked(port):
    found = load(port, [repeat(request("/"))] * 4, seconds=0.1)

    assert len(found.times) == 4
    assert all(found.times)
    assert 0.1 <= sum(map(len, found.times)) / found.rate < 60


def test_an_answer_with_another_status_is_no_figure(port):
    with pytest.raises(RuntimeError, match="404 for /claims/none"):
        load(port, [iter([request("/claims/none")])])
    with pytest.raises(OSError, match="refused"):
        load(1, [iter([request("/")])])


def test_every_kind_of_page_is_asked_for(store):
    asked = addresses(store)

    assert {page.path for page in PAGES} <= {*asked}
    assert asked["/sources/{slug}"] == "/sources/pilot-2025"
    assert asked["map of a theme"] == "/map?theme=water"


def test_what_is_made_anew_was_never_asked_for():
    requests = [*islice(anew("/claims", "/search?q=sea"), 100)]

    assert len({*requests}) == 100
    assert requests[0].startswith(b"GET /claims?n=")
    assert requests[1].startswith(b"GET /search?q=sea&n=")


def test_a_crawl_follows_links_and_ends(port):
    assert crawl(port, 5) == 5


def test_a_bare_app_returns_the_same_bytes(port):
    pages = ["/", "/search?q=sea", "/claims/the-water-rises.json"]

    def answers(port):
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as asking:
            for page in pages:
                headers = {"Host": "127.0.0.1", "Accept-Encoding": "br"}
                asking.request("GET", page, headers=headers)
                answer = asking.getresponse()
                named = [one for one in answer.getheaders() if one[0] != "date"]
                yield answer.status, named, answer.read()

    with running("app.bench.bare_app", str(port), *pages) as bare:
        assert [*answers(bare.port)] == [*answers(port)]
        assert 10e6 < bare.memory < 200e6


def test_a_watched_build_sees_every_row_that_is_inserted(world, tmp_path):
    watched = WatchedBuild(Debate(world, tmp_path / "store.sqlite"))

    assert watched.build() > 0

    rows = {
        sql.split()[2].strip('"'): len(given)
        for sql, given, inserts in watched.statements
        if inserts
    }
    assert (rows["claim"], rows["quote"], rows["source"]) == (11, 17, 3)
    assert rows["hit_set"] > 1
    assert watched.repeat() > 0


@pytest.mark.soak
def test_a_whole_run_has_every_figure_of_the_readme(world, tmp_path):
    sizes = {1: (2, 16), 10: (3, 24), 100: (4, 32)}

    figures = [*measure(tmp_path, world, sizes, Effort(1, 0.1, 30))]

    readme = readme_with(README.read_text("utf-8"), Results("", machine(), figures))
    assert all(one.what in readme for one in figures if one.gate)
    assert "not measured" not in readme
    assert all(one.value > 0 for one in figures)
