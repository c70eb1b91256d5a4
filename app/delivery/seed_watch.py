"""Build the store anew whenever the seeds change, while the site is served."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import CounterpointError, NotBuilt

_log = logging.getLogger("counterpoint")

# How often the folder is looked at: seldom enough to cost nothing. Our choice.
_INTERVAL = 0.5  # seconds
# The store is built once nothing has changed for so long: an editor that saves writes a few
# files, or one in pieces.
_SETTLED = 0.1  # seconds
# The folders of a debate, below that of the seeds.
_FOLDERS = (".", "sources", "claims")

Seen = dict[str, tuple[int, ...]]


class SeedWatch:
    """A watch over the folder of the seeds, in a thread of its own."""

    def __init__(
        self, seeds: Path, build: Callable[[], object], *, interval: float = _INTERVAL
    ) -> None:
        """Watch *seeds* from now on: what changes before ``on`` is not missed.

        *build* builds the store; *interval* is the time between two looks, in seconds.
        """
        self.error: NotBuilt | None = None
        """Why the store is not that of the seeds as they are."""
        self._seeds, self._build, self._interval = seeds, build, interval
        self._built: Seen = seen(seeds)
        self._ended = threading.Event()

    @contextlib.contextmanager
    def on(self) -> Iterator[None]:
        """Watch until the block ends, and a build that has begun."""
        thread = threading.Thread(target=self._run, name="seeds")
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def wait(self, error: CounterpointError) -> None:
        """Wait until what is wrong, *error* at first, is mended and the store is built."""
        self.error = NotBuilt(error)
        while self.error is not None:
            time.sleep(self._interval)
            self._look()

    def build(self) -> None:
        """Build the store, or keep in ``error`` why not."""
        try:
            self._build()
        except Exception as error:  # noqa: BLE001 - the old store must not pass for the new
            if not isinstance(error, CounterpointError | OSError):
                _log.error("the store could not be built", exc_info=error)
            self.error = NotBuilt(error)
        else:
            self.error = None

    def _run(self) -> None:
        while not self._ended.wait(self._interval):
            self._look()

    def _look(self) -> None:
        """Build the store if something has changed, once it has settled."""
        now = seen(self._seeds)
        if now == self._built:
            return
        before: Seen = {}
        while now != before and not self._ended.wait(min(_SETTLED, self._interval)):
            before, now = now, seen(self._seeds)
        self._built = now
        self.build()


def seen(seeds: Path) -> Seen:
    """Return what tells that a file of the seeds was changed, moved, added or removed."""
    found: Seen = {}
    for name in _FOLDERS:
        folder = seeds / name
        try:
            entries = [*os.scandir(folder)]
        except OSError as error:
            found[name] = (error.errno or 0,)
            continue
        for entry in entries:
            # An editor's own files are hidden, and no seeds; a store may lie beside
            # debate.toml, and changes with each build.
            beside = name == "." and not entry.name.endswith(".toml")
            if beside or entry.name.startswith("."):
                continue
            with contextlib.suppress(OSError):  # removed since
                found[f"{name}/{entry.name}"] = _state(entry)
    return found


def _state(entry: os.DirEntry[str]) -> tuple[int, ...]:
    """Return what changes with the content or the rights of a file."""
    try:
        stat = os.stat(entry.path)  # noqa: PTH116 - entry.stat() is kept on Windows
    except FileNotFoundError:  # a link that leads nowhere
        stat = entry.stat(follow_symlinks=False)
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
