"""What pages say of themselves to crawlers: JSON-LD in the words of schema.org."""

import json
import re

import pytest
from pyld import jsonld

from app.store.build import build_store
from tests.reading import words

SITE = "https://tides.example"
PAGES = [
    "/",
    "/claims/the-water-rises",
    "/clashes/does-the-sea-move",
    "/quotes/acf66889acc3",
    "/sources/pilot-2025",
]
SCHEMA = "http://schema.org/"
# What schema.org/docs/jsonldcontext.jsonld says of the words used here: tests ask no
# other host.
ADDRESS = {"@type": "@id"}
TERMS = {
    "@vocab": SCHEMA,
    "archivedAt": {"@id": f"{SCHEMA}archivedAt", **ADDRESS},
    "datePublished": {"@id": f"{SCHEMA}datePublished", "@type": f"{SCHEMA}Date"},
    "isPartOf": {"@id": f"{SCHEMA}isPartOf", **ADDRESS},
    "mainEntityOfPage": {"@id": f"{SCHEMA}mainEntityOfPage", **ADDRESS},
    "url": {"@id": f"{SCHEMA}url", **ADDRESS},
}


@pytest.fixture
def known(store, serve):
    """Give a client of the small world, of a site that knows its own address."""
    return serve(store.path, site=SITE)


def block(html):
    """Give the one block of data in a page, as text."""
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL
    )
    return text


def said(client, path):
    """Give what a page says of itself, by type, each type's in order."""
    found: dict[str, list[dict[str, object]]] = {}
    for node in json.loads(block(client.get(path).text))["@graph"]:
        found.setdefault(node["@type"], []).append(node)
    return found


def contexts(url, _options):
    assert url == "https://schema.org"
    document = {"@context": TERMS}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def ids(part):
    """Give every id and address that stands in what was expanded."""
    if isinstance(part, list):
        return {one for each in part for one in ids(each)}
    if not isinstance(part, dict):
        return set()
    own = {part["@id"]} if "@id" in part else set()
    return own | {one for each in part.values() for one in ids(each)}


@pytest.mark.parametrize("site", ["", SITE])
@pytest.mark.parametrize("path", PAGES)
def test_pyld_reads_every_kind_of_page_and_every_address_is_whole(
    store, serve, path, site
):
    text = block(serve(store.path, site=site).get(path).text)

    graph = jsonld.expand(
        json.loads(text), {"documentLoader": contexts, "base": f"{SITE}{path}"}
    )

    there = {node["@type"][0].removeprefix(SCHEMA) for node in graph}
    assert there <= {"WebSite", "WebPage", "Claim", "Question", "Quotation", "Article"}
    others = {"https://example.org/tide"}
    assert {one for one in ids(graph) if not one.startswith(f"{SITE}/")} <= others


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_ours_that_is_named_is_there(client, path):
    named = {
        one.partition("#")[0]
        for one in re.findall(
            r'"(?:@id|url|archivedAt)":"(/[^"]*)"', block(client.get(path).text)
        )
    }

    assert named
    assert {client.get(one).status_code for one in named} == {200}


def test_the_parts_of_a_page_are_joined_to_one_another(client):
    text = block(client.get("/claims/the-water-rises").text)
    graph = json.loads(text)["@graph"]

    defined = {node["@id"] for node in graph}
    page, claim, *_ = graph
    assert page["mainEntity"]["@id"] == claim["@id"]
    assert {one["@id"] for one in claim["citation"]} <= defined
    assert all(
        node["isPartOf"]["@id"] in defined
        for node in graph
        if node["@type"] == "Quotation"
    )


def test_a_claim_says_what_its_page_shows(client, visit):
    page = visit("/claims/the-water-rises")
    told = said(client, "/claims/the-water-rises")

    assert told["Claim"][0]["text"] == page.h1.get_text()
    shown = [tag.get_text() for tag in page.select("li.quote blockquote > mark")]
    assert [one["text"] for one in told["Quotation"]] == shown
    places = [tag["id"].replace("q-", "/quotes/") for tag in page.select("li.quote")]
    assert [one["url"] for one in told["Quotation"]] == places
    assert [one["@id"] for one in told["Article"]] == [
        "/sources/moor-gull-2023#article",
        "/sources/pilot-2025#article",
    ]


def test_the_claims_of_a_clash_are_about_its_question_and_no_answers_to_it(client):
    told = said(client, "/clashes/does-the-sea-move")

    assert told["Question"] == [
        {
            "@type": "Question",
            "@id": "/clashes/does-the-sea-move#question",
            "name": "Does the sea move?",
            "description": "Whether what the gauges count is the sea or a gate.",
            "url": "/clashes/does-the-sea-move",
        }
    ]
    (page,) = told["WebPage"]
    assert page["mainEntity"]["@id"] == told["Question"][0]["@id"]
    assert {claim["url"] for claim in told["Claim"]} == {
        "/claims/the-water-rises",
        "/claims/the-rise-comes-twice-a-day",
        "/claims/the-harbour-is-a-pond",
        "/claims/only-the-boats-move",
    }
    for claim in told["Claim"]:
        assert claim["about"] == {"@id": "/clashes/does-the-sea-move#question"}
        (citation,) = claim["citation"]
        assert client.get(citation["@id"].partition("#")[0]).status_code == 200


