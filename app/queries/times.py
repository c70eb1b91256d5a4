"""What the timeline shows: sources and the dates that quotes name, in the order of time."""

import datetime as dt
from dataclasses import dataclass

from app.queries.filtering import DatedSource
from app.queries.pages import ListedQuote
from app.queries.parts import SAID, SourceName, ThemeName
from app.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class SideClaims:
    """How many claims a source makes for one side."""

    __pydantic_config__ = SAID

    stance: Stance
    """The side."""
    claims: int
    """How many."""
    query: str
    """What leads to exactly these in the list of claims."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands in the drawing, from its top."""

    __pydantic_config__ = SAID

    at: float
    """Its date; where that is a span, the end of it."""
    opens: float
    """The beginning of its date."""
    size: float
    """How far it is from there to the end of it."""
    label: float
    """Its words: near its date, where there is room."""


@dataclass(frozen=True, slots=True)
class TimedSource:
    """A source at its date, with its balance of arguments."""

    __pydantic_config__ = SAID

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


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date that quotes name in their own words."""

    __pydantic_config__ = SAID

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


@dataclass(frozen=True, slots=True)
class ShiftCell:
    """What one source claims on one theme."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    sides: tuple[SideClaims, ...]
    """Its claims for and against; none: it is silent."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How the arguments on one theme shift from source to source."""

    __pydantic_config__ = SAID

    theme: ThemeName
    """The theme."""
    cells: tuple[ShiftCell, ...]
    """One for each source, oldest first."""


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year in the drawing."""

    __pydantic_config__ = SAID

    year: int
    """The year."""
    top: float
    """Where its first day stands."""
    middle: float
    """Where its middle stands."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The frame of the drawing: its size, and the years."""

    __pydantic_config__ = SAID

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


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The sources and their arguments by date, and the dates that quotes name."""

    __pydantic_config__ = SAID

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
