"""What the search shows."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from app.domain.dates import day_words
from app.domain.page_object import page_object
from app.domain.vocabulary import Kind, Stance
from app.queries.claims import ClaimLine, claim_lines
from app.queries.filters import Choice, Filter
from app.queries.quotes import QUOTE_COLUMNS, QUOTE_TABLES, QuoteLine, quote_line
from app.queries.sources import PassagePlace, SourceName
from app.search.hits import CAP, Hit, Hits, QuoteBehindHit, SearchRequest, hits_for
from app.search.query import LONGEST, ParsedQuery, parsed_query
from app.search.suggest import Suggestion, suggestions_for
from app.store.connection import Store, placeholders
from app.store.full_text import CLOSES, OPENS, PASSAGES_FROM, FoundText, found_texts
from app.web.params import OpenStore
from app.web.routes import page


@page_object
class FoundClaim:
    """A claim that has what was looked for."""

    line: ClaimLine
    """The claim."""
    bits: tuple[FoundText, ...]
    """Its sentence, what was found told apart."""
    quote: str
    """The id of its strongest quote that passes the filters."""
    source: SourceName
    """The source in which that quote stands."""
    passage: int
    """The number of its passage there."""
    place: str
    """Its id on the page, to come back to; empty where another hit has it."""


@page_object
class FoundQuote:
    """A quote that has what was looked for, under one side."""

    line: QuoteLine
    """The quote."""
    bits: tuple[FoundText, ...]
    """Its words, what was found told apart."""
    claim: str
    """The slug of the claim of this side that it supports."""
    place: str
    """Its id on the page, to come back to; empty where another hit has it."""


@page_object
class FoundSide:
    """What was found on one side."""

    stance: Stance
    """Which side."""
    hits: int
    """How many claims and quotes of it were found."""
    claims: tuple[FoundClaim, ...]
    """The claims that are shown, the best first."""
    more_claims: int
    """How many claims more were found."""
    quotes: tuple[FoundQuote, ...]
    """The quotes that are shown, the best first."""
    more_quotes: int
    """How many quotes more were found."""


@page_object
class FoundPassage:
    """A block of an article that has what was looked for."""

    source: SourceName
    """The source in which it stands."""
    place: PassagePlace
    """Where in it."""
    bits: tuple[FoundText, ...]
    """The part of it that has most of what was looked for, with what was found told
    apart."""


@page_object
class FurtherPassages:
    """Passages of one source that were found, too, and are only named."""

    source: SourceName
    """The source."""
    places: tuple[PassagePlace, ...]
    """The passages, in the order in which they stand in it."""


@page_object
class SearchPage:
    """What was found for what a reader typed: for, against, and in the articles."""

    typed: str
    """What was typed, as it was read; empty where nothing was."""
    remarks: tuple[str, ...]
    """What a reader should know of how it was read."""
    asked: bool
    """Whether there is a word to look for."""
    hits: int
    """How many claims, quotes and passages were found and pass the filters."""
    capped: bool
    """Whether there are more than were counted."""
    filtered: bool
    """Whether any filter is in force."""
    query: str
    """What was typed, as it stands in the address, without a question mark."""
    origin: str
    """The local address of this page, for the way back from a source."""
    kind: str
    """The kind to which the hits are held: claims, quotes or passages; else empty."""
    kinds: tuple[Choice, ...]
    """All kinds of hits, "all" first, with the address of each as its value."""
    filters: tuple[Filter, ...]
    """Theme, source, speaker, side and date; empty where nothing was found."""
    sides: tuple[FoundSide, ...]
    """For, and against; none where nothing was found on either."""
    passages: tuple[FoundPassage, ...]
    """The passages of which a part is shown, the best first."""
    further: tuple[FurtherPassages, ...]
    """The other passages that were found."""
    passage_hits: int
    """How many passages were found."""
    suggestions: tuple[Suggestion, ...]
    """Where nothing was found: words that would be."""
    nearest: tuple[ClaimLine, ...]
    """Where nothing was found: the claims that come nearest."""


# How many hits of a kind stand on the first page, a side at a time; and where one kind
# alone is asked for. Our choice: what one looks through before one adds a word.
_FEW, _MANY = 8, 100
# So much of a passage is shown. FTS5 allows 64 at most.
_SHOWN = 40  # words
# A longer address is not handed on as the way back: see deps.
_LONGEST_ORIGIN = 500  # characters

_FILTERS = (
    ("theme", "Theme", "All themes"),
    ("source", "Source", "All sources"),
    ("speaker", "Speaker", "All speakers"),
    ("stance", "Side", "Both sides"),
    ("as_of", "As known on", "Today"),
)


@dataclass(frozen=True, slots=True)
class _Results:
    """What of the hits is shown."""

    sides: tuple[FoundSide, ...]
    passages: tuple[FoundPassage, ...]
    further: tuple[FurtherPassages, ...]
    passage_hits: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the store says of the hits that are shown."""

    marked: Mapping[int, tuple[FoundText, ...]]
    claims: Mapping[str, ClaimLine]
    quotes: Mapping[str, QuoteLine]
    sources: Mapping[str, SourceName]
    taken: set[str]
    """The ids that places on the page have."""

    def place(self, held: QuoteBehindHit) -> str:
        """Give an id for a hit; none where another has it."""
        place = f"{held.claim}.{held.quote}"
        if place in self.taken:
            return ""
        self.taken.add(place)
        return place


