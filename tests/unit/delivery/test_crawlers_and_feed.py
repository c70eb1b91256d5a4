"""What machines that read along are told: which pages there are, and what is new."""

from xml.etree import ElementTree as ET

import pytest
from starlette.routing import Route

from app.delivery import crawlers_and_feed
from app.store.build import build_store
from app.web.routes import page_routes

SITE = "https://tides.example"
FILES = {
    "/robots.txt": "text/plain; charset=utf-8",
    "/llms.txt": "text/plain; charset=utf-8",
    "/sitemap.xml": "application/xml",
    "/opensearch.xml": "application/opensearchdescription+xml",
    "/feed.xml": "application/atom+xml",
}
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "atom": "http://www.w3.org/2005/Atom",
    "search": "http://a9.com/-/spec/opensearch/1.1/",
}


@pytest.fixture
def known(store, serve):
    """Give a client of the small world, of a site that knows its own address."""
    return serve(store.path, site=SITE)


def read(client, path):
    """Give a file of XML as a tree."""
    return ET.fromstring(client.get(path).content)  # noqa: S314 - it is our own


@pytest.mark.parametrize(("path", "kind"), FILES.items())
def test_every_file_is_there_and_says_what_it_is(known, path, kind):
    answer = known.get(path)

    assert answer.status_code == known.head(path).status_code == 200
    assert answer.headers["content-type"] == kind


def test_the_map_of_the_site_lists_every_page_and_each_is_there(known, store):
    there = [
        one.text for one in read(known, "/sitemap.xml").iterfind(".//map:loc", NAMES)
    ]
    things = store.row(
        """SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM quote)
            + (SELECT count(*) FROM source) + (SELECT count(*) FROM speaker)
            + (SELECT count(*) FROM theme) + (SELECT count(*) FROM clash) AS n"""
    )["n"]
    alone = {
        route.path
        for route in page_routes.routes
        if isinstance(route, Route)
        and "{" not in route.path
        and "GET" in (route.methods or ())
    }

    paths = [address.removeprefix(SITE) for address in there]
    # Search without words is no page to be found by.
    assert set(paths) >= alone - {"/search"}
    assert len(paths) == len(set(paths)) == things + len(alone) - 1
    assert {known.get(path).status_code for path in paths} == {200}


def test_a_long_map_of_the_site_is_in_parts_that_list_the_same_pages(
    known, store, serve, monkeypatch
):
    def listed(client, path):
        locations = read(client, path).iterfind(".//map:loc", NAMES)
        return [one.text.removeprefix(SITE) for one in locations]

    whole = listed(known, "/sitemap.xml")
    monkeypatch.setattr(crawlers_and_feed, "_MAPPED", 5)
    large = serve(store.path, site=SITE)

    parts = listed(large, "/sitemap.xml")
    assert len(parts) == 12
    assert [path for part in parts for path in listed(large, part)] == whole
    assert large.get("/sitemap-quotes-5.xml").status_code == 404


def test_a_page_of_the_map_is_canonical(known):
    page = known.get("/claims/the-water-rises").text

    assert f'<link rel="canonical" href="{SITE}/claims/the-water-rises">' in page
    assert f'<meta property="og:url" content="{SITE}/claims/the-water-rises">' in page


@pytest.mark.parametrize("path", ["/sitemap.xml", "/opensearch.xml"])
def test_what_needs_the_whole_address_is_not_there_without_it(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "--site" in answer.text
    assert "Sitemap" not in client.get("/robots.txt").text
    assert "opensearch" not in client.get("/").text


def test_crawlers_may_read_everything_and_are_led_to_the_map(known):
    assert known.get("/robots.txt").text == (
        f"User-agent: *\nDisallow:\n\nSitemap: {SITE}/sitemap.xml\n"
    )


def test_a_browser_can_search_from_its_own_bar(known):
    (address,) = read(known, "/opensearch.xml").iterfind("search:Url", NAMES)
    template = address.get("template")

    asked = template.replace("{searchTerms}", "water").removeprefix(SITE)
    assert "the-water-rises" in known.get(asked).text
    assert 'href="/opensearch.xml"' in known.get("/").text


def test_a_new_release_is_a_new_entry_of_the_same_feed(
    store, client, seeds, serve, tmp_path
):
    (seeds / "debate.toml").write_text(
        (seeds / "debate.toml").read_text().replace("2025-03-01", "2025-04-01")
    )
    build_store(seeds, tmp_path / "next.sqlite")

    before = read(client, "/feed.xml")
    after = read(serve(tmp_path / "next.sqlite"), "/feed.xml")

    def of(tree, path):
        return tree.findtext(path, namespaces=NAMES)

    assert of(before, "atom:id") == of(after, "atom:id")
    assert of(before, "atom:entry/atom:id") != of(after, "atom:entry/atom:id")
    assert of(after, "atom:entry/atom:updated") == "2025-04-01T00:00:00Z"
    assert of(before, "atom:entry/atom:summary").startswith(
        "11 claims and 17 quotes from 3 sources."
    )
    assert store.stamp.hash in of(before, "atom:entry/atom:summary")


def test_a_language_model_is_told_what_is_here_and_every_link_leads_there(
    client, store
):
    text = client.get("/llms.txt").text
    links = [part.partition(")")[0] for part in text.split("](")[1:]]

    assert text.startswith(f"# Counterpoint\n\n> {store.stamp.question} ")
    assert "/claims/the-water-rises.json" in links
    assert {client.get(link).status_code for link in links} == {200}


def test_a_page_says_to_those_who_share_it_what_it_is(visit):
    page = visit("/claims/the-water-rises")

    told = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert told["og:title"] == page.title.get_text()
    assert (
        told["og:description"] == page.select_one('meta[name="description"]')["content"]
    )
    assert told["og:type"] == "article"
    # Where the site does not know its own address, none is made up.
    assert "og:url" not in told
