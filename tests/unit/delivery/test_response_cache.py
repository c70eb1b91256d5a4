"""Every answer on its way out: the same bytes however sent, kept, and with its headers."""

import asyncio
import gzip
import re

import brotli
import httpx2
import pytest
from bs4 import BeautifulSoup
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from app.delivery import response_cache
from app.delivery.app import create_app
from app.delivery.response_cache import FOR_CDN, ResponseCache
from app.domain.vocabulary import Style
from app.store.build import build_store
from tests.client import Client
from tests.conftest import awaited, close, site_at

PAGES = [
    "/",
    "/claims?theme=town&voice=authors",
    "/claims",
    "/claims/the-water-rises",
    "/sources/pilot-2025",
    "/sources/pilot-2025.txt",
    "/index.json",
    "/exports/arguments.json",
]
FILE = "/exports/store.sqlite"
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def asked(client, path, accepted, method="GET", **headers):
    """Ask for *path*; give the answer, and its body as it goes over the wire."""
    headers |= {"accept-encoding": accepted}
    with client.stream(method, path, headers=headers) as response:
        return response, b"".join(response.iter_raw())


# --- the same bytes ----------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_however_it_is_compressed_an_answer_is_the_same(client, path):
    answers = {
        accepted: asked(client, path, accepted)
        for accepted in ("br", "gzip", "identity")
    }

    bodies = {
        accepted: DECODED[response.headers.get("content-encoding")](raw)
        for accepted, (response, raw) in answers.items()
    }

    assert bodies["br"] == bodies["gzip"] == bodies["identity"] != b""
    encodings = [r.headers.get("content-encoding") for r, _ in answers.values()]
    assert encodings == ["br", "gzip", None]
    for response, raw in answers.values():
        assert response.status_code == 200
        assert response.headers["content-length"] == str(len(raw))
        assert response.headers["vary"] == "Accept-Encoding"


def test_the_answer_to_what_is_sent_is_compressed_and_not_kept(client):
    text = "He says “every gauge agrees” and “the sea stands still”.\n" * 20

    sizes = {}
    for encoding in ("br", "gzip", None):
        sent = client.post(
            "/verify", data={"q": text}, headers={"accept-encoding": encoding or ""}
        )
        assert sent.headers.get("content-encoding") == encoding
        assert sent.headers["cache-control"] == "private, no-cache"
        assert sent.text.count("every gauge agrees") > 20
        sizes[encoding] = int(sent.headers["content-length"])

    assert sizes["br"] < sizes["gzip"] < sizes[None] / 4


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        pytest.param("gzip, deflate, br, zstd", "br", id="what browsers send"),
        pytest.param("gzip, deflate", "gzip", id="no brotli"),
        pytest.param("br;q=0, gzip", "gzip", id="brotli refused"),
        pytest.param(
            "br; q=0.0, gzip;q=0.5", "gzip", id="brotli refused, with a blank"
        ),
        pytest.param("gzip;q=0", None, id="gzip refused"),
        pytest.param("*", "br", id="anything"),
        pytest.param("*;q=0", None, id="nothing"),
        pytest.param("identity", None, id="as it is"),
        pytest.param("deflate", None, id="what is not offered"),
        pytest.param("", None, id="an empty word"),
        pytest.param("BR, GZIP", "br", id="capital letters"),
    ],
)
def test_an_answer_is_compressed_as_the_browser_accepts(client, accepted, encoding):
    response, _ = asked(client, "/claims", accepted)

    assert response.headers.get("content-encoding") == encoding


def test_what_the_browser_refuses_by_name_it_does_not_get_as_anything(client):
    response, _ = asked(client, "/claims", "gzip;q=0, *")

    assert response.headers.get("content-encoding") != "gzip"


def test_the_same_page_twice_is_the_same_bytes(client):
    first = asked(client, "/sources/pilot-2025", "br")[1]

    assert asked(client, "/sources/pilot-2025", "br")[1] == first


