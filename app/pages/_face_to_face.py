"""What the two-sided pages show: the home page, and the page of a theme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from sqlite3 import Row

from app.domain import claim_graph
from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.queries.claims import ClaimName, ThemeName
from app.queries.filters import (
    FilterChoice,
    FilteredList,
    FilterOptions,
    QuoteUnderClaim,
)
from app.queries.quotes import (
    QUOTE_COLUMNS,
    QUOTE_ORDER,
    QUOTE_TABLES,
    QuoteLine,
    quote_line,
)
from app.queries.relations import Answer, answers_by_claim
from app.queries.sources import SourceName, distinct
from app.store.connection import Store


@page_object
class NarrowClaim:
    """A narrower claim, folded beneath its main claim."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filter, oldest source first, then as they stand in it."""
    answers: int
    """How many claims of the other side answer it, of those known on the day that was
    chosen; its own page names all."""


@page_object
class ClaimBlock:
    """A claim on a two-sided page, with what is folded beneath it."""

    id: str
    """Its slug."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    under: ClaimName | None
    """Its main claim, where it is a narrower one standing by itself because the
    filter leaves its main claim out."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filter, oldest source first, then as they stand in it."""
    narrower: tuple[NarrowClaim, ...]
    """The narrower claims that pass the filter, in order."""
    elsewhere: tuple[Answer, ...]
    """What answers it and what it answers, of what was known on the day that was chosen;
    without those that face it in the row."""


@page_object
class Facing:
    """A claim that stands opposite the first of its row."""

    block: ClaimBlock
    """The claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True: the first of the row answers this one. False: this answers the first."""


@page_object
class SideRow:
    """One row of a two-sided page."""

    first: ClaimBlock
    """The claim that begins the row: one for, or one against that faces none."""
    facing: tuple[Facing, ...]
    """The claims against that answer it, or are answered by it."""


@page_object
class ThemeSection:
    """One theme, its two sides face to face."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Counted from 1 in the order of reading."""
    description: str
    """The narrower question that its claims answer."""
    claims_for: int
    """How many claims for are shown, main and narrower ones."""
    claims_against: int
    """How many claims against are shown, main and narrower ones."""
    rows: tuple[SideRow, ...]
    """Main claims in order, those that answer one another in one row."""


FILTERS = ("theme", "source", "speaker", "stance", "voice", "as_of")


@dataclass(frozen=True, slots=True)
class HeldQuote:
    """A quote under a claim, with what the filters look at."""

    pair: QuoteUnderClaim
    age: int
    """The place of its source among all, oldest first."""
    quote: QuoteLine


def filtered(
    told: FilterOptions,
    wish: FilterChoice,
    names: Sequence[str],
    held: Iterable[HeldQuote],
    claims: int,
) -> FilteredList:
    return FilteredList(
        wish, names, told, [one.pair for one in held], attrgetter("claim"), claims
    )


def quotes_passing(held: Iterable[HeldQuote], sieve: FilteredList) -> list[HeldQuote]:
    words = sieve.wish.words
    return [one for one in held if one.pair.passes(words)]


def quotes_held(store: Store, told: FilterOptions) -> list[HeldQuote]:
    """Give every quote under every claim, from the oldest source on."""
    rows = store.rows(
        f"""SELECT claim_quote.claim, claim_quote.position AS place, claim.theme,
            claim.stance, source.position AS source_position, {QUOTE_COLUMNS}
        FROM {QUOTE_TABLES}
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        ORDER BY claim.position, {QUOTE_ORDER}"""
    )
    return [
        HeldQuote(told.pair(row), row["source_position"], quote_line(row, row["place"]))
        for row in rows
    ]


def sources_of(held: Iterable[HeldQuote]) -> tuple[SourceName, ...]:
    """Give the sources of some quotes, oldest first."""
    return distinct(one.quote.source for one in sorted(held, key=lambda one: one.age))


# --- sections --------------------------------------------------------------------


def sections(scene: "FaceToFace", themes: Iterable[Row]) -> tuple[ThemeSection, ...]:
    """Give the themes that have something to show."""
    return tuple(
        section for theme in themes if (section := scene.section(theme)) is not None
    )


