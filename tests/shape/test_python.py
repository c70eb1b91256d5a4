"""The Python of the app: what may touch files and the store, and how long it may grow.

Which package may import which is said in pyproject.toml, and `make check` sees to it.
"""

import ast
import re
from functools import cache

from app.cli import COMMANDS
from app.paths import ROOT, TEMPLATES

APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
# What is pure: modules, and packages with all that is in them.
PURE = [
    "text", "domain/vocabulary.py", "domain/records.py", "domain/dates.py",
    "domain/claim_graph.py", "domain/name_orders.py", "search/query.py", "graphics/map_parts.py",
    "graphics/map_two_columns.py", "graphics/map_one_column.py",
    "graphics/text_width.py",
]  # fmt: skip
IMPURE = {"os", "pathlib", "sqlite3", "sqlalchemy", "sqlmodel", "io"}


def name(path):
    """Name a file as a reader of the tree would."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


def imported(path):
    """Return the full names of all modules, and of what is in them, that one imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def functions():
    """Yield every function with its module and its length in lines."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node.name, (node.end_lineno or 0) - node.lineno + 1


def test_what_is_pure_touches_no_file_and_no_store():
    pure = [
        path
        for one in PURE
        for path in ([APP / one] if one.endswith(".py") else (APP / one).rglob("*.py"))
    ]
    touching = {
        name(path): touched
        for path in pure
        if (touched := {one.partition(".")[0] for one in imported(path)} & IMPURE)
    }

    assert len(pure) >= len(PURE)
    assert touching == {}


def test_only_the_opening_and_the_building_know_sqlite_and_what_measures_them():
    opening = r"^(import sqlite3|import sqlalchemy|from sqlalchemy)"
    knowing = {
        path.relative_to(APP).with_suffix("").parts[0]
        for path in MODULES
        if re.search(opening, path.read_text("utf-8"), re.MULTILINE)
    }

    assert knowing == {"store", "bench"}


def test_no_module_imports_one_that_imports_it():
    imports = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
            ".__init__"
        ): imported(path)
        for path in MODULES
    }

    assert [
        (one, other)
        for one, found in imports.items()
        for other in found
        if one in imports.get(other, ()) and one != other
    ] == []


def defined(path):
    """Yield what a module defines and no decorator takes: functions, classes, values."""
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from [] if node.decorator_list else [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for one in ast.walk(node):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                    yield one.id


def used(path):
    """Yield the names that a module uses, its own and those of others."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.name


def test_nothing_stays_that_is_not_used():
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    needed = {one for path in MODULES for one in used(path)}
    needed.update(re.findall(r"\w+", templates), COMMANDS)

    assert {one for path in MODULES for one in defined(path)} - needed == set()


def test_no_function_is_longer_than_fifty_lines():
    assert [
        f"{name(path)}: {function}: {length}"
        for path, function, length in functions()
        if length > 50
    ] == []


def test_functions_are_short_as_a_rule():
    lengths = sorted(length for _, _, length in functions())

    assert lengths[len(lengths) // 2] <= 12
