"""The hits of a search: what the full-text index finds, and which of it passes filters."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import chain, islice
from sqlite3 import Row
from urllib.parse import urlencode

from app.domain.vocabulary import Stance
from app.queries.sources import (
    SOURCE_COLUMNS,
    PassagePlace,
    SourceName,
    source_name,
)
from app.search.hit_sets import NOTHING, HitSets, hit_sets_of
from app.search.known_forms import known_forms
from app.search.query import KnownForms, ParsedQuery, match_expression
from app.store.connection import Store, placeholders
from app.store.full_text import (
    CLASHES_FROM,
    CLOSES,
    OPENS,
    PASSAGES_FROM,
    FoundText,
    found_texts,
    index_key,
    without_small,
    words_of,
)

# As many hits are ranked, which takes longer than finding them. If there are more, they stay
# in the order of the data. Our choice: who finds so many adds a word.
MOST_RANKED = 10_000
# How much of a passage is shown. FTS5 allows 64 at most.
_EXCERPT = 40  # words
# What stands around the text of an article.
_ASIDE = {"aside": "aside"}

_QUOTE_UNDER_CLAIM = f"""
    claim.id AS claim_id, claim.stance, claim.position AS claim_position,
    claim_quote.position AS quote_position, claim.theme AS theme_id,
    quote.id AS quote_id, quote.passage AS quote_passage,
    quote.speaker AS speaker_id, known.day AS known, {SOURCE_COLUMNS}"""
# Each hit with each quote under a claim that it stands for.
_QUOTES_OF_HITS = f"""
    SELECT findable.id, findable.start, passage.number, passage.kind AS passage_kind,
        {_QUOTE_UNDER_CLAIM}
    FROM findable
    LEFT JOIN passage ON passage.source = findable.source
        AND passage.start = findable.start
    {{quotes}}
    LEFT JOIN claim ON claim.id = claim_quote.claim
    JOIN source ON source.id = coalesce(findable.source, quote.source)
    JOIN known ON known.source = source.id
    WHERE findable.id IN ({{ids}}) AND {{kind}}"""
# For each kind of hit: which quotes under which claims, and of which rows.
_KINDS = (
    (
        """JOIN claim_quote ON claim_quote.claim = findable.claim
        JOIN quote ON quote.id = claim_quote.quote""",
        "findable.claim IS NOT NULL",
    ),
    (
        """JOIN quote ON quote.id = findable.quote
        JOIN claim_quote ON claim_quote.quote = quote.id""",
        "findable.quote IS NOT NULL",
    ),
    (
        """LEFT JOIN quote ON quote.source = findable.source
            AND quote.passage = passage.number
        LEFT JOIN claim_quote ON claim_quote.quote = quote.id""",
        "findable.source IS NOT NULL",
    ),
)
# A clash stands for all quotes under its claims.
_QUOTES_OF_CLASHES = f"""
    SELECT clash.position + {CLASHES_FROM} AS id, NULL, NULL, NULL,
        {_QUOTE_UNDER_CLAIM}
    FROM clash
    JOIN clash_claim ON clash_claim.clash = clash.id
    JOIN claim ON claim.id = clash_claim.claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    JOIN known ON known.source = source.id
    WHERE clash.position + {CLASHES_FROM} IN ({{ids}})"""


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
    source_name: SourceName
    speaker: str
    known: str
    """The day by which its source had certainly been published."""
    passage: int

    @property
    def source(self) -> str:
        """The slug of its source."""
        return self.source_name.id

    def passes(self, filters: Mapping[str, str]) -> bool:
        """Return whether it passes all of the *filters*."""
        return all(
            self.known <= value if name == "as_of" else value == getattr(self, name)
            for name, value in filters.items()
        )


@dataclass(slots=True)
class Hit:
    """A clash, a claim, a quote or a passage that is shown."""

    id: int
    source: SourceName
    """The source of a passage."""
    start: int
    number: int | None
    passage_kind: str
    quotes: list[QuoteBehindHit] = field(default_factory=list)
    """The quotes that it stands for, the strongest first."""

    def on(self, stance: Stance, request: SearchRequest) -> QuoteBehindHit:
        """Return its first quote on one side that passes the filters."""
        return next(
            quote
            for quote in self.quotes
            if quote.stance == stance and quote.passes(request.filters)
        )


@dataclass(frozen=True)
class Hits:
    """All hits of a search; what they stand for is as HitSets has it."""

    match: str
    """The FTS5 query."""
    begins: str
    """The last word, if only words that begin with it were found."""
    capitals: frozenset[str]
    """The words, in lower case, that were meant in capitals."""
    ids: list[int]
    """The best of each kind first, unless there are too many to rank."""
    sets: HitSets

    @property
    def unranked(self) -> bool:
        """Whether they are in the order of the data, being too many to rank."""
        return len(self.ids) > MOST_RANKED

    @cached_property
    def _rows(self) -> int:
        return self.sets.of(self.ids)

    def passing(self, filters: Mapping[str, str], kind: str = "") -> int:
        """Return the rows of those of one kind that pass the *filters*."""
        of_kind = {"kind": kind} if kind else {}
        return self.sets.passing({**filters, **of_kind}) & self._rows

    def count(self, filters: Mapping[str, str], kind: str = "") -> int:
        """Return how many of one kind pass the *filters*."""
        return self.sets.count(self.passing(filters, kind))

    def frequency(
        self, name: str, filters: Mapping[str, str], kind: str = ""
    ) -> dict[str, int]:
        """Return how often each value of another filter occurs where the *filters* pass.

        A claim counts as often as it has quotes there: that tells which values matter most.
        """
        return self.sets.counts(name, self.passing(filters, kind))

    def values(self, name: str) -> set[str]:
        """Return the values of a filter that occur."""
        found = self._rows
        return {value for value, rows in self.sets.sets[name].items() if rows & found}

    def first(self, passing: int, most: int) -> list[int]:
        """Return the first that have any of the rows *passing*, at *most* so many."""
        # The text of an article comes before what stands around it.
        aside = passing & self.sets.passing(_ASIDE)
        # Of very many the first are soon found by their rows, in the order of the data.
        having = (
            self.sets.in_order(rows)
            if self.unranked
            else self.sets.among(self.ids, rows)
            for rows in (passing ^ aside, aside)
            if rows
        )
        return list(islice(chain.from_iterable(having), most))

    def texts(self, marked: str) -> tuple[FoundText, ...]:
        """Split a text that the index has *marked* into what was found and the rest."""
        return found_texts(without_small(marked, self.capitals))


def hits_for(store: Store, parsed: ParsedQuery) -> Hits:
    """Return what has all the words; if nothing has, take the last word as a prefix."""
    forms = known_forms(store, parsed)
    match, begins, ids = _matched(store, parsed, forms)
    if 0 < len(ids) <= MOST_RANKED:
        ids = _all_ids(
            store,
            "SELECT rowid AS id FROM words WHERE words MATCH ?"
            " ORDER BY bm25(words), rowid",
            match,
        )
    ids = [*_clash_ids(store, match), *ids]
    if needed := _needed_capitals(parsed, forms):
        ids = _with_capitals(store, ids, needed)
    sets = hit_sets_of(store) if ids else NOTHING
    return Hits(match, begins, forms.capitals, ids, sets)


def excerpts(
    store: Store, hits: Hits, ids: Sequence[int]
) -> dict[int, tuple[FoundText, ...]]:
    """Return the texts of hits, marked; of a passage the part that matches best."""
    rows = store.found(
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
    return store.found(
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
    if not match:
        return []
    return _all_ids(store, "SELECT rowid AS id FROM words WHERE words MATCH ?", match)


def _all_ids(store: Store, statement: str, match: str) -> list[int]:
    """Return the ids that a statement finds, in its order.

    They come as one text: as a row each they would take three times as long.
    """
    (row,) = store.found(
        f"SELECT json_group_array(id) AS ids FROM ({statement})", match
    )
    ids: list[int] = json.loads(row["ids"])
    return ids


def _clash_ids(store: Store, match: str) -> list[int]:
    """Return the ids of the clashes that match, the best first."""
    if not match:
        return []
    rows = store.found(
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
    # There may be more than a statement takes one by one.
    rows = store.found(
        f"""WITH found AS (SELECT value FROM json_each(?))
        SELECT id, text FROM findable WHERE id IN found
        UNION ALL SELECT position + {CLASHES_FROM}, question || ' ' || turns_on
        FROM clash WHERE position + {CLASHES_FROM} IN found""",
        json.dumps(ids),
    )
    text_of = {row["id"]: row["text"] for row in rows}
    return [id_ for id_ in ids if all(it.search(text_of[id_]) for it in needed)]


def read_hits(store: Store, ids: Sequence[int]) -> dict[int, Hit]:
    """Return some hits by their ids, with the quotes that they stand for."""
    if not ids:
        return {}
    marks = placeholders(ids)
    selects = [
        _QUOTES_OF_HITS.format(quotes=quotes, kind=kind, ids=marks)
        for quotes, kind in _KINDS
    ]
    selects.append(_QUOTES_OF_CLASHES.format(ids=marks))
    statement = " UNION ALL ".join(selects)
    rows = store.rows(f"SELECT * FROM ({statement})", *list(ids) * len(selects))
    by_id = {row["id"]: _hit(row) for row in rows}
    for row in sorted(
        rows, key=lambda row: (row["claim_position"] or 0, row["quote_position"] or 0)
    ):
        by_id[row["id"]].quotes.append(_quote(row))
    return by_id


def read_places(
    store: Store, ids: Sequence[int]
) -> dict[SourceName, list[PassagePlace]]:
    """Return some passages by their source, in the order of reading."""
    if not ids:
        return {}
    rows = store.rows(
        f"""SELECT findable.id, passage.number, passage.kind, passage.start,
            {SOURCE_COLUMNS}
        FROM findable JOIN source ON source.id = findable.source
        JOIN passage ON passage.source = findable.source
            AND passage.start = findable.start
        WHERE findable.id IN ({placeholders(ids)}) ORDER BY findable.id""",
        *ids,
    )
    places: dict[SourceName, list[PassagePlace]] = defaultdict(list)
    for row in rows:
        place = PassagePlace.of(row["number"], row["kind"], row["start"])
        places[source_name(row)].append(place)
    return places


def _hit(row: Row) -> Hit:
    return Hit(
        id=row["id"],
        source=source_name(row),
        start=row["start"] or 0,
        number=row["number"],
        passage_kind=row["passage_kind"] or "",
    )


def _quote(row: Row) -> QuoteBehindHit:
    return QuoteBehindHit(
        claim=row["claim_id"] or "",
        theme=row["theme_id"] or "",
        stance=row["stance"] or "",
        quote=row["quote_id"] or "",
        source_name=source_name(row),
        speaker=row["speaker_id"] or "",
        known=row["known"],
        passage=row["quote_passage"] or 0,
    )