def test_static_files_are_good_for_ever(client, visit):
    sheet = visit("/").select_one('link[rel="stylesheet"]')["href"]

    response, raw = asked(client, sheet, "br")

    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["vary"] == "Accept-Encoding"
    assert "etag" in response.headers
    assert response.headers["content-type"].startswith("text/css")
    assert b"@layer tokens" in brotli.decompress(raw)


def test_a_file_to_take_along_goes_out_as_it_is(client, store):
    response, raw = asked(client, FILE, "br, gzip")

    assert "content-encoding" not in response.headers
    assert raw == store.path.read_bytes()


# --- asked again -------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize("path", PAGES)
def test_who_has_the_page_is_told_that_nothing_is_new(client, path, accepted):
    first, _ = asked(client, path, accepted)
    etag = first.headers["etag"]

    again, raw = asked(client, path, accepted, **{"if-none-match": etag})

    assert again.status_code == 304
    assert raw == b""
    assert again.headers["etag"] == etag
    assert again.headers["vary"] == "Accept-Encoding"
    assert again.headers["cache-control"] == "no-cache"
    assert "content-length" not in again.headers


ASK = "no-cache"
OWN = "private, no-cache"
# Every kind of answer, and how it may be kept.
KINDS = [
    ("GET", "/claims", 200, ASK),
    ("GET", "/claims.json", 200, ASK),
    ("GET", "/claims.csv", 200, ASK),
    ("GET", "/robots.txt", 200, ASK),
    ("GET", "/feed.xml", 200, ASK),
    ("GET", "/llms.txt", 200, ASK),
    ("GET", "/openapi.json", 200, ASK),
    ("GET", FILE, 200, ASK),
    ("GET", "/exports/claims.csv", 200, ASK),
    ("GET", "/claims/the-water-rises.bib", 200, ASK),
    ("GET", "/claims/the-water-rises.png", 200, ASK),
    ("GET", "/verify?q=water", 200, OWN),
    ("GET", "/claims/skippers-know-and-expect-the-tide", 300, ASK),
    ("GET", "/claims/skippers-know-and-expect-the-tide.json", 300, ASK),
    ("GET", "/claims/", 301, ASK),
    ("GET", "/claims/the-water-moves", 301, ASK),
    ("GET", "/favicon.ico", 302, ASK),
    ("GET", "/apple-touch-icon.png", 302, ASK),
    ("GET", "/claims?theme=&stance=for", 303, ASK),
    ("GET", "/no-such-page", 404, ASK),
    ("GET", "/claims/no-such.json", 404, ASK),
    ("GET", "/sitemap.xml", 404, ASK),
    ("GET", "/static/no-such.css", 404, ASK),
    ("GET", "/verify.md", 405, ASK),
    ("GET", "/claims/the-moon-is-cheese", 410, ASK),
    ("GET", "/claims/the-moon-is-cheese.json", 410, ASK),
    ("GET", f"/claims?theme={'x' * 300}", 422, ASK),
    ("GET", "/claims.json?limit=none", 422, ASK),
    ("POST", "/verify", 422, OWN),
    ("POST", "/verify.json", 422, ASK),
    ("POST", "/claims", 405, ASK),
    ("PUT", "/claims.json", 405, ASK),
    ("DELETE", FILE, 405, ASK),
    ("OPTIONS", "/claims", 204, ASK),
    ("OPTIONS", "/verify.json", 204, ASK),
    ("OPTIONS", "/no-such-page", 404, ASK),
]


@pytest.mark.parametrize(
    ("method", "path", "status", "caching"),
    KINDS,
    ids=[f"{status} {method} {path[-40:]}" for method, path, status, _ in KINDS],
)
def test_every_answer_says_how_it_may_be_kept(client, method, path, status, caching):
    answer, raw = asked(client, path, "br", method=method)

    assert answer.status_code == status
    assert answer.headers["cache-control"] == caching
    # Only what stays has a tag, and only what differs by encoding varies.
    assert ("etag" in answer.headers) is (status == 200)
    encoded = "content-encoding" in answer.headers
    assert answer.headers.get("vary") == ("Accept-Encoding" if encoded else None)
    assert ("allow" in answer.headers) is (status in {204, 405})
    length = answer.headers.get("content-length")
    assert length == (None if status == 204 else str(len(raw)))
    if method == "GET":
        head, nothing = asked(client, path, "br", method="HEAD")
        assert (head.status_code, nothing) == (status, b"")
        assert dict(head.headers) == dict(answer.headers)


