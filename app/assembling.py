"""Seed records and anchored quotes → the bundle: nothing is decided here any more."""

from collections.abc import Iterable, Iterator, Mapping

from app import bundle
from app.formats.seed import Seeds, SourceFile
from app.formats.seed_records import SeedDebate
from app.models import SCHEMA
from app.sources import Layout
from app.vocabulary import Stance


def assembled(
    seeds: Seeds,
    sources: Mapping[str, tuple[SourceFile, Layout]],
    quotes: Iterable[bundle.Quote],
    under: Mapping[str, Iterable[str]],
    set_aside: Iterable[bundle.SetAside],
) -> bundle.Bundle:
    """Give the whole data; *under* says which quotes stand under a claim, in order."""
    debate = seeds.debate
    order = list(sources)
    return bundle.Bundle(
        release=bundle.Release(hash=seeds.hash, date=debate.date, schema_=SCHEMA),
        debate=_debate(debate),
        sources=tuple(_source(source) for source, _ in sources.values()),
        passages=tuple(_passages(sources)),
        sentences=tuple(
            bundle.Sentence(source=slug, passage=number, start=start, end=end)
            for slug, (_, parts) in sources.items()
            for number, start, end in parts.sentences
        ),
        speakers=tuple(bundle.Speaker(**s.model_dump()) for s in debate.speakers),
        origins=tuple(bundle.Origin(**o.model_dump()) for o in debate.origins),
        claims=tuple(_claims(seeds, under)),
        quotes=tuple(
            sorted(quotes, key=lambda q: (order.index(q.source), q.start, q.end))
        ),
        relations=tuple(
            bundle.Relation(**relation.model_dump(by_alias=True))
            for _, relation in seeds.placed_relations()
        ),
        set_aside=tuple(
            sorted(set_aside, key=lambda s: (order.index(s.source), s.start))
        ),
        former=tuple(bundle.FormerSlug(**f.model_dump()) for f in debate.former),
    )


def _debate(debate: SeedDebate) -> bundle.Debate:
    sides = {Stance.FOR: debate.sides.for_, Stance.AGAINST: debate.sides.against}
    return bundle.Debate(
        question=debate.question,
        sides=tuple(
            bundle.Side(id=stance, **side.model_dump())
            for stance, side in sides.items()
        ),
        themes=tuple(bundle.Theme(**theme.model_dump()) for theme in debate.themes),
    )


def _claims(seeds: Seeds, under: Mapping[str, Iterable[str]]) -> Iterator[bundle.Claim]:
    for _, theme, claim in seeds.placed_claims():
        yield bundle.Claim(
            id=claim.id,
            text=claim.text,
            stance=claim.stance,
            theme=theme,
            parent=claim.parent,
            note=claim.note,
            quotes=tuple(under[claim.id]),
            accepted=claim.accept,
        )


def _passages(
    sources: Mapping[str, tuple[SourceFile, Layout]],
) -> Iterator[bundle.PassageRecord]:
    for slug, (_, parts) in sources.items():
        for passage in parts.passages:
            yield bundle.PassageRecord(
                source=slug,
                number=passage.number,
                start=passage.start,
                end=passage.end,
                kind=passage.kind,
            )


def _source(source: SourceFile) -> bundle.Source:
    facts = source.facts
    return bundle.Source(
        id=source.slug,
        authors=tuple(bundle.Author(**author.model_dump()) for author in facts.authors),
        published=bundle.Published(**facts.published.model_dump()),
        also_published=tuple(
            bundle.AlsoPublished(**also.model_dump()) for also in facts.also_published
        ),
        characters=len(source.text),
        **facts.model_dump(
            include={
                "title",
                "subtitle",
                "short",
                "speaker",
                "publisher",
                "container",
                "url",
                "language",
                "rights",
                "original_file",
                "sha256",
            }
        ),
    )
