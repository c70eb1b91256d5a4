"""Links to any words of an article: landing on them, and what selected words offer."""

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