def test_a_cdn_may_keep_whole_pages_for_a_minute_and_nothing_else(store):
    app = site_at(store.path, site="https://tides.example", cdn=True)

    with Client(app) as client:
        for method, path, _, caching in KINDS:
            answer, _ = asked(client, path, "br", method=method)
            page = answer.status_code == 200 and caching == ASK and path != FILE
            told = answer.headers["cache-control"]
            assert told == (FOR_CDN.decode() if page else caching), path
            if page:
                tag = {"if-none-match": answer.headers["etag"]}
                again, _ = asked(client, path, "br", **tag)
                assert (again.status_code, again.headers["cache-control"]) == (
                    304,
                    told,
                )
    close(app)


LATER, EARLIER = "Fri, 01 Jan 2100 00:00:00 GMT", "Mon, 01 Jan 2001 00:00:00 GMT"
# What is asked, and the status for a page and for a file, which has a date and parts.
CONDITIONS = [
    ({"if-none-match": "{tag}"}, 304, 304),
    ({"if-none-match": '"another", W/"third", {tag}'}, 304, 304),
    ({"if-none-match": '"with, a comma", {tag}'}, 304, 304),
    ({"if-none-match": "W/{tag}"}, 304, 304),
    ({"if-none-match": "*"}, 304, 304),
    ({"if-none-match": '"another"'}, 200, 200),
    ({"if-none-match": "no tag"}, 200, 200),
    ({"if-match": "{tag}"}, 200, 200),
    ({"if-match": '"another", {tag}'}, 200, 200),
    ({"if-match": "*"}, 200, 200),
    ({"if-match": '"another"'}, 412, 412),
    ({"if-match": "W/{tag}"}, 412, 412),
    ({"if-match": '"another"', "if-none-match": "{tag}"}, 412, 412),
    ({"if-modified-since": "{date}"}, 200, 304),
    ({"if-modified-since": LATER}, 200, 304),
    ({"if-modified-since": EARLIER}, 200, 200),
    ({"if-modified-since": "yesterday"}, 200, 200),
    ({"if-none-match": '"another"', "if-modified-since": LATER}, 200, 200),
    ({"if-unmodified-since": "{date}"}, 200, 200),
    ({"if-unmodified-since": EARLIER}, 200, 412),
    ({"if-unmodified-since": "yesterday"}, 200, 200),
    ({"if-match": "{tag}", "if-unmodified-since": EARLIER}, 200, 200),
    ({"range": "bytes=0-15"}, 200, 206),
    ({"range": "bytes=-16"}, 200, 206),
    ({"range": "bytes=0-15", "if-range": "{tag}"}, 200, 206),
    ({"range": "bytes=0-15", "if-range": "{date}"}, 200, 206),
    ({"range": "bytes=0-15", "if-range": '"another"'}, 200, 200),
    ({"range": "bytes=0-15", "if-none-match": "{tag}"}, 304, 304),
    ({"range": "bytes=0-15", "if-match": '"another"'}, 412, 412),
    ({"range": "bytes=15-0"}, 200, 200),
    ({"range": "bytes=all"}, 200, 200),
    ({"range": "pages=1-2"}, 200, 200),
    ({"range": "bytes=999999999-"}, 200, 416),
]


def part(content, wanted):
    """Give the first or last 16 bytes, as they are asked for, and what is said of them."""
    first = 0 if wanted == "bytes=0-15" else len(content) - 16
    return content[first:][:16], f"bytes {first}-{first + 15}/{len(content)}"


