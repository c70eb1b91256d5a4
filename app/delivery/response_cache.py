"""A cache of compressed responses, valid until the store changes.

Plain ASGI middleware in front of the app: a hit runs no route, no template and no SQL.
The cache is bounded and drops the least recently used response first.
"""

import asyncio
import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Container, Coroutine, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any, TypeVar

import brotli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.delivery.conditions import (
    NOT_MODIFIED,
    Fields,
    condition,
    fields_of,
    for_app,
)
from app.store.connection import ASKED_AT

# For all bodies together. The real site needs 7 MB as browsers request it, with Brotli,
# and 35 MB in all encodings, most of that uncompressed. Our choice.
BUDGET = 16_000_000  # bytes
# One that is larger would push out what many others ask for. Our choice.
_LARGEST = BUDGET // 4  # bytes
# No new release waits longer than this for its main pages. Our choice.
_PREPARING = 1.0  # seconds
# What the headers of a response take, roughly.
_HEADERS = 400  # bytes
# Longer addresses are answered but not cached: nobody links to them.
_LONGEST_KEY = 1_000  # bytes
# Browsers write a header in few ways: what so many of them mean is remembered. Our choice.
_FORMS = 64
_READ = frozenset({"GET", "HEAD"})
# The headers of a response that its 304 has, too.
_HEADERS_OF_304 = {
    b"etag",
    b"cache-control",
    b"vary",
    b"content-location",
    b"last-modified",
}
_OTHER_VERSION = (
    b"This has changed since the version you named. "
    b"Repeat the request without If-Match and If-Unmodified-Since.\n"
)
# Smaller bodies gain nothing from compression.
_SMALLEST = 500  # bytes
# What is compressed; all else is sent as it is.
_TEXT = (
    b"text/",
    b"application/atom+xml",
    b"application/json",
    b"application/ld+json",
    b"application/problem+json",
    b"application/schema+json",
    b"application/vnd.citationstyles.csl+json",
    b"application/x-bibtex",
    b"application/xml",
    b"application/x-research-info-systems",
    b"image/svg",
)
_BROTLI, _GZIP = 5, 6
# Pages that many readers share, those without filters, are compressed harder, and long ones
# harder still. Our choice: Brotli 7 takes up to four times as long as 5, a hundredth of a
# second, for a fiftieth less; 10 a tenth of a second, for a tenth less. Data is not:
# programs have better connections, and there is more of it.
_LONG = 150_000  # bytes
_BROTLI_SHARED, _BROTLI_LONG = 7, 10
# Static files never change while the program runs, so they are seldom compressed.
_BROTLI_STATIC = 11

# Browsers ask each time and get a short 304 while nothing has changed. Errors and redirects
# are asked for anew: what is not there today, or has moved, may be there tomorrow.
ASK_EACH_TIME = b"no-cache"
# A CDN keeps a page for a minute, and for another shows it while it asks anew: a release is
# everywhere two minutes after, if nobody purges. Our choice.
FOR_CDN = b"max-age=0, s-maxage=60, stale-while-revalidate=60"
_LOOPBACK = re.compile(rb"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?")
_REFUSED = re.compile(rb"\s*q\s*=\s*0(\.0{0,3})?\s*")

Header = tuple[bytes, bytes]
Key = tuple[bytes, bytes, bytes, str]  # path, query string, content encoding, host


