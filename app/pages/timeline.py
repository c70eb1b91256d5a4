"""What the timeline shows: sources and the dates that quotes name, in the order of time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain import dates
from app.domain.dates import NamedDay
from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.graphics import time_axis
from app.queries.claims import ThemeName
from app.queries.filters import (
    DatedSource,
    FilterChoice,
    FilterOptions,
    QuoteUnderClaim,
    filter_options,
    quotes_under_claims,
)
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName
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
    """What leads to exactly these in the list of claims."""


@page_object
class Mark:
    """Where something stands in the drawing, from its top."""

    at: float
    """Its date; where that is a span, the end of it."""
    opens: float
    """The beginning of its date."""
    size: float
    """How far it is from there to the end of it."""
    label: float
    """Its words: near its date, where there is room."""


@page_object
class TimedSource:
    """A source at its date, with its balance of arguments."""

    dated: DatedSource
    """The source and its dates."""
    sides: tuple[SideClaims, ...]
    """Its claims for and against; a side without any is left out."""
    lengths: tuple[float, ...]
    """How long the drawing shows each of them."""
    known_claims: int
    """How many claims were known on the day from which on it is known, from it and all
    sources before it."""
    short_day: str
    """That day, its month cut short: "1 Jul 2014"."""
    mark: Mark
    """Where it stands in the drawing."""


@page_object
class NamedDate:
    """A date that quotes name in their own words."""

    slug: str
    """As in the address of its place on the page: "2022-02"."""
    words: str
    """As exactly as it is named: "February 2022"."""
    short: str
    """The same, its month cut short: "Feb 2022"."""
    earliest: dt.date
    """Its first day."""
    latest: dt.date
    """Its last day."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that name it, oldest source first."""
    placed: tuple[str, ...]
    """The ids of those of them that have their place on the page here: the others name
    an earlier date, too."""
    mark: Mark
    """Where it stands in the drawing."""


@page_object
class ShiftCell:
    """What one source claims on one theme."""

    source: SourceName
    """The source."""
    sides: tuple[SideClaims, ...]
    """Its claims for and against; none: it is silent."""


@page_object
class Shift:
    """How the arguments on one theme shift from source to source."""

    theme: ThemeName
    """The theme."""
    cells: tuple[ShiftCell, ...]
    """One for each source, oldest first."""


@page_object
class YearMark:
    """A year in the drawing."""

    year: int
    """The year."""
    top: float
    """Where its first day stands."""
    middle: float
    """Where its middle stands."""


@page_object
class Axis:
    """The frame of the drawing: its size, and the years."""

    height: float
    """How high it is."""
    top: float
    """Where the first year begins."""
    bottom: float
    """Where the last year ends."""
    years: tuple[YearMark, ...]
    """From the year of the oldest source to that of the newest."""
    earlier: bool
    """Whether a date before these years is named."""
    later: bool
    """Whether a date after these years is named."""


@page_object
class TimelinePage:
    """The sources and their arguments by date, and the dates that quotes name."""

    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    sources: tuple[TimedSource, ...]
    """The sources, oldest first."""
    dates: tuple[NamedDate, ...]
    """The dates that quotes name, oldest first."""
    shifts: tuple[Shift, ...]
    """The themes, in order, with what each source claims on them."""
    drawing: Axis
    """The frame of the drawing."""


