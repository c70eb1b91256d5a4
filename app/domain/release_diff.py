"""What changed from one release of a debate to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.counts import count
from app.domain.records import Bundle
from app.domain.vocabulary import FormerKind, Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing that has an address of its own."""

    kind: FormerKind
    id: str
    before: str | None
    """Its words in the old release; none if it was added."""
    after: str | None
    """Its words in the new one; none if it is there no more."""
    leads_to: tuple[str, ...] = ()
    """The present ones that its old address leads to."""
    reason: str | None = None
    """Why it was withdrawn."""

    @property
    def outcome(self) -> Outcome:
        """What became of it, in a word."""
        if self.before is None:
            return Outcome.ADDED
        if self.after is not None:
            return Outcome.REWORDED
        return Outcome.REPLACED if self.leads_to else Outcome.WITHDRAWN

    def __str__(self) -> str:
        """Say it in one line."""
        words = self.before or self.after
        match self.outcome:
            case Outcome.REWORDED:
                words = f"{self.before} -> {self.after}"
            case Outcome.REPLACED:
                words = f"{self.before} -> {', '.join(self.leads_to)}"
            case Outcome.WITHDRAWN:
                words = f"{self.before} ({self.reason or 'its address is lost'})"
        return f"{self.outcome} {self.kind} {self.id}: {words}"


def changes(old: Bundle, new: Bundle) -> list[Change]:
    """Return what was added, reworded, replaced and withdrawn, kind by kind, by id."""
    former = {(one.kind, one.slug): one for one in new.former}
    before, after = dict(_words(old)), dict(_words(new))
    found = []
    for kind, id_ in sorted(before.keys() | after.keys()):
        was, now = before.get((kind, id_)), after.get((kind, id_))
        if was != now:
            told = former.get((kind, id_))
            leads_to, reason = (told.leads_to, told.reason) if told else ((), None)
            found.append(Change(kind, id_, was, now, leads_to, reason))
    return found


def summary(found: Sequence[Change]) -> str:
    """Return how many changes there are: "2 changes"."""
    return count(len(found), "change")


@dataclass(frozen=True, slots=True)
class LostAddress:
    """What had an address in an older release, which leads nowhere now."""

    kind: FormerKind
    id: str
    now: str = ""
    """What alone is new and has the same words: it may have been renamed."""

    @property
    def remedy(self) -> str:
        """What to write into former.toml."""
        entry = f'kind = "{self.kind}", slug = "{self.id}"'
        if self.now:
            entry += f', now = "{self.now}"'
            return (
                f"it seems to be {self.now} now: if so, add [[former]] with {entry}, or let "
                "--fix do so"
            )
        return f"add [[former]] with {entry}, and now, or said and reason"


def lost_addresses(old: Bundle, new: Bundle) -> list[LostAddress]:
    """Return what had an address in the *old* release and has none in the new.

    An address that led on in the old one counts, too.
    """
    was, present = dict(_words(old)), dict(_words(new))
    before = [*was, *((f.kind, f.slug) for f in old.former)]
    after = {*present, *((f.kind, f.slug) for f in new.former)}
    added: dict[tuple[FormerKind, str], list[str]] = {}
    for (kind, id_), words in present.items():
        if (kind, id_) not in was:
            added.setdefault((kind, words), []).append(id_)
    found = []
    for kind, id_ in before:
        if (kind, id_) not in after:
            alike = added.get((kind, was.get((kind, id_), "")), [])
            found.append(LostAddress(kind, id_, alike[0] if len(alike) == 1 else ""))
    return found


def _words(data: Bundle) -> Iterator[tuple[tuple[FormerKind, str], str]]:
    """Yield everything that has an address of its own, each with its words."""
    named = (
        (FormerKind.CLAIM, data.claims, "text"),
        (FormerKind.CLASH, data.clashes, "question"),
        (FormerKind.QUOTE, data.quotes, "shown"),
        (FormerKind.SOURCE, data.sources, "title"),
        (FormerKind.SPEAKER, data.speakers, "name"),
        (FormerKind.THEME, data.debate.themes, "title"),
    )
    for kind, records, words in named:
        for record in records:
            yield (kind, record.id), " ".join(getattr(record, words).split())
