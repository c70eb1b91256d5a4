"""What is around a claim, laid out in one column."""

from itertools import combinations

import pytest

from app.domain.vocabulary import RelationKind, Stance
from app.graphics.map_one_column import WIDTH, one_column
from app.graphics.map_parts import Cluster, Edge, Node

REBUTS, QUALIFIES, SUPPORTS = (
    RelationKind.REBUTS,
    RelationKind.QUALIFIES,
    RelationKind.SUPPORTS,
)


def drawing(stance):
    """Draw a claim that two answer, one of which it answers itself, and one supports."""
    claim = Node("a", "The water rises and falls, as all who live by it know.", stance)
    other = [Node(slug, f"No water of {slug} rises.", stance.other) for slug in "cde"]
    parts = [
        Cluster((other[0], other[1]), "Contradicts it"),
        Cluster((other[2],), "Each"),
    ]
    own = [Cluster((Node("b", "There is a table.", stance),), "Supports it")]
    ties = [
        Edge("c", "a", REBUTS),
        Edge("d", "a", REBUTS),
        Edge("e", "a", QUALIFIES),
        Edge("a", "e", QUALIFIES),
        Edge("b", "a", SUPPORTS),
    ]
    return one_column([], claim, parts, own, ties)


@pytest.mark.parametrize("stance", Stance)
def test_the_sides_stand_beneath_one_another_for_to_the_left(stance):
    found = drawing(stance)
    sides = {box.stance: box.x for box in found.boxes}

    assert [box.id for box in found.boxes] == ["a", "c", "d", "e", "b"]
    assert [box.id for box in found.boxes if box.centre] == ["a"]
    assert sides[Stance.FOR] < sides[Stance.AGAINST]
    for one, other in combinations(found.boxes, 2):
        assert one.y + one.height < other.y
    for box in found.boxes:
        assert 0 < box.x < box.x + box.width < WIDTH
    assert found.boxes[-1].y + found.boxes[-1].height <= found.height


@pytest.mark.parametrize("stance", Stance)
def test_a_heading_says_the_side_and_how_its_claims_bear(stance):
    assert [(head.stance, head.text) for head in drawing(stance).heads] == [
        (stance, "This claim"),
        (stance.other, "Contradicts it"),
        (stance.other, "Each"),
        (stance, "Supports it"),
    ]


@pytest.mark.parametrize("stance", Stance)
def test_every_tie_is_a_line_from_who_bears_to_whom(stance):
    found = drawing(stance)
    slugs = {box.number: box.id for box in found.boxes}

    lines = [
        (slugs[line.source], slugs[line.target], line.stance, line.heads.count("M"))
        for line in found.lines
    ]

    assert lines == [
        ("c", "a", stance.other, 1),
        ("d", "a", stance.other, 1),
        ("e", "a", None, 2),
        ("b", "a", stance, 1),
    ]
