"""What a reader sees of an article: its letters without the signs of markup.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Remnants of Markdown and HTML that occur in real articles; everything else is shown as
# it is.
_MARKUP = re.compile(
    r"(?P<strong>\*\*(?=\S)(?P<s>.+?)\*\*)"
    r"|(?P<em>\*(?=[^\s*])(?P<e>[^*]+?)\*)"
    r"|(?P<sup><sup>(?P<u>.{1,100}?)</sup>)"
    r"|(?P<plain><(?P<p>https?://[^\s>]{1,2000})>)"
    r"|(?P<gone>^#{1,6}[ ]|\*{2,})",
    re.DOTALL | re.MULTILINE,
)
# Every remnant has one of them. Most blocks have none, and are not searched for remnants,
# which takes twenty times as long.
_SIGNS = re.compile(r"[*<#]")

# Kind of markup → the group with the text to show, and the HTML element that shows it.
_SHOWN = {
    "strong": ("s", "strong"),
    "em": ("e", "em"),
    "sup": ("u", "sup"),
    "plain": ("p", ""),
}

# A raised number after a digit, or a unit such as "km", is a power and no number of a note;
# but not after a year.
_BEFORE_POWER = re.compile(
    r"(?:(?<!\b1[5-9]\d)(?<!\b20\d)\d|\b(?:[^\W\d_]|[kcdm]m|ft|yd|mi))$"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# Signs that no reader sees and that ordinary writing does without: signs of control, those
# that turn the order of letters, and those that hide words. Ordinary are soft hyphens, and
# the joiners, blanks and marks of direction that Arabic, Hebrew or Thai are written with.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class VisibleRun:
    """A stretch of a block that readers see, all in one style."""

    start: int
    end: int
    style: str = ""
    """Empty, or the HTML element that shows it: ``strong``, ``em`` or ``sup``."""


def visible_text(text: str, start: int, end: int) -> str:
    """Return what a reader sees of a span, without styles."""
    return "".join(text[run.start : run.end] for run in visible_runs(text, start, end))


def quotable_text(text: str, block: tuple[int, int], start: int, end: int) -> str:
    """Return the words of a span of a *block* as they are quoted: what a reader sees of it.

    The numbers of notes are no words of the text; powers ("10⁶", "km²") are.
    """
    shown = ""
    for run in visible_runs(text, *block):
        piece = text[max(run.start, start) : min(run.end, end)]
        if run.style == "sup" and piece.isdecimal():
            sign = run.start - len("<sup>")
            is_power = _BEFORE_POWER.search(text, block[0], sign)
            piece = piece.translate(_RAISED) if is_power else ""
        shown += piece
    return shown


def whole_quotable_text(text: str) -> str:
    """Return a text, a sentence or more, as `quotable_text` has it."""
    return quotable_text(text, (0, len(text)), 0, len(text))


def with_signs(
    text: str, block: tuple[int, int], start: int, end: int
) -> tuple[int, int]:
    """Return a span of a *block* with the signs of markup that belong to all its ends."""
    for remnant in _MARKUP.finditer(text, *block):
        low, high = remnant.span(_SHOWN.get(str(remnant.lastgroup), ("gone",))[0])
        if start == low < high <= end or start <= low < high == end:
            start, end = min(start, remnant.start()), max(end, remnant.end())
    return start, end


def shown_letters(
    text: str, blocks: Iterable[tuple[int, int]], *, notes: bool = False
) -> tuple[str, Sequence[int]]:
    """Return what a reader sees of some blocks, each on a line, and where it stands.

    That is the offset in *text* of each character. The numbers of notes are no words of
    the text: without *notes* they are left out.
    """
    shown: list[str] = []
    origin = array("i")  # a tenth of the memory of a list
    for start, end in blocks:
        for run in visible_runs(text, start, end):
            piece = text[run.start : run.end]
            if run.style == "sup" and piece.isdecimal() and not notes:
                continue
            shown.append(piece)
            origin.extend(range(run.start, run.end))
        shown.append("\n")
        origin.append(end)
    return "".join(shown), origin


def visible_runs(text: str, start: int, end: int) -> tuple[VisibleRun, ...]:
    """Return what a reader sees of a block: its text without the signs of markup."""
    if start < end and not _SIGNS.search(text, start, end):
        return (VisibleRun(start, end),)
    shown: list[VisibleRun] = []
    at = start
    for remnant in _MARKUP.finditer(text, start, end):
        if remnant.start() > at:
            shown.append(VisibleRun(at, remnant.start()))
        if shown_as := _SHOWN.get(str(remnant.lastgroup)):
            group, element = shown_as
            shown.append(VisibleRun(*remnant.span(group), element))
        at = remnant.end()
    if at < end:
        shown.append(VisibleRun(at, end))
    return tuple(shown)
