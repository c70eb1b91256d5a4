"""The web server: one process, or several that share one socket.

Each follows the store file by itself. A connection goes to whichever is free first, so that
one which is busy keeps nobody waiting.
"""

import contextlib
import ctypes
import gc
import logging
import multiprocessing
import os
import platform
import signal
import socket
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import NoReturn

from starlette.types import ASGIApp
from uvicorn import Config, Server

from app.domain.errors import StoreError

_log = logging.getLogger("counterpoint")

Site = Callable[[], ASGIApp]

# As malloc.h of glibc has them.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
# What is larger goes back to the system as soon as it is freed. It is glibc's own figure, but
# by itself glibc raises it to the largest that was ever freed. Our choice.
_LARGE = 128 * 1024  # bytes
# How long until a process is replaced that ended, or looks again for a store that it can
# read: what always fails fails no more often. Our choice.
_PAUSE = 1.0  # seconds


def run(site: Site, listening: socket.socket, workers: int) -> None:
    """Serve what *site* returns in so many processes, until a signal ends them.

    With more than one, *site* is called in each, and so must be picklable.
    """
    _log_plainly()
    _hold_less_memory()
    if workers == 1:
        _serve(site(), listening)
    else:
        with contextlib.suppress(KeyboardInterrupt):
            _run_workers(site, listening, workers)


def _log_plainly() -> None:
    logging.basicConfig(format="%(levelname)s: %(message)s")


def _hold_less_memory() -> None:
    """Have all threads use one heap, with nothing large in it, where the C library is GNU's.

    Else each thread keeps what it has freed to itself: after a long crawl the process held
    40 % more. One thread of Python runs at a time, so that none waits for another here. And
    what takes much for a moment, as to compress a page, left holes: 14 % more.
    """
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _serve(app: ASGIApp, listening: socket.socket) -> None:
    # What is there now stays: the collector of garbage need not look at it each time, while
    # every thread waits.
    gc.freeze()
    config = Config(app, log_level="warning", access_log=False, server_header=False)
    Server(config).run([listening])


def _run_workers(site: Site, listening: socket.socket, count: int) -> None:
    """Start so many processes, and replace those that end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    workers: list[SpawnProcess] = []
    try:
        workers += [_started(site, listening) for _ in range(count)]
        while wait([one.sentinel for one in workers]):
            time.sleep(_PAUSE)
            for at, one in enumerate(workers):
                if not one.is_alive():
                    workers[at] = _started(site, listening)
                    _log.warning(
                        "process %s ended (exit code %s); process %s takes its place",
                        *(one.pid, one.exitcode, workers[at].pid),
                    )
    finally:
        for one in workers:
            one.terminate()
        for one in workers:
            one.join()


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _started(site: Site, listening: socket.socket) -> SpawnProcess:
    """Start a process that serves the site.

    Ctrl+C is for this process, which ends the others: they would end in the middle of what
    they do first.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_work, args=(site, listening), name="site")
    heeds = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, heeds)
    return process


def _work(site: Site, listening: socket.socket) -> None:
    """Serve the site, in a process of its own."""
    _log_plainly()
    _hold_less_memory()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _serve(_once_there_is_a_store(site), listening)


def _once_there_is_a_store(site: Site) -> ASGIApp:
    """Return the site; the other processes serve the last release until it can be made."""
    told = ""
    while True:
        try:
            return site()
        except StoreError as error:
            if told != str(error):
                told = str(error)
                _log.warning("process %s waits for a store: %s", os.getpid(), told)
            time.sleep(_PAUSE)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
