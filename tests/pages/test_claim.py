"""The page of a claim: its quotes, what bears on it, and where it leads."""

import re

import pytest

from tests.reading import words

# A second quote of the narrower claim on how often the water rises.
_SECOND = """
[[claims.quotes]]
source = "moor-gull-2023"
exact = "The boats lie on their sides"
"""


def bearing(page, section):
    """Give the claims of a section, each with how it bears."""
    return [
        (
            item.select_one("[data-claim]")["data-claim"],
            words(item.select_one(".claim-list-why")),
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
    assert (
        words(page.select_one("nav.breadcrumb a")) == "Is there a tide in the harbour?"
    )
    assert words(claim.select_one(".stance")) == "For There is one."
    assert page.select_one("meta[name=description]")["content"].startswith(
        "Is there a tide in the harbour? For: The water comes up"
    )


def test_a_claim_counts_its_quotes_and_sources(visit):
    head = words(visit("/claims/the-water-rises").select_one("main header"))

    assert "A main claim, resting on 3 quotes from 2 articles." in head
    assert "1 claim on the other side answers it." in head


def test_sources_and_what_they_relay_are_counted_apart(visit):
    head = words(visit("/claims/the-rise-comes-twice-a-day").select_one("main header"))

    assert "1 article" in head
    assert "relayed from Harbour Report , Harbour Board." in head


def test_a_single_quote_is_relayed_in_the_singular(visit):
    head = words(visit("/claims/the-rise-comes-twice-a-day").select_one("main header"))

    assert "The quote is relayed from Harbour Report" in head


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param(_SECOND, "One of the quotes is", id="1 of 2"),
        pytest.param(
            _SECOND + 'origin = "harbour-report"\n', "Both quotes are", id="2 of 2"
        ),
    ],
)
def test_it_is_said_how_many_of_the_quotes_are_relayed(changed, second, said):
    visit = changed(
        "claims/water.toml",
        'origin = "harbour-report"\n',
        f'origin = "harbour-report"\n{second}',
    )

    head = words(visit("/claims/the-rise-comes-twice-a-day").select_one("main header"))

    assert f"{said} relayed from" in head
    assert head.count("Harbour Report") == 1


def test_a_quote_has_the_sentence_right_before_it(client):
    page = client.get("/claims/in-east-wind-nothing-rises.json").json()

    # The third of its passage.
    before = page["quotes"][0]["previous_sentence"]
    assert before.startswith("Old Tom of the ferry swears")


def test_an_unsigned_journal_is_named_once(visit):
    by = words(visit("/claims/the-quay-stays-dry").select_one(".quote-reference"))

    assert by.startswith("Harbour Board, unsigned, ")
    assert by.count("Harbour Board") == 1


# --- quotes ------------------------------------------------------------------------------


def test_each_quote_stands_in_its_whole_sentence(visit):
    page = visit("/claims/the-harbour-dries-by-evening")
    quotes = page.select("li.quote")

    assert [quote["id"] for quote in quotes] == [
        "q-6d5edaac521f",
        "q-6f3fb387a7d2",
        "q-e20bef087b6b",
    ]
    assert quotes[1].select_one("blockquote > mark").get_text() == (
        "by evening the harbour is as shallow as before"
    )
    assert quotes[1].blockquote.get_text() == (
        "At noon the water\u00a0stands two\u00a0fathoms higher than at dawn, but by "
        "evening the harbour is as shallow as before."
    )


