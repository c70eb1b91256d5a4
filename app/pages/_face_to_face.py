"""Claims set face to face by theme, for the list of claims and the page of a theme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from sqlite3 import Row

from app.domain import claim_graph
from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, RelationKind, Stance
from app.queries.claims import ClaimName, passed_on
from app.queries.clashes import case_claims
from app.queries.filters import (
    ANSWERS_TO_CLAIM,
    FilterChoice,
    FilteredList,
    FilterOptions,
    QuoteUnderClaim,
    follow_former,
)
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuoteLine,
    claim_quote_line,
)
from app.queries.relations import Answer, answers_by_claim
from app.queries.sources import SourceName
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
    passed_on: tuple[tuple[str, Attitude], ...]
    """The slugs of those that do not make it themselves: they report it, or dispute it."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filters, the strongest first."""
    answers: int
    """Number of claims of the other side that answer it, of those known on the chosen
    day. The page of the claim lists all."""


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
    """Its main claim, if this is a narrower claim whose main claim the filters hide;
    else null."""
    sources: tuple[SourceName, ...]
    """The sources of the quotes shown, oldest first."""
    passed_on: tuple[tuple[str, Attitude], ...]
    """The slugs of those that do not make it themselves: they report it, or dispute it."""
    quotes: tuple[QuoteLine, ...]
    """Its quotes that pass the filters, the strongest first."""
    narrower: tuple[NarrowClaim, ...]
    """The narrower claims that pass the filters, in order."""
    elsewhere: tuple[Answer, ...]
    """What else answers it and what else it answers, of the claims known on the chosen
    day."""


@page_object
class FacingClaim:
    """A claim opposite the first of its row."""

    block: ClaimBlock
    """The claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True if the first of the row answers this one, false if this answers the first, or if
    each answers the other."""
    mutual: bool
    """Whether each answers the other in this way."""


@page_object
class SideRow:
    """One row of a two-sided page."""

    first: ClaimBlock
    """The claim that begins the row: a claim for, or a claim against that faces none."""
    facing: tuple[FacingClaim, ...]
    """The claims against that answer it or that it answers."""


