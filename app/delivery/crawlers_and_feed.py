"""Files for crawlers and feed readers: robots.txt, sitemap, OpenSearch, feed, llms.txt."""

import uuid
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import escape

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app.domain.counts import count
from app.domain.errors import NotFound
from app.pages.changes import changes_page
from app.queries.totals import totals_of
from app.store.connection import Store
from app.web.late_route import LateRoute
from app.web.params import OpenStore
from app.web.routes import PAGES, READ

router = APIRouter(route_class=LateRoute, include_in_schema=False)

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

# The tables of what has pages of its own, in the order of reading.
_RECORDS = {
    "themes": "theme",
    "clashes": "clash",
    "sources": "source",
    "speakers": "speaker",
    "claims": "claim",
    "quotes": "quote",
}
_ALONE = "pages"
# A map of more addresses is in parts. Our choice: a tenth of what the protocol allows.
_MAPPED = 5_000

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


def listed_paths(store: Store, kind: str = "", number: int = 0) -> list[str]:
    """Return the path of every page; or of one *kind* those in the part *number*."""
    paths = []
    if kind in {"", _ALONE}:
        paths += [page.path for page in PAGES if page.indexed and "{" not in page.path]
    for name, table in _RECORDS.items():
        if kind in {"", name}:
            last = number * _MAPPED
            among = f"WHERE position BETWEEN {last - _MAPPED + 1} AND {last}"
            rows = store.rows(
                f"SELECT id FROM {table} {among if kind else ''} ORDER BY position"  # noqa: S608 - of constants and a number
            )
            paths += [f"/{name}/{row['id']}" for row in rows]
    return paths


def site_maps(store: Store) -> list[str]:
    """Return the paths of the parts of the map of the site; none if it is one file."""
    counts = {_ALONE: 1}
    for name, table in _RECORDS.items():
        (row,) = store.rows(f"SELECT count(*) AS number FROM {table}")  # noqa: S608 - of constants
        counts[name] = row["number"]
    if sum(counts.values()) <= _MAPPED:
        return []
    return [
        f"/sitemap-{kind}-{number}.xml"
        for kind, count in counts.items()
        for number in range(1, -(-count // _MAPPED) + 1)
    ]


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
    """List every page; if there are many, the files that list them."""
    parts = site_maps(store)
    return _site_map(store, parts or listed_paths(store), index=bool(parts))


@_file("/sitemap-{kind}-{number:int}.xml")
async def part_of_sitemap(store: OpenStore, kind: str, number: int) -> Response:
    """List some of the pages of a kind."""
    if f"/sitemap-{kind}-{number}.xml" not in site_maps(store):
        raise NotFound("the map of the site has no such part")
    return _site_map(store, listed_paths(store, kind, number))


def _site_map(store: Store, paths: list[str], *, index: bool = False) -> Response:
    site = _known_site(store)
    root, entry = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    lines = [f"<?xml version='1.0' encoding='utf-8'?>\n<{root} xmlns=\"{_SITEMAP}\">"]
    date = f"    <lastmod>{store.stamp.date}</lastmod>\n  </{entry}>"
    lines += [
        f"  <{entry}>\n    <loc>{escape(site + path)}</loc>\n{date}" for path in paths
    ]
    content = "\n".join([*lines, f"</{root}>"])
    return Response(content, media_type="application/xml")


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
