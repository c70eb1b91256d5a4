"""What holds for every page of the real site, found by following its links."""

from itertools import pairwise
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow


def long(address):
    """Whether a page is mostly words of the sources, which weigh what they weigh.

    Whole articles, lists of quotes, the passages that pull apart or stand side by side,
    and the home page with folds that a reader opened.
    """
    return address == "/quotes" or address.startswith(
        ("/sources/", "/quotes?", "/gaps", "/compare?", "/?")
    )


@pytest.fixture(scope="module")
def site(real_client):
    """Give every page that can be reached, by address; arrivals are left out.

    The addresses that lead from a claim to its quotes are those of a source with a
    query that changes no address on the page; the journeys are tested in a browser.
    Lists held to one claim are opened where the numbers of the matrix are counted, and
    those held to several things at once where those of the filters and the timeline are.
    """
    pages, waiting = {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        answer = real_client.get(address)
        assert answer.status_code == 200, address
        # What is saved and not shown is a file, whatever it is made of.
        file = "content-disposition" in answer.headers
        if answer.headers["content-type"].startswith("text/html") and not file:
            page = pages[address] = BeautifulSoup(answer.text, "html.parser")
            found = {to for to, _ in links(address, page)}
            waiting += {to for to in found if not arrival(to) and not several(to)}
    return pages


def links(address, page):
    """Give where the links of a page lead, without the fragment, and the fragments."""
    return [
        # What a browser is to look for on the page is no part of the address.
        urldefrag(urljoin(address, a["href"].partition(":~:")[0]))
        for a in page.select("a[href]")
        if not urlsplit(a["href"]).scheme
    ]


# A block of data is no script: nothing runs, and nothing is loaded.
SCRIPT = 'script:not([type="application/ld+json"])'


def arrival(address):
    return "claim=" in urlsplit(address).query


def several(address):
    """Whether a list is held to several things at once."""
    parts = urlsplit(address)
    return "&" in parts.query and parts.path != "/compare"


def data(real_client, site):
    """Give the data behind every page, with the address of each."""
    for address, page in site.items():
        twin = page.select_one('link[rel=alternate][type="application/json"]')["href"]
        yield address, twin, real_client.get(twin)


def test_every_record_has_its_page(site, real_client):
    records = real_client.get("/exports/arguments.json").json()

    wanted = {
        f"/{kind}/{record['id']}"
        for kind in ("claims", "quotes", "sources", "speakers")
        for record in records[kind]
    } | {f"/themes/{theme['id']}" for theme in records["debate"]["themes"]}

    assert wanted <= set(site)


def test_every_link_leads_to_a_page_and_every_fragment_to_a_place(site, real_client):
    ids = {
        address: {tag["id"] for tag in page.select("[id]")}
        for address, page in site.items()
    }
    dead = set()
    for address, page in site.items():
        for to, fragment in links(address, page):
            # Both show the places of the page by itself that are linked to.
            bare = arrival(to) or several(to)
            there = to.partition("?")[0] if bare else to
            found = there in ids or real_client.get(there).status_code == 200
            if not found or (fragment and fragment not in ids.get(there, ())):
                dead.add((address, to, fragment))

    assert dead == set()


def test_a_link_is_called_to_source_where_it_lands_on_a_quote_and_nowhere_else(site):
    wrong = [
        (address, str(a))
        for address, page in site.items()
        for a in page.select("a[href]")
        if lands(urljoin(address, a["href"])) != ("to-source" in a.get("class", ()))
    ]

    assert wrong == []


def lands(address):
    """Whether an address is that of a quote in a source."""
    parts = urlsplit(address)
    return parts.path.startswith("/sources/") and parts.fragment.startswith("q-")


def test_every_landing_names_a_claim_and_its_own_quote(site, real_client):
    records = real_client.get("/exports/arguments.json").json()
    quotes = {quote["id"]: quote for quote in records["quotes"]}
    for page in site.values():
        for a in page.select("a.to-source:not([href^='#'])"):
            parts = urlsplit(a["href"])
            asked = {name: told[0] for name, told in parse_qs(parts.query).items()}
            quote = quotes[asked["quote"]]

            assert parts.fragment == f"q-{quote['id']}"
            assert parts.path == f"/sources/{quote['source']}"
            assert asked["claim"] in quote["claims"]


def test_the_way_back_from_every_landing_is_a_place(site, real_client):
    backs = {}
    for address, page in site.items():
        for a in page.select("a.to-source:not([href^='#'])")[-1:]:
            landed = real_client.get(a["href"].partition("#")[0])
            back = BeautifulSoup(landed.text, "html.parser").select_one(".back-link")
            assert back is not None, a["href"]
            to, fragment = urldefrag(str(back["href"]))
            backs[address] = to, bool(site[to].find(id=fragment)) if to in site else to

    assert {at: back for at, back in backs.items() if back != (plain(at), True)} == {}


def plain(address):
    """Give the address that a reader comes back to: folds open for the fragment.

    The home page alone keeps what was asked for: without it, it holds fewer quotes.
    """
    return address if address[:2] == "/?" else address.removesuffix("?open=all")


def test_every_claim_on_every_page_says_its_side(site, real_store):
    stances = {
        row["id"]: row["stance"]
        for row in real_store.rows("SELECT id, stance FROM claim")
    }
    for page in site.values():
        for tag in page.select("[data-claim], [data-stance]"):
            assert tag.name == "article"
            assert tag["data-stance"] == stances[tag["data-claim"]]


def test_every_page_has_its_data_beside_it_and_says_so(site, real_client):
    for address, twin, answer in data(real_client, site):
        assert answer.status_code == 200, twin
        assert answer.headers["content-type"] == "application/json", twin
        assert answer.json()
        assert site[address].select(f'footer a[href="{twin}"]'), address


def test_every_page_has_its_own_title_and_description(site):
    canonical = {address: page for address, page in site.items() if "?" not in address}

    titles = [page.title.get_text() for page in canonical.values()]

    assert sorted({title for title in titles if titles.count(title) > 1}) == []
    assert all(
        page.select_one('meta[name="description"]')["content"].strip()
        for page in site.values()
    )


def test_headings_come_in_order(site):
    for address, page in site.items():
        levels = [
            int(tag.name[1]) for tag in page.main.select("h1, h2, h3, h4, h5, h6")
        ]
        for above, below in pairwise(levels):
            assert below <= above + 1, (address, levels)


def test_nothing_is_loaded_from_another_host_and_nothing_is_inline(site):
    for address, page in site.items():
        for tag in page.select(f"{SCRIPT}, style, [style], img, link[rel=stylesheet]"):
            source = tag.get("src") or tag.get("href") or ""
            assert source.startswith("/static/"), (address, str(tag)[:90])
        assert [n for tag in page.select("*") for n in tag.attrs if n[:2] == "on"] == []


# --- weight ------------------------------------------------------------------------------


def test_one_style_sheet_and_no_script_stand_before_the_first_paint(site):
    for address, page in site.items():
        assert len(page.select("link[rel=stylesheet]")) == 1, address
        assert page.select(f"{SCRIPT}:not([defer])") == [], address
        files = page.select(
            f"link[rel=stylesheet], link[rel=preload], link[rel=icon], {SCRIPT}"
        )
        assert len(files) + 1 <= 8, address


def test_the_home_page_weighs_25_kb_at_most(real_client):
    assert weight(real_client, "/") <= 25_000


def test_the_whole_map_weighs_20_kb_at_most(real_client):
    # Every claim stands in it twice: drawn, and in the list with what answers it.
    assert weight(real_client, "/map") <= 20_000


def test_other_pages_weigh_14_kb_at_most_where_the_text_allows(site, real_client):
    weights = {
        address: weight(real_client, address)
        for address in site
        if address not in {"/", "/map"} and not long(address)
    }

    assert {address: n for address, n in weights.items() if n > 14_000} == {}


def test_where_words_are_long_the_page_weighs_little_more_than_they(site, real_client):
    for address in site:
        if long(address):
            text = site[address].get_text().encode()
            own = len(brotli.compress(text, quality=5))

            assert weight(real_client, address) <= max(14_000, 2 * own), address


def test_all_scripts_together_weigh_15_kb_at_most(site, real_client):
    scripts = {tag["src"] for page in site.values() for tag in page.select(SCRIPT)}

    assert 0 < sum(weight(real_client, script) for script in scripts) <= 15_000


def test_browsers_may_keep_what_they_have_seen(site, real_client):
    for address in site:
        kept = real_client.get(address).headers["cache-control"]
        assert "no-store" not in kept, address


def weight(client, address):
    """Say how many bytes come over the wire, compressed as browsers ask for it."""
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    return int(answer.headers["content-length"])
