"""Lines of pages to blocks: running heads out, broken words and torn paragraphs joined. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents.blocks import Block, note_mark, tidy
from app.documents.broken_words import Words, joined, whole_words
from app.documents.pdf_edges import (
    Line,
    edge_lines,
    leading,
    without_margin_numbers,
    without_numbers,
    without_running_heads,
)
from app.documents.pdf_places import in_place
from app.domain.counts import count
from app.domain.vocabulary import PassageKind

# All figures here are our choice, made by looking at reports, papers and books.
_LARGER, _SMALLER = 1.12, 0.93
_HEADING = 25  # words
_BULLET = re.compile(r"^[•●▪■◦‣∙·\uf0b7\uf0a7]\s*|^[–—*-]\s+")  # noqa: RUF001
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_CAPTION = re.compile(
    r"^(?:figure|fig\.|table|chart|box|map|exhibit|photo)\s*\d", re.IGNORECASE
)
_NOTE = re.compile(r"^(?:<sup>\d+</sup>|\d{1,3}\.?\s|\d{1,3}(?=[A-Z“\"])|[*†‡§])")
# The number of a note that is set close to its first word.
_GLUED = re.compile(r"^(\d{1,3})(?=[A-Z“\"])")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*(?:<sup>\d+</sup>)*$")  # noqa: RUF001
_BEGINS_SMALL = re.compile(r"^[\"'“‘(]?[a-z]")  # noqa: RUF001
# If so much of the lines of a column stay within it, the others stand across. Our choice.
_WITHIN = 0.7
# A shorter paragraph may end without a full stop. Our choice.
_LONG = 20  # words
_TORN = "it ends in the midst of a sentence: perhaps the next block goes on with it"
# What may stand between the two parts of a torn paragraph.
_ASIDES = {PassageKind.CAPTION, PassageKind.NOTE, PassageKind.CHROME}


@dataclass(slots=True)
class _Run:
    """Lines that form one block."""

    lines: list[Line]
    kind: PassageKind = PassageKind.PARAGRAPH
    words: str = ""
    unsure: str = ""


def blocks_of_lines(
    pages: Sequence[Sequence[Line]],
) -> tuple[tuple[Block, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the blocks of a document, its running heads, and remarks on what was done."""
    sizes = Counter[float]()
    for line in (line for page in pages for line in page):
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    lines = without_margin_numbers(pages)
    kept, left = without_running_heads([in_place(_rows(page), body) for page in lines])
    edges = edge_lines(kept)
    usual = leading([line for page in kept for line in page])
    runs = [
        run
        for page, edge in zip(kept, edges, strict=True)
        for run in _runs(page, edge, body, usual)
    ]
    words = Words(Counter(whole_words([line.text for page in kept for line in page])))
    for run in runs:
        run.words = joined([line.text for line in run.lines], words)
    count = len(runs)
    runs = _mended(runs, body, words)
    remarks = _remarks(left, count - len(runs), words.guessed)
    blocks = [Block(run.kind, tidy(_without_sign(run)), run.unsure) for run in runs]
    heads = tuple(
        dict.fromkeys([*left, *(line.text for edge in edges for line in edge)])
    )
    return tuple(_torn([one for one in blocks if one.text])), heads, tuple(remarks)


def _remarks(left: Sequence[str], joined: int, guessed: Sequence[str]) -> Iterator[str]:
    """Yield what was left out, joined and guessed."""
    if left:
        counts = Counter(without_numbers(text) for text in left)
        shown = "; ".join(f"“{text}”" for text, _ in counts.most_common(4))
        lines = count(len(left), "line")
        yield f"left out as running heads and page numbers: {lines}, such as {shown}"
    if joined:
        yield f"paragraphs joined over a page, column or figure: {joined}"
    if guessed:
        shown = "; ".join(f"“{word}”" for word in dict.fromkeys(guessed))
        yield f"hyphens at the end of a line, kept as those of compounds: {shown}"


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, those on one height next to each other made one."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        gap = line.left - last.right if last else 0.0
        if last and _is_mark(line, last) and abs(gap) < 0.5 * last.size:
            mark = note_mark(line.text)
            rows[-1] = replace(last, text=last.text + mark, right=line.right)
        elif (
            last
            and abs(last.base - line.base) < 0.25 * line.size
            and -1 < gap < line.size
        ):
            blank = " " if gap > 0.1 * line.size else ""
            rows[-1] = replace(
                last, text=last.text + blank + line.text, right=line.right
            )
        else:
            rows.append(line)
    return rows


