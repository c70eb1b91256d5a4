"""The drawing of the timeline: nothing overlaps, it is read by keyboard, in any colours."""

from itertools import combinations

import pytest

from tests.browser.landing import place

_BOXES = """() => [...document.querySelectorAll(".timeline-axis text")].map((text) => {
  const { left, top, right, bottom } = text.getBoundingClientRect();
  return { said: text.textContent, left, top, right, bottom };
})"""


def overlap(one, two):
    """Tell whether two boxes share more than an edge."""
    return (
        one["left"] < two["right"] - 0.5
        and two["left"] < one["right"] - 0.5
        and one["top"] < two["bottom"] - 0.5
        and two["top"] < one["bottom"] - 0.5
    )


@pytest.mark.parametrize("site", ["the real site", "the small world"])
def test_every_word_of_the_drawing_can_be_read_at_every_width(reader, world_url, site):
    """None overlaps another or leaves the page, and none is too small."""
    page = reader(**({"site": world_url} if site == "the small world" else {}))
    page.goto("/timeline")

    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = page.evaluate(_BOXES)
        both = [
            (one["said"], two["said"])
            for one, two in combinations(boxes, 2)
            if overlap(one, two)
        ]
        assert len(boxes) >= 12
        assert both == [], width
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
        # The box of a line of 14 px is some 17 px high.
        assert min(box["bottom"] - box["top"] for box in boxes) >= 15


def test_the_drawing_stands_beside_the_sources_where_there_is_room(page):
    page.goto("/timeline")

    text = page.locator("#h-sources + ol").bounding_box()
    drawn = page.locator(".timeline-axis").bounding_box()

    assert drawn["x"] >= text["x"] + text["width"]
    assert abs(drawn["y"] - text["y"]) < 40


def test_a_date_in_the_drawing_leads_to_its_quotes_by_keyboard(any_page):
    any_page.goto("/timeline")
    any_page.locator(".timeline-axis a[href='#on-2022-02']").focus()

    any_page.keyboard.press("Enter")

    any_page.wait_for_url("**#on-2022-02")
    assert place(any_page, "on-2022-02") == "in view"


def test_as_known_on_leads_from_the_drawing_to_that_day(any_page):
    any_page.goto("/timeline")

    any_page.locator(".timeline-axis a[href='/claims?as_of=2022-02-23']").click()

    any_page.wait_for_url("**/claims?as_of=2022-02-23")
    assert "is inferred" in any_page.locator(".filters-as-of").inner_text()


def test_in_forced_colours_the_drawing_takes_them(forced_page):
    forced_page.goto("/timeline")

    years, links = forced_page.evaluate(
        """() => {
          const colour = (what) => getComputedStyle(document.querySelector(what)).fill;
          return [colour(".timeline-axis .timeline-axis-year"), colour(".timeline-axis a text")];
        }"""
    )

    assert years == forced_page.evaluate("() => getComputedStyle(document.body).color")
    assert links != years
