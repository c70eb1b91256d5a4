"""Seed records → bundle: every quote anchored, every rule applied, every mistake named."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from app.compile import rules
from app.compile.anchor_quote import anchored
from app.compile.seed_files import Seeds, SourceFile, seeds_in
from app.compile.seed_schema import SeedDebate, SeedQuote, SeedSetAside
from app.compile.segment import Segmented, segmented
from app.domain import records
from app.domain.errors import Place, SeedError, SeedErrors
from app.domain.records import SCHEMA
from app.domain.vocabulary import OWN_ATTITUDES, Stance
from app.text.anchoring import Found, Unanchored, context, fold

# More main arguments than this on one side of one theme, and a reader no longer
# surveys them. Our choice.
MAIN_CLAIMS = 5


def compiled(folder: Path) -> tuple[records.Bundle, dict[str, str]]:
    """Give the whole data of the seeds in *folder*, and each source's text.

    Raises SeedErrors with every mistake that was found.
    """
    return Compilation(seeds_in(folder)).result()


def quote_id(sha256: str, start: int, end: int) -> str:
    """Give the identifier of a span: the same span always has the same."""
    return hashlib.sha256(f"{sha256}:{start}:{end}".encode()).hexdigest()[:12]


class Compilation:
    """One compilation: what was read, what was found, and the mistakes so far."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.errors: list[SeedError] = []
        self.sources: dict[str, tuple[SourceFile, Segmented]] = {}
        self.quotes: dict[str, records.Quote] = {}
        self.under: dict[str, list[str]] = defaultdict(list)
        """Claim → the ids of its quotes, in the order of the seeds."""
        self.lost: set[tuple[str, str]] = set()
        """(source, folded words) of the quotes that could not be anchored."""
        self.set_aside: list[records.SetAside] = []

    def result(self) -> tuple[records.Bundle, dict[str, str]]:
        """Do all of it, in order, and give the bundle and the texts.

        Raises SeedErrors.
        """
        self.errors += rules.mistakes(self.seeds)
        self._lay_out()
        for place, _, claim in self.seeds.placed_claims():
            for number, quote in enumerate(claim.quotes):
                self._quote(place.below(f"quotes[{number}]"), claim.id, quote)
        self._check_both_sides()
        for slug in self.sources:
            self._set_aside(slug)
            self._check_coverage(slug)
        if self.errors:
            raise SeedErrors(self.errors)
        data = assembled(
            self.seeds, self.sources, self.quotes.values(), self.under, self.set_aside
        )
        return data, {slug: s.text for slug, (s, _) in self.sources.items()}

    def _mistake(self, place: Place, what: str, remedy: str) -> None:
        self.errors.append(SeedError(place, what, remedy))

    # --- sources ---------------------------------------------------------------

    def _lay_out(self) -> None:
        """Cut every source, and check what its facts say of it."""
        speakers = {speaker.id for speaker in self.seeds.debate.speakers}
        for source in sorted(self.seeds.sources, key=_age):
            self.sources[source.slug] = (source, segmented(source, self.errors))
            facts = source.facts
            if facts.sha256 != source.sha256:
                self._mistake(
                    Place(source.place, "sha256"),
                    f"the file's sha256 is {source.sha256}, not {facts.sha256}",
                    f"restore sources/{source.slug}.txt",
                )
            if facts.speaker not in speakers:
                self._mistake(
                    Place(source.place, "speaker"),
                    f"the speaker {facts.speaker!r} is unknown",
                    "name it under speakers in debate.toml",
                )
            self._check_evidence(source)

    def _check_evidence(self, source: SourceFile) -> None:
        """Refuse a fact whose evidence does not stand in the source."""
        folded = fold(source.text).text
        given = [("published.evidence", source.facts.published.evidence)]
        given += [
            (f"also_published[{number}].evidence", also.evidence)
            for number, also in enumerate(source.facts.also_published)
        ]
        for key, words in given:
            if fold(words).text not in folded:
                self._mistake(
                    Place(source.place, key),
                    f"{words!r} does not stand in the article",
                    "copy it from there",
                )

    # --- quotes ----------------------------------------------------------------

    def _quote(self, place: Place, claim: str, seed: SeedQuote) -> None:
        """Anchor one quote, and join it to the others of the same span."""
        if seed.source not in self.sources:
            self._mistake(
                place.below("source"),
                f"the source {seed.source!r} is unknown",
                "name a file of sources/",
            )
            return
        found = self._anchored(place, seed.source, seed)
        if found is None:
            self.lost.add((seed.source, fold(seed.exact).text))
            return
        quote = self._record(place, claim, seed, found)
        self.under[claim].append(quote.id)
        before = self.quotes.get(quote.id)
        if before is None:
            self.quotes[quote.id] = quote
            return
        if claim in before.claims:
            self._mistake(place, "the claim has this quote already", "remove one")
        told = ("speaker", "attitude", "origin", "note")
        differing = [
            name for name in told if getattr(before, name) != getattr(quote, name)
        ]
        if differing:
            self._mistake(
                place,
                f"claim {before.claims[0]} has this very quote with another "
                + " and another ".join(differing),
                "let them agree",
            )
        self.quotes[quote.id] = before.model_copy(
            update={
                "claims": (*before.claims, claim),
                "accepted": {**before.accepted, **quote.accepted},
            }
        )

    def _anchored(
        self, place: Place, slug: str, seed: SeedQuote | SeedSetAside
    ) -> Found | None:
        """Find the words in the body of the source; a mistake where they are not."""
        try:
            return anchored(self.sources, slug, seed)
        except Unanchored as error:
            self._mistake(place.below("exact"), error.what, error.remedy)
            return None

    def _record(
        self, place: Place, claim: str, seed: SeedQuote, found: Found
    ) -> records.Quote:
        """Make the record of an anchored quote."""
        source, parts = self.sources[seed.source]
        speaker = seed.speaker or source.facts.speaker
        self._check_speaker(place, seed, speaker, own=speaker == source.facts.speaker)
        prefix, suffix = context(source.text, found.start, found.end)
        return records.Quote(
            id=quote_id(source.sha256, found.start, found.end),
            source=seed.source,
            start=found.start,
            end=found.end,
            exact=source.text[found.start : found.end],
            prefix=prefix,
            suffix=suffix,
            passage=parts.passage_at(found.start).number or 0,
            speaker=speaker,
            attitude=seed.attitude,
            origin=seed.origin,
            match=found.match,
            note=seed.note,
            accepted=seed.accept,
            claims=(claim,),
        )

    def _check_speaker(
        self, place: Place, seed: SeedQuote, speaker: str, *, own: bool
    ) -> None:
        """Refuse unknown names, and an attitude that does not fit the speaker."""
        debate = self.seeds.debate
        # A source's own voice is checked once, where the source names it.
        if seed.speaker not in {None, *(known.id for known in debate.speakers)}:
            self._mistake(
                place.below("speaker"),
                f"the speaker {speaker!r} is unknown",
                "name it under speakers in debate.toml",
            )
        if seed.origin not in {None, *(known.id for known in debate.origins)}:
            self._mistake(
                place.below("origin"),
                f"the origin {seed.origin!r} is unknown",
                "name it under origins in debate.toml",
            )
        fits = seed.attitude in OWN_ATTITUDES if own else seed.attitude != "asserts"
        if not fits:
            whose = "the source's own voice" if own else "another speaker's words"
            self._mistake(
                place.below("attitude"),
                f"{seed.attitude.value!r} does not fit {whose}",
                "an author asserts or concedes; others are reported, endorsed, "
                "disputed or conceded",
            )

    def _check_both_sides(self) -> None:
        """Refuse a quote that serves both sides and does not say why."""
        placed = {
            claim.id: (place, claim) for place, _, claim in self.seeds.placed_claims()
        }
        for quote in self.quotes.values():
            sides = {placed[claim][1].stance for claim in quote.claims}
            if len(sides) > 1 and quote.note is None:
                self._mistake(
                    placed[quote.claims[-1]][0],
                    f"{quote.exact!r} is quoted for both sides",
                    "say why in its note, or give each side its half of the sentence",
                )

    # --- every sentence accounted for ---------------------------------------------

    def _set_aside(self, slug: str) -> None:
        """Anchor the sentences set aside in one source."""
        source, parts = self.sources[slug]
        for number, seed in enumerate(source.facts.set_aside):
            place = Place(source.place, f"set_aside[{number}]")
            found = self._anchored(place, slug, seed)
            if found is None:
                self.lost.add((slug, ""))
                continue
            if parts.around(found.start, found.end) != (found.start, found.end):
                low, high = parts.around(found.start, found.end)
                self._mistake(
                    place,
                    f"this is not a whole sentence: {source.text[low:high]!r}",
                    "copy the sentence from beginning to end",
                )
            self.set_aside.append(
                records.SetAside(
                    source=slug,
                    start=found.start,
                    end=found.end,
                    reason=seed.reason,
                    note=seed.note,
                    repeats=self._repeated(place, slug, seed),
                )
            )

    def _repeated(self, place: Place, slug: str, seed: SeedSetAside) -> str | None:
        """Give the quote, of any source, that a sentence repeats."""
        if seed.repeats is None:
            return None
        words = fold(seed.repeats).text
        if any(words == lost for _, lost in self.lost):
            return None  # the quote is there, and its own mistake is named already
        same = [q for q in self.quotes.values() if fold(q.exact).text.strip() == words]
        same.sort(key=lambda quote: quote.source != slug)
        if not same:
            self._mistake(
                place.below("repeats"),
                f"no quote has the words {seed.repeats!r}",
                "copy the whole of the quote that is repeated",
            )
            return None
        return same[0].id

    def _check_coverage(self, slug: str) -> None:
        """Refuse a sentence that is neither quoted nor set aside, or both."""
        if any(lost == slug for lost, _ in self.lost):
            return  # what is missing cannot be told from what was not found
        source, parts = self.sources[slug]
        quoted = [(q.start, q.end) for q in self.quotes.values() if q.source == slug]
        aside = [(s.start, s.end) for s in self.set_aside if s.source == slug]
        for passage, start, end in parts.sentences:
            used = any(low < end and start < high for low, high in quoted)
            put_by = sum(low < end and start < high for low, high in aside)
            if used + put_by != 1:
                what = (
                    "is neither quoted nor set aside"
                    if used + put_by == 0
                    else "is both quoted and set aside"
                    if used
                    else "is set aside twice"
                )
                self._mistake(
                    Place(
                        f"sources/{slug}.txt", f"passage {passage}, character {start}"
                    ),
                    f"the sentence {source.text[start:end]!r} {what}",
                    f"quote it, or set it aside in {source.place}: one of the two",
                )


