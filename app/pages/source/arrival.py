"""Where a reader of a source came from, and the way back."""

from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends

from app.pages.source.model import Arrival, QuoteStep
from app.queries.claims import claim_name
from app.queries.quotes import QUOTE_ORDER
from app.queries.sources import SourceName
from app.store.connection import Store
from app.web.params import ClaimSlug, address, short
from app.web.routes import PAGES

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
class ArrivalRequest:
    """Where a reader says to come from; empty words where the address says nothing."""

    claim: str = ""
    quote: str = ""
    origin: str = ""


def arrival(store: Store, coming: ArrivalRequest, here: set[str]) -> Arrival | None:
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


_SEARCH = "/search"


def way_back(coming: ArrivalRequest, number: int) -> tuple[str, str, str]:
    """Give the address to go back to, what is there, and the origin to hand on.

    *number* is the quote's among those of the claim, as the seeds have them. An origin
    that is not a local address of a page that links here is passed over.
    """
    address, place = _parted(coming.origin)
    words, form = _linking_page(address.partition("?")[0])
    if not words or (form and place):
        return f"/claims/{coming.claim}#q-{coming.quote}", "the claim", ""
    at = place or form.format(claim=coming.claim, number=number, quote=coming.quote)
    return f"{address}#{at}" if at else address, words, coming.origin


def _linking_page(path: str) -> tuple[str, str]:
    """Return how the page at *path* is called on the way back, and its anchors."""
    start = path[: path.find("/", 1) + 1] or path
    for page in PAGES:
        if page.path.partition("{")[0] == start:
            return page.back_label, page.back_anchor
    return "", ""


def _parted(origin: str) -> tuple[str, str]:
    """Part an origin into its address and its place; both empty where it is not plain."""
    address, _, place = origin.partition("#")
    path, _, query = address.partition("?")
    plain = all(c.isalnum() or c in "/-_=&%.,+~" for c in path + query + place)
    return (address, place) if plain and origin.isascii() else ("", "")


def searched(coming: ArrivalRequest) -> tuple[str, str]:
    """Give what a reader who comes from a search typed there, and the way back."""
    address, place = _parted(coming.origin)
    path, _, query = address.partition("?")
    typed = parse_qs(query).get("q", [""])[0] if path == _SEARCH else ""
    return (typed, f"{address}#{place}" if place else address) if typed else ("", "")


async def _arriving(
    claim: ClaimSlug = "",
    quote: Annotated[str, short("The id of a quote: 12 hexadecimal digits.")] = "",
    origin: Annotated[str, address("from", "The local address to go back to.")] = "",
) -> ArrivalRequest:
    """Read from the address of a source where the reader came from."""
    return ArrivalRequest(claim, quote, origin)


Arriving = Annotated[ArrivalRequest, Depends(_arriving)]
