"""Say what an unknown key of a seed file may have meant."""

import difflib
from collections.abc import Iterator, Sequence
from typing import get_args

from pydantic import BaseModel

Form = type[BaseModel]


def key_meant(form: Form, at: Sequence[int | str]) -> str:
    """Return what to do about the unknown key at the end of the path *at* in a *form*.

    A key of the tables around it or within it is told from one that was mistyped.
    """
    *names, key = (part for part in at if isinstance(part, str))
    tables = [("", form)]
    for name in names:
        tables.append(
            (f"{tables[-1][0]}.{name}".strip("."), _parts(tables[-1][1])[name])
        )
    here, own = tables.pop()
    for around, table in reversed(tables):
        if key in _keys(table):
            lines = f"the lines of {here}" if around else "the first line in [ ]"
            return (
                f"it is a key of {around or 'the whole file'}: write it above {lines}"
            )
    for name, table in _parts(own).items():
        if key in _keys(table):
            within = f"{here}.{name}".strip(".")
            is_table = key in _parts(table)
            do = f"call it {within}.{key}" if is_table else "write it beneath that"
            return f"it is a key of {within}: {do}"
    near = difflib.get_close_matches(key, _keys(own), 1)
    meant = f"did you mean {near[0]!r}? Else remove it" if near else "remove it"
    return f"{meant}; the README.md of the seeds has all"


def _keys(form: Form) -> list[str]:
    """Return the keys of a table, as its file has them."""
    return [field.alias or name for name, field in form.model_fields.items()]


def _parts(form: Form) -> dict[str, Form]:
    """Return the tables within a table, by their keys."""
    fields = zip(_keys(form), form.model_fields.values(), strict=True)
    found = ((key, next(_forms(field.annotation), None)) for key, field in fields)
    return {key: table for key, table in found if table}


def _forms(annotation: object) -> Iterator[Form]:
    """Yield the tables that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _forms(part)
