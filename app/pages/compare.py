"""The comparison of two sources: what both claim, where they answer, who says what alone.

A source makes a claim if it holds it in one of its quotes. What it only reports, or
disputes, is listed apart, and counts neither as agreement nor as an answer.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, islice
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import (
    HELD_ATTITUDES,
    Attitude,
    RelationKind,
    passed_on_as,
)
from app.queries.claims import (
    CLAIM_COLUMNS,
    THEME_COLUMNS,
    ClaimName,
    ThemeName,
    claim_name,
    theme_name,
    theme_names,
)
from app.queries.former_slugs import slug_error
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuotedClaim,
    claim_quote_line,
)
from app.queries.sources import (
    PrintedReferences,
    SourceName,
    main_sources,
    printed_references,
    source_names,
)
from app.store.connection import Store
from app.web.params import AllOpen, OpenStore, ThemeSlug, text_parameter
from app.web.routes import Purpose, page


@page_object
class PairCount:
    """Two sources, and how many claims and relations connect them."""

    a: SourceName
    """The source on the left."""
    b: SourceName
    """The source on the right."""
    agree: int
    """How many claims both make."""
    support: int
    """How many times a claim made only in one supports a claim made only in the other."""
    answer: int
    """How many times a claim in one answers a claim in the other."""


@page_object
class Agreement:
    """A claim that both sources make."""

    claim: ClaimName
    """The claim."""
    theme: ThemeName
    """Its theme."""
    place: str
    """Its id on the page, for links back to it."""
    a: QuotedClaim
    """What source a says for it."""
    b: QuotedClaim
    """What source b says for it."""


@page_object
class QuotedAbove:
    """Where the words of a claim of source b stand that the page quotes only once."""

    place: str
    """Its id on the page."""
    facing: ClaimName
    """The claim of source a that it faces there."""


@page_object
class ComparedRelation:
    """A claim of source b, and how it and the claim of source a are related."""

    end: QuotedClaim
    """The claim, and what source b says for it."""
    kind: RelationKind
    """How one claim bears on the other."""
    given: bool
    """True: the claim of source a bears on this one. False: this one bears on it."""
    mutual: bool
    """Whether each bears on the other in this way."""
    note: str | None
    """Why, in the editors' words; null if they say nothing."""
    place: str
    """Its id on the page, for links back to it."""
    above: QuotedAbove | None
    """The place further up that shows its quote; null if this place does."""


@page_object
class FacedClaim:
    """A claim of source a, with the related claims of source b."""

    end: QuotedClaim
    """The claim, and what source a says for it."""
    theme: ThemeName
    """Its theme."""
    bonds: tuple[ComparedRelation, ...]
    """The claims of source b, in the order of reading."""


@page_object
class OnlyClaim:
    """A claim that only one of the two sources makes, or that a source passes on."""

    claim: ClaimName
    """The claim."""
    quotes: int
    """How many quotes of that source it rests on."""
    passed_on: Attitude | None
    """How the source passes it on: reports or disputes; null if it makes the claim."""


@page_object
class OnlyTheme:
    """Claims on one theme, by source."""

    theme: ThemeName
    """The theme."""
    a: tuple[OnlyClaim, ...]
    """Those of source a."""
    b: tuple[OnlyClaim, ...]
    """Those of source b."""


@page_object
class Comparison:
    """Two sources side by side."""

    count: PairCount
    """The two sources, with the counts of what follows."""
    agree: tuple[Agreement, ...]
    """The claims that both make, in the order of reading."""
    supports: tuple[FacedClaim, ...]
    """Claims of a alone that support, or are supported by, claims of b alone."""
    answers: tuple[FacedClaim, ...]
    """Claims of a that answer, or are answered by, claims of b."""
    only_a: int
    """How many claims a makes and b does not, but for those above."""
    only_b: int
    """How many claims b makes and a does not, but for those above."""
    only: tuple[OnlyTheme, ...]
    """These claims by theme."""
    passed_on_a: int
    """How many claims a only reports, or disputes."""
    passed_on_b: int
    """How many claims b only reports, or disputes."""
    passed_on: tuple[OnlyTheme, ...]
    """These claims by theme."""
    references: PrintedReferences
    """The two sources as entries of a list of references, for paper."""


