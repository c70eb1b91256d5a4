"""The timeline: sources and the dates that quotes name, in the order of time."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from sqlite3 import Row

from app.domain import dates
from app.domain.dates import TextDate
from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ThemeName, theme_names
from app.queries.filtered_list import PAIRS
from app.queries.filters import DatedSource, FilterChoice, dated_sources
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName, source_initials
from app.web.params import OpenStore
from app.web.routes import page


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
    """The quotes that name it, oldest source first."""
    placed: tuple[str, ...]
    """The ids of those that links back to the page lead to here: the others also name an
    earlier date."""


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
    """The dates that quotes name, oldest first."""
    shifts: tuple[Shift, ...]
    """The themes, in order, with how many claims each source makes on them."""

    @property
    def initials(self) -> dict[str, str]:
        """The initials of each source by its slug: column heads where room is short."""
        return source_initials([one.dated.source for one in self.sources])

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The axis: the time up to each source, oldest first, and after the last."""
        return tuple(_stretches(self.sources, self.dates))

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

_PAIRS = f"""
    SELECT pair.claim, pair.stance, pair.known, source.id AS source, theme.id AS theme
    FROM {PAIRS}
    JOIN source ON source.position = pair.source
    JOIN theme ON theme.position = pair.theme
    ORDER BY pair.id"""
_MAY_NAME_A_YEAR = "WHERE quote.exact GLOB '*[12][0-9][0-9][0-9]*'"

# The number of claims by source and theme ("" for all themes), then by side.
Counts = Mapping[tuple[str, str], Mapping[Stance, int]]


def timeline_page(store: OpenStore) -> TimelinePage:
    """Return the sources by date with their claims, and the dates that quotes name."""
    sources, pairs = dated_sources(store), store.rows(_PAIRS)
    named = _quotes_by_date(listed_quotes(store, _MAY_NAME_A_YEAR))
    return TimelinePage(
        first_year=min(one.published.earliest.year for one in sources),
        last_year=max(one.published.latest.year for one in sources),
        sources=_sources(sources, pairs),
        dates=_dates(named),
        shifts=_shifts(theme_names(store), sources, pairs),
    )


def _sources(
    sources: Iterable[DatedSource], pairs: Sequence[Row]
) -> tuple[TimedSource, ...]:
    counts = _counts(pairs, lambda pair: (pair["source"], ""))
    first: dict[str, str] = {}
    for pair in pairs:
        claim, known = pair["claim"], pair["known"]
        first[claim] = min(known, first.get(claim, known))
    days = sorted(first.values())
    return tuple(
        TimedSource(
            dated=one,
            sides=_sides(counts, one.source.id),
            known_claims=bisect_right(days, one.known.isoformat()),
        )
        for one in sources
    )


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


def _quotes_by_date(quotes: Iterable[ListedQuote]) -> dict[TextDate, list[ListedQuote]]:
    """Return the quotes by the dates that they name, oldest date first."""
    by_date: dict[TextDate, list[ListedQuote]] = defaultdict(list)
    for quote in quotes:
        for date in dates.dates_named(quote.line.exact):
            by_date[date].append(quote)
    return dict(sorted(by_date.items()))


def _dates(
    named: Mapping[TextDate, Sequence[ListedQuote]],
) -> tuple[NamedDate, ...]:
    placed: set[str] = set()
    shown = []
    for date, quotes in named.items():
        here = [one.line.id for one in quotes if one.line.id not in placed]
        placed.update(here)
        shown.append(
            NamedDate(
                slug=date.slug,
                words=date.words,
                earliest=date.earliest,
                latest=date.latest,
                quotes=tuple(quotes),
                placed=tuple(here),
            )
        )
    return tuple(shown)


def _stretches(
    sources: Iterable[TimedSource], named: Sequence[NamedDate]
) -> Iterator[Stretch]:
    """Return the axis; a date that may be older than a source comes before it."""
    before: TimedSource | None = None
    at = 0
    for one in sources:
        ends = one.dated.published.latest
        after = bisect_right(named, ends, at, key=attrgetter("earliest"))
        here = tuple(named[at:after])
        yield Stretch(one, _silent_years(before, one) if before else 0, here)
        before, at = one, after
    yield Stretch(None, 0, tuple(named[at:]))


def _silent_years(before: TimedSource, after: TimedSource) -> int:
    """Return N where more than N years passed between two sources; 0 if they are few.

    Counts from the last day of the one to the first day of the other.
    """
    began = min(after.dated.known, after.dated.published.earliest)
    years = dates.years_between(before.dated.published.latest, began)
    return years if years >= _BREAK else 0


def _shifts(
    themes: Iterable[ThemeName], sources: Sequence[DatedSource], pairs: Iterable[Row]
) -> tuple[Shift, ...]:
    counts = _counts(pairs, lambda pair: (pair["source"], pair["theme"]))
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
    back_label="the timeline",
    back_anchor="q-{quote}",
)
