"""What is around one claim: for its own page, and for its map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.graphics.diagram import Cluster, Drawing, Edge, Node
from app.graphics.one_column import one_column
from app.graphics.two_columns import two_columns
from app.queries.claims import ClaimLine, ClaimName, claim_lines
from app.queries.relations import Bearing
from app.store.connection import Store


@page_object
class ClaimNeighbours:
    """A claim, and what is around it."""

    line: ClaimLine
    """The claim."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    narrower: tuple[ClaimLine, ...]
    """The narrower claims beneath it."""
    supported_by: tuple[Bearing, ...]
    """Other claims of its side that give reasons for it."""
    supports: tuple[Bearing, ...]
    """Other claims of its side for which it gives a reason."""
    answered_by: tuple[Bearing, ...]
    """Claims of the other side that answer it."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers."""
    claims: int
    """How many claims are around it."""
    drawing: Drawing
    """The same, drawn in two columns."""
    stacked: Drawing
    """The same, drawn in one, for narrow screens."""


# Narrower claims first, then relations in either direction.
_NEIGHBOURS = """
    SELECT id AS other, '' AS kind, NULL AS note, 0 AS given, position
    FROM claim WHERE parent = ?
    UNION ALL
    SELECT "from", kind, note, 0, position FROM relation WHERE "to" = ?
    UNION ALL
    SELECT "to", kind, note, 1, position FROM relation WHERE "from" = ?
    ORDER BY position"""


def claim_neighbours(
    store: Store, slug: str, parent: ClaimName | None
) -> ClaimNeighbours:
    """Give what is around the claim of this *slug*, which there must be."""
    neighbours = store.rows(_NEIGHBOURS, slug, slug, slug)
    lines = claim_lines(
        store, [neighbour["other"] for neighbour in neighbours] + [slug]
    )
    narrower = tuple(lines[n["other"]] for n in neighbours if n["kind"] == "")
    supported_by = _bearings(lines, neighbours, given=False, supports=True)
    supports = _bearings(lines, neighbours, given=True, supports=True)
    answered_by = _bearings(lines, neighbours, given=False, supports=False)
    answers = _bearings(lines, neighbours, given=True, supports=False)
    parts = _parts(
        lines[slug],
        parent,
        narrower,
        [
            *((bearing, False) for bearing in (*supported_by, *answered_by)),
            *((bearing, True) for bearing in (*supports, *answers)),
        ],
    )
    wide = parts.wide()
    return ClaimNeighbours(
        line=lines[slug],
        parent=parent,
        narrower=narrower,
        supported_by=supported_by,
        supports=supports,
        answered_by=answered_by,
        answers=answers,
        claims=len(wide.boxes) - 1,
        drawing=wide,
        stacked=parts.narrow(),
    )


def _bearings(
    lines: dict[str, ClaimLine],
    neighbours: Sequence[Row],
    *,
    given: bool,
    supports: bool,
) -> tuple[Bearing, ...]:
    """Give the relations of one direction, supporting or answering ones."""
    return tuple(
        Bearing(lines[row["other"]], RelationKind(row["kind"]), row["note"])
        for row in neighbours
        if row["kind"]
        and bool(row["given"]) is given
        and (row["kind"] == RelationKind.SUPPORTS) is supports
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is around a claim, in parts: what stands beside it, and opposite."""

    broader: list[Cluster]
    claim: Node
    other: list[Cluster]
    own: list[Cluster]
    ties: list[Edge]

    def wide(self) -> Drawing:
        """Draw the claim in its column, what bears on it beside and opposite."""
        mid = Cluster((self.claim,), "This claim")
        own = [*self.broader, mid, *self.own]
        left, right = own, self.other
        if self.claim.stance is Stance.AGAINST:
            left, right = right, left
        return two_columns(left, right, self.ties, centre=self.claim.id)

    def narrow(self) -> Drawing:
        """Draw the same in one column."""
        return one_column(self.broader, self.claim, self.other, self.own, self.ties)


def _parts(
    claim: ClaimLine,
    parent: ClaimName | None,
    narrower: Sequence[ClaimLine],
    bearings: Sequence[tuple[Bearing, bool]],
) -> _Parts:
    own = [x for x in bearings if x[0].kind is RelationKind.SUPPORTS]
    other = [x for x in bearings if x[0].kind is not RelationKind.SUPPORTS]
    beneath = [Cluster(tuple(_node(one, narrow=True) for one in narrower), "Narrower")]
    return _Parts(
        broader=[Cluster((_node(parent),), "Broader")] if parent else [],
        claim=_node(claim),
        other=_sorted(other),
        own=(beneath if narrower else []) + _sorted(own),
        ties=[
            Edge(claim.id, b.claim.id, b.kind)
            if given
            else Edge(b.claim.id, claim.id, b.kind)
            for b, given in bearings
        ],
    )


def _node(claim: ClaimLine | ClaimName, *, narrow: bool = False) -> Node:
    return Node(claim.id, claim.text, claim.stance, narrow)


Kinds = tuple[RelationKind, ...]


def _sorted(bearings: Iterable[tuple[Bearing, bool]]) -> list[Cluster]:
    """Part claims by how they bear on the one and it on them, each standing once."""
    claims: dict[str, ClaimLine] = {}
    ways: dict[str, tuple[list[RelationKind], list[RelationKind]]] = {}
    for bearing, given in bearings:
        claims[bearing.claim.id] = bearing.claim
        ways.setdefault(bearing.claim.id, ([], []))[given].append(bearing.kind)
    parts: dict[tuple[Kinds, Kinds], list[Node]] = {}
    for slug, (one, two) in ways.items():
        way = tuple(sorted(one, key=_ORDER)), tuple(sorted(two, key=_ORDER))
        parts.setdefault(way, []).append(_node(claims[slug]))
    return [
        Cluster(tuple(parts[way]), _heading(*way)) for way in sorted(parts, key=_first)
    ]


_ORDER = list(RelationKind).index


def _first(way: tuple[Kinds, Kinds]) -> tuple[bool, bool, list[int]]:
    """Put what bears on the claim first, then what it bears on, then what does both."""
    received, given = way
    return bool(given), bool(received), [_ORDER(kind) for kind in received + given]


def _heading(received: Kinds, given: Kinds) -> str:
    """Say how claims bear on the one and it on them: "Rebuts it"."""
    does = " and ".join(received)
    if received == given:
        return f"Each {does} the other"
    done = " and ".join(kind.passive for kind in given)
    if not received:
        return f"{done.capitalize()} by it"
    return f"{does.capitalize()} it" + (f", {done} by it" if done else "")
