"""The page of a quote: its permanent address."""

import pytest

from tests.reading import words


def test_a_quote_stands_in_its_passage_with_its_neighbours(visit):
    page = visit("/quotes/912c40db26ef")

    passages = [words(p) for p in page.select(".passage-text")]

    assert len(passages) == 3
    assert passages[0].startswith("At noon the water stands two fathoms higher")
    assert passages[2].endswith("Gulls are white.")


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        pytest.param(
            "ed6df0eb9760",
            "At noon the water\u00a0stands two\u00a0fathoms higher than at dawn",
            id="no-break spaces",
        ),
        pytest.param(
            "4c04c2dbd2f6", "swears that the sea never moves", id="within another"
        ),
        pytest.param(
            "e20dff430a9f",
            "which the Harbour Board prints \u2013 before the nets go out",
            id="across another",
        ),
        pytest.param(
            "f0b4e713f9ec",
            "The pilots who know the channel bring in forty ships a month because they "
            "wait\n\nfor the water to rise and leave before it falls again",
            id="over a page break",
        ),
    ],
)
def test_only_its_own_words_are_marked(visit, quote, exact):
    pieces = visit(f"/quotes/{quote}").select("[data-quote]")

    assert "".join(piece.get_text() for piece in pieces) == exact
    assert {piece["data-quote"] for piece in pieces} == {quote}
    assert pieces[0]["id"] == f"q-{quote}"


def test_it_leads_into_the_whole_article_and_back(visit):
    page = visit("/quotes/912c40db26ef")
    links = page.select("a.to-source")

    landed = visit(links[0]["href"].partition("#")[0])

    assert len(links) == 1
    assert landed.select_one(".source-bar-link")["href"] == (
        "/quotes/912c40db26ef#q-912c40db26ef"
    )


def test_it_proves_itself(visit):
    proof = words(visit("/quotes/912c40db26ef").select_one(".quote-facts-proof"))

    assert "Found once, letter for letter" in proof
    assert "450" in proof
    assert "502" in proof
    assert "0d603edfa4e3" in proof


def test_it_names_every_claim_that_it_supports(visit):
    page = visit("/quotes/f0b4e713f9ec")

    stances = {t["data-claim"]: t["data-stance"] for t in page.select("[data-claim]")}

    assert stances == {
        "the-water-rises": "for",
        "the-harbour-dries-by-evening": "against",
    }
    assert "It shows that the water moves" in words(page.main)


def test_it_says_what_the_cut_left_to_the_other_side(visit):
    remark = visit("/quotes/ed6df0eb9760").select_one(".remark.against")

    assert remark.a["href"] == "/claims/the-harbour-dries-by-evening"


def test_it_names_speaker_and_origin(visit):
    chain = words(visit("/quotes/912c40db26ef").select_one(".quote-facts"))

    assert "Said by Harbour Board" in chain
    assert "Relayed from Harbour Report" in chain


def test_its_neighbours_are_those_in_the_article(visit):
    page = visit("/quotes/f15e5edc630d")

    assert page.select_one("a[rel=prev]")["href"] == "/quotes/ed6df0eb9760"
    assert page.select_one("a[rel=next]")["href"] == "/quotes/ee97f7cd9000"


def test_its_neighbours_are_named_by_their_first_words(visit):
    page = visit("/quotes/f15e5edc630d")

    link = page.select_one("a[rel=prev]")
    before = visit(link["href"]).select_one(".passage-text").get_text()
    named = link.find(string=True, recursive=False).removesuffix(" …")

    assert len(named) > 20
    assert named in " ".join(before.split())


def test_what_the_note_says_of_the_rest_of_the_sentence_is_said_once(visit_real):
    page = visit_real("/quotes/28ae7464009b")

    (remark,) = page.select(".remark")

    assert words(remark).count("for the other side") == 1
    assert "but so far that worry was dormant" in words(remark)
    assert remark.a["href"].startswith("/claims/")


def test_it_can_be_cited_and_taken_along_as_data(visit):
    page = visit("/quotes/912c40db26ef")
    citation = words(page.select_one(".citation-text"))

    assert "“the water rises twice a day, at noon and at midnight”" in citation
    assert "The Tide at Noon" in citation
    assert "/quotes/912c40db26ef" in citation
    assert page.select('main a[href="/quotes/912c40db26ef.json"]')


def test_a_quote_that_is_not_there_is_not_found(visit):
    visit("/quotes/000000000000", status=404)


def test_its_words_are_one_step_from_being_checked(visit, client):
    page = visit("/claims/the-water-rises")
    quote = page.select_one("a[href^='/quotes/']")["href"]

    (link,) = visit(quote).select("a[href^='/verify?q=']")

    assert "There stands" not in client.get(link["href"]).text
    assert client.get(link["href"].replace("/verify?", "/verify.json?")).json()[
        "status"
    ] in {"exact", "typographic"}
