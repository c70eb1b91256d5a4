"""Write down in the seeds what changed from one release to the next."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from app.compile.file_replacement import replace_file
from app.compile.lines import SeedLines
from app.compile.seed_paths import REVISIONS
from app.compile.toml_strings import toml_string
from app.domain.errors import Place, SeedError
from app.domain.records import Bundle
from app.domain.release_diff import Change, changes

_HEAD = """\
# What changed from release to release, for readers: the command diff OLD NEW --write adds it.
"""


def record_changes(folder: Path, old: Bundle, new: Bundle) -> list[Change]:
    """Write what changed since the *old* release into the seeds in *folder*, which are *new*.

    Returns the changes. What was written for the same two releases before is replaced.
    Raises SeedError if the dates do not fit, and OSError if the file cannot be written.
    """
    since, date = old.release, new.release.date
    if since.date >= date:
        raise SeedError(
            Place("debate.toml", "date"),
            f"the older release is of {since.date}, and this one of {date}",
            "give the new release a later date",
        )
    path = folder / REVISIONS
    text = path.read_bytes().decode() if path.exists() else _HEAD
    if new.revisions and new.revisions[-1].date == date:
        if new.revisions[-1].since_hash != since.hash:
            raise SeedError(
                Place(REVISIONS, f"revisions[{len(new.revisions) - 1}]"),
                f"what changed up to {date} is there already, since another release",
                "give the new release a later date, or remove it",
            )
        last = Place(REVISIONS, f"revisions[{len(new.revisions) - 1}]")
        before = SeedLines(text).line(last, "") - 1
        text = "\n".join(text.split("\n")[:before])
    found = changes(old, new)
    lines = "\n".join(_lines(old, new, found))
    written = f"{text.rstrip()}\n\n{lines}\n"
    tomllib.loads(written.removeprefix("\ufeff"))
    replace_file(path, written.encode())
    return found


def _lines(old: Bundle, new: Bundle, found: list[Change]) -> Iterator[str]:
    """Yield the lines about one release."""
    yield "[[revisions]]"
    yield f"date = {new.release.date}"
    yield f"since = {old.release.date}"
    yield f"since_hash = {toml_string(old.release.hash)}"
    for change in found:
        yield ""
        yield "[[revisions.changes]]"
        yield f"kind = {toml_string(change.kind)}"
        yield f"id = {toml_string(change.id)}"
        for key in ("before", "after"):
            if words := getattr(change, key):
                yield f"{key} = {toml_string(words)}"
