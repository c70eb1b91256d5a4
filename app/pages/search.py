"""The search: clashes, claims and quotes by side, and passages of the articles."""

import contextlib
import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from app.domain.dates import day_words
from app.domain.page_object import page_object
from app.domain.vocabulary import FormerKind, HitKind, Stance
from app.queries.claims import (
    CLAIM_COLUMNS,
    ClaimLine,
    ClaimName,
    claim_lines,
    claim_name,
)
from app.queries.filters import FILTER_LABELS, Choice, Filter
from app.queries.former_slugs import present_ids
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuoteLine,
    claim_quote_line,
)
from app.queries.sources import PassagePlace, SourceName
from app.search.hits import (
    MOST_HITS,
    Hit,
    Hits,
    QuoteBehindHit,
    SearchRequest,
    excerpts,
    hits_for,
)
from app.search.query import LONGEST_QUERY, ParsedQuery, parsed_query
from app.search.suggest import Suggestion, suggestions_for
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLASHES_FROM,
    CLOSES,
    OPENS,
    FoundText,
)
from app.web.params import LONGEST_WAY_BACK, OpenStore
from app.web.routes import page


@page_object
class FoundClash:
    """A clash that was found."""

    id: str
    """Its slug."""
    question: tuple[FoundText, ...]
    """Its question, in pieces, the matching ones marked."""
    turns_on: tuple[FoundText, ...]
    """What the answer depends on, in pieces, the matching ones marked."""
    claims_for: int
    """Number of its claims for."""
    claims_against: int
    """Number of its claims against."""


@page_object
class FoundClaim:
    """A claim that was found."""

    line: ClaimLine
    """The claim."""
    bits: tuple[FoundText, ...]
    """Its sentence, in pieces, the matching ones marked."""
    answered: int
    """How many claims answer it."""
    quote: str
    """The id of its strongest quote that passes the filters."""
    source: SourceName
    """The source of that quote."""
    passage: int
    """The number of its passage there."""
    place: str
    """Its id on the page, for links back to it; empty if another hit has it."""


@page_object
class FoundQuote:
    """A quote that was found, on one side."""

    line: QuoteLine
    """The quote."""
    bits: tuple[FoundText, ...]
    """Its words, in pieces, the matching ones marked."""
    claim: str
    """The slug of the first of these claims."""
    claims: tuple[ClaimName, ...]
    """The claims of this side that it supports."""
    place: str
    """Its id on the page, for links back to it; empty if another hit has it."""


@page_object
class FoundSide:
    """What was found on one side."""

    stance: Stance
    """The side."""
    hits: int
    """How many claims and quotes were found on it."""
    claims: tuple[FoundClaim, ...]
    """The claims shown, the best match first."""
    more_claims: int
    """How many more claims were found."""
    quotes: tuple[FoundQuote, ...]
    """The quotes shown, the best match first."""
    more_quotes: int
    """How many more quotes were found."""


@page_object
class FoundPassage:
    """A block of an article that was found."""

    source: SourceName
    """Its source."""
    place: PassagePlace
    """Its place there."""
    bits: tuple[FoundText, ...]
    """The part of it that matches best, in pieces, the matching ones marked."""


@page_object
class FurtherPassages:
    """Further passages of one source, which are named but not shown."""

    source: SourceName
    """The source."""
    places: tuple[PassagePlace, ...]
    """The passages, in the order of the text."""


@page_object
class SearchPage:
    """What was found: for, against, and in the articles."""

    examples: tuple[str, ...]
    """Searches that the editors offer as examples."""
    typed: str
    """The query as it was understood; empty if nothing was typed."""
    remarks: tuple[str, ...]
    """What the reader should know about how the query was understood."""
    asked: bool
    """Whether there is a word to search for."""
    hits: int
    """How many results of the chosen kind pass the filters."""
    capped: bool
    """Whether there are more results than were counted."""
    filtered: bool
    """Whether any filter is active."""
    query: str
    """The query string of this search without filters, without a question mark."""
    either: str
    """The query string for results with any of the words, if few have all; else empty."""
    origin: str
    """The path and query string of this page, for links back to it; empty if too long."""
    kind: str
    """The kind of results shown: clashes, claims, quotes or passages; empty for all."""
    kinds: tuple[Choice, ...]
    """All kinds of results, "all" first, clashes only if there are some; each value is the
    query string for it."""
    filters: tuple[Filter, ...]
    """Theme, source, speaker, side and date; empty if nothing was found."""
    clashes: tuple[FoundClash, ...]
    """The clashes shown, the best match first. Those under whose claims no quote passes
    the filters are left out."""
    more_clashes: int
    """How many more clashes were found."""
    sides: tuple[FoundSide, ...]
    """For, then against; empty if nothing was found on either."""
    passages: tuple[FoundPassage, ...]
    """The passages of which a part is shown, the best match first."""
    further: tuple[FurtherPassages, ...]
    """The other passages that were found, by source."""
    passage_hits: int
    """How many passages pass the filters."""
    suggestions: tuple[Suggestion, ...]
    """If nothing was found: similar words that would be."""
    nearest: tuple[ClaimLine, ...]
    """If nothing was found: the claims that come closest."""


