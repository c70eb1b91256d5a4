"""Metadata for reference managers such as Zotero: COinS for claims, tags for an article.

Never both on one page: the tags would win, and the manager would not offer the list of a
claim's sources. What a source does not state is left out; what is inferred is in
brackets, as on the page.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from app.citations.authors import bracketed
from app.citations.kinds import kind_names
from app.citations.reference import edtf, page_ends
from app.domain.records import full_title
from app.domain.vocabulary import Basis, Fact
from app.pages.source.model import SourcePage
from app.queries.sources import CitedSource, DateFacts


def coins(source: CitedSource) -> str:
    """Return a source as COinS, a ContextObject in a span, in terms of Dublin Core."""
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", kind_names(source.kind).zotero),
        ("rft.title", full_title(source.title, source.subtitle)),
        *(("rft.au", author.inverted) for author in source.authors),
        ("rft.date", stated_date(source.published) or source.published.words),
        ("rft.source", _name(source, Fact.CONTAINER)),
        ("rft.publisher", _name(source, Fact.PUBLISHER)),
        ("rft.identifier", source.url),
        ("rft.language", source.language),
    ]
    known = [(name, value) for name, value in fields if value]
    return urlencode(known, quote_via=quote, safe=":/")


def meta_tags(page: SourcePage) -> tuple[tuple[str, str], ...]:
    """Return the meta tags of an article: their names and contents."""
    return tuple((name, value) for name, value in _tags(page) if value)


def _tags(page: SourcePage) -> Iterator[tuple[str, str | None]]:
    # Without it, Zotero takes anything with a citation_title for a journal article.
    names = kind_names(page.kind, in_journal=page.in_journal)
    yield "z:itemType", names.zotero
    yield "citation_title", full_title(page.title, page.subtitle)
    for author in page.authors:
        yield "citation_author", author.inverted
    date = stated_date(page.published) or page.published.words
    yield "citation_publication_date", date
    yield names.container_tag, _name(page, Fact.CONTAINER)
    yield "citation_volume", page.volume
    yield "citation_issue", page.issue
    first, last = page_ends(page.pages)
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_publisher", _name(page, Fact.PUBLISHER)
    yield "citation_public_url", page.url
    yield "citation_language", page.language


def _name(source: CitedSource | SourcePage, fact: Fact) -> str | None:
    name = stated_name(source, fact)
    return name or bracketed(getattr(source, fact) or "")


def stated_name(source: CitedSource | SourcePage, fact: Fact) -> str | None:
    """Return the publisher, or where it appeared; None if that is not stated."""
    inferred = any(one.fact is fact for one in source.inferred)
    return None if inferred else getattr(source, fact)


def stated_date(published: DateFacts) -> str | None:
    """Return a date as numbers, such as "2022-02"; None if it is not stated."""
    stated = published.basis is Basis.STATED
    return edtf(published.parts) if stated and published.parts else None
