"""Finished bytes: a page is made and compressed once, and kept until the store changes.

A small layer in front of the app, in plain ASGI: on a hit no route, no template and no
SQL is touched. What is kept is bounded; what was not asked for longest goes first.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import brotli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# All kept bodies together. The real site needs 7 MB as browsers ask for it, with Brotli;
# in every form, most of that as it is, 35 MB. Our choice.
BUDGET = 32_000_000  # bytes
# A longer address is answered but not kept: nobody links to it.
_LONGEST_KEY = 1_000  # bytes
# Smaller bodies gain nothing, and what is not text is compressed already.
_LEAST = 500  # bytes
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
# The sweet spots, our choice: on the home page Brotli 11 took some forty times as long
# as 7, for an eighth less.
_BROTLI, _GZIP = 7, 6
# The few pages that are longer than this are worth a tenth of a second: on a phone's
# net, what 10 saves takes as long. Data is not: programs have better nets, and there is
# more of it. Our choice.
_LONG = 150_000  # bytes
_BROTLI_LONG = 10
# Static files are compressed once for as long as the program runs.
_BROTLI_STATIC = 11

_NOUGHT = re.compile(rb"\s*q\s*=\s*0(\.0{0,3})?\s*")

Raw = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """One answer, ready to go out."""

    status: int
    headers: tuple[Raw, ...]
    body: bytes
    etag: bytes

    @property
    def size(self) -> int:
        """What it takes of the budget, in bytes."""
        return len(self.body) + 400


class ResponseCache:
    """Answers from what is kept, else asks the app and keeps the answer."""

    def __init__(self, app: ASGIApp, identity: Callable[[], Hashable]) -> None:
        """*identity* gives something that changes when the store does."""
        self.app = app
        self._identity = identity
        self._of: Hashable = None
        self._kept: OrderedDict[tuple[bytes, bytes, bytes], CachedResponse] = (
            OrderedDict()
        )
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD from what is kept; hand on everything else."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        identity = self._identity()
        if identity != self._of:
            self._kept.clear()
            self._of, self._size = identity, 0
        asked = dict(scope["headers"])
        encoding = _encoding(asked.get(b"accept-encoding", b""))
        key = (scope["raw_path"], scope["query_string"], encoding)
        answer = self._kept.get(key)
        if answer is None:
            answer = await self._made(scope, receive, send, encoding)
            if answer is None:
                return
            self._keep(key, answer)
        else:
            self._kept.move_to_end(key)
        await _send(answer, scope["method"], asked.get(b"if-none-match"), send)

    async def _made(
        self, scope: Scope, receive: Receive, send: Send, encoding: bytes
    ) -> CachedResponse | None:
        """Have the app answer; None where the answer went out as it came."""
        start: Message = {}
        body: list[bytes] = []
        passing = False

        async def caught(message: Message) -> None:
            nonlocal start, passing
            if message["type"] == "http.response.start":
                start = message
                # A file goes out in pieces; it is not held in memory.
                passing = any(n == b"accept-ranges" for n, _ in start["headers"])
            if passing:
                await send(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        try:
            await self.app(scope, receive, caught)
        except Exception:
            # Starlette raises again what its fault page has answered and logged.
            if not start:
                raise
        if passing:
            return None
        return _finished(start["status"], start["headers"], b"".join(body), encoding)

    def _keep(self, key: tuple[bytes, bytes, bytes], answer: CachedResponse) -> None:
        if answer.status != 200 or len(key[0]) + len(key[1]) > _LONGEST_KEY:
            return
        # Two requests may have made the same page at once.
        before = self._kept.pop(key, None)
        self._size += answer.size - (before.size if before else 0)
        self._kept[key] = answer
        while self._size > BUDGET:
            _, gone = self._kept.popitem(last=False)
            self._size -= gone.size


def _encoding(accepted: bytes) -> bytes:
    """Choose how to compress: br, gzip, or nothing (RFC 9110, 12.5.3)."""
    offered: dict[bytes, bool] = {}
    for part in accepted.lower().split(b","):
        name, _, weight = part.partition(b";")
        # A weight of nought refuses. Which of two is liked more is not asked: br is
        # always the smaller.
        offered[name.strip()] = _NOUGHT.fullmatch(weight) is None
    other = offered.get(b"*", False)
    return next((name for name in (b"br", b"gzip") if offered.get(name, other)), b"")


def _finished(
    status: int, headers: list[Raw], body: bytes, encoding: bytes
) -> CachedResponse:
    """Compress *body* and complete *headers*."""
    named = dict(headers)
    kind = named.get(b"content-type", b"")
    out = [pair for pair in headers if pair[0] not in {b"content-length", b"etag"}]
    immutable = b"immutable" in named.get(b"cache-control", b"")
    long = kind.startswith(b"text/html") and len(body) > _LONG
    quality = _BROTLI_LONG if long else _BROTLI
    quality = _BROTLI_STATIC if immutable else quality
    etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:20].encode()
    if kind.startswith(_TEXT) and len(body) >= _LEAST:
        out.append((b"vary", b"Accept-Encoding"))
        if encoding:
            body = (
                brotli.compress(body, quality=quality)
                if encoding == b"br"
                else gzip.compress(body, _GZIP, mtime=0)
            )
            out.append((b"content-encoding", encoding))
            etag = etag[:-1] + b'-%s"' % encoding
    out.append((b"content-length", b"%d" % len(body)))
    if status == 200:
        out.append((b"etag", etag))
        if b"cache-control" not in named:
            # Ask each time, and be answered in a few bytes when nothing is new.
            out.append((b"cache-control", b"no-cache"))
    return CachedResponse(status, tuple(out), body, etag)


async def _send(
    answer: CachedResponse, method: str, known: bytes | None, send: Send
) -> None:
    """Send an answer whole, its head alone, or word that nothing is new."""
    status, headers, body = answer.status, answer.headers, answer.body
    if known is not None and status == 200 and _matches(known, answer.etag):
        status, body = 304, b""
        headers = tuple(
            pair
            for pair in headers
            if pair[0] in {b"etag", b"cache-control", b"vary", b"content-location"}
        )
    await send(
        {"type": "http.response.start", "status": status, "headers": list(headers)}
    )
    await send(
        {"type": "http.response.body", "body": b"" if method == "HEAD" else body}
    )


def _matches(known: bytes, etag: bytes) -> bool:
    """Whether *etag* is among those that the browser has (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix(b"W/") for tag in known.split(b",")}
    return etag in tags or b"*" in tags
