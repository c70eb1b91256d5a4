"""The page that says what this is."""

import datetime as dt

import pytest

from app.compile.example_debate import write_example_debate
from app.domain import vocabulary
from app.store.build import build_store
from tests.conftest import Visitor
from tests.reading import words


def test_every_page_lists_all_pages_by_what_they_are_for(visit):
    contents = visit("/about").find(id="contents")

    assert {
        words(head): [words(link) for link in head.find_next_sibling("ul").select("a")]
        for head in contents.select("h2")
    } == {
        "Read": [
            *("Front page", "Clashes", "Themes", "Claims", "Quotes", "Sources"),
            *("Speakers", "Search"),
        ],
        "Compare": ["Map", "Timeline", "Who says what", "Compare articles"],
        "Check": ["Verify quotations", "Weak spots", "About", "Changes"],
        "Take along": ["Reading list", "Downloads"],
    }


@pytest.mark.parametrize(
    "part", ["what", "who", "reading", "words", "coverage", "limits", "data", "privacy"]
)
def test_it_has_its_parts(visit, part):
    assert words(visit("/about").find(id=part).h2)


def test_of_a_bare_debate_nothing_is_said_that_it_does_not_bear_out(serve, tmp_path):
    folder, labels = tmp_path / "bare", {one: one.label for one in vocabulary.Stance}
    write_example_debate(folder, "Is it so?", labels, dt.date(2025, 3, 1))
    debate, claims = folder / "debate.toml", folder / "claims" / "first-theme.toml"
    given, _, commented = debate.read_text("utf-8").partition("#\n# [cases]")
    named = f"[cases]{commented}".replace("\n# ", "\n").replace("\n#\n", "\n")
    debate.write_text(given + named, "utf-8")
    claims.write_text(
        claims.read_text("utf-8").partition("# How one claim")[0], "utf-8"
    )
    build_store(folder, tmp_path / "bare.sqlite")
    visit = Visitor(serve(tmp_path / "bare.sqlite"))

    told = " ".join(
        words(visit(path).main)
        for path in ("/", "/about", "/sources", "/timeline", "/themes")
    )

    for absent in (
        "each row sets", "second-hand", "passes on somebody", "a close one", "president",
        "brackets is inferred", "inferred, in square", "1 clashes", "one articles",
        "There are two levels", "often are", "the rest differ", "Claims are joined",
        "one narrower ones", "“many”", "whose day is unknown",
    ):  # fmt: skip
        assert absent not in told, absent
    for present in (
        "What one article says", "There is 1 clash .", "All quotes match in every",
        "2 claims have no answer",
    ):  # fmt: skip
        assert present in told, present


def test_it_counts_what_is_here(visit):
    told = words(visit("/about").main)

    assert "Is there a tide in the harbour?" in told
    assert "11 claims" in told
    assert "17 quotes" in told
    assert "What three articles say" in told


def test_what_a_debate_says_of_itself_is_told(change, seeds, serve, tmp_path):
    named = (
        'editors = "The harbour school."\ncontact = "tide@harbour.example"\n'
        'licence = "CC BY 4.0 (https://example.org/by)"\n'
        'reading = "**Read once.** By *two*.\\n\\nThen <b>aloud</b>."\n'
        'limits = "All are of one year."\nexamples = ["tide OR <flood>"]\n'
    )
    change("debate.toml", "date =", f"{named}date =")
    build_store(seeds, tmp_path / "store.sqlite")
    visit = Visitor(serve(tmp_path / "store.sqlite"))
    page = visit("/about")

    read = page.select("#reading p")
    assert str(read[0]) == "<p><strong>Read once.</strong> By <em>two</em>.</p>"
    assert read[1].get_text() == "Then <b>aloud</b>."
    assert "All are of one year." in words(page.find(id="limits"))
    assert words(visit("/search").select_one(".search-hint b")) == "tide OR <flood>"

    assert "They are named as: The harbour school." in words(page.find(id="who"))
    for part in ("#who", "#corrections", "footer"):
        assert len(page.select(f'{part} a[href="mailto:tide@harbour.example"]')) == 1
    assert "No editors are named" not in words(page)
    (data,) = page.select("#data")
    assert "wrote are under CC BY 4.0 (https://example.org/by). The" in data.get_text()
    assert data.select('a[href="https://example.org/by"]')
    described = visit.client.get("/openapi.json").json()["info"]
    assert described["license"] == {"name": "CC BY 4.0 (https://example.org/by)"}
    claim = visit("/claims/the-water-rises")
    assert claim.select("#report a[href='mailto:tide@harbour.example']")


def test_it_says_at_first_that_it_names_nobody_and_what_can_be_checked(visit):
    page = visit("/about")
    who = page.find(id="who")

    assert page.select("main section").index(who) == 1
    assert "No editors are named" in words(who)
    assert "“The Counterpoint authors”, and no person" in words(who)
    assert "no address for corrections is given" in words(page.main)
    assert "Corrections:" not in words(page.footer)
    assert "The program is under the MIT licence. The two typefaces" in words(page.main)
    assert "license" not in visit.client.get("/openapi.json").json()["info"]
    assert page.footer.select('a[href="/about#corrections"]')
    assert "letter by letter, with the command counterpoint check" in words(who)
    assert {a["href"] for a in who.select("a")} == {"/verify", "#corrections"}
    # It claims to know no more than the debate says, and its figures lead to what they count.
    assert "This debate does not say how they were chosen." in words(
        page.find(id="what")
    )
    assert {"/gaps#unanswered", "/gaps#one-source"} <= {
        a["href"] for a in page.select("#reading a")
    }
    # From a reason of the editors one comes here.
    assert visit("/claims/the-water-rises").select('.because a[href="/about#who"]')


