"""Open the store: check that it is one, and read it while the site runs."""

import copy
import datetime as dt
import gc
import os
import sqlite3
import sys
import weakref
from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from app.domain.database import Database
from app.domain.dates import day_words
from app.domain.errors import (
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreMissing,
    StoreOfAnotherVersion,
    StoreUnreadable,
)
from app.domain.records import APPLICATION_ID, SCHEMA, SITE_NAME, name_halves
from app.domain.vocabulary import SourceKind, Stance

Read = TypeVar("Read")

_MAGIC = b"SQLite format 3\0"
# A statement is ended after this many times this many virtual machine steps, about half
# a second: no page needs a hundredth of it.
_MOST_CALLS, _STEPS = 50, 1_000_000
# What a connection keeps of the file at most. SQLite's own 2,000 do not hold what one search of a
# large debate reads: that took a fifth longer. Our choice.
_CACHE = 8_000  # kB


Identity = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The release that a store holds."""

    hash: str
    """SHA-256 of the seeds that it was compiled from."""
    date: str
    """Date of the release, YYYY-MM-DD."""
    question: str
    site_name: str
    editors: str | None
    """Who wrote the claims and chose the quotes, in words; None if it names none."""
    contact: str | None
    """A mail address or web address for corrections; None if it names none."""
    licence: str | None
    """What the editors' own words are under; None if it does not say."""
    reading: str | None
    """How the sources were read, in paragraphs; None if it does not say."""
    limits: str | None
    """What readers should know of its limits, in paragraphs; None if it does not say."""
    examples: str
    """Searches that are worth trying, a line each."""
    cited: str
    """The reference to a page of the site, with slots, in HTML: a style per line."""

    @property
    def named(self) -> bool:
        """Whether the debate gives its site a name of its own."""
        return self.site_name != SITE_NAME

    @property
    def name_halves(self) -> tuple[str, str]:
        """The name of the site in two parts, one for each side."""
        return name_halves(self.site_name)

    @property
    def day(self) -> str:
        """The date of the release in words."""
        return day_words(dt.date.fromisoformat(self.date))


def identity_of(path: Path) -> Identity:
    """Return what changes when the file does: inode, time of change, size.

    Raises OSError if there is none.
    """
    stat = os.stat(path)  # noqa: PTH116 - a third of the time of Path.stat
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def schema_of(path: Path) -> int:
    """Return the schema of the store at *path*, from the head of the file.

    Raises StoreMissing, StoreForeign or StoreUnreadable.
    """
    try:
        if path.is_dir() or path.is_fifo():
            raise StoreUnreadable(path, "it is not a file")
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(path) from None
    except OSError as error:
        raise StoreUnreadable(path, error.strerror or str(error)) from error
    # Where SQLite keeps user_version and application_id: sqlite.org/fileformat2.html.
    application = int.from_bytes(head[68:72], "big")
    if len(head) < 100 or head[:16] != _MAGIC or application != APPLICATION_ID:
        raise StoreForeign(path)
    return int.from_bytes(head[60:64], "big")


