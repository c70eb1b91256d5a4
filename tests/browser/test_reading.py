"""In the reading room: words and notes joined, landings from a search, a small bar."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import violations
from tests.browser.landing import NARROW, WIDE, expected, landing, named, place, settled

# --- words and notes -------------------------------------------------------------------


def test_words_lead_to_their_note_and_the_note_back_to_the_words(page):
    page.goto("/sources/rinna-2014")
    mark = page.locator("article mark[id]").nth(3)
    quote = mark.get_attribute("data-quote")
    note = page.locator(f'.note[data-of="{quote}"]')

    mark.hover()
    expect(note).to_have_class(re.compile("highlighted"))
    mark.click()
    expect(note).to_be_focused()
    expect(mark).to_have_class(re.compile("highlighted"))
    note.locator(".note-heading").click()

    assert landing(page, quote).focused == f"q-{quote}"
    page.keyboard.press("Enter")
    expect(note).to_be_focused()


def test_on_a_phone_the_notes_of_the_passage_open(narrow_page):
    narrow_page.goto("/sources/rinna-2014")
    mark = narrow_page.locator("article mark[id]").nth(3)
    note = narrow_page.locator(f'.note[data-of="{mark.get_attribute("data-quote")}"]')
    expect(note).to_be_hidden()

    mark.click(position={"x": 60, "y": 8})

    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()


def test_the_words_of_the_note_in_the_address_stay_shown(page):
    page.goto("/sources/rinna-2014#n-3a")
    quote = page.locator("#n-3a").get_attribute("data-of")
    mark = page.locator(f'mark[data-quote="{quote}"]').first

    page.locator("h1").hover()
    page.locator(".site-header-name").focus()

    expect(mark).to_have_class(re.compile("highlighted"))
    page.goto("/sources/rinna-2014#n-3b")
    expect(mark).not_to_have_class(re.compile("highlighted"))


def test_whoever_selects_words_stays_with_them(page):
    page.goto("/sources/rinna-2014")

    mark = page.locator("article mark[id]").first
    box = mark.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + box["height"] - 12)
    page.mouse.up()

    assert page.evaluate("() => getSelection().toString().length") > 5
    at_note = "() => document.activeElement.matches('.note')"
    assert not page.evaluate(at_note)
    # Nor does the click that undoes the selection follow the mark; the next one does.
    here = {"x": 10, "y": box["height"] - 12}
    for led in (False, True):
        mark.click(position=here)
        assert page.evaluate(at_note) is led


# From passage to passage, how far the text is from the text before; how far the notes are
# from the notes before, and from the beginning of their own passage.
APART = """() => {
  const box = (it) => { const range = new Range(); range.selectNodeContents(it);
    return range.getBoundingClientRect(); };
  const passages = [...document.querySelectorAll("article .passage")];
  const texts = passages.map((it) => box(it.querySelector(".grid-text")));
  const noted = passages.filter((it) => it.querySelector(".note"));
  const notes = noted.map((it) => box(it.querySelector("details")));
  const gaps = (boxes) => boxes.slice(1).map((it, at) => it.top - boxes[at].bottom);
  return [gaps(texts), gaps(notes),
    notes.map((it, at) => it.top - noted[at].getBoundingClientRect().top)];
}"""


def test_long_notes_run_on_beside_the_next_passage_and_tear_no_hole_in_the_text(page):
    page.goto("/sources/datta-2025")
    page.evaluate("() => document.fonts.ready")

    for width in (992, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        texts, notes, below = page.evaluate(APART)
        assert 20 < min(texts) <= max(texts) < 45, width
        assert min(notes) > 10, width
        assert min(below) >= 0, width
        # The longest of them reach into the next passage, and push its notes down.
        assert max(below) > 40, width


# --- which marks are shown -------------------------------------------------------------

# How many of the marks have a line, of each kind; how many letters, strokes and numbers are
# seen; where every line of the text stands.
MARKS = """() => {
  const all = (what) => [...document.querySelectorAll(`article ${what}`)];
  const lined = (what) => all(what).filter(
    (it) => getComputedStyle(it).textDecorationLine === "underline").length;
  const seen = (what) => all(what).filter(
    (it) => it.checkVisibility({ visibilityProperty: true })).length;
  return {
    followed: lined("mark.current"), fellow: lined("mark.fellow"),
    others: lined("mark:not(.current, .fellow)"),
    letters: seen(".note-letter") / all(".note-letter").length,
    strokes: all("mark[id]").filter(
      (it) => getComputedStyle(it, "::before").visibility === "visible").length,
    explained: document.querySelector(".source-legend mark.for")
      .checkVisibility({ visibilityProperty: true }),
    numbers: seen(".passage-number") / all(".passage-number").length,
    places: all(".passage-text").flatMap((it) => [...it.getClientRects()]
      .map(({ width, height }) => [width, height])),
  };
}"""


def scrolled_by_a_click_on(label):
    """Click with the mouse itself, as Playwright's click scrolls; say how far the page did."""
    page, box = label.page, label.bounding_box()
    before = page.evaluate("() => scrollY")
    assert before > 0
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return page.evaluate("() => scrollY") - before


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reader_chooses_all_marks_those_of_the_claim_or_none(reader, scripts):
    page = reader(java_script_enabled=scripts)
    page.goto(
        "/sources/rinna-2014?claim=china-makes-it-hard-to-isolate-russia"
        "&quote=cde9479200e6#q-cde9479200e6"
    )
    group = page.get_by_role("group", name="Marks")
    expect(group.get_by_role("radio", name="This claim")).to_be_checked()
    address, landed = page.url, page.evaluate(MARKS)
    assert min(landed["followed"], landed["fellow"]) > 0 == landed["others"]
    assert landed["letters"] == landed["numbers"] == 1 < landed["strokes"]

    group.get_by_role("radio", name="This claim").press("ArrowLeft")
    expect(group.get_by_role("radio", name="All")).to_be_checked()
    shown = page.evaluate(MARKS)
    assert shown["others"] > 30
    assert {**shown, "others": 0} == landed

    assert scrolled_by_a_click_on(group.get_by_text("None", exact=True)) == 0
    plain = page.evaluate(MARKS)
    nothing = dict.fromkeys(
        ("followed", "fellow", "letters", "strokes", "explained"), 0
    )
    assert plain == {**landed, **nothing}
    assert page.url == address
    page.emulate_media(media="print")
    assert page.evaluate(MARKS)["others"] == shown["others"]
    page.emulate_media(media="screen")
    if scripts:
        page.reload()
        expect(group.get_by_role("radio", name="None")).to_be_checked()
        # Who follows a quote again is shown it.
        page.goto(address.replace("&quote", "&from=&quote"))
        expect(group.get_by_role("radio", name="This claim")).to_be_checked()


