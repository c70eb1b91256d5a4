"""What the tests share: two stores, their sites, and a visitor who inspects pages.

`world` is a small debate in which every claim is there for a reason
(tests/world/README.md); `real_…` is the same for the site's own seeds.
"""

import asyncio
import gc
import re
import shutil
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from zlib import crc32

import html5lib
import pytest
import uvicorn
from bs4 import BeautifulSoup
from bs4.builder._html5lib import HTML5TreeBuilder
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache
from starlette.datastructures import State

from app.compile.compiler import compiled_seeds
from app.delivery.app import create_app
from app.domain.errors import SeedErrors
from app.paths import SEEDS
from app.store.build import build_store
from app.store.connection import Store
from tests.client import Client
from tests.site.crawl import followed, several
from tests.soak import in_a_soak

WORLD = Path(__file__).resolve().parent / "world"
FOREIGN = WORLD.parent / "foreign"

# A machine that is busy is no defect of the code. `make test` draws the same examples
# each time; `make soak` draws ten times as many, and others each time.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _PATIENT, max_examples=20, derandomize=True)
settings.register_profile("soak", _PATIENT, max_examples=200)
settings.load_profile("test")

# What leads from a page to another address.
_LINKS = (
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("form", "action"),
)
_ID = re.compile(rb'\sid="([^"]*)"')
# Pages that a visitor keeps as trees. More take more memory than they save time.
KEPT = 40


def pytest_collection_finish() -> None:
    """Spare what stays until the end from the collection of garbage, and collect less often.

    That took a tenth of the time that tests without a browser take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


# --- seeds ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def world() -> Path:
    """Give the folder of the small world, to be read only."""
    return WORLD


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Give a copy of the small world that a test may change."""
    copy = tmp_path / "seeds"
    shutil.copytree(WORLD, copy)
    return copy


@pytest.fixture
def change(seeds) -> Callable[[str, str, str], None]:
    """Change one place of the copy: what stood there once stands there no more."""

    def change(file: str, old: str, new: str) -> None:
        path = seeds / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old!r} is there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")

    return change


@pytest.fixture
def mistakes(seeds) -> Callable[[], list[str]]:
    """Give every mistake that one reading of the copy finds, in words and without lines."""

    def mistakes() -> list[str]:
        try:
            compiled_seeds(seeds)
        except SeedErrors as error:
            return [
                re.sub(r", line \d+", "", str(one), count=1) for one in error.errors
            ]
        return []

    return mistakes


# --- stores and their sites ------------------------------------------------------------


def opened(path: Path) -> Iterator[Store]:
    """Open the store at *path*, and close it in the end."""
    store = Store(path)
    yield store
    store.close()


def built_once(factory: pytest.TempPathFactory, name: str, seeds: Path) -> Path:
    """Return the store of some seeds, which the first worker to ask builds for all."""
    # A build is swapped in whole, so a store that is there is whole.
    return made_once(factory, f"{name}.sqlite", lambda path: build_store(seeds, path))


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Any]
) -> Path:
    """Return the path of what the first worker to ask makes there for all, at one stroke."""
    # Each worker has a folder of its own within that of the run.
    folder = factory.getbasetemp()
    if folder.name.startswith("popen-"):
        folder = folder.parent
    path = folder / name
    while not path.exists():
        with suppress(FileExistsError), turn(folder / f"{name}.making"):
            if not path.exists():
                make(path)
        time.sleep(0.05)
    return path


@contextmanager
def turn(mark: Path) -> Iterator[None]:
    """Hold the folder *mark*, which only one can make; raises FileExistsError."""
    mark.mkdir()
    try:
        yield
    finally:
        mark.rmdir()


