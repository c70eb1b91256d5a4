"""Nothing takes more work for each thing in a large debate than in a small one.

Counted are the lines of the program and its templates that run, not seconds: a scan within
a scan shows on two small debates already.
"""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from app.bench.synthetic_debate import write_synthetic_debate
from app.compile import review
from app.compile.compiler import compiled_seeds
from app.compile.report import uses
from app.paths import ROOT
from app.store.build import build_store
from tests.conftest import served

# Sources and claims.
SIZES = ((4, 32), (16, 128))
# The larger debate has four times as much of all. Some of its claims have a few more
# relations and filters a few more choices, so a little more is allowed.
TIMES, MORE = 4, 1.2
OURS = (str(ROOT / "app"), str(ROOT / "templates"))
PAGES = (
    "/", "/claims", "/claims.json?stance=for", "/quotes", "/sources?voice=authors",
    "/speakers", "/matrix", "/timeline", "/gaps", "/map", "/compare", "/search?q=the",
    "/search?q=and&stance=against", "/exports", "/claims.csv",
)  # fmt: skip


def lines_of(work: Callable[[], Any]) -> tuple[int, Any]:
    """Return how many of our lines run for some work, and what it returns."""
    lines = 0

    def ran(_frame: Any, _event: str, _arg: object) -> Callable[..., Any]:
        nonlocal lines
        lines += 1
        return ran

    def called(frame: Any, _event: str, _arg: object) -> Callable[..., Any] | None:
        return ran if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        result = work()
    finally:
        sys.settrace(before)
    return lines, result


@pytest.fixture(scope="module")
def debates(tmp_path_factory):
    """Give the seeds and the store of each size, and the lines that its build takes."""
    made = []
    for sources, claims in SIZES:
        folder = tmp_path_factory.mktemp("debate")
        write_synthetic_debate(folder / "seeds", sources, claims)
        database = folder / "store.sqlite"
        lines, _ = lines_of(lambda: build_store(folder / "seeds", database))  # noqa: B023
        made.append((folder / "seeds", database, lines))
    return made


def test_a_build_and_a_check_take_no_more_lines_for_each_claim(debates):
    built = [lines for _, _, lines in debates]
    checked = []
    for seeds, _, _ in debates:
        data, texts = compiled_seeds(seeds)
        lines, _ = lines_of(lambda: (review.review(data, texts), [*uses(data)]))  # noqa: B023
        checked.append(lines)

    assert built[1] < built[0] * TIMES * MORE
    assert checked[1] < checked[0] * TIMES * MORE


def test_a_page_takes_no_more_lines_for_each_thing_that_it_shows(debates):
    taken: list[dict[str, tuple[int, int]]] = []
    for _, database, _ in debates:
        with served(database) as client:
            answers = {path: lines_of(lambda: client.get(path)) for path in PAGES}  # noqa: B023
        assert {answer.status_code for _, answer in answers.values()} == {200}
        taken.append(
            {p: (n, len(answer.content)) for p, (n, answer) in answers.items()}
        )

    few, many = taken
    growth = {
        path: (many[path][0] / few[path][0], many[path][1] / few[path][1])
        for path in PAGES
    }
    # A table of themes and sources grows faster than either.
    assert {
        path: (round(lines, 1), round(size, 1))
        for path, (lines, size) in growth.items()
        if lines > max(TIMES, size) * MORE
    } == {}
