"""Word documents: our own walk through their XML, with notes, boxes and tracked changes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from app.documents.blocks import (
    PROPERTY,
    ROWS_KEPT,
    Document,
    Fact,
    blocks_of,
    note_mark,
)
from app.documents.markup import row_kind, tag
from app.documents.packages import Package, opened
from app.domain.vocabulary import Basis, PassageKind

_BODY = "word/document.xml"
# What a reader does not see, or sees elsewhere: what was deleted or moved away, and the
# copy of a text box for old programs.
_LEFT_OUT = {
    "del",
    "movefrom",
    "fallback",
    "instrtext",
    "deltext",
    "ppr",
    "rpr",
    "sectpr",
}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "\u2011"}
_HEADING = re.compile(r"heading|title|überschrift|titre|título", re.IGNORECASE)
_CAPTION = re.compile(r"caption|beschriftung|légende", re.IGNORECASE)
# Styles that say what their paragraph is. Pandoc writes all four.
_STYLED = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "authors",
    "date": "published",
}
_TABLE = re.compile(
    r"(?:table|figure|fig\.|chart|tabelle|abbildung|abb\.|tableau|tabla|tabela)"
    r"\s*\d+\s*[.:–—-]",  # noqa: RUF001
    re.IGNORECASE,
)
_CAPTION_WORDS = 40
# A paragraph of so many words at most, in larger letters than most or all in bold, is a
# heading if it ends as one. Our choice.
_HEADING_WORDS, _LARGER = 25, 1.12
_NO_END = re.compile(r"[.:;,]$")
# The title stands in the largest letters of so many paragraphs at the beginning.
_FIRST = 8
# The size of letters if nothing says it, in half points.
_SIZE = 20.0
_CELL = 120


def read(path: Path) -> Document:
    """Read a Word document as it shows with all changes accepted.

    Raises UnreadableDocument if it is none, is damaged, or has a password.
    """
    with opened(path, "a Word document") as package:
        root = package.xml(_BODY)
        walk = _Walk(_styles(package))
        walk.look_at(root)
        body = list(walk.paragraphs(root))
        notes = list(walk.notes_in(package))
        blocks = blocks_of([*body, *notes])
        text = " ".join(" ".join(block.text for block in blocks).split()).casefold()
        return Document(
            blocks,
            (
                *walk.facts,
                *walk.language(),
                *_heads(package),
                *_facts(package, text),
                *walk.largest(body),
            ),
            "counterpoint",
            tuple(walk.remarks(package)),
        )


def _get(element: etree._Element, name: str) -> str:
    """Return an attribute, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child of a child of … with these names."""
    for name in names:
        found = [one for one in element if tag(one) == name]
        if not found:
            return None
        element = found[0]
    return element


def _val(element: etree._Element, *path: str) -> str:
    """Return what the look of a run or a style says of one thing; "1" if nothing but its name."""
    *parents, name = path
    found = _child(element, *parents, "rpr", name)
    return "" if found is None else _get(found, "val") or "1"


def _styles(package: Package) -> dict[str, etree._Element]:
    """Return the styles of the document by their id, and under "" what holds for all."""
    if "word/styles.xml" not in package:
        return {}
    root = package.xml("word/styles.xml")
    return {
        _get(one, "styleId"): one
        for one in root
        if tag(one) in {"style", "docdefaults"}
    }


@dataclass(slots=True)
class _Walk:
    """A walk through the parts of a document, and what it counts on the way."""

    styles: dict[str, etree._Element]
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """The kind and id of each note, in the order of the text."""
    facts: list[Fact] = field(default_factory=list)
    """What the styles of paragraphs say."""
    letters: Counter[str] = field(default_factory=Counter)
    """How many letters are marked as written in each language; "" if they are not."""
    default: str = ""
    """The style of paragraphs that name none."""
    usual: tuple[float, bool] = (_SIZE, False)
    """The size of most letters, in half points, and whether they are bold."""
    large: dict[str, float] = field(default_factory=dict)
    """The size of the letters of each heading that is one by its look alone."""

    def paragraphs(self, root: etree._Element) -> Iterator[tuple[PassageKind, str]]:
        """Yield the paragraphs of a part, and those of boxes after the one they hang on."""
        for child in root:
            name = tag(child)
            if name in _LEFT_OUT or not name:
                self.counts[name] += 1
            elif name == "p":
                text = self._text(child)
                self._styled(child, text)
                kind = self._kind(child)
                is_short = len(text.split()) < _CAPTION_WORDS
                if kind is PassageKind.PARAGRAPH and is_short and _TABLE.match(text):
                    kind = PassageKind.CAPTION
                elif kind is PassageKind.PARAGRAPH and self._is_set_off(child, text):
                    kind = PassageKind.HEADING
                yield kind, text
                yield from self._boxes(child)
            elif name == "tr" and _is_row(child):
                cells = [one for one in child if tag(one) == "tc"]
                row = "\t".join(map(self._cell, cells))
                self.counts["row"] += row_kind(row) is PassageKind.CAPTION
                yield row_kind(row), row
            else:
                yield from self.paragraphs(child)

    def look_at(self, root: etree._Element) -> None:
        """See how most letters of a part look."""
        for name, one in self.styles.items():
            if _get(one, "default") == "1" and _get(one, "type") == "paragraph":
                self.default = name
        looks = Counter[tuple[float, bool]]()
        for paragraph in _within(root, "p"):
            looks.update(self._looks(paragraph))
        self.usual = max(looks, key=looks.__getitem__, default=self.usual)

    def _looks(self, paragraph: etree._Element) -> Counter[tuple[float, bool]]:
        """Return how many letters of a paragraph have which size, and are bold."""
        style = _child(paragraph, "ppr", "pstyle")
        name = self.default if style is None else _get(style, "val")
        around = [*self._chain(name)]
        looks = Counter[tuple[float, bool]]()
        for run in _within(paragraph, "r"):
            inner = _child(run, "rpr", "rstyle")
            styles = [
                *(self._chain(_get(inner, "val")) if inner is not None else ()),
                *around,
            ]
            own = [run, *styles]
            size = next(filter(None, (_val(one, "sz") for one in own)), "")
            size = size or _val(self.styles.get("", run), "rprdefault", "sz")
            bold = next(filter(None, (_val(one, "b") for one in own)), "0")
            letters = "".join(text.text or "" for text in _within(run, "t"))
            half_points = float(size) if size.replace(".", "", 1).isdecimal() else _SIZE
            looks[half_points, bold not in {"0", "false", "off"}] += len(
                "".join(letters.split())
            )
        return looks

    def _is_set_off(self, paragraph: etree._Element, text: str) -> bool:
        """Whether a short paragraph looks like a heading, whatever its style is called."""
        words = text.split()
        looks = +self._looks(paragraph)
        # The letters of a box or hidden ones have a look, and are no words of the paragraph.
        if (
            not looks
            or not 0 < len(words) <= _HEADING_WORDS
            or _NO_END.search(words[-1])
        ):
            return False
        size = looks.most_common(1)[0][0][0]
        is_bold = all(bold for _, bold in looks) and not self.usual[1]
        is_large = size > _LARGER * self.usual[0]
        if is_large:
            self.large[" ".join(words)] = size
        return is_large or (is_bold and size > 0.9 * self.usual[0])

    def largest(self, body: Sequence[tuple[PassageKind, str]]) -> Iterator[Fact]:
        """Yield as the title what stands in the largest letters at the beginning."""
        first = [" ".join(text.split()) for _, text in body if text.strip()][:_FIRST]
        title = max(first, key=lambda words: self.large.get(words, 0), default="")
        if title in self.large:
            where = "the largest letters at the beginning"
            yield Fact("title", title, where, Basis.INFERRED)

    def _cell(self, cell: etree._Element) -> str:
        return "".join(self._text(paragraph) for paragraph in _within(cell, "p"))

    def _boxes(self, paragraph: etree._Element) -> Iterator[tuple[PassageKind, str]]:
        for box in _within(paragraph, "txbxcontent"):
            yield from self.paragraphs(box)

    def _text(self, paragraph: etree._Element) -> str:
        """Return the letters of a paragraph, without those of boxes within."""
        return "".join(self._letters(paragraph))

    def _letters(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            name = tag(child)
            if name in _LEFT_OUT or name == "txbxcontent":
                self.counts[name] += 1
            elif name == "t":
                lang = _child(element, "rpr", "lang")
                self.letters["" if lang is None else _get(lang, "val")] += len(
                    child.text or ""
                )
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in {"footnotereference", "endnotereference"}:
                yield self._note(name.removesuffix("reference"), _get(child, "id"))
            elif name == "r" and _is_hidden(child):
                self.counts["hidden"] += 1
            elif name == "r" and _is_raised(child):
                yield note_mark("".join(self._letters(child)))
            else:
                self.counts[name] += name in {"ins", "moveto", "omath", "sym"}
                yield from self._letters(child)

    def _styled(self, paragraph: etree._Element, text: str) -> None:
        """Keep what the style of a paragraph says that it is, the first of each alone."""
        style = _child(paragraph, "ppr", "pstyle")
        chain = self._chain("" if style is None else _get(style, "val"))
        names = [
            _get(name, "val").lower()
            for one in chain
            if (name := _child(one, "name")) is not None
        ]
        key = next((_STYLED[name] for name in names if name in _STYLED), "")
        words = " ".join(text.split())
        if (
            words
            and key
            and (key == "authors" or not any(f.key == key for f in self.facts))
        ):
            self.facts.append(Fact(key, words, f"the style {names[0]}"))

    def language(self) -> Iterator[Fact]:
        """Yield the language that most letters are marked as written in.

        That of all styles is the program's own, and says little.
        """
        defaults = [
            _get(lang, "val")
            for style in self.styles.values()
            if _get(style, "default") == "1" or tag(style) == "docdefaults"
            for path in (("rpr", "lang"), ("rprdefault", "rpr", "lang"))
            if (lang := _child(style, *path)) is not None
        ]
        marked = next((one for one, _ in self.letters.most_common(1)), "")
        if marked:
            yield Fact("language", marked, "the language of its letters")
        for language in filter(None, defaults[:1]):
            where = "the language of its styles"
            yield Fact("language", language, where, Basis.INFERRED)

    def _note(self, kind: str, id_: str) -> str:
        """Return the mark of a note; footnotes and endnotes are counted together."""
        if (kind, id_) not in self.notes:
            self.notes.append((kind, id_))
        return note_mark(str(self.notes.index((kind, id_)) + 1))

    def notes_in(self, package: Package) -> Iterator[tuple[PassageKind, str]]:
        """Yield the notes in the order of their marks, each with its number."""
        notes = {
            (kind, _get(one, "id")): one
            for kind in ("footnote", "endnote")
            if f"word/{kind}s.xml" in package
            for one in package.xml(f"word/{kind}s.xml")
            if tag(one) == kind
        }
        # A note may have the mark of another, which is then the last.
        for number, note in enumerate(self.notes, 1):
            if note in notes:
                words = [text.strip() for _, text in self.paragraphs(notes[note])]
                text = "\n".join(filter(None, words))
                yield PassageKind.NOTE, f"{note_mark(str(number))} {text}"

    def _kind(self, paragraph: etree._Element) -> PassageKind:
        """Return what a paragraph is, by its style."""
        properties = _child(paragraph, "ppr")
        style = None if properties is None else _child(properties, "pstyle")
        chain = list(self._chain("" if style is None else _get(style, "val")))
        names = [
            _get(name, "val")
            for one in chain
            if (name := _child(one, "name")) is not None
        ]
        own = [properties] if properties is not None else []
        inner = [one for style in chain if (one := _child(style, "ppr")) is not None]
        level = next(
            (
                _get(one, "val")
                for p in [*own, *inner]
                if (one := _child(p, "outlinelvl")) is not None
            ),
            "9",
        )
        if any(_HEADING.search(name) for name in names) or level != "9":
            return PassageKind.HEADING
        if any(_CAPTION.search(name) for name in names):
            return PassageKind.CAPTION
        listed = next(
            (one for p in [*own, *inner] if (one := _child(p, "numpr")) is not None),
            None,
        )
        number = None if listed is None else _child(listed, "numid")
        if listed is not None and (number is None or _get(number, "val") != "0"):
            self.counts["item"] += 1
            return PassageKind.ITEM
        return PassageKind.PARAGRAPH

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            base = _child(self.styles[style], "basedon")
            style = "" if base is None else _get(base, "val")

    def remarks(self, package: Package) -> Iterator[str]:
        """Yield what was taken, and what was left out."""
        told = {
            "ins": "tracked insertions, taken as accepted",
            "del": "tracked deletions, left out",
            "moveto": "tracked moves, taken as accepted",
            "hidden": "hidden stretches, left out",
            "sym": "signs of symbol fonts, left out",
            "omath": "formulas, of which the signs alone are kept",
            "row": ROWS_KEPT,
        }
        for name, words in told.items():
            if self.counts[name]:
                yield f"{words}: {self.counts[name]}"
        comments: list[etree._Element] = []
        if "word/comments.xml" in package:
            comments = [*package.xml("word/comments.xml")]
        if comments:
            yield f"comments, left out: {len(comments)}"
        if self.counts["item"]:
            yield "numbers and signs before the items of lists are no part of the text"


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name within another, but for what a reader does not see."""
    for child in element:
        if tag(child) == name:
            yield child
        elif tag(child) not in _LEFT_OUT:
            yield from _within(child, name)


