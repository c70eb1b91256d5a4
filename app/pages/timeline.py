"""The timeline: sources and the dates that quotes name, in the order of time."""

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, permutations
from operator import attrgetter
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain import dates
from app.domain.dates import TextDate
from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ThemeName, theme_names
from app.queries.filtered_list import PAIRS
from app.queries.filters import DatedSource, FilterChoice, dated_sources
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName, source_initials, source_names
from app.queries.totals import totals_of
from app.store.connection import Store, placeholders
from app.web.paging import FIRST_PART, Cursor, Part, slice_of
from app.web.params import OpenStore, Paging
from app.web.routes import Purpose, page


@page_object
class SideClaims:
    """How many claims a source makes for one side."""

    stance: Stance
    """The side."""
    claims: int
    """How many."""
    query: str
    """The query string that leads to exactly these in the list of claims."""


@page_object
class TimedSource:
    """A source at its date, with how many claims it makes for and against."""

    dated: DatedSource
    """The source and its dates."""
    sides: tuple[SideClaims, ...]
    """Its claims for, then against; a side without any is left out."""
    known_claims: int
    """How many claims could be read by the day on which it is known, in it and all
    earlier sources."""


@page_object
class NamedDate:
    """A date that quotes name in their own words."""

    slug: str
    """As in the id of its place on the page: "2022-02"."""
    words: str
    """As exactly as it is named: "February 2022"."""
    earliest: dt.date
    """Its first day."""
    latest: dt.date
    """Its last day."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that name it, oldest source first; of many, the first."""
    placed: tuple[str, ...]
    """The ids of those that links back to the page lead to here: the others also name an
    earlier date."""
    named: Annotated[int, Field(exclude=True)]
    """How many quotes name it."""


@page_object
class ShiftCell:
    """How many claims one source makes on one theme."""

    source: SourceName
    """The source."""
    sides: tuple[SideClaims, ...]
    """Its claims for, then against; empty if it makes none."""


@page_object
class Shift:
    """How the arguments on one theme shift from source to source."""

    theme: ThemeName
    """The theme."""
    cells: tuple[ShiftCell, ...]
    """One for each source, oldest first."""

    @property
    def ends(self) -> tuple[Stance, ...] | None:
        """The sides with more claims in the oldest source on the theme and in the newest.

        Empty if one of these has as many for as against; None if no source is on it.
        """
        sides = [cell.sides for cell in self.cells if cell.sides]
        if not sides:
            return None
        larger = [_larger(sides[0]), _larger(sides[-1])]
        ends = tuple(stance for stance in larger if stance)
        return ends if len(ends) == 2 else ()


@page_object
class Stretch:
    """A stretch of the axis: the time up to a source, or after the last of them."""

    source: TimedSource | None
    """The source at its end; null after the last."""
    silent_years: int
    """For more than so many years before it nothing was published; 0 if they are few."""
    dates: tuple[NamedDate, ...]
    """The dates within it that quotes name, oldest first."""


@page_object
class TimelinePage:
    """The sources by date with their claims, and the dates that quotes name."""

    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    sources: tuple[TimedSource, ...]
    """The sources, oldest first."""
    dates: tuple[NamedDate, ...]
    """The dates that quotes name and that begin between these sources, oldest first."""
    shifts: tuple[Shift, ...]
    """The themes, in order, with how many claims each source makes on them; of many, those
    on which they make most."""
    more_themes: Annotated[int, Field(exclude=True)]
    """How many other themes there are."""
    before: Annotated[DatedSource | None, Field(exclude=True)]
    """The source before these; null if they begin with the first."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the sources these are."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""

    @property
    def initials(self) -> dict[str, str]:
        """The initials of each source by its slug: column heads where room is short."""
        return source_initials([one.dated.source for one in self.sources])

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The axis: the time up to each source, oldest first, and after the last."""
        return tuple(_stretches(self.sources, self.dates, self.before))

    @property
    def courses(self) -> dict[tuple[Stance, ...], list[ThemeName]]:
        """The themes by the sides with more claims on them, in the oldest and newest source.

        Those that change come first, those with as many for as against last.
        """
        ends = [*permutations(Stance), *zip(Stance, Stance, strict=True), ()]
        return {
            end: themes
            for end in ends
            if (themes := [one.theme for one in self.shifts if one.ends == end])
        }

    @property
    def most_of_a_source(self) -> int:
        """The most claims of a source on a side, which have the longest bar."""
        return max(side.claims for one in self.sources for side in one.sides)

    @property
    def most_on_a_theme(self) -> int:
        """The most claims of a source on a theme and side, which have the longest bar."""
        cells = (cell for shift in self.shifts for cell in shift.cells)
        return max((side.claims for cell in cells for side in cell.sides), default=0)


