"""Single keys: they lead from quote to quote, and can be turned off."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.landing import settled
from tests.soak import soak

SOURCE = "/sources/rinna-2014"
AT = """() => {
  const at = document.activeElement;
  const { top, bottom } = at.getClientRects()[0] ?? { top: -1, bottom: -1 };
  const bar = document.querySelector(".source-bar")?.getBoundingClientRect().bottom ?? 0;
  return [at.id || at.getAttribute("href") || at.tagName,
    top >= Math.max(bar, 0) - 1 && bottom <= innerHeight];
}"""
# What is stepped through, as the page has it, in the order of reading.
ALL = {
    SOURCE: "article mark[id]",
    "/claims/{claim}": ".quotes > .quote",
    "/search?q=Taiwan": ".search-hit",
    "/compare?a=rinna-2014&b=attache-2022": ".compare-pair",
    "/": ".home-claim > .claim-text > a",
    "/claims": ".face-to-face > .claim > .claim-text > a, .face-to-face-opposite > .claim > .claim-text > a",
    "/themes/taiwan": ".face-to-face .claim > .claim-text > a",
    "/reading-list?keep={one},{other}": ".reading-list-item",
    "/gaps": "#reported .claim-text > a",
}


@pytest.fixture
def quoted(records):
    """Return the claim with the most quotes and two with the fewest, for addresses."""
    one, other, *_, most = sorted(
        records["claims"], key=lambda claim: len(claim["quotes"])
    )
    return {"claim": most["id"], "one": one["id"], "other": other["id"]}


def pressed(page: Page, key: str) -> list[Any]:
    page.keyboard.press(key)
    return list(settled(page, AT, None, lambda it: it[1]))


@pytest.mark.parametrize("path", ALL)
def test_keys_lead_through_the_quotes_or_claims_in_order_and_back(page, quoted, path):
    page.goto(path.format(**quoted))
    named = page.evaluate(
        """(all) => [...document.querySelectorAll(all)].filter((it) =>
          it.checkVisibility()).slice(0, 3)
          .map((it) => it.querySelector(":scope > .claim-text > a") ?? it)
          .map((it) => it.id || it.getAttribute("href") || it.tagName)""",
        ALL[path],
    )
    assert len(named) > 1

    there = [pressed(page, key) for key in ("j", "n", "j")[: len(named)]]
    back = [pressed(page, key) for key in ("k", "p")[: len(named) - 1]]

    assert there == [[name, True] for name in named]
    assert back == [[name, True] for name in reversed(named[:-1])]


def test_keys_open_the_folds_on_their_way(page):
    page.goto("/quotes")
    folds = page.locator(".quote-list-section")
    first, second = (folds.nth(n).locator(".quote-list-item") for n in (0, 1))
    ids = [at.get_attribute("id") for at in (first.nth(0), first.nth(1), second.nth(0))]

    assert [pressed(page, key) for key in "jj"] == [[ids[0], True], [ids[1], True]]
    first.last.evaluate("(it) => { it.tabIndex = -1; it.focus(); }")
    assert pressed(page, "j") == [ids[2], True]
    # The way back opens the fold again, and the last quote in it is the one before.
    folds.first.evaluate("(it) => { it.open = false; }")
    second.first.scroll_into_view_if_needed()
    assert pressed(page, "k") == [first.last.get_attribute("id"), True]
    expect(page.locator("main details[open]")).to_have_count(2)


def test_keys_go_on_from_where_one_has_scrolled_to(page):
    page.goto(SOURCE)
    pressed(page, "j")
    marks = page.locator("article mark[id]")
    last = marks.last.get_attribute("id")
    marks.last.scroll_into_view_if_needed()
    page.wait_for_timeout(100)

    page.keyboard.press("k")

    ids = [mark.get_attribute("id") for mark in marks.all()]
    at = page.evaluate("() => document.activeElement.id")
    assert 1 < ids.index(at) <= ids.index(last)


def test_keys_stop_at_the_end(page, quoted):
    page.goto(f"/claims/{quoted['claim']}")
    count = page.locator(".quotes > .quote").count()

    at = [pressed(page, "j")[0] for _ in range(count + 2)]

    assert len(set(at)) == count
    assert at[-1] == at[count - 1]


def test_nothing_happens_while_one_types_or_holds_another_key(page):
    page.goto("/claims?stance=for")
    page.locator(".site-header-search input").focus()
    page.keyboard.type("jnkp/?")
    expect(page.locator(".site-header-search input")).to_have_value("jnkp/?")
    expect(page.locator(".site-header-search input")).to_be_focused()
    expect(page.locator("dialog")).to_have_count(0)

    page.locator("#main").focus()
    for key in ("Control+j", "Alt+j", "Meta+j", "Control+k", "Alt+/"):
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement.id") == "main"

    page.locator(".filters-fold > summary").click()
    page.locator("#f-source").focus()
    page.keyboard.press("n")
    expect(page.locator("#f-source")).to_be_focused()


# Key presses of other keyboards: what is written, where the key is on ours, and the rest.
OTHER = """(told) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...told }))"""


def test_keys_are_those_of_the_reader_s_own_keyboard(page):
    page.goto(SOURCE)
    first, second = (
        page.locator("article mark[id]").nth(n).get_attribute("id") for n in (0, 1)
    )
    held = {"key": "j", "code": "KeyJ", "ctrlKey": True, "altKey": True}

    for told, at in (
        ({"key": "j", "code": "KeyJ", "isComposing": True}, ""),
        (held, ""),
        ({"key": "о", "code": "KeyJ"}, first),  # noqa: RUF001 - Cyrillic
        ({"key": "N", "code": "KeyN"}, second),  # Caps Lock
        ({"key": "k", "code": "KeyV"}, first),  # Dvorak: not what ours has there
        ({"key": "v", "code": "KeyK"}, first),
        ({**held, "modifierAltGraph": True}, second),
    ):
        page.evaluate(OTHER, told)
        assert page.evaluate("() => document.activeElement.id") == at, told
    # German: Shift and ß, Shift and 7.
    page.evaluate(OTHER, {"key": "?", "code": "Minus", "shiftKey": True})
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate(OTHER, {"key": "/", "code": "Digit7", "shiftKey": True})
    expect(page.locator(".site-header-search input")).to_be_focused()


def test_on_a_phone_the_key_of_the_search_leads_to_its_field(narrow_page):
    narrow_page.goto("/about")
    narrow_page.keyboard.press("/")

    narrow_page.wait_for_url("**/search#*")
    expect(narrow_page.locator("#search-field")).to_be_focused()
    expect(narrow_page.locator("h1")).to_be_in_viewport()


def test_the_list_of_keys_opens_and_gives_the_focus_back(page):
    page.goto("/gaps")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    # Behind it nothing moves.
    page.keyboard.press("j")
    assert page.evaluate("scrollY") == 0
    expect(dialog.get_by_role("checkbox", name="Keyboard shortcuts on")).to_be_focused()

    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    button = page.get_by_role("button", name="Keyboard shortcuts")
    button.click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_on_the_map_the_list_has_the_keys_of_the_map(page):
    for path, mapped in (
        ("/map", True),
        ("/map?theme=taiwan", True),
        ("/claims", False),
    ):
        page.goto(path)
        page.keyboard.press("?")
        told = (
            page.get_by_role("dialog", name="Keyboard shortcuts")
            .locator("dt")
            .all_inner_texts()
        )
        assert ("arrows" in told) is mapped
        assert ("j or n" in told) is not mapped


def test_all_keys_are_turned_off_for_good_and_on_again(page):
    page.goto(SOURCE)
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Keyboard shortcuts on").uncheck()
    page.keyboard.press("Escape")

    for path in (SOURCE, "/about"):
        page.goto(path)
        for key in ("j", "n", "k", "p", "/", "?"):
            page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement === document.body")
        expect(page.locator("dialog")).to_have_count(0)

    page.get_by_role("button", name="Keyboard shortcuts").click()
    box = page.get_by_role("checkbox", name="Keyboard shortcuts on")
    expect(box).not_to_be_checked()
    box.check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator(".site-header-search input")).to_be_focused()


LANDED = (
    "/sources/rinna-2014?claim={claim}&quote={quote}&from=%2Fclaims#q-{quote}",
    "/claims#{claim}.",
)


@pytest.mark.parametrize(
    ("scripts", "step"),
    [
        (True, 27),
        pytest.param(True, 9, marks=soak),
        pytest.param(False, 9, marks=soak),
    ],
)
def test_the_way_back_is_the_next_stop_after_the_quote_one_landed_on(
    reader, records, scripts, step
):
    page = reader(java_script_enabled=scripts, reduced_motion="reduce")
    for quote in [q for q in records["quotes"] if q["source"] == "rinna-2014"][::step]:
        named = {"claim": quote["claims"][0], "quote": quote["id"]}
        page.goto(LANDED[0].format(**named))
        at = f"q-{quote['id']}"
        assert settled(page, AT, None, lambda it, at=at: it == [at, True])[0] == at

        page.keyboard.press("Tab")

        back = page.locator(":focus")
        expect(back).to_have_accessible_name("Return to the claims")
        expect(back).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims#**")
        assert LANDED[1].format(**named) in page.url


def test_a_key_leads_back_and_is_in_the_list(page, records):
    quote = next(q for q in records["quotes"] if q["source"] == "rinna-2014")
    named = {"claim": quote["claims"][0], "quote": quote["id"]}
    page.goto(LANDED[0].format(**named))
    page.keyboard.press("?")
    told = page.get_by_role("dialog").locator("dl").inner_text()
    assert "b\nBack to the claims" in told
    page.keyboard.press("Escape")

    page.keyboard.press("b")

    page.wait_for_url("**/claims#**")
    page.goto("/sources/rinna-2014?from=%2Fsearch%3Fq%3Dgas#p8")
    page.keyboard.press("b")
    page.wait_for_url("**/search?q=gas**")


def test_without_a_script_there_is_no_word_of_keys(page_without_scripts):
    page_without_scripts.goto("/about")

    expect(page_without_scripts.locator("[data-keys]")).to_be_hidden()
    expect(page_without_scripts.locator("[data-scheme]")).to_be_hidden()
    expect(page_without_scripts.locator("dialog")).to_have_count(0)
