"""Where a reader of a source came from, and the way back."""

from dataclasses import dataclass
from sqlite3 import Row

from app.db import Store
from app.queries.parts import SourceName
from app.queries.room import Arrival, Step
from app.queries.rows import claim_name

_CLAIM_QUOTES = """
    SELECT claim.id AS claim_id, claim.text AS claim_text, claim.stance AS claim_stance,
        quote.id, quote.source AS source_id, source.short AS source_short,
        source.title AS source_title
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    WHERE claim.id = ?
    ORDER BY claim_quote.position"""


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
    back, back_to, origin = way_back(coming)
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


def _step(row: Row) -> Step:
    source = SourceName(row["source_id"], row["source_short"], row["source_title"])
    return Step(source, row["id"])


# A page that links into sources → what its link back says, and whether its quotes
# stand under claims there, several times perhaps, or once each.
_ORIGINS = (
    ("/themes/", "the theme", True),
    ("/speakers/", "the speaker", False),
    ("/quotes/", "the quote", False),
    ("/quotes", "all quotes", False),
    ("/search", "the search", True),
    ("/claims/", "the claim", False),
)


def way_back(coming: Coming) -> tuple[str, str, str]:
    """Give the address to go back to, what is there, and the origin to hand on.

    An origin that is not a local address of a page that links here is passed over.
    """
    path, _, query = coming.origin.partition("?")
    known = {name: (words, nested) for name, words, nested in _ORIGINS}
    if path == "/":
        words, nested = "the arguments", True
    else:
        head = path[: path.find("/", 1) + 1] or path
        words, nested = known.get(head, ("", False))
    plain = all(c.isalnum() or c in "/-_=&%.+" for c in path + query)
    if not words or not plain or not coming.origin.isascii():
        return f"/claims/{coming.claim}#q-{coming.quote}", "the claim", ""
    place = f"{coming.claim}.{coming.quote}" if nested else f"q-{coming.quote}"
    return f"{coming.origin}#{place}", words, coming.origin
