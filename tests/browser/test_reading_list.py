"""The reading list: kept while reading, in this browser alone, and handed on."""

import io
import re
from zipfile import ZipFile

import docx
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect

from tests.browser.checks import running_over, violations
from tests.browser.landing import NARROW, WIDE, settled
from tests.soak import soak

# What a note may hold that a file might take for its own.
NOTE = "See *this* & <that> 100%\n1. Ask [why]_ “so” \\ é\n- and `then`"
STORED = "() => JSON.parse(localStorage.getItem('reading-list'))"
PUT = "(ids) => localStorage.setItem('reading-list', JSON.stringify({ version: 1, release: document.documentElement.dataset.release, items: ids.map((id) => ({ id, note: '' })) }))"


@pytest.fixture(scope="module")
def some(records):
    """Return three claims and a quote."""
    claims = [claim["id"] for claim in records["claims"][:3]]
    return claims, records["quotes"][-1]["id"]


def kept(page: Page) -> list[str]:
    """Return what the browser has stored, in order."""
    return [item["id"] for item in (page.evaluate(STORED) or {"items": []})["items"]]


def listed(page: Page) -> list[str]:
    """Return what the page of the list shows, in order."""
    return [
        it.get_attribute("data-kept") or "" for it in page.locator("[data-kept]").all()
    ]


def own(page: Page, ids: list[str]) -> None:
    """Open the list of a reader who has kept these."""
    page.goto("/about")
    page.evaluate(PUT, ids)
    page.goto("/reading-list")
    page.wait_for_url("**/reading-list?keep=*")
    expect(page.locator("textarea")).to_have_count(len(ids))


def button(page: Page, name: str, one: str):
    return page.locator(f'button[name="{name}"][value="{one}"]')


# --- keeping ---------------------------------------------------------------------------


def test_a_claim_and_a_quote_are_kept_in_the_order_of_keeping_and_let_go(page, some):
    (claim, *_), quote = some
    page.goto(f"/quotes/{quote}")
    page.get_by_role("button", name="Add to reading list", exact=True).click()
    page.goto(f"/claims/{claim}")
    keep = page.get_by_role("button", name="Add to reading list", exact=True)
    expect(keep).to_have_attribute("aria-pressed", "false")

    keep.press("Enter")

    within = page.get_by_role("button", name="In your reading list", exact=True)
    expect(within).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".keep-said")).to_have_text("Added.Reading list")
    expect(page.locator(".site-header-kept[title='Reading list (2)']")).to_be_visible()
    assert kept(page) == [quote, claim]
    page.locator(".site-header-kept[title='Reading list (2)']").click()
    assert listed(page) == [quote, claim]
    page.go_back()
    within.click()
    assert kept(page) == [quote]


def test_what_is_let_go_by_mistake_comes_back_with_its_note(page, some):
    (claim, other, *_), _ = some
    own(page, [claim, other])
    page.locator("textarea").first.fill(NOTE)
    before = page.evaluate("() => localStorage.getItem('reading-list')")
    page.goto(f"/claims/{claim}")

    page.get_by_role("button", name="In your reading list", exact=True).click()
    assert kept(page) == [other]
    page.locator(".keep-said").get_by_role("button", name="Undo").click()

    assert page.evaluate("() => localStorage.getItem('reading-list')") == before
    expect(page.locator(".keep-said")).to_have_text("Restored.")


def test_what_is_nothing_is_not_said_to_be_added(page, some):
    (claim, *_), quote = some
    own(page, [claim])

    for typed in ("garbage", "/claims/nope", "/sources/rinna-2014", claim):
        page.locator("#list-add").fill(typed)
        page.get_by_role("button", name="Add", exact=True).click()
        field = page.locator("#list-add[aria-invalid]")
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description(re.compile("^Not added: "))
        assert kept(page) == listed(page) == [claim]
        assert page.url.endswith(f"?keep={claim}")
        page.reload()
    page.locator("#list-add").fill(f"/quotes/{quote}")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("#list-said")).to_have_text("Added at the end.")
    assert kept(page) == [claim, quote]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sources/rinna-2014",
        *(
            pytest.param(path, marks=soak)
            for path in ("/claims", "/quotes?open=all", "/gaps")
        ),
    ],
)
def test_what_a_list_shows_is_kept_from_there(page, records, path):
    page.goto(path)
    names = {one["id"] for kind in ("claims", "quotes") for one in records[kind]}
    marks = page.locator("button.keep-mark").filter(visible=True)
    values = [str(it.get_attribute("value")) for it in marks.all()[:50]]
    assert values
    assert set(values) <= names

    marks.nth(1).click()

    expect(marks.nth(1)).to_have_attribute("aria-pressed", "true")
    assert kept(page) == [values[1]]