def _age(source: SourceFile) -> tuple[dt.date, dt.date, str]:
    """Order sources by the day on which they were published at the latest."""
    published = source.facts.published
    return published.latest, published.earliest, source.slug


def assembled(
    seeds: Seeds,
    sources: Mapping[str, tuple[SourceFile, Segmented]],
    quotes: Iterable[records.Quote],
    under: Mapping[str, Iterable[str]],
    set_aside: Iterable[records.SetAside],
) -> records.Bundle:
    """Give the whole data; *under* says which quotes stand under a claim, in order."""
    debate = seeds.debate
    order = list(sources)
    return records.Bundle(
        release=records.Release(hash=seeds.hash, date=debate.date, schema_=SCHEMA),
        debate=_debate(debate),
        sources=tuple(_source(source) for source, _ in sources.values()),
        passages=tuple(_passages(sources)),
        sentences=tuple(
            records.Sentence(source=slug, passage=number, start=start, end=end)
            for slug, (_, parts) in sources.items()
            for number, start, end in parts.sentences
        ),
        speakers=tuple(records.Speaker(**s.model_dump()) for s in debate.speakers),
        origins=tuple(records.Origin(**o.model_dump()) for o in debate.origins),
        claims=tuple(_claims(seeds, under)),
        quotes=tuple(
            sorted(quotes, key=lambda q: (order.index(q.source), q.start, q.end))
        ),
        relations=tuple(
            records.Relation(**relation.model_dump(by_alias=True))
            for _, relation in seeds.placed_relations()
        ),
        set_aside=tuple(
            sorted(set_aside, key=lambda s: (order.index(s.source), s.start))
        ),
        former=tuple(records.FormerSlug(**f.model_dump()) for f in debate.former),
    )


