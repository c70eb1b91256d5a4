"""The page of a clash: what each side says there, and how they answer one another."""

import pytest

from app.store.build import build_store
from tests.conftest import Visitor
from tests.reading import words

CLASH = "/clashes/does-the-sea-move"


@pytest.fixture
def rebuilt(seeds, serve, tmp_path):
    """Give the page of the clash as the seeds were changed."""

    def rebuilt():
        build_store(seeds, tmp_path / "changed.sqlite")
        return Visitor(serve(tmp_path / "changed.sqlite"))(CLASH)

    return rebuilt


def test_a_clash_says_its_question_and_what_it_turns_on(visit):
    page = visit(CLASH)

    assert page.h1.get_text() == "Does the sea move?"
    assert words(page.select_one(".heading-question")) == (
        "What it turns on Whether what the gauges count is the sea or a gate."
    )
    assert [a["href"] for a in page.select("nav.breadcrumb a")] == ["/", "/clashes"]


def test_the_claims_that_meet_stand_opposite_one_another(visit):
    rows = [
        [claim["data-claim"] for claim in row.select("article")]
        for row in visit(CLASH).select(".face-to-face")
    ]

    assert rows == [
        ["the-water-rises", "the-harbour-is-a-pond"],
        ["the-rise-comes-twice-a-day", "only-the-boats-move"],
    ]


def test_a_claim_that_meets_none_has_a_row_of_its_own(visit):
    rows = visit("/clashes/is-the-habit-of-skippers-proof").select(".face-to-face")

    assert [claim["data-claim"] for claim in rows[-1].select("article")] == [
        "the-harbour-dries-by-evening"
    ]
    assert rows[-1].select(".relation") == []
    assert words(rows[-1].select_one(".face-to-face-unanswered")) == (
        "Nothing in this clash answers this claim."
    )


def test_what_is_answered_in_another_row_says_by_which_claim(change, rebuilt):
    # One claim answers both of the other side: it faces the first of them.
    change(
        "claims/water.toml",
        'from = "the-rise-comes-twice-a-day"\nto = "only-the-boats-move"\n'
        'kind = "rebuts"\nmutual = true\n',
        'from = "the-harbour-is-a-pond"\nto = "the-rise-comes-twice-a-day"\n'
        'kind = "undercuts"\n',
    )
    change(
        "debate.toml",
        'against = ["the-harbour-is-a-pond", "only-the-boats-move"]',
        'against = ["the-harbour-is-a-pond"]',
    )

    row = rebuilt().find(id="c-the-rise-comes-twice-a-day").parent
    cell = row.select_one(".face-to-face-unanswered")

    assert words(cell) == (
        "In other rows: Undercut by: The harbour may be no more than a pond behind a gate."
    )
    assert cell.a["href"] == "#c-the-harbour-is-a-pond"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        pytest.param(
            "the-harbour-is-a-pond",
            ["contradicts", "Against: contradicts the claim above"],
            id="it contradicts",
        ),
        pytest.param(
            "only-the-boats-move",
            [
                "contradict each other",
                "Against: this claim and the one above contradict each other",
            ],
            id="each other",
        ),
    ],
)
def test_between_two_claims_stands_how_the_one_answers_the_other(visit, claim, said):
    relation = visit(CLASH).find(id=f"c-{claim}").find_previous_sibling("p")

    assert [words(span) for span in relation.select("span")] == said
    mutual = "each other" in said[0]
    assert ({"for", "against"} <= set(relation["class"])) == mutual
    assert "relation-quiet" not in relation["class"]


def test_what_only_limits_is_quieter_than_an_attack(visit):
    page = visit("/clashes/is-the-habit-of-skippers-proof")

    quiet = {
        words(relation.select_one(".relation-across")): "relation-quiet"
        in relation["class"]
        for relation in page.select(".relation")
    }

    assert quiet == {"undercuts": False, "limits": True}


def test_each_claim_has_its_reason_and_its_strongest_words(visit):
    claim = visit(CLASH).find(id="c-the-harbour-is-a-pond")

    assert words(claim.select_one(".because")) == (
        "Editors: In a pond no water comes and goes."
    )
    assert claim.mark.get_text() == (
        "It may be that the harbour is only a pond with a door"
    )
    attribution = claim.select_one(".attribution")
    assert words(attribution.select_one(".modality")) == "Put as a possibility."
    assert words(attribution.select_one(".pair-more")) == "Both quotes"
    assert words(attribution.select_one(".paper-only")) == "One of two quotes."
    assert attribution.select("a")[-1]["href"] == (
        "/claims/the-harbour-is-a-pond#quotes"
    )


def test_its_words_lead_into_the_article_and_back_to_the_claim(visit):
    link = visit(CLASH).find(id="c-only-the-boats-move").select_one("a.to-source")

    landed = visit(link["href"].partition("#")[0])

    back = landed.select_one(".source-bar-link")
    assert words(back) == "Back to the clash"
    # The visitor has made sure that there is such a place.
    assert back["href"] == f"{CLASH}#c-only-the-boats-move"


