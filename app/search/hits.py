"""What the index finds, and which of it passes the filters."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from sqlite3 import Row
from urllib.parse import urlencode

from app.domain.vocabulary import Kind, Stance
from app.queries.filters import DatedSource, dated_sources, known_days
from app.queries.sources import SourceName
from app.search.query import ParsedQuery, match_expression
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLAIMS_FROM,
    CLOSES,
    OPENS,
    PASSAGES_FROM,
    QUOTES_FROM,
    index_key,
    words_of,
)

# So many hits of each kind are looked at: where a word has more, they are not put in
# order but shown as they stand in the data. Our choice: five times what a page shows.
CAP = 500
# As the last word may stand for all that begin so, so many of them are asked for.
_ENDINGS = 40

_ENDS = (CLAIMS_FROM, QUOTES_FROM, PASSAGES_FROM, 3_000_000_000)
_RANGES = dict(zip(Kind, pairwise(_ENDS), strict=True))
_FOUND = " UNION ALL ".join(
    "SELECT * FROM (SELECT rowid AS id FROM words WHERE words MATCH ?1"
    f" AND rowid >= {low} AND rowid < {high} LIMIT {CAP + 1})"
    for low, high in _RANGES.values()
)

# Every hit with every quote and claim that it stands for, the strongest first.
_HELD = """
    SELECT findable.id, findable.claim AS claim_hit, findable.quote AS quote_hit,
        findable.source AS passage_source, findable.start,
        passage.number, passage.kind AS passage_kind,
        claim.id AS claim_id, claim.stance, claim.position AS claim_position,
        claim_quote.position AS quote_position,
        theme.id AS theme_id, theme.title AS theme_title, theme.position AS theme_number,
        quote.id AS quote_id, quote.passage AS quote_passage,
        source.id AS source_id, speaker.id AS speaker_id, speaker.name AS speaker_name
    FROM findable
    LEFT JOIN passage ON passage.source = findable.source
        AND passage.start = findable.start
    LEFT JOIN quote ON {quote}
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id {under}
    LEFT JOIN claim ON claim.id = claim_quote.claim
    LEFT JOIN theme ON theme.id = claim.theme
    LEFT JOIN speaker ON speaker.id = quote.speaker
    JOIN source ON source.id = coalesce(findable.source, quote.source)
    WHERE findable.id IN ({ids}) AND {kind}"""
_ARMS = (
    (
        "quote.id IN (SELECT quote FROM claim_quote WHERE claim = findable.claim)",
        "AND claim_quote.claim = findable.claim",
        "findable.claim IS NOT NULL",
    ),
    ("quote.id = findable.quote", "", "findable.quote IS NOT NULL"),
    (
        "quote.source = findable.source AND quote.passage = passage.number",
        "",
        "findable.source IS NOT NULL",
    ),
)

# For each filter its choices: their place in the order, and their words.
Labels = dict[str, dict[str, tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader looks for; an empty word is "all"."""

    q: str = ""
    kind: str = ""
    theme: str = ""
    source: str = ""
    speaker: str = ""
    stance: str = ""
    as_of: str = ""
    """A day: only what was published by then is found."""

    def address(self, **other: str) -> str:
        """Give the query of the address, with some of its words changed."""
        said = {one.name: getattr(self, one.name) for one in fields(self)} | other
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class QuoteBehindHit:
    """A quote under a claim that a hit stands for; words are empty where it has none."""

    theme: str
    source: str
    speaker: str
    stance: str
    known: str
    claim: str
    quote: str
    passage: int

    def passes(self, sought: SearchRequest) -> bool:
        """Whether it is among what the reader holds the search to."""
        return (
            sought.theme in {"", self.theme}
            and sought.source in {"", self.source}
            and sought.speaker in {"", self.speaker}
            and sought.stance in {"", self.stance}
            and (not sought.as_of or self.known <= sought.as_of)
        )


@dataclass(slots=True)
class Hit:
    """Something that was found."""

    id: int
    kind: Kind
    source: str
    """The source of a passage."""
    start: int
    number: int | None
    passage_kind: str
    held: list[QuoteBehindHit] = field(default_factory=list)

    @property
    def aside(self) -> bool:
        """Whether it is a block of an article that is no paragraph."""
        return self.kind is Kind.PASSAGES and self.number is None

    def passes(self, sought: SearchRequest) -> bool:
        """Whether any of what it stands for passes the filters."""
        return any(one.passes(sought) for one in self.held)

    def on(self, stance: Stance, sought: SearchRequest) -> QuoteBehindHit | None:
        """Give the first of what it stands for on one side that passes the filters."""
        return next(
            (one for one in self.held if one.stance == stance and one.passes(sought)),
            None,
        )


@dataclass(slots=True)
class Hits:
    """All that was found, the best of each kind first."""

    match: str
    """What the index was asked."""
    begins: str
    """The word that stands for all that begin so, where only these were found."""
    capped: bool
    """Whether there are more than are looked at."""
    hits: list[Hit] = field(default_factory=list)
    labels: Labels = field(default_factory=lambda: defaultdict(dict))
    sources: dict[str, SourceName] = field(default_factory=dict)


