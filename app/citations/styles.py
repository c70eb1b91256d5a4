"""Write a source as the styles of citation prescribe: APA, MLA, Chicago, Harvard.

The styles are those of the Citation Style Language, set by citeproc-py. It takes some
hundredths of a second for each, so this is done when the store is built. What follows
citeproc mends what it is known to leave undone.
"""

import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from app.citations import csl_json
from app.citations.reference import Cited
from app.domain.records import Release
from app.domain.vocabulary import Style

Item = dict[str, object]
STYLES = Path(__file__).resolve().parent / "csl"
_LOCALES = {Style.HARVARD: "en-GB"}
# These put a full stop or a comma before the quotation mark that closes a title.
_WITHIN = frozenset({Style.MLA, Style.CHICAGO})


@cache
def _style(style: Style) -> Any:
    # Here, not above: who only reads a store needs no citeproc.
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    return CitationStylesStyle(
        str(STYLES / f"{style}.csl"), locale=_LOCALES.get(style), validate=False
    )


def reference(cited: Cited, release: Release, style: Style) -> str:
    """Give the entry of a source in a list of references, as plain text."""
    item = csl_json.item(cited, release)
    unread = {"note", "custom"}
    kept = {name: value for name, value in item.items() if name not in unread}
    return _set(kept, style, inferred=cited.source.published.inferred)


def site_reference(question: str, release: Release, style: Style) -> str:
    """Give the entry of the site itself, of this release, as plain text."""
    date = release.date
    item: Item = {
        "id": "counterpoint",
        "type": "webpage",
        "title": question,
        "container-title": "Counterpoint",
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "language": "en",
    }
    return _set(item, style, inferred=False)


def _set(item: Item, style: Style, *, inferred: bool) -> str:
    """Have citeproc set *item*, and mend what it leaves undone."""
    # As above.
    from citeproc import (  # noqa: PLC0415
        Citation,
        CitationItem,
        CitationStylesBibliography,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(_style(style), read, formatter.plain)
    bibliography.register(Citation([CitationItem(str(item["id"]))]))
    text = " ".join(str(bibliography.bibliography()[0]).split())
    text = _mended(text, style)
    if "author" not in item:
        text = _once(text, item)
    text = _doubted(text) if inferred else text
    # Where citeproc-py ends a Harvard entry with its year, it forgets the full stop.
    return f"{text}." if text.endswith(")") and style is Style.HARVARD else text


def _mended(text: str, style: Style) -> str:
    """Set the signs at the end of titles, which citeproc-py leaves as they come."""
    if style in _WITHIN:
        text = re.sub(r"”([.,])", r"\1”", text)
    text = re.sub(r"([?!])[.,](?=”|\s|$)", r"\1", text)
    # It begins no sentence there, and citeproc-py gives it the capital of one.
    return text.replace(", Circa ", ", circa ")


def _once(text: str, item: Item) -> str:
    """Name once what stands in the place of an author.

    A style puts the title, the site or the publisher there and leaves it out of its
    own place; citeproc-py does the first alone.
    """
    for name in ("title", "container-title", "publisher"):
        words = re.escape(str(item.get(name, "")))
        said = re.compile(rf"“?{words}[.,]?”?[.,]?\s?", re.IGNORECASE)
        if words and (first := said.match(text)):
            rest = said.sub("", text[first.end() :], count=1)
            return f"{first[0]}{rest}".strip()
    return text


def _doubted(text: str) -> str:
    """Mark a year that is inferred where the style has no way to: "(c. 2022)"."""
    if re.search(r"\b(ca\.|[Cc]irca)|\[", text):
        return text
    return re.sub(r"\((\d{4})\)", r"(c. \1)", text, count=1)
