"""The reading room: a whole article, its marks, and the way back."""

import copy
import hashlib
from urllib.parse import quote as quoted

import pytest
from bs4 import BeautifulSoup

from app.paths import SEEDS
from app.web.templating import seen
from tests.reading import words

ARRIVED = "/sources/pilot-2025?claim=the-water-rises&quote=e20bef087b6b"


def marked(page):
    """Give the words of every mark, its pieces joined, by the id of its quote."""
    found: dict[str, list[str]] = {}
    for piece in page.select("[data-quote]"):
        found.setdefault(piece["data-quote"], []).append(piece.get_text())
    return {quote: "".join(pieces) for quote, pieces in found.items()}


def plain(text):
    return " ".join(text.split())


# --- the article -------------------------------------------------------------------------


def test_the_whole_file_is_on_the_page_nothing_dropped(visit, world):
    for source in ("harbour-board-2024", "pilot-2025"):
        main = copy.copy(visit(f"/sources/{source}").main)
        text = (world / "sources" / f"{source}.txt").read_bytes().decode()

        for key in main.select("a.note-letter"):
            key.decompose()
        shown = plain(main.get_text())

        for block in text.split("\n\n"):
            assert plain(block) in shown, block


def test_paragraphs_are_numbered_and_have_an_address(visit):
    page = visit("/sources/pilot-2025")

    starts = {tag["id"]: words(tag)[:30] for tag in page.select("article [id^=p]")}

    assert starts == {
        "p1": "Passage 1 At noon the water st",
        "p2": "Passage 2 The Harbour Report f",
        "p3": "Passage 3 The pilots who know ",
    }


def test_what_is_not_the_body_is_shown_as_what_it_is_without_a_number(visit):
    page = visit("/sources/pilot-2025")
    article = page.select_one("main > article")

    assert "What the gauges say" in [words(h) for h in article.select("h2")]
    assert "Caption: A boat at noon: the water rises twice a day" in words(article)
    assert "View Original" not in words(article)
    folds = [words(fold.summary) for fold in page.select(".source-matter details")]
    assert folds == ["Before the article", "After the article"]


def test_a_paragraph_over_a_page_break_is_one_passage_letter_for_letter(visit):
    passage = visit("/sources/pilot-2025").select_one("#p3 .passage-text")

    assert "because they wait\n\nfor the water to rise" in passage.get_text()


def test_remnants_of_markup_are_rendered(visit):
    text = visit("/sources/moor-gull-2023").select_one("#p1 .passage-text")

    assert words(text).startswith("T he moon pulls at the harbour 1 as it pulls")
    assert [tag.get_text() for tag in text.select("sup")] == ["1"]


# --- marks -------------------------------------------------------------------------------


def test_unseen_signs_are_named_and_markup_in_a_title_is_text(change, changed, seeds):
    text = seeds / "sources" / "pilot-2025.txt"
    old = text.read_text("utf-8")
    new = old.replace("Gulls are white.", "Gulls \u202eare\u202c\u200f white.")
    text.write_text(new, "utf-8")

    change(
        "sources/pilot-2025.toml",
        'title = "The Tide at Noon"\nsentence_title = "The tide at noon"',
        'title = "<script>x</script> & <b>"',
    )
    sums = (hashlib.sha256(one.encode()).hexdigest() for one in (old, new))
    visit = changed("sources/pilot-2025.toml", *sums)
    page = visit("/sources/pilot-2025")

    assert "<script>x</script> & <b>" in page.h1.get_text()
    named = page.select(".passage-text .passage-unseen")
    assert [(one["data-sign"], one.get_text()) for one in named] == [
        ("U+202E", "\u202e"),
        ("U+202C", "\u202c"),
    ]
    assert seen("<b>\x07") == (
        '&lt;b&gt;<span class="passage-unseen" data-sign="U+0007">\u2407</span>'
    )


def test_a_heading_above_the_first_paragraph_opens_the_article_unless_it_is_the_title(
    changed,
):
    block = '[[blocks]]\nbegins = "{}"\nkind = "heading"\n\n'
    caption = '[[blocks]]\nbegins = "A boat at noon"'
    headings = block.format("The Tide at Noon") + block.format("By Ann Pilot")
    visit = changed("sources/pilot-2025.toml", caption, headings + caption)
    page = visit("/sources/pilot-2025")

    before = page.select_one("details.source-matter-fold")
    assert "The Tide at Noon" in before.get_text()
    assert "By Ann Pilot" not in before.get_text()
    heading = page.select_one(".source-article .passage-heading")
    assert heading.get_text().startswith("By Ann Pilot")