def test_quotes_stand_by_date_of_source_then_as_in_its_text(visit):
    page = visit("/claims/the-water-rises")

    assert [quote["id"] for quote in page.select("li.quote")] == [
        "q-44690268a159",
        "q-acf66889acc3",
        "q-e20bef087b6b",
    ]
    assert words(page.find(id="h-quotes")) == "Quotes 3, oldest article first"


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
            "&quote=6d5edaac521f#q-6d5edaac521f"
        ),
        (
            "/sources/pilot-2025?claim=the-harbour-dries-by-evening"
            "&quote=6f3fb387a7d2#q-6f3fb387a7d2"
        ),
        (
            "/sources/pilot-2025?claim=the-harbour-dries-by-evening"
            "&quote=e20bef087b6b#q-e20bef087b6b"
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
                ("Does the author agree?", "Yes"),
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
                ("Does the author agree?", "No"),
            ],
            id="disputed",
        ),
        pytest.param(
            "in-east-wind-nothing-rises",
            [
                ("Conceded by", "the author, Ann Pilot"),
                ("How firmly?", "put as conditional"),
            ],
            id="conceded",
        ),
        pytest.param(
            "the-quay-stays-dry",
            [("Asserted by", "the author, Harbour Board (unsigned)")],
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
            "Found once; only spaces, quotation marks, dashes or unseen signs differ",
            id="typographic",
        ),
    ],
)
def test_the_proof_says_how_the_words_were_found(visit, claim, how):
    proofs = visit(f"/claims/{claim}").select(".quote-facts-proof")

    (proof,) = (one for one in proofs if "0d603edfa4e3" in words(one))
    assert words(proof.p) == how


def test_what_a_cut_left_to_the_other_side_is_said_and_linked(visit):
    quote = visit("/claims/the-water-rises").find(id="q-acf66889acc3")

    remark = quote.select_one(".remark.against")

    assert "The rest of the sentence speaks for the other side" in words(remark)
    assert remark.a["href"] == "/claims/the-harbour-dries-by-evening"


def test_the_note_of_a_quote_is_shown(visit):
    quote = visit("/claims/the-water-rises").find(id="q-e20bef087b6b")

    assert "It shows that the water moves, and that boats cannot stay." in words(quote)


def test_remnants_of_markup_are_shown_rendered_around_a_quote(visit):
    quote = visit("/claims/the-water-rises").find(id="q-44690268a159")

    for sentence in quote.select("blockquote"):
        assert "**" not in sentence.get_text()
        assert "<sup>" not in sentence.get_text()


# --- what bears on it --------------------------------------------------------------------


