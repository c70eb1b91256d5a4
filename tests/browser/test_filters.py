"""The filters in a browser: by address, by form, by chip; and room on a phone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.landing import NARROW, WIDE, place, settled


def focused(page: Page) -> str:
    """Say what has the focus, once the browser has come to rest."""
    found: str = settled(
        page, "() => document.activeElement?.id ?? ''", None, lambda it: it == "shown"
    )
    return found


def unfolded(page: Page) -> None:
    """Open the form where it is folded."""
    fold = page.locator(".filters-fold:not([open]) > summary")
    if fold.count() and fold.is_visible():
        fold.click()


@pytest.mark.parametrize("path", ["/claims", "/quotes", "/themes/west"])
def test_whoever_shows_a_choice_lands_on_what_it_shows(any_page, path):
    any_page.goto(path)
    unfolded(any_page)

    any_page.get_by_role("combobox", name="Published up to").select_option("2022-02-23")
    any_page.get_by_role("combobox", name="Side").select_option("against")
    any_page.get_by_role("button", name="Apply", exact=True).click()

    any_page.wait_for_url("**as_of=2022-02-23#shown")
    parts = urlsplit(any_page.url)
    assert (parts.path, parts.query) == (path, "stance=against&as_of=2022-02-23")
    assert focused(any_page) == "shown"
    assert place(any_page, "shown") == "in view"
    assert any_page.locator(".filters-as-of").is_visible()


def test_taking_a_filter_away_keeps_the_others_and_the_place(any_page):
    any_page.goto("/claims?theme=taiwan&stance=for&as_of=2022-02-23")

    any_page.get_by_role("link", name="Remove filter Side For").click()

    any_page.wait_for_url("**#shown")
    assert urlsplit(any_page.url).query == "theme=taiwan&as_of=2022-02-23"
    assert focused(any_page) == "shown"
    assert any_page.locator("a.filters-chosen-link").count() == 2


def test_the_filters_come_back_with_the_way_back(any_page):
    start = "/claims?source=rinna-2014&speaker=anthony-v-rinna"
    any_page.goto(start)
    any_page.locator("main article h3 a").first.click()

    any_page.go_back()

    parts = urlsplit(any_page.url)
    assert f"{parts.path}?{parts.query}" == start
    unfolded(any_page)
    assert any_page.get_by_role("combobox", name="Source").input_value() == "rinna-2014"


@pytest.mark.parametrize("path", ["/claims", "/themes/west"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["360 px", "1280 px"])
def test_the_form_is_folded_and_what_is_in_force_is_named(reader, path, viewport):
    page = reader(viewport=viewport, java_script_enabled=False)
    page.goto(path)
    assert not page.locator("form.filters").is_visible()

    page.goto(f"{path}?stance=for")

    assert not page.locator("form.filters").is_visible()
    assert page.get_by_role("link", name="Remove filter Side For").is_visible()


def test_on_a_wide_screen_the_themes_are_there_at_once(page):
    page.goto("/claims")

    assert page.locator("nav.theme-contents a").first.is_visible()
    assert not page.locator(".theme-contents-fold > summary").is_visible()


@pytest.mark.parametrize("path", ["/claims", "/claims?stance=for"])
def test_on_a_phone_the_first_claim_comes_within_a_screen_and_a_half(narrow_page, path):
    narrow_page.goto(path)

    box = narrow_page.locator("article.claim").first.bounding_box()

    assert box is not None
    assert box["y"] <= 1.5 * NARROW["height"]


def test_what_stands_on_the_line_of_the_state_stands_on_one_line(reader):
    page = reader(viewport=NARROW)
    page.goto("/claims?theme=taiwan&stance=against&as_of=2014-07-02&source=rinna-2014")
    page.goto("/claims?theme=taiwan&source=rinna-2014")

    bottoms = page.evaluate(
        """() => [...document.querySelectorAll("#shown > span > a, #shown > a")]
          .map((it) => {
            const range = document.createRange();
            range.selectNodeContents(it);
            return Math.round(range.getBoundingClientRect().bottom);
          })"""
    )

    assert len(bottoms) == 2
    assert len(set(bottoms)) == 1
