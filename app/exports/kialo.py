"""Write claims as the text that Kialo exports: one tree of numbered pros and cons.

Kialo knows a thesis and what speaks for or against what stands above it. The thesis is
what the side *for* says; each main claim of that side is a pro beneath it, each of the
other side a con. What bears on more than one claim stands once, and is referred to.
"""

from collections import defaultdict
from collections.abc import Iterator

from app.citations.reference import named
from app.domain.records import Bundle
from app.domain.vocabulary import RelationKind, Stance


def encode(data: Bundle, site: str = "") -> bytes:
    """Give the tree as numbered lines."""
    return "\n".join([*_lines(data, site), ""]).encode()


def _lines(data: Bundle, site: str) -> Iterator[str]:
    (says,) = (side.says for side in data.debate.sides if side.id is Stance.FOR)
    yield f"Discussion Title: {data.debate.question} ({named(data.release)})"
    yield ""
    yield f"1. {_plain(says)}"
    yield from _Tree(data, site).lines()


class _Tree:
    """The claims as a tree that names each of them once."""

    def __init__(self, data: Bundle, site: str) -> None:
        self._site = site
        self._claims = {claim.id: claim for claim in data.claims}
        self._beneath: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for claim in data.claims:
            if claim.parent:
                self._beneath[claim.parent].append((claim.id, "Pro"))
        for relation in data.relations:
            word = "Pro" if relation.kind is RelationKind.SUPPORTS else "Con"
            self._beneath[relation.to].append((relation.from_, word))
        # Main claims and narrower ones have their place; all else only refers to it.
        self._places = {
            claim: place for claim, place, _ in self._placed("1.", self._main())
        }

    def _main(self) -> list[tuple[str, str]]:
        return [
            (claim.id, "Pro" if claim.stance is Stance.FOR else "Con")
            for claim in self._claims.values()
            if claim.parent is None
        ]

    def _placed(
        self, above: str, claims: list[tuple[str, str]]
    ) -> Iterator[tuple[str, str, str]]:
        """Give each claim at its own place: its id, the place, and its word."""
        for n, (claim, word) in enumerate(claims, 1):
            place = f"{above}{n}."
            yield claim, place, word
            narrower = [
                (other, kind)
                for other, kind in self._beneath[claim]
                if self._claims[other].parent == claim and kind == "Pro"
            ]
            yield from self._placed(place, narrower)

    def lines(self) -> Iterator[str]:
        """Give the lines: first every claim in its place, then what refers to one.

        A reference may only name what stands above it.
        """
        referring: list[str] = []
        for claim, place, word in self._placed("1.", self._main()):
            yield f"{place} {word}: {self._told(claim)}"
            n = sum(self._claims[o].parent == claim for o, _ in self._beneath[claim])
            others = [
                (other, kind)
                for other, kind in self._beneath[claim]
                if self._claims[other].parent != claim
            ]
            for at, (other, kind) in enumerate(others, n + 1):
                told = f"-> See {self._places[other]}"
                referring.append(f"{place}{at}. {kind}: {told}")
        yield from referring

    def _told(self, claim: str) -> str:
        """Give the claim; where the site has an address, as a link to its page."""
        told = _plain(self._claims[claim].text)
        # Kialo ends the words of a link at the first bracket.
        if not self._site or "[" in told:
            return told
        return f"[{told}]({self._site}/claims/{claim})"


def _plain(text: str) -> str:
    """Give *text* on one line, the signs of links escaped."""
    plain = " ".join(text.split())
    for sign in "[]()":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
