"""Threads for work that takes longer than a page may, each with a store of its own."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from app.domain.errors import TooBusy
from app.store.connection import Store

Result = TypeVar("Result")

# So many run at once, and so many with those that wait; the rest has to come later.
# Python runs one thread at a time: more would only make all of them slower. Our choice.
RUNNING, ADMITTED = 2, 4


class StoreThreads:
    """Work beside the event loop, a few pieces at a time."""

    def __init__(self, path: Path, *, site: str = "") -> None:
        """*path* and *site* are those of the store."""
        self._path, self._site = path, site
        self._idle: list[Store] = []
        self._places = threading.Semaphore(ADMITTED)
        self._threads = ThreadPoolExecutor(RUNNING, "counterpoint")

    async def run(self, work: Callable[[Store], Result]) -> Result:
        """Return what *work* returns of a store that nobody else uses meanwhile.

        Raises TooBusy if too much is waiting already.
        """
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            future = self._threads.submit(self._with_store, work)
        except RuntimeError:  # it is closed
            self._places.release()
            raise
        # Work whose reader has gone goes on; its place is free only when it ends.
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)

    def _with_store(self, work: Callable[[Store], Result]) -> Result:
        try:
            store = self._idle.pop().fresh()
        except IndexError:  # the other threads have them
            store = Store(self._path, site=self._site)
        try:
            return work(store)
        finally:
            self._idle.append(store)

    def close(self) -> None:
        """End the threads, once their work is done, and close the stores."""
        self._threads.shutdown()
        for store in self._idle:
            store.close()