class Compiled(BytecodeCache):
    """The templates of a worker, compiled by the first of its sites that needs them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill *bucket*, which keeps nothing that was compiled of another text."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in *bucket*."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def site_at(path: Path, **options: Any) -> Any:
    """Return the site of the store at *path*, as the command makes it."""
    app = create_app(path, **options)
    state_of(app).templates.bytecode_cache = COMPILED
    return app


def state_of(app: Any) -> State:
    """Return the state of a site, which lies under what wraps the site."""
    while not isinstance(app, FastAPI):
        app = app.app
    return app.state


@contextmanager
def served(path: Path, *, site: str = "", **options: Any) -> Iterator[Client]:
    """Serve a store as the command does, to a client that follows no redirection."""
    app = site_at(path, site=site)
    with Client(app, **options) as client:
        yield client
    close(app)


@contextmanager
def answering(path: Path, *, site: str = "", mcp: bool = False) -> Iterator[str]:
    """Serve a store from a thread, on a free port, to any client; give its address."""
    app = site_at(path, site=site, mcp=mcp)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        _, port = server.servers[0].sockets[0].getsockname()
        yield f"http://127.0.0.1:{port}"
    finally:  # else a test that fails leaves a thread for which the run never ends
        server.should_exit = True
        thread.join()
        close(app)


def awaited(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end, in a thread of its own.

    Once a test in a browser has run, Playwright's event loop stays on the main thread.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def close(app: Any) -> None:
    """Close the stores of a site."""
    state_of(app).threads.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Iterator[Store]:
    """Open the store of the small world, built once a run."""
    yield from opened(built_once(tmp_path_factory, "world", WORLD))


@pytest.fixture(scope="session")
def real_store(tmp_path_factory) -> Iterator[Store]:
    """Open the store of the site's own seeds, built once a run."""
    yield from opened(built_once(tmp_path_factory, "real", SEEDS))


@pytest.fixture(scope="session")
def client(store) -> Iterator[Client]:
    """Give a client of the site of the small world."""
    with served(store.path) as client:
        yield client


@pytest.fixture(scope="session")
def real_client(real_store) -> Iterator[Client]:
    """Give a client of the real site."""
    with served(real_store.path) as client:
        yield client


@pytest.fixture(scope="session")
def real(real_client: Client) -> Client:
    """Give a client of the real site; a shorter name for it."""
    return real_client


@pytest.fixture
def serve() -> Iterator[Callable[..., Client]]:
    """Give a function that serves a store until the test ends, and gives a client."""
    with ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(served(path, **options))


# --- visiting --------------------------------------------------------------------------


class StrictReader(HTML5TreeBuilder):
    """Makes a tree as browsers do, and raises ParseError at what a strict reader refuses."""

    def feed(self, markup: Any) -> None:
        """Parse the whole page, once for both."""
        # As Beautiful Soup does it, but strict.
        parser = html5lib.HTMLParser(
            tree=self.create_treebuilder,  # type: ignore[arg-type]
            strict=True,
        )
        self.underlying_builder.parser = parser
        parser.parse(markup)


