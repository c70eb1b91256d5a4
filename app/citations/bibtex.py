"""BibTeX, with the fields of BibLaTeX where BibTeX has none.

An article whose address is not known is ``@misc``: ``@online`` has to have one. ``date`` is
what biber and Zotero read; ``year`` is for the styles of BibTeX itself, which know no
``date`` (biber warns that it takes the other). An inferred date has the question mark of
EDTF, which biber prints. Quotes are an ``annote``, which
Zotero takes for a note and BibLaTeX for its ``annotation``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.citations.distinctions import cited_year
from app.citations.kinds import KindNames, kind_names
from app.citations.reference import SourceReference, edtf, release_name
from app.domain.records import Author, Published, Release, Source
from app.domain.vocabulary import SourceKind

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_SPECIAL = re.compile(r"[\\~^&%$#_{}]")
_URL_ESCAPES = {ord(sign): f"%{ord(sign):X}" for sign in "{}\\"}


def encode(references: Iterable[SourceReference], release: Release) -> bytes:
    """Return the references, one entry each, in UTF-8."""
    entries = map(_entry, references)
    return "\n".join([f"% {release_name(release)}\n", *entries]).encode()


def _entry(reference: SourceReference) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference))
    names = _names(reference.source)
    return f"@{names.bibtex}{{{reference.source.id},\n{fields}}}\n"


def _names(source: Source) -> KindNames:
    """Return the kind of an entry, and the fields that differ by kind."""
    names = kind_names(source.kind, in_journal=source.in_journal)
    if names.bibtex == "online" and not source.url:
        return replace(names, bibtex="misc", bibtex_container="howpublished")
    return names


def _fields(reference: SourceReference) -> Iterator[tuple[str, str]]:
    """Yield the known fields of an entry."""
    source = reference.source
    if reference.authors:
        yield "author", " and ".join(map(_name, reference.authors))
    # The second pair of braces keeps the capitals.
    yield "title", f"{{{_escaped(reference.title)}}}"
    names = _names(source)
    if source.container:
        yield names.bibtex_container, f"{{{_escaped(source.container)}}}"
    yield from _what_it_is(source)
    yield from _place_in_journal(source)
    if source.publisher:
        yield names.bibtex_publisher, f"{{{_escaped(source.publisher)}}}"
    yield from _dates(source)
    yield from _originally(reference)
    if source.url:
        yield "url", source.url.translate(_URL_ESCAPES)
    yield "langid", {"en": "english"}.get(source.language, source.language)
    if reference.remarks:
        yield "note", _escaped(" ".join(reference.remarks))
    if reference.notes:
        yield "annote", _escaped("\n".join(note.text for note in reference.notes))


def _what_it_is(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what the kind of an entry does not say, or says wrongly: "Technical report"."""
    if source.kind is SourceKind.REPORT and not source.container:
        yield "type", source.kind.label
    if source.kind is SourceKind.SPEECH:
        yield "howpublished", source.kind.label


def _place_in_journal(source: Source) -> Iterator[tuple[str, str]]:
    if source.volume:
        yield "volume", _escaped(source.volume)
    if source.issue:
        yield "number", _escaped(source.issue)
    if source.pages:
        yield "pages", _escaped(re.sub("[-–]", "--", source.pages))  # noqa: RUF001 - a dash


def _originally(reference: SourceReference) -> Iterator[tuple[str, str]]:
    if not (original := reference.original):
        return
    yield "origdate", edtf(original.parts or ())
    if name := original.container or original.publisher:
        yield "origpublisher", _escaped(name)
    yield "addendum", _escaped(reference.originally)


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    yield "date", _date(source.published)
    if year := cited_year(source):
        yield "year", year.replace("–", "--")  # noqa: RUF001 - a dash


def _date(published: Published) -> str:
    doubt = "?" if published.inferred else ""
    if published.parts:
        return edtf(published.parts) + doubt
    first, last = published.earliest, published.latest
    return f"{first:%Y-%m}{doubt}/{last:%Y-%m}{doubt}"


def _name(author: Author) -> str:
    """Return "Family, Suffix, Given"; braces keep BibTeX from splitting a single name."""
    if not author.given:
        return f"{{{_escaped(author.name)}}}"
    parts = (author.family, author.suffix, author.given)
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPED[match[0]], text)
