"""Cut an article into its blocks, and a paragraph into its sentences.

Everything here is pure. Offsets are Unicode code points in the text as received, the
end exclusive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from app.domain.vocabulary import PassageKind

# A block ends where an empty line stands, one that may hold blanks.
_BETWEEN_BLOCKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")

# Text that a source marks up in the way of Markdown, and a few tags of HTML. Only what
# occurs in real articles as a remnant; everything else is shown as it is.
_MARKUP = re.compile(
    r"(?P<strong>\*\*(?=\S)(?P<s>.+?)\*\*)"
    r"|(?P<em>\*(?=[^\s*])(?P<e>[^*]+?)\*)"
    r"|(?P<sup><sup>(?P<u>.+?)</sup>)"
    r"|(?P<plain><(?P<p>https?://[^\s>]+)>)"
    r"|(?P<gone>^#{1,6}[ ]|\*{2,})",
    re.DOTALL | re.MULTILINE,
)

# What was matched → the group with what is shown of it, and the element that shows it.
_SHOWN = {
    "bold": ("b", "strong"),
    "strong": ("s", "strong"),
    "em": ("e", "em"),
    "sup": ("u", "sup"),
    "plain": ("p", ""),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of an article."""

    start: int
    end: int
    kind: PassageKind
    number: int | None = None
    """Counted from 1 for paragraphs, in reading order; None for all else."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of a block that are shown, all in one style."""

    start: int
    end: int
    style: str = ""
    """Empty, or the element that shows it: ``strong``, ``em`` or ``sup``."""


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of every block of *text*, white space at its ends left out."""
    at = 0
    for between in [*_BETWEEN_BLOCKS.finditer(text), None]:
        end = between.start() if between else len(text)
        words = text[at:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield at + lead, at + len(words.rstrip())
        at = between.end() if between else end


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the spans of the sentences of one paragraph.

    Line and page breaks inside the paragraph end no sentence. A boundary that no
    white space follows is none ("Sino-U.S. relations").
    """
    # Each white-space character becomes one blank, so that offsets stay what they are.
    words = re.sub(r"\s", " ", text[start:end])
    found: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries("en", words):
        low, high = boundary["start_index"], boundary["end_index"]
        if found and low > 0 and not words[low - 1].isspace():
            low = found.pop()[0]
        if words[low:high].strip():
            found.append((low, high))
    return [_trimmed(text, start + low, start + high) for low, high in found]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space at both ends of a span."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def plain(text: str, start: int, end: int) -> str:
    """Give what a reader sees of a span, without its styles."""
    return "".join(text[run.start : run.end] for run in runs(text, start, end))


def runs(text: str, start: int, end: int) -> tuple[Run, ...]:
    """Give what a reader sees of a block: its letters without the signs of markup."""
    shown: list[Run] = []
    at = start
    for remnant in _MARKUP.finditer(text, start, end):
        if remnant.start() > at:
            shown.append(Run(at, remnant.start()))
        style = str(remnant.lastgroup)
        if style in _SHOWN:
            group, element = _SHOWN[style]
            shown.append(Run(*remnant.span(group), element))
        at = remnant.end()
    if at < end:
        shown.append(Run(at, end))
    return tuple(shown)
