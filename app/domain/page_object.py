"""The decorator of everything that a page shows."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from pydantic import ConfigDict

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def page_object(described: type[Class]) -> type[Class]:
    """Make a class a frozen dataclass that serves a page, its JSON and its documentation.

    The string beneath each field becomes the field's description in the JSON Schema.
    """
    described.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
        use_attribute_docstrings=True
    )
    return dataclass(frozen=True, slots=True)(described)
