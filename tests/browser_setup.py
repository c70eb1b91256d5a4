"""The browser that the browser tests drive: where it is, or how it gets here.

The tests ask `chromium()`, which only looks. `make test` runs this file first, as
a program: it installs a browser where there is none, and prints its path.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "COUNTERPOINT_CHROMIUM"

# Without a window to draw, the tests take a third less time than in the whole browser.
COMMANDS = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)

# Where macOS and Windows keep programs that are not on the PATH.
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "${PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "${PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "${LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "${LOCALAPPDATA}/Chromium/Application/chrome.exe",
)

# Asked in a process of its own, because Playwright's plain interface refuses to
# start inside a running event loop.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoBrowserError(RuntimeError):
    """No Chromium or Chrome that starts is on this machine."""


def chromium() -> Path:
    """Return the Chromium or Chrome to test with, an absolute path."""
    if named := os.environ.get(VARIABLE):
        if not _starts(Path(named)):
            raise NoBrowserError(f"{VARIABLE} names {named!r}, which does not start")
        return Path(named).resolve()

    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise NoBrowserError(
        "the browser tests need Chromium or Chrome, and none was found: install "
        f"either, or set {VARIABLE} to the path of one"
    )


def main() -> int:
    """Print the path of a browser, installed now if there was none."""
    try:
        print(_chromium_or_new())
    except NoBrowserError as error:
        print(f"browser_setup: {error}", file=sys.stderr)
        return 1
    return 0


def _chromium_or_new() -> Path:
    try:
        return chromium()
    except NoBrowserError:
        if os.environ.get(VARIABLE):
            raise

    for install in (_install_from_debian, _install_from_playwright):
        install()
        try:
            return chromium()
        except NoBrowserError as error:
            missing = error
    raise NoBrowserError(
        f"{missing}. Installing one failed too; what was tried is above. Where only "
        f"system libraries are missing, this helps: "
        f"sudo {sys.executable} -m playwright install-deps chromium"
    )


def _candidates() -> Iterator[Path]:
    """Yield where a browser may be, the quickest to look at first."""
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    for place in PLACES:
        yield Path(os.path.expandvars(place)).expanduser()
    answer = _run([sys.executable, "-c", ASK_PLAYWRIGHT], timeout=60)
    if answer.returncode == 0:
        yield Path(answer.stdout.strip())


def _starts(program: Path) -> bool:
    """Tell whether *program* is there and is more than a stub.

    Ubuntu's chromium-browser is a script that only says to install the snap.
    """
    if not program.is_file():
        return False
    # On Windows, Chrome answers --version by opening a window.
    return os.name == "nt" or _run([program, "--version"]).returncode == 0


def _install_from_debian() -> None:
    """Install Debian's Chromium without a window, or else with one, if we may."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _show(["apt-get", "update", "-qq"])
    for package in ("chromium-headless-shell", "chromium"):
        policy = _run(["apt-cache", "policy", package]).stdout
        _, _, candidate = policy.partition("Candidate:")
        version = candidate.strip().partition("\n")[0]
        if version not in {"", "(none)"} and "snap" not in version:
            _show(["apt-get", "install", "-qq", "--no-install-recommends", package])
        if shutil.which(package):
            return


def _install_from_playwright() -> None:
    """Let Playwright download its own Chromium."""
    install = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        install.append("--with-deps")
    _show(install)


def _show(command: list[str]) -> None:
    """Run *command* in sight, whatever comes of it; stdout is kept for the path."""
    print("browser_setup:", *command, file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=sys.stderr, env=environment)


def _run(
    command: list[str | Path], timeout: float = 20
) -> subprocess.CompletedProcess[str]:
    """Run *command* out of sight; what cannot start or end in time has failed."""
    try:
        return subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=timeout
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


if __name__ == "__main__":
    sys.exit(main())
