"""What the map shows: claims in their themes, or those around one claim, and drawings."""

from dataclasses import dataclass

from app.drawing import Drawing
from app.queries.parts import SAID, Bearing, ClaimLine, ClaimName, ThemeName
from app.queries.sides import Answer


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A claim, and what bears on it."""

    __pydantic_config__ = SAID

    claim: ClaimName
    """The claim."""
    answered_by: tuple[Answer, ...]
    """The claims of the other side that answer it."""
    supported_by: tuple[ClaimName, ...]
    """Other claims of its side that give reasons for it."""
    bears_on: tuple[Answer, ...]
    """On the map of one theme: the claims of others that it answers or supports."""
    around: int
    """How many claims its own map has around it."""


@dataclass(frozen=True, slots=True)
class MapBranch:
    """A main claim, and the narrower ones beneath it."""

    __pydantic_config__ = SAID

    main: MapEntry
    """The main claim."""
    narrower: tuple[MapEntry, ...]
    """The narrower claims."""


@dataclass(frozen=True, slots=True)
class MapSection:
    """One theme on the map."""

    __pydantic_config__ = SAID

    theme: ThemeName
    """The theme."""
    claims_for: int
    """How many claims for it has."""
    claims_against: int
    """How many claims against it has."""
    answers: int
    """How many times a claim of it is answered."""
    branches_for: tuple[MapBranch, ...]
    """Its claims for, in the order of reading."""
    branches_against: tuple[MapBranch, ...]
    """Its claims against, in the order of reading."""
    drawing: Drawing
    """The same, drawn."""


@dataclass(frozen=True, slots=True)
class Around:
    """A claim, and what is around it."""

    __pydantic_config__ = SAID

    line: ClaimLine
    """The claim."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""
    narrower: tuple[ClaimLine, ...]
    """The narrower claims beneath it."""
    supported_by: tuple[Bearing, ...]
    """Other claims of its side that give reasons for it."""
    supports: tuple[Bearing, ...]
    """Other claims of its side for which it gives a reason."""
    answered_by: tuple[Bearing, ...]
    """Claims of the other side that answer it."""
    answers: tuple[Bearing, ...]
    """Claims of the other side that it answers."""
    claims: int
    """How many claims are around it."""
    drawing: Drawing
    """The same, drawn in two columns."""
    stacked: Drawing
    """The same, drawn in one, for narrow screens."""


@dataclass(frozen=True, slots=True)
class MapPage:
    """The argument map: all of it, one theme, or what is around one claim."""

    __pydantic_config__ = SAID

    theme: ThemeName | None
    """The theme that the map is held to; null: to none."""
    previous: ThemeName | None
    """The theme before that one; null where there is none."""
    next: ThemeName | None
    """The theme after it; null where there is none."""
    around: Around | None
    """The claim that the map is held to, and what is around it; null: to none."""
    claims_for: int
    """How many claims for are shown."""
    claims_against: int
    """How many claims against are shown."""
    answers: int
    """How many times a claim that is shown is answered."""
    given: int
    """On the map of one theme: how many times its claims answer those of others."""
    supports: int
    """How many times another claim gives a reason for one that is shown."""
    themes: tuple[ThemeName, ...]
    """All themes, in order: what the numbers beside claims mean; none where there are no
    numbers."""
    sections: tuple[MapSection, ...]
    """The themes that are shown; none where the map is held to a claim."""
