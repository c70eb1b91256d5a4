"""EPUB books: the documents of the spine, in its order, through the walk of web pages."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import name2codepoint
from pathlib import Path

from lxml import etree

from app.documents import markup
from app.documents.blocks import PROPERTY, Document, Fact, blocks_of
from app.documents.markup import tag
from app.documents.packages import Package, opened
from app.domain.errors import UnreadableDocument
from app.domain.vocabulary import COUNTED, PassageKind, SourceKind

_FACTS = {
    "title": "title",
    "creator": "authors",
    "date": "published",
    "publisher": "publisher",
    "language": "language",
}
_FRONT = re.compile(
    r"\b(?:frontmatter|cover|titlepage|halftitlepage|copyright-page|imprint|dedication|"
    r"epigraph|toc|landmarks|colophon)\b"
)
_BACK = re.compile(r"\b(?:backmatter|index|bibliography|glossary|loi|lot)\b")
_XHTML = {"application/xhtml+xml", "text/html", "application/xml"}
_ENTITY = re.compile(r"&(\w+);")


@dataclass(frozen=True, slots=True)
class _Item:
    """A document of the spine."""

    path: str
    is_linear: bool
    is_contents: bool


def read(path: Path) -> Document:
    """Read a book: what its spine lists, but for contents that it has for navigation.

    Raises UnreadableDocument if it is none, is damaged, or locked.
    """
    with opened(path, "an EPUB book") as package:
        place = _rootfile(package)
        book = package.xml(place)
        spine = list(_spine(book, posixpath.dirname(place)))
        _refuse_locked(package, {item.path for item in spine})
        missing = [item for item in spine if item.path not in package]
        left = [item for item in spine if item.is_contents or not item.is_linear]
        blocks = blocks_of(
            block
            for item in spine
            if item not in missing and item not in left
            for block in _blocks(package, item.path)
        )
        remarks = [
            f"documents of the spine that the file lacks: {len(missing)}"
        ] * bool(missing) + [
            f"contents and asides that the spine passes over: {len(left)}"
        ] * bool(left)
        return Document(blocks, tuple(_facts(book)), "counterpoint", tuple(remarks))


def _rootfile(package: Package) -> str:
    """Return the path of the part that describes the book."""
    for element in package.xml("META-INF/container.xml").iter():
        if tag(element) == "rootfile":
            return str(element.get("full-path"))
    raise KeyError


def _spine(book: etree._Element, folder: str) -> Iterator[_Item]:
    """Yield the documents of the book in reading order."""
    items = {one.get("id"): one for one in book.iter() if tag(one) == "item"}
    for ref in book.iter():
        item = items.get(ref.get("idref")) if tag(ref) == "itemref" else None
        if item is not None and item.get("media-type") in _XHTML:
            yield _Item(
                posixpath.join(folder, item.get("href", "")),
                is_linear=ref.get("linear") != "no",
                is_contents="nav" in item.get("properties", "").split(),
            )


def _refuse_locked(package: Package, paths: set[str]) -> None:
    """Raise UnreadableDocument if one of these parts is encrypted; fonts often are."""
    part = "META-INF/encryption.xml"
    if part not in package:
        return
    locked = {
        one.get("URI")
        for one in package.xml(part).iter()
        if tag(one) == "cipherreference"
    }
    if locked & paths:
        raise UnreadableDocument(
            package.name, "it is locked by its shop; take a copy that is not"
        )


def _blocks(package: Package, path: str) -> Iterator[tuple[PassageKind, str]]:
    """Yield the blocks of one document; what the book calls its matter is no article."""
    for piece in markup.pieces(_page(package, path)):
        around = [piece.element, *piece.element.iterancestors()]
        said = " ".join(markup.said(one) for one in around)
        kind = piece.kind
        if kind in COUNTED and _FRONT.search(said):
            kind = PassageKind.FRONT
        elif kind in COUNTED and _BACK.search(said):
            kind = PassageKind.BACK
        yield kind, piece.text


def _page(package: Package, path: str) -> etree._Element:
    """Return a document as a tree: as XML, or as a browser would if it is none."""
    text = markup.decoded(package.read(path))
    # What the document itself declares is its text; the parser limits how much that is.
    parser = etree.XMLParser(resolve_entities="internal", no_network=True)
    try:
        return etree.fromstring(_ENTITY.sub(_sign, text), parser)
    except etree.XMLSyntaxError:
        return markup.parsed(package.name, text)


def _sign(entity: re.Match[str]) -> str:
    """Return the sign that a name of HTML stands for; XML knows five of them itself."""
    name = entity[1]
    if name in {"amp", "lt", "gt", "quot", "apos"} or name not in name2codepoint:
        return entity[0]
    return chr(name2codepoint[name])


def _facts(book: etree._Element) -> Iterator[Fact]:
    """Yield what the book says about itself."""
    for element in book.iter():
        key = _FACTS.get(tag(element))
        value = " ".join((element.text or "").split())
        taken_from = f"{PROPERTY} dc:{tag(element)}"
        if value and "purl.org/dc" in str(element.tag):
            if key:
                yield Fact(key, value, taken_from, aside=True)
            if tag(element) == "identifier" and _is_isbn(element, value):
                yield Fact("kind", SourceKind.BOOK, taken_from)


def _is_isbn(identifier: etree._Element, value: str) -> bool:
    """Whether an identifier is the number of a book: it says so, or has its form."""
    scheme = " ".join(map(str, identifier.attrib.values()))
    said = re.search(r"\bisbn\b", f"{value} {scheme}", re.IGNORECASE)
    return bool(said or re.fullmatch(r"97[89]\d{10}", re.sub(r"[\s-]", "", value)))
