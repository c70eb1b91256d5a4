"""Compile the seed files into a bundle.

Every quote is anchored in its source, every mistake named; and every sentence is accounted
for, if the debate asks for that.
"""

import contextlib
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from app.compile import rules
from app.compile.anchor_quote import ONE_OF_SEVERAL, seed_anchor, stands_once
from app.compile.lines import with_lines
from app.compile.seed_files import Seeds, SourceFile, readable_seeds
from app.compile.seed_schema import (
    SeedDebate,
    SeedFormerSlug,
    SeedQuote,
    SeedRevision,
    SeedSetAside,
)
from app.compile.segment import Segmented, segmented_source
from app.domain import records
from app.domain.errors import Mend, Place, SeedError, SeedErrors
from app.domain.spans import Spans
from app.domain.vocabulary import Accounting, Stance
from app.text.anchoring import Anchor, AnchoringError, context, fold
from app.text.visible_text import quotable_text

# Keys of a source's file that are no part of its record: about its text, and what editors
# have yet to decide.
_NOT_RECORDED = {"original", "unsure", "body", "notes", "blocks", "joins", "set_aside"}


def compiled_seeds(folder: Path) -> tuple[records.Bundle, dict[str, str]]:
    """Return the bundle of the seeds in *folder*, and the text of each source.

    Raises SeedErrors with every mistake that was found.
    """
    seeds, errors = readable_seeds(folder)
    try:
        if seeds is None:
            raise SeedErrors(errors)  # noqa: TRY301 - with lines, as the others
        return Compilation(seeds, errors).result()
    except SeedErrors as error:
        raise SeedErrors([*with_lines(folder, error.errors)]) from None


def quote_id(source: str, text: str, start: int, end: int) -> str:
    """Return the identifier of a span of the *text* of *source*.

    It depends on the words and on how many earlier places have the same, so that it
    survives every edit of the source that leaves those words alone.
    """
    exact = text[start:end]
    earlier, at = 0, text.find(exact)
    while at < start:
        earlier, at = earlier + 1, text.find(exact, at + 1)
    return hashlib.sha256(f"{source}\n{exact}\n{earlier}".encode()).hexdigest()[:12]


