"""Renamed, split and withdrawn slugs, and the former ids of quotes."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from app.domain.errors import (
    CounterpointError,
    FormerPage,
    Moved,
    NotFound,
    PresentPage,
    printable,
)
from app.domain.vocabulary import FormerKind
from app.store.connection import Store, placeholders

# What names a page of each kind; the table is called as the kind is.
_WORDS = {
    FormerKind.CLAIM: "text",
    FormerKind.SOURCE: "title",
    FormerKind.THEME: "title",
    FormerKind.SPEAKER: "name",
    FormerKind.QUOTE: "shown",
    FormerKind.CLASH: "question",
}
_SHORT = "(SELECT short FROM source WHERE source.id = quote.source)"


def slug_error(store: Store, kind: str, slug: str) -> CounterpointError:
    """Return the error for an unknown *slug*: Moved if it is a former one, else NotFound."""
    row = store.row("SELECT * FROM former WHERE kind = ? AND slug = ?", kind, slug)
    if row is None:
        return NotFound(f"no {kind} is called “{printable(slug)}”")
    targets = store.rows(
        f"""SELECT now, {_WORDS[FormerKind(kind)]} AS words
        FROM former_target JOIN "{kind}" AS present ON present.id = now
        WHERE former_target.kind = ? AND slug = ?
        ORDER BY former_target.position""",
        kind,
        slug,
    )
    leads_to = tuple(PresentPage(target["now"], target["words"]) for target in targets)
    return Moved(
        FormerPage(kind, slug, leads_to, row["said"] or "", row["reason"] or "")
    )


def present_ids(
    store: Store, kinds: Collection[FormerKind], ids: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return what each former slug or id among *ids* leads to; others are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for row in store.rows(
        f"""SELECT slug, now FROM former_target
        WHERE kind IN ({placeholders(kinds)}) AND slug IN ({placeholders(ids)})
        ORDER BY position""",
        *kinds,
        *ids,
    ):
        found[row["slug"]] = (*found.get(row["slug"], ()), row["now"])
    return found


def former_ids(store: Store, quotes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the former ids of each of the *quotes* of a page.

    One that leads to several of them belongs to the first, so that each is there once.
    """
    ids = tuple(quotes)
    first: dict[str, str] = {}
    for row in store.rows(
        f"""SELECT slug, now FROM former_target
        WHERE kind = 'quote' AND now IN ({placeholders(ids)})
        ORDER BY slug, position""",
        *ids,
    ):
        first.setdefault(row["slug"], row["now"])
    by_quote: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for slug, now in first.items():
        by_quote[now] += (slug,)
    return by_quote


def destinations(store: Store) -> dict[tuple[str, str], FormerPage]:
    """Return where the address of all that changed leads, by kind and slug.

    A present one leads to itself. Of quotes it is told where they are.
    """
    changed = """
        SELECT '{kind}' AS kind, id, {words} AS words, {short} AS short, {passage} AS passage
        FROM "{kind}" WHERE id IN (
            SELECT id FROM change WHERE kind = '{kind}'
            UNION SELECT now FROM former_target WHERE kind = '{kind}')"""
    nowhere = {"short": "''", "passage": "0"}
    places = {FormerKind.QUOTE: {"short": _SHORT, "passage": "passage"}}
    words = {
        (row["kind"], row["id"]): PresentPage(
            row["id"],
            row["words"],
            f"{row['short']}, passage {row['passage']}" if row["passage"] else "",
        )
        for row in store.rows(
            " UNION ALL ".join(
                changed.format(kind=kind, words=words, **places.get(kind, nowhere))
                for kind, words in _WORDS.items()
            )
        )
    }
    targets: dict[tuple[str, str], list[PresentPage]] = defaultdict(list)
    for row in store.rows("SELECT * FROM former_target ORDER BY position"):
        targets[row["kind"], row["slug"]].append(words[row["kind"], row["now"]])
    found = {key: FormerPage(*key, (one,), "", "") for key, one in words.items()}
    for row in store.rows("SELECT * FROM former"):
        key = row["kind"], row["slug"]
        told = row["said"] or "", row["reason"] or ""
        found[key] = FormerPage(*key, tuple(targets[key]), *told)
    return found


def withdrawn_quotes(store: Store) -> list[FormerPage]:
    """Return the quotes that were withdrawn, in the order of the seeds."""
    rows = store.rows(
        """SELECT * FROM former WHERE kind = 'quote' AND said IS NOT NULL
        ORDER BY rowid"""
    )
    return [
        FormerPage("quote", row["slug"], (), row["said"], row["reason"]) for row in rows
    ]
