"""The search: as one types, as a plain form, and where it lands."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.landing import expected, landing, named, place, plain


def test_hits_appear_as_one_types_and_the_address_keeps_step(page):
    page.goto("/search")
    page.evaluate("() => { window.sameDocument = true; }")

    page.locator("#search-field").press_sequentially("taiw")

    expect(page.locator("#search-said")).to_contain_text(re.compile(r"\d+\s+results"))
    expect(page).to_have_url(re.compile(r"/search\?q=taiw$"))
    expect(page).to_have_title(re.compile("taiw"))
    assert page.evaluate("() => window.sameDocument") is True
    expect(page.locator("#search-field")).to_be_focused()
    data = page.locator(".site-footer-data a").first.get_attribute("href")
    assert data == "/search.json?q=taiw"


def test_typing_on_cancels_the_request_whose_answer_would_come_late(page):
    page.route("**/search?q=gas", lambda _slow: None, times=1)
    page.goto("/search")
    with page.expect_request("**/search?q=gas") as gas:
        page.locator("#search-field").fill("gas")

    with page.expect_event("requestfailed", lambda it: it == gas.value):
        page.locator("#search-field").fill("Taiwan")

    expect(page.locator("#search-said")).to_contain_text("results")


def test_where_one_side_has_nothing_the_other_has_the_whole_width(page):
    page.goto("/search?q=NATO")
    lefts = (
        """(all) => new Set(all.map((it) => it.getBoundingClientRect().left)).size"""
    )
    columns = [
        page.locator(f".search-sides > .for {hits}").evaluate_all(lefts)
        for hits in (".search-claims > *", "li.search-quote")
    ]

    assert columns == [2, 2]
    against = page.locator(".search-sides > .against").bounding_box()
    assert against["height"] < 100


def test_a_phone_shows_at_once_where_a_quotation_without_a_hit_is_verified(narrow_page):
    narrow_page.goto("/search?q=China+is+afraid+of+losing+the+only+ally+it+has+got")

    link = narrow_page.get_by_role("link", name="Verify its wording")
    assert link.bounding_box()["y"] < narrow_page.viewport_size["height"] / 2


def test_hits_appear_while_a_keyboard_composes_the_word(page):
    page.goto("/search")
    page.get_by_role("main").get_by_role("searchbox").focus()

    # As keyboards of phones do, which offer other words until a blank is typed.
    page.context.new_cdp_session(page).send(
        "Input.imeSetComposition",
        {"text": "Taiwan", "selectionStart": 6, "selectionEnd": 6},
    )

    expect(page.locator("#search-said")).to_contain_text("results")


def test_the_slash_leads_to_the_search(page, narrow_page):
    page.goto("/about")
    page.keyboard.press("/")
    page.keyboard.type("Taiwan")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=Taiwan$"))

    page.wait_for_load_state()  # the script heeds no key before
    page.keyboard.press("/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#search-field")).to_have_value("a/b")

    narrow_page.goto("/about")
    narrow_page.keyboard.press("/")
    expect(narrow_page).to_have_url(re.compile(r"/search#search-field$"))
    expect(narrow_page.locator("#search-field")).to_be_focused()


def test_a_hit_lands_on_its_quote_and_leads_back(any_page, words):
    any_page.goto("/search")
    any_page.locator("#search-field").fill("Taiwan")
    any_page.locator("#search-field").press("Enter")
    link = any_page.locator("li.search-hit a.to-source").first
    address = link.get_attribute("href")
    assert address is not None

    link.click()

    quote = named(address)["quote"]
    assert landing(any_page, quote) == expected(quote, words[quote])
    with any_page.expect_navigation():
        any_page.get_by_role("link", name="Back to the search").click()
    assert place(any_page, any_page.url.partition("#")[2]) == "in view"


def test_a_passage_is_landed_on_also_within_a_fold(any_page):
    any_page.goto("/search?q=Tingzhou")

    any_page.locator(".search-passages a").first.click()

    expect(any_page).to_have_url(re.compile(r"/sources/[\w-]+\?from=.+#b\d+$"))
    assert place(any_page, any_page.url.partition("#")[2]) == "in view"


@pytest.mark.parametrize("typed", [False, True], ids=["in the address", "as one types"])
def test_a_quote_that_was_found_is_a_link_and_can_be_kept_and_cited(page, words, typed):
    page.goto("/search?q=" if typed else "/search?q=gas")
    if typed:
        page.locator("#search-field").type("gas")
    hit = page.locator(".search-quote").first
    quote = hit.get_attribute("data-of")

    hit.locator("button.keep").click()
    expect(hit.locator("button.keep")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".site-header-kept")).to_have_text("1")
    expect(hit.get_by_role("link", name="Cite")).to_have_attribute(
        "href", f"/quotes/{quote}#cite"
    )
    assert hit.locator("blockquote a").inner_text() == plain(words[quote])
    hit.locator("blockquote a").click()

    page.wait_for_url("**/sources/**")
    assert landing(page, quote) == expected(quote, words[quote])


def test_every_quote_that_was_found_is_what_it_looks_like(page_without_scripts):
    page = page_without_scripts
    page.goto("/search?q=gas")

    bare = page.evaluate(
        """() => [...document.querySelectorAll("#search-found .quoted")].filter((mark) =>
          mark.textContent !== mark.querySelector("a.to-source")?.textContent)"""
    )
    assert page.locator("#search-found .quoted").count() > 3
    assert bare == []