# From so many years without a source on, the axis is broken. Our choice.
_BREAK = 2

# How many sources a page shows, and of many themes those with most of their claims; how
# many of the quotes that name a date. Our choice.
_SOURCES, _MANY_THEMES, _THEMES, _QUOTES = 16, 24, 12, 12

_PAIRS = f"""
    SELECT pair.claim, pair.stance, source.id AS source, theme.id AS theme
    FROM {PAIRS}
    JOIN source ON source.position = pair.source
    JOIN theme ON theme.position = pair.theme
    WHERE source.id IN ({{sources}})
    ORDER BY pair.id"""
# How many claims each day was the first to know.
_FIRST_KNOWN = """
    SELECT day, count(*) AS claims FROM (
        SELECT min(known) AS day FROM quote_under_claim GROUP BY claim)
    GROUP BY day ORDER BY day"""
# The quotes that name dates which begin after a day, up to another.
_NAMED = """
    SELECT named_date.* FROM named_date JOIN quote ON quote.id = named_date.quote
    WHERE named_date.earliest > ? AND named_date.earliest <= ?
    ORDER BY named_date.earliest, named_date.latest, quote.position"""

# The number of claims by source and theme ("" for all themes), then by side.
Counts = Mapping[tuple[str, str], Mapping[Stance, int]]


def timeline_page(store: OpenStore, part: Paging = FIRST_PART) -> TimelinePage:
    """Return the sources by date with their claims, and the dates that quotes name.

    Raises NotFound for an unknown cursor.
    """
    ids = [source.id for source in source_names(store)]
    here, shown = slice_of(ids, [1] * len(ids), part, _SOURCES)
    dated = dated_sources(store, ids[max(0, here.start - 1) : here.stop])
    before = dated[0] if here.start else None
    sources = dated[1:] if before else dated
    names = [one.source.id for one in sources]
    pairs = store.rows(_PAIRS.format(sources=placeholders(names)), *names)
    totals = totals_of(store)
    began = before.published.latest if before else dt.date.min
    ends = sources[-1].published.latest if shown.after else dt.date.max
    themes = theme_names(store)
    shifts = _shifts(themes, sources, pairs)
    return TimelinePage(
        first_year=totals["first_year"],
        last_year=totals["last_year"],
        sources=_sources(store, sources, pairs),
        dates=_dates(store, began, ends),
        shifts=shifts,
        more_themes=len(themes) - len(shifts),
        before=before,
        part=shown,
        cursor=shown.after,
    )


def _sources(
    store: Store, sources: Iterable[DatedSource], pairs: Sequence[Row]
) -> tuple[TimedSource, ...]:
    counts = _counts(pairs, lambda pair: (pair["source"], ""))
    rows = store.held("first known", lambda: store.rows(_FIRST_KNOWN))
    days = [row["day"] for row in rows]
    known = [0, *accumulate(row["claims"] for row in rows)]
    return tuple(
        TimedSource(
            dated=one,
            sides=_sides(counts, one.source.id),
            known_claims=known[bisect_right(days, one.known.isoformat())],
        )
        for one in sources
    )


def _larger(sides: Sequence[SideClaims]) -> Stance | None:
    most = max(side.claims for side in sides)
    larger = [side.stance for side in sides if side.claims == most]
    return larger[0] if len(larger) == 1 else None