# How many hits of a kind are shown, a side at a time; and how many if one kind alone is
# asked for. Our choice: what a reader looks through before adding a word.
_FEW, _MANY = 8, 100
_CLAIMS_OF_CLASH = """(SELECT count(*) FROM clash_claim
    WHERE clash_claim.clash = clash.id AND clash_claim.stance = '{stance}')"""

_FILTERS = ("theme", "source", "speaker", "stance", "as_of")
# How the remark on a filter with an unknown value ends.
NO_SUCH_CHOICE = "there is no such value, so this filter was not used."


async def _requested(  # noqa: PLR0913, PLR0917 - as many as there are filters
    q: Annotated[
        str, Query(description="The words to search for; a long text is cut.")
    ] = "",
    kind: Annotated[
        str, Query(description="clashes, claims, quotes or passages.")
    ] = "",
    theme: Annotated[str, Query(description="The slug of a theme.")] = "",
    source: Annotated[str, Query(description="The slug of a source.")] = "",
    speaker: Annotated[str, Query(description="The slug of a speaker.")] = "",
    stance: Annotated[str, Query(description="A side: for or against.")] = "",
    as_of: Annotated[
        str,
        Query(description="A day, such as 2022-02-23: only sources published by then."),
    ] = "",
) -> SearchRequest:
    """Read a search from the query string; every query string is valid."""
    return SearchRequest(q, kind, theme, source, speaker, stance, as_of)


RequestedSearch = Annotated[SearchRequest, Depends(_requested)]


def search_page(store: OpenStore, search: RequestedSearch) -> SearchPage:
    """Return the clashes, claims, quotes and passages that match a query.

    Every query is valid.
    """
    parsed = parsed_query(search.q)
    hits = hits_for(store, parsed)
    request, ignored = _known(store, replace(search, q=parsed.typed), hits)
    passing = [hit for hit in hits.hits if hit.passes(request)]
    of_kind = [hit for hit in passing if request.kind in {"", hit.kind}]
    clashes = [hit for hit in of_kind if hit.kind is HitKind.CLASHES]
    passages = [hit for hit in of_kind if hit.kind is HitKind.PASSAGES]
    most = _MANY if request.kind else _FEW
    sided = {stance: _on_side(stance, request, of_kind) for stance in Stance}
    shown = [hit for pair in sided.values() for kind in pair for hit, _ in kind[:most]]
    content = _content(store, hits, [*shown, *passages[:most]])
    sides = tuple(_side(content, most, stance, *sided[stance]) for stance in Stance)
    address = f"{store.root}/search?{request.address()}"
    missed = bool(parsed.wanted) and not hits.hits
    suggestions, nearest = suggestions_for(store, parsed) if missed else ((), ())
    return SearchPage(
        examples=tuple(store.stamp.examples.splitlines()),
        typed=parsed.typed,
        remarks=(*_remarks(parsed, hits), *ignored),
        asked=bool(parsed.wanted),
        hits=len(of_kind),
        capped=hits.capped,
        filtered=any(getattr(request, name) for name in _FILTERS),
        query=SearchRequest(q=request.q).address(),
        either=_either(parsed) if len(of_kind) < _FEW else "",
        origin=address if len(address) <= LONGEST_WAY_BACK else "",
        kind=request.kind,
        kinds=_kinds(request, passing),
        filters=tuple(_filter(request, hits, name) for name in _FILTERS if hits.hits),
        # One empty column beside a full one says something; two say nothing.
        clashes=_clashes(store, hits, clashes[:most]),
        more_clashes=len(clashes[most:]),
        sides=sides if any(side.hits for side in sides) else (),
        passages=tuple(
            FoundPassage(
                content.sources[hit.source], _place(hit), content.marked[hit.id]
            )
            for hit in passages[:most]
        ),
        further=_further(content, passages[most:]),
        passage_hits=len(passages),
        suggestions=suggestions,
        nearest=nearest,
    )


# --- how the query was understood --------------------------------------------------


