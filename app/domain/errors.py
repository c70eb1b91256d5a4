"""The errors of the program, each with its place and its remedy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.database import Database

_BUILD = "build it from the seeds, with the command build"


class CounterpointError(Exception):
    """A problem that a person can fix; the text says what, where and how."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the seed files."""

    file: str
    """Path of the file below the folder of seeds, with forward slashes."""
    key: str = ""
    """The key path in the file, such as ``claims[2].quotes[0]``, or a position in a text."""
    claim: str = ""
    """The slug of the claim that the place belongs to, if any."""
    line: int = 0
    """The line on which it begins, counted from 1; 0 if that is not known."""

    def below(self, key: str) -> "Place":
        """Return the place of a *key* within this one."""
        return Place(self.file, f"{self.key}.{key}", self.claim)

    def __str__(self) -> str:
        """Name the file, and the line, key and claim if they are known."""
        line = f"line {self.line}" if self.line else ""
        named = f" (claim {self.claim})" if self.claim else ""
        return ", ".join(filter(None, (self.file, line, self.key))) + named


@dataclass(frozen=True, slots=True)
class Mend:
    """A key of a seed file as it should be, where that needs no judgement."""

    file: str
    """Path of the file below the folder of seeds, with forward slashes."""
    key: str
    """The key path in the file."""
    value: str | None = None
    """What it should say; None if the key should go."""
    once_right: str = ""
    """The source about which nothing else may be wrong before this is mended."""


class SeedError(CounterpointError):
    """One mistake in the seeds."""

    is_of_form = False
    """Whether it is one of the form of a file, which others may follow from."""

    def __init__(
        self,
        place: Place,
        what: str,
        remedy: str,
        *,
        source: str = "",
        mends: Sequence[Mend] = (),
    ) -> None:
        super().__init__(f"{place}: {what}; {remedy}")
        self.place = place
        self.what = what
        self.remedy = remedy
        self.source = source
        """The slug of the source in whose text something is missing, if that is it."""
        self.mends = tuple(mends)
        """What mends it, if that needs no judgement."""


class SeedErrors(CounterpointError):
    """All mistakes in the seeds."""

    def __init__(self, errors: Sequence[SeedError]) -> None:
        self.errors = tuple(sorted(errors, key=_reading_order))
        super().__init__("\n".join(str(error) for error in self.errors))


def _reading_order(error: SeedError) -> tuple[bool, bool, str, int, str]:
    """Return the sort key: form first, and what a folder has yet to hold last."""
    file, line = error.place.file, error.place.line
    return file.endswith("/"), not error.is_of_form, file, line, str(error)


class NotBuilt(CounterpointError):
    """The seeds have changed, and the store could not be built from them."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.problems = cause.errors if isinstance(cause, SeedErrors) else (cause,)
        """What is in the way: each mistake in the seeds, or one other error."""


class StoreError(CounterpointError):
    """The store cannot be used as it is."""

    def __init__(self, path: Database, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}; {remedy}")
        self.path = path
        self.what = what


class StoreMissing(StoreError):
    """There is no store at its place."""

    def __init__(self, path: Database) -> None:
        super().__init__(path, "there is no store here", _BUILD)


class StoreForeign(StoreError):
    """The file, or the schema, is not a store of Counterpoint; it is never overwritten."""

    def __init__(self, path: Database, what: str = "this file") -> None:
        super().__init__(
            path,
            f"{what} is not a store of Counterpoint and is left alone",
            "name another with --database, or move it away",
        )


class StoreUnreadable(StoreError):
    """What is at the store's path cannot be read, so that it is not known what it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            path, f"this cannot be read ({why})", "name another file with --database"
        )


class StoreUnreachable(StoreUnreadable):
    """PostgreSQL cannot be reached, or refuses what it is asked."""

    retry_after = 5  # seconds

    def __init__(self, path: Database, why: str) -> None:
        StoreError.__init__(
            self,
            path,
            f"PostgreSQL cannot be asked ({why})",
            "see that it runs there, or name another with --database",
        )


class StoreDamaged(StoreError):
    """The store is one that cannot be read."""

    def __init__(self, path: Database, why: str) -> None:
        super().__init__(path, f"the store is damaged ({why})", _BUILD)
        self.why = why


class StoreOfAnotherVersion(StoreError):
    """The store has the tables of another version of the program."""

    def __init__(self, path: Database, found: int, expected: int) -> None:
        super().__init__(
            path,
            f"the store has schema {found}, this program reads schema {expected}",
            _BUILD,
        )