@pytest.mark.parametrize(
    ("fields", "of_page", "of_file"),
    CONDITIONS,
    ids=[str(fields) for fields, *_ in CONDITIONS],
)
@pytest.mark.parametrize("path", ["/claims", FILE])
def test_conditions_and_ranges_are_met_as_the_standard_says(
    client, path, fields, of_page, of_file
):
    whole, content = asked(client, path, "br")
    known = {"tag": whole.headers["etag"], "date": whole.headers.get("last-modified")}
    wanted = {name: value.format_map(known) for name, value in fields.items()}
    status = of_file if path == FILE else of_page

    answer, raw = asked(client, path, "br", **wanted)
    head, _ = asked(client, path, "br", method="HEAD", **wanted)
    wrong = asked(client, "/no-such-page", "br", **wanted)[0]
    moved = asked(client, "/claims/", "br", **wanted)[0]

    assert answer.status_code == status
    # Only GET has ranges.
    assert head.status_code == (200 if status in {206, 416} else status)
    assert (wrong.status_code, moved.status_code) == (404, 301)
    if status == 304:
        kept = ("etag", "cache-control", "vary", "last-modified")
        assert [answer.headers.get(name) for name in kept] == [
            whole.headers.get(name) for name in kept
        ]
        assert (raw, answer.headers.get("content-length")) == (b"", None)
    elif status == 206:
        assert (raw, answer.headers["content-range"]) == part(content, wanted["range"])
    elif status == 412:
        assert b"Repeat the request without If-Match" in raw
        assert "etag" not in answer.headers
    elif status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(content)}"
    else:
        assert raw == content


def test_a_list_may_come_in_several_lines(client):
    lines = [("accept-encoding", "gzip"), ("accept-encoding", "br")]
    first = client.get("/claims", headers=lines)
    tags = [("if-none-match", first.headers["etag"]), ("if-none-match", '"another"')]

    assert first.headers["content-encoding"] == "br"
    assert client.get("/claims", headers=[*lines, *tags]).status_code == 304


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("path", ["/verify", "/verify.md", "/verify.json"])
def test_a_body_beyond_every_limit_gets_the_page_with_the_remedy(
    client, path, declared
):
    body = b"x" * 3_500_000
    sent = (
        body
        if declared
        else (body[at : at + 100_000] for at in range(0, 3_500_000, 100_000))
    )

    answer = client.post(path, content=sent)

    assert answer.status_code == 413
    kind = answer.headers["content-type"].partition(";")[0]
    data = path.endswith(".json")
    assert kind == ("application/problem+json" if data else "text/html")
    assert "At most 50,000 characters can be checked at once" in answer.text


def test_each_form_of_a_page_has_its_own_tag(client):
    tags = {
        asked(client, "/claims", accepted)[0].headers["etag"]
        for accepted in ("br", "gzip", "identity")
    }

    assert len(tags) == 3


@pytest.mark.parametrize("accepted", ["br", "identity"])
@pytest.mark.parametrize("path", PAGES)
def test_head_gives_the_same_headers_and_no_body(client, path, accepted):
    whole, _ = asked(client, path, accepted)

    head, raw = asked(client, path, accepted, method="HEAD")

    assert raw == b""
    assert head.status_code == whole.status_code
    assert dict(head.headers) == dict(whole.headers)


def test_head_sends_no_body_at_all():
    sent = []
    scope = {
        "type": "http",
        "method": "HEAD",
        "path": "/a",
        "raw_path": b"/a",
        "query_string": b"",
        "headers": [],
    }

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    awaited(kept_of(Counting())(scope, receive, send))

    assert dict(sent[0]["headers"])[b"content-length"] == b"1000"
    assert [message.get("body", b"") for message in sent[1:]] == [b""]


def test_a_new_release_has_new_tags(seeds, change, tmp_path, serve):
    build_store(seeds, tmp_path / "old.sqlite")
    change("claims/town.toml", "one whole winter", "one long winter")
    build_store(seeds, tmp_path / "new.sqlite")

    old, new = serve(tmp_path / "old.sqlite"), serve(tmp_path / "new.sqlite")

    assert old.get("/claims").headers["etag"] != new.get("/claims").headers["etag"]


# --- what is kept ------------------------------------------------------------------------


class Counting:
    """An app that counts how often each address was asked for."""

    def __init__(self, status=200):
        self.status = status
        self.asked = []

    async def __call__(self, scope, receive, send):
        self.asked.append(scope["path"])
        answer = PlainTextResponse("x" * 1000, self.status)
        await answer(scope, receive, send)


