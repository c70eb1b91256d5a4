"""Web pages: two readers choose the blocks of the article, the letters are our own."""

import copy
import json
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import compress, pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from app.documents import markup
from app.documents.blocks import ROWS_KEPT, Block, Document, Fact, tidy
from app.documents.bylines import is_by
from app.documents.days import day_span
from app.documents.markup import Piece
from app.documents.title_lines import is_byline
from app.domain.errors import UnreadableDocument
from app.domain.vocabulary import COUNTED, PassageKind

_META = {
    "citation_title": "title",
    "dc.title": "title",
    "og:title": "title",
    "twitter:title": "title",
    "citation_author": "authors",
    "dc.creator": "authors",
    "author": "authors",
    "article:author": "authors",
    "citation_publication_date": "published",
    "citation_date": "published",
    "article:published_time": "published",
    "datepublished": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "date": "published",
    "og:site_name": "container",
    "citation_journal_title": "container",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_publisher": "publisher",
    "dc.publisher": "publisher",
    "og:url": "url",
}
_ARTICLES = re.compile(r"\w*(?:Article|BlogPosting|Report)")
# What else says something: the element, its attribute ("": its text), and of what.
_ELEMENTS = (
    ("link", "href", "url"),
    ("time", "datetime", "published"),
    ("html", "lang", "language"),
    ("title", "", "title"),
)
# What editors call the sentence between the title and the article.
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|subtitle|subhead(?:ing|line)?|teaser|excerpt"
    r"|summary)(?:[\s_-]|$)"
)
_CHROME = {"nav", "footer", "form", "menu", "button"}
_PLACES = {"article", "aside", "body", "div", "main", "section", "td"} | _CHROME
# A page with fewer letters has no article. Our choice, as the other figures here are.
_FEWEST = 100
# A block is taken to be one that a reader chose if so much of its words stand there.
_SHARE = 0.6
# A reader that took less than this of what the other took has failed on the page.
_MUCH_LESS = 0.5
# Runs of so many words are compared; a shorter block must be one of the reader's lines.
_RUN = 4
_UNSURE = "only one of the two readers of the page takes this for part of the article"


def read(path: Path) -> Document:
    """Read a web page: the article, and what stands about it in the page's head.

    Raises UnreadableDocument if there is no article in it.
    """
    name, content = path.name, path.read_bytes()
    if b"\0" in content and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableDocument(name, "it is not a web page; see what it is")
    root = markup.parsed(name, markup.decoded(content))
    found = markup.pieces(root)
    chosen = [_chosen(words, found) for words in _readers(root)]
    trusted = _trusted(found, chosen)
    kept = _without_gaps(found, [any(each) for each in zip(*chosen, strict=True)])
    kept = _with_notes(found, kept)
    sure = [all(each) for each in zip(*trusted, strict=True)] or kept
    blocks = list(_article(found, kept, sure, _headline(root, found)))
    used = sum(len(block.text.split()) for block in blocks)
    if sum(len(block.text) for block in blocks) < _FEWEST:
        raise UnreadableDocument(
            name,
            "it has no article to read; perhaps the page makes its text with a script: "
            "save it from a browser, or print it to a PDF",
        )
    every = sum(len(piece.text.split()) for piece in found)
    remarks = [f"left out, navigation and the like: {every - used} of {every} words"]
    if len(trusted) < len(chosen):
        remarks.append(
            "one of the two readers of the page took much less than the other, which "
            "alone was followed: see where the article ends"
        )
    remarks += _of_tables(found, blocks)
    return Document(
        tuple(blocks),
        tuple(_facts(root)),
        f"counterpoint with trafilatura {version('trafilatura')}",
        tuple(remarks),
    )


def _of_tables(found: Sequence[Piece], blocks: Sequence[Block]) -> Iterator[str]:
    """Yield how many rows of tables were kept, and how many left out."""
    kept = {block.text for block in blocks}
    rows = [
        tidy(piece.text)
        for piece in found
        if piece.kind is PassageKind.CAPTION
        and any(markup.tag(one) == "tr" for one in _around(piece.element))
    ]
    if there := sum(row in kept for row in rows):
        yield f"{ROWS_KEPT}: {there}"
    if left := [row for row in rows if row not in kept]:
        yield f"rows of tables, left out: {len(left)}, such as “{left[0][:60]}”"


