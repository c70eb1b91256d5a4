"""All that has an address of its own, for machines that read along."""

from dataclasses import dataclass

from app.db import Store


@dataclass(frozen=True, slots=True)
class Addressed:
    """One thing that has a page of its own."""

    kind: str
    """The list that it stands in: "claims"."""
    id: str
    label: str

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"/{self.kind}/{self.id}"


# In the order of reading; quotes come last, because there are most of them.
_ALL = """
    SELECT 'themes' AS kind, id, title AS label, 1 AS rank, position FROM theme
    UNION ALL SELECT 'sources', id, short || ': ' || title, 2, position FROM source
    UNION ALL SELECT 'speakers', id, name, 3, position FROM speaker
    UNION ALL SELECT 'claims', id, text, 4, position FROM claim
    UNION ALL SELECT 'quotes', quote.id, quote.exact, 5,
        source.position * 1e9 + quote.start
        FROM quote JOIN source ON source.id = quote.source
    ORDER BY rank, position"""


def all_addressed(store: Store) -> tuple[Addressed, ...]:
    """Give everything that has a page of its own."""
    return tuple(
        Addressed(row["kind"], row["id"], row["label"]) for row in store.rows(_ALL)
    )
