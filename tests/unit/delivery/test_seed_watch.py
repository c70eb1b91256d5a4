"""The site that follows its seeds: it shows them as they are, or what is wrong with them."""

import datetime as dt
import random
import shutil
import time

import pytest
from markupsafe import escape

from app.compile.compiler import compiled_seeds
from app.compile.example_debate import write_example_debate
from app.delivery.app import create_app
from app.delivery.seed_watch import SeedWatch, seen
from app.domain.errors import SeedErrors
from app.domain.vocabulary import Stance
from app.store.build import build_store
from tests.client import Client
from tests.conftest import close

CLAIMS = "claims/first-theme.toml"
SOURCE = "sources/example-source.toml"
# What becomes of a file at the *n*-th edit; None if it is taken away. Only the first two
# leave the debate whole.
EDITS = [
    (
        CLAIMS,
        lambda text, n: text.replace(b"speaks for this", b"is for %d or this" % n),
    ),
    (SOURCE, lambda text, n: text.replace(b"It introduces", b"It %d introduces" % n)),
    (
        CLAIMS,
        lambda text, n: text.replace(b'exact = "The first', b'exact = "No %d' % n),
    ),
    (CLAIMS, lambda text, n: text[: len(text) // 2 + n]),
    (CLAIMS, lambda text, n: text.replace(b"the-first-reason", b"reason-%d" % n, 1)),
    ("debate.toml", lambda text, n: b"colour = %d\n" % n + text),
    ("debate.toml", lambda text, n: b"\xff%d" % n + text),
    ("sources/example-source.txt", lambda text, n: text + b"\n\nMore: %d" % n),
    (SOURCE, lambda _text, _n: None),
    ("claims/Second.TOML", lambda text, n: text + b"%d" % n),
]


@pytest.fixture
def debate(tmp_path):
    """Write a debate and its store; give both."""
    seeds, store = tmp_path / "seeds", tmp_path / "store.sqlite"
    labels = {Stance.FOR: "For", Stance.AGAINST: "Against"}
    write_example_debate(seeds, "Is it so?", labels, dt.date(2025, 1, 1))
    build_store(seeds, store)
    return seeds, store


def edit(seeds, whole, draw, n):
    """Mend everything, and then change a file, or two, or none."""
    shutil.rmtree(seeds / "claims")
    shutil.copytree(whole, seeds, dirs_exist_ok=True)
    for name, become in draw.sample(EDITS, draw.choice([0, 1, 1, 2])):
        path = seeds / name
        text = become(path.read_bytes() if path.exists() else b"", n)
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text)


def expected(seeds):
    """Return what a page of the seeds as they are answers with, and what it has to say."""
    try:
        release = compiled_seeds(seeds)[0].release
    except SeedErrors as error:
        return 503, [str(escape(str(one))) for one in error.errors]
    return 200, [f'data-release="{release.hash[:12]}"']


@pytest.mark.parametrize("edits", [12, pytest.param(100, marks=pytest.mark.soak)])
def test_each_edit_is_on_the_page_soon_or_what_is_wrong_with_it(
    debate, tmp_path, edits
):
    seeds, store = debate
    whole = shutil.copytree(seeds, tmp_path / "whole")
    watch = SeedWatch(seeds, lambda: build_store(seeds, store), interval=0.02)
    app = create_app(store, not_built=lambda: watch.error)
    draw, met = random.Random(edits), set()  # noqa: S311 - no secret
    was = 200

    with Client(app) as client, watch.on():
        for n in range(edits):
            edit(seeds, whole, draw, n)
            status, told = expected(seeds)
            until = time.monotonic() + 30
            page = client.get("/claims")
            while page.status_code != status or not all(
                one in page.text for one in told
            ):
                assert time.monotonic() < until, (n, status, told, page.text)
                # After a mend, the old release would pass for the new one.
                assert (was, page.status_code) != (503, 200), n
                time.sleep(0.01)
                page = client.get("/claims")
            met.add(was := status)
    close(app)

    assert met == {200, 503}


def test_a_file_that_is_gone_is_noticed_and_data_says_so_too(debate):
    seeds, store = debate
    watch = SeedWatch(seeds, lambda: build_store(seeds, store), interval=0.02)
    app = create_app(store, not_built=lambda: watch.error)
    before = seen(seeds)
    (seeds / CLAIMS).with_name(".water.toml.swp").touch()  # an editor's own
    assert seen(seeds) == before
    (seeds / CLAIMS).unlink()

    with Client(app) as client, watch.on():
        until = time.monotonic() + 30
        while not watch.error:
            assert time.monotonic() < until, "a file that is gone went unnoticed"
            time.sleep(0.01)
        answer = client.get("/claims.json")
    close(app)

    assert answer.status_code == 503
    assert answer.json()["problems"] == [
        "claims/: there are no claims yet; write the first into claims/first-theme.toml"
    ]