def hits_for(store: Store, asked: ParsedQuery) -> Hits:
    """Find what has all the words; if nothing has, take the last for a beginning."""
    match, begins = match_expression(asked), ""
    ids = _ids(store, match)
    if not ids and (beginnings := _beginnings(store, asked)):
        match, begins = beginnings, asked.wanted[-1].text
        ids = _ids(store, match)
    capped = any(
        sum(low <= one < high for one in ids) > CAP for low, high in _RANGES.values()
    )
    if not capped:
        ids = _best_first(store, match, ids)
    return _hits(store, Hits(match, begins, capped), ids)


def marked_passages(store: Store, asked: ParsedQuery, source: str) -> dict[int, str]:
    """Give the blocks of a source that have all the words, marked, by their start.

    The words are read as they are for the hits: see `found`.
    """
    match = match_expression(asked)
    rows = _marked(store, match, source)
    if not rows and not _ids(store, match):
        rows = _marked(store, _beginnings(store, asked), source)
    return {row["start"]: row["text"] for row in rows}


def _marked(store: Store, match: str, source: str) -> list[Row]:
    if not match:
        return []
    return store.rows(
        """SELECT findable.start, highlight(words, 0, ?, ?) AS text
        FROM words JOIN findable ON findable.id = words.rowid
        WHERE words MATCH ? AND words.rowid >= ? AND findable.source = ?""",
        OPENS,
        CLOSES,
        match,
        PASSAGES_FROM,
        source,
    )


def _beginnings(store: Store, asked: ParsedQuery) -> str:
    """Give what the index is asked where the last word may be the beginning of one."""
    last = _beginning(asked)
    if not last:
        return ""
    # "Sino-Russ" is two words: of such, the index itself finds how they go on.
    alone = index_key(asked.wanted[-1].text) == last
    return match_expression(asked, _endings(store, last) if alone else ())


def _ids(store: Store, match: str) -> list[int]:
    return [row["id"] for row in store.rows(_FOUND, match)] if match else []


def _best_first(store: Store, match: str, ids: Sequence[int]) -> list[int]:
    """Put hits in order, by how much they say of what was looked for."""
    if not ids:
        return []
    rows = store.rows(
        "SELECT rowid AS id FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid",
        match,
    )
    return [row["id"] for row in rows]


def _beginning(asked: ParsedQuery) -> str:
    """Give the last word, if it may be the beginning of one: two letters at least."""
    last = asked.wanted[-1] if asked.wanted else None
    if last is None or last.begins or last.closed:
        return ""
    word = words_of(last.text)[-1:]
    return index_key(word[0]) if word and len(word[0]) > 1 else ""


def _endings(store: Store, beginning: str) -> list[str]:
    """Give the commonest words that begin so: their stems may not."""
    rows = store.rows(
        "SELECT key FROM word WHERE key >= ?1 AND key < ?1 || char(0x10ffff)"
        f" ORDER BY count DESC, key LIMIT {_ENDINGS}",
        beginning,
    )
    return [row["key"] for row in rows]


def _hits(store: Store, hits: Hits, ids: Sequence[int]) -> Hits:
    """Read what the hits stand for."""
    arms = " UNION ALL ".join(
        _HELD.format(quote=quote, under=under, kind=kind, ids=placeholders(ids))
        for quote, under, kind in _ARMS
    )
    rows = store.rows(f"SELECT * FROM ({arms})", *ids, *ids, *ids) if ids else []
    sources = dated_sources(store, {row["source_id"] for row in rows}) if rows else ()
    hits.sources = {one.source.id: one.source for one in sources}
    hits.labels = _labels(rows, sources)
    known = {one.source.id: one.known.isoformat() for one in sources}
    by_id = {row["id"]: _hit(row) for row in rows}
    for row in sorted(
        rows, key=lambda row: (row["claim_position"] or 0, row["quote_position"] or 0)
    ):
        by_id[row["id"]].held.append(_held(row, known[row["source_id"]]))
    # The words of an article come before what stands around it.
    hits.hits = sorted((by_id[one] for one in ids), key=lambda hit: hit.aside)
    return hits


def _hit(row: Row) -> Hit:
    return Hit(
        id=row["id"],
        kind=next(k for k, (a, b) in _RANGES.items() if a <= row["id"] < b),
        source=row["passage_source"] or "",
        start=row["start"] or 0,
        number=row["number"],
        passage_kind=row["passage_kind"] or "",
    )


def _held(row: Row, known: str) -> QuoteBehindHit:
    return QuoteBehindHit(
        theme=row["theme_id"] or "",
        source=row["source_id"],
        speaker=row["speaker_id"] or "",
        stance=row["stance"] or "",
        known=known,
        claim=row["claim_id"] or "",
        quote=row["quote_id"] or "",
        passage=row["quote_passage"] or 0,
    )


def _labels(rows: Iterable[Row], sources: Iterable[DatedSource]) -> Labels:
    """Give the choices that the hits leave to the filters."""
    labels: Labels = defaultdict(dict)
    for place, one in enumerate(sources):
        labels["source"][one.source.id] = (place, one.source.short)
    for day, words in known_days(sources).items():
        labels["as_of"][day] = (dt.date.fromisoformat(day).toordinal(), words)
    for row in rows:
        if row["claim_id"]:
            labels["theme"][row["theme_id"]] = (row["theme_number"], row["theme_title"])
            labels["speaker"][row["speaker_id"]] = (0, row["speaker_name"])
            stance = Stance(row["stance"])
            labels["stance"][stance] = (list(Stance).index(stance), stance.label)
    return labels
