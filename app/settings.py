"""The settings: options of the commands, or COUNTERPOINT_… in the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.paths import SEEDS


class Settings(BaseSettings):
    """Where the seeds and the store are, and where the site is served."""

    model_config = SettingsConfigDict(env_prefix="COUNTERPOINT_", frozen=True)

    seeds: Path = SEEDS
    database: Path = Field(
        default_factory=lambda: user_data_path("counterpoint") / "counterpoint.sqlite"
    )
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    mcp: bool = False
    # Never taken from a request: cached pages serve all readers, and a request can name
    # any host.
    site: str = ""

    @field_validator("site")
    @classmethod
    def _origin(cls, site: str) -> str:
        """Accept scheme and host alone, or nothing; drop the slash at the end."""
        if site and not _is_origin(site):
            raise PydanticCustomError("site", _SITE)
        return site.rstrip("/").lower()


_SITE = "should be a scheme and a host, such as https://example.org, and nothing more"


def _is_origin(site: str) -> bool:
    """Return whether *site* is a scheme and a host, and nothing more."""
    try:
        parts = urlsplit(site)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = site.isascii() and site.isprintable() and not set(" \"'<>\\@?#") & set(site)
    return bool(
        plain and host and parts.scheme in {"http", "https"} and parts.path in {"", "/"}
    )
