"""Read the records back from the tables, as they were compiled."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.domain.records import SCHEMA, Bundle, Published, Release, Source
from app.store.connection import Store, placeholders

# Columns that only serve the pages and are not part of the records.
_STORE_ONLY = frozenset(
    {"position", "opens", "closes", "before", "after", "own", "cited"}
)
_BY_SOURCE = (
    "SELECT t.* FROM {} AS t JOIN source ON source.id = t.source "
    "ORDER BY source.position, t.{}"
)


def bundle_of(store: Store) -> Bundle:
    """Return the whole data of the *store*."""
    quotes_of, claims_of = _quotes_and_claims(store)
    accepted: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.rows("SELECT * FROM accepted ORDER BY rowid"):
        accepted[row["subject"]][row["caution"]] = row["reason"]
    return Bundle.model_validate(
        {
            "release": release_of(store),
            "debate": {
                "question": store.stamp.question,
                "sides": _rows(store, "SELECT * FROM side ORDER BY id DESC"),
                "themes": _rows(store, "SELECT * FROM theme ORDER BY position"),
            },
            "sources": sources_of(store),
            "passages": _rows(store, _BY_SOURCE.format("passage", "start")),
            "sentences": _rows(store, _BY_SOURCE.format("sentence", "start")),
            "speakers": _rows(store, "SELECT * FROM speaker ORDER BY position"),
            "origins": _rows(store, "SELECT * FROM origin ORDER BY rowid"),
            "claims": [
                {**row, "quotes": quotes_of[row["id"]], "accepted": accepted[row["id"]]}
                for row in _rows(store, "SELECT * FROM claim ORDER BY position")
            ],
            "quotes": [
                {**row, "claims": claims_of[row["id"]], "accepted": accepted[row["id"]]}
                for row in _rows(store, _BY_SOURCE.format("quote", 'start, t."end"'))
            ],
            "relations": _rows(store, "SELECT * FROM relation ORDER BY position"),
            "set_aside": _rows(store, _BY_SOURCE.format("set_aside", "start")),
            "former": _rows(store, "SELECT * FROM former ORDER BY rowid"),
        }
    )


def release_of(store: Store) -> Release:
    """Return which release the *store* holds."""
    row = store.row("SELECT hash, date FROM release")
    return Release.model_validate({**dict(row or {}), "schema": SCHEMA})


def sources_of(store: Store, only: Sequence[str] | None = None) -> list[Source]:
    """Return the sources with their authors, dates and other places; or *only* some."""

    def rows(table: str, key: str) -> list[dict[str, Any]]:
        where = "" if only is None else f"WHERE {key} IN ({placeholders(only)})"
        statement = f"SELECT * FROM {table} {where} ORDER BY position"
        return _rows(store, statement, *(only or ()))

    parts: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, table in (("authors", "author"), ("also_published", "also_published")):
        parts[name] = defaultdict(list)
        for row in rows(table, "source"):
            parts[name][row.pop("source")].append(row)
    sources = []
    for row in rows("source", "id"):
        del row["text"]
        row["published"] = {name: row.pop(name) for name in Published.model_fields}
        own = {name: by_source[row["id"]] for name, by_source in parts.items()}
        sources.append(Source.model_validate(row | own))
    return sources


def _quotes_and_claims(
    store: Store,
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the quotes of each claim, and the claims of each quote."""
    quotes: dict[str, list[str]] = defaultdict(list)
    claims: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(
        "SELECT claim_quote.claim, quote FROM claim_quote "
        "JOIN claim ON claim.id = claim_quote.claim "
        "ORDER BY claim.position, claim_quote.position"
    ):
        quotes[row["claim"]].append(row["quote"])
        claims[row["quote"]].append(row["claim"])
    return quotes, claims


def _rows(store: Store, statement: str, *values: str) -> list[dict[str, Any]]:
    """Return rows without the columns that only serve the pages."""
    return [
        {name: value for name, value in dict(row).items() if name not in _STORE_ONLY}
        for row in store.rows(statement, *values)
    ]