@pytest.mark.parametrize("width", [320, pytest.param(360, marks=soak), 1280])
def test_what_is_said_of_keeping_covers_no_other_button(reader, width):
    page = reader(viewport={"width": width, "height": 740})
    page.goto("/search?q=gas")
    marks = page.locator("button.keep-mark")
    covered = """(marks) => {
      const said = document.querySelector(".keep-said").getBoundingClientRect();
      return marks.filter((it) => it.getBoundingClientRect().left < said.right
        && it.getBoundingClientRect().right > said.left).length;
    }"""

    marks.first.click()

    expect(page.locator(".keep-said")).to_have_text("Added.Reading list")
    assert marks.evaluate_all(covered) == 0
    # Who removes it reads more there.
    marks.first.click()
    expect(page.locator(".keep-said")).to_have_text("Removed.Undo")
    assert marks.evaluate_all(covered) == 0


def test_claims_and_quotes_that_were_found_are_kept_as_in_other_lists(page):
    page.goto("/search?q=gas")

    for kind in ("article.search-hit", "li.search-quote"):
        hits = page.locator(kind)
        assert hits.count() > 0
        expect(hits.locator("button.keep-mark")).to_have_count(hits.count())
    page.locator("article.search-hit button.keep-mark").first.click()
    assert kept(page) == [
        page.locator("article.search-hit").first.get_attribute("data-claim")
    ]


def test_the_button_has_a_word_where_there_is_room(reader):
    word = "(it) => getComputedStyle(it, '::after').content"
    page = reader(viewport={"width": 1280, "height": 740})
    page.goto("/search?q=gas")
    mark = page.locator("button.keep-mark").first

    assert mark.evaluate(word) == '"Add"'
    mark.click()
    assert mark.evaluate(word) == '"Added"'
    assert page.locator(".site-header-kept").evaluate(word) == '" in list"'
    page.set_viewport_size({"width": 360, "height": 740})
    assert mark.evaluate(word) == "none"


def test_what_is_kept_in_one_tab_is_seen_in_the_other(reader, some):
    (claim, other, _), _ = some
    page = reader(new=True)
    own(page, [claim])
    second = page.context.new_page()
    second.goto(f"/claims/{other}")

    second.get_by_role("button", name="Add to reading list", exact=True).click()

    expect(page.locator("[data-kept]")).to_have_count(2)
    expect(page.locator(".site-header-kept")).to_have_text("2")
    button(page, "out", other).click()
    expect(
        second.get_by_role("button", name="Add to reading list", exact=True)
    ).to_have_attribute("aria-pressed", "false")


OLD = """(items) => localStorage.setItem('reading-list', JSON.stringify(
    { version: 1, items: items.map(([id, note]) => ({ id, note })) }))"""


@pytest.fixture
def renamed(records):
    """Return a claim that was split, a quote that was renamed, and one withdrawn."""
    former = records["former"]

    def one(kind, few, most):
        return next(
            it for it in former
            if it["kind"] == kind and few <= len(it["leads_to"]) <= most
        )  # fmt: skip

    return one("claim", 2, 9), one("quote", 1, 1), one("quote", 0, 0)


@pytest.mark.parametrize("path", ["/about", "/reading-list"])
def test_what_was_kept_by_old_names_is_kept_by_present_ones_with_its_notes(
    page, renamed, path
):
    split, quote, gone = renamed
    page.goto("/about")
    kept_once = [(split["slug"], "both"), (quote["slug"], "one"), (gone["slug"], "it")]
    page.evaluate(OLD, kept_once)

    page.goto(path)

    now = [*split["leads_to"], quote["now"], gone["slug"]]
    page.wait_for_function(
        "(n) => JSON.parse(localStorage.getItem('reading-list')).items.length === n",
        arg=len(now),
    )
    assert kept(page) == now
    notes = [it["note"] for it in page.evaluate(STORED)["items"]]
    assert notes == [*["both"] * len(split["leads_to"]), "one", "it"]
    page.goto("/reading-list")
    expect(page.locator("textarea")).to_have_count(len(now) - 1)
    assert listed(page) == now[:-1]
    expect(page.locator(".reading-list-missing")).to_contain_text(gone["said"][:40])


