"""What the program loads before the site answers its first page."""

import subprocess
import sys

# Each takes a good part of a second, and no page of the site needs it.
NEEDLESS = {"citeproc", "lxml", "mcp", "PIL", "pypdf", "rich", "sqlalchemy", "sqlmodel"}
LOADED = (
    "import sys, app.cli, app.commands.serve, app.delivery.app; print(*sys.modules)"
)


def test_the_site_starts_without_what_only_other_commands_need():
    told = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert NEEDLESS & set(told.stdout.split()) == set()
