"""The hits of a search: what the full-text index finds, and which of it passes filters."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import pairwise
from sqlite3 import Row
from urllib.parse import urlencode

from app.domain.vocabulary import HitKind, Stance
from app.queries.filters import DatedSource, dated_sources, day_label
from app.queries.sources import SourceName
from app.search.known_forms import known_forms
from app.search.query import KnownForms, ParsedQuery, match_expression
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLAIMS_FROM,
    CLASHES_FROM,
    CLOSES,
    OPENS,
    PASSAGES_FROM,
    QUOTES_FROM,
    FoundText,
    found_texts,
    index_key,
    without_small,
    words_of,
)

# This many hits of each kind are read. If a kind has more, hits are not ranked but stay in
# the order of the data. Our choice: five times what a page shows.
MOST_HITS = 500
# How much of a passage is shown. FTS5 allows 64 at most.
_EXCERPT = 40  # words
_ENDS = (CLAIMS_FROM, QUOTES_FROM, PASSAGES_FROM, CLASHES_FROM)
_RANGES = dict(
    zip(
        (HitKind.CLAIMS, HitKind.QUOTES, HitKind.PASSAGES), pairwise(_ENDS), strict=True
    )
)
_MATCHES = " UNION ALL ".join(
    "SELECT * FROM (SELECT rowid AS id FROM words WHERE words MATCH ?1"
    f" AND rowid >= {low} AND rowid < {high} LIMIT {MOST_HITS + 1})"
    for low, high in _RANGES.values()
)

_QUOTE_UNDER_CLAIM = """
    claim.id AS claim_id, claim.stance, claim.position AS claim_position,
    claim_quote.position AS quote_position,
    theme.id AS theme_id, theme.title AS theme_title, theme.position AS theme_number,
    quote.id AS quote_id, quote.passage AS quote_passage, quote.own,
    source.id AS source_id, speaker.id AS speaker_id, speaker.name AS speaker_name"""
# Each hit with each quote under a claim that it stands for.
_QUOTES_OF_HITS = f"""
    SELECT findable.id, findable.source AS passage_source, findable.start,
        passage.number, passage.kind AS passage_kind, {_QUOTE_UNDER_CLAIM}
    FROM findable
    LEFT JOIN passage ON passage.source = findable.source
        AND passage.start = findable.start
    LEFT JOIN quote ON {{quote}}
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id {{under}}
    LEFT JOIN claim ON claim.id = claim_quote.claim
    LEFT JOIN theme ON theme.id = claim.theme
    LEFT JOIN speaker ON speaker.id = quote.speaker
    JOIN source ON source.id = coalesce(findable.source, quote.source)
    WHERE findable.id IN ({{ids}}) AND {{kind}}"""
# For each kind of hit: which quotes, under which claims, and of which rows.
_KINDS = (
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
# A clash stands for all quotes under its claims.
_QUOTES_OF_CLASHES = f"""
    SELECT clash.position + {CLASHES_FROM} AS id, NULL, NULL, NULL, NULL,
        {_QUOTE_UNDER_CLAIM}
    FROM clash
    JOIN clash_claim ON clash_claim.clash = clash.id
    JOIN claim ON claim.id = clash_claim.claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN theme ON theme.id = claim.theme
    JOIN speaker ON speaker.id = quote.speaker
    JOIN source ON source.id = quote.source
    WHERE clash.position + {CLASHES_FROM} IN ({{ids}})"""

# For each filter its values: their place in the order, and their label.
Labels = dict[str, dict[str, tuple[int, str]]]


@dataclass(frozen=True)
class SearchRequest:
    """What a reader searches for; an empty value is "all"."""

    q: str = ""
    kind: str = ""
    theme: str = ""
    source: str = ""
    speaker: str = ""
    stance: str = ""
    as_of: str = ""
    """A day: only what was published by then is found."""

    def address(self, **changes: str) -> str:
        """Return the query string, with some values changed."""
        values = asdict(self) | changes
        return urlencode({name: value for name, value in values.items() if value})

    @cached_property
    def filters(self) -> dict[str, str]:
        """The filters in force, without the kind."""
        values = asdict(self)
        del values["q"], values["kind"]
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class QuoteBehindHit:
    """A quote under a claim that a hit stands for; values are empty if it has none."""

    claim: str
    theme: str
    stance: str
    quote: str
    source: str
    speaker: str
    known: str
    """The day by which its source had certainly been published."""
    passage: int

    def passes(self, filters: Mapping[str, str]) -> bool:
        """Return whether it passes all of the *filters*."""
        return all(
            self.known <= value if name == "as_of" else value == getattr(self, name)
            for name, value in filters.items()
        )


@dataclass(slots=True)
class Hit:
    """A clash, a claim, a quote or a passage that was found."""

    id: int
    kind: HitKind
    source: str
    """The source of a passage."""
    start: int
    number: int | None
    passage_kind: str
    quotes: list[QuoteBehindHit] = field(default_factory=list)
    """The quotes that it stands for, the strongest first."""

    @property
    def aside(self) -> bool:
        """Whether it is a block of an article other than a paragraph."""
        return self.kind is HitKind.PASSAGES and self.number is None

    def passes(self, request: SearchRequest) -> bool:
        """Return whether any of its quotes passes the filters."""
        return any(quote.passes(request.filters) for quote in self.quotes)

    def on(self, stance: Stance, request: SearchRequest) -> QuoteBehindHit | None:
        """Return its first quote on one side that passes the filters."""
        return next(
            (
                quote
                for quote in self.quotes
                if quote.stance == stance and quote.passes(request.filters)
            ),
            None,
        )


@dataclass(slots=True)
class Hits:
    """All hits of a search, the best of each kind first."""

    match: str
    """The FTS5 query."""
    begins: str
    """The last word, if only words that begin with it were found."""
    capped: bool
    """Whether there are more than are read."""
    capitals: frozenset[str] = frozenset()
    """The words, in lower case, that were meant in capitals."""
    hits: list[Hit] = field(default_factory=list)
    labels: Labels = field(default_factory=lambda: defaultdict(dict))
    sources: dict[str, SourceName] = field(default_factory=dict)

    def texts(self, marked: str) -> tuple[FoundText, ...]:
        """Split a text that the index has *marked* into what was found and the rest."""
        return found_texts(without_small(marked, self.capitals))


def hits_for(store: Store, parsed: ParsedQuery) -> Hits:
    """Return what has all the words; if nothing has, take the last word as a prefix."""
    forms = known_forms(store, parsed)
    match, begins, ids = _matched(store, parsed, forms)
    capped = any(
        sum(low <= id_ < high for id_ in ids) > MOST_HITS
        for low, high in _RANGES.values()
    )
    if ids and not capped:
        rows = store.rows(
            "SELECT rowid AS id FROM words WHERE words MATCH ?"
            " ORDER BY bm25(words), rowid",
            match,
        )
        ids = [row["id"] for row in rows]
    ids = [*_clash_ids(store, match), *ids]
    if needed := _needed_capitals(parsed, forms):
        ids = _with_capitals(store, ids, needed)
    return _read(store, Hits(match, begins, capped, forms.capitals), ids)


def excerpts(
    store: Store, hits: Hits, ids: Sequence[int]
) -> dict[int, tuple[FoundText, ...]]:
    """Return the texts of hits, marked; of a passage the part that matches best."""
    rows = store.rows(
        f"""SELECT rowid AS id, CASE WHEN rowid >= {PASSAGES_FROM}
            THEN snippet(words, 0, ?, ?, '…', {_EXCERPT})
            ELSE highlight(words, 0, ?, ?) END AS text
        FROM words WHERE words MATCH ? AND rowid IN ({placeholders(ids)})""",
        *(OPENS, CLOSES) * 2,
        hits.match,
        *ids,
    )
    return {row["id"]: hits.texts(row["text"]) for row in rows}


def marked_passages(store: Store, parsed: ParsedQuery, source: str) -> dict[int, str]:
    """Return the blocks of a source that match as in `hits_for`, marked, by their start."""
    forms = known_forms(store, parsed)
    match = match_expression(parsed, forms)
    rows = _marked(store, match, source)
    # Mostly there are some: only where there are none is it asked what matches elsewhere.
    if not rows and not _ids(store, match):
        rows = _marked(store, _prefix_match(parsed, forms), source)
    marked = {row["start"]: without_small(row["text"], forms.capitals) for row in rows}
    return {start: text for start, text in marked.items() if OPENS in text}


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


def _matched(
    store: Store, parsed: ParsedQuery, forms: KnownForms
) -> tuple[str, str, list[int]]:
    """Return the FTS5 query, the word it takes as a prefix, if any, and the row ids.

    Clashes have a say only if nothing else matches, and their ids are not among these.
    """
    match = match_expression(parsed, forms)
    if ids := _ids(store, match):
        return match, "", ids
    prefix_match = _prefix_match(parsed, forms)
    ids = _ids(store, prefix_match)
    if prefix_match and (ids or not _clash_ids(store, match)):
        return prefix_match, parsed.wanted[-1].text, ids
    return match, "", []


def _ids(store: Store, match: str) -> list[int]:
    return [row["id"] for row in store.rows(_MATCHES, match)] if match else []


def _clash_ids(store: Store, match: str) -> list[int]:
    """Return the ids of the clashes that match, the best first."""
    if not match:
        return []
    rows = store.rows(
        f"SELECT rowid + {CLASHES_FROM} AS id FROM clash_words WHERE clash_words MATCH ?"
        " ORDER BY bm25(clash_words), rowid",
        match,
    )
    return [row["id"] for row in rows]


def _prefix_match(parsed: ParsedQuery, forms: KnownForms) -> str:
    """Return the FTS5 query in which the last word is a prefix; empty if it cannot be."""
    last = parsed.wanted[-1] if parsed.wanted else None
    if last is None or last.begins or last.closed:
        return ""
    words = words_of(last.text)
    if not words or len(words[-1]) < 2 or not index_key(words[-1]):
        return ""
    return match_expression(parsed, forms, prefix=True)


def _needed_capitals(parsed: ParsedQuery, forms: KnownForms) -> list[re.Pattern[str]]:
    """Return what a text must have if words were meant in capitals: "US" or "U.S."."""
    keys = (
        index_key("".join(words_of(g[0].text))) for g in parsed.groups if len(g) == 1
    )
    return [
        re.compile(rf"\b{key.upper()}\b|\b" + r"\.\s?".join(key.upper()))
        for key in keys
        if key in forms.capitals
    ]


def _with_capitals(
    store: Store, ids: Sequence[int], needed: Sequence[re.Pattern[str]]
) -> list[int]:
    """Return the rows whose texts have all that is *needed*."""
    marks = placeholders(ids)
    rows = store.rows(
        f"""SELECT id, text FROM findable WHERE id IN ({marks})
        UNION ALL SELECT position + {CLASHES_FROM}, question || ' ' || turns_on
        FROM clash WHERE position + {CLASHES_FROM} IN ({marks})""",
        *ids,
        *ids,
    )
    text_of = {row["id"]: row["text"] for row in rows}
    return [id_ for id_ in ids if all(it.search(text_of[id_]) for it in needed)]


def _read(store: Store, hits: Hits, ids: Sequence[int]) -> Hits:
    """Fill *hits* with the quotes that they stand for."""
    if not ids:
        return hits
    marks = placeholders(ids)
    selects = [
        _QUOTES_OF_HITS.format(quote=quote, under=under, kind=kind, ids=marks)
        for quote, under, kind in _KINDS
    ]
    selects.append(_QUOTES_OF_CLASHES.format(ids=marks))
    statement = " UNION ALL ".join(selects)
    rows = store.rows(f"SELECT * FROM ({statement})", *list(ids) * len(selects))
    sources = dated_sources(store, {row["source_id"] for row in rows})
    hits.sources = {dated.source.id: dated.source for dated in sources}
    hits.labels = _labels(rows, sources, store.labels)
    known = {dated.source.id: dated.known.isoformat() for dated in sources}
    by_id = {row["id"]: _hit(row) for row in rows}
    for row in sorted(
        rows, key=lambda row: (row["claim_position"] or 0, row["quote_position"] or 0)
    ):
        by_id[row["id"]].quotes.append(_quote(row, known[row["source_id"]]))
    # The text of an article comes before what stands around it.
    hits.hits = sorted((by_id[id_] for id_ in ids), key=lambda hit: hit.aside)
    return hits


def _hit(row: Row) -> Hit:
    return Hit(
        id=row["id"],
        kind=next(
            (k for k, (a, b) in _RANGES.items() if a <= row["id"] < b), HitKind.CLASHES
        ),
        source=row["passage_source"] or "",
        start=row["start"] or 0,
        number=row["number"],
        passage_kind=row["passage_kind"] or "",
    )


def _quote(row: Row, known: str) -> QuoteBehindHit:
    return QuoteBehindHit(
        claim=row["claim_id"] or "",
        theme=row["theme_id"] or "",
        stance=row["stance"] or "",
        quote=row["quote_id"] or "",
        source=row["source_id"],
        speaker=row["speaker_id"] or "",
        known=known,
        passage=row["quote_passage"] or 0,
    )


def _labels(
    rows: Iterable[Row], sources: Iterable[DatedSource], sides: Mapping[Stance, str]
) -> Labels:
    """Return the values of the filters that occur in the hits."""
    labels: Labels = defaultdict(dict)
    for place, dated in enumerate(sources):
        labels["source"][dated.source.id] = (place, dated.source.short)
    by_day: dict[str, list[bool]] = defaultdict(list)
    for dated in sources:
        by_day[dated.known.isoformat()].append(dated.inferred)
    for day, inferred in by_day.items():
        some = "all" if all(inferred) else "some" if any(inferred) else ""
        place = dt.date.fromisoformat(day).toordinal()
        labels["as_of"][day] = (place, day_label(day, some))
    for row in rows:
        if row["claim_id"]:
            labels["theme"][row["theme_id"]] = (row["theme_number"], row["theme_title"])
            labels["speaker"][row["speaker_id"]] = (0, row["speaker_name"])
            stance = Stance(row["stance"])
            labels["stance"][stance] = (list(Stance).index(stance), sides[stance])
    return labels
