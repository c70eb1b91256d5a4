"""Claims set face to face by theme, for the list of claims and the page of a theme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain import claim_graph
from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, RelationKind, Stance
from app.queries.claims import ClaimName, passed_on
from app.queries.clashes import case_claims
from app.queries.filtered_list import LAST_DAY, PAIRS, FilteredList, condition
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuoteLine,
    claim_quote_line,
)
from app.queries.relations import Answer, answers_by_claim
from app.queries.sources import SourceName, source_name
from app.store.connection import placeholders
from app.web.paging import FIRST_PART, ListPart, Part, slice_of


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
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the claims the rows have."""

    @property
    def more(self) -> int:
        """Number of claims after those of these rows."""
        return self.part.of - self.part.last


CLAIM_FILTERS = ("theme", "source", "speaker", "stance", "answered", "voice", "as_of")
"""The filters of lists of claims, in the order of the form."""

MOST = 60
"""How many claims of a theme a page shows. Our choice: more than the first debate has."""

# Whether what passes is among the quotes of a claim, and whether it was known on a day.
_CLAIMS = f"""
    SELECT claim.id, claim.text, claim.stance, claim.parent, claim.theme,
        max(CASE WHEN {{passing}} THEN 1 ELSE 0 END) AS passes,
        max(CASE WHEN pair.known <= ? THEN 1 ELSE 0 END) AS known
    FROM claim JOIN {PAIRS} ON pair.claim = claim.position
    WHERE claim.id IN (SELECT id FROM claim WHERE theme IN ({{themes}})
        UNION SELECT id FROM claim WHERE id IN ({{others}}))
    GROUP BY claim.id ORDER BY claim.position"""