def test_answers_supports_and_narrower_claims_stand_apart(visit):
    page = visit("/claims/the-water-rises")

    assert bearing(page, "answered") == [
        ("the-harbour-is-a-pond", "Contradicts this claim. A pond has no tide.")
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


def test_what_answers_a_claim_says_so_in_its_own_words_with_the_way_to_their_passage(
    visit,
):
    page = visit("/claims/skippers-read-the-table")
    (answer,) = page.select("#answered li")

    assert answer.select_one("details") is None
    quoted = words(answer.select_one("blockquote .quoted"))
    assert quoted.startswith("which the Harbour Board prints")
    link = answer.select_one("a.to-source")
    assert words(link) == "Pilot 2025, passage 1"
    quote = answer.select_one(".pair")["id"].removeprefix("q-")
    assert link["href"] == (
        "/sources/pilot-2025?claim=a-table-proves-nothing"
        f"&quote={quote}&from=/claims/skippers-read-the-table#q-{quote}"
    )
    source = visit(link["href"])
    assert source.select_one(".source-bar-back")["href"] == (
        f"/claims/skippers-read-the-table#q-{quote}"
    )


def test_the_words_of_more_than_three_answers_are_folded_each_by_itself(visit_real):
    seven = visit_real("/claims/china-stands-with-russia-in-the-war")
    three = visit_real("/claims/energy-ties-them-together")

    assert len(seven.select("#answered li")) == 7
    assert len(seven.select("#answered li > details:not([open]) blockquote")) == 7
    assert len(three.select("#answered li > .pair > blockquote")) == 3


def test_what_a_claim_answers_and_supports_is_said_from_its_side(visit):
    table = visit("/claims/skippers-read-the-table")
    pond = visit("/claims/the-harbour-is-a-pond")

    assert bearing(table, "supports")[0][0] == "the-water-rises"
    assert bearing(table, "answered") == [
        ("a-table-proves-nothing", "Undercuts this claim.")
    ]
    assert bearing(pond, "answers") == [
        ("the-water-rises", "Contradicted by this claim. A pond has no tide.")
    ]
    head = words(pond.select_one("main header"))
    assert "No other claim here answers it. It answers 1 claim ." in head


def test_what_two_claims_do_to_each_other_stands_once_on_either_page(visit):
    rise = visit("/claims/the-rise-comes-twice-a-day")
    boats = visit("/claims/only-the-boats-move")

    assert bearing(boats, "answered") == [
        (
            "the-rise-comes-twice-a-day",
            ("The two contradict each other. Either the sea moves or it does not."),
        )
    ]
    assert {claim for claim, _ in bearing(rise, "answered")} == {
        "only-the-boats-move",
        "in-east-wind-nothing-rises",
    }
    for page in (rise, boats):
        # One line, with a head at either end.
        (line,) = page.select(".map-wide .drawing-both")
        assert line.select_one(".drawing-arrow")["d"].count("M") == 2


def test_an_unanswered_claim_says_so(visit):
    page = visit("/claims/the-harbour-is-a-pond")

    assert "No other claim here answers it." in words(page.main.header)
    assert page.find(id="answered") is None


def test_what_the_editors_weighed_is_shown_with_their_reason(visit):
    page = visit("/claims/in-east-wind-nothing-rises")

    assert "Nobody else has watched the water in an east wind." in words(page.main)


def test_the_neighbours_follow_the_order_of_reading(visit):
    page = visit("/claims/the-rise-comes-twice-a-day")

    assert page.select_one("a[rel=prev]")["href"] == "/claims/the-water-rises"
    assert page.select_one("a[rel=next]")["href"] == "/claims/the-harbour-is-a-pond"


def test_a_claim_can_be_cited_with_its_address_and_release(visit):
    cite = visit("/claims/the-water-rises").select_one(".citation")
    citation = words(cite.select_one(".citation-text"))
    # How to cite the articles comes first and stands open.
    assert [words(it) for it in cite.select("details[open] > summary, h3")] == [
        "How to cite its quotes",
        "Cite this claim",
    ]

    assert citation.startswith("Counterpoint. (2025, March 1). The water")
    assert "/claims/the-water-rises" in citation


def test_a_claim_by_its_former_name_is_found_query_and_all(client):
    answer = client.get("/claims/the-water-moves?x=1")

    assert answer.status_code == 301
    assert answer.headers["location"] == "/claims/the-water-rises?x=1"


# --- what the editors say, and how firm it is --------------------------------------------


def test_why_it_matters_is_marked_as_the_editors(visit):
    because = visit("/claims/the-water-rises").select_one("header .because")

    assert words(because) == ("Editors: What rises and falls with the hours is a tide.")
    assert visit("/claims/the-sea-stands-still").select(".because") == []


def test_how_firmly_a_quote_puts_the_claim_is_said_unless_it_is_flat(visit):
    said = {
        claim: [
            row.dd.get_text()
            for row in visit(f"/claims/{claim}").select(".quote-facts > div")
            if row.dt.get_text() == "How firmly?"
        ]
        for claim in ("the-water-rises", "the-harbour-is-a-pond")
    }

    assert said == {
        "the-water-rises": [],
        "the-harbour-is-a-pond": ["put as a possibility", "put as likely"],
    }


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        pytest.param(
            "only-the-boats-move", "disputed by the article that", id="disputed"
        ),
        pytest.param(
            "the-sea-stands-still", "no article says whether it agrees", id="reported"
        ),
        pytest.param("the-tide-comes-back", "", id="asserted, too"),
        pytest.param("the-rise-comes-twice-a-day", "", id="endorsed"),
    ],
)
def test_a_claim_that_is_only_reported_says_so(visit, claim, said):
    head = words(visit(f"/claims/{claim}").select_one("main header"))

    assert ("Only reported" in head) == bool(said)
    assert said in head


