"""What the formats of a text to read have in common: its blocks, and their words.

A place for a note is a line by itself with ``NOTE`` around the name of what the note is
about: the page's own script puts the note there, or takes the line away, so that no note
is ever sent. It does the same with ``SITE``, where the server does not know its address.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

# Letters of private use: no text of ours has them.
NOTE = "\ue000{}\ue001"
SITE = "\ue002"


class Kind(Enum):
    """What a block is."""

    TITLE = auto()
    HEADING = auto()
    LINE = auto()
    QUOTE = auto()
    BY = auto()
    """Who says the words above it."""
    NOTE = auto()
    """A place for a note."""
    REFERENCE = auto()
    """One of the numbered references, which stand together and in order."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, and where they lead."""

    text: str
    link: str = ""
    """A whole address, or ``#r`` and the number of a reference."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line or a paragraph."""

    kind: Kind
    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Document:
    """A text to take along."""

    title: str
    language: str
    day: dt.date
    """That of the release, so that the same text is always the same bytes."""
    blocks: tuple[Block, ...]
