"""Files that are zip archives of XML, as DOCX and EPUB are: opened within limits."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from app.domain.errors import UnreadableDocument

# A book has less. Our choice.
_LARGEST_PART = 20_000_000  # bytes
_MOST_PARTS = 20_000
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    etree.XMLSyntaxError,
)


class Package:
    """An open archive; names are those of its parts, whatever the disk has."""

    def __init__(self, file: zipfile.ZipFile, name: str) -> None:
        self.file = file
        self.name = name
        self.names = {info.filename.casefold(): info for info in file.infolist()}

    def __contains__(self, part: str) -> bool:
        """Return whether there is a part of this name."""
        return _normal(part) in self.names

    def xml(self, part: str) -> etree._Element:
        """Return a part as a tree. Nothing that it refers to is read.

        Raises UnreadableDocument if the part is too large.
        """
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=True
        )
        return etree.fromstring(self.read(part), parser)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part.

        Raises UnreadableDocument if it is too large, whatever it says of its size.
        """
        with self.file.open(self.names[_normal(part)]) as opened:
            content = opened.read(_LARGEST_PART + 1)
        if len(content) > _LARGEST_PART:
            raise UnreadableDocument(
                self.name,
                f"unpacked it has more than {_LARGEST_PART // 1_000_000} MB; divide it",
            )
        return content


def _normal(part: str) -> str:
    """Return the name of a part as archives are searched: no escapes, no "..", no case."""
    return posixpath.normpath(unquote(part)).lstrip("/").casefold()


@contextmanager
def opened(path: Path, kind: str) -> Iterator[Package]:
    """Open an archive of the *kind* that errors name: "a Word document".

    Raises UnreadableDocument if it is damaged, locked, or no such archive.
    """
    try:
        with zipfile.ZipFile(path) as file:
            if len(file.infolist()) > _MOST_PARTS:
                raise UnreadableDocument(path.name, "it has too many parts")
            if any(info.flag_bits & 1 for info in file.infolist()):
                raise UnreadableDocument(
                    path.name, "it has a password; save it without one"
                )
            yield Package(file, path.name)
    except DAMAGED as error:
        if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
            why = f"it is not {kind} as programs write them now, or it has a password"
        else:
            why = f"it is not {kind}, or it is damaged"
        raise UnreadableDocument(path.name, f"{why}; save it anew") from error
