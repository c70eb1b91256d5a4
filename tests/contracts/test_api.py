"""Every page as data, the exports, and errors as data."""

import contextlib
import json
import re
import sqlite3

import pytest
from pydantic import TypeAdapter

from app.compile.compiler import compiled_seeds
from app.domain.records import Bundle
from app.domain.vocabulary import Style
from app.pages.about import about_page
from app.pages.changes import changes_page
from app.pages.claim import claim_page
from app.pages.claims import claim_list
from app.pages.clash import clash_page
from app.pages.clashes import clashes_page
from app.pages.compare import compare_page
from app.pages.exports import exports_page
from app.pages.gaps import gaps_page
from app.pages.home import home_page
from app.pages.map import map_page
from app.pages.matrix import matrix_page
from app.pages.quote import quote_page
from app.pages.quotes import quotes_page
from app.pages.reading_list.address import ReadingList
from app.pages.reading_list.page import reading_list_page
from app.pages.search.page import search_page
from app.pages.source.arrival import ArrivalRequest
from app.pages.source.page import source_page
from app.pages.source.words import WordsRequest
from app.pages.sources import sources_page
from app.pages.speaker import speaker_page
from app.pages.speakers import speakers_page
from app.pages.theme import theme_page
from app.pages.themes import themes_page
from app.pages.timeline import timeline_page
from app.pages.verify.quotation import verify_page
from app.paths import SEEDS
from app.queries.filters import FilterChoice
from app.search.hits import SearchRequest
from app.store.build import build_store
from app.web.routes import data_routes, page_routes

RISES = "the-water-rises"
NOON = "acf66889acc3"

TWINS = [
    ("/index.json", home_page),
    ("/claims.json", claim_list),
    ("/map.json", map_page),
    (f"/claims/{RISES}.json", lambda s: claim_page(s, RISES)),
    ("/clashes.json", clashes_page),
    ("/clashes/does-the-sea-move.json", lambda s: clash_page(s, "does-the-sea-move")),
    (
        "/claims.json?answered=not",
        lambda s: claim_list(s, FilterChoice(answered="not")),
    ),
    ("/quotes.json", quotes_page),
    (
        "/quotes.json?source=pilot-2025&theme=water&stance=for",
        lambda s: quotes_page(
            s, FilterChoice(source="pilot-2025", theme="water", stance="for")
        ),
    ),
    (f"/quotes/{NOON}.json", lambda s: quote_page(s, NOON)),
    ("/sources.json", sources_page),
    (
        "/sources/pilot-2025.json",
        lambda s: source_page(s, "pilot-2025", ArrivalRequest(), WordsRequest()),
    ),
    (
        f"/sources/pilot-2025.json?claim={RISES}&quote={NOON}",
        lambda s: source_page(
            s, "pilot-2025", ArrivalRequest(RISES, NOON), WordsRequest()
        ),
    ),
    ("/themes.json", themes_page),
    ("/themes/water.json", lambda s: theme_page(s, "water", FilterChoice())),
    (
        "/themes/water.json?open=all",
        lambda s: theme_page(s, "water", FilterChoice(opened="all")),
    ),
    (
        "/sources/pilot-2025.json?from=/search?q=water",
        lambda s: source_page(
            s, "pilot-2025", ArrivalRequest(origin="/search?q=water"), WordsRequest()
        ),
    ),
    ("/speakers.json", speakers_page),
    ("/speakers/old-tom.json", lambda s: speaker_page(s, "old-tom")),
    ("/matrix.json", matrix_page),
    ("/matrix.json?theme=boats", lambda s: matrix_page(s, "boats")),
    ("/compare.json", compare_page),
    (
        "/compare.json?a=pilot-2025&b=moor-gull-2023",
        lambda s: compare_page(s, "pilot-2025", "moor-gull-2023"),
    ),
    (
        "/claims.json?speaker=old-tom&as_of=2024-12-31",
        lambda s: claim_list(s, FilterChoice(speaker="old-tom", as_of="2024-12-31")),
    ),
    (
        "/sources.json?theme=town",
        lambda s: sources_page(s, FilterChoice(theme="town")),
    ),
    (
        "/speakers.json?voice=authors",
        lambda s: speakers_page(s, FilterChoice(voice="authors")),
    ),
    ("/timeline.json", timeline_page),
    ("/gaps.json", lambda s: gaps_page(s, opened=False)),
    ("/changes.json", lambda s: changes_page(s, opened=False)),
    ("/gaps.json?open=all", lambda s: gaps_page(s, opened=True)),
    ("/search.json", lambda s: search_page(s, SearchRequest())),
    (
        "/search.json?q=water&source=pilot-2025",
        lambda s: search_page(s, SearchRequest("water", source="pilot-2025")),
    ),
    ("/verify.json", verify_page),
    (
        "/verify.json?q=the+water+rises+thrice+a+day",
        lambda s: verify_page(s, "the water rises thrice a day"),
    ),
    ("/reading-list.json", lambda s: reading_list_page(s, ReadingList())),
    (
        f"/reading-list.json?keep={NOON},{RISES},no-such&style=mla",
        lambda s: reading_list_page(
            s, ReadingList((NOON, RISES, "no-such"), Style.MLA)
        ),
    ),
    ("/about.json", about_page),
    ("/exports.json", exports_page),
]


