"""Work beside the event loop: each piece with a store of its own, and never too many."""

import asyncio
import sqlite3
import threading
from contextlib import suppress

import pytest

from app.domain.errors import TooBusy
from app.store.store_file import StoreFile
from app.web.store_threads import ADMITTED, RUNNING, THREADS, StoreThreads
from tests.conftest import awaited

LONG = 30  # seconds: so long a test may hang


@pytest.fixture
def threads(store):
    """Give threads that work on the store of the small world."""
    threads = StoreThreads(StoreFile(store.path, threads=THREADS))
    yield threads
    threads.close()


def test_what_runs_at_once_has_stores_of_its_own(threads):
    all_here = threading.Barrier(RUNNING)

    def work(store):
        all_here.wait(LONG)
        return store

    async def at_once():
        return await asyncio.gather(*(threads.run(work) for _ in range(RUNNING)))

    first, then = awaited(at_once()), awaited(at_once())

    assert len({*map(id, first)}) == RUNNING
    assert {*map(id, then)} == {*map(id, first)}


def test_one_more_than_may_wait_comes_later(threads):
    go_on = threading.Event()

    async def one_too_many():
        work = [
            asyncio.create_task(threads.run(lambda _: go_on.wait(LONG)))
            for _ in range(ADMITTED)
        ]
        await asyncio.sleep(0)
        with pytest.raises(TooBusy, match="try again in a few seconds"):
            await threads.run(lambda _: True)
        go_on.set()
        return [*await asyncio.gather(*work), await threads.run(lambda _: True)]

    assert all(awaited(one_too_many()))


def test_work_that_fails_gives_its_place_back(threads):
    for _ in range(2 * ADMITTED):
        with pytest.raises(sqlite3.OperationalError, match="no such table: no_table"):
            awaited(threads.run(lambda store: store.rows("SELECT * FROM no_table")))


def test_the_place_of_a_reader_who_has_left_is_free_once_the_work_ends(threads):
    begun, go_on = threading.Semaphore(0), threading.Event()

    def work(_):
        begun.release()
        return go_on.wait(LONG)

    async def as_many_as_may():
        return await asyncio.gather(
            *(threads.run(lambda _: True) for _ in range(ADMITTED))
        )

    async def leave():
        left = [asyncio.create_task(threads.run(work)) for _ in range(RUNNING)]
        for _ in left:
            assert await asyncio.to_thread(begun.acquire, timeout=LONG)
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        with pytest.raises(TooBusy):
            await as_many_as_may()
        go_on.set()
        for _ in range(LONG * 10):
            with suppress(TooBusy):
                return await as_many_as_may()
            await asyncio.sleep(0.1)
        return [False]

    assert all(awaited(leave()))


def test_when_closed_no_store_stays_open(threads):
    store = awaited(threads.run(lambda store: store))

    threads.close()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        store.rows("SELECT 1")
