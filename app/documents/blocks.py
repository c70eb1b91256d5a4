"""A document once it is read: its blocks of words, and what it says about itself. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.vocabulary import Basis, PassageKind
from app.text.anchoring import fold
from app.text.passages import without_rules

# What a fact is taken from that a field of the file has, and not its text.
PROPERTY = "document property"
# What becomes of the rows of tables, which hold no sentences.
ROWS_KEPT = (
    "rows of tables, kept as captions (to quote one, give it the kind paragraph)"
)
# A blank that sets words apart; one that keeps them together stays as it is.
_BLANKS = re.compile(r"[ \t\f\v\r]+")
_LINES = re.compile(r" ?\n[\s]*")
# Signs of control and halves of signs, which no text shows.
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of words that stand together."""

    kind: PassageKind
    text: str
    unsure: str = ""
    """Why an editor should look at it; empty if there is no doubt."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a document says about itself, and where."""

    key: str
    """A key of the facts about a source: title, authors, published, container, ….

    A document with several authors has several facts.
    """
    value: str
    taken_from: str
    basis: Basis = Basis.STATED
    aside: bool = False
    """Whether it stands beside the text, and not in it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read."""

    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    """The likeliest first."""
    converter: str
    """What read it, with its version; empty if the file is the text."""
    remarks: tuple[str, ...] = ()
    """What was left out or changed, for the editor."""


def tidy(text: str) -> str:
    """Return the words of a block: no empty line or rule within, no blanks at the ends.

    Signs that show as nothing are no words if they stand alone.
    """
    one = _BLANKS.sub(" ", _CONTROL.sub("", text.replace("\r\n", "\n")))
    one = without_rules(one)
    words = _LINES.sub("\n", one).strip()
    return words if fold(words).text.strip() else ""


def blocks_of(kinds: Iterable[tuple[PassageKind, str]]) -> tuple[Block, ...]:
    """Return the blocks that have words, tidied."""
    tidied = ((kind, tidy(text)) for kind, text in kinds)
    return tuple(Block(kind, text) for kind, text in tidied if text)


def note_mark(number: str) -> str:
    """Return the mark of a note as the text of a source has it."""
    return f"<sup>{number}</sup>" if number.isdecimal() else number