def paths(router):
    return {route.path for route in router.routes if "GET" in route.methods}


# --- twins -----------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "ask"), TWINS, ids=[path for path, _ in TWINS])
def test_a_page_s_data_is_its_page_object(client, store, path, ask):
    expected = ask(store)

    response = client.get(path)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    adapter = TypeAdapter(type(expected))
    assert response.json() == adapter.dump_python(expected, mode="json")


def test_the_data_of_every_page_is_compared_with_its_page_object():
    compared = {path.partition("?")[0] for path, _ in TWINS}

    left_out = [
        path
        for path in paths(page_routes) - {"/", "/docs"}
        if not any(
            re.fullmatch(re.sub(r"{\w+}", "[^/]+", path) + r"\.json", it)
            for it in compared
        )
    ]

    assert left_out == []


def test_every_page_has_a_twin_and_every_twin_a_page():
    twins = {
        "/index.json" if path == "/" else f"{path}.json"
        for path in paths(page_routes)
        if path != "/docs"
    }

    described = {
        path
        for path in paths(data_routes)
        if path.endswith(".json")
        and not path.startswith("/exports/")
        and not path.endswith(".csl.json")
    }

    assert described == twins


def test_the_description_of_the_api_lists_every_address_of_it(client):
    described = client.get("/openapi.json").json()["paths"]

    assert paths(data_routes) - set(described) == set()


def test_the_description_of_the_api_says_every_address_in_words(client):
    described = client.get("/openapi.json").json()["paths"]

    unsaid = [
        path
        for path, methods in described.items()
        if not methods["get"].get("description")
    ]

    assert unsaid == []


def test_every_page_leads_to_its_data_as_filtered(visit):
    page = visit("/matrix?theme=water")

    (link,) = page.select('link[rel="alternate"][type="application/json"]')

    assert link["href"] == "/matrix.json?theme=water"
    assert page.select('body a[href="/matrix.json?theme=water"]')


# --- exports ---------------------------------------------------------------------------