def _is_mark(line: Line, last: Line) -> bool:
    """Whether a line is the number of a note, raised after the line before it."""
    raised = 0.15 * last.size < line.base - last.base < 0.7 * last.size
    return line.text.isdecimal() and raised and line.size < 0.85 * last.size


# --- lines to blocks ---------------------------------------------------------------------


def _runs(
    page: Sequence[Line], edge: Mapping[Line, str], body: float, usual: float
) -> Iterator[_Run]:
    """Yield the blocks of one page, what stands at its edges before and after them.

    *usual* is the distance of two lines in the document, in sizes.
    """
    inner = [line for line in page if line not in edge]
    top = max((line.base for line in inner), default=0)
    beside = [
        (line, _Run([line], PassageKind.CHROME, unsure=edge[line]))
        for line in page
        if line in edge
    ]
    yield from (run for line, run in beside if line.base > top)
    yield from _inner_runs(inner, body, usual)
    yield from (run for line, run in beside if line.base <= top)


def _inner_runs(page: Sequence[Line], body: float, usual: float) -> Iterator[_Run]:
    """Yield the blocks of the text of one page."""
    columns = _columns(page)
    # The few lines of a title page may stand far apart.
    usual = min(usual, leading(page))
    width = max((line.right for line in page), default=0.0) - min(
        (line.left for line in page), default=0.0
    )
    run: list[Line] = []
    for line in page:
        if run and (
            _is_new(run, line, columns, usual) or _is_below(run[-1], line, width)
        ):
            yield _Run(run, _kind(run, body))
            run = []
        run.append(line)
    if run:
        yield _Run(run, _kind(run, body))