@page_object
class ThemeSection:
    """One theme, its two sides face to face."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    number: int
    """Its number in the order of reading, from 1."""
    description: str
    """The narrower question that its claims answer."""
    claims_for: int
    """Number of claims for that are shown, main and narrower ones."""
    claims_against: int
    """Number of claims against that are shown, main and narrower ones."""
    rows: tuple[SideRow, ...]
    """Main claims, those that answer one another in one row: first the rows in which
    claims meet, in order, then the claims that face none, in order."""


CLAIM_FILTERS = ("theme", "source", "speaker", "stance", "answered", "voice", "as_of")
"""The filters of lists of claims, in the order of the form."""

_QUOTES = f"""
    SELECT claim_quote.claim, claim.theme, claim.stance, {CLAIM_QUOTE_COLUMNS},
        {ANSWERS_TO_CLAIM}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    {{where}}
    ORDER BY claim.position, claim_quote.position"""
# The claims of a theme, and those of other themes that answer them or that they answer.
_OF_THEME = """
    WHERE claim.theme = ?1 OR claim.id IN (
        SELECT "from" FROM answer JOIN claim AS own ON own.id = "to" WHERE own.theme = ?1
        UNION
        SELECT "to" FROM answer JOIN claim AS own ON own.id = "from" WHERE own.theme = ?1)"""


class FaceToFace:
    """The claims of all themes or of one that pass the filters, and their quotes."""

    def __init__(
        self,
        store: Store,
        options: FilterOptions,
        choice: FilterChoice,
        theme: str = "",
    ) -> None:
        """Read the claims, and limit them to what the reader chose.

        Raises NotFound if the *theme* has no claims or a choice is unknown, Moved if it
        has another slug now, NotCanonical if the query string is not canonical.
        """
        quotes = _quotes_around(store, options, theme)
        pairs = [pair for pair in quotes if theme in {"", pair.theme}]
        if theme and not pairs:
            raise NotFound(f"the theme {theme!r} has no claims yet")
        claims = store.rows("SELECT * FROM claim ORDER BY position")
        self.claims = [claim for claim in claims if theme in {"", claim["theme"]}]
        self._of_theme = _grouped(self.claims, "theme")
        self._narrower = _grouped(self.claims, "parent")
        self._place = {one.source.id: n for n, one in enumerate(options.sources)}
        names = [name for name in CLAIM_FILTERS if not theme or name != "theme"]
        choice = choice.limited_to(names)
        follow_former(store, choice, options)
        self.filtered = FilteredList(
            choice,
            names,
            options,
            pairs,
            attrgetter("claim"),
            len(self.claims),
        )
        self.filtering = self.filtered.filtering()
        self._quotes, self._passed_on = quotes, _passed_on(quotes)
        self._shown = self.filtered.passing_by_id
        # What nobody knew on the chosen day answered nothing then.
        day = self.filtered.choice.as_of
        known = {pair.claim for pair in quotes if not day or pair.known <= day}
        self._known = {row["id"]: row for row in self.claims if row["id"] in known}
        active = self.filtered.choice.active
        passing = {one.claim for one in quotes if choice.stance or one.passes(active)}
        self._leading = _leading_pairs(store)
        self._answers = {
            claim: [
                replace(answer, hidden=answer.claim.id not in passing)
                for answer in answers
                if answer.claim.id in known
            ]
            for claim, answers in answers_by_claim(store, options.theme_names).items()
        }

    def sources(self, pairs: Iterable[QuoteUnderClaim]) -> tuple[SourceName, ...]:
        """Return the sources of some quotes, oldest first."""
        every = self.filtered.options.sources
        places = {self._place[pair.source] for pair in pairs}
        return tuple(every[place].source for place in sorted(places))

    def section(self, theme: Row) -> ThemeSection:
        """Return one theme with what is shown of it."""
        shown = [c for c in self._of_theme[theme["id"]] if c["id"] in self._shown]
        ids = {claim["id"] for claim in shown}
        # A narrower claim whose main claim is filtered out stands by itself.
        heads = [c for c in shown if c["parent"] is None or c["parent"] not in ids]
        left, right = (
            [c["id"] for c in heads if c["stance"] == stance] for stance in Stance
        )
        answers = [
            (claim, answer.claim.id)
            for claim in ids
            for answer in self._answers.get(claim, ())
        ]
        rows = claim_graph.facing_rows(left, right, answers, leading=self._leading)
        return ThemeSection(
            id=theme["id"],
            title=theme["label"],
            number=theme["position"],
            description=theme["more"],
            claims_for=sum(c["stance"] == Stance.FOR for c in shown),
            claims_against=sum(c["stance"] == Stance.AGAINST for c in shown),
            rows=tuple(map(self._row, sorted(rows, key=_faces_none))),
        )

    def _row(self, row: claim_graph.FacingRow) -> SideRow:
        first, *others = [*row.left, *row.right]
        facing = tuple(self._facing(first, other) for other in others)
        kinds = {one.block.id: one.kind for one in facing}
        return SideRow(first=self._block(first, kinds), facing=facing)

    def _facing(self, first: str, other: str) -> FacingClaim:
        answer = next(a for a in self._answers[first] if a.claim.id == other)
        block = self._block(other, {first: answer.kind})
        return FacingClaim(block, answer.kind, answer.given, answer.mutual)

    def _block(self, slug: str, facing: Mapping[str, RelationKind]) -> ClaimBlock:
        """Return a claim; *facing* says how claims of its row meet it."""
        claim = self._known[slug]
        main = self._known.get(claim["parent"])
        return ClaimBlock(
            id=slug,
            text=claim["text"],
            stance=Stance(claim["stance"]),
            under=None
            if main is None or main["id"] in self._shown
            else ClaimName(main["id"], main["text"], Stance(main["stance"])),
            sources=self.sources(self._shown[slug]),
            passed_on=self._passed_on[slug],
            quotes=self._lines(slug),
            narrower=tuple(
                self._narrow(narrow)
                for narrow in self._narrower[slug]
                if narrow["id"] in self._shown
            ),
            elsewhere=tuple(
                replace(answer, here=answer.claim.id in self._shown)
                for answer in self._answers.get(slug, ())
                if facing.get(answer.claim.id) is not answer.kind
            ),
        )

    def _narrow(self, claim: Row) -> NarrowClaim:
        slug = claim["id"]
        return NarrowClaim(
            id=slug,
            text=claim["text"],
            sources=self.sources(self._shown[slug]),
            passed_on=self._passed_on[slug],
            quotes=self._lines(slug),
            answers=sum(not answer.given for answer in self._answers.get(slug, ())),
        )

    def _lines(self, slug: str) -> tuple[QuoteLine, ...]:
        return tuple(self._quotes[pair] for pair in self._shown[slug])


def _quotes_around(
    store: Store, options: FilterOptions, theme: str
) -> dict[QuoteUnderClaim, QuoteLine]:
    """Return all quotes under claims, or those of a *theme* and of what meets its claims."""
    where, values = (_OF_THEME, [theme]) if theme else ("", [])
    return {
        options.quote_under_claim(row): claim_quote_line(row)
        for row in store.rows(_QUOTES.format(where=where), *values)
    }


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Return rows by what they have in a column."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _passed_on(
    quotes: Mapping[QuoteUnderClaim, QuoteLine],
) -> dict[str, tuple[tuple[str, Attitude], ...]]:
    """Return which sources do not make a claim themselves, by claim."""
    attitudes: dict[str, dict[str, list[Attitude]]] = defaultdict(dict)
    for pair, line in quotes.items():
        attitudes[pair.claim].setdefault(pair.source, []).append(line.attitude)
    return {claim: passed_on(by.items()) for claim, by in attitudes.items()}


def _leading_pairs(store: Store) -> list[tuple[str, str]]:
    """Return the claims that face each other in the cases, the claim for first."""
    cases = zip(*case_claims(store).values(), strict=True)
    return [(one.id, two.id) for one, two in cases]


def _faces_none(row: claim_graph.FacingRow) -> bool:
    return not (row.left and row.right)
