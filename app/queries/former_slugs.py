"""Renamed and withdrawn slugs."""

from app.domain.errors import CounterpointError, FormerPage, Moved, NotFound
from app.store.connection import Store


def slug_error(store: Store, kind: str, slug: str) -> CounterpointError:
    """Return the error for an unknown *slug*: Moved if it is a former one, else NotFound."""
    row = store.row("SELECT * FROM former WHERE kind = ? AND slug = ?", kind, slug)
    if row is None:
        return NotFound(f"no {kind} is called {slug!r}")
    return Moved(
        FormerPage(kind, slug, row["now"] or "", row["said"] or "", row["reason"] or "")
    )
