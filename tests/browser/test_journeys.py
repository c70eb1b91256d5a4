"""From the home page to a passage and back, by real clicks; and along a claim's quotes."""

from dataclasses import replace
from operator import attrgetter
from urllib.parse import quote as quoted
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.landing import (
    NARROW,
    WIDE,
    Way,
    expected,
    landing,
    named,
    place,
    plain,
    spot,
)
from tests.soak import in_a_soak, soak


@pytest.fixture(scope="module")
def trips(every_way: list[Way]) -> list[Way]:
    """Return for each source and length a way that is the first, and one the last.

    One quote under two claims may be nearer under the other: that way counts.
    """
    farthest_first = sorted(every_way, key=attrgetter("activations"), reverse=True)
    nearest = {way.quote: way for way in farthest_first}
    taken: dict[tuple[str, int, str], Way] = {}
    for way in nearest.values():
        source = urlsplit(way.link).path
        taken.setdefault((source, len(way.through), "first"), way)
        taken[source, len(way.through), "last"] = way
    return list(dict.fromkeys(taken.values()))


def followed(link: Locator) -> int:
    """Open the folds around *link* and follow it; say how many clicks that took."""
    clicks = 0
    # A page that is only half there would seem to have no folds.
    link.wait_for(state="attached")
    closed = link.locator("xpath=ancestor::details[not(@open)]")
    while closed.count():
        # The outermost first: the others cannot be seen before.
        closed.first.locator("> summary").click()
        clicks += 1
    link.click()
    return clicks + 1


def walked(page: Page, way: Way) -> int:
    """Go *way* from the home page by clicks; say how many that took."""
    page.goto("/")
    clicks = 0
    for path in (*way.through, way.link):
        clicks += followed(page.locator(f'main a[href="{path}"]').first)
    return clicks


def address(page: Page) -> str:
    """Return path and query of the address at hand."""
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def back(page: Page) -> Locator:
    """Return the link back to where the reader came from."""
    return page.get_by_role("link", name="Back to")


READERS = (
    pytest.param((0, WIDE, True), id="1280 px with scripts"),
    pytest.param((1, WIDE, False), id="1280 px without scripts"),
    pytest.param((2, NARROW, True), id="360 px with scripts"),
    pytest.param((3, NARROW, False), id="360 px without scripts"),
)


@pytest.mark.slow
@pytest.mark.parametrize("who", READERS[::3])
def test_three_clicks_lead_from_the_home_page_to_a_passage_and_one_back(
    reader, trips, records, words, who
):
    turn, viewport, scripts = who
    page = reader(viewport=viewport, java_script_enabled=scripts)
    assert len(trips) >= 10

    # Each reader takes every eighth way, beginning with another one; all take all below.
    for way in trips[2 * turn :: 8]:
        gone_and_come_back(page, way, records, words)


@soak
@pytest.mark.parametrize("who", READERS)
def test_three_clicks_are_enough_for_every_reader_on_each_of_those_ways(
    reader, trips, records, words, who
):
    _, viewport, scripts = who
    page = reader(viewport=viewport, java_script_enabled=scripts)

    for way in trips:
        gone_and_come_back(page, way, records, words)


def gone_and_come_back(page, way, records, words):
    """Go *way* by clicks and come back; look where the reader is at either end."""
    (said,) = (one["text"] for one in records["claims"] if one["id"] == way.claim)
    assert walked(page, way) <= 3

    landed = landing(page, way.quote)
    assert replace(landed, apart=True) == expected(way.quote, words[way.quote])
    bar = page.get_by_role("complementary", name="The claim you came from")
    assert said in plain(bar.text_content() or "")

    back(page).click()

    assert address(page) == ("/", *way.through)[-1]
    assert place(page, urlsplit(page.url).fragment) == "in view"


def test_whoever_arrives_sees_which_claim_it_was(any_page, records):
    claim = records["claims"][0]
    cited = next(q for q in records["quotes"] if q["id"] == claim["quotes"][0])

    any_page.goto(
        f"/sources/{cited['source']}?claim={claim['id']}&quote={cited['id']}"
        f"#q-{cited['id']}"
    )

    bar = any_page.get_by_role("complementary", name="The claim you came from")
    assert claim["text"] in plain(bar.inner_text())


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("theme", id="the filtered claims"),
        pytest.param("/themes", id="a theme"),
        pytest.param("/claims/", id="a claim"),
        pytest.param("/quotes/", id="a quote"),
        pytest.param("/quotes", id="all quotes"),
        pytest.param("/speakers", id="a speaker"),
    ],
)
def test_the_way_back_leads_to_where_the_reader_was(any_page, records, origin):
    claim = records["claims"][-1]
    cited = next(q for q in records["quotes"] if q["id"] == claim["quotes"][-1])
    start = {
        "theme": f"/claims?source={cited['source']}&theme={claim['theme']}",
        "/themes": f"/themes/{claim['theme']}",
        "/claims/": f"/claims/{claim['id']}",
        "/quotes/": f"/quotes/{cited['id']}",
        "/quotes": "/quotes",
        "/speakers": f"/speakers/{cited['speaker']}",
    }[origin]
    any_page.goto(start)
    link = any_page.locator(f'a.to-source[href*="quote={cited["id"]}"]').first
    stood = link.locator("xpath=ancestor::*[@id][1]").get_attribute("id") or ""

    followed(link)
    landed = landing(any_page, cited["id"])
    back(any_page).click()

    assert landed.focused == f"q-{cited['id']}"
    assert address(any_page) == start
    assert urlsplit(any_page.url).fragment in {stood, f"q-{cited['id']}"}
    assert place(any_page, urlsplit(any_page.url).fragment) == "in view"