@pytest.mark.parametrize(
    ("attitude", "answer"),
    [
        pytest.param("reports", "The article does not say", id="reports"),
        pytest.param("concedes", "On this point", id="concedes"),
    ],
)
def test_whether_the_author_agrees_is_answered_where_another_speaks(
    changed, attitude, answer
):
    visit = changed(
        "claims/water.toml", 'attitude = "endorses"', f'attitude = "{attitude}"'
    )

    rows = visit("/claims/the-rise-comes-twice-a-day").select(".quote-facts > div")

    assert ("Does the author agree?", answer) in [
        (row.dt.get_text(), row.dd.get_text()) for row in rows
    ]


def test_a_claim_leads_to_its_clashes_and_to_what_it_meets_there(visit):
    page = visit("/claims/the-water-rises")

    (clash,) = page.select("#clashes li")

    assert words(clash) == (
        "In “ Does the sea move? ” it faces "
        "“ The harbour may be no more than a pond behind a gate ”."
    )
    assert [a["href"] for a in clash.select("a")] == [
        "/clashes/does-the-sea-move",
        "/claims/the-harbour-is-a-pond",
    ]
    assert "It appears in 1 clash ." in words(page.select_one("main header"))
    assert visit("/claims/in-east-wind-nothing-rises").find(id="clashes") is None


def test_a_claim_that_meets_none_in_its_clash_names_the_foremost_opposite_it(visit):
    (clash,) = visit("/claims/the-harbour-dries-by-evening").select("#clashes li")

    assert clash.select("a")[1]["href"] == "/claims/skippers-read-the-table"


def test_the_two_authors_of_an_article_are_named_together(visit_real):
    told = words(visit_real("/claims/no-military-alliance-is-coming-soon").main)

    assert "Asserted by the authors, Kritika Rajput and Siddhartha Ghosh" in told
    assert "Conceded by the author, The Attaché (unsigned)" in told


def test_answers_stand_by_kind_and_the_head_says_which_come_first(visit_real):
    page = visit_real("/claims/china-stands-with-russia-in-the-war")
    why = page.select("#answered .claim-list-why > p:first-child b")
    kinds = [re.findall("contradict|undercut|limit", words(b).lower())[0] for b in why]

    assert words(page.find(id="h-answered")) == (
        f"Answered by {len(kinds)}, those that contradict it first"
    )
    assert kinds == ["contradict", "undercut", *["limit"] * (len(kinds) - 2)]
    # Where all answer alike, there is nothing to be said of their order.
    alike = visit_real("/claims/friendship-without-limits-was-declared")
    assert words(alike.find(id="h-answered")) == "Answered by 7"


def test_a_mistake_in_a_claim_or_a_quote_can_be_reported_with_its_place(visit):
    said = "Page: {}\nData as of 1 March 2025, version "
    for path, what in (
        ("/claims/the-water-rises", "Claim for: The water in the harbour rises and"),
        ("/quotes/acf66889acc3", "Quote from Pilot 2025, passage 1: “"),
    ):
        fold = visit(path).find(id="report")
        text = fold.textarea.get_text()
        assert text.lstrip().startswith(what)
        assert said.format(path) in text
        assert "no address for corrections is given here" in words(fold)
        assert fold.a["href"] == "/about#corrections"


def test_on_paper_all_whose_words_are_shown_are_among_the_references(visit_real):
    page = visit_real("/claims/china-makes-it-hard-to-isolate-russia")

    entries = [words(one) for one in page.select(".citation-entries > li")]

    # Its own source, and that of the claim that answers it.
    assert [entry.split(",")[0] for entry in entries] == ["Datta", "Rinna"]
