"""The home page: the question, both sides face to face, and the filters."""

import re

import pytest

from tests.reading import words


def claims(page):
    return [tag["data-claim"] for tag in page.select("main [data-claim]")]


# --- what is here ------------------------------------------------------------------------


def test_it_asks_the_question_and_says_what_each_side_says(visit):
    page = visit("/")

    sides = [words(side) for side in page.select(".home-sides > p")]

    assert page.h1.get_text() == "Is there a tide in the harbour?"
    assert sides == ["For There is one. 4 claims", "Against There is none. 7 claims"]


def test_its_counts_open_onto_what_is_counted(visit):
    page = visit("/")

    counts = {a["href"]: words(a) for a in page.select(".home-standfirst a")}

    assert counts == {
        "/claims": "11 claims",
        "/quotes": "17 quotes",
        "/sources": "3 articles",
    }
    assert "from 2023 to 2025" in words(page.select_one(".home-standfirst"))


def test_its_counts_are_those_of_the_store(real_store, visit_real):
    page = visit_real("/")

    counts = {a["href"]: words(a) for a in page.select(".home-standfirst a")}

    assert {path: int(re.sub(r"\D", "", text)) for path, text in counts.items()} == {
        "/claims": len(real_store.rows("SELECT * FROM claim")),
        "/quotes": len(real_store.rows("SELECT * FROM quote")),
        "/sources": len(real_store.rows("SELECT * FROM source")),
    }


def test_it_names_the_release_of_its_data(visit):
    foot = words(visit("/").select_one("footer"))

    assert "Release of 2025-03-01" in foot


# --- the two sides -----------------------------------------------------------------------


def test_every_claim_stands_under_its_theme_main_arguments_first(visit):
    page = visit("/")

    themes = {
        theme.h2.a["href"]: [tag["data-claim"] for tag in theme.select("[data-claim]")]
        for theme in page.select("main section")
    }

    assert themes == {
        "/themes/water": [
            "the-water-rises",
            "the-rise-comes-twice-a-day",
            "the-harbour-is-a-pond",
            "only-the-boats-move",
            "the-sea-stands-still",
        ],
        "/themes/boats": [
            "skippers-read-the-table",
            "a-table-proves-nothing",
            "the-harbour-dries-by-evening",
        ],
        "/themes/town": [
            "the-tide-comes-back",
            "the-quay-stays-dry",
            "in-east-wind-nothing-rises",
        ],
    }


def test_every_claim_says_its_side(visit, store):
    page = visit("/")

    stances = {t["data-claim"]: t["data-stance"] for t in page.select("[data-claim]")}

    assert stances["the-water-rises"] == "for"
    assert stances["only-the-boats-move"] == "against"
    assert stances == {
        row["id"]: row["stance"] for row in store.rows("SELECT id, stance FROM claim")
    }


def test_claims_that_answer_one_another_stand_opposite_one_another(visit):
    page = visit("/")

    rows = [
        [
            tag["data-claim"]
            for tag in row.select("[data-claim]")
            if tag.find_parent(attrs={"data-claim": True}) is None
        ]
        for row in page.select(".face-to-face")
    ]

    assert rows == [
        ["the-water-rises", "the-harbour-is-a-pond"],
        ["skippers-read-the-table", "a-table-proves-nothing"],
        ["the-harbour-dries-by-evening"],
        ["the-tide-comes-back", "the-quay-stays-dry"],
        ["in-east-wind-nothing-rises"],
    ]


def test_a_claim_without_an_answer_says_so(visit):
    row = (
        visit("/")
        .select_one("#c-the-harbour-dries-by-evening")
        .find_parent(class_="face-to-face")
    )

    assert "No claim in the sources answers this one." in words(row)


def test_an_answer_that_stands_in_another_row_is_linked(visit):
    claim = visit("/?open=all").select_one("#c-in-east-wind-nothing-rises")

    answers = [a["href"] for a in claim.select(".face-to-face-answers a")]

    assert answers == ["#c-the-rise-comes-twice-a-day"]