FIELDS = {
    "release": {"hash", "date", "schema", "site_name"},
    "debate": {
        "question", "editors", "contact", "licence", "reading", "limits", "examples", "sides", "themes",
    },
    "sources": {
        "id", "title", "subtitle", "sentence_title", "short", "authors", "speaker", "publisher",
        "container", "volume", "issue", "pages", "kind", "inferred", "published", "also_published", "url", "language", "rights",
        "original_file", "sha256", "characters",
    },
    "passages": {"source", "number", "start", "end", "kind"},
    "sentences": {"source", "passage", "start", "end"},
    "speakers": {"id", "name", "aliases", "kind", "description"},
    "origins": {"id", "title", "by"},
    "claims": {
        "id", "text", "because", "stance", "theme", "parent", "note", "quotes",
        "support", "accepted",
    },
    "quotes": {
        "id", "source", "start", "end", "exact", "shown", "prefix", "suffix", "passage",
        "speaker", "attitude", "origin", "match", "note", "claims", "accepted",
    },
    "relations": {"from", "to", "kind", "mutual", "note"},
    "clashes": {"id", "question", "turns_on", "for", "against", "accepted"},
    "cases": {"for", "against"},
    "set_aside": {"source", "start", "end", "reason", "note", "repeats"},
    "former": {"kind", "slug", "now", "leads_to", "said", "reason"},
    "revisions": {"date", "since", "since_hash", "changes"},
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(client):
    """Give what arguments.json says."""
    return client.get("/exports/arguments.json").json()


def test_the_whole_data_has_exactly_the_records_that_are_promised(exported):
    assert set(exported) == set(FIELDS)


@pytest.mark.parametrize("record", FIELDS)
def test_a_record_has_exactly_the_fields_that_are_promised(exported, record):
    found = exported[record]

    for one in found if isinstance(found, list) else [found]:
        assert set(one) == FIELDS[record]


def test_the_parts_of_records_have_the_fields_that_are_promised(exported):
    (source,) = [one for one in exported["sources"] if one["id"] == "pilot-2025"]

    assert exported["claims"][0]["support"][0] == {
        "quote": exported["claims"][0]["quotes"][0],
        "modality": "flat",
    }
    assert set(exported["debate"]["themes"][0]) == {"id", "title", "description"}
    assert set(exported["debate"]["sides"][0]) == {"id", "label", "says"}
    assert source["authors"] == [
        {
            "family": "Pilot",
            "given": "Ann",
            "suffix": None,
            "family_first": False,
            "literal": None,
        }
    ]
    assert source["published"] == {
        "earliest": "2025-01-02",
        "latest": "2025-01-02",
        "precision": "day",
        "basis": "stated",
        "evidence": "January 2, 2025",
        "reasoning": None,
    }
    assert source["also_published"] == [
        {
            "container": "Press Harbour",
            "publisher": None,
            "date": "2024-12-31",
            "year": None,
            "url": "https://example.org/first",
            "evidence": "First published by Press Harbour, December 31, 2024",
        }
    ]


def test_the_whole_data_is_what_the_seeds_say(exported, world):
    data, _ = compiled_seeds(world)

    assert Bundle.model_validate(exported) == data


def test_the_whole_real_data_is_what_the_seeds_say(real_client):
    data, _ = compiled_seeds(SEEDS)

    exported = real_client.get("/exports/arguments.json")

    assert Bundle.model_validate_json(exported.content) == data


def test_the_whole_data_survives_being_read_and_written(client):
    content = client.get("/exports/arguments.json").content

    again = Bundle.model_validate_json(content).model_dump_json(indent=2)

    assert again.encode() + b"\n" == content


def test_quotes_in_the_data_are_slices_of_the_sources(exported, client):
    for quote in exported["quotes"]:
        text = client.get(f"/sources/{quote['source']}.txt").text

        assert text[quote["start"] : quote["end"]] == quote["exact"]


@pytest.mark.parametrize("slug", ["pilot-2025", "harbour-board-2024", "moor-gull-2023"])
def test_a_source_is_given_byte_for_byte(client, world, slug):
    response = client.get(f"/sources/{slug}.txt")

    assert response.content == (world / "sources" / f"{slug}.txt").read_bytes()
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_real_source_is_given_byte_for_byte(real_client):
    for path in SEEDS.glob("sources/*.txt"):
        assert real_client.get(f"/sources/{path.name}").content == path.read_bytes()


def test_the_store_itself_can_be_taken_along(client, tmp_path):
    response = client.get("/exports/store.sqlite")
    path = tmp_path / "taken.sqlite"
    path.write_bytes(response.content)

    with contextlib.closing(sqlite3.connect(path)) as store:
        (claims,) = store.execute("SELECT count(*) FROM claim").fetchone()

    assert claims == 11
    assert response.headers["content-type"] == "application/vnd.sqlite3"
    assert 'filename="counterpoint.sqlite"' in response.headers["content-disposition"]


# --- errors ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        pytest.param(
            "/claims/no-such.json", 404, "no claim is called “no-such”", id="no claim"
        ),
        pytest.param("/quotes/000000000000.json", 404, "000000000000", id="no quote"),
        pytest.param("/no-such.json", 404, "there is no such page", id="no page"),
        pytest.param("/exports/no-such", 404, "there is no such page", id="no export"),
        pytest.param(
            "/claims.json?theme=no-such",
            404,
            "theme has no value “no-such”; it takes: ",
            id="filter",
        ),
        pytest.param(
            f"/claims.json?theme={'x' * 300}", 422, "theme: ", id="a word too long"
        ),
        pytest.param(
            "/claims/the-moon-is-cheese.json",
            410,
            "withdrawn: No source says so. It said: The moon is made of cheese.",
            id="a claim that was withdrawn",
        ),
    ],
)
def test_an_error_is_data_where_data_was_asked_for(client, path, status, detail):
    response = client.get(path)

    told = json.loads(response.content)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert told["status"] == status
    assert detail in told["detail"]
    assert set(told) == {"type", "title", "status", "detail", "instance"}


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/claims/the-water-moves", f"/claims/{RISES}"),
        ("/claims/the-water-moves.json", f"/claims/{RISES}.json"),
        ("/sources/pilot-2024", "/sources/pilot-2025"),
        ("/sources/pilot-2024.json?quote=1", "/sources/pilot-2025.json?quote=1"),
        ("/sources/pilot-2024.txt", "/sources/pilot-2025.txt"),
        ("/themes/sea", "/themes/water"),
        ("/speakers/tom", "/speakers/old-tom"),
        ("/clashes/is-the-sea-at-rest.json", "/clashes/does-the-sea-move.json"),
        ("/quotes/0a0a0a0a0a0a.json", f"/quotes/{NOON}.json"),
        ("/quotes.json?source=pilot-2024", "/quotes.json?source=pilot-2025"),
    ],
)
def test_a_former_slug_leads_to_the_present_one(client, path, to):
    response = client.get(path)

    assert response.status_code == 301
    assert response.headers["location"] == to


