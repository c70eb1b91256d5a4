"""Folds, light and dark, filters, citations: with a script and without one."""

import re
import time

import pytest
from playwright.sync_api import Page, Request, expect

from app.domain.vocabulary import Style
from tests.browser.landing import NARROW, WIDE, expected, landing, named, settled
from tests.soak import soak

# The ground of a page is that of its root.
PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"
CLOSED = (
    "() => document.querySelectorAll('main details:not([class$=-fold], [open])').length"
)


# --- folds -----------------------------------------------------------------------------


def test_a_fold_opens_and_closes_without_a_script(page_without_scripts):
    page_without_scripts.goto("/")
    fold = page_without_scripts.locator("main details:not([class$=-fold])").first
    quote = fold.locator("blockquote").first

    expect(quote).to_be_hidden()
    fold.locator("> summary").click()
    expect(quote).to_be_visible()
    fold.locator("> summary").click()
    expect(quote).to_be_hidden()


@pytest.mark.parametrize("start", ["/claims", "/themes/"])
def test_all_folds_open_and_close_at_once(any_page, records, start):
    if start == "/themes/":
        start += records["debate"]["themes"][0]["id"]
    any_page.goto(start)
    assert any_page.evaluate(CLOSED) > 0

    any_page.get_by_role("link", name="Expand all").click()

    expect(any_page.get_by_role("link", name="Collapse all")).to_be_visible()
    assert any_page.evaluate(CLOSED) == 0
    assert any_page.url.endswith(f"{start}?open=all")
    any_page.reload()
    assert any_page.evaluate(CLOSED) == 0

    any_page.get_by_role("link", name="Collapse all").click()

    expect(any_page.get_by_role("link", name="Expand all")).to_be_visible()
    assert (
        any_page.evaluate(
            "() => document.querySelectorAll('main details[open]:not([class$=-fold])').length"
        )
        == 0
    )
    assert any_page.url.endswith(start)


def test_the_quotes_of_a_narrower_claim_open_where_they_are_asked_for(page):
    page.goto("/claims")
    page.locator("summary", has_text="narrower").first.click()
    claim = page.locator("article.claim-narrow").first
    others = page.locator("main details[open]").count()

    claim.locator("a.folds-more").click()

    expect(claim.locator("blockquote").first).to_be_visible()
    expect(claim.locator("summary").first).to_be_focused()
    name = (claim.get_attribute("id") or "").removeprefix("c-")
    assert page.url.endswith(f"/claims?open={name}")
    assert page.locator("main details[open]:not([class$=-fold])").count() == others + 1


def test_the_way_back_finds_the_folds_as_they_were_left(page):
    page.goto("/claims")
    for fold in (0, 3):
        page.locator("details:has(> .folds-quotes) > summary").nth(fold).click()
    page.locator("summary", has_text="narrower").nth(2).click()
    page.locator("details[open] a.folds-more").first.click()
    expect(page.locator("article.claim-narrow details[open]")).to_have_count(1)
    opened = _opened(page)

    page.locator("details[open] > .folds-quotes a.to-source").first.click()
    page.locator(".source-bar-link").click()

    expect(page.locator("article.claim-narrow details[open]")).to_have_count(1)
    assert _opened(page) == opened
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_way_in_by_the_menu_finds_all_folds_closed(page):
    page.goto("/claims")
    page.locator("main details:not([class$=-fold]) > summary").first.click()

    page.get_by_role("navigation", name="Main").get_by_role(
        "link", name="Claims"
    ).click()

    assert _opened(page) == []


def _opened(page):
    """Return which folds stand open: their claim, and what their name says."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main details[open]")].map((fold) =>
          `${fold.closest("[id]").id} ${fold.querySelector("summary").textContent}`)"""
    )


