"""Rules across seed files. `mistakes` needs no anchored quotes; `both_sides` does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from app.compile.seed_files import Seeds
from app.compile.seed_schema import SeedClaim, SeedQuote, SeedRelation
from app.domain import claim_graph
from app.domain.errors import Place, SeedError
from app.domain.records import Quote
from app.domain.vocabulary import (
    ANSWERS,
    OWN_ATTITUDES,
    Attitude,
    FormerKind,
    RelationKind,
)
from app.text.anchoring import fold

# With more main arguments than this on one side of a theme, a reader loses the
# overview. Our choice.
MAIN_CLAIMS = 5

_ADD_SPEAKER = "name it under speakers in debate.toml"


def mistakes(seeds: Seeds) -> Iterator[SeedError]:
    """Return every mistake that shows before quotes are anchored, in no set order."""
    yield from _names(seeds)
    yield from _former(seeds)
    yield from _sources(seeds)
    yield from _tree(seeds)
    yield from _quotes(seeds)
    yield from _relations(seeds)


# --- names -----------------------------------------------------------------------------


def _names(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a name given twice, a claim repeated, and themes that do not match."""
    debate = seeds.debate
    yield from _repeated("themes", (theme.id for theme in debate.themes))
    yield from _repeated("speakers", (speaker.id for speaker in debate.speakers))
    yield from _repeated("origins", (origin.id for origin in debate.origins))
    themes = {theme.id for theme in debate.themes}
    for theme in seeds.claims:
        if theme not in themes:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"the theme {theme!r} is unknown",
                "name it under themes in debate.toml, or rename the file",
            )
    for theme in themes - {
        theme for theme, file in seeds.claims.items() if file.claims
    }:
        yield SeedError(
            Place("debate.toml", "themes"),
            f"the theme {theme!r} has no claims",
            f"add some to claims/{theme}.toml, or remove the theme",
        )
    seen: dict[str, Place] = {}
    for place, _, claim in seeds.placed_claims():
        for key, value in (("id", claim.id), ("text", claim.text)):
            if value in seen:
                yield SeedError(
                    place,
                    f"another claim has this {key} ({seen[value]})",
                    "give one of them another",
                )
            seen.setdefault(value, place)


def _repeated(key: str, names: Iterable[str]) -> Iterator[SeedError]:
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
        yield from _repeated(
            "former", (former.slug for former in debate.former if former.kind is kind)
        )
    for number, former in enumerate(debate.former):
        place = Place("debate.toml", f"former[{number}]")
        if former.slug in known[former.kind]:
            yield SeedError(place, f"{former.slug!r} is in use", "remove one of them")
        if former.now is not None and former.now not in known[former.kind]:
            yield SeedError(
                place,
                f"no {former.kind.value} is {former.now!r}",
                "name one that exists",
            )


# --- sources and quotes ------------------------------------------------------------------


