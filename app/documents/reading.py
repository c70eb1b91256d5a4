"""Read a document in a process of its own, within limits, and refuse what cannot be read.

Whatever a file holds, no address in it is ever asked.
"""

import contextlib
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from pydantic import TypeAdapter

from app.documents.blocks import Document, tidy
from app.domain.errors import UnreadableDocument

# Our choice: the largest book with pictures is smaller.
LARGEST = 100_000_000  # bytes
LONGEST = 120  # seconds
MEMORY = 2_000_000_000  # bytes
_MODULES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".epub": "epub",
    ".pdf": "pdf",
    ".md": "markdown",
    ".markdown": "markdown",
}
REFUSED = 3  # exit code
# The extra "add" of pyproject.toml.
_EXTRA = (
    "lxml>=6.1.3",
    "lxml-html-clean>=0.4",
    "markdown-it-py>=4.3",
    "mdit-py-plugins>=0.7",
    "pypdfium2==5.15.2",
    "trafilatura==2.3.1",
)
_DOCUMENT = TypeAdapter(Document)


def read_document(path: Path) -> Document:
    """Return the document in a file.

    Raises UnreadableDocument if its kind is unknown, if it is too large, takes too long,
    or has no words to read.
    """
    _module(path)
    if path.exists() and not path.is_file():
        raise UnreadableDocument(path.name, "it is no file; name the document itself")
    if path.stat().st_size > LARGEST:
        raise UnreadableDocument(
            path.name, f"it has more than {LARGEST // 1_000_000} MB; divide it"
        )
    try:
        done = subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__, str(path.resolve())],
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(
            path.name, f"it was not read within {LONGEST} seconds; divide it"
        ) from None
    if done.returncode == REFUSED:
        raise UnreadableDocument(path.name, done.stdout.decode())
    if done.returncode:
        raise UnreadableDocument(
            path.name,
            "it broke the program that reads it: it is damaged, or larger than it looks; "
            "open it in the program that made it, and save it anew",
        )
    return _DOCUMENT.validate_json(done.stdout)


def read_here(path: Path) -> Document:
    """Return the document in a file, read in this process without limits.

    Raises UnreadableDocument.
    """
    document = _module(path)(path)
    if not any(tidy(block.text) for block in document.blocks):
        raise UnreadableDocument(path.name, "it has no words")
    return document


def _module(path: Path) -> Callable[[Path], Document]:
    """Return the function that reads files with the ending of *path*."""
    name = _MODULES.get(path.suffix.lower())
    if name is None:
        endings = ", ".join(_MODULES)
        raise UnreadableDocument(
            path.name, f"only {endings} can be read; save it as one of these"
        )
    read: Callable[[Path], Document] = import_module(f"app.documents.{name}").read
    return read


def _limit() -> None:
    """Let this process have no more memory and time than its share, where it can be set."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, LONGEST),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def answer(path: Path) -> int:
    """Write the document to standard output, or why there is none; return an exit code."""
    try:
        document = read_here(path)
    except UnreadableDocument as error:
        sys.stdout.buffer.write(error.why.encode())
        return REFUSED
    except ModuleNotFoundError as error:
        install = shlex.join([sys.executable, "-m", "pip", "install", *_EXTRA])
        why = f"this needs the package {error.name}; install it with: {install}"
        sys.stdout.buffer.write(why.encode())
        return REFUSED
    sys.stdout.buffer.write(_DOCUMENT.dump_json(document))
    return 0


if __name__ == "__main__":
    _limit()
    sys.exit(answer(Path(sys.argv[1])))
