"""What is built: stores at each size, the insert alone, and the whole site as files."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from app.bench.effort import Effort
from app.bench.figures import Figure
from app.bench.programs import Debate, environment, of
from app.paths import ROOT
from app.store.build import build_store

# What the build of a hundred times the data may take: less than a seventh of what the first
# edition took, 92 seconds. On another machine this is no more than a hint.
_HUNDREDFOLD, _LONGEST = 100, 12  # times the data; seconds
# A quote takes about as long however many there are. Our choice.
_AS_FAST = 0.8


def by_size(debates: Mapping[int, Debate], effort: Effort) -> Iterator[Figure]:
    """Build the store of each size; yield how many quotes a second that is.

    Building is reading the seeds, finding each quote, writing and verifying the file. The
    fastest of some builds counts, or of two where they take long.
    """
    rates: list[float] = []
    for size, debate in debates.items():
        times: list[float] = []
        while len(times) < 2 or (len(times) < effort.rounds and sum(times) < _LONGEST):
            begun = time.perf_counter()
            data = build_store(debate.seeds, debate.database)
            times.append(time.perf_counter() - begun)
        quotes, took = len(data.quotes), min(times)
        what = f"build of {size} times the data, {quotes:,} quotes"
        rates.append(quotes / took)
        yield Figure(f"build-{size}", what, rates[-1], "quotes a second")
        if size == _HUNDREDFOLD:
            yield Figure("build", what, took, "s", most=_LONGEST)
        weight = debate.database.stat().st_size / 1e6
        yield Figure(f"store-{size}", f"store of {size} times the data", weight, "MB")
    if rates[1:]:
        what = "quotes a second in the build of the most data, to that of less"
        yield Figure("build-growth", what, rates[-1] / rates[-2], least=_AS_FAST)


def insert_alone(debate: Debate, effort: Effort) -> Iterator[Figure]:
    """Yield the speed of the inserts of a build, to the same ones by sqlite3 alone.

    The build is watched; then its tables are made in another file, and the same statements
    are given the same rows by ``executemany``.
    """
    watched = WatchedBuild(debate)
    pairs = effort.pairs(watched.build, watched.repeat)
    yield Figure(
        "insert",
        "insert of all rows by the build, to raw executemany",
        median(raw / ours for ours, raw in pairs),
        least=0.8,
    )


class WatchedBuild:
    """The statements of a build, and how long its inserts take."""

    def __init__(self, debate: Debate) -> None:
        self._debate = debate
        self.statements: list[tuple[str, Any, bool]] = []
        self._begun = self._took = 0.0

    def build(self) -> float:
        """Build the store; return the seconds that its inserts took."""
        self.statements.clear()
        self._took = 0.0
        hooks: dict[str, Callable[..., Any]] = {
            "before_cursor_execute": self._before,
            "after_cursor_execute": self._after,
        }
        for name, hook in hooks.items():
            event.listen(Engine, name, hook)
        try:
            build_store(self._debate.seeds, self._debate.database)
        finally:
            for name, hook in hooks.items():
                event.remove(Engine, name, hook)
        return self._took

    def _before(self, *_of: Any) -> None:
        self._begun = time.perf_counter()

    def _after(
        self,
        _connection: Any,
        _cursor: Any,
        sql: str,
        rows: Any,
        _of: Any,
        many: bool,  # noqa: FBT001
    ) -> None:
        if many:
            self._took += time.perf_counter() - self._begun
        self.statements.append((sql, rows if many else [rows], many))

    def repeat(self) -> float:
        """Return the seconds that raw sqlite3 takes for the same inserts, in a new file."""
        path = self._debate.database.with_suffix(".raw")
        took = 0.0
        with closing(sqlite3.connect(path)) as db:
            for sql, rows, _ in takewhile(lambda it: not it[2], self.statements):
                db.executemany(sql, rows) if rows != [()] else db.execute(sql)
            for sql, rows, inserts in self.statements:
                if inserts:
                    begun = time.perf_counter()
                    db.executemany(sql, rows)
                    took += time.perf_counter() - begun
            db.commit()
        path.unlink()
        return took


def as_files(debate: Debate, folder: Path) -> Iterator[Figure]:
    """Publish the site into *folder*; yield how long that takes, and how much it is."""
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603 - this program
        [sys.executable, "-m", "app", "publish", str(folder), *of(debate)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
    )
    took = time.perf_counter() - begun
    files = [one.stat().st_size for one in folder.rglob("*") if one.is_file()]
    what = "the site as files"
    yield Figure("published-files", what, len(files), "files")
    yield Figure("published-size", what, sum(files) / 1e6, "MB")
    yield Figure("published-time", what, took, "s")
    yield Figure("store", "store", debate.database.stat().st_size / 1e6, "MB")
