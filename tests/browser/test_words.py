"""Links to any words of an article: landing on them, and what selected words offer."""

import json
import re

import pytest
from playwright.sync_api import expect

from app.domain.vocabulary import Style
from app.paths import STATIC
from app.publish.search_data import search_data
from tests.browser.landing import NARROW, WIDE, plain, settled
from tests.conftest import FOREIGN, answering, built_once, opened
from tests.soak import soak

# The marked words, without the numbers of notes; whether all of them are in view, and
# nothing over them; what has the focus.
LOOK = """() => {
  const marks = [...document.querySelectorAll("mark.source-words:not(.source-legend *)")];
  const bar = document.querySelector(".source-bar").getBoundingClientRect().bottom;
  const lines = marks.flatMap((mark) => [...mark.getClientRects()])
    .filter(({ width }) => width);
  const shown = ({ left, right, top, bottom }) => top >= bar && bottom <= innerHeight
    && !!document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      ?.closest("mark.source-words");
  return {
    text: marks.map((mark) => mark.textContent).join(""),
    shown: lines.length > 0 && lines.every(shown),
    focused: document.activeElement.id,
  };
}"""


@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [
        pytest.param(WIDE, True, id="1280 px with scripts"),
        pytest.param(NARROW, False, id="360 px without scripts"),
    ],
)
@pytest.mark.parametrize(
    "typed",
    [
        "the West",
        pytest.param("the United States", marks=soak),
        pytest.param("China and Russia", marks=soak),
    ],
)
@pytest.mark.parametrize(
    "whole", [False, pytest.param(True, marks=soak)], ids=["a tenth", "all"]
)
def test_every_place_that_is_verified_is_landed_on(
    reader, viewport, scripts, typed, whole
):
    page = reader(
        viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce"
    )
    page.goto(f"/verify?q={typed}")
    places = page.evaluate(
        """() => [...document.querySelectorAll(".verify-place")].map((place) =>
          [place.querySelector(".attribution a").getAttribute("href"),
            place.querySelector("mark").textContent])"""
    )
    assert len(places) > 3
    astray = {}
    # Each reader takes others. That every place is linked to itself, test_source_words.py asks.
    for address, words in places if whole else places[scripts::10]:
        page.goto(address)
        landed = {"text": plain(words), "shown": True, "focused": "words"}
        seen = settled(page, LOOK, None, lambda it, landed=landed: it == landed)
        if {**seen, "text": plain(seen["text"])} != landed:
            astray[address] = seen
    assert astray == {}


# --- copying -------------------------------------------------------------------------

# From the middle of one passage to the middle of the next but one, over a heading.
SELECT = """(passages) => {
  const [first, last] = passages.map((id) => document.querySelector(`#${id} .passage-text`));
  const text = (it) => document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
  const nodes = text(last), from = text(first).nextNode();
  let to = nodes.nextNode();
  for (let next = to; next; next = nodes.nextNode()) to = next;
  getSelection().setBaseAndExtent(from, 5, to, to.length - 1);
}"""
OURS = ("cite", "For ", "Against ", "Note", "Passage", "Link to", "disputed by")


def article_alone(copied, page, source):
    """Return whether what was copied is a stretch of the article as received."""
    file = page.request.get(f"/sources/{source}.txt").text()
    return "".join(copied.split()) in "".join(re.sub(r"[*#]", "", file).split())


@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [
        pytest.param(WIDE, True, id="1280 px with scripts"),
        pytest.param(NARROW, False, id="360 px without scripts"),
        pytest.param(WIDE, False, id="1280 px without scripts", marks=soak),
        pytest.param(NARROW, True, id="360 px with scripts", marks=soak),
    ],
)
def test_what_is_selected_from_passage_to_passage_is_the_article_alone(
    reader, scripts, viewport
):
    page = reader(viewport=viewport, java_script_enabled=scripts)
    page.goto("/sources/rinna-2014")

    page.evaluate(SELECT, ["p6", "p8"])

    chosen = settled(
        page,
        "() => getSelection().toString()",
        None,
        lambda it: not any(ours in it for ours in OURS),
    )
    assert len(chosen) > 1_000
    assert article_alone(chosen, page, "rinna-2014")


