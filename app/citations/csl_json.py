"""Write references as CSL-JSON, which citation processors and Zotero read."""

import json
from collections.abc import Iterable
from typing import Any

from app.citations.reference import Cited, named, parts_of
from app.domain.records import Published, Release


def encode(cited: Iterable[Cited], release: Release) -> bytes:
    """Give the references as an array of items, in UTF-8."""
    items = [item(one, release) for one in cited]
    return json.dumps(items, ensure_ascii=False, indent=2).encode() + b"\n"


def item(cited: Cited, release: Release) -> dict[str, Any]:
    """Give one reference; what is not known is left out."""
    source, first = cited.source, cited.first
    found = {
        "id": source.id,
        "type": "webpage",
        "title": cited.title,
        "author": [
            {name: part for name, part in author.model_dump().items() if part}
            for author in source.authors
        ],
        "container-title": source.container,
        "publisher": source.publisher,
        "issued": issued(source.published),
        "original-date": {"date-parts": [parts_of(first.date)]}
        if first and first.date
        else None,
        "original-publisher": first.container if first else None,
        "URL": source.url,
        "language": source.language,
        "note": "\n".join([*cited.remarks, *(one.note for one in cited.words)]),
        "custom": {"release": named(release), "sha256": source.sha256},
    }
    return {name: value for name, value in found.items() if value}


def issued(published: Published) -> dict[str, Any]:
    """Give a date, its unknown parts left out, "circa" where it is inferred."""
    parts = published.parts
    when: dict[str, Any] = (
        {"date-parts": [parts]} if parts else {"literal": published.words}
    )
    return {**when, "circa": True} if published.inferred else when
