"""The home page and the theme page: two sides, face to face."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from sqlite3 import Row

from app import arguments
from app.db import Store
from app.errors import NotFound
from app.queries.filters import Pair, Sieve, Told, Wish, all_told
from app.queries.former import look_up
from app.queries.parts import ClaimName, QuoteLine, SourceName, ThemeName
from app.queries.rows import (
    QUOTE_COLUMNS,
    QUOTE_ORDER,
    QUOTE_TABLES,
    once,
    quote_line,
)
from app.queries.sides import (
    Answer,
    ClaimBlock,
    Facing,
    HomePage,
    NarrowClaim,
    SideLine,
    SideRow,
    ThemePage,
    ThemeSection,
)
from app.vocabulary import RelationKind, Stance

_FILTERS = ("theme", "source", "speaker", "stance", "voice", "as_of")
_OF_A_THEME = tuple(name for name in _FILTERS if name != "theme")


@dataclass(frozen=True, slots=True)
class Held:
    """A quote under a claim, with what the filters look at."""

    pair: Pair
    age: int
    """The place of its source among all, oldest first."""
    quote: QuoteLine


def home_page(store: Store, wish: Wish) -> HomePage:
    """Give the home page with what the reader chose to see.

    Raises NotFound for a choice that is none.
    """
    told = all_told(store)
    claims = store.rows("SELECT * FROM claim ORDER BY position")
    held = _held(store, told)
    sieve = _sieve(told, wish.held_to(_FILTERS), _FILTERS, held, len(claims))
    filtering = sieve.filtering()
    shown = _passing(held, sieve)
    years = [one.published for one in told.sources]
    return HomePage(
        question=store.stamp.question,
        sides=tuple(_side(row, claims) for row in told.sides),
        claims=len(claims),
        quotes=len({one.pair.quote for one in held}),
        sources=len(told.sources),
        first_year=min(date.earliest.year for date in years),
        last_year=max(date.latest.year for date in years),
        filtering=filtering,
        onward=replace(sieve.wish, theme="").query,
        shown_claims=len({one.pair.claim for one in shown}),
        shown_quotes=len({one.pair.quote for one in shown}),
        opened=wish.opened,
        opened_claims=wish.claims,
        themes=_sections(_scene(store, claims, held, sieve), told.themes),
    )


def _side(row: Row, claims: Iterable[Row]) -> SideLine:
    count = sum(claim["stance"] == row["id"] for claim in claims)
    return SideLine(Stance(row["id"]), row["label"], row["more"], count)


def _sieve(
    told: Told, wish: Wish, names: Sequence[str], held: Iterable[Held], claims: int
) -> Sieve:
    return Sieve(
        wish, names, told, [one.pair for one in held], attrgetter("claim"), claims
    )


def _passing(held: Iterable[Held], sieve: Sieve) -> list[Held]:
    words = sieve.wish.words
    return [one for one in held if one.pair.passes(words)]


def _held(store: Store, told: Told) -> list[Held]:
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
        Held(told.pair(row), row["source_position"], quote_line(row, row["place"]))
        for row in rows
    ]


def _oldest_first(held: Iterable[Held]) -> tuple[SourceName, ...]:
    """Give the sources of some quotes, oldest first."""
    return once(one.quote.source for one in sorted(held, key=lambda one: one.age))


# --- sections --------------------------------------------------------------------


def _sections(scene: "_Scene", themes: Iterable[Row]) -> tuple[ThemeSection, ...]:
    """Give the themes that have something to show."""
    return tuple(
        section for theme in themes if (section := scene.section(theme)) is not None
    )


def _scene(
    store: Store, claims: Sequence[Row], held: Sequence[Held], sieve: Sieve
) -> "_Scene":
    """Set those of the *claims* that pass the filters, and what they have to do with.

    *held* is all there is, of whatever theme. What nobody knew on the day that was chosen
    answered nothing then: it is left out.
    """
    day = sieve.wish.as_of
    known = {one.pair.claim for one in held if not day or one.pair.fits("as_of", day)}
    shown = _passing(held, sieve)
    passing = {one.pair.claim for one in shown}
    answers = {
        claim: [
            replace(answer, hidden=answer.claim.id not in passing)
            for answer in found
            if answer.claim.id in known
        ]
        for claim, found in _answers(store, _names(sieve.told.themes)).items()
    }
    there = [claim for claim in claims if claim["id"] in known]
    ids = {claim["id"] for claim in there}
    return _Scene(answers, there, [one for one in shown if one.pair.claim in ids])


class _Scene:
    """The claims that are shown, and how they bear on one another."""

    def __init__(
        self,
        answers: Mapping[str, Sequence[Answer]],
        claims: Sequence[Row],
        shown: Iterable[Held],
    ) -> None:
        self.claims = claims
        """Those that were known on the day that was chosen."""
        self.held: dict[str, list[Held]] = defaultdict(list)
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
        rows = arguments.rows(sides[Stance.FOR], sides[Stance.AGAINST], joined)
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

    def _row(self, row: arguments.Row, by_id: Mapping[str, Row]) -> SideRow:
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
            sources=_oldest_first(held),
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
            sources=_oldest_first(held),
            quotes=tuple(one.quote for one in held),
            answers=sum(not a.given for a in self.answers.get(claim["id"], ())),
        )


def _names(themes: Iterable[Row]) -> dict[str, ThemeName]:
    """Give the themes by id, in their order."""
    return {
        row["id"]: ThemeName(row["id"], row["label"], row["position"]) for row in themes
    }


def _answers(store: Store, names: Mapping[str, ThemeName]) -> dict[str, list[Answer]]:
    """Give, for each claim, what answers it and what it answers."""
    rows = store.rows(
        """SELECT relation."from", relation."to", relation.kind,
            one.text AS from_text, one.stance AS from_stance,
            two.text AS to_text, two.stance AS to_stance,
            one.theme AS from_theme, two.theme AS to_theme
        FROM relation
        JOIN claim AS one ON one.id = relation."from"
        JOIN claim AS two ON two.id = relation."to"
        WHERE relation.kind <> 'supports'
        ORDER BY relation.position"""
    )
    answers: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        kind = RelationKind(row["kind"])
        one = ClaimName(row["from"], row["from_text"], Stance(row["from_stance"]))
        two = ClaimName(row["to"], row["to_text"], Stance(row["to_stance"]))
        apart = row["from_theme"] != row["to_theme"]
        of_one, of_two = names[row["from_theme"]], names[row["to_theme"]]
        answers[two.id].append(
            Answer(one, kind, given=False, theme=of_one if apart else None)
        )
        answers[one.id].append(
            Answer(two, kind, given=True, theme=of_two if apart else None)
        )
    return answers


def theme_page(store: Store, slug: str, wish: Wish) -> ThemePage:
    """Give the page of one theme with what the reader chose to see.

    Raises NotFound or Moved.
    """
    told = all_told(store)
    theme = next((theme for theme in told.themes if theme["id"] == slug), None)
    if theme is None:
        raise look_up(store, "theme", slug)
    claims = store.rows("SELECT * FROM claim WHERE theme = ? ORDER BY position", slug)
    everything = _held(store, told)
    held = [one for one in everything if one.pair.theme == slug]
    if not held:
        raise NotFound(f"the theme {slug!r} has no claims yet")
    sieve = _sieve(told, wish.held_to(_OF_A_THEME), _OF_A_THEME, held, len(claims))
    filtering = sieve.filtering()
    shown = _passing(held, sieve)
    ordered = [*_names(told.themes).values()]
    at = theme["position"] - 1
    return ThemePage(
        section=_scene(store, claims, everything, sieve).of(theme),
        quotes=len({one.pair.quote for one in shown}),
        sources=_oldest_first(shown),
        filtering=filtering,
        asks=replace(sieve.wish, theme=slug).query,
        opened=wish.opened == "all",
        previous=ordered[at - 1] if at > 0 else None,
        next=ordered[at + 1] if at + 1 < len(ordered) else None,
    )
