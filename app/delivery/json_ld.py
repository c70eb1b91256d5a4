"""What a page says of itself to crawlers: linked data in the words of schema.org.

Made from the page's own object, as JSON-LD. What schema.org has no words for is left
out: it joins no claims to one another, knows no sides, and no date that is inferred. A
claim's sentence is ours, so it cites its quotes and is not said to appear in an article.
"""

import json
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from markupsafe import Markup

from app.citations.reference import edtf
from app.domain.vocabulary import Basis, SpeakerKind
from app.pages.claim import ClaimPage
from app.pages.home import HomePage
from app.pages.quote import QuotePage
from app.pages.source.model import SourcePage
from app.queries.claims import ClaimLine
from app.queries.quotes import FullQuote
from app.queries.sources import AuthorName, CitedSource

Node = dict[str, Any]

# A group need be no organization, and schema.org has no other word for one.
_SPEAKERS = {SpeakerKind.PERSON: "Person", SpeakerKind.INSTITUTION: "Organization"}


def json_ld_of(page: object, site: str) -> Node | None:
    """Give what *page* says of itself; None for a page that says nothing.

    Without *site*, where it is served, addresses are relative to the page's own.
    """
    nodes = _nodes(page, site)
    return {"@context": "https://schema.org", "@graph": nodes} if nodes else None


@singledispatch
def _nodes(_page: object, _site: str) -> list[Node]:
    return []


@_nodes.register
def _of_claim(page: ClaimPage, site: str) -> list[Node]:
    """Give a claim, the quotes that it cites, and their articles."""
    return [
        _page(site, f"/claims/{page.id}", "claim"),
        _claim(page.id, page.text, [one.line.id for one in page.quotes], site),
        *(_quotation(one, site) for one in page.quotes),
        *(_article(one, site) for one in page.cited),
    ]


@_nodes.register
def _of_quote(page: QuotePage, site: str) -> list[Node]:
    """Give a quote, its article, and the claims that cite it."""
    quote = page.quote.line.id
    return [
        _page(site, f"/quotes/{quote}", "quotation"),
        _quotation(page.quote, site),
        _article(page.cited, site),
        *(_citing(one, quote, site) for one in page.claims),
    ]


@_nodes.register
def _of_source(page: SourcePage, site: str) -> list[Node]:
    """Give an article."""
    return [
        _page(site, f"/sources/{page.id}", "article"),
        _article(_cited(page), site),
    ]


@_nodes.register
def _of_home(page: HomePage, site: str) -> list[Node]:
    """Give the site, what it is about, and how to search it."""
    searched = {
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
                "name": "Counterpoint",
                "url": f"{site}/",
                "inLanguage": "en",
                "about": {"@type": "Question", "name": page.question},
                # A template is no address, so nothing would make it whole.
                "potentialAction": searched if site else None,
            }
        )
    ]


def _page(site: str, path: str, thing: str) -> Node:
    """Give the page at *path*, which is about the *thing* there."""
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
        "citation": [{"@id": f"{site}/quotes/{one}#quotation"} for one in quotes],
    }


def _citing(claim: ClaimLine, quote: str, site: str) -> Node:
    """Give a *claim* as one that cites this *quote*, and it may be others."""
    return _claim(claim.id, claim.text, [quote], site)


def _quotation(quote: FullQuote, site: str) -> Node:
    line = quote.line
    return {
        "@type": "Quotation",
        "@id": f"{site}/quotes/{line.id}#quotation",
        "text": line.exact,
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


def _article(source: CitedSource, site: str) -> Node:
    """Give a source; what is not stated is left out, as an inferred date is."""
    published = source.published
    stated = published.parts if published.basis is Basis.STATED else None
    return _known(
        {
            "@type": "Article",
            "@id": f"{site}/sources/{source.id}#article",
            "headline": source.title,
            "alternativeHeadline": source.subtitle,
            "author": [_author(one) for one in source.authors],
            "datePublished": edtf(stated) if stated else None,
            "publisher": _named("Organization", source.publisher),
            "isPartOf": _named("CreativeWork", source.container),
            "inLanguage": source.language,
            "url": source.url,
            "archivedAt": f"{site}/sources/{source.id}.txt",
            "mainEntityOfPage": {"@id": f"{site}/sources/{source.id}"},
        }
    )


def _author(author: AuthorName) -> Node:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    return {
        "@type": "Person",
        "name": author.name,
        "familyName": author.family,
        "givenName": author.given,
    }


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _known(node: Node) -> Node:
    """Leave out what is not known."""
    return {name: value for name, value in node.items() if value}


def _cited(page: SourcePage) -> CitedSource:
    """Give the source of a page as the pages of claims and quotes name it."""
    return CitedSource(
        id=page.id,
        title=page.title,
        subtitle=page.subtitle,
        authors=page.authors,
        publisher=page.publisher,
        container=page.container,
        published=page.published,
        url=page.url,
        language=page.language,
    )


# With these nothing within a script element ends it, or begins a comment.
_WITHIN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(page: Any, site: str) -> Markup:
    """Give what *page* says of itself to crawlers, to stand within a script element."""
    said = json_ld_of(page, site)
    if said is None:
        return Markup()
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_WITHIN_SCRIPT))  # noqa: S704 - escaped just here