async def aside(_path, work):
    """Do work in a thread, as the site does it."""
    return await asyncio.to_thread(work)


def kept_of(app, identity=lambda: "the store"):
    """Return the cache of an app."""
    return ResponseCache(app, identity, aside)


def test_a_page_is_made_once():
    app = Counting()
    client = TestClient(kept_of(app))

    for _ in range(3):
        client.get("/a")
        client.head("/a")

    assert app.asked == ["/a"]


def test_pages_are_made_anew_when_the_store_changes():
    app, identity = Counting(), ["first"]
    client = TestClient(kept_of(app, lambda: identity[0]))

    client.get("/a")
    identity[0] = "second"
    client.get("/a")
    client.get("/a")

    assert app.asked == ["/a", "/a"]


def test_what_is_kept_is_bounded_and_the_least_asked_for_goes_first(monkeypatch):
    # Room for two pages of a thousand bytes, uncompressed, and not for three.
    monkeypatch.setattr(response_cache, "BUDGET", 3_000)
    app = Counting()
    client = TestClient(kept_of(app), headers={"accept-encoding": "identity"})

    for path in ("/a", "/b", "/a", "/c", "/a", "/b"):
        client.get(path)

    assert app.asked == ["/a", "/b", "/c", "/b"]


def test_what_is_too_large_is_answered_and_pushes_nothing_out(monkeypatch):
    app = Counting()
    client = TestClient(kept_of(app), headers={"accept-encoding": "identity"})
    client.get("/a")
    monkeypatch.setattr(response_cache, "_LARGEST", 1_000)

    answers = [client.get(path) for path in ("/b", "/b", "/a")]

    assert [answer.text for answer in answers] == ["x" * 1000] * 3
    assert app.asked == ["/a", "/b", "/b"]


def test_a_page_that_many_ask_for_at_once_is_made_once():
    app = Counting()

    async def ask_at_once():
        transport = httpx2.ASGITransport(kept_of(app))
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://testserver"
        ) as client:
            return await asyncio.gather(*(client.get("/a") for _ in range(4)))

    assert [answer.text for answer in awaited(ask_at_once())] == ["x" * 1000] * 4
    assert app.asked == ["/a"]


@pytest.mark.parametrize("status", [301, 404, 410, 422, 500, 503])
def test_what_is_no_page_is_not_kept(status):
    app = Counting(status)
    client = TestClient(kept_of(app), follow_redirects=False)

    answers = [client.get("/a") for _ in range(2)]

    assert app.asked == ["/a", "/a"]
    for answer in answers:
        assert answer.status_code == status
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-cache"


def test_an_address_of_unusual_length_is_answered_and_not_kept():
    app = Counting()
    client = TestClient(kept_of(app))

    for _ in range(2):
        assert client.get(f"/a?{'x' * 2000}").status_code == 200

    assert app.asked == ["/a", "/a"]


@pytest.mark.parametrize("path", ["/verify", "/verify.json"])
def test_what_a_reader_pastes_is_not_kept(store, path):
    app = create_app(store.path)
    cache = app.app
    with TestClient(app) as client:
        kept = client.get("/claims")
        client.get("/verify")  # the empty form
        asked = [
            client.get(f"{path}?q=every+gauge+agrees"),
            client.post("/verify", data={"q": "“every gauge agrees”"}),
            client.post("/verify.json", json={"text": "“every gauge agrees”"}),
        ]
    close(app)

    # Whatever is kept is kept in there.
    assert [path for path, *_ in vars(cache)["_kept"].recent_keys()] == [
        *(b"/verify", b"/claims")
    ]
    assert kept.headers["cache-control"] == "no-cache"
    assert {answer.headers["cache-control"] for answer in asked} == {
        "private, no-cache"
    }


def test_another_query_is_another_page():
    app = Counting()
    client = TestClient(kept_of(app))

    for query in ("a=1", "a=2", "a=1"):
        client.get(f"/a?{query}")

    assert app.asked == ["/a", "/a"]


