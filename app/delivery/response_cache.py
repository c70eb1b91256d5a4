"""A cache of compressed responses, valid until the store changes.

Plain ASGI middleware in front of the app: a hit runs no route, no template and no SQL.
The cache is bounded and drops the least recently used response first.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from http import HTTPStatus

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
BUDGET = 32_000_000  # bytes
# What the headers of a response take, roughly.
_HEADERS = 400  # bytes
# Longer addresses are answered but not cached: nobody links to them.
_LONGEST_KEY = 1_000  # bytes
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
# Other types are sent as they are.
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
# Our choice: on the list of claims Brotli 11 took some forty times as long as 7, for an
# eighth less.
_BROTLI, _GZIP = 7, 6
# Pages longer than this get Brotli 10, which takes about a tenth of a second: a phone saves
# as much in loading. Data does not: programs have better connections, and there is more
# of it. Our choice.
_LONG = 150_000  # bytes
_BROTLI_LONG = 10
# Static files never change while the program runs, so they are seldom compressed.
_BROTLI_STATIC = 11

# Browsers ask each time and get a short 304 while nothing has changed. Errors and redirects
# are asked for anew: what is not there today, or has moved, may be there tomorrow.
_ASK_EACH_TIME = (b"cache-control", b"no-cache")
_LOOPBACK = re.compile(rb"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?")
_REFUSED = re.compile(rb"\s*q\s*=\s*0(\.0{0,3})?\s*")

Header = tuple[bytes, bytes]
Key = tuple[bytes, bytes, bytes, str]  # path, query string, content encoding, host


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


class ResponseCache:
    """Middleware that answers from the cache, or asks the app and caches its response."""

    def __init__(self, app: ASGIApp, identity: Callable[[], Hashable]) -> None:
        """*identity* returns a value that changes when the store does."""
        self.app = app
        self._identity = identity
        self._valid_for: Hashable = None
        self._responses: OrderedDict[Key, ReadyResponse] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD from the cache, the other methods from the app, compressed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, asked = scope["method"], fields_of(scope)
        encoding = _encoding(asked.get(b"accept-encoding", b""))
        if method not in {"GET", "HEAD"}:
            if response := await self._fetch(scope, receive, send, encoding):
                # Conditions are not for what somebody pastes.
                await _send(response, method, {}, send)
            return
        identity = self._identity()
        if identity != self._valid_for:
            self._responses.clear()
            self._valid_for, self._size = identity, 0
        # On this machine files and citations have the address asked for; elsewhere that
        # of --site.
        here = _loopback_address(scope, asked.get(b"host", b""))
        ASKED_AT.set(here)
        key = (scope["raw_path"], scope["query_string"], encoding, here)
        response = self._responses.get(key)
        if response is None:
            response = await self._fetch(scope, receive, send, encoding)
            if response is None:
                return
            self._add(key, response)
        else:
            self._responses.move_to_end(key)
        await _send(response, method, asked, send)

    async def _fetch(
        self, scope: Scope, receive: Receive, send: Send, encoding: bytes
    ) -> ReadyResponse | None:
        """Return the app's response; None if it is streamed and so already sent."""
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
        return _ready(start["status"], start["headers"], b"".join(body), encoding)

    def _add(self, key: Key, response: ReadyResponse) -> None:
        too_long = len(key[0]) + len(key[1]) > _LONGEST_KEY
        if response.status != 200 or too_long or response.private:
            return
        # Two requests may have fetched the same page at once.
        if replaced := self._responses.pop(key, None):
            self._size -= replaced.size
        self._responses[key] = response
        self._size += response.size
        while self._size > BUDGET:
            _, oldest = self._responses.popitem(last=False)
            self._size -= oldest.size


def _loopback_address(scope: Scope, host: bytes) -> str:
    """Return the address of the site if it was asked for on this machine, else ""."""
    return f"{scope['scheme']}://{host.decode()}" if _LOOPBACK.fullmatch(host) else ""


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
    status: int, headers: list[Header], body: bytes, encoding: bytes
) -> ReadyResponse:
    """Return a response with its headers, and its *body* compressed if that is worth it."""
    by_name = dict(headers)
    kind = by_name.get(b"content-type", b"")
    sent = [pair for pair in headers if pair[0] not in {b"content-length", b"etag"}]
    control = by_name.get(b"cache-control", b"")
    immutable, private = b"immutable" in control, b"private" in control
    # A private response is sent once: level 10 would not pay.
    long = kind.startswith(b"text/html") and len(body) > _LONG and not private
    quality = _BROTLI_LONG if long else _BROTLI
    quality = _BROTLI_STATIC if immutable else quality
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
        sent.append(_ASK_EACH_TIME)
    return ReadyResponse(status, tuple(sent), body, etag, private)


def _file_sender(scope: Scope, send: Send) -> Send:
    """Return what sends a file in its pieces, or what the conditions say instead."""
    other: ReadyResponse | None = None

    async def send_file(message: Message) -> None:
        nonlocal other
        if message["type"] == "http.response.start":
            headers = [*message["headers"], _ASK_EACH_TIME]
            by_name = dict(headers)
            etag, modified = by_name[b"etag"], by_name[b"last-modified"]
            if status := condition(fields_of(scope), etag, modified):
                other = _conditional_response(status, headers)
                await _send(other, scope["method"], {}, send)
            message = {**message, "headers": headers}
        if other is None:
            await send(message)

    return send_file


async def _send(
    response: ReadyResponse, method: str, asked: Fields, send: Send
) -> None:
    """Send a response, without its body for HEAD, or what the conditions say instead."""
    status = condition(asked, response.etag) if response.status == 200 else None
    if status:
        response = _conditional_response(status, response.headers)
    body = b"" if method == "HEAD" else response.body
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": list(response.headers),
        }
    )
    await send({"type": "http.response.body", "body": body})


def _conditional_response(status: int, headers: Iterable[Header]) -> ReadyResponse:
    """Return the 304 or 412 that answers instead of a response with these *headers*."""
    if status == NOT_MODIFIED:
        kept = [pair for pair in headers if pair[0] in _HEADERS_OF_304]
        return ReadyResponse(status, tuple(kept), b"", b"", private=False)
    plain = (b"content-type", b"text/plain; charset=utf-8")
    return _ready(status, [plain], _OTHER_VERSION, b"")