def _sources(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a changed article, an unknown author, and evidence that it does not have."""
    speakers = {speaker.id for speaker in seeds.debate.speakers}
    for source in seeds.sources:
        facts = source.facts
        if facts.sha256 != source.sha256:
            yield SeedError(
                Place(source.place, "sha256"),
                f"the file's sha256 is {source.sha256}, not {facts.sha256}",
                f"restore sources/{source.slug}.txt",
            )
        if facts.speaker not in speakers:
            yield SeedError(
                Place(source.place, "speaker"),
                f"the speaker {facts.speaker!r} is unknown",
                _ADD_SPEAKER,
            )
        article = fold(source.text).text
        evidence = {"published.evidence": facts.published.evidence}
        for number, also in enumerate(facts.also_published):
            evidence[f"also_published[{number}].evidence"] = also.evidence
        for key, words in evidence.items():
            if fold(words).text not in article:
                yield SeedError(
                    Place(source.place, key),
                    f"{words!r} does not stand in the article",
                    "copy it from there",
                )


def _quotes(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse unknown names in a quote, and an attitude that does not fit its speaker."""
    speakers = {speaker.id for speaker in seeds.debate.speakers}
    origins = {origin.id for origin in seeds.debate.origins}
    authors = {source.slug: source.facts.speaker for source in seeds.sources}
    for claim_place, _, claim in seeds.placed_claims():
        for number, quote in enumerate(claim.quotes):
            place = claim_place.below(f"quotes[{number}]")
            if quote.speaker not in {None, *speakers}:
                yield SeedError(
                    place.below("speaker"),
                    f"the speaker {quote.speaker!r} is unknown",
                    _ADD_SPEAKER,
                )
            if quote.origin not in {None, *origins}:
                yield SeedError(
                    place.below("origin"),
                    f"the origin {quote.origin!r} is unknown",
                    "name it under origins in debate.toml",
                )
            if quote.source in authors:
                yield from _attitude(place, quote, authors[quote.source])
            else:
                yield SeedError(
                    place.below("source"),
                    f"the source {quote.source!r} is unknown",
                    "name a file of sources/",
                )


def _attitude(place: Place, quote: SeedQuote, author: str) -> Iterator[SeedError]:
    own = quote.speaker in {None, author}
    if own:
        fits = quote.attitude in OWN_ATTITUDES
    else:
        fits = quote.attitude is not Attitude.ASSERTS
    if not fits:
        whose = "the source's own voice" if own else "another speaker's words"
        yield SeedError(
            place.below("attitude"),
            f"{quote.attitude.value!r} does not fit {whose}",
            "an author asserts or concedes; others are reported, endorsed, "
            "disputed or conceded",
        )


def both_sides(seeds: Seeds, quotes: Iterable[Quote]) -> Iterator[SeedError]:
    """Refuse an anchored quote that serves both sides and does not say why."""
    placed = {claim.id: (place, claim) for place, _, claim in seeds.placed_claims()}
    for quote in quotes:
        sides = {placed[claim][1].stance for claim in quote.claims}
        if len(sides) > 1 and quote.note is None:
            yield SeedError(
                placed[quote.claims[-1]][0],
                f"{quote.exact!r} is quoted for both sides",
                "say why in its note, or give each side its half of the sentence",
            )


# --- the tree of claims, and the relations across it ---------------------------------------


def _tree(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse parents that do not form a tree of two levels, and too many main claims."""
    placed = seeds.placed_claims()
    by_id = {claim.id: (theme, claim) for _, theme, claim in placed}
    parents = {c.id: c.parent for _, _, c in placed if c.parent is not None}
    looped = {claim for loop in claim_graph.parent_loops(parents) for claim in loop}
    for place, theme, claim in placed:
        if claim.id in looped:
            yield SeedError(
                place.below("parent"), "the parents run in a loop", "break it"
            )
        elif claim.parent is not None:
            yield from _parent(place.below("parent"), theme, claim, by_id)
    mains = Counter((theme, c.stance) for _, theme, c in placed if c.parent is None)
    for (theme, stance), count in mains.items():
        if count > MAIN_CLAIMS:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"{count} main claims {stance.value}, at most {MAIN_CLAIMS}",
                "put some under a broader one",
            )


def _parent(
    place: Place,
    theme: str,
    claim: SeedClaim,
    by_id: dict[str, tuple[str, SeedClaim]],
) -> Iterator[SeedError]:
    """Refuse a parent that is unknown, of another theme or side, or narrower itself."""
    if claim.parent not in by_id:
        yield SeedError(place, f"no claim is {claim.parent!r}", "name one that exists")
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
            yield SeedError(
                place, f"no claim is {unknown[0]!r}", "name one that exists"
            )
        else:
            yield from _ends(place, relation, by_id)


def _ends(
    place: Place, relation: SeedRelation, by_id: Mapping[str, SeedClaim]
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
