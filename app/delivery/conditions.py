"""What a request asks beside the address: conditions, and a part of a file.

Whether the asker has the response already, or wants it only if it has not changed, is in
RFC 9110, 13; ranges are in 14.
"""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from starlette.types import Scope

NOT_MODIFIED, FAILED = 304, 412

_TAG = re.compile(rb'(?:W/)?"[^"]*"')
_RANGE = re.compile(rb"bytes=(?:\s*(?:\d{1,18}-\d{0,18}|-\d{1,18})\s*(?:,|$))+")

Fields = Mapping[bytes, bytes]


def fields_of(scope: Scope) -> dict[bytes, bytes]:
    """Return the header fields of a request; lists in several lines are joined."""
    headers = scope["headers"]
    fields: dict[bytes, bytes] = dict(headers)
    if len(fields) < len(headers):
        fields = {}
        for name, value in headers:
            fields[name] = fields[name] + b", " + value if name in fields else value
    return fields


def condition(asked: Fields, etag: bytes, modified: bytes = b"") -> int | None:
    """Return 412 or 304 if the fields of a request say so of a response, else None.

    *etag* is that of the response, *modified* when it was last modified, if known.
    """
    since = _seconds(modified) if modified else 0
    if (tags := asked.get(b"if-match")) is not None:
        if tags.strip() != b"*" and etag not in _TAG.findall(tags):
            return FAILED
    elif since and 0 < _seconds(asked.get(b"if-unmodified-since", b"")) < since:
        return FAILED
    if (tags := asked.get(b"if-none-match")) is not None:
        weak = {tag.removeprefix(b"W/") for tag in _TAG.findall(tags)}
        return NOT_MODIFIED if etag in weak or tags.strip() == b"*" else None
    if since and since <= _seconds(asked.get(b"if-modified-since", b"")):
        return NOT_MODIFIED
    return None


def _seconds(date: bytes) -> float:
    """Return a date of HTTP as seconds since 1970; 0 if it is not a date."""
    try:
        return parsedate_to_datetime(date.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return 0


def for_app(scope: Scope) -> Scope:
    """Return the request without headers that the framework would answer in its own way.

    Range goes if it is to be ignored: for a method other than GET, in a unit other than
    bytes, or malformed. Content-Length always goes: for a body beyond the limit the
    framework would send a bare line instead of our page. The limit still holds, as the
    body is counted while it arrives.
    """
    wanted = fields_of(scope).get(b"range", b"")
    known = scope["method"] == "GET" and _is_range(wanted)
    dropped = {b"content-length"} | (set() if known else {b"range"})
    headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
    return {**scope, "headers": headers}


def _is_range(wanted: bytes) -> bool:
    """Return whether these are ranges of bytes, each with its end after its beginning."""
    pairs = re.findall(rb"(\d+)-(\d+)", wanted)
    in_order = all(int(first) <= int(last) for first, last in pairs)
    return bool(_RANGE.fullmatch(wanted)) and in_order
