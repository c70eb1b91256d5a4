"""Claims and their relations drawn in two columns: boxes, and the lines between them.

Claims for stand on the left, those against on the right; answers cross the space
between. Everything here is pure, and the same claims always give the same drawing. A
letter is SIZE units high.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.vocabulary import ATTACKS, RelationKind, Stance
from app.graphics.map_parts import (
    Box,
    Cluster,
    Drawing,
    Edge,
    Label,
    Line,
    Node,
    Point,
    arrow,
)
from app.graphics.text_width import wrapped_text

# All our choices. A margin and a column together are no wider than a phone, so that
# there a column can be read without moving the drawing.
SIZE, LEADING = 13, 17
MARGIN, COLUMN, GUTTER = 34, 290, 176
WIDTH = 2 * (MARGIN + COLUMN) + GUTTER
INDENT, PADDING = 20, 8
# The height of a side's name above its column, with the line beneath it.
_CROWN = 38
# Between the boxes of a cluster; between clusters at least and at most.
_NEAR, _APART, _FAR = 7, 14, 56
# How far the control points of a line across reach into the space between.
_LEAD = 56
# The same for lines along the margin, which bend out to three quarters of it; numbers
# stand beyond.
_BULGE = 12
_BEYOND = 11
# From the corner of a box to the first line that meets it, and from line to line on one
# edge, so that their arrowheads stand clear of one another.
_CORNER, _ABOVE = 9, 16
# How many numbers of themes stand on one line in the margin.
_ABREAST = 2


def two_columns(
    left: Sequence[Cluster],
    right: Sequence[Cluster],
    edges: Sequence[Edge],
    centre: str = "",
) -> Drawing:
    """Draw the clusters of both columns and the *edges* among them.

    *centre* is the slug of the claim whose neighbours are drawn; empty: of none.
    """
    least = _least_heights(left, right, edges)
    columns = [
        _Column(Stance.FOR, MARGIN, left, least),
        _Column(Stance.AGAINST, MARGIN + COLUMN + GUTTER, right, least),
    ]
    height = max(column.height for column in columns)
    boxes: list[Box] = []
    heads: list[Label] = []
    for column in columns:
        column.place(height, boxes, heads, centre)
    themes = {n.id: n.themes for cluster in (*left, *right) for n in cluster.nodes}
    return Drawing(
        width=WIDTH,
        height=height,
        column=MARGIN + COLUMN,
        sides=tuple(
            # Over its margin, too, so that it begins and ends with the drawing.
            Label("", c.left - (MARGIN if left else 0), SIZE + 3, "start", c.stance)
            for c, left in zip(columns, (True, False), strict=True)
        ),
        heads=tuple(heads),
        boxes=tuple(boxes),
        lines=tuple(_lines(boxes, edges)),
        stubs=tuple(stub for box in boxes for stub in _stubs(box, themes[box.id])),
    )


def _least_heights(
    left: Sequence[Cluster], right: Sequence[Cluster], edges: Iterable[Edge]
) -> Mapping[str, float]:
    """Return how high each box must be for the lines that meet either of its edges."""
    stances = {n.id: n.stance for cluster in (*left, *right) for n in cluster.nodes}
    met: dict[str, dict[Stance, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in edges:
        if edge.source in stances and edge.target in stances:
            met[edge.source][stances[edge.target]].add(edge.target)
            met[edge.target][stances[edge.source]].add(edge.source)
    return {
        slug: 2 * _CORNER + _ABOVE * (max(map(len, ends.values())) - 1)
        for slug, ends in met.items()
    }


class _Column:
    """One side of a drawing, from the top."""

    def __init__(
        self,
        stance: Stance,
        left: float,
        clusters: Sequence[Cluster],
        least: Mapping[str, float],
    ) -> None:
        self.stance = stance
        self.left = left
        self.clusters = [
            (
                cluster.heading,
                [
                    claim_box(node, self.left, COLUMN, least.get(node.id, 0))
                    for node in cluster.nodes
                ],
            )
            for cluster in clusters
        ]
        heights = [self._height(*cluster) for cluster in self.clusters]
        self.height = _CROWN + sum(heights) + _APART * max(0, len(heights) - 1) + 1

    @staticmethod
    def _height(heading: str, boxes: Sequence[Box]) -> float:
        head = LEADING + _NEAR if heading else 0
        return head + sum(box.height for box in boxes) + _NEAR * max(0, len(boxes) - 1)

    def place(
        self, height: float, boxes: list[Box], heads: list[Label], centre: str
    ) -> None:
        """Add the boxes and headings, spread over *height* as far as that helps."""
        gaps = max(1, len(self.clusters) - 1)
        apart = min(_FAR, _APART + (height - self.height) / gaps)
        y = float(_CROWN)
        for heading, own in self.clusters:
            if heading:
                heads.append(Label(heading, self.left, y + SIZE, "start"))
                y += LEADING + _NEAR
            for box in own:
                number, is_centre = len(boxes), box.id == centre
                boxes.append(
                    replace(box, number=number, y=round(y, 1), centre=is_centre)
                )
                y += box.height + _NEAR
            y += apart - _NEAR


def claim_box(node: Node, left: float, column: float, least: float = 0) -> Box:
    """Return the box of a claim in a column, at least *least* high, still unplaced."""
    indent = INDENT if node.narrow else 0
    lines = wrapped_text(node.text, (column - indent - 2 * PADDING) / SIZE)
    return Box(
        id=node.id,
        text=node.text,
        stance=node.stance,
        narrow=node.narrow,
        away=node.away,
        centre=False,
        number=0,
        x=left + indent,
        y=0,
        width=column - indent,
        height=max(len(lines) * LEADING + 2 * PADDING - (LEADING - SIZE), least),
        lines=lines,
    )


def _stubs(box: Box, themes: Sequence[int]) -> Iterable[Label]:
    """Return the numbers of *themes* beside a box, a few on each line."""
    before = box.stance is Stance.FOR
    for at in range(0, len(themes), _ABREAST):
        yield Label(
            ", ".join(map(str, themes[at : at + _ABREAST])),
            box.outer - _BEYOND if before else box.outer + _BEYOND,
            # At the top: the lines along the margin end further down.
            round(box.y + SIZE + at // _ABREAST * LEADING, 1),
            "end" if before else "start",
        )


# --- lines -------------------------------------------------------------------------------


def kinds_by_pair(
    edges: Iterable[Edge],
) -> Mapping[tuple[str, str], list[RelationKind]]:
    """Return how claims bear on one another, by source and target."""
    kinds: dict[tuple[str, str], list[RelationKind]] = defaultdict(list)
    for edge in edges:
        kinds[edge.source, edge.target].append(edge.kind)
        if edge.mutual:
            kinds[edge.target, edge.source].append(edge.kind)
    return kinds


def _lines(boxes: Sequence[Box], edges: Iterable[Edge]) -> Iterable[Line]:
    """Draw the edges between boxes; two that go both ways are one line."""
    by_id = {box.id: box for box in boxes}
    given = kinds_by_pair(e for e in edges if e.source in by_id and e.target in by_id)
    pairs = [
        (by_id[source], by_id[target], kinds, given.get((target, source), []))
        for (source, target), kinds in given.items()
        if (target, source) not in given or source < target
    ]
    ports = _ports([(source, target) for source, target, _, _ in pairs])
    for source, target, kinds, back in pairs:
        across = source.stance is not target.stance
        start, end = (
            (box.inner if across else box.outer, ports[box.number, other.number])
            for box, other in ((source, target), (target, source))
        )
        heads = arrow(target, end, across=across)
        yield Line(
            source=source.number,
            target=target.number,
            kinds=tuple(kinds),
            stance=None if back else source.stance,
            attack=not ATTACKS.isdisjoint([*kinds, *back]),
            path=_across(start, end) if across else _beside(source, start, end),
            heads=heads + (arrow(source, start, across=across) if back else ""),
        )


def _ports(pairs: Iterable[tuple[Box, Box]]) -> Mapping[tuple[int, int], float]:
    """Return at what height of a box the line to another ends, by their numbers.

    The lines of an edge are spread over it, in the order of where they lead.
    """
    lines_at: dict[tuple[int, bool], list[tuple[Box, Box]]] = defaultdict(list)
    for source, target in pairs:
        across = source.stance is not target.stance
        lines_at[source.number, across].append((source, target))
        lines_at[target.number, across].append((target, source))
    return {
        (box.number, other.number): _port(box, at, len(lines))
        for lines in lines_at.values()
        for at, (box, other) in enumerate(
            sorted(lines, key=lambda pair: pair[1].middle)
        )
    }


def _port(box: Box, at: int, count: int) -> float:
    """Return where line *at* of *count* meets the edge of a box."""
    if count == 1:
        return round(box.middle, 1)
    return round(box.y + _CORNER + (box.height - 2 * _CORNER) * at / (count - 1), 1)


def _across(start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    lead = _LEAD if x2 > x1 else -_LEAD
    return f"M{x1:g} {y1:g}C{x1 + lead:g} {y1:g} {x2 - lead:g} {y2:g} {x2:g} {y2:g}"


def _beside(box: Box, start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    out = -_BULGE if box.stance is Stance.FOR else _BULGE
    far = (min if out < 0 else max)(x1, x2) + out
    return f"M{x1:g} {y1:g}C{far:g} {y1:g} {far:g} {y2:g} {x2:g} {y2:g}"
