"""Name the author of a new source under the speakers of its debate."""

import tomllib
from pathlib import Path

from app.compile.file_replacement import replace_file
from app.compile.toml_strings import toml_string
from app.domain.records import Speaker


def speaker_names(folder: Path) -> dict[str, str]:
    """Return the names of the speakers in debate.toml by their ids; none if it is broken."""
    try:
        debate = tomllib.loads((folder / "debate.toml").read_text("utf-8-sig"))
        return {str(one["id"]): str(one["name"]) for one in debate["speakers"]}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


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
