"""The static files under addresses that name their content, so that they never go stale.

The style sheets are apart in the tree and one on the wire: joined at the start, in the
order of their layers, without a build step. So are the scripts of a folder: those that
every page has, and those of a page that has many.
"""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

STYLE = "style.css"
# Later layers win over earlier ones, whatever their selectors.
LAYERS = ("tokens", "reset", "base", "layout", "components", "print")
_URL = re.compile(r'url\("/static/([^"]+)"\)')
_REMARK = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it goes over the wire."""

    content: bytes
    media_type: str


class Assets:
    """All static files, read once."""

    def __init__(self, folder: Path) -> None:
        self._addresses: dict[str, str] = {}
        self._by_address: dict[str, Asset] = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix not in {".css", ".txt"}:
                self._add(name, path.read_bytes())
        for path in sorted((folder / "js").iterdir()):
            if path.is_dir():
                self._add(f"{path.name}.js", _together(path).encode())
        self._add(STYLE, self._style(folder / "css").encode())

    def _add(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:10]
        stem, _, ending = name.rpartition(".")
        address = f"{stem}.{digest}.{ending}"
        media_type, _ = mimetypes.guess_type(name)
        self._addresses[name] = f"/static/{address}"
        self._by_address[address] = Asset(
            content, media_type or "application/octet-stream"
        )

    def _style(self, folder: Path) -> str:
        """Join the style sheets, their comments and line breaks left out."""
        sheets = [f"@layer {', '.join(LAYERS)};"]
        for layer in LAYERS:
            parts = folder / layer
            files = (
                sorted(parts.glob("*.css"))
                if parts.is_dir()
                else [folder / f"{layer}.css"]
            )
            sheets += [path.read_text(encoding="utf-8") for path in files]
        joined = _COMMENT.sub("", "\n".join(sheets))
        joined = re.sub(r"\s*([{};])\s*", r"\1", joined)
        return _URL.sub(lambda found: f'url("{self.address(found[1])}")', joined)

    def address(self, name: str) -> str:
        """Give the address of the file *name*; raises KeyError if there is none."""
        return self._addresses[name]

    def at(self, address: str) -> Asset | None:
        """Give what stands at *address*, below ``/static/``."""
        return self._by_address.get(address)


def _together(folder: Path) -> str:
    """Join scripts, their lines of comment left out; what each names stays its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))]
    joined = "".join(f"{{\n{_REMARK.sub('', text)}}}\n" for text in texts)
    return f'"use strict";\n{joined}'