def test_an_answer_of_another_theme_names_it(visit_real, real_store):
    themes = {
        row["id"]: (row["theme"], row["title"])
        for row in real_store.rows(
            "SELECT claim.id, theme, title FROM claim JOIN theme ON theme.id = theme"
        )
    }
    listed = visit_real("/?open=all").select(".face-to-face-answers li")

    for answer in listed:
        there, title = themes[answer.a["href"].removeprefix("#c-")]
        here = answer.find_parent(class_="face-to-face").article["data-claim"]
        named = answer.small.get_text() if answer.small else ""
        assert named == ("" if there == themes[here][0] else f"Theme: {title}")
    assert len(listed) > 50


def test_an_answer_that_the_filter_leaves_out_is_a_page_away(visit_real):
    page = visit_real("/?theme=taiwan")

    links = [a["href"] for a in page.select(".face-to-face-answers a")]

    assert any(link.startswith("/claims/") for link in links)
    assert any(link.startswith("#c-") for link in links)


def test_the_answers_to_a_narrower_claim_are_counted_and_linked(visit):
    narrow = visit("/?open=all").select_one("#c-the-rise-comes-twice-a-day")

    link = narrow.select_one('a[href$="#answered"]')

    assert link["href"] == "/claims/the-rise-comes-twice-a-day#answered"
    assert words(link) == "1 answer"


def test_a_claim_names_its_sources_oldest_first(visit):
    claim = visit("/").select_one("#c-the-harbour-dries-by-evening")

    assert [a.get_text() for a in claim.select_one(".claim-sources").select("a")] == [
        "Moor and Gull 2023",
        "Pilot 2025",
    ]


# --- folds -------------------------------------------------------------------------------


def test_quotes_are_folded_beneath_their_claim_with_links_into_their_sources(visit):
    claim = visit("/").select_one("#c-the-water-rises")

    links = [a["href"] for a in claim.select("details")[0].select("a.to-source")]

    # From the oldest source on.
    assert links == [
        (
            "/sources/moor-gull-2023?claim=the-water-rises&quote=7d994b2ec2db&from=/"
            "#q-7d994b2ec2db"
        ),
        (
            "/sources/pilot-2025?claim=the-water-rises&quote=ed6df0eb9760&from=/"
            "#q-ed6df0eb9760"
        ),
        (
            "/sources/pilot-2025?claim=the-water-rises&quote=f0b4e713f9ec&from=/"
            "#q-f0b4e713f9ec"
        ),
    ]


def test_a_quote_stands_in_its_whole_sentence_with_its_speaker(visit):
    quote = visit("/?open=all").find(id="the-rise-comes-twice-a-day.1")

    assert words(quote.blockquote.mark) == (
        "the water rises twice a day, at noon and at midnight"
    )
    assert words(quote.blockquote) == (
        "The Harbour Report found that “ the water rises twice a day, at noon and at "
        "midnight ”, and every gauge agrees."
    )
    assert "Harbour Board" in quote.select_one(".attribution b").get_text()
    assert "endorsed by" in words(quote)


def test_the_quotes_of_a_narrower_claim_are_one_more_activation_away(visit):
    narrow = visit("/").select_one("#c-the-rise-comes-twice-a-day")
    link = narrow.select_one('.folds a[href*="open="]')

    page = visit(f"/{link['href'].partition('#')[0]}")
    landing = page.find(id="the-rise-comes-twice-a-day.1").select_one("a.to-source")

    assert link["href"] == "?open=all#c-the-rise-comes-twice-a-day"
    assert words(link) == "1 quote"
    assert all(fold.has_attr("open") for fold in landing.find_parents("details"))


def test_the_way_back_to_a_narrower_claim_opens_its_quotes_again(visit):
    page = visit("/?open=the-rise-comes-twice-a-day")
    link = page.find(id="the-rise-comes-twice-a-day.1").select_one("a")

    landed = visit(link["href"].partition("#")[0])

    # The visitor has made sure that there is such a place.
    assert landed.select_one(".source-bar-link")["href"] == (
        "/?open=the-rise-comes-twice-a-day#the-rise-comes-twice-a-day.1"
    )


def test_several_narrower_claims_stand_open_where_the_address_names_them(visit_real):
    narrow = [a["id"] for a in visit_real("/").select("article.claim-narrow")]
    named = [one.removeprefix("c-") for one in narrow[:7]]

    page = visit_real(f"/?open={'.'.join(named)}")

    # The latest five: so the address stays short enough to be handed on.
    assert [
        claim.removeprefix("c-")
        for claim in narrow
        if page.find(id=claim).find("blockquote")
    ] == named[-5:]


