"""What is worked out from the other tables when the store is built."""

from sqlmodel import SQLModel

from app.store.tables import Known, QuoteUnderClaim

_KNOWN = """
    INSERT INTO known (source, day, inferred)
    SELECT id, day, basis = 'inferred' AND day = latest FROM (
        SELECT source.*, min(latest, coalesce(
            (SELECT min(date) FROM also_published AS other
                WHERE other.source = source.id), latest)) AS day
        FROM source)"""

_QUOTES_UNDER_CLAIMS = """
    WITH known_claim AS (
        SELECT ground.claim, min(known.day) AS day
        FROM claim_quote AS ground
        JOIN quote ON quote.id = ground.quote
        JOIN known ON known.source = quote.source
        GROUP BY ground.claim
    ), answered AS (
        SELECT answer."to" AS claim,
            min(CASE kind WHEN 'rebuts' THEN day END) AS rebuts,
            min(CASE kind WHEN 'undercuts' THEN day END) AS undercuts,
            min(CASE kind WHEN 'qualifies' THEN day END) AS qualifies
        FROM answer JOIN known_claim ON known_claim.claim = answer."from"
        GROUP BY answer."to"
    )
    INSERT INTO quote_under_claim (claim, quote, theme, source, speaker, stance, own,
        known, rebuts, undercuts, qualifies)
    SELECT claim.position, quote.position, theme.position, source.position,
        speaker.position, claim.stance, quote.own, known.day, rebuts, undercuts, qualifies
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN theme ON theme.id = claim.theme
    JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    JOIN known ON known.source = source.id
    LEFT JOIN answered ON answered.claim = claim.id
    ORDER BY claim.position, claim_quote.position"""

FILL_DERIVED: dict[type[SQLModel], str] = {
    Known: _KNOWN,
    QuoteUnderClaim: _QUOTES_UNDER_CLAIMS,
}
"""What fills each table from those before it, in order."""
