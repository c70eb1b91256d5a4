"""What changed from release to release, as far as the seeds record it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.domain.dates import day_words
from app.domain.errors import FormerPage, PresentPage
from app.domain.page_object import page_object
from app.domain.release_diff import Change
from app.domain.vocabulary import FormerKind, Outcome
from app.queries.former_slugs import destinations
from app.web.params import AllOpen, OpenStore
from app.web.routes import Purpose, page

# In the order in which readers care.
_KINDS = (
    *(FormerKind.CLAIM, FormerKind.QUOTE, FormerKind.CLASH),
    *(FormerKind.SOURCE, FormerKind.THEME, FormerKind.SPEAKER),
)


@page_object
class ChangeLine:
    """What became of one thing."""

    id: str
    """Its slug or id in that release."""
    before: str | None
    """Its words before; null if it was added."""
    after: str | None
    """Its words since; null if it was replaced or withdrawn."""
    present: tuple[PresentPage, ...]
    """The present pages that its address leads to: its own, or what became of it."""
    reason: str | None
    """Why it was withdrawn; null if it was not, or if nobody says."""


@page_object
class ChangeGroup:
    """What became of things of one kind in the same way."""

    kind: FormerKind
    """The kind."""
    outcome: Outcome
    """What became of them."""
    changes: tuple[ChangeLine, ...]
    """The things."""

    @property
    def words(self) -> str:
        """How many there are: "2 claims reworded"."""
        count = len(self.changes)
        plural = "es" if self.kind is FormerKind.CLASH else "s"
        kind = f"{self.kind}{plural if count > 1 else ''}"
        return f"{count}\N{NO-BREAK SPACE}{kind} {self.outcome}"


@page_object
class ReleaseChanges:
    """What changed in one release."""

    date: str
    """Its date, YYYY-MM-DD."""
    day: str
    """The same in words."""
    since: str
    """The date of the release before, YYYY-MM-DD."""
    since_day: str
    """The same in words."""
    since_hash: str
    """The version of the release before: SHA-256 of its seeds."""
    groups: tuple[ChangeGroup, ...]
    """What changed: claims first, then quotes and the rest; empty if nothing did."""


@page_object
class ChangesPage:
    """What changed from release to release."""

    opened: bool
    """Whether the page shows all changes, and not only the first of many."""
    releases: tuple[ReleaseChanges, ...]
    """The releases whose changes are recorded, the newest first."""


def changes_page(store: OpenStore, *, opened: AllOpen) -> ChangesPage:
    """Return what was added, reworded, replaced and withdrawn in each release."""
    known = destinations(store)
    rows = store.rows("SELECT * FROM change ORDER BY revision, position")
    changed = {date: [*group] for date, group in groupby(rows, itemgetter("revision"))}
    return ChangesPage(
        opened,
        tuple(
            ReleaseChanges(
                row["date"],
                day_words(dt.date.fromisoformat(row["date"])),
                row["since"],
                day_words(dt.date.fromisoformat(row["since"])),
                row["since_hash"],
                tuple(_groups(changed.get(row["date"], []), known)),
            )
            for row in store.rows("SELECT * FROM revision ORDER BY date DESC")
        ),
    )


def _groups(
    rows: Sequence[Row], known: Mapping[tuple[str, str], FormerPage]
) -> Iterator[ChangeGroup]:
    """Yield what changed in one release, kind by kind."""
    lines = [(row["kind"], *_line(row, known)) for row in rows]
    # What replaces another is told with it.
    instead = {
        (kind, one.slug)
        for kind, outcome, line in lines
        for one in line.present
        if outcome is Outcome.REPLACED
    }
    for wanted in ((kind, outcome) for kind in _KINDS for outcome in Outcome):
        changes = tuple(
            line
            for kind, outcome, line in lines
            if (kind, outcome) == wanted
            and not (outcome is Outcome.ADDED and (kind, line.id) in instead)
            # It was cut anew and has its old words again.
            and [one.words for one in line.present] != [line.before]
        )
        if changes:
            yield ChangeGroup(*wanted, changes)


def _line(
    row: Row, known: Mapping[tuple[str, str], FormerPage]
) -> tuple[Outcome, ChangeLine]:
    """Return what became of one thing, and where its address leads now."""
    to = known.get((row["kind"], row["id"]))
    leads_to = to.leads_to if to else ()
    change = Change(
        FormerKind(row["kind"]),
        row["id"],
        row["before"],
        row["after"],
        tuple(one.slug for one in leads_to),
    )
    reason = to.reason or None if to else None
    line = ChangeLine(change.id, change.before, change.after, leads_to, reason)
    return change.outcome, line


page(
    "/changes",
    "changes/page.html",
    ChangesPage,
    changes_page,
    nav="Changes",
    purpose=Purpose.CHECK,
)
