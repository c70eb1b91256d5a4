"""The neighbours of one claim drawn in one column, for screens as narrow as a phone's.

Claims for still stand to the left and those against to the right, shifted by the room
that the lines between them take. Everything here is pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.vocabulary import ATTACKS, RelationKind, Stance
from app.graphics.map_parts import (
    Box,
    Cluster,
    Drawing,
    Edge,
    Label,
    Line,
    Node,
    arrow,
)
from app.graphics.map_two_columns import LEADING, SIZE, claim_box, kinds_by_pair

# Our choices. On a phone of 360 px the drawing is as wide as the text, its letters as
# high as in two columns.
WIDTH = 328
_MARGIN, _GAP = 18, 48
# The mark at the edge of a box is half beside it.
_EDGE = 2
_COLUMN = WIDTH - _MARGIN - _GAP - _EDGE
_NEAR, _APART = 7, 18
# From the edge of a box to the line that runs along it, and from line to line at most.
_OFF, _STEP = 10, 10
_ROUND = 4


def one_column(
    before: Sequence[Cluster],
    claim: Node,
    other: Sequence[Cluster],
    own: Sequence[Cluster],
    edges: Iterable[Edge],
) -> Drawing:
    """Draw clusters beneath one another around a *claim*, in the order of the arguments.

    Each of the *edges* joins the claim to one of the *other* side or of its *own*.
    """
    stack = _Stack(claim)
    for cluster in before:
        stack.add(cluster)
    (centre,) = stack.add(Cluster((claim,), "This claim"))
    across = [stack.add(cluster) for cluster in other]
    beside = [stack.add(cluster) for cluster in own]
    kinds = kinds_by_pair(edges)
    routes = [*_across(centre, across), *_beside(centre, beside)]
    return Drawing(
        width=WIDTH,
        height=stack.y,
        column=_COLUMN,
        sides=(),
        heads=tuple(stack.heads),
        boxes=tuple(replace(box, centre=box is centre) for box in stack.boxes),
        lines=tuple(line for route in routes for line in route.lines(centre, kinds)),
        stubs=(),
    )


@dataclass
class _Stack:
    """The boxes and headings so far, from the top."""

    claim: Node
    """The claim whose neighbours are drawn."""
    y: float = 1
    boxes: list[Box] = field(default_factory=list)
    heads: list[Label] = field(default_factory=list)

    def add(self, cluster: Cluster) -> list[Box]:
        """Add a cluster beneath the others, its heading with the name of its side."""
        stance, heading = cluster.nodes[0].stance, cluster.heading
        # The margin is on the claim's own side.
        left = _MARGIN if self.claim.stance is Stance.FOR else _EDGE
        left += _GAP if stance is Stance.AGAINST else 0
        self.y += _APART if self.boxes else 0
        self.heads.append(Label(heading, left, self.y + SIZE, "start", stance))
        self.y += LEADING
        first = len(self.boxes)
        for node in cluster.nodes:
            self.y += _NEAR
            box = claim_box(node, left, _COLUMN)
            box = replace(box, number=len(self.boxes), y=self.y)
            self.y += box.height
            self.boxes.append(box)
        return self.boxes[first:]


@dataclass(frozen=True, slots=True)
class _Route:
    """The way of a line from the claim to another, with the arrowheads it may have."""

    other: Box
    path: str
    at_claim: str
    at_other: str

    def lines(
        self, centre: Box, kinds: Mapping[tuple[str, str], Sequence[RelationKind]]
    ) -> Iterable[Line]:
        """Return its line, whichever claim bears on the other; nothing if neither does."""
        received = kinds.get((self.other.id, centre.id), ())
        given = kinds.get((centre.id, self.other.id), ())
        if not received and not given:
            return
        source, target = (self.other, centre) if received else (centre, self.other)
        yield Line(
            source=source.number,
            target=target.number,
            kinds=tuple(received or given),
            stance=None if received and given else source.stance,
            attack=not ATTACKS.isdisjoint([*received, *given]),
            path=self.path,
            heads=(self.at_claim if received else "")
            + (self.at_other if given else ""),
        )


def _across(centre: Box, groups: Sequence[Sequence[Box]]) -> Iterable[_Route]:
    """Lead from the foot of the claim to the other side, each group along one line."""
    bottom = centre.y + centre.height
    step = min(_STEP, (_GAP - 2 * _OFF) / max(1, len(groups) - 1))
    for at, group in enumerate(groups):
        for box in group:
            way = 1 if box.x > centre.x else -1
            x = box.inner - way * (_OFF + at * step)
            # Every path begins at the claim, so that dashes on one line coincide.
            path = f"M{x:g} {bottom:g}{_corner(x, box.middle, way)}H{box.inner:g}"
            tip = f"M{x - 4:g} {bottom + 7:g}l4 -7 4 7"
            head = arrow(box, (box.inner, box.middle), across=True)
            yield _Route(box, path, tip, head)


def _beside(centre: Box, groups: Sequence[Sequence[Box]]) -> Iterable[_Route]:
    """Lead from the claim along the margin to its own side."""
    edge = centre.outer
    way = 1 if edge == centre.x else -1
    for at, group in enumerate(groups):
        x = edge - way * (_OFF + at * 3)
        y = centre.y + centre.height - 8 - at * 8
        tip = arrow(centre, (edge, y), across=False)
        for box in group:
            corner = _corner(x, box.middle, way)
            path = f"M{edge:g} {y:g}H{x:g}{corner}H{box.outer:g}"
            head = arrow(box, (box.outer, box.middle), across=False)
            yield _Route(box, path, tip, head)


def _corner(x: float, y: float, way: int) -> str:
    """Go down to a height and turn there."""
    return f"V{y - _ROUND:g}Q{x:g} {y:g} {x + way * _ROUND:g} {y:g}"
