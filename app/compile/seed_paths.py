"""Which files of a folder are seeds, and the hash of them all."""

import hashlib
from pathlib import Path

# What changed from release to release, as ``counterpoint diff --write`` records it.
REVISIONS = "changes.toml"


def seeds_hash(folder: Path) -> str:
    """Return the SHA-256 of all seed files' names and bytes, 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in _files(folder):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Return the files that the store is built from, in the order of their names."""
    found = [
        folder / "debate.toml",
        folder / "former.toml",
        folder / REVISIONS,
        *seeds_at(folder, "sources/*.toml"),
        *seeds_at(folder, "sources/*.txt"),
        *seeds_at(folder, "claims/*.toml"),
    ]
    return sorted(path for path in found if path.is_file())


def seeds_at(folder: Path, pattern: str) -> list[Path]:
    """Return files in order, but for hidden ones, which editors and systems leave."""
    found = folder.glob(pattern)
    return sorted(path for path in found if not path.name.startswith("."))
