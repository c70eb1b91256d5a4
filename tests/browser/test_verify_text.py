"""A pasted text in a browser: from a fault to its source, and back to the same row."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import running_over, violations
from tests.browser.landing import NARROW, WIDE, place
from tests.soak import soak

ESSAY = (Path(__file__).resolve().parents[1] / "quotations" / "student.txt").read_text(
    "utf-8"
)


def paste(page, text=ESSAY):
    page.goto("/verify")
    page.get_by_label("Quotation or text to verify").fill(text)
    page.get_by_role("button", name="Verify", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotations checked")


@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [
        pytest.param(WIDE, True, id="1280 px with scripts"),
        pytest.param(WIDE, False, id="1280 px without scripts", marks=soak),
        pytest.param(NARROW, True, id="360 px with scripts", marks=soak),
        pytest.param(NARROW, False, id="360 px without scripts"),
    ],
)
def test_a_fault_leads_to_its_source_and_back_to_the_same_row(
    reader, scripts, viewport
):
    page = reader(viewport=viewport, java_script_enabled=scripts)
    paste(page)
    fault = page.locator("tr.verify-fault").nth(1)
    row = fault.get_attribute("id")
    assert row is not None

    fault.locator("a.verify-source").first.click()
    page.wait_for_url("**/sources/**")
    assert page.locator("#words").first.is_visible()
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Quotations checked")
    assert place(page, row) == "in view"
    # What was pasted is still in the field.
    assert page.locator("textarea").input_value().startswith("Is there a real")


def test_the_keyboard_alone_verifies_a_text_and_goes_from_row_to_text_and_back(page):
    page.goto("/verify")
    page.get_by_label("Quotation or text to verify").focus()
    page.keyboard.insert_text("Old words: “China and Russia need each other”, yes.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotations checked")

    page.get_by_role("link", name="Quotation 1 in the text").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#t1")
    assert place(page, "t1") == "in view"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#v1")


def test_axe_finds_nothing_on_a_verified_text(reader):
    page = reader(viewport=NARROW, reduced_motion="reduce")
    paste(page)

    light, over = violations(page), running_over(page, 360, 1280)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(WIDE)

    assert (light, over, violations(page)) == ({}, {}, {})
