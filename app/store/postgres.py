"""The store in PostgreSQL: the same tables, asked by the same statements.

Needs the extra ``postgres``. Each release is a schema. The one that is served is called
``counterpoint``; one that was replaced has another name, until a later build finds that
nobody reads it. The full text is searched by SQLite, as elsewhere: each release also holds
the store as a file, which every server loads into memory.
"""

import re
import sqlite3
import threading
import weakref
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.string import StrDumper, TextLoader

from app.domain.database import PostgresUrl
from app.domain.errors import (
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreMissing,
    StoreOfAnotherVersion,
    StoreUnreachable,
)
from app.domain.records import APPLICATION_ID, SCHEMA
from app.store.connection import Identity, Store

Connection = psycopg.Connection[Any]

# The schema of the release that is served; one that was replaced has its number after it.
SERVED = "counterpoint"
# The table that holds the store as a file of SQLite.
AS_FILE = "sqlite_file"
# Before PostgreSQL 16 a SELECT in FROM has to have a name.
_OLDEST = 16
# What takes longer, to connect or to answer a statement, is given up. Our choice: no
# statement needs a tenth of it.
_LONGEST = 5  # seconds

# So that a server that falls silent is noticed; an address may say otherwise.
_WAITS: dict[str, Any] = {
    "connect_timeout": _LONGEST,
    "tcp_user_timeout": 2_000 * _LONGEST,  # milliseconds
    "keepalives_idle": 2 * _LONGEST,
    "keepalives_interval": _LONGEST,
    "keepalives_count": 2,
}

_STAMP = "Counterpoint, schema {}"
STAMPED = _STAMP.format("%")
"""How a stamp begins, as LIKE has it."""
_PRESENT = """
    SELECT oid, obj_description(oid, 'pg_namespace') AS stamp FROM pg_namespace
    WHERE nspname = ?"""


def connected(url: PostgresUrl) -> Connection:
    """Open a connection, each statement of which is a transaction.

    Raises StoreUnreachable.
    """
    try:
        told = conninfo_to_dict(url.conninfo)
    except psycopg.ProgrammingError:  # its words may show a password
        raise StoreUnreachable(url, "the address cannot be read") from None
    try:
        connection: Connection = psycopg.connect(
            make_conninfo(**(_WAITS | told)),
            client_encoding="utf8",
            autocommit=True,
            cursor_factory=psycopg.RawCursor,
            row_factory=_rows_by_name,
        )
    except psycopg.Error as error:
        raise StoreUnreachable(url, reason(error)) from error
    info = connection.info
    if info.server_version < _OLDEST * 10_000:
        connection.close()
        old = info.server_version // 10_000
        raise StoreUnreachable(url, f"it is version {old}, and {_OLDEST} is needed")
    adapters = connection.adapters
    # A value has one type, whatever the statement does with it.
    adapters.register_dumper(str, StrDumper)
    adapters.register_loader("json", TextLoader)
    adapters.register_loader("bool", _Truth)
    adapters.register_loader("numeric", _Number)
    return connection


def reason(error: psycopg.Error) -> str:
    """Return what PostgreSQL says is wrong, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def served_release(url: PostgresUrl, connection: Connection) -> tuple[int, int]:
    """Return the number of the release that is served, and its SCHEMA.

    Raises StoreMissing, StoreForeign or StoreUnreachable.
    """
    try:
        row = connection.execute(translated(_PRESENT), [SERVED]).fetchone()
    except psycopg.Error as error:
        raise StoreUnreachable(url, reason(error)) from error
    if row is None:
        raise StoreMissing(url)
    stamped = re.fullmatch(_STAMP.format(r"(\d+)"), row["stamp"] or "")
    if not stamped:
        raise StoreForeign(url, f"its schema {SERVED}")
    return row["oid"], int(stamped[1])


def stamp_of_schema() -> str:
    """Return the comment by which a schema is known as a store of this program."""
    return _STAMP.format(SCHEMA)


def lock_of(release: int) -> int:
    """Return the number of the lock that whoever reads a release holds."""
    return (APPLICATION_ID << 32) + release


# --- values and statements as SQLite has them ------------------------------------------


class _Row(tuple[Any, ...]):
    """A row whose columns have numbers and names, as sqlite3.Row."""

    __slots__ = ()
    at: Mapping[str, int]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.at[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return [*self.at]


@lru_cache(maxsize=1000)
def _row_type(names: tuple[str, ...]) -> type[_Row]:
    at: dict[str, int] = {}
    for number, name in enumerate(names):
        at.setdefault(name, number)
    return type("Row", (_Row,), {"at": at, "__slots__": ()})


def _rows_by_name(cursor: Any) -> Any:
    return _row_type(tuple(column.name for column in cursor.description or ()))


class _Truth(Loader):
    """Loads true and false as 1 and 0."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _Number(Loader):
    """Loads a sum as a number of Python, as precise as those of SQLite."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


_QUOTED = re.compile(r"""('[^']*'|"[^"]*")""")
_VALUE = re.compile(r"\?(\d*)")
# What PostgreSQL calls otherwise. A ctid says where a row lies: in the order in which rows
# were written, as nothing is ever changed.
_CALLED = tuple(
    (re.compile(rf"\b{ours}"), theirs)
    for ours, theirs in (
        (r"group_concat\((DISTINCT )?([\w.]+)\)", r"string_agg(\1\2, ',')"),
        (r"group_concat\(", "string_agg("),
        (r"instr\(", "strpos("),
        (r"json_array\(", "json_build_array("),
        (r"json_group_array\(", "json_agg("),
        (r"json_group_object\(", "json_object_agg("),
        (r"julianday\(([^()]+)\)", r"CAST(\1 AS date)"),
        (r"rowid\b", "ctid"),
    )
)


