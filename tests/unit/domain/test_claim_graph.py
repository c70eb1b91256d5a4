"""The graph that claims form: loops, and who faces whom."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim_graph import (
    FacingRow,
    answers,
    facing_rows,
    group_order,
    parent_loops,
)
from app.domain.records import Relation
from app.domain.vocabulary import RelationKind

SLUGS = st.sampled_from([f"c{number}" for number in range(8)])


@pytest.mark.parametrize(
    ("parents", "found"),
    [
        pytest.param({}, [], id="no claims"),
        pytest.param({"a": "b", "b": "c"}, [], id="a chain"),
        pytest.param({"a": "a"}, [("a",)], id="a claim under itself"),
        pytest.param({"b": "a", "a": "b"}, [("a", "b")], id="two under each other"),
        pytest.param(
            {"x": "c", "c": "b", "b": "a", "a": "c"},
            [("a", "c", "b")],
            id="with a tail",
        ),
        pytest.param(
            {"a": "b", "b": "a", "d": "c", "c": "d"},
            [("a", "b"), ("c", "d")],
            id="two loops",
        ),
    ],
)
def test_each_loop_is_told_once_from_its_least_slug_on(parents, found):
    assert parent_loops(parents) == found


@given(st.dictionaries(SLUGS, SLUGS))
def test_a_loop_leads_back_to_where_it_begins(parents):
    for loop in parent_loops(parents):
        ahead = [*loop[1:], loop[0]]

        assert [parents[slug] for slug in loop] == ahead


@given(st.dictionaries(SLUGS, SLUGS))
def test_who_never_returns_is_in_no_loop(parents):
    looped = {slug for loop in parent_loops(parents) for slug in loop}

    for slug in parents:
        ahead, seen = parents.get(slug), set()
        while ahead is not None and ahead not in seen and ahead != slug:
            seen.add(ahead)
            ahead = parents.get(ahead)
        assert (slug in looped) == (ahead == slug)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        pytest.param(
            [],
            [
                FacingRow(("a",), ()),
                FacingRow(("b",), ()),
                FacingRow((), ("x",)),
                FacingRow((), ("y",)),
            ],
            id="nobody answers",
        ),
        pytest.param(
            [("y", "a")],
            [FacingRow(("a",), ("y",)), FacingRow(("b",), ()), FacingRow((), ("x",))],
            id="an answer from the right",
        ),
        pytest.param(
            [("a", "y")],
            [FacingRow(("a",), ("y",)), FacingRow(("b",), ()), FacingRow((), ("x",))],
            id="an answer from the left",
        ),
        pytest.param(
            [("a", "y"), ("x", "a")],
            [FacingRow(("a",), ("x", "y")), FacingRow(("b",), ())],
            id="two answers, in the order of reading",
        ),
        pytest.param(
            [("x", "a"), ("x", "b")],
            [FacingRow(("a",), ("x",)), FacingRow(("b",), ()), FacingRow((), ("y",))],
            id="one answer to two claims stands by the first",
        ),
    ],
)
def test_claims_stand_opposite_those_that_answer_them(answers, found):
    assert facing_rows(["a", "b"], ["x", "y"], answers) == found


def test_a_claim_gives_up_its_partner_where_another_has_no_other():
    answers = [("x", "a"), ("x", "b"), ("y", "a")]

    assert facing_rows(["a", "b"], ["x", "y"], answers) == [
        FacingRow(("a",), ("y",)),
        FacingRow(("b",), ("x",)),
    ]


def test_who_is_left_over_joins_the_shortest_row_that_it_answers():
    answers = [("w", "a"), ("x", "b"), ("y", "a"), ("z", "a"), ("z", "b")]

    assert facing_rows(["a", "b"], ["w", "x", "y", "z"], answers) == [
        FacingRow(("a",), ("w", "y")),
        FacingRow(("b",), ("x", "z")),
    ]


@given(
    st.integers(0, 4),
    st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"))),
)
def test_as_many_claims_as_can_be_are_faced(count, answers):
    left = [*"abcd"][:count]

    found = facing_rows(left, [*"wxyz"], answers)

    faced = sum(bool(row.left and row.right) for row in found)
    assert faced == max(
        sum(pair in answers for pair in zip(left, order, strict=False))
        for order in permutations("wxyz")
    )


@given(
    st.lists(st.sampled_from("abcde"), unique=True),
    st.lists(st.sampled_from("vwxyz"), unique=True),
    st.sets(st.tuples(st.sampled_from("abcdevwxyz"), st.sampled_from("abcdevwxyz"))),
)
def test_every_claim_is_placed_exactly_once_and_the_left_in_order(left, right, answers):
    found = facing_rows(left, right, answers)

    assert [slug for row in found for slug in row.left] == left
    assert sorted(slug for row in found for slug in row.right) == sorted(right)


@given(
    st.lists(st.sampled_from("abcde"), unique=True),
    st.lists(st.sampled_from("vwxyz"), unique=True),
    st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz"))),
)
def test_who_shares_a_row_answers_and_who_answers_shares_one(left, right, answers):
    found = facing_rows(left, right, answers)

    for row in found:
        assert all((one, other) in answers for one in row.left for other in row.right)
    alone = {row.right[0] for row in found if not row.left}
    assert not [pair for pair in answers if pair[1] in alone and pair[0] in left]


def test_a_leading_pair_shares_a_row_at_the_cost_of_another_pair():
    answers = [("x", "a"), ("y", "a"), ("x", "b")]

    assert facing_rows(["a", "b"], ["x", "y"], answers) == [
        FacingRow(("a",), ("y",)),
        FacingRow(("b",), ("x",)),
    ]
    assert facing_rows(["a", "b"], ["x", "y"], answers, leading=[("a", "x")]) == [
        FacingRow(("a",), ("x", "y")),
        FacingRow(("b",), ()),
    ]


def test_a_leading_pair_that_does_not_meet_stands_as_others_do():
    answers = [("x", "b"), ("y", "a")]

    assert facing_rows(
        ["a", "b"], ["x", "y"], answers, leading=[("a", "x")]
    ) == facing_rows(["a", "b"], ["x", "y"], answers)
    assert facing_rows([], ["x"], [], leading=[("a", "x")]) == [FacingRow((), ("x",))]


# --- alongside -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "answers", "places"),
    [
        pytest.param(
            ["x", "y", "z"], {("x", "c"), ("z", "a")}, [2, 1, 0], id="where they meet"
        ),
        pytest.param(
            ["x", "yz"], {("x", "b"), ("a", "y"), ("a", "z")}, [1, 0], id="as a group"
        ),
        pytest.param(
            ["x", "y"], {("x", "a"), ("x", "c"), ("y", "b")}, [0, 1], id="a tie stays"
        ),
        pytest.param(["x", "y"], set(), [0, 1], id="what meets none stays"),
        pytest.param([], {("a", "b")}, [], id="nobody"),
    ],
)
def test_groups_stand_alongside_what_they_meet(groups, answers, places):
    assert group_order("abc", groups, answers) == places


# --- answers ---------------------------------------------------------------------------


def relation(origin, target, kind, *, mutual=False):
    return Relation(from_=origin, to=target, kind=kind, mutual=mutual, note="So it is.")


def test_a_mutual_relation_answers_both_ways_and_support_answers_nothing():
    found = answers(
        [
            relation("a", "b", RelationKind.REBUTS),
            relation("c", "d", RelationKind.UNDERCUTS, mutual=True),
            relation("e", "f", RelationKind.SUPPORTS),
            relation("g", "h", RelationKind.QUALIFIES),
        ]
    )

    assert [(one.from_, one.to, one.kind, one.note) for one in found] == [
        ("a", "b", "rebuts", "So it is."),
        ("c", "d", "undercuts", "So it is."),
        ("d", "c", "undercuts", "So it is."),
        ("g", "h", "qualifies", "So it is."),
    ]


@given(
    st.lists(
        st.tuples(SLUGS, SLUGS, st.sampled_from([*RelationKind]), st.booleans()),
        unique_by=lambda one: one[:2],
    )
)
def test_whoever_is_answered_is_named_by_one_relation_at_least(drawn):
    relations = [relation(a, b, kind, mutual=both) for a, b, kind, both in drawn]

    pairs = {(one.from_, one.to) for one in answers(relations)}

    for one in relations:
        answering = one.kind is not RelationKind.SUPPORTS
        assert ((one.from_, one.to) in pairs) >= answering
        assert ((one.to, one.from_) in pairs) >= (answering and one.mutual)
    assert len([*answers(relations)]) == sum(
        (1 + one.mutual) * (one.kind is not RelationKind.SUPPORTS) for one in relations
    )
