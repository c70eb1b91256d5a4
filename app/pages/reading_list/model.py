"""What the page of a reading list shows."""

from app.domain.page_object import page_object
from app.domain.vocabulary import Style
from app.queries.claims import ClaimLine, ClaimName
from app.queries.quotes import QuoteLine
from app.queries.sources import SourceName


@page_object
class ItemQuote:
    """A quote in a reading list, with the number of its source."""

    line: QuoteLine
    """The quote."""
    number: int
    """The number of its source among the references."""
    claims: tuple[ClaimName, ...]
    """The claims that it supports; under a kept claim that claim alone."""


@page_object
class ListItem:
    """A claim or a quote that was kept."""

    id: str
    """As the address has it: a slug, also one that a claim had before, or a quote's id."""
    claim: ClaimLine | None
    """The claim; null where a quote was kept by itself."""
    quotes: tuple[ItemQuote, ...]
    """What the claim rests on, oldest source first; or the quote."""


@page_object
class Reference:
    """A source that is referred to."""

    number: int
    """Counted from 1 in the order in which the list first needs it."""
    source: SourceName
    """The source."""
    text: str
    """Its entry in a list of references, in the style that was chosen."""


@page_object
class MissingItem:
    """Something in a list that is not here."""

    id: str
    """As the address has it."""
    said: str
    """What the claim said that was withdrawn; empty where nothing was ever called so."""
    reason: str
    """Why it was withdrawn."""


@page_object
class ReadingListPage:
    """What a reader kept, in the reader's order, with its references."""

    keep: str
    """What the address names, in order, joined by commas; what it names twice once."""
    style: Style
    """The style of the references."""
    query: str
    """The list as the query of an address, the style with it."""
    origin: str
    """The address of the list to come back to; empty where it is too long to be handed
    on."""
    items: tuple[ListItem, ...]
    """The claims and quotes, in order."""
    references: tuple[Reference, ...]
    """The sources, in the order in which the list needs them."""
    lost: tuple[MissingItem, ...]
    """What the address names and is not here."""
    left_out: int
    """How many the address names beyond the most that a list holds."""