# --- along the quotes of a claim ---------------------------------------------------------


def test_a_reader_steps_through_the_quotes_of_a_claim_across_sources(
    any_page, records, words
):
    source_of = {quote["id"]: quote["source"] for quote in records["quotes"]}
    across = [
        claim
        for claim in records["claims"]
        if len({source_of[quote] for quote in claim["quotes"]}) > 2
    ]
    # The shortest way, and in a soak the longest.
    way = max if in_a_soak() else min
    claim = way(across, key=lambda claim: len(claim["quotes"]))
    any_page.goto(f"/claims/{claim['id']}")
    any_page.locator("a.to-source").first.click()

    there = [visited(any_page, words)]
    while (onward := any_page.get_by_role("link", name="Next quote")).count():
        onward.click()
        there.append(visited(any_page, words))
    home = [there[-1]]
    while (backward := any_page.get_by_role("link", name="Previous quote")).count():
        backward.click()
        home.append(visited(any_page, words))
    back(any_page).click()

    # Oldest source first, then as in its text: the order that the data has of all quotes.
    in_order = [quote for quote in source_of if quote in claim["quotes"]]
    assert [quote for _, quote in there] == in_order
    assert [source for source, _ in there] == [
        f"/sources/{source_of[quote]}" for quote in in_order
    ]
    assert len({source for source, _ in there}) > 1
    assert home == there[::-1]
    assert address(any_page) == f"/claims/{claim['id']}"


def visited(page: Page, words: dict[str, str]) -> tuple[str, str]:
    """Check the landing at the address at hand; give the source and the quote."""
    at = urlsplit(page.url)
    quote = named(page.url)["quote"]
    landed = landing(page, quote)
    assert replace(landed, apart=True) == expected(quote, words[quote])
    return at.path, quote


def test_stepping_along_keeps_the_way_back_to_the_list(page, records):
    claim = next(
        claim
        for claim in records["claims"]
        if len(claim["quotes"]) > 1 and not claim["parent"]
    )
    first, second = claim["quotes"][:2]
    page.goto("/claims")
    followed(page.locator(f'a.to-source[href*="claim={claim["id"]}&quote={first}"]'))
    page.get_by_role("link", name="Next quote").click()

    back(page).click()

    assert address(page) == "/claims"
    assert place(page, spot(records, claim["id"], second)) == "in view"


# --- addresses by themselves -------------------------------------------------------------


def test_the_address_of_a_quote_in_its_source_is_enough(any_page, records, words):
    for source in records["sources"]:
        quote = [q["id"] for q in records["quotes"] if q["source"] == source["id"]][-1]

        any_page.goto(f"/sources/{source['id']}#q-{quote}")

        landed = landing(any_page, quote)
        assert landed.text == plain(words[quote])
        assert landed.focused == f"q-{quote}"
        assert landed.shown
        assert not landed.current
        assert back(any_page).count() == 0


def test_the_address_of_a_passage_leads_to_it(any_page, records):
    passage = [p for p in records["passages"] if p["number"]][-1]

    any_page.goto(f"/sources/{passage['source']}#p{passage['number']}")

    assert place(any_page, f"p{passage['number']}") == "in view"


# What should not stand in an address to come back to.
ORIGINS = (
    "//evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/\\evil.example",
    "\\\\evil.example",
    "/\n/evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "/themes/..//evil.example",
    "/themes/../../..//evil.example",
    "/@evil.example",
    "/?theme=//evil.example",
    "/#//evil.example",
    "data:text/html,hello",
    '"><script>alert(1)</script>',
)
# For each address the links of its page that leave the site, as the browser reads them,
# and the scripts in it.
ELSEWHERE = """(addresses) => Promise.all(addresses.map(async (address) => {
  const html = await (await fetch(address)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const base = new URL(address, location);
  return [...page.querySelectorAll("a[href]")]
    .map((link) => new URL(link.getAttribute("href"), base))
    .filter(({ origin }) => origin !== location.origin).map(String)
    .concat([...page.querySelectorAll('script:not([src], [type="application/ld+json"])')]
      .map((script) => script.outerHTML));
}))"""


def test_no_address_to_come_back_to_leads_off_the_site(page, records):
    quote = records["quotes"][0]
    source = f"/sources/{quote['source']}"
    asked = f"{source}?claim={quote['claims'][0]}&quote={quote['id']}&from="
    page.goto("/about")

    anyway, *found = page.evaluate(
        ELSEWHERE, [source, *(asked + quoted(origin, safe="") for origin in ORIGINS)]
    )

    astray = {
        origin: set(links) - set(anyway)
        for origin, links in zip(ORIGINS, found, strict=True)
    }
    assert {origin: links for origin, links in astray.items() if links} == {}
