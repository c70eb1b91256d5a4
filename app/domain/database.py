"""Where a store is: in a file, or in PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path

# How the address of a database begins; the second is what SQLAlchemy calls it.
_SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """The address of a database of PostgreSQL."""

    conninfo: str
    """The address as libpq reads it; it may hold a password."""

    def __str__(self) -> str:
        """Return the address without its password and its options, to be shown."""
        # By hand: a password may have any sign, and a parser would end the host at some.
        who, at, where = self.conninfo.partition("://")[2].rpartition("@")
        return f"postgresql://{who.partition(':')[0]}{at}{where.partition('?')[0]}"

    __repr__ = __str__


Database = Path | PostgresUrl


def database_at(place: str) -> Database:
    """Return where a store is, from what was typed: postgresql://…, or a path.

    Raises ValueError for the address of anything else.
    """
    scheme, separator, rest = place.partition("://")
    if not separator:
        return Path(place)
    if scheme.lower() not in _SCHEMES:
        raise ValueError("a database has a path or begins with postgresql://")
    return PostgresUrl(f"postgresql://{rest}")
