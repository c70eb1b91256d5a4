"""The whole site, asked of the app itself and written as files."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.types import Message

from app.delivery.app import NEEDS_SERVER, application
from app.delivery.crawlers_and_feed import listed_paths, site_maps
from app.delivery.security_headers import SECURITY_HEADERS
from app.domain.database import Database
from app.domain.errors import FolderHasOtherDebate, PageNotPublished
from app.domain.vocabulary import FormerKind
from app.publish.addresses import asked, file_of, leads_on
from app.publish.folder import Folder, Published, new_files
from app.publish.links import (
    relative_file,
    with_addresses_of_files,
    with_relative_links,
    with_relative_urls,
)
from app.publish.marks import marks_sheet
from app.publish.search_data import search_data
from app.store.connection import Store
from app.web.routes import PAGES
from app.web.templating import render

# Takes how many files are written, and how many are known of so far.
Progress = Callable[[int, int], None]

# Of the headers, what a page can say of itself; scripts there load nothing.
_POLICY = re.sub(
    r"(connect-src|manifest-src) [^;]*; |; frame-ancestors.*",
    "",
    SECURITY_HEADERS["Content-Security-Policy"],
)
_FOR_CRAWLERS = ("/robots.txt", "/sitemap.xml", "/feed.xml", "/card.png")
_DATA = "/exports/arguments.json"  # it has the question
_THE_LIST = "the list of pages"  # where a page was found that none leads to
_HTML, _CSS = "text/html", "text/css"
_TEXT = (
    "text/",
    "application/atom",
    "application/json",
    "application/ld+json",
    "application/schema+json",
    "application/vnd.citationstyles",
    "application/x-",
    "application/xml",
)


def publish(
    database: Database,
    folder: Path,
    *,
    site: str = "",
    replace: bool = False,
    progress: Progress = lambda *_: None,
) -> Published:
    """Write the site of the store at *database* into *folder*.

    *site* is the address at which it will be; empty if that is unknown. With *replace*, the
    site of another debate may go. Raises PublishError, or StoreError if there is no usable
    store.
    """
    app = application(database, site=site, published=_POLICY)
    app.router.routes[:0] = _notes.routes
    try:
        there = _question_in(folder)
        if there not in {None, app.state.store_file.now.stamp.question} and not replace:
            raise FolderHasOtherDebate(folder, there)
        with new_files(folder) as files:
            asyncio.run(_Publication(app, files, progress).write())
            return files.settle()
    finally:
        app.state.threads.close()


def _question_in(folder: Path) -> str | None:
    """Return the question of the debate that is published in *folder*, if there is one."""
    try:
        data = json.loads((folder / file_of(_DATA)).read_bytes())
        return str(data["debate"]["question"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


class _Publication:
    """The files of one run, and the addresses that lead to more."""

    def __init__(self, app: FastAPI, files: Folder, progress: Progress) -> None:
        self._app, self._files, self._progress = app, files, progress
        self._store: Store = app.state.store_file.now
        listed = [page.path for page in PAGES if "{" not in page.path]
        listed = [*dict.fromkeys([*listed, *listed_paths(self._store)])]
        self._pages = set(listed)
        self._former = set(_former_pages(self._store))
        self._found = dict.fromkeys([*listed, *sorted(self._former)], _THE_LIST)
        """Each address, by where it was found first; also those that wait."""
        data = json.dumps(search_data(self._store), ensure_ascii=False, indent=0)
        self._made = {"/search-data.js": f"globalThis.searchData = {data};\n".encode()}
        """What is made here and not asked for, by address."""
        if self._store.site:
            maps = site_maps(self._store)
            self._found |= dict.fromkeys([*_FOR_CRAWLERS, *maps], _THE_LIST)

    async def write(self) -> None:
        """Write every file; raises OSError or PageNotPublished."""
        for done, address in enumerate(_growing(self._found)):
            self._files.write(file_of(address), await self._content(address))
            self._progress(done, len(self._found))

    async def _content(self, address: str) -> bytes:
        if address in self._made:
            return self._made[address]
        status, headers, content = await _answer(self._app, address)
        if address in self._former and status == 301:
            now = headers["location"].removeprefix(self._store.root)
            return _page_leading_to(relative_file(now, address))
        if status not in {200, 501} and address not in self._former:
            raise PageNotPublished(address, self._found[address], status)
        kind = headers["content-type"]
        if kind.startswith(_TEXT):
            return self._changed(content.decode(), kind, address).encode()
        return content

    def _changed(self, text: str, kind: str, address: str) -> str:
        """Return a text with the addresses in it as those of files."""
        root, site = self._store.root, self._store.site

        def target(link: str) -> str | None:
            return self._target(address, link)

        if kind.startswith(_CSS):
            # A face that may come late would never come where nothing is cached.
            text = text.replace("font-display:optional", "font-display:fallback")
            return with_relative_urls(text, address, root, target)
        if address.startswith("/sources/") and address.endswith(".txt"):
            return text  # an article, byte for byte as received
        if kind.startswith(_HTML):
            text = with_relative_links(text, address, root, target)
            self._add_card(text)
            if address.startswith("/sources/"):
                self._made[f"{address}.css"] = marks_sheet(text).encode()
        return with_addresses_of_files(text, site, self._pages) if site else text

    def _target(self, page: str, link: str) -> str | None:
        """Return the address whose file a link leads to, and note that it is wanted."""
        to = asked(link)
        if to is None or (to not in self._found and not leads_on(page, to)):
            return None
        self._found.setdefault(to, page)
        return to

    def _add_card(self, text: str) -> None:
        site = self._store.site
        card = re.search(r'property="og:image" content="([^"]+)"', text)
        if card:
            self._found.setdefault(card[1].removeprefix(site), "a page's share card")


def _growing(found: dict[str, str]) -> Iterator[str]:
    """Yield every address, those that are found meanwhile, too."""
    done: set[str] = set()
    while rest := [address for address in found if address not in done]:
        yield from rest
        done.update(rest)


def _former_pages(store: Store) -> Iterator[str]:
    """Yield the addresses of pages that were renamed, split or withdrawn."""
    for row in store.rows("SELECT kind, slug FROM former"):
        kind = FormerKind(row["kind"])
        folder = "clashes" if kind is FormerKind.CLASH else f"{kind}s"
        yield f"/{folder}/{row['slug']}"


def _page_leading_to(file: str) -> bytes:
    """Return the page at a former address, which leads to a *file*."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={file}"><title>Moved</title></head>'
        f'<body><p><a href="{file}">This page has another address now.</a></p></body></html>'
        "\n"
    ).encode()


async def _answer(app: FastAPI, address: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers and the content of what the app answers."""
    path, _, query = address.partition("?")
    start: Message = {}
    body: list[bytes] = []

    async def receive() -> Message:
        await asyncio.Event().wait()  # nothing is sent, and nobody leaves
        raise AssertionError

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.append(message.get("body", b""))

    await app(
        {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [],
            "server": ("files", 80),
        },
        receive,
        send,
    )
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(body)


_notes = APIRouter(default_response_class=HTMLResponse)


async def _needs_server(request: Request) -> HTMLResponse:
    """Show what published pages lack, where a server would answer."""
    return render(request, "published/page.html", None, status=501)


for _path in NEEDS_SERVER:
    _notes.add_api_route(_path, _needs_server)
