"""The page of a quote: its permanent address."""

import pytest

from app.domain.vocabulary import Style
from app.store.build import build_store
from tests.conftest import Visitor
from tests.reading import words


def test_a_quote_stands_in_its_passage_with_its_neighbours(visit):
    page = visit("/quotes/c220c1cb8b0d")

    passages = [words(p) for p in page.select(".passage-text")]

    assert len(passages) == 3
    assert passages[0].startswith("At noon the water stands two fathoms higher")
    assert passages[2].endswith("Gulls are white.")
    # Whoever is led here from elsewhere learns what is debated.
    question = "Is there a tide in the harbour?"
    assert words(page.select_one("nav.breadcrumb a")) == question
    assert page.select_one("meta[name=description]")["content"].startswith(question)


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        pytest.param(
            "acf66889acc3",
            "At noon the water\u00a0stands two\u00a0fathoms higher than at dawn",
            id="no-break spaces",
        ),
        pytest.param(
            "17cfd542a22f", "swears that the sea never moves", id="within another"
        ),
        pytest.param(
            "2048b4b694aa",
            "which the Harbour Board prints \u2013 before the nets go out",
            id="across another",
        ),
        pytest.param(
            "e20bef087b6b",
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
    page = visit("/quotes/c220c1cb8b0d")
    links = page.select("a.to-source")

    landed = visit(links[0]["href"].partition("#")[0])

    assert len(links) == 1
    assert landed.select_one(".source-bar-link")["href"] == (
        "/quotes/c220c1cb8b0d#q-c220c1cb8b0d"
    )


def test_it_proves_itself(visit):
    proof = words(visit("/quotes/c220c1cb8b0d").select_one(".quote-facts-proof"))

    assert "How it was checked: found once, letter for letter" in proof
    assert "450" in proof
    assert "502" in proof
    assert "0d603edfa4e3" in proof


def test_it_names_every_claim_that_it_supports(visit):
    page = visit("/quotes/e20bef087b6b")

    stances = {t["data-claim"]: t["data-stance"] for t in page.select("[data-claim]")}

    assert stances == {
        "the-water-rises": "for",
        "the-harbour-dries-by-evening": "against",
    }
    assert "It shows that the water moves" in words(page.main)


def test_it_says_what_the_cut_left_to_the_other_side(visit):
    remark = visit("/quotes/acf66889acc3").select_one(".remark.against")

    assert remark.a["href"] == "/claims/the-harbour-dries-by-evening"


def test_it_names_speaker_and_origin(visit):
    chain = words(visit("/quotes/c220c1cb8b0d").select_one(".quote-facts"))

    assert "Said by Harbour Board" in chain
    assert "Relayed from Harbour Report" in chain


def test_its_neighbours_are_those_in_the_article(visit):
    page = visit("/quotes/6f3fb387a7d2")

    assert page.select_one("a[rel=prev]")["href"] == "/quotes/acf66889acc3"
    assert page.select_one("a[rel=next]")["href"] == "/quotes/92fa8bd79060"


def test_its_neighbours_are_named_by_their_first_words(visit):
    page = visit("/quotes/6f3fb387a7d2")

    link = page.select_one("a[rel=prev]")
    before = visit(link["href"]).select_one(".passage-text").get_text()
    named = link.find(string=True, recursive=False).removesuffix(" …")

    assert len(named) > 20
    assert named in " ".join(before.split())


def test_what_the_note_says_of_the_rest_of_the_sentence_is_said_once(
    change, seeds, serve, tmp_path
):
    accepted = 'accept.stops-before = "The rest of the sentence is quoted'
    note = 'note = "The rest is quoted for the other side."'
    change("claims/water.toml", accepted, f"{note}\n{accepted}")
    build_store(seeds, tmp_path / "changed.sqlite")
    visit = Visitor(serve(tmp_path / "changed.sqlite"))

    (remark,) = visit("/quotes/acf66889acc3").select(".quote-sheet .remark")
    link = remark.select_one("a[href]")

    assert words(remark).count("for the other side") == 1
    assert link is not None
    assert link["href"] == "/claims/the-harbour-dries-by-evening"


_PART = ["The quote leaves out part of the sentence."]


@pytest.mark.parametrize(
    ("quote", "told", "beside"),
    [
        pytest.param(
            "acf66889acc3",
            "The rest of the sentence speaks for the other side.",
            [],
            id="cut for the other side",
        ),
        pytest.param("e8bb74503ede", "Conceded by the author.", _PART, id="conceded"),
        pytest.param(
            "17cfd542a22f",
            "Old Tom, reported by the article.",
            _PART,
            id="somebody else's",
        ),
        pytest.param(
            "c220c1cb8b0d",
            "Harbour Board; the view is endorsed by the article.",
            _PART,
            id="somebody's very words",
        ),
        pytest.param("e4001f74781e", "", [], id="whole and the author's"),
    ],
)
def test_what_the_words_alone_do_not_tell_stands_beneath_them(
    visit, quote, told, beside
):
    page = visit(f"/quotes/{quote}")

    found = page.select(".citation-text")
    assert len(found) == len(Style)
    for one in found:
        _, *cautions, _, _ = map(words, one.find_all(["p", "blockquote"]))
        assert cautions == ([told] if told else [])
    assert list(map(words, page.select("#cite .remark"))) == beside


def test_who_is_named_in_the_brackets_and_only_reported_is_named_once(
    change, seeds, tmp_path, serve
):
    change("claims/water.toml", 'attitude = "endorses"', 'attitude = "reports"')
    build_store(seeds, tmp_path / "changed.sqlite")
    visit = Visitor(serve(tmp_path / "changed.sqlite"))

    citation = words(visit("/quotes/c220c1cb8b0d").select(".citation-text p")[0])

    assert citation.endswith(
        "” (Harbour Board, as cited in Pilot, 2024/2025, para. 2)."
    )


def test_it_says_how_firmly_it_puts_each_of_its_claims(visit):
    claims = visit("/quotes/e20bef087b6b").select("#claims li")

    assert [
        (
            claim.article["data-claim"],
            [words(said) for said in claim.select(".claim-list-why")],
        )
        for claim in claims
    ] == [
        ("the-water-rises", []),
        ("the-harbour-dries-by-evening", ["Given as advice."]),
    ]


def test_it_can_be_cited_and_taken_along_as_data(visit):
    page = visit("/quotes/c220c1cb8b0d")
    citation = words(page.select_one(".citation-text"))

    assert "“the water rises twice a day, at noon and at midnight”" in citation
    assert "The tide at noon" in citation
    assert "/quotes/c220c1cb8b0d" in citation
    assert page.select('footer a[href="/quotes/c220c1cb8b0d.json"]')


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


def test_it_names_what_its_reference_lacks_because_the_text_does_not_state_it(
    visit_real,
):
    # The first has neither; the second has a publication and no address.
    for quote, said in (
        (
            "cde9479200e6",
            "The text states no publication and no address; add it if you have it.",
        ),
        ("0b7f82a579e7", "The text states no address; add it if you have it."),
    ):
        hints = words(
            visit_real(f"/quotes/{quote}").select_one("#cite .citation-hints")
        )
        assert hints.startswith(said)
