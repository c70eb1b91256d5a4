"""Write a file of the seeds anew, so that no reader ever meets half of it."""

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
        umask = os.umask(0)
        os.umask(umask)
        new.chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
