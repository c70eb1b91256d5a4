"""An address that names words of an article: they are marked, whether quoted or not."""

import random
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from app.text.words_link import link_to, shown_text
from tests.reading import words
from tests.soak import one_in

SOURCE = "/sources/pilot-2025"


def plain(text):
    return " ".join(text.split())


def marks(page):
    """Return what marks the words: not what shows in the legend how they are marked."""
    return page.select(":not(.source-legend) > mark.source-words")


def marked(page):
    """Return the words that are marked, their pieces joined."""
    return plain("".join(mark.get_text() for mark in marks(page)))


def asked(**named):
    return f"{SOURCE}?{urlencode(named)}"


@pytest.mark.parametrize(
    ("named", "there"),
    [
        pytest.param({"p": 3, "words": "the water"}, "the water", id="no quote"),
        pytest.param(
            {"p": 1, "words": "Every skipper…nets go out"},
            (
                "Every skipper reads the “tide table” \u2013 which the Harbour Board prints "
                "\u2013 before the nets go out"
            ),
            id="across quotes that cross",
        ),
        pytest.param(
            {"p": 1, "words": "At noon the…The Harbour Report"},
            None,
            id="into another passage",
        ),
        pytest.param(
            {"words": "What the gauges say"}, "What the gauges say", id="no p"
        ),
    ],
)
def test_exactly_the_words_are_marked(visit, named, there):
    page = visit(asked(**named))

    found = marked(page)

    assert found == there or (there is None and found.startswith("At noon the water"))
    assert there or found.endswith("The Harbour Report")
    assert [mark.name for mark in page.select("#words")] == ["mark"]
    assert page.select("#words") == marks(page)[:1]
    assert "the words in the link." in words(page.select_one(".source-legend"))


def test_the_marks_of_quotes_are_what_they_are_without_the_words(visit):
    def quotes(page):
        found: dict[str, str] = {}
        for piece in page.select("[data-quote]"):
            quote = piece["data-quote"]
            found[quote] = found.get(quote, "") + piece.get_text()
        return found

    page = visit(asked(p=1, words="Every skipper…nets go out"))

    assert quotes(page) == quotes(visit(SOURCE))
    assert len(marks(page)) > 2


@pytest.mark.parametrize(
    ("named", "said"),
    [
        pytest.param({"p": 3, "words": "the"}, "appear more than once in passage 3"),
        pytest.param({"words": "the"}, "appear more than once in this article"),
        pytest.param({"p": 3, "words": "the whale"}, "do not appear in passage 3"),
        pytest.param({"p": 99, "words": "the water"}, "do not appear in passage 99"),
        pytest.param(
            {"p": "b0x", "words": "water"}, "do not appear in the part it names"
        ),
        pytest.param({"p": 3, "words": "wate"}, "do not appear in passage 3"),
        pytest.param({"p": 99}, "a passage that this article does not have: 99"),
    ],
)
def test_words_without_one_place_are_not_marked_and_the_page_says_so(
    visit, named, said
):
    page = visit(asked(**named))

    notice = page.select_one(".notice[role=status]")
    assert said in words(notice)
    # What a reader typed is not the source's words.
    assert not notice.select(".serif")
    assert page.select("mark.source-words, #words") == []


def test_what_stands_beside_the_words_tells_them_apart(visit):
    for beside in ({"after": "to rise"}, {"before": "because they wait for"}):
        page = visit(asked(p=3, words="the water", **beside))

        assert marked(page) == "the water"


@pytest.mark.parametrize(
    ("name", "most"), [("words", 600), ("before", 200), ("after", 200), ("p", 200)]
)
def test_what_is_too_long_is_refused(client, name, most):
    for ending in ("", ".json"):
        answer = client.get(f"{SOURCE}{ending}", params={name: "x" * (most + 1)})

        assert answer.status_code == 422
        assert client.get(f"{SOURCE}{ending}", params={name: "x" * most}).is_success


def test_words_in_what_is_folded_are_open(visit_real):
    page = visit_real("/sources/datta-2025?words=Kwun+Tong")

    assert page.select_one("details:has(#words)").has_attr("open")
    assert marked(page) == "Kwun Tong"
    others = page.select(".source-matter details:not(:has(#words))")
    assert [fold for fold in others if fold.has_attr("open")] == []


def test_the_data_says_where_the_words_stand(client, world):
    text = (world / "sources" / "pilot-2025.txt").read_text("utf-8")

    told = client.get(f"{SOURCE}.json", params={"p": 1, "words": "nets go out"}).json()[
        "linked"
    ]

    assert text[told["start"] : told["end"]] == "nets go out"


# --- links to words ------------------------------------------------------------------


def test_a_passage_has_links_to_its_sentences_without_a_script(visit):
    link = visit(SOURCE).select_one("#p3 noscript a")
    assert words(link) == "Link to a sentence"

    page = visit(f"{SOURCE}{link['href']}")
    links = page.select("#p3 .source-sentences a")

    assert len(links) == 2
    assert len(page.select(".source-sentences")) == 1
    for link in links:
        assert marked(visit(f"{SOURCE}{link['href']}")) == plain(link.get_text())


@pytest.mark.parametrize("typed", ["the United States", "the West", "China and Russia"])
def test_every_place_that_is_verified_is_linked_to_itself(real, typed):
    places = real.get("/verify.json", params={"q": typed}).json()["places"]

    assert len({place["address"] for place in places}) == len(places) > 3
    for place in one_in(4, places):
        assert place["address"].endswith("#words"), place["address"]
        address = urlsplit(place["address"])
        told = real.get(f"{address.path}.json?{address.query}").json()["linked"]
        assert (told["start"], told["end"]) == (place["start"], place["end"])
        page = BeautifulSoup(real.get(place["address"]).text, "lxml")
        assert marked(page) == plain(place["exact"])


def test_random_selections_are_marked_word_for_word_on_the_page(real_store, real):
    """Four in every article, in a soak twelve; tests/unit/text/test_words_link.py has more, without pages."""
    draw = random.Random(2025)  # noqa: S311 - the same each time
    wrong = []
    for source in real_store.rows("SELECT id, text FROM source"):
        rows = real_store.rows(
            'SELECT start, "end", number FROM passage WHERE source = ? ORDER BY start',
            source["id"],
        )
        shown = shown_text(source["text"], [(row["start"], row["end"]) for row in rows])
        ends = [word.span() for word in re.finditer(r"[^\W_]+", shown.text)]
        for _ in one_in(3, range(12)):
            first = draw.randrange(len(ends))
            last = min(first + int(draw.expovariate(1 / 30)), len(ends) - 1)
            low, high = ends[first][0], ends[last][1]
            row = [row for row in rows if row["start"] <= shown.origin[low]][-1]
            link = link_to(shown, *shown.span(low, high), (row["start"], row["end"]))
            assert link, (low, high)
            place = str(row["number"] or f"b{row['start']}")

            answer = real.get(f"/sources/{source['id']}?{link.query(place)}")

            page = BeautifulSoup(answer.text, "lxml")
            for raised in page.select("sup"):
                if raised.get_text().isdecimal():  # the number of a note
                    raised.decompose()
            # Two passages may follow one another without a blank.
            found = marked(page).replace(" ", "")
            if found != shown.text[low:high].replace(" ", ""):
                wrong.append(answer.url)
    assert wrong == []


def test_a_link_to_words_is_short(real):
    told = real.get("/verify.json", params={"q": "the United States"}).json()["places"]

    assert max(len(place["address"]) for place in told) < 120
    assert {"p", "words"} <= set(parse_qs(urlsplit(told[0]["address"]).query))
