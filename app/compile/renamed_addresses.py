"""Say in ``former.toml`` where the addresses of renamed things lead, for ``check --fix``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.compile.file_replacement import replace_file
from app.compile.toml_strings import toml_string
from app.domain.release_diff import LostAddress

_FORMER = "former.toml"


def lead_on(folder: Path, lost: Sequence[LostAddress]) -> Iterator[str]:
    """Add an entry for each lost address whose words have a new one; yield what was added.

    Raises OSError if the file cannot be written.
    """
    renamed = [one for one in lost if one.now]
    if not renamed:
        return
    path = folder / _FORMER
    before = path.read_bytes().decode().rstrip() if path.exists() else ""
    entries = [
        f"[[former]]\nkind = {toml_string(one.kind)}\nslug = {toml_string(one.id)}\n"
        f"now = {toml_string(one.now)}\n"
        for one in renamed
    ]
    replace_file(
        path, "\n".join(filter(None, [before and f"{before}\n", *entries])).encode()
    )
    for one in renamed:
        yield f"added: {_FORMER}: the {one.kind} {one.id} leads to {one.now}"
