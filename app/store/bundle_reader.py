"""Read the records back from the tables, as they were compiled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby
from operator import itemgetter
from sqlite3 import Row
from typing import Any, get_args

from app.domain.records import SCHEMA, Bundle, Published, Release, Source
from app.domain.vocabulary import Stance
from app.store.connection import Store, placeholders

# Columns that only serve the pages and are not part of the records.
_STORE_ONLY = frozenset(
    {
        "position",
        "opens",
        "closes",
        "before",
        "after",
        "own",
        "cited",
        "cited_in_text",
        "noted_again",
    }
)
# The fields of a source with rows of their own, and their tables.
_PARTS_OF_SOURCES = (
    ("authors", "author"),
    ("inferred", "inferred_fact"),
    ("also_published", "also_published"),
)
_BY_SOURCE = (
    "SELECT t.* FROM {} AS t JOIN source ON source.id = t.source "
    "ORDER BY source.position, t.{}"
)


def bundle_of(store: Store) -> Bundle:
    """Return the whole data of the *store*."""
    support_of, claims_of = _support_and_claims(store)
    sides_of = _sides_of_clashes(store)
    accepted: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.rows("SELECT * FROM accepted ORDER BY rowid"):
        accepted[row["subject"]][row["caution"]] = row["reason"]
    return _validated(
        {
            "release": release_of(store),
            "debate": _debate(store),
            "sources": sources_of(store),
            "passages": _rows(store, _BY_SOURCE.format("passage", "start")),
            "sentences": _rows(store, _BY_SOURCE.format("sentence", "start")),
            "speakers": _speakers(store),
            "origins": _rows(store, "SELECT * FROM origin ORDER BY rowid"),
            "claims": [
                {
                    **row,
                    "quotes": [support["quote"] for support in support_of[row["id"]]],
                    "support": support_of[row["id"]],
                    "accepted": accepted[row["id"]],
                }
                for row in _rows(store, "SELECT * FROM claim ORDER BY position")
            ],
            "quotes": [
                {**row, "claims": claims_of[row["id"]], "accepted": accepted[row["id"]]}
                for row in _rows(store, _BY_SOURCE.format("quote", 'start, t."end"'))
            ],
            "relations": _rows(store, "SELECT * FROM relation ORDER BY position"),
            "clashes": [
                {**row, **sides_of[row["id"]], "accepted": accepted[row["id"]]}
                for row in _rows(store, "SELECT * FROM clash ORDER BY position")
            ],
            "cases": _by_side(
                store.rows("SELECT stance, claim FROM case_claim ORDER BY position")
            ),
            "set_aside": _rows(store, _BY_SOURCE.format("set_aside", "start")),
            "former": _former(store),
            "revisions": _revisions(store),
        }
    )


@contextmanager
def lent_bundle(store: Store) -> Iterator[Bundle]:
    """Lend the whole data of the *store*, and free it afterwards record by record.

    Freed at once, a large debate would keep every other thread waiting.
    """
    data = bundle_of(store)
    try:
        yield data
    finally:
        records = [*chain.from_iterable(v for _, v in data if isinstance(v, tuple))]
        data.__dict__.clear()
        while records:
            records.pop()


def _validated(data: dict[str, Any]) -> Bundle:
    """Return the data, validated record by record.

    Validated in one call, a large debate would keep every other thread waiting.
    """
    for name, field in Bundle.model_fields.items():
        kind, *rest = get_args(field.annotation) or (None,)
        if rest == [...]:
            data[name] = [kind.model_validate(row) for row in data[name]]
    return Bundle.model_validate(data)


def _debate(store: Store) -> dict[str, Any]:
    stamp = store.stamp
    return {
        "question": stamp.question,
        "editors": stamp.editors,
        "contact": stamp.contact,
        "licence": stamp.licence,
        "reading": stamp.reading,
        "limits": stamp.limits,
        "examples": stamp.examples.splitlines(),
        "sides": _rows(store, "SELECT * FROM side ORDER BY id DESC"),
        "themes": _rows(store, "SELECT * FROM theme ORDER BY position"),
    }


def release_of(store: Store) -> Release:
    """Return which release the *store* holds."""
    stamp = store.stamp
    return Release.model_validate(
        {
            "hash": stamp.hash,
            "date": stamp.date,
            "site_name": stamp.site_name,
            "schema": SCHEMA,
        }
    )


def sources_of(store: Store, only: Sequence[str] | None = None) -> list[Source]:
    """Return the sources with their authors, dates and other places; or *only* some."""

    def rows(table: str, key: str) -> list[dict[str, Any]]:
        where = "" if only is None else f"WHERE {key} IN ({placeholders(only)})"
        statement = f"SELECT * FROM {table} {where} ORDER BY position"
        return _rows(store, statement, *(only or ()))

    parts: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, table in _PARTS_OF_SOURCES:
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


def _speakers(store: Store) -> list[dict[str, Any]]:
    """Return the speakers with what else they are called."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in store.rows("SELECT * FROM alias ORDER BY speaker, position"):
        aliases[row["speaker"]].append(row["name"])
    return [
        {**row, "aliases": aliases[row["id"]]}
        for row in _rows(store, "SELECT * FROM speaker ORDER BY position")
    ]


def _support_and_claims(
    store: Store,
) -> tuple[dict[str, list[dict[str, str]]], dict[str, list[str]]]:
    """Return the quotes of each claim with their modality, and the claims of each quote."""
    support: dict[str, list[dict[str, str]]] = defaultdict(list)
    claims: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(
        "SELECT claim_quote.claim, quote, modality FROM claim_quote "
        "JOIN claim ON claim.id = claim_quote.claim "
        "ORDER BY claim.position, claim_quote.position"
    ):
        support[row["claim"]].append(
            {"quote": row["quote"], "modality": row["modality"]}
        )
        claims[row["quote"]].append(row["claim"])
    return support, claims


def _sides_of_clashes(store: Store) -> dict[str, dict[str, list[str]]]:
    """Return the claims of each clash by side, in order."""
    rows = store.rows("SELECT * FROM clash_claim ORDER BY clash, position")
    return {
        clash: _by_side(group) for clash, group in groupby(rows, itemgetter("clash"))
    }


def _by_side(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the claims of *rows* by side."""
    sides: dict[str, list[str]] = {stance.value: [] for stance in Stance}
    for row in rows:
        sides[row["stance"]].append(row["claim"])
    return sides


def _former(store: Store) -> list[dict[str, Any]]:
    """Return the former slugs, each with what it leads to."""
    targets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.rows("SELECT * FROM former_target ORDER BY position"):
        targets[row["kind"], row["slug"]].append(row["now"])
    return [
        {**row, "now": now[0] if len(now) == 1 else None, "leads_to": now}
        for row in _rows(store, "SELECT * FROM former ORDER BY rowid")
        for now in [targets[row["kind"], row["slug"]]]
    ]


def _revisions(store: Store) -> list[dict[str, Any]]:
    """Return what changed from release to release."""
    changes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.rows(
        'SELECT revision, kind, id, "before", "after" FROM change '
        "ORDER BY revision, position"
    ):
        change = dict(row)
        changes[change.pop("revision")].append(change)
    return [
        {**row, "changes": changes[row["date"]]}
        for row in _rows(store, "SELECT * FROM revision ORDER BY date")
    ]


def _rows(store: Store, statement: str, *values: str) -> list[dict[str, Any]]:
    """Return rows without the columns that only serve the pages."""
    return [
        {name: value for name, value in dict(row).items() if name not in _STORE_ONLY}
        for row in store.rows(statement, *values)
    ]
