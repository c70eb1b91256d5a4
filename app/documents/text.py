"""Plain text: what is a heading, and what stands before the article, is inferred. Pure."""

import re
from pathlib import Path

from app.compile.segment import kind_by_sign
from app.documents.blocks import Block, Document
from app.domain.errors import UnreadableDocument
from app.domain.vocabulary import PassageKind
from app.text.passages import block_spans, is_underlined

# A block with more words than this is no heading. Our choice.
_HEADING = 14


def read(path: Path) -> Document:
    """Read plain text in UTF-8 or UTF-16.

    Raises UnreadableDocument if it is not that.
    """
    content = path.read_bytes()
    text = decoded(path.name, content)
    blocks = [
        Block(
            _kind(text[start:end], underlined=is_underlined(text, end)),
            text[start:end],
        )
        for start, end in block_spans(text)
    ]
    # What is UTF-8 already is kept letter for letter.
    same = text.encode() == content
    return Document(tuple(blocks), (), "" if same else "counterpoint")


def decoded(name: str, content: bytes) -> str:
    """Return the text of *content*, without a byte order mark.

    Raises UnreadableDocument if it is not UTF-8 or UTF-16.
    """
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnreadableDocument(name, "it is not text in UTF-8; save it as such")
    return text


def _kind(words: str, *, underlined: bool) -> PassageKind:
    """Return what the sign before a block says, or a heading if it is a short line."""
    kind = kind_by_sign(words)
    is_short = "\n" not in words and len(words.split()) <= _HEADING
    if kind is PassageKind.PARAGRAPH and is_short:
        # One that is not underlined ends as no sentence does.
        is_sentence = re.search(r"[.!?:;,…。！？：；][\"'”’)\]」』]*$", words)  # noqa: RUF001
        if underlined or not is_sentence:
            return PassageKind.HEADING
    return kind
