"""Filters of lists: what can be chosen, what was chosen, and what passes."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, fields, replace
from functools import cached_property
from sqlite3 import Row
from urllib.parse import urlencode

from app.domain.dates import day_words
from app.domain.errors import Moved, NotCanonical, UnknownChoice
from app.domain.page_object import page_object
from app.domain.vocabulary import ANSWERS, Basis, RelationKind, Stance, Voice
from app.queries.claims import ThemeName
from app.queries.former_slugs import slug_error
from app.queries.sources import (
    ALSO_IN,
    SOURCE_COLUMNS,
    AlsoLine,
    DateFacts,
    SourceName,
    also_lines,
    date_facts,
    source_name,
)
from app.store.connection import Store, placeholders


@page_object
class Choice:
    """One choice of a filter."""

    value: str
    """The value in the query string; empty for "all"."""
    label: str
    """Its label."""
    shows: int
    """Number of items the page lists (claims, quotes, results, …) if this is chosen and
    the other filters stay."""
    chosen: bool
    """Whether it is chosen."""


@page_object
class Filter:
    """One filter with its choices."""

    name: str
    """Its name in the query string: theme, source, voice, …"""
    label: str
    """Its label."""
    choices: tuple[Choice, ...]
    """All choices, "all" first."""


@page_object
class ChosenFilter:
    """An active filter, and how to remove it."""

    what: str
    """The label of the filter."""
    label: str
    """The label of the choice."""
    without: str
    """The query string without it; empty if no other filter is active."""
    shows: int
    """Number of items the page lists without it."""


@page_object
class DatedSource:
    """A source, and the day by which it had certainly been published."""

    source: SourceName
    """The source."""
    published: DateFacts
    """When it was published."""
    known: dt.date
    """The last day on which it may have been published, or the day on which it had
    appeared elsewhere before."""
    known_words: str
    """That day in words."""
    first: AlsoLine | None
    """The earlier publication that the day comes from; null if there is none."""
    also: tuple[AlsoLine, ...]
    """Every other place where it appeared."""

    @property
    def inferred(self) -> bool:
        """Whether *known* is inferred."""
        return self.first is None and self.published.basis is Basis.INFERRED


@page_object
class AsOf:
    """What was known on a day."""

    date: dt.date
    """The day."""
    words: str
    """The day in words."""
    known: tuple[DatedSource, ...]
    """The sources published by then, oldest first."""
    later: tuple[DatedSource, ...]
    """The sources published later, or perhaps later."""


@page_object
class Filtering:
    """The filters of a page."""

    filters: tuple[Filter, ...]
    """The filters with their choices."""
    chosen: tuple[ChosenFilter, ...]
    """The active filters; empty if the page shows everything."""
    query: str
    """The active filters as a query string, without a question mark."""
    as_of: AsOf | None
    """What was known on the chosen day; null if no day is chosen."""


FILTER_LABELS: dict[str, tuple[str, str]] = {
    "theme": ("Theme", "All themes"),
    "claim": ("Claim", "All claims"),
    "source": ("Source", "All sources"),
    "speaker": ("Speaker", "All speakers"),
    "stance": ("Side", "Both sides"),
    "answered": ("Answers", "Answered or not"),
    "voice": ("Who speaks", Voice.ALL.label),
    "as_of": ("Published up to", "Any date"),
}
"""The label of each filter and of its "all", in the order of the form."""

# The value of the filter "answered" for claims that nothing answers.
UNANSWERED = "not"
# A day that comes after all others, as days are compared: as text.
_NEVER = "never"
_ANSWERS = tuple(kind for kind in RelationKind if kind in ANSWERS)

# The URL keeps only so many of the narrower claims that were opened one by one, the
# latest, so that it stays short enough to be handed on. Our choice.
_MOST_OPENED = 5


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What a reader chose to see; an empty value is "all"."""

    source: str = ""
    theme: str = ""
    claim: str = ""
    speaker: str = ""
    stance: str = ""
    answered: str = ""
    """A kind of relation: only claims that a claim of the other side answers in this way;
    or UNANSWERED."""
    voice: str = ""
    as_of: str = ""
    """A day: only sources published by then count."""
    opened: str = ""
    """"all", or the slugs of narrower claims whose quotes are expanded, joined by
    full stops."""
    canonical_query: str | None = None
    """The canonical query string, if that of the URL is another."""

    @property
    def opened_claims(self) -> tuple[str, ...]:
        """The slugs in *opened*, the latest last."""
        slugs = () if self.opened == "all" else self.opened.split(".")
        return tuple(filter(None, slugs))[-_MOST_OPENED:]

    @property
    def active(self) -> dict[str, str]:
        """The filters in force with their values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {n: value for n, value in values.items() if value and n in FILTER_LABELS}

    @property
    def query(self) -> str:
        """The filters in force, as a query string."""
        return urlencode(self.active)

    def limited_to(self, names: Iterable[str]) -> "FilterChoice":
        """Return the same without the filters that a page does not have.

        Raises NotCanonical if the query string is not canonical.
        """
        if self.canonical_query is not None:
            raise NotCanonical(self.canonical_query)
        others = dict.fromkeys(FILTER_LABELS.keys() - set(names), "")
        voice = "" if self.voice == Voice.ALL else self.voice
        return replace(self, **{"voice": voice, **others})


@dataclass(frozen=True, slots=True)
class QuoteUnderClaim:
    """A quote under a claim, with what the filters look at."""

    claim: str
    theme: str
    stance: str
    quote: str
    source: str
    speaker: str
    own: bool
    known: str
    """The day by which its source had certainly been published."""
    answers: tuple[tuple[str, str], ...]
    """How each claim of the other side that answers the claim does, and the day by which
    it was known."""

    def passes(self, filters: Mapping[str, str]) -> bool:
        """Return whether it passes all of the *filters*."""
        # What nobody knew on the chosen day answered nothing then.
        day = filters.get("as_of", "")
        return all(
            self.known <= day if name == "as_of" else value in self.values(name, day)
            for name, value in filters.items()
        )

    def values(self, name: str, day: str = "") -> Collection[str]:
        """Return the values of a filter that it passes; not for the filter of the day.

        Only the answers known by *day* count, if one is given.
        """
        if name == "answered":
            kinds = {kind for kind, known in self.answers if not day or known <= day}
            return kinds or {UNANSWERED}
        if name == "voice":
            return (Voice.AUTHORS.value,) if self.own else ()
        return (getattr(self, name),)

    def days(self, answered: str) -> tuple[str, str]:
        """Return the first day on which it passes, and the first on which no longer.

        With the filter *answered* it may pass late, or not for ever.
        """
        if not answered:
            return self.known, _NEVER
        kinds = (
            {answered} if answered != UNANSWERED else {kind for kind, _ in self.answers}
        )
        first = min(
            (day for kind, day in self.answers if kind in kinds), default=_NEVER
        )
        return (
            (self.known, first)
            if answered == UNANSWERED
            else (max(self.known, first), _NEVER)
        )


# The items that a page may list, by id, each with a quote through which it may pass.
Listed = Collection[tuple[Hashable, QuoteUnderClaim]]


def counted_filter(
    name: str, labels: Mapping[str, str], active: Mapping[str, str], listed: Listed
) -> Filter:
    """Return a filter, each choice with how many items it would list beside the others.

    *labels* are those of its values, *active* all filters in force.
    """
    label, label_of_all = FILTER_LABELS[name]
    others = {other: value for other, value in active.items() if other != name}
    counts = _counts_by_value(name, others, listed, labels)
    chosen = active.get(name, "")
    return Filter(
        name,
        label,
        tuple(
            Choice(value, words, counts.get(value, 0), value == chosen)
            for value, words in {"": label_of_all, **labels}.items()
        ),
    )


def _counts_by_value(
    name: str, others: Mapping[str, str], listed: Listed, values: Iterable[str]
) -> dict[str, int]:
    """Return how many items pass with each value of a filter; "" is no choice."""
    passing = [(item, pair) for item, pair in listed if pair.passes(others)]
    every = {"": len({item for item, _ in passing})}
    if name == "as_of":
        return _counts_by_day(listed, others, values) | every
    items: dict[str, set[Hashable]] = defaultdict(set)
    for item, pair in passing:
        for value in pair.values(name, others.get("as_of", "")):
            items[value].add(item)
    return {value: len(own) for value, own in items.items()} | every


def _counts_by_day(
    listed: Listed, others: Mapping[str, str], days: Iterable[str]
) -> dict[str, int]:
    """Return how many items pass on each of the *days*."""
    always = {name: value for name, value in others.items() if name != "answered"}
    begins: dict[Hashable, str] = {}
    ends: dict[Hashable, str] = {}
    for item, pair in listed:
        first, after = pair.days(others.get("answered", ""))
        if first < after and pair.passes(always):
            # A claim is answered on one day: there is no gap between its quotes.
            begins[item] = min(first, begins.get(item, first))
            ends[item] = max(after, ends.get(item, after))
    begun, ended = sorted(begins.values()), sorted(ends.values())
    return {day: bisect_right(begun, day) - bisect_right(ended, day) for day in days}


@dataclass(frozen=True)
class FilterOptions:
    """What can be chosen: a row each, with its id, label, description and position."""

    themes: Sequence[Row]
    speakers: Sequence[Row]
    sides: Sequence[Row]
    sources: Sequence[DatedSource]

    @cached_property
    def theme_names(self) -> dict[str, ThemeName]:
        """The themes by slug, in order."""
        return {
            row["id"]: ThemeName(row["id"], row["label"], row["position"])
            for row in self.themes
        }

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The label of each value of the filters that always have the same values."""
        return {
            "theme": {row["id"]: row["label"] for row in self.themes},
            "source": {dated.source.id: dated.source.short for dated in self.sources},
            "speaker": {row["id"]: row["label"] for row in self.speakers},
            "stance": {row["id"]: row["label"] for row in self.sides},
            "answered": {
                **{one.value: one.passive.capitalize() for one in _ANSWERS},
                UNANSWERED: "Not answered",
            },
            "voice": {Voice.AUTHORS.value: Voice.AUTHORS.label},
        }

    @cached_property
    def _known(self) -> dict[str, str]:
        return {dated.source.id: dated.known.isoformat() for dated in self.sources}

    def quote_under_claim(self, row: Row) -> QuoteUnderClaim:
        """Return the quote under a claim in *row*."""
        return QuoteUnderClaim(
            row["claim"],
            row["theme"],
            row["stance"],
            row["id"],
            row["source_id"],
            row["speaker_id"],
            bool(row["own"]),
            self._known[row["source_id"]],
            tuple(_pair(line) for line in (row["answers"] or "").split("\n") if line),
        )


