"""The front page in a browser: what its first screen holds, and equal weight."""

from itertools import pairwise

import pytest

from tests.browser.landing import NARROW, WIDE, named, place

# Where each claim of the cases stands: its side, and the edges of its box.
_CLAIMS = """() => [...document.querySelectorAll(".home-claim")].map((claim) => {
  const { left, top, right, bottom } = claim.getBoundingClientRect();
  return { side: claim.dataset.stance, left, top, right, bottom };
})"""
# How far the fold and the bookmark of each stand from the right edge of its column, and
# below the top of its sources.
_ON_THE_LINE = """() => [...document.querySelectorAll(".home-claim")].map((claim) => {
  const column = claim.getBoundingClientRect();
  const line = claim.querySelector(".claim-sources").getBoundingClientRect();
  return ["summary", ".keep-mark"].flatMap((name) => {
    const it = claim.querySelector(name)?.getBoundingClientRect();
    return it ? [Math.round(column.right - it.right), Math.round(it.top - line.top)] : [];
  });
})"""
_QUESTION = "() => document.querySelector('h1').getBoundingClientRect().top"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_first_screen_holds_the_question_and_both_cases(reader, scripts):
    page = reader(viewport=WIDE, java_script_enabled=scripts)
    page.goto("/")

    claims = page.evaluate(_CLAIMS)

    assert page.evaluate(_QUESTION) > 0
    assert len(claims) == 10
    assert max(claim["bottom"] for claim in claims) <= WIDE["height"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_first_screen_of_a_phone_holds_the_first_claim_of_each_side(
    reader, scripts
):
    page = reader(viewport=NARROW, java_script_enabled=scripts)
    page.goto("/")

    first, second, *_ = page.evaluate(_CLAIMS)

    assert page.evaluate(_QUESTION) > 0
    assert (first["side"], second["side"]) == ("for", "against")
    assert first["bottom"] <= second["top"]
    assert second["bottom"] <= NARROW["height"]
    # Each names its side: no column tells it.
    assert page.locator(".home-claim > .home-side").first.is_visible()
    assert page.locator(".home-claim > .home-side").nth(1).is_visible()


def test_neither_side_is_larger_or_stands_higher(page):
    page.goto("/")
    claims = page.evaluate(_CLAIMS)

    for left, right in zip(claims[::2], claims[1::2], strict=True):
        assert (left["side"], right["side"]) == ("for", "against")
        assert left["top"] == right["top"]
        assert abs(left["right"] - left["left"] - right["right"] + right["left"]) < 1


def test_on_a_phone_the_claims_alternate_as_they_stand_in_the_document(narrow_page):
    narrow_page.goto("/")
    claims = narrow_page.evaluate(_CLAIMS)

    assert [claim["side"] for claim in claims] == ["for", "against"] * 5
    assert all(above["bottom"] <= below["top"] for above, below in pairwise(claims))


def test_the_fold_and_the_bookmark_stand_in_the_same_place_for_every_claim(any_page):
    any_page.goto("/")
    places = any_page.evaluate(_ON_THE_LINE)

    assert len(places) == 10
    assert len({tuple(place) for place in places}) == 1
    assert all(inset >= 0 for inset in places[0])


@pytest.mark.parametrize("where", [".home-claim", "#marks"])
def test_a_quote_opens_in_place_and_the_way_back_finds_it_open(any_page, where):
    any_page.goto("/")
    part = any_page.locator(where).nth(0 if where == "#marks" else 1)
    if part.locator("summary").count():
        part.locator("summary").click()
    link = part.locator("a.to-source").first
    quote = named(link.get_attribute("href") or "")["quote"]

    link.click()
    any_page.wait_for_url(f"**#q-{quote}")
    any_page.get_by_role("link", name="Back to").click()
    any_page.wait_for_url("**/#*")

    assert place(any_page, any_page.url.partition("#")[2]) == "in view"
    assert part.locator("a.to-source").first.is_visible()


# The words between the sides, as wide as they are, and how wide their place is.
BETWEEN = r"""async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll(".relation")].flatMap((relation) => {
    const { firstChild: text } = relation.querySelector(".relation-across") ?? relation;
    return [...text.data.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return [word, range.getBoundingClientRect().width, relation.clientWidth];
    });
  });
}"""


@pytest.mark.parametrize("path", ["/", "/claims"])
def test_the_words_between_the_sides_have_room_on_every_wide_screen(reader, path):
    """Screens that fit letters to their grid have words a tenth wider than here."""
    page = reader()
    for width in (768, 1100, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)

        words = page.evaluate(BETWEEN)
        assert {word for word, *_ in words} >= {"undercuts"}
        assert [word for word, wide, room in words if 1.1 * wide > room] == [], width