def test_the_button_of_what_was_kept_by_its_old_name_says_so(page, renamed):
    _, quote, _ = renamed
    page.goto("/about")
    page.evaluate(OLD, [(quote["slug"], "")])

    page.goto(f"/quotes/{quote['slug']}")

    assert page.url.endswith(f"/quotes/{quote['now']}")
    button = page.get_by_role("button", name="In your reading list", exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        '{"items": [null, 3, {"id": "<b>"}]}',
        *(
            pytest.param(stored, marks=soak)
            for stored in (
                "", "null", "[]", '{"items": 3}', '{"version": 9, "items": [{}]}',
            )
        ),
    ],
)  # fmt: skip
def test_what_is_stored_and_damaged_is_no_list_and_is_written_anew(page, some, stored):
    (claim, *_), _ = some
    page.goto(f"/claims/{claim}")
    page.evaluate("(text) => localStorage.setItem('reading-list', text)", stored)
    page.goto("/reading-list")
    expect(page.locator("h2", has_text="How it works")).to_be_visible()

    page.goto(f"/claims/{claim}")
    page.get_by_role("button", name="Add to reading list", exact=True).click()

    assert kept(page) == [claim]


def test_where_nothing_can_be_stored_the_list_is_an_address(reader, some):
    (claim, *_), _ = some
    page = reader(new=True)
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    page.goto(f"/claims/{claim}")
    assert page.locator(".keep-mark, .site-header-kept:visible").count() == 0

    page.get_by_role("button", name="Start a reading list").click()

    page.wait_for_url(f"**/reading-list?keep={claim}")
    assert listed(page) == [claim]
    assert page.get_by_role("button", name="Add all").filter(visible=True).count() == 0


# --- one's own list ----------------------------------------------------------------------


