"""The search: clashes, claims and quotes by side, and passages of the articles."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
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
from app.queries.filtered_list import offered
from app.queries.filters import (
    FILTER_LABELS,
    Choice,
    Filter,
    day_label,
    filter_options,
    known_days,
)
from app.queries.former_slugs import present_ids
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_TABLES,
    QuoteLine,
    claim_quote_line,
)
from app.queries.sources import PassagePlace, SourceName
from app.search.hits import (
    Hit,
    Hits,
    QuoteBehindHit,
    SearchRequest,
    excerpts,
    hits_for,
    read_hits,
    read_places,
)
from app.search.named import Named, named_in
from app.search.query import LONGEST_QUERY, ParsedQuery, parsed_query
from app.search.suggest import Suggestion, strange_words, suggestions_for
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLASHES_FROM,
    CLOSES,
    OPENS,
    PASSAGES_FROM,
    QUOTES_FROM,
    FoundText,
    index_key,
)
from app.text.common_words import ASKING_WORDS
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
    """Whether there are too many results to show the best first."""
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
    named: tuple[Named, ...]
    """The speakers and articles that the words name."""
    suggestions: tuple[Suggestion, ...]
    """If nothing was found: similar words that would be."""
    nearest: tuple[ClaimLine, ...]
    """If nothing was found: the claims that come closest."""

    @property
    def more_passages(self) -> int:
        """How many passages were found that are not even named."""
        named = sum(len(source.places) for source in self.further)
        return self.passage_hits - len(self.passages) - named


# How many hits of a kind are shown, a side at a time; how many if one kind alone is asked
# for; how many more passages are named. Our choice: what a reader looks through before
# adding a word, and more passages than the first debate has.
_FEW, _MANY, _NAMED = 8, 100, 120
_CLAIMS_OF_CLASH = """(SELECT count(*) FROM clash_claim
    WHERE clash_claim.clash = clash.id AND clash_claim.stance = '{stance}')"""

_FILTERS = ("theme", "source", "speaker", "stance", "as_of")
# For each filter the label of each of its values.
Labels = dict[str, dict[str, str]]
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
    labels = _labels(store, hits) if hits.ids else defaultdict(dict)
    request, ignored = _known(store, replace(search, q=parsed.typed), labels)
    counts = {kind: hits.count(request.filters, kind) for kind in HitKind}
    listed = sum(n for kind, n in counts.items() if request.kind in {"", kind})
    found = _Found(store, hits, request)
    sides = tuple(map(found.side, Stance))
    passages, further = found.passages()
    address = f"{store.root}/search?{request.address()}"
    missed = bool(parsed.wanted) and not hits.ids
    nowhere = _nowhere(store, parsed) if missed else ()
    suggestions, nearest = suggestions_for(store, parsed) if missed else ((), ())
    return SearchPage(
        examples=tuple(store.stamp.examples.splitlines()),
        typed=parsed.typed,
        remarks=(*_remarks(parsed, hits), *nowhere, *ignored),
        asked=bool(parsed.wanted),
        hits=listed,
        capped=hits.too_many,
        filtered=any(getattr(request, name) for name in _FILTERS),
        query=SearchRequest(q=request.q).address(),
        either=_either(parsed) if listed < _FEW else "",
        origin=address if len(address) <= LONGEST_WAY_BACK else "",
        kind=request.kind,
        kinds=_kinds(request, counts),
        filters=tuple(
            _filter(request, hits, _in_order(store, name, labels[name]), name)
            for name in _FILTERS
            if hits.ids
        ),
        # One empty column beside a full one says something; two say nothing.
        clashes=_clashes(store, hits, found.clashes.ids),
        more_clashes=found.clashes.more,
        sides=sides if any(side.hits for side in sides) else (),
        passages=passages,
        further=further,
        passage_hits=found.all_passages.count,
        named=named_in(store, parsed),
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
    words = [term.text.strip(",;") for term in parsed.terms]
    telling = [word for word in words if index_key(word) not in ASKING_WORDS]
    return SearchRequest(q=" OR ".join(telling)).address() if telling else ""


def _nowhere(store: Store, parsed: ParsedQuery) -> Iterable[str]:
    """Return which of several words no text has."""
    strange = strange_words(store, parsed)
    if strange and len(parsed.words) > 1:
        words = ", ".join(f"“{word}”" for word in strange)
        yield f"{words} {'is' if len(strange) == 1 else 'are'} nowhere in these texts."


def _known(
    store: Store, request: SearchRequest, labels: Labels
) -> tuple[SearchRequest, tuple[str, ...]]:
    """Return the request without unknown filters, and remarks on these.

    Known choices that no hit has are added to the *labels*.
    """
    remarks = []
    if request.kind not in set(HitKind):
        request = replace(request, kind="")
    for name in _FILTERS:
        value = getattr(request, name)
        if not value or value in labels[name]:
            continue
        if name in set(FormerKind) and value.isascii():
            now = present_ids(store, [FormerKind(name)], [value])
            value = next(iter(now.get(value, ())), value)
            request = replace(request, **{name: value})
        if words := _label(store, name, value):
            labels[name][value] = words
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
    if hits.begins and hits.ids:
        yield f"Nothing has the word “{hits.begins}”; these results have words that begin so."
    if parsed.passed_over:
        said = ", ".join(f"“{one}”" for one in parsed.passed_over)
        yield f"Ignored: {said}. To choose a source, a speaker or a date, use the filters."
    if parsed.terms and not parsed.wanted:
        yield "Add a word to search for: these words are only excluded."
    if hits.too_many:
        yield "There are too many results to show the best first; add a word."


# --- kinds and filters ---------------------------------------------------------------


def _kinds(request: SearchRequest, counts: Mapping[HitKind, int]) -> tuple[Choice, ...]:
    """Return the kinds of hits, each with its query string and its number of hits."""
    if not any(counts.values()):
        return ()
    # A debate need not name clashes, and few words occur there.
    none = not counts[HitKind.CLASHES] and request.kind != HitKind.CLASHES
    left_out = {HitKind.CLASHES} if none else set()
    kinds = [
        ("", "All", sum(counts.values())),
        *((k.value, k.label, counts[k]) for k in HitKind if k not in left_out),
    ]
    return tuple(
        Choice(request.address(kind=value), label, count, request.kind == value)
        for value, label, count in kinds
    )


def _labels(store: Store, hits: Hits) -> Labels:
    """Return the values of the filters that occur in the hits."""
    options = filter_options(store)
    labels: Labels = defaultdict(dict)
    for name in ("theme", "source", "speaker", "stance"):
        occur = hits.values(name)
        labels[name] = {
            value: words
            for value, words in options.labels[name].items()
            if value in occur
        }
    inferred: dict[str, list[bool]] = defaultdict(list)
    for source, day, of_day in known_days(store):
        if source in labels["source"]:
            inferred[day].append(of_day)
    labels["as_of"] = {day: day_label(day, which) for day, which in inferred.items()}
    return labels


def _filter(
    request: SearchRequest, hits: Hits, labels: Mapping[str, str], name: str
) -> Filter:
    """Return a filter, each choice with how many hits choosing it would show."""
    chosen = request.filters.get(name, "")
    others = {n: value for n, value in request.filters.items() if n != name}
    counts: Mapping[str, int] = {}
    if name != "as_of":
        counts = hits.counts(name, hits.passing(others, request.kind))
    values = offered(labels, counts, chosen)
    if name == "as_of":
        counts = {
            day: hits.count({**others, name: day}, request.kind) for day in values
        }
    label, label_of_all = FILTER_LABELS[name]
    choices = (
        Choice("", label_of_all, hits.count(others, request.kind), not chosen),
        *(Choice(v, labels[v], counts.get(v, 0), v == chosen) for v in values),
    )
    return Filter(name, label, choices, len(labels) - len(values))


def _in_order(store: Store, name: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the *labels* of a filter in order: days by time, speakers by their names."""
    if name in {"as_of", "speaker"}:
        by = itemgetter(0) if name == "as_of" else itemgetter(1, 0)
        return dict(sorted(labels.items(), key=by))
    every = filter_options(store).labels[name]
    return {value: words for value, words in every.items() if value in labels}