def test_a_claim_that_was_split_offers_its_parts_as_data(client):
    answer = client.get("/claims/skippers-know-and-expect-the-tide.json")

    assert answer.status_code == 300
    assert answer.headers["content-type"] == "application/problem+json"
    assert "was split" in answer.json()["detail"]
    assert answer.json()["choices"] == [
        "/claims/skippers-read-the-table.json",
        "/claims/the-tide-comes-back.json",
    ]


def test_every_former_slug_and_id_in_the_data_leads_to_what_it_says(client, exported):
    folders = {"clash": "clashes"}
    for one in exported["former"]:
        folder = folders.get(one["kind"], f"{one['kind']}s")
        answer = client.get(f"/{folder}/{one['slug']}.json")

        to = [f"/{folder}/{slug}.json" for slug in one["leads_to"]]
        if len(to) == 1:
            assert answer.status_code == 301
            assert answer.headers["location"] == to[0]
            assert one["now"] == one["leads_to"][0]
        else:
            assert answer.status_code == (300 if to else 410)
            assert answer.json().get("choices", []) == to
            assert one["now"] is None


def test_the_annotation_of_a_former_quote_is_found_at_its_old_id(client):
    items = client.get("/exports/annotations.jsonld").json()["first"]["items"]

    answer = client.get("/quotes/0a0a0a0a0a0a")

    assert answer.status_code == 301
    now = f"{answer.headers['location']}#annotation"
    assert now in [item["id"] for item in items]


def test_only_the_slug_itself_is_renamed_in_an_address(seeds, change, tmp_path, serve):
    change("former.toml", 'slug = "sea"', 'slug = "theme"')
    build_store(seeds, tmp_path / "store.sqlite")

    response = serve(tmp_path / "store.sqlite").get("/themes/theme")

    assert response.headers["location"] == "/themes/water"


def test_a_withdrawn_claim_says_what_it_said_and_why_it_went(visit):
    page = visit("/claims/the-moon-is-cheese", status=410)

    text = page.get_text(" ", strip=True)

    assert "The moon is made of cheese." in text
    assert "No source says so." in text