def _debate(debate: SeedDebate) -> records.Debate:
    sides = {Stance.FOR: debate.sides.for_, Stance.AGAINST: debate.sides.against}
    return records.Debate(
        question=debate.question,
        sides=tuple(
            records.Side(id=stance, **side.model_dump())
            for stance, side in sides.items()
        ),
        themes=tuple(records.Theme(**theme.model_dump()) for theme in debate.themes),
    )


def _claims(
    seeds: Seeds, under: Mapping[str, Iterable[str]]
) -> Iterator[records.Claim]:
    for _, theme, claim in seeds.placed_claims():
        yield records.Claim(
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
    sources: Mapping[str, tuple[SourceFile, Segmented]],
) -> Iterator[records.PassageRecord]:
    for slug, (_, parts) in sources.items():
        for passage in parts.passages:
            yield records.PassageRecord(
                source=slug,
                number=passage.number,
                start=passage.start,
                end=passage.end,
                kind=passage.kind,
            )


def _source(source: SourceFile) -> records.Source:
    facts = source.facts
    return records.Source(
        id=source.slug,
        authors=tuple(
            records.Author(**author.model_dump()) for author in facts.authors
        ),
        published=records.Published(**facts.published.model_dump()),
        also_published=tuple(
            records.AlsoPublished(**also.model_dump()) for also in facts.also_published
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
