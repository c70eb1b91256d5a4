"""Write quotes as W3C Web Annotations, one each, so that other tools can mark them.

Every target is the page of a source, its state the file as received. Either selector
singles out the words by itself: the quote selector on the page and in the file, the
position selector in the file, in Unicode code points (www.w3.org/TR/annotation-model).
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from app.citations.reference import named
from app.domain.records import Bundle, PassageRecord, Quote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NOON = "T12:00:00Z"  # a release has a day; the model wants a time
# As many characters before and after as other tools keep (Hypothesis); more where that
# is needed to single the words out.
_CONTEXT = 32
# A sign of markup stands in the file and not on the page: context ends before it.
_MARKUP = re.compile(r"[*_#<>\[\]]")


def encode(data: Bundle, texts: Mapping[str, str], site: str = "") -> bytes:
    """Give the annotations as one collection with one page.

    Without *site*, addresses are relative to the file's own.
    """
    passages = {
        (passage.source, passage.number): passage
        for passage in data.passages
        if passage.number
    }
    stances = {claim.id: claim.stance.value for claim in data.claims}
    here = f"{site}/exports/annotations.jsonld"
    items = [
        _annotation(
            quote,
            _context(texts[quote.source], quote, passages[quote.source, quote.passage]),
            list(dict.fromkeys(stances[claim] for claim in quote.claims)),
            f"{data.release.date}{_NOON}",
            site,
        )
        for quote in data.quotes
    ]
    collection = {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": f"{data.debate.question} {named(data.release)}",
        "created": f"{data.release.date}{_NOON}",
        "total": len(items),
        "first": {
            "id": f"{here}#page-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode() + b"\n"


def _context(text: str, quote: Quote, passage: PassageRecord) -> tuple[str, str]:
    """Give what stands before and after the words in their passage.

    As little as needed: what is within one passage stands so on the page, too.
    """
    before = _MARKUP.split(text[passage.start : quote.start])[-1]
    after = _MARKUP.split(text[quote.end : passage.end])[0]
    kept = _CONTEXT
    while True:
        prefix, suffix = before[-kept:], after[:kept]
        once = text.count(f"{prefix}{quote.exact}{suffix}") == 1
        if once or kept >= max(len(before), len(after)):
            return prefix, suffix
        kept *= 2


def _annotation(
    quote: Quote, context: tuple[str, str], sides: list[str], created: str, site: str
) -> dict[str, Any]:
    return {
        "id": f"{site}/quotes/{quote.id}#annotation",
        "type": "Annotation",
        "motivation": "linking",
        "created": created,
        "creator": {"type": "Organization", "name": "Counterpoint"},
        "body": [*_claims(quote, site), *_tags(sides)],
        "target": {
            "type": "SpecificResource",
            "source": f"{site}/sources/{quote.source}",
            "state": {
                "type": "TimeState",
                "sourceDate": created,
                "cached": f"{site}/sources/{quote.source}.txt",
            },
            "selector": _selectors(quote, *context),
        },
    }


def _claims(quote: Quote, site: str) -> list[dict[str, str]]:
    return [
        {
            "type": "SpecificResource",
            "source": f"{site}/claims/{claim}",
            "purpose": "linking",
        }
        for claim in quote.claims
    ]


def _tags(sides: list[str]) -> list[dict[str, str]]:
    return [
        {"type": "TextualBody", "value": side, "purpose": "tagging"} for side in sides
    ]


def _selectors(quote: Quote, prefix: str, suffix: str) -> list[dict[str, Any]]:
    words = {"exact": quote.exact, "prefix": prefix, "suffix": suffix}
    return [
        {"type": "TextQuoteSelector", **words},
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
    ]
