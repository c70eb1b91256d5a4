"""What a page says to reference managers: COinS for claims, tags for an article.

They are read by Zotero and others that save what a page is about. Never both on one
page: the tags would win, and the pick list of a claim's sources would not be offered.
What a source does not state is left out; an inferred date stands in brackets, as the
page has it.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from app.citations.reference import edtf, whole_title
from app.domain.vocabulary import Basis
from app.pages.source.model import SourcePage
from app.queries.sources import CitedSource, DateFacts

# As in the references: none of the sources says of itself that it is more than a page.
_TYPE = "webpage"


def coins(source: CitedSource) -> str:
    """Give a source as a ContextObject in a span (COinS), in words of Dublin Core."""
    said = [
        ("rft.type", _TYPE),
        ("rft.title", whole_title(source.title, source.subtitle)),
        *(("rft.au", author.sorted_name) for author in source.authors),
        ("rft.date", _date(source.published)),
        ("rft.source", source.container),
        ("rft.publisher", source.publisher),
        ("rft.identifier", source.url),
        ("rft.language", source.language),
    ]
    head = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
    ]
    known = [*head, *((name, value) for name, value in said if value)]
    return urlencode(known, quote_via=quote, safe=":/")


def meta_tags(page: SourcePage) -> tuple[tuple[str, str], ...]:
    """Give the article on a page as tags of its head: their names and contents."""
    return tuple((name, value) for name, value in _tags(page) if value)


def _tags(page: SourcePage) -> Iterator[tuple[str, str | None]]:
    # Without it, Zotero takes whatever has a citation_title for an article of a journal.
    yield "z:itemType", _TYPE
    yield "citation_title", whole_title(page.title, page.subtitle)
    for author in page.authors:
        yield "citation_author", author.sorted_name
    yield "citation_publication_date", _date(page.published)
    # citation_journal_title would make it an article of a journal after all.
    yield "prism.publicationName", page.container
    yield "citation_publisher", page.publisher
    yield "citation_public_url", page.url
    yield "citation_language", page.language


def _date(published: DateFacts) -> str:
    """Give a date as numbers where it is stated, else in words."""
    stated = published.parts if published.basis is Basis.STATED else None
    return edtf(stated) if stated else published.words
