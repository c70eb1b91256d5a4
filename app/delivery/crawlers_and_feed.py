"""Files for crawlers and feed readers: robots.txt, sitemap, OpenSearch, feed, llms.txt."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.domain.counts import count
from app.domain.errors import NotFound
from app.pages.changes import changes_page
from app.queries.totals import totals_of
from app.store.connection import Store
from app.web.params import OpenStore
from app.web.routes import PAGES, READ

router = APIRouter(include_in_schema=False)

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

_WHAT = (
    "The arguments for and against, each traced back to the exact words of its source."
)
_HOW = """\
Every page has its data at its own address with `.json` added. Put words between quotation
marks only if {site}/verify.json?q=… finds them `exact` or `typographic`, or `abridged`
without a negation or a hedge left out, and give the address of the quote or claim. The
author of an article is not always the speaker: say who speaks. The site holds no verdict."""

# In the order of reading; quotes come last, because there are most of them.
_RECORDS = """
    SELECT 'themes' AS kind, id, title AS label, 1 AS rank, position FROM theme
    UNION ALL SELECT 'clashes', id, question, 2, position FROM clash
    UNION ALL SELECT 'sources', id, short || ': ' || title, 3, position FROM source
    UNION ALL SELECT 'speakers', id, name, 4, position FROM speaker
    UNION ALL SELECT 'claims', id, text, 5, position FROM claim
    UNION ALL SELECT 'quotes', quote.id, quote.shown, 6,
        source.position * 1e9 + quote.start
        FROM quote JOIN source ON source.id = quote.source
    ORDER BY rank, position"""

# A file for language models lists so many of a kind. Our choice: more than the first
# debate has.
_LISTED = 200
_FIRST = {
    "clashes": "SELECT id, question AS label FROM clash ORDER BY position LIMIT ?",
    "themes": "SELECT id, title AS label FROM theme ORDER BY position LIMIT ?",
    "sources": """
        SELECT id, short || ': ' || title AS label FROM source
        ORDER BY position LIMIT ?""",
    "claims": "SELECT id, text AS label FROM claim ORDER BY position LIMIT ?",
}

Pages = dict[str, list[tuple[str, str]]]


def record_pages(store: Store) -> Pages:
    """Return path and label of every page about one record, by kind: "claims"."""
    pages: Pages = defaultdict(list)
    for row in store.rows(_RECORDS):
        pages[row["kind"]].append((f"/{row['kind']}/{row['id']}", row["label"]))
    return pages


def _file(path: str) -> Callable[..., Callable[..., object]]:
    """Register a file for GET and HEAD."""
    return router.api_route(path, methods=READ)


@_file("/robots.txt")
async def robots(store: OpenStore) -> PlainTextResponse:
    """Allow crawlers everything and name the sitemap."""
    lines = ["User-agent: *", "Disallow:"]
    if store.site:
        lines += ["", f"Sitemap: {store.site}/sitemap.xml"]
    return PlainTextResponse("\n".join([*lines, ""]))


@_file("/sitemap.xml")
async def sitemap(store: OpenStore) -> Response:
    """List every page."""
    site = _known_site(store)
    paths = [page.path for page in PAGES if page.indexed and "{" not in page.path]
    for pages in record_pages(store).values():
        paths += [path for path, _ in pages]
    root = Element("urlset", xmlns=_SITEMAP)
    for path in paths:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = site + path
        SubElement(url, "lastmod").text = store.stamp.date
    return _xml(root, "application/xml")


@_file("/opensearch.xml")
async def opensearch(store: OpenStore) -> Response:
    """Describe the search, so that browsers can offer it in their own bar."""
    search = f"{_known_site(store)}/search?q={{searchTerms}}"
    root = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    SubElement(root, "ShortName").text = store.stamp.site_name
    SubElement(root, "Description").text = "Search claims, quotes and articles"
    SubElement(root, "InputEncoding").text = "UTF-8"
    SubElement(root, "Url", type="text/html", template=search)
    return _xml(root, "application/opensearchdescription+xml")


@_file("/feed.xml")
async def feed(store: OpenStore) -> Response:
    """Return a feed of this release and of those before it that are recorded."""
    stamp, totals = store.stamp, totals_of(store)
    root = Element("feed", xmlns=_ATOM)
    question = stamp.question
    _identify(
        root, f"question {question}", f"{stamp.site_name}: {question}", stamp.date
    )
    SubElement(SubElement(root, "author"), "name").text = stamp.site_name
    SubElement(root, "link", rel="self", href=f"{store.base}/feed.xml")
    recorded = changes_page(store, opened=True).releases
    changed = {
        one.date: ", ".join(group.words for group in one.groups) for one in recorded
    }
    summary = (
        f"{count(totals['claims'], 'claim')} and {count(totals['quotes'], 'quote')} from "
        f"{count(totals['sources'], 'source')}. "
    )
    releases = [(stamp.date, stamp.hash), *((r.since, r.since_hash) for r in recorded)]
    for date, version in releases:
        entry = SubElement(root, "entry")
        _identify(entry, f"release {version}", f"Release of {date}", date)
        address = f"/changes#{date}" if date in changed else "/"
        SubElement(entry, "link", href=store.base + address)
        if changed.get(date):
            summary += f"{changed[date]}. "
        SubElement(entry, "summary").text = f"{summary}Release {version}."
        summary = ""
    return _xml(root, "application/atom+xml")


def _identify(element: Element, name: str, title: str, date: str) -> None:
    """Add id, title and date to a feed or an entry.

    The id is the same wherever the site is served, as Atom asks (RFC 4287, 4.2.6).
    """
    SubElement(element, "id").text = uuid.uuid5(uuid.NAMESPACE_OID, name).urn
    SubElement(element, "title").text = title
    SubElement(element, "updated").text = f"{date}T00:00:00Z"


@_file("/llms.txt")
async def llms(store: OpenStore) -> PlainTextResponse:
    """Tell a language model what is here and how to cite it (llmstxt.org)."""
    site = store.base
    lines = [
        f"# {store.stamp.site_name}",
        "",
        f"> {store.stamp.question} {_WHAT}",
        "",
        _HOW.format(site=site),
        "",
        "## Data",
        "",
        f"- [Everything in one file]({site}/exports/arguments.json)",
        f"- [Every address for programs]({site}/openapi.json)",
        "",
    ]
    for kind in ("clashes", "themes", "sources", "claims"):
        rows = store.rows(_FIRST[kind], _LISTED + 1)
        lines += [f"## {kind.capitalize()}", ""]
        lines += [
            f"- [{row['label']}]({site}/{kind}/{row['id']}.json)"
            for row in rows[:_LISTED]
        ]
        if rows[_LISTED:]:
            lines.append(f"- [All {kind}]({site}/{kind}.json)")
        lines.append("")
    return PlainTextResponse("\n".join(lines))


def _known_site(store: Store) -> str:
    """Return the address at which the site is served; raises NotFound if unknown."""
    if not store.site:
        raise NotFound("this needs the site's own address, which --site tells it")
    return store.site


def _xml(root: Element, media_type: str) -> Response:
    indent(root)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type=media_type)
