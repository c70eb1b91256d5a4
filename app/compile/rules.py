"""What the seeds must obey together, whatever stands in the sources.

No name twice, no name of nothing; claims in a shallow tree; relations between claims
that they can join.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.compile.seed_files import Seeds
from app.compile.seed_schema import SeedClaim, SeedRelation
from app.domain import claim_graph
from app.domain.errors import Place, SeedError
from app.domain.vocabulary import ANSWERS, FormerKind, RelationKind

# More main arguments than this on one side of one theme, and a reader no longer
# surveys them. Our choice.
MAIN_CLAIMS = 5


def mistakes(seeds: Seeds) -> Iterator[SeedError]:
    """Give every mistake, in no particular order."""
    yield from _names(seeds)
    yield from _former(seeds)
    yield from _tree(seeds)
    yield from _relations(seeds)


def _names(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse what is named twice, and the claims of an unknown theme."""
    debate = seeds.debate
    yield from _once("themes", [theme.id for theme in debate.themes])
    yield from _once("speakers", [speaker.id for speaker in debate.speakers])
    yield from _once("origins", [origin.id for origin in debate.origins])
    themes = {theme.id for theme in debate.themes}
    for theme in seeds.claims:
        if theme not in themes:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"the theme {theme!r} is unknown",
                "name it under themes in debate.toml, or rename the file",
            )
    for empty in themes - {t for t, part in seeds.claims.items() if part.claims}:
        yield SeedError(
            Place("debate.toml", "themes"),
            f"the theme {empty!r} has no claims",
            f"add some to claims/{empty}.toml, or remove the theme",
        )
    seen: dict[str, Place] = {}
    for place, _, claim in seeds.placed_claims():
        for key, what in (("id", claim.id), ("text", claim.text)):
            if what in seen:
                yield SeedError(
                    place,
                    f"another claim has this {key} ({seen[what]})",
                    "give one of them another",
                )
            seen.setdefault(what, place)


def _once(key: str, names: Sequence[str]) -> Iterator[SeedError]:
    for name, times in Counter(names).items():
        if times > 1:
            yield SeedError(
                Place("debate.toml", key),
                f"{name!r} is there {times} times",
                "keep one",
            )


def _former(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a former slug that is in use, or that leads nowhere."""
    debate = seeds.debate
    known = {
        FormerKind.CLAIM: {claim.id for _, _, claim in seeds.placed_claims()},
        FormerKind.SOURCE: {source.slug for source in seeds.sources},
        FormerKind.THEME: {theme.id for theme in debate.themes},
        FormerKind.SPEAKER: {speaker.id for speaker in debate.speakers},
    }
    for kind in FormerKind:
        slugs = [former.slug for former in debate.former if former.kind is kind]
        yield from _once("former", slugs)
    for number, former in enumerate(debate.former):
        place = Place("debate.toml", f"former[{number}]")
        if former.slug in known[former.kind]:
            yield SeedError(place, f"{former.slug!r} is in use", "remove one of them")
        if former.now is not None and former.now not in known[former.kind]:
            yield SeedError(
                place, f"no {former.kind.value} is {former.now!r}", "mend now"
            )


def _tree(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse parents that make no tree of two levels, and too many main claims."""
    placed = seeds.placed_claims()
    by_id = {claim.id: (theme, claim) for _, theme, claim in placed}
    parents = {c.id: c.parent for _, _, c in placed if c.parent is not None}
    looped = {claim for loop in claim_graph.loops(parents) for claim in loop}
    for place, theme, claim in placed:
        if claim.id in looped:
            yield SeedError(
                place.below("parent"), "the parents run in a loop", "break it"
            )
        elif claim.parent is not None:
            yield from _parent(place.below("parent"), theme, claim, by_id)
    mains = Counter((t, c.stance) for _, t, c in placed if c.parent is None)
    for (theme, stance), count in mains.items():
        if count > MAIN_CLAIMS:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"{count} main claims {stance.value}, at most {MAIN_CLAIMS}",
                "put some under a broader one",
            )


def _parent(
    place: Place, theme: str, claim: SeedClaim, by_id: dict[str, tuple[str, SeedClaim]]
) -> Iterator[SeedError]:
    """Refuse a parent that is not there, elsewhere, or narrower itself."""
    if claim.parent not in by_id:
        yield SeedError(place, f"no claim is {claim.parent!r}", "mend the id")
        return
    parent_theme, parent = by_id[claim.parent]
    if (parent_theme, parent.stance) != (theme, claim.stance):
        yield SeedError(
            place,
            f"{claim.parent!r} is of another theme or side",
            "name a broader claim of the same",
        )
    if parent.parent is not None:
        yield SeedError(
            place,
            f"{claim.parent!r} has a parent itself",
            "name that one: there are two levels, no more",
        )


def _relations(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a relation between claims that it cannot join, and one given twice."""
    by_id = {claim.id: claim for _, _, claim in seeds.placed_claims()}
    seen: set[tuple[str, str, RelationKind]] = set()
    for place, relation in seeds.placed_relations():
        key = (relation.from_, relation.to, relation.kind)
        if key in seen:
            yield SeedError(place, "this relation is there twice", "keep one")
        seen.add(key)
        unknown = [end for end in key[:2] if end not in by_id]
        if unknown:
            yield SeedError(place, f"no claim is {unknown[0]!r}", "mend the id")
        else:
            yield from _ends(place, relation, by_id)


def _ends(
    place: Place, relation: SeedRelation, by_id: dict[str, SeedClaim]
) -> Iterator[SeedError]:
    """Refuse a relation of the wrong kind for its two claims."""
    origin, target = by_id[relation.from_], by_id[relation.to]
    same = origin.stance is target.stance
    if same is (relation.kind in ANSWERS):
        sides = "one side" if same else "opposite sides"
        yield SeedError(
            place,
            f"the claims are of {sides} and cannot be joined by {relation.kind.value!r}",
            "supports joins claims of one side, the others answer the other",
        )
    elif origin.id == target.id:
        yield SeedError(place, "a claim does not bear on itself", "remove this")
    elif target.id == origin.parent:
        yield SeedError(place, "a claim supports its parent already", "remove this")