def test_what_is_copied_with_the_keyboard_is_the_article_alone(reader):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/sources/rinna-2014")
    page.evaluate(SELECT, ["p7", "p7"])
    # Once the browser has told of the selection, its notes are out of the way.
    page.locator("html.source-selected").wait_for()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")  # over the heading into the next

    page.keyboard.press("ControlOrMeta+c")

    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "Rough edges" in copied
    assert article_alone(copied, page, "rinna-2014")


def test_a_note_is_copied_by_whoever_begins_within_it(page):
    page.goto("/sources/rinna-2014")
    page.evaluate(SELECT, ["p6", "p8"])
    note = page.locator("#p7 .note-speaker", has_text="Many in the West")
    note.scroll_into_view_if_needed()
    box = note.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10, steps=4)
    page.mouse.up()

    chosen = page.evaluate("() => getSelection().toString()")
    assert chosen.startswith("Many in the West; the view is di")


# --- what selected words offer -------------------------------------------------------

# Selects at random, asks for the address, and compares what it marks with the selection.
ASTRAY = r"""async ([seed, count]) => {
  const draw = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const texts = ".passage-text, .passage-aside .serif, .source-matter p[id]";
  const nodes = [...document.querySelectorAll(texts)].flatMap((it) => {
    const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((node) => /\p{L}/u.test(node.data)
      && !node.parentElement.matches(".source-label, sup"));
  });
  for (const fold of document.querySelectorAll(".source-matter details")) fold.open = true;
  const edges = (node) => [...node.data.matchAll(/[\p{L}\p{N}]+/gu)];
  const bare = (text) => text.replace(/\s+/g, "");
  const astray = [];
  for (let n = 0; n < count; n++) {
    const at = Math.floor(draw() * nodes.length);
    const to = Math.min(nodes.length - 1, at + Math.floor(draw() ** 3 * 6));
    const from = edges(nodes[at])[Math.floor(draw() * edges(nodes[at]).length)];
    const until = edges(nodes[to])[Math.floor(draw() * edges(nodes[to]).length)];
    const range = new Range();
    range.setStart(nodes[at], from.index);
    range.setEnd(nodes[to], until.index + until[0].length);
    if (range.collapsed) continue;
    const { words, address } = selectedWords(range);
    const page = new DOMParser().parseFromString(
      await (await fetch(address)).text(), "text/html");
    for (const it of page.querySelectorAll("sup")) if (/^\d+$/.test(it.textContent)) it.remove();
    const marked = [...page.querySelectorAll("mark.source-words:not(.source-legend *)")]
      .map((mark) => mark.textContent).join("");
    const copy = range.cloneContents();
    for (const it of copy.querySelectorAll(
      ".passage-number, .passage-notes, .source-label, nav, summary")) it.remove();
    const letters = (text) => bare(text).replace(/[^\p{L}]/gu, "");
    if (bare(marked) !== bare(words) || letters(words) !== letters(copy.textContent))
      astray.push([address, words, marked]);
  }
  return astray;
}"""


@pytest.mark.parametrize(
    "number", [0, 3, *(pytest.param(number, marks=soak) for number in (1, 2, 4))]
)
def test_random_selections_have_the_address_that_marks_them(page, records, number):
    page.goto(f"/sources/{records['sources'][number]['id']}")

    assert page.evaluate(ASTRAY, [2014 + number, 12]) == []


def select(page, passage="p7"):
    """Select the first words of a passage, all within its first quote."""
    page.evaluate(
        """(id) => {
          const mark = document.querySelector(`#${id} mark[data-quote]`);
          const text = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(text, 2, text, 24);
        }""",
        passage,
    )
    bar = page.get_by_role("group", name="The selected words")
    expect(bar).to_be_visible()
    return bar