@page_object
class ComparePage:
    """Two sources side by side, or the pairs to choose from."""

    remark: str
    """What to tell a reader whose address names one source twice; else empty."""
    a: SourceName | None
    """The source on the left; null if none is chosen."""
    b: SourceName | None
    """The source on the right; null if none is chosen."""
    sources: tuple[SourceName, ...]
    """The sources to choose from, oldest first: all, or of many those with most quotes and
    those that are chosen."""
    theme: ThemeName | None
    """The theme that the comparison is limited to; null for all themes."""
    themes: tuple[ThemeName, ...]
    """All themes, in order."""
    pairs: tuple[PairCount, ...]
    """The pairs to choose from; of many, those that share most. Empty if two sources are
    chosen."""
    pair: Comparison | None
    """The comparison; null unless two sources are chosen."""
    opened: bool
    """Whether everything is expanded."""
    articles: Annotated[int, Field(exclude=True)]
    """How many sources there are."""

    @property
    def possible(self) -> int:
        """How many pairs there are to choose from."""
        others = self.articles - 1
        return others if self.a else self.articles * others // 2


# The pairs that share most, and those of one source.
_CLOSEST = "SELECT * FROM source_pair ORDER BY shared DESC, a, b LIMIT ?"
_CLOSEST_TO = """
    SELECT * FROM source_pair WHERE a = ?2 OR b = ?2
    ORDER BY shared DESC, a, b LIMIT ?1"""
# So many pairs are shown. Our choice.
_MOST_PAIRS = 60

# The claims of the two sources with their quotes, the strongest quote of a claim first.
_GROUNDS = f"""
    SELECT {CLAIM_COLUMNS}, {THEME_COLUMNS}, {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    JOIN theme ON theme.id = claim.theme
    WHERE quote.source IN (?, ?)
    ORDER BY claim.position, claim_quote.position"""

# A narrower claim supports the broader one that it stands under.
_RELATIONS_WITHIN = """
    WITH resting AS MATERIALIZED (
        SELECT DISTINCT claim FROM claim_quote JOIN quote ON quote.id = quote
        WHERE source IN (?, ?))
    SELECT "from" AS source, "to" AS target, kind, mutual, note, position
    FROM resting JOIN relation ON "from" = claim
    WHERE "to" IN (SELECT claim FROM resting)
    UNION ALL
    SELECT id, parent, 'supports', 0, NULL, 1e9 + position
    FROM resting JOIN claim ON id = resting.claim
    WHERE parent IN (SELECT claim FROM resting)
    ORDER BY position"""


@dataclass(frozen=True, slots=True)
class RelationBetween:
    """How a claim of source a bears on one of source b, or the reverse."""

    a: str
    b: str
    given: bool
    """Whether a's claim bears on b's, not b's on a's."""
    kind: RelationKind
    mutual: bool
    note: str | None

    @property
    def place(self) -> str:
        """Its id on the page."""
        source, target = (self.a, self.b) if self.given else (self.b, self.a)
        return f"{source}.{self.kind}.{target}"


def compare_page(
    store: OpenStore,
    a: Annotated[str, text_parameter("The slug of the source on the left.")] = "",
    b: Annotated[str, text_parameter("The slug of the source on the right.")] = "",
    theme: ThemeSlug = "",
    *,
    opened: AllOpen = False,
) -> ComparePage:
    """Return two sources side by side, on all themes or one, or the pairs to choose from.

    Raises NotFound or Moved.
    """
    themes = theme_names(store)
    on = next((one for one in themes if one.id == theme), None)
    if theme and on is None:
        raise slug_error(store, "theme", theme)
    sources = source_names(store)
    by_id = {source.id: source for source in sources}
    for slug in (a, b):
        if slug and slug not in by_id:
            raise slug_error(store, "source", slug)
    main = main_sources(store, sources)
    choice = tuple(one for one in sources if one in main or one.id in {a, b})
    number = len(sources)
    if a and b and a != b:
        pair = _comparison(store, by_id[a], by_id[b], theme)
        return ComparePage(
            "", by_id[a], by_id[b], choice, on, themes, (), pair, opened, number
        )
    only = a or b
    remark = ""
    if a and b:
        remark = (
            f"You chose {by_id[a].short} twice. "
            "Choose another article to compare it with."
        )
    pairs = tuple(_pairs(store, sources, only))
    return ComparePage(
        remark, by_id.get(only), None, choice, on, themes, pairs, None, opened, number
    )


