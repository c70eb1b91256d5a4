"""The seeds and the store that commands read, and when the store is built anew."""

import contextlib
from pathlib import Path

from app.commands._console import tell
from app.domain.database import PostgresUrl
from app.domain.errors import (
    CounterpointError,
    SeedErrors,
    SeedsInstalled,
    StoreError,
    StoreForeign,
    StoreUnreadable,
)
from app.domain.records import Bundle
from app.paths import IS_INSTALLED, ROOT
from app.settings import Settings
from app.store.bundle_reader import bundle_of
from app.store.connection import Store
from app.store.opening import is_built_from, stamp_of


def ready(settings: Settings) -> CounterpointError | None:
    """Ensure that the store exists and matches the seeds.

    Returns why the seeds cannot be built if the old store is used instead. A store in
    PostgreSQL may be that of several servers, with seeds or without: it has to be there,
    and only ``build`` writes it. Where a file was named and no seeds, it may be that of
    another debate, brought from another machine: it is used as it is.
    Raises CounterpointError if there is no store to use.
    """
    if isinstance(settings.database, PostgresUrl):
        stamp_of(settings.database)
        return None
    if settings.names_store_alone and settings.database.exists():
        release = stamp_of(settings.database)
        tell(
            f"{settings.database} is used as it is, of {release.date}; "
            "to have it follow its seeds, name them with --seeds"
        )
        return None
    try:
        if is_built_from(settings.seeds, settings.database):
            return None
    except (StoreForeign, StoreUnreadable):
        raise
    except (StoreError, OSError):  # a seed file may be unreadable: the build says so
        pass
    try:
        build_from_seeds(settings)
    except (SeedErrors, StoreError) as error:
        try:
            stamp_of(settings.database)
        except StoreError:
            raise error from None
        tell(f"warning: the seeds were not built:\n{error}")
        return error
    return None


def build_from_seeds(settings: Settings) -> None:
    """Build the store from the seeds, and print what is in it."""
    # Loaded when needed: it takes as long as the rest of a start, and the store is mostly there.
    from app.compile.report import summary  # noqa: PLC0415
    from app.store.build import build_store  # noqa: PLC0415

    tell(f"Building the store from {settings.seeds.absolute()} …")
    data = build_store(settings.seeds, settings.database)
    tell(f"{settings.database}: {summary(data)}")


def release_at(place: Path) -> Bundle:
    """Return the data of a store, or of a folder of seeds."""
    if place.is_dir():
        from app.compile.compiler import compiled_seeds  # noqa: PLC0415 - as above

        return compiled_seeds(place)[0]
    try:
        with contextlib.closing(Store(place)) as store:
            return bundle_of(store)
    except StoreError as error:
        remedy = "name a store of this version of the program, or a folder of seeds"
        raise StoreError(place, error.what, remedy) from None


def require_own_seeds(folder: Path) -> None:
    """Raise SeedsInstalled if *folder*, to be written to, came with the installed program."""
    if IS_INSTALLED and folder.resolve().is_relative_to(ROOT):
        raise SeedsInstalled(folder)
