"""Where the files that are not Python live."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

# An installed package has the folders inside it; a checkout has them beside it.
IS_INSTALLED = (_PACKAGE / "templates").is_dir()
ROOT = _PACKAGE if IS_INSTALLED else _PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
SEEDS = ROOT / "seeds"