def read_only(path: Path) -> sqlite3.Connection:
    """Open the file at *path* so that nothing can write to it."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


# The address at which the request at hand was made, if that is of this machine itself.
ASKED_AT: ContextVar[str] = ContextVar("asked_at", default="")


class Store:
    """One release as the web server reads it, whatever becomes of the file.

    One connection a thread, that of the event loop and a few beside it: the fastest way
    measured for pages of this size, and no statement runs long.
    """

    is_file = True
    """Whether it is read from a file, which can be sent as it is."""
    interval = 0.1
    """How often to look for the next release, in seconds: it costs nothing. Our choice."""

    def __init__(self, path: Path, *, site: str = "") -> None:
        """Open the store at *path*, and check that it is whole.

        *site* is the address at which it is served; if its host is unknown, its path.
        Raises StoreMissing, StoreForeign, StoreUnreadable, StoreDamaged or
        StoreOfAnotherVersion.
        """
        self.place: Database = path
        self.path = path
        # Looked at first: if the file is replaced meanwhile, whoever follows it sees so.
        try:
            self.identity = identity_of(path)
            """Changes when the release does: of a file its inode, time of change, size."""
        except (FileNotFoundError, NotADirectoryError):
            raise StoreMissing(path) from None
        except OSError as error:
            raise StoreUnreadable(path, error.strerror or str(error)) from error
        version = schema_of(path)
        if version != SCHEMA:
            raise StoreOfAnotherVersion(path, version, SCHEMA)
        self._read(site)

    def present_identity(self) -> Identity:
        """Return the identity of what is there now; empty if that cannot be said."""
        try:
            return identity_of(self.path)
        except OSError:
            return ()

    def open(self) -> None:
        """Open the file; raises StoreDamaged if that is impossible."""
        try:
            self._connection = read_only(self.path)
        except sqlite3.Error as error:
            raise StoreDamaged(self.path, str(error)) from error
        self._connection.row_factory = sqlite3.Row
        self._steps = _Steps()
        self._connection.set_progress_handler(self._steps.are_used_up, _STEPS)
        # A release that was replaced stays open for as long as somebody reads it.
        self._close = weakref.finalize(self, self._connection.close)

    def _check(self) -> None:
        """Check that all is there to be read; raises StoreDamaged, or sqlite3.Error."""
        self._steps.calls = -sys.maxsize  # the check takes as long as it takes
        (problem,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if problem != "ok":
            raise StoreDamaged(self.path, problem)

    def _read(self, site: str) -> None:
        """Open the store and read what every page needs; raises StoreError."""
        self.root = urlsplit(site).path
        """The path beneath which it is served, such as /debate; empty for a whole host."""
        self.site = site if site != self.root else ""
        """The address at which it is served; empty if its host is unknown."""
        self._held: dict[Hashable, Any] = {}
        self.open()
        try:
            self._check()
            self._read_release()
        except sqlite3.Error as error:
            self.close()
            raise StoreDamaged(self.place, str(error)) from error
        except StoreError:
            self.close()
            raise

    def _read_release(self) -> None:
        release = self.rows(
            "SELECT hash, date, question, site_name, editors, contact, licence, reading,"
            " limits, examples, cited FROM release"
        )
        if not release:
            raise StoreDamaged(self.place, "it has no release")
        self.stamp = Stamp(*release[0])
        self.labels: dict[Stance, str] = {
            Stance(side): label
            for side, label in self.rows("SELECT id, label FROM side")
        }
        """The name of each side."""
        self.words = {
            side: _in_text(side, label) for side, label in self.labels.items()
        }
        """The same after a number of claims: "for", or "for “Close it”"."""
        sources = self.rows("SELECT id, language, kind FROM source")
        self.languages: dict[str, str] = {id_: language for id_, language, _ in sources}
        """The language of each source, as a BCP 47 tag."""
        self.kinds = {id_: SourceKind(kind) for id_, _, kind in sources}
        """What sort of work each source is."""

    def another(self) -> "Store":
        """Return the same store for another thread, with a connection of its own.

        If it is a file, it is of the same release only if that still has its identity
        afterwards. Raises StoreError if it cannot be opened.
        """
        other = copy.copy(self)
        other.open()
        return other

    @property
    def size(self) -> int:
        """The size of the file, in bytes."""
        return self.identity[-1]

    def content(self) -> bytes:
        """Return the store as a file of SQLite; raises OSError."""
        return self.path.read_bytes()

    @property
    def base(self) -> str:
        """What addresses in its pages begin with: the site, or else the path alone."""
        return self.site or self.root

    @property
    def host(self) -> str:
        """Scheme and host of the site, or else of this machine if it was asked there."""
        return self.site.removesuffix(self.root) or ASKED_AT.get()

    @property
    def address(self) -> str:
        """Where it is served: the host, if that is known, and the path beneath it."""
        return self.host + self.root

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of one statement."""
        self._steps.calls = 0
        return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of one statement, or None."""
        self._steps.calls = 0
        row: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
        return row

    def found(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of a statement that asks the full-text index."""
        return self.rows(statement, *values)

    def held(self, name: Hashable, read: Callable[[], Read]) -> Read:
        """Return what *read* returns, which is asked once for all threads."""
        if name not in self._held:
            self._held[name] = read()
            # It stays as long as the release: the collector of garbage, which stops every
            # thread, need not look at it again. Free of cycles, it goes with its release.
            gc.freeze()
        held: Read = self._held[name]
        return held

    def trace(self, note: Any) -> None:
        """Call *note* with every statement from now on; None ends it."""
        self._connection.set_trace_callback(note)

    def close(self) -> None:
        """Close the connection."""
        self._close()


class _Steps:
    """The steps that the running statement of a connection has taken.

    SQLite keeps statements prepared and counts their steps over all runs, so the calls
    since this run began are counted here.
    """

    def __init__(self) -> None:
        self.calls = 0

    def are_used_up(self) -> bool:
        self.calls += 1
        return self.calls > _MOST_CALLS


def _in_text(side: Stance, label: str) -> str:
    """Write "For" as "for"; a label of one's own may be any words, so it stands in quotes."""
    return side.value if label == side.label else f"for “{label}”"


def placeholders(values: Iterable[Any]) -> str:
    """Return a question mark for each of *values*, for an SQL IN; NULL if there are none."""
    return ", ".join("?" for _ in values) or "NULL"
