"""What /openapi.json and /docs say of the API: every address, as it really answers."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.web.routes import PAGES, READ, Page, html
from app.web.templating import render

Part = dict[str, Any]


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


PAGES.append(Page("/docs", "docs"))


@html.api_route("/docs", methods=READ)
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
