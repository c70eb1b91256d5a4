"""The list of quotes: by source and section, in the order of the text."""

import pytest

from tests.reading import words


def test_all_quotes_are_listed_by_source_in_the_order_of_the_text(visit):
    page = visit("/quotes")

    listed = {
        source["id"]: [item["id"] for item in source.select("li.quote-list-item")]
        for source in page.select("main > section:not(.paper-only)")
    }

    assert listed == {
        "moor-gull-2023": ["q-44690268a159", "q-b37be95bdbb7", "q-6d5edaac521f"],
        "harbour-board-2024": [
            "q-e4001f74781e",
            "q-fdac9229d490",
            "q-10aa1456a7f8",
            "q-2f3b1b952057",
            "q-2fc34df0be85",
        ],
        "pilot-2025": [
            "q-acf66889acc3",
            "q-6f3fb387a7d2",
            "q-92fa8bd79060",
            "q-2048b4b694aa",
            "q-c220c1cb8b0d",
            "q-78dd9358ab0d",
            "q-17cfd542a22f",
            "q-e8bb74503ede",
            "q-e20bef087b6b",
        ],
    }
    assert list(listed) == ["moor-gull-2023", "harbour-board-2024", "pilot-2025"]


def test_a_long_list_is_folded_by_source_and_section(visit_real, real_store):
    page = visit_real("/quotes")

    assert not page.select("details[open]")
    sources = [words(it) for it in page.select("main > section:not(.paper-only) > h2")]
    assert sources[0] == "Rinna 2014 43 quotes"
    assert len(sources) == len(real_store.rows("SELECT id FROM source"))
    assert [words(it) for it in page.select("#rinna-2014 summary")] == [
        "Before the first heading 6",
        "Complex friends 15",
        "Rough edges 17",
        "Mutual fears 5",
    ]
    # Its only heading is its title.
    assert [words(it) for it in page.select("#rerussia-2023 summary")] == ["30 quotes"]


@pytest.mark.parametrize(
    ("path", "links"),
    [
        pytest.param("/quotes?open=all", ["Collapse all"], id="asked for"),
        pytest.param("/quotes?theme=taiwan", [], id="few"),
    ],
)
def test_folds_stand_open_where_asked_for_or_where_little_is_left(
    visit_real, path, links
):
    page = visit_real(path)

    folds = page.select("details.quote-list-section")
    assert folds
    assert all(fold.has_attr("open") for fold in folds)
    assert [words(link) for link in page.select("a[data-folds]")] == links


def test_the_list_of_quotes_says_how_many_there_are(visit_real, real_store):
    counted = len(real_store.rows("SELECT id FROM quote"))
    page = visit_real("/quotes")

    assert f"{counted} quotes" in words(page.main.header)
    assert len(page.select("li.quote-list-item")) == counted


def test_a_listed_quote_leads_to_its_place_its_page_and_its_claims(visit):
    quote = visit("/quotes").find(id="q-e20bef087b6b")

    assert [a["href"] for a in quote.select("a")] == [
        (
            "/sources/pilot-2025?claim=the-water-rises&quote=e20bef087b6b&from=/quotes"
            "#q-e20bef087b6b"
        ),
        "/quotes/e20bef087b6b",
        "/claims/the-water-rises",
        "/claims/the-harbour-dries-by-evening",
    ]
    assert (
        words(quote.select_one(".attribution > a:not(.to-source)"))
        == "Cite, editors\u2019 note"
    )
    # Among fewer quotes, the note stands there itself.
    quote = visit("/quotes?claim=the-water-rises").find(id="q-e20bef087b6b")
    assert "note: It shows that the water moves" in words(quote)


def test_whom_an_author_cites_is_named_unless_it_is_the_speaker(visit_real):
    lines = [words(line) for line in visit_real("/quotes").select(".attribution")]

    def beginning(start):
        return {line for line in lines if line.startswith(start)}

    assert any(
        "citing the Royal United Services Institute (RUSI)." in line
        for line in beginning("Chinese experts , reported by")
    )
    assert any(
        line.startswith("An expert from FPRI ; the point is conceded by Re:Russia")
        for line in lines
    )
    named_twice = ("Vladimir Buchelnikov", "People’s Daily", "An expert from FPRI")  # noqa: RUF001
    for name in named_twice:
        assert beginning(name)
        assert not any("citing" in line for line in beginning(name))