_OPTIONS = """
    SELECT 'theme' AS name, id, title AS label, description AS more, position FROM theme
    UNION ALL SELECT 'speaker', id, name, description, position FROM speaker
    UNION ALL SELECT 'stance', id, label, says, id <> 'for' FROM side
    ORDER BY name, position"""

# A source was certainly published by the last day on which it may have been, or by the
# day on which it appeared elsewhere before.
_KNOWN = """min(latest, coalesce(
    (SELECT min(date) FROM also_published AS other WHERE other.source = source.id),
    latest))"""
_DATED_SOURCES = f"""
    SELECT {SOURCE_COLUMNS}, earliest, latest, precision, basis, evidence, reasoning,
        {_KNOWN} AS known,
        {ALSO_IN} AS also
    FROM source {{where}} ORDER BY position"""

# How a claim is answered, for quote_under_claim(): each kind with the day by which the
# answering claim was known.
ANSWERS_TO_CLAIM = f"""
    (SELECT group_concat(kind || char(9) || (
            SELECT min({_KNOWN}) FROM claim_quote AS ground
            JOIN quote AS words ON words.id = ground.quote
            JOIN source ON source.id = words.source
            WHERE ground.claim = answer."from"), char(10))
        FROM answer WHERE answer."to" = claim.id) AS answers"""

