"""The site served by several processes: releases roll over, and what dies is replaced."""

import hashlib
import http.client
import os
import shutil
import signal
import subprocess
import threading
import time
from urllib.parse import urlsplit

import pytest

from app.store.build import build_store
from app.store.opening import stamp_of
from tests.contracts.test_cli import page_at, serving

# Each names the release, and says what one claim says in it.
CLAIM = "/claims/the-quay-stays-dry"
PAGES = [CLAIM, "/claims", "/themes/town", "/search?q=quay+stayed+dry", "/quotes"]
SAID = (b"one whole winter", b"one long winter")


@pytest.fixture
def releases(store, seeds, change, tmp_path):
    """Give two stores, each by what the claim says in it and its hash in the pages."""
    change("claims/town.toml", "one whole winter", "one long winter")
    build_store(seeds, tmp_path / "long.sqlite")
    return {
        said: (path, stamp_of(path).hash[:12].encode())
        for said, path in zip(SAID, (store.path, tmp_path / "long.sqlite"), strict=True)
    }


@pytest.fixture
def site(world, store, tmp_path):
    """Serve a copy of a store by two processes; give its path, address and process."""
    database = tmp_path / "served.sqlite"
    shutil.copyfile(store.path, database)
    options = ("--workers", "2", "--seeds", world, "--database", database)
    with serving("serve", *options, "--port", "0") as (address, _, process):
        page_at(address, 300)
        yield database, address, process


def replace(database, other):
    """Put a copy of another store in the place of one, at one stroke."""
    new = database.with_name("new")
    shutil.copyfile(other, new)
    new.replace(database)


def workers(process):
    """Return the ids of the processes that serve the site."""
    every = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="],  # noqa: S607 - a program of the system
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = [line.split(None, 2) for line in every.splitlines()]
    return {
        int(pid)
        for pid, parent, told in rows
        if int(parent) == process.pid and "spawn_main" in told
    }


class Reader(threading.Thread):
    """Asks for page after page on one connection, and notes what is wrong with any."""

    def __init__(self, address, releases, most):
        super().__init__()
        self._host = urlsplit(address).netloc
        self._releases, self._most = releases, most
        self.asked, self.faults, self.seen = 0, [], set()

    def run(self):
        connection = http.client.HTTPConnection(self._host, timeout=60)
        while self.asked < self._most:
            path = PAGES[self.asked % len(PAGES)]
            if self.asked % 7 == 0:  # one that is not kept
                path += f"{'&' if '?' in path else '?'}n={self.asked}"
            connection.request("GET", path)
            answer = connection.getresponse()
            fault = self._fault(answer, answer.read())
            if fault:
                self.faults.append((path, fault))
            self.asked += 1
        connection.close()

    def _fault(self, answer, body):
        """Return what is wrong with an answer; None if it is whole and of one release."""
        if answer.status != 200:
            return answer.status
        tag = hashlib.sha256(body).hexdigest()[:20]
        if answer.headers["etag"] != f'"{tag}"':
            return "it has the tag of another body"
        said = [one for one in SAID if one in body]
        named = [one for one, (_, name) in self._releases.items() if name in body]
        self.seen |= {*named}
        return None if said == named and len(said) == 1 else (said, named)


@pytest.mark.parametrize(
    ("requests", "swaps"),
    [(1_000, 4), pytest.param(10_000, 20, marks=pytest.mark.soak)],
)
def test_releases_roll_over_under_load_and_no_answer_fails_or_mixes_two(
    site, releases, requests, swaps
):
    database, address, process = site
    readers = [Reader(address, releases, requests // 8) for _ in range(8)]

    for one in readers:
        one.start()
    for turn in range(swaps):
        while sum(one.asked for one in readers) < requests * (turn + 1) / (swaps + 1):
            time.sleep(0.01)
        replace(database, [path for path, _ in releases.values()][(turn + 1) % 2])
    for one in readers:
        one.join()

    assert [one.faults for one in readers] == [[]] * 8
    assert sum(one.asked for one in readers) == requests
    assert set().union(*(one.seen for one in readers)) == {*SAID}

    # Each process shows the last release; one that dies is replaced; a signal ends all.
    first = workers(process)
    assert len(first) == 2
    os.kill(min(first), signal.SIGKILL)
    until = time.monotonic() + 60
    while len(workers(process) - {min(first)}) < 2:
        assert time.monotonic() < until, "the process was not replaced"
        time.sleep(0.1)
    assert "Counterpoint" in page_at(address, 300)
    every = workers(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert f"process {min(first)} ended (exit code -9)" in process.stderr.read()
    for pid in every:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
