"""Write a file anew, so that no reader ever meets half of it."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write *content* to *path*, as a whole or not at all; its rights stay as they were.

    Raises OSError.
    """
    path = path.resolve()  # a link stays one
    # Hidden, so that nothing takes it for a seed.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode if path.exists() else new_file_mode())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def new_file_mode() -> int:
    """Return the rights of a new file: mkstemp makes files for their owner only."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
