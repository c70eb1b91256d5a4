"""W3C Web Annotations, one a quote, with which other tools can mark them.

The target is the page of a source, its state the file as received. Each selector alone
identifies the words: the quote selector in the file and, unless they have markup, on the
page; the position selector in the file, in Unicode code points
(www.w3.org/TR/annotation-model).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from app.citations.reference import release_name
from app.domain.records import Bundle, Passage, Quote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NOON = "T12:00:00Z"  # the model wants a time, and a release has only a day
# As many characters before and after as Hypothesis stores; more if the words occur
# several times with the same context.
_CONTEXT = 32
# Markup is in the file and not on the page, so context ends before it.
_MARKUP = re.compile(r"[*_#<>\[\]]")


def encode(data: Bundle, texts: Mapping[str, str], site: str = "") -> bytes:
    """Return the annotations as one collection with one page.

    Without *site*, addresses are relative to the file's own.
    """
    passages = {
        (passage.source, passage.number): passage
        for passage in data.passages
        if passage.number
    }
    tags = _tags(data)
    address = f"{site}/exports/annotations.jsonld"
    created = f"{data.release.date}{_NOON}"
    languages = {source.id: source.language for source in data.sources}
    items = []
    for quote in data.quotes:
        passage = passages[quote.source, quote.passage]
        context = _context(texts[quote.source], quote, passage)
        annotation = _annotation(quote, context, tags[quote.id], created, site)
        annotation["target"]["language"] = languages[quote.source]
        annotation["creator"]["name"] = data.release.site_name
        items.append(annotation)
    collection = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": f"{data.debate.question} {release_name(data.release)}",
        "created": created,
        "total": len(items),
        "first": {
            "id": f"{address}#page-1",
            "type": "AnnotationPage",
            "partOf": address,
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode() + b"\n"


def _tags(data: Bundle) -> dict[str, list[str]]:
    """Return the tags of each quote: its sides, then how firmly it puts its claims."""
    tags: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in data.claims:
        for support in claim.support:
            tags[support.quote][claim.stance.value] = None
    for claim in data.claims:
        for support in claim.support:
            tags[support.quote][f"modality: {support.modality}"] = None
    return {quote: list(own) for quote, own in tags.items()}


def _context(text: str, quote: Quote, passage: Passage) -> tuple[str, str]:
    """Return the text before and after the words, as little of their passage as needed.

    The text of one passage is the same on the page.
    """
    before = _MARKUP.split(text[passage.start : quote.start])[-1]
    after = _MARKUP.split(text[quote.end : passage.end])[0]
    length = _CONTEXT
    while True:
        prefix, suffix = before[-length:], after[:length]
        unique = text.count(f"{prefix}{quote.exact}{suffix}") == 1
        if unique or length >= max(len(before), len(after)):
            return prefix, suffix
        length *= 2


def _annotation(
    quote: Quote,
    context: tuple[str, str],
    tags: Iterable[str],
    created: str,
    site: str,
) -> dict[str, Any]:
    claims = [
        {
            "type": "SpecificResource",
            "source": f"{site}/claims/{claim}",
            "purpose": "linking",
        }
        for claim in quote.claims
    ]
    tagging = [
        {"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags
    ]
    prefix, suffix = context
    return {
        "id": f"{site}/quotes/{quote.id}#annotation",
        "type": "Annotation",
        "motivation": "linking",
        "created": created,
        "creator": {"type": "Organization"},
        "body": [*claims, *tagging],
        "target": {
            "type": "SpecificResource",
            "source": f"{site}/sources/{quote.source}",
            "state": {
                "type": "TimeState",
                "sourceDate": created,
                "cached": f"{site}/sources/{quote.source}.txt",
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": prefix,
                    "suffix": suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": quote.start,
                    "end": quote.end,
                },
            ],
        },
    }
