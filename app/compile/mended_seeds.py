"""Mend what needs no judgement in the seeds, for ``check --fix``.

Lines are cut and pasted, and only those of the key at fault; tomllib is the judge of what
comes out. All other bytes stay as they are.
"""

import copy
import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.compile.compiler import compiled_seeds
from app.compile.file_replacement import replace_file
from app.compile.lines import SeedLines, key_steps
from app.compile.placed_subjects import placed_subjects
from app.compile.review import review
from app.compile.seed_files import seeds_in
from app.domain.errors import Mend, Place, SeedError, SeedErrors
from app.domain.records import Bundle
from app.domain.vocabulary import Caution

# A table begins here.
_HEADER = re.compile(r"\s*\[")


def mended_seeds(folder: Path) -> Iterator[str]:
    """Mend the seeds in *folder*; yield what changed, as lines of a diff.

    What a machine cannot mend without touching another key is left as it is. Raises
    OSError if a file cannot be written.
    """
    tried: set[Mend] = set()
    # Once something is mended, more may be found.
    while mends := [mend for mend in _mends(folder) if mend not in tried]:
        tried.update(mends)
        for mend in mends:
            path = folder / mend.file
            before = path.read_bytes().decode()
            after = mended(before, mend)
            if after is None:
                yield f"not mended: {mend.file}: {mend.key}; mend it by hand"
                continue
            replace_file(path, after.encode())
            yield from _diff(mend.file, before, after)


def mended(text: str, mend: Mend) -> str | None:
    """Return the text of a file with one key as it should be; nothing else is touched.

    Returns None if that cannot be done line by line.
    """
    data = tomllib.loads(text.removeprefix("\ufeff"))
    wanted = copy.deepcopy(data)
    *parents, last = key_steps(mend.key)
    tables: list[Any] = [wanted]
    for step in parents:
        tables.append(tables[-1][step])
    old = tables[-1].pop(last, None)
    if mend.value is not None:
        tables[-1][last] = mend.value
    lines = text.split("\n")
    if old is None:
        _insert(lines, f'{last} = "{mend.value}"')
    else:
        span = SeedLines(text).span(mend.key)
        there = lines[span]
        if mend.value is not None:
            there = [line.replace(f'"{old}"', f'"{mend.value}"') for line in there]
        lines[span] = [] if mend.value is None else there
    new = "\n".join(lines)
    try:
        is_right = _full(tomllib.loads(new.removeprefix("\ufeff"))) == _full(wanted)
    except tomllib.TOMLDecodeError:
        return None
    return new if is_right else None


def _insert(lines: list[str], line: str) -> None:
    """Add a line after the last that belongs to no table."""
    at = next((n for n, one in enumerate(lines) if _HEADER.match(one)), len(lines))
    while at and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    lines.insert(at, line + ("\r" if lines[0].endswith("\r") else ""))


def _full(value: Any) -> Any:
    """Return a value without the tables within it that hold nothing."""
    if isinstance(value, list):
        return [_full(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: _full(one) for key, one in value.items() if one != {}}


def _diff(file: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines that went and came, beneath the name of the file."""
    yield f"mended: {file}"
    for line in difflib.ndiff(before.split("\n"), after.split("\n")):
        if line[0] in "-+":
            yield f"  {line.rstrip()}"


def _mends(folder: Path) -> list[Mend]:
    """Return what needs no judgement in the seeds as they are."""
    try:
        data, texts = compiled_seeds(folder)
    except SeedErrors as errors:
        return [
            mend
            for error in errors.errors
            for mend in error.mends
            if not (mend.once_right and _is_wrong(mend.once_right, errors.errors))
        ]
    idle = {(one.subject, one.caution) for one in review(data, texts).idle}
    return [
        Mend(place.file, place.key)
        for subject, place, caution in _acceptances(folder, data)
        if (subject, caution) in idle
    ]


def _is_wrong(source: str, errors: Iterable[SeedError]) -> bool:
    """Return whether there is a mistake about a source that needs judgement."""
    files = {f"sources/{source}.toml", f"sources/{source}.txt"}
    return any(
        not error.mends and (error.source == source or error.place.file in files)
        for error in errors
    )


def _acceptances(folder: Path, data: Bundle) -> Iterator[tuple[str, Place, Caution]]:
    """Yield each caution that the seeds accept: of what, where it says so, and which."""
    for subject, place, accepted in placed_subjects(seeds_in(folder), data):
        for caution in accepted:
            yield subject, place.below(f"accept.{caution.value}"), caution
