"""What can go wrong, each with its place and its remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class CounterpointError(Exception):
    """Something a person can mend; its text says what, where and how."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the seeds something stands."""

    file: str
    """Path of the file below the folder of seeds, with forward slashes."""
    key: str = ""
    """The key path inside it, such as ``claims[2].quotes[0]``, or a line."""
    claim: str = ""
    """The slug of the claim that it belongs to, if any."""

    def below(self, key: str) -> "Place":
        """Give the place of a *key* within this one."""
        return Place(self.file, f"{self.key}.{key}", self.claim)

    def __str__(self) -> str:
        """Name the file, the key and the claim, those that are known."""
        named = f" (claim {self.claim})" if self.claim else ""
        return f"{self.file}, {self.key}{named}" if self.key else f"{self.file}{named}"


class SeedError(CounterpointError):
    """One mistake in the seeds."""

    def __init__(self, place: Place, what: str, remedy: str) -> None:
        super().__init__(f"{place}: {what}; {remedy}")
        self.place = place
        self.what = what
        self.remedy = remedy


class SeedErrors(CounterpointError):
    """Every mistake that one reading of the seeds found."""

    def __init__(self, errors: Sequence[SeedError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.place, str(error))))
        super().__init__("\n".join(str(error) for error in self.errors))


class StoreError(CounterpointError):
    """The store cannot be used as it is."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}; {remedy}")
        self.path = path


class StoreMissing(StoreError):
    """There is no file at the store's path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "there is no store here", "run 'counterpoint build'")


class StoreForeign(StoreError):
    """The file is not a store of Counterpoint, and so is never overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "this file is not a store of Counterpoint and is left alone",
            "name another with --database, or move it away",
        )


class StoreDamaged(StoreError):
    """The file was a store and no longer reads as one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            path, f"the store is damaged ({why})", "run 'counterpoint build'"
        )


class StoreOfAnotherVersion(StoreError):
    """The store has the tables of another version of the program."""

    def __init__(self, path: Path, found: int, expected: int) -> None:
        super().__init__(
            path,
            f"the store has schema {found}, this program reads schema {expected}",
            "run 'counterpoint build'",
        )


class StoreNotWritable(StoreError):
    """The store, or its folder, cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            path,
            f"the store cannot be written ({why})",
            "make its folder writable, or name another place with --database",
        )


class StoreNotVerified(StoreError):
    """The store that was just built does not say what the seeds say."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path,
            f"the new store failed its check: {what}",
            "it was not swapped in; please report this as a defect",
        )


class NotFound(CounterpointError):
    """The store has no such page."""


@dataclass(frozen=True, slots=True)
class Former:
    """What a slug that is no more once named."""

    kind: str
    slug: str
    now: str
    """The slug it has now; empty where it was withdrawn."""
    said: str
    reason: str


class Moved(CounterpointError):
    """The thing has another slug now, or was withdrawn."""

    def __init__(self, former: Former) -> None:
        super().__init__(former.slug)
        self.former = former


class NotCanonical(CounterpointError):
    """The address says what it says in too many words."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query
        """What it should say, without a question mark."""


class PortInUse(CounterpointError):
    """Another program listens at the port."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"port {port} on {host} cannot be used ({why}); "
            "name a free one with --port, or set PORT"
        )
