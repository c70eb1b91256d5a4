"""Opening the store: what kind of file it is, and reading it while it serves."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import (
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreOfAnotherVersion,
)
from app.domain.records import SCHEMA
from app.store.tables import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
# How long the file's identity is believed before it is looked at again. Our choice:
# looking costs some microseconds, and nobody notices a fiftieth of a second.
_BELIEVED = 0.020  # seconds
# A statement may run for so many times so many virtual machine steps before it is ended,
# about half a second: no page needs a hundredth of it.
_MOST, _STEPS = 50, 1_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which data a store holds."""

    hash: str
    """SHA-256 of the seeds that it was compiled from."""
    date: str
    """Date of the release, YYYY-MM-DD."""
    question: str


def inspect(path: Path, *, damaged: bool = False) -> Stamp:
    """Say which data the store at *path* holds.

    With *damaged*, a store that is ours but broken, or of another version, passes, with
    an empty stamp: it may be replaced.

    Raises StoreMissing, StoreForeign, StoreDamaged or StoreOfAnotherVersion.
    """
    version = _version(path)
    try:
        return _stamp(path, version)
    except (StoreDamaged, StoreOfAnotherVersion):
        if damaged:
            return Stamp("", "", "")
        raise


def _version(path: Path) -> int:
    """Give the schema of the store at *path*, read from the head of the file.

    Raises StoreMissing, StoreForeign or StoreDamaged.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(path) from None
    except OSError as error:
        raise StoreDamaged(path, error.strerror or str(error)) from error
    # Where SQLite keeps user_version and application_id: sqlite.org/fileformat2.html.
    application = int.from_bytes(head[68:72], "big")
    if len(head) < 100 or head[:16] != _MAGIC or application != APPLICATION_ID:
        raise StoreForeign(path)
    return int.from_bytes(head[60:64], "big")


def _stamp(path: Path, version: int) -> Stamp:
    """Read which data it is; raises StoreDamaged or StoreOfAnotherVersion."""
    if version != SCHEMA:
        raise StoreOfAnotherVersion(path, version, SCHEMA)
    try:
        with contextlib.closing(_opened(path)) as connection:
            (problem,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            row = connection.execute("SELECT hash, date, question FROM release")
            found = row.fetchone()
    except sqlite3.Error as error:
        raise StoreDamaged(path, str(error)) from error
    if problem != "ok" or found is None:
        raise StoreDamaged(path, "it has no release" if problem == "ok" else problem)
    return Stamp(*found)


def _opened(path: Path) -> sqlite3.Connection:
    """Open *path* for reading only."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


class Store:
    """The store as the web server reads it, opened anew when the file is another.

    One connection a process, used on the event loop alone: the fastest way measured
    for pages of this size, and nothing on them runs long.
    """

    def __init__(self, path: Path, *, site: str = "") -> None:
        """*site* is the address at which it is served, if that is known."""
        self.path = path
        self.site = site
        self._seen = 0.0
        self._called = 0
        self._open()

    def _open(self) -> None:
        stamp, identity = inspect(self.path), self._identity()
        connection = _opened(self.path)
        connection.row_factory = sqlite3.Row
        connection.set_progress_handler(self._endless, _STEPS)
        self.stamp = stamp
        self.identity: tuple[int, int, int] = identity
        """Changes when the file is another: inode, time of change, size."""
        self._connection = connection

    def _identity(self) -> tuple[int, int, int]:
        found = os.stat(self.path)  # noqa: PTH116 - a third of the time of Path.stat
        return found.st_ino, found.st_mtime_ns, found.st_size

    def fresh(self) -> "Store":
        """Look whether the file is another, and if so open it; give the store.

        A file that is gone or broken changes nothing: what was open is served on.
        """
        now = time.monotonic()
        if now - self._seen >= _BELIEVED:
            self._seen = now
            with contextlib.suppress(OSError):
                if self._identity() != self.identity:
                    self._reopen()
        return self

    def _reopen(self) -> None:
        old = self._connection
        with contextlib.suppress(
            StoreMissing, StoreForeign, StoreDamaged, StoreOfAnotherVersion
        ):
            self._open()
            old.close()

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Give all rows of one statement."""
        self._called = 0
        return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """Give the first row of one statement, if it has one."""
        self._called = 0
        found: sqlite3.Row | None = self._connection.execute(
            statement, values
        ).fetchone()
        return found

    def _endless(self) -> bool:
        """Whether the statement that runs has taken more steps than any should.

        SQLite counts the steps of a statement over all of its runs, and keeps it prepared:
        so what was counted since this one began is counted here.
        """
        self._called += 1
        return self._called > _MOST

    def trace(self, note: Any) -> None:
        """Have *note* called with every statement from now on; None ends it."""
        self._connection.set_trace_callback(note)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def placeholders(values: Iterable[Any]) -> str:
    """Give as many question marks as there are *values*, for an IN of SQL."""
    return ", ".join("?" for _ in values)
