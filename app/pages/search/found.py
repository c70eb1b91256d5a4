"""The hits of a search that are shown, with what the store has on them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import HitKind, Stance
from app.pages.search.page_object import (
    FoundClaim,
    FoundClash,
    FoundPassage,
    FoundQuote,
    FoundSide,
    FurtherPassages,
)
from app.queries.claims import (
    CLAIM_COLUMNS,
    PARENT_COLUMNS,
    ClaimLine,
    claim_lines,
)
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuotedFor,
    QuoteLine,
    claim_quote_line,
    quoted_for,
)
from app.queries.sources import PassagePlace, SourceName
from app.search.hits import (
    Hit,
    Hits,
    QuoteBehindHit,
    SearchRequest,
    excerpts,
    read_hits,
    read_places,
)
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLASHES_FROM,
    CLOSES,
    OPENS,
    PASSAGES_FROM,
    QUOTES_FROM,
    FoundText,
)

# How many hits of a kind are shown, a side at a time; how many if one kind alone is asked
# for; how many more passages are named. Our choice: more than a search of the first debate
# finds, of which a reader looks through all; who finds more adds a word.
FEW, _MANY, _NAMED = 8, 100, 120
_CLAIMS_OF_CLASH = """(SELECT count(*) FROM clash_claim
    WHERE clash_claim.clash = clash.id AND clash_claim.stance = '{stance}')"""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Hits of one kind."""

    ids: Sequence[int]
    """The first: those that are shown, of passages also those that are only named."""
    count: int
    """How many there are."""

    @property
    def more(self) -> int:
        """How many are not among these."""
        return self.count - len(self.ids)


class Found:
    """The hits that are shown, and what the store has on them."""

    def __init__(self, store: Store, hits: Hits, request: SearchRequest) -> None:
        """Choose and read what is shown."""
        self._store, self._hits, self._request = store, hits, request
        self._sides = {
            (stance, kind): self._listed(kind, stance)
            for stance in Stance
            for kind in (HitKind.CLAIMS, HitKind.QUOTES)
        }
        self.clashes = self._listed(HitKind.CLASHES)
        self.all_passages = self._listed(HitKind.PASSAGES, more=_NAMED)
        most = self._most(self.all_passages.count)
        self._passages = self.all_passages.ids[:most]
        self._further = self.all_passages.ids[most:]
        sided = [id_ for listed in self._sides.values() for id_ in listed.ids]
        shown = [*sided, *self._passages]
        self._read = read_hits(store, shown)
        self._content = _content(store, hits, self._read, shown)

    def _most(self, count: int) -> int:
        """Return how many of so many hits of a kind are shown."""
        return _all_or_some(count, _MANY) if self._request.kind else FEW

    def _listed(self, kind: HitKind, stance: str = "", more: int = 0) -> _Listed:
        """Return the hits that are shown and, of passages, those that are named *more*."""
        if self._request.kind not in {"", kind}:
            return _Listed((), 0)
        hits = self._hits
        passing = hits.passing(self._request.filters, kind)
        if stance:
            passing &= hits.passing({"stance": stance})
        count = hits.sets.count(passing)
        most = self._most(count) + _all_or_some(count, more)
        return _Listed(hits.first(passing, most), count)

    def side(self, stance: Stance) -> FoundSide:
        """Return what was found on one side."""
        claims, quotes = (
            self._sides[stance, kind] for kind in (HitKind.CLAIMS, HitKind.QUOTES)
        )
        return FoundSide(
            stance=stance,
            hits=claims.count + quotes.count,
            claims=tuple(self._claim(id_, stance) for id_ in claims.ids),
            more_claims=claims.more,
            quotes=tuple(self._quote(id_, stance) for id_ in quotes.ids),
            more_quotes=quotes.more,
        )

    def _claim(self, id_: int, stance: Stance) -> FoundClaim:
        content, quote = self._content, self._read[id_].on(stance, self._request)
        return FoundClaim(
            line=content.claims[quote.claim],
            bits=content.marked[id_],
            answered=content.answered[id_],
            quote=quote.quote,
            source=quote.source_name,
            passage=quote.passage,
            place=content.place(quote),
        )

    def _quote(self, id_: int, stance: Stance) -> FoundQuote:
        content, hit = self._content, self._read[id_]
        quote = hit.on(stance, self._request)
        return FoundQuote(
            line=content.quotes[quote.quote, quote.claim],
            bits=content.marked[id_],
            claim=quote.claim,
            claims=tuple(
                content.supported[one.quote, one.claim]
                for one in hit.quotes
                if one.stance == stance
            ),
            place=content.place(quote),
        )

    def passages(self) -> tuple[tuple[FoundPassage, ...], tuple[FurtherPassages, ...]]:
        """Return the passages that are shown, and by source those that are named alone."""
        hits = [self._read[id_] for id_ in self._passages]
        places = read_places(self._store, self._further)
        return (
            tuple(
                FoundPassage(hit.source, _place(hit), self._content.marked[hit.id])
                for hit in hits
            ),
            tuple(
                FurtherPassages(source, tuple(of_source))
                for source, of_source in places.items()
            ),
        )