def test_how_they_answer_one_another_is_told_once_with_the_reason(visit):
    parts = [
        words(part) for part in visit(CLASH).select(".clash-answers > *:is(dt, dd)")
    ]

    assert parts == [
        "For The water comes up two times between one dawn and the next.",
        (
            "contradict each other "
            "According to a ferryman, boats move and the sea does not. "
            "Either the sea moves or it does not."
        ),
        "Against The harbour may be no more than a pond behind a gate.",
        ("contradicts The water in the harbour rises and falls. A pond has no tide."),
    ]


def test_it_is_drawn_with_a_line_for_each_pair(visit):
    page = visit(CLASH)

    assert [a["href"] for a in page.select("svg a")] == [
        "/claims/the-water-rises",
        "/claims/the-rise-comes-twice-a-day",
        "/claims/the-harbour-is-a-pond",
        "/claims/only-the-boats-move",
    ]
    edges = page.select("svg .drawing-attack")
    heads = [edge.select_one(".drawing-arrow")["d"].count("M") for edge in edges]
    assert sorted(heads) == [1, 2]
    # The rows and the list say the kinds in words.
    assert {words(edge) for edge in edges} == {""}


def test_a_caution_that_was_accepted_is_shown_with_its_reason(visit):
    page = visit("/clashes/is-the-habit-of-skippers-proof")

    assert "It shows that boats cannot stay, whatever a table says." in words(
        page.select_one(".cautions")
    )


def test_clashes_lead_to_their_neighbours(visit):
    page = visit(CLASH)

    assert page.select("a[rel=prev]") == []
    following = page.select_one("a[rel=next]")
    assert following["href"] == "/clashes/is-the-habit-of-skippers-proof"
    assert words(following) == "Next Is the habit of skippers proof?"


def test_a_clash_can_be_cited_with_its_address(visit):
    citation = words(visit(CLASH).select_one(".citation-text"))

    assert citation.startswith("Counterpoint. (2025, March 1). Does the sea move?")
    assert CLASH in citation


def test_two_claims_that_answer_each_other_alike_do_so_to_each_other(change, rebuilt):
    change(
        "claims/water.toml",
        'note = "A pond has no tide."',
        'note = "A pond has no tide."\n\n[[relations]]\nfrom = "the-water-rises"\n'
        'to = "the-harbour-is-a-pond"\nkind = "rebuts"\nnote = "A tide has no gate."',
    )

    page = rebuilt()
    said = words(page.select_one(".relation-across"))

    assert said == "contradict each other"
    # It is told once, with the reason of each.
    (told,) = (
        answer
        for answer in page.select(".clash-answers dd")
        if "#c-the-harbour-is-a-pond" in [a["href"] for a in answer.select("a")]
    )
    assert words(told) == (
        "contradict each other "
        "The harbour may be no more than a pond behind a gate. "
        "For: A tide has no gate. Against: A pond has no tide."
    )
    assert page.select('.clash-answers dd a[href="#c-the-water-rises"]') == []


def test_the_leading_claims_of_both_sides_share_the_first_row_if_they_meet(
    change, rebuilt
):
    # The pond would face the rise, and the boats the water: so all would have a partner.
    change(
        "claims/water.toml",
        'note = "A pond has no tide."',
        'note = "A pond has no tide."\n\n[[relations]]\nfrom = "the-water-rises"\n'
        'to = "only-the-boats-move"\nkind = "rebuts"\n\n[[relations]]\n'
        'from = "the-harbour-is-a-pond"\nto = "the-rise-comes-twice-a-day"\n'
        'kind = "undercuts"',
    )
    change(
        "claims/water.toml",
        'from = "the-rise-comes-twice-a-day"\nto = "only-the-boats-move"\n'
        'kind = "rebuts"\nmutual = true\nnote = "Either the sea moves or it does not."\n',
        'from = "the-rise-comes-twice-a-day"\nto = "the-sea-stands-still"\n'
        'kind = "rebuts"\n',
    )

    first = rebuilt().select(".face-to-face")[0]

    assert [claim["data-claim"] for claim in first.select("article")] == [
        "the-water-rises",
        "the-harbour-is-a-pond",
        "only-the-boats-move",
    ]


def test_a_clash_by_its_former_name_is_found(client):
    answer = client.get("/clashes/is-the-sea-at-rest")

    assert (answer.status_code, answer.headers["location"]) == (301, CLASH)


def test_a_clash_that_there_is_not_is_not_found(visit):
    visit("/clashes/no-such", status=404)


def test_on_paper_an_arrow_names_the_claim_that_may_be_on_another_sheet(visit_real):
    page = visit_real("/clashes/has-china-backed-the-war")

    told = [words(one) for one in page.select(".relation-across")]

    # The first of each row stands beside its claim; the others follow further down.
    assert told == [
        "undercut each other",
        "undercuts",
        "contradict each other “China stands with Russia in the war”",
        "limits “China stands with Russia in the war”",
    ]
