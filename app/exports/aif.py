"""Write claims, quotes and relations as AIF, the interchange format of argument tools.

A claim is an I-node. What supports it goes through an RA-node, what answers it through
a CA-node. A quote is an L-node, a locution of its speaker, and a YA-node leads from it to
each claim that it supports.
"""

import json
from itertools import count
from typing import Any

from app.citations.reference import named
from app.domain.records import Bundle, Claim, Quote, Relation
from app.domain.vocabulary import RelationKind

Node = dict[str, Any]


def encode(data: Bundle, site: str = "") -> bytes:
    """Give the graph: nodes, edges, locutions, participants."""
    graph = Graph(data, site)
    release = {"release": _release(data), "title": data.debate.question}
    return _bytes({**graph.parts, "participants": graph.participants, **release})


def encode_extended(data: Bundle, site: str = "") -> bytes:
    """Give the same as xAIF: the graph, and the words of every locution in one text."""
    graph = Graph(data, site)
    nothing: list[Any] = []
    return _bytes(
        {
            "AIF": {
                **graph.parts,
                "schemefulfillments": nothing,
                "descriptorfulfillments": nothing,
                "participants": graph.participants,
            },
            "text": {"txt": "<br>".join(graph.spans)},
            "dialog": False,
            "OVA": {
                "firstname": "",
                "surname": "",
                "url": "",
                "nodes": nothing,
                "edges": nothing,
            },
            "release": _release(data),
        }
    )


def _release(data: Bundle) -> dict[str, str]:
    return {
        "name": named(data.release),
        "hash": data.release.hash,
        "date": str(data.release.date),
    }


def _bytes(graph: dict[str, Any]) -> bytes:
    return json.dumps(graph, ensure_ascii=False, indent=1).encode() + b"\n"


class Graph:
    """The nodes and edges; ids are digits, because readers count on from them."""

    def __init__(self, data: Bundle, site: str) -> None:
        self._site = site
        self._data = data
        self._ids = map(str, count(1))
        self._nodes: list[Node] = []
        self._edges: list[Node] = []
        self._locutions: list[Node] = []
        self.spans: list[str] = []
        """The words of every locution, marked with its node, as xAIF has them."""
        self._people = {
            speaker.id: str(n) for n, speaker in enumerate(data.speakers, 1)
        }
        self._claims = {claim.id: self._claim(claim) for claim in data.claims}
        # The inferences that lead to each claim, for what undercuts them.
        self._inferences: dict[str, list[str]] = {}
        for claim in data.claims:
            if claim.parent:
                self._bears(claim.id, claim.parent, RelationKind.SUPPORTS, None)
        for relation in sorted(data.relations, key=_undercuts):
            self._bears(relation.from_, relation.to, relation.kind, relation.note)
        for quote in data.quotes:
            self._quote(quote)

    @property
    def parts(self) -> dict[str, list[Node]]:
        """What every reader of AIF asks for."""
        return {
            "nodes": self._nodes,
            "edges": self._edges,
            "locutions": self._locutions,
        }

    @property
    def participants(self) -> list[Node]:
        """The speakers; a name that is no person's has no first name."""
        return [
            {
                "participantID": self._people[speaker.id],
                "firstname": "",
                "surname": speaker.name,
                "speaker": speaker.id,
            }
            for speaker in self._data.speakers
        ]

    def _node(self, form: str, text: str, **more: Any) -> str:
        """Add a node; give its id. What AIF has no word for goes into *more*."""
        node = next(self._ids)
        self._nodes.append({"nodeID": node, "text": text, "type": form, **more})
        return node

    def _edge(self, start: str, end: str) -> None:
        self._edges.append(
            {
                "edgeID": next(self._ids),
                "fromID": start,
                "toID": end,
                "formEdgeID": None,
            }
        )

    def _claim(self, claim: Claim) -> str:
        return self._node(
            "I",
            claim.text,
            claim=claim.id,
            stance=claim.stance,
            theme=claim.theme,
            note=claim.note,
            address=f"{self._site}/claims/{claim.id}",
        )

    def _bears(
        self, one: str, other: str, kind: RelationKind, note: str | None
    ) -> None:
        """Join two claims; what undercuts attacks the inferences, where there are any."""
        supports = kind is RelationKind.SUPPORTS
        text = "Default Inference" if supports else "Default Conflict"
        scheme = self._node("RA" if supports else "CA", text, kind=kind, note=note)
        self._edge(self._claims[one], scheme)
        inferences = self._inferences.get(other, [])
        if kind is RelationKind.UNDERCUTS and inferences:
            for inference in inferences:
                self._edge(scheme, inference)
            return
        self._edge(scheme, self._claims[other])
        if supports:
            self._inferences.setdefault(other, []).append(scheme)

    def _quote(self, quote: Quote) -> None:
        """Add the words of a quote as a locution, asserting what it supports."""
        names = {speaker.id: speaker.name for speaker in self._data.speakers}
        located = {
            name: getattr(quote, name)
            for name in ("source", "passage", "start", "end", "prefix", "suffix")
        }
        node = self._node(
            "L",
            f"{names[quote.speaker]}: {quote.exact}",
            quote=quote.id,
            exact=quote.exact,
            **located,
            address=f"{self._site}/quotes/{quote.id}",
        )
        self._locutions.append(
            {
                "nodeID": node,
                "personID": self._people[quote.speaker],
                "timestamp": None,
                "start": None,
                "end": None,
                "source": quote.source,
            }
        )
        self.spans.append(_span(node, quote.exact))
        for claim in quote.claims:
            # "Asserting", "Reporting": what the author of the source does with it.
            act = self._node("YA", _act(quote))
            self._edge(node, act)
            self._edge(act, self._claims[claim])


def _undercuts(relation: Relation) -> bool:
    """Put last what attacks the inferences that the others make."""
    return relation.kind is RelationKind.UNDERCUTS


def _act(quote: Quote) -> str:
    return f"{quote.attitude.value.removesuffix('s').removesuffix('e')}ing".capitalize()


def _span(node: str, words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<span class="highlighted" id="{node}">{escaped}</span>'