def _all_or_some(count: int, most: int) -> int:
    """Return how many of so many hits to take: all up to *most*, of more a quarter of that."""
    return most if count <= most else most // 4


@dataclass(frozen=True, slots=True)
class _Content:
    """What the store has on the hits that are shown."""

    marked: Mapping[int, tuple[FoundText, ...]]
    answered: Mapping[int, int]
    """How many claims answer each claim, by its hit."""
    claims: Mapping[str, ClaimLine]
    quotes: Mapping[tuple[str, str], QuoteLine]
    """By quote and claim."""
    supported: Mapping[tuple[str, str], QuotedFor]
    """The claims that the quotes support, by quote and claim."""
    taken: set[str]
    """The ids on the page that are in use."""

    def place(self, quote: QuoteBehindHit) -> str:
        """Return an id on the page for a hit; empty if another hit has it."""
        place = f"{quote.claim}.{quote.quote}"
        if place in self.taken:
            return ""
        self.taken.add(place)
        return place


def sources_of(
    sides: Iterable[FoundSide], passages: Iterable[FoundPassage | FurtherPassages]
) -> Iterator[SourceName]:
    """Yield the sources of what was found, each as often as it is named."""
    for side in sides:
        for claim in side.claims:
            yield from claim.line.sources
        yield from (quote.line.source for quote in side.quotes)
    yield from (passage.source for passage in passages)


def clashes_found(
    store: Store, hits: Hits, shown: Sequence[int]
) -> tuple[FoundClash, ...]:
    """Read the texts of the clashes that are shown, marked."""
    if not shown:
        return ()
    rows = store.found(
        f"""SELECT clash.id, clash.position + {CLASHES_FROM} AS hit,
            highlight(clash_words, 0, ?, ?) AS question,
            highlight(clash_words, 1, ?, ?) AS turns_on,
            {_CLAIMS_OF_CLASH.format(stance="for")} AS claims_for,
            {_CLAIMS_OF_CLASH.format(stance="against")} AS claims_against
        FROM clash_words JOIN clash ON clash.position = clash_words.rowid
        WHERE clash_words MATCH ?""",
        *(OPENS, CLOSES) * 2,
        hits.match,
    )
    by_hit = {
        row["hit"]: FoundClash(
            id=row["id"],
            question=hits.texts(row["question"]),
            turns_on=hits.texts(row["turns_on"]),
            claims_for=row["claims_for"],
            claims_against=row["claims_against"],
        )
        for row in rows
    }
    return tuple(by_hit[id_] for id_ in shown)


def _content(
    store: Store, hits: Hits, read: Mapping[int, Hit], shown: Collection[int]
) -> _Content:
    """Read the texts of the hits, marked, and their claims and quotes."""
    if not shown:
        return _Content({}, {}, {}, {}, {}, set())
    ids = sorted({*shown})
    answered = store.rows(
        f"""SELECT findable.id, count(DISTINCT "from") AS answered
        FROM findable LEFT JOIN answer ON claim = "to"
        WHERE findable.id IN ({placeholders(ids)}) GROUP BY findable.id""",
        *ids,
    )
    claims = {read[id_].quotes[0].claim for id_ in ids if id_ < QUOTES_FROM}
    quotes = {
        read[id_].quotes[0].quote for id_ in ids if QUOTES_FROM <= id_ < PASSAGES_FROM
    }
    rows = store.rows(
        f"""SELECT {CLAIM_COLUMNS}, {PARENT_COLUMNS}, {CLAIM_QUOTE_COLUMNS}
        FROM {QUOTE_TABLES}
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        WHERE quote.id IN ({placeholders(quotes)})""",
        *quotes,
    )
    return _Content(
        marked=excerpts(store, hits, ids),
        answered={row["id"]: row["answered"] for row in answered},
        claims=claim_lines(store, sorted(claims)),
        quotes={(row["id"], row["claim_id"]): claim_quote_line(row) for row in rows},
        supported={(row["id"], row["claim_id"]): quoted_for(row) for row in rows},
        taken=set(),
    )


def _place(hit: Hit) -> PassagePlace:
    return PassagePlace.of(hit.number, hit.passage_kind, hit.start)
