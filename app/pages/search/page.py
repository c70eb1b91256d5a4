"""The search: clashes, claims and quotes by side, and passages of the articles."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Annotated

from fastapi import Depends, Query

from app.domain.dates import day_words
from app.domain.vocabulary import FormerKind, HitKind, Stance
from app.pages.search.found import FEW, Found, clashes_found, sources_of
from app.pages.search.page_object import SearchPage
from app.queries.claims import theme_names
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
from app.queries.sources import printed_references
from app.search.hits import Hits, SearchRequest, hits_for
from app.search.named import named_in
from app.search.query import LONGEST_QUERY, ParsedQuery, parsed_query
from app.search.suggest import any_of, strange_words, suggestions_for
from app.store.connection import Store
from app.web.params import LONGEST_WAY_BACK, OpenStore
from app.web.routes import page

# So many themes are named where nothing was found. Our choice: a list to take in at a glance.
_MOST_THEMES = 12
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
    """Return the clashes, claims, quotes and passages that match a query; any is valid."""
    parsed = parsed_query(search.q)
    hits = hits_for(store, parsed)
    labels = _labels(store, hits) if hits.ids else defaultdict(dict)
    request, ignored = _known(store, replace(search, q=parsed.typed), labels)
    counts = {kind: hits.count(request.filters, kind) for kind in HitKind}
    listed = sum(n for kind, n in counts.items() if request.kind in {"", kind})
    found = Found(store, hits, request)
    sides = tuple(map(found.side, Stance))
    passages, further = found.passages()
    address = f"{store.root}/search?{request.address()}"
    missed = bool(parsed.wanted) and not hits.ids
    nowhere = _nowhere(store, parsed) if missed else ()
    suggestions, nearest = suggestions_for(store, parsed) if missed else ((), ())
    named = {one.id for one in sources_of(sides, (*passages, *further))}
    named |= {one.id for claim in nearest for one in claim.sources}
    return SearchPage(
        examples=tuple(store.stamp.examples.splitlines()),
        typed=parsed.typed,
        remarks=(*_remarks(parsed, hits), *nowhere, *ignored),
        asked=bool(parsed.wanted),
        hits=listed,
        capped=hits.unranked,
        filtered=any(getattr(request, name) for name in _FILTERS),
        query=SearchRequest(q=request.q).address(),
        either=_either(store, parsed) if listed < FEW else "",
        origin=address if len(address) <= LONGEST_WAY_BACK else "",
        kind=request.kind,
        kinds=_kinds(request, counts),
        filters=tuple(
            _filter(request, hits, _in_order(store, name, labels[name]), name)
            for name in _FILTERS
            if hits.ids
        ),
        # One empty column beside a full one says something; two say nothing.
        clashes=clashes_found(store, hits, found.clashes.ids),
        more_clashes=found.clashes.more,
        sides=sides if any(side.hits for side in sides) else (),
        passages=passages,
        further=further,
        passage_hits=found.all_passages.count,
        named=named_in(store, parsed),
        suggestions=suggestions,
        nearest=nearest,
        references=printed_references(store, named),
        themes=theme_names(store)[:_MOST_THEMES] if missed and not nearest else (),
    )


# --- how the query was understood --------------------------------------------------


def _either(store: Store, parsed: ParsedQuery) -> str:
    """Return the query string for results with any of several words that some text has.

    It is empty for other queries.
    """
    signed = any(
        term.exact or term.excluded or term.either or term.begins
        for term in parsed.terms
    )
    if signed or len(parsed.terms) < 2:
        return ""
    either = any_of(store, (term.text.strip(",;") for term in parsed.terms))
    return SearchRequest(q=either).address() if either else ""


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
    if hits.unranked:
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
    days = name == "as_of"
    frequency = {} if days else hits.frequency(name, others, request.kind)
    values = offered(labels, frequency, chosen)
    label, label_of_all = FILTER_LABELS[name]
    shows = {v: hits.count({**others, name: v}, request.kind) for v in values}
    choices = (
        Choice("", label_of_all, hits.count(others, request.kind), not chosen),
        *(Choice(v, labels[v], shows[v], v == chosen) for v in values),
    )
    return Filter(name, label, choices, len(labels) - len(values))


def _in_order(store: Store, name: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the *labels* of a filter in order: days by time, speakers by their names."""
    if name in {"as_of", "speaker"}:
        by = itemgetter(0) if name == "as_of" else itemgetter(1, 0)
        return dict(sorted(labels.items(), key=by))
    every = filter_options(store).labels[name]
    return {value: words for value, words in every.items() if value in labels}


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