def test_what_is_kept_is_moved_by_keyboard_and_the_focus_goes_with_it(page, some):
    claims, quote = some
    own(page, [*claims, quote])
    up = button(page, "up", quote)
    up.focus()

    for place in (3, 2):
        page.keyboard.press("Enter")
        expect(page.locator("#list-said")).to_have_text(f"Moved to place {place} of 4.")
        expect(button(page, "up", quote)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#list-said")).to_have_text("Moved to place 1 of 4.")
    expect(button(page, "down", quote)).to_be_focused()
    assert listed(page) == kept(page) == [quote, *claims]
    assert page.url.endswith(f"keep={','.join([quote, *claims])}")
    page.reload()
    assert listed(page) == [quote, *claims]


def test_keys_pressed_faster_than_the_answers_come_all_count(page, some):
    claims, quote = some
    own(page, [*claims, quote])

    page.evaluate(
        """(one) => { for (let n = 0; n < 3; n += 1)
          document.querySelector(`button[name=up][value="${one}"]`).click(); }""",
        quote,
    )

    expect(page.locator("#list-said")).to_have_text("Moved to place 1 of 4.")
    assert kept(page) == [quote, *claims]


def test_what_was_removed_or_cleared_comes_back_with_its_note(page, some):
    claims, _ = some
    own(page, claims)
    page.locator("textarea").nth(1).fill("Mine.")

    button(page, "out", claims[1]).click()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    assert kept(page) == [claims[0], claims[2]]
    undo.press("Enter")
    expect(page.locator(f"#k-{claims[1]}")).to_be_focused()
    expect(page.locator("textarea").nth(1)).to_have_value("Mine.")

    page.get_by_role("button", name="Clear the list").click()
    expect(page.get_by_text("Your list is empty.")).to_be_visible()
    assert kept(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-kept]")).to_have_count(3)
    expect(page.locator("textarea").nth(1)).to_have_value("Mine.")


def test_an_address_is_added_to_one_s_own_list(page, some):
    (claim, other, _), _ = some
    own(page, [claim])
    page.get_by_label("Addresses of claims or quotes").fill(
        f"https://example.org/claims/{other}"
    )

    page.keyboard.press("Enter")

    expect(page.locator("[data-kept]")).to_have_count(2)
    assert kept(page) == [claim, other]
    expect(page.locator("textarea")).to_have_count(2)


def test_the_way_back_from_a_passage_leads_to_one_s_own_list(page, some):
    (claim, *_), _ = some
    own(page, [claim])
    page.locator("a.to-source").first.click()

    page.locator(".source-bar-link").click()

    page.wait_for_url(f"**/reading-list?keep={claim}#k-{claim}")
    expect(page.locator("textarea")).to_have_count(1)


def test_the_style_of_the_references_stays_while_the_list_is_changed(page, some):
    claims, _ = some
    own(page, claims)
    page.get_by_role("link", name="MLA").click()
    page.wait_for_url("**style=mla**")

    button(page, "down", claims[0]).click()

    expect(page.locator("#list-said")).to_contain_text("Moved")
    expect(page.locator("nav [aria-current]", has_text="MLA")).to_be_visible()
    assert listed(page) == kept(page) == [claims[1], claims[0], claims[2]]


# --- notes and files -----------------------------------------------------------------------


def downloaded(page: Page, label: str) -> bytes:
    """Take a file of the list along."""
    with page.expect_download() as started:
        page.locator("[data-files]").get_by_role("link", name=label).click()
    path = started.value.path()
    assert started.value.suggested_filename.startswith("reading-list.")
    return path.read_bytes()


def test_notes_outlast_the_page_stand_in_files_and_are_never_sent(reader, some):
    (claim, other, _), quote = some
    page = reader(new=True)
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(
            f"{request.url} {request.post_data} {request.headers}"
        ),
    )
    own(page, [claim, quote, other])
    page.locator("textarea").nth(1).fill(NOTE)
    button(page, "up", quote).click()
    expect(page.locator("#list-said")).to_have_text("Moved to place 1 of 3.")
    page.reload()
    expect(page.locator("textarea").first).to_have_value(NOTE)

    files = {name: downloaded(page, name) for name in ("DOCX", "HTML", "Markdown")}

    document = docx.Document(io.BytesIO(files["DOCX"]))
    with ZipFile(io.BytesIO(files["DOCX"])) as file:
        assert file.testzip() is None
    notes = [
        it.text for it in document.paragraphs if it.style and it.style.name == "Note"
    ]
    assert notes == [f"My note: {NOTE}"]
    html = MarkdownIt("commonmark").render(files["Markdown"].decode())
    for told in (html, files["HTML"].decode()):
        text = BeautifulSoup(told, "html5lib").get_text()
        assert [line for line in NOTE.splitlines() if line not in text] == []
    for content in files.values():
        assert not any(chr(sign).encode() in content for sign in range(0xE000, 0xE003))
    assert not any(word in one for one in sent for word in ("Ask", "100%25", "why"))


def test_files_lead_to_the_site_that_does_not_know_its_own_address(
    page, some, base_url
):
    (claim, *_), _ = some
    own(page, [claim])

    document = docx.Document(io.BytesIO(downloaded(page, "DOCX")))

    links = [link for it in document.paragraphs for link in it.hyperlinks]
    outer = [link.address for link in links if link.address]
    assert f"{base_url}/claims/{claim}" in outer
    assert all(address.startswith(f"{base_url}/") for address in outer)
    assert f'href="{base_url}/claims/{claim}"' in downloaded(page, "HTML").decode()
    assert f"(<{base_url}/claims/{claim}>)" in downloaded(page, "Markdown").decode()


def test_notes_go_into_no_file_of_somebody_else_s_list(page, some):
    (claim, other, _), _ = some
    own(page, [claim])
    page.locator("textarea").fill("Mine alone.")
    page.goto(f"/reading-list?keep={claim},{other}")
    expect(page.get_by_role("button", name="Add all to my list")).to_be_visible()

    assert b"Mine alone" not in downloaded(page, "HTML")


def test_without_scripts_the_files_are_those_of_the_server(page_without_scripts, some):
    (claim, *_), quote = some
    page_without_scripts.goto(f"/reading-list?keep={claim},{quote}")

    content = downloaded(page_without_scripts, "DOCX")

    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    names = [it.style.name for it in paragraphs if it.style]
    assert {"Heading 1", "Heading 2", "Quote", "Bibliography"} <= set(names)
    assert "Note" not in names


