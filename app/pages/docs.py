"""The page /docs: what /openapi.json says about every address of the API."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.web.routes import PAGES, READ, Page, page_routes
from app.web.templating import data_address, render

# A part of an OpenAPI document.
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address."""

    name: str
    """Its name."""
    where: str
    """path or query."""
    said: str
    """Its description."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the JSON that an address returns."""

    name: str
    """Its name."""
    kind: str
    """Its type, in words; an object with fields of its own by its name."""
    said: str
    """Its description."""


@dataclass(frozen=True, slots=True)
class EndpointAnswer:
    """One of the responses of an address."""

    status: str
    """The status code."""
    media: str
    """The media type; empty if there is no content."""
    said: str
    """What it means."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API."""

    id: str
    """Its id on the page."""
    path: str
    """The path, with parameters in braces."""
    said: str
    """What it returns."""
    example: str
    """An example that exists."""
    parameters: tuple[Parameter, ...]
    """Its parameters."""
    answers: tuple[EndpointAnswer, ...]
    """Its responses, by status code."""
    fields: tuple[Field, ...]
    """The fields of the JSON that it returns; empty if that is no object."""


@dataclass(frozen=True, slots=True)
class PageEndpoints:
    """A page, and the addresses of what it shows and lists."""

    path: str
    """Its path."""
    nav: str
    """Its label in the contents."""
    endpoints: tuple[Endpoint, ...]
    """The addresses: pages as data before files."""


@dataclass(frozen=True, slots=True)
class DocsPage:
    """Every address of the API."""

    pages: tuple[PageEndpoints, ...]
    """The pages, in the order of the contents."""


def docs_page(openapi: JsonObject, root: str = "") -> DocsPage:
    """Return what an OpenAPI document says, in the words of the page.

    *root* is the path beneath which the site is served.
    """
    schemas = openapi["components"]["schemas"]
    as_data = {data_address(page.path) for page in PAGES}
    by_page: dict[str, list[Endpoint]] = {page.path: [] for page in PAGES if page.nav}
    for path in sorted(openapi["paths"], key=lambda path: path not in as_data):
        listed = f"/{re.split('[/.]', path)[1]}"
        endpoint = _endpoint(path, openapi["paths"][path]["get"], schemas, root)
        by_page.get(listed, by_page["/"]).append(endpoint)
    return DocsPage(
        tuple(
            PageEndpoints(root + page.path, page.nav, tuple(by_page[page.path]))
            for page in PAGES
            if by_page.get(page.path)
        )
    )


def _endpoint(
    path: str, operation: JsonObject, schemas: JsonObject, root: str
) -> Endpoint:
    parameters = operation.get("parameters", [])
    example = root + path
    for parameter in parameters:
        if parameter["in"] == "path":
            slot = f"{{{parameter['name']}}}"
            example = example.replace(slot, parameter["example"])
    responses = operation["responses"]
    content = responses["200"].get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    fields = schemas.get(_schema_name(schema), {}).get("properties", {})
    return Endpoint(
        id=operation["operationId"],
        path=root + path,
        said=operation["description"],
        example=example,
        parameters=tuple(
            Parameter(one["name"], one["in"], one["description"]) for one in parameters
        ),
        answers=tuple(
            EndpointAnswer(
                status, ", ".join(one.get("content", {})), one["description"]
            )
            for status, one in sorted(responses.items())
        ),
        fields=tuple(
            Field(name, _type_words(field), field.get("description", ""))
            for name, field in fields.items()
        ),
    )


def _schema_name(schema: JsonObject) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _type_words(schema: JsonObject) -> str:
    """Return the type of a field in words, such as "list of Quote or null"."""
    if "anyOf" in schema:
        return " or ".join(map(_type_words, schema["anyOf"]))
    if schema.get("type") == "array":
        inner = schema.get("items") or {}
        return f"list of {_type_words(inner)}" if inner else "list"
    name = schema.get("format") or schema.get("type", "value")
    return _schema_name(schema) or str(name)


PAGES.append(Page("/docs", "docs"))


@page_routes.api_route("/docs", methods=READ)
async def docs(request: Request) -> HTMLResponse:
    """Show every address of the API, with its parameters and responses."""
    page = docs_page(request.app.openapi(), request.app.state.store_file.now.root)
    return render(request, "docs/page.html", page, data="/openapi.json")
