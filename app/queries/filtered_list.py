"""Lists and their filters: what passes, and how many items each choice would show."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from heapq import nlargest
from itertools import accumulate
from sqlite3 import Row
from typing import NamedTuple, TypeVar

from app.domain.errors import Moved, NotFound, UnknownChoice
from app.domain.vocabulary import RelationKind, Voice
from app.queries.filters import (
    FILTER_LABELS,
    KINDS_OF_ANSWER,
    UNANSWERED,
    Choice,
    ChosenFilter,
    Filter,
    FilterChoice,
    Filtering,
    FilterOptions,
    as_of_day,
    day_label,
    filter_options,
)
from app.queries.former_slugs import slug_error
from app.store.connection import Store

Read = TypeVar("Read")

# Days are compared as text: the last of all, and what comes after it.
LAST_DAY, _NEVER = dt.date.max.isoformat(), "never"
# A filter with more choices than the first number offers only as many as the second. Our
# choice: the speakers of the first debate, who are thirty, fit a menu.
_MANY, _OFFERED = 40, 12


class Condition(NamedTuple):
    """What of ``quote_under_claim AS pair`` passes: an SQL condition, and its values."""

    sql: str
    values: list[str]


PAIRS = "quote_under_claim AS pair"
"""The table of which a Condition speaks."""
# Filters whose values stand there as positions; those of them that are in forms.
_GROUPED = ("theme", "source", "speaker")
_NUMBERED = ("claim", *_GROUPED)
_TESTS = {
    **{
        name: f"pair.{name} = (SELECT position FROM {name} WHERE id = ?)"
        for name in _NUMBERED
    },
    "stance": "pair.stance = ?",
    "as_of": "pair.known <= ?",
    "voice": f"pair.own = 1 AND ? = '{Voice.AUTHORS}'",
}


def condition(filters: Mapping[str, str]) -> Condition:
    """Return what passes all of the *filters*."""
    tests, values = [], []
    # What nobody knew on the chosen day answered nothing then.
    day = filters.get("as_of", LAST_DAY)
    for name, value in filters.items():
        if name != "answered":
            tests.append(_TESTS[name])
            values.append(value)
        elif value == UNANSWERED:
            tests += (f"{_first_day(kind)} > ?" for kind in KINDS_OF_ANSWER)
            values += [day] * len(KINDS_OF_ANSWER)
        else:
            tests.append(f"pair.{RelationKind(value)} <= ?")
            values.append(day)
    return Condition(" AND ".join(tests) or "true", values)


def _first_day(kind: RelationKind) -> str:
    """Return the first day on which a claim is answered in this way, or the word for none."""
    return f"coalesce(pair.{kind}, '{_NEVER}')"


def _first_of(days: Iterable[str]) -> str:
    """Return the first of some days; they are expressions, and none is null."""
    return reduce(lambda one, other: _chosen_day(one, "<", other), days)


def _chosen_day(one: str, sign: str, other: str) -> str:
    """Return the earlier or the later of two days; null if *other* is."""
    return f"CASE WHEN {one} {sign} {other} THEN {one} ELSE {other} END"


# Counts of items by the name and a value of a filter.
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class FilteredList:
    """The filters of a page, and what passes them of what the page lists."""

    store: Store
    choice: FilterChoice
    names: Sequence[str]
    """The filters that the page has."""
    options: FilterOptions
    item: str
    """What the page lists: claim, quote, source or speaker."""
    theme: str = ""
    """The theme to which all of the page is limited."""
    claim: str = ""
    """The text of a chosen claim."""

    @property
    def total(self) -> int:
        """Number of items without any filter; some may have no quote."""
        return self._counts["", ""]

    @property
    def count(self) -> int:
        """Number of items that pass all filters."""
        return self._counts["passing", ""] if self.choice.active else self.total

    def items(self, cursor: str, limit: int) -> tuple[int, list[Row]]:
        """Return how many items there are up to a *cursor*, and so many after it.

        The cursor is the id of an item, or empty; of each item the id and position are
        returned. Raises NotFound if nothing follows the cursor.
        """
        start = self._position(cursor) if cursor else 0
        table, place, passing = self.item, "position", Condition("true", [])
        if self.choice.active:
            table, place, passing = PAIRS, f"pair.{self.item}", self.passing
        # Distinct places that are read in order end where enough are found.
        listed = f"SELECT DISTINCT {place} AS place FROM {table} WHERE {passing.sql} AND {place}"
        rows = self.store.rows(
            f"""SELECT id, position, (
                SELECT count(*) FROM ({listed} <= ?) AS earlier) AS before
            FROM {self.item} JOIN ({listed} > ? ORDER BY place LIMIT ?) AS later
                ON place = position
            ORDER BY position""",
            *passing.values,
            start,
            *passing.values,
            start,
            limit,
        )
        if cursor and not rows:
            raise unknown_cursor(cursor)
        return rows[0]["before"] if rows else 0, rows

    def _position(self, cursor: str) -> int:
        row = self.store.row(f"SELECT position FROM {self.item} WHERE id = ?", cursor)
        if row is None:
            raise unknown_cursor(cursor)
        return int(row["position"])

    def check(self) -> None:
        """Raise UnknownChoice for a value that a filter does not take.

        Else a page would show less than it says.
        """
        for name, value in self.choice.active.items():
            labels = self._labels(name)
            if value not in labels:
                raise UnknownChoice(name, FILTER_LABELS[name][0], value, labels)

    @cached_property
    def passing(self) -> Condition:
        """What passes all filters in force."""
        return self._condition(self.choice.active)

    def _condition(self, filters: Mapping[str, str]) -> Condition:
        return condition({**filters, "theme": self.theme} if self.theme else filters)

    @cached_property
    def filtering(self) -> Filtering:
        """The filters as pages show them."""
        active = self.choice.active
        filters = [self._filter(name) for name in FILTER_LABELS if name in self.names]
        return Filtering(
            # A claim is chosen by links alone: there are too many for a form.
            filters=tuple(f for f in filters if f.name != "claim"),
            chosen=tuple(self._chosen(f) for f in filters if f.name in active),
            query=self.choice.query,
            as_of=as_of_day(self.store, active["as_of"]) if "as_of" in active else None,
        )

    def _chosen(self, shown: Filter) -> ChosenFilter:
        label = next(choice.label for choice in shown.choices if choice.chosen)
        without = replace(self.choice, **{shown.name: ""}).query
        return ChosenFilter(shown.label, label, without, shown.choices[0].shows)

    def _labels(self, name: str) -> dict[str, str]:
        """Return the label of each value of a filter."""
        chosen = self.choice.active.get(name, "")
        if name == "claim":
            return {chosen: self.claim} if self.claim else {}
        labels = self.options.labels[name]
        if name == "as_of" and chosen and chosen not in labels:
            return dict(sorted({**labels, chosen: day_label(chosen)}.items()))
        return labels

    def _filter(self, name: str) -> Filter:
        """Return a filter, each choice with how many items it would show."""
        active, labels = self.choice.active, self._labels(name)
        shows = self._shows(name, labels)
        chosen = active.get(name, "")
        values = offered(labels, {} if name == "as_of" else shows, chosen)
        label, label_of_all = FILTER_LABELS[name]
        # Some items have no quote, and pass as long as nothing is chosen.
        every = (
            ("passing" if name not in active else name)
            if active.keys() - {name}
            else ""
        )
        choices = (
            Choice("", label_of_all, self._counts[every, ""], not chosen),
            *(Choice(one, labels[one], shows[one], one == chosen) for one in values),
        )
        return Filter(name, label, choices, len(labels) - len(values))

    def _shows(self, name: str, values: Iterable[str]) -> dict[str, int]:
        """Return how many items each of the *values* of a filter would show."""
        counts = self._counts
        if name == "as_of":
            return _shown_by_day(counts, values)
        # Themes, sources and speakers are counted by their positions.
        rows = self.options.rows[name] if name in _GROUPED else ()
        positions = {row["id"]: str(row["position"]) for row in rows}
        return {
            value: counts.get((name, positions.get(value, value)), 0)
            for value in values
        }

    @cached_property
    def _counts(self) -> Counts:
        """The number of items that each filter would show with a value.

        With the value "" it is off, and all others are in force; "passing" is the name of
        all of them together, "" that of none.
        """
        return self.held("counts", self._read_counts)

    def held(self, name: str, read: Callable[[], Read]) -> Read:
        """Return what *read* returns; of all, and of each side, it is asked once for everybody.

        That costs the most, and most readers ask for it.
        """
        if self.theme or self.choice.active.keys() - {"stance"}:
            return read()
        key = name, self.item, self.choice.stance
        return self.store.held(key, read)

    @property
    def _unfiltered(self) -> Counts:
        return replace(self, choice=FilterChoice())._counts  # noqa: SLF001 - of this class

    def _read_counts(self) -> Counts:
        active = self.choice.active
        counts: dict[tuple[str, str], int] = defaultdict(int)
        if len(active) == 1 and not self.theme:
            # Beside the only filter in force none is.
            counts.update(
                (at, n) for at, n in self._unfiltered.items() if at[0] in active
            )
        arms = list(self._arms())
        values = [value for arm in arms for value in arm.values]
        for row in self.store.rows(
            " UNION ALL ".join(arm.sql for arm in arms), *values
        ):
            counts[row["name"], row["value"]] += row["shows"]
        return counts

    def _arms(self) -> Iterator[Condition]:
        """Yield the parts of the statement that counts."""
        active = self.choice.active
        limit = "WHERE theme = ?" if self.theme else ""
        yield Condition(
            f"SELECT '' AS name, '' AS value, count(*) AS shows FROM {self.item} {limit}",
            [self.theme] if limit else [],
        )
        if active:
            yield self._counting("passing", "", active)
        for name in self.names:
            others = _without(active, name)
            if name in active and others:
                yield self._counting(name, "", others)
            if name not in active or others or self.theme:
                yield from self._arms_of(name, others)

    def _arms_of(self, name: str, others: Mapping[str, str]) -> Iterator[Condition]:
        """Yield what counts the items with each value of a filter."""
        if name == "as_of":
            yield from self._counting_days(others)
        elif name in _GROUPED:
            yield self._counting_each(name, others)
        elif name != "claim":
            for value in self.options.labels[name]:
                yield self._counting(name, value, {**others, name: value})

    def _counting(self, name: str, value: str, filters: Mapping[str, str]) -> Condition:
        """Return what counts the items that pass *filters*."""
        where, values = self._condition(filters)
        # Grouped, they are read in order; distinct ones would be put into a table.
        return Condition(
            f"""SELECT '{name}', '{value}', count(*) FROM (
                SELECT 1 FROM {PAIRS} WHERE {where} GROUP BY pair.{self.item})""",
            values,
        )

    def _counting_each(self, name: str, others: Mapping[str, str]) -> Condition:
        """Return what counts the items with each value of a filter, in one pass."""
        where, values = self._condition(others)
        return Condition(
            f"""SELECT '{name}', CAST(pair.{name} AS TEXT), count(DISTINCT pair.{self.item})
            FROM {PAIRS} WHERE {where} GROUP BY pair.{name}""",
            values,
        )

    def _counting_days(self, others: Mapping[str, str]) -> Iterator[Condition]:
        """Yield what counts how many more items pass from each day on, or fewer.

        With the filter *answered* an item may pass late, or not for ever.
        """
        answered = others.get("answered", "")
        begins, ends = "pair.known", f"'{_NEVER}'"
        if answered == UNANSWERED:
            ends = _first_of(map(_first_day, KINDS_OF_ANSWER))
            others = _without(others, "answered")
        elif answered:
            begins = _chosen_day("pair.known", ">", f"pair.{answered}")
        where, values = self._condition(others)
        spans = f"""SELECT min({begins}) AS begins, min({ends}) AS ends
            FROM {PAIRS} WHERE {where} GROUP BY pair.{self.item}"""
        changes = [("begins", "+"), ("ends", "-")]
        for day, sign in changes if answered == UNANSWERED else changes[:1]:
            yield Condition(
                f"""SELECT 'as_of', {day}, {sign}count(*) FROM ({spans})
                WHERE begins < ends GROUP BY {day}""",
                values,
            )


def _without(filters: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: value for other, value in filters.items() if other != name}


def _shown_by_day(counts: Counts, days: Iterable[str]) -> dict[str, int]:
    """Return how many items pass on each of the *days*, from how many more there are."""
    changes = sorted(
        (str(day), n) for (name, day), n in counts.items() if name == "as_of" and day
    )
    changed = [day for day, _ in changes]
    passing = [0, *accumulate(n for _, n in changes)]
    return {day: passing[bisect_right(changed, day)] for day in days}


def offered(labels: Iterable[str], shows: Mapping[str, int], chosen: str) -> list[str]:
    """Return which values are offered: all, or of many those with most items and the chosen.

    Of days, each of which shows what those before it do, it is some from first to last:
    for these *shows* is empty.
    """
    values = list(labels)
    if len(values) <= _MANY:
        return values
    step = (len(values) - 1) / (_OFFERED - 1)
    few = (
        nlargest(_OFFERED, values, key=lambda value: shows.get(value, 0))
        if shows
        else [values[round(n * step)] for n in range(_OFFERED)]
    )
    among = {*few, chosen}
    return [value for value in values if value in among]


def filtered_list(  # noqa: PLR0913 - a page differs in each
    store: Store,
    choice: FilterChoice,
    names: Sequence[str],
    item: str,
    *,
    theme: str = "",
    claim: str = "",
) -> FilteredList:
    """Return the filters of a page that lists each *item*: claim, quote, source or speaker.

    *theme* limits all of the page; *claim* is the text of a chosen claim. Raises
    NotCanonical if the query string is not canonical; Moved if a chosen theme, source or
    speaker has a former slug; UnknownChoice for a value that a filter does not take.
    """
    options = filter_options(store)
    known = choice.limited_to(names)
    for kind in ("theme", "source", "speaker"):
        slug = known.active.get(kind)
        if slug and slug not in options.labels[kind]:
            error = slug_error(store, kind, slug)
            if isinstance(error, Moved):
                raise error
    filtered = FilteredList(store, known, names, options, item, theme, claim)
    filtered.check()
    return filtered


def unknown_cursor(cursor: str) -> NotFound:
    """Return the error for a cursor after which a list has nothing."""
    return NotFound(f"nothing in this list follows “{cursor}”")
