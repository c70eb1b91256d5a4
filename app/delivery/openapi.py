"""What /openapi.json and /docs describe: every data address and all its responses."""

import re
from copy import deepcopy
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.delivery.errors_and_redirects import PROBLEM, problem
from app.delivery.security_headers import POSTED
from app.pages.verify.limits import TOO_LONG
from app.store.connection import Store
from app.web.routes import described

Json = dict[str, Any]

_PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "Always about:blank."},
        "title": {"type": "string", "description": "What the status means."},
        "status": {"type": "integer", "description": "The status."},
        "detail": {"type": "string", "description": "What is wrong, and where."},
        "instance": {"type": "string", "description": "The address requested."},
        "choices": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The new addresses; only with status 300.",
        },
    },
}
_STATUSES = {
    "300": "Split in two or more: choices lists the new addresses.",
    "301": "Renamed: Location has the new address.",
    "303": "Location has the canonical address, without empty or repeated parameters.",
    "404": "Not found, or a parameter has an unknown value.",
    "410": "Withdrawn: the detail says what it said and why it was withdrawn.",
    "413": "The text is too long; paste it in parts.",
    "422": "A parameter is not valid; the detail says which.",
    "503": "The server is busy; Retry-After says when to try again.",
}
# What may be unknown may also be a former slug or id: the site forgets none.
_FORMER = {"300", "301", "410"}
_DETAILS = {
    "300": "the claim “a-claim-of-two-parts” was split: choose one of choices",
    "404": "no claim is called “no-such-claim”",
    "410": "withdrawn: No source says so. It said: …",
    "413": TOO_LONG,
    "422": "theme: string should have at most 200 characters",
    "503": "the server is busy with other work; try again in a few seconds",
}


def openapi_document(app: FastAPI) -> Json:
    """Return the OpenAPI document, with examples that exist in the present store."""
    store: Store = app.state.store_file.now
    document = deepcopy(_read())
    licence = store.stamp.licence
    document["info"] = {
        "title": store.stamp.site_name,
        "summary": app.summary,
        **({"license": {"name": licence}} if licence else {}),
        "version": app.version,
    }
    if store.root:
        document["servers"] = [{"url": store.base}]
    examples = _examples(store)
    # Without clashes, no address of one exists.
    paths = document["paths"]
    document["paths"] = {
        path: methods
        for path, methods in paths.items()
        if "{" not in path or examples[path.split("/")[1]]
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation, examples, store.root)
    schemas = document["components"]["schemas"]
    # The app never sends the errors of the framework.
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = _PROBLEM
    return document


@cache
def _read() -> Json:
    """Return what FastAPI reads of the routes: they take much more memory, and time."""
    return get_openapi(title="", version="", routes=described())


def _examples(store: Store) -> dict[str, str]:
    """Return one id of each kind, by the beginning of its path, and words to search."""
    row = store.row(
        """SELECT (SELECT id FROM claim ORDER BY position LIMIT 1) AS claims,
            (SELECT id FROM clash ORDER BY position LIMIT 1) AS clashes,
            (SELECT id FROM quote ORDER BY id LIMIT 1) AS quotes,
            (SELECT id FROM source ORDER BY position LIMIT 1) AS sources,
            (SELECT id FROM theme ORDER BY position LIMIT 1) AS themes,
            (SELECT speaker FROM source ORDER BY position LIMIT 1) AS speakers,
            (SELECT exact FROM quote ORDER BY id LIMIT 1) AS q"""
    )
    return dict(row) if row else {}


def _complete(
    path: str, method: str, operation: Json, examples: dict[str, str], root: str
) -> None:
    """Complete the description of one path and method: id, examples and responses."""
    name = path if method == "get" else f"{method} {path}"
    operation["operationId"] = re.sub(r"\W+", "_", name.strip("/"))
    operation["summary"] = path
    example = examples.get(path.split("/")[1], "")
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["example"] = example
        elif parameter["name"] == "q":
            parameter["example"] = examples.get("q", "")
    responses = operation["responses"]
    responses.pop("422", None)
    url = root + re.sub(r"{\w+}", example, path)
    if method == "get":
        for media in responses["200"].get("content", {}).values():
            media["examples"] = {"now": {"summary": url, "externalValue": url}}
    responses["200"]["description"] = "What was requested."
    statuses = {*_error_statuses(path, parameters, responses)}
    if path == POSTED:
        statuses |= {"503"} if method == "get" else {"413", "422", "503"}
    for status in sorted(statuses):
        responses[status] = _error_response(status, root + path)


def _error_statuses(path: str, parameters: list[Json], responses: Json) -> list[str]:
    """Return the error statuses that a path can have."""
    statuses = set(responses) & set(_STATUSES)
    if "{" in path:
        statuses |= {"404"}
    if "404" in statuses:
        statuses |= _FORMER
    if any(one["name"] == "cursor" for one in parameters):
        statuses |= {"404"}
    if any(one["in"] == "query" and _has_limits(one["schema"]) for one in parameters):
        statuses |= {"422"}
    return sorted(statuses)


def _has_limits(schema: Json) -> bool:
    return "maxLength" in schema or schema.get("type") == "integer"


def _error_response(status: str, path: str) -> Json:
    if status in {"301", "303"}:
        header = {"schema": {"type": "string"}, "required": True}
        return {"description": _STATUSES[status], "headers": {"Location": header}}
    schema = {"$ref": "#/components/schemas/Problem"}
    example = problem(int(status), _DETAILS[status], path)
    if status == "300":
        example["choices"] = [path.replace("{", "one-").replace("}", "")]
    content = {PROBLEM: {"schema": schema, "example": example}}
    return {"description": _STATUSES[status], "content": content}
