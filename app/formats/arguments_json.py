"""Write the whole data as ``arguments.json``: the records of ``bundle``, and no more."""

from collections import defaultdict
from typing import Any

from app.bundle import Bundle
from app.db import Store
from app.models import SCHEMA


def written(store: Store) -> bytes:
    """Give the data of the *store* as JSON in UTF-8, two blanks an indent."""
    return read(store).model_dump_json(indent=2).encode() + b"\n"


def read(store: Store) -> Bundle:
    """Give the data of the *store* as it was when it was compiled."""
    release = store.row("SELECT hash, date FROM release")
    return Bundle.model_validate(
        {
            "release": {**dict(release or {}), "schema": SCHEMA},
            "debate": {
                "question": store.stamp.question,
                "sides": _rows(store, "SELECT * FROM side ORDER BY id DESC"),
                "themes": _rows(store, "SELECT * FROM theme ORDER BY position"),
            },
            "sources": _sources(store),
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


# What the store keeps to answer pages with, and the records do not have.
_STORE_ONLY = frozenset({"position", "opens", "closes", "before", "after", "own"})
_BY_SOURCE = (
    "SELECT t.* FROM {} AS t JOIN source ON source.id = t.source "
    "ORDER BY source.position, t.{}"
)


def _rows(store: Store, statement: str) -> list[dict[str, Any]]:
    """Give rows without the columns that only the store needs."""
    return [
        {name: value for name, value in dict(row).items() if name not in _STORE_ONLY}
        for row in store.rows(statement)
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


def _sources(store: Store) -> list[dict[str, Any]]:
    """Give the sources with their authors, dates and other places."""
    belonging: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, table in (("authors", "author"), ("also_published", "also_published")):
        belonging[name] = defaultdict(list)
        for row in _rows(store, f"SELECT * FROM {table} ORDER BY source, position"):
            belonging[name][row.pop("source")].append(row)
    sources = []
    for row in _rows(store, "SELECT * FROM source ORDER BY position"):
        del row["text"]
        published = {name: row.pop(name) for name in _DATES}
        parts = {name: found[row["id"]] for name, found in belonging.items()}
        sources.append({**row, "published": published, **parts})
    return sources
