"""What is worked out from the other tables when the store is built."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import SQLModel

from app.domain.dates import dates_named
from app.domain.records import Quote
from app.domain.vocabulary import HELD_ATTITUDES
from app.store import derived_tables
from app.store.full_text import CLASHES_FROM, Row

_KNOWN = """
    INSERT INTO known (source, day, inferred)
    SELECT id, day, basis = 'inferred' AND day = latest FROM (
        SELECT source.*, min(latest, coalesce(
            (SELECT min(coalesce(date, printf('%04d-12-31', year)))
                FROM also_published AS other
                WHERE other.source = source.id
                    AND coalesce(date, year) IS NOT NULL), latest)) AS day
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

_TOTALS = """
    INSERT INTO totals (one, claims, claims_for, claims_against, narrower, reasons, quotes,
        noted, relayed, groups, exact, sources, first_year, last_year, relations, clashes,
        case_claims, facing, answers, supports, attitudes, unanswered, one_source, unused)
    SELECT 1,
        (SELECT count(*) FROM claim),
        (SELECT count(*) FROM claim WHERE stance = 'for'),
        (SELECT count(*) FROM claim WHERE stance = 'against'),
        (SELECT count(*) FROM claim WHERE parent IS NOT NULL),
        (SELECT count(*) FROM claim WHERE because IS NOT NULL),
        (SELECT count(*) FROM quote),
        (SELECT count(*) FROM quote WHERE note IS NOT NULL),
        (SELECT count(*) FROM quote WHERE origin IS NOT NULL),
        (SELECT count(*) FROM speaker WHERE kind = 'group'),
        (SELECT count(*) FROM quote WHERE "match" = 'exact'),
        (SELECT count(*) FROM source),
        (SELECT substr(min(earliest), 1, 4) FROM source),
        (SELECT substr(max(latest), 1, 4) FROM source),
        (SELECT count(*) FROM relation),
        (SELECT count(*) FROM clash),
        (SELECT count(*) FROM case_claim WHERE stance = 'for'),
        (SELECT count(*) FROM case_claim AS pro
            JOIN case_claim AS contra USING (position)
            WHERE pro.stance = 'for' AND contra.stance = 'against' AND EXISTS (
                SELECT 1 FROM answer
                WHERE "from" = pro.claim AND "to" = contra.claim
                OR "from" = contra.claim AND "to" = pro.claim)),
        (SELECT count(*) FROM answer),
        (SELECT count(*) FROM relation WHERE kind = 'supports'),
        (SELECT group_concat(DISTINCT attitude) FROM quote),
        (SELECT count(*) FROM claim WHERE id NOT IN (SELECT "to" FROM answer)),
        (SELECT count(*) FROM (
            SELECT 1 FROM quote_under_claim GROUP BY claim
            HAVING min(source) = max(source))),
        (SELECT count(*) FROM sentence
            JOIN passage ON passage.source = sentence.source
                AND passage.number = sentence.passage AND passage.kind = 'paragraph'
            WHERE NOT EXISTS (SELECT 1 FROM quote WHERE quote.source = sentence.source
                AND quote.start < sentence."end" AND sentence.start < quote."end")
            AND NOT EXISTS (SELECT 1 FROM set_aside AS aside
                WHERE aside.source = sentence.source
                AND aside.start < sentence."end" AND sentence.start < aside."end"))"""

_SHARED_SENTENCE = """
    WITH one_sided AS (
        SELECT quote.*, min(claim.stance) AS stance FROM quote
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        GROUP BY quote.id HAVING count(DISTINCT claim.stance) = 1)
    INSERT INTO shared_sentence (first, second, gap)
    SELECT one.id, two.id, substr(source.text, one."end" + 1, two.start - one."end")
    FROM sentence
    JOIN one_sided AS one ON one.source = sentence.source
        AND one.opens = sentence.start AND one.closes = sentence."end"
    JOIN one_sided AS two ON two.source = sentence.source
        AND two.opens = sentence.start AND two.closes = sentence."end"
    JOIN source ON source.id = sentence.source
    WHERE one."end" <= two.start AND one.stance <> two.stance
    ORDER BY sentence."end" - sentence.start, source.position, one.start, two.start
    LIMIT 1"""

# Which source makes which claim: it holds it in one of its quotes.
_MADE = f"""
    made AS MATERIALIZED (
        SELECT DISTINCT claim_quote.claim, source.position AS source
        FROM claim_quote
        JOIN quote ON quote.id = claim_quote.quote
        JOIN source ON source.id = quote.source
        WHERE quote.attitude IN ({", ".join(f"'{one}'" for one in sorted(HELD_ATTITUDES))}))"""

_SHARED_CLAIMS = f"""
    WITH {_MADE}, counted AS MATERIALIZED (
        SELECT claim.id, count(made.source) AS makers
        FROM claim LEFT JOIN made ON made.claim = claim.id GROUP BY claim.id)
    INSERT INTO shared_claim (claim, makers)
    SELECT id, makers FROM counted WHERE makers = (SELECT max(makers) FROM counted)"""

# A narrower claim supports the broader one that it stands under. A relation counts once
# for two sources, however they make its claims; a supporting one does not count where both
# make either claim: on that they agree already.
_SOURCE_PAIRS = f"""
    WITH {_MADE}, bearing AS MATERIALIZED (
        SELECT position AS id, "from", "to", kind = 'supports' AS supports FROM relation
        UNION ALL
        SELECT -position, id, parent, 1 FROM claim WHERE parent IS NOT NULL
    ), met AS (
        SELECT DISTINCT bearing.id, bearing.supports,
            min(one.source, two.source) AS a, max(one.source, two.source) AS b
        FROM bearing
        JOIN made AS one ON one.claim = bearing."from"
        JOIN made AS two ON two.claim = bearing."to"
        WHERE one.source <> two.source AND NOT (bearing.supports AND (
            EXISTS (SELECT 1 FROM made AS own
                WHERE own.claim = bearing."to" AND own.source = one.source)
            OR EXISTS (SELECT 1 FROM made AS own
                WHERE own.claim = bearing."from" AND own.source = two.source)))
    )
    INSERT INTO source_pair (a, b, agree, support, answer, shared)
    SELECT a, b, sum(agree), sum(support), sum(answer), count(*) FROM (
        SELECT one.source AS a, two.source AS b, 1 AS agree, 0 AS support, 0 AS answer
        FROM made AS one JOIN made AS two
            ON two.claim = one.claim AND one.source < two.source
        UNION ALL SELECT a, b, 0, supports, NOT supports FROM met)
    GROUP BY a, b"""

FILL_DERIVED: dict[type[SQLModel], str] = {
    derived_tables.Known: _KNOWN,
    derived_tables.QuoteUnderClaim: _QUOTES_UNDER_CLAIMS,
    derived_tables.Totals: _TOTALS,
    derived_tables.SharedSentence: _SHARED_SENTENCE,
    derived_tables.SharedClaim: _SHARED_CLAIMS,
    derived_tables.SourcePair: _SOURCE_PAIRS,
}
"""What fills each table from those before it, in order."""


def named_date_rows(quotes: Iterable[Quote]) -> list[Row]:
    """Return the rows of ``named_date``: the dates that the *quotes* name."""
    return [
        {"quote": quote.id, "earliest": date.earliest, "latest": date.latest}
        for quote in quotes
        for date in dates_named(quote.shown)
    ]


_HITS = f"""
    SELECT findable.id AS hit, pair.id AS row, 'claims' AS kind, 0 AS aside,
        pair.theme, pair.source, pair.speaker, pair.stance, pair.known
    FROM findable JOIN claim ON claim.id = findable.claim
    JOIN quote_under_claim AS pair ON pair.claim = claim.position
    UNION ALL SELECT findable.id, pair.id, 'quotes', 0,
        pair.theme, pair.source, pair.speaker, pair.stance, pair.known
    FROM findable JOIN quote ON quote.id = findable.quote
    JOIN quote_under_claim AS pair ON pair.quote = quote.position
    UNION ALL SELECT findable.id, pair.id, 'passages', passage.number IS NULL,
        pair.theme, source.position, pair.speaker, pair.stance, known.day
    FROM findable JOIN source ON source.id = findable.source
    JOIN known ON known.source = source.id
    JOIN passage ON passage.source = source.id AND passage.start = findable.start
    LEFT JOIN quote ON quote.source = source.id AND quote.passage = passage.number
    LEFT JOIN quote_under_claim AS pair ON pair.quote = quote.position
    UNION ALL SELECT clash.position + {CLASHES_FROM}, pair.id, 'clashes', 0,
        pair.theme, pair.source, pair.speaker, pair.stance, pair.known
    FROM clash JOIN clash_claim ON clash_claim.clash = clash.id
    JOIN claim ON claim.id = clash_claim.claim
    JOIN quote_under_claim AS pair ON pair.claim = claim.position"""
ROWS_OF_HITS = f"""
    SELECT one.hit, one.kind, CASE WHEN one.aside THEN 'aside' END AS aside,
        theme.id AS theme, source.id AS source, speaker.id AS speaker, one.stance,
        one.known AS as_of
    FROM ({_HITS}) AS one
    JOIN source ON source.position = one.source
    LEFT JOIN theme ON theme.position = one.theme
    LEFT JOIN speaker ON speaker.position = one.speaker
    ORDER BY one.hit, one.row"""
"""The rows of HitSet, in order."""


def hit_sets(rows: Sequence[Any]) -> dict[type[SQLModel], list[Row]]:
    """Return the tables of what hits stand for, from the ROWS_OF_HITS."""
    sets: dict[tuple[str, str], bytearray] = defaultdict(
        lambda: bytearray(len(rows) // 8 + 1)
    )
    places: dict[int, Row] = {}
    for number, row in enumerate(rows):
        hit, *values = row
        place = places.setdefault(hit, {"hit": hit, "first": number})
        place["last"] = number
        for name, value in zip(_SETS, values, strict=True):
            if value is not None:
                sets[name, value][number >> 3] |= 1 << (number & 7)
    return {
        derived_tables.HitPlace: [*places.values()],
        derived_tables.HitSet: [
            {"name": name, "value": value, "bits": bytes(bits).rstrip(b"\0")}
            for (name, value), bits in sets.items()
        ],
    }


_SETS = ("kind", "aside", "theme", "source", "speaker", "stance", "as_of")