def _is_row(row: etree._Element) -> bool:
    """Whether each cell of a row has one short paragraph."""
    return all(
        tag(cell) == "tc"
        and len(list(_within(cell, "p"))) == 1
        and not list(_within(cell, "txbxcontent"))
        and sum(len(text.text or "") for text in _within(cell, "t")) <= _CELL
        for cell in row
        if tag(cell) not in {"trpr", "tblprex"}
    )


def _is_hidden(run: etree._Element) -> bool:
    vanish = _child(run, "rpr", "vanish")
    return vanish is not None and _get(vanish, "val") not in {"0", "false"}


def _is_raised(run: etree._Element) -> bool:
    raised = _child(run, "rpr", "vertalign")
    return raised is not None and _get(raised, "val") == "superscript"


def _heads(package: Package) -> Iterator[Fact]:
    """Yield the dates in the running heads."""
    for part in package.names:
        if re.fullmatch(r"word/header\d*\.xml", part):
            text = " ".join("".join(package.xml(part).itertext()).split())
            if text:
                yield Fact(
                    "published", text, "the running head", Basis.INFERRED, aside=True
                )


def _facts(package: Package, text: str) -> Iterator[Fact]:
    """Yield what the properties of the document say; the program wrote some unasked.

    A title that is not in the *text* is that of the file it was made from.
    """
    part = "docProps/core.xml"
    if part not in package:
        return
    keys = {
        "title": ("title", Basis.STATED),
        "creator": ("authors", Basis.INFERRED),
        "created": ("published", Basis.INFERRED),
        "language": ("language", Basis.INFERRED),
    }
    for element in package.xml(part):
        key, basis = keys.get(tag(element), ("", Basis.STATED))
        value = " ".join((element.text or "").split())
        is_foreign = key == "title" and value.casefold() not in text
        if key and value and not is_foreign:
            yield Fact(key, value, f"{PROPERTY} {tag(element)}", basis, aside=True)
