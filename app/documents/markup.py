"""The words of HTML and XHTML: our own walk, in the order of the page, each letter once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from app.documents.blocks import Block, blocks_of, note_mark
from app.domain.errors import UnreadableDocument
from app.domain.vocabulary import PassageKind

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|dir|div"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|html|legend|li|main"
    "|menu|nav|ol|p|pre|search|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
_UNSEEN = re.compile(
    "annotation|annotation-xml|audio|button|canvas|datalist|head|iframe|input|link|meta"
    "|noembed|noframes|noscript|object|option|r[pt]|script|select|style|svg|template"
    "|textarea|title|video"
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), PassageKind.HEADING),
    "li": PassageKind.ITEM,
    "figcaption": PassageKind.CAPTION,
    "caption": PassageKind.CAPTION,
}
_NOTE = re.compile(
    r"(?:^|\s)(?:doc-)?(?:footnotes?|endnotes?|rearnotes?|fn-group|references)(?:\s|$)"
)
_HIDING = re.compile(r"display:\s*none|visibility:\s*hidden")
_HIDDEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|pagebreak|doc-pagebreak"
    r"|footnote-back(?:ref)?|doc-backlink|headerlink|mw-editsection)(?:\s|$)"
)
# A link from a note back to its mark.
_BACK = re.compile(r"[\s↩⏎↑⤴⬑^\ufe0e\ufe0f]*[↩⏎↑⤴⬑^][\s\ufe0e\ufe0f]*")
_START = re.compile(r"\s*(\d{1,4})\s*")
_NOTE_MARK = re.compile(r"\s*\[?(\d{1,4})\]?\s*")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(rb"(?:charset|encoding)=[\"']?([\w-]+)", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_CELLS = {"td", "th"}
# Cells longer than this hold text, and are no row of a table. Our choice.
_CELL = 120
# A cell with more words than this, and a full stop at its end, is a sentence. Our choice.
_WORDS = 4
_ENDS = re.compile(r"[.!?…。！？][\"'”’)\]]*$")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, and the element that holds its first letter."""

    kind: PassageKind
    text: str
    element: etree._Element


def decoded(content: bytes) -> str:
    """Return a page as text, without a declaration of XML.

    It is read as UTF-8 or UTF-16 if it is that, else as it declares, else as browsers do.
    """
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(content[:2048])
        try:
            text = content.decode(
                declared[1].decode() if declared else "cp1252", "replace"
            )
        except (LookupError, UnicodeError):
            text = content.decode("cp1252", "replace")
    return re.sub(r"^\s*<\?xml[^>]*>", "", text).replace("\0", "")


def parsed(name: str, source: str) -> etree._Element:
    """Return the page as a tree. Nothing that it refers to is fetched.

    Raises UnreadableDocument if there is no page, or if it is nested so deep that the
    parser would leave words out.
    """
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableDocument(name, "it has no text that can be read") from error
    if any("depth" in error.message for error in parser.error_log):
        raise UnreadableDocument(
            name, "its elements are nested too deep; save the page from a browser anew"
        )
    return root