# The drawing, in its own units: a pixel each on a phone of 360. Our choice.
_TOP, _YEAR = 60.0, 54.0
# Below and above the years stands what is later or earlier.
_BEYOND = 26.0
# So far apart are the middles of the labels of sources, and of dates.
_SOURCE_ROOM, _DATE_ROOM = 98.0, 26.0
# As long as a phone is wide beside the years: the most that any source claims.
_LONGEST = 172.0
# No span is drawn shorter: it could not be seen.
_SHORTEST = 3.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where days stand in the drawing."""

    first: int
    last: int
    height: float

    @property
    def bottom(self) -> float:
        return _TOP + (self.last + 1 - self.first) * _YEAR

    def at(self, day: dt.date) -> float:
        """Say where a day stands; what lies beyond the years stands at their edge."""
        if day.year < self.first:
            return _TOP - _BEYOND
        if day.year > self.last:
            return self.bottom + _BEYOND
        return time_axis.height(day, self.first, top=_TOP, year=_YEAR)

    def marks(
        self, spans: Sequence[tuple[dt.date, dt.date]], room: float
    ) -> list[Mark]:
        """Give a mark for each span of days, which come in the order of time."""
        opens = [self.at(first) for first, _ in spans]
        ends = [self.at(last) for _, last in spans]
        middles = [(one + two) / 2 for one, two in zip(opens, ends, strict=True)]
        # The labels keep the order of what they name.
        order = sorted(range(len(spans)), key=middles.__getitem__)
        labels = time_axis.spread(
            middles, room, top=room / 2, bottom=self.height - room / 2
        )
        at = dict(zip(order, labels, strict=True))
        return [
            Mark(
                round(end, 1),
                round(start, 1),
                round(max(end - start, _SHORTEST), 1),
                round(at[number], 1),
            )
            for number, (start, end) in enumerate(zip(opens, ends, strict=True))
        ]


def timeline_page(store: OpenStore) -> TimelinePage:
    """Give the sources by date, their claims, and the dates that quotes name."""
    told = filter_options(store)
    pairs = quotes_under_claims(store, told)
    named = _named(listed_quotes(store, _MAY_NAME_A_YEAR))
    scale = _scale(told, len(named))
    return TimelinePage(
        first_year=scale.first,
        last_year=scale.last,
        sources=_sources(told, pairs, scale),
        dates=_dates(named, scale),
        shifts=_shifts(told, pairs),
        drawing=_drawing(scale, named),
    )


_MAY_NAME_A_YEAR = "WHERE quote.exact GLOB '*[12][0-9][0-9][0-9]*'"


def _scale(told: FilterOptions, named: int) -> _Scale:
    """Make the scale: it has room for all years, and for all labels beside them."""
    published = [one.published for one in told.sources]
    first = min(date.earliest.year for date in published)
    last = max(date.latest.year for date in published)
    needed = max(len(published) * _SOURCE_ROOM, named * _DATE_ROOM)
    return _Scale(first, last, max(needed, (last + 1 - first) * _YEAR + 2 * _TOP))


def _sources(
    told: FilterOptions, pairs: Sequence[QuoteUnderClaim], scale: _Scale
) -> tuple[TimedSource, ...]:
    counts = _counts(pairs, lambda pair: (pair.source, ""))
    most = max(sum(of.values()) for of in counts.values())
    spans = [
        (min(one.known, one.published.earliest), one.published.latest)
        for one in told.sources
    ]
    marks = scale.marks(spans, _SOURCE_ROOM)
    return tuple(
        TimedSource(
            dated=one,
            sides=_sides(counts[one.source.id, ""], source=one.source.id),
            lengths=tuple(
                round(claims / most * _LONGEST, 1)
                for claims in counts[one.source.id, ""].values()
            ),
            known_claims=_known_claims(pairs, one),
            short_day=_short(one.known_words),
            mark=mark,
        )
        for one, mark in zip(told.sources, marks, strict=True)
    )


Counts = Mapping[tuple[str, str], Mapping[Stance, int]]


def _counts(
    pairs: Iterable[QuoteUnderClaim], of: Callable[[QuoteUnderClaim], tuple[str, str]]
) -> Counts:
    """Count the claims of each side by what *of* says of a quote under a claim."""
    claims: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for pair in pairs:
        claims[of(pair)].add((pair.stance, pair.claim))
    counts: dict[tuple[str, str], dict[Stance, int]] = defaultdict(dict)
    for key, found in claims.items():
        for stance in Stance:
            if count := sum(side == stance for side, _ in found):
                counts[key][stance] = count
    return counts


def _sides(
    counts: Mapping[Stance, int], *, source: str, theme: str = ""
) -> tuple[SideClaims, ...]:
    return tuple(
        SideClaims(
            stance,
            claims,
            FilterChoice(source=source, theme=theme, stance=stance).query,
        )
        for stance, claims in counts.items()
    )


def _known_claims(pairs: Iterable[QuoteUnderClaim], one: DatedSource) -> int:
    words = {"as_of": one.known.isoformat()}
    return len({pair.claim for pair in pairs if pair.passes(words)})


def _short(words: str) -> str:
    """Cut the month in a date short: "1 July 2014" is "1 Jul 2014"."""
    return " ".join(word[:3] if word.isalpha() else word for word in words.split())


def _named(quotes: Iterable[ListedQuote]) -> dict[NamedDay, list[ListedQuote]]:
    """Give the dates that quotes name in their exact words, oldest first."""
    found: dict[NamedDay, list[ListedQuote]] = defaultdict(list)
    for quote in quotes:
        for date in dates.dates_named(quote.line.exact):
            found[date].append(quote)
    return dict(sorted(found.items()))


def _dates(
    named: Mapping[NamedDay, Sequence[ListedQuote]], scale: _Scale
) -> tuple[NamedDate, ...]:
    marks = scale.marks([(one.earliest, one.latest) for one in named], _DATE_ROOM)
    placed: set[str] = set()
    shown = []
    for (date, quotes), mark in zip(named.items(), marks, strict=True):
        here = [one.line.id for one in quotes if one.line.id not in placed]
        placed.update(here)
        shown.append(
            NamedDate(
                date.slug,
                date.words,
                _short(date.words),
                date.earliest,
                date.latest,
                tuple(quotes),
                tuple(here),
                mark,
            )
        )
    return tuple(shown)


def _shifts(told: FilterOptions, pairs: Iterable[QuoteUnderClaim]) -> tuple[Shift, ...]:
    counts = _counts(pairs, lambda pair: (pair.source, pair.theme))
    return tuple(
        Shift(
            ThemeName(theme["id"], theme["label"], theme["position"]),
            tuple(
                ShiftCell(
                    one.source,
                    _sides(
                        counts[one.source.id, theme["id"]],
                        source=one.source.id,
                        theme=theme["id"],
                    ),
                )
                for one in told.sources
            ),
        )
        for theme in told.themes
    )


def _drawing(scale: _Scale, named: Iterable[NamedDay]) -> Axis:
    return Axis(
        height=scale.height,
        top=_TOP,
        bottom=scale.bottom,
        years=tuple(
            YearMark(
                year,
                _TOP + number * _YEAR,
                _TOP + (number + 0.5) * _YEAR,
            )
            for number, year in enumerate(range(scale.first, scale.last + 1))
        ),
        earlier=any(one.earliest.year < scale.first for one in named),
        later=any(one.latest.year > scale.last for one in named),
    )


page(
    "/timeline",
    "pages/timeline.html",
    TimelinePage,
    timeline_page,
    nav="Timeline",
    back_label="the timeline",
    back_anchor="q-{quote}",
)