def _either(parsed: ParsedQuery) -> str:
    """Return the query string for results with any of several words; empty for other queries."""
    signed = any(
        term.exact or term.excluded or term.either or term.begins
        for term in parsed.terms
    )
    if signed or len(parsed.terms) < 2:
        return ""
    words = (term.text.strip(",;") for term in parsed.terms)
    return SearchRequest(q=" OR ".join(words)).address()


def _known(
    store: Store, request: SearchRequest, hits: Hits
) -> tuple[SearchRequest, tuple[str, ...]]:
    """Return the request without unknown filters, and remarks on these.

    Known choices that no hit has are added to the labels of *hits*.
    """
    remarks = []
    if request.kind not in set(HitKind):
        request = replace(request, kind="")
    for name in _FILTERS:
        value = getattr(request, name)
        if not value or value in hits.labels[name]:
            continue
        if name in set(FormerKind) and value.isascii():
            now = present_ids(store, [FormerKind(name)], [value])
            value = next(iter(now.get(value, ())), value)
            request = replace(request, **{name: value})
        if words := _label(store, name, value):
            place = dt.date.fromisoformat(value).toordinal() if name == "as_of" else 0
            hits.labels[name][value] = (place, words)
        else:
            request = replace(request, **{name: ""})
            label, _ = FILTER_LABELS[name]
            remarks.append(f"{label}: {NO_SUCH_CHOICE}")
    return request, tuple(remarks)


def _label(store: Store, name: str, value: str) -> str:
    """Return the label of a choice that no hit has; empty if there is no such choice."""
    if name == "stance":
        return store.labels[Stance(value)] if value in set(Stance) else ""
    if name == "as_of":
        with contextlib.suppress(ValueError):
            day = dt.date.fromisoformat(value)
            return day_words(day) if day.isoformat() == value else ""
        return ""
    column = {"theme": "title", "source": "short", "speaker": "name"}[name]
    row = value.isascii() and store.row(
        f"SELECT {column} AS words FROM {name} WHERE id = ?", value
    )
    return str(row["words"]) if row else ""


def _remarks(parsed: ParsedQuery, hits: Hits) -> Iterable[str]:
    """Return what the reader should know about how the words were understood."""
    if parsed.cut:
        first = f"only its first {LONGEST_QUERY} characters were used"
        yield f"Your search is long; {first}."
    if hits.begins and hits.hits:
        yield f"Nothing has the word “{hits.begins}”; these results have words that begin so."
    if parsed.passed_over:
        said = ", ".join(f"“{one}”" for one in parsed.passed_over)
        yield f"Ignored: {said}. To choose a source, a speaker or a date, use the filters."
    if parsed.terms and not parsed.wanted:
        yield "Add a word to search for: these words are only excluded."
    if hits.capped:
        yield f"Only the first {MOST_HITS} of each kind were considered; add a word."


# --- kinds and filters ---------------------------------------------------------------


def _kinds(request: SearchRequest, passing: Sequence[Hit]) -> tuple[Choice, ...]:
    """Return the kinds of hits, each with its query string and its number of hits."""
    if not passing:
        return ()
    counts = Counter(hit.kind for hit in passing)
    # A debate need not name clashes, and few words occur there.
    none = not counts[HitKind.CLASHES] and request.kind != HitKind.CLASHES
    left_out = {HitKind.CLASHES} if none else set()
    kinds = [
        ("", "All", len(passing)),
        *((k.value, k.label, counts[k]) for k in HitKind if k not in left_out),
    ]
    return tuple(
        Choice(request.address(kind=value), label, count, request.kind == value)
        for value, label, count in kinds
    )


def _filter(request: SearchRequest, hits: Hits, name: str) -> Filter:
    """Return a filter, each choice with how many hits choosing it would show."""
    known = hits.labels[name]
    ordered = sorted(known, key=lambda value: (*known[value], value))
    others = {n: value for n, value in request.filters.items() if n != name}
    found: dict[str, set[int]] = defaultdict(set)
    first: dict[int, str] = {}
    for hit in hits.hits:
        for quote in hit.quotes if request.kind in {"", hit.kind} else ():
            if quote.passes(others):
                found[""].add(hit.id)
                if name == "as_of":
                    first[hit.id] = min(quote.known, first.get(hit.id, quote.known))
                else:
                    found[getattr(quote, name)].add(hit.id)
    days = sorted(first.values())
    label, label_of_all = FILTER_LABELS[name]
    labels = {"": label_of_all, **{value: known[value][1] for value in ordered}}
    return Filter(
        name,
        label,
        tuple(
            Choice(
                value,
                words,
                bisect_right(days, value)
                if value and name == "as_of"
                else len(found[value]),
                value == request.filters.get(name, ""),
            )
            for value, words in labels.items()
        ),
    )


