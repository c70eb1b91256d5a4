"""Where a store is: in a file, or in PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# How the address of a database begins; the second is what SQLAlchemy calls it.
_SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """The address of a database of PostgreSQL."""

    conninfo: str
    """The address as libpq reads it; it may hold a password."""

    def __str__(self) -> str:
        """Return the address without its password and its options, to be shown."""
        parts = urlsplit(self.conninfo)
        user, at, hosts = parts.netloc.rpartition("@")
        user = user.partition(":")[0]
        return f"postgresql://{user}{at}{hosts}{parts.path}"

    __repr__ = __str__


Database = Path | PostgresUrl


def database_at(place: str) -> Database:
    """Return where a store is, from what was typed: postgresql://…, or a path.

    Raises ValueError for an address that is none.
    """
    scheme, separator, rest = place.partition("://")
    if separator and scheme in _SCHEMES:
        urlsplit(place)
        return PostgresUrl(f"postgresql://{rest}")
    return Path(place)
