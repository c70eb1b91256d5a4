"""What the filters of a page show: their choices, which are in force, as known when."""

import datetime as dt
from dataclasses import dataclass

from app.queries.parts import SAID, AlsoLine, DateFacts, SourceName
from app.vocabulary import Basis


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    __pydantic_config__ = SAID

    value: str
    """What stands in the address; empty for "all"."""
    label: str
    """What readers see."""
    shows: int
    """How many of what the page lists (claims, quotes, hits, …) are shown if it is
    chosen and the other filters stay."""
    chosen: bool
    """Whether it is in force."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its choices."""

    __pydantic_config__ = SAID

    name: str
    """What stands in the address: theme, source, voice, …"""
    label: str
    """What readers see."""
    choices: tuple[Choice, ...]
    """All choices, "all" first."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the way out of it."""

    __pydantic_config__ = SAID

    what: str
    """The filter, as readers see it."""
    label: str
    """What was chosen, as readers see it."""
    without: str
    """The query of the address without it; empty where nothing else is in force."""
    shows: int
    """How many of what the page lists are shown without it."""


@dataclass(frozen=True, slots=True)
class DatedSource:
    """A source, and the day from which on it is known."""

    __pydantic_config__ = SAID

    source: SourceName
    """The source."""
    published: DateFacts
    """When it was published."""
    known: dt.date
    """The last day on which it may have been published, or that of an earlier first
    publication."""
    known_words: str
    """That day in words."""
    first: AlsoLine | None
    """The first publication, where it is what counts."""
    also: tuple[AlsoLine, ...]
    """Every other place where it appeared."""

    @property
    def inferred(self) -> bool:
        """Whether the day from which on it is known is inferred."""
        return self.first is None and self.published.basis is Basis.INFERRED


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was known on a day."""

    __pydantic_config__ = SAID

    date: dt.date
    """The day."""
    words: str
    """The day in words."""
    known: tuple[DatedSource, ...]
    """The sources that were published by then, oldest first."""
    later: tuple[DatedSource, ...]
    """The sources that were not, or for which it is not known."""


@dataclass(frozen=True, slots=True)
class Filtering:
    """The filters of a page."""

    __pydantic_config__ = SAID

    filters: tuple[Filter, ...]
    """The filters with their choices."""
    chosen: tuple[Chosen, ...]
    """Those in force; none: the page shows everything."""
    query: str
    """Those in force as they stand in the address, without a question mark."""
    as_of: AsOf | None
    """What was known on the day that was chosen; null where none was."""
