"""Static files, each at an address with a hash of its content, so caches never go stale.

The style sheets are joined into one when the app starts, in the order of their layers,
without a build step; those of a page that has many, into one for that page. So are the
scripts of a folder. Comments are not sent.
"""

import hashlib
import mimetypes
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

STYLE = "style.css"
# Later layers win over earlier ones, whatever their selectors.
LAYERS = ("tokens", "reset", "base", "layout", "shared", "pages", "print")
# The pages with a sheet of their own, which no other page waits for; and those published.
APART = (
    *("about", "clash", "compare", "docs", "gaps", "home", "map", "published"),
    *("reading_list", "search", "source", "timeline", "verify"),
)
# The scripts that ask the server: pages published as files go without them.
ASKING = frozenset(
    {
        "site/keep.js",
        "site/keep_renewed.js",
        "site/preview.js",
        "source/selection_address.js",
        "source/selection_bar.js",
    }
)
_URL = re.compile(r'url\("/static/([^"]+)"\)')
# After code, a comment without quotation marks: with them it could be an address in a text.
_SCRIPT_COMMENT = re.compile(r"^\s*//.*\n|^\s+| // [^\"'`\n]*$", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is sent."""

    content: bytes
    media_type: str


class Assets:
    """All static files, read once."""

    def __init__(
        self, folder: Path, root: str = "", left_out: Container[str] = ()
    ) -> None:
        """*root* is the path beneath which the site is served.

        *left_out* are scripts that are not joined with the others of their folders.
        """
        self._root = root
        self._addresses: dict[str, str] = {}
        self._by_address: dict[str, Asset] = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix not in {".css", ".js", ".txt"}:
                self._add(name, path.read_bytes())
        for path in sorted((folder / "js").iterdir()):
            self._add(f"{path.stem}.js", _script(path, left_out).encode())
        for name in ("", *APART):
            sheet = self._style_sheet(folder / "css", name)
            self._add(f"{name}.css" if name else STYLE, sheet.encode())

    def _add(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:10]
        stem, _, ending = name.rpartition(".")
        address = f"{stem}.{digest}.{ending}"
        media_type, _ = mimetypes.guess_type(name)
        self._addresses[name] = f"{self._root}/static/{address}"
        self._by_address[address] = Asset(
            content, media_type or "application/octet-stream"
        )

    def _style_sheet(self, folder: Path, page: str) -> str:
        """Join the sheets of a page that has its own, or of all others.

        Comments and needless white space are left out.
        """
        sheets = [f"@layer {', '.join(LAYERS)};"]
        for layer in LAYERS:
            files = [*folder.glob(f"{layer}.css"), *(folder / layer).glob("*.css")]
            sheets += [
                path.read_text(encoding="utf-8")
                for path in sorted(files)
                if page == _apart(path)
            ]
        joined = _STYLE_COMMENT.sub("", "\n".join(sheets))
        joined = re.sub(r"\s*([{};])\s*|(?<=[:,])\s+(?!\")", r"\1", joined)
        return _URL.sub(lambda match: f'url("{self.address(match[1])}")', joined)

    def address(self, name: str) -> str:
        """Return the address of the file *name*; raises KeyError if there is none."""
        return self._addresses[name]

    def at(self, address: str) -> Asset | None:
        """Return the file at *address*, below ``/static/``; None if there is none."""
        return self._by_address.get(address)


def _apart(path: Path) -> str:
    """Return the page to whose own sheet a style sheet belongs; empty if to none."""
    if path.parent.name != "pages":
        return ""
    return next((page for page in APART if f"{path.stem}_".startswith(f"{page}_")), "")


def _script(path: Path, left_out: Container[str]) -> str:
    """Return a script, or those of a folder, without comments, each in a block of its own."""
    files = sorted(path.glob("*.js")) if path.is_dir() else [path]
    texts = [
        file.read_text(encoding="utf-8")
        for file in files
        if f"{path.name}/{file.name}" not in left_out
    ]
    joined = "".join(f"{{\n{_SCRIPT_COMMENT.sub('', text)}}}\n" for text in texts)
    return f'"use strict";\n{joined}'
