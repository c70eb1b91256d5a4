"""Where a reader of a source came from, and the way back."""

from dataclasses import dataclass
from sqlite3 import Row
from urllib.parse import parse_qs

from app.db import Store
from app.queries.parts import SourceName
from app.queries.room import Arrival, QuoteStep
from app.queries.rows import QUOTE_ORDER, claim_name

_CLAIM_QUOTES = f"""
    SELECT claim.id AS claim_id, claim.text AS claim_text, claim.stance AS claim_stance,
        quote.id, claim_quote.position AS place, quote.source AS source_id,
        source.short AS source_short, source.title AS source_title
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    WHERE claim.id = ?
    ORDER BY {QUOTE_ORDER}"""


@dataclass(frozen=True, slots=True)
class Coming:
    """Where a reader says to come from; empty words where the address says nothing."""

    claim: str = ""
    quote: str = ""
    origin: str = ""


def arrival(store: Store, coming: Coming, here: set[str]) -> Arrival | None:
    """Say where the reader came from; None where the address does not hold true."""
    if not coming.claim:
        return None
    rows = store.rows(_CLAIM_QUOTES, coming.claim)
    at = next((n for n, row in enumerate(rows) if row["id"] == coming.quote), None)
    if at is None or coming.quote not in here:
        return None
    back, back_to, origin = way_back(coming, rows[at]["place"])
    return Arrival(
        claim=claim_name(rows[at]),
        quote=coming.quote,
        number=at + 1,
        of=len(rows),
        back=back,
        back_to=back_to,
        origin=origin,
        previous=_step(rows[at - 1]) if at > 0 else None,
        next=_step(rows[at + 1]) if at + 1 < len(rows) else None,
    )


def _step(row: Row) -> QuoteStep:
    source = SourceName(row["source_id"], row["source_short"], row["source_title"])
    return QuoteStep(source, row["id"])


_NUMBERED, _NAMED, _BY_ITSELF = "{claim}.{number}", "{claim}.{quote}", "q-{quote}"
_SEARCH = "/search"
# A page that links into sources → what its link back says, and what it calls the place
# of a quote: one under a claim, which may stand there several times, or by itself. Where
# it is empty, the origin itself names its place.
_ORIGINS = {
    "/": ("the arguments", _NUMBERED),
    "/themes/": ("the theme", _NUMBERED),
    "/speakers/": ("the speaker", _BY_ITSELF),
    "/quotes/": ("the quote", _BY_ITSELF),
    "/quotes": ("the quotes", _BY_ITSELF),
    "/claims/": ("the claim", _BY_ITSELF),
    "/timeline": ("the timeline", _BY_ITSELF),
    _SEARCH: ("the search", _NAMED),
    "/gaps": ("the gaps", ""),
    "/compare": ("the comparison", ""),
    "/reading-list": ("the reading list", ""),
}


def way_back(coming: Coming, number: int) -> tuple[str, str, str]:
    """Give the address to go back to, what is there, and the origin to hand on.

    *number* is the quote's among those of the claim, as the seeds have them. An origin
    that is not a local address of a page that links here is passed over.
    """
    address, place = _parted(coming.origin)
    path = address.partition("?")[0]
    words, form = _ORIGINS.get(path[: path.find("/", 1) + 1] or path, ("", ""))
    if not words or (form and place):
        return f"/claims/{coming.claim}#q-{coming.quote}", "the claim", ""
    at = place or form.format(claim=coming.claim, number=number, quote=coming.quote)
    return f"{address}#{at}" if at else address, words, coming.origin


def _parted(origin: str) -> tuple[str, str]:
    """Part an origin into its address and its place; both empty where it is not plain."""
    address, _, place = origin.partition("#")
    path, _, query = address.partition("?")
    plain = all(c.isalnum() or c in "/-_=&%.,+~" for c in path + query + place)
    return (address, place) if plain and origin.isascii() else ("", "")


def searched(coming: Coming) -> tuple[str, str]:
    """Give what a reader who comes from a search typed there, and the way back."""
    address, place = _parted(coming.origin)
    path, _, query = address.partition("?")
    typed = parse_qs(query).get("q", [""])[0] if path == _SEARCH else ""
    return (typed, f"{address}#{place}" if place else address) if typed else ("", "")
