"""Say on which line of its file each mistake in the seeds is."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.errors import Place, SeedError

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_IN_TEXT = re.compile(r"\bcharacter (\d+)$")
IN_TOML = re.compile(r"\bat line (\d+)\b")


def with_lines(folder: Path, errors: Iterable[SeedError]) -> Iterator[SeedError]:
    """Yield the mistakes in the seeds at *folder*, each with its line if there is one."""
    files: dict[str, SeedLines] = {}
    for error in errors:
        place = error.place
        if place.file not in files:
            files[place.file] = SeedLines(_text(folder / place.file))
        line = files[place.file].line(place, error.what)
        placed = SeedError(
            replace(place, line=line),
            error.what,
            error.remedy,
            source=error.source,
            mends=error.mends,
        )
        placed.is_of_form = error.is_of_form
        yield placed


def _text(path: Path) -> str:
    """Return the text of a file, as far as it can be read."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def key_steps(key: str) -> list[int | str]:
    """Return the parts of a key path: "claims[2].text" has three."""
    return [int(at) if at else name for name, at in _STEP.findall(key)]


class SeedLines:
    """The lines of a file of the seeds, which need not be whole."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._parsed: dict[int, dict[str, Any] | None] = {}

    def line(self, place: Place, what: str) -> int:
        """Return the line that a place begins on, counted from 1; 0 if there is none."""
        # What is no TOML has no key; words of an article may have a line, too.
        if not place.key and (found := IN_TOML.search(what)):
            return int(found[1])
        if found := _IN_TEXT.search(place.key):
            return "\n".join(self._lines)[: int(found[1])].count("\n") + 1
        steps = key_steps(place.key)
        # What is missing belongs to the table that lacks it.
        while steps and not self._has(len(self._lines), steps):
            steps.pop()
        return self._first(steps) if steps else 0

    def span(self, key: str) -> slice:
        """Return the lines of a key that is there and its value, counted from 0."""
        first = end = self._first(key_steps(key))
        while self._toml(end) is None:
            end += 1
        return slice(first - 1, end)

    def _first(self, steps: list[int | str]) -> int:
        """Return the line on which a key begins: the first lines up to it do not have it."""
        low, high = 0, len(self._lines)
        while high - low > 1:
            middle = (low + high) // 2
            at = self._whole(middle)
            if at > low and self._has(at, steps):
                high = at
            else:
                low = middle
        return self._whole(high - 1) + 1

    def _whole(self, count: int) -> int:
        """Return *count*, or less if the first lines end within a value of several."""
        while self._toml(count) is None:
            count -= 1
        return count

    def _has(self, count: int, steps: list[int | str]) -> bool:
        """Return whether the first *count* lines have the key at the end of *steps*."""
        part: Any = self._toml(count)
        for step in steps:
            try:
                part = part[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def _toml(self, count: int) -> dict[str, Any] | None:
        """Return what the first *count* lines hold; None if they are not TOML."""
        if count not in self._parsed:
            text = "\n".join(self._lines[:count]).removeprefix("\ufeff")
            try:
                # A file may end its lines as Windows does.
                self._parsed[count] = tomllib.loads(text.removesuffix("\r"))
            except (ValueError, RecursionError):
                self._parsed[count] = None
        return self._parsed[count]
