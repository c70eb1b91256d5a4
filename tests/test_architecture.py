"""The shape of the code: imports point downwards, nothing grows without end."""

import ast
import re

import pytest

from app.paths import ROOT, STATIC, TEMPLATES

APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
CSS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
COMPONENTS = [path for path in CSS if path.parent.name == "components"]
PAGES = sorted(TEMPLATES.rglob("*.html"))


def name(path):
    """Name a file as a reader of the tree would."""
    return path.relative_to(ROOT).as_posix()


def files(paths):
    return {"argvalues": paths, "ids": [name(path) for path in paths]}


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def bare(css):
    """Give a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", css.read_text("utf-8"), flags=re.DOTALL)


# --- imports -----------------------------------------------------------------------------


def layers():
    """Read the map of modules in the docstring of the package, from above to below."""
    text = ast.get_docstring(tree(APP / "__init__.py"))
    assert text is not None
    drawn = re.findall(r"^    (\S.*)$", text, re.MULTILINE)
    found = []
    for line in drawn:
        # The words about a layer begin in the 22nd column, or after three blanks.
        names = line[:21] if line[21:22] == " " else re.split(r"\s{3,}", line)[0]
        found.append([one.rstrip("/") for one in names.split()])
    return found


# What stands beside the layers.
BESIDE = {"__main__"}


def module(path):
    """Give the name of a module below the package: its first part for a folder's."""
    parts = path.relative_to(APP).with_suffix("").parts
    return parts[0]


def imported(path):
    """Give the modules of the package that a file imports, by their first part."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "app":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "app."
        ):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("app."):
                    yield alias.name.split(".")[1]


def test_the_map_names_every_module_and_no_other():
    drawn = {one for layer in layers() for one in layer}

    there = {module(path) for path in MODULES} - {"__init__"} - BESIDE

    assert drawn == there


@pytest.mark.parametrize("path", **files(MODULES))
def test_imports_point_downwards(path):
    rank = {one: depth for depth, layer in enumerate(layers()) for one in layer}
    own = module(path)
    if own not in rank:
        return

    upwards = [
        other
        for other in imported(path)
        if other != own and other in rank and rank[other] < rank[own]
    ]

    assert upwards == []


def test_no_module_imports_one_that_imports_it():
    imports = {}
    for path in MODULES:
        own = ".".join(path.relative_to(APP).with_suffix("").parts)
        found = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "app"
            ):
                base = str(node.module)[4:]
                found |= {base} | {
                    f"{base}.{alias.name}".lstrip(".") for alias in node.names
                }
        imports[own.removesuffix(".__init__")] = found

    both = [
        (one, other)
        for one, found in imports.items()
        for other in found
        if one in imports.get(other, ()) and one != other
    ]

    assert both == []


@pytest.mark.parametrize(
    "pure",
    [
        "anchoring",
        "passages",
        "marks",
        "search",
        "dates",
        "axis",
        "arguments",
        "layout",
        "stacking",
        "cards",
        "drawing",
        "lettering",
        "bundle",
        "keeping",
        "vocabulary",
    ],
)
def test_what_is_pure_touches_no_file_and_no_store(pure):
    found = {
        alias.name.split(".")[0]
        for node in ast.walk(tree(APP / f"{pure}.py"))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            node.names
            if isinstance(node, ast.Import)
            else [ast.alias(node.module or "")]
        )
    }

    assert found & {"os", "pathlib", "sqlite3", "sqlalchemy", "sqlmodel", "io"} == set()


def test_only_the_opening_and_the_building_know_sqlite():
    knowing = {
        module(path)
        for path in MODULES
        if re.search(
            r"^(import sqlite3|import sqlalchemy|from sqlalchemy)",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    }

    assert knowing <= {"db", "store", "models"}


# --- ceilings ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", **files(MODULES))
def test_no_module_is_longer_than_four_hundred_lines(path):
    assert lines(path) <= 400


@pytest.mark.parametrize("path", **files(MODULES))
def test_no_function_is_longer_than_fifty_lines(path):
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]

    assert long == []


def test_functions_are_short_as_a_rule():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    assert lengths[len(lengths) // 2] <= 12


@pytest.mark.parametrize("path", **files(PAGES))
def test_no_template_is_longer_than_a_hundred_and_twenty_lines(path):
    assert lines(path) <= 120


@pytest.mark.parametrize("path", **files(COMPONENTS))
def test_no_component_s_style_is_longer_than_a_hundred_and_fifty_lines(path):
    assert lines(path) <= 150


@pytest.mark.parametrize("path", **files(SCRIPTS))
def test_no_script_is_longer_than_eighty_lines(path):
    assert lines(path) <= 80


# --- style sheets and scripts --------------------------------------------------------------

# A colour by its number or by a function; words such as "transparent" are no colours.
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
)
NAMED = re.compile(
    r":[^;{}]*\b(black|white|red|green|blue|gray|grey|orange|yellow|purple|pink)\b"
)


@pytest.mark.parametrize(
    "path", **files([path for path in CSS if path.name != "tokens.css"])
)
def test_colours_are_named_in_the_tokens_alone(path):
    css = re.sub(r'url\("[^"]*"\)', "", bare(path))

    assert COLOUR.findall(css) == []
    assert NAMED.findall(css) == []


def outermost(css):
    """Give the selectors of a sheet that stand within no other selector."""
    within: list[str] = []
    for text, brace in re.findall(r"([^{};]*)([{};])", css):
        if brace == "{":
            if not text.strip().startswith("@") and all(
                outer.startswith("@") for outer in within
            ):
                yield from (one.strip() for one in text.split(","))
            within.append(text.strip())
        elif brace == "}":
            within.pop()


@pytest.mark.parametrize("path", **files(COMPONENTS))
def test_a_component_s_classes_begin_with_its_name(path):
    # What stands within a component may be another's: there it is only placed.
    found = [
        (selector, first[1])
        for selector in outermost(bare(path))
        if (first := re.search(r"\.([a-z][\w-]*)", selector))
    ]

    own = re.compile(rf"{re.escape(path.stem)}s?(-[\w-]+)?")
    assert [selector for selector, name in found if not own.fullmatch(name)] == []


@pytest.mark.parametrize("path", **files(CSS))
def test_every_style_is_in_a_layer_and_none_is_forced(path):
    css = bare(path)

    assert re.match(r"\s*(@layer|@font-face|@import|:root|@property)", css)
    assert re.findall(r"[^;{}]*!important", css) == [] or (
        path.name in {"reset.css", "print.css"}
    )


@pytest.mark.parametrize("path", **files([*CSS, *SCRIPTS, *PAGES]))
def test_nothing_is_loaded_from_another_host(path):
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        text = bare(path)

    loaded = re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']+""", text)
    loaded += re.findall(r"""url\(["']?(?:https?:)?//[^)]+""", text)
    loaded += re.findall(r"""(?:import|fetch)\(?\s*["'`]https?://[^"'`]+""", text)

    assert loaded == []


@pytest.mark.parametrize("path", **files(SCRIPTS))
def test_a_script_opens_by_saying_which_comfort_it_adds(path):
    assert re.match(r"(//|/\*)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", **files(SCRIPTS))
def test_a_script_writes_no_html_and_runs_no_text(path):
    text = path.read_text("utf-8")

    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text
        )
        == []
    )
