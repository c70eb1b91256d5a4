"""The list of quotes: by source, in the order of the text."""

from tests.reading import words


def test_all_quotes_are_listed_by_source_in_the_order_of_the_text(visit):
    page = visit("/quotes")

    listed = {
        section["id"]: [item["id"] for item in section.select("li.quote-list-item")]
        for section in page.select("main > section")
    }

    assert listed == {
        "moor-gull-2023": ["q-7d994b2ec2db", "q-3be40a09a9a3", "q-536c70a7842e"],
        "harbour-board-2024": [
            "q-40b811ffa518",
            "q-b3ad09ffc502",
            "q-77dbdac857c9",
            "q-05965667ca60",
            "q-18be73bd11ff",
        ],
        "pilot-2025": [
            "q-ed6df0eb9760",
            "q-f15e5edc630d",
            "q-ee97f7cd9000",
            "q-e20dff430a9f",
            "q-912c40db26ef",
            "q-e48a14302e45",
            "q-4c04c2dbd2f6",
            "q-cf7f328bdb6c",
            "q-f0b4e713f9ec",
        ],
    }
    assert list(listed) == ["moor-gull-2023", "harbour-board-2024", "pilot-2025"]


def test_the_list_of_quotes_says_how_many_there_are(visit_real, real_store):
    counted = len(real_store.rows("SELECT id FROM quote"))
    page = visit_real("/quotes")

    assert f"{counted} quotes" in words(page.main.header)
    assert len(page.select("li.quote-list-item")) == counted


def test_a_listed_quote_leads_to_its_place_its_page_and_its_claims(visit):
    quote = visit("/quotes").find(id="q-f0b4e713f9ec")

    assert [a["href"] for a in quote.select("a")] == [
        (
            "/sources/pilot-2025?claim=the-water-rises&quote=f0b4e713f9ec&from=/quotes"
            "#q-f0b4e713f9ec"
        ),
        "/quotes/f0b4e713f9ec",
        "/claims/the-water-rises",
        "/claims/the-harbour-dries-by-evening",
    ]
