"""The lists: claims, quotes, sources, speakers, each speaker, and the exports."""

import json

import pytest

from tests.reading import words

# --- claims ------------------------------------------------------------------------------


def test_all_claims_are_listed_by_theme_and_side(visit):
    page = visit("/claims")

    columns = {
        (words(section.h2), stance): [
            claim["data-claim"]
            for claim in section.select(f'[data-claim][data-stance="{stance}"]')
        ]
        for section in page.select("section.theme")
        for stance in ("for", "against")
    }

    assert columns == {
        ("1 Water", "for"): ["the-water-rises", "the-rise-comes-twice-a-day"],
        ("1 Water", "against"): [
            "the-harbour-is-a-pond",
            "only-the-boats-move",
            "the-sea-stands-still",
        ],
        ("2 Boats", "for"): ["skippers-read-the-table"],
        ("2 Boats", "against"): [
            "the-harbour-dries-by-evening",
            "a-table-proves-nothing",
        ],
        ("3 Town", "for"): ["the-tide-comes-back"],
        ("3 Town", "against"): ["the-quay-stays-dry", "in-east-wind-nothing-rises"],
    }


def test_the_list_of_claims_can_be_held_to_one_side(visit, client):
    page = visit("/claims?stance=against")

    assert {tag["data-stance"] for tag in page.select("[data-stance]")} == {"against"}
    assert len(page.select("[data-claim]")) == 7
    assert "7 claims of 11" in words(page.select_one(".heading-text"))
    assert client.get("/claims?stance=neither").status_code == 404


def test_the_list_of_claims_says_how_many_there_are(visit, visit_real, real_store):
    counted = len(real_store.rows("SELECT id FROM claim"))

    assert words(visit("/claims").main).startswith("Claims 11 claims")
    assert f"{counted} claims" in words(visit_real("/claims").main)
    assert len(visit_real("/claims").select("[data-claim]")) == counted


def test_a_listed_claim_counts_its_quotes_and_names_its_sources(visit):
    claim = visit("/claims").select_one('[data-claim="the-water-rises"]')

    assert words(claim.select_one(".claim-sources")) == (
        "3 quotes, Moor and Gull 2023 , Pilot 2025"
    )


# --- quotes ------------------------------------------------------------------------------


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


# --- sources -----------------------------------------------------------------------------


def test_the_sources_are_listed_oldest_first(visit):
    entries = visit("/sources").select("li.entry")

    assert [words(entry) for entry in entries] == [
        (
            "May 2023 Moon over Mud Carol Moor and David Gull, Almanac of the Coast "
            "2 quotes for 1 against in 2 passages, under 3 claims"
        ),
        (
            "[2024] Sitting on a Sandbank A winter on the quay Unsigned "
            "2 quotes for 3 against in 3 passages, under 3 claims"
        ),
        (
            "2 January 2025 The Tide at Noon Ann Pilot, Harbour Gazette "
            "4 quotes for 6 against in 3 passages, under 8 claims"
        ),
    ]


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        pytest.param("/sources", 'class="quote-list-item"', id="sources"),
        pytest.param(
            "/sources?theme=trade&voice=authors",
            'class="quote-list-item"',
            id="filtered",
        ),
        pytest.param("/speakers", 'class="quote-list-item"', id="speakers"),
        pytest.param("/themes", 'data-claim="', id="themes"),
    ],
)
def test_the_counts_by_side_open_what_they_count(visit_real, path, opened):
    counts = visit_real(path).select("main a.stance-count")

    assert counts
    for count in counts:
        listed = visit_real.client.get(count["href"]).text.count(opened)
        assert listed == int(count.get_text().split()[0]), count["href"]


def test_the_real_sources_are_listed_oldest_first(visit_real, real_client):
    records = json.loads(real_client.get("/exports/arguments.json").content)
    dates = {s["id"]: s["published"]["latest"] for s in records["sources"]}

    links = [a["href"] for a in visit_real("/sources").select("li.entry h2 a")]

    listed = [dates[link.removeprefix("/sources/")] for link in links]
    assert listed == sorted(dates.values())


# --- speakers ----------------------------------------------------------------------------


def test_speakers_are_listed_by_kind_with_what_they_say(visit):
    page = visit("/speakers")

    listed = {
        words(section.h2): [words(person) for person in section.select("li")]
        for section in page.select("main section")
    }

    assert listed == {
        "Persons 2": [
            "Ann Pilot Harbour pilot 3 quotes for 4 against in Pilot 2025",
            "Old Tom Of the ferry 2 quotes against in Pilot 2025",
        ],
        "Institutions 1": [
            (
                "Harbour Board Keeper of the quay 2 quotes for 3 against in "
                "Harbour Board [2024] , Pilot 2025"
            ),
        ],
        "Groups 2": [
            (
                "Carol Moor and David Gull Makers of almanacs 2 quotes for 1 against in "
                "Moor and Gull 2023"
            ),
            "Some skippers Named no further 1 quote for in Harbour Board [2024]",
        ],
    }


def test_a_speaker_has_every_quote_of_theirs_in_any_source(visit):
    page = visit("/speakers/harbour-board")

    assert page.h1.get_text() == "Harbour Board"
    assert [item["id"] for item in page.select("li.quote-list-item")] == [
        "q-40b811ffa518",
        "q-b3ad09ffc502",
        "q-77dbdac857c9",
        "q-18be73bd11ff",
        "q-912c40db26ef",
    ]


def test_a_speaker_who_only_is_reported_is_not_called_an_author(visit):
    told = words(visit("/speakers/old-tom").main)

    assert "Author of" not in told
    assert "disputed by" in told


def test_every_speaker_of_the_site_has_as_many_quotes_as_the_store(
    real_client, real_store
):
    counts = {
        row["id"]: row["n"]
        for row in real_store.rows(
            "SELECT speaker.id, count(quote.id) AS n FROM speaker "
            "LEFT JOIN quote ON quote.speaker = speaker.id GROUP BY speaker.id"
        )
    }

    shown = {
        speaker: real_client.get(f"/speakers/{speaker}").text.count(
            'class="quote-list-item"'
        )
        for speaker in counts
    }

    assert shown == counts


# --- exports -----------------------------------------------------------------------------


def test_the_exports_are_named_with_what_they_are_for(visit, client):
    page = visit("/exports")

    links = [a["href"] for a in page.select("main a")]

    assert "11 claims, 17 quotes and 6 relations between claims" in words(page.main)
    assert links[0] == "/exports/arguments.json"
    assert "/exports/store.sqlite" in links
    assert links[-1] == "/sources"
    assert client.get("/exports/store.sqlite").content.startswith(b"SQLite format 3")
    assert len(client.get("/exports/arguments.json").json()["quotes"]) == 17
