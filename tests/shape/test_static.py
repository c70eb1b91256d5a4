"""The style sheets, the scripts and the templates, as files."""

import re

import pytest

from app.paths import ROOT, STATIC, TEMPLATES

CSS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
PAGES = sorted(TEMPLATES.rglob("*.html"))

# A colour by its number or by a function; words such as "transparent" are no colours.
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
)
NAMED = re.compile(
    r":[^;{}]*\b(black|white|red|green|blue|gray|grey|orange|yellow|purple|pink)\b"
)
HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(")
ELSEWHERE = (
    r"""(?:src|href|action)=["'](?:https?:)?//[^"']+""",
    r"""url\(["']?(?:https?:)?//[^)]+""",
    r"""(?:import|fetch)\(?\s*["'`]https?://[^"'`]+""",
)


def name(path):
    """Name a file as a reader of the tree would."""
    return path.relative_to(ROOT).as_posix()


def text(path):
    """Return a file without the comments of a style sheet."""
    words = path.read_text("utf-8")
    if path.suffix == ".css":
        return re.sub(r"/\*.*?\*/", "", words, flags=re.DOTALL)
    return words


# The sheets of a page, or of a subject that pages share; the rest is of all pages.
SUBJECTS = [path for path in CSS if path.parent.name in {"shared", "pages"}]


def broken(paths, faults):
    """Return what is wrong with files, by their names, where something is."""
    assert paths
    return {name(path): found for path in paths if (found := faults(path))}


@pytest.mark.parametrize(
    ("paths", "most"),
    [
        pytest.param(PAGES, 120, id="templates"),
        pytest.param(SUBJECTS, 300, id="style sheets"),
        pytest.param(SCRIPTS, 120, id="scripts"),
    ],
)
def test_no_file_grows_without_end(paths, most):
    def more(path):
        lines = len(path.read_text("utf-8").splitlines())
        return lines if lines > most else None

    assert broken(paths, more) == {}


def test_colours_are_named_in_the_tokens_alone():
    def colours(path):
        css = re.sub(r'url\("[^"]*"\)', "", text(path))
        return COLOUR.findall(css) + NAMED.findall(css)

    assert broken([path for path in CSS if path.name != "tokens.css"], colours) == {}


def outermost(css):
    """Give the selectors of a sheet that stand within no other selector."""
    within: list[str] = []
    for words, brace in re.findall(r"([^{};]*)([{};])", css):
        if brace == "{":
            if not words.strip().startswith("@") and all(
                outer.startswith("@") for outer in within
            ):
                yield from (one.strip() for one in words.split(","))
            within.append(words.strip())
        elif brace == "}":
            within.pop()


def styled(path):
    """Return the class that each rule of a sheet is about: the first of its selector."""
    # What stands within it may be another's: there it is only placed.
    return {
        first[1]
        for selector in outermost(text(path))
        if (first := re.search(r"\.([a-z][\w-]*)", selector))
    }


def test_a_page_s_style_is_named_for_the_folder_of_its_templates():
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    stems = {path.stem for path in CSS if path.parent.name == "pages"}

    # What is too much for one sheet has the page's name first: source_notes.
    assert {
        stem
        for stem in stems - folders
        if not any(stem.startswith(f"{folder}_") for folder in folders)
    } == set()


def test_a_class_begins_with_the_name_of_its_file_or_of_a_subject_named_there():
    def others(path):
        opening = path.read_text("utf-8").partition("*/")[0]
        named = re.findall(r"\.([a-z][\w-]*)", opening)
        subjects = [path.stem.replace("_", "-"), *named]
        own = re.compile(rf"({'|'.join(subjects)})s?(-[\w-]+)?")
        return {one for one in styled(path) if not own.fullmatch(one)}

    assert broken(SUBJECTS, others) == {}


def test_a_class_is_styled_in_one_file():
    homes: dict[str, list[str]] = {}
    for path in SUBJECTS:
        for one in styled(path):
            homes.setdefault(one, []).append(name(path))

    assert {one: found for one, found in homes.items() if len(found) > 1} == {}


def test_every_class_that_is_styled_is_used():
    # One that is renamed in a template alone would lose its style without a word.
    writing = [*PAGES, *SCRIPTS, *(ROOT / "app").rglob("*.py")]
    written = "\n".join(path.read_text("utf-8") for path in writing)
    words = set(re.findall(r"[\w-]+", written))
    # The rest of some is filled in: source-bar-{{ place }}.
    begun = tuple(re.findall(r"[\w-]+-(?={{)", written))

    def unused(path):
        selectors = re.findall(r"[^{};]+(?={)", re.sub(r'"[^"]*"', "", text(path)))
        found = set(re.findall(r"\.([a-z][\w-]*)", " ".join(selectors)))
        return {one for one in found - words if not one.startswith(begun)}

    assert broken(CSS, unused) == {}


def test_every_style_is_in_a_layer_and_none_is_forced():
    def loose(path):
        css = text(path)
        forced = re.findall(r"[^;{}]*!important", css)
        if not re.match(r"\s*(@layer|@font-face|@import|:root|@property)", css):
            return "in no layer"
        return forced if path.name not in {"reset.css", "print.css"} else None

    assert broken(CSS, loose) == {}


def test_nothing_is_loaded_from_another_host():
    def elsewhere(path):
        return [one for form in ELSEWHERE for one in re.findall(form, text(path))]

    assert broken([*CSS, *SCRIPTS, *PAGES], elsewhere) == {}


def test_a_script_opens_by_saying_which_comfort_it_adds():
    def silent(path):
        return not re.match(r"(//|/\*)", text(path))

    assert broken(SCRIPTS, silent) == {}


def test_a_script_writes_no_html_and_runs_no_text():
    assert broken(SCRIPTS, lambda path: HTML.findall(text(path))) == {}
