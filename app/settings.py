"""What can be set, by options of the commands or by COUNTERPOINT_… in the environment."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
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
