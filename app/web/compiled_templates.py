"""Templates that are compiled once, and kept for the next start."""

import contextlib
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from platformdirs import user_cache_path

from app import __version__


class CompiledTemplates(FileSystemBytecodeCache):
    """The compiled templates of this version, as Python keeps its compiled modules.

    To compile those of one page takes a tenth of the start. Where they cannot be kept, each
    start compiles them. A template that has changed is compiled anew.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Keep them in *folder*, or else in the user's cache folder."""
        kept = folder or user_cache_path("counterpoint")
        name = f"templates-{__version__}-{jinja2.__version__}"
        super().__init__(str(kept / name))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, unless what is kept of it is damaged."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - unpickling raises anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if the folder is a place of its own and can be written to."""
        folder = Path(self.directory)
        if not folder.is_absolute():  # of a user without a home
            return
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
