"""The templates: each compiles, uses its page alone, and says what it is for."""

import re
from functools import cache

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from app.paths import TEMPLATES

# What every template may use beside its page: see app/web/templating.py.
WORDS = {
    "asked",
    "asset",
    "coins",
    "contents",
    "csv",
    "data",
    "gap",
    "here",
    "isolated",
    "json_ld",
    "known_host",
    "path_for",
    "prose",
    "published",
    "release",
    "styled",
    "side_label",
    "side_named",
    "side_word",
    "root",
    "site",
    "spelled",
    "tags",
    "seen",
    "unbroken",
    "warning",
    "words",
    "noun",
    "written_in",
}
# Jinja's own.
GIVEN = {"range", "dict", "lipsum", "cycler", "joiner", "namespace", "caller", "loop"}

NAMES = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")
)


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


@cache
def trees():
    """Give every template as a tree, by name, parsed when a test first asks."""
    return {name: parsed(name) for name in NAMES}


def pages():
    """Give the names of the templates that fill the frame."""
    return [n for n, (tree, _) in trees().items() if tree.find(nodes.Extends)]


def macros():
    """Give the names of the templates from which others import macros."""
    return sorted(
        {
            node.template.as_const()
            for tree, _ in trees().values()
            for node in tree.find_all(nodes.FromImport)
        }
    )


def broken(names, faults):
    """Return what is wrong with templates, by their names, where something is."""
    assert names
    return {name: found for name in names if (found := faults(*trees()[name]))}


def test_every_template_compiles(jinja):
    assert [name for name in NAMES if jinja.get_template(name).name != name] == []


def test_a_template_uses_its_page_and_what_is_documented():
    imported = macros()

    def others(name):
        tree, _ = trees()[name]
        # Jinja takes what a child's block imports, or sets, above it for undeclared.
        used = meta.find_undeclared_variables(tree) - given_by_itself(tree)
        # A macro draws from its arguments; only a page, or a part of one, knows the page.
        page = set() if name in imported else {"page"}
        return used - WORDS - GIVEN - page

    assert {name: found for name in NAMES if (found := others(name))} == {}


def test_what_a_template_imports_it_uses():
    def unused(tree, _):
        imported = {
            one[1] if isinstance(one, tuple) else one
            for node in tree.find_all(nodes.FromImport)
            for one in node.names
        }
        used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
        return imported - used

    assert broken(NAMES, unused) == {}


def test_a_file_of_macros_holds_macros_and_imports_alone():
    def rest(tree, _):
        return [
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

    assert broken(macros(), rest) == {}


def test_a_file_of_macros_opens_by_saying_what_they_draw():
    def silent(_, source):
        return not re.match(r"\{#.+?#\}", source, re.DOTALL)

    assert broken(macros(), silent) == {}


def test_every_macro_is_said_in_words_with_all_its_arguments():
    def unsaid(tree, source):
        told = re.findall(r"\{#(.+?)#\}", source, re.DOTALL)
        # (…) leaves the arguments to the lines below it.
        said = {
            found[1]: found[2] == "…"
            or re.findall(r"\w+(?=\s*(?:=|,|$))", re.sub(r"=[^,]*", "", found[2]))
            for words in told
            if (found := re.search(r"^\s*(\w+)\(([^)]*)\):? ", words, re.MULTILINE))
        }
        there = {
            macro.name: said.get(macro.name) is True
            or [argument.name for argument in macro.args]
            for macro in tree.find_all(nodes.Macro)
        }
        return {**there, **said} if said != there else None

    assert broken(macros(), unsaid) == {}


def test_a_page_has_a_title_of_its_own():
    def missing(tree, _):
        return {"title", "main"} - {block.name for block in tree.find_all(nodes.Block)}

    assert broken(pages(), missing) == {}


def test_every_template_is_used():
    named = {
        one
        for tree, _ in trees().values()
        for one in meta.find_referenced_templates(tree)
        if one
    }

    assert {*NAMES} - {*pages()} - named == set()


def test_every_macro_is_called():
    defined = {
        m.name for tree, _ in trees().values() for m in tree.find_all(nodes.Macro)
    }
    called = {
        call.node.name
        for tree, _ in trees().values()
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }

    assert defined - called == set()


def test_nothing_runs_and_nothing_is_styled_within_a_template():
    def running(_, source):
        html = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
        # A block of data is no script: nothing but its type makes it one.
        data = '<script type="application/ld+json">{{ linked }}</script>'
        scripts = re.findall(r"<script[^>]*>", html.replace(data, "", 1))
        return [
            *re.findall(r"<style\b|\sstyle=|\son[a-z]+\s*=|javascript:", html),
            *(tag for tag in scripts if "src=" not in tag),
            *re.findall(r"<script[^>]*>[^<]+", html.replace(data, "", 1)),
        ]

    assert broken(NAMES, running) == {}


def test_no_template_takes_anything_as_safe():
    def safe(tree, source):
        filters = [one.name for one in tree.find_all(nodes.Filter)]
        return "safe" in filters or "autoescape" in source

    assert broken(NAMES, safe) == {}