def test_a_note_says_what_its_author_only_concedes(real_client, visit_real):
    data = real_client.get("/exports/arguments.json").json()
    conceded = {q["id"] for q in data["quotes"] if q["attitude"] == "concedes"}
    page = visit_real("/sources/rinna-2014")
    said = {
        note["data-of"]
        for note in page.select(".note")
        if "Conceded by the article" in note.get_text()
    }

    assert said
    assert said == {note["data-of"] for note in page.select(".note")} & conceded


def test_every_quote_of_the_article_is_marked_with_its_side(visit):
    page = visit("/sources/pilot-2025")

    sides = {
        piece["data-quote"]: {"for", "against"} & set(piece["class"])
        for piece in page.select("[data-quote]")
    }

    assert sides == {
        "acf66889acc3": {"for"},
        "6f3fb387a7d2": {"against"},
        "92fa8bd79060": {"for"},
        "2048b4b694aa": {"against"},
        "c220c1cb8b0d": {"for"},
        "78dd9358ab0d": {"against"},
        "17cfd542a22f": {"against"},
        "e8bb74503ede": {"against"},
        "e20bef087b6b": {"for", "against"},
    }


def test_quotes_that_cross_are_cut_and_nested_ones_are_whole(visit):
    page = visit("/sources/pilot-2025")

    pieces = {
        quote: [piece.get_text() for piece in page.select(f'[data-quote="{quote}"]')]
        for quote in ("92fa8bd79060", "2048b4b694aa", "17cfd542a22f")
    }

    assert "".join(pieces["92fa8bd79060"]) == (
        "Every skipper reads the “tide table” \u2013 which the Harbour Board prints"
    )
    assert "".join(pieces["2048b4b694aa"]) == (
        "which the Harbour Board prints \u2013 before the nets go out"
    )
    assert len(pieces["2048b4b694aa"]) == 2
    assert pieces["17cfd542a22f"] == ["swears that the sea never moves"]


def test_the_first_piece_of_a_quote_and_no_other_has_its_address(visit):
    page = visit("/sources/pilot-2025")

    for quote in marked(page):
        first, *others = page.select(f'[data-quote="{quote}"]')
        assert first["id"] == f"q-{quote}"
        assert first["tabindex"] == "-1"
        assert [other.get("id") for other in others] == [None] * len(others)


def test_the_marks_of_every_quote_join_to_its_words_in_the_seed_file(real_client):
    records = real_client.get("/exports/arguments.json").json()
    wrong = []
    for source in records["sources"]:
        # The slice is cut here, from the file as it stands in the seeds.
        file = SEEDS / "sources" / f"{source['id']}.txt"
        text = file.read_bytes().decode()
        found = marked(soup(real_client.get(f"/sources/{source['id']}").text))
        wanted = {
            quote["id"]: text[quote["start"] : quote["end"]]
            for quote in records["quotes"]
            if quote["source"] == source["id"]
        }
        assert set(found) == set(wanted)
        wrong += [id_ for id_ in wanted if plain(found[id_]) != plain(wanted[id_])]
        for quote in records["quotes"]:
            assert plain(quote["exact"]) == plain(
                wanted.get(quote["id"], quote["exact"])
            )

    assert wrong == []


def soup(text):
    from bs4 import BeautifulSoup  # noqa: PLC0415 - html5lib's trees are too slow here

    return BeautifulSoup(text, "html.parser")


def test_marks_stand_in_the_passage_that_the_data_names(real_client):
    records = real_client.get("/exports/arguments.json").json()
    for source in records["sources"]:
        page = soup(real_client.get(f"/sources/{source['id']}").text)

        stands = {
            piece["data-quote"]: piece.find_parent(id=True, class_="passage")["id"]
            for piece in page.select("[data-quote]")
        }

        assert stands == {
            quote["id"]: f"p{quote['passage']}"
            for quote in records["quotes"]
            if quote["source"] == source["id"]
        }


