"""What the pages about the site and its data show."""

from dataclasses import dataclass

from app.queries.parts import SAID, Coverage, SourceLine, SourceName
from app.vocabulary import Attitude


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How the arguments were read out, and what the words mean."""

    __pydantic_config__ = SAID

    question: str
    """The question of the debate."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    exact: int
    """How many of them were found letter for letter."""
    relations: int
    """How many relations there are between claims: answers and supports."""
    answers: int
    """How many of them join a claim to one of the other side."""
    supports: int
    """How many of them join claims of one side."""
    unused: tuple[Attitude, ...]
    """What an author could do with words, but does with none that are quoted."""
    unanswered: int
    """How many claims nothing from the other side answers."""
    one_source: int
    """How many claims rest on one source."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first."""
    coverage: tuple[tuple[SourceName, Coverage], ...]
    """What became of the sentences of each."""


@dataclass(frozen=True, slots=True)
class ExportLine:
    """A file that can be taken along."""

    __pydantic_config__ = SAID

    name: str
    """Its name."""
    route: str
    """The name of its address."""
    form: str
    """The name of the format."""
    size: int
    """How many bytes it has."""
    purpose: str
    """What it is for."""
    lacks: str
    """What it cannot hold; empty where it holds everything."""


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """What can be taken along."""

    __pydantic_config__ = SAID

    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    relations: int
    """How many relations there are between claims."""
    exports: tuple[ExportLine, ...]
    """The files, each holding all of these that its format can hold."""