_QUOTES_UNDER_CLAIMS = f"""
    SELECT claim.id AS claim, claim.theme, claim.stance, quote.id,
        quote.source AS source_id, quote.speaker AS speaker_id, quote.own,
        {ANSWERS_TO_CLAIM}
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    ORDER BY claim.position, claim_quote.position"""


def _pair(line: str) -> tuple[str, str]:
    """Return the two words of a line, which a tab separates."""
    first, _, second = line.partition("\t")
    return first, second


def filter_options(store: Store) -> FilterOptions:
    """Return what can be chosen."""
    rows = store.rows(_OPTIONS)
    themes, speakers, sides = (
        [row for row in rows if row["name"] == name]
        for name in ("theme", "speaker", "stance")
    )
    return FilterOptions(themes, speakers, sides, dated_sources(store))


def dated_sources(
    store: Store, ids: Collection[str] | None = None
) -> tuple[DatedSource, ...]:
    """Return the sources with these *ids*, or all, oldest first."""
    where = "" if ids is None else f"WHERE id IN ({placeholders(ids)})"
    return tuple(
        map(_dated, store.rows(_DATED_SOURCES.format(where=where), *(ids or ())))
    )


def _dated(row: Row) -> DatedSource:
    known = dt.date.fromisoformat(row["known"])
    published, also = date_facts(row), also_lines(row)
    return DatedSource(
        source=source_name(row),
        published=published,
        known=known,
        known_words=day_words(known),
        first=next((a for a in also if a.date == known < published.latest), None),
        also=also,
    )


def quotes_under_claims(store: Store, options: FilterOptions) -> list[QuoteUnderClaim]:
    """Return every quote under every claim, in the order of reading."""
    return [*map(options.quote_under_claim, store.rows(_QUOTES_UNDER_CLAIMS))]


def quotes_on_side(pairs: Iterable[QuoteUnderClaim], stance: Stance) -> int:
    """Count the quotes of one side, each once."""
    return len({pair.quote for pair in pairs if pair.stance == stance})


