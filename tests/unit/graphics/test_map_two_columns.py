"""Claims laid out as boxes, and the lines between them."""

import re
from collections import defaultdict
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import RelationKind, Stance
from app.graphics.map_parts import Cluster, Edge, Node
from app.graphics.map_two_columns import (
    COLUMN,
    GUTTER,
    MARGIN,
    SIZE,
    WIDTH,
    two_columns,
)
from app.graphics.text_width import width

REBUTS, QUALIFIES = RelationKind.REBUTS, RelationKind.QUALIFIES
SUPPORTS, UNDERCUTS = RelationKind.SUPPORTS, RelationKind.UNDERCUTS


def pro(slug, *, narrow=False, themes=()):
    return Node(slug, f"The water of {slug} rises.", Stance.FOR, narrow, themes=themes)


def contra(slug, *, narrow=False):
    return Node(slug, f"No water of {slug} rises.", Stance.AGAINST, narrow)


def boxes(drawing):
    return {box.id: box for box in drawing.boxes}


def test_the_two_sides_stand_in_two_columns_a_narrower_claim_set_in():
    drawing = two_columns(
        [Cluster((pro("a"), pro("b", narrow=True)))], [Cluster((contra("c"),))], []
    )

    found = boxes(drawing)

    assert found["a"].x == MARGIN
    assert found["b"].x > found["a"].x
    assert found["b"].y > found["a"].y
    assert found["c"].x == MARGIN + COLUMN + GUTTER
    assert found["c"].y == found["a"].y
    left, right = drawing.sides
    assert (left.stance, right.stance) == (Stance.FOR, Stance.AGAINST)
    # Their lines begin and end with the drawing, which begins and ends with the grid.
    assert (left.x, right.x + drawing.column) == (0, drawing.width)


def test_an_answer_leads_from_the_claim_that_answers_to_the_one_it_answers():
    drawing = two_columns(
        [Cluster((pro("a"),))], [Cluster((contra("c"),))], [Edge("c", "a", REBUTS)]
    )

    (line,) = drawing.lines
    found = boxes(drawing)

    assert (line.source, line.target) == (found["c"].number, found["a"].number)
    assert line.stance is Stance.AGAINST
    assert line.path.startswith(f"M{found['c'].inner:g} ")
    assert f" {found['a'].inner:g} {found['a'].middle:g}" in line.path
    assert line.heads.count("M") == 1


def test_where_each_answers_the_other_one_line_has_two_heads():
    drawing = two_columns(
        [Cluster((pro("a"),))],
        [Cluster((contra("c"),))],
        [Edge("c", "a", UNDERCUTS), Edge("a", "c", QUALIFIES)],
    )

    (line,) = drawing.lines

    assert line.stance is None
    assert line.heads.count("M") == 2


def test_what_is_mutual_is_one_line_with_two_heads():
    drawing = two_columns(
        [Cluster((pro("a"),))],
        [Cluster((contra("c"),))],
        [Edge("c", "a", REBUTS, mutual=True)],
    )

    (line,) = drawing.lines

    assert line.stance is None
    assert line.heads.count("M") == 2


@pytest.mark.parametrize(
    ("kinds", "attack"),
    [
        pytest.param([REBUTS], True, id="it contradicts"),
        pytest.param([UNDERCUTS], True, id="it undercuts"),
        pytest.param([QUALIFIES], False, id="it only limits"),
        pytest.param([QUALIFIES, UNDERCUTS], True, id="one of the two undercuts"),
    ],
)
def test_a_line_knows_whether_it_attacks(kinds, attack):
    ends = ("a", "c"), ("c", "a")
    edges = [Edge(*end, kind) for end, kind in zip(ends, kinds, strict=False)]

    (line,) = two_columns(
        [Cluster((pro("a"),))], [Cluster((contra("c"),))], edges
    ).lines

    assert line.attack is attack


def test_what_supports_runs_along_the_margin():
    drawing = two_columns(
        [Cluster((pro("a"),)), Cluster((pro("b"),))], [], [Edge("b", "a", SUPPORTS)]
    )

    (line,) = drawing.lines

    assert line.path.startswith(f"M{MARGIN} ")


