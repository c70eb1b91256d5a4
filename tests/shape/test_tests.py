"""The tests themselves: what keeps them from standing in one another's way."""

import ast

from app.paths import ROOT


def test_an_event_loop_runs_in_a_thread_of_its_own():
    # Once a test in a browser has run, Playwright's loop stays on the main thread, and
    # asyncio.run() fails there: see awaited() in conftest.py.
    running = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"asyncio.run", "anyio.run"}
    ]

    assert running == []