async def _searching(  # noqa: PLR0913, PLR0917 - as many as there are filters
    q: Annotated[
        str, Query(description="The words to look for; a long text is cut.")
    ] = "",
    kind: Annotated[str, Query(description="claims, quotes or passages.")] = "",
    theme: Annotated[str, Query(description="The slug of a theme.")] = "",
    source: Annotated[str, Query(description="The slug of a source.")] = "",
    speaker: Annotated[str, Query(description="The slug of a speaker.")] = "",
    stance: Annotated[str, Query(description="A side: for or against.")] = "",
    as_of: Annotated[
        str, Query(description="A day: only what was published by then.")
    ] = "",
) -> SearchRequest:
    """Read a search from the address; every address can be read."""
    return SearchRequest(q, kind, theme, source, speaker, stance, as_of)


Searching = Annotated[SearchRequest, Depends(_searching)]


def search_page(store: OpenStore, sought: Searching) -> SearchPage:
    """Give what was found for what a reader typed; whatever it is, there is a page."""
    asked = parsed_query(sought.q)
    sought = replace(sought, q=asked.typed)
    all_hits = hits_for(store, asked)
    sought, passed_over = _known(store, sought, all_hits)
    passing = [hit for hit in all_hits.hits if hit.passes(sought)]
    held_to = [hit for hit in passing if sought.kind in {"", hit.kind}]
    address = f"/search?{sought.address()}"
    results = _results(store, all_hits, sought, held_to)
    missed = bool(asked.wanted) and not all_hits.hits
    suggestions, nearest = suggestions_for(store, asked) if missed else ((), ())
    return SearchPage(
        typed=asked.typed,
        remarks=(*_remarks(asked, all_hits), *passed_over),
        asked=bool(asked.wanted),
        hits=len(held_to),
        capped=all_hits.capped,
        filtered=any(getattr(sought, name) for name, _, _ in _FILTERS),
        query=SearchRequest(q=sought.q).address(),
        origin=address if len(address) <= _LONGEST_ORIGIN else "",
        kind=sought.kind,
        kinds=_kinds(sought, passing),
        filters=tuple(
            _filter(sought, all_hits, *said) for said in _FILTERS if all_hits.hits
        ),
        sides=results.sides,
        passages=results.passages,
        further=results.further,
        passage_hits=results.passage_hits,
        suggestions=suggestions,
        nearest=nearest,
    )


# --- how it was read ---------------------------------------------------------------


def _known(
    store: Store, sought: SearchRequest, hits: Hits
) -> tuple[SearchRequest, tuple[str, ...]]:
    """Pass over a filter that is none, and say so: the page shows what it says."""
    remarks = []
    kind = sought.kind if sought.kind in set(Kind) else ""
    sought = replace(sought, kind=kind)
    for name, label, _ in _FILTERS:
        value = getattr(sought, name)
        if not value or value in hits.labels[name]:
            continue
        if words := _called(store, name, value):
            place = dt.date.fromisoformat(value).toordinal() if name == "as_of" else 0
            hits.labels[name][value] = (place, words)
        else:
            sought = replace(sought, **{name: ""})
            remarks.append(f"{label}: there is none of this name; it is passed over.")
    return sought, tuple(remarks)


def _called(store: Store, name: str, value: str) -> str:
    """Say what a choice is called that no hit has; empty: there is none."""
    if name == "stance":
        return Stance(value).label if value in set(Stance) else ""
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


def _remarks(asked: ParsedQuery, hits: Hits) -> Iterable[str]:
    """Say what a reader should know of how the words were read."""
    if asked.cut:
        yield f"That is long; the first {LONGEST} characters are looked for."
    if hits.begins and hits.hits:
        yield f"Nothing has the whole word “{hits.begins}”; shown are words that begin so."
    if asked.terms and not asked.wanted:
        yield "Add a word to look for: these are only to be left out."
    if hits.capped:
        yield f"Of each kind the first {CAP} were looked at: one more word helps."


# --- kinds and filters ---------------------------------------------------------------


def _kinds(sought: SearchRequest, passing: Sequence[Hit]) -> tuple[Choice, ...]:
    """Give the kinds of hits, each with its address and how many there are."""
    if not passing:
        return ()
    counts = [(kind.value, kind.label, _of(passing, kind)) for kind in Kind]
    return tuple(
        Choice(sought.address(kind=value), label, count, sought.kind == value)
        for value, label, count in [("", "All", len(passing)), *counts]
    )


def _of(hits: Sequence[Hit], kind: Kind) -> int:
    return sum(hit.kind is kind for hit in hits)