# --- the hits shown ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """Hits of one kind, the first of which are shown."""

    ids: Sequence[int]
    """Those that are shown."""
    count: int
    """How many there are."""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.ids)


class _Found:
    """The hits that are shown, and what the store has on them."""

    def __init__(self, store: Store, hits: Hits, request: SearchRequest) -> None:
        """Choose and read what is shown."""
        self._store, self._hits, self._request = store, hits, request
        self._most = _MANY if request.kind else _FEW
        self._sides = {
            (stance, kind): self._listed(kind, self._most, stance)
            for stance in Stance
            for kind in (HitKind.CLAIMS, HitKind.QUOTES)
        }
        self.clashes = self._listed(HitKind.CLASHES, self._most)
        self.all_passages = self._listed(HitKind.PASSAGES, self._most + _NAMED)
        self._passages = self.all_passages.ids[: self._most]
        self._further = self.all_passages.ids[self._most :]
        sided = [id_ for listed in self._sides.values() for id_ in listed.ids]
        shown = [*sided, *self._passages]
        self._read = read_hits(store, shown)
        self._content = _content(store, hits, self._read, shown)

    def _listed(self, kind: HitKind, most: int, stance: str = "") -> _Listed:
        if self._request.kind not in {"", kind}:
            return _Listed((), 0)
        hits = self._hits
        passing = hits.passing(self._request.filters, kind)
        if stance:
            passing &= hits.passing({"stance": stance})
        return _Listed(hits.first(passing, kind, most), hits.sets.count(passing))

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
                content.supported[one.claim]
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
    taken: set[str]
    """The ids on the page that are in use."""

    def place(self, quote: QuoteBehindHit) -> str:
        """Return an id on the page for a hit; empty if another hit has it."""
        place = f"{quote.claim}.{quote.quote}"
        if place in self.taken:
            return ""
        self.taken.add(place)
        return place


def _clashes(store: Store, hits: Hits, shown: Sequence[int]) -> tuple[FoundClash, ...]:
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
        taken=set(),
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
