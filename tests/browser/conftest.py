"""What the browser tests share: the real site, served, and readers who see faults.

A reader is a page of Chromium that fails its test on a fault of its own console, on
something that the policy of safety refuses, and on a request to another host.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from app.paths import SEEDS
from tests.browser.landing import NARROW, WIDE
from tests.browser_setup import chromium
from tests.conftest import answering

HERE = Path(__file__).parent

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is looked up: what is not on this machine is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.*",
)


@pytest.hookimpl(trylast=True)  # after pytest's own order, which goes by fixtures
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and put them last: Playwright's loop stays on its thread."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker("browser")
    items.sort(key=lambda item: item.path.parent == HERE)


# --- the site --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def base_url(real_store) -> Iterator[str]:
    """Serve the site's own seeds; give the address of the site."""
    with answering(real_store.path) as address:
        yield address


@pytest.fixture(scope="session")
def world_url(store) -> Iterator[str]:
    """Serve the small world; give the address of its site."""
    with answering(store.path) as address:
        yield address


@pytest.fixture(scope="session")
def records(real_client) -> dict[str, Any]:
    """Give the public data of the site."""
    data = json.loads(real_client.get("/exports/arguments.json").content)
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="session")
def words(records) -> dict[str, str]:
    """Give the words of each quote, by id, cut from the seed files and nowhere else."""
    texts = {
        source["id"]: (SEEDS / "sources" / f"{source['id']}.txt").read_bytes().decode()
        for source in records["sources"]
    }
    return {
        quote["id"]: texts[quote["source"]][quote["start"] : quote["end"]]
        for quote in records["quotes"]
    }


# --- the browser -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict[str, Any]:
    """Start the Chromium that is on this machine, and keep it there."""
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium()),
        "args": list(FLAGS),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args) -> dict[str, Any]:
    """Leave the address of the site to the reader, who may read another one."""
    return {n: v for n, v in browser_context_args.items() if n != "base_url"}


@dataclass
class Faults:
    """What went wrong while a reader read."""

    host: str
    seen: list[str]
    missing: bool
    """Whether the reader asks for addresses without a page, which a browser logs."""

    def watch(self, page: Page) -> None:
        """Note down from now on what goes wrong on *page*."""
        page.on("console", self._heard)
        page.on("pageerror", self._threw)
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)

    def _threw(self, error: Exception) -> None:
        # A busy Chromium leaves out the passing from page to page, and says so: no script
        # of ours has a hand in it.
        if not str(error).startswith("Transition was aborted because of invalid state"):
            self.seen.append(f"script: {error}")

    def _heard(self, message: ConsoleMessage) -> None:
        known = self.missing and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not known:
            where = message.location["url"]
            self.seen.append(f"{message.type}: {message.text} ({where})")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.seen.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A reader who goes on before a page is whole leaves requests behind.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed: {request.url}: {request.failure}")


Reader = Callable[..., Page]


@pytest.fixture
def reader(new_context, base_url) -> Iterator[Reader]:
    """Give pages to read with, each with the settings asked for; see below for them.

    missing  the reader goes where there is no page
    site     the address of another site of ours
    The rest are settings of Playwright's contexts, as `java_script_enabled`.
    """
    watched: list[Faults] = []

    def open_page(
        *, missing: bool = False, site: str = base_url, **settings: Any
    ) -> Page:
        context: BrowserContext = new_context(
            **{"viewport": WIDE, "base_url": site, **settings}
        )
        # Long enough for a busy machine, short enough for a broken page.
        context.set_default_timeout(10_000)
        page = context.new_page()
        faults = Faults(urlsplit(site).netloc, [], missing)
        faults.watch(page)
        watched.append(faults)
        return page

    yield open_page
    assert [fault for faults in watched for fault in faults.seen] == []


@pytest.fixture
def page(reader: Reader) -> Page:
    """Give a page as wide as a desk, with scripts."""
    return reader()


@pytest.fixture
def page_without_scripts(reader: Reader) -> Page:
    """Give a page in which no script runs."""
    return reader(java_script_enabled=False)


@pytest.fixture
def dark_page(reader: Reader) -> Page:
    """Give a page on a system that is set to dark."""
    return reader(color_scheme="dark")


@pytest.fixture
def narrow_page(reader: Reader) -> Page:
    """Give a page as narrow as a phone."""
    return reader(viewport=NARROW)


@pytest.fixture
def calm_page(reader: Reader) -> Page:
    """Give a page of a reader who wants no motion."""
    return reader(reduced_motion="reduce")


@pytest.fixture
def forced_page(reader: Reader) -> Page:
    """Give a page in the colours that the reader's system forces on it."""
    return reader(forced_colors="active")


@pytest.fixture(
    params=[
        pytest.param((WIDE, True), id="1280 px with scripts"),
        pytest.param((WIDE, False), id="1280 px without scripts"),
        pytest.param((NARROW, True), id="360 px with scripts"),
        pytest.param((NARROW, False), id="360 px without scripts"),
    ]
)
def any_page(request, reader: Reader) -> Page:
    """Give, one after the other, a page of each kind on which a journey must work."""
    viewport, scripts = request.param
    return reader(viewport=viewport, java_script_enabled=scripts)
