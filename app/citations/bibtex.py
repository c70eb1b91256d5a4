"""Write references as BibTeX, in the words of BibLaTeX where BibTeX has none.

``date`` for biber and Zotero, ``year`` for old BibTeX; a date that is inferred has the
question mark of EDTF, which biber prints.
"""

import re
from collections.abc import Iterable, Iterator

from app.citations.reference import Cited, edtf, named, parts_of
from app.domain.records import Author, Published, Release

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_SPECIAL = re.compile(r"[\\~^&%$#_{}]")


def encode(cited: Iterable[Cited], release: Release) -> bytes:
    """Give the references, one entry each, in UTF-8."""
    entries = (_entry(one) for one in cited)
    return "\n".join([f"% {named(release)}\n", *entries]).encode()


def _entry(cited: Cited) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(cited))
    return f"@online{{{cited.source.id},\n{fields}}}\n"


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    """Give the fields of an entry, those that are known."""
    source, first = cited.source, cited.first
    if source.authors:
        yield "author", " and ".join(_name(author) for author in source.authors)
    # The second pair of braces keeps the capitals as they are.
    yield "title", f"{{{_escaped(cited.title)}}}"
    if source.container:
        yield "titleaddon", f"{{{_escaped(source.container)}}}"
    if source.publisher:
        yield "organization", f"{{{_escaped(source.publisher)}}}"
    yield from _dates(source.published)
    if first and first.date:
        yield "origdate", edtf(parts_of(first.date))
        yield "origpublisher", _escaped(first.container)
    if source.url:
        yield (
            "url",
            source.url.translate({ord(one): f"%{ord(one):X}" for one in "{}\\"}),
        )
    yield "langid", {"en": "english"}.get(source.language, source.language)
    if cited.remarks:
        yield "note", _escaped(" ".join(cited.remarks))
    if cited.words:
        yield "annote", _escaped("\n".join(one.note for one in cited.words))


def _dates(published: Published) -> Iterator[tuple[str, str]]:
    doubt = "?" if published.inferred else ""
    if published.parts:
        yield "date", edtf(published.parts) + doubt
        yield "year", f"{published.parts[0]}"
        return
    ends = (published.earliest, published.latest)
    first, last = (edtf((day.year, day.month)) for day in ends)
    yield "date", f"{first}{doubt}/{last}{doubt}"


def _name(author: Author) -> str:
    """Give "Family, Given"; an institution in braces, so that it is not taken apart."""
    if author.literal:
        return f"{{{_escaped(author.literal)}}}"
    return f"{_escaped(author.family or '')}, {_escaped(author.given or '')}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], text)
