"""What a drawing of claims is made of: what is to be drawn, and what is drawn."""

from dataclasses import dataclass

from app.domain.vocabulary import RelationKind, Stance


@dataclass(frozen=True, slots=True)
class Node:
    """A claim to be drawn."""

    id: str
    text: str
    stance: Stance
    narrow: bool = False
    """Whether it is set in, beneath a broader one."""
    away: bool = False
    """Whether it is of another theme than the drawing."""
    themes: tuple[int, ...] = ()
    """The numbers of themes whose claims, drawn elsewhere, answer or are answered."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims of a column that stand together, under a heading where there is one."""

    nodes: tuple[Node, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One claim bears on another."""

    source: str
    target: str
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Label:
    """A word by itself in a drawing."""

    text: str
    """The word."""
    x: float
    """Where it is anchored."""
    y: float
    """Its base line."""
    anchor: str
    """Which of its ends stands there: start, middle or end."""


@dataclass(frozen=True, slots=True)
class Box:
    """A claim in a drawing, a link."""

    id: str
    """The slug of the claim."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    narrow: bool
    """Whether it is set in, beneath a broader one."""
    away: bool
    """Whether it is of another theme than the drawing."""
    centre: bool
    """Whether the drawing is of what is around it."""
    number: int
    """By which the lines name it."""
    x: float
    """Its left edge."""
    y: float
    """Its upper edge."""
    width: float
    """How wide it is."""
    height: float
    """How high it is."""
    lines: tuple[str, ...]
    """The sentence as it is drawn."""

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
        """Half way down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """How one claim bears on another, drawn."""

    source: int
    """The number of the box that bears on the other."""
    target: int
    """The number of that other box."""
    kinds: tuple[RelationKind, ...]
    """How it bears on it."""
    stance: Stance | None
    """The side of the one that bears; null: each bears on the other."""
    path: str
    """The line, as the path of an SVG."""
    heads: str
    """The heads of its arrows, likewise."""
    words: tuple[Label, ...]
    """What is written on it, if anything is."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Claims as boxes, and the lines between them."""

    width: float
    """How wide it is."""
    height: float
    """How high it is."""
    column: float
    """How wide each of its two columns is."""
    sides: tuple[Label, ...]
    """The names of the sides, above their columns."""
    heads: tuple[Label, ...]
    """The headings of parts."""
    boxes: tuple[Box, ...]
    """The claims for, then those against, each from above."""
    lines: tuple[Line, ...]
    """How they bear on one another."""
    stubs: tuple[Label, ...]
    """In the margins: the numbers of other themes that a claim has to do with."""