def _columns(page: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the left and right edges of the columns of a page, the commonest first."""
    lefts = Counter(round(line.left / 3) * 3.0 for line in page)
    common = [left for left, count in lefts.most_common(6) if count >= 3]
    found = []
    for left in common:
        lines = [line for line in page if abs(line.left - left) <= 4]
        within = [line for line in lines if not _crosses(line, common)]
        # A few lines stand across the columns; most do where others are only indented.
        if len(within) > _WITHIN * len(lines):
            lines = within
        rights = sorted(line.right for line in lines)
        found.append((left, rights[int(0.9 * len(rights))]))
    return found


def _crosses(line: Line, lefts: Sequence[float]) -> bool:
    """Whether a line goes on where another column begins."""
    return any(line.left + 4 < left < line.right for left in lefts)


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the edges of the column that a line stands in."""
    within = [
        (left, right)
        for left, right in columns
        if left - 4 <= line.left < right and line.left - left < 8 * line.size
    ]
    return max(
        within, key=lambda edges: edges[1] - edges[0], default=(line.left, line.right)
    )


def _is_new(
    run: Sequence[Line],
    line: Line,
    columns: Sequence[tuple[float, float]],
    leading: float,
) -> bool:
    """Whether a line begins a block and does not go on with the lines before it."""
    last = run[-1]
    step = last.base - line.base
    if abs(line.size - last.size) > 0.08 * last.size or line.is_bold != last.is_bold:
        return True
    if step < -0.5 * line.size or step > 1.3 * leading * last.size:
        return True
    is_note = line.text.startswith("<sup>") and run[0].text.startswith("<sup>")
    if (
        is_note
        or _BULLET.match(line.text)
        or (_NUMBERED.match(line.text) and _ENDS.search(last.text))
    ):
        return True
    has_room = _has_room(last, line, columns)
    indent = line.left - _column(line, columns)[0]
    step_in = line.left - last.left
    if 0.6 * line.size < indent < 6 * line.size and step_in > 0.3 * line.size:
        # The lines of an entry after its first, which begins further left.
        hangs = not has_room and (len(run) == 1 or not _ENDS.search(last.text))
        is_item = _BULLET.match(run[0].text) or _NUMBERED.match(run[0].text)
        return not (hangs or is_item)
    steps_out = len(run) > 1 and step_in < -0.6 * line.size
    if steps_out and abs(run[0].left - line.left) < 0.3 * line.size:
        return has_room or bool(_ENDS.search(last.text))
    return has_room


def _is_below(last: Line, line: Line, width: float) -> bool:
    """Whether a line is set in the middle, below one that had room for its first word.

    *width* is that of the page's text.
    """
    middle = abs(last.left + last.right - line.left - line.right) / 2
    is_set = middle < 0.3 * line.size and abs(last.left - line.left) > line.size
    return (
        is_set
        and width - (last.right - last.left) - _width_of_first_word(line)
        > 2 * last.size
    )


def _width_of_first_word(line: Line) -> float:
    """Return about how wide the first word of a line is."""
    first = line.text.split(" ", 1)[0]
    return (line.right - line.left) * len(first) / max(1, len(line.text))


def _has_room(last: Line, line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the first word of a line had room on the last one: the break was meant."""
    left, right = _column(last, columns)
    room = right - last.right - _width_of_first_word(line)
    needed = 1.0 if _ENDS.search(last.text) else 0.3 * (right - left) / last.size
    return room > needed * last.size


def _kind(run: Sequence[Line], body: float) -> PassageKind:
    """Return what lines form, by their size and how they begin."""
    text = run[0].text
    size = run[0].size
    words = sum(len(line.text.split()) for line in run)
    if _CAPTION.match(text) and words < 150:
        return PassageKind.CAPTION
    if _BULLET.match(text):
        return PassageKind.ITEM
    is_set_off = size > _LARGER * body or (run[0].is_bold and size > 0.9 * body)
    if (
        is_set_off
        and words <= _HEADING
        and re.search(r"[^\W\d]{2}", " ".join(line.text for line in run))
    ):
        return PassageKind.HEADING
    if text.startswith("<sup>") or (size < _SMALLER * body and _NOTE.match(text)):
        return PassageKind.NOTE
    return PassageKind.PARAGRAPH


# --- what was torn -----------------------------------------------------------------------


def _mended(runs: Sequence[_Run], body: float, words: Words) -> list[_Run]:
    """Return the blocks with torn paragraphs joined, also over what stands between."""
    found: list[_Run] = []
    torn: _Run | None = None
    for run in runs:
        is_text = run.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM} and (
            abs(run.lines[0].size - body) <= 0.08 * body
        )
        if (
            torn
            and is_text
            and run.kind is PassageKind.PARAGRAPH
            and _goes_on(torn, run)
        ):
            torn.words = joined([torn.words, run.words], words)
            torn.lines += run.lines
        elif is_text and not _ENDS.search(run.words):
            found.append(run)
            torn = run
            continue
        else:
            found.append(run)
            if is_text or run.kind is PassageKind.HEADING:
                torn = None
        if torn and _ENDS.search(torn.words):
            torn = None
    return found


def _torn(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a paragraph that ends in the midst of a sentence with a doubt."""
    for number, block in enumerate(blocks, 1):
        after = next((one for one in blocks[number:] if one.kind not in _ASIDES), None)
        is_text = (
            block.kind is PassageKind.PARAGRAPH and len(block.text.split()) > _LONG
        )
        breaks_off = is_text and re.search(r"(?:[^\W\d_]|,)$", block.text)
        if breaks_off and after and after.kind is PassageKind.PARAGRAPH:
            yield replace(block, unsure=_TORN)
        else:
            yield block


def _goes_on(torn: _Run, run: _Run) -> bool:
    """Whether a block goes on with a sentence that was torn off."""
    last, first = torn.lines[-1], run.lines[0]
    elsewhere = first.page != last.page or first.base > last.base
    return bool(_BEGINS_SMALL.match(run.words)) or (
        elsewhere
        and first.page - last.page <= 1
        and len(torn.words.split()) > 6
        and bool(re.search(r"[\w,;\u00ad-]$", torn.words))
    )


def _without_sign(run: _Run) -> str:
    """Return the words of a block, an item's without the sign before it."""
    if run.kind is PassageKind.NOTE:
        return _GLUED.sub(lambda number: f"{note_mark(number[1])} ", run.words)
    return _BULLET.sub("", run.words) if run.kind is PassageKind.ITEM else run.words