class Compilation:
    """One compilation: what was read, what was anchored, and the mistakes so far."""

    def __init__(self, seeds: Seeds, errors: Sequence[SeedError] = ()) -> None:
        self.seeds = seeds
        self.errors: list[SeedError] = [*errors, *rules.mistakes(seeds)]
        self.sources = {
            source.slug: segmented_source(source, self.errors)
            for source in sorted(seeds.sources, key=_publication_order)
        }
        self.sentences = Spans(
            one for source in self.sources.values() for one in source.sentences
        )
        self.quotes: dict[str, records.Quote] = {}
        self.support: dict[str, list[records.Support]] = defaultdict(list)
        """The quotes of each claim, in the order of the seeds."""
        self.set_aside: dict[str, list[records.SetAside]] = defaultdict(list)
        """What is set aside of each source, in the order of the seeds."""
        self.unanchored: set[str] = set()
        """The folded words of the quotes that could not be anchored."""
        self.incomplete: set[str] = set()
        """The sources that lack a quote or a sentence set aside, for the same reason."""

    def result(self) -> tuple[records.Bundle, dict[str, str]]:
        """Anchor and check everything; return the bundle and the texts.

        Raises SeedErrors.
        """
        for place, _, claim in self.seeds.placed_claims:
            for number, quote in enumerate(claim.quotes):
                self._add_quote(place.below(f"quotes[{number}]"), claim.id, quote)
        if self.seeds.unread:
            # What is missing may be what the other rules look for.
            raise SeedErrors(self.errors)
        self.errors += rules.both_sides(self.seeds, self.quotes.values())
        if not self.unanchored:
            self.errors += rules.former_quotes(self.seeds, self.quotes)
        for source in self.sources.values():
            self._set_aside(source)
            self._check_coverage(source)
        if self.errors:
            raise SeedErrors(self.errors)
        texts = {slug: source.file.text for slug, source in self.sources.items()}
        return self._bundle(), texts

    def _mistake(
        self,
        place: Place,
        what: str,
        remedy: str,
        source: str = "",
        mends: Sequence[Mend] = (),
    ) -> None:
        error = SeedError(place, what, remedy, source=source, mends=mends)
        self.errors.append(error)

    # --- quotes ----------------------------------------------------------------

    def _add_quote(self, place: Place, claim: str, seed: SeedQuote) -> None:
        """Anchor one quote, and merge it with the others of the same span."""
        # A source that is unknown is a mistake that the rules name.
        known = seed.source in self.sources
        found = self._anchored(place, seed.source, seed) if known else None
        if found is None:
            self.unanchored.add(fold(seed.exact).text)
            return
        quote = self._quote(claim, seed, found)
        self.support[claim].append(
            records.Support(quote=quote.id, modality=seed.modality)
        )
        if quote.id in self.quotes:
            quote = self._merged(place, self.quotes[quote.id], quote)
        self.quotes[quote.id] = quote

    def _anchored(
        self, place: Place, slug: str, seed: SeedQuote | SeedSetAside
    ) -> Anchor | None:
        """Return where the words stand in the source; None, and a mistake, if nowhere."""
        try:
            return seed_anchor(self.sources, slug, seed)
        except AnchoringError as error:
            mends: list[Mend] = []
            if stands_once(self.sources[slug], seed):
                needless = [key for key in ONE_OF_SEVERAL if getattr(seed, key)]
                mends = [Mend(place.file, place.below(key).key) for key in needless]
            self._mistake(place.below("exact"), error.what, error.remedy, slug, mends)
            self.incomplete.add(slug)
            return None

    def _quote(self, claim: str, seed: SeedQuote, found: Anchor) -> records.Quote:
        source = self.sources[seed.source]
        text = source.file.text
        prefix, suffix = context(text, found.start, found.end)
        passage = source.passage_at(found.start)
        block = passage.start, passage.end
        return records.Quote(
            id=quote_id(seed.source, text, found.start, found.end),
            source=seed.source,
            start=found.start,
            end=found.end,
            exact=text[found.start : found.end],
            shown=quotable_text(text, block, found.start, found.end),
            prefix=prefix,
            suffix=suffix,
            passage=passage.number or 0,
            speaker=seed.speaker or source.file.facts.speaker,
            attitude=seed.attitude,
            origin=seed.origin,
            match=found.match,
            note=seed.note,
            accepted=seed.accept,
            claims=(claim,),
        )

    def _merged(
        self, place: Place, known: records.Quote, quote: records.Quote
    ) -> records.Quote:
        """Return one record for a span quoted twice."""
        self.errors += rules.quoted_twice(place, known, quote)
        return known.model_copy(
            update={
                "claims": known.claims + quote.claims,
                "accepted": known.accepted | quote.accepted,
            }
        )

    # --- sentences accounted for -------------------------------------------------

    def _set_aside(self, source: Segmented) -> None:
        """Set aside sentences by their words, then what is left of paragraphs and sections."""
        placed = [
            (Place(source.file.place, f"set_aside[{number}]"), seed)
            for number, seed in enumerate(source.file.facts.set_aside)
        ]
        for place, seed in placed:
            if seed.exact is not None:
                self._add_set_aside(place, source, seed)
        for place, seed in sorted(placed, key=lambda one: one[1].section is not None):
            if seed.exact is None:
                self._add_rest(place, source, seed)

    def _add_rest(self, place: Place, source: Segmented, seed: SeedSetAside) -> None:
        """Set aside the sentences of a paragraph or a section that nothing uses."""
        slug = source.file.slug
        key = "section" if seed.paragraph is None else "paragraph"
        words, find = getattr(seed, key), getattr(source, key)
        try:
            inside = find(words, seed.nth)
        except AnchoringError as error:
            mends: list[Mend] = []
            if seed.nth is not None:
                with contextlib.suppress(AnchoringError):
                    find(words, None)  # once: nth singles out nothing
                    mends = [Mend(place.file, place.below("nth").key)]
            self._mistake(place.below(key), error.what, error.remedy, slug, mends)
            self.incomplete.add(slug)
            return
        aside = Spans(self.set_aside[slug])
        left = [
            sentence
            for sentence in source.to_use
            if sentence.passage in inside
            and not self._quoted.overlapping(sentence)
            and not aside.overlapping(sentence)
        ]
        if not left and slug not in self.incomplete:
            self._mistake(
                place.below(key),
                f"nothing of this {key} is left to be set aside",
                "remove this",
            )
        repeats = self._repeated_quote(place, slug, seed)
        self.set_aside[slug] += [
            records.SetAside(
                source=slug,
                start=sentence.start,
                end=sentence.end,
                reason=seed.reason,
                note=seed.note,
                repeats=repeats,
            )
            for sentence in left
        ]

    def _add_set_aside(
        self, place: Place, source: Segmented, seed: SeedSetAside
    ) -> None:
        """Anchor sentences that are set aside; they must be whole."""
        slug, text = source.file.slug, source.file.text
        found = self._anchored(place, slug, seed)
        if found is None:
            return
        aside = records.SetAside(
            source=slug,
            start=found.start,
            end=found.end,
            reason=seed.reason,
            note=seed.note,
            repeats=self._repeated_quote(place, slug, seed),
        )
        start, end = self.sentences.bounds(aside)
        passage = source.passage_at(start)
        block = passage.start, passage.end
        # The number of a note after a sentence, and signs of markup around it, are no words.
        if not (
            quotable_text(text, block, start, aside.start)
            or quotable_text(text, block, aside.end, end)
        ):
            aside = aside.model_copy(update={"start": start, "end": end})
        self.set_aside[slug].append(aside)
        if (start, end) != (aside.start, aside.end):
            self._mistake(
                place,
                f"this is not a whole sentence: {text[start:end]!r}",
                "copy the sentence from beginning to end",
            )

    def _repeated_quote(
        self, place: Place, slug: str, seed: SeedSetAside
    ) -> str | None:
        """Return the id of the quote that is repeated, of this source if possible."""
        if seed.repeats is None:
            return None
        words = fold(seed.repeats).text
        if words in self.unanchored:
            return None  # the quote is there, and its own mistake is named already
        same = self._quotes_by_words[words]
        if not same:
            self._mistake(
                place.below("repeats"),
                f"no quote has the words {seed.repeats!r}",
                "copy the whole of the quote that is repeated",
            )
            return None
        return min(same, key=lambda quote: quote.source != slug).id

    # Both are asked for only when all quotes are anchored.

    @cached_property
    def _quoted(self) -> Spans[records.Quote]:
        """The quotes by where they stand."""
        return Spans(self.quotes.values())

    @cached_property
    def _quotes_by_words(self) -> dict[str, list[records.Quote]]:
        """The quotes by their folded words, as the file has them and as readers see them."""
        by_words: dict[str, list[records.Quote]] = defaultdict(list)
        for quote in self.quotes.values():
            for words in {
                fold(quote.exact).text.strip(),
                fold(quote.shown).text.strip(),
            }:
                by_words[words].append(quote)
        return by_words

    def _check_coverage(self, source: Segmented) -> None:
        """Refuse a sentence that is quoted and set aside, or neither if each must be."""
        slug, text = source.file.slug, source.file.text
        if slug in self.incomplete:
            return  # the missing words may be those of any sentence
        set_aside = Spans(self.set_aside[slug])
        # Before there are claims, every sentence would be told.
        least = (
            self.seeds.debate.coverage is Accounting.EVERY_SENTENCE
            and self.seeds.has_claims
        )
        for sentence in source.to_use:
            quoted = bool(self._quoted.overlapping(sentence))
            aside = len(set_aside.overlapping(sentence))
            if int(least) <= quoted + aside <= 1:
                continue
            what = "is set aside twice"
            if quoted:
                what = "is both quoted and set aside"
            elif not aside:
                what = "is neither quoted nor set aside"
            self._mistake(
                Place(
                    f"sources/{slug}.txt",
                    f"passage {sentence.passage}, character {sentence.start}",
                ),
                f"the sentence {text[sentence.start : sentence.end]!r} {what}",
                f"quote it, or set it aside in {source.file.place}: one of the two",
                slug,
            )

    # --- the bundle --------------------------------------------------------------

    def _bundle(self) -> records.Bundle:
        debate = self.seeds.debate
        sources = self.sources.values()
        order = {slug: number for number, slug in enumerate(self.sources)}
        return records.Bundle(
            release=records.Release(
                hash=self.seeds.hash,
                date=debate.date,
                schema_=records.SCHEMA,
                site_name=debate.site_name,
            ),
            debate=_debate_record(debate),
            sources=tuple(_source_record(source.file) for source in sources),
            passages=tuple(p for source in sources for p in source.passages),
            sentences=tuple(s for source in sources for s in source.sentences),
            speakers=tuple(debate.speakers),
            origins=tuple(debate.origins),
            claims=tuple(self._claims()),
            quotes=tuple(
                sorted(
                    self.quotes.values(),
                    key=lambda quote: (order[quote.source], quote.start, quote.end),
                )
            ),
            relations=tuple(
                records.Relation(**dict(relation))
                for _, relation in self.seeds.placed_relations
            ),
            set_aside=tuple(
                aside
                for slug in self.sources
                for aside in sorted(self.set_aside[slug], key=attrgetter("start"))
            ),
            clashes=tuple(
                records.Clash(
                    accepted=clash.accept, **clash.model_dump(exclude={"accept"})
                )
                for clash in debate.clashes
            ),
            cases=records.Cases(**dict(debate.cases or {})),
            former=tuple(former_slugs(self.seeds.former)),
            revisions=tuple(map(_revision_record, self.seeds.revisions)),
        )

    def _claims(self) -> list[records.Claim]:
        return [
            records.Claim(
                theme=theme,
                quotes=tuple(support.quote for support in self.support[claim.id]),
                support=tuple(self.support[claim.id]),
                accepted=claim.accept,
                **claim.model_dump(exclude={"accept", "quotes"}),
            )
            for _, theme, claim in self.seeds.placed_claims
        ]


