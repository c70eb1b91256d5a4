"""The graph that claims form: loops of parents, and which claims face each other. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.records import Relation
from app.domain.vocabulary import ANSWERS


def parent_loops(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return each loop in *parents* (child → parent) once, from its least slug on."""
    loops: set[tuple[str, ...]] = set()
    for start in parents:
        path: list[str] = []
        slug: str | None = start
        while slug is not None and slug not in path:
            path.append(slug)
            slug = parents.get(slug)
        if slug is not None:
            loop = path[path.index(slug) :]
            least = loop.index(min(loop))
            loops.add((*loop[least:], *loop[:least]))
    return sorted(loops)


def both_ways(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Return the *relations*, a mutual one twice: from either claim to the other."""
    for relation in relations:
        yield relation
        if relation.mutual:
            yield relation.model_copy(
                update={"from_": relation.to, "to": relation.from_}
            )


def answers(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Return how claims answer those of the other side; a mutual relation twice."""
    return (one for one in both_ways(relations) if one.kind in ANSWERS)


@dataclass(frozen=True, slots=True)
class FacingRow:
    """One row of a page with two columns: a claim, and the claims that face it."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def facing_rows(
    left: Sequence[str],
    right: Sequence[str],
    answers: Collection[tuple[str, str]],
    *,
    leading: Iterable[tuple[str, str]] = (),
) -> list[FacingRow]:
    """Return rows that set claims of two sides opposite each other where one answers.

    *left* and *right* are in reading order; *answers* are pairs (from, to) in either
    direction. As many claims of *left* as possible get one of *right* that answers them
    or that they answer. The rest of *right* joins the shortest row that it fits, or
    follows in a row of its own. Pairs (left, right) that are *leading* share a row if one
    answers the other, even at the cost of another pair.
    """
    pairs = {*answers, *((to, of) for of, to in answers)}
    faces = {claim: [o for o in right if (claim, o) in pairs] for claim in left}
    fixed = {other: claim for claim, other in leading if other in faces.get(claim, ())}
    partner = _matching(left, faces, fixed)
    sizes = Counter(partner.values())
    for other in right:
        choices = [claim for claim in left if other in faces[claim]]
        if other not in partner and choices:
            partner[other] = min(choices, key=lambda claim: sizes[claim])
            sizes[partner[other]] += 1
    together = [
        FacingRow(
            (claim,), tuple(other for other in right if partner.get(other) == claim)
        )
        for claim in left
    ]
    return together + [
        FacingRow((), (other,)) for other in right if other not in partner
    ]


def _matching(
    left: Sequence[str],
    faces: Mapping[str, Sequence[str]],
    fixed: Mapping[str, str],
) -> dict[str, str]:
    """Return a largest matching that holds the *fixed* pairs: facing claim → claim of *left*.

    By augmenting paths (Kuhn's algorithm for bipartite matching): a claim may push
    another on to a different partner, if it has one.
    """
    partner = dict(fixed)

    def match(claim: str, tried: set[str]) -> bool:
        for other in faces[claim]:
            if other not in tried:
                tried.add(other)
                if other not in partner or match(partner[other], tried):
                    partner[other] = claim
                    return True
        return False

    for claim in left:
        if claim not in fixed.values():
            match(claim, set(fixed))
    return partner


def group_order(
    order: Sequence[str],
    groups: Sequence[Sequence[str]],
    answers: Collection[tuple[str, str]],
) -> list[int]:
    """Return the indexes of *groups*, sorted to stand beside the claims that they meet.

    A group comes at the mean position, in *order*, of the claims that it answers or that
    answer it; one that meets none keeps its relative position. *answers* are pairs in
    either direction.
    """
    position = {claim: index for index, claim in enumerate(order)}
    met: dict[str, list[int]] = defaultdict(list)
    for first, second in answers:
        for claim, other in ((first, second), (second, first)):
            if other in position:
                met[claim].append(position[other])

    def mean(index: int) -> float:
        positions = [at for claim in groups[index] for at in met[claim]]
        if not positions:
            return index / len(groups) * len(order)
        return sum(positions) / len(positions)

    return sorted(range(len(groups)), key=mean)