def face_to_face(
    store: Store, claims: Sequence[Row], held: Sequence[HeldQuote], sieve: FilteredList
) -> "FaceToFace":
    """Set those of the *claims* that pass the filters, and what they have to do with.

    *held* is all there is, of whatever theme. What nobody knew on the day that was chosen
    answered nothing then: it is left out.
    """
    day = sieve.wish.as_of
    known = {one.pair.claim for one in held if not day or one.pair.fits("as_of", day)}
    shown = quotes_passing(held, sieve)
    passing = {one.pair.claim for one in shown}
    answers = {
        claim: [
            replace(answer, hidden=answer.claim.id not in passing)
            for answer in found
            if answer.claim.id in known
        ]
        for claim, found in answers_by_claim(
            store, themes_by_id(sieve.told.themes)
        ).items()
    }
    there = [claim for claim in claims if claim["id"] in known]
    ids = {claim["id"] for claim in there}
    return FaceToFace(answers, there, [one for one in shown if one.pair.claim in ids])


class FaceToFace:
    """The claims that are shown, and how they bear on one another."""

    def __init__(
        self,
        answers: Mapping[str, Sequence[Answer]],
        claims: Sequence[Row],
        shown: Iterable[HeldQuote],
    ) -> None:
        self.claims = claims
        """Those that were known on the day that was chosen."""
        self.held: dict[str, list[HeldQuote]] = defaultdict(list)
        for one in shown:
            self.held[one.pair.claim].append(one)
        self.answers = answers

    def section(self, theme: Row) -> ThemeSection | None:
        """Give one theme; None where nothing of it is shown."""
        section = self.of(theme)
        return section if section.rows else None

    def of(self, theme: Row) -> ThemeSection:
        """Give one theme with what is shown of it."""
        shown = [
            claim
            for claim in self.claims
            if claim["theme"] == theme["id"] and claim["id"] in self.held
        ]
        ids = {claim["id"] for claim in shown}
        # A narrower claim whose main claim is filtered out stands by itself.
        heads = [c for c in shown if c["parent"] is None or c["parent"] not in ids]
        sides = {
            stance: [c["id"] for c in heads if c["stance"] == stance]
            for stance in Stance
        }
        joined = [
            (claim, answer.claim.id)
            for claim in ids
            for answer in self.answers.get(claim, ())
        ]
        rows = claim_graph.rows(sides[Stance.FOR], sides[Stance.AGAINST], joined)
        by_id = {claim["id"]: claim for claim in self.claims}
        return ThemeSection(
            id=theme["id"],
            title=theme["label"],
            number=theme["position"],
            description=theme["more"],
            claims_for=sum(c["stance"] == Stance.FOR for c in shown),
            claims_against=sum(c["stance"] == Stance.AGAINST for c in shown),
            rows=tuple(self._row(row, by_id) for row in rows),
        )

    def _row(self, row: claim_graph.Row, by_id: Mapping[str, Row]) -> SideRow:
        first, *others = [*row.left, *row.right]
        faced = set(others)
        return SideRow(
            first=self._block(by_id[first], by_id, faced),
            facing=tuple(
                Facing(
                    self._block(by_id[other], by_id, {first}),
                    *self._between(first, other),
                )
                for other in others
            ),
        )

    def _between(self, first: str, other: str) -> tuple[RelationKind, bool]:
        answer = next(a for a in self.answers[first] if a.claim.id == other)
        return answer.kind, answer.given

    def _block(
        self, claim: Row, by_id: Mapping[str, Row], faced: set[str]
    ) -> ClaimBlock:
        held = self.held[claim["id"]]
        main = by_id.get(claim["parent"])
        return ClaimBlock(
            id=claim["id"],
            text=claim["text"],
            stance=Stance(claim["stance"]),
            under=None
            if main is None or main["id"] in self.held
            else ClaimName(main["id"], main["text"], Stance(main["stance"])),
            sources=sources_of(held),
            quotes=tuple(one.quote for one in held),
            narrower=tuple(
                self._narrow(narrow)
                for narrow in self.claims
                if narrow["parent"] == claim["id"] and narrow["id"] in self.held
            ),
            elsewhere=tuple(
                replace(answer, here=answer.claim.id in self.held)
                for answer in self.answers.get(claim["id"], ())
                if answer.claim.id not in faced
            ),
        )

    def _narrow(self, claim: Row) -> NarrowClaim:
        held = self.held[claim["id"]]
        return NarrowClaim(
            id=claim["id"],
            text=claim["text"],
            sources=sources_of(held),
            quotes=tuple(one.quote for one in held),
            answers=sum(not a.given for a in self.answers.get(claim["id"], ())),
        )


def themes_by_id(themes: Iterable[Row]) -> dict[str, ThemeName]:
    """Give the themes by id, in their order."""
    return {
        row["id"]: ThemeName(row["id"], row["label"], row["position"]) for row in themes
    }
