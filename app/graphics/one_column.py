"""What is around one claim → one column of boxes, for screens as narrow as a phone's.

The claims for still stand to the left and those against to the right, set in against one
another by the room that the lines between them take. Everything here is pure. Lengths
are in units of the drawing, as in the layout of two columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.vocabulary import RelationKind, Stance
from app.graphics.diagram import Box, Cluster, Drawing, Edge, Label, Line, Node
from app.graphics.two_columns import LEADING, SIZE, arrow, boxed, pairs_of

# Our choices. On a phone of 360 px the drawing is as wide as the text, its letters as
# high as in the wide one.
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
    ties: Iterable[Edge],
) -> Drawing:
    """Draw parts beneath one another round a *claim*, in the order of the arguments.

    All *ties* join the claim to one of the *other* side or of its *own*.
    """
    stack = _Stack(claim)
    for part in before:
        stack.add(part)
    (mid,) = stack.add(Cluster((claim,), "This claim"))
    across = [stack.add(part) for part in other]
    beside = [stack.add(part) for part in own]
    tied = pairs_of(ties)
    runs = [*_across(mid, across), *_beside(mid, beside)]
    return Drawing(
        width=WIDTH,
        height=stack.y,
        column=_COLUMN,
        sides=(),
        heads=tuple(stack.heads),
        boxes=tuple(replace(box, centre=box is mid) for box in stack.boxes),
        lines=tuple(line for run in runs for line in run.lines(mid, tied)),
        stubs=(),
    )


@dataclass
class _Stack:
    """The boxes and headings so far, from above."""

    claim: Node
    """The claim that all are around."""
    y: float = 1
    boxes: list[Box] = field(default_factory=list)
    heads: list[Label] = field(default_factory=list)

    def add(self, part: Cluster) -> list[Box]:
        """Add a part beneath the others, its heading with the name of its side."""
        stance = part.nodes[0].stance
        left = self._left(stance)
        self.y += _APART if self.boxes else 0
        said = f"{stance.label}: {part.heading[:1].lower()}{part.heading[1:]}"
        self.heads.append(Label(said, left, self.y + SIZE, "start"))
        self.y += LEADING
        found = []
        for node in part.nodes:
            self.y += _NEAR
            box = boxed(node, len(self.boxes), left, self.y, _COLUMN)
            self.y += box.height
            self.boxes.append(box)
            found.append(box)
        return found

    def _left(self, stance: Stance) -> float:
        """Give where the column of a side begins: the margin is on the claim's own."""
        margin = _MARGIN if self.claim.stance is Stance.FOR else _EDGE
        return margin if stance is Stance.FOR else margin + _GAP


@dataclass(frozen=True, slots=True)
class _Run:
    """The line from the claim to another, with the heads that it may have."""

    other: Box
    path: str
    at_claim: str
    at_other: str

    def lines(
        self, mid: Box, tied: Mapping[tuple[str, str], Sequence[RelationKind]]
    ) -> Iterable[Line]:
        """Give it as the ties say: one line, whichever bears on the other."""
        received = tied.get((self.other.id, mid.id), ())
        given = tied.get((mid.id, self.other.id), ())
        if not received and not given:
            return
        one, two = (self.other, mid) if received else (mid, self.other)
        yield Line(
            source=one.number,
            target=two.number,
            kinds=tuple(received or given),
            stance=None if received and given else one.stance,
            path=self.path,
            heads=(self.at_claim if received else "")
            + (self.at_other if given else ""),
            words=(),
        )


def _across(mid: Box, groups: Sequence[Sequence[Box]]) -> Iterable[_Run]:
    """Lead from the foot of the claim to the other side, each group along one line."""
    bottom = mid.y + mid.height
    step = min(_STEP, (_GAP - 2 * _OFF) / max(1, len(groups) - 1))
    for at, group in enumerate(groups):
        for box in group:
            way = 1 if box.x > mid.x else -1
            x = box.inner - way * (_OFF + at * step)
            # From the claim on, so that dashes on one line fall on one another.
            path = f"M{x:g} {bottom:g}{_corner(x, box.middle, way)}H{box.inner:g}"
            tip = f"M{x - 4:g} {bottom + 7:g}l4 -7 4 7"
            yield _Run(box, path, tip, arrow(box, (box.inner, box.middle), across=True))


def _beside(mid: Box, groups: Sequence[Sequence[Box]]) -> Iterable[_Run]:
    """Lead from the claim along the margin to its own side."""
    for at, group in enumerate(groups):
        for box in group:
            way = 1 if mid.outer == mid.x else -1
            x = mid.outer - way * (_OFF + at * 3)
            y = mid.y + mid.height - 8 - at * 8
            path = (
                f"M{mid.outer:g} {y:g}H{x:g}{_corner(x, box.middle, way)}H{box.outer:g}"
            )
            yield _Run(
                box,
                path,
                arrow(mid, (mid.outer, y), across=False),
                arrow(box, (box.outer, box.middle), across=False),
            )


def _corner(x: float, y: float, way: int) -> str:
    """Go down to a height and turn there."""
    return f"V{y - _ROUND:g}Q{x:g} {y:g} {x + way * _ROUND:g} {y:g}"
