"""What is written about the code is true, and nothing of it is missing."""

import ast
import dataclasses
import enum
import importlib
import inspect
import pkgutil
import re
import textwrap
import typing
from itertools import pairwise
from operator import attrgetter

import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from typer.testing import CliRunner

import app
import app.pages
from app import cli
from app.domain import vocabulary
from app.domain.records import Bundle
from app.paths import ROOT
from app.web.routes import described

MODULES = sorted((ROOT / "app").rglob("*.py"))
README = ROOT / "README.md"


def page_objects():
    """Return every page object: what the JSON twins are described by."""
    return [
        route.response_model
        for route in described()
        if isinstance(route, APIRoute)
        and dataclasses.is_dataclass(route.response_model)
    ]


PAGES = page_objects()


def parts(shown):
    """Give a page object and every dataclass that it is made of."""
    found = [shown]
    for part in found:
        for hint in typing.get_type_hints(part).values():
            inner = [hint, *typing.get_args(hint)]
            while inner:
                one = inner.pop()
                inner += typing.get_args(one)
                if dataclasses.is_dataclass(one) and one not in found:
                    found.append(one)
    return found


def unsaid(part):
    """Give the fields of a dataclass that no words follow."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(part)))
    (whole,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return [
        f"{part.__name__}.{ast.unparse(node.target)}"
        for node, after in pairwise([*whole.body, None])
        if isinstance(node, ast.AnnAssign)
        and not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]


def test_there_is_a_page_object_for_every_page():
    assert len(PAGES) >= 13


def test_every_field_of_a_page_is_said_in_words():
    every = {part for shown in PAGES for part in parts(shown)}

    assert sorted(name for part in every for name in unsaid(part)) == []


def test_the_words_about_a_field_are_in_the_description_of_the_api():
    bare = [
        f"{shown.__name__}.{name}"
        for shown in PAGES
        for name, field in TypeAdapter(shown).json_schema()["properties"].items()
        # Words that a part has of itself already are not said twice.
        if "description" not in field and "$ref" not in field
    ]

    assert bare == []


def test_a_page_object_is_frozen_and_says_what_it_is():
    assert [
        shown.__name__
        for shown in PAGES
        if not shown.__dataclass_params__.frozen
        or not (shown.__doc__ or "").strip().endswith(".")
    ] == []


def test_no_part_of_a_page_is_a_list_or_a_row():
    loose = [
        f"{part.__name__}.{field.name}"
        for shown in PAGES
        for part in parts(shown)
        for field in dataclasses.fields(part)
        if re.search(r"\b(list|dict|set|Row|Any)\b", str(field.type))
    ]

    assert loose == []


def test_every_record_of_the_data_says_what_it_is():
    schema = Bundle.model_json_schema()

    assert [
        name for name, part in schema["$defs"].items() if not part.get("description")
    ] == []


def public(path):
    """Give every public function, class and method of a module, and their docstrings."""

    def within(body, before):
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if node.name.startswith("_"):
                    continue
                yield f"{before}{node.name}", ast.get_docstring(node)
                if isinstance(node, ast.ClassDef):
                    yield from within(node.body, f"{node.name}.")

    return within(ast.parse(path.read_text("utf-8")).body, "")


def test_every_module_function_and_class_is_said_in_words():
    # The forms of the seed files are said in seeds/README.md, key by key.
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in MODULES
        for name, words in public(path)
        if not words and not name.startswith("Seed")
    ]
    silent += [
        str(path.relative_to(ROOT))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
        and path.name != "__main__.py"
    ]

    assert silent == []


def closed_lists():
    """Return every closed list whose words readers see."""
    return [
        words
        for _, words in inspect.getmembers(vocabulary, inspect.isclass)
        if issubclass(words, enum.StrEnum)
        and words is not enum.StrEnum
        and all(hasattr(word, "meaning") for word in words)
    ]


@pytest.mark.parametrize("words", closed_lists(), ids=attrgetter("__name__"))
def test_every_word_is_explained_on_the_page_about_the_site(visit, words):
    page = visit("/about").get_text(" ", strip=True)
    plain = " ".join(page.split())

    assert [word.value for word in words if word.meaning not in plain] == []


@pytest.mark.parametrize("words", [vocabulary.Stance], ids=["Stance"])
def test_every_word_has_a_label(words):
    assert [word.label for word in words] == ["For", "Against"]


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_says_what_it_does(command):
    result = CliRunner().invoke(cli.cli, [command, "--help"])

    assert result.exit_code == 0
    assert re.search(r"^\s*Usage: .* " + command, result.output, re.MULTILINE)
    assert re.search(r"[A-Z][a-z]+ .+\.", result.output)


def test_help_names_every_command_that_is_not_hidden():
    result = CliRunner().invoke(cli.cli, ["--help"])

    assert result.exit_code == 0
    named = {one for one in cli.COMMANDS if f"  {one} " in result.output}
    assert named == {*cli.COMMANDS} - cli.UNLISTED


def test_the_readme_says_how_to_read_the_site_and_how_to_test_it():
    text = README.read_text("utf-8")

    assert "make run" in text
    assert "make test" in text


def test_the_format_of_the_seeds_explains_every_word_of_its_closed_lists():
    text = (ROOT / "seeds" / "README.md").read_text("utf-8")

    words = [
        *vocabulary.Attitude, *vocabulary.RelationKind, *vocabulary.PassageKind,
        *vocabulary.SpeakerKind, *vocabulary.Reason, *vocabulary.Basis,
        *vocabulary.Precision, *vocabulary.FormerKind, *vocabulary.Caution,
        *vocabulary.Stance, *vocabulary.SourceKind,
    ]  # fmt: skip
    assert [word.value for word in words if word.value not in text] == []


def test_every_module_can_be_imported_by_itself():
    names = [
        info.name
        for info in pkgutil.walk_packages(app.__path__, "app.")
        if info.name != "app.__main__"
    ]

    assert [name for name in names if not importlib.import_module(name).__doc__] == []
