"""The reading list: an address that names claims and quotes, and what it shows."""

import pytest

from app.citations.italics import as_text
from app.domain.vocabulary import Style
from app.pages.reading_list.address import (
    MOST_ITEMS,
    ReadingList,
    named_ids,
    parsed_reading_list,
    reading_list,
)
from app.pages.reading_list.page import reading_list_page
from tests.reading import words

RISES, POND, NOON = "the-water-rises", "the-harbour-is-a-pond", "acf66889acc3"


def listed(page):
    return [item["data-kept"] for item in page.select("[data-kept]")]


# --- the address (pure) --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("a,b", ("a", "b"), id="two"),
        pytest.param(" a , ,b,,", ("a", "b"), id="blanks and empty words"),
        pytest.param("a,b,a", ("a", "b"), id="one twice"),
        pytest.param("", (), id="nothing"),
        pytest.param("A;B.", ("a", "b"), id="capitals, a semicolon and a full stop"),
        pytest.param("“a”,«b»,[c]", ("a", "b", "c"), id="marks around them"),
        pytest.param("a,日本,\x00,b", ("a", "日本", "b"), id="odd words among them"),
    ],
)
def test_an_address_names_each_thing_once_and_in_order(typed, ids):
    assert parsed_reading_list(typed).ids == ids


@pytest.mark.parametrize(
    ("one", "step", "ids"),
    [
        pytest.param("b", -1, "bac", id="up"),
        pytest.param("b", 1, "acb", id="down"),
        pytest.param("a", -1, "abc", id="up from the top"),
        pytest.param("c", 1, "abc", id="down from the end"),
        pytest.param("x", 1, "abc", id="what is not there"),
    ],
)
def test_what_is_kept_moves_by_one_place(one, step, ids):
    assert reading_list("abc").moved(one, step).ids == tuple(ids)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("https://x.org/claims/a-b", ["a-b"], id="a claim"),
        pytest.param("/claims/a-b.json", ["a-b"], id="a claim's data"),
        pytest.param("/quotes/0123456789ab#x", ["0123456789ab"], id="a quote"),
        pytest.param(
            "http://x/sources/s?claim=c&quote=0123456789ab#q-0123456789ab",
            ["0123456789ab"],
            id="a quote in its source",
        ),
        pytest.param("/claims/c#q-0123456789ab", ["0123456789ab"], id="under a claim"),
        pytest.param("/sources/s#q-0123456789ab", ["0123456789ab"], id="a place"),
        pytest.param("/themes/t#c-a-claim", ["a-claim"], id="a claim's place"),
        pytest.param(
            "/reading-list?keep=a%2Cb,c&style=mla", ["a", "b", "c"], id="a list"
        ),
        pytest.param("a-b c,d", ["a-b", "c", "d"], id="names"),
        pytest.param(
            "# Reading list\n1. “The tide rises.” (https://x/claims/a-b)\n> high [1]\n"
            "<http://x/quotes/0123456789ab>",
            ["a-b", "0123456789ab"],
            id="a list that was taken along",
        ),
        pytest.param("https://x/ y", ["https://x/", "y"], id="no address of ours"),
    ],
)
def test_what_is_pasted_is_read(typed, ids):
    assert named_ids(typed) == ids


def test_a_full_list_says_how_many_it_leaves_out():
    ids = [f"claim-{n}" for n in range(MOST_ITEMS + 3)]

    full = reading_list(ids)

    assert (len(full.ids), full.left_out) == (MOST_ITEMS, 3)


def test_the_first_style_is_no_part_of_the_address():
    assert ReadingList(("a", "b")).query == "keep=a,b"
    assert ReadingList(("a",), Style.MLA).query == "keep=a&style=mla"
    assert ReadingList().query == ""


# --- the page ------------------------------------------------------------------------


def test_what_is_kept_stands_in_the_order_of_the_address(visit):
    page = visit(f"/reading-list?keep={NOON},{POND},{RISES}")

    assert listed(page) == [NOON, POND, RISES]
    assert words(page.select_one("#list-head")).startswith(
        "2 claims and 1 quote, from 3 articles."
    )


