"""The page of a claim: its quotes, what bears on it, and where it leads."""

import pytest

from tests.reading import words


def bearing(page, section):
    """Give the claims of a section, each with how it bears."""
    return [
        (
            item.select_one("[data-claim]")["data-claim"],
            words(item.select_one(":scope > p")),
        )
        for item in page.select(f"#{section} li")
    ]


def test_a_claim_says_itself_its_side_and_its_way_from_the_question(visit):
    page = visit("/claims/the-rise-comes-twice-a-day")
    claim = page.select_one("main > article")

    assert page.h1.get_text() == (
        "The water comes up two times between one dawn and the next."
    )
    assert claim["data-claim"] == "the-rise-comes-twice-a-day"
    assert claim["data-stance"] == "for"
    assert [a["href"] for a in page.select("nav.breadcrumb a")] == [
        "/",
        "/themes/water",
        "/claims/the-water-rises",
    ]
    assert "Counted by gauges." in words(claim.header)


def test_a_claim_counts_its_quotes_and_sources(visit):
    head = words(visit("/claims/the-water-rises").select_one("main header"))

    assert "A main argument, resting on 3 quotes from 2 sources." in head
    assert "1 claim of the other side answers it." in head


def test_sources_and_what_they_relay_are_counted_apart(visit):
    head = words(visit("/claims/the-rise-comes-twice-a-day").select_one("main header"))

    assert "1 source" in head
    assert "relayed from Harbour Report , Harbour Board." in head


def test_a_single_quote_is_relayed_in_the_singular(visit):
    head = words(visit("/claims/the-rise-comes-twice-a-day").select_one("main header"))

    assert "The quote is relayed from Harbour Report" in head


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        pytest.param(
            "war-sets-their-interests-apart", "One of the quotes is", id="1 of 2"
        ),
        pytest.param(
            "western-leaders-warned-of-chinese-help",
            "Two of the quotes are",
            id="2 of 3",
        ),
        pytest.param(
            "war-is-an-unwanted-conflict-for-china", "Both quotes are", id="2 of 2"
        ),
    ],
)
def test_it_is_said_how_many_of_the_quotes_are_relayed(visit_real, claim, said):
    head = words(visit_real(f"/claims/{claim}").select_one("main header"))

    assert f"{said} relayed from" in head


def test_an_unsigned_journal_is_named_once(visit_real):
    page = visit_real("/claims/they-were-drawing-closer")
    (by,) = (
        words(line)
        for line in page.select(".quote-reference")
        if words(line).startswith("The Attaché")
    )

    assert by == "The Attaché, unsigned, The Next Level , [4\u201323 February 2022]"


# --- quotes ------------------------------------------------------------------------------


def test_each_quote_stands_in_its_whole_sentence(visit):
    page = visit("/claims/the-harbour-dries-by-evening")
    quotes = page.select("li.quote")

    assert [quote["id"] for quote in quotes] == [
        "q-536c70a7842e",
        "q-f15e5edc630d",
        "q-f0b4e713f9ec",
    ]
    assert quotes[1].select_one("blockquote > mark").get_text() == (
        "by evening the harbour is as shallow as before"
    )
    assert quotes[1].blockquote.get_text() == (
        "At noon the water\u00a0stands two\u00a0fathoms higher than at dawn, but by "
        "evening the harbour is as shallow as before."
    )


def test_quotes_stand_by_date_of_source_then_as_in_its_text(visit, visit_real):
    page = visit("/claims/the-water-rises")

    assert [quote["id"] for quote in page.select("li.quote")] == [
        "q-7d994b2ec2db",
        "q-ed6df0eb9760",
        "q-f0b4e713f9ec",
    ]
    assert words(page.find(id="h-quotes")) == "Quotes 3, oldest source first"
    # The fold on the page of arguments has the same order.
    for claim in ("they-were-drawing-closer", "russia-closer-to-china-than-japan"):
        whole = visit_real(f"/claims/{claim}").select(
            "li.quote .quote-links .to-source"
        )
        folded = visit_real("/?open=all").select(f"#c-{claim} .folds-quotes .to-source")
        fragments = [
            [link["href"].partition("#")[2] for link in links]
            for links in (whole, folded)
        ]
        assert fragments[0] == fragments[1][: len(whole)]


def test_how_a_quote_was_checked_is_folded(visit):
    page = visit("/claims/the-water-rises")

    folds = page.select(".quote-margin > details.quote-facts-fold:not([open])")

    assert [words(fold.summary) for fold in folds] == ["How it was checked"] * 3
    assert all(fold.select_one(".quote-facts-proof") for fold in folds)


def test_each_quote_leads_into_its_source(visit):
    page = visit("/claims/the-harbour-dries-by-evening")

    assert [a["href"] for a in page.select("a.to-source")] == [
        (
            "/sources/moor-gull-2023?claim=the-harbour-dries-by-evening"
            "&quote=536c70a7842e#q-536c70a7842e"
        ),
        (
            "/sources/pilot-2025?claim=the-harbour-dries-by-evening"
            "&quote=f15e5edc630d#q-f15e5edc630d"
        ),
        (
            "/sources/pilot-2025?claim=the-harbour-dries-by-evening"
            "&quote=f0b4e713f9ec#q-f0b4e713f9ec"
        ),
    ]


