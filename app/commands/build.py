"""The command ``build``: build the store from the seeds."""

from app.commands._options import DatabaseOption, SeedsOption, settings_of
from app.commands._seeds_and_store import build_from_seeds


def build(seeds: SeedsOption = None, database: DatabaseOption = None) -> None:
    """Build the store from the seeds, replacing an older one."""
    build_from_seeds(settings_of(seeds=seeds, database=database))
