"""Rules across seed files.

`mistakes` needs no anchored quotes; `both_sides`, `quoted_twice` and `former_quotes` do.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from app.compile.seed_files import Seeds, SourceFile, original_path
from app.compile.seed_paths import REVISIONS
from app.compile.seed_schema import (
    SeedCases,
    SeedClaim,
    SeedClash,
    SeedFormerSlug,
    SeedQuote,
    SeedRelation,
)
from app.domain import claim_graph
from app.domain.counts import count
from app.domain.errors import Mend, Place, SeedError
from app.domain.records import Quote
from app.domain.vocabulary import (
    ANSWERS,
    OWN_ATTITUDES,
    Attitude,
    FormerKind,
    RelationKind,
    Stance,
)
from app.text.anchoring import fold

# With more main claims than this on one side of a theme, a reader loses the
# overview. Our choice.
MAIN_CLAIMS = 5
# A reader takes in no more of each side at first sight. Our choice.
CASE_CLAIMS = 5

_ADD_SPEAKER = "name it under speakers in debate.toml"


def mistakes(seeds: Seeds) -> Iterator[SeedError]:
    """Return every mistake that shows before quotes are anchored, in no set order.

    None that may follow from what could not be read.
    """
    yield from _sources(seeds)
    yield from _quotes(seeds)
    if seeds.has_all_claims:
        yield from _names(seeds)
        yield from _without_claims(seeds)
        yield from _tree(seeds)
        yield from _relations(seeds)
        yield from _clashes(seeds)
        yield from _cases(seeds)
    if not seeds.unread:
        yield from _former(seeds)
        yield from _revisions(seeds)


# --- names -----------------------------------------------------------------------------


def _names(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a name given twice, and a claim repeated."""
    debate = seeds.debate
    yield from _repeated("themes", (theme.id for theme in debate.themes))
    yield from _repeated("speakers", (speaker.id for speaker in debate.speakers))
    yield from _repeated("origins", (origin.id for origin in debate.origins))
    yield from _repeated("clashes", (clash.id for clash in debate.clashes))
    seen: dict[str, Place] = {}
    for place, _, claim in seeds.placed_claims:
        for key, value in (("id", claim.id), ("text", claim.text)):
            if value in seen:
                yield SeedError(
                    place,
                    f"another claim has this {key} ({seen[value]})",
                    "give one of them another",
                )
            seen.setdefault(value, place)