def _pairs(
    store: Store, sources: Sequence[SourceName], only: str
) -> Iterator[PairCount]:
    """Return the pairs of sources, or those with the source *only*, with their counts.

    Of many, those that share most.
    """
    places = {source.id: place for place, source in enumerate(sources, 1)}
    chosen = {places[only]} if only else set(places.values())
    rows = store.rows(
        _CLOSEST_TO if only else _CLOSEST,
        _MOST_PAIRS,
        *filter(None, [places.get(only)]),
    )
    shared = {(row["a"], row["b"]): row for row in rows}
    silent = (
        pair
        for pair in combinations(places.values(), 2)
        if pair not in shared and not chosen.isdisjoint(pair)
    )
    for a, b in sorted([*shared, *islice(silent, _MOST_PAIRS - len(shared))]):
        row = shared.get((a, b))
        counts = (row["agree"], row["support"], row["answer"]) if row else (0, 0, 0)
        yield PairCount(sources[a - 1], sources[b - 1], *counts)


def _count(
    a: SourceName, b: SourceName, agree: int, relations: Sequence[RelationBetween]
) -> PairCount:
    support = sum(one.kind is RelationKind.SUPPORTS for one in relations)
    return PairCount(a, b, agree, support, len(relations) - support)


def _relations(
    rows: Iterable[Row], on_a: Container[str], on_b: Container[str]
) -> Iterator[RelationBetween]:
    """Return how claims that a makes bear on claims that b makes, and the reverse.

    A relation counts once. A supporting one counts only if it joins a claim of a alone
    with one of b alone: on a claim that both make the two agree already.
    """
    for row in rows:
        source, target = row["source"], row["target"]
        kind = RelationKind(row["kind"])
        how = {"kind": kind, "mutual": bool(row["mutual"]), "note": row["note"]}
        both = any(claim in on_a and claim in on_b for claim in (source, target))
        if kind is RelationKind.SUPPORTS and both:
            continue
        if source in on_a and target in on_b:
            yield RelationBetween(source, target, given=True, **how)
        elif source in on_b and target in on_a:
            yield RelationBetween(target, source, given=False, **how)


# --- two sources -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims of two sources, in the order of reading."""

    a: Mapping[str, QuotedClaim]
    """Those that a makes."""
    b: Mapping[str, QuotedClaim]
    passed_on_a: Mapping[str, OnlyClaim]
    """Those that a only reports, or disputes."""
    passed_on_b: Mapping[str, OnlyClaim]
    themes: Mapping[str, ThemeName]
    """The theme of each claim of either."""


def _comparison(store: Store, a: SourceName, b: SourceName, theme: str) -> Comparison:
    """Compare two sources, on all themes or the one with the slug *theme*."""
    claims = _claims(store, a.id, b.id)
    shown = {c for c, of in claims.themes.items() if theme in {"", of.id}}
    rows = store.rows(_RELATIONS_WITHIN, a.id, b.id)
    relations = [
        one
        for one in _relations(rows, claims.a, claims.b)
        if one.a in shown or one.b in shown
    ]
    agree = tuple(
        Agreement(claims.a[c].claim, of, f"c-{c}", claims.a[c], claims.b[c])
        for c, of in claims.themes.items()
        if c in shown and c in claims.a and c in claims.b
    )
    only_a = _only(claims.a, shown - claims.b.keys() - {one.a for one in relations})
    only_b = _only(claims.b, shown - claims.a.keys() - {one.b for one in relations})
    passed_on_a, passed_on_b = (
        {c: one for c, one in passed_on.items() if c in shown}
        for passed_on in (claims.passed_on_a, claims.passed_on_b)
    )
    supports = [one for one in relations if one.kind is RelationKind.SUPPORTS]
    answers = [one for one in relations if one.kind is not RelationKind.SUPPORTS]
    return Comparison(
        count=_count(a, b, len(agree), relations),
        agree=agree,
        supports=_faced_claims(claims, supports),
        answers=_faced_claims(claims, answers),
        only_a=len(only_a),
        only_b=len(only_b),
        only=tuple(_by_theme(claims.themes, only_a, only_b)),
        passed_on_a=len(passed_on_a),
        passed_on_b=len(passed_on_b),
        passed_on=tuple(_by_theme(claims.themes, passed_on_a, passed_on_b)),
        references=printed_references(store, [a.id, b.id]),
    )


