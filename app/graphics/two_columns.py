"""Claims and how they bear on one another → boxes, and the lines between them.

The claims for stand on the left, those against on the right; what answers crosses the
space between. Everything here is pure, and the same claims always give the same drawing.
Lengths are in units of the drawing, from its upper left corner; a letter is SIZE high.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.vocabulary import RelationKind, Stance
from app.graphics.diagram import Box, Cluster, Drawing, Edge, Label, Line, Node
from app.graphics.text_width import lines, width

# Our choices, all of them. A margin and a column together are no wider than a phone, so
# that there a column is read without moving the drawing.
SIZE, LEADING = 13, 17
MARGIN, COLUMN, GUTTER = 34, 290, 112
WIDTH = 2 * (MARGIN + COLUMN) + GUTTER
INDENT, PADDING = 20, 8
# The name of a side above its column, with the line beneath it.
_CROWN = 38
# Between the boxes of one part, and between parts at least and at most.
_NEAR, _APART, _FAR = 7, 14, 56
# A line that is met by no other is drawn this far into the space between.
_LEAD = 56
# What runs along the margin reaches out three quarters of this far; numbers stand beyond.
_BULGE = 12
_BEYOND = 11
# From the corner of a box to the first line that meets it, and from line to line where
# all meet one box: their heads stand clear of one another.
_CORNER, _ABOVE = 9, 11
# How many numbers of themes stand on one line in the margin.
_ABREAST = 2
# Where along a line its word may stand, the best place first; and how near to what else.
_PLACES = tuple(at / 100 for at in range(20, 81, 4))


def two_columns(
    left: Sequence[Cluster],
    right: Sequence[Cluster],
    ties: Iterable[Edge],
    centre: str = "",
) -> Drawing:
    """Draw the parts of both columns and the *ties* among them.

    A line says how the one bears on the other, unless it does no more than qualify; round
    the claim *centre* none does, for there the headings of the parts say it.
    """
    tied = list(ties)
    least = {centre: _met(centre, left, right, tied)} if centre else {}
    columns = [
        _Column(Stance.FOR, left, least),
        _Column(Stance.AGAINST, right, least),
    ]
    height = max(column.height for column in columns)
    boxes: list[Box] = []
    heads: list[Label] = []
    for column in columns:
        column.settle(height, boxes, heads, centre)
    themes = {n.id: n.themes for part in (*left, *right) for n in part.nodes}
    return Drawing(
        width=WIDTH,
        height=height,
        column=COLUMN,
        sides=tuple(Label(c.stance.label, c.left, SIZE + 3, "start") for c in columns),
        heads=tuple(heads),
        boxes=tuple(boxes),
        lines=tuple(_lines(boxes, tied, worded=not centre)),
        stubs=tuple(stub for box in boxes for stub in _stubs(box, themes[box.id])),
    )


def _met(
    centre: str, left: Sequence[Cluster], right: Sequence[Cluster], ties: Iterable[Edge]
) -> float:
    """Give how high a box must be for the heads of the lines that meet it across."""
    side = {n.id: side for side in (left, right) for part in side for n in part.nodes}
    ends = {tie.source if tie.target == centre else tie.target for tie in ties}
    facing = [end for end in ends if end in side and side[end] is not side[centre]]
    return 2 * _CORNER + _ABOVE * (len(facing) - 1)


class _Column:
    """One side of a drawing, from above."""

    def __init__(
        self, stance: Stance, parts: Sequence[Cluster], least: Mapping[str, float]
    ) -> None:
        self.stance = stance
        self.left = MARGIN + (0 if stance is Stance.FOR else COLUMN + GUTTER)
        self.parts = [
            (
                part,
                [
                    _least(boxed(node, 0, self.left, 0, COLUMN), least)
                    for node in part.nodes
                ],
            )
            for part in parts
        ]
        heights = [self._height(*part) for part in self.parts]
        self.height = _CROWN + sum(heights) + _APART * max(0, len(heights) - 1) + 1

    @staticmethod
    def _height(part: Cluster, boxes: Sequence[Box]) -> float:
        head = LEADING + _NEAR if part.heading else 0
        return head + sum(box.height for box in boxes) + _NEAR * max(0, len(boxes) - 1)

    def settle(
        self, height: float, boxes: list[Box], heads: list[Label], centre: str
    ) -> None:
        """Add the boxes and headings, spread over *height* as far as that helps."""
        gaps = max(1, len(self.parts) - 1)
        apart = min(_FAR, _APART + (height - self.height) / gaps)
        y = float(_CROWN)
        for part, own in self.parts:
            if part.heading:
                heads.append(Label(part.heading, self.left, y + SIZE, "start"))
                y += LEADING + _NEAR
            for box in own:
                number, is_centre = len(boxes), box.id == centre
                boxes.append(
                    replace(box, number=number, y=round(y, 1), centre=is_centre)
                )
                y += box.height + _NEAR
            y += apart - _NEAR


def _least(box: Box, least: Mapping[str, float]) -> Box:
    """Give a box as high as it must be."""
    return replace(box, height=max(box.height, least.get(box.id, 0)))


def boxed(node: Node, number: int, left: float, y: float, column: float) -> Box:
    """Give the box of a claim in a column; where it is set in, it is less wide."""
    indent = INDENT if node.narrow else 0
    text = lines(node.text, (column - indent - 2 * PADDING) / SIZE)
    return Box(
        id=node.id,
        text=node.text,
        stance=node.stance,
        narrow=node.narrow,
        away=node.away,
        centre=False,
        number=number,
        x=left + indent,
        y=y,
        width=column - indent,
        height=len(text) * LEADING + 2 * PADDING - (LEADING - SIZE),
        lines=text,
    )


def _stubs(box: Box, themes: Sequence[int]) -> Iterable[Label]:
    """Give the numbers of *themes* beside a box, a few on each line."""
    rows = [themes[at : at + _ABREAST] for at in range(0, len(themes), _ABREAST)]
    # At the top: the lines along the margin end further down.
    first = box.y + SIZE
    before = box.stance is Stance.FOR
    for row, numbers in enumerate(rows):
        yield Label(
            " ".join(str(number) for number in numbers),
            box.outer - _BEYOND if before else box.outer + _BEYOND,
            round(first + row * LEADING, 1),
            "end" if before else "start",
        )


# --- lines -------------------------------------------------------------------------------


def pairs_of(ties: Iterable[Edge]) -> Mapping[tuple[str, str], list[RelationKind]]:
    """Give how claims bear on one another, by who bears on whom."""
    given: dict[tuple[str, str], list[RelationKind]] = defaultdict(list)
    for tie in ties:
        given[tie.source, tie.target].append(tie.kind)
    return given


def _lines(
    boxes: Sequence[Box], ties: Iterable[Edge], *, worded: bool
) -> Iterable[Line]:
    """Draw the ties between boxes; two that go both ways are one line."""
    by_id = {box.id: box for box in boxes}
    given = pairs_of(tie for tie in ties if tie.source in by_id and tie.target in by_id)
    pairs = [
        (by_id[source], by_id[target], kinds, given.get((target, source), []))
        for (source, target), kinds in given.items()
        if (target, source) not in given or source < target
    ]
    ports = _ports([(source, target) for source, target, _, _ in pairs])
    taken: list[Taken] = []
    for source, target, kinds, back in pairs:
        start = _edge(source, target), ports[source.number, target.number]
        end = _edge(target, source), ports[target.number, source.number]
        across = source.stance is not target.stance
        path = _across(start, end) if across else _beside(source, start, end)
        heads = arrow(target, end, across=across)
        said = _said(kinds, back) if across and worded else ()
        yield Line(
            source=source.number,
            target=target.number,
            kinds=tuple(kinds),
            stance=None if back else source.stance,
            path=path,
            heads=heads + (arrow(source, start, across=across) if back else ""),
            words=tuple(
                # Near the one that answers.
                _placed(word, end, start, taken)
                if at
                else _placed(word, start, end, taken)
                for at, word in enumerate(said)
                if word
            ),
        )


def _said(
    kinds: Iterable[RelationKind], back: Iterable[RelationKind]
) -> tuple[str, str]:
    """Give what a line says at either end; a word that is the same is said once.

    The commonest kind says nothing if it need not.
    """
    one, two = (
        ", ".join(k for k in way if k is not RelationKind.QUALIFIES)
        for way in (kinds, back)
    )
    return one, "" if one == two else two


def _edge(box: Box, other: Box) -> float:
    """Give the edge at which the line to another box ends."""
    return box.inner if box.stance is not other.stance else box.outer


def _ports(pairs: Iterable[tuple[Box, Box]]) -> Mapping[tuple[int, int], float]:
    """Give where on the edge of a box the line to another ends.

    The lines of an edge are spread over it, in the order of where they lead.
    """
    meeting: dict[tuple[int, bool], list[tuple[Box, Box]]] = defaultdict(list)
    for one, other in pairs:
        across = one.stance is not other.stance
        meeting[one.number, across].append((one, other))
        meeting[other.number, across].append((other, one))
    return {
        (box.number, other.number): _port(box, at, len(met))
        for met in meeting.values()
        for at, (box, other) in enumerate(sorted(met, key=lambda pair: pair[1].middle))
    }


def _port(box: Box, at: int, of: int) -> float:
    """Give where the line *at* a place among some meets the edge of a box."""
    if of == 1:
        return round(box.middle, 1)
    return round(box.y + _CORNER + (box.height - 2 * _CORNER) * at / (of - 1), 1)


Point = tuple[float, float]
# A word's middle, half its width, and how far down it stands.
Taken = tuple[float, float, float]


def _across(start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    lead = _LEAD if x2 > x1 else -_LEAD
    return f"M{x1:g} {y1:g}C{x1 + lead:g} {y1:g} {x2 - lead:g} {y2:g} {x2:g} {y2:g}"


def _beside(box: Box, start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    out = -_BULGE if box.stance is Stance.FOR else _BULGE
    far = (min if out < 0 else max)(x1, x2) + out
    return f"M{x1:g} {y1:g}C{far:g} {y1:g} {far:g} {y2:g} {x2:g} {y2:g}"


def arrow(box: Box, end: Point, *, across: bool) -> str:
    """Draw the head of an arrow that ends at a box."""
    from_right = across is (box.stance is Stance.FOR)
    back = 7 if from_right else -7
    return f"M{end[0] + back:g} {end[1] - 4:g}l{-back} 4 {back} 4"


def _placed(text: str, start: Point, end: Point, taken: list[Taken]) -> Label:
    """Place what is written on a line: between the boxes, as near its start as may be.

    *taken* has where other words stand, and gets where this one does.
    """
    half = width(text) * SIZE / 2
    room = GUTTER / 2 - half - 2
    spots = [
        (x, y)
        for x, y in (_along(start, end, place) for place in _PLACES)
        if abs(x - WIDTH / 2) <= max(room, 4)
    ]
    free = (
        (x, y)
        for x, y in spots
        if not any(
            abs(x - a) < half + b + 4 and abs(y - c) < LEADING for a, b, c in taken
        )
    )
    x, y = next(free, spots[len(spots) // 2])
    taken.append((x, half, y))
    return Label(text, round(x, 1), round(y + SIZE / 3, 1), "middle")


def _along(start: Point, end: Point, t: float) -> Point:
    """Give the point that is *t* of the way along a line across."""
    (x1, y1), (x2, y2) = start, end
    lead = _LEAD if x2 > x1 else -_LEAD
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    return (
        (a + b) * x1 + b * lead + (c + d) * x2 - c * lead,
        (a + b) * y1 + (c + d) * y2,
    )