def _without_claims(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a theme without claims; of a debate that has none yet, say so once."""
    themes = seeds.debate.themes
    if not seeds.has_claims:
        yield SeedError(
            Place("claims/"),
            "there are no claims yet",
            f"write the first into claims/{themes[0].id}.toml",
        )
        return
    for number, theme in enumerate(themes):
        file = seeds.claims.get(theme.id)
        if file is None or not file.claims:
            yield SeedError(
                Place("debate.toml", f"themes[{number}]"),
                f"the theme {theme.id!r} has no claims",
                f"add some to claims/{theme.id}.toml, or remove the theme",
            )


def _repeated(key: str, names: Iterable[str]) -> Iterator[SeedError]:
    for name, times in Counter(names).items():
        if times > 1:
            yield SeedError(
                Place("debate.toml", key),
                f"{name!r} is there {times} times",
                "keep one",
            )


def _former(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a former slug that is in use, leads nowhere, or leads in a circle.

    Former ids of quotes are checked when the quotes are anchored.
    """
    present = _present(seeds)
    by_name = {(former.kind, former.slug): former for former in seeds.former}
    for (kind, slug), times in Counter(
        (former.kind, former.slug) for former in seeds.former
    ).items():
        if times > 1:
            yield SeedError(
                Place("former.toml"),
                f"the {kind.value} {slug!r} is there {times} times",
                "keep one",
            )
    for number, former in enumerate(seeds.former):
        place = Place("former.toml", f"former[{number}]")
        if former.slug in present.get(former.kind, ()):
            yield SeedError(place, f"{former.slug!r} is in use", "remove one of them")
        for slug in former.now:
            onward = (former.kind, slug) in by_name
            if (
                former.kind in present
                and not onward
                and slug not in present[former.kind]
            ):
                yield SeedError(
                    place,
                    f"no {former.kind.value} is {slug!r}",
                    "name one that exists",
                )
        if _circles(former, by_name):
            yield SeedError(
                place,
                f"{former.slug!r} leads back to itself",
                "name a present one, or say what it said and why it was withdrawn",
            )


def _revisions(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse releases that are not in the order of time, up to the present one."""
    before = dt.date.min
    for number, one in enumerate(seeds.revisions):
        if not before <= one.since < one.date <= seeds.debate.date:
            yield SeedError(
                Place(REVISIONS, f"revisions[{number}].date"),
                "the releases are not in the order of time, up to that of debate.toml",
                "put them in order",
            )
        before = one.date


def _present(seeds: Seeds) -> dict[FormerKind, set[str]]:
    """Return the slugs in use, of every kind but quotes."""
    debate = seeds.debate
    return {
        FormerKind.CLAIM: {claim.id for _, _, claim in seeds.placed_claims},
        FormerKind.SOURCE: {source.slug for source in seeds.sources},
        FormerKind.THEME: {theme.id for theme in debate.themes},
        FormerKind.SPEAKER: {speaker.id for speaker in debate.speakers},
        FormerKind.CLASH: {clash.id for clash in debate.clashes},
    }


def _circles(
    start: SeedFormerSlug, by_name: Mapping[tuple[FormerKind, str], SeedFormerSlug]
) -> bool:
    """Return whether a former slug leads back to itself."""
    seen: set[str] = set()
    ahead = list(start.now)
    while ahead:
        slug = ahead.pop()
        if slug == start.slug:
            return True
        if slug not in seen and (start.kind, slug) in by_name:
            seen.add(slug)
            ahead += by_name[start.kind, slug].now
    return False


def former_quotes(seeds: Seeds, quotes: Collection[str]) -> Iterator[SeedError]:
    """Refuse a former id of a quote that is in use or leads nowhere; see _former."""
    former_ids = {f.slug for f in seeds.former if f.kind is FormerKind.QUOTE}
    for number, former in enumerate(seeds.former):
        if former.kind is not FormerKind.QUOTE:
            continue
        place = Place("former.toml", f"former[{number}]")
        if former.slug in quotes:
            yield SeedError(place, f"{former.slug!r} is in use", "remove one of them")
        for slug in former.now:
            if slug not in quotes and slug not in former_ids:
                yield SeedError(place, f"no quote is {slug!r}", "name one that exists")


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
                f"restore sources/{source.slug}.txt, or write the new one if it is right",
                mends=[Mend(source.place, "sha256", source.sha256, source.slug)],
            )
        if facts.speaker not in speakers:
            yield SeedError(
                Place(source.place, "speaker"),
                f"the speaker {facts.speaker!r} is unknown",
                _ADD_SPEAKER,
            )
        if facts.original and source.original not in {None, facts.original.sha256}:
            kept = original_path(source.slug, facts.original_file)
            yield SeedError(
                Place(source.place, "original.sha256"),
                f"the sha256 of {kept} is {source.original}, not {facts.original.sha256}",
                f"restore {kept}",
            )
        yield from _evidence(source)


def _evidence(source: SourceFile) -> Iterator[SeedError]:
    """Refuse evidence that neither the article has nor the file it was made from."""
    facts = source.facts
    says = facts.original.says if facts.original else []
    article = "\n".join([source.text, *says])
    evidence = {"published.evidence": facts.published.evidence}
    for key in ("inferred", "also_published"):
        for number, one in enumerate(getattr(facts, key)):
            evidence[f"{key}[{number}].evidence"] = one.evidence
    # Most words stand there as they are: to fold an article takes longer.
    other = {key: words for key, words in evidence.items() if words not in article}
    folded = fold(article).text if other else ""
    for key, words in other.items():
        if fold(words).text not in folded:
            yield SeedError(
                Place(source.place, key),
                f"{words!r} does not stand in the article",
                "copy it from there",
            )


def _quotes(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse unknown names in a quote, and an attitude that does not fit its speaker."""
    speakers = {None, *(speaker.id for speaker in seeds.debate.speakers)}
    origins = {None, *(origin.id for origin in seeds.debate.origins)}
    authors = {source.slug: source.facts.speaker for source in seeds.sources}
    for claim_place, _, claim in seeds.placed_claims:
        for number, quote in enumerate(claim.quotes):
            place = claim_place.below(f"quotes[{number}]")
            if quote.speaker not in speakers:
                yield SeedError(
                    place.below("speaker"),
                    f"the speaker {quote.speaker!r} is unknown",
                    _ADD_SPEAKER,
                )
            if quote.origin not in origins:
                yield SeedError(
                    place.below("origin"),
                    f"the origin {quote.origin!r} is unknown",
                    "name it under origins in debate.toml",
                )
            if quote.source in authors:
                yield from _attitude(place, quote, authors[quote.source])
            elif not seeds.lacks(quote.source):
                yield SeedError(
                    place.below("source"),
                    f"the source {quote.source!r} is unknown",
                    _renamed(seeds, quote),
                )


def _renamed(seeds: Seeds, quote: SeedQuote) -> str:
    """Return what to do about an unknown source: another may have the quote's words."""
    words = fold(quote.exact).text
    having = [one.slug for one in seeds.sources if words in fold(one.text).text]
    if len(having) != 1:
        return "name a file of sources/"
    return f"if it is called {having[0]} now, write source = {having[0]!r}"


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
    placed = {claim.id: (place, claim) for place, _, claim in seeds.placed_claims}
    for quote in quotes:
        sides = {placed[claim][1].stance for claim in quote.claims}
        if len(sides) > 1 and quote.note is None:
            yield SeedError(
                placed[quote.claims[-1]][0],
                f"{quote.exact!r} is quoted for both sides",
                "say why in its note, or give each side its half of the sentence",
            )


def quoted_twice(place: Place, known: Quote, quote: Quote) -> Iterator[SeedError]:
    """Refuse a span that a claim has already, or with other facts than those *known*."""
    if quote.claims[0] in known.claims:
        yield SeedError(place, "the claim has this quote already", "remove one")
    differing = [
        name
        for name in ("speaker", "attitude", "origin", "note")
        if getattr(known, name) != getattr(quote, name)
    ]
    if differing:
        yield SeedError(
            place,
            f"claim {known.claims[0]} has this very quote with another "
            + " and another ".join(differing),
            "let them agree",
        )


# --- the tree of claims, and the relations across it ---------------------------------------


def _tree(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse parents that do not form a tree of two levels, and too many main claims."""
    placed = seeds.placed_claims
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
    for (theme, stance), number in mains.items():
        if number > MAIN_CLAIMS:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"{number} main claims {stance.value}, at most {MAIN_CLAIMS}",
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
    by_id = {claim.id: claim for _, _, claim in seeds.placed_claims}
    seen: set[tuple[str, str, RelationKind]] = set()
    mutual = {
        frozenset((relation.from_, relation.to))
        for _, relation in seeds.placed_relations
        if relation.mutual
    }
    joined: set[frozenset[str]] = set()
    for place, relation in seeds.placed_relations:
        key = (relation.from_, relation.to, relation.kind)
        pair = frozenset(key[:2])
        if key in seen:
            yield SeedError(place, "this relation is there twice", "keep one")
        elif pair in mutual and pair in joined:
            yield SeedError(
                place,
                f"{relation.from_!r} and {relation.to!r} have a mutual relation and another",
                "keep the mutual one alone, or remove its mutual",
            )
        seen.add(key)
        joined.add(pair)
        if relation.mutual and relation.kind is RelationKind.SUPPORTS:
            yield SeedError(
                place.below("mutual"),
                "'mutual' does not fit 'supports'",
                "remove it: two claims answer each other, but one supports the other",
            )
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


# --- clashes and cases -----------------------------------------------------------------


def _clashes(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse a clash with the id of a claim, or with a claim that does not belong."""
    stances = {claim.id: claim.stance for _, _, claim in seeds.placed_claims}
    for number, clash in enumerate(seeds.debate.clashes):
        place = Place("debate.toml", f"clashes[{number}]")
        if clash.id in stances:
            yield SeedError(
                place.below("id"), "a claim has this id", "give the clash another"
            )
        yield from _sides(place, clash, stances)


def _cases(seeds: Seeds) -> Iterator[SeedError]:
    """Refuse cases of unequal length, too long, or with a claim that does not belong."""
    cases, place = seeds.debate.cases, Place("debate.toml", "cases")
    if cases is None:
        return
    stances = {claim.id: claim.stance for _, _, claim in seeds.placed_claims}
    yield from _sides(place, cases, stances)
    sizes = len(cases.for_), len(cases.against)
    if sizes[0] != sizes[1]:
        yield SeedError(
            place,
            f"the case for has {count(sizes[0], 'claim')}, the case against {sizes[1]}",
            "name as many for both sides",
        )
    elif sizes[0] > CASE_CLAIMS:
        yield SeedError(
            place,
            f"the cases have {sizes[0]} claims each, at most {CASE_CLAIMS}",
            "keep those that each side would lead with",
        )


def _sides(
    place: Place, named: SeedClash | SeedCases, stances: Mapping[str, Stance]
) -> Iterator[SeedError]:
    for stance, claims in ((Stance.FOR, named.for_), (Stance.AGAINST, named.against)):
        for number, claim in enumerate(claims):
            at = place.below(f"{stance.value}[{number}]")
            if claim not in stances:
                yield SeedError(at, f"no claim is {claim!r}", "name one that exists")
            elif stances[claim] is not stance:
                yield SeedError(
                    at,
                    f"{claim!r} is a claim {stances[claim].value}",
                    f"name it under {stances[claim].value}, or name another",
                )
            elif claim in claims[:number]:
                yield SeedError(at, f"{claim!r} is there twice", "keep one")
