"""The passage in passing: by mouse and by keyboard, and away with Escape."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import violations
from tests.browser.landing import NARROW, named, plain
from tests.soak import soak

PLACES = {
    "claim": "/claims/russia-backs-china-over-taiwan",
    "quotes": "/quotes?source=rinna-2014&open=all",
    "search": "/search?q=Taiwan",
    "gaps": "/gaps?open=all",
    "compare": "/compare?a=rinna-2014&b=attache-2022",
    "claims, folds open": "/claims?open=all",
    "speaker": "/speakers/anthony-v-rinna",
}


def box(page: Page):
    return page.locator("#preview")


@pytest.fixture
def link(page):
    """Return the first link to a quote on the page of a claim."""
    page.goto(PLACES["claim"])
    return page.locator("a.to-source").first


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=[] if kind in {"claim", "search", "gaps"} else soak)
        for kind in PLACES
    ],
)
def test_pointing_at_a_link_to_a_quote_shows_its_passage_with_the_words_marked(
    page, words, records, kind
):
    path = PLACES[kind]
    if kind == "speaker":
        path = f"/speakers/{records['quotes'][0]['speaker']}"
    page.goto(path)
    link = page.locator("main a.to-source[href*='quote=']").first
    quote = named(link.get_attribute("href") or "")["quote"]
    address = page.url

    link.hover()

    expect(box(page)).to_be_visible()
    marked = "".join(box(page).locator("mark").all_text_contents())
    assert plain(marked) == plain(words[quote])
    assert page.url == address
    assert page.locator(f"#q-{quote}").count() <= 1


def test_what_is_too_long_fades_only_where_it_goes_on(page):
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto("/claims/they-were-drawing-closer")
    ends = set()

    for link in page.locator("main a.to-source[href*='quote=']:visible").all():
        link.scroll_into_view_if_needed()
        link.hover()
        expect(box(page)).to_be_visible()
        above, below, fades = box(page).evaluate(
            """(it) => {
              const text = it.lastChild;
              const style = getComputedStyle(it);
              const fade = ["--above", "--below"].map((n) => style.getPropertyValue(n));
              const rest = text.scrollHeight - text.clientHeight - text.scrollTop;
              return [text.scrollTop > 1, rest > 1, fade];
            }"""
        )
        assert fades == ["2rem" if above else "0rem", "2rem" if below else "0rem"]
        ends.add((above, below))
        page.keyboard.press("Escape")

    assert {True} <= {below for _, below in ends} or {True} <= {it for it, _ in ends}


def test_the_note_s_link_in_the_reading_room_shows_it_too(page):
    page.goto("/sources/rinna-2014")

    page.locator(".note-cite").first.hover()

    expect(box(page)).to_contain_text("A quote from Rinna 2014, passage")


def test_it_stays_while_one_points_at_it_and_goes_when_one_leaves(page, link):
    link.hover()
    expect(box(page)).to_be_visible()

    box(page).hover()
    page.wait_for_timeout(700)
    expect(box(page)).to_be_visible()

    page.locator(".site-header-name").hover()
    expect(box(page)).to_have_count(0)
    # A pen over a link is as good as a mouse.
    link.dispatch_event("pointerover", {"pointerType": "pen"})
    expect(box(page)).to_be_visible()


def test_escape_takes_it_away_and_moves_nothing(page, link):
    link.focus()
    link.hover()
    expect(box(page)).to_be_visible()
    stood = page.evaluate("() => scrollY")

    page.keyboard.press("Escape")

    expect(box(page)).to_have_count(0)
    page.wait_for_timeout(700)
    expect(box(page)).to_have_count(0)
    assert page.evaluate("() => scrollY") == stood


def test_the_keyboard_has_it_as_well_and_it_stays_as_long_as_the_focus(page, link):
    page.locator("#quotes").evaluate("(it) => { it.tabIndex = -1; it.focus(); }")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(box(page)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "preview")
    covered = page.evaluate(
        """() => {
          const { left, top, width, height } =
            document.activeElement.getBoundingClientRect();
          return !document.activeElement.contains(
            document.elementFromPoint(left + width / 2, top + height / 2));
        }"""
    )
    assert not covered
    page.wait_for_timeout(1500)
    expect(box(page)).to_be_visible()

    page.keyboard.press("Tab")
    expect(link).not_to_have_attribute("aria-describedby", re.compile("."))
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(box(page)).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "/sources/" in page.url


def test_a_finger_goes_where_the_link_leads(reader):
    page = reader(viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto(PLACES["claim"])

    page.locator("a.to-source").first.tap()

    page.wait_for_url("**/sources/**")
    expect(box(page)).to_have_count(0)


def test_whoever_passes_over_a_link_sees_nothing_flicker(reader):
    page, asked = reader(new=True), []
    page.goto(PLACES["claim"])
    page.on("request", lambda request: asked.append(request.url))
    # The clock stands, so that a busy machine is no slow hand.
    page.clock.install(time=0)
    page.clock.pause_at(10_000)

    page.locator("a.to-source").first.hover()
    page.clock.run_for(300)
    page.locator(".site-header-name").hover()
    page.clock.run_for(10_000)

    assert [url for url in asked if "/quotes/" in url] == []
    expect(box(page)).to_have_count(0)


def test_without_a_net_the_link_stays_a_link(reader):
    page = reader(missing=True, new=True)
    page.goto(PLACES["claim"])
    page.route("**/quotes/*", lambda route: route.fulfill(status=503))

    page.locator("a.to-source").first.hover()
    page.wait_for_timeout(700)

    expect(box(page)).to_have_count(0)
    page.locator("a.to-source").first.click()
    page.wait_for_url("**/sources/**")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_it_fits_and_axe_finds_nothing(reader, width, scheme):
    page = reader(viewport={"width": width, "height": 640}, color_scheme=scheme)
    page.goto(PLACES["claim"])
    page.locator("a.to-source").first.hover()
    expect(box(page)).to_be_visible()

    assert violations(page) == {}
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    at = box(page).bounding_box()
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= width
