"""Name the author of a new source under the speakers of its debate."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from app.compile.file_replacement import replace_file
from app.compile.toml_strings import toml_string
from app.domain.records import Author, Speaker

# What is raised where a file cannot be read, or is no TOML, or has another form.
_BROKEN = (OSError, ValueError, LookupError, TypeError, RecursionError)


def speaker_names(folder: Path) -> dict[str, str]:
    """Return the names of the speakers in debate.toml by their ids; none if it is broken.

    Of more than two who wrote a source together, it is that of the whole group: others may be
    "Smith et al.", too.
    """
    try:
        debate = tomllib.loads((folder / "debate.toml").read_text("utf-8-sig"))
        names = {str(one["id"]): str(one["name"]) for one in debate["speakers"]}
    except _BROKEN:
        return {}
    for path in folder.glob("sources/*.toml"):
        try:
            facts = tomllib.loads(path.read_text("utf-8"))
            authors = [Author.model_validate(one) for one in facts["authors"]]
            if facts["speaker"] in names and len(authors) > 2:
                names[facts["speaker"]] = families(authors, len(authors))
        except _BROKEN:
            continue  # check says what is wrong with it
    return names


def families(authors: Sequence[Author], named: int = 1) -> str:
    """Return the family names of authors; of more than two, the first *named* and "et al."."""
    names = [author.family or author.literal or "" for author in authors]
    if len(names) <= 2:
        return " and ".join(names)
    return ", ".join(names[:named]) + " et al." * (named < len(names))


def add_speaker(folder: Path, speaker: Speaker) -> bool:
    """Write *speaker* at the end of debate.toml in *folder*, unless it is there.

    Returns whether it was written: not into a file that cannot be read or written, or whose
    form would make something else of it.
    """
    path = folder / "debate.toml"
    lines = [
        "",
        "[[speakers]]  # added with a source: say who it is",
        *(f"{key} = {toml_string(value)}" for key, value in _facts(speaker).items()),
        "",
    ]
    try:
        text = path.read_bytes().decode()
        end = "\r\n" if "\r\n" in text else "\n"
        longer = text.rstrip() + end + end.join(lines)
        wanted = tomllib.loads(text.removeprefix("\ufeff"))
        present = wanted.setdefault("speakers", [])
        if any(one["id"] == speaker.id for one in present):
            return False
        present.append(_facts(speaker))
        if tomllib.loads(longer.removeprefix("\ufeff")) != wanted:
            return False
        replace_file(path, longer.encode())
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return False
    return True


def _facts(speaker: Speaker) -> dict[str, str]:
    return {
        key: str(getattr(speaker, key)) for key in ("id", "name", "kind", "description")
    }
