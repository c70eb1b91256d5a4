"""Security headers on every response, and CORS headers on data."""

from collections.abc import Awaitable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

# Nothing is loaded from other hosts, no inline script runs, no site frames a page.
SECURITY_HEADERS: Mapping[str, str] = {
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
_ENCODED = [(n.lower().encode(), v.encode()) for n, v in SECURITY_HEADERS.items()]
_BEHIND_TLS = (b"strict-transport-security", b"max-age=31536000")

# Pages of other sites may read the data: it is the same for everybody, and read-only.
_CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link"),
)
# The one data address that takes POST.
POSTED = "/verify.json"
_PREFLIGHT = (
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
)

_DATA = (".json", ".csv", ".txt", ".bib", ".ris", ".png")
_FILES = ("/exports/", "/reading-list.")
# Link previews on other sites may embed the share cards.
_EMBEDDABLE = (b"cross-origin-resource-policy", b"cross-origin")


def is_data(path: str) -> bool:
    """Return whether *path* is for programs: JSON, a text, an export, a picture."""
    known = path.endswith(_DATA) or path.startswith(_FILES)
    return known and not path.startswith("/static/")


class SecurityHeaders:
    """Middleware that adds the headers above to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = _added(scope)

        def send_with_headers(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *added]
            return send(message)

        await self.app(scope, receive, send_with_headers)


def _added(scope: Scope) -> list[Header]:
    """Return the headers for the response to a request."""
    added = [*_ENCODED, _BEHIND_TLS] if scope["scheme"] == "https" else _ENCODED
    path = scope["path"]
    if not is_data(path):
        return added
    added = [*added, *_CORS]
    if path.endswith(".png"):
        added = [pair for pair in added if pair[0] != _EMBEDDABLE[0]]
        added.append(_EMBEDDABLE)
    if scope["method"] == "OPTIONS":
        methods = b"GET, HEAD, POST" if path == POSTED else b"GET, HEAD"
        added += [(b"access-control-allow-methods", methods), *_PREFLIGHT]
    return added
