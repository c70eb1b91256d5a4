"""The decorator of page objects."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from pydantic import ConfigDict

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def page_object(described: type[Class]) -> type[Class]:
    """Make a frozen dataclass for a page, its JSON and its documentation.

    The string below each field becomes the field's description in the JSON Schema.
    """
    described.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
        use_attribute_docstrings=True
    )
    return dataclass(frozen=True, slots=True)(described)