class Visitor:
    """Fetches pages of one site, refuses broken ones, and returns them as trees.

    A page that was inspected is not parsed again: tests change no tree. To inspect one takes
    longer than to make it, and a kind of page is broken in one address as in another, so one
    in ten is inspected, in a soak each; tests/site inspects all that links lead to.
    """

    def __init__(
        self,
        client: Client,
        inspected: Callable[[str], bool] = lambda _: False,
        *,
        everywhere: bool = False,
    ) -> None:
        """Visit the site of *client*; other tests inspect the *inspected* addresses.

        Ask for what header and footer lead to only if *everywhere*: it is the same on
        each page and each site, and takes longer than the page.
        """
        self.client = client
        self.inspected = inspected
        self.links = "" if everywhere else ":not(.site-header *, .site-footer *)"
        self._answers: dict[str, tuple[int, frozenset[str]]] = {}
        self._pages: dict[str, tuple[bytes, BeautifulSoup]] = {}

    def __call__(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """Fetch *path*, which must answer with *status*, and inspect it."""
        response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        assert response.headers["content-type"] == "text/html; charset=utf-8", path
        content, page = self._pages.get(path, (b"", None))
        if page is None or content != response.content:
            page = self.read(path, response.text)
            self._pages[path] = response.content, page
            if len(self._pages) > KEPT:
                del self._pages[next(iter(self._pages))]
        return page

    def read(self, path: str, text: str) -> BeautifulSoup:
        """Return the page at *path* as a tree, and inspect it unless others do."""
        if self.inspected(path) or not self._its_turn(path):
            return BeautifulSoup(text, "lxml")
        try:
            page = BeautifulSoup(text, builder=StrictReader())
        except html5lib.html5parser.ParseError as error:
            raise AssertionError(f"{path}: not strict HTML: {error!r}") from error
        self._inspect(path, page)
        return page

    def _its_turn(self, path: str) -> bool:
        return in_a_soak() or crc32(path.encode()) % 10 == 0

    def _inspect(self, path: str, page: BeautifulSoup) -> None:
        """Refuse what no page of this site may have."""
        assert len(page.select("h1")) == 1, f"{path}: one h1, please"
        assert page.title is not None, f"{path}: a title, please"
        assert page.title.get_text(strip=True), f"{path}: the title is empty"
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        assert not twice, f"{path}: ids occur twice: {twice}"
        bare = [str(image) for image in page.select("img:not([alt])")]
        assert not bare, f"{path}: images without alternative text: {bare}"
        # What the page leads to within itself is known; a page of an error, too.
        self._answers[urldefrag(path).url] = 200, frozenset(ids)
        dead = [link for link in self._links(path, page) if not self._leads(link)]
        assert not dead, f"{path}: links to nowhere: {dead}"

    def _links(self, path: str, page: BeautifulSoup) -> list[str]:
        """Give every address of this site that the page at *path* leads to."""
        found = [
            urljoin(path, str(tag[key]))
            for name, key in _LINKS
            for tag in page.select(f"{name}[{key}]{self.links}")
        ]
        return sorted({link for link in found if not urlsplit(link).scheme})

    def _leads(self, link: str) -> bool:
        """Whether there is a page at *link*, and on it what its fragment names."""
        address, fragment = urldefrag(link)
        if address not in self._answers:
            self._answers[address] = self._asked(address)
        status, ids = self._answers[address]
        # A browser that can looks for these words; the place before them is ours.
        fragment = fragment.partition(":~:")[0]
        return status == 200 and (not fragment or unquote(fragment) in ids)

    def _asked(self, address: str) -> tuple[int, frozenset[str]]:
        response = self.client.get(address)
        if not response.headers["content-type"].startswith("text/html"):
            return response.status_code, frozenset()
        ids = _ID.findall(response.content)
        return response.status_code, frozenset(one.decode() for one in ids)


@pytest.fixture(scope="session")
def visit(client) -> Visitor:
    """Fetch pages of the small world, refusing broken ones, and give them as trees."""
    return Visitor(client, everywhere=True)


@pytest.fixture
def changed(change, seeds, serve, tmp_path) -> Callable[[str, str, str], Visitor]:
    """Give a visitor of the small world with one place of its seeds changed."""

    def changed(file: str, old: str, new: str) -> Visitor:
        change(file, old, new)
        build_store(seeds, tmp_path / "changed.sqlite")
        return Visitor(serve(tmp_path / "changed.sqlite"))

    return changed


@pytest.fixture(scope="session")
def visit_real(real_client) -> Visitor:
    """Fetch pages of the real site; tests/site inspects what its links lead to.

    Lists with several filters are inspected in the small world.
    """
    return Visitor(real_client, inspected=lambda it: followed(it) or several(it))


# --- counting --------------------------------------------------------------------------


def counted(store: Store) -> Iterator[list[str]]:
    """Give a list to which every statement that the store is asked is added."""
    statements: list[str] = []
    store.trace(statements.append)
    yield statements
    store.trace(None)


@pytest.fixture
def statements(store) -> Iterator[list[str]]:
    """Give the statements that the store of the small world is asked from now on."""
    yield from counted(store)


@pytest.fixture
def real_statements(real_store) -> Iterator[list[str]]:
    """Give the statements that the real store is asked from now on."""
    yield from counted(real_store)
