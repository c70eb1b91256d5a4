"""The matrix on a phone: it scrolls within itself, and its heads stay in sight."""

import pytest

from tests.browser.landing import NARROW

# Whether what has the focus is hidden by a head that stays in sight. A browser leaves a
# link of which it sees a part, 32 px in Chromium, where it is.
COVERED = """() => {
  const at = document.activeElement;
  const { left, top, width } = at.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((part) =>
    at.contains(document.elementFromPoint(left + part * width, top + 8)));
  return at.matches(".table a") && !seen ? at.outerHTML.slice(0, 120) : "";
}"""


@pytest.mark.parametrize("theme", ["", "?theme=west"])
def test_the_arrow_keys_move_the_table_and_not_the_page(reader, theme):
    page = reader(viewport=NARROW, reduced_motion="reduce")
    page.goto(f"/matrix{theme}")
    table = page.locator(".table")
    head, number = table.locator("thead th").first, table.locator("thead th").nth(1)
    stood = head.bounding_box()["x"], number.bounding_box()["x"]

    table.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft >= 100")

    assert head.bounding_box()["x"] == stood[0]
    assert number.bounding_box()["x"] <= stood[1] - 100
    assert page.evaluate("() => scrollX") == 0


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_head_covers_what_has_the_focus(reader, width, key):
    page = reader(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    page.goto("/matrix?theme=west")
    links = page.locator(".table a")
    (links.first if key == "Tab" else links.last).focus()

    covered = []
    for _ in range(links.count() - 1):
        page.keyboard.press(key)
        covered.append(page.evaluate(COVERED))

    assert [one for one in covered if one] == []


def test_on_paper_the_whole_table_stands(page):
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto("/matrix?theme=west")
    page.emulate_media(media="print")

    held, shown = page.evaluate(
        """() => {
          const it = document.querySelector(".table");
          return [it.scrollHeight, it.clientHeight];
        }"""
    )

    assert held == shown
