"""Slugs that are no more: where they lead, or what they said."""

from app.domain.errors import CounterpointError, Former, Moved, NotFound
from app.store.connection import Store


def slug_error(store: Store, kind: str, slug: str) -> CounterpointError:
    """Give the error that tells what became of a *slug* that names nothing now."""
    row = store.row("SELECT * FROM former WHERE kind = ? AND slug = ?", kind, slug)
    if row is None:
        return NotFound(f"no {kind} is called {slug!r}")
    return Moved(
        Former(kind, slug, row["now"] or "", row["said"] or "", row["reason"] or "")
    )
