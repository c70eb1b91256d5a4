"""How often and how long a measure is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Effort:
    """Each figure is the median, or the best, of so many rounds of so many seconds."""

    rounds: int = 7
    seconds: float = 0.8
    addresses: int = 3_000
    """How many a crawl asks for: every page of the debate that comes with the program, and
    its lists under many filters."""

    def pairs(
        self, one: Callable[[], Found], other: Callable[[], Found]
    ) -> list[tuple[Found, Found]]:
        """Return what two measures find in each round, taken in turn: A B A B.

        So what slows the machine for a while slows both. A first round warms up and is left
        out.
        """
        return [(one(), other()) for _ in range(self.rounds + 1)][1:]
