"""What only repeats, and how much of it stays in every run of the tests."""

from collections.abc import Iterable
from typing import Any

import pytest

soak = pytest.mark.soak


def a_tenth(cases: Iterable[Any]) -> list[Any]:
    """Return *cases* as parameters, each tenth for every run, the others for a soak."""
    return [
        pytest.param(case, marks=[soak] if at % 10 else [])
        for at, case in enumerate(cases)
    ]
