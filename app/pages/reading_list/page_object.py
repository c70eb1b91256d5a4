"""The page object of a reading list."""

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Style
from app.queries.claims import ClaimLine, ClaimName
from app.queries.quotes import QuotedFor, QuoteLine
from app.queries.sources import SourceName


@page_object
class ItemQuote:
    """A quote in a reading list, with the place of its source."""

    line: QuoteLine
    """The quote."""
    number: int
    """The place of its source among the references, from 1."""
    in_text: str
    """How it is cited in a text, in brackets or a note, in the style chosen; in HTML, with its
    italics in i elements."""
    claims: tuple[QuotedFor, ...]
    """The claims that it supports; under a claim of the list, only that claim."""


@page_object
class ListedRelation:
    """How a claim of a reading list bears on another claim of the list, or that on it."""

    kind: RelationKind
    """How the one bears on the other."""
    claim: ClaimName
    """The other claim."""
    given: bool
    """Whether the claim at hand bears on the other; false if only the other bears on it."""
    words: str
    """How it does, before the other claim: "Undercuts", "Undercut by"."""
    note: str | None
    """Why, in the editors' words."""


@page_object
class ListItem:
    """A claim or a quote in a reading list."""

    id: str
    """The slug of a claim, or the id of a quote."""
    former: tuple[str, ...]
    """Its former slugs or ids in the URL."""
    claim: ClaimLine | None
    """The claim; null if the item is a quote by itself."""
    quotes: tuple[ItemQuote, ...]
    """The quotes that the claim rests on, oldest source first; or the quote itself."""
    relations: tuple[ListedRelation, ...]
    """How the claim bears on others of the list, and they on it; empty for a quote."""
    answered_elsewhere: int
    """How many claims answer it that are not on the list; 0 for a quote."""


@page_object
class Reference:
    """An entry in the list of references."""

    number: int
    """Its place in the list, from 1."""
    source: SourceName
    """The source."""
    url: str | None
    """The article's own address; null if it is not known."""
    inferred: bool
    """Whether its date, or a part of it, is inferred."""
    inferred_names: bool
    """Whether its publisher, or where it appeared, is inferred."""
    text: str
    """The entry, in the style chosen."""
    html: str
    """The same with its italics, in i elements."""


@page_object
class MissingItem:
    """An item that does not exist here."""

    id: str
    """Its slug or id in the URL."""
    kind: str
    """"claim" or "quote", if it was withdrawn; else empty."""
    said: str
    """The words of the withdrawn claim or quote; empty if there never was one."""
    reason: str
    """Why it was withdrawn."""


@page_object
class ReadingListPage:
    """The claims and quotes of a reading list, in the reader's order, with references."""

    keep: str
    """The slugs and ids of the list, in order, each once, joined by commas."""
    style: Style
    """The style of the references."""
    query: str
    """The query string of the list, with the style."""
    origin: str
    """The path and query string of this page, for links back to it; empty if too long."""
    items: tuple[ListItem, ...]
    """The claims and quotes, in order."""
    references: tuple[Reference, ...]
    """The sources, in the order of the style, which numbers none."""
    lost: tuple[MissingItem, ...]
    """The items that do not exist here."""
    left_out: int
    """How many items in the URL are too many for a list."""
    typed: str
    """What was to be added and was not; empty if nothing was refused."""
    problem: str
    """Why it was not added; empty if nothing was refused."""
    example: str
    """The query string of a list to look at; empty if this one names anything."""
