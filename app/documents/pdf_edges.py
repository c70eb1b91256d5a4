"""What stands at the edges of pages: running heads, numbers of pages and of lines. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# All figures here are our choice, made by looking at reports, papers and books.
# A running head stands at the same height, give or take these points, on so many pages,
# of those not further away than this.
_PAGES, _HEIGHT, _AROUND = 3, 4.0, 5
_ROUNDS = 4
# Of two pages or one, so many strips at each edge may be no text.
_STRIPS = 2
# A line apart from the text is so many usual distances away from it.
_APART = 1.6
# The number of a page, alone or after a bar, and what browsers print at the edges of pages.
_FOLIO = re.compile(
    r"(?:(?:page|p\.|seite|s\.)\s*)?[–—-]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[–—-]?"  # noqa: RUF001
    r"(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?"
    r"|.*\s\|\s*(?:page\s*)?\d{1,3}|(?:page\s*)?\d{1,3}\s*\|\s.*"
    r"|(?:https?|file)://\S+|\d\d?[./]\d\d?[./]\d{2,4}, \d\d?:\d\d(?:\s[AP]M)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_PERHAPS_FOLIO = (
    "a number alone at the edge of a page: perhaps a date, or that of the page"
)
_PERHAPS_HEAD = "another page has these words at its edge: perhaps a running head"
# A page with so many numbers that follow one another counts its lines; the others of the
# document do so with fewer.
_NUMBERED_LINES, _FEWEST = 12, 2
_MARGIN = re.compile(r"[A-Z]?[a-z]?(\d{1,4})[A-Z]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; lengths in points, from the lower left corner."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False
    pieces: tuple[str, ...] = ()
    """Its words by stretches that stand far from one another, if there are several."""


# --- running heads -----------------------------------------------------------------------


def without_running_heads(
    pages: Sequence[Sequence[Line]],
) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without running heads and page numbers, and the words of these.

    They have the same words, but for numbers, at the same height of several pages, and
    no line of the text stands outside of them; or they have the numbers of pages.
    """
    kept = [list(page) for page in pages]
    left: list[str] = []
    for _ in range(_ROUNDS):
        for pick in (max, min):
            edge = [
                pick(page, key=lambda line: line.base) if page else None
                for page in kept
            ]
            for number, (page, outer) in enumerate(zip(kept, edge, strict=True)):
                if outer is None:
                    continue
                around = edge[max(0, number - _AROUND) : number + _AROUND + 1]
                if sum(_is_same(outer, other) for other in around if other) >= _PAGES:
                    page.remove(outer)
                    left.append(outer.text)
    numbered, others = _without_numbered(kept)
    return numbered, [*left, *others]


