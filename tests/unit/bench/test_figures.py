"""What was measured: each figure beside its gate, in a file, and in README."""

import pytest

from app.bench.figures import (
    README,
    Figure,
    Results,
    newest,
    read,
    readme_with,
    written,
)

SHARE = Figure("bare-claim", "a claim, to bare", 0.85321, least=0.8)
WAIT = Figure("waits", "a kept page", 61.5, "ms", most=50, note="of 9,000")
SIZE = Figure("store", "store", 3_481.2, "MB")


def test_a_figure_stands_beside_its_gate():
    assert SHARE.line == "a claim, to bare: 0.853 (at least 0.8: met)"
    assert WAIT.line == "a kept page: 61.5 ms (at most 50 ms: not met); of 9,000"
    assert SIZE.line == "store: 3,480 MB"
    assert [one.met for one in (SHARE, WAIT, SIZE)] == [True, False, None]
    assert Figure("id", "what", 9.996).shown == "10.0"


@pytest.mark.parametrize(
    ("gate", "value", "met"),
    [
        ("least", 0.8, True),
        ("least", 0.79, False),
        ("most", 2, True),
        ("most", 2.1, False),
    ],
)
def test_a_gate_is_met_by_what_just_reaches_it(gate, value, met):
    limits = {"least": 0.8} if gate == "least" else {"most": 2}

    assert Figure("id", "what", value, "", **limits).met is met


def test_a_file_of_results_is_read_as_it_was_written(tmp_path):
    results = Results("2026-11-30", "2 cores", [SHARE, WAIT, SIZE])
    path = tmp_path / "2026-11-30.json"
    path.write_text(written(results), "utf-8")

    assert read(path) == results
    assert len(path.read_text("utf-8").splitlines()) == 5


def test_the_tables_of_the_readme_are_what_the_newest_results_give():
    readme = README.read_text("utf-8")

    assert readme_with(readme, newest()) == readme


def test_other_results_give_other_tables_and_leave_the_rest_of_the_readme():
    readme = README.read_text("utf-8")
    results = newest()
    others = [*results.figures, SHARE, WAIT, SIZE]

    changed = readme_with(readme, Results("2031-01-02", "9 cores", others))

    assert "Measured on 2031-01-02 by `make bench`: 9 cores." in changed
    assert "| a store: 3,480 MB; " in changed
    assert "| a claim, to bare | 0.853 | at least 0.8 | met |" in changed
    assert "| a kept page | 61.5 ms (of 9,000) | at most 50 ms | not met |" in changed
    assert readme_with(changed, results) == readme
