"""What the page of a reading list shows."""

from dataclasses import dataclass

from app.queries.parts import SAID, ClaimLine, ClaimName, QuoteLine, SourceName
from app.vocabulary import Style


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote in a reading list, with the number of its source."""

    __pydantic_config__ = SAID

    line: QuoteLine
    """The quote."""
    number: int
    """The number of its source among the references."""
    claims: tuple[ClaimName, ...]
    """The claims that it supports; under a kept claim that claim alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim or a quote that was kept."""

    __pydantic_config__ = SAID

    id: str
    """As the address has it: a slug, also one that a claim had before, or a quote's id."""
    claim: ClaimLine | None
    """The claim; null where a quote was kept by itself."""
    quotes: tuple[KeptQuote, ...]
    """What the claim rests on, oldest source first; or the quote."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that is referred to."""

    __pydantic_config__ = SAID

    number: int
    """Counted from 1 in the order in which the list first needs it."""
    source: SourceName
    """The source."""
    text: str
    """Its entry in a list of references, in the style that was chosen."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something in a list that is not here."""

    __pydantic_config__ = SAID

    id: str
    """As the address has it."""
    said: str
    """What the claim said that was withdrawn; empty where nothing was ever called so."""
    reason: str
    """Why it was withdrawn."""


@dataclass(frozen=True, slots=True)
class ReadingListPage:
    """What a reader kept, in the reader's order, with its references."""

    __pydantic_config__ = SAID

    keep: str
    """What the address names, in order, joined by commas; what it names twice once."""
    style: Style
    """The style of the references."""
    query: str
    """The list as the query of an address, the style with it."""
    origin: str
    """The address of the list to come back to; empty where it is too long to be handed
    on."""
    items: tuple[Kept, ...]
    """The claims and quotes, in order."""
    references: tuple[Reference, ...]
    """The sources, in the order in which the list needs them."""
    lost: tuple[Lost, ...]
    """What the address names and is not here."""
    left_out: int
    """How many the address names beyond the most that a list holds."""