def _counts(pairs: Iterable[Row], key: Callable[[Row], tuple[str, str]]) -> Counts:
    """Count the claims of each side by the *key* of a quote under a claim."""
    claims: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for pair in pairs:
        claims[key(pair)].add((pair["stance"], pair["claim"]))
    counts: dict[tuple[str, str], dict[Stance, int]] = defaultdict(dict)
    for at, sided in claims.items():
        for stance in Stance:
            if count := sum(side == stance for side, _ in sided):
                counts[at][stance] = count
    return counts


def _sides(counts: Counts, source: str, theme: str = "") -> tuple[SideClaims, ...]:
    return tuple(
        SideClaims(
            stance,
            claims,
            FilterChoice(source=source, theme=theme, stance=stance).query,
        )
        for stance, claims in counts.get((source, theme), {}).items()
    )


def _dates(store: Store, after: dt.date, until: dt.date) -> tuple[NamedDate, ...]:
    """Return the dates that quotes name and that begin within a stretch of time."""
    named: dict[TextDate, list[str]] = defaultdict(list)
    for row in store.rows(_NAMED, after.isoformat(), until.isoformat()):
        days = (dt.date.fromisoformat(row[name]) for name in ("earliest", "latest"))
        named[TextDate(*days)].append(row["quote"])
    ids = {quote for quotes in named.values() for quote in quotes[:_QUOTES]}
    where = f"WHERE quote.id IN ({placeholders(ids)})"
    listed = {one.line.id: one for one in listed_quotes(store, where, *ids)}
    placed: set[str] = set()
    shown = []
    for date, quotes in named.items():
        here = [quote for quote in quotes[:_QUOTES] if quote not in placed]
        placed.update(here)
        shown.append(
            NamedDate(
                slug=date.slug,
                words=date.words,
                earliest=date.earliest,
                latest=date.latest,
                quotes=tuple(listed[quote] for quote in quotes[:_QUOTES]),
                placed=tuple(here),
                named=len(quotes),
            )
        )
    return tuple(shown)


def _stretches(
    sources: Iterable[TimedSource],
    named: Sequence[NamedDate],
    before: DatedSource | None,
) -> Iterator[Stretch]:
    """Return the axis; a date that may be older than a source comes before it."""
    at = 0
    for one in sources:
        ends = one.dated.published.latest
        after = bisect_right(named, ends, at, key=attrgetter("earliest"))
        here = tuple(named[at:after])
        silent = _silent_years(before, one.dated) if before else 0
        yield Stretch(one, silent, here)
        before, at = one.dated, after
    yield Stretch(None, 0, tuple(named[at:]))


def _silent_years(before: DatedSource, after: DatedSource) -> int:
    """Return N where more than N years passed between two sources; 0 if they are few.

    Counts from the last day of the one to the first day of the other.
    """
    began = min(after.known, after.published.earliest)
    years = dates.years_between(before.published.latest, began)
    return years if years >= _BREAK else 0


def _shifts(
    themes: Sequence[ThemeName], sources: Sequence[DatedSource], pairs: Iterable[Row]
) -> tuple[Shift, ...]:
    counts = _counts(pairs, lambda pair: (pair["source"], pair["theme"]))
    if len(themes) > _MANY_THEMES:
        claims: Counter[str] = Counter()
        for (_, theme), sides in counts.items():
            claims[theme] += sum(sides.values())
        most = {theme for theme, _ in claims.most_common(_THEMES)}
        themes = [theme for theme in themes if theme.id in most]
    return tuple(
        Shift(
            theme,
            tuple(
                ShiftCell(one.source, _sides(counts, one.source.id, theme.id))
                for one in sources
            ),
        )
        for theme in themes
    )


page(
    "/timeline",
    "timeline/page.html",
    TimelinePage,
    timeline_page,
    nav="Timeline",
    purpose=Purpose.COMPARE,
    back_label="the timeline",
    back_anchor="q-{quote}",
)
