"""The matrix on a phone: all of it is there at once, and its heads stay in sight."""

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


# How many pixels a bar is long for each that it counts.
SCALES = """() => [...document.querySelectorAll("tbody .stance-count")].map((it) =>
  it.querySelector("path").getBoundingClientRect().width / Number(it.querySelector("b").textContent))"""


@pytest.mark.parametrize("theme", ["", "?theme=west"])
def test_five_sources_fit_a_phone_and_their_bars_are_on_one_scale(reader, theme):
    page = reader(viewport=NARROW)
    page.goto(f"/matrix{theme}")

    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        edges = page.locator(".table thead th").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().right)"
        )
        held, shown = page.locator(".table").evaluate(
            "(it) => [it.scrollWidth, it.clientWidth]"
        )
        scales = page.evaluate(SCALES)
        assert len(edges) == 6
        assert max(edges) <= width
        assert held == shown
        assert max(scales) - min(scales) < 0.05
        assert min(scales) > 2
    heads = page.locator(".table-initials").all_inner_texts()
    years = ["2014", "[2022]", "2023", "[2024]", "2025"]
    assert [one.split("\n")[0] for one in heads] == ["R", "TA", "RR", "RG", "D"]
    # A column of numbers for claims has no room for them: they stand in the key.
    assert [one.split("\n")[1:] for one in heads] == [
        [] if theme else [year] for year in years
    ]
    years_end = page.locator(".table-initials > small").evaluate_all(
        """(all) => all.map((it) => {
          const text = document.createRange();
          text.selectNodeContents(it);
          return it.closest("th").getBoundingClientRect().right -
            text.getBoundingClientRect().right;
        })"""
    )
    assert theme or min(years_end) >= 0
    assert page.get_by_role("columnheader", name="Rajput and Ghosh [2024]").count() == 1


def test_where_the_sources_are_many_the_table_alone_scrolls(reader):
    page = reader(viewport=NARROW)
    page.goto("/matrix")
    page.evaluate(
        """() => {
          document.querySelector(".table").classList.add("table-many");
          for (const row of document.querySelectorAll(".table tr"))
            for (let i = 0; i < 7; i++) row.append(row.lastElementChild.cloneNode(true));
        }"""
    )

    widths = page.locator("thead th").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width)"
    )

    assert len(widths) == 13
    assert min(widths) >= 24
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(("width", "key"), [(360, "Shift+Tab"), (1280, "Tab")])
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