def test_without_a_script_they_open_with_all_others_and_none_is_shut(
    page_without_scripts,
):
    page_without_scripts.goto("/claims")
    page_without_scripts.locator("summary", has_text="narrower").first.click()
    asked = page_without_scripts.locator("a.folds-more").first.get_attribute("href")

    page_without_scripts.locator("a.folds-more").first.click()

    assert page_without_scripts.url.endswith(asked)
    claim = page_without_scripts.locator(f"#{asked.partition('#')[2]}")
    expect(claim.locator("blockquote").first).to_be_visible()
    expect(claim).to_be_in_viewport()
    closed = page_without_scripts.locator(
        "main details:not([open]):not([class$=-fold])"
    )
    expect(closed).to_have_count(0)


def test_pointing_at_a_note_shows_its_words(page, records):
    page.goto(f"/sources/{records['sources'][0]['id']}")
    note = page.locator(".note").first
    quote = note.get_attribute("data-of")
    shown = page.locator("mark.highlighted")

    note.hover()

    expect(shown.first).to_have_attribute("data-quote", quote)
    page.locator("h1").hover()
    expect(shown).to_have_count(0)
    page.locator("a.note-letter").first.focus()
    expect(shown.first).to_be_visible()


def test_with_a_script_all_folds_open_in_place(page, records):
    page.goto(f"/themes/{records['debate']['themes'][0]['id']}")
    page.evaluate("() => { window.sameDocument = true; }")

    page.get_by_role("link", name="Expand all").click()

    expect(page.get_by_role("link", name="Collapse all")).to_be_visible()
    assert page.evaluate("() => window.sameDocument") is True


# --- light and dark --------------------------------------------------------------------


def test_light_and_dark_follow_the_system(page, dark_page):
    page.goto("/")
    dark_page.goto("/")

    assert brightness(page) > 200
    assert brightness(dark_page) < 60


@pytest.mark.parametrize(
    ("scripts", "system", "choice", "bright"),
    [
        pytest.param(True, "light", "Dark", False, id="scripts, dark"),
        pytest.param(False, "dark", "Light", True, id="no scripts, light"),
        pytest.param(True, "dark", "Light", True, id="scripts, light", marks=soak),
        pytest.param(False, "light", "Dark", False, id="no scripts, dark", marks=soak),
    ],
)
def test_a_reader_may_choose_the_other_one(reader, scripts, system, choice, bright):
    page = reader(color_scheme=system, java_script_enabled=scripts)
    page.goto("/about")
    assert (brightness(page) > 128) is not bright

    page.get_by_role("radio", name=choice, exact=True).check()

    assert (brightness(page) > 128) is bright


def test_with_a_script_the_choice_is_remembered_until_it_is_taken_back(page):
    page.goto("/about")
    page.get_by_role("radio", name="Dark", exact=True).check()

    page.goto("/sources")
    expect(page.get_by_role("radio", name="Dark", exact=True)).to_be_checked()
    assert brightness(page) < 60
    page.get_by_role("radio", name="System").check()
    page.goto("/about")

    expect(page.get_by_role("radio", name="System")).to_be_checked()
    assert brightness(page) > 200


def brightness(page: Page) -> float:
    """Return how bright the paper is, 0 to 255."""
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate(PAPER))[:3])
    return (red + green + blue) / 3


def test_with_forced_colours_the_quote_arrived_at_has_an_outline(forced_page, records):
    quote = records["quotes"][0]

    forced_page.goto(
        f"/sources/{quote['source']}?claim={quote['claims'][0]}&quote={quote['id']}"
        f"#q-{quote['id']}"
    )

    outline = "(mark) => getComputedStyle(mark).outlineStyle"
    pieces = forced_page.locator(f'[data-quote="{quote["id"]}"]')
    assert pieces.first.evaluate(outline) == "solid"


