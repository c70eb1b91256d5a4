"""A document as blocks of text, which every format encodes.

The reader's notes never reach the server. A line with ``NOTE_SLOT``, around the id of a
claim or quote, marks the place of a note: the page's script fills it in or removes the
line. It also fills in ``SITE_SLOT`` if the server does not know its address.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

# Private use characters, which no text has.
NOTE_SLOT = "\ue000{}\ue001"
SITE_SLOT = "\ue002"


class BlockKind(Enum):
    """What a block is for."""

    TITLE = auto()
    HEADING = auto()
    LINE = auto()
    QUOTE = auto()
    BY = auto()
    """Who says the quote above."""
    NOTE = auto()
    """A place for a note."""
    REFERENCE = auto()
    """One of the references, which stand together and in order."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, and what it links to."""

    text: str
    link: str = ""
    """A URL, or ``#r`` and the place of a reference from 1; empty if it is no link."""
    bold: bool = False
    italic: bool = False
    language: str = ""
    """The language of a source whose words they are, as a BCP 47 tag; empty if ours."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    kind: BlockKind
    runs: tuple[Run, ...]
    below: tuple[Run, ...] = ()
    """Of a reference, a paragraph of its own that belongs to it; empty if there is none."""

    @property
    def language(self) -> str:
        """The language of all its words; empty if it is ours, or if they have several."""
        languages = {run.language for run in self.runs}
        return languages.pop() if len(languages) == 1 else ""

    @property
    def plain(self) -> str:
        """Its text without links and styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Document:
    """A document to download."""

    title: str
    language: str
    day: dt.date
    """The date of the release, so that the same document has the same bytes."""
    blocks: tuple[Block, ...]
    creator: str
    """The name of the site that it is from."""
