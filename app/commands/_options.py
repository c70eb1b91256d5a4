"""Options that two or more commands have, and the settings that they make."""

import importlib.util
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from app.commands._console import WRONG_USAGE, tell
from app.domain.database import PostgresUrl
from app.paths import IS_INSTALLED, SEEDS
from app.settings import Settings

SeedsOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the seed files.",
        show_default="the current folder if it has a debate.toml, else the site's own",
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        help="Store file, or a database of PostgreSQL: postgresql://….",
        show_default="in the user's data folder",
    ),
]
SiteOption = Annotated[
    str | None,
    typer.Option(
        help="Public URL of the site, used in citations: https://…; "
        "with a path, it is the root path too.",
        show_default="unknown",
    ),
]


def require_extra(package: str, requirement: str) -> None:
    """Exit with instructions if a *package* of an extra is not installed."""
    if importlib.util.find_spec(package) is None:
        tell(
            f"counterpoint: this needs the package {package}; install it with: "
            + shlex.join([sys.executable, "-m", "pip", "install", requirement])
        )
        raise typer.Exit(WRONG_USAGE)


def settings_of(**options: Any) -> Settings:
    """Return the settings: options first, then the environment, then the defaults.

    Says so where nobody named the debate and it is the one that came with the program.
    """
    try:
        settings = Settings(**{k: v for k, v in options.items() if v is not None})
    except ValidationError as error:
        problems = "; ".join(
            ": ".join(
                [*map(str, each["loc"]), each["msg"][:1].lower() + each["msg"][1:]]
            )
            for each in error.errors()
        )
        tell(f"counterpoint: {problems}")
        raise typer.Exit(WRONG_USAGE) from None
    if isinstance(settings.database, PostgresUrl):
        require_extra("psycopg", "psycopg[binary]>=3.3")
    by_default = "seeds" not in settings.model_fields_set and settings.seeds == SEEDS
    if IS_INSTALLED and by_default:
        tell(
            "No debate.toml is here: this is the debate that came with the program; "
            "name another with --seeds DIR"
        )
    return settings
