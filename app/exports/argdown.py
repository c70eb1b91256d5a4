"""Write claims, quotes and relations as Argdown, to be read, edited and drawn.

What escapes what was tried with @argdown/core on every sentence of the sources.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.citations.reference import named
from app.domain.records import Bundle, Claim, Quote, Relation
from app.domain.vocabulary import RelationKind

_SPECIAL = re.compile(r"[\\\[\]<>{}*_#@:/]")
# Two full stops in one word, "e.g.", are taken for signs of logic.
_STOPS = re.compile(r"\.(?=[^\s.]*\.)|(?<=\.)\.")
_SIGNS = {
    RelationKind.SUPPORTS: "+",
    RelationKind.REBUTS: "-",
    # Argdown undercuts inferences alone and has no word for a claim that qualifies:
    # both attack here, and the data of the relation says which it is.
    RelationKind.UNDERCUTS: "-",
    RelationKind.QUALIFIES: "-",
}


def encode(data: Bundle, site: str = "") -> bytes:
    """Give every claim once, theme by theme, with what bears on it beneath it."""
    return "\n".join(_blocks(data, site)).encode()


def _blocks(data: Bundle, site: str) -> Iterator[str]:
    quotes = {quote.id: quote for quote in data.quotes}
    bearing = _bearing(data)
    yield "===\n" + "\n".join(_head(data)) + "\n===\n"
    for theme in data.debate.themes:
        yield f"# {_escaped(theme.title)} {{isGroup: true}}\n"
        for claim in data.claims:
            if claim.theme == theme.id:
                own = [quotes[quote] for quote in claim.quotes]
                yield f"{_statement(claim, own, site)}\n"
                # In a block of their own: a line beneath it would end the words of the
                # claim with a blank.
                if claim.id in bearing:
                    yield "\n".join([f"[{claim.id}]", *bearing[claim.id], ""])


def _head(data: Bundle) -> Iterator[str]:
    """Give what the file says of itself, as YAML, of which JSON is a part."""
    said = {
        "title": data.debate.question,
        "subTitle": named(data.release),
        "date": str(data.release.date),
        "release": data.release.hash,
    }
    for name, value in said.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    # The sign of a tag stays out of the words.
    yield "model:\n    removeTagsFromText: true"


def _statement(claim: Claim, quotes: list[Quote], site: str) -> str:
    # So would a blank before the tag, or after it.
    tagged = f"[{claim.id}]: {_escaped(claim.text)}#{claim.stance}"
    held: dict[str, Any] = {
        "claim_id": claim.id,
        "stance": claim.stance,
        "theme": claim.theme,
        "address": f"{site}/claims/{claim.id}",
        "note": claim.note,
        "quotes": [_quote(quote) for quote in quotes],
    }
    return f"{tagged}{_json(held)}"


def _quote(quote: Quote) -> dict[str, Any]:
    names = (
        "id", "source", "passage", "exact", "prefix", "suffix", "start", "end",
        "speaker", "attitude", "origin",
    )  # fmt: skip
    return {name: getattr(quote, name) for name in names}


def _bearing(data: Bundle) -> Mapping[str, list[str]]:
    """Give the lines beneath each claim: what bears on it, narrower claims first."""
    lines: dict[str, list[str]] = {}
    for claim in data.claims:
        if claim.parent:
            lines.setdefault(claim.parent, []).append(f"  + [{claim.id}]")
    for relation in data.relations:
        lines.setdefault(relation.to, []).append(_relation(relation))
    return lines


def _relation(relation: Relation) -> str:
    """Give one line; a comment at its end says what its sign does not."""
    line = f"  {_SIGNS[relation.kind]} [{relation.from_}]"
    told = [relation.kind.value, *([relation.note] if relation.note else [])]
    said = ": ".join(told).replace("*/", "")
    return line if said == RelationKind.SUPPORTS else f"{line} /* {said} */"


def _json(value: Any) -> str:
    """Write *value* on one line; a brace within a string would end the data."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_json(name)}: {_json(one)}" for name, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_json(one) for one in value)}]"
    told = json.dumps(value, ensure_ascii=False)
    return told.replace("{", r"\u007b").replace("}", r"\u007d")


def _escaped(text: str) -> str:
    plain = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    return _STOPS.sub(r"\\.", plain)