# --- arrivals --------------------------------------------------------------------------

# Its passage begins four lines or more above it, and its claim has other quotes here.
_DEEP = (
    "/sources/rinna-2014?claim=they-keep-drawing-closer&quote=573149284767"
    "#q-573149284767"
)


def test_in_a_wide_window_the_note_and_its_passage_are_shown_from_their_beginning(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(_DEEP)

    tops = settled(
        page,
        """() => {
          const top = (what) => document.querySelector(what).getBoundingClientRect();
          const bar = top(".source-bar").bottom;
          return [top(".note.current").top - bar, top("#p1").top - bar];
        }""",
        None,
        lambda it: min(it) >= 0,
    )

    assert min(tops) >= 0
    assert landing(page, "573149284767").shown


def test_on_a_phone_the_bar_leads_to_the_note(narrow_page):
    narrow_page.goto(_DEEP)

    narrow_page.locator(".source-bar-note").click()

    note = narrow_page.locator(".note.current")
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    assert "The quote you followed." in note.inner_text()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_each_quote_begins_at_a_stroke_that_is_no_text(page, records, media):
    page.goto("/sources/rinna-2014")
    page.emulate_media(media=media)

    strokes = page.locator("article mark.quoted").evaluate_all(
        """(marks) => marks.map((mark) => {
          const style = getComputedStyle(mark, "::before");
          return [mark.id, style.borderLeftStyle === "solid"
            && parseFloat(style.borderLeftWidth) > 0];
        })"""
    )

    quotes = [q["id"] for q in records["quotes"] if q["source"] == "rinna-2014"]
    assert {name for name, stroke in strokes if stroke} == {f"q-{q}" for q in quotes}


def test_on_paper_notes_take_the_measure_and_numbers_run_in(page):
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto("/sources/rinna-2014")
    page.emulate_media(media="print")

    off, spare, note, text = page.evaluate(
        """() => {
          const box = (what) => document.querySelector(what).getBoundingClientRect();
          const text = document.querySelector("#p2 .passage-text");
          return [box("#p2 .passage-text").top - box("#p2 .passage-number").top,
            parseFloat(getComputedStyle(text).lineHeight)
              - box("#p2 .passage-number").height,
            box("#p2 .note").width, box("#p2 .passage-text").width];
        }"""
    )

    assert abs(off) < 4
    # The second line is not pushed in.
    assert spare > 0
    assert note == text


# --- landings --------------------------------------------------------------------------


def test_a_passage_that_was_found_has_its_words_marked_and_the_way_back(any_page):
    any_page.goto("/search?q=Tingzhou")
    hit = any_page.locator(".search-passages li.search-hit").first.get_attribute("id")

    any_page.locator(".search-passages a").first.click()

    words = any_page.locator("mark.source-searched", has_text="Tingzhou").last
    expect(words).to_be_in_viewport()
    style = words.evaluate(
        "(it) => { const s = getComputedStyle(it);"
        " return [s.textDecorationLine, s.textDecorationStyle]; }"
    )
    assert style == ["overline", "dotted"]
    any_page.get_by_role("link", name="Back to the search").click()
    any_page.wait_for_url("**/search?**")
    assert place(any_page, hit or "") == "in view"


def test_a_tension_is_come_back_to(any_page):
    any_page.goto("/gaps?open=all")
    pair = any_page.locator(".pair").nth(12)
    address = pair.get_attribute("id")

    pair.locator("a.to-source").last.click()
    any_page.wait_for_url("**/sources/**")
    any_page.get_by_role("link", name="Back to the weak spots").click()

    any_page.wait_for_url("**/gaps#*")
    assert any_page.url.endswith(f"/gaps#{address}")
    assert place(any_page, address or "") == "in view"


def test_a_pair_is_come_back_to(any_page, words):
    any_page.goto("/compare?a=rinna-2014&b=attache-2022&open=all")
    bond = any_page.locator("#answers .compare-relations > li:has(a.to-source)").nth(2)
    address = bond.get_attribute("id")
    link = bond.locator("a.to-source").first
    quote = named(link.get_attribute("href") or "")["quote"]

    link.click()
    assert landing(any_page, quote) == expected(quote, words[quote])
    any_page.get_by_role("link", name="Back to the comparison").click()

    any_page.wait_for_url(f"**/compare?a=rinna-2014&b=attache-2022#{address}")
    assert place(any_page, address or "") == "in view"


def test_the_numbers_of_a_comparison_open_their_folds_on_a_phone_without_a_long_page(
    narrow_page,
):
    narrow_page.goto("/compare?a=rinna-2014&b=datta-2025")
    answer = narrow_page.locator("#answers > ol > li").first
    expect(answer).to_be_hidden()
    assert narrow_page.evaluate("() => document.body.scrollHeight") < 6000

    narrow_page.locator(".compare-contents a[href$='#answers']").click()

    expect(answer).to_be_visible()
    expect(narrow_page.locator("#h-answers")).to_be_in_viewport()


# --- the bar ---------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 640)])
def test_on_a_phone_the_bar_is_small_and_names_the_claim_as_a_link(
    reader, records, width, height
):
    page = reader(viewport={"width": width, "height": height})
    claim = max(records["claims"], key=lambda claim: len(claim["text"]))
    quotes = {quote["id"]: quote for quote in records["quotes"]}
    quote = quotes[claim["quotes"][0]]
    page.goto(
        f"/sources/{quote['source']}?claim={claim['id']}&quote={quote['id']}"
        f"#q-{quote['id']}"
    )
    landing(page, quote["id"])

    seen = page.evaluate(
        "() => document.querySelector('.source-bar').getBoundingClientRect().bottom"
    )
    came = page.locator(".source-bar-origin").bounding_box()

    assert seen <= 0.145 * height
    assert came["height"] <= 40
    # Whose words they are: title and author are far above.
    (source,) = (one for one in records["sources"] if one["id"] == quote["source"])
    expect(page.locator(".source-bar-article")).to_have_text(source["short"])
    expect(page.locator(".source-bar-article")).to_be_in_viewport(ratio=1)
    page.locator(".source-bar-claim").click(position={"x": came["width"] - 60, "y": 6})
    page.wait_for_url(f"**/claims/{claim['id']}")


def test_far_down_on_a_phone_the_choice_of_marks_is_at_hand(reader):
    page = reader(viewport=NARROW, java_script_enabled=False)
    arrived = "?claim=china-makes-it-hard-to-isolate-russia&quote=cde9479200e6"
    none = page.get_by_role("group", name="Marks").get_by_text("None", exact=True)

    for query in ("", arrived, "?from=/search%3Fq%3DTaiwan"):
        page.goto(f"/sources/rinna-2014{query}#p9")
        if query:
            expect(none).not_to_be_in_viewport()
            marks = page.locator(".source-bar summary")
            place = marks.bounding_box()
            assert scrolled_by_a_click_on(marks) == 0
            assert marks.bounding_box() == place
        assert scrolled_by_a_click_on(none) == 0, query
        expect(page.locator(".source-article .note-letter").first).to_be_hidden()


# --- light and dark, and motion ----------------------------------------------------------

COLOUR = """() => [...document.querySelectorAll('meta[name="theme-color"]')]
  .filter((it) => matchMedia(it.media).matches).map((it) => it.content)"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_button_in_the_head_turns_light_and_dark_and_the_frame_with_it(
    reader, system
):
    page = reader(color_scheme=system)
    page.goto("/about")
    button = page.get_by_role("button", name="Dark mode")
    colours = {"light": ["#fdfdfb"], "dark": ["#141517"]}
    other = "dark" if system == "light" else "light"
    assert page.evaluate(COLOUR) == colours[system]
    expect(button).to_have_attribute("aria-pressed", str(system == "dark").lower())

    button.click()

    assert page.evaluate(COLOUR) == colours[other]
    expect(button).to_have_attribute("aria-pressed", str(other == "dark").lower())
    expect(page.locator(f"#scheme-{other}")).to_be_checked()
    page.goto("/sources")
    assert page.evaluate(COLOUR) == colours[other]
    # Twice is as before: the system is followed again.
    page.get_by_role("button", name="Dark mode").click()
    expect(page.locator("#scheme-system")).to_be_checked()
    assert page.evaluate(COLOUR) == colours[system]


@pytest.mark.parametrize(
    ("motion", "moving"), [("no-preference", True), ("reduce", False)]
)
def test_pages_pass_into_one_another_unless_motion_is_unwanted(reader, motion, moving):
    page = reader(reduced_motion=motion)
    page.goto("/about")
    page.evaluate(
        """() => addEventListener("pageswap", (event) =>
          sessionStorage.setItem("passed", String(Boolean(event.viewTransition))))"""
    )

    page.locator(".site-header-nav a", has_text="Sources").click()
    page.wait_for_url("**/sources")

    passed = settled(
        page, "() => sessionStorage.getItem('passed')", None, lambda it: it is not None
    )
    assert passed == str(moving).lower()


@pytest.mark.parametrize(
    ("scheme", "viewport"),
    [
        pytest.param("light", NARROW, id="light, 360 px"),
        pytest.param("dark", WIDE, id="dark, 1280 px"),
    ],
)
def test_axe_finds_nothing_in_the_list_of_keys(reader, scheme, viewport):
    page = reader(viewport=viewport, color_scheme=scheme)
    page.goto("/about")
    page.keyboard.press("?")

    assert violations(page) == {}


def test_a_byline_before_an_article_has_its_lines(page):
    page.goto("/sources/rinna-2014")
    page.get_by_text("Before the article", exact=True).click()

    assert page.locator(".source-matter p").first.inner_text().splitlines() == [
        "A China-Russia Strategic Alliance?",
        "It is not as easy as it sounds for Beijing and Moscow to work together",
        "01 July 2014",
        "By: Anthony V. Rinna",
    ]
