"""The claims: both sides face to face, theme by theme, and the filters."""

import pytest
from bs4 import BeautifulSoup

from app.store.build import build_store
from tests.reading import words


def claims(page):
    return [tag["data-claim"] for tag in page.select("main [data-claim]")]


# --- what is said above the list ---------------------------------------------------------


def test_it_says_how_many_claims_there_are_and_how_many_pass(visit):
    every, against = visit("/claims"), visit("/claims?stance=against")

    assert "11 claims ; open one to read its quotes ." in words(every.find(id="shown"))
    assert "7 claims of 11" in words(against.select_one(".heading"))
    assert len(against.select("[data-claim]")) == 7
    # The other column counts nothing: it says what answers them.
    assert words(against.select_one(".face-to-face-heads > .for")) == "What answers it"
    assert "hidden by the filters" not in words(against.main).lower()
    assert {tag["data-stance"] for tag in against.select("[data-stance]")} == {
        "against"
    }


def test_the_data_lists_every_claim_by_theme_and_side(client):
    listed = client.get("/claims.json").json()
    part = client.get("/claims.json?limit=3").json()

    assert [
        [
            claim["id"]
            for side in ("claims_for", "claims_against")
            for claim in one[side]
        ]
        for one in listed["themes"]
    ] == [
        [
            "the-water-rises",
            "the-rise-comes-twice-a-day",
            "the-harbour-is-a-pond",
            "only-the-boats-move",
            "the-sea-stands-still",
        ],
        [
            "skippers-read-the-table",
            "the-harbour-dries-by-evening",
            "a-table-proves-nothing",
        ],
        ["the-tide-comes-back", "the-quay-stays-dry", "in-east-wind-nothing-rises"],
    ]
    assert listed["cursor"] is None
    assert part["cursor"]


# --- the two sides -----------------------------------------------------------------------