@pytest.mark.parametrize(
    ("claim", "chain"),
    [
        pytest.param(
            "the-rise-comes-twice-a-day",
            [
                ("Written by", "Ann Pilot"),
                ("Said by", "Harbour Board"),
                ("The article", "endorses it"),
                ("Relayed from", "Harbour Report, Harbour Board"),
            ],
            id="relayed and endorsed",
        ),
        pytest.param(
            "only-the-boats-move",
            [
                ("Written by", "Ann Pilot"),
                ("Said by", "Old Tom"),
                ("The article", "disputes it"),
            ],
            id="disputed",
        ),
        pytest.param(
            "in-east-wind-nothing-rises",
            [
                ("Written by", "Ann Pilot"),
                ("Said by", "the same"),
                ("The article", "concedes it"),
            ],
            id="conceded",
        ),
        pytest.param(
            "the-quay-stays-dry",
            [
                ("Written by", "Harbour Board, unsigned"),
                ("Said by", "the same"),
                ("The article", "asserts it"),
            ],
            id="unsigned",
        ),
    ],
)
def test_author_speaker_and_attitude_are_told_apart(visit, claim, chain):
    rows = visit(f"/claims/{claim}").select(".quote-facts > div")

    assert [(row.dt.get_text(), row.dd.get_text()) for row in rows] == chain


@pytest.mark.parametrize(
    ("claim", "how"),
    [
        pytest.param(
            "the-rise-comes-twice-a-day", "Found once, letter for letter", id="exact"
        ),
        pytest.param(
            "a-table-proves-nothing", "Found once, letter for letter", id="exact dashes"
        ),
        pytest.param(
            "skippers-read-the-table",
            "Found once; only spaces, quotation marks or dashes differ in kind",
            id="typographic",
        ),
    ],
)
def test_the_proof_says_how_the_words_were_found(visit, claim, how):
    proofs = visit(f"/claims/{claim}").select(".quote-facts-proof")

    (proof,) = (one for one in proofs if "0d603edfa4e3" in words(one))
    assert words(proof.p) == how


def test_what_a_cut_left_to_the_other_side_is_said_and_linked(visit):
    quote = visit("/claims/the-water-rises").find(id="q-ed6df0eb9760")

    remark = quote.select_one(".remark.against")

    assert "The rest of the sentence speaks for the other side" in words(remark)
    assert remark.a["href"] == "/claims/the-harbour-dries-by-evening"


def test_the_note_of_a_quote_is_shown(visit):
    quote = visit("/claims/the-water-rises").find(id="q-f0b4e713f9ec")

    assert "It shows that the water moves, and that boats cannot stay." in words(quote)


def test_remnants_of_markup_are_shown_rendered_around_a_quote(visit):
    quote = visit("/claims/the-water-rises").find(id="q-7d994b2ec2db")

    for sentence in quote.select("blockquote"):
        assert "**" not in sentence.get_text()
        assert "<sup>" not in sentence.get_text()


# --- what bears on it --------------------------------------------------------------------


def test_answers_supports_and_narrower_claims_stand_apart(visit):
    page = visit("/claims/the-water-rises")

    assert bearing(page, "answered") == [
        ("the-harbour-is-a-pond", "Rebuts this claim. A pond has no tide.")
    ]
    assert bearing(page, "supported") == [
        (
            "skippers-read-the-table",
            "Supports this claim. They would not read it for nothing.",
        )
    ]
    assert [t["data-claim"] for t in page.select("#narrower [data-claim]")] == [
        "the-rise-comes-twice-a-day"
    ]
    assert page.find(id="answers") is None


def test_what_a_claim_answers_and_supports_is_said_from_its_side(visit):
    table = visit("/claims/skippers-read-the-table")
    pond = visit("/claims/the-harbour-is-a-pond")

    assert bearing(table, "supports")[0][0] == "the-water-rises"
    assert bearing(table, "answered") == [
        ("a-table-proves-nothing", "Undercuts this claim.")
    ]
    assert [claim for claim, _ in bearing(pond, "answers")] == ["the-water-rises"]


def test_an_unanswered_claim_says_so(visit):
    page = visit("/claims/the-harbour-is-a-pond")

    assert "No claim in the sources answers it." in words(page.find(id="answered"))


def test_what_the_curators_weighed_is_shown_with_their_reason(visit):
    page = visit("/claims/the-rise-comes-twice-a-day")

    assert "Only the report has counted." in words(page.main)


def test_the_neighbours_follow_the_order_of_reading(visit):
    page = visit("/claims/the-rise-comes-twice-a-day")

    assert page.select_one("a[rel=prev]")["href"] == "/claims/the-water-rises"
    assert page.select_one("a[rel=next]")["href"] == "/claims/the-harbour-is-a-pond"


def test_a_claim_can_be_cited_with_its_address_and_release(visit):
    citation = words(visit("/claims/the-water-rises").select_one(".citation-text"))

    assert "The water in the harbour rises and falls." in citation
    assert "2025, March 1" in citation
    assert "/claims/the-water-rises" in citation


def test_a_claim_by_its_former_name_is_found_query_and_all(client):
    answer = client.get("/claims/the-water-moves?x=1")

    assert answer.status_code == 301
    assert answer.headers["location"] == "/claims/the-water-rises?x=1"
