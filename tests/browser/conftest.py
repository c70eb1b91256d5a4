"""What the browser tests share: the real site, served, and readers who see faults.

A reader is a page of Chromium that fails its test on a fault of its own console, on
something that the policy of safety refuses, and on a request to another host.
"""

import json
from asyncio import _get_running_loop, _set_running_loop
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from app.paths import SEEDS
from tests.browser.landing import NARROW, WIDE, Way, ways
from tests.browser_setup import chromium
from tests.conftest import answering, made_once
from tests.soak import soak

HERE = Path(__file__).parent

FLAGS = (
    "--disable-gpu",
    # Letters as wide as in a window.
    "--font-render-hinting=none",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is looked up: what is not on this machine is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.*",
)

# What can be set on a page that is there already, and what it is unless a test asks for
# something else. The other settings take a browser context of their own.
ON_A_PAGE = {
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}


# --- the order of the tests --------------------------------------------------------------


@pytest.hookimpl(trylast=True)  # after pytest's own order, which goes by fixtures
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and put them last: the quick ones say first what is wrong."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker("browser")
    items.sort(key=lambda item: item.path.parent == HERE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Hide Playwright's event loop from every test outside this folder.

    Playwright leaves its loop on the thread, as if it were running, and a test that
    shares the worker could run none of its own.
    """
    loop = _get_running_loop()
    if item.path.parent == HERE:
        return (yield)
    _set_running_loop(None)
    try:
        return (yield)
    finally:
        _set_running_loop(loop)


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
    """Return the public data of the site."""
    data = json.loads(real_client.get("/exports/arguments.json").content)
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="session")
def world_records(client) -> dict[str, Any]:
    """Return the public data of the small world."""
    return dict(json.loads(client.get("/exports/arguments.json").content))


@pytest.fixture(scope="session")
def words(records) -> dict[str, str]:
    """Return the words of each quote, by id, cut from the seed files and nowhere else."""
    texts = {
        source["id"]: (SEEDS / "sources" / f"{source['id']}.txt").read_bytes().decode()
        for source in records["sources"]
    }
    return {
        quote["id"]: texts[quote["source"]][quote["start"] : quote["end"]]
        for quote in records["quotes"]
    }


@pytest.fixture(scope="session")
def every_way(windows, base_url, tmp_path_factory) -> list[Way]:
    """Return every way from the home page to a quote in its source."""

    def find(path: Path) -> None:
        with windows.open(base_url, java_script_enabled=True) as window:
            found = json.dumps([astuple(way) for way in ways(window.page)])
        part = path.with_suffix(".part")
        part.write_text(found, "utf-8")
        part.rename(path)

    found = json.loads(made_once(tmp_path_factory, "ways.json", find).read_bytes())
    return [Way(link, tuple(through), n) for link, through, n in found]


# --- the browser -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict[str, Any]:
    """Start the Chromium that is on this machine, and keep it there."""
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium()),
        "args": list(FLAGS),
    }


@dataclass
class Faults:
    """What went wrong while a reader read."""

    host: str
    seen: list[str] = field(default_factory=list)
    missing: bool = False
    """Whether the reader asks for addresses without a page, which a browser logs."""

    def watch(self, page: Page) -> None:
        """Note down from now on what goes wrong on *page*."""
        page.on("console", self._heard)
        page.on("pageerror", self._threw)
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)

    def taken(self) -> list[str]:
        """Return what went wrong since this was last asked."""
        seen, self.seen = self.seen, []
        return seen

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


class Window:
    """A page in a browser context of its own, watched for faults."""

    def __init__(self, browser: Browser, site: str, **settings: Any) -> None:
        self.context = browser.new_context(base_url=site, **settings)
        self.scripts = settings.get("java_script_enabled", True)
        # Long enough for a busy machine, short enough for a broken page.
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.faults = Faults(urlsplit(site).netloc)
        self.faults.watch(self.page)

    def sweep(self) -> None:
        """Leave the page, and clear what it stored: the next reader finds nothing."""
        self.page.mouse.move(0, 0)
        if self.scripts:
            # An address of the site without a script, from which its storage is reached.
            self.page.goto("/robots.txt", wait_until="commit")
            self.page.evaluate(
                "() => { localStorage.clear(); sessionStorage.clear(); }"
            )
        self.context.clear_cookies()


class Windows:
    """The windows of a worker, which one test after another reads in.

    A new page takes a process of Chromium's, and five times as long as another visit.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: dict[str, list[Window]] = defaultdict(list)

    @contextmanager
    def open(self, site: str, **settings: Any) -> Iterator[Window]:
        """Lend a window, a new one where all others are taken, and clean it afterwards."""
        free = self._free[f"{site} {sorted(settings.items())}"]
        window = free.pop() if free else Window(self.browser, site, **settings)
        yield window
        window.sweep()
        free.append(window)

    @contextmanager
    def open_new(self, site: str, **settings: Any) -> Iterator[Window]:
        """Open a window that nobody read in before and nobody will read in again."""
        window = Window(self.browser, site, **settings)
        yield window
        window.context.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """Lend windows of the browser to the tests of a worker."""
    loop = _get_running_loop()
    yield Windows(browser)
    # The last test may be one from which the loop is hidden.
    _set_running_loop(loop)


Reader = Callable[..., Page]


@pytest.fixture
def reader(windows: Windows, base_url: str) -> Iterator[Reader]:
    """Open pages to read with, each with the settings asked for; see below for them.

    missing  the reader goes where there is no page
    site     the address of another site of ours
    new      nothing is in the cache, and the test may change what outlasts a page
    The rest are settings of Playwright's contexts, as `java_script_enabled`.
    """
    opened: list[Window] = []
    with ExitStack() as stack:

        def open_page(
            *,
            missing: bool = False,
            site: str = base_url,
            new: bool = False,
            **rest: Any,
        ) -> Page:
            size = rest.pop("viewport", WIDE)
            media = {name: rest.pop(name, ON_A_PAGE[name]) for name in ON_A_PAGE}
            rest.setdefault("java_script_enabled", True)
            lend = windows.open_new if new else windows.open
            window = stack.enter_context(lend(site, **rest))
            window.faults.missing = missing
            window.page.set_viewport_size(size)
            window.page.emulate_media(media="null", **media)
            opened.append(window)
            return window.page

        yield open_page
    assert [fault for window in opened for fault in window.faults.taken()] == []


@pytest.fixture
def page(reader: Reader) -> Page:
    """Return a page as wide as a desk, with scripts."""
    return reader()


@pytest.fixture
def page_without_scripts(reader: Reader) -> Page:
    """Return a page in which no script runs."""
    return reader(java_script_enabled=False)


@pytest.fixture
def dark_page(reader: Reader) -> Page:
    """Return a page on a system that is set to dark."""
    return reader(color_scheme="dark")


@pytest.fixture
def narrow_page(reader: Reader) -> Page:
    """Return a page as narrow as a phone."""
    return reader(viewport=NARROW)


@pytest.fixture
def calm_page(reader: Reader) -> Page:
    """Return a page of a reader who wants no motion."""
    return reader(reduced_motion="reduce")


@pytest.fixture
def forced_page(reader: Reader) -> Page:
    """Return a page in the colours that the reader's system forces on it."""
    return reader(forced_colors="active")


# The readers for whom a journey must work. One has no smooth scrolling, for which a test
# must wait.
JOURNEYS = [
    pytest.param((WIDE, True, "no-preference"), id="1280 px with scripts"),
    pytest.param((NARROW, False, "reduce"), id="360 px without scripts"),
    pytest.param((WIDE, False, "no-preference"), id="1280 px without scripts"),
    pytest.param((NARROW, True, "no-preference"), id="360 px with scripts"),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have each journey made by one of the first two readers; in the soak by all."""
    if "any_page" in metafunc.fixturenames:
        turn = crc32(metafunc.function.__name__.encode()) % 2
        metafunc.parametrize(
            "any_page",
            [
                pytest.param(*one.values, id=one.id, marks=[] if at == turn else [soak])
                for at, one in enumerate(JOURNEYS)
            ],
            indirect=True,
        )


@pytest.fixture
def any_page(request: pytest.FixtureRequest, reader: Reader) -> Page:
    """Return, one after the other, a page of each kind on which a journey must work."""
    viewport, scripts, motion = request.param
    return reader(viewport=viewport, java_script_enabled=scripts, reduced_motion=motion)
