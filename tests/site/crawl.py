"""The real site, crawled: every page that its links lead to, fetched and parsed once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from zlib import crc32

import httpx2
from lxml import html

from tests.client import Client
from tests.soak import in_a_soak

_FOLLOWED = re.compile(
    r"/[^?]*(\?(theme|source|speaker|stance|answered|voice|as_of|open|claim)=[\w.-]+"
    r"|\?a=[\w-]+&b=[\w-]+)?"
)
# What there is one of for each claim or quote: files beside pages, and quotes verified.
_MANY = re.compile(r"/(claims|quotes)/[^?]*\..*|/map\.json\?.*|/verify(\.json)?\?.*")


@dataclass(frozen=True)
class Page:
    """One page of the site, as a browser gets it."""

    address: str
    text: str
    headers: httpx2.Headers
    tree: html.HtmlElement

    @cached_property
    def links(self) -> list[tuple[html.HtmlElement, str, str]]:
        """Each link within the site: the element, the address and the fragment."""
        return [
            # The words that a browser looks for on the page are no part of the address.
            (a, *urldefrag(urljoin(self.address, a.get("href").partition(":~:")[0])))
            for a in self.tree.iter("a")
            if a.get("href") is not None and not urlsplit(a.get("href")).scheme
        ]

    @cached_property
    def ids(self) -> list[str]:
        """Every id on the page."""
        return [str(one) for one in self.tree.xpath("//@id")]

    @property
    def weight(self) -> int:
        """Bytes over the wire, compressed as browsers ask for it."""
        return int(self.headers["content-length"])

    def one(self, xpath: str) -> Any:
        """Return the first match of *xpath*, or None."""
        return next(iter(self.tree.xpath(xpath)), None)


@dataclass(frozen=True)
class Site:
    """All pages by address, the client that fetched them, and the public data."""

    pages: dict[str, Page]
    client: Client
    records: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    """The media type of whatever else the links lead to, by address."""

    def __iter__(self) -> Iterator[Page]:
        """Go through all pages."""
        return iter(self.pages.values())


async def crawled(client: Client) -> Site:
    """Follow every link from the home page on.

    Leaves out arrivals at a source and lists with several filters: their queries change
    no address on the page, and other tests open them. Of what repeats a tenth is enough. Asks the app itself, which takes
    half as long as through a client with a thread of its own.
    """
    site = Site({}, client, client.get("/exports/arguments.json").json())
    transport = httpx2.ASGITransport(client.app)
    async with httpx2.AsyncClient(
        transport=transport,
        base_url="http://testserver",
        headers={"Accept-Encoding": "br"},
    ) as asking:
        seen, waiting = set(), ["/"]
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                waiting += _taken(site, address, await asking.get(address))
    return site


def _taken(site: Site, address: str, answer: httpx2.Response) -> set[str]:
    """Take an answer into *site*; return the addresses to which it leads."""
    if answer.status_code != 200:
        return set()  # a rule says which pages lead there
    # What is saved and not shown is a file, whatever it is made of.
    saved = "content-disposition" in answer.headers
    if saved or not answer.headers["content-type"].startswith("text/html"):
        site.files[address] = kind = answer.headers["content-type"]
        assert kind != "application/json" or answer.json(), f"{address}: no data"
        return set()
    page = site.pages[address] = _page(address, answer)
    return {
        to
        for _, to, _ in page.links
        if not (arrival(to) or several(to) or one_of_many(to))
    }


def _page(address: str, answer: httpx2.Response) -> Page:
    tree = html.document_fromstring(answer.content, html.HTMLParser(encoding="utf-8"))
    return Page(address, answer.text, answer.headers, tree)


def arrival(address: str) -> bool:
    """Whether a reader arrives at a source from a claim, or for a passage's sentences, or
    opens a claim's quotes."""
    parts = urlsplit(address)
    named = parts.query.startswith("p=") or "claim=" in parts.query
    return named and not parts.path.startswith("/map")


def one_of_many(address: str) -> bool:
    """Whether an address is as ten others are, one of which is asked for; in a soak, all are."""
    repeats = _MANY.fullmatch(address) and crc32(address.encode()) % 10
    return bool(repeats) and not in_a_soak()


def several(address: str) -> bool:
    """Whether a list has several filters at once."""
    parts = urlsplit(address)
    return "&" in parts.query and not parts.path.startswith("/compare")


def followed(address: str) -> bool:
    """Whether links of the site lead to pages of this form, and the crawl to them."""
    return bool(_FOLLOWED.fullmatch(address)) and not arrival(address)
