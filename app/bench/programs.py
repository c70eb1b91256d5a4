"""The programs that are measured, each in a process of its own, as people start them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.bench.client import load, request
from app.paths import ROOT

_ANY_STATUS = range(600)


@dataclass(frozen=True)
class Debate:
    """What a site is served from."""

    seeds: Path
    database: Path


@dataclass(frozen=True)
class Program:
    """A server that has answered."""

    port: int
    pid: int

    @property
    def memory(self) -> int:
        """The memory that it holds, in bytes (resident set)."""
        told = subprocess.run(  # noqa: S603 - as given here
            ["ps", "-o", "rss=", "-p", str(self.pid)],  # noqa: S607 - of the system
            capture_output=True,
            check=True,
        )
        return int(told.stdout) * 1024


def site(debate: Debate, *options: str) -> contextlib.AbstractContextManager[Program]:
    """Serve a debate as the command does."""
    return running("app", "serve", *of(debate), *options)


def of(debate: Debate) -> tuple[str, ...]:
    """Return the options that name a debate."""
    return "--seeds", str(debate.seeds), "--database", str(debate.database)


def datasette(debate: Debate) -> contextlib.AbstractContextManager[Program]:
    """Serve the store with Datasette, told that the file never changes."""
    return running("datasette", "serve", "--immutable", str(debate.database))


@contextlib.contextmanager
def running(*command: str) -> Iterator[Program]:
    """Run a module of Python that serves at a port; go on when it has answered once.

    Raises RuntimeError if it ends instead.
    """
    port = _free_port()
    with subprocess.Popen(  # noqa: S603 - programs named here
        [sys.executable, "-m", *command, "--port", str(port)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            while not _answers(port):
                if process.poll() is not None:
                    told = f"`python -m {' '.join(command)}` ended by itself"
                    raise RuntimeError(told)
                time.sleep(0.002)
            yield Program(port, process.pid)
        finally:
            process.terminate()


def environment() -> dict[str, str]:
    """Return the environment without settings of a site.

    Python keeps its compiled modules, as it does for people.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("COUNTERPOINT_")
        and name != "PYTHONDONTWRITEBYTECODE"
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    """Whether anyone listens; if so, wait for a first page, however long that takes."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            return False
    load(port, [iter([request("/")])], statuses=_ANY_STATUS)
    return True
