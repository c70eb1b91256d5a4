"""What is around one claim: for its own page, and for its map."""

from collections.abc import Iterable, Sequence
from sqlite3 import Row

from app.db import Store
from app.drawing import Drawing, Node, Part, Tie
from app.layout import drawn
from app.queries.mapped import Around
from app.queries.parts import Bearing, ClaimLine, ClaimName
from app.queries.rows import claim_lines
from app.vocabulary import RelationKind, Stance

# Narrower claims first, then relations in either direction.
_NEIGHBOURS = """
    SELECT id AS other, '' AS kind, NULL AS note, 0 AS given, position
    FROM claim WHERE parent = ?
    UNION ALL
    SELECT "from", kind, note, 0, position FROM relation WHERE "to" = ?
    UNION ALL
    SELECT "to", kind, note, 1, position FROM relation WHERE "from" = ?
    ORDER BY position"""


def around(store: Store, slug: str, parent: ClaimName | None) -> Around:
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
    drawing = _drawing(
        lines[slug],
        parent,
        narrower,
        [
            *((bearing, False) for bearing in (*supported_by, *answered_by)),
            *((bearing, True) for bearing in (*supports, *answers)),
        ],
    )
    return Around(
        line=lines[slug],
        parent=parent,
        narrower=narrower,
        supported_by=supported_by,
        supports=supports,
        answered_by=answered_by,
        answers=answers,
        claims=len(drawing.boxes) - 1,
        drawing=drawing,
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


def _drawing(
    claim: ClaimLine,
    parent: ClaimName | None,
    narrower: Sequence[ClaimLine],
    bearings: Sequence[tuple[Bearing, bool]],
) -> Drawing:
    """Draw a claim in its column, what is around it beside it and opposite."""
    node = _node(claim)
    own = [
        Part((_node(parent),) if parent else (), "Broader"),
        Part((node,), "This claim"),
        Part(tuple(_node(one, narrow=True) for one in narrower), "Narrower"),
        *_sorted(
            [x for x in bearings if x[0].kind is RelationKind.SUPPORTS],
            ("Supports it", "Supported by it", "Each supports the other"),
        ),
    ]
    other = _sorted(
        [x for x in bearings if x[0].kind is not RelationKind.SUPPORTS],
        ("Answers it", "Answered by it", "Each answers the other"),
    )
    sides = {
        claim.stance: [part for part in own if part.nodes],
        claim.stance.other: [part for part in other if part.nodes],
    }
    ties = [
        Tie(claim.id, b.claim.id, b.kind)
        if given
        else Tie(b.claim.id, claim.id, b.kind)
        for b, given in bearings
    ]
    return drawn(sides[Stance.FOR], sides[Stance.AGAINST], ties, centre=claim.id)


def _node(claim: ClaimLine | ClaimName, *, narrow: bool = False) -> Node:
    return Node(claim.id, claim.text, claim.stance, narrow)


def _sorted(
    bearings: Iterable[tuple[Bearing, bool]], headings: tuple[str, str, str]
) -> list[Part]:
    """Part claims by who bears on whom, each claim standing once."""
    ways: dict[str, set[bool]] = {}
    claims: dict[str, ClaimLine] = {}
    for bearing, given in bearings:
        ways.setdefault(bearing.claim.id, set()).add(given)
        claims[bearing.claim.id] = bearing.claim
    return [
        Part(tuple(_node(claims[it]) for it, way in ways.items() if way == of), heading)
        for heading, of in zip(headings, ({False}, {True}, {False, True}), strict=True)
    ]
