"""Landing from a search: its words marked in the article, and the way back."""

import random
import re
from urllib.parse import quote as quoted
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.reading import words
from tests.soak import one_in
from tests.unit.search.test_query import SIGNS


def coming(typed, source="pilot-2025", place=""):
    """Give the address of a source for one who comes from a search."""
    origin = f"/search?{urlencode({'q': typed})}" + (f"#{place}" if place else "")
    return f"/sources/{source}?from={quoted(origin)}"


def sought(page):
    return [words(mark) for mark in page.main.select("article mark.source-searched")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("fathoms", ["fathoms"], id="a word"),
        pytest.param("FATHOM", ["fathoms"], id="its stem, in capitals"),
        pytest.param("fatho", ["fathoms"], id="a beginning"),
        pytest.param(
            '"two fathoms higher"', ["two fathoms higher"], id="a phrase as one"
        ),
        pytest.param("dawn fathoms", ["fathoms", "dawn"], id="words apart"),
        pytest.param("fathoms -dawn", [], id="a word left out"),
        pytest.param("fathoms gulls", [], id="words of different passages"),
        pytest.param("nowhere", [], id="a word that is nowhere"),
        pytest.param("-", [], id="no word"),
    ],
)
def test_what_was_searched_for_is_marked_in_the_article(visit, typed, found):
    page = visit(coming(typed))

    assert sought(page) == found


def test_marks_of_the_search_are_told_apart_from_quotes_and_explained(visit):
    page = visit(coming("fathoms"))

    (mark,) = page.main.select("article mark.source-searched")

    assert "quoted" not in mark["class"]
    assert mark.find_parent("mark", class_="quoted") is not None
    assert "what you searched for" in words(page.select_one(".source-legend"))
    assert visit("/sources/pilot-2025").select("mark.source-searched") == []


def test_the_bar_says_what_was_searched_for_and_leads_back_to_the_hit(visit):
    results = visit("/search?q=gulls+white")
    (hit,) = results.select(".search-passages li.search-hit")

    page = visit(hit.a["href"])

    bar = page.select_one("aside.source-bar")
    assert words(bar.select_one(".source-bar-link")) == "Back to the search"
    assert (
        bar.select_one(".source-bar-link")["href"]
        == f"/search?q=gulls+white#{hit['id']}"
    )
    assert "gulls white found in 2 places in this article" in words(bar)


def test_a_hit_on_a_quote_has_its_words_marked_as_well(visit):
    link = visit("/search?q=fathoms").select_one("li.search-hit a.to-source")["href"]

    page = visit(link.partition("#")[0])

    assert sought(page) == ["fathoms"]
    assert words(page.select_one(".source-bar-link")) == "Back to the search"
    assert page.select("mark.quoted.current mark.source-searched")


TYPED = ("China", "the", '"Russia and China"', "no-limits", "Ukraine war")


def test_marking_changes_no_letter_of_an_article(real_client, real_store):
    for row in real_store.rows("SELECT id FROM source"):
        plain = article(real_client, f"/sources/{row['id']}")
        for typed in one_in(2, TYPED):
            assert article(real_client, coming(typed, row["id"])) == plain, typed


def article(client, address):
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return [tag.get_text() for tag in page.select(".passage-text, .source-matter p")]


def test_the_places_marked_are_as_many_as_the_bar_says(real_client, real_store):
    # In this article the word has no other form, and each stands once in the text.
    (row,) = real_store.rows("SELECT text FROM source WHERE id = 'rajput-ghosh-2024'")
    page = BeautifulSoup(
        real_client.get(coming("Taiwan", "rajput-ghosh-2024")).text, "html.parser"
    )

    marks = page.select(
        ".passage-text mark.source-searched, .source-matter mark.source-searched"
    )

    assert len(marks) == len(re.findall(r"\bTaiwan\b", row["text"])) > 1
    assert f"found in {len(marks)} places" in words(
        page.select_one(".source-bar-origin")
    )


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("https://evil.example/search?q=water", id="another site"),
        pytest.param("//evil.example/search?q=water", id="no scheme"),
        pytest.param("/search/../evil?q=water", id="another path"),
        pytest.param("/search?q=water\n", id="a line break"),
        pytest.param("/search?q=wäter", id="a letter that is not encoded"),
        pytest.param("/search?q=water#x#y", id="two fragments"),
        pytest.param("/search", id="nothing typed"),
        pytest.param("/gaps?q=water", id="no search"),
    ],
)
def test_what_is_no_search_of_ours_is_passed_over(visit, origin):
    page = visit(f"/sources/pilot-2025?from={quoted(origin, safe='')}")

    assert page.select("mark.source-searched, .source-bar-link") == []


@pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.soak)])
def test_whatever_was_typed_the_article_is_shown(client, count):
    chance = random.Random(500)  # noqa: S311 - no secret
    for _ in range(count):
        typed = "".join(
            chance.choice(SIGNS) + chance.choice(["", " "])
            for _ in range(chance.randint(1, 6))
        )
        origin = "/search?q=" + quoted(typed.encode("utf-8", "surrogatepass"))
        answer = client.get(f"/sources/pilot-2025?from={quoted(origin)}")
        assert answer.status_code == 200, typed
