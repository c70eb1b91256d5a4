"""AIF, the interchange format of argument tools, and its extension xAIF.

A claim is an I-node. What supports it goes through an RA-node, what answers it through a
CA-node; where two claims answer each other, there are two. A quote is an L-node, a
locution of its speaker, and a YA-node leads from it to each claim that it supports.

AIF has no place for the rest, which stands in fields of ours: why a claim speaks for its
side is what the editors say, so it is no premise, and a clash is a question, so it is no
conflict.
"""

import json
from collections import defaultdict
from html import escape
from itertools import count
from typing import Any

from app.citations.reference import release_name
from app.domain.claim_graph import both_ways
from app.domain.records import Bundle, Quote, Relation
from app.domain.vocabulary import RelationKind
from app.exports._clashes import clashes_and_cases

Node = dict[str, Any]


def encode(data: Bundle, site: str = "") -> bytes:
    """Return the graph: nodes, edges, locutions, participants."""
    graph = _Graph(data, site)
    return _json(
        {
            "nodes": graph.nodes,
            "edges": graph.edges,
            "locutions": graph.locutions,
            "participants": graph.participants,
            "release": _release(data),
            "title": data.debate.question,
            **clashes_and_cases(data),
        }
    )


def encode_extended(data: Bundle, site: str = "") -> bytes:
    """Return the same as xAIF: the graph, and the words of all locutions as one text."""
    graph = _Graph(data, site)
    empty: list[Any] = []
    editor = {"firstname": "", "surname": "", "url": "", "nodes": empty, "edges": empty}
    return _json(
        {
            "AIF": {
                "nodes": graph.nodes,
                "edges": graph.edges,
                "locutions": graph.locutions,
                "schemefulfillments": empty,
                "descriptorfulfillments": empty,
                "participants": graph.participants,
            },
            "text": {"txt": "<br>".join(graph.spans)},
            "dialog": False,
            "OVA": editor,
            "release": _release(data),
            **clashes_and_cases(data),
        }
    )


def _release(data: Bundle) -> dict[str, str]:
    return {
        "name": release_name(data.release),
        "hash": data.release.hash,
        "date": str(data.release.date),
    }


def _json(graph: dict[str, Any]) -> bytes:
    return json.dumps(graph, ensure_ascii=False, indent=1).encode() + b"\n"


class _Graph:
    """The nodes and edges; ids are digits, because readers continue the numbers."""

    def __init__(self, data: Bundle, site: str) -> None:
        self._site = site
        self._ids = map(str, count(1))
        self.nodes: list[Node] = []
        self.edges: list[Node] = []
        self.locutions: list[Node] = []
        self.spans: list[str] = []
        """The words of every locution, marked with its node, as xAIF has them."""
        # The names of institutions have no parts either.
        self.participants = [
            {
                "participantID": str(number),
                "firstname": "",
                "surname": speaker.name,
                "speaker": speaker.id,
            }
            for number, speaker in enumerate(data.speakers, 1)
        ]
        self._participants = {one["speaker"]: one for one in self.participants}
        self._claims = {
            claim.id: self._node(
                "I",
                claim.text,
                claim=claim.id,
                stance=claim.stance,
                theme=claim.theme,
                note=claim.note,
                editors_because=claim.because,
                address=f"{site}/claims/{claim.id}",
            )
            for claim in data.claims
        }
        self._modalities = {
            (support.quote, claim.id): support.modality
            for claim in data.claims
            for support in claim.support
        }
        # The inferences that lead to each claim, for what undercuts them.
        self._inferences: dict[str, list[str]] = defaultdict(list)
        for claim in data.claims:
            if claim.parent:
                self._relate(_supports(claim.id, claim.parent))
        # Undercutting relations attack the inferences of the others, so they come last.
        for relation in sorted(
            both_ways(data.relations),
            key=lambda one: one.kind is RelationKind.UNDERCUTS,
        ):
            self._relate(relation)
        for quote in data.quotes:
            self._quote(quote)

    def _node(self, form: str, text: str, **fields: Any) -> str:
        """Add a node and return its id; *fields* are ours, where AIF has none."""
        node = next(self._ids)
        self.nodes.append({"nodeID": node, "text": text, "type": form, **fields})
        return node

    def _edge(self, start: str, end: str) -> None:
        edge = next(self._ids)
        self.edges.append(
            {"edgeID": edge, "fromID": start, "toID": end, "formEdgeID": None}
        )

    def _relate(self, relation: Relation) -> None:
        """Join two claims; an undercutting one attacks the inferences, if there are any."""
        supports = relation.kind is RelationKind.SUPPORTS
        scheme = self._node(
            "RA" if supports else "CA",
            "Default Inference" if supports else "Default Conflict",
            kind=relation.kind,
            mutual=relation.mutual,
            note=relation.note,
        )
        self._edge(self._claims[relation.from_], scheme)
        targets = [self._claims[relation.to]]
        if relation.kind is RelationKind.UNDERCUTS:
            targets = self._inferences[relation.to] or targets
        for target in targets:
            self._edge(scheme, target)
        if supports:
            self._inferences[relation.to].append(scheme)

    def _quote(self, quote: Quote) -> None:
        """Add a quote as a locution that asserts the claims it supports."""
        speaker = self._participants[quote.speaker]
        node = self._node(
            "L",
            f"{speaker['surname']}: {quote.shown}",
            quote=quote.id,
            exact=quote.exact,
            source=quote.source,
            passage=quote.passage,
            start=quote.start,
            end=quote.end,
            prefix=quote.prefix,
            suffix=quote.suffix,
            address=f"{self._site}/quotes/{quote.id}",
        )
        self.locutions.append(
            {
                "nodeID": node,
                "personID": speaker["participantID"],
                "timestamp": None,
                "start": None,
                "end": None,
                "source": quote.source,
            }
        )
        self.spans.append(_span(node, quote.shown))
        for claim in quote.claims:
            modality = self._modalities[quote.id, claim]
            act = self._node("YA", _act(quote), modality=modality)
            self._edge(node, act)
            self._edge(act, self._claims[claim])


def _supports(claim: str, parent: str) -> Relation:
    """Return the relation of a claim to the broader one that it supports."""
    return Relation(
        from_=claim, to=parent, kind=RelationKind.SUPPORTS, mutual=False, note=None
    )


def _act(quote: Quote) -> str:
    """Return what the source's author does with the words: "Asserting", "Reporting"."""
    return f"{quote.attitude.value.removesuffix('s').removesuffix('e')}ing".capitalize()


def _span(node: str, words: str) -> str:
    return f'<span class="highlighted" id="{node}">{escape(words, quote=False)}</span>'
