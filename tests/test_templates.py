"""The templates: each compiles, uses its page alone, and says what it is for."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from app.paths import TEMPLATES

# What every template may use beside its page: see app/templating.py.
WORDS = {
    "asset",
    "coins",
    "csv",
    "data",
    "here",
    "linked",
    "path_for",
    "release",
    "site",
    "spelled",
    "tags",
    "unbroken",
    "warning",
    "words",
}
# Jinja's own.
GIVEN = {"range", "dict", "lipsum", "cycler", "joiner", "namespace", "caller", "loop"}

NAMES = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")
)
PAGES = [name for name in NAMES if name.startswith(("pages/", "errors/"))]
MACROS = [name for name in NAMES if name.startswith("macros/")]


@pytest.fixture
def jinja(client):
    """Give the environment that pages are rendered with."""
    return client.app.app.app.state.templates


def parsed(name):
    """Give the tree of a template, and what stands in it."""
    plain = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    source = (TEMPLATES / name).read_text("utf-8")
    return plain.parse(source, name), source


def given_by_itself(tree):
    """Give the names that a template imports, or sets for all of its blocks."""
    imported = {
        alias if isinstance(alias, str) else alias[1]
        for node in tree.find_all(nodes.FromImport)
        for alias in node.names
    }
    return imported | {
        node.target.name
        for node in tree.body
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name)
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(jinja, name):
    assert jinja.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_its_page_and_what_is_documented(name):
    tree, _ = parsed(name)

    # Jinja takes what a child's block imports, or sets, above it for undeclared.
    used = meta.find_undeclared_variables(tree) - given_by_itself(tree)

    # A macro draws from its arguments; only a page, or a part of one, knows the page.
    page = set() if name in MACROS else {"page"}
    assert used - WORDS - GIVEN - page == set()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_template_imports_it_uses(name):
    tree, _ = parsed(name)
    imported = {
        one[1] if isinstance(one, tuple) else one
        for node in tree.find_all(nodes.FromImport)
        for one in node.names
    }

    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}

    assert imported <= used


@pytest.mark.parametrize("name", MACROS)
def test_a_file_of_macros_holds_macros_and_imports_alone(name):
    tree, _ = parsed(name)

    rest = [
        node
        for node in tree.body
        if not isinstance(node, nodes.Macro | nodes.FromImport | nodes.Import)
        and not (
            isinstance(node, nodes.Output)
            and all(
                isinstance(part, nodes.TemplateData) and not part.data.strip()
                for part in node.nodes
            )
        )
    ]

    assert rest == []


@pytest.mark.parametrize("name", MACROS)
def test_a_file_of_macros_opens_by_saying_what_they_draw(name):
    _, source = parsed(name)

    assert re.match(r"\{#.+?#\}", source, re.DOTALL)


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_is_said_in_words_with_all_its_arguments(name):
    tree, source = parsed(name)
    told = re.findall(r"\{#(.+?)#\}", source, re.DOTALL)

    # (…) leaves the arguments to the lines below it.
    said = {
        found[1]: found[2] == "…"
        or re.findall(r"\w+(?=\s*(?:=|,|$))", re.sub(r"=[^,]*", "", found[2]))
        for words in told
        if (found := re.search(r"^\s*(\w+)\(([^)]*)\):? ", words, re.MULTILINE))
    }

    assert said == {
        macro.name: said.get(macro.name) is True
        or [argument.name for argument in macro.args]
        for macro in tree.find_all(nodes.Macro)
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_of_its_own(name):
    tree, _ = parsed(name)

    blocks = {block.name for block in tree.find_all(nodes.Block)}

    assert {"title", "main"} <= blocks


def test_every_template_is_used():
    named = set()
    for name in NAMES:
        tree, _ = parsed(name)
        named |= {one for one in meta.find_referenced_templates(tree) if one}

    parts = {name for name in NAMES if name not in PAGES}

    assert parts - named == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_and_nothing_is_styled_within_a_template(name):
    _, source = parsed(name)
    html = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)

    assert re.findall(r"<style\b|\sstyle=", html) == []
    assert re.findall(r"\son[a-z]+\s*=", html) == []
    assert re.findall(r"javascript:", html) == []
    # A block of data is no script: nothing but its type makes it one.
    html = html.replace(
        '<script type="application/ld+json">{{ linked }}</script>', "", 1
    )
    assert [
        tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag
    ] == []
    assert re.findall(r"<script[^>]*>[^<]+", html) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_template_takes_anything_as_safe(name):
    tree, source = parsed(name)

    assert [f.name for f in tree.find_all(nodes.Filter) if f.name == "safe"] == []
    assert "autoescape" not in source