def tag(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" of a comment."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()


def blocks(root: etree._Element) -> tuple[Block, ...]:
    """Return the blocks of a page or a part of one."""
    return blocks_of((piece.kind, piece.text) for piece in pieces(root))


def pieces(root: etree._Element) -> list[Piece]:
    """Return the blocks of a page with their elements, in the order of the page."""
    walk = _Walk(root, frozenset(_noted(root)))
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if _is_hidden(element):
                walker.skip_subtree()
            else:
                walk.start(element)
        else:
            if event == "end" and not _is_hidden(element):
                walk.end(element)
            if element is not root:
                walk.add(element.tail)
    walk.flush()
    return walk.found


def said(element: etree._Element) -> str:
    """Return the class, role and type of an element, lower case, as one text."""
    return " ".join(
        value
        for key, value in element.attrib.items()
        if key.rpartition("}")[2] in {"class", "role", "type", "epub:type"}
    ).lower()


def _is_hidden(element: etree._Element) -> bool:
    """Whether a reader of the page sees nothing of an element."""
    return (
        not tag(element)
        or _UNSEEN.fullmatch(tag(element)) is not None
        or "hidden" in element.attrib
        or bool(_HIDING.search(element.get("style", "")))
        or bool(_HIDDEN.search(said(element)))
        or _is_back(element)
    )


def _is_back(element: etree._Element) -> bool:
    """Whether an element is a link from a note back to its mark."""
    is_link = tag(element) == "a" and "#" in element.get("href", "")
    return is_link and bool(_BACK.fullmatch("".join(element.itertext())))


def _noted(root: etree._Element) -> Iterator[str]:
    """Yield the ids of the notes: what marks lead to, further down the page."""
    passed: set[str] = set()
    for element in root.iter("{*}*"):
        passed.add(element.get("id", ""))
        place = element.get("href", "").removeprefix("#")
        if tag(element) != "a" or place == element.get("href") or place in passed:
            continue
        parent = element.getparent()
        around = [element, *element] + ([parent] if parent is not None else [])
        raised = any(tag(one) == "sup" or "noteref" in said(one) for one in around)
        if raised and _NOTE_MARK.fullmatch("".join(element.itertext())):
            yield place


@dataclass(slots=True)
class _Walk:
    """A walk through a page: the blocks so far, and the letters of the next one."""

    root: etree._Element
    noted: frozenset[str] = frozenset()
    """The ids of notes, however they are called."""
    found: list[Piece] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    first: etree._Element | None = None
    """The element of the first letter."""
    kinds: list[tuple[etree._Element, PassageKind]] = field(default_factory=list)
    """The elements around that say what their words are."""
    raised: list[int] = field(default_factory=list)
    """Where the letters of each superscript begin."""
    rows: list[etree._Element] = field(default_factory=list)
    """The row of a table whose cells stand on one line, if any."""
    at: etree._Element | None = None
    """The element that the next letters stand in."""
    number: str = ""
    """The number of the note that begins, with which the page shows it."""
    written: int = 0
    """How many elements around set white space as it was written."""

    def start(self, element: etree._Element) -> None:
        """Enter an element."""
        name = tag(element)
        self.at = element
        self.written += name == "pre"
        if name in {"br", "hr"}:
            self.letters.append("\n")
        elif name in _CELLS and self.rows:
            self.letters.append("\t")
        elif _BLOCKS.fullmatch(name):
            self.flush()
        if name == "tr" and _is_row(element):
            self.rows.append(element)
        kind = PassageKind.NOTE if self._is_note(element) else _KINDS.get(name)
        if kind is not None:
            self.kinds.append((element, kind))
        if name == "li" and self._kind() is PassageKind.NOTE:
            self._number(element)
        if name == "sup" or "noteref" in said(element):
            self.raised.append(len(self.letters))
        self.add("“" if name == "q" else None)
        self.add(element.text)

    def _is_note(self, element: etree._Element) -> bool:
        """Whether an element is a note, or a list of notes."""
        is_led_to = element.get("id") in self.noted and bool(
            _BLOCKS.fullmatch(tag(element))
        )
        return is_led_to or bool(_NOTE.search(said(element)))

    def end(self, element: etree._Element) -> None:
        """Leave an element."""
        name = tag(element)
        self.add("”" if name == "q" else None)
        if _BLOCKS.fullmatch(name) and not (name in _CELLS and self.rows):
            self.flush()
        if self.rows and self.rows[-1] is element:
            self.rows.pop()
        if self.kinds and self.kinds[-1][0] is element:
            self.kinds.pop()
        if (name == "sup" or "noteref" in said(element)) and self.raised:
            self._mark(self.raised.pop())
        self.written -= name == "pre"
        self.at = element.getparent()

    def add(self, text: str | None) -> None:
        """Add letters; white space is one blank unless it is set as written."""
        if not text:
            return
        if not self.written:
            text = _SPACE.sub(" ", text)
        if self.first is None and not text.isspace():
            self.first = self.at
            self.letters.append(self.number)
            self.number = ""
        self.letters.append(text)

    def flush(self) -> None:
        """End the block; an empty line parts it in two."""
        text = "".join(self.letters)
        first, self.first = self.first, None
        self.letters.clear()
        self.raised.clear()
        if first is None:
            return
        kind = self._kind()
        if text.count("\t") > 1 and self.rows and kind is PassageKind.PARAGRAPH:
            kind = row_kind(text)
        for part in _EMPTY_LINE.split(text):
            if part.strip():
                self.found.append(Piece(kind, part, first))

    def _kind(self) -> PassageKind:
        kinds = [kind for _, kind in self.kinds]
        if PassageKind.NOTE in kinds:
            return PassageKind.NOTE
        return kinds[-1] if kinds else PassageKind.PARAGRAPH

    def _number(self, item: etree._Element) -> None:
        """Keep the number of a note, which the page shows before it."""
        parent = item.getparent()
        if parent is not None and tag(parent) == "ol":
            before = sum(1 for one in item.itersiblings(preceding=True) if tag(one))
            start = _START.fullmatch(parent.get("start", ""))
            first = int(start[1]) if start else 1
            self.number = note_mark(str(first + before)) + " "

    def _mark(self, start: int) -> None:
        """Mark the number of a note as such."""
        mark = _NOTE_MARK.fullmatch("".join(self.letters[start:]))
        if mark:
            self.letters[start:] = [note_mark(mark[1])]


def row_kind(text: str) -> PassageKind:
    """Return what a row of a table is, its cells with tabs between: no text, if none is."""
    cells = [cell.strip() for cell in text.split("\t")]
    has_sentence = any(
        len(cell.split()) > _WORDS and _ENDS.search(cell) for cell in cells
    )
    return PassageKind.PARAGRAPH if has_sentence else PassageKind.CAPTION


def _is_row(row: etree._Element) -> bool:
    """Whether the cells of a row are short and hold no blocks of their own."""
    inner = (tag(one) for one in row.iterdescendants())
    blocks_within = (name not in _CELLS and _BLOCKS.fullmatch(name) for name in inner)
    return not any(blocks_within) and all(
        len("".join(cell.itertext())) <= _CELL for cell in row if tag(cell)
    )
