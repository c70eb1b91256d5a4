"""References as text in four citation styles: APA, MLA, Chicago, Harvard.

citeproc-py formats them with the styles of the Citation Style Language. It takes some
hundredths of a second for each, so they are written when the store is built. The
functions at the end correct its known defects.
"""

import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from app.citations import csl_json
from app.citations.reference import SourceReference
from app.domain.records import Release
from app.domain.vocabulary import Style

Item = dict[str, object]
STYLES = Path(__file__).resolve().parent / "csl"
_LOCALES = {Style.HARVARD: "en-GB"}
# These put a full stop or a comma before the closing quotation mark of a title.
_STOP_INSIDE = frozenset({Style.MLA, Style.CHICAGO})


@cache
def _style(style: Style) -> Any:
    # Imported here, so that reading a store does not need citeproc.
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    return CitationStylesStyle(
        str(STYLES / f"{style}.csl"), locale=_LOCALES.get(style), validate=False
    )


def reference_text(reference: SourceReference, release: Release, style: Style) -> str:
    """Return the entry of a source in a list of references, as plain text."""
    item = csl_json.item(reference, release)
    # No style uses it.
    del item["note"]
    return _formatted(item, style, inferred=reference.source.published.year_inferred)


def site_reference_text(question: str, release: Release, style: Style) -> str:
    """Return the entry of this release of the site, as plain text."""
    date = release.date
    item: Item = {
        "id": "counterpoint",
        "type": "webpage",
        "title": question,
        "container-title": "Counterpoint",
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "language": "en",
    }
    return _formatted(item, style, inferred=False)


def _formatted(item: Item, style: Style, *, inferred: bool) -> str:
    """Format *item* with citeproc and correct the result."""
    from citeproc import (  # noqa: PLC0415 - as above
        Citation,
        CitationItem,
        CitationStylesBibliography,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        items = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(_style(style), items, formatter.plain)
    bibliography.register(Citation([CitationItem(str(item["id"]))]))
    text = " ".join(str(bibliography.bibliography()[0]).split())
    text = _with_punctuation(text, style)
    if "author" not in item:
        text = _without_repetition(text, item)
    if inferred:
        text = _with_circa(text)
    # citeproc-py forgets the full stop of a Harvard entry that ends with its year.
    return f"{text}." if text.endswith(")") and style is Style.HARVARD else text


def _with_punctuation(text: str, style: Style) -> str:
    """Correct the punctuation at the end of titles, and the capital of "circa"."""
    if style in _STOP_INSIDE:
        text = re.sub(r"”([.,])", r"\1”", text)
    text = re.sub(r"([?!])[.,](?=”|\s|$)", r"\1", text)
    return text.replace(", Circa ", ", circa ")


def _without_repetition(text: str, item: Item) -> str:
    """Remove the second copy of what stands in the author's place.

    A style puts the title, the site or the publisher there and leaves it out later;
    citeproc-py does only the first.
    """
    for name in ("title", "container-title", "publisher"):
        words = re.escape(str(item.get(name, "")))
        pattern = re.compile(rf"“?{words}[.,]?”?[.,]?\s?", re.IGNORECASE)
        if words and (first := pattern.match(text)):
            rest = pattern.sub("", text[first.end() :], count=1)
            return f"{first[0]}{rest}".strip()
    return text


def _with_circa(text: str) -> str:
    """Mark an inferred year if the style has no way to: "(c. 2022)"."""
    if re.search(r"\b(ca\.|[Cc]irca)|\[", text):
        return text
    return re.sub(r"\((\d{4})\)", r"(c. \1)", text, count=1)
