"""The decorator of page objects."""

import ast
import sys
from dataclasses import dataclass, fields
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def page_object(described: type[Class]) -> type[Class]:
    """Make a frozen dataclass for a page, its JSON and its documentation.

    The string below each field becomes the field's description in the JSON Schema.
    """
    made = dataclass(frozen=True, slots=True)(described)
    words = _words_below(made.__module__)[made.__name__]
    for field in fields(made):  # type: ignore[arg-type]
        if field.name in words:  # others are inherited, and described already
            field.metadata = MappingProxyType({"description": words[field.name]})
    return made


# Pydantic can read these words itself (use_attribute_docstrings), but reads the module
# anew wherever a class is used, which made up half of the program's start.
@cache
def _words_below(module: str) -> dict[str, dict[str, str]]:
    """Return the string below each field, by the name of the class and of the field."""
    return {
        made.name: {
            ast.unparse(field.target): cleandoc(words)
            for field, below in pairwise(made.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(words := below.value.value, str)
        }
        for made in ast.parse(getsource(sys.modules[module])).body
        if isinstance(made, ast.ClassDef)
    }