def test_a_claim_stands_with_its_side_theme_and_quotes_that_lead_to_their_passage(
    visit,
):
    (item,) = visit(f"/reading-list?keep={RISES}").select("[data-kept]")

    assert words(item.select_one(".stance")) == "For"
    assert words(item.h2) == "For: The water in the harbour rises and falls."
    assert words(item.select_one(".claim-sources")) == "Water"
    landings = [a["href"] for a in item.select("a.to-source")]
    assert len(landings) == len(item.select("blockquote")) == 3
    assert all(f"claim={RISES}&quote=" in address for address in landings)


def test_two_claims_say_how_one_answers_the_other_and_why_and_quotes_keep_their_notes(
    visit, client
):
    rises, pond = visit(f"/reading-list?keep={RISES},{POND}").select("[data-kept]")
    answers = (
        "Contradicts: The water in the harbour rises and falls. A pond has no tide."
    )
    answered = (
        "Contradicted by: The harbour may be no more than a pond behind a gate. "
        "A pond has no tide."
    )

    assert [words(it) for it in pond.select(".remark")] == [answers]
    assert pond.select_one(".remark a")["href"] == f"#k-{RISES}"
    by, note = rises.select(".remark")
    assert words(by) == answered
    assert by.a["href"] == f"#k-{POND}"
    assert words(note).endswith(
        "It shows that the water moves, and that boats cannot stay."
    )
    file = client.get(f"/reading-list.md?keep={RISES},{POND}").text
    assert file.count(answers) == file.count(answered) == 1


def test_a_quote_stands_with_its_words_speaker_and_claims(visit):
    (item,) = visit(f"/reading-list?keep={NOON}").select("[data-kept]")

    assert item.select_one("mark").get_text() in item.blockquote.get_text()
    assert "passage 1" in words(item.select_one(".attribution")).replace("\xa0", " ")
    assert item.select(".quote-list-claims a")


def test_citations_in_the_text_lead_to_references_in_the_order_of_the_style(
    visit, client
):
    page = visit(f"/reading-list?keep={POND},{RISES}&style=chicago")
    told = client.get(f"/reading-list.json?keep={POND},{RISES}&style=chicago").json()

    ids = [one["source"]["id"] for one in told["references"]]
    # The last has no author, and in the list comes first.
    assert ids == ["moor-gull-2023", "pilot-2025", "harbour-board-2024"]
    assert [r["number"] for r in told["references"]] == [1, 2, 3]
    sources = [q["line"]["source"]["id"] for it in told["items"] for q in it["quotes"]]
    links = [a["href"] for a in page.select(".reading-list-in-text a")]
    assert links == [f"#r-{ids.index(source) + 1}" for source in sources]
    # Italics part no words.
    entries = [
        " ".join(li.get_text().split())
        for li in page.select(".reading-list-references > li")
    ]
    assert [
        one.startswith(r["text"])
        for one, r in zip(entries, told["references"], strict=True)
    ]
    for entry, one in zip(entries, told["references"], strict=True):
        cited = client.get(f"/sources/{one['source']['id']}.json").json()["citations"]
        assert entry.startswith(cited[2]["text"])
    # Beneath each quote stands what follows it in a text.
    quotes = [quote for item in told["items"] for quote in item["quotes"]]
    places = [words(one) for one in page.select(".reading-list-in-text")]
    assert places == [f"In a text: {as_text(quote['in_text'])}" for quote in quotes]
    quote = client.get(f"/quotes/{quotes[0]['line']['id']}.json").json()["quote"]
    assert as_text(quotes[0]["in_text"]) in quote["citations"][2]["text"]
    assert "para." in words(page.select_one("#references .citation-hints"))


