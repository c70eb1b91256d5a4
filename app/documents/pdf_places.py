"""Lines of a page in the order in which they stand, whatever was drawn first. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import note_mark
from app.documents.pdf_edges import Line

# Letters of the text are so much like those of most text; notes are smaller. Our choice.
_LIKE, _SMALLER = 0.08, 0.93
# The number of a note stands so many sizes before its words at most, and is raised so far.
_BEFORE, _RAISED = 3.0, 0.7
_DIGITS = 3
_WORD = re.compile(r"[^\W\d_]{2}")


def in_place(page: Sequence[Line], body: float) -> list[Line]:
    """Return the lines of a page, what is drawn before the text but stands below it, last.

    And what is drawn after it but stands above it, first; else the order of the file is that
    of the columns. *body* is the size of the letters of the text. The number of a note is
    put before its words, as one line.
    """
    text = [
        at
        for at, line in enumerate(page)
        if abs(line.size - body) <= _LIKE * body and _WORD.search(line.text)
    ]
    if not text:
        return list(page)
    bases = [page[at].base for at in text]
    early = [line for line in page[: text[0]] if line.base < min(bases)]
    late = [line for line in page[text[-1] :] if line.base > max(bases)]
    inner = [line for line in page if line not in early and line not in late]
    placed = [*_downwards(late), *inner, *_downwards(early)]
    return list(_with_numbers(placed, body, min(bases)))


def _downwards(lines: Sequence[Line]) -> list[Line]:
    """Return lines from the top down, those of a second column after those of the first."""
    words = [line for line in lines if _WORD.search(line.text)]
    second = min(
        (
            line.left
            for line in words
            for other in words
            if abs(line.base - other.base) < 0.25 * line.size
            and line.left - other.right > line.size
        ),
        default=float("inf"),
    )
    return sorted(lines, key=lambda one: (one.left >= second - one.size, -one.base))


def _with_numbers(lines: Sequence[Line], body: float, foot: float) -> Iterator[Line]:
    """Yield the lines, below the *foot* of the text the number of a note with its words."""
    number: Line | None = None
    for line in lines:
        is_note = line.size < _SMALLER * body and line.base < foot
        if number and is_note and _is_number_of(number, line):
            text = f"{note_mark(number.text)} {line.text}"
            yield replace(line, text=text, left=number.left, pieces=())
            number = None
            continue
        if number:
            yield number
        number = line if line.text.isdecimal() else None
        if not number:
            yield line
    if number:
        yield number


def _is_number_of(number: Line, line: Line) -> bool:
    """Whether a line is the number of the note that another line begins."""
    is_short = len(number.text) <= _DIGITS
    raised = (number.base - line.base) / line.size
    # A row of a table may begin with a number, too.
    is_small = number.size < _SMALLER * line.size
    gap = (line.left - number.right) / line.size
    return is_short and is_small and -0.25 < raised < _RAISED and 0 <= gap < _BEFORE
