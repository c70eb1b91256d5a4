"""JSON-LD: what a page states about itself for crawlers, in the terms of schema.org.

It is made from the page object. What schema.org has no term for is left out: it has no
relations between claims, no sides, and no inferred dates. A claim's sentence is ours, so
it cites its quotes and is not said to appear in an article. Nor is it an answer, of which
schema.org would have one to be accepted: the claims of a clash are about its question.
"""

import json
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from app.citations.kinds import kind_names
from app.delivery.zotero import stated_date, stated_name
from app.domain.vocabulary import Fact, SpeakerKind
from app.pages.claim import ClaimPage
from app.pages.clash import ClashPage
from app.pages.home import HomePage
from app.pages.quote import QuotePage
from app.pages.source.model import SourcePage
from app.queries.quotes import FullQuote
from app.queries.sources import AuthorName, CitedSource

Node = dict[str, Any]

# A group need not be an organization, and schema.org has no other term for one.
_SPEAKERS = {SpeakerKind.PERSON: "Person", SpeakerKind.INSTITUTION: "Organization"}
# With these escaped, nothing within a script element ends it or begins a comment.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(page: object, site: str) -> Markup:
    """Return the JSON-LD of *page* for a script element; empty if it has none.

    *site* is where it is served; without its host, addresses are paths.
    """
    nodes = _nodes(page, site)
    if not nodes:
        return Markup()
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped just here


@singledispatch
def _nodes(_page: object, _site: str) -> list[Node]:
    return []


@_nodes.register
def _of_claim(page: ClaimPage, site: str) -> list[Node]:
    """Return a claim, the quotes that it cites, and their articles."""
    return [
        _page(site, f"/claims/{page.id}", "claim"),
        _claim(page.id, page.text, [quote.line.id for quote in page.quotes], site),
        *(_quotation(quote, page.cited, site) for quote in page.quotes),
        *(_article(source, site) for source in page.cited),
    ]


@_nodes.register
def _of_clash(page: ClashPage, site: str) -> list[Node]:
    """Return a question, and the claims about it with the quotes that they cite."""
    path = f"/clashes/{page.id}"
    question = {
        "@type": "Question",
        "@id": f"{site}{path}#question",
        "name": page.question,
        "description": page.turns_on,
        "url": f"{site}{path}",
    }
    return [
        _page(site, path, "question"),
        question,
        *(
            {
                **_claim(one.claim.id, one.claim.text, [one.quote.id], site),
                "about": {"@id": question["@id"]},
            }
            for row in page.rows
            for one in row.claims
        ),
    ]


@_nodes.register
def _of_quote(page: QuotePage, site: str) -> list[Node]:
    """Return a quote, its article, and the claims that cite it."""
    quote = page.quote.line.id
    return [
        _page(site, f"/quotes/{quote}", "quotation"),
        _quotation(page.quote, [page.cited], site),
        _article(page.cited, site),
        *(_claim(claim.id, claim.text, [quote], site) for claim in page.claims),
    ]


@_nodes.register
def _of_source(page: SourcePage, site: str) -> list[Node]:
    """Return an article."""
    return [_page(site, f"/sources/{page.id}", "article"), _article(page, site)]


@_nodes.register
def _of_home(page: HomePage, site: str) -> list[Node]:
    """Return the site, its subject, and how to search it."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site}/search?q={{words}}",
        },
        "query-input": "required name=words",
    }
    return [
        _known(
            {
                "@type": "WebSite",
                "@id": f"{site}/#site",
                "name": page.site_name,
                "url": f"{site}/",
                "inLanguage": "en",
                "about": {"@type": "Question", "name": page.question},
                # Nobody resolves a relative template, which is not an address.
                "potentialAction": search if urlsplit(site).netloc else None,
            }
        )
    ]


def _page(site: str, path: str, thing: str) -> Node:
    """Return the page at *path*, whose subject is the *thing* there."""
    return {
        "@type": "WebPage",
        "@id": f"{site}{path}",
        "url": f"{site}{path}",
        "inLanguage": "en",
        "isPartOf": {"@id": f"{site}/#site"},
        "mainEntity": {"@id": f"{site}{path}#{thing}"},
    }


def _claim(slug: str, text: str, quotes: Sequence[str], site: str) -> Node:
    return {
        "@type": "Claim",
        "@id": f"{site}/claims/{slug}#claim",
        "text": text,
        "url": f"{site}/claims/{slug}",
        "citation": [{"@id": f"{site}/quotes/{quote}#quotation"} for quote in quotes],
    }


def _quotation(quote: FullQuote, cited: Iterable[CitedSource], site: str) -> Node:
    line = quote.line
    languages = {source.id: source.language for source in cited}
    return {
        "@type": "Quotation",
        "@id": f"{site}/quotes/{line.id}#quotation",
        "text": line.shown,
        "inLanguage": languages[line.source.id],
        "url": f"{site}/quotes/{line.id}",
        "creator": _known(
            {
                "@type": _SPEAKERS.get(quote.speaker_kind),
                "@id": f"{site}/speakers/{line.speaker.id}#speaker",
                "name": line.speaker.name,
                "url": f"{site}/speakers/{line.speaker.id}",
            }
        ),
        "isPartOf": {"@id": f"{site}/sources/{line.source.id}#article"},
    }


def _article(source: CitedSource | SourcePage, site: str) -> Node:
    """Return a source without what it does not state, such as an inferred date."""
    return _known(
        {
            "@type": kind_names(source.kind).schema_org,
            "@id": f"{site}/sources/{source.id}#article",
            "headline": source.title,
            "alternativeHeadline": source.subtitle,
            "author": list(map(_author, source.authors)),
            "datePublished": stated_date(source.published),
            "publisher": _named("Organization", stated_name(source, Fact.PUBLISHER)),
            "isPartOf": _named("CreativeWork", stated_name(source, Fact.CONTAINER)),
            "inLanguage": source.language,
            "url": source.url,
            "archivedAt": f"{site}/sources/{source.id}.txt",
            "mainEntityOfPage": {"@id": f"{site}/sources/{source.id}"},
        }
    )


def _author(author: AuthorName) -> Node:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    person = {
        "@type": "Person",
        "name": author.name,
        "familyName": author.family,
        "givenName": author.given,
        "honorificSuffix": author.suffix,
    }
    return _known(person)


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _known(node: Node) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value}