def test_notes_stand_where_other_styles_cite_in_the_text(visit):
    page = visit(f"/reading-list?keep={POND}&style=chicago-notes")

    places = [words(one) for one in page.select(".reading-list-in-text")]
    assert places[0] == (
        "In a note: “Sitting on a Sandbank: A Winter on the Quay,” [2024], para. 2."
    )
    entries = [words(one) for one in page.select(".reading-list-references > li")]
    assert any(
        one.startswith("“Sitting on a Sandbank: A Winter on the Quay.” [2024].")
        for one in entries
    )


def test_a_source_that_was_noted_before_has_a_short_note(client):
    listed = f"/reading-list.json?keep={NOON},{POND},{RISES}&style=chicago-notes"
    items = client.get(listed).json()["items"]

    notes = [as_text(quote["in_text"]) for item in items for quote in item["quotes"]]
    # In full where each source comes first: an article, an unsigned one, another.
    first, unsigned, _, other, *_ = notes
    assert first.startswith("Ann Pilot, “The Tide at Noon,” Harbour Gazette, ")
    assert unsigned.startswith("“Sitting on a Sandbank: A Winter on the Quay,” [2024]")
    assert other.startswith("Carol Moor and David Gull, “Moon over Mud,” Almanac of ")
    assert [notes[at] for at in (2, 4, 5)] == [
        "“Sitting on a Sandbank,” para. 2.",
        "Pilot, “Tide at Noon,” para. 1.",
        "Pilot, “Tide at Noon,” para. 3.",
    ]


@pytest.mark.parametrize(
    ("style", "heading"),
    [
        ("apa", "References 3"),
        ("mla", "Works Cited 3"),
        ("chicago", "References 3"),
        ("chicago-notes", "Bibliography 3"),
        ("harvard", "Reference list 3"),
    ],
)
def test_the_references_are_headed_as_each_manual_has_it(visit, style, heading):
    page = visit(f"/reading-list?keep={POND},{RISES}&style={style}")

    assert words(page.find(id="h-references")) == heading
    assert page.select("#references ol") == []


def test_a_claim_says_how_many_answer_it_that_are_not_on_the_list(visit, client):
    """Its page names two, of which one is on the first list."""
    claim, answer = "the-rise-comes-twice-a-day", "only-the-boats-move"
    both, alone = (
        visit(f"/reading-list?keep={claim},{answer}"),
        visit(f"/reading-list?keep={claim}"),
    )

    said = [
        [words(it) for it in page.select(f"#k-{claim} .remark") if "not on" in it.text]
        for page in (both, alone)
    ]
    assert len(visit(f"/claims/{claim}").select("#answered .claim-list > li")) == 2
    assert said == [
        ["Answered by 1 claim that is not on this list."],
        ["Answered by 2 claims that are not on this list."],
    ]
    link = alone.select_one(f"#k-{claim} .remark a")["href"]
    assert link == f"/claims/{claim}#answered"
    file = client.get(f"/reading-list.md?keep={claim}").text
    assert file.count("Answered by 2 claims that are not on this list.") == 1


def test_the_way_back_from_a_passage_leads_to_the_place_in_the_list(visit):
    page = visit(f"/reading-list?keep={POND},{RISES}")
    landed = visit(page.select("a.to-source")[-1]["href"].partition("#")[0])

    back = landed.select_one(".source-bar-link")

    assert back["href"] == f"/reading-list?keep={POND},{RISES}#k-{RISES}"
    assert "the reading list" in words(back)


def test_a_list_that_is_too_long_to_be_handed_on_leads_back_to_the_claim(visit):
    keep = ",".join([RISES, *(f"none-{n:03}" for n in range(90))])
    page = visit(f"/reading-list?keep={keep}")

    assert all("from=" not in a["href"] for a in page.select("a.to-source"))


def test_a_former_slug_is_followed_and_named_twice_shown_once(visit):
    page = visit(f"/reading-list?keep=the-water-moves,{NOON},{RISES}")

    assert listed(page) == [RISES, NOON]
    assert words(page.select_one("[data-kept] h2")) == (
        "For: The water in the harbour rises and falls."
    )


