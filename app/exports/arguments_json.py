"""Write the JSON Schema of ``arguments.json``, from the records themselves."""

import json

from app.domain.records import Bundle

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def encode_schema(site: str = "") -> bytes:
    """Give the schema, which says every field and allows no other."""
    schema = Bundle.model_json_schema(mode="serialization")
    told = {"$schema": _DIALECT, "$id": f"{site}/exports/arguments.schema.json"}
    return json.dumps({**told, **schema}, ensure_ascii=False, indent=2).encode() + b"\n"


def encode(data: Bundle) -> bytes:
    """Give the *data* as JSON in UTF-8, two blanks an indent."""
    return data.model_dump_json(indent=2).encode() + b"\n"
