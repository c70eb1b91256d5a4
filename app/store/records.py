"""Write the whole data as ``arguments.json``: the records of ``bundle``, and no more."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.domain.records import SCHEMA, Bundle, Release, Source
from app.store.connection import Store, placeholders


def bundle_of(store: Store) -> Bundle:
    """Give the data of the *store* as it was when it was compiled."""
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
            **_claims_and_quotes(store),
            "relations": _rows(store, "SELECT * FROM relation ORDER BY position"),
            "set_aside": _rows(store, _BY_SOURCE.format("set_aside", "start")),
            "former": _rows(store, "SELECT * FROM former ORDER BY rowid"),
        }
    )


def release_of(store: Store) -> Release:
    """Say which data the *store* holds."""
    row = store.row("SELECT hash, date FROM release")
    return Release.model_validate({**dict(row or {}), "schema": SCHEMA})


# What the store keeps to answer pages with, and the records do not have.
_STORE_ONLY = frozenset(
    {"position", "opens", "closes", "before", "after", "own", "cited"}
)
_BY_SOURCE = (
    "SELECT t.* FROM {} AS t JOIN source ON source.id = t.source "
    "ORDER BY source.position, t.{}"
)


def _rows(store: Store, statement: str, *values: str) -> list[dict[str, Any]]:
    """Give rows without the columns that only the store needs."""
    return [
        {name: value for name, value in dict(row).items() if name not in _STORE_ONLY}
        for row in store.rows(statement, *values)
    ]


def _claims_and_quotes(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Give both, each with the other's ids and with what was weighed and accepted."""
    under, claims_of = _under(store)
    accepted = _accepted(store)
    return {
        "claims": [
            {**claim, "quotes": under[claim["id"]], "accepted": accepted[claim["id"]]}
            for claim in _rows(store, "SELECT * FROM claim ORDER BY position")
        ],
        "quotes": [
            {
                **quote,
                "claims": claims_of[quote["id"]],
                "accepted": accepted[quote["id"]],
            }
            for quote in _rows(store, _BY_SOURCE.format("quote", 'start, t."end"'))
        ],
    }


def _under(store: Store) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Give the quotes of every claim, and the claims of every quote."""
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


def _accepted(store: Store) -> dict[str, dict[str, str]]:
    accepted: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.rows("SELECT * FROM accepted ORDER BY rowid"):
        accepted[row["subject"]][row["caution"]] = row["reason"]
    return accepted


_DATES = ("earliest", "latest", "precision", "basis", "evidence", "reasoning")


def sources_of(store: Store, only: Sequence[str] | None = None) -> list[Source]:
    """Give the sources with their authors, dates and other places; or *only* some."""
    chosen = "" if only is None else f"WHERE {{}} IN ({placeholders(only)})"
    asked = only or ()
    belonging: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, table in (("authors", "author"), ("also_published", "also_published")):
        belonging[name] = defaultdict(list)
        where = chosen.format("source")
        statement = f"SELECT * FROM {table} {where} ORDER BY source, position"
        for row in _rows(store, statement, *asked):
            belonging[name][row.pop("source")].append(row)
    found = []
    where = chosen.format("id")
    for row in _rows(store, f"SELECT * FROM source {where} ORDER BY position", *asked):
        del row["text"]
        published = {name: row.pop(name) for name in _DATES}
        parts = {name: rows[row["id"]] for name, rows in belonging.items()}
        found.append(Source.model_validate({**row, "published": published, **parts}))
    return found
