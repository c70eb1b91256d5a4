"""The pages of themes: their list, and each with its two sides."""

from tests.reading import words


def test_the_themes_are_listed_in_order_with_their_counts(visit):
    page = visit("/themes")

    assert [words(entry) for entry in page.select("main li.entry")] == [
        "1 Water Does the water rise and fall? 2 claims for 3 against from 8 quotes",
        "2 Boats What do boats and skippers show? 1 claim for 2 against from 6 quotes",
        "3 Town What does the town see of it? 1 claim for 2 against from 4 quotes",
    ]


def test_a_theme_shows_its_question_and_only_its_own_claims(visit):
    page = visit("/themes/town")

    shown = [tag["data-claim"] for tag in page.select("main [data-claim]")]

    assert "Town" in page.h1.get_text()
    assert "What does the town see of it?" in words(page.main)
    assert shown == [
        "the-tide-comes-back",
        "the-quay-stays-dry",
        "in-east-wind-nothing-rises",
    ]


def test_a_theme_counts_its_claims_quotes_and_sources(visit):
    told = words(visit("/themes/town").select_one(".heading"))

    assert "1 claim for and 2 against" in told
    assert "4 quotes from Harbour Board [2024] , Pilot 2025" in told


def test_a_quote_for_two_claims_of_a_theme_counts_once(real, real_store):
    counted = real_store.rows(
        """SELECT theme, count(DISTINCT quote) AS quotes FROM claim
        JOIN claim_quote ON claim = claim.id GROUP BY theme"""
    )

    for row in counted:
        page = real.get(f"/themes/{row['theme']}.json").json()
        assert page["quotes"] == row["quotes"], row["theme"]


def test_the_quotes_of_a_theme_lead_into_their_sources_and_back_to_it(visit):
    link = visit("/themes/town").select_one("a.to-source")
    landed = visit(link["href"].partition("#")[0])

    assert landed.select_one(".source-bar-link")["href"] == (
        "/themes/town#the-tide-comes-back.1"
    )


def test_a_theme_leads_to_its_neighbours_and_up(visit):
    page = visit("/themes/boats")

    assert page.select_one("a[rel=prev]")["href"] == "/themes/water"
    assert page.select_one("a[rel=next]")["href"] == "/themes/town"
    assert [a["href"] for a in page.select("nav.breadcrumb a")] == ["/", "/themes"]


def test_all_folds_of_a_theme_open_by_its_address(visit):
    folds = visit("/themes/water?open=all").select(".folds details")

    assert all(fold.has_attr("open") for fold in folds)


def test_a_theme_by_its_former_name_is_found(client):
    answer = client.get("/themes/sea")

    assert (answer.status_code, answer.headers["location"]) == (301, "/themes/water")


def test_the_debate_and_a_theme_can_be_cited(visit):
    debate, theme = visit("/"), visit("/themes/water")

    assert "Is there a tide in the harbour?" in words(debate.select_one(".citation"))
    assert words(theme.select_one(".citation-text")).endswith(" /themes/water")


def test_on_paper_a_page_says_of_which_debate_it_is_and_from_when(visit):
    (said,) = visit("/themes/water").select(".site-header .paper-only")
    (front,) = visit("/").select(".site-header .paper-only")

    assert words(said.b) == "Is there a tide in the harbour?"
    assert " /themes/water Data as of 1 March 2025, version " in words(said)
    # The front page has the question as its title.
    assert "/ Data as of 1 March 2025, version " in words(front)
    assert front.b is None
