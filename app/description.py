"""What /openapi.json and /docs say of the API: every address, as it really answers."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse

from app import api
from app.db import Store
from app.templating import render

router = APIRouter(include_in_schema=False)

Part = dict[str, Any]

# What stands in an address, in words.
_PARAMETERS = {
    "slug": "The slug; every list has those that there are.",
    "quote": "The id of a quote: 12 hexadecimal digits.",
    "theme": "The slug of a theme.",
    "source": "The slug of a source.",
    "speaker": "The slug of a speaker.",
    "claim": "The slug of a claim.",
    "a": "The slug of the source on the left.",
    "b": "The slug of the source on the right.",
    "stance": "A side: for or against.",
    "voice": "authors: only what the authors themselves assert.",
    "as_of": "A day, such as 2022-02-23: only what was published by then.",
    "open": "all: every fold stands open; else slugs of narrower claims, joined by dots.",
    "from": "The local address to go back to.",
    "kind": "What is looked for: claims, quotes or passages.",
    "q": "The words, whatever they are; what is too long is cut.",
    "keep": "Slugs of claims and ids of quotes, in order, joined by commas: 100 at most.",
    "style": "The style of the references: apa, mla, chicago or harvard.",
    "fill": "true: with the places that the page's own script fills in: each note is a "
    "line with U+E000, its slug or id, and U+E001; the site's address is U+E002.",
    "limit": "Give so many at most; without it, all.",
    "cursor": "Begin after this one: the cursor of the part before.",
}
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
        routes=api.described.routes,
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
        one.setdefault("description", _PARAMETERS.get(one["name"], ""))
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


# --- the page ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may stand in an address."""

    name: str
    """Its name."""
    where: str
    """path or query."""
    said: str
    """What it is."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an answer."""

    name: str
    """Its name."""
    kind: str
    """Its type, in words; a part that has fields of its own by its name."""
    said: str
    """What it holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address may answer."""

    status: str
    """The status code."""
    media: str
    """The type of the content; empty where there is none."""
    said: str
    """What it means."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API."""

    id: str
    """Its id on the page."""
    path: str
    """The address, with what varies in braces."""
    said: str
    """What it gives."""
    example: str
    """An address of this form that leads somewhere."""
    parameters: tuple[Parameter, ...]
    """What may stand in it."""
    answers: tuple[Answer, ...]
    """How it may answer."""
    fields: tuple[Field, ...]
    """The fields of its answer; none where that is no object."""


@dataclass(frozen=True, slots=True)
class DocsPage:
    """Every address of the API."""

    endpoints: tuple[Endpoint, ...]
    """The addresses, in the order of the pages."""


@router.api_route("/docs", methods=["GET", "HEAD"])
async def docs(request: Request) -> HTMLResponse:
    """Show every address of the API, with what it takes and gives."""
    page = docs_page(request.app.openapi())
    return render(request, "pages/docs.html", page, data="/openapi.json")


def docs_page(described: Part) -> DocsPage:
    """Give the page that says what *described*, an OpenAPI document, says."""
    schemas = described["components"]["schemas"]
    return DocsPage(
        tuple(
            _endpoint(path, methods["get"], schemas)
            for path, methods in described["paths"].items()
        )
    )


def _endpoint(path: str, operation: Part, schemas: Part) -> Endpoint:
    parameters = operation.get("parameters", [])
    example = path
    for one in parameters:
        if one["in"] == "path":
            example = example.replace(f"{{{one['name']}}}", one["example"])
    content = operation["responses"]["200"].get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    fields = schemas.get(_name(schema), {}).get("properties", {})
    return Endpoint(
        id=operation["operationId"],
        path=path,
        said=operation["description"],
        example=example,
        parameters=tuple(
            Parameter(one["name"], one["in"], one["description"]) for one in parameters
        ),
        answers=tuple(
            Answer(status, ", ".join(one.get("content", {})), one["description"])
            for status, one in sorted(operation["responses"].items())
        ),
        fields=tuple(
            Field(name, _kind(one), one.get("description", ""))
            for name, one in fields.items()
        ),
    )


def _name(schema: Part) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind(schema: Part) -> str:
    """Say the type of a field in words."""
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if schema.get("type") == "array":
        inner = schema.get("items") or {}
        return f"list of {_kind(inner)}" if inner else "list"
    return _name(schema) or str(schema.get("format") or schema.get("type", "value"))