def test_who_wants_no_motion_gets_none(calm_page):
    calm_page.goto("/")

    moving = calm_page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((it) => {
          const style = getComputedStyle(it);
          return style.scrollBehavior === "smooth"
            || Math.max(...style.transitionDuration.split(",").map(parseFloat)) > 0.01
            || Math.max(...style.animationDuration.split(",").map(parseFloat)) > 0.01;
        }).map((it) => it.tagName + "." + it.className)"""
    )
    assert moving == []


# --- citations -------------------------------------------------------------------------


STYLES = tuple(style.label for style in Style)


# What is on the clipboard: as text, and of the HTML each paragraph with its italics.
COPIED = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  const html = new DOMParser().parseFromString(await read("text/html"), "text/html");
  const inside = [...html.querySelectorAll("p, blockquote")].map((it) => it.innerHTML);
  // Chromium writes out the style of what it sanitizes.
  return [await read("text/plain"), inside.map((it) => it.replace(/ style="[^"]*"/g, ""))];
}"""


def paragraphs(page):
    return page.locator(".citation-text:visible > :is(p, blockquote)")


def shown(page):
    """Return the citations that are shown: those of one style."""
    fields = page.locator(".citation-text:visible").all()
    return [
        "\n\n".join(one.locator("p, blockquote").all_text_contents()) for one in fields
    ]


