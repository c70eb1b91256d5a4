"""The home page: the question, both cases, the clashes, the themes, and the marks."""

import contextlib
import re
from typing import Any

import pytest

from app.pages.home import home_page
from app.store.build import build_store
from app.store.connection import Store
from tests.reading import words


@pytest.fixture
def bare(seeds, tmp_path, serve):
    """Give a client of the small world without cases and clashes."""
    path = seeds / "debate.toml"
    debate = path.read_text("utf-8")
    path.write_text(debate.partition("[cases]")[0], "utf-8")
    (seeds / "former.toml").unlink()
    build_store(seeds, tmp_path / "bare.sqlite")
    return serve(tmp_path / "bare.sqlite")


# --- both cases --------------------------------------------------------------------------


def test_it_asks_the_question_and_says_what_each_side_says(visit):
    page = visit("/")

    assert page.h1.get_text() == "Is there a tide in the harbour?"
    assert [words(side) for side in page.select(".home-sides")[0].select("p")] == [
        "For There is one.",
        "Against There is none.",
    ]
    assert not page.select("main form.filters, main select")


def test_the_cases_stand_claim_opposite_claim_in_the_order_of_the_document(visit):
    page = visit("/")

    assert [
        (claim["data-claim"], claim["data-stance"])
        for claim in page.select(".home-claim")
    ] == [
        ("the-water-rises", "for"),
        ("the-harbour-is-a-pond", "against"),
        ("skippers-read-the-table", "for"),
        ("a-table-proves-nothing", "against"),
    ]
    assert len(page.select(".home-cases > ol > li")) == 2


def test_a_claim_of_a_case_says_its_reason_and_opens_its_strongest_quote(visit, store):
    claim = visit("/").select_one('[data-claim="the-water-rises"]')
    quote, because = tuple(
        store.row(
            """SELECT quote.exact, claim.because FROM claim
            JOIN claim_quote ON claim_quote.claim = claim.id
            JOIN quote ON quote.id = claim_quote.quote
            WHERE claim.id = 'the-water-rises' AND claim_quote.position = 1"""
        )
    )

    assert claim.h4.a["href"] == "/claims/the-water-rises"
    assert words(claim.select_one(".claim-sources")) == (
        "Moor and Gull 2023 , Pilot 2025"
    )
    assert claim.details.blockquote.mark.get_text() == quote
    reason = claim.find(class_="because", recursive=False)
    assert words(reason) == f"Editors: {because}"


def test_the_cases_say_whose_they_are_and_which_claim_answers_which(visit):
    page = visit("/")

    assert words(page.select_one(".home-ways > span")) == (
        "Each side\u2019s two leading claims, the strongest first in the editors\u2019 judgement."
    )
    assert [a["href"] for a in page.select(".home-ways > a")] == [
        "/verify",
        "/compare",
        "/changes",
    ]
    assert words(page.select_one(".home-note")) == (
        "Contradicts : if it is true, the other claim is false. Undercuts : even if the "
        "other claim is true, it does not show what it is meant to show. A year in square "
        "brackets is inferred."
    )
    # Which answers the other, seen between the columns, and heard or stacked above.
    told = [words(p) for p in page.select(".relation, .home-claim.against > .stance")]
    assert told == [
        "contradicts",
        "Against There is none. Contradicts the claim above.",
        "undercuts",
        "Against Undercuts the claim above.",
    ]


@pytest.mark.parametrize("which", ["store", "real_store"])
def test_in_each_row_of_the_cases_two_claims_meet(request, which):
    store = request.getfixturevalue(which)
    meet = {frozenset(row) for row in store.rows('SELECT "from", "to" FROM answer')}

    for row in home_page(store).cases:
        assert {row.claim_for.claim.id, row.claim_against.claim.id} in meet


def test_a_claim_with_several_quotes_says_how_many_and_leads_to_all(visit):
    page = visit("/")
    several = page.select_one('[data-claim="the-water-rises"]')
    single = page.select_one('[data-claim="a-table-proves-nothing"]')

    assert words(several.summary) == (
        "3 quotes for “The water in the harbour rises and falls.”"
    )
    assert len(several.select("blockquote")) == 1
    link = several.select(".attribution a")[-1]
    assert (words(link), link["href"]) == (
        "All 3 quotes",
        "/claims/the-water-rises#quotes",
    )
    assert words(single.summary).startswith("1 quote for “That a table is")
    assert "All" not in words(single.select_one(".attribution"))


def test_without_reasons_the_page_speaks_of_none(seeds, tmp_path, serve):
    for path in (seeds / "claims").iterdir():
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^because = .*\n", "", text), "utf-8")
    build_store(seeds, tmp_path / "silent.sqlite")

    page = serve(tmp_path / "silent.sqlite").get("/").text

    assert "home-note" in page
    assert "in grey" not in page


