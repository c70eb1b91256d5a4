"""The list of claims: by theme and side, with counts that open what they count."""

from tests.reading import words


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
