"""The headers of safety, on every answer."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing is loaded from another host, nothing inline runs, nobody frames a page.
SAFETY: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "browsing-topics=()"
    ),
}
_ENCODED = [(n.lower().encode(), v.encode()) for n, v in SAFETY.items()]
_BEHIND_TLS = (b"strict-transport-security", b"max-age=31536000")

# Data may be read by the pages of other sites, too: there is nothing in it that depends
# on who asks, and nothing to change.
_OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link"),
)
_OPEN_TO_ASK = (
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
)

_PICTURE = ".png"
_DATA = (".json", ".csv", ".txt", ".bib", ".ris", _PICTURE)
_FILES = ("/exports/", "/reading-list.")
# Who shows a preview of a link may have the reader's browser load its picture.
_SHOWN = (b"cross-origin-resource-policy", b"cross-origin")


def is_data(path: str) -> bool:
    """Whether what stands at *path* is for programs: a twin, a text, an export."""
    if path.startswith("/static/"):
        return False
    return path.endswith(_DATA) or path.startswith(_FILES)


class SecurityHeaders:
    """Adds the table above to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = [*_ENCODED, _BEHIND_TLS] if scope["scheme"] == "https" else _ENCODED
        if is_data(scope["path"]):
            added = [*added, *_OPEN]
            if scope["path"].endswith(_PICTURE):
                added = [pair for pair in added if pair[0] != _SHOWN[0]] + [_SHOWN]
            if scope["method"] == "OPTIONS":
                added += _OPEN_TO_ASK

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await self.app(scope, receive, sent)