def test_a_quote_leads_into_its_source_and_back_to_its_claim(visit):
    link = visit("/").select_one('[data-claim="the-water-rises"] a.to-source')

    landed = visit(link["href"].partition("#")[0])

    assert "&from=/%23the-water-rises.words#q-" in link["href"]
    # The visitor has made sure that there is such a place.
    back = landed.select_one(".source-bar-link")
    assert back["href"] == "/#the-water-rises.words"
    assert "the front page" in words(back)


def test_without_cases_and_clashes_it_opens_on_its_themes(bare):
    page = bare.get("/").text

    assert bare.get("/index.json").json()["cases"] == []
    assert "home-cases" not in page
    assert "the two sides clash" not in page
    assert page.index("home-sides") < page.index("home-themes")
    assert page.index("home-themes") < page.index("How quotes are marked")
    assert page.count("home-themes") == 1


# --- one sentence for both sides ---------------------------------------------------------


def test_the_shortest_sentence_that_serves_both_sides_shows_what_the_marks_mean(visit):
    part = visit("/").find(id="marks")

    marks = part.blockquote.select("mark")

    assert [mark["class"] for mark in marks] == [
        ["quoted", "for"],
        ["quoted", "against"],
    ]
    assert words(part.p) == (
        "A solid line under quoted words means that they support a claim on the For "
        "side; a dashed line, on the Against side. One sentence can do both, as this one does:"
    )
    assert [words(key) for key in part.select(".home-key")] == ["For", "Against"]


@pytest.mark.parametrize("which", ["store", "real_store"])
def test_no_shorter_sentence_has_a_quote_for_each_side(request, which):
    store = request.getfixturevalue(which)
    sides: dict[tuple[Any, ...], set[str]] = {}
    for row in store.rows(
        """SELECT quote.id, source, opens, closes, start, "end", stance FROM quote
        JOIN claim_quote ON quote = quote.id JOIN claim ON claim.id = claim"""
    ):
        sides.setdefault(tuple(row)[:-1], set()).add(row["stance"])
    sentences = {
        tuple(row) for row in store.rows('SELECT source, start, "end" FROM sentence')
    }
    shortest = min(
        closes - opens
        for (_, source, opens, closes, _, end), here in sides.items()
        for (_, other, opens_too, closes_too, start, _), there in sides.items()
        if (source, opens, closes) == (other, opens_too, closes_too)
        and (source, opens, closes) in sentences
        and end <= start
        and len(here) == len(there) == 1
        and here != there
    )

    found = home_page(store).sentence
    assert found is not None

    row = store.row("SELECT opens, closes FROM quote WHERE id = ?", found.first.line.id)
    assert row["closes"] - row["opens"] == shortest
    text = store.row(
        "SELECT text FROM source WHERE id = ?", found.first.line.source.id
    )["text"][row["opens"] : row["closes"]]
    first, second = found.first.line, found.second.line
    said = first.before + first.exact + found.between + second.exact + second.after
    assert words_of(said) == words_of(text)


def words_of(text):
    """Return a text without the signs of markup, each white space as one blank."""
    return " ".join(re.sub(r"\*|</?sup>", "", text).split())


def test_where_no_sentence_serves_both_sides_there_is_none(store):
    class Without(Store):
        def row(self, asked, *values):
            return None if "shared_sentence" in asked else super().row(asked, *values)

    with contextlib.closing(Without(store.path)) as without:
        assert home_page(without).sentence is None


# --- clashes and themes ------------------------------------------------------------------


def test_each_row_of_the_cases_begins_with_the_clash_of_its_two_claims(visit, store):
    page = visit("/")

    assert [
        [row.h3.a["href"], *(a["href"] for a in row.select("h4 a"))]
        for row in page.select(".home-cases > ol > li")
    ] == [
        [
            "/clashes/does-the-sea-move",
            "/claims/the-water-rises",
            "/claims/the-harbour-is-a-pond",
        ],
        [
            "/clashes/is-the-habit-of-skippers-proof",
            "/claims/skippers-read-the-table",
            "/claims/a-table-proves-nothing",
        ],
    ]
    assert (
        words(page.select_one(".home-turns-on"))
        == store.row("SELECT turns_on FROM clash WHERE id = 'does-the-sea-move'")[0]
    )
    assert not page.find(id="h-clashes")