def test_a_quote_has_its_real_speaker_and_the_claims_that_cite_it(client):
    told = said(client, "/claims/only-the-boats-move")
    (quote,) = told["Quotation"]

    assert quote["creator"] == {
        "@type": "Person",
        "@id": "/speakers/old-tom#speaker",
        "name": "Old Tom",
        "url": "/speakers/old-tom",
    }
    asked = said(client, quote["url"])
    assert asked["Quotation"] == [quote]
    assert [claim["url"] for claim in asked["Claim"]] == ["/claims/only-the-boats-move"]


def test_a_group_is_not_said_to_be_an_organization(client):
    quotes = said(client, "/claims/the-tide-comes-back")["Quotation"]

    (skippers,) = [
        one["creator"] for one in quotes if one["creator"]["name"] == "Some skippers"
    ]
    assert "@type" not in skippers


def test_an_article_says_what_its_text_states(client, visit):
    page = visit("/sources/pilot-2025")
    (article,) = said(client, "/sources/pilot-2025")["Article"]

    assert article == {
        "@type": "Article",
        "@id": "/sources/pilot-2025#article",
        "headline": page.h1.get_text(),
        "author": [
            {
                "@type": "Person",
                "name": "Ann Pilot",
                "familyName": "Pilot",
                "givenName": "Ann",
            }
        ],
        "datePublished": "2025-01-02",
        "publisher": {"@type": "Organization", "name": "Harbour Press"},
        "isPartOf": {"@type": "CreativeWork", "name": "Harbour Gazette"},
        "inLanguage": "en",
        "url": "https://example.org/tide",
        "archivedAt": "/sources/pilot-2025.txt",
        "mainEntityOfPage": {"@id": "/sources/pilot-2025"},
    }
    shown = words(page.find(id="about-source"))
    assert "Harbour Press (stated)" in shown
    assert "Harbour Gazette (stated)" in shown


def test_what_an_article_does_not_state_is_not_said(client):
    (article,) = said(client, "/sources/harbour-board-2024")["Article"]

    assert article["alternativeHeadline"] == "A winter on the quay"
    assert {"author", "datePublished", "publisher", "isPartOf", "url"} & set(
        article
    ) == set()


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("report", "Report"), ("book", "Book"), ("speech", "CreativeWork")],
)
def test_a_work_that_is_no_article_says_so(changed, kind, type_):
    visit = changed(
        "sources/pilot-2025.toml", "language =", f'kind = "{kind}"\nlanguage ='
    )
    (script,) = visit("/sources/pilot-2025").select('[type="application/ld+json"]')
    _, work = json.loads(script.string)["@graph"]

    assert (work["@type"], work["headline"]) == (type_, "The Tide at Noon")


def test_a_date_is_as_exact_as_it_is_stated(client):
    (article,) = said(client, "/sources/moor-gull-2023")["Article"]

    assert article["datePublished"] == "2023-05"


def test_no_inferred_date_of_the_real_site_is_passed_off_as_stated(real_client):
    dates = {
        one["id"]: said(real_client, f"/sources/{one['id']}")["Article"][0].get(
            "datePublished"
        )
        for one in real_client.get("/exports/arguments.json").json()["sources"]
    }

    assert dates == {
        "rinna-2014": "2014-07-01",
        "attache-2022": None,
        "rerussia-2023": None,
        "rajput-ghosh-2024": None,
        "datta-2025": "2025-01-02",
    }


def test_the_home_page_says_what_the_site_is_about_and_how_to_search_it(
    client, known, store
):
    (site,) = said(known, "/")["WebSite"]

    assert site["about"]["name"] == store.stamp.question
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{SITE}/search?q={{words}}"
    asked = template.replace("{words}", "water").removeprefix(SITE)
    assert "the-water-rises" in known.get(asked).text
    # A template without the name of the site would lead nowhere.
    assert "potentialAction" not in said(client, "/")["WebSite"][0]


@pytest.mark.parametrize("path", ["/claims", "/about", "/no-such-page"])
def test_other_pages_say_nothing(client, path):
    assert "application/ld+json" not in client.get(path).text


def test_nothing_within_a_claim_ends_the_block(seeds, change, serve, tmp_path):
    text = "The water </script><script>alert(1)</script> <!-- rises & falls."
    change(
        "claims/water.toml", '"The water in the harbour rises and falls."', f'"{text}"'
    )
    build_store(seeds, tmp_path / "store.sqlite")
    client = serve(tmp_path / "store.sqlite")

    html = client.get("/claims/the-water-rises").text

    assert not set("<>&") & set(block(html))
    assert said(client, "/claims/the-water-rises")["Claim"][0]["text"] == text
    assert "<script>alert" not in html