def test_every_claim_stands_under_its_theme_main_arguments_first(visit):
    page = visit("/claims")

    themes = {
        theme.h2.a["href"]: [tag["data-claim"] for tag in theme.select("[data-claim]")]
        for theme in page.select("main section:not(.paper-only)")
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
    page = visit("/claims")

    stances = {t["data-claim"]: t["data-stance"] for t in page.select("[data-claim]")}

    assert stances["the-water-rises"] == "for"
    assert stances["only-the-boats-move"] == "against"
    assert stances == {
        row["id"]: row["stance"] for row in store.rows("SELECT id, stance FROM claim")
    }


def test_claims_that_answer_one_another_stand_opposite_one_another(visit):
    page = visit("/claims")

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


@pytest.mark.parametrize("path", ["/claims", "/themes/{}"])
def test_every_answer_of_a_main_claim_is_in_its_row(visit_real, real_store, path):
    joined = real_store.rows('SELECT "from" AS one, "to" AS two FROM answer')
    wanted = {pair for row in joined for pair in (tuple(row), tuple(row)[::-1])}
    main = {
        row["id"]
        for row in real_store.rows("SELECT id FROM claim WHERE parent IS NULL")
    }
    themes = [row["id"] for row in real_store.rows("SELECT id FROM theme")]

    found = [
        pair
        for one in sorted({path.format(theme) for theme in themes})
        for row in visit_real(one).select(".face-to-face")
        for pair in pairs_of(row)
    ]

    assert sorted(found) == sorted(pair for pair in wanted if pair[0] in main)


def pairs_of(row):
    """Return who meets whom in a row: opposite one another, and by a link."""
    main = row.select("article[data-claim]:not(.claim-narrow)")
    first, *facing = [claim["data-claim"] for claim in main]
    yield from (pair for one in facing for pair in ((first, one), (one, first)))
    for link in row.select(".face-to-face-answers a"):
        claim = link.find_parent("article")
        slug = link["href"].removeprefix("#c-").removeprefix("/claims/")
        yield (claim["data-claim"] if claim else first, slug)


def test_no_claim_that_is_answered_is_said_to_meet_no_answer(visit_real, real_store):
    answered = {row["to"] for row in real_store.rows('SELECT "to" FROM answer')}
    said = 0

    for cell in visit_real("/claims").select(".face-to-face-unanswered"):
        claim = cell.parent.article["data-claim"]
        assert ("No other claim here" in words(cell)) is (claim not in answered)
        narrower = cell.parent.select(".claim-narrow:has(.folds-answers)")
        said += "narrower" in words(cell)
        assert ("narrower" in words(cell)) is (claim not in answered and bool(narrower))
    assert said


def test_in_each_theme_the_claims_that_meet_come_first(visit_real):
    for theme in visit_real("/claims").select("section.theme"):
        rows = theme.select(".face-to-face")
        meet = [bool(row.select(".face-to-face-opposite")) for row in rows]
        assert meet == sorted(meet, reverse=True)


def test_what_else_a_claim_meets_is_folded_beneath_it(visit_real):
    page = visit_real("/claims")
    lists = page.select(".face-to-face-answers")

    for listed in lists:
        n = len(listed.select("li"))
        if summary := listed.parent.find("summary", recursive=False):
            ways = [words(way) for way in listed.select("li > span")]
            received = any(way.endswith((" by:", "other:")) for way in ways)
            given = any(not way.endswith(" by:") for way in ways)
            both = f"Answers to {'or' if n > 1 else 'and'} from"
            verb = both if given and received else "Answers" if given else "Answered by"
            said = f"{n} other{'s' if n > 1 else ''}"
            assert words(summary) == f"{verb} {said}"
        else:
            assert words(listed.find_previous_sibling("p")) == "Answered by:"
            assert listed.find_parent(class_="face-to-face-unanswered")
    assert len(lists) > 50


def test_two_claims_that_answer_each_other_in_two_ways_say_both(
    seeds, tmp_path, serve, change
):
    change(
        "claims/water.toml",
        'note = "A pond has no tide."',
        """note = "A pond has no tide."

[[relations]]
from = "the-water-rises"
to = "the-harbour-is-a-pond"
kind = "qualifies"
note = "Where the water rises, it is a pond at most in part."
""",
    )
    build_store(seeds, tmp_path / "both.sqlite")

    page = BeautifulSoup(
        serve(tmp_path / "both.sqlite").get("/claims").text, "html.parser"
    )

    row = page.select(".face-to-face")[0]
    assert words(row.select_one(".relation-across")) == "contradicts"
    assert [
        (words(one.span), one.select("a")[0]["href"])
        for one in row.select(".face-to-face-answers li")
    ] == [
        ("Limits:", "#c-the-harbour-is-a-pond"),
        ("Limited by:", "#c-the-water-rises"),
    ]


def test_a_claim_without_an_answer_says_so(visit):
    row = (
        visit("/claims")
        .select_one("#c-the-harbour-dries-by-evening")
        .find_parent(class_="face-to-face")
    )

    assert "No other claim here answers this claim." in words(row)


def test_an_answer_that_stands_in_another_row_is_linked(visit):
    claim = visit("/claims?open=all").select_one("#c-in-east-wind-nothing-rises")

    answers = [a["href"] for a in claim.select(".face-to-face-answers a")]

    assert answers == ["#c-the-rise-comes-twice-a-day"]


def test_an_answer_of_another_theme_names_it(visit_real, real_store):
    themes = {
        row["id"]: (row["theme"], f"Theme {row['position']}, {row['title']}")
        for row in real_store.rows(
            """SELECT claim.id, theme, title, theme.position
            FROM claim JOIN theme ON theme.id = theme"""
        )
    }
    listed = visit_real("/claims?open=all").select(".face-to-face-answers li")

    for answer in listed:
        there, title = themes[answer.a["href"].removeprefix("#c-")]
        here = answer.find_parent(class_="face-to-face").article["data-claim"]
        named = answer.small.get_text() if answer.small else ""
        assert named == ("" if there == themes[here][0] else title)
    assert len(listed) > 50


def test_an_answer_that_the_filter_leaves_out_is_a_page_away(visit_real):
    page = visit_real("/claims?theme=taiwan")

    links = [a["href"] for a in page.select(".face-to-face-answers a")]

    assert any(link.startswith("/claims/") for link in links)
    assert any(link.startswith("#c-") for link in links)


def test_the_answers_to_a_narrower_claim_are_counted_and_linked(visit):
    narrow = visit("/claims?open=all").select_one("#c-the-rise-comes-twice-a-day")

    link = narrow.select_one('a[href$="#answered"]')

    assert link["href"] == "/claims/the-rise-comes-twice-a-day#answered"
    assert words(link) == "2 answers"


def test_an_answer_that_a_narrower_claim_gives_is_none_to_it(visit_real, real_store):
    rows = real_store.rows('SELECT "to", count(*) AS n FROM answer GROUP BY "to"')
    answered = {row["to"]: row["n"] for row in rows}

    for claim in visit_real("/claims?open=all").select(".claim-narrow[data-claim]"):
        link = claim.select_one('a[href$="#answered"]')
        said = int(words(link).split()[0]) if link else 0
        assert said == answered.get(claim["data-claim"], 0), claim["data-claim"]


def test_a_claim_names_its_sources_oldest_first(visit):
    claim = visit("/claims").select_one("#c-the-harbour-dries-by-evening")

    assert [a.get_text() for a in claim.select_one(".claim-sources").select("a")] == [
        "Moor and Gull 2023",
        "Pilot 2025",
    ]


# --- folds -------------------------------------------------------------------------------


def test_quotes_are_folded_beneath_their_claim_with_links_into_their_sources(
    visit, store
):
    claim = visit("/claims").select_one("#c-the-water-rises")

    links = [a["href"] for a in claim.select("details")[0].select("a.to-source")]

    # The strongest first, as the editors have it.
    assert links == [
        f"/sources/{row['source']}?claim=the-water-rises&quote={row['id']}&from=/claims"
        f"#q-{row['id']}"
        for row in store.rows(
            """SELECT quote.id, quote.source FROM quote
            JOIN claim_quote ON quote = quote.id
            WHERE claim = 'the-water-rises' ORDER BY claim_quote.position"""
        )
    ]
    assert len(links) == 3


def test_a_quote_stands_in_its_whole_sentence_with_its_speaker(visit):
    quote = visit("/claims?open=all").find(id="the-rise-comes-twice-a-day.1")

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
    narrow = visit("/claims").select_one("#c-the-rise-comes-twice-a-day")
    link = narrow.select_one('.folds a[href*="open="]')

    page = visit(f"/claims{link['href'].partition('#')[0]}")
    landing = page.find(id="the-rise-comes-twice-a-day.1").select_one("a.to-source")

    assert link["href"] == "?open=all#c-the-rise-comes-twice-a-day"
    assert words(link) == "1 quote"
    assert all(fold.has_attr("open") for fold in landing.find_parents("details"))


def test_the_way_back_to_a_narrower_claim_opens_its_quotes_again(visit):
    page = visit("/claims?open=the-rise-comes-twice-a-day")
    link = page.find(id="the-rise-comes-twice-a-day.1").select_one("a")

    landed = visit(link["href"].partition("#")[0])

    # The visitor has made sure that there is such a place.
    assert landed.select_one(".source-bar-link")["href"] == (
        "/claims?open=the-rise-comes-twice-a-day#the-rise-comes-twice-a-day.1"
    )


def test_several_narrower_claims_stand_open_where_the_address_names_them(visit_real):
    narrow = [a["id"] for a in visit_real("/claims").select("article.claim-narrow")]
    named = [one.removeprefix("c-") for one in narrow[:7]]

    page = visit_real(f"/claims?open={'.'.join(named)}")

    # The latest five: so the address stays short enough to be handed on.
    assert [
        claim.removeprefix("c-")
        for claim in narrow
        if page.find(id=claim).find("blockquote")
    ] == named[-5:]


def test_the_way_back_from_all_folds_open_is_a_place_for_narrower_claims_too(visit):
    page = visit("/claims?open=all")
    link = page.find(id="the-rise-comes-twice-a-day.1").select_one("a")

    landed = visit(link["href"].partition("#")[0])

    assert landed.select_one(".source-bar-link")["href"].endswith(
        "#the-rise-comes-twice-a-day.1"
    )


@pytest.mark.parametrize(
    ("path", "opened"), [("/claims", False), ("/claims?open=all", True)]
)
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
    page = visit(f"/claims?{query}")

    status = words(page.select_one(".filters-shown [role=status]"))

    assert claims(page) == shown
    assert status.startswith(f"{len(shown)} claim")
    assert ("No claims match" in words(page.main)) is not bool(shown)
    heading = words(page.select_one(".heading-text"))
    assert ("both sides face to face" in heading) is ("stance=" not in query)


def test_a_narrower_claim_by_itself_names_its_main_claim(visit):
    claim = visit("/claims?theme=water&source=pilot-2025").find(
        id="c-only-the-boats-move"
    )

    assert (
        claim.select_one(".claim-parent a")["href"] == "/claims/the-harbour-is-a-pond"
    )
    assert words(claim.select_one(".claim-parent")).startswith("Supports: ")


def test_a_filter_shows_only_the_quotes_that_pass_it(visit):
    page = visit("/claims?source=moor-gull-2023")

    assert {a["href"].split("?")[0] for a in page.select("a.to-source")} == {
        "/sources/moor-gull-2023"
    }


def test_the_way_back_from_a_filtered_page_carries_the_filter(visit):
    link = visit("/claims?theme=town&source=pilot-2025").select_one("a.to-source")

    landed = visit(link["href"].partition("#")[0])

    assert landed.select_one(".source-bar-link")["href"] == (
        "/claims?source=pilot-2025&theme=town#in-east-wind-nothing-rises.1"
    )


@pytest.mark.slow
def test_every_choice_of_a_filter_shows_as_many_claims_as_it_says(visit_real):
    promised, shown = {}, {}
    for select in visit_real("/claims").select("form select"):
        for option in select.select("option"):
            query = f"?{select['name']}={option['value']}"
            path = f"/claims{query if option['value'] else ''}"
            promised[path] = int(option.get_text().rpartition("(")[2].strip(") \n"))
            shown[path] = visit_real.client.get(path).text.count('data-claim="')

    assert shown == promised


@pytest.mark.parametrize("query", ["theme=moon", "source=moon", "voice=moon"])
def test_a_filter_for_what_there_is_not_is_not_found(visit, query):
    visit(f"/claims?{query}", status=404)


def test_on_a_day_the_first_words_say_how_much_was_known(visit_real):
    page = visit_real("/claims?as_of=2022-02-23")

    assert words(page.select_one(".claims-as-of")).replace(" :", ":") == (
        "Published up to 23 February 2022: 2 of 5 articles."
    )
    assert not visit_real("/claims").select(".claims-as-of")
