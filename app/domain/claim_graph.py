"""The graph that claims form: trees, loops, answers, and who faces whom.

Everything here is pure: slugs and pairs in, slugs and pairs out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


def loops(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give each loop among *parents* (child → parent) once, from its least slug on."""
    found: set[tuple[str, ...]] = set()
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in path:
            path.append(at)
            at = parents.get(at)
        if at is not None:
            loop = path[path.index(at) :]
            least = loop.index(min(loop))
            found.add((*loop[least:], *loop[:least]))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a two-sided page: a claim, and the claims that face it."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def rows(
    left: Sequence[str], right: Sequence[str], answers: Collection[tuple[str, str]]
) -> list[Row]:
    """Set the claims of two sides opposite one another where they answer each other.

    *left* and *right* are in the order in which readers should meet them; *answers*
    are pairs (from, to) in either direction. As many claims of *left* as can be are
    given one of *right* that answers them or is answered by them; what of *right* is
    left over joins the shortest row that it can, and else follows in a row by itself.
    """
    joined = {*answers, *((to, of) for of, to in answers)}
    faces = {claim: [o for o in right if (claim, o) in joined] for claim in left}
    place = _paired(left, faces)
    taken = Counter(place.values())
    for other in right:
        open_to = [claim for claim in left if other in faces[claim]]
        if other not in place and open_to:
            place[other] = min(open_to, key=lambda claim: taken[claim])
            taken[place[other]] += 1
    together = [
        Row((claim,), tuple(other for other in right if place.get(other) == claim))
        for claim in left
    ]
    return together + [Row((), (other,)) for other in right if other not in place]


def _paired(left: Sequence[str], faces: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give as many claims of *left* as can be one claim each that faces them.

    By augmenting paths (Kuhn's algorithm for bipartite matching): a claim may push
    another on to a different partner, if that one has any.
    """
    place: dict[str, str] = {}

    def seat(claim: str, tried: set[str]) -> bool:
        for other in faces[claim]:
            if other not in tried:
                tried.add(other)
                if other not in place or seat(place[other], tried):
                    place[other] = claim
                    return True
        return False

    for claim in left:
        seat(claim, set())
    return place


def alongside(
    order: Sequence[str],
    groups: Sequence[Sequence[str]],
    answers: Collection[tuple[str, str]],
) -> list[int]:
    """Give the places of *groups* in the order in which they meet the claims of *order*.

    A group comes where the claims are, on the average, that it answers or is answered
    by; one that meets none keeps its share of the way. *answers* are pairs in either
    direction.
    """
    place = {claim: at for at, claim in enumerate(order)}
    met: dict[str, list[int]] = defaultdict(list)
    for one, other in answers:
        for claim, faced in ((one, other), (other, one)):
            if faced in place:
                met[claim].append(place[faced])

    def key(at: int) -> float:
        places = [it for claim in groups[at] for it in met[claim]]
        if not places:
            return at / len(groups) * len(order)
        return sum(places) / len(places)

    return sorted(range(len(groups)), key=key)
