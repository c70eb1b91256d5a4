"""What crawlers and feed readers look for: robots.txt, the sitemap, the feed, llms.txt."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.domain.errors import NotFound
from app.store.connection import Stamp, Store
from app.web.params import OpenStore
from app.web.routes import PAGES


@dataclass(frozen=True, slots=True)
class Addressed:
    """One thing that has a page of its own."""

    kind: str
    """The list that it stands in: "claims"."""
    id: str
    label: str

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"/{self.kind}/{self.id}"


# In the order of reading; quotes come last, because there are most of them.
_ALL = """
    SELECT 'themes' AS kind, id, title AS label, 1 AS rank, position FROM theme
    UNION ALL SELECT 'sources', id, short || ': ' || title, 2, position FROM source
    UNION ALL SELECT 'speakers', id, name, 3, position FROM speaker
    UNION ALL SELECT 'claims', id, text, 4, position FROM claim
    UNION ALL SELECT 'quotes', quote.id, quote.exact, 5,
        source.position * 1e9 + quote.start
        FROM quote JOIN source ON source.id = quote.source
    ORDER BY rank, position"""


def all_addressed(store: Store) -> tuple[Addressed, ...]:
    """Give everything that has a page of its own."""
    return tuple(
        Addressed(row["kind"], row["id"], row["label"]) for row in store.rows(_ALL)
    )


router = APIRouter(include_in_schema=False)

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

_WHAT = "The arguments for and against, each followed back to the exact words of its source."
_HOW = """\
Every page has its data at its own address with `.json` added. Put words between quotation
marks only if {site}/verify.json?q=… finds them `exact` or `typographic`, and give the
address of the quote or claim. The author of an article is not always the speaker: say who
speaks. The site holds no verdict."""


def _file(path: str) -> Callable[..., Callable[..., object]]:
    """Register a file for GET and HEAD."""
    return router.api_route(path, methods=["GET", "HEAD"])


@_file("/robots.txt")
async def robots(store: OpenStore) -> PlainTextResponse:
    """Say that everything may be read, and where the list of it is."""
    lines = ["User-agent: *", "Disallow:"]
    if store.site:
        lines += ["", f"Sitemap: {store.site}/sitemap.xml"]
    return PlainTextResponse("\n".join([*lines, ""]))


@_file("/sitemap.xml")
async def sitemap(store: OpenStore) -> Response:
    """List every page."""
    site = _known(store)
    top = Element("urlset", xmlns=_SITEMAP)
    for path in [*_listed_pages(), *(one.path for one in all_addressed(store))]:
        url = SubElement(top, "url")
        SubElement(url, "loc").text = site + path
        SubElement(url, "lastmod").text = store.stamp.date
    return _xml(top, "application/xml")


def _listed_pages() -> list[str]:
    """Return the paths of the pages that are not about one record."""
    return [page.path for page in PAGES if page.indexed and "{" not in page.path]


@_file("/opensearch.xml")
async def opensearch(store: OpenStore) -> Response:
    """Tell a browser how to search here from its own bar."""
    site = _known(store)
    top = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    SubElement(top, "ShortName").text = "Counterpoint"
    SubElement(top, "Description").text = "Search claims, quotes and articles"
    SubElement(top, "InputEncoding").text = "UTF-8"
    SubElement(
        top, "Url", type="text/html", template=f"{site}/search?q={{searchTerms}}"
    )
    return _xml(top, "application/opensearchdescription+xml")


@_file("/feed.xml")
async def feed(store: OpenStore) -> Response:
    """Say which release this is, for those who want to hear of the next one."""
    stamp, count = (
        store.stamp,
        Counter(one.kind for one in all_addressed(store)),
    )
    top = Element("feed", xmlns=_ATOM)
    _heard_of(
        top, f"question {stamp.question}", f"Counterpoint: {stamp.question}", stamp
    )
    SubElement(SubElement(top, "author"), "name").text = "Counterpoint"
    SubElement(top, "link", rel="self", href=f"{store.site}/feed.xml")
    entry = SubElement(top, "entry")
    _heard_of(entry, f"release {stamp.hash}", f"Release of {stamp.date}", stamp)
    SubElement(entry, "link", href=f"{store.site}/")
    SubElement(entry, "summary").text = (
        f"{count['claims']} claims and {count['quotes']} quotes from "
        f"{count['sources']} sources. Release {stamp.hash}."
    )
    return _xml(top, "application/atom+xml")


def _heard_of(about: Element, name: str, title: str, stamp: Stamp) -> None:
    """Say what a feed, or an entry of it, is called, and since when it is so."""
    # The same wherever it is served, as Atom asks (RFC 4287, 4.2.6).
    SubElement(about, "id").text = uuid.uuid5(uuid.NAMESPACE_OID, name).urn
    SubElement(about, "title").text = title
    SubElement(about, "updated").text = f"{stamp.date}T00:00:00Z"


@_file("/llms.txt")
async def llms(store: OpenStore) -> PlainTextResponse:
    """Say to a language model what is here, and how to cite it (llmstxt.org)."""
    site, found = store.site, all_addressed(store)
    lines = [
        "# Counterpoint",
        "",
        f"> {store.stamp.question} {_WHAT}",
        "",
        _HOW.format(site=site),
        "",
        *_section(
            "Data",
            [
                f"- [Everything in one file]({site}/exports/arguments.json)",
                f"- [Every address for programs]({site}/openapi.json)",
            ],
        ),
        *_section("Themes", _links(site, found, "themes")),
        *_section("Sources", _links(site, found, "sources")),
        *_section("Claims", _links(site, found, "claims")),
    ]
    return PlainTextResponse("\n".join(lines))


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""]


def _links(site: str, found: Iterable[Addressed], kind: str) -> list[str]:
    return [
        f"- [{one.label}]({site}{one.path}.json)" for one in found if one.kind == kind
    ]


def _known(store: Store) -> str:
    """Give the site's address; raises NotFound where it does not know its own."""
    if not store.site:
        raise NotFound("this needs the site's own address, which --site tells it")
    return store.site


def _xml(top: Element, media_type: str) -> Response:
    indent(top)
    content = tostring(top, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type=media_type)