@dataclass(frozen=True)
class FilteredList:
    """The filters of a page, and what passes them of what the page lists."""

    choice: FilterChoice
    names: Sequence[str]
    """The filters that the page has."""
    options: FilterOptions
    pairs: Sequence[QuoteUnderClaim]
    listed: Callable[[QuoteUnderClaim], str]
    """Returns the id of the item (claim, quote, source, …) that the page lists."""
    total: int
    """Number of items without any filter."""

    @cached_property
    def _items(self) -> Listed:
        return [(self.listed(pair), pair) for pair in self.pairs]

    @cached_property
    def passing(self) -> list[QuoteUnderClaim]:
        """What passes all filters in force."""
        active = self.choice.active
        return [pair for pair in self.pairs if pair.passes(active)]

    @cached_property
    def passing_by_id(self) -> dict[str, list[QuoteUnderClaim]]:
        """The same by the id of the listed item, in the order of the pairs."""
        by_id: dict[str, list[QuoteUnderClaim]] = defaultdict(list)
        for pair in self.passing:
            by_id[self.listed(pair)].append(pair)
        return by_id

    def filtering(self, claim: str = "") -> Filtering:
        """Return the filters as pages show them; *claim* is the text of a chosen claim.

        Raises UnknownChoice for a value that a filter does not take, so that no page
        shows less than it says.
        """
        for name, value in self.choice.active.items():
            labels = self._labels(name, claim)
            if name != "as_of" and value not in labels:
                raise UnknownChoice(name, FILTER_LABELS[name][0], value, labels)
        filters = [self._filter(n, claim) for n in FILTER_LABELS if n in self.names]
        return Filtering(
            # A claim is chosen by links alone: there are too many for a form.
            filters=tuple(f for f in filters if f.name != "claim"),
            chosen=tuple(
                self._chosen(f) for f in filters if f.name in self.choice.active
            ),
            query=self.choice.query,
            as_of=self._as_of(),
        )

    def _labels(self, name: str, claim: str) -> dict[str, str]:
        """Return the label of each value of a filter."""
        if name == "as_of":
            return known_days(self.options.sources, self.choice.as_of)
        if name == "claim":
            return {self.choice.claim: claim} if claim else {}
        return self.options.labels[name]

    def _filter(self, name: str, claim: str) -> Filter:
        """Return a filter, each choice with how many items it would show."""
        active = self.choice.active
        found = counted_filter(name, self._labels(name, claim), active, self._items)
        if active.keys() - {name}:
            return found
        # Some items have no quote, and pass as long as nothing is chosen.
        every, *choices = found.choices
        return replace(found, choices=(replace(every, shows=self.total), *choices))

    def _chosen(self, shown: Filter) -> ChosenFilter:
        label = next(choice.label for choice in shown.choices if choice.chosen)
        without = replace(self.choice, **{shown.name: ""}).query
        return ChosenFilter(shown.label, label, without, shown.choices[0].shows)

    def _as_of(self) -> AsOf | None:
        if not self.choice.as_of:
            return None
        day = dt.date.fromisoformat(self.choice.as_of)
        sources = self.options.sources
        return AsOf(
            day,
            day_words(day),
            known=tuple(dated for dated in sources if dated.known <= day),
            later=tuple(dated for dated in sources if dated.known > day),
        )


def filtered_list(
    store: Store,
    choice: FilterChoice,
    names: Sequence[str],
    listed: Callable[[QuoteUnderClaim], str],
    total: int,
) -> FilteredList:
    """Return the filters of a page that lists *total* items of all the data.

    Raises NotCanonical if the query string is not canonical; Moved if a chosen theme, source or
    speaker has a former slug.
    """
    options = filter_options(store)
    pairs = quotes_under_claims(store, options)
    known = choice.limited_to(names)
    follow_former(store, known, options)
    return FilteredList(known, names, options, pairs, listed, total)


def follow_former(store: Store, choice: FilterChoice, options: FilterOptions) -> None:
    """Raise Moved if a chosen theme, source or speaker has a former slug."""
    for kind in ("theme", "source", "speaker"):
        slug = choice.active.get(kind)
        if slug and slug not in options.labels[kind]:
            error = slug_error(store, kind, slug)
            if isinstance(error, Moved):
                raise error


def known_days(sources: Iterable[DatedSource], day: str = "") -> dict[str, str]:
    """Return *day* and the days by which the *sources* had been published, in words."""
    by_day: dict[str, list[DatedSource]] = {day: []}
    for dated in sources:
        by_day.setdefault(dated.known.isoformat(), []).append(dated)
    return {day: _day_label(day, by_day[day]) for day in sorted(by_day) if day}


def _day_label(day: str, sources: Sequence[DatedSource]) -> str:
    """Return a day in words, and whether it is inferred for some or all *sources*."""
    words = day_words(dt.date.fromisoformat(day))
    inferred = [dated.inferred for dated in sources]
    if not any(inferred):
        return words
    return f"{words}, inferred" if all(inferred) else f"{words}, some dates inferred"
