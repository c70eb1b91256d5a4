"""Every kind of page: axe finds nothing, nothing runs over, nothing needs a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.landing import NARROW, WIDE

# Everything that axe does by default, its best practices among it, and target size.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

KINDS = [
    "home",
    "home, folds open",
    "home, filtered to nothing",
    "home, as known on a day",
    "timeline",
    "claims, filtered",
    "themes",
    "theme",
    "theme, folds open",
    "claims",
    "claim",
    "quotes",
    "quotes, asked for",
    "quote",
    "sources",
    "source",
    "source, arrived from a claim",
    "source, arrived from a search",
    "source, strayed",
    "speakers",
    "speaker",
    "map",
    "map of a theme",
    "map around a claim",
    "matrix",
    "matrix, claim by claim",
    "compare",
    "compare, two sources",
    "gaps",
    "gaps, folds open",
    "search",
    "search, hits",
    "search, no hit",
    "verify",
    "verify, differs",
    "verify, several places",
    "verify, nowhere",
    "reading list",
    "reading list, handed on",
    "reading list, lost",
    "about",
    "exports",
    "docs",
    "not found",
    "withdrawn",
]


@pytest.fixture(scope="session")
def addresses(records):
    """Give an address for every kind of page, those with the most on them."""
    quote = max(records["quotes"], key=lambda quote: len(quote["claims"]))
    claim = max(records["claims"], key=lambda claim: len(claim["quotes"]))
    source = f"/sources/{quote['source']}"
    theme = f"/themes/{claim['theme']}"
    at = f"?claim={quote['claims'][0]}&quote={quote['id']}&from=/#q-{quote['id']}"
    return {
        "home": "/",
        "home, folds open": "/?open=all",
        "home, filtered to nothing": "/?" + nothing(records),
        "home, as known on a day": "/?as_of=2022-02-23&stance=against",
        "timeline": "/timeline",
        "claims, filtered": f"/claims?speaker={quote['speaker']}&voice=authors",
        "themes": "/themes",
        "theme": theme,
        "theme, folds open": f"{theme}?open=all",
        "claims": "/claims",
        "claim": f"/claims/{claim['id']}",
        "quotes": "/quotes",
        "quotes, asked for": f"/quotes?source={quote['source']}&claim={claim['id']}",
        "quote": f"/quotes/{quote['id']}",
        "sources": "/sources",
        "source": source,
        "source, arrived from a claim": source + at,
        "source, arrived from a search": f"{source}?from=/search%3Fq%3DChina#p1",
        "source, strayed": f"{source}?claim=no-such-claim",
        "speakers": "/speakers",
        "speaker": f"/speakers/{quote['speaker']}",
        "map": "/map",
        "map of a theme": f"/map?theme={claim['theme']}",
        "map around a claim": f"/map?claim={claim['id']}",
        "matrix": "/matrix",
        "matrix, claim by claim": f"/matrix?theme={claim['theme']}",
        "compare": "/compare",
        "compare, two sources": "/compare?a=rinna-2014&b=attache-2022",
        "gaps": "/gaps",
        "gaps, folds open": "/gaps?open=all",
        "search": "/search",
        "search, hits": "/search?q=Taiwan&stance=for",
        "search, no hit": "/search?q=Taiwn",
        "verify": "/verify",
        "verify, differs": "/verify?q=" + misquoted(quote["exact"]),
        "verify, several places": "/verify?q=Russia+and+China",
        "verify, nowhere": "/verify?q=no+such+words+are+here",
        "reading list": "/reading-list",
        "reading list, handed on": f"/reading-list?keep={claim['id']},{quote['id']}",
        "reading list, lost": f"/reading-list?keep=no-such,{claim['id']}&style=mla",
        "about": "/about",
        "exports": "/exports",
        "docs": "/docs",
        "not found": "/claims/no-such-claim",
        "withdrawn": "/claims/the-moon-is-cheese",
    }


def misquoted(exact):
    """Give the words of a quote with one of them changed."""
    words = exact.split()
    return "+".join([*words[:3], "otherwise", *words[4:]])


def nothing(records):
    """Give a filter that no claim passes, or else one that few pass."""
    sources = {quote["id"]: quote["source"] for quote in records["quotes"]}
    found = {
        (theme["id"], source["id"]): 0
        for theme in records["debate"]["themes"]
        for source in records["sources"]
    }
    for claim in records["claims"]:
        for quote in claim["quotes"]:
            found[claim["theme"], sources[quote]] += 1
    theme, source = min(found, key=lambda pair: found[pair])
    return f"theme={theme}&source={source}&voice=authors"


@pytest.fixture
def opened(reader, addresses, world_url):
    """Open the page of a kind; the one that was withdrawn is in the small world."""

    def opened(kind: str, **settings) -> Page:
        gone = kind == "withdrawn"
        if gone:
            settings["site"] = world_url
        page: Page = reader(missing=gone or kind == "not found", **settings)
        page.goto(addresses[kind])
        return page

    return opened


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_light_and_dark_wide_and_narrow(opened, kind):
    found = {}
    page = opened(kind, reduced_motion="reduce")
    for scheme in ("light", "dark"):
        for viewport in (WIDE, NARROW):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            result = Axe().run(page, options=OPTIONS).response
            for fault in result["violations"]:
                nodes = [node["target"] for node in fault["nodes"]]
                found[scheme, viewport["width"], fault["id"]] = len(nodes), nodes[:5]

    assert found == {}


# The smallest screen; phones and tablets; and just above where the head of a page changes.
WIDTHS = (320, 360, 720, 768, 820, 860, 864, 1024)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_over_the_edge_of_a_screen(opened, kind):
    page = opened(kind, viewport={"width": WIDTHS[0], "height": 640})
    over = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        wide = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
              [...document.querySelectorAll("body *")]
                .filter((it) => it.getBoundingClientRect().right > innerWidth)
                .map((it) => it.outerHTML.slice(0, 80)).slice(-5)"""
        )
        if page.evaluate("() => document.documentElement.scrollWidth") != width:
            over[width] = wide

    assert over == {}


# What only a script can do is only said where there are scripts.
SCRIPTED = {
    *("Copy the citation", "Keys for reading"),
    *("\N{MINUS SIGN}", "Reset", "+", "Fold all"),
    "Keep all of these in my list",
}


# And what a script does for the reader need only be said where there is none.
UNSCRIPTED = {
    (
        "At its end stands the address of this page without the name of the site; your "
        "browser shows the whole of it."
    ),
    "In the files, addresses stand without the name of the site.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_the_same_without_scripts(opened, kind):
    with_scripts = lines(opened(kind))
    without = lines(opened(kind, java_script_enabled=False))

    assert [
        line
        for line in with_scripts
        if line not in SCRIPTED and not line.startswith("On the map: ")
    ] == [line for line in without if line not in UNSCRIPTED]


def lines(page: Page) -> list[str]:
    """Give the lines that can be read on a page."""
    text = page.locator("body").inner_text()
    return [line.strip() for line in text.splitlines() if line.strip()]
