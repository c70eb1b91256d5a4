"""The map in a browser: legible, and to be walked without a mouse."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.soak import soak

MAPS = ["/map", "/map?theme={theme}", "/map?claim={claim}", "/claims/{claim}"]


@pytest.fixture
def open_map(page, records):
    """Return a function that opens a map, of the theme and the claim with most answers."""
    ends = Counter(
        relation[end] for relation in records["relations"] for end in ("from", "to")
    )
    ((claim, _),) = ends.most_common(1)
    theme = next(one["theme"] for one in records["claims"] if one["id"] == claim)
    return lambda path: page.goto(path.format(theme=theme, claim=claim))


# What covers what: a claim's words run out of their box, a box or a word meets another.
CLASHES = """() => {
  const found = [];
  const meet = (one, two) => one.left < two.right && two.left < one.right
    && one.top < two.bottom && two.top < one.bottom;
  for (const svg of document.querySelectorAll(".map svg")) {
    if (!svg.getClientRects().length) continue;
    const nodes = [...svg.querySelectorAll(".drawing-node")];
    const boxes = nodes.map((node) => node.querySelector("rect").getBoundingClientRect());
    nodes.forEach((node, at) => {
      const box = boxes[at];
      const text = node.querySelector("text").getBoundingClientRect();
      if (text.left < box.left || text.right > box.right || text.top < box.top
        || text.bottom > box.bottom) found.push(`out of its box: ${node.textContent}`);
    });
    const words = [...svg.querySelectorAll("g[aria-hidden] text")].map((it) => [
      it.textContent, it.getBoundingClientRect()]);
    const whole = svg.getBoundingClientRect();
    words.forEach(([said, place], at) => {
      if (place.left < whole.left || place.right > whole.right) found.push(said);
      for (const box of boxes) if (meet(place, box)) found.push(`${said} on a box`);
      for (const [other, there] of words.slice(0, at)) {
        if (meet(place, there)) found.push(`${said} on ${other}`);
      }
    });
    boxes.forEach((box, at) => boxes.slice(0, at).forEach((other) => {
      if (meet(box, other)) found.push("a box on a box");
    }));
  }
  return found;
}"""

# The size of the smallest letter in the drawings, as it is seen.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".map svg text")].filter(
  (text) => text.getClientRects().length).map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""

FOCUSED = "() => document.activeElement.getAttribute('href')"


def wide(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("path", MAPS)
def test_every_word_of_a_drawing_can_be_read_at_every_width(page, open_map, path):
    """None covers another or runs out of its box, and no letter is below 12 px."""
    open_map(path)
    page.evaluate("() => document.fonts.ready")

    drawn_at = (360, 768, 1280) if "claim" in path else (992, 1280)
    for width in drawn_at:
        wide(page, width)
        assert page.locator(".map svg a:visible").count() > 5
        assert page.evaluate(CLASHES) == [], width
        assert page.evaluate(SMALLEST) >= 12, width


@pytest.mark.parametrize(
    "width", [320, 991, *(pytest.param(width, marks=soak) for width in (360, 768))]
)
def test_where_there_is_no_room_themes_are_chosen_and_are_lists(page, records, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/map")

    expect(page.locator(".map svg").first).to_be_hidden()
    expect(page.get_by_text("As a list", exact=True)).to_be_hidden()
    # A few screens at most, where all drawings and lists made sixty.
    assert page.evaluate("() => document.body.scrollHeight") < 4 * 740

    theme = records["debate"]["themes"][2]["title"]
    page.locator(".map").get_by_role("link", name=theme).click()

    expect(page.get_by_role("heading", name="As a list")).to_be_visible()
    expect(page.locator(".map svg").first).to_be_hidden()
    page.locator(".map-list-around").first.click()
    expect(page.locator(".map svg:visible")).to_have_count(1)


def test_where_there_is_room_an_index_leads_to_the_drawing_of_a_theme(page, records):
    page.goto("/map")
    index = page.get_by_role("navigation", name="Themes of the map")
    themes = [theme["title"] for theme in records["debate"]["themes"]]
    assert index.get_by_role("link").count() == len(themes)

    index.get_by_role("link", name=themes[5]).click()

    expect(page.get_by_label(f"Map of “{themes[5]}”")).to_be_in_viewport()
    wide(page, 991)
    expect(index).to_be_hidden()


# How far the boxes of a side reach to the left and to the right, where they are seen.
REACH = """(side) => {
  const boxes = [...document.querySelectorAll(`.map .drawing-node.${side}`)]
    .filter((node) => node.checkVisibility() && node.getClientRects().length)
    .map((node) => node.getBoundingClientRect());
  return [Math.min(...boxes.map((it) => it.left)), Math.max(...boxes.map((it) => it.right))];
}"""


@pytest.mark.parametrize("path", MAPS[2:])
def test_both_sides_around_a_claim_are_in_view_at_every_width(page, open_map, path):
    open_map(path)

    for width in (320, 360, 720, 768, 860, 1024, 1280):
        wide(page, width)
        for side in ("for", "against"):
            left, right = page.evaluate(REACH, side)
            assert 0 <= left < right <= width, (side, width)
        assert page.evaluate(
            "() => { const map = document.querySelector('.map');"
            " return map.scrollWidth <= map.clientWidth; }"
        ), width
        assert page.locator(".map svg:visible").count() == 1, width


# --- the keyboard ----------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_tab_leads_from_claim_to_claim_and_enter_opens_one(reader, scripts):
    page = reader(java_script_enabled=scripts)
    page.goto("/map?theme=taiwan")
    wanted = page.locator(".map svg a").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    page.locator(".map-fold summary").focus()

    walked = []
    for _ in wanted:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert walked == wanted
    assert page.url.endswith(wanted[-1])


def test_arrows_lead_along_a_side_and_across_to_what_answers(page):
    page.goto("/map")
    first = page.locator(".map svg").first
    pro, contra = first.locator("a.for"), first.locator("a.against")
    pro.first.focus()

    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == pro.nth(1).get_attribute("href")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == pro.first.get_attribute("href")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == pro.first.get_attribute("href")

    page.keyboard.press("ArrowRight")
    across = page.evaluate(FOCUSED)
    assert across in contra.evaluate_all(
        "(all) => all.map((a) => a.attributes.href.value)"
    )
    assert tied(page, pro.first.get_attribute("href"), across)

    page.keyboard.press("ArrowLeft")
    assert tied(page, across, page.evaluate(FOCUSED))


def tied(page: Page, one: str | None, other: str) -> bool:
    """Tell whether a line joins the boxes of two claims."""
    return bool(
        page.evaluate(
            """([one, other]) => {
              const number = (href) => document.querySelector(`.map svg a[href="${href}"]`)
                .getAttribute("class").match(/claim-\\d+/)[0];
              return !!document.querySelector(
                `.drawing-edge.${number(one)}.${number(other)}`);
            }""",
            [one, other],
        )
    )


def test_down_from_the_last_claim_of_a_theme_leads_into_the_next(page):
    page.goto("/map")
    themes = page.locator(".map svg")
    themes.first.locator("a.for").last.focus()

    page.keyboard.press("ArrowDown")

    assert page.evaluate(FOCUSED) == themes.nth(1).locator("a.for").first.get_attribute(
        "href"
    )


def test_what_a_claim_has_to_do_with_stands_out(page):
    page.goto("/map?theme=ukraine")
    claim = page.get_by_role("link", name="China stands with Russia in the war.").first
    quiet = page.locator(".drawing-edge").first.evaluate(
        "(it) => getComputedStyle(it).stroke"
    )
    claim.focus()
    assert not quiet.startswith("rgb")
    number = claim.evaluate("(it) => it.getAttribute('class').match(/claim-\\d+/)[0]")

    lines = page.locator(f".drawing-edge.{number}")
    others = page.locator(f".drawing-edge:not(.{number})")

    assert lines.count() > 0
    for line in lines.all():
        expect(line).to_have_css("opacity", "1")
        expect(line).to_have_css("stroke", re.compile("^rgb"))  # unmixed with paper
    for line in others.all():
        expect(line).to_have_css("opacity", "0.2")
    # What merely limits stays thin beside what attacks.
    thick, thin = (
        {line.evaluate("(it) => getComputedStyle(it).strokeWidth") for line in some}
        for some in (
            page.locator(f".{number}.drawing-attack").all(),
            page.locator(f".drawing-edge.{number}:not(.drawing-attack)").all(),
        )
    )
    assert (thick, thin) == ({"2.25px"}, {"1px"})


def width(page: Page) -> float:
    return float(page.locator(".map svg").first.evaluate("(it) => it.clientWidth"))


def test_keys_and_buttons_zoom_and_what_has_the_focus_stays_in_view(page):
    page.goto("/map")
    stood = width(page)
    claim = page.locator(".map svg").nth(3).locator("a.against").first
    claim.focus()

    for _ in range(3):
        page.keyboard.press("+")
    assert width(page) == pytest.approx(stood * 1.25**3, abs=2)
    expect(claim).to_be_in_viewport()
    assert page.evaluate("() => scrollX") == 0
    page.keyboard.press("-")
    assert width(page) == pytest.approx(stood * 1.25**2, abs=2)
    page.keyboard.press("0")
    assert width(page) == pytest.approx(stood, abs=1)

    page.get_by_role("button", name="Zoom out").click()
    assert width(page) == pytest.approx(stood / 1.25, abs=2)
    for _ in range(9):
        page.get_by_role("button", name="Zoom out").click()
    assert width(page) == pytest.approx(stood / 2, abs=2)
    page.get_by_role("button", name="Reset").click()
    assert width(page) == pytest.approx(stood, abs=1)


def test_keys_beside_the_map_are_left_alone(page):
    page.goto("/map")
    stood = width(page)
    page.locator("main h1 + div a").first.focus()

    page.keyboard.press("+")
    page.keyboard.press("f")

    assert width(page) == stood
    assert page.locator(".map-fold:not([open])").count() == 0
    # So are those on it, once the reader wants no keys.
    page.evaluate("() => document.documentElement.toggleAttribute('data-keys-off')")
    claim = page.locator(".map svg a").first
    claim.focus()
    for key in ("+", "f", "ArrowDown"):
        page.keyboard.press(key)
    assert width(page) == stood
    expect(claim).to_be_focused()


def test_themes_fold_by_key_and_by_button(page):
    page.goto("/map")
    page.locator(".map svg").nth(1).locator("a").first.focus()

    page.keyboard.press("f")
    assert page.locator(".map-fold:not([open])").count() == 1
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("f")
    assert page.locator(".map-fold:not([open])").count() == 0

    page.get_by_role("button", name="Collapse all").click()
    assert page.locator(".map-fold[open]").count() == 0
    page.get_by_role("button", name="Expand all").click()
    assert page.locator(".map-fold:not([open])").count() == 0
    expect(page.get_by_role("button", name="Collapse all")).to_be_visible()


def test_themes_fold_without_scripts(page_without_scripts):
    page = page_without_scripts
    page.goto("/map")
    page.locator(".map-fold summary").first.focus()

    page.keyboard.press("Enter")

    expect(page.locator(".map svg").first).not_to_be_visible()
    expect(page.locator(".map svg").nth(1)).to_be_visible()
    expect(page.locator(".map-tools")).not_to_be_visible()


# --- the hand --------------------------------------------------------------------------


def held(page: Page) -> tuple[Locator, float, float]:
    """Press on a claim of a map wider than its frame; give the claim, and where."""
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto("/map?theme=taiwan")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    claim = page.locator(".map svg a").nth(1)
    claim.scroll_into_view_if_needed()
    box = claim.bounding_box()
    assert box is not None
    x, y = box["x"] + 200, box["y"] + 20

    page.mouse.move(x, y)
    page.mouse.down()
    return claim, x, y


def test_a_map_is_dragged_and_a_click_still_opens_a_claim(page):
    claim, x, y = held(page)

    page.mouse.move(x - 40, y, steps=4)
    page.mouse.up()
    assert page.evaluate("() => document.querySelector('.map').scrollLeft") >= 35
    assert "/map" in page.url

    with page.expect_navigation():
        claim.click()
    assert "/claims/" in page.url


# Something of a pointer that is not seen: 1 is the mouse.
OTHERWISE = """([kind, pointerId]) => dispatchEvent(
  new PointerEvent(kind, { pointerId, buttons: 0, bubbles: true }))"""


def test_a_map_that_was_let_go_outside_the_window_is_let_go(page):
    _, x, y = held(page)
    at = "() => document.querySelector('.map').scrollLeft"

    # A finger that passes at the same time ends nothing.
    for kind in ("pointermove", "pointerup", "pointercancel"):
        page.evaluate(OTHERWISE, [kind, 9])
    page.mouse.move(x - 40, y, steps=4)
    stood = page.evaluate(at)
    assert stood >= 35

    page.evaluate(OTHERWISE, ["pointermove", 1])
    page.mouse.move(x - 80, y, steps=3)

    assert page.evaluate(at) == stood
    # Let the button go away from every claim, so that the test ends on this page.
    page.mouse.move(5, 5)
    page.mouse.up()


# --- paper and colours -----------------------------------------------------------------


# The claims on paper that a column break parts from their answers, or within themselves.
PARTED = """() => [...document.querySelectorAll(".map-list-claim > .map-list-answers")]
  .map((answers) => answers.parentElement.querySelector("a"))
  .filter((claim) => {
    const answers = claim.parentElement.querySelector(".map-list-answers");
    const [one, other] = [claim, answers].map((it) => [...it.getClientRects()]);
    return one.length + other.length > 2 || one[0].top > other[0].top;
  }).map((claim) => claim.textContent)"""


@pytest.mark.parametrize("path", ["/map", "/map?theme=taiwan"])
def test_on_paper_the_list_stands_for_the_drawing(page, path):
    # As wide as a sheet of paper.
    page.set_viewport_size({"width": 680, "height": 960})
    page.goto(path)
    page.emulate_media(media="print")

    expect(page.locator(".map svg").first).to_be_hidden()
    expect(page.locator(".map-tools")).to_be_hidden()
    expect(page.locator(".map-list")).to_be_visible()
    assert page.evaluate(PARTED) == []


def test_in_forced_colours_boxes_and_lines_take_the_colour_of_the_system(forced_page):
    forced_page.goto("/map?theme=taiwan")

    text, edge = forced_page.evaluate(
        """() => [getComputedStyle(document.body).color,
          getComputedStyle(document.querySelector(".drawing-edge path")).stroke]"""
    )

    assert edge == text