def _filter(
    sought: SearchRequest, hits: Hits, name: str, label: str, none: str
) -> Filter:
    """Give a filter, each choice with how many hits choosing it would show."""
    known = hits.labels[name]
    ordered = sorted(known, key=lambda value: (*known[value], value))
    of_kind = [hit for hit in hits.hits if sought.kind in {"", hit.kind}]

    def choice(value: str, words: str) -> Choice:
        would = replace(sought, **{name: value})
        count = sum(hit.passes(would) for hit in of_kind)
        return Choice(value, words, count, getattr(sought, name) == value)

    return Filter(
        name,
        label,
        (choice("", none), *(choice(value, known[value][1]) for value in ordered)),
    )


# --- what is shown -------------------------------------------------------------------


def _results(
    store: Store, all_hits: Hits, sought: SearchRequest, hits: Sequence[Hit]
) -> _Results:
    """Give the hits that are shown, by side and in the articles."""
    most = _MANY if sought.kind else _FEW
    on = {stance: _on(stance, sought, hits) for stance in Stance}
    passages = [hit for hit in hits if hit.kind is Kind.PASSAGES]
    shown = [hit for sided in on.values() for kind in sided for hit, _ in kind[:most]]
    says = _read(store, all_hits, [*shown, *passages[:most]])
    sides = tuple(_side(says, most, stance, *sided) for stance, sided in on.items())
    return _Results(
        # One empty column beside a full one says something; two say nothing.
        sides=sides if any(side.hits for side in sides) else (),
        passages=tuple(_passage(says, hit) for hit in passages[:most]),
        further=_further(says, passages[most:]),
        passage_hits=len(passages),
    )


Sided = list[tuple[Hit, QuoteBehindHit]]


def _on(
    stance: Stance, sought: SearchRequest, hits: Iterable[Hit]
) -> tuple[Sided, Sided]:
    """Give the claims and the quotes of one side that were found."""
    by_kind: dict[Kind, Sided] = defaultdict(list)
    for hit in hits:
        if (held := hit.on(stance, sought)) is not None:
            by_kind[hit.kind].append((hit, held))
    return by_kind[Kind.CLAIMS], by_kind[Kind.QUOTES]


def _side(
    says: _Shown, most: int, stance: Stance, claims: Sided, quotes: Sided
) -> FoundSide:
    return FoundSide(
        stance=stance,
        hits=len(claims) + len(quotes),
        claims=tuple(
            FoundClaim(
                line=says.claims[held.claim],
                bits=says.marked[hit.id],
                quote=held.quote,
                source=says.sources[held.source],
                passage=held.passage,
                place=says.place(held),
            )
            for hit, held in claims[:most]
        ),
        more_claims=len(claims[most:]),
        quotes=tuple(
            FoundQuote(
                line=says.quotes[held.quote],
                bits=says.marked[hit.id],
                claim=held.claim,
                place=says.place(held),
            )
            for hit, held in quotes[:most]
        ),
        more_quotes=len(quotes[most:]),
    )


def _passage(says: _Shown, hit: Hit) -> FoundPassage:
    return FoundPassage(says.sources[hit.source], _place(hit), says.marked[hit.id])


def _place(hit: Hit) -> PassagePlace:
    return PassagePlace.of(hit.number, hit.passage_kind, hit.start)


def _further(says: _Shown, hits: Iterable[Hit]) -> tuple[FurtherPassages, ...]:
    """Name the passages that are not shown, by source, in the order of reading."""
    by_source: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.id):
        by_source[hit.source].append(hit)
    return tuple(
        FurtherPassages(says.sources[source], tuple(map(_place, found)))
        for source, found in by_source.items()
    )


def _read(store: Store, hits: Hits, shown: Sequence[Hit]) -> _Shown:
    """Read the hits that are shown: their words marked, their claims and quotes."""
    if not shown:
        return _Shown({}, {}, {}, hits.sources, set())
    ids = sorted({hit.id for hit in shown})
    marked = store.rows(
        f"""SELECT rowid AS id, CASE WHEN rowid >= {PASSAGES_FROM}
            THEN snippet(words, 0, ?, ?, '…', {_SHOWN})
            ELSE highlight(words, 0, ?, ?) END AS text
        FROM words WHERE words MATCH ? AND rowid IN ({placeholders(ids)})""",
        *(OPENS, CLOSES) * 2,
        hits.match,
        *ids,
    )
    claims = {h.held[0].claim for h in shown if h.kind is Kind.CLAIMS}
    quotes = {h.held[0].quote for h in shown if h.kind is Kind.QUOTES}
    lines = store.rows(
        f"""SELECT {QUOTE_COLUMNS} FROM {QUOTE_TABLES}
        WHERE quote.id IN ({placeholders(quotes)})""",
        *quotes,
    )
    return _Shown(
        marked={row["id"]: found_texts(row["text"]) for row in marked},
        claims=claim_lines(store, sorted(claims)),
        quotes={row["id"]: quote_line(row) for row in lines},
        sources=hits.sources,
        taken=set(),
    )


page(
    "/search",
    "pages/search.html",
    SearchPage,
    search_page,
    nav="Search",
    indexed=False,
    back_label="the search",
    back_anchor="{claim}.{quote}",
)