def test_what_was_withdrawn_and_what_never_was_are_said_to_be_so(visit):
    page = visit("/reading-list?keep=the-moon-is-cheese,<b>no-such</b>")

    withdrawn, unknown = map(words, page.select(".reading-list-missing > li"))
    assert withdrawn.startswith("A claim was withdrawn: “The moon is made of")
    assert unknown == "Nothing here is called <b>no-such</b> . Remove"
    assert listed(page) == []


def test_more_than_a_list_holds_is_left_out_with_a_word(visit):
    keep = ",".join(f"n{n}" for n in range(MOST_ITEMS + 1))

    page = visit(f"/reading-list?keep={keep}")

    assert "1 more in the address is left out" in words(page.main)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("keep=" + "x" * 5001, id="a list too long"),
        pytest.param("style=vancouver", id="no style of ours"),
        pytest.param("add=" + "x" * 5001, id="too much to add"),
        pytest.param("up=" + "x" * 201, id="no slug"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_with_a_word(client, query):
    answer = client.get(f"/reading-list?{query}")

    assert answer.status_code == 422
    assert "This address cannot be read" in answer.text
    if not query.startswith(("add", "up")):
        for ending in ("json", "docx", "bib"):
            problem = client.get(f"/reading-list.{ending}?{query}")
            assert problem.status_code == 422
            assert problem.headers["content-type"] == "application/problem+json"


def test_nothing_kept_says_how_it_works_and_every_file_is_there(visit, client):
    page = visit("/reading-list")

    assert "Notes never leave your browser" in words(page.main)
    assert page.select("#list input[name=add]")
    example = page.select_one("#list-head a")["href"]
    assert len(listed(visit(example))) == 4
    items = client.get(example.replace("?", ".json?")).json()["items"]
    assert {item["claim"]["stance"] for item in items} == {"for", "against"}
    for ending in ("docx", "html", "md", "bib", "ris", "csl.json", "json"):
        assert client.get(f"/reading-list.{ending}").status_code == 200


# --- changing it without a script ------------------------------------------------------


def pressed(client, page, name, value):
    """Press a button of the list as a browser does; give where it leads."""
    (button,) = page.select(f'button[form="list-form"][name="{name}"][value="{value}"]')
    held = {it["name"]: it["value"] for it in page.select("#list-form input")}
    answer = client.get("/reading-list", params={**held, name: button["value"]})
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("name", "value", "keep"),
    [
        pytest.param("down", RISES, [NOON, RISES, POND], id="down"),
        pytest.param("up", POND, [RISES, POND, NOON], id="up"),
        pytest.param("out", NOON, [RISES, POND], id="out"),
    ],
)
def test_a_button_leads_to_the_list_as_it_then_is(client, visit, name, value, keep):
    page = visit(f"/reading-list?keep={RISES},{NOON},{POND}&style=mla")

    to = pressed(client, page, name, value)

    assert to == f"/reading-list?keep={','.join(keep)}&style=mla"
    assert listed(visit(to)) == keep


def test_the_ends_of_a_list_lead_no_further(visit):
    page = visit(f"/reading-list?keep={RISES},{POND}")

    found = [
        (it["name"], it["value"]) for it in page.select(".reading-list-change > button")
    ]

    assert found == [("down", RISES), ("out", RISES), ("up", POND), ("out", POND)]


def test_what_is_lost_can_be_removed(client, visit):
    page = visit(f"/reading-list?keep={RISES},no-such")

    assert pressed(client, page, "out", "no-such") == f"/reading-list?keep={RISES}"


