"""The command ``mcp``: let an AI assistant read the data."""

import contextlib

from app.commands._options import (
    DatabaseOption,
    SeedsOption,
    SiteOption,
    require_extra,
    settings_of,
)
from app.commands._seeds_and_store import ready


def mcp(
    seeds: SeedsOption = None, database: DatabaseOption = None, site: SiteOption = None
) -> None:
    """Let an AI assistant read the data over stdin and stdout (MCP)."""
    require_mcp()
    settings = settings_of(seeds=seeds, database=database, site=site)
    ready(settings)
    from app.mcp_server import server  # noqa: PLC0415 - it is an extra
    from app.store.store_file import StoreFile  # noqa: PLC0415
    from app.web.store_threads import THREADS, StoreThreads  # noqa: PLC0415

    file = StoreFile(settings.database, site=settings.address, threads=THREADS)
    with contextlib.closing(StoreThreads(file)) as threads:
        file.follow()
        server(threads).run()


def require_mcp() -> None:
    """Exit with instructions if the extra for MCP is not installed."""
    require_extra("mcp", "mcp>=2.3")
