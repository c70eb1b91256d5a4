"""What takes long is done beside the event loop: nobody waits for another's page."""

import asyncio
import shutil
import threading
from contextlib import contextmanager

import httpx2
import pytest

from app.store.build import build_store
from tests.conftest import awaited, close, site_at, state_of

LONG = 20  # seconds: so long a test may hang


@pytest.fixture
def site(store, tmp_path):
    """Give the site of a copy of the small world's store, and the path of the copy."""
    database = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, database)
    site = site_at(database)
    yield site, database
    close(site)


@contextmanager
def held(site):
    """Hold up every statement until the block ends; give what tells that one has begun."""
    release = state_of(site).store_file.release
    begun, go_on = threading.Semaphore(0), threading.Event()

    def hold(_):
        begun.release()
        go_on.wait(LONG)

    for one in (release.store, *vars(release)["_idle"]):
        one.trace(hold)
    try:
        yield begun
    finally:
        go_on.set()


def asking(site):
    """Give a client that asks on the event loop at hand."""
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(site), base_url="http://testserver"
    )


SLOW = [
    pytest.param("GET", "/matrix", id="a page"),
    pytest.param("GET", "/search?q=water", id="a search"),
    pytest.param("GET", "/claims.csv?stance=for", id="a table"),
    pytest.param("GET", "/claims/no-such-claim", id="what a 404 suggests"),
    pytest.param("GET", "/exports", id="the size of the exports"),
    pytest.param("GET", "/exports/claims.csv", id="an export"),
    pytest.param("GET", "/claims/the-water-rises.png", id="a share card"),
    pytest.param("GET", "/reading-list.docx?keep=the-water-rises", id="a document"),
    pytest.param("GET", "/verify?q=every+gauge+agrees", id="a quotation"),
    pytest.param("POST", "/verify.md", id="a text"),
]


@pytest.mark.parametrize(("method", "path"), SLOW)
def test_a_page_that_is_kept_is_answered_before_one_that_takes_long(site, method, path):
    site, _ = site

    async def ask():
        async with asking(site) as client:
            await client.get("/claims")
            sent = {"data": {"q": "“every gauge agrees”"}} if method == "POST" else {}
            with held(site) as begun:
                slow = asyncio.create_task(client.request(method, path, **sent))
                assert await asyncio.to_thread(begun.acquire, timeout=LONG)
                kept = await client.get("/claims")
                before = not slow.done()
            return before, kept, await slow

    before, kept, slow = awaited(ask())

    assert before
    assert kept.status_code == 200
    assert slow.status_code == (404 if "no-such" in path else 200)


def test_what_takes_long_keeps_no_page_waiting_that_is_not_kept(site):
    site, _ = site
    threads, go_on = state_of(site).threads, threading.Event()

    async def ask():
        async with asking(site) as client:
            long = [
                asyncio.create_task(threads.make(lambda _: go_on.wait(LONG), long=True))
                for _ in range(10)
            ]
            page = await client.get("/gaps")
            before = not any(one.done() for one in long)
            go_on.set()
            return before, page.status_code, await asyncio.gather(*long)

    before, status, long = awaited(ask())

    assert (before, status, all(long)) == (True, 200, True)


def test_a_new_release_is_shown_with_its_main_pages_made(site, seeds, change):
    site, database = site
    change("claims/town.toml", "one whole winter", "one long winter")
    build_store(seeds, database.with_name("new"))

    async def ask():
        async with asking(site) as client:
            old = await client.get("/claims")
            file = state_of(site).store_file
            before = file.release
            database.with_name("new").replace(database)
            for _ in range(LONG * 50):
                if file.release is not before:
                    break
                await asyncio.sleep(0.02)
            with held(site) as begun:
                new = await client.get("/claims")
                asked = begun.acquire(blocking=False)
            return old, new, asked

    old, new, asked = awaited(ask())

    assert "one whole winter" in old.text
    assert "one long winter" in new.text
    assert not asked, "the page was made when it was asked for"