@pytest.mark.parametrize("kind", ["claims", "quotes", "sources"])
def test_a_citation_is_copied_with_one_click_which_says_so(reader, records, kind):
    page = reader(permissions=["clipboard-read", "clipboard-write"])

    names = ["Copy quote", "Copy reference"] if kind == "quotes" else ["Copy citation"]
    # The entry of the last quote has two titles in italics.
    record = records[kind][-1 if kind == "quotes" else 0]
    page.goto(f"/{kind}/{record['id']}")
    for style in STYLES:
        page.get_by_label(style, exact=True).check()
        for at, name in enumerate(names):
            page.get_by_role("button", name=name).click()

            expect(page.get_by_text("Copied.")).to_be_visible()
            copied, html = page.evaluate(COPIED)
            parts = paragraphs(page).all()
            # Of an article, the note on it and its entry are copied together; of a quote,
            # what is to be known of it with the words.
            if kind == "quotes":
                parts = [parts[-2]] if at else parts[:-2]
            assert copied == "\n\n".join(part.text_content() for part in parts)
            # Programs that know italics get them.
            assert html == [part.inner_html() for part in parts]
        assert "<i>" in html[0] or style.startswith(("MLA", "Chicago"))
        # An article is cited by its own address, if it has one.
        assert (page.url in copied) == (kind == "claims")
        # The day of access is known of a page of the site alone.
        assert ("DD Month YYYY" in copied) <= (kind != "claims")
    expect(page.locator(".citation-address")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_address_that_the_site_does_not_know_is_completed(reader, records, scripts):
    # A page of its own: what is asked on it goes to a host that may be anybody's.
    page = reader(new=True, java_script_enabled=scripts)
    page.route(
        "**/quotes/*",
        lambda route: route.fulfill(
            response=route.fetch(
                headers={**route.request.headers, "host": "tides.example"}
            )
        ),
    )
    path = f"/quotes/{records['quotes'][0]['id']}"

    page.goto(path)

    # A script completes it; without one it is said how.
    assert shown(page)[0].endswith(page.url if scripts else f" {path}")
    expect(page.locator(".citation-address")).to_have_count(0 if scripts else 1)


def test_the_style_of_citations_is_remembered(page, records):
    page.goto(f"/claims/{records['claims'][0]['id']}")
    page.get_by_label(STYLES[2], exact=True).check()
    # As browsers have remembered it since before there were notes.
    assert page.evaluate("() => localStorage.getItem('style')") == "chicago"

    page.goto(f"/quotes/{records['quotes'][0]['id']}")

    expect(page.get_by_label(STYLES[2], exact=True)).to_be_checked()
    assert len(shown(page)) == 1
    # What “para.” counts is said where it occurs.
    counting = page.get_by_text("The numbers after “para.” are ours")
    expect(counting).to_be_visible()
    page.get_by_label(STYLES[1], exact=True).check()
    expect(counting).to_be_hidden()


@pytest.mark.parametrize("kind", ["claims", "quotes", "sources"])
def test_without_a_script_every_style_can_be_chosen_and_selected(
    page_without_scripts, records, kind
):
    page = page_without_scripts
    page.goto(f"/{kind}/{records[kind][0]['id']}")
    found = []
    for style in STYLES:
        page.get_by_label(style, exact=True).check()
        (text,) = shown(page)
        found.append(text)
        expect(page.get_by_role("group", name=f"Citation, {style}")).to_be_visible()
        # One click selects the words, or the entry.
        paragraphs(page).last.click()
        chosen = page.evaluate("() => getSelection().toString()")
        assert chosen.strip() == text.split("\n\n")[-1]

    assert len(set(found)) == len(STYLES)
    expect(page.locator("main button:visible:not([name=keep])")).to_have_count(0)


# --- filters ---------------------------------------------------------------------------


def test_a_filter_is_chosen_in_the_form_and_stands_in_the_address(any_page, records):
    source, theme = records["sources"][0]["id"], None
    any_page.goto("/claims")
    fold = any_page.locator(".filters-fold > summary")
    fold.click()
    any_page.get_by_role("combobox", name="Source").select_option(source)
    any_page.get_by_role("button", name="Apply", exact=True).click()
    assert named(any_page.url) == {"source": source}

    # What a choice promises is what it shows, also on top of another.
    fold.click()
    options = any_page.get_by_role("combobox", name="Theme").locator(
        "option:not([value=''])"
    )
    for option in options.all():
        promised = int((option.text_content() or "").rpartition("(")[2].strip(") \n"))
        if promised:
            theme = option.get_attribute("value")
            break
    any_page.get_by_role("combobox", name="Theme").select_option(theme)
    any_page.get_by_role("button", name="Apply", exact=True).click()

    assert named(any_page.url) == {"source": source, "theme": theme}
    expect(any_page.locator("main [data-claim]")).to_have_count(promised)
    sources = any_page.evaluate(
        """() => [...new Set([...document.querySelectorAll("a.to-source")]
          .map((link) => new URL(link.href).pathname))]"""
    )
    assert sources == [f"/sources/{source}"]
    any_page.get_by_role("link", name="Clear filters").click()
    assert named(any_page.url) == {}
    expect(any_page.locator("main [data-claim]")).to_have_count(len(records["claims"]))


def test_a_landing_from_a_filtered_page_keeps_the_filter(page, records, words):
    source = records["sources"][-1]["id"]
    page.goto(f"/claims?source={source}&open=all")

    link = page.locator("a.to-source").first
    quote = named(link.get_attribute("href") or "")["quote"]
    link.click()
    landed = landing(page, quote)
    page.get_by_role("link", name="Back to").click()

    assert landed.text == expected(quote, words[quote]).text
    assert named(page.url)["source"] == source


# --- from page to page -----------------------------------------------------------------


def test_the_head_stays_where_it_is_and_titles_are_of_one_size(page):
    looks = []
    for path in ("/", "/timeline", "/search"):
        page.goto(path)
        looks.append(
            page.evaluate(
                """() => [getComputedStyle(document.querySelector("h1")).fontSize,
                  ...[...document.querySelectorAll(".site-header-nav a")]
                    .map((it) => it.getBoundingClientRect().left)]"""
            )
        )
        # Nor does it move when the first thing is kept.
        page.evaluate(
            "() => localStorage.setItem('reading-list', JSON.stringify({ items: [{ id: 'a' }] }))"
        )

    expect(page.locator(".site-header-kept")).to_have_text("1")
    assert looks[0] == looks[1] == looks[2]


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_menu_opens_in_place_without_a_script(reader, width):
    page = reader(
        java_script_enabled=False, viewport={"width": width, "height": NARROW["height"]}
    )
    page.goto("/about")
    menu = page.get_by_role("button", name="Menu")
    contents = page.get_by_role("navigation", name="Contents")

    menu.press("Enter")

    expect(contents).to_be_in_viewport(ratio=1)
    for name in ("Compare articles", "Verify quotations", "Reading list", "Downloads"):
        expect(contents.get_by_role("link", name=name)).to_be_in_viewport()
    # It stands below the head, and ends where the page does.
    head = page.locator(".site-header > .page-width").evaluate(
        """(it) => it.getBoundingClientRect().right
          - parseFloat(getComputedStyle(it).paddingRight)"""
    )
    box = contents.bounding_box()
    assert abs(box["x"] + box["width"] - head) < 1
    page.keyboard.press("Tab")
    expect(contents.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(contents).not_to_be_in_viewport()
    expect(menu).to_be_focused()


# --- as readers set it ---------------------------------------------------------------

# What a reader may ask of any text: https://www.w3.org/TR/WCAG22/#text-spacing.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""


def test_spaced_text_keeps_the_head_within_the_page(reader):
    page = reader(new=True, bypass_csp=True)
    over = {}
    for path in ("/", "/claims", "/search?q=gas"):
        page.goto(path)
        page.add_style_tag(content=SPACED)
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            over[path, width] = page.evaluate(
                """() => {
                  const all = document.querySelectorAll(".site-header :is(a, button, input)");
                  return [...all].filter((it) => it.checkVisibility()
                    && it.getBoundingClientRect().right > innerWidth - 4)
                    .map((it) => it.className || it.textContent)
                    .concat(document.documentElement.scrollWidth > innerWidth ? "page" : []);
                }"""
            )

    assert {at: found for at, found in over.items() if found} == {}


# --- how it feels ----------------------------------------------------------------------


def visit_first(page: Page, path: str) -> None:
    """Open *path* as one who comes for the first time: nothing is in the cache."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()
    # The icon comes last, when the page has loaded; a browser without a window leaves it out.
    with page.expect_event("requestfinished", lambda it: "favicon" in it.url):
        page.goto(path)
        page.evaluate("() => fetch(document.querySelector('link[rel=icon]').href)")


def what_moved(page: Page) -> list[float]:
    """The layout shifts of the page at hand, until its faces have come and a bit more."""
    moved: list[float] = page.evaluate(
        """async () => {
          const seen = [];
          new PerformanceObserver((list) => seen.push(...list.getEntries()))
            .observe({ type: "layout-shift", buffered: true });
          await document.fonts.ready;
          await new Promise((done) => setTimeout(done, 300));
          return seen.map((shift) => shift.value);
        }"""
    )
    return moved


@pytest.mark.parametrize("viewport", [pytest.param(WIDE, marks=soak), NARROW])
def test_nothing_moves_while_a_page_loads(reader, records, viewport):
    page, quote = reader(viewport=viewport, new=True), records["quotes"][-1]
    for path in (
        "/",
        f"/claims/{quote['claims'][0]}",
        f"/sources/{quote['source']}",
        f"/sources/{quote['source']}?claim={quote['claims'][0]}&quote={quote['id']}",
    ):
        visit_first(page, path)

        assert what_moved(page) == [], path


@pytest.mark.parametrize("viewport", [WIDE, pytest.param(NARROW, marks=soak)])
def test_nothing_moves_when_the_faces_come_late(reader, viewport):
    page = reader(viewport=viewport, new=True)
    came = []

    def half_a_second_late(route) -> None:
        time.sleep(0.5)
        came.append(route.request.url)
        route.continue_()

    page.route("**/*.woff2", half_a_second_late)
    page.goto("/")

    assert what_moved(page) == []
    assert came


def test_going_back_finds_the_fold_as_it_was_left(
    browser_type, browser_type_launch_args, base_url
):
    # Playwright turns the back/forward cache off, so this is a browser of its own.
    browser = browser_type.launch(
        **browser_type_launch_args,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_page(base_url=base_url)
    page.goto("/")
    fold = page.locator("main details:not([class$=-fold])").first
    fold.locator("> summary").click()
    fold.locator("a.to-source").first.click()
    page.wait_for_url("**/sources/**")

    page.evaluate("() => history.back()")

    seen = "() => location.pathname === '/' && !!document.querySelector('details[open]:not([class$=-fold])')"
    assert settled(page, seen, None, bool)
    browser.close()


@pytest.mark.parametrize(
    ("start", "viewport"),
    [
        pytest.param("/claims", WIDE, id="claims, 1280 px"),
        pytest.param("/", NARROW, id="home, 360 px"),
        pytest.param("/themes/friendship", WIDE, id="theme, 1280 px", marks=soak),
        pytest.param("/claims", NARROW, id="claims, 360 px", marks=soak),
        pytest.param("/", WIDE, id="home, 1280 px", marks=soak),
        pytest.param("/themes/friendship", NARROW, id="theme, 360 px", marks=soak),
    ],
)
def test_going_back_finds_the_place_though_the_page_was_not_kept(
    reader, start, viewport
):
    # Playwright turns the back/forward cache off: the page is loaded anew.
    page = reader(viewport=viewport, reduced_motion="reduce")
    page.goto(start)
    folds = page.locator("main details:not([class$=-fold]):has(a.to-source):visible")
    for at in (0, folds.count() // 2):
        folds.nth(at).locator("> summary").click()
    # Nobody follows a link before its words are there: with their font all below moves.
    page.evaluate("() => document.fonts.ready.then(() => true)")
    link = page.locator("main details[open] a.to-source:visible").last
    link.scroll_into_view_if_needed()
    opened, href = _opened(page), link.get_attribute("href")
    link.click()
    page.wait_for_url("**/sources/**")

    page.go_back()

    seen = settled(
        page,
        """(href) => {
          const link = document.querySelector(`main a.to-source[href="${href}"]`);
          const { top, bottom } = link.getBoundingClientRect();
          return link.checkVisibility() && top >= 0 && bottom <= innerHeight;
        }""",
        href,
        bool,
    )
    assert seen
    assert _opened(page) == opened


# What a first visit may lead to: where pages are heaviest, and the others. Not
# "/claims?open=all": that is nearly all the text of all the articles, and one comes to it
# from a page that has brought the fonts and the style already.
HEAVY = (
    "/", "/claims", "/claims/{claim}", "/quotes", "/sources/datta-2025", "/gaps",
)  # fmt: skip
LIGHT = (
    "/quotes/{quote}", "/sources", "/sources/{one}", "/sources/{other}",
    "/sources/rerussia-2023", "/sources/rajput-ghosh-2024", "/sources/attache-2022",
    "/themes/{theme}", "/speakers", "/speakers/{speaker}", "/matrix", "/compare",
    "/compare?a={one}&b={other}", "/reading-list?keep={claim},{quote}", "/about",
    "/exports",
)  # fmt: skip


@pytest.mark.parametrize(
    "paths", [HEAVY, pytest.param(LIGHT, marks=soak)], ids=["heavy", "light"]
)
def test_a_first_visit_takes_eight_requests_and_100_kb_at_most(reader, records, paths):
    page, quote = reader(new=True), records["quotes"][0]
    came: dict[str, Request] = {}
    page.on("requestfinished", lambda request: came.setdefault(request.url, request))
    weights = {}
    one, other, *_ = (source["id"] for source in records["sources"])
    known = {
        "claim": quote["claims"][0],
        "quote": quote["id"],
        "speaker": quote["speaker"],
        "theme": records["debate"]["themes"][0]["id"],
        "one": one,
        "other": other,
    }
    for path in (path.format(**known) for path in paths):
        came.clear()
        visit_first(page, path)
        sizes = [request.sizes() for request in came.values()]
        weights[path] = (
            len(sizes),
            sum(it["responseBodySize"] + it["responseHeadersSize"] for it in sizes),
        )

    assert {p: w for p, w in weights.items() if w[0] > 8 or w[1] > 100_000} == {}
