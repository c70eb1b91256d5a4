"""The settings: options of the commands, or COUNTERPOINT_… in the environment."""

import hashlib
import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.database import Database, PostgresUrl, database_at
from app.paths import SEEDS


def _usual_seeds() -> Path:
    """Return where the seeds are unless a place is named: in the current folder, if it has any."""
    here = Path()
    return here if (here / "debate.toml").is_file() else SEEDS


class Settings(BaseSettings):
    """Where the seeds and the store are, and where the site is served."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERPOINT_", frozen=True, arbitrary_types_allowed=True
    )

    seeds: Path = Field(default_factory=_usual_seeds)
    database: Database = Field(
        default_factory=lambda data: _usual_database(data["seeds"])
    )
    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8000, ge=0, le=65535)
    mcp: bool = False
    cdn: bool = False
    # More processes than cores gain nothing; more than this is a typing mistake. Our choice.
    workers: int = Field(1, ge=1, le=64)
    # Never taken from a request: cached pages serve all readers, and a request can name
    # any host.
    site: str = ""
    root_path: str = ""

    @field_validator("database", mode="before")
    @classmethod
    def _place(cls, place: str | Path | PostgresUrl) -> Database:
        try:
            return database_at(place) if isinstance(place, str) else place
        except ValueError as error:
            raise PydanticCustomError(
                "database", "{why}", {"why": str(error)}
            ) from None

    @field_validator("site")
    @classmethod
    def _url(cls, site: str) -> str:
        """Accept scheme, host and path, or nothing; drop the slash at the end."""
        if site and not _is_site(site):
            raise PydanticCustomError("site", _SITE)
        parts = urlsplit(site.rstrip("/"))
        return parts._replace(netloc=parts.netloc.lower()).geturl()

    @field_validator("root_path")
    @classmethod
    def _path(cls, path: str) -> str:
        """Accept a path, or nothing; drop the slash at the end, and add that before."""
        path = path.strip("/")
        if path and not _is_path(path):
            raise PydanticCustomError("root_path", _ROOT_PATH)
        return f"/{path}" if path else ""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        path = urlsplit(self.site).path
        if path and self.root_path not in {"", path}:
            raise PydanticCustomError(
                "root_path",
                "the site is at the path {path}, and root_path is {root_path}; "
                "give one of them, or the same",
                {"path": path, "root_path": self.root_path},
            )
        return self

    @model_validator(mode="after")
    def _named_for_cdn(self) -> Self:
        """Refuse pages that others keep and that might name this machine as their host."""
        if self.cdn and not self.site:
            raise PydanticCustomError(
                "cdn",
                "cdn needs the public URL of the site; give --site https://example.org too",
            )
        return self

    @property
    def names_store_alone(self) -> bool:
        """Whether a store is named, but no seeds, and none are in the current folder."""
        named = self.model_fields_set
        return "database" in named and "seeds" not in named and self.seeds == SEEDS

    @property
    def address(self) -> str:
        """Where the site is served, with its path; without host, if that is unknown."""
        return self.site if urlsplit(self.site).path else self.site + self.root_path


def _usual_database(seeds: Path) -> Path:
    """Return where the store is unless a place is named: one for each debate."""
    name = "counterpoint"
    if (folder := seeds.resolve()) != SEEDS:
        name = f"{folder.name}-{hashlib.sha256(bytes(folder)).hexdigest()[:8]}"
    return user_data_path("counterpoint") / f"{name}.sqlite"


_SITE = (
    "should be a scheme and a host, perhaps with a path, such as "
    "https://example.org/debate"
)
_ROOT_PATH = (
    "should be a path such as /debate, of letters, digits and the signs - . _ ~"
)


def _is_site(site: str) -> bool:
    """Return whether *site* is a scheme, a host and perhaps a path, and nothing more."""
    try:
        parts = urlsplit(site)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = site.isascii() and site.isprintable() and not set(" \"'<>\\@?#") & set(site)
    path = parts.path.removeprefix("/").removesuffix("/")
    return bool(
        plain
        and host
        and parts.scheme in {"http", "https"}
        and (not path or _is_path(path))
    )


def _is_path(path: str) -> bool:
    """Return whether *path* is one or more names, of signs that no address encodes."""
    names = path.split("/")
    return all(
        re.fullmatch(r"[\w.~-]+", name, re.ASCII) and name.strip(".") for name in names
    )
