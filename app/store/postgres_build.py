"""Write a release to PostgreSQL: beside the old one, and swapped in, in one transaction."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
from sqlalchemy import Boolean, Date, MetaData, SmallInteger, Table, Text
from sqlalchemy import String as AnyString
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from app.domain.database import PostgresUrl
from app.domain.errors import StoreMissing, StoreNotWritable, StoreUnreachable
from app.domain.records import APPLICATION_ID
from app.store import derived_tables, tables  # noqa: F401 - SQLModel knows them then
from app.store.connection import read_only
from app.store.postgres import (
    AS_FILE,
    SERVED,
    STAMPED,
    Connection,
    connected,
    lock_of,
    reason,
    served_release,
    stamp_of_schema,
)

_REPLACED = f"""
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname ~ '^{SERVED}_[0-9]+$'
    AND obj_description(oid, 'pg_namespace') LIKE '{STAMPED}'"""


def save_in_postgres(file: Path, url: PostgresUrl) -> None:
    """Write the store in *file* to PostgreSQL, replacing the release that is there.

    Raises StoreForeign, StoreUnreachable or StoreNotWritable; all is then as it was.
    """
    with connected(url) as connection:
        try:
            with connection.transaction():
                # One build at a time.
                connection.execute("SELECT pg_advisory_xact_lock($1)", [APPLICATION_ID])
                _drop_unread(connection)
                with contextlib.suppress(StoreMissing):
                    release, _ = served_release(url, connection)
                    connection.execute(
                        f"ALTER SCHEMA {SERVED} RENAME TO {SERVED}_{release}"
                    )
                connection.execute(f"CREATE SCHEMA {SERVED}")
                connection.execute(f"SET LOCAL search_path TO {SERVED}")
                _write(connection, file)
        except psycopg.OperationalError as error:
            raise StoreUnreachable(url, reason(error)) from error
        except psycopg.Error as error:
            raise StoreNotWritable(url, reason(error)) from error


def _drop_unread(connection: Connection) -> None:
    """Drop the releases that were replaced and that nobody reads any more.

    One on which something else rests, such as a view of somebody's, is left.
    """
    for row in connection.execute(_REPLACED).fetchall():
        locked = connection.execute(
            "SELECT pg_try_advisory_xact_lock($1)", [lock_of(row["oid"])]
        ).fetchone()
        if locked and locked[0]:
            with contextlib.suppress(psycopg.Error), connection.transaction():
                connection.execute("SET LOCAL lock_timeout = '1s'")
                _drop(connection, row["nspname"])


def _drop(connection: Connection, schema: str) -> None:
    found = connection.execute(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname = $1",
        [schema],
    ).fetchall()
    connection.execute(f"DROP TABLE {', '.join(row['name'] for row in found)}")
    connection.execute(f"DROP SCHEMA {schema}")


def _write(connection: Connection, file: Path) -> None:
    """Fill the new schema with the tables of the store in *file*, and the file itself."""
    connection.execute(f"COMMENT ON SCHEMA {SERVED} IS '{stamp_of_schema()}'")
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    with contextlib.closing(read_only(file)) as store:
        for table in _tables():
            connection.execute(str(CreateTable(table).compile(dialect=dialect)))
            _copy(connection, store, table)
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
            connection.execute(f'ANALYZE "{table.name}"')
    connection.execute(f"CREATE TABLE {AS_FILE} (content bytea NOT NULL)")
    connection.execute(f"INSERT INTO {AS_FILE} VALUES ($1)", [file.read_bytes()])


def _tables() -> list[Table]:
    """Return the tables with the types in which SQLite keeps their values.

    So a day is a text, and true is 1. Texts are sorted by their letters alone.
    """
    all_tables = MetaData()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.to_metadata(all_tables).columns:
            if isinstance(column.type, Boolean):
                column.type = SmallInteger()
            elif isinstance(column.type, AnyString | Date):
                column.type = Text(collation="C")
    return all_tables.sorted_tables


def _copy(connection: Connection, store: sqlite3.Connection, table: Table) -> None:
    """Copy the rows of a table, in their order."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = store.execute(f'SELECT {names} FROM "{table.name}" ORDER BY rowid')
    statement = f'COPY "{table.name}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