# --- handing on ------------------------------------------------------------------------------


def test_a_link_shows_another_reader_the_same_who_can_keep_it_all(reader, some):
    claims, quote = some
    mine, other = reader(), reader()
    own(mine, [quote, *claims])
    mine.locator("textarea").first.fill("Mine.")

    other.goto(mine.url)

    assert listed(other) == [quote, *claims]
    assert other.locator("textarea").count() == 0
    assert other.locator(".reading-list-references").inner_text() == (
        mine.locator(".reading-list-references").inner_text()
    )
    assert kept(other) == []
    other.get_by_role("button", name="Add all to my list").click()
    expect(other.locator("textarea")).to_have_count(4)
    assert kept(other) == [quote, *claims]


def test_the_link_is_copied(reader, some):
    claims, _ = some
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    own(page, claims)

    page.get_by_role("button", name="Copy the link").click()

    expect(page.locator("#list-said")).to_have_text("Copied.")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_another_s_list_is_shown_without_touching_one_s_own(page, some):
    claims, quote = some
    own(page, [quote])
    page.goto(f"/reading-list?keep={','.join(claims)}")

    expect(page.get_by_text("A list shared with you.")).to_be_visible()
    expect(button(page, "down", claims[0])).to_be_hidden()
    assert kept(page) == [quote]
    page.get_by_role("link", name="My list").click()
    assert listed(page) == [quote]


def test_without_scripts_a_list_is_made_ordered_and_taken_apart(
    page_without_scripts, some
):
    (claim, other, _), quote = some
    page = page_without_scripts
    page.goto(f"/claims/{claim}")
    page.get_by_role("button", name="Start a reading list").click()
    expect(page.locator("noscript p")).to_be_visible()
    for one in (f"/quotes/{quote}", f"/claims/{other}"):
        page.get_by_label("Addresses of claims or quotes").fill(one)
        page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(f"**/reading-list?keep={claim},{quote},{other}")
    assert listed(page) == [claim, quote, other]

    button(page, "up", other).click()
    page.wait_for_url(f"**/reading-list?keep={claim},{other},{quote}")
    assert listed(page) == [claim, other, quote]

    button(page, "out", claim).click()
    page.wait_for_url(f"**/reading-list?keep={other},{quote}")
    assert listed(page) == [other, quote]


# --- how it looks ------------------------------------------------------------------------------


# The mast has the number of what is kept, and changes its form between these widths.
WIDTHS = (320, 360, 415, 416, 768, 975, 976, 1055, 1056, 1280)


def test_axe_finds_nothing_and_nothing_runs_over_where_something_is_kept(reader, some):
    page = reader(viewport=NARROW, reduced_motion="reduce")
    claims, quote = some
    own(page, [*claims, quote])
    page.locator("textarea").first.fill("A note.")
    button(page, "out", claims[1]).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()

    light = violations(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(WIDE)
    dark = violations(page)
    over = running_over(page, *WIDTHS)
    page.goto("/")
    page.locator(".site-header-kept").wait_for(state="attached")

    assert (light, dark, over) == ({}, {}, {})
    assert running_over(page, *WIDTHS) == {}


def test_a_printed_list_has_its_notes_and_no_buttons(page, some):
    claims, _ = some
    own(page, claims)
    page.locator("textarea").first.fill("To be handed in.")

    page.emulate_media(media="print")

    expect(page.locator("textarea").first).to_be_visible()
    expect(page.locator("textarea").nth(1)).to_be_hidden()
    expect(page.locator(".reading-list-references")).to_be_visible()
    for gone in (
        ".reading-list-change",
        ".reading-list-tools",
        ".reading-list-add",
        ".reading-list-download",
    ):
        expect(page.locator(gone).first).to_be_hidden()


def test_nothing_moves_on_a_page_whose_marks_come_late(page):
    page.goto("/claims", wait_until="commit")
    moved = settled(
        page,
        """() => new Promise((done) => new PerformanceObserver((all) => done(
          all.getEntries().reduce((sum, it) => sum + it.value, 0)))
          .observe({ type: "layout-shift", buffered: true })
          || setTimeout(() => done(0), 1000))""",
        None,
        lambda _: True,
    )

    assert moved < 0.001
