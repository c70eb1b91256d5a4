"""The store while the site runs: the release in it, and what becomes of it."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from app.domain.database import Database
from app.domain.errors import StoreError
from app.store.connection import Identity, Store
from app.store.opening import store_at

_log = logging.getLogger("counterpoint")

# The store from which the request at hand is answered, if a thread answers it.
READING: ContextVar[Store] = ContextVar("reading")


class OpenRelease:
    """What a store held when it was opened, with a connection for each thread."""

    def __init__(self, database: Database, site: str, threads: int) -> None:
        """Open the store at *database* for the event loop and so many *threads*.

        Raises StoreError or OSError.
        """
        while True:
            self.store = store_at(database, site=site)
            """The store that the event loop reads."""
            # Opened now: when the store has been replaced it is too late.
            self._idle = [self.store.another() for _ in range(threads)]
            if self.store.present_identity() == self.store.identity:
                break
            self.close()

    @contextlib.contextmanager
    def lent(self) -> Iterator[Store]:
        """Lend a store to a thread; what is read in the block is all of this release."""
        store = self._idle.pop()
        token = READING.set(store)
        try:
            yield store
        finally:
            READING.reset(token)
            self._idle.append(store)

    def close(self) -> None:
        """Close the stores that no thread has."""
        for store in (self.store, *self._idle):
            store.close()


class StoreFile:
    """The store of a site: the release that pages show, and the look-out for the next."""

    def __init__(self, database: Database, *, site: str = "", threads: int = 0) -> None:
        """Open the store at *database* for so many *threads*; *site* is that of the store.

        Raises StoreError if there is no usable store.
        """
        self._database, self._site = database, site
        self._threads = threads + 1  # and the one that looks for the next release
        self.release = OpenRelease(database, site, self._threads)
        """The release that pages show."""
        self._refused: Identity | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def now(self) -> Store:
        """The store to read: that of the request at hand, or else the event loop's."""
        return READING.get(None) or self.release.store

    @property
    def is_latest(self) -> bool:
        """Whether the store to read is of the latest release that can be used."""
        return self.now.present_identity() in {self.now.identity, self._refused}

    def follow(self, prepare: Callable[[OpenRelease], object] = lambda _: None) -> None:
        """Show from now on each new release, once it is opened and *prepare* has seen it.

        A thread does all this: pages of the old release are answered meanwhile.
        """
        self._thread = threading.Thread(
            target=self._run, args=(prepare,), name="store", daemon=True
        )
        self._thread.start()

    def _run(self, prepare: Callable[[OpenRelease], object]) -> None:
        while not self._ended.wait(self.release.store.interval):
            try:
                self._look(prepare)
            except Exception:  # noqa: BLE001 - the next look may go well
                _log.exception("the store could not be looked at")

    def _look(self, prepare: Callable[[OpenRelease], object]) -> None:
        """Open the store if it is another one; say once why it cannot be used."""
        with self.release.lent() as store:
            identity = store.present_identity()
        shown = self.release.store
        if identity == shown.identity:
            self._refused = None
            return
        # Without an identity it is only away, and may come back as another release.
        if identity and identity == self._refused:
            return
        try:
            new = OpenRelease(self._database, self._site, self._threads)
        except (StoreError, OSError) as error:
            if identity != self._refused:
                _log.warning(
                    "%s; until then the release of %s is served",
                    error,
                    shown.stamp.date,
                )
            self._refused = identity
            return
        self._refused = None
        try:
            prepare(new)
        finally:
            self.release = new

    def close(self) -> None:
        """End the look-out, and close the stores."""
        self._ended.set()
        if self._thread:
            self._thread.join()
        self.release.close()