def _revision_record(seed: SeedRevision) -> records.Revision:
    return records.Revision(**seed.model_dump())


def former_slugs(seeds: Sequence[SeedFormerSlug]) -> Iterator[records.FormerSlug]:
    """Return where each former slug leads, other former ones followed to the end.

    The rules have made sure that there is no circle and no dead end.
    """
    by_name = {(seed.kind, seed.slug): seed for seed in seeds}

    def ends(seed: SeedFormerSlug) -> Iterator[SeedFormerSlug | str]:
        """Return the present slugs and the withdrawn ones that *seed* leads to."""
        for slug in seed.now:
            onward = by_name.get((seed.kind, slug))
            yield from [slug] if onward is None else ends(onward)
        if not seed.now:
            yield seed

    for seed in seeds:
        found = list(ends(seed))
        present = tuple(dict.fromkeys(end for end in found if isinstance(end, str)))
        withdrawn = [end for end in found if isinstance(end, SeedFormerSlug)]
        last = None if present else withdrawn[0]
        yield records.FormerSlug(
            kind=seed.kind,
            slug=seed.slug,
            now=present[0] if len(present) == 1 else None,
            leads_to=present,
            said=last and last.said,
            reason=last and last.reason,
        )


def _publication_order(source: SourceFile) -> tuple[dt.date, dt.date, str]:
    """Return the sort key: the latest day on which the source can have been published."""
    published = source.facts.published
    return published.latest, published.earliest, source.slug


def _debate_record(debate: SeedDebate) -> records.Debate:
    return records.Debate(
        question=debate.question,
        editors=debate.editors,
        contact=debate.contact,
        licence=debate.licence,
        reading=debate.reading,
        limits=debate.limits,
        examples=tuple(debate.examples),
        sides=(
            records.Side(id=Stance.FOR, **dict(debate.sides.for_)),
            records.Side(id=Stance.AGAINST, **dict(debate.sides.against)),
        ),
        themes=tuple(debate.themes),
    )


def _source_record(source: SourceFile) -> records.Source:
    facts = source.facts.model_dump(exclude=_NOT_RECORDED)
    # Of the text as it is served: where a paragraph was joined over what stands in its midst,
    # that is no longer the text as received.
    facts["sha256"] = hashlib.sha256(source.text.encode()).hexdigest()
    return records.Source(id=source.slug, characters=len(source.text), **facts)