def test_every_mark_has_a_note_that_names_its_claims(visit):
    page = visit("/sources/pilot-2025")

    notes = {
        note.select_one('a[href^="/quotes/"]')["href"]: [
            a["href"] for a in note.select('a[href^="/claims/"]')
        ]
        for note in page.select(".note")
    }

    assert notes["/quotes/e20bef087b6b#cite"] == [
        "/claims/the-water-rises",
        "/claims/the-harbour-dries-by-evening",
    ]
    assert set(notes) == {f"/quotes/{quote}#cite" for quote in marked(page)}
    claims = {claim for supported in notes.values() for claim in supported}
    head = words(page.select_one(".heading-source"))
    assert f"{len(notes)} quotes in 3 passages" in head
    assert f"supporting {len(claims)} claims" in head


def test_a_legend_says_what_the_marks_mean(visit):
    legend = words(visit("/sources/pilot-2025").select_one(".source-legend"))

    assert "Solid underlines are For, dashed ones Against." in legend


def test_the_strip_shows_every_quote_once_for_each_of_its_sides(visit):
    strip = visit("/sources/pilot-2025").select_one(".source-strip svg")

    assert strip.select_one(".source-strip-for")["d"].count("M") == 4
    assert strip.select_one(".source-strip-against")["d"].count("M") == 6
    assert "4 for in the upper lane, 6 against in the lower" in strip["aria-label"]


# --- arriving, and the way back ------------------------------------------------------------


def test_whoever_arrives_sees_the_claim_and_the_way_back(visit):
    page = visit(ARRIVED)
    bar = page.select_one("aside.source-bar")

    assert "The water in the harbour rises and falls." in words(bar)
    assert bar.select_one(".source-bar-link")["href"] == (
        "/claims/the-water-rises#q-e20bef087b6b"
    )
    assert "3 of 3" in words(bar)


def test_every_piece_of_the_current_quote_is_current(visit):
    page = visit("/sources/pilot-2025?claim=a-table-proves-nothing&quote=2048b4b694aa")

    pieces = page.select('[data-quote="2048b4b694aa"]')

    assert len(pieces) == 2
    assert all("current" in piece["class"] for piece in pieces)


def test_quotes_of_other_claims_are_not_current(visit):
    page = visit("/sources/pilot-2025?claim=a-table-proves-nothing&quote=2048b4b694aa")

    assert {piece["data-quote"] for piece in page.select("[data-quote].current")} == {
        "2048b4b694aa"
    }


def test_you_came_for_this_stands_on_one_note_and_on_the_claim_one_came_from(visit):
    for claim in ("the-water-rises", "the-harbour-dries-by-evening"):
        page = visit(f"/sources/pilot-2025?claim={claim}&quote=e20bef087b6b")

        (note,) = (n for n in page.select(".note") if "quote you followed" in words(n))

        assert note["data-of"] == "e20bef087b6b"
        assert note.p.select_one('a[href^="/claims/"]')["href"] == f"/claims/{claim}"
        assert note.p.select_one(".note-current")
        assert {m["data-quote"] for m in page.select("article mark.current")} == {
            "e20bef087b6b"
        }


def test_other_quotes_of_the_claim_one_came_from_are_noted_as_such(visit):
    page = visit(ARRIVED)

    fellows = {
        note["data-of"]
        for note in page.select(".note")
        if "Also quoted for this claim." in words(note)
    }

    assert fellows == {"acf66889acc3"}
    # They are marked in full beside the quote that was followed.
    assert {m["data-quote"] for m in page.select("article mark.fellow")} == fellows
    followed = page.select_one("article mark.current")["data-note"]
    assert followed.endswith(", the quote you followed")
    assert not page.select("mark .source-bar-back")
    (chosen,) = page.select(".source-marks input[checked]")
    assert words(chosen.parent) == "This claim"
    assert page.select(".note.current, .note-current") == page.select(
        '[data-of="e20bef087b6b"].note, [data-of="e20bef087b6b"] .note-current'
    )


def test_the_bar_leads_to_the_note_on_what_one_came_for(visit):
    page = visit(ARRIVED)
    link = page.select_one("aside.source-bar .source-bar-note")

    note = page.find(id=link["href"].removeprefix("#"))

    assert note["data-of"] == "e20bef087b6b"
    assert words(link) == f"Note {note['id'].removeprefix('n-')}"


def test_the_letters_of_notes_begin_afresh_in_each_passage(visit_real):
    page = visit_real("/sources/rinna-2014")

    for passage in page.select("article .passage:has(.note)"):
        heads = [words(b) for b in passage.select(".note-heading b")]
        letters = "abcdefghijklmnopqrstuvwxyz"[: len(heads)]
        # A note may stand beside the next passage, so it has the number of its own.
        assert heads == [passage["id"][1:] + letter for letter in letters]
        keys = sorted(key["href"] for key in passage.select("a.note-letter"))
        assert keys == [f"#n-{head}" for head in heads]


