"""Links to any words of an article: landing on them, and what selected words offer."""

import re

import pytest

from tests.browser.landing import NARROW, WIDE, plain, settled

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
@pytest.mark.parametrize("typed", ["the United States", "the West", "China and Russia"])
def test_every_place_that_is_verified_is_landed_on(reader, viewport, scripts, typed):
    page = reader(
        viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce"
    )
    page.goto(f"/verify?q={typed}")
    places = page.evaluate(
        """() => [...document.querySelectorAll(".verify-place")].map((place) =>
          [place.querySelector(".attribution a").getAttribute("href"),
            place.querySelector("mark").textContent])"""
    )
    astray = {}
    for address, words in places:
        page.goto(address)
        landed = {"text": plain(words), "shown": True, "focused": "words"}
        seen = settled(page, LOOK, None, lambda it, landed=landed: it == landed)
        if {**seen, "text": plain(seen["text"])} != landed:
            astray[address] = seen
    assert len(places) > 3
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


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280 px", "360 px"])
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
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")  # over the heading into the next

    page.keyboard.press("ControlOrMeta+c")

    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "Rough edges" in copied
    assert article_alone(copied, page, "rinna-2014")


def test_a_note_is_copied_by_whoever_begins_within_it(page):
    page.goto("/sources/rinna-2014")
    page.evaluate(SELECT, ["p6", "p8"])
    note = page.locator("#p7 .note-speaker").first
    note.scroll_into_view_if_needed()
    box = note.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10, steps=4)
    page.mouse.up()

    chosen = page.evaluate("() => getSelection().toString()")
    assert chosen.startswith("Many in the West, disp")
