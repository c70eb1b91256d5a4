"""Threads that read the store beside the event loop, so that no page waits for another."""

import asyncio
import contextlib
import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from app.domain.errors import TooBusy
from app.store.connection import Store
from app.store.store_file import StoreFile

Result = TypeVar("Result")

# So many pieces of long work run at once, and so many with those that wait; the rest has to
# come later. Python runs one thread at a time: more would only make all of them slower. Our
# choice.
RUNNING, ADMITTED = 2, 4
# So many pages are made at once: one that takes long leaves room for the others.
PAGES = 2
# All that may read the store at once.
THREADS = PAGES + RUNNING


class _Collector:
    """Python's collector of garbage, which stops every thread while it looks at all there is.

    Long work makes so much that this takes up to a second, and leaves next to none of what
    only the collector frees.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept_away = 0

    def __enter__(self) -> None:
        with self._lock:
            self._kept_away += 1
            gc.disable()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._kept_away -= 1
            if not self._kept_away:
                gc.enable()


_COLLECTOR_KEPT_AWAY = _Collector()


class StoreThreads:
    """Work beside the event loop, a few pieces at a time, each with a store of its own."""

    def __init__(self, file: StoreFile) -> None:
        """*file* lends the stores, to as many as THREADS."""
        self.file = file
        self._places = threading.Semaphore(ADMITTED)
        self._pages = ThreadPoolExecutor(PAGES, "page")
        self._long = ThreadPoolExecutor(RUNNING, "long")

    async def run(self, work: Callable[[Store], Result]) -> Result:
        """Return what long *work* returns of a store that nobody else uses meanwhile.

        Raises TooBusy if too much is waiting already.
        """
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            future = self._submit(work, long=True)
        except RuntimeError:  # it is closed
            self._places.release()
            raise
        # Work whose reader has gone goes on; its place is free only when it ends.
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)

    async def make(self, work: Callable[[Store], Result], *, long: bool) -> Result:
        """Return what *work* returns of such a store, in its turn.

        *long* work waits for other long work, and no page waits for it.
        """
        return await asyncio.wrap_future(self._submit(work, long=long))

    def _submit(self, work: Callable[[Store], Result], *, long: bool) -> Future[Result]:
        threads = self._long if long else self._pages
        return threads.submit(copy_context().run, self._with_store, work, long)

    def _with_store(self, work: Callable[[Store], Result], long: bool) -> Result:  # noqa: FBT001
        away = _COLLECTOR_KEPT_AWAY if long else contextlib.nullcontext()
        with away, self.file.release.lent() as store:
            return work(store)

    def close(self) -> None:
        """End the threads, once their work is done, and close the stores."""
        self._pages.shutdown()
        self._long.shutdown()
        self.file.close()