# --- which blocks ------------------------------------------------------------------------


def _readers(root: etree._Element) -> Iterator[list[str]]:
    """Yield the lines that each of two readers takes for the article."""
    import trafilatura  # noqa: PLC0415 - it is an extra
    from trafilatura.readability_lxml import (  # noqa: PLC0415
        Document as Readability,
    )

    article = trafilatura.bare_extraction(copy.deepcopy(root), include_comments=False)
    text = (getattr(article, "text", None) or "") if article else ""
    yield text.splitlines()
    try:
        summary = Readability(copy.deepcopy(root)).summary()
        tree = markup.parsed("", summary) if summary.strip() else None
    except (UnreadableDocument, ValueError, etree.LxmlError):
        tree = None
    yield [] if tree is None else [piece.text for piece in markup.pieces(tree)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _chosen(lines: Sequence[str], found: Sequence[Piece]) -> list[bool]:
    """Return of each block whether the reader of these *lines* chose it."""
    read = [_words(line) for line in lines]
    whole = {tuple(words) for words in read}
    flat = [word for words in read for word in words]
    runs = {tuple(flat[at : at + _RUN]) for at in range(len(flat))}

    def is_chosen(piece: Piece) -> bool:
        words = _words(tidy(piece.text))
        if len(words) < 2 * _RUN:
            return bool(words) and tuple(words) in whole
        own = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
        return sum(run in runs for run in own) >= _SHARE * len(own)

    return [is_chosen(piece) for piece in found]


def _headline(root: etree._Element, found: Sequence[Piece]) -> int | None:
    """Return the index of the block that is the title of the page, if one is."""
    titles = {tuple(_words(fact.value)) for fact in _facts(root) if fact.key == "title"}
    heads = [
        index
        for index, piece in enumerate(found)
        if piece.kind is PassageKind.HEADING
        and any(markup.tag(one) == "h1" for one in _around(piece.element))
    ]
    named = [index for index in heads if tuple(_words(found[index].text)) in titles]
    return next(iter([*named, *heads]), None)


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _trusted(found: Sequence[Piece], chosen: Sequence[list[bool]]) -> list[list[bool]]:
    """Return what the readers chose, but for one that took much less than the other."""
    sizes = [sum(len(piece.text) for piece in compress(found, each)) for each in chosen]
    return [
        each
        for each, size in zip(chosen, sizes, strict=True)
        if size and size >= _MUCH_LESS * max(sizes)
    ]


def _without_gaps(found: Sequence[Piece], kept: Sequence[bool]) -> list[bool]:
    """Return what is kept, with the blocks between two of it that stand in the same place.

    Both readers pass over verses, formulas and signatures in the midst of an article.
    """
    places = [_place(piece.element) for piece in found]
    filled = list(kept)
    ends = [index for index, is_kept in enumerate(kept) if is_kept]
    for before, after in pairwise(ends):
        if places[before] is places[after]:
            for index in range(before + 1, after):
                filled[index] = places[index] is places[before]
    return filled


def _with_notes(found: Sequence[Piece], kept: Sequence[bool]) -> list[bool]:
    """Return what is kept, with the notes that follow, which a reader may pass over."""
    first = next((index for index, is_kept in enumerate(kept) if is_kept), len(kept))
    return [
        is_kept or (piece.kind is PassageKind.NOTE and index > first)
        for index, (piece, is_kept) in enumerate(zip(found, kept, strict=True))
    ]


def _place(element: etree._Element) -> etree._Element:
    """Return the element that sets apart the part of the page that a block stands in."""
    apart = (one for one in _around(element) if markup.tag(one) in _PLACES)
    return next(apart, element)


def _article(
    found: Sequence[Piece],
    kept: Sequence[bool],
    sure: Sequence[bool],
    headline: int | None,
) -> Iterator[Block]:
    """Yield the blocks of the article, and those between its title and its first block."""
    sentences = (
        index
        for index, piece in enumerate(found)
        if sure[index]
        and piece.kind in COUNTED
        and not (is_byline(piece.text) or _is_summary(piece))
    )
    first = next(sentences, 0)
    start = headline if headline is not None and headline < first else first
    for index, piece in enumerate(found):
        text = tidy(piece.text)
        before = start <= index < first and _is_matter(piece)
        # A short block of a menu may be one that a reader chose elsewhere.
        is_menu = index < start and _is_in_chrome(piece)
        if not text or is_menu or not (kept[index] or before):
            continue
        doubtful = not sure[index] and piece.kind in COUNTED
        about = doubtful and is_byline(text) and (is_by(text) or day_span(text))
        is_titled = piece.kind in {PassageKind.HEADING, PassageKind.CAPTION}
        if about or (before and not is_titled):
            yield Block(PassageKind.FRONT, text)
        else:
            yield Block(piece.kind, text, _UNSURE if doubtful else "")


def _is_matter(piece: Piece) -> bool:
    """Whether a block before the article may say who wrote it, and when, or sums it up."""
    is_matter = _is_summary(piece) or is_byline(tidy(piece.text))
    return is_matter and not _is_in_chrome(piece)


def _is_summary(piece: Piece) -> bool:
    return _STANDFIRST.search(markup.said(piece.element)) is not None


def _is_in_chrome(piece: Piece) -> bool:
    return any(markup.tag(one) in _CHROME for one in _around(piece.element))


# --- what the page says about itself -----------------------------------------------------


def _facts(root: etree._Element) -> Iterator[Fact]:
    """Yield what the head of the page and its data for machines say."""
    yield from _from_data(root)
    yield from _from_metas(root)
    for name, attribute, key in _ELEMENTS:
        for element in root.iter(name):
            value = tidy(element.get(attribute) or "") if attribute else ""
            value = value or tidy(element.text or "")
            if value and (name != "link" or element.get("rel") == "canonical"):
                taken_from = f"{name} {attribute}".strip()
                yield Fact(key, value, taken_from, aside=True)
                if name == "time":
                    shown = (one.text for one in markup.blocks(element))
                    words = " ".join(" ".join(shown).split())
                    yield Fact(key, words, "time", aside=True)
                break


def _from_metas(root: etree._Element) -> Iterator[Fact]:
    """Yield what the page's meta elements say; of its pages the first and the last as one."""
    metas = [
        (
            str(meta.get("name") or meta.get("property") or meta.get("itemprop") or ""),
            tidy(meta.get("content") or ""),
        )
        for meta in root.iter("meta")
    ]
    for wanted, key in _META.items():
        for name, value in metas:
            if name.lower() == wanted and value and not _is_address(key, value):
                yield Fact(key, value, f"meta {name}", aside=True)
    ends = [
        value
        for wanted in ("citation_firstpage", "citation_lastpage")
        for name, value in metas
        if name.lower() == wanted and value
    ]
    if ends:
        pages = "-".join(dict.fromkeys(ends))
        yield Fact("pages", pages, "meta citation_firstpage", aside=True)


def _is_address(key: str, value: str) -> bool:
    """Whether an author is given by an address, which names nobody."""
    return key == "authors" and value.startswith(("http:", "https:", "/", "@"))


def _from_data(root: etree._Element) -> Iterator[Fact]:
    """Yield what the page's JSON-LD says about an article."""
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if any(_ARTICLES.fullmatch(str(one)) for one in _list(item.get("@type"))):
                yield from _of_article(item)


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for one in _list(data):
        if isinstance(one, dict):
            yield one
            yield from (
                item for item in _list(one.get("@graph")) if isinstance(item, dict)
            )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _of_article(item: dict[str, Any]) -> Iterator[Fact]:
    names = {
        "headline": "title",
        "author": "authors",
        "datePublished": "published",
        "publisher": "publisher",
        "isPartOf": "container",
        "inLanguage": "language",
    }
    for name, key in names.items():
        for one in _list(item.get(name)):
            value = one.get("name") if isinstance(one, dict) else one
            if isinstance(value, str) and tidy(value) and not _is_address(key, value):
                yield Fact(key, tidy(value), f"JSON-LD {name}", aside=True)