def test_the_way_back_from_all_folds_open_is_a_place_for_narrower_claims_too(visit):
    page = visit("/?open=all")
    link = page.find(id="the-rise-comes-twice-a-day.1").select_one("a")

    landed = visit(link["href"].partition("#")[0])

    assert landed.select_one(".source-bar-link")["href"].endswith(
        "#the-rise-comes-twice-a-day.1"
    )


@pytest.mark.parametrize(("path", "opened"), [("/", False), ("/?open=all", True)])
def test_folds_stand_open_where_the_address_says_so(visit, path, opened):
    folds = visit(path).select(".folds details")

    assert {fold.has_attr("open") for fold in folds} == {opened}


# --- filters -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param(
            "theme=town",
            ["the-tide-comes-back", "the-quay-stays-dry", "in-east-wind-nothing-rises"],
            id="a theme",
        ),
        pytest.param(
            "source=moor-gull-2023",
            [
                "the-water-rises",
                "skippers-read-the-table",
                "the-harbour-dries-by-evening",
            ],
            id="a source",
        ),
        pytest.param(
            "theme=water&voice=authors",
            ["the-water-rises", "the-harbour-is-a-pond"],
            id="only the authors' own words",
        ),
        pytest.param(
            "theme=town&source=moor-gull-2023", [], id="a theme that a source passes by"
        ),
        pytest.param(
            "theme=water&source=pilot-2025",
            [
                "the-water-rises",
                "the-rise-comes-twice-a-day",
                "only-the-boats-move",
                "the-sea-stands-still",
            ],
            id="narrower claims without their main claim",
        ),
    ],
)
def test_a_filter_shows_the_claims_that_pass_it(visit, query, shown):
    page = visit(f"/?{query}")

    status = words(page.select_one(".filters-shown [role=status]"))

    assert claims(page) == shown
    assert status.startswith(f"{len(shown)} claim")
    assert ("No claim passes" in words(page.main)) is not bool(shown)


def test_a_narrower_claim_by_itself_names_its_main_claim(visit):
    claim = visit("/?theme=water&source=pilot-2025").find(id="c-only-the-boats-move")

    assert (
        claim.select_one(".claim-parent a")["href"] == "/claims/the-harbour-is-a-pond"
    )


def test_a_filter_shows_only_the_quotes_that_pass_it(visit):
    page = visit("/?source=moor-gull-2023")

    assert {a["href"].split("?")[0] for a in page.select("a.to-source")} == {
        "/sources/moor-gull-2023"
    }


def test_the_way_back_from_a_filtered_page_carries_the_filter(visit):
    link = visit("/?theme=town&source=pilot-2025").select_one("a.to-source")

    landed = visit(link["href"].partition("#")[0])

    assert landed.select_one(".source-bar-link")["href"] == (
        "/?source=pilot-2025&theme=town#in-east-wind-nothing-rises.1"
    )


@pytest.mark.slow
def test_every_choice_of_a_filter_shows_as_many_claims_as_it_says(visit_real):
    promised, shown = {}, {}
    for select in visit_real("/").select("form select"):
        for option in select.select("option"):
            query = f"?{select['name']}={option['value']}"
            path = f"/{query if option['value'] else ''}"
            promised[path] = int(option.get_text().rpartition("(")[2].strip(") \n"))
            shown[path] = visit_real.client.get(path).text.count('data-claim="')

    assert shown == promised


@pytest.mark.parametrize("query", ["theme=moon", "source=moon", "voice=moon"])
def test_a_filter_for_what_there_is_not_is_not_found(visit, query):
    visit(f"/?{query}", status=404)


def test_on_a_day_the_first_words_say_how_much_was_known(visit_real):
    page = visit_real("/?as_of=2022-02-23")

    assert words(page.select_one(".home-as-of")).replace(" :", ":") == (
        "As known on 23 February 2022: 2 of 5 articles had been published. "
        "The numbers below are of all that is here."
    )
    assert not visit_real("/").select(".home-as-of")
