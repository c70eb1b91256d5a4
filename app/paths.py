"""Where the files that are not Python live."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

# An installed package has the folders inside it; a checkout has them beside it.
ROOT = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
SEEDS = ROOT / "seeds"