def test_an_address_that_is_pasted_is_added_at_the_end(client, visit):
    page = visit(f"/reading-list?keep={RISES}")
    (form,) = page.select("form:has(input[name=add])")
    held = {it["name"]: it["value"] for it in form.select("input[type=hidden]")}

    answer = client.get(
        form["action"], params={**held, "add": f"http://testserver/claims/{POND}"}
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/reading-list?keep={RISES},{POND}"


def test_what_cannot_be_added_is_said_at_its_field_and_the_rest_is_added(client, visit):
    asked = {
        "keep": RISES,
        "add": f"/claims/{POND} /claims/nope /claims/the-moon-is-cheese",
    }
    answer = client.get("/reading-list", params=asked)
    page = visit(answer.headers["location"])
    (field,) = page.select("#list-add[aria-invalid][autofocus]")

    assert listed(page) == [RISES, POND]
    assert field["value"] == "nope the-moon-is-cheese"
    problem = page.find(id=field["aria-describedby"])
    assert words(problem).startswith(
        "Not added: “nope”, “the-moon-is-cheese”. No claim"
    )
    assert problem.find_parent("form") == field.find_parent("form")
    again = client.get("/reading-list", params={"keep": RISES, "add": RISES}).text
    assert "Not added: this is on the list already." in again
    nothing = client.get("/reading-list", params={"add": ", ;"}).text
    assert "Not added: there is no address in this." in nothing


@pytest.mark.parametrize(
    ("path", "one"), [(f"/claims/{RISES}", RISES), (f"/quotes/{NOON}", NOON)]
)
def test_a_claim_and_a_quote_are_kept_without_a_script(visit, path, one):
    (form,) = visit(path).select(".keep-form")
    (button,) = form.select("button.keep")

    assert words(button) == "Start a reading list"
    assert listed(visit(f"{form['action']}?{button['name']}={button['value']}")) == [
        one
    ]


# --- machines ----------------------------------------------------------------------------


def test_a_list_is_not_for_search_engines_and_the_page_about_lists_is(visit):
    robots = 'meta[name="robots"][content="noindex"]'

    assert visit(f"/reading-list?keep={RISES}").select(robots)
    assert not visit("/reading-list").select(robots)


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_file_is_saved_under_its_name_and_any_site_may_read_it(client, ending):
    answer = client.get(f"/reading-list.{ending}?keep={RISES}")

    assert answer.headers["content-disposition"] == (
        f'attachment; filename="reading-list.{ending}"'
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["etag"]


def test_a_list_of_a_hundred_is_made_in_four_statements(real_store, real_statements):

    ids = [row["id"] for row in real_store.rows("SELECT id FROM quote LIMIT 100")]
    real_statements.clear()

    page = reading_list_page(real_store, reading_list(ids))

    assert len(page.items) == 100
    assert len(real_statements) <= 4


def test_two_claims_that_answer_each_other_say_so_both(client):
    both = ["the-rise-comes-twice-a-day", "only-the-boats-move"]

    page = client.get(f"/reading-list.json?keep={','.join(both)}").json()

    answered = {
        item["id"]: [(one["kind"], one["claim"]["id"]) for one in item["relations"]]
        for item in page["items"]
    }
    assert answered == {one: [("rebuts", two)] for one, two in (both, both[::-1])}


def test_two_that_answer_each_other_alike_are_one_answer_with_both_notes(real):
    both = ["theirs-is-a-great-power-alliance", "china-declines-to-be-russias-ally"]

    page = real.get(f"/reading-list.json?keep={','.join(both)}").json()

    said = [
        (relation["words"], relation["note"])
        for item in page["items"]
        for relation in item["relations"]
    ]
    note = (
        "For: Realpolitik makes allies without the name. "
        "Against: One of the two great powers does not want the name."
    )
    assert said == [("Undercut each\N{NO-BREAK SPACE}other", note)] * 2


def test_what_a_full_list_has_no_room_for_stays_in_the_field(real, real_store):
    rows = real_store.rows("SELECT id FROM claim LIMIT ?", str(MOST_ITEMS + 1))
    *kept, last, over = [row["id"] for row in rows]

    asked = {"keep": ",".join(kept), "add": f"{last} {over}"}
    answer = real.get("/reading-list", params=asked)
    page = real.get(answer.headers["location"])

    assert f"{last}&add={over}" in answer.headers["location"].replace("%2C", ",")
    assert f"Not added: a list holds {MOST_ITEMS} items at most." in page.text
