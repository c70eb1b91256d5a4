"""Which address of the site becomes which file, and which do not.

Pure functions. A file is named for its address: ``/claims?theme=water`` becomes
``claims.theme-water.html``, a name that every file system and web server takes.
"""

import re
from urllib.parse import parse_qsl, urlencode

from app.delivery.app import NEEDS_SERVER

# Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
_VALUE = re.compile(r"[a-z0-9-]+")
# The lists whose filters each make a file of their own.
_FILTERED = ("/claims", "/quotes")


def asked(address: str) -> str | None:
    """Return what the site is asked for in place of an *address*; None if for nothing.

    A link to a quote in its article goes without the claim that it came from: its fragment
    marks the quote. Claims that are opened one by one are opened all together.
    """
    path, _, query = address.partition("?")
    pairs = dict(sorted(parse_qsl(query)))
    if path in NEEDS_SERVER or path.startswith("/sources/"):
        return path
    if path == "/search" or "." in path:
        return path
    if path.startswith("/themes/"):
        pairs = {name: value for name, value in pairs.items() if value == "all"}
    if pairs.get("open") and path in _FILTERED:
        if len(pairs) > 1:
            return None
        pairs = {"open": "all"}
    if not all(_VALUE.fullmatch(value) for value in pairs.values()):
        return None
    return f"{path}?{urlencode(pairs)}" if pairs else path


def leads_on(page: str, address: str) -> bool:
    """Return whether a link of *page* to *address* makes that a file of its own.

    Filters could be combined without end: a list that is filtered leads to one filter, or
    to some of its own.
    """
    path, _, query = page.partition("?")
    own, others = set(parse_qsl(query)), set(parse_qsl(address.partition("?")[2]))
    return path not in _FILTERED or not own or len(others) <= 1 or others <= own


def file_of(address: str) -> str:
    """Return the name of the file of an *address*, with slashes between its folders.

    No two addresses have the same, even where capitals do not count: slugs and values have
    neither capitals nor dots nor underscores.
    """
    path, _, query = address.partition("?")
    if path.startswith("/static/"):
        return path[1:]
    *folders, last = path[1:].split("/")
    stem, _, ending = (last or "index").partition(".")
    parts = [stem, *(f"{name}-{value}" for name, value in parse_qsl(query))]
    names = [*folders, ".".join([*parts, ending or "html"])]
    return "/".join(_DEVICES.sub(r"\g<0>_", name) for name in names)
