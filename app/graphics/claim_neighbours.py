"""The claims that bear on one claim, as lists and drawn: for its page and its map."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.graphics.map_one_column import one_column
from app.graphics.map_parts import Cluster, Drawing, Edge, Node
from app.graphics.map_two_columns import two_columns
from app.queries.claims import ClaimLine, ClaimName, claim_lines
from app.queries.relations import Bearing
from app.queries.sources import SourceName
from app.store.connection import Store


@page_object
class ClaimNeighbours:
    """A claim, and the claims that are directly related to it."""

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
    """Claims of the other side that answer it: those that contradict it, then those that
    undercut it, then those that limit it. Mutual ones are listed only here."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers, in the same order."""
    claims: int
    """How many claims are related to it."""
    drawing: Drawing
    """The same, drawn in two columns."""
    stacked: Drawing
    """The same, drawn in one column, for narrow screens."""

    @property
    def sources(self) -> Iterator[SourceName]:
        """The sources of the claims around it, each as often as it is named."""
        bearings = self.supported_by + self.supports + self.answered_by + self.answers
        for claim in (*self.narrower, *(one.claim for one in bearings)):
            yield from claim.sources


# The narrower claims, and the relations in either direction: first those that lead to
# the claim.
_NEIGHBOURS = """
    SELECT id AS other, '' AS kind, NULL AS note, 0 AS mutual, 0 AS given, position
    FROM claim WHERE parent = ?
    UNION ALL
    SELECT "from", kind, note, mutual, 0, position FROM relation WHERE "to" = ?
    UNION ALL
    SELECT "to", kind, note, mutual, 1 - mutual, position
    FROM relation WHERE "from" = ?
    ORDER BY given, position"""

# A relation, and whether the claim at hand bears on the other one.
DirectedBearing = tuple[Bearing, bool]
Kinds = tuple[RelationKind, ...]


def claim_neighbours(
    store: Store, slug: str, parent: ClaimName | None
) -> ClaimNeighbours:
    """Return what bears on the claim of this *slug*, which must exist."""
    rows = store.rows(_NEIGHBOURS, slug, slug, slug)
    lines = claim_lines(store, [row["other"] for row in rows] + [slug])
    narrower = tuple(lines[row["other"]] for row in rows if not row["kind"])
    bearings = [
        (
            Bearing(
                lines[row["other"]],
                RelationKind(row["kind"]),
                row["note"],
                bool(row["mutual"]),
            ),
            bool(row["given"]),
        )
        for row in rows
        if row["kind"]
    ]
    own = [pair for pair in bearings if pair[0].kind is RelationKind.SUPPORTS]
    other = [pair for pair in bearings if pair[0].kind is not RelationKind.SUPPORTS]
    other.sort(key=lambda pair: _RANK(pair[0].kind))
    both_ways = [*other, *((one, True) for one, _ in other if one.mutual)]
    wide, narrow = _drawings(lines[slug], parent, narrower, own, both_ways)
    return ClaimNeighbours(
        line=lines[slug],
        parent=parent,
        narrower=narrower,
        supported_by=tuple(bearing for bearing, given in own if not given),
        supports=tuple(bearing for bearing, given in own if given),
        answered_by=tuple(bearing for bearing, given in other if not given),
        answers=tuple(bearing for bearing, given in other if given),
        claims=len(wide.boxes) - 1,
        drawing=wide,
        stacked=narrow,
    )


def _drawings(
    claim: ClaimLine,
    parent: ClaimName | None,
    narrower: Sequence[ClaimLine],
    own: Sequence[DirectedBearing],
    other: Sequence[DirectedBearing],
) -> tuple[Drawing, Drawing]:
    """Draw the neighbours of a *claim* in two columns, and in one."""
    centre = _node(claim)
    broader = [Cluster((_node(parent),), "Broader")] if parent else []
    beneath = tuple(_node(line, narrow=True) for line in narrower)
    own_side = [Cluster(beneath, "Narrower")] if beneath else []
    own_side += _clusters(own)
    other_side = _clusters(other)
    # First the edges that lead to the claim.
    edges = [
        Edge(claim.id, bearing.claim.id, bearing.kind)
        if given
        else Edge(bearing.claim.id, claim.id, bearing.kind)
        for bearing, given in sorted((*own, *other), key=lambda pair: pair[1])
    ]
    columns = [*broader, Cluster((centre,), "This claim"), *own_side], other_side
    left, right = columns if claim.stance is Stance.FOR else columns[::-1]
    return (
        two_columns(left, right, edges, centre=claim.id),
        one_column(broader, centre, other_side, own_side, edges),
    )


def _node(claim: ClaimLine | ClaimName, *, narrow: bool = False) -> Node:
    return Node(claim.id, claim.text, claim.stance, narrow)


def _clusters(bearings: Iterable[DirectedBearing]) -> list[Cluster]:
    """Group claims by how they bear on the claim at hand and it on them."""
    claims: dict[str, ClaimLine] = {}
    kinds: dict[str, tuple[list[RelationKind], list[RelationKind]]] = {}
    for bearing, given in bearings:
        claims[bearing.claim.id] = bearing.claim
        kinds.setdefault(bearing.claim.id, ([], []))[given].append(bearing.kind)
    groups: dict[tuple[Kinds, Kinds], list[Node]] = defaultdict(list)
    for slug, (received, given_kinds) in kinds.items():
        key = tuple(sorted(received, key=_RANK)), tuple(sorted(given_kinds, key=_RANK))
        groups[key].append(_node(claims[slug]))
    return [
        Cluster(tuple(groups[key]), _heading(*key))
        for key in sorted(groups, key=_cluster_rank)
    ]


_RANK = list(RelationKind).index


def _cluster_rank(key: tuple[Kinds, Kinds]) -> tuple[bool, list[int], int]:
    """Rank as the lists do: what bears on the claim by kind, then what it bears on."""
    received, given = key
    return not received, [_RANK(kind) for kind in received or given], len(given)


def _heading(received: Kinds, given: Kinds) -> str:
    """Return how claims bear on the claim at hand and it on them: "Contradicts it"."""
    if received == given:
        words = " and ".join(kind.plural for kind in given)
        return f"{words.capitalize()} each other"
    active = " and ".join(kind.verb for kind in received)
    passive = " and ".join(kind.passive for kind in given)
    if not received:
        return f"{passive.capitalize()} by it"
    return f"{active.capitalize()} it" + (f", {passive} by it" if passive else "")
