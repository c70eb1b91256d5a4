"""The decorator of page objects."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, dataclass_transform

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def page_object(described: type[Class]) -> type[Class]:
    """Make a frozen dataclass for a page, its JSON and its documentation.

    The string below each field becomes the field's description in the JSON Schema.
    """
    described.__get_pydantic_json_schema__ = classmethod(json_schema)  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True)(described)


# Pydantic can read these words itself (use_attribute_docstrings), but does so when a class
# is made or first used: at the start of the program, where it took longer than all else.
def json_schema(
    described: type, schema: CoreSchema, handler: GetJsonSchemaHandler
) -> dict[str, Any]:
    """Return the JSON Schema of a class, each field with the words below it."""
    found = handler(schema)
    properties = handler.resolve_ref_schema(found).get("properties", {})
    for above in described.__mro__:
        for field, words in (
            _words_below(above.__module__).get(above.__name__, {}).items()
        ):
            # "schema_" is written without its last sign.
            name = field if field in properties else field.rstrip("_")
            if name in properties:
                properties[name].setdefault("description", words)
    return found


@cache
def _words_below(module: str) -> dict[str, dict[str, str]]:
    """Return the string below each field, by the name of the class and of the field.

    Nothing of modules that are not ours.
    """
    if not module.startswith("app."):
        return {}
    return {
        made.name: {
            ast.unparse(field.target): cleandoc(words)
            for field, below in pairwise(made.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(words := below.value.value, str)
        }
        for made in ast.parse(_source_of(module)).body
        if isinstance(made, ast.ClassDef)
    }


def _source_of(module: str) -> str:
    """Return the source of a module; `inspect.getsource` would keep its lines for good."""
    return Path(str(sys.modules[module].__file__)).read_text("utf-8")
