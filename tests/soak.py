"""What only repeats, and how much of it stays in every run of the tests."""

from collections.abc import Iterable
from typing import Any, TypeVar

import pytest
from hypothesis import settings

soak = pytest.mark.soak
T = TypeVar("T")


def in_a_soak() -> bool:
    """Whether `make soak` runs, which leaves nothing out."""
    return settings.get_current_profile_name() == "soak"


def one_in(number: int, cases: Iterable[T]) -> list[T]:
    """Return every *number*-th of *cases* with the first of them; in a soak, all."""
    return list(cases)[:: 1 if in_a_soak() else number]


def a_tenth(cases: Iterable[Any]) -> list[Any]:
    """Return *cases* as parameters: the 6th, 16th … for every run, the others for a soak."""
    return [
        pytest.param(case, marks=[] if at % 10 == 5 else [soak])
        for at, case in enumerate(cases)
    ]
