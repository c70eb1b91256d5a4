"""arguments.json, all records as they are, and its JSON Schema."""

import json
from collections.abc import Sequence

from app.domain.records import Bundle, Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def encode(data: Bundle) -> bytes:
    """Return the *data* as JSON in UTF-8, with an indent of two spaces."""
    fields = (f'"{name}": {_field(value)}' for name, value in data)
    lines = ",\n  ".join(fields)
    return f"{{\n  {lines}\n}}\n".encode()


def _field(value: Record | Sequence[Record]) -> str:
    """Write a field record by record: all in one call would keep other threads waiting."""
    if isinstance(value, Record):
        return _record(value, "  ")
    indent = "    "
    records = (f"\n{indent}{_record(one, indent)}" for one in value)
    return f"[{','.join(records)}\n  ]" if value else "[]"


def _record(record: Record, indent: str) -> str:
    return record.model_dump_json(indent=2).replace("\n", f"\n{indent}")


def encode_schema(site: str = "") -> bytes:
    """Return the schema, which describes every field; a later release may have more."""
    schema = {
        "$schema": _DIALECT,
        "$id": f"{site}/exports/arguments.schema.json",
        **Bundle.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"
