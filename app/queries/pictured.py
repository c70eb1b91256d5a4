"""What the pictures of shared links say: that of a claim, and that of the whole debate."""

from app.cards import Card, claim_card, debate_card
from app.db import Store
from app.queries.former import look_up
from app.queries.rows import claim_lines
from app.vocabulary import Stance

# Both sides, with the counts of everything beside each.
_SIDES = """
    SELECT id, label, says, (SELECT count(*) FROM claim) AS claims,
        (SELECT count(*) FROM quote) AS quotes,
        (SELECT count(*) FROM source) AS sources
    FROM side ORDER BY id = 'against'"""


def claim_pictured(store: Store, slug: str) -> Card:
    """Give the card of one claim.

    Raises NotFound or Moved.
    """
    found = claim_lines(store, [slug])
    if slug not in found:
        raise look_up(store, "claim", slug)
    claim = found[slug]
    return claim_card(
        store.stamp.question,
        claim.text,
        claim.stance,
        claim.quotes,
        [source.short for source in claim.sources],
    )


def debate_pictured(store: Store) -> Card:
    """Give the card of the whole debate."""
    rows = store.rows(_SIDES)
    sides = [(Stance(row["id"]), row["label"], row["says"]) for row in rows]
    counts = (rows[0][name] for name in ("claims", "quotes", "sources"))
    return debate_card(store.stamp.question, sides, *counts)