def _without_numbered(
    pages: Sequence[Sequence[Line]],
) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without the lines at their edges that hold their numbers, and these.

    One end of such a line is a number, which is one more on each page.
    """
    kept = [list(page) for page in pages]
    found: dict[int, dict[int, list[Line]]] = {}
    for number, page in enumerate(pages):
        for strip in (_strip(page, max), _strip(page, min)):
            for end in _ends(strip, page):
                found.setdefault(end - number, {}).setdefault(number, []).extend(strip)
    left: list[str] = []
    for strips in found.values():
        if len(strips) >= _PAGES:
            for number, strip in strips.items():
                left += [line.text for line in strip]
                kept[number] = [line for line in kept[number] if line not in strip]
    return kept, left


def _ends(strip: Sequence[Line], page: Sequence[Line]) -> list[int]:
    """Return the numbers at the ends of a strip that is apart from its page, or smaller."""
    if len(strip) == len(page):
        return []
    usual = sorted(line.size for line in page)[len(page) // 2]
    sizes = [line.size for line in strip]
    is_text = max(sizes) == usual and _distance(strip, page)[0] <= _APART
    if max(sizes) > usual or is_text:
        return []
    words = " ".join(one.text for one in sorted(strip, key=lambda one: one.left))
    return [int(end) for end in re.findall(r"^\d{1,4}(?!\S)|(?<!\S)\d{1,4}$", words)]


def edge_lines(pages: Sequence[Sequence[Line]]) -> list[dict[Line, str]]:
    """Return of each page the lines at its edges that are no text, each with a doubt or "".

    They are the numbers of pages, what stands beside one, and what the edge of another page
    or the title has too: what ``without_running_heads`` cannot know, of two pages or one.
    """
    inner = [list(page) for page in pages]
    found: list[dict[Line, str]] = [{} for _ in pages]
    title = _in_large(pages[0]) if pages else ""
    for _ in range(_STRIPS):
        for pick in (max, min):
            strips = [_strip(page, pick) for page in inner]
            alike: dict[str, list[Line]] = {}
            for line in (line for strip in strips for line in strip):
                alike.setdefault(without_numbers(line.text), []).append(line)
            for page, strip, edge in zip(inner, strips, found, strict=True):
                if len(strip) < len(page):
                    edge.update(
                        _edge_of(strip, page, alike, title, alone=len(pages) < _PAGES)
                    )
                    page[:] = [line for line in page if line not in edge]
    return found


def _strip(page: Sequence[Line], pick: Callable[..., Line]) -> list[Line]:
    """Return the outermost lines of a page, all at one height."""
    if not page:
        return []
    base = pick(page, key=lambda line: line.base).base
    return [line for line in page if abs(line.base - base) <= _HEIGHT]


def _distance(strip: Sequence[Line], page: Sequence[Line]) -> tuple[float, float]:
    """Return how far a strip is from the rest of its page, in usual distances of lines.

    And the usual size of the letters there, in points.
    """
    others = [line for line in page if line not in strip]
    gap = min(abs(line.base - strip[0].base) for line in others)
    usual = sorted(line.size for line in others)[len(others) // 2]
    lines = [line for line in page if line.size == usual]
    return gap / (leading(lines) * usual), usual


def _edge_of(
    strip: Sequence[Line],
    page: Sequence[Line],
    alike: Mapping[str, Sequence[Line]],
    title: str,
    *,
    alone: bool,
) -> dict[Line, str]:
    """Return the lines of a strip that are no text, each with a doubt or "".

    *alone* says that there are too few pages to compare.
    """
    apart, usual = _distance(strip, page)
    if apart <= _APART or strip[0].size > usual:
        return {}
    words = [line for line in strip if re.search(r"[^\W\d_]{2}", line.text)]
    pieces = [piece for line in strip for piece in line.pieces or (line.text,)]
    folios = [piece for piece in pieces if _FOLIO.fullmatch(piece)]
    # In a long document, a number beside words may stand in a table.
    if folios and (not words or alone):
        doubt = _PERHAPS_FOLIO if _YEAR.fullmatch(folios[0]) else ""
        return dict.fromkeys(strip, doubt)
    found = {}
    for line in words:
        again = [
            other
            for other in alike[without_numbers(line.text)]
            if other.page != line.page and other.size == line.size
        ]
        if line.page and line.text in title and len(line.text.split()) > 1:
            found[line] = ""
        elif again:
            is_level = any(_is_same(line, other) for other in again)
            found[line] = "" if is_level else _PERHAPS_HEAD
    return found


def _in_large(page: Sequence[Line]) -> str:
    """Return the words of a page in the largest letters; "" if most are as large."""
    size = max((line.size for line in page), default=0)
    large = [line.text for line in page if line.size >= 0.97 * size]
    return " ".join(large) if 2 * len(large) < len(page) else ""


def _is_same(line: Line, other: Line) -> bool:
    """Whether two lines stand at one height, and differ in nothing but numbers."""
    return abs(line.base - other.base) <= _HEIGHT and (
        without_numbers(line.text) == without_numbers(other.text)
    )


def without_numbers(text: str) -> str:
    """Return a line with # for its numbers, Roman ones that stand alone among them."""
    return re.sub(r"\d+|\b[ivxlc]+$", "#", text)


def without_margin_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without the numbers of their lines, which manuscripts have."""
    numbers = [
        {line: int(n[1]) for line in page if (n := _MARGIN.fullmatch(line.text))}
        for page in pages
    ]
    runs = [sum(n - 1 in found.values() for n in found.values()) for found in numbers]
    if max(runs, default=0) < _NUMBERED_LINES:
        return [list(page) for page in pages]
    return [
        [line for line in page if run < _FEWEST or line not in found]
        for page, found, run in zip(pages, numbers, runs, strict=True)
    ]


def leading(page: Sequence[Line]) -> float:
    """Return the usual distance of two lines, in sizes."""
    steps = [
        (one.base - other.base) / one.size
        for one, other in pairwise(page)
        if 0.5 * one.size < one.base - other.base < 3 * one.size
        and one.size == other.size
    ]
    return sorted(steps)[len(steps) // 2] if steps else 1.2