def test_its_counts_are_those_of_the_store(visit_real, real_store):
    told = words(visit_real("/about").main)

    for noun, table in (
        ("claims", "SELECT * FROM claim"),
        ("quotes", "SELECT * FROM quote"),
        ("articles", "SELECT * FROM source"),
        ("answers", "SELECT * FROM answer"),
        ("links", "SELECT * FROM relation"),
        (
            "in which a claim supports another on its own side",
            "SELECT * FROM relation WHERE kind = 'supports'",
        ),
        (
            "claims have no answer",
            (
                'SELECT * FROM claim WHERE id NOT IN (SELECT "to" FROM relation '
                "WHERE kind <> 'supports' UNION SELECT \"from\" FROM relation "
                "WHERE mutual)"
            ),
        ),
        (
            "rest on a single article",
            (
                "SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote "
                "GROUP BY claim HAVING count(DISTINCT source) = 1"
            ),
        ),
    ):
        assert f"{len(real_store.rows(table))} {noun}" in told


@pytest.mark.parametrize(
    "words_",
    [
        vocabulary.Attitude,
        vocabulary.Match,
        vocabulary.Reason,
    ],
)
def test_every_word_of_the_closed_lists_is_explained(visit, words_):
    terms = {
        words(dt): words(dt.find_next_sibling("dd"))
        for dt in visit("/about").select("#words dt")
    }

    for word in words_:
        assert terms[word.replace("-", " ").capitalize()].startswith(word.meaning)


def explained(page):
    """Return what the page says of each word."""
    return {
        words(dt): words(dt.find_next_sibling("dd")) for dt in page.select("#words dt")
    }


def test_relations_are_explained_by_the_verbs_that_readers_see(visit):
    terms = explained(visit("/about"))

    for kind in vocabulary.RelationKind:
        assert terms[kind.verb.capitalize()].startswith(kind.meaning)
    # What the data call it is told apart from the words of the pages.
    assert terms["Rebuts"] == "On the pages: contradicts."


def test_how_firmly_a_quote_puts_a_claim_is_explained(visit):
    terms = explained(visit("/about"))

    for modality in vocabulary.Modality:
        assert terms[modality.capitalize()].startswith(
            f"{modality.label.capitalize()}."
        )


def test_the_sides_are_those_of_the_debate(visit):
    terms = explained(visit("/about"))

    assert terms["For"].endswith("There is one.")
    assert terms["Against"].endswith("There is none.")


def test_it_says_how_clashes_and_cases_were_chosen(visit):
    told = words(visit("/about").find(id="reading"))

    assert "There are 2 clashes ." in told
    assert "is two claims that a fair advocate of that side would lead with" in told
    assert "That is no verdict" in told
    assert "That sentence is the editors" in told


def test_it_does_not_explain_as_there_what_no_author_does(visit_real, real_store):
    terms = {
        words(dt): words(dt.find_next_sibling("dd"))
        for dt in visit_real("/about").select("#words dt")
    }
    there = {row["attitude"] for row in real_store.rows("SELECT attitude FROM quote")}

    for word in vocabulary.Attitude:
        absent = terms[word.capitalize()].endswith("No quote here is of that kind.")
        assert absent == (word.value not in there)


def test_it_says_what_became_of_the_sentences_of_each_article(visit):
    rows = visit("/about").select("#coverage tbody tr")

    assert [words(row) for row in rows] == [
        "Moor and Gull 2023 5 3 (60 %) 2 repeats",
        "Harbour Board [2024] 8 5 (62 %) 1 background, 1 framing, 1 unclear",
        "Pilot 2025 7 6 (86 %) 1 off the question",
    ]


def test_what_is_not_used_is_told_where_the_editors_choose(
    change, seeds, serve, tmp_path
):
    quote = (
        '[[claims.quotes]]\nsource = "harbour-board-2024"\n'
        'exact = "In the long term the Board expects water at the church steps"\n'
    )
    change("claims/town.toml", quote, "")
    change("debate.toml", '"every-sentence"', '"selected"')
    build_store(seeds, tmp_path / "store.sqlite")
    visit = Visitor(serve(tmp_path / "store.sqlite"), inspected=lambda _: True)
    about, gaps = visit("/about"), visit("/gaps")
    row = about.select("#coverage tbody tr")[1]

    assert "What is quoted is the editors" in words(about.main)
    assert words(row).startswith("Harbour Board [2024] 8 4 (50 %) 1 1 background")
    assert [
        words(gaps.select_one("#unused h2")),
        words(gaps.select("#unused li")[1]),
    ] == [
        "Sentences not yet used 1",
        "Harbour Board [2024]: 3 set aside, 1 not used",
    ]
    assert (
        "Of 8 sentences, 4 are quoted in whole or in part (50 %). The editors chose what "
        "to quote; 1 is not used. The others are set aside:"
    ) in words(visit("/sources/harbour-board-2024").find(id="coverage"))


def test_nothing_is_collected(visit, client):
    assert "Nothing is collected about you" in words(visit("/about").main)
    assert "set-cookie" not in client.get("/about").headers