def _only(
    made: Mapping[str, QuotedClaim], among: Container[str]
) -> dict[str, OnlyClaim]:
    return {
        c: OnlyClaim(one.claim, one.quotes, None)
        for c, one in made.items()
        if c in among
    }


def _claims(store: Store, a: str, b: str) -> _Claims:
    quotes: dict[str, dict[str, list[Row]]] = {a: {}, b: {}}
    themes: dict[str, ThemeName] = {}
    for row in store.rows(_GROUNDS, a, b):
        quotes[row["source_id"]].setdefault(row["claim_id"], []).append(row)
        themes[row["claim_id"]] = theme_name(row)
    (made_a, passed_on_a), (made_b, passed_on_b) = map(_made, (quotes[a], quotes[b]))
    return _Claims(made_a, made_b, passed_on_a, passed_on_b, themes)


def _made(
    quotes: Mapping[str, Sequence[Row]],
) -> tuple[dict[str, QuotedClaim], dict[str, OnlyClaim]]:
    """Return the claims that a source makes, and those that it only passes on.

    *quotes* are all its quotes by claim, the strongest first.
    """
    made, passed_on = {}, {}
    for claim, rows in quotes.items():
        held = [row for row in rows if row["attitude"] in HELD_ATTITUDES]
        if held:
            line = claim_quote_line(held[0])
            made[claim] = QuotedClaim(claim_name(held[0]), line, len(rows))
        else:
            how = passed_on_as(Attitude(row["attitude"]) for row in rows)
            passed_on[claim] = OnlyClaim(claim_name(rows[0]), len(rows), how)
    return made, passed_on


def _faced_claims(
    claims: _Claims, relations: Iterable[RelationBetween]
) -> tuple[FacedClaim, ...]:
    """Return relations by the claim of a, all in the order of reading."""
    order = {claim: place for place, claim in enumerate(claims.themes)}
    ordered = sorted(relations, key=lambda one: (order[one.a], order[one.b], one.given))
    shown_at: dict[str, QuotedAbove] = {}

    def compared(one: RelationBetween) -> ComparedRelation:
        here = QuotedAbove(one.place, claims.a[one.a].claim)
        above = shown_at.setdefault(one.b, here)
        return ComparedRelation(
            end=claims.b[one.b],
            kind=one.kind,
            given=one.given,
            mutual=one.mutual,
            note=one.note,
            place=one.place,
            above=above if above is not here else None,
        )

    return tuple(
        FacedClaim(claims.a[claim], claims.themes[claim], tuple(map(compared, group)))
        for claim, group in groupby(ordered, key=lambda one: one.a)
    )


def _by_theme(
    themes: Mapping[str, ThemeName],
    a: Mapping[str, OnlyClaim],
    b: Mapping[str, OnlyClaim],
) -> Iterator[OnlyTheme]:
    """Return claims of the two sources by theme, all in the order of reading."""
    for theme, group in groupby(themes, key=lambda claim: themes[claim]):
        ids = list(group)
        of_a, of_b = (tuple(own[c] for c in ids if c in own) for own in (a, b))
        if of_a or of_b:
            yield OnlyTheme(theme, of_a, of_b)


page(
    "/compare",
    "compare/page.html",
    ComparePage,
    compare_page,
    nav="Compare articles",
    purpose=Purpose.COMPARE,
    statuses=(404,),
    back_label="the comparison",
)