@lru_cache(maxsize=1000)
def translated(statement: str) -> str:
    """Return a statement of SQLite as PostgreSQL reads it: $1 for ?, and other names."""
    largest = 0

    def numbered(mark: re.Match[str]) -> str:
        nonlocal largest
        number = int(mark[1] or largest + 1)
        largest = max(largest, number)
        return f"${number}"

    pieces = _QUOTED.split(statement)
    for at in range(0, len(pieces), 2):  # between them stands what is in quotes
        piece = _VALUE.sub(numbered, pieces[at])
        for called, theirs in _CALLED:
            piece = called.sub(theirs, piece)
        pieces[at] = piece
    return "".join(pieces)


# --- the store ---------------------------------------------------------------------------


class PostgresStore(Store):
    """One release as the web server reads it, whatever is built meanwhile.

    What was lost is opened anew: PostgreSQL may have been started again.
    """

    is_file = False
    interval = 1.0

    def __init__(self, url: PostgresUrl, *, site: str = "") -> None:
        """Open the release that is served at *url*; *site* is as that of Store.

        Raises StoreMissing, StoreForeign, StoreUnreachable, StoreDamaged or
        StoreOfAnotherVersion.
        """
        self.place = self.url = url
        self._note: Any = None
        with connected(url) as connection:
            release, version = served_release(url, connection)
        if version != SCHEMA:
            raise StoreOfAnotherVersion(url, version, SCHEMA)
        self.identity = (release,)
        self._read(site)

    def present_identity(self) -> Identity:
        """Return the identity of the release that is served now; empty if none is."""
        try:
            if self._connection.closed:
                self.open()
            return served_release(self.url, self._connection)[:1]
        except StoreError:
            return ()

    def open(self) -> None:
        """Open a connection that reads this release; raises StoreUnreachable."""
        connection = connected(self.url)
        try:
            self._read_here(connection)
        except BaseException:
            connection.close()
            raise
        self._connection: Connection = connection  # type: ignore[assignment]
        self._close = weakref.finalize(self, connection.close)

    def _read_here(self, connection: Connection) -> None:
        """Have a connection read this release alone; raises StoreUnreachable."""
        (release,) = self.identity
        # Once a release is replaced, its schema has its number; until then it is the one served.
        schemas = f"{SERVED}_{release}, {SERVED}"
        self._ask_on(
            connection,
            "SELECT set_config('search_path', ?, false),"
            " set_config('statement_timeout', ?, false),"
            " set_config('default_transaction_read_only', 'on', false),"
            " pg_advisory_lock_shared(?)",
            schemas,
            f"{_LONGEST}s",
            lock_of(release),
        )
        # Else what is served now would be read instead.
        present = "SELECT 1 FROM pg_namespace WHERE oid = ?"
        if not self._ask_on(connection, present, release).rowcount:
            raise StoreUnreachable(self.url, "the release was replaced twice meanwhile")

    def _check(self) -> None:
        # In binary: as text it would be twice as long.
        try:
            with self._connection.transaction():
                # It takes as long as it takes.
                self._connection.execute("SET LOCAL statement_timeout = 0")
                asked = f"SELECT content FROM {AS_FILE}"
                row = self._connection.execute(asked, binary=True).fetchone()
        except psycopg.Error as error:
            raise StoreUnreachable(self.url, reason(error)) from error
        if row is None:
            raise StoreDamaged(self.url, "it has no full-text index")
        self._index = _Index(row["content"])

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of one statement; raises StoreUnreachable."""
        return self._ask_reconnecting(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of one statement, or None; raises StoreUnreachable."""
        row: sqlite3.Row | None = self._ask_reconnecting(statement, values).fetchone()
        return row

    def found(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of a statement that asks the full-text index."""
        return self._index.rows(statement, values)

    def _ask_reconnecting(
        self, statement: str, values: Sequence[Any]
    ) -> psycopg.Cursor[Any]:
        """Ask a statement, on a new connection if that was lost; raises StoreUnreachable."""
        if self._note:
            self._note(statement)
        try:
            return self._ask(statement, *values)
        except StoreUnreachable:
            if not self._connection.closed:
                raise
        self.open()
        return self._ask(statement, *values)

    def _ask(self, statement: str, *values: Any) -> psycopg.Cursor[Any]:
        return self._ask_on(self._connection, statement, *values)

    def _ask_on(
        self, connection: Connection, statement: str, *values: Any
    ) -> psycopg.Cursor[Any]:
        # PostgreSQL knows no NUL: as no text has one, nothing is found by another sign either.
        known = [
            it.replace("\0", "\ufffd") if isinstance(it, str) else it for it in values
        ]
        try:
            return connection.execute(translated(statement), known)
        except psycopg.Error as error:  # also where this user may not read
            raise StoreUnreachable(self.url, reason(error)) from error

    @property
    def size(self) -> int:
        """The size of the store as a file of SQLite, in bytes."""
        return self._index.size

    def content(self) -> bytes:
        """Return the store as a file of SQLite."""
        return self._index.content()

    def trace(self, note: Any) -> None:
        """Call *note* with every statement from now on; None ends it."""
        self._note = note


class _Index:
    """A store of SQLite in memory, of which all threads ask the full-text index."""

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        self._turn = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self._connection.deserialize(content)
        self._connection.row_factory = sqlite3.Row

    def rows(self, statement: str, values: Sequence[Any]) -> list[sqlite3.Row]:
        with self._turn:
            return self._connection.execute(statement, values).fetchall()

    def content(self) -> bytes:
        with self._turn:
            return self._connection.serialize()
