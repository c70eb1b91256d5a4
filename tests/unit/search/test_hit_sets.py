"""The sets that count hits: the same as going through the rows one by one."""

import hypothesis.strategies as st
from hypothesis import example, given

from app.search.hit_sets import HitSets

# Each hit: for each of its rows whether it is on the one side, and its day.
HITS = st.lists(
    st.lists(st.tuples(st.booleans(), st.sampled_from("1234")), min_size=1, max_size=4),
    min_size=1,
    max_size=40,
)


@example([[(True, "1"), (True, "2")], [(False, "1")]], {0, 1}, "2")
@given(HITS, st.sets(st.integers(0, 39)), st.sampled_from("01234"))
def test_hits_are_counted_that_have_a_row_which_passes_all_filters(hits, chosen, day):
    rows = [(hit, *row) for hit, of_hit in enumerate(hits) for row in of_hit]
    numbers = {
        hit: [n for n, row in enumerate(rows) if row[0] == hit] for hit in range(40)
    }
    sets = HitSets(
        {hit: numbers[hit][0] for hit in range(len(hits))},
        {hit: numbers[hit][-1] for hit in range(len(hits))},
        {
            "stance": {"for": sum(side << n for n, (_, side, _) in enumerate(rows))},
            "as_of": {
                one: sum((known == one) << n for n, (_, _, known) in enumerate(rows))
                for one in "1234"
            },
        },
    )
    found = [hit for hit in range(len(hits)) if hit in chosen]

    passing = sets.passing({"stance": "for", "as_of": day}) & sets.of(found)

    expected = [
        hit for hit in found if any(side and known <= day for side, known in hits[hit])
    ]
    assert sets.count(passing) == len(expected)
    assert list(sets.among(range(len(hits)), passing)) == expected
    assert list(sets.in_order(passing)) == expected
    assert sets.count(sets.of(found)) == len(found)
    of_side = sum(side for hit in found for side, _ in hits[hit])
    assert sets.counts("stance", sets.of(found)).get("for", 0) == of_side
