"""What /openapi.json and /docs say of the API: every address, as it really answers."""

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.store.connection import Store
from app.web.routes import described

Part = dict[str, Any]

_PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "Always about:blank."},
        "title": {"type": "string", "description": "What the status means."},
        "status": {"type": "integer", "description": "The status."},
        "detail": {"type": "string", "description": "What is wrong, and where."},
        "instance": {"type": "string", "description": "The address asked for."},
    },
}
_STATUSES = {
    "301": "Renamed: the address that it has now is in Location.",
    "303": "The same by a tidier address: each choice once, none empty.",
    "404": "There is no such thing, or a choice in the address is none.",
    "410": "Withdrawn: the detail says what it said, and why it went.",
    "422": "A part of the address cannot be read; the detail says which.",
}
# Of these a slug that was once given is never forgotten.
_WITH_FORMER = ("/claims/", "/sources/", "/themes/", "/speakers/")
_DETAILS = {
    "404": "no claim is called 'no-such-claim'",
    "410": "withdrawn: No source says so. It said: …",
    "422": "theme: string should have at most 200 characters",
}


def description(app: FastAPI) -> Part:
    """Describe the API, with addresses that lead somewhere in the store as it is."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        license_info={"name": "MIT", "identifier": "MIT"},
        routes=described.routes,
    )
    examples = _examples(app.state.store)
    for path, methods in made["paths"].items():
        _said_of(path, methods["get"], examples)
    schemas = made["components"]["schemas"]
    # The framework's own errors are never sent.
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = _PROBLEM
    return made


def _examples(store: Store) -> dict[str, str]:
    """Give one of each thing that has an address of its own."""
    row = store.row(
        """SELECT (SELECT id FROM claim ORDER BY position LIMIT 1) AS claims,
            (SELECT id FROM quote ORDER BY id LIMIT 1) AS quotes,
            (SELECT id FROM source ORDER BY position LIMIT 1) AS sources,
            (SELECT id FROM theme ORDER BY position LIMIT 1) AS themes,
            (SELECT speaker FROM source ORDER BY position LIMIT 1) AS speakers,
            (SELECT exact FROM quote ORDER BY id LIMIT 1) AS q"""
    )
    return dict(row) if row else {}


def _said_of(path: str, operation: Part, examples: dict[str, str]) -> None:
    """Say of one address what may stand in it, and how it answers."""
    operation["operationId"] = re.sub(r"\W+", "_", path.strip("/"))
    operation["summary"] = path
    example = examples.get(path.split("/")[1], "")
    parameters = operation.get("parameters", [])
    for one in parameters:
        if one["in"] == "path":
            one["example"] = example
        elif one["name"] == "q":
            one["example"] = examples.get("q", "")
    answers = operation["responses"]
    answers.pop("422", None)
    for media in answers["200"].get("content", {}).values():
        at = re.sub(r"{\w+}", example, path)
        media["examples"] = {"now": {"summary": at, "externalValue": at}}
    answers["200"]["description"] = "What is asked for."
    answers |= _errors(path, parameters, answers)


def _errors(path: str, parameters: list[Part], answers: Part) -> Part:
    """Say which errors an address has."""
    statuses = set(answers) & set(_STATUSES)
    if "{" in path:
        statuses |= {"404"}
        if path.startswith(_WITH_FORMER):
            statuses |= {"301", "410"}
    if any(one["in"] == "query" and _bounded(one["schema"]) for one in parameters):
        statuses |= {"422"}
    return {status: _error(status, path) for status in sorted(statuses)}


def _bounded(schema: Part) -> bool:
    one_of = schema.get("anyOf", [schema])
    return any("maxLength" in one or one.get("type") == "integer" for one in one_of)


def _error(status: str, path: str) -> Part:
    if status.startswith("3"):
        header = {"schema": {"type": "string"}, "required": True}
        return {"description": _STATUSES[status], "headers": {"Location": header}}
    example = {
        "type": "about:blank",
        "title": HTTPStatus(int(status)).phrase,
        "status": int(status),
        "detail": _DETAILS[status],
        "instance": path,
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema, "example": example}}
    return {"description": _STATUSES[status], "content": content}
