"""Markdown: what it shows as HTML is read; front matter and notes are known."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.documents import markup
from app.documents.blocks import Document, Fact
from app.documents.text import decoded
from app.documents.title_lines import is_byline
from app.domain.errors import UnreadableDocument

_KEYS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "journal": "container",
    "site": "container",
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "pages": "pages",
    "url": "url",
    "canonical_url": "url",
    "lang": "language",
    "language": "language",
}
_LINE = re.compile(r"^(\w+):[ \t]*(.*)$")
_LISTED = re.compile(r"^\s*-\s+(?:name:\s*)?(.*)$")


def read(path: Path) -> Document:
    """Read Markdown with its front matter.

    Raises UnreadableDocument if it is not text, or if it is nested so deep that the parser
    would leave words out.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - it is an extra
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"breaks": False, "maxNesting": 100}).enable(
        ["table", "strikethrough"]
    )
    parser.use(front_matter_plugin).use(footnote_plugin)
    text = decoded(path.name, path.read_bytes())
    notes: dict[str, Any] = {}
    tokens = parser.parse(text, notes)
    if any(one.level >= parser.options["maxNesting"] - 1 for one in tokens):
        raise UnreadableDocument(
            path.name, "its lists or quotations are nested too deep; make them flatter"
        )
    _part_lines(tokens)
    matter = next((one for one in tokens if one.type == "front_matter"), None)
    shown = parser.renderer.render(tokens, parser.options, notes)
    root = markup.parsed(path.name, f"<body>{shown}</body>")
    return Document(
        markup.blocks(root),
        tuple(_facts(matter.content)) if matter else (),
        f"counterpoint with markdown-it-py {version('markdown-it-py')}",
    )


def _part_lines(tokens: Iterable[Any]) -> None:
    """Make the lines above the first sentence lines of their own, as a byline's are."""
    for token in tokens:
        if token.type == "inline":
            if not is_byline(token.content):
                return
            for child in token.children:
                child.type = child.type.replace("softbreak", "hardbreak")


def _facts(matter: str) -> list[Fact]:
    """Return the facts of simple front matter: one key a line, or a list beneath it."""
    found: list[Fact] = []
    key = ""
    for line in matter.splitlines():
        if pair := _LINE.match(line):
            key, value = pair[1].lower(), pair[2]
        elif listed := _LISTED.match(line):
            value = listed[1]
        else:
            continue
        names = value[1:-1].split(",") if value.startswith("[") else [value]
        found += [
            Fact(_KEYS[key], name, f"front matter, {key}", aside=True)
            for name in (one.strip().strip("\"'") for one in names)
            if name and key in _KEYS
        ]
    return found