def test_a_claim_that_a_note_above_has_is_not_written_out_again(visit_real, real):
    page = visit_real("/sources/rinna-2014")
    first, again = page.find(id="n-8b"), page.find(id="n-8d")

    one, two = (note.select_one('a[href^="/claims/"]') for note in (first, again))

    assert two["href"] == one["href"]
    assert words(two) == f"Same claim as note b. {words(one)}"
    # Whoever came for it has it in full.
    claim, quote = one["href"].rpartition("/")[2], again["data-of"]
    arrived = real.get(f"/sources/rinna-2014?claim={claim}&quote={quote}").text
    (current,) = BeautifulSoup(arrived, "lxml").select(
        '.note.current a[href^="/claims/"]'
    )
    assert words(current) == words(one)
    assert two.select_one(".visually-hidden").get_text() == f" {one.get_text()}"


def test_the_steps_lead_to_the_claims_other_quotes_in_their_order(visit):
    steps = visit(ARRIVED).select("aside.source-bar a.to-source")

    assert [step["href"] for step in steps] == [
        "/sources/pilot-2025?claim=the-water-rises&quote=acf66889acc3#q-acf66889acc3",
    ]
    first = visit(
        "/sources/pilot-2025?claim=the-water-rises&quote=acf66889acc3"
    ).select("aside.source-bar a.to-source")
    assert [step["href"].partition("&")[2] for step in first] == [
        "quote=44690268a159#q-44690268a159",
        "quote=e20bef087b6b#q-e20bef087b6b",
    ]


@pytest.mark.parametrize(
    ("origin", "back"),
    [
        pytest.param("/", "/", id="home"),
        pytest.param(
            "/#does-the-sea-move", "/#does-the-sea-move", id="a place on home"
        ),
        pytest.param("/claims", "/claims#the-water-rises.2", id="claims"),
        pytest.param(
            "/claims?theme=water&voice=authors",
            "/claims?theme=water&voice=authors#the-water-rises.2",
            id="claims, filtered",
        ),
        pytest.param("/themes/water", "/themes/water#the-water-rises.2", id="a theme"),
        pytest.param("/quotes", "/quotes#q-e20bef087b6b", id="all quotes"),
        pytest.param(
            "/speakers/ann-pilot", "/speakers/ann-pilot#q-e20bef087b6b", id="a speaker"
        ),
        pytest.param(
            "/claims/the-water-rises",
            "/claims/the-water-rises#q-e20bef087b6b",
            id="a claim",
        ),
    ],
)
def test_the_way_back_leads_to_the_very_place(visit, origin, back):
    page = visit(f"{ARRIVED}&from={quoted(origin, safe='')}")

    assert page.select_one(".source-bar-link")["href"] == back


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("//evil.example", id="no scheme"),
        pytest.param("https://evil.example/", id="another site"),
        pytest.param("HTTPS://evil.example/", id="capitals"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("/\\evil.example", id="a backslash"),
        pytest.param("\\\\evil.example", id="two backslashes"),
        pytest.param("/\n/evil.example", id="a line break"),
        pytest.param("/\r\nLocation: //evil.example", id="a header"),
        pytest.param("/\t/evil.example", id="a tab"),
        pytest.param("\x00//evil.example", id="a NUL"),
        pytest.param("\u2028//evil.example", id="a line separator"),
        pytest.param("/@evil.example", id="a name before a host"),
        pytest.param("/nowhere", id="an address that links nowhere"),
        pytest.param("sources", id="a relative address"),
        pytest.param("/claims#x", id="a fragment of its own"),
        pytest.param('"><script>', id="markup"),
    ],
)
def test_an_origin_that_is_no_page_of_ours_is_passed_over(visit, origin):
    page = visit(f"{ARRIVED}&from={quoted(origin, safe='')}")

    back = page.select_one(".source-bar-link")
    assert back["href"] == "/claims/the-water-rises#q-e20bef087b6b"
    assert "evil" not in str(page.select_one("aside.source-bar"))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("claim=no-such-claim", id="no such claim"),
        pytest.param("claim=the-water-rises&quote=000000000000", id="no such quote"),
        pytest.param(
            "claim=the-quay-stays-dry&quote=e4001f74781e",
            id="a quote of another source",
        ),
        pytest.param(
            "claim=the-quay-stays-dry&quote=e20bef087b6b", id="a quote of another claim"
        ),
    ],
)
def test_an_address_that_does_not_hold_true_shows_the_article_and_says_so(visit, query):
    page = visit(f"/sources/pilot-2025?{query}")

    assert page.select_one(".notice[role=status]")
    assert page.select("aside.source-bar .source-bar-link") == []
    assert page.select("[data-quote].current") == []