class StoreNotWritable(StoreError):
    """The store, or its folder or database, cannot be written."""

    def __init__(self, path: Database, why: str) -> None:
        made = (
            "its folder writable" if isinstance(path, Path) else "this user its owner"
        )
        super().__init__(
            path,
            f"the store cannot be written ({why})",
            f"make {made}, or name another place with --database",
        )


class StoreNotVerified(StoreError):
    """The store that was just built does not match the seeds."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path,
            f"the new store failed its check: {what}",
            "it was not swapped in; please report this as a defect",
        )


class NotFound(CounterpointError):
    """The store has no such page."""


def printable(value: str) -> str:
    """Return *value* with signs that no page or line can show as escapes."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in value
    )


class UnknownChoice(NotFound):
    """A filter does not take this value."""

    def __init__(
        self, name: str, label: str, value: str, choices: Mapping[str, str]
    ) -> None:
        taken = ", ".join(choices)
        value = printable(value)
        super().__init__(f"{name} has no value “{value}”; it takes: {taken}")
        self.name = name
        """The filter's name in the query string."""
        self.label = label
        """Its label."""
        self.value = value
        self.choices = choices
        """The label of each value that it takes."""


@dataclass(frozen=True, slots=True)
class PresentPage:
    """A page that a former slug leads to."""

    slug: str
    """Its slug, or the id of a quote."""
    words: str
    """The text of a claim or a quote, the question of a clash, or a title or name."""
    place: str = ""
    """Where a quote is, as "Datta 2025, passage 4", if that is told; else empty."""


@dataclass(frozen=True, slots=True)
class FormerPage:
    """The page of a former slug, as the error page shows it."""

    kind: str
    slug: str
    leads_to: tuple[PresentPage, ...]
    """What it became; empty if it was withdrawn."""
    said: str
    """What a withdrawn page said."""
    reason: str
    """Why it was withdrawn."""


class Moved(CounterpointError):
    """The page has another slug now, or several, or was withdrawn."""

    def __init__(self, former: FormerPage) -> None:
        super().__init__(former.slug)
        self.former = former


class NotCanonical(CounterpointError):
    """The query string is not canonical: a redirect leads to the one that is."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query
        """The canonical query string, without the question mark."""


class PageMoved(CounterpointError):
    """What the URL asks for is at another path now; its query string stays."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class TooBusy(CounterpointError):
    """So much work is waiting already that more must come later."""

    retry_after = 5  # seconds

    def __init__(self) -> None:
        super().__init__(
            "the server is busy with other work; try again in a few seconds"
        )


class FolderTaken(CounterpointError):
    """A new debate cannot be written to this place: something is there already."""

    def __init__(self, folder: Path) -> None:
        what = "the folder is not empty" if folder.is_dir() else "this is a file"
        super().__init__(f"{folder}: {what}; name a new folder, or an empty one")


class SeedsInstalled(CounterpointError):
    """The seeds that came with the installed program are not the reader's to change."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: these seeds came with the program and are never written to; "
            "run this in the folder of your own debate, or name it with --seeds DIR"
        )


class UnreadableDocument(CounterpointError):
    """A document whose words cannot be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{printable(name)}: {why}")
        self.why = why


class PublishError(CounterpointError):
    """The site cannot be published as files."""


class FolderNotWritable(PublishError):
    """The folder to publish into cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: the site was not published there ({why}); "
            "make room, or name another folder, and run the command again"
        )


class FolderHasOthers(PublishError):
    """Files that this program did not write stand where new ones would."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        shown = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
        super().__init__(
            f"{path}: these are not of this program and would be replaced: {shown}; "
            "move them away, or name another folder; nothing was changed"
        )


class FolderHasOtherDebate(PublishError):
    """The folder has the published site of a debate with another question."""

    def __init__(self, path: Path, question: str) -> None:
        super().__init__(
            f"{path}: the site of another debate is published here, “{question}”; "
            "name another folder, or replace that site with --replace; nothing was changed"
        )


class PageNotPublished(PublishError):
    """A page, or what one leads to, is not there."""

    def __init__(self, address: str, page: str, status: int) -> None:
        super().__init__(
            f"{address}: the site answers {status} where {page} leads; "
            "please report this as a defect"
        )


class RootPathTaken(CounterpointError):
    """The site's own pages have the path beneath which it should be served."""

    def __init__(self, root: str) -> None:
        super().__init__(f"{root} is a path of the site itself; name another path")


class CannotListen(CounterpointError):
    """The program cannot listen where it should; the *remedy* is a command."""

    def __init__(self, where: str, why: str, remedy: str) -> None:
        super().__init__(f"{where} cannot be used ({why}); choose another: {remedy}")