# Does work for a request to a path, in a thread.
Aside = Callable[
    [str, Callable[[], "ReadyResponse"]], Coroutine[Any, Any, "ReadyResponse"]
]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answers, before it is compressed."""

    status: int
    headers: list[Header]
    body: bytes


@dataclass(frozen=True, slots=True)
class ReadyResponse:
    """A response, ready to be sent."""

    status: int
    headers: tuple[Header, ...]
    body: bytes
    etag: bytes
    private: bool
    """Whether it is for one reader, who has pasted something, and so is not kept."""

    @property
    def size(self) -> int:
        """Bytes counted against the budget."""
        return len(self.body) + _HEADERS


class KeptResponses:
    """The kept responses of one release; bounded, and the least recently used go first."""

    def __init__(self) -> None:
        self.making: dict[Key, asyncio.Task[ReadyResponse]] = {}
        """Those that are being made: whoever asks for the same waits for it."""
        self._responses: OrderedDict[Key, ReadyResponse] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> ReadyResponse | None:
        """Return the kept response, or None."""
        if response := self._responses.get(key):
            self._responses.move_to_end(key)
        return response

    def add(self, key: Key, response: ReadyResponse) -> None:
        """Keep a response, if its kind is kept."""
        too_long = len(key[0]) + len(key[1]) > _LONGEST_KEY
        too_large = response.size > _LARGEST
        if response.status != 200 or too_long or too_large or response.private:
            return
        # Two requests may have been answered at once.
        if replaced := self._responses.pop(key, None):
            self._size -= replaced.size
        self._responses[key] = response
        self._size += response.size
        while self._size > BUDGET:
            _, oldest = self._responses.popitem(last=False)
            self._size -= oldest.size

    def recent_keys(self) -> list[Key]:
        """Return what is kept, the most recently used first."""
        return [*reversed(self._responses)]


class ResponseCache:
    """Middleware that answers from the cache, or asks the app and caches its response.

    What is kept is of one release: a response that is made while another takes its place
    is sent, and then forgotten.
    """

    def __init__(
        self,
        app: ASGIApp,
        identity: Callable[[], Hashable],
        aside: Aside,
        *,
        on_loop: Callable[[str], bool] = lambda _: False,
        control: bytes = ASK_EACH_TIME,
    ) -> None:
        """Ask *app* in a thread, where it must not wait for anything.

        *identity* returns a value that changes when the release does; *aside* does work in
        a thread. At the paths *on_loop* the app may wait: it is asked on the event loop.
        *control* says how long others may keep a page.
        """
        self.app = app
        self._control = control
        self._identity = identity
        self._aside = aside
        self._on_loop = on_loop
        self._valid_for: Hashable = None
        self._kept = KeptResponses()
        self._prepared: tuple[Hashable, KeptResponses] = None, self._kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD from the cache, the other methods from the app, compressed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, asked = scope["method"], fields_of(scope)
        read = method in _READ
        encoding = _encoding(asked.get(b"accept-encoding", b""))
        # On this machine files and citations have the address asked for; elsewhere that
        # of --site.
        here = _loopback_address(scope.get("scheme", ""), asked.get(b"host", b""))
        key = (scope["raw_path"], scope["query_string"], encoding, here)
        kept = self._kept_now()
        response = kept.get(key) if read else None
        if response is None:
            response = await self._unkept(kept, key, scope, receive, send)
        if response:
            # Conditions are not for what somebody pastes.
            for message in _messages(response, method, asked if read else {}):
                await send(message)

    async def _unkept(
        self, kept: KeptResponses, key: Key, scope: Scope, receive: Receive, send: Send
    ) -> ReadyResponse | None:
        """Return the app's response; None if it is streamed and so already sent."""
        _, _, encoding, here = key
        ASKED_AT.set(here)
        read = scope["method"] in _READ
        if read and not self._on_loop(scope["path"]):
            return await self._made(kept, key, scope)
        answer = await self._answer(scope, receive, send)
        if answer is None:
            return None
        work = partial(_ready, answer, encoding, self._control)
        long = len(answer.body) > _LONG
        response = await asyncio.to_thread(work) if long else work()
        if read:
            kept.add(key, response)
        return response

    def _kept_now(self) -> KeptResponses:
        identity = self._identity()
        if identity != self._valid_for:
            known, prepared = self._prepared
            self._kept = prepared if known == identity else KeptResponses()
            self._valid_for, self._prepared = identity, (None, KeptResponses())
        return self._kept

    async def _made(self, kept: KeptResponses, key: Key, scope: Scope) -> ReadyResponse:
        """Return the app's response, made once for all who ask for it meanwhile."""
        making = kept.making.get(key)
        if making is None:
            making = asyncio.create_task(self._make(kept, key, scope))
            kept.making[key] = making
        return await asyncio.shield(making)

    async def _make(self, kept: KeptResponses, key: Key, scope: Scope) -> ReadyResponse:
        work = partial(self._response, scope, key[2])
        try:
            response = await self._aside(scope["path"], work)
        finally:
            del kept.making[key]
        kept.add(key, response)
        return response

    def prepare(self, identity: Hashable, pages: Container[bytes]) -> None:
        """Make those of the main *pages* anew that readers asked for lately.

        *identity* is that of the next release, from which they are made here, in the
        thread that calls this. So nobody waits for them when it takes the place of this one.
        """
        kept, until = KeptResponses(), time.monotonic() + _PREPARING
        for key in self._kept.recent_keys():
            path, query, encoding, here = key
            if path in pages and not query and time.monotonic() < until:
                ASKED_AT.set(here)
                kept.add(key, self._response(_scope_of(path, here), encoding))
        self._prepared = identity, kept

    def _response(self, scope: Scope, encoding: bytes) -> ReadyResponse:
        """Return the app's response to a GET, made in the thread that calls this."""
        answer = _completed(self._answer(scope, _no_body, _no_send))
        if answer is None:
            raise RuntimeError("files are sent on the event loop")
        shared = not scope["query_string"]
        return _ready(answer, encoding, self._control, shared=shared)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send
    ) -> Answer | None:
        """Return the app's answer; None if it is streamed and so already sent."""
        start: Message = {}
        body: list[bytes] = []
        streamed = False
        send_file = _file_sender(scope, send)

        async def collect(message: Message) -> None:
            nonlocal start, streamed
            if message["type"] == "http.response.start":
                start = message
                # Starlette marks a file so; it is sent in pieces, never whole in memory.
                streamed = any(n == b"accept-ranges" for n, _ in start["headers"])
            if streamed:
                await send_file(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        try:
            await self.app(for_app(scope), receive, collect)
        except Exception:
            # Starlette raises again after its handler has answered and logged.
            if not start:
                raise
        if streamed:
            return None
        return Answer(start["status"], start["headers"], b"".join(body))


def _completed(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing, and so needs no event loop."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    coroutine.close()
    raise RuntimeError("this waits for something: it belongs on the event loop")


async def _no_body() -> Message:
    return {"type": "http.request", "body": b""}


async def _no_send(_: Message) -> None:
    """Send nothing: the answer is collected."""


def _scope_of(path: bytes, here: str) -> Scope:
    """Return a plain request for *path*, asked at the address *here*."""
    scheme, _, host = here.rpartition("://")
    return {
        "type": "http",
        "method": "GET",
        "scheme": scheme or "http",
        "path": path.decode(),
        "raw_path": path,
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", host.encode())] if host else [],
    }


@lru_cache(_FORMS)
def _loopback_address(scheme: str, host: bytes) -> str:
    """Return the address of the site if it was asked for on this machine, else ""."""
    return f"{scheme}://{host.decode()}" if _LOOPBACK.fullmatch(host) else ""


@lru_cache(_FORMS)
def _encoding(accepted: bytes) -> bytes:
    """Return the encoding to use: br, gzip, or none (RFC 9110, 12.5.3)."""
    offered: dict[bytes, bool] = {}
    for part in accepted.lower().split(b","):
        name, _, weight = part.partition(b";")
        # A weight of 0 refuses. Other weights do not matter: br is always smaller.
        offered[name.strip()] = _REFUSED.fullmatch(weight) is None
    other = offered.get(b"*", False)
    return next((name for name in (b"br", b"gzip") if offered.get(name, other)), b"")


def _ready(
    answer: Answer,
    encoding: bytes,
    for_pages: bytes = ASK_EACH_TIME,
    *,
    shared: bool = False,
) -> ReadyResponse:
    """Return a response with its headers, and its body compressed if that is worth it.

    *shared* is a page that many readers ask for.
    """
    status, headers, body = answer.status, answer.headers, answer.body
    by_name = dict(headers)
    kind = by_name.get(b"content-type", b"")
    sent = [pair for pair in headers if pair[0] not in {b"content-length", b"etag"}]
    control = by_name.get(b"cache-control", b"")
    immutable, private = b"immutable" in control, b"private" in control
    quality = _BROTLI_STATIC if immutable else _BROTLI
    if shared and kind.startswith(b"text/html"):
        quality = _BROTLI_LONG if len(body) > _LONG else _BROTLI_SHARED
    etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:20].encode()
    if kind.startswith(_TEXT) and len(body) >= _SMALLEST:
        sent.append((b"vary", b"Accept-Encoding"))
        if encoding:
            body = (
                brotli.compress(body, quality=quality)
                if encoding == b"br"
                else gzip.compress(body, _GZIP, mtime=0)
            )
            sent.append((b"content-encoding", encoding))
            etag = etag[:-1] + b'-%s"' % encoding
    if status != HTTPStatus.NO_CONTENT:
        sent.append((b"content-length", b"%d" % len(body)))
    if status == 200:
        sent.append((b"etag", etag))
    if not control:
        control = for_pages if status == 200 else ASK_EACH_TIME
        sent.append((b"cache-control", control))
    return ReadyResponse(status, tuple(sent), body, etag, private)


def _file_sender(scope: Scope, send: Send) -> Send:
    """Return what sends a file in its pieces, or what the conditions say instead."""
    other: ReadyResponse | None = None

    async def send_file(message: Message) -> None:
        nonlocal other
        if message["type"] == "http.response.start":
            headers = [*message["headers"], (b"cache-control", ASK_EACH_TIME)]
            by_name = dict(headers)
            etag, modified = by_name[b"etag"], by_name[b"last-modified"]
            if status := condition(fields_of(scope), etag, modified):
                other = _conditional_response(status, headers)
                for part in _messages(other, scope["method"], {}):
                    await send(part)
            message = {**message, "headers": headers}
        if other is None:
            await send(message)

    return send_file


def _messages(
    response: ReadyResponse, method: str, asked: Fields
) -> tuple[Message, Message]:
    """Return a response, without its body for HEAD, or what the conditions say instead."""
    status = condition(asked, response.etag) if response.status == 200 else None
    if status:
        response = _conditional_response(status, response.headers)
    start = {
        "type": "http.response.start",
        "status": response.status,
        "headers": response.headers,
    }
    body = b"" if method == "HEAD" else response.body
    return start, {"type": "http.response.body", "body": body}


def _conditional_response(status: int, headers: Iterable[Header]) -> ReadyResponse:
    """Return the 304 or 412 that answers instead of a response with these *headers*."""
    if status == NOT_MODIFIED:
        kept = [pair for pair in headers if pair[0] in _HEADERS_OF_304]
        return ReadyResponse(status, tuple(kept), b"", b"", private=False)
    plain = (b"content-type", b"text/plain; charset=utf-8")
    return _ready(Answer(status, [plain], _OTHER_VERSION), b"")
