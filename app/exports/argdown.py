"""Argdown: claims, quotes and relations as text to read, edit and draw.

A claim is tagged with its side and with the clashes in which it meets others. What
Argdown has no sign for is data: how firmly each quote puts its claim, and why the editors
say that the claim speaks for its side, which is no premise. The escapes were tested with
@argdown/core on every sentence of the sources.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from app.citations.reference import release_name
from app.domain.claim_graph import both_ways
from app.domain.records import Bundle, Claim, Quote, Relation
from app.domain.vocabulary import Modality, RelationKind
from app.exports._clashes import clashes_and_cases, clashes_by_claim

_SPECIAL = re.compile(r"[\\\[\]<>{}*_#@:/]")
# Argdown reads two full stops in one word, "e.g.", as logical signs.
_STOPS = re.compile(r"\.(?=[^\s.]*\.)|(?<=\.)\.")
_SIGNS = {
    RelationKind.SUPPORTS: "+",
    RelationKind.REBUTS: "-",
    # In Argdown only inferences can be undercut, and nothing can be qualified: both are
    # attacks here, and a comment says which it is.
    RelationKind.UNDERCUTS: "-",
    RelationKind.QUALIFIES: "-",
}


def encode(data: Bundle, site: str = "") -> bytes:
    """Return every claim once, theme by theme, with what bears on it below."""
    return "\n".join(_blocks(data, site)).encode()


def _blocks(data: Bundle, site: str) -> Iterator[str]:
    quotes = {quote.id: quote for quote in data.quotes}
    relations = _relations(data)
    clashes = clashes_by_claim(data)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in data.claims:
        claims[claim.theme].append(claim)
    yield _front_matter(data)
    for theme in data.debate.themes:
        yield f"# {_escaped(theme.title)} {{isGroup: true}}\n"
        for claim in claims[theme.id]:
            own = [
                _quote(quotes[support.quote], support.modality)
                for support in claim.support
            ]
            yield f"{_statement(claim, own, clashes[claim.id], site)}\n"
            # A block of its own: in the block of the claim, they would add a space
            # to the end of its text.
            if claim.id in relations:
                yield "\n".join([f"[{claim.id}]", *relations[claim.id], ""])


def _front_matter(data: Bundle) -> str:
    """Return the metadata of the file as YAML, of which JSON is a part."""
    fields = {
        "title": data.debate.question,
        "subTitle": release_name(data.release),
        "date": str(data.release.date),
        "release": data.release.hash,
        **clashes_and_cases(data),
    }
    lines = [f"{n}: {json.dumps(v, ensure_ascii=False)}" for n, v in fields.items()]
    # The tags are not part of the claims' text.
    lines += ["model:", "    removeTagsFromText: true"]
    return "\n".join(["===", *lines, "===", ""])


def _statement(
    claim: Claim, quotes: list[dict[str, Any]], clashes: list[str], site: str
) -> str:
    # A space before or after a tag would become part of the text.
    tags = "".join([f"#{claim.stance}", *(f"#(clash {clash})" for clash in clashes)])
    tagged = f"[{claim.id}]: {_escaped(claim.text)}{tags}"
    fields = {
        "claim_id": claim.id,
        "stance": claim.stance,
        "theme": claim.theme,
        "address": f"{site}/claims/{claim.id}",
        "note": claim.note,
        "editors_because": claim.because,
        "quotes": quotes,
    }
    return f"{tagged}{_json(fields)}"


def _quote(quote: Quote, modality: Modality) -> dict[str, Any]:
    names = (
        "id", "source", "passage", "exact", "shown", "prefix", "suffix", "start", "end",
        "speaker", "attitude", "origin",
    )  # fmt: skip
    return {**{name: getattr(quote, name) for name in names}, "modality": modality}


def _relations(data: Bundle) -> dict[str, list[str]]:
    """Return the lines below each claim: what bears on it, narrower claims first."""
    lines: dict[str, list[str]] = defaultdict(list)
    for claim in data.claims:
        if claim.parent:
            lines[claim.parent].append(f"  + [{claim.id}]")
    for relation in both_ways(data.relations):
        lines[relation.to].append(_relation(relation))
    return lines


def _relation(relation: Relation) -> str:
    """Return one line; a comment at its end says what the sign does not."""
    line = f"  {_SIGNS[relation.kind]} [{relation.from_}]"
    kind = relation.kind + (" (each the other)" if relation.mutual else "")
    remark = ": ".join(filter(None, (kind, relation.note)))
    remark = remark.replace("*/", "")
    return line if remark == RelationKind.SUPPORTS else f"{line} /* {remark} */"


def _json(value: Any) -> str:
    """Return *value* on one line; a brace within a string would end the data."""
    if isinstance(value, dict):
        fields = (f"{_json(name)}: {_json(field)}" for name, field in value.items())
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_json, value))}]"
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("{", r"\u007b").replace("}", r"\u007d")


def _escaped(text: str) -> str:
    plain = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    return _STOPS.sub(r"\\.", plain)
