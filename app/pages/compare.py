"""What the comparison of two sources shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from sqlite3 import Row
from typing import Annotated

from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind
from app.queries.claims import ClaimName, ThemeName, claim_name, theme_name
from app.queries.quotes import QUOTE_COLUMNS, QUOTE_TABLES, QuotedClaim, quote_line
from app.queries.sources import SourceName, source_names
from app.store.connection import Store
from app.web.params import OpenStore, short
from app.web.routes import page


@page_object
class PairCount:
    """Two sources, and how much they have to say to one another."""

    a: SourceName
    """The one source."""
    b: SourceName
    """The other."""
    agree: int
    """How many claims rest on quotes of both."""
    support: int
    """How many claims of the one alone support a claim of the other alone."""
    answer: int
    """How many times a claim of the one answers a claim of the other."""


@page_object
class Agreement:
    """A claim that rests on quotes of both sources."""

    claim: ClaimName
    """The claim."""
    theme: ThemeName
    """The theme under which it stands."""
    place: str
    """Its id on the page, to come back to."""
    a: QuotedClaim
    """What the one source says for it."""
    b: QuotedClaim
    """What the other says for it."""


@page_object
class ComparedRelation:
    """A claim of the other source, and how it bears on the one at hand."""

    end: QuotedClaim
    """The claim, and what the other source says for it."""
    kind: RelationKind
    """How the one bears on the other."""
    given: bool
    """Whether the claim at hand bears on this one, not this one on it."""
    note: str | None
    """Why, in the curators' words."""
    place: str
    """Its id on the page, to come back to."""
    above: str
    """The id of the place above where its words stand already; empty: they stand here."""


@page_object
class Faced:
    """A claim of the one source, with the claims of the other that face it."""

    end: QuotedClaim
    """The claim, and what the one source says for it."""
    theme: ThemeName
    """The theme under which it stands."""
    bonds: tuple[ComparedRelation, ...]
    """The claims of the other source, in the order of reading."""


@page_object
class OnlyClaim:
    """A claim that rests on one of the two sources and not on the other."""

    claim: ClaimName
    """The claim."""
    quotes: int
    """How many quotes of that source it rests on."""


@page_object
class OnlyTheme:
    """What only one of the two says on one theme."""

    theme: ThemeName
    """The theme."""
    a: tuple[OnlyClaim, ...]
    """The claims that rest on the one source and not on the other."""
    b: tuple[OnlyClaim, ...]
    """The claims that rest on the other and not on the one."""


@page_object
class Comparison:
    """Two sources beside one another."""

    count: PairCount
    """The two, and how much they have to say to one another."""
    agree: tuple[Agreement, ...]
    """The claims that rest on both, in the order of reading."""
    supports: tuple[Faced, ...]
    """Claims of the one alone that support, or are supported by, claims of the other."""
    answers: tuple[Faced, ...]
    """Claims of the one that answer, or are answered by, claims of the other."""
    only_a: int
    """How many claims rest on the one and not on the other."""
    only_b: int
    """How many claims rest on the other and not on the one."""
    only: tuple[OnlyTheme, ...]
    """These claims by theme."""


@page_object
class ComparePage:
    """Two sources beside one another, or a choice of two."""

    remark: str
    """What is said where the address names no two sources; empty where it need not be."""
    a: SourceName | None
    """The one source, where it is chosen."""
    b: SourceName | None
    """The other, where it is chosen."""
    sources: tuple[SourceName, ...]
    """All sources, oldest first."""
    pairs: tuple[PairCount, ...]
    """The pairs to choose from; none where two are chosen."""
    pair: Comparison | None
    """The two beside one another; null where no two are chosen."""


# Which claim rests on which source.
_RESTS = """
    SELECT DISTINCT quote.source, claim_quote.claim
    FROM claim_quote JOIN quote ON quote.id = claim_quote.quote"""

# What the two sources say for their claims, the strongest quote of a claim first.
_GROUNDS = f"""
    SELECT claim.id AS claim_id, claim.text AS claim_text,
        claim.stance AS claim_stance, theme.id AS theme_id, theme.title AS theme_title,
        theme.position AS theme_number, {QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    JOIN theme ON theme.id = claim.theme
    WHERE quote.source IN (?, ?)
    ORDER BY claim.position, claim_quote.position"""

# A narrower claim supports the broader one that it stands under.
_RELATIONS = """
    SELECT "from" AS one, "to" AS other, kind, note FROM relation
    UNION ALL
    SELECT id, parent, 'supports', NULL FROM claim WHERE parent IS NOT NULL"""
_WITHIN = """
    SELECT * FROM ({relations}) WHERE one IN (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = quote
        WHERE source IN (?1, ?2))
    AND other IN (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = quote
        WHERE source IN (?1, ?2))"""


@dataclass(frozen=True, slots=True)
class RelationBetween:
    """How one claim bears on another; read from the claim of source a."""

    a: str
    b: str
    given: bool
    """Whether a's claim bears on b's, not b's on a's."""
    kind: RelationKind
    note: str | None

    @property
    def place(self) -> str:
        """Its id on a page."""
        one, other = (self.a, self.b) if self.given else (self.b, self.a)
        return f"{one}.{self.kind}.{other}"


