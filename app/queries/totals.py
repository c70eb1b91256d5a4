"""Counts over the whole store."""

from sqlite3 import Row

from app.store.connection import Store

_TOTALS = """
    SELECT (SELECT count(*) FROM claim) AS claims,
        (SELECT count(*) FROM claim WHERE stance = 'for') AS claims_for,
        (SELECT count(*) FROM claim WHERE parent IS NOT NULL) AS narrower,
        (SELECT count(*) FROM claim WHERE because IS NOT NULL) AS reasons,
        (SELECT count(*) FROM quote) AS quotes,
        (SELECT count(*) FROM quote WHERE note IS NOT NULL) AS noted,
        (SELECT count(*) FROM quote WHERE origin IS NOT NULL) AS relayed,
        (SELECT count(*) FROM speaker WHERE kind = 'group') AS groups,
        (SELECT count(*) FROM quote WHERE "match" = 'exact') AS exact,
        (SELECT count(*) FROM relation) AS relations,
        (SELECT count(*) FROM clash) AS clashes,
        (SELECT count(*) FROM case_claim WHERE stance = 'for') AS case_claims,
        (SELECT count(*) FROM case_claim AS pro
            JOIN case_claim AS contra USING (position)
            WHERE pro.stance = 'for' AND contra.stance = 'against' AND EXISTS (
                SELECT 1 FROM answer
                WHERE "from" = pro.claim AND "to" = contra.claim
                OR "from" = contra.claim AND "to" = pro.claim)) AS facing,
        (SELECT count(*) FROM answer) AS answers,
        (SELECT count(*) FROM relation WHERE kind = 'supports') AS supports,
        (SELECT group_concat(DISTINCT attitude) FROM quote) AS attitudes,
        (SELECT count(*) FROM claim WHERE id NOT IN (
            SELECT "to" FROM answer)) AS unanswered,
        (SELECT count(*) FROM (
            SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote
            GROUP BY claim HAVING count(DISTINCT source) = 1)) AS one_source"""


def totals_of(store: Store) -> Row:
    """Return the counts, under the names that they have in _TOTALS."""
    return store.rows(_TOTALS)[0]