def test_numbers_of_other_themes_stand_in_the_margin():
    drawing = two_columns([Cluster((pro("a", themes=(1, 2, 9)),))], [], [])

    assert [stub.text for stub in drawing.stubs] == ["1, 2", "9"]
    for stub in drawing.stubs:
        assert stub.x - width(stub.text) * SIZE >= 0


def test_the_shorter_column_is_spread_beside_the_longer():
    tall = [Cluster((pro(slug),)) for slug in "abcdef"]
    drawing = two_columns(tall, [Cluster((contra("x"),)), Cluster((contra("y"),))], [])

    found = boxes(drawing)

    assert found["y"].y - found["x"].y > found["b"].y - found["a"].y


def test_a_relation_to_a_claim_that_is_not_drawn_is_not_drawn():
    assert two_columns([Cluster((pro("a"),))], [], [Edge("c", "a", REBUTS)]).lines == ()


# --- whatever the claims ---------------------------------------------------------------

TEXTS = st.text(alphabet="mitW é-. 9", min_size=1, max_size=182)


@st.composite
def debates(draw):
    """Draw two columns of parts, and ties among their claims."""
    columns: list[list[Cluster]] = []
    ids: list[str] = []
    for stance in Stance:
        parts = []
        for _ in range(draw(st.integers(0, 4))):
            nodes = []
            for at in range(draw(st.integers(1, 4))):
                ids.append(f"c{len(ids)}")
                nodes.append(Node(ids[-1], draw(TEXTS), stance, narrow=at > 0))
            parts.append(Cluster(tuple(nodes), draw(st.sampled_from(["", "Narrower"]))))
        columns.append(parts)
    pairs = list(combinations(ids, 2))
    ties = draw(st.lists(st.sampled_from(pairs), max_size=30)) if pairs else []
    kinds = st.sampled_from([*RelationKind])
    left, right = columns
    turned = [pair if draw(st.booleans()) else pair[::-1] for pair in ties]
    return left, right, [Edge(one, other, draw(kinds)) for one, other in turned]


@given(debates())
def test_no_two_boxes_meet_and_each_lies_within_the_drawing(debate):
    drawing = two_columns(*debate)

    for box in drawing.boxes:
        assert box.x >= MARGIN
        assert box.x + box.width <= WIDTH - MARGIN
        assert box.y + box.height <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        apart = (
            one.y + one.height < other.y
            or other.y + other.height < one.y
            or one.x + one.width < other.x
            or other.x + other.width < one.x
        )
        assert apart, (one, other)


@given(debates())
def test_the_ends_of_all_lines_on_one_edge_of_a_box_stand_clear(debate):
    drawing = two_columns(*debate)
    ends: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for line in drawing.lines:
        source, target = drawing.boxes[line.source], drawing.boxes[line.target]
        across = source.stance is not target.stance
        start, end = re.findall(r"[M ](\S+)(?=C|$)", line.path)
        ends[line.source, across].append(float(start))
        ends[line.target, across].append(float(end))

    for (number, _), heights in ends.items():
        box = drawing.boxes[number]
        places = [box.y, *sorted(heights), box.y + box.height]
        assert all(below - above >= 8.9 for above, below in pairwise(places))
        assert all(b - a >= 15.9 for a, b in pairwise(sorted(heights)))


@given(debates())
def test_the_same_claims_always_give_the_same_drawing(debate):
    assert two_columns(*debate) == two_columns(*debate)


@given(debates())
def test_every_pair_that_is_tied_has_one_line(debate):
    drawing = two_columns(*debate)
    numbers = {box.id: box.number for box in drawing.boxes}

    tied = {frozenset((numbers[t.source], numbers[t.target])) for t in debate[2]}
    lined = [frozenset((line.source, line.target)) for line in drawing.lines]

    assert sorted(map(sorted, lined)) == sorted(map(sorted, tied))


@pytest.mark.parametrize("stance", Stance)
def test_a_side_without_claims_is_named_all_the_same(stance):
    node = Node("a", "A claim.", stance)
    left, right = ([Cluster((node,))] if side is stance else [] for side in Stance)
    drawing = two_columns(left, right, [])

    assert len(drawing.boxes) == 1
    assert len(drawing.sides) == 2