def compare_page(
    store: OpenStore,
    a: Annotated[str, short("The slug of the source on the left.")] = "",
    b: Annotated[str, short("The slug of the source on the right.")] = "",
) -> ComparePage:
    """Return the sources *a* and *b* beside one another, or a choice of two.

    Raises NotFound.
    """
    sources = source_names(store)
    by_id = {source.id: source for source in sources}
    for slug in (a, b):
        if slug and slug not in by_id:
            raise NotFound(f"no source is called {slug!r}")
    if a and b and a != b:
        pair = _comparison(store, by_id[a], by_id[b])
        return ComparePage("", by_id[a], by_id[b], sources, (), pair)
    one = a or b
    remark = (
        f"That is {by_id[one].short} twice; choose another to set it beside."
        if a and b
        else ""
    )
    return ComparePage(
        remark=remark,
        a=by_id.get(one),
        b=None,
        sources=sources,
        pairs=tuple(_pairs(store, sources, one)),
        pair=None,
    )


def _pairs(
    store: Store, sources: Iterable[SourceName], one: str
) -> Iterator[PairCount]:
    """Give all pairs of sources, or those of *one*, with their counts."""
    rests: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(_RESTS):
        rests[row["source"]].add(row["claim"])
    relations = store.rows(_RELATIONS)
    for a, b in combinations(sources, 2):
        if one in {"", a.id, b.id}:
            ties = list(_ties(relations, rests[a.id], rests[b.id]))
            yield _count(a, b, len(rests[a.id] & rests[b.id]), ties)


def _count(
    a: SourceName, b: SourceName, agree: int, ties: Sequence[RelationBetween]
) -> PairCount:
    support = sum(tie.kind is RelationKind.SUPPORTS for tie in ties)
    return PairCount(a, b, agree, support, len(ties) - support)


def _ties(
    relations: Iterable[Row], on_a: set[str], on_b: set[str]
) -> Iterator[RelationBetween]:
    """Give how claims that rest on a bear on claims that rest on b, and the reverse.

    A relation counts once. Of those that support, only what joins a claim of a alone
    with one of b alone: a claim that rests on both is agreed on already.
    """
    both = on_a & on_b
    for row in relations:
        one, other, kind = row["one"], row["other"], RelationKind(row["kind"])
        if kind is RelationKind.SUPPORTS and both & {one, other}:
            continue
        if one in on_a and other in on_b:
            yield RelationBetween(one, other, given=True, kind=kind, note=row["note"])
        elif one in on_b and other in on_a:
            yield RelationBetween(other, one, given=False, kind=kind, note=row["note"])


# --- two sources -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What the two sources say for their claims, in the order of reading."""

    a: Mapping[str, QuotedClaim]
    b: Mapping[str, QuotedClaim]
    themes: Mapping[str, ThemeName]

    @property
    def order(self) -> dict[str, int]:
        """The place of each claim in the order of reading."""
        return {claim: place for place, claim in enumerate(self.themes)}


def _comparison(store: Store, a: SourceName, b: SourceName) -> Comparison:
    said = _said(store, a.id, b.id)
    within = _WITHIN.format(relations=_RELATIONS)
    relations = store.rows(within, a.id, b.id)
    ties = list(_ties(relations, set(said.a), set(said.b)))
    agree = tuple(
        Agreement(said.a[c].claim, said.themes[c], f"c-{c}", said.a[c], said.b[c])
        for c in said.themes
        if c in said.a and c in said.b
    )
    return Comparison(
        count=_count(a, b, len(agree), ties),
        agree=agree,
        supports=_faced(said, (t for t in ties if t.kind is RelationKind.SUPPORTS)),
        answers=_faced(said, (t for t in ties if t.kind is not RelationKind.SUPPORTS)),
        only_a=len(said.a) - len(agree),
        only_b=len(said.b) - len(agree),
        only=tuple(_only(said)),
    )


def _said(store: Store, a: str, b: str) -> _Said:
    """Read what the two sources say for each of their claims."""
    grounds: dict[str, dict[str, list[Row]]] = {
        a: defaultdict(list),
        b: defaultdict(list),
    }
    themes: dict[str, ThemeName] = {}
    for row in store.rows(_GROUNDS, a, b):
        grounds[row["source_id"]][row["claim_id"]].append(row)
        themes[row["claim_id"]] = theme_name(row)
    ends = {
        source: {
            claim: QuotedClaim(claim_name(rows[0]), quote_line(rows[0]), len(rows))
            for claim, rows in mine.items()
        }
        for source, mine in grounds.items()
    }
    return _Said(ends[a], ends[b], themes)


def _faced(said: _Said, ties: Iterable[RelationBetween]) -> tuple[Faced, ...]:
    """Give ties by the claim of a, all in the order of reading."""
    order = said.order
    ordered = sorted(ties, key=lambda tie: (order[tie.a], order[tie.b], tie.given))
    stands: dict[str, str] = {}

    def bond(tie: RelationBetween) -> ComparedRelation:
        first = stands.setdefault(tie.b, tie.place)
        above = first if first != tie.place else ""
        return ComparedRelation(
            said.b[tie.b], tie.kind, tie.given, tie.note, tie.place, above
        )

    return tuple(
        Faced(said.a[claim], said.themes[claim], tuple(map(bond, group)))
        for claim, group in groupby(ordered, key=lambda tie: tie.a)
    )


def _only(said: _Said) -> Iterator[OnlyTheme]:
    """Give by theme the claims that rest on one of the two and not on the other."""
    for theme, group in groupby(said.themes, key=lambda claim: said.themes[claim]):
        claims = list(group)
        a = [said.a[c] for c in claims if c not in said.b]
        b = [said.b[c] for c in claims if c not in said.a]
        if a or b:
            yield OnlyTheme(theme, _alone(a), _alone(b))


def _alone(ends: Iterable[QuotedClaim]) -> tuple[OnlyClaim, ...]:
    return tuple(OnlyClaim(end.claim, end.quotes) for end in ends)


page(
    "/compare",
    "pages/compare.html",
    ComparePage,
    compare_page,
    nav="Compare",
    statuses=(404,),
    back_label="the comparison",
)
