"""Open a store, wherever it is, and tell which release it holds."""

import contextlib
from pathlib import Path

from app.compile.seed_paths import seeds_hash
from app.domain.database import Database
from app.store.connection import Stamp, Store


def store_at(database: Database, *, site: str = "") -> Store:
    """Open the store at *database*, a file or in PostgreSQL; raises StoreError.

    *site* is the address at which it is served; if its host is unknown, its path.
    """
    if isinstance(database, Path):
        return Store(database, site=site)
    from app.store.postgres import PostgresStore  # noqa: PLC0415 - needs an extra

    return PostgresStore(database, site=site)


def stamp_of(database: Database) -> Stamp:
    """Return which release the store at *database* holds; raises StoreError."""
    with contextlib.closing(store_at(database)) as store:
        return store.stamp


def is_built_from(seeds: Path, database: Database) -> bool:
    """Whether *database* is a store of this program, compiled from *seeds* as they are.

    Raises StoreError if there is no usable store.
    """
    return stamp_of(database).hash == seeds_hash(seeds)