def test_two_claims_that_stand_in_no_clash_face_each_other_without_a_question(changed):
    visit = changed(
        "debate.toml",
        'for = ["skippers-read-the-table", "the-tide-comes-back"]',
        'for = ["the-tide-comes-back"]',
    )

    first, second = visit("/").select(".home-cases > ol > li")

    assert first.select("h3.home-clash")
    assert not second.select(".home-clash")
    assert [words(h3) for h3 in second.select("h3")] == [
        words(claim.select_one(".claim-text")) for claim in second.select(".home-claim")
    ]
    (other,) = visit("/").select(".home-clashes > li")
    assert other.a["href"] == "/clashes/is-the-habit-of-skippers-proof"


def test_a_claim_that_is_only_reported_is_credited_to_nobody_who_does_not_make_it(
    visit_real,
):
    preserved = "china-wants-russia-preserved", "Re:Russia 2023 (reports it)"
    neutral = "Rajput and Ghosh [2024] (disputes it)"
    for path, claim, credited in (
        ("/", *preserved),
        ("/themes/trust", *preserved),
        ("/claims?open=all", "china-is-neutral-in-the-war", neutral),
    ):
        page = visit_real(path)
        line = page.select_one(f'[data-claim="{claim}"] .claim-sources')
        assert words(line) == credited


def test_every_clash_of_the_debate_is_there_once(real_store, visit_real):
    page = visit_real("/")
    rows = [a["href"] for a in page.select(".home-cases .home-clash a")]
    others = [a["href"] for a in page.select(".home-clashes .home-clash a")]
    clashes = [
        f"/clashes/{row['id']}"
        for row in real_store.rows("SELECT id FROM clash ORDER BY position")
    ]

    assert len(rows) == 5
    assert others == [path for path in clashes if path not in rows]
    assert words(page.find(id="h-clashes")) == "Where else the two sides clash"


def test_the_themes_are_an_index_with_a_stroke_for_every_claim(visit):
    page = visit("/")
    themes = page.select(".home-themes > li")

    assert words(page.select_one(".home-theme-note")) == (
        "Each stroke is one claim. More claims do not mean a stronger case."
    )

    assert [words(theme) for theme in themes] == [
        "1 Water Does the water rise and fall? 2 claims for 3 claims against",
        "2 Boats What do boats and skippers show? 1 claim for 2 claims against",
        "3 Town What does the town see of it? 1 claim for 2 claims against",
    ]
    for theme in themes:
        for count in theme.select(".home-count a"):
            strokes = count.svg.path["d"].count("M")
            assert strokes == int(count.b.get_text())
            assert len(visit(count["href"]).select("[data-claim]")) == strokes


# --- what is here ------------------------------------------------------------------------


def test_its_counts_open_onto_what_is_counted_and_are_those_of_the_store(
    real_store, visit_real
):
    here = visit_real("/").select_one(".home-here")

    counts = {a["href"]: int(re.sub(r"\D", "", a.get_text())) for a in here.select("a")}

    assert counts == {
        "/claims": len(real_store.rows("SELECT * FROM claim")),
        "/quotes": len(real_store.rows("SELECT * FROM quote")),
        "/sources": len(real_store.rows("SELECT * FROM source")),
    }
    assert words(here).endswith(", 2014 to 2025. No winner is declared.")


def test_the_years_are_those_of_all_days_that_the_articles_may_be_of(
    change, seeds, serve, tmp_path
):
    change("sources/pilot-2025.toml", "latest = 2025-01-02", "latest = 2026-01-02")
    change("sources/pilot-2025.toml", '"day"', '"range"')
    build_store(seeds, tmp_path / "changed.sqlite")

    page = serve(tmp_path / "changed.sqlite").get("/index.json").json()

    assert (page["first_year"], page["last_year"]) == (2023, 2026)


def test_it_names_the_release_of_its_data(visit):
    assert "Data as of 1 March 2025, version" in words(visit("/").select_one("footer"))


# --- the list of claims, which was here --------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "theme=town",
        "source=pilot-2025&stance=for",
        "speaker=old-tom",
        "voice=authors",
        "as_of=2024-12-31",
        "open=the-rise-comes-twice-a-day",
        "open=all&utm_source=feed",
        "theme=&source=&voice=",
        "theme=%22%3E%0d%0aX: y",
    ],
)
def test_its_old_addresses_lead_to_the_claims(client, query):
    for path, to in [("/", "/claims"), ("/index.json", "/claims.json")]:
        answer = client.get(f"{path}?{query}")

        assert answer.status_code == 301
        assert answer.headers["location"].partition("?")[0] == to
        assert answer.headers["location"].partition("?")[2] == str(
            answer.request.url.query, "ascii"
        )


@pytest.mark.parametrize(
    "query", ["utm_source=feed", "claim=the-water-rises", "q=tide"]
)
def test_what_it_does_not_know_in_its_address_changes_nothing(client, query):
    assert client.get(f"/?{query}").status_code == 200
    assert client.get(f"/index.json?{query}").json() == client.get("/index.json").json()