# --- the site's own address --------------------------------------------------------------


def _addresses(path):
    """Return how often citations have the address: a claim's note in Chicago has it, too."""
    return len(Style) + path.startswith("/claims")


_CITED = ("/claims/the-water-rises", "/quotes/c220c1cb8b0d")


@pytest.mark.parametrize("path", _CITED)
def test_a_site_that_knows_its_address_cites_and_names_it(store, serve, path):
    client = serve(store.path, site="https://tides.example")

    page = client.get(path).text
    data = client.get(f"{path}.json").text

    assert f'<link rel="canonical" href="https://tides.example{path}">' in page
    assert cited(page).count(f" https://tides.example{path}") == _addresses(path)
    assert f" https://tides.example{path}" in data
    assert "without the name of the site" not in page


def cited(page):
    """Return the citations of a page."""
    found = BeautifulSoup(page, "lxml").select(".citation-text")
    return "\n".join(one.get_text() for one in found)


@pytest.mark.parametrize(
    "path",
    [
        *("/claims/the-water-rises.quotes.bib", "/sources/pilot-2025.quotes.csl.json"),
        *(
            "/exports/references.quotes.ris",
            "/exports/quotes.csv",
            "/claims.csv?theme=town",
        ),
        *("/exports/annotations.jsonld", "/exports/arguments.argdown"),
    ],
)
def test_a_site_that_knows_its_address_writes_it_into_every_file(store, serve, path):
    ours = re.compile(r"(https://tides\.example)?/(?:quotes|claims)/[a-z0-9-]+")

    there = ours.findall(serve(store.path, site="https://tides.example").get(path).text)
    without = ours.findall(serve(store.path).get(path).text)

    assert there
    assert set(there) == {"https://tides.example"}
    assert set(without) == {""}


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/claims?stance=for", "/claims"),
        ("/claims?theme=town", "/themes/town"),
        ("/claims?theme=town&open=all", "/themes/town"),
        ("/claims?theme=town&stance=for", "/claims"),
        ("/sources/pilot-2025?claim=the-water-rises&from=/", "/sources/pilot-2025"),
        ("/sources/pilot-2025?p=3&words=the%20water", "/sources/pilot-2025"),
    ],
)
def test_the_canonical_address_has_no_query(store, serve, path, canonical):
    page = serve(store.path, site="https://tides.example").get(path).text

    named = re.findall('<link rel="canonical" href="([^"]*)">', page)
    assert named == [f"https://tides.example{canonical}"]


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost"),
        ("[::1]:9000", "http://[::1]:9000"),
        ("tides.example", ""),
        ("127.0.0.1.evil.example", ""),
        ("localhost:8000@evil.example", ""),
    ],
)
def test_files_and_citations_name_the_machine_itself_if_it_is_asked(
    client, host, named
):
    for path in (
        "/exports/references.quotes.bib",
        "/exports/references.quotes.ris",
        "/exports/quotes.csv",
        "/exports/annotations.jsonld",
        "/claims.csv?theme=town",
        "/claims/the-water-rises.json",
        "/reading-list.md?keep=the-water-rises",
    ):
        text = client.get(path, headers={"Host": host}).text

        assert f"{named}/claims/" in text or f"{named}/quotes/" in text, path
        assert bool(named) is ("http://" in text.replace("http://www.w3.org", "")), path
        assert "evil" not in text


@pytest.mark.parametrize("path", ["/", *_CITED])
@pytest.mark.parametrize("site", ["", "https://tides.example"])
def test_what_a_reader_says_of_the_host_is_on_no_page(store, serve, path, site):
    client = serve(store.path, site=site)
    false = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    asked_falsely = client.get(path, headers=false)

    assert "evil.example" not in asked_falsely.text
    assert client.get(path).content == asked_falsely.content


@pytest.mark.parametrize("path", _CITED)
def test_a_site_that_does_not_know_its_address_says_how_to_complete_it(client, path):
    page = client.get(path).text

    assert cited(page).count(f" {path}") == _addresses(path)
    assert "without the name of the site" in page