def test_the_plain_address_names_no_claim(visit):
    page = visit("/sources/pilot-2025")

    assert page.select(".source-bar-link, .notice, [data-quote].current") == []


# --- the source itself ---------------------------------------------------------------------


def test_stated_and_inferred_are_told_apart(visit):
    signed = words(visit("/sources/pilot-2025").find(id="about-source"))
    page = visit("/sources/harbour-board-2024")
    unsigned = words(page.find(id="about-source"))

    assert "([2024])" in words(page.select_one(".citation-text"))
    assert words(page.select_one("#cite .citation-hints")) == (
        "The text states no publication and no address; add it if you have it. A date in "
        "square brackets is inferred; APA and Harvard may want “n.d.” or “no date”. "
        "See from what."
    )
    assert "Ann Pilot (stated)" in signed
    assert "2 January 2025 (stated)" in signed
    assert "January 2, 2025" in signed
    assert "Press Harbour, 31 December 2024 (stated)" in signed
    assert "Unsigned" in unsigned
    assert "[2024] (inferred)" in unsigned
    assert "since the flood of 2023, and its books name no later year" in unsigned
    assert "(not stated in the text)" in unsigned


def test_the_file_as_received_is_one_link_away(visit, client, world):
    page = visit("/sources/pilot-2025")
    link = page.find("a", string="Original file")

    received = client.get(link["href"])

    assert received.content == (world / "sources" / "pilot-2025.txt").read_bytes()


def test_coverage_accounts_for_every_sentence(visit):
    cover = words(
        visit("/sources/harbour-board-2024").select_one("#coverage .source-coverage")
    )

    assert (
        "Of 8 sentences, 5 are quoted in whole or in part (62 %). The others" in cover
    )
    for reason in ("1 background", "1 framing", "1 unclear"):
        assert reason in cover
    assert "When the bench was watched bears on neither side." in cover


def test_a_sentence_set_aside_as_a_repeat_leads_to_the_quote_it_repeats(visit):
    asides = visit("/sources/moor-gull-2023").select(".source-set-aside li")

    assert [a.select_one('a[href^="/quotes/"]')["href"] for a in asides] == [
        "/quotes/b37be95bdbb7",
        "/quotes/c220c1cb8b0d",
    ]


def test_a_source_by_its_former_name_is_found_query_and_all(client):
    answer = client.get("/sources/pilot-2024?claim=the-water-rises")

    assert answer.status_code == 301
    assert answer.headers["location"] == "/sources/pilot-2025?claim=the-water-rises"


def test_an_earlier_edition_is_named_by_its_publisher_and_year(changed):
    elsewhere = 'container = "Press Harbour"\ndate = 2024-12-31'
    edition = 'publisher = "Old Press"\nyear = 1998'
    visit = changed("sources/pilot-2025.toml", elsewhere, edition)

    told = words(visit("/sources/pilot-2025").select_one(".source-facts"))
    assert "Also published Old Press, 1998 (stated)" in told
    # From the end of that year on it was known.
    page = visit("/sources?as_of=1998-12-31")
    assert len(page.select("li.entry")) == 1
    known = words(page.select_one(".filters-as-of"))
    assert ", first by Old Press, 1998." in known
    assert "First published by Old Press, 1998." in words(visit("/timeline").main)


def test_the_words_of_a_page_follow_the_kind_of_the_source(changed):
    language = 'language = "en"'
    visit = changed("sources/pilot-2025.toml", language, f'kind = "speech"\n{language}')

    page = words(visit("/sources/pilot-2025").main)
    assert "After the speech" in page
    assert "the article" not in page.lower()
    assert "Read it in the whole speech" in words(visit("/quotes/e20bef087b6b").main)
    # Of several kinds they are sources together.
    assert "3 sources, oldest first." in words(visit("/sources").main)


def test_the_words_of_a_page_are_of_articles_where_all_are(visit):
    assert "3 articles, oldest first." in words(visit("/sources").main)
    assert "in the whole article" in words(visit("/quotes/e20bef087b6b").main)