# --- the hits shown ------------------------------------------------------------------

# A hit, and the quote through which it stands on a side.
SidedHit = tuple[Hit, QuoteBehindHit]


def _on_side(
    stance: Stance, request: SearchRequest, hits: Iterable[Hit]
) -> tuple[list[SidedHit], list[SidedHit]]:
    """Return the claims and the quotes of one side that were found."""
    by_kind: dict[HitKind, list[SidedHit]] = defaultdict(list)
    for hit in hits:
        if (quote := hit.on(stance, request)) is not None:
            by_kind[hit.kind].append((hit, quote))
    return by_kind[HitKind.CLAIMS], by_kind[HitKind.QUOTES]


@dataclass(frozen=True, slots=True)
class _Content:
    """What the store has on the hits that are shown."""

    marked: Mapping[int, tuple[FoundText, ...]]
    answered: Mapping[int, int]
    """How many claims answer each claim, by its hit."""
    claims: Mapping[str, ClaimLine]
    quotes: Mapping[tuple[str, str], QuoteLine]
    """By quote and claim."""
    supported: Mapping[str, ClaimName]
    """The claims that the quotes support."""
    sources: Mapping[str, SourceName]
    taken: set[str]
    """The ids on the page that are in use."""

    def place(self, quote: QuoteBehindHit) -> str:
        """Return an id on the page for a hit; empty if another hit has it."""
        place = f"{quote.claim}.{quote.quote}"
        if place in self.taken:
            return ""
        self.taken.add(place)
        return place


def _clashes(store: Store, hits: Hits, shown: Sequence[Hit]) -> tuple[FoundClash, ...]:
    """Read the texts of the clashes that are shown, marked."""
    if not shown:
        return ()
    rows = store.rows(
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
    return tuple(by_hit[hit.id] for hit in shown)


def _content(store: Store, hits: Hits, shown: Sequence[Hit]) -> _Content:
    """Read the texts of the hits, marked, and their claims and quotes."""
    if not shown:
        return _Content({}, {}, {}, {}, {}, hits.sources, set())
    ids = sorted({hit.id for hit in shown})
    answered = store.rows(
        f"""SELECT findable.id, count(DISTINCT "from") AS answered
        FROM findable LEFT JOIN answer ON claim = "to"
        WHERE findable.id IN ({placeholders(ids)}) GROUP BY findable.id""",
        *ids,
    )
    claims = {hit.quotes[0].claim for hit in shown if hit.kind is HitKind.CLAIMS}
    quotes = {hit.quotes[0].quote for hit in shown if hit.kind is HitKind.QUOTES}
    rows = store.rows(
        f"""SELECT {CLAIM_COLUMNS}, {CLAIM_QUOTE_COLUMNS} FROM {QUOTE_TABLES}
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
        supported={row["claim_id"]: claim_name(row) for row in rows},
        sources=hits.sources,
        taken=set(),
    )


def _side(
    content: _Content,
    most: int,
    stance: Stance,
    claims: Sequence[SidedHit],
    quotes: Sequence[SidedHit],
) -> FoundSide:
    return FoundSide(
        stance=stance,
        hits=len(claims) + len(quotes),
        claims=tuple(
            FoundClaim(
                line=content.claims[quote.claim],
                bits=content.marked[hit.id],
                answered=content.answered[hit.id],
                quote=quote.quote,
                source=content.sources[quote.source],
                passage=quote.passage,
                place=content.place(quote),
            )
            for hit, quote in claims[:most]
        ),
        more_claims=len(claims[most:]),
        quotes=tuple(
            FoundQuote(
                line=content.quotes[quote.quote, quote.claim],
                bits=content.marked[hit.id],
                claim=quote.claim,
                claims=tuple(
                    content.supported[one.claim]
                    for one in hit.quotes
                    if one.stance == stance
                ),
                place=content.place(quote),
            )
            for hit, quote in quotes[:most]
        ),
        more_quotes=len(quotes[most:]),
    )


def _further(content: _Content, hits: Iterable[Hit]) -> tuple[FurtherPassages, ...]:
    """Return the passages that are not shown by source, in the order of reading."""
    by_source: dict[str, list[PassagePlace]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.id):
        by_source[hit.source].append(_place(hit))
    return tuple(
        FurtherPassages(content.sources[source], tuple(places))
        for source, places in by_source.items()
    )


def _place(hit: Hit) -> PassagePlace:
    return PassagePlace.of(hit.number, hit.passage_kind, hit.start)


page(
    "/search",
    "search/page.html",
    SearchPage,
    search_page,
    nav="Search",
    indexed=False,
    back_label="the search",
    back_anchor="{claim}.{quote}",
)
