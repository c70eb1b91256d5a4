"""The site beneath a path of a host: every address has it, and leads where it did."""

import re
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest

from app.delivery.app import create_app
from app.domain.errors import RootPathTaken
from tests.site.crawl import followed

ROOT = "/debate"
SITE = "https://tides.example"
# What is no page: files for crawlers and programs, redirects and errors.
OTHERS = """
/robots.txt /sitemap.xml /feed.xml /llms.txt /opensearch.xml /favicon.ico /verify.md
/claims.json?limit=2 /claims.csv /quotes/acf66889acc3.json /claims/the-water-rises.json
/exports/arguments.json /exports/annotations.jsonld /exports/arguments.aif.json
/exports/references.bib /exports/arguments.argdown /exports/arguments.kialo.txt
/Claims/ /claims/the-water-rises/ /?theme=town /index.json?theme=town /claims?limit=x
/claims?theme=town&theme=&stance= /claims/the-watter-rises /claims/no.json /speakers/tom
/claims/the-tide.json /search?q=water /search.json?q=watre
/verify.json?q=every+gauge+agrees /reading-list.md?keep=the-water-rises
/reading-list.html?keep=the-water-rises&fill=true
/sources/pilot-2025?claim=the-water-rises&quote=acf66889acc3&from={}/claims
/sources/pilot-2025.json?q=1&from={}/search?q=tide
"""
WITH_HOST = """
/ /claims/the-water-rises /sources/pilot-2025 /claims/the-water-rises.json /robots.txt
/sitemap.xml /feed.xml /llms.txt /opensearch.xml /exports/arguments.kialo.txt /exports/quotes.csv
/exports/arguments.aif.json /exports/annotations.jsonld /reading-list.md?keep=the-water-rises
"""
_LINK = re.compile(r'(?:href|src|action|formaction)="(/[^"]*)"')
# The name of a style sheet that names a font has a hash of that address.
_HASH = re.compile(r"\.[0-9a-f]{10}(?=\.css)")
# An address without the path before it.
_BARE = re.compile(
    r"(?:(?<![\w/.~<{-])|(?<=tides\.example))/"
    r"(?:static|claims|clashes|quotes|sources|speakers|themes|exports|search|verify"
    r"|reading-list|index|card|map|matrix|timeline|compare|gaps|about|changes|docs|openapi|feed)"
    r"(?![\w-])"
)


# Lists of the API, where paths are below its server, and of the sizes of files.
_OWN_PATHS = ("/openapi.json", "/exports", "/exports.json")


def without_root(text):
    return _HASH.sub("", text.replace(f' data-root="{ROOT}"', "").replace(ROOT, ""))


def told(client, address):
    """Give what a site answers, as far as it may hold addresses."""
    answer = client.get(address, headers={"accept-encoding": "identity"})
    # A link stands between < and >; < as in </p> begins no address.
    heads = [answer.headers.get(name, "").lstrip("<") for name in ("location", "link")]
    return "\n".join([str(answer.status_code), *heads, answer.text])


def compared(whole, beneath, address):
    """Give the links of a page, which is the same beneath a path but for its addresses."""
    text = told(beneath, ROOT + address.format(ROOT))
    if address not in _OWN_PATHS:
        assert without_root(text) == without_root(told(whole, address.format(""))), (
            address
        )
        assert not _BARE.search(text), address
    return [urldefrag(without_root(link)).url for link in _LINK.findall(text)]


def kind_of(address):
    """Give what addresses of one kind share: the page, the ending and the parameters."""
    parts = urlsplit(address)
    return (
        re.sub(r"(?<=/)[^/.]+$", "", parts.path[1:]),
        *(name for name, _ in parse_qsl(parts.query)),
    )


def test_every_address_has_the_path_and_leads_where_it_did(store, client, serve):
    beneath = serve(store.path, site=ROOT)
    waiting, kinds = ["/", *OTHERS.split()], {kind_of(one) for one in OTHERS.split()}
    while waiting:
        for to in compared(client, beneath, waiting.pop()):
            if followed(to) and "." not in to and kind_of(to) not in kinds:
                kinds.add(kind_of(to))
                waiting.append(to)
    assert len(kinds) > 50


def test_a_site_that_knows_its_address_writes_the_path_after_its_host(store, serve):
    whole, beneath = serve(store.path, site=SITE), serve(store.path, site=SITE + ROOT)

    for address in WITH_HOST.split():
        compared(whole, beneath, address)
    server = beneath.get("/openapi.json").json()["servers"]
    assert server == [{"url": SITE + ROOT}]


@pytest.mark.parametrize("before", ["", ROOT])
def test_a_proxy_may_strip_the_path_or_pass_it_on(store, serve, before):
    beneath = serve(store.path, site=ROOT)

    page = beneath.get(f"{before}/claims/the-water-rises")
    (style,) = re.findall('rel="stylesheet" href="([^"]*)"', page.text)

    assert page.status_code == beneath.get(before or "/").status_code == 200
    assert beneath.get(style.removeprefix(ROOT)).status_code == 200
    sheet = beneath.get(style)
    assert sheet.headers["cache-control"].endswith("immutable")
    assert f'url("{ROOT}/static/fonts/' in sheet.text
    moved = beneath.get(f"{before}/exports/claims.csv/")
    assert moved.headers["location"] == f"{ROOT}/exports/claims.csv"
    # It is data whatever the path is.
    assert moved.headers["access-control-allow-origin"] == "*"
    assert beneath.options(f"{before}/verify.json").headers["allow"] == (
        "GET, HEAD, OPTIONS, POST"
    )
    quotation = {"q": "every gauge agrees"}
    verified = beneath.post(f"{before}/verify", data=quotation)
    assert verified.headers["location"] == f"{ROOT}/verify?q=every+gauge+agrees"
    report = beneath.post(f"{before}/verify.md", data={"q": "“every gauge agrees”"})
    assert f"<http://testserver{ROOT}/sources/" in report.text
    # A path that only begins alike is none of the site.
    assert beneath.get(f"{ROOT}s/claims").status_code == 404


@pytest.mark.parametrize("root", ["/claims", "/static/a", "/mcp"])
def test_a_path_of_the_site_itself_is_refused(store, root):
    with pytest.raises(RootPathTaken, match=f"{root} is a path of the site itself"):
        create_app(store.path, site=root)