WORDS = "China and Russia are already"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280 px", "360 px"])
def test_selected_words_have_a_link_a_citation_and_their_quote(reader, viewport):
    page = reader(viewport=viewport, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/sources/rinna-2014#p7")
    bar = select(page)
    expect(bar).to_be_in_viewport(ratio=1)

    bar.get_by_role("link", name="Copy link").click()
    expect(bar.get_by_role("status")).to_have_text("Link copied.")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link.endswith(f"?p=7&words={WORDS.replace(' ', '+')}#words")

    bar.get_by_role("button", name="Cite").click()
    expect(bar.get_by_role("status")).to_have_text("Citation copied.")
    cited = page.evaluate("() => navigator.clipboard.readText()")
    article = page.locator(".citation-text:visible > p").text_content()
    assert cited == (
        f"“{WORDS}” (Rinna, 2014, para. 7).\n\n{article}\n\nConceded by the author. "
        f"Quoted at {link}"
    )

    bar.get_by_role("button", name="Add quote to reading list").click()
    kept = page.evaluate("() => kept.read().map(({ id }) => id)")
    assert kept == [
        page.locator("#p7 mark[data-quote]").first.get_attribute("data-quote")
    ]
    expect(
        bar.get_by_role("button", name="Add quote to reading list")
    ).to_have_attribute("aria-pressed", "true")

    bar.get_by_role("link", name="Verify").click()
    expect(page.locator(".verify-status")).to_contain_text("Exact.")
    expect(page.locator("#verify-field")).to_have_value(WORDS)


def test_a_stop_of_cited_words_follows_the_brackets(reader):
    """As app/citations/in_text.py has it."""
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/sources/rinna-2014")
    assert page.evaluate("() => find('Organization, or SCO.')")

    page.get_by_role("button", name="Cite", exact=True).click()

    expect(page.get_by_role("group").get_by_role("status")).to_have_text(
        "Citation copied."
    )
    cited = page.evaluate("() => navigator.clipboard.readText()")
    assert cited.startswith("“Organization, or SCO” (Rinna, 2014, para. 7).")


def test_cited_words_have_a_note_of_their_own_where_the_style_has_notes(reader):
    """As app/citations/in_text.py has it."""
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/sources/rinna-2014")
    page.get_by_label(Style.CHICAGO_NOTES.label, exact=True).check()
    assert page.evaluate("() => find('Organization, or SCO.')")

    page.get_by_role("button", name="Cite", exact=True).click()

    expect(page.get_by_role("group").get_by_role("status")).to_have_text(
        "Citation copied."
    )
    copied = page.evaluate("() => navigator.clipboard.readText()")
    text, entry, _ = copied.split("\n\n")
    words, note = text.split("\n")
    assert words == "“Organization, or SCO.”"
    assert note.startswith("Anthony V. Rinna, “A China-Russia Strategic Alliance?")
    assert note.endswith(",” July 1, 2014, para. 7.")
    assert entry.startswith("Rinna, Anthony V. “A China-Russia")


def test_words_of_somebody_else_are_cited_with_whose_they_are(reader):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/sources/rinna-2014")
    assert page.evaluate("() => find('sharply change the balance')")

    page.get_by_role("button", name="Cite", exact=True).click()

    expect(page.get_by_role("group").get_by_role("status")).to_have_text(
        "Citation copied."
    )
    cited = page.evaluate("() => navigator.clipboard.readText()")
    words, _, where = cited.split("\n\n")
    assert words == "“sharply change the balance” (Rinna, 2014, para. 2)."
    told = "Vladimir Buchelnikov; the view is disputed by the article. Quoted at http"
    assert where.startswith(told)


def test_the_keyboard_reaches_them_at_the_next_tab(page):
    page.goto("/sources/rinna-2014#p7")
    bar = select(page)
    link = bar.get_by_role("link", name="Copy link")
    short = link.get_attribute("href")
    page.keyboard.press("ControlOrMeta+Shift+ArrowRight")  # two words more
    page.keyboard.press("ControlOrMeta+Shift+ArrowRight")
    expect(link).not_to_have_attribute("href", short)

    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Cite")).to_be_focused()
    page.keyboard.press("Escape")

    expect(bar).to_have_count(0)
    assert page.evaluate("() => getSelection().toString().length") > 0


def test_a_finger_finds_them_at_the_foot(reader):
    page = reader(viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto("/sources/rinna-2014#p7")
    bar = select(page)

    box = bar.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(NARROW["height"], abs=1)
    bar.get_by_role("link", name="Verify").tap()
    page.wait_for_url("**/verify?q=**")


def test_words_that_are_no_quote_cannot_be_kept_and_those_outside_have_nothing(page):
    page.goto("/sources/rinna-2014")
    page.evaluate(SELECT, ["p7", "p8"])
    bar = page.get_by_role("group", name="The selected words")
    expect(bar.get_by_role("button", name="Cite")).to_be_visible()
    expect(bar.locator(".keep")).to_have_count(0)

    page.evaluate(
        "() => getSelection().selectAllChildren(document.querySelector('h1'))"
    )
    expect(bar).to_have_count(0)


def test_the_number_of_a_note_is_no_word_of_a_link(reader, world_url):
    page = reader(site=world_url)
    page.goto("/sources/moor-gull-2023")

    chosen = page.evaluate(
        """() => {
          const range = new Range();
          const number = document.querySelector("#p1 sup");
          range.setStart(number.previousSibling ?? number.parentElement.previousSibling, 1);
          range.setEndAfter(number);
          const { words, address } = selectedWords(range);
          return { words, address };
        }"""
    )

    assert chosen["words"].endswith("harbour")
    page.goto(chosen["address"])
    marks = page.locator("mark.source-words:not(.source-legend *)")
    assert plain("".join(marks.all_inner_texts())) == chosen["words"]


# --- words of other languages --------------------------------------------------------

# Selects words of a passage, and tells the words that are offered and their address.
CHOOSE = """([id, words]) => {
  const { childNodes } = document.querySelector(`${id} .passage-text`);
  const walker = document.createTreeWalker(childNodes[0].parentNode, NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(words));
  const node = walker.currentNode, at = node.data.indexOf(words);
  const range = new Range();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  const { words: chosen, address } = selectedWords(range);
  return [chosen, address];
}"""
# Whether the text stands between the number and the notes, read from the right.
STANDS = """() => [...document.querySelectorAll(".passage")].map((passage) => {
  const box = (name) => passage.querySelector(name)?.getBoundingClientRect();
  const [number, text, notes] = [".passage-number a", ".passage-text", ".note"].map(box);
  const mark = passage.querySelector(".quoted");
  const [first] = mark?.getClientRects() ?? [];
  const range = new Range();
  if (mark) range.setStart(mark.firstChild, 0), range.setEnd(mark.firstChild, 1);
  const letter = mark && range.getBoundingClientRect();
  return number.right <= text.left && (!notes || text.right <= notes.left)
    && (!mark || (letter.right > first.left && first.right - letter.right < 8));
})"""
FIND = (STATIC / "js" / "published_search" / "find.js").read_text("utf-8")


def test_words_of_chinese_and_arabic_are_chosen_marked_and_found(
    reader, tmp_path_factory
):
    path = built_once(tmp_path_factory, "foreign", FOREIGN)
    store = next(opened(path))
    data = json.dumps(search_data(store))
    with answering(path) as site:
        page = reader(site=site, new=True)
        page.goto("/sources/wang-2022")
        chosen, address = page.evaluate(CHOOSE, ["#p2", "店员愿"])
        page.goto(address)
        landed = page.evaluate(LOOK)
        page.goto("/sources/haddad-2023")
        stand = page.evaluate(STANDS)
        half, _ = page.evaluate(CHOOSE, ["#p1", "لأسو"])
    found = page.evaluate(
        f"""(queries) => {{
          globalThis.searchData = {data};
          {FIND}
          return queries.map((it) => textsWith(it).map(({{ kind }}) => kind));
        }}""",
        ["客人最多", "السائح", "Haeuser", "客多"],
    )

    assert (chosen, landed["text"]) == ("店员愿", "店员愿")
    assert stand == [True, True]
    assert half == "الأسواق"
    both = ["quotes", "passages"]
    assert found == [both, both, ["passages"], []]
