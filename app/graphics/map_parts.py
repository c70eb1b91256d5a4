"""The parts of a drawing of claims: what is to be drawn, what is drawn, and arrowheads.

Lengths are in units of the drawing, from its upper left corner.
"""

from dataclasses import dataclass

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A claim to be drawn."""

    id: str
    text: str
    stance: Stance
    narrow: bool = False
    """Whether it is indented beneath a broader claim."""
    away: bool = False
    """Whether it belongs to another theme than the drawing."""
    themes: tuple[int, ...] = ()
    """The numbers of other themes with claims that answer it or that it answers."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that stand together in a column, under a heading if there is one."""

    nodes: tuple[Node, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One claim bears on another."""

    source: str
    target: str
    kind: RelationKind
    mutual: bool = False
    """Whether the target bears on the source in the same way."""


@page_object
class Label:
    """A text by itself in a drawing."""

    text: str
    """The text."""
    x: float
    """Where it is anchored."""
    y: float
    """Its baseline."""
    anchor: str
    """Which end of the text is at x: start, middle or end."""
    stance: Stance | None = None
    """The side named before the text; null for a text by itself."""


@page_object
class Box:
    """A claim in a drawing, as a link."""

    id: str
    """The slug of the claim."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    narrow: bool
    """Whether it is indented beneath a broader claim."""
    away: bool
    """Whether it belongs to another theme than the drawing."""
    centre: bool
    """Whether it is the claim whose neighbours are drawn."""
    number: int
    """The number by which the lines name it."""
    x: float
    """Its left edge."""
    y: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    lines: tuple[str, ...]
    """The sentence, broken into lines."""

    @property
    def inner(self) -> float:
        """The edge that faces the other side."""
        return self.x + self.width if self.stance is Stance.FOR else self.x

    @property
    def outer(self) -> float:
        """The edge that faces the margin."""
        return self.x if self.stance is Stance.FOR else self.x + self.width

    @property
    def middle(self) -> float:
        """The height half way down."""
        return self.y + self.height / 2


@page_object
class Line:
    """How one claim bears on another, as a line between their boxes."""

    source: int
    """The number of the box that bears on the other."""
    target: int
    """The number of the other box."""
    kinds: tuple[RelationKind, ...]
    """How the source bears on the target."""
    stance: Stance | None
    """The side of the source; null if each bears on the other."""
    attack: bool
    """Whether one of them contradicts or undercuts the other."""
    path: str
    """The line, as an SVG path."""
    heads: str
    """Its arrowheads, as an SVG path."""


@page_object
class Drawing:
    """Claims as boxes, and the lines between them."""

    width: float
    """Its width."""
    height: float
    """Its height."""
    column: float
    """The width of each of its columns, with the margin beside it."""
    sides: tuple[Label, ...]
    """The names of the sides, above their columns."""
    heads: tuple[Label, ...]
    """The headings of groups of claims."""
    boxes: tuple[Box, ...]
    """The claims; a line names a box by its place here, from 0."""
    lines: tuple[Line, ...]
    """How they bear on one another."""
    stubs: tuple[Label, ...]
    """In the margins: the numbers of other themes that a claim is related to."""


def arrow(box: Box, end: Point, *, across: bool) -> str:
    """Return the arrowhead of a line that ends at a box, as an SVG path."""
    from_right = across is (box.stance is Stance.FOR)
    back = 7 if from_right else -7
    return f"M{end[0] + back:g} {end[1] - 4:g}l{-back} 4 {back} 4"
