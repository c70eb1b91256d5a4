"""One article and what is known about it → its passages and sentences.

Everything here is pure. A mistake in the facts does not end the work: it is added to a
list, and the most likely block stands in, so that one run finds every mistake.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.compile.seed_files import SourceFile
from app.compile.seed_schema import SeedBody
from app.domain.errors import Place, SeedError
from app.domain.vocabulary import PassageKind
from app.text.anchoring import fold
from app.text.passages import Passage, blocks, sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segmented:
    """A source cut into its parts."""

    passages: tuple[Passage, ...]
    sentences: tuple[tuple[int, int, int], ...]
    """(number of the passage, start, end), in reading order."""

    @property
    def body(self) -> list[Span]:
        """The spans that can be quoted."""
        return [(p.start, p.end) for p in self.passages if p.number is not None]

    def passage_at(self, start: int) -> Passage:
        """Give the passage that holds the character at *start*."""
        return next(p for p in self.passages if p.start <= start < p.end)

    def around(self, start: int, end: int) -> Span:
        """Give the whole sentences that a span lies in, from first to last."""
        touched = [s for s in self.sentences if s[1] < end and start < s[2]]
        return touched[0][1], touched[-1][2]


def segmented(source: SourceFile, errors: list[SeedError]) -> Segmented:
    """Cut *source* into passages and sentences, as its facts say."""
    text = source.text
    spans = _joined(source, list(blocks(text)), errors)
    kinds = _kinds(source, spans, errors)
    passages: list[Passage] = []
    number = 0
    for span, kind in zip(spans, kinds, strict=True):
        number += kind is PassageKind.PARAGRAPH
        counted = number if kind is PassageKind.PARAGRAPH else None
        passages.append(Passage(*span, kind, counted))
    found = [
        (passage.number, start, end)
        for passage in passages
        if passage.number is not None
        for start, end in sentences(text, passage.start, passage.end)
    ]
    return Segmented(tuple(passages), tuple(found))


def _joined(
    source: SourceFile, spans: list[Span], errors: list[SeedError]
) -> list[Span]:
    """Make one block of each two that a page break tore apart."""
    for number, join in enumerate(source.facts.joins):
        place = Place(source.place, f"joins[{number}]")
        after = _block(
            source.text,
            spans,
            join.after,
            Place(place.file, f"{place.key}.after"),
            errors,
        )
        if after is None or after == 0:
            continue
        before = source.text[slice(*spans[after - 1])]
        if not fold(before).text.endswith(fold(join.before).text):
            errors.append(
                SeedError(
                    Place(place.file, f"{place.key}.before"),
                    f"the block before ends {before[-40:]!r}",
                    "copy its last words",
                )
            )
        spans[after - 1 : after + 1] = [(spans[after - 1][0], spans[after][1])]
    return spans


def _kinds(
    source: SourceFile, spans: Sequence[Span], errors: list[SeedError]
) -> list[PassageKind]:
    """Say what each block is: by its place, and by what the facts say of it."""
    first, last = _body(source, spans, source.facts.body, errors)
    kinds = [
        PassageKind.FRONT
        if index < first
        else PassageKind.BACK
        if index > last
        else PassageKind.PARAGRAPH
        for index in range(len(spans))
    ]
    for number, block in enumerate(source.facts.blocks):
        place = Place(source.place, f"blocks[{number}].begins")
        index = _block(source.text, spans, block.begins, place, errors)
        if index is not None:
            kinds[index] = block.kind
    return kinds


def _body(
    source: SourceFile, spans: Sequence[Span], body: SeedBody, errors: list[SeedError]
) -> tuple[int, int]:
    """Give the first and the last block of the body."""
    first = _block(
        source.text, spans, body.first, Place(source.place, "body.first"), errors
    )
    place = Place(source.place, "body.last")
    last = _block(source.text, spans, body.last, place, errors, ends=True)
    return first or 0, len(spans) - 1 if last is None else last


def _block(  # noqa: PLR0913 - each says one thing, and two callers read well so
    text: str,
    spans: Sequence[Span],
    words: str,
    place: Place,
    errors: list[SeedError],
    *,
    ends: bool = False,
) -> int | None:
    """Find the one block that begins (or *ends*) with *words*, or the likeliest.

    Adds to *errors* unless there is exactly one.
    """
    sought = fold(words).text
    folded = [fold(text[start:end]).text for start, end in spans]
    edges = [
        block[-len(sought) :] if ends else block[: len(sought)] for block in folded
    ]
    exact = [index for index, edge in enumerate(edges) if edge == sought]
    if len(exact) == 1:
        return exact[0]
    how = "ends" if ends else "begins"
    errors.append(
        SeedError(
            place,
            f"{len(exact) or 'no'} blocks of the article {how} with {words!r}",
            "copy enough of the block's words",
        )
    )
    if exact:
        return exact[0]
    alike = [fuzz.ratio(sought, edge) for edge in edges]
    best = max(range(len(alike)), key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= 80 else None  # our choice
