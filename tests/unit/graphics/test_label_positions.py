"""Time drawn downwards: days in proportion, labels apart and near their places."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graphics.label_positions import label_positions, y_of_day


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (dt.date(2014, 1, 1), 10),
        (dt.date(2015, 1, 1), 110),
        (dt.date(2016, 7, 2), 10 + 250),
    ],
)
def test_a_day_stands_in_proportion(day, at):
    assert y_of_day(day, 2014, top=10, year=100) == pytest.approx(at)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param([50], [50], id="one"),
        pytest.param([20, 80], [20, 80], id="far apart"),
        pytest.param([50, 50], [45, 55], id="at one place"),
        pytest.param([50, 52, 80], [46, 56, 80], id="two that touch"),
        pytest.param([0, 1], [5, 15], id="at the upper edge"),
        pytest.param([99, 100], [85, 95], id="at the lower edge"),
    ],
)
def test_labels_stand_near_their_places(wanted, found):
    assert label_positions(wanted, 10, top=5, bottom=95) == pytest.approx(found)


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(1, 8))
def test_labels_never_touch_and_stay_within_the_drawing(wanted, room):
    labels = label_positions(wanted, room, top=0, bottom=100)

    assert all(two - one >= room - 1e-6 for one, two in pairwise(labels))
    assert all(-1e-6 <= label <= 100 + 1e-6 for label in labels)
