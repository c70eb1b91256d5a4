"""CSL-JSON, which citation processors and Zotero read."""

import json
from collections.abc import Iterable
from typing import Any

from app.citations.kinds import kind_names
from app.citations.reference import SourceReference, release_name
from app.domain.records import Author, Published, Release
from app.domain.vocabulary import SourceKind


def encode(references: Iterable[SourceReference], release: Release) -> bytes:
    """Return the references as an array of items, in UTF-8."""
    items = [item(reference, release) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2).encode() + b"\n"


def item(reference: SourceReference, release: Release) -> dict[str, Any]:
    """Return one reference, without what is not known."""
    source = reference.source
    original = reference.original
    # No field has the address of the first publication.
    said = filter(None, (reference.originally, *reference.remarks))
    notes = (note.text for note in reference.notes)
    series = source.kind.stands_alone
    fields = {
        "id": source.id,
        "type": kind_names(source.kind, in_journal=source.in_journal).csl,
        "genre": source.kind.label if source.kind is SourceKind.SPEECH else None,
        "title": reference.title,
        "author": [_name(author) for author in reference.authors],
        "collection-title" if series else "container-title": source.container,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "publisher": source.publisher,
        "issued": _issued(source.published),
        "original-date": original and {"date-parts": [original.parts]},
        "original-publisher": original and (original.container or original.publisher),
        "URL": source.url,
        "language": source.language,
        # Readers reject fields of our own: which data this is stands in the note.
        "note": "\n".join([*said, *notes, release_name(release)]),
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> dict[str, str]:
    """Return the known parts of a name.

    Which comes first in reading is left to the style: of a name that is said to keep its
    order, processors write no initials, either, which APA and Harvard want.
    """
    return author.model_dump(exclude_none=True, exclude={"family_first"})


def _issued(published: Published) -> dict[str, Any]:
    """Return a date without its unknown parts; "circa" if any of it is inferred."""
    parts = published.parts
    date: dict[str, Any] = (
        {"date-parts": [parts]} if parts else {"literal": published.words}
    )
    return {**date, "circa": True} if published.inferred else date
