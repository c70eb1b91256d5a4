"""Every kind of page: axe finds nothing, nothing runs over, nothing needs a script; all
stands on one grid, links show at rest, and the serif is for the sources' words."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from app.web.routes import PAGES
from tests.browser.checks import (
    in_the_serif,
    not_underlined,
    off_the_grid,
    running_over,
    violations,
)
from tests.browser.kinds import KINDS, MISSING, REAL, SMALL, addresses
from tests.browser.landing import NARROW, WIDE
from tests.conftest import WORLD
from tests.soak import a_tenth, soak

# Kinds of page on which a script adds, opens or replaces something that is read.
CHANGED = (
    "home",
    "claims",
    "claims, folds open",
    "theme",
    "claim",
    "clash",
    "quote",
    "source, arrived from a claim",
    "map",
    "gaps",
    "search, hits",
    "reading list",
    "exports",
)


@pytest.fixture
def opened(reader, records):
    """Return a function that opens the page of a kind of the real site."""

    def opened(kind: str, **settings) -> Page:
        page: Page = reader(missing=kind in MISSING, **settings)
        page.goto(addresses(records, REAL)[kind])
        return page

    return opened


@pytest.fixture
def opened_small(reader, world_url, world_records):
    """Return a function that opens the page of a kind of the small world."""

    def opened_small(kind: str, **settings) -> Page:
        page: Page = reader(site=world_url, missing=kind in MISSING, **settings)
        page.goto(addresses(world_records, SMALL)[kind])
        return page

    return opened_small


@pytest.fixture(scope="module")
def sources(world_records) -> str:
    """Return all that the sources of the small world say, in letters alone."""
    titles = [f"{one['title']} {one['subtitle']}" for one in world_records["sources"]]
    texts = [path.read_text("utf-8") for path in WORLD.glob("sources/*.txt")]
    return "\n".join(map(letters, titles + texts))


def letters(text: str) -> str:
    """Return the letters and digits of a text: what no markup and no fold changes."""
    return re.sub(r"<[^>]*>|[\W_]", "", text)


def test_every_page_of_the_site_is_among_the_kinds(world_records):
    asked = {urlsplit(one).path for one in addresses(world_records, SMALL).values()}

    left_out = [
        page.path
        for page in PAGES
        if not any(
            re.fullmatch(re.sub(r"{\w+}", "[^/]+", page.path), it) for it in asked
        )
    ]

    assert left_out == []


# --- the small world, which has a case of everything -----------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
def test_axe_edges_the_grid_links_and_the_serif_narrow_in_light_and_wide_in_dark(
    opened_small, sources, kind
):
    page = opened_small(kind, viewport=NARROW, reduced_motion="reduce")
    light = violations(page)
    over = running_over(page, 320, 768)

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(WIDE)
    dark = violations(page)
    over |= running_over(page, 1280)

    assert (light, dark, over, off_the_grid(page)) == ({}, {}, {}, {})
    assert not_underlined(page) == []
    serif = in_the_serif(page)
    assert [text for text in serif if letters(text) not in sources] == []
    assert serif or not page.locator("blockquote:visible").count()


# --- the real site, which has more of everything ---------------------------------------


SCREENS = (320, 768, 1280)


# Those that a script changes are looked at below, by the way; of the others a tenth, for
# the small world has them all.
@pytest.mark.parametrize("kind", a_tenth(kind for kind in KINDS if kind not in CHANGED))
def test_nothing_runs_over_the_edge_of_a_screen(opened, kind):
    assert running_over(opened(kind), *SCREENS) == {}


# Where the head of a page changes, and just above; phones and tablets.
BETWEEN = (360, 720, 820, 972, 976, 1024)


@soak
@pytest.mark.parametrize("kind", KINDS)
def test_axe_in_light_and_dark_wide_and_narrow_and_the_edge_at_widths_between(
    opened, kind
):
    page = opened(kind, reduced_motion="reduce")
    found: dict[str, Any] = {"over": running_over(page, *BETWEEN)}
    for scheme in ("light", "dark"):
        for viewport in (WIDE, NARROW):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            found[f"{scheme}, {viewport['width']} px"] = violations(page)

    assert {setting: faults for setting, faults in found.items() if faults} == {}


# --- without scripts -------------------------------------------------------------------

# What only a script can do is only said where there are scripts.
SCRIPTED = {
    *("Copy citation", "Copy quote", "Copy reference", "Keyboard shortcuts"),
    *("\N{MINUS SIGN}", "Reset", "+"),
    *("Add all to my list", "Add to reading list Print", "Print", "Appearance"),
}


# And what a script does for the reader need only be said where there is none.
UNSCRIPTED = {"Link to a sentence", "Start a reading list", "Appearance of this page"}
# Where no script keeps a list of one's own, another's can be changed.
ANOTHER_S = {"reading list, handed on", "reading list, lost"}


@pytest.mark.parametrize(
    "kind",
    [*CHANGED, *a_tenth(kind for kind in KINDS if kind not in {*CHANGED, *ANOTHER_S})],
)
def test_a_page_says_the_same_without_scripts_and_runs_over_no_edge(opened, kind):
    page = opened(kind)
    with_scripts = lines(page)
    over = running_over(page, *SCREENS)
    without = lines(opened(kind, java_script_enabled=False))
    # On the map it is a button, elsewhere a link that needs no script.
    scripted = SCRIPTED | ({"Collapse all"} if kind.startswith("map") else set())

    assert [
        line
        for line in with_scripts
        if line not in scripted and not line.startswith("On the map, ")
    ] == [line for line in without if line not in UNSCRIPTED]
    assert over == {}


def lines(page: Page) -> list[str]:
    """Return the lines that can be read on a page."""
    text = page.locator("body").inner_text()
    return [line.strip() for line in text.splitlines() if line.strip()]
