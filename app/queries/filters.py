"""Filters of lists: what can be chosen, what was chosen, and what passes."""

import datetime as dt
from collections import defaultdict
from collections.abc import (
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, fields, replace
from functools import cached_property
from sqlite3 import Row
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from app.domain.dates import day_words
from app.domain.errors import NotCanonical
from app.domain.page_object import page_object
from app.domain.vocabulary import ANSWERS, Basis, RelationKind, Voice
from app.queries.claims import ThemeName
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

NotZero = Annotated[int, Field(exclude_if=lambda number: not number)]
"""A number that JSON leaves out if it is zero."""


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
    """Its choices, "all" first: every one, or those with most items if there are many."""
    more: NotZero = 0
    """Number of choices that are not among these; left out if there are none."""


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
    """The sources published by then, oldest first: all, or the latest of many."""
    later: tuple[DatedSource, ...]
    """The sources published later, or perhaps later: all, or the first of many."""
    more_known: NotZero = 0
    """Number of sources published by then that are not named; left out if there are none."""
    more_later: NotZero = 0
    """The same of those published later."""

    @property
    def early(self) -> int:
        """Number of sources published by then."""
        return len(self.known) + self.more_known

    @property
    def late(self) -> int:
        """Number of sources published later, or perhaps later."""
        return len(self.later) + self.more_later


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

UNANSWERED = "not"
"""The value of the filter "answered" for claims that nothing answers."""
KINDS_OF_ANSWER = tuple(kind for kind in RelationKind if kind in ANSWERS)
"""How a claim can be answered."""

# A day names no more sources than this before it, nor after it. Our choice.
_NAMED = 12
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


@dataclass(frozen=True)
class FilterOptions:
    """What can be chosen: for each filter a row a choice, in order."""

    rows: Mapping[str, Sequence[Row]]

    @cached_property
    def theme_names(self) -> dict[str, ThemeName]:
        """The themes by slug, in order."""
        return {
            row["id"]: ThemeName(row["id"], row["label"], row["position"])
            for row in self.rows["theme"]
        }

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The label of each value of the filters, in order."""
        return {
            **{
                name: {row["id"]: row["label"] for row in self.rows[name]}
                for name in ("theme", "source", "speaker", "stance")
            },
            "answered": {
                **{one.value: one.passive.capitalize() for one in KINDS_OF_ANSWER},
                UNANSWERED: "Not answered",
            },
            "voice": {Voice.AUTHORS.value: Voice.AUTHORS.label},
            "as_of": {
                row["id"]: day_label(
                    row["id"], [digit == "1" for digit in row["label"]]
                )
                for row in self.rows["as_of"]
            },
        }


def day_label(day: str, inferred: Sequence[bool] = ()) -> str:
    """Return a day in words, and whether the dates that it comes from are *inferred*."""
    words = day_words(dt.date.fromisoformat(day))
    if not any(inferred):
        return words
    return f"{words}, inferred" if all(inferred) else f"{words}, some dates inferred"


_OPTIONS = """
    SELECT 'theme' AS name, position, id, title AS label FROM theme
    UNION ALL SELECT 'source', position, id, short FROM source
    UNION ALL SELECT 'speaker', position, id, name FROM speaker
    UNION ALL SELECT 'stance', CASE id WHEN 'for' THEN 0 ELSE 1 END, id, label FROM side
    UNION ALL SELECT 'as_of', 0, day, min(inferred) || '' || max(inferred)
        FROM known GROUP BY day
    ORDER BY name, position, id"""


def filter_options(store: Store) -> FilterOptions:
    """Return what can be chosen."""
    return store.held("filter options", lambda: _read_options(store))


def _read_options(store: Store) -> FilterOptions:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in store.rows(_OPTIONS):
        rows[row["name"]].append(row)
    return FilterOptions(rows)


def known_days(store: Store) -> list[tuple[str, str, bool]]:
    """Return the day by which each source is known, and whether that is inferred."""
    return store.held(
        "known days",
        lambda: [
            (row["source"], row["day"], bool(row["inferred"]))
            for row in store.rows("SELECT source, day, inferred FROM known")
        ],
    )


_DATED_SOURCES = f"""
    SELECT {SOURCE_COLUMNS}, earliest, latest, precision, basis, evidence, reasoning,
        known.*, {ALSO_IN} AS also
    FROM source JOIN {{known}} AS known ON known.source = source.id
    {{where}} ORDER BY position"""

# Of the sources published by a day, and of the others, those that are nearest to it.
_KNOWN_ON_DAY = """(
    SELECT *, day <= ?1 AS early, count(*) OVER (PARTITION BY day <= ?1) AS every,
        row_number() OVER (PARTITION BY day <= ?1
            ORDER BY abs(julianday(day) - julianday(?1)), source) AS place
    FROM known)"""


def dated_sources(
    store: Store, ids: Collection[str] | None = None
) -> tuple[DatedSource, ...]:
    """Return the sources with these *ids*, or all, oldest first."""
    where = "" if ids is None else f"WHERE id IN ({placeholders(ids)})"
    statement = _DATED_SOURCES.format(known="known", where=where)
    return tuple(map(_dated, store.rows(statement, *(ids or ()))))


def as_of_day(store: Store, day: str) -> AsOf:
    """Return what was known on a *day*."""
    statement = _DATED_SOURCES.format(
        known=_KNOWN_ON_DAY, where=f"WHERE place <= {_NAMED}"
    )
    rows = store.rows(statement, day)
    known, later = ([row for row in rows if row["early"] == early] for early in (1, 0))
    more = [rows[0]["every"] - len(rows) if rows else 0 for rows in (known, later)]
    date = dt.date.fromisoformat(day)
    return AsOf(
        date,
        day_words(date),
        tuple(map(_dated, known)),
        tuple(map(_dated, later)),
        *more,
    )


def _dated(row: Row) -> DatedSource:
    known = dt.date.fromisoformat(row["day"])
    published, also = date_facts(row), also_lines(row)
    return DatedSource(
        source=source_name(row),
        published=published,
        known=known,
        known_words=day_words(known),
        first=next((a for a in also if a.last_day == known < published.latest), None),
        also=also,
    )