_QUOTES = f"""
    SELECT claim.id AS claim, source.position AS source_place, {{passing}} AS passes,
        {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    JOIN {PAIRS} ON pair.claim = claim.position AND pair.quote = quote.position
    WHERE claim.id IN ({{claims}})
    ORDER BY claim.position, claim_quote.position"""


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The quotes of a claim that pass, and what is said of all its sources."""

    lines: tuple[QuoteLine, ...]
    sources: Mapping[int, SourceName]
    """The sources of these by their positions."""
    passed_on: tuple[tuple[str, Attitude], ...]

    @property
    def names(self) -> tuple[SourceName, ...]:
        """The sources, oldest first."""
        return tuple(self.sources[place] for place in sorted(self.sources))


class FaceToFace:
    """The claims of some themes that pass the filters, and their quotes."""

    def __init__(
        self, filtered: FilteredList, themes: Sequence[Row], part: ListPart = FIRST_PART
    ) -> None:
        """Read the claims of the *themes*, of each those of a *part*.

        Raises NotFound if its cursor is unknown.
        """
        self._filtered = filtered
        ids = [theme["id"] for theme in themes]
        names = filtered.options.theme_names
        answers = answers_by_claim(filtered.store, names, ids)
        claims = self._read_claims(ids, answers)
        # What nobody knew on the chosen day answered nothing then.
        self._known = {slug: row for slug, row in claims.items() if row["known"]}
        passes = {slug for slug, row in claims.items() if row["passes"]}
        self._shown = {slug for slug in passes if claims[slug]["theme"] in ids}
        stance = filtered.choice.stance
        self._answers = {
            claim: [
                replace(answer, hidden=True)
                if not stance and answer.claim.id not in passes
                else answer
                for answer in of_claim
                if answer.claim.id in self._known
            ]
            for claim, of_claim in answers.items()
        }
        of_themes = [row for row in claims.values() if row["id"] in self._shown]
        self._of_theme = _grouped(of_themes, "theme")
        self._narrower = _grouped(of_themes, "parent")
        self._leading = _leading_pairs(filtered)
        cut = {slug: self._rows_of(slug, part) for slug in ids}
        self._quotes = self._read_quotes(
            row for rows, _ in cut.values() for row in rows
        )
        self.sections = tuple(self._section(one, *cut[one["id"]]) for one in themes)
        """The themes with what is shown of them."""

    @property
    def sources(self) -> tuple[SourceName, ...]:
        """The sources of all quotes shown, oldest first."""
        every = {
            place: n for q in self._quotes.values() for place, n in q.sources.items()
        }
        return tuple(every[place] for place in sorted(every))

    def _read_claims(
        self, themes: Sequence[str], answers: Mapping[str, Iterable[Answer]]
    ) -> dict[str, Row]:
        """Return the claims of the *themes* and those that meet them, by slug."""
        others = {answer.claim.id for met in answers.values() for answer in met}
        passing, values = condition(self._filtered.choice.active)
        statement = _CLAIMS.format(
            passing=passing, themes=placeholders(themes), others=placeholders(others)
        )
        day = self._filtered.choice.as_of or LAST_DAY
        rows = self._filtered.store.rows(statement, *values, day, *themes, *others)
        return {row["id"]: row for row in rows}

    def _rows_of(
        self, theme: str, part: ListPart
    ) -> tuple[Sequence[claim_graph.FacingRow], Part]:
        """Return the rows of a part of a theme."""
        shown = self._of_theme[theme]
        # A narrower claim whose main claim is filtered out stands by itself.
        heads = [c for c in shown if c["parent"] not in self._shown]
        left, right = (
            [c["id"] for c in heads if c["stance"] == stance] for stance in Stance
        )
        answers = [
            (claim["id"], answer.claim.id)
            for claim in shown
            for answer in self._answers.get(claim["id"], ())
        ]
        rows = sorted(
            claim_graph.facing_rows(left, right, answers, leading=self._leading),
            key=_faces_none,
        )
        firsts = [(*row.left, *row.right)[0] for row in rows]
        sizes = [len(self._claims_of(row)) for row in rows]
        here, place = slice_of(firsts, sizes, part, MOST)
        return rows[here], place

    def _claims_of(self, row: claim_graph.FacingRow) -> list[str]:
        """Return the claims of a row with their narrower ones."""
        heads = (*row.left, *row.right)
        return [*heads, *(one["id"] for slug in heads for one in self._narrower[slug])]

    def _read_quotes(self, rows: Iterable[claim_graph.FacingRow]) -> dict[str, _Quotes]:
        """Return the quotes of the claims in the *rows*, by claim."""
        claims = [claim for row in rows for claim in self._claims_of(row)]
        passing, values = self._filtered.passing
        statement = _QUOTES.format(passing=passing, claims=placeholders(claims))
        found = self._filtered.store.rows(statement, *values, *claims)
        return {
            claim: _quotes_of(list(group))
            for claim, group in groupby(found, itemgetter("claim"))
        }

    def _section(
        self, theme: Row, rows: Iterable[claim_graph.FacingRow], part: Part
    ) -> ThemeSection:
        shown = self._of_theme[theme["id"]]
        return ThemeSection(
            id=theme["id"],
            title=theme["title"],
            number=theme["position"],
            description=theme["description"],
            claims_for=sum(c["stance"] == Stance.FOR for c in shown),
            claims_against=sum(c["stance"] == Stance.AGAINST for c in shown),
            rows=tuple(map(self._row, rows)),
            part=part,
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
            sources=self._quotes[slug].names,
            passed_on=self._quotes[slug].passed_on,
            quotes=self._quotes[slug].lines,
            narrower=tuple(map(self._narrow, self._narrower[slug])),
            elsewhere=tuple(
                replace(answer, here=True) if answer.claim.id in self._shown else answer
                for answer in self._answers.get(slug, ())
                if facing.get(answer.claim.id) is not answer.kind
            ),
        )

    def _narrow(self, claim: Row) -> NarrowClaim:
        slug = claim["id"]
        return NarrowClaim(
            id=slug,
            text=claim["text"],
            sources=self._quotes[slug].names,
            passed_on=self._quotes[slug].passed_on,
            quotes=self._quotes[slug].lines,
            answers=sum(not answer.given for answer in self._answers.get(slug, ())),
        )


def _quotes_of(rows: Sequence[Row]) -> _Quotes:
    """Return the quotes of a claim that pass, from its *rows*, and their sources."""
    shown = [row for row in rows if row["passes"]]
    attitudes: dict[str, list[Attitude]] = defaultdict(list)
    for row in rows:
        attitudes[row["source_id"]].append(Attitude(row["attitude"]))
    return _Quotes(
        lines=tuple(map(claim_quote_line, shown)),
        sources={row["source_place"]: source_name(row) for row in shown},
        passed_on=passed_on(attitudes.items()),
    )


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Return rows by what they have in a column."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _leading_pairs(filtered: FilteredList) -> list[tuple[str, str]]:
    """Return the claims that face each other in the cases, the claim for first."""
    cases = zip(*case_claims(filtered.store).values(), strict=True)
    return [(one.id, two.id) for one, two in cases]


def _faces_none(row: claim_graph.FacingRow) -> bool:
    return not (row.left and row.right)
