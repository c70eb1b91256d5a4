"""The names of the sides: those of the debate, on every page."""

import re

import pytest
from bs4 import BeautifulSoup

from app.store.build import build_store
from tests.conftest import Visitor
from tests.reading import words


@pytest.fixture
def visit_named(change, seeds, serve, tmp_path):
    """Give a visitor of the small world whose sides have other names."""
    change("debate.toml", 'label = "For"', 'label = "Sailors"')
    change("debate.toml", 'label = "Against"', 'label = "Dry feet"')
    build_store(seeds, tmp_path / "named.sqlite")
    # Other tests inspect the same pages.
    return Visitor(serve(tmp_path / "named.sqlite"), inspected=lambda _: True)


PAGES = [
    "/",
    "/clashes",
    "/clashes/does-the-sea-move",
    "/claims",
    "/claims/the-water-rises",
    "/claims?stance=for",
    "/themes",
    "/themes/water",
    "/quotes",
    "/quotes/acf66889acc3",
    "/sources",
    "/sources/pilot-2025",
    "/speakers",
    "/speakers/old-tom",
    "/search?q=water",
    "/map",
    "/map?theme=water",
    "/map?claim=the-water-rises",
    "/timeline",
    "/matrix",
    "/matrix?theme=water",
    "/compare?a=moor-gull-2023&b=harbour-board-2024",
    "/gaps",
    "/reading-list?keep=the-water-rises,acf66889acc3",
    "/about",
]
# A side as the site calls it by default: a word by itself, or after a number.
DEFAULT = re.compile(
    r"^(For|Against)\b(?! a week| programs| “)|\d (for|against)\b(?! “)"
)


def said(page):
    """Return all that a page says: its text, its labels and its description."""
    return [
        *page.find("body").stripped_strings,
        *(tag["aria-label"] for tag in page.select("[aria-label]")),
        *(tag["content"] for tag in page.select("meta[name=description]")),
    ]


def test_a_side_has_the_name_that_the_debate_gives_it(visit_named):
    texts = {path: said(visit_named(path)) for path in PAGES}

    assert {
        path: found
        for path, told in texts.items()
        if (found := [text for text in told if DEFAULT.search(text)])
    } == {}
    assert [
        path for path, told in texts.items() if "sailors" not in str(told).lower()
    ] == []


def test_in_a_sentence_a_name_stands_in_quotation_marks(change, seeds, serve, tmp_path):
    change("debate.toml", 'label = "For"', 'label = "Yes"')
    change("debate.toml", 'label = "Against"', 'label = "NO to it"')
    build_store(seeds, tmp_path / "named.sqlite")
    page = Visitor(serve(tmp_path / "named.sqlite"))("/themes/water")

    told = words(page.select_one(".heading"))

    assert (
        "Solid lines mark the “Yes” side, dashed lines the “NO to it” side."
        in words(page.footer)
    )
    assert "2 claims for “Yes” and 3 for “NO to it”, resting on" in told


def test_a_document_of_the_reading_list_names_the_side(visit_named):
    text = visit_named.client.get("/reading-list.html?keep=the-water-rises").text

    headings = [words(h) for h in BeautifulSoup(text, "html.parser").select("h2")]

    assert "Sailors: The water in the harbour rises and falls." in headings
