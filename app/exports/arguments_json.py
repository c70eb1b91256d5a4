"""arguments.json, all records as they are, and its JSON Schema."""

import json

from app.domain.records import Bundle

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def encode(data: Bundle) -> bytes:
    """Return the *data* as JSON in UTF-8, with an indent of two spaces."""
    return data.model_dump_json(indent=2).encode() + b"\n"


def encode_schema(site: str = "") -> bytes:
    """Return the schema, which describes every field; a later release may have more."""
    schema = {
        "$schema": _DIALECT,
        "$id": f"{site}/exports/arguments.schema.json",
        **Bundle.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"
