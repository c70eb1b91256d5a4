"""Counts over the whole store."""

from sqlite3 import Row

from app.store.connection import Store


def totals_of(store: Store) -> Row:
    """Return the counts, under the names that they have in ``derived_tables.Totals``."""
    return store.rows("SELECT * FROM totals")[0]
