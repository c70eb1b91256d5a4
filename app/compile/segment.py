"""Cut a source into passages and sentences, as its facts say.

A block is what empty lines set apart. A passage is a block with its kind; paragraphs and
list items are numbered and can be quoted.

A mistake in the facts is added to a list and the likeliest block stands in, so that one
run finds every mistake.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz

from app.compile.seed_files import SourceFile
from app.compile.seed_schema import SeedPart
from app.domain.errors import Mend, Place, SeedError
from app.domain.records import Passage, Sentence, sentences_to_use
from app.domain.vocabulary import COUNTED, PassageKind
from app.text.anchoring import (
    Ambiguous,
    AnchoringError,
    FoldedText,
    NoMatch,
    fold,
    fold_shown,
)
from app.text.passages import block_spans
from app.text.sentences import sentence_spans
from app.text.visible_text import visible_text

# The likeliest block stands in if its first or last words are at least this similar (0 to
# 100). Our choice.
_LIKELY = 80
# How headings and list items are typed; other blocks of the body are paragraphs.
_TYPED_AS = {
    PassageKind.HEADING: re.compile(r"#{1,6}[ ][^\n]*"),
    PassageKind.ITEM: re.compile(r"[-*+\u2022][ ].*", re.DOTALL),
}
# What may stand between the two parts of a paragraph that a page break tore apart.
_ASIDES = frozenset({PassageKind.CAPTION, PassageKind.NOTE, PassageKind.CHROME})


@dataclass(frozen=True)
class Segmented:
    """A source cut into its parts."""

    file: SourceFile
    """Its text in reading order: what stood between torn parts of a paragraph follows it."""
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    """In reading order."""
    body: tuple[FoldedText, ...]
    """The folded text of each passage that can be quoted: of those with a number."""
    blocks: tuple[FoldedText, ...]
    """The folded text of every passage."""

    to_use: Sequence[Sentence]
    """The sentences that a debate may have to account for."""

    @cached_property
    def shown(self) -> tuple[FoldedText, ...]:
        """The folded text of every passage as readers see it, without numbers of notes."""
        return self._shown(self.passages, notes=False)

    @cached_property
    def shown_bodies(self) -> tuple[Sequence[FoldedText], ...]:
        """The passages that can be quoted, if readers see them otherwise than they are.

        First without the numbers of notes, then with them.
        """
        text = self.file.text
        marked = [
            one
            for one in self.passages
            if one.number is not None
            and visible_text(text, one.start, one.end) != text[one.start : one.end]
        ]
        return tuple(self._shown(marked, notes=notes) for notes in (False, True))

    def _shown(
        self, passages: Iterable[Passage], *, notes: bool
    ) -> tuple[FoldedText, ...]:
        text = self.file.text
        return tuple(fold_shown(text, (p.start, p.end), notes=notes) for p in passages)

    def paragraph(self, words: str, nth: int | None) -> set[int]:
        """Return the number of the passage that begins with *words*, in a set, as `section` has.

        Raises AnchoringError unless exactly one does, or *nth* picks one of several.
        """
        numbers = [it.number for it in self.passages if it.number is not None]
        return {numbers[_found(self.body, words, nth)]}

    def section(self, words: str, nth: int | None) -> set[int]:
        """Return the numbers of all passages from a heading to the next.

        The heading begins with *words*. Raises AnchoringError as ``paragraph`` does.
        """
        headings = [
            at for at, it in enumerate(self.passages) if it.kind is PassageKind.HEADING
        ]
        chosen = _found(
            [self.blocks[at] for at in headings], words, nth, what="heading"
        )
        end = [*headings, len(self.passages)][chosen + 1]
        inside = self.passages[headings[chosen] : end]
        return {it.number for it in inside if it.number is not None}

    def passage_at(self, start: int) -> Passage:
        """Return the passage that holds the character at *start*."""
        return next(p for p in self.passages if p.start <= start < p.end)


def segmented_source(source: SourceFile, errors: list[SeedError]) -> Segmented:
    """Cut *source* into passages and sentences, adding mistakes to *errors*."""
    cut = _Blocks(source, errors)
    cut.join()
    passages: list[Passage] = []
    number = 0
    for (start, end), kind in zip(cut.spans, cut.kinds(), strict=True):
        counted = kind in COUNTED
        number += counted
        passages.append(
            Passage(
                source=source.slug,
                number=number if counted else None,
                start=start,
                end=end,
                kind=kind,
            )
        )
    found = [
        Sentence(source=source.slug, passage=passage.number, start=start, end=end)
        for passage in passages
        if passage.number is not None
        for start, end in sentence_spans(
            cut.source.text, passage.start, passage.end, source.facts.language
        )
    ]
    body = tuple(
        folded
        for passage, folded in zip(passages, cut.folded, strict=True)
        if passage.number is not None
    )
    return Segmented(
        file=cut.source,
        passages=tuple(passages),
        sentences=tuple(found),
        body=body,
        blocks=tuple(cut.folded),
        to_use=sentences_to_use(found, passages),
    )


def kind_by_sign(words: str) -> PassageKind:
    """Return what the sign before a block of the body makes it; without one, a paragraph."""
    kinds = (kind for kind, sign in _TYPED_AS.items() if sign.fullmatch(words))
    return next(kinds, PassageKind.PARAGRAPH)


def _found(
    blocks: Sequence[FoldedText],
    words: str,
    nth: int | None,
    *,
    at_end: bool = False,
    what: str = "block",
) -> int:
    """Return the index of the block that begins (or ends) with *words*.

    Raises AnchoringError unless exactly one does, or *nth* picks one of several.
    """
    sought = fold(words).text
    found = [
        n
        for n, edge in enumerate(_edges(blocks, sought, at_end=at_end))
        if edge == sought
    ]
    if not found:
        raise NoMatch(
            f"no {what} of the article {'ends' if at_end else 'begins'} with {words!r}",
            f"copy its {'last' if at_end else 'first'} words as the article has them",
        )
    edge = "end" if at_end else "begin"
    if nth is None and len(found) > 1:
        raise Ambiguous(
            f"{len(found)} {what}s of the article {edge} with {words!r}",
            f"copy more of the {what}'s words, or single one out with nth",
        )
    if nth is not None and nth > len(found):
        so = (
            f"one {what} {edge}s" if len(found) == 1 else f"{len(found)} {what}s {edge}"
        )
        raise NoMatch(f"nth is {nth}, but only {so} so", "correct nth, or remove it")
    return found[(nth or 1) - 1]


def _nth_key(key: str) -> str:
    """Return the key of the nth that belongs to the words at *key*."""
    part, _, name = key.rpartition(".")
    return f"{key}_nth" if name in {"first", "last"} else f"{part}.nth"


def _edges(blocks: Iterable[FoldedText], sought: str, *, at_end: bool) -> list[str]:
    """Return of each block as many characters as *sought* has."""
    size = len(sought)
    return [block.text[-size:] if at_end else block.text[:size] for block in blocks]


class _Blocks:
    """The blocks of one source."""

    def __init__(self, source: SourceFile, errors: list[SeedError]) -> None:
        self.source = source
        self.errors = errors
        self.spans = list(block_spans(source.text))
        self.folded = [self._folded(*span) for span in self.spans]

    def join(self) -> None:
        """Join the blocks that a page break tore apart.

        The words of what stands between, such as a note, follow the joined block.
        """
        for number, join in enumerate(self.source.facts.joins):
            after = self._block(f"joins[{number}].after", join.after, join.nth)
            if after is None:
                continue
            if after == 0:
                self._mistake(
                    f"joins[{number}].after",
                    "no block stands before this one",
                    "name the second part of what the page break tore apart",
                )
                continue
            asides = set(self._asides())
            torn = range(after - 1, -1, -1)
            before = next((at for at in torn if at not in asides), after - 1)
            if not self.folded[before].text.endswith(fold(join.before).text):
                words = self.source.text[slice(*self.spans[before])]
                self._mistake(
                    f"joins[{number}].before",
                    f"the block before ends {words[-40:]!r}",
                    "copy its last words",
                )
            self._bring(after, before)

    def _asides(self) -> Iterator[int]:
        """Yield the index of each block that the facts call no part of a paragraph."""
        for block in self.source.facts.blocks:
            if block.kind in _ASIDES:
                with suppress(AnchoringError):
                    yield _found(self.folded, block.begins, block.nth)

    def _bring(self, after: int, before: int) -> None:
        """Make one block of two, and let what stands between follow it."""
        text = self.source.text
        start, torn = self.spans[before]
        between, end = self.spans[after - 1][1], self.spans[after][1]
        moved = text[:torn] + text[between:end] + text[torn:between] + text[end:]
        self.source = replace(self.source, text=moved)
        by = end - between
        spans = self.spans[before + 1 : after]
        self.spans[before : after + 1] = [
            (start, torn + by),
            *((low + by, high + by) for low, high in spans),
        ]
        self.folded[before : after + 1] = [
            self._folded(*span) for span in self.spans[before:after]
        ]

    def kinds(self) -> list[PassageKind]:
        """Return the kind of each block: by its place, or as the facts say."""
        facts = self.source.facts
        kinds = [PassageKind.BACK] * len(self.spans)
        first, end = self._part("body", facts.body, 0)
        kinds[:first] = [PassageKind.FRONT] * first
        kinds[first:end] = [
            kind_by_sign(self.source.text[slice(*span)])
            for span in self.spans[first:end]
        ]
        if facts.notes:
            first, end = self._part("notes", facts.notes, len(self.spans))
            kinds[first:end] = [PassageKind.NOTE] * (end - first)
        for number, block in enumerate(facts.blocks):
            index = self._block(f"blocks[{number}].begins", block.begins, block.nth)
            if index is not None:
                kinds[index] = block.kind
        return kinds

    def _part(self, key: str, part: SeedPart, missed: int) -> tuple[int, int]:
        """Return the index of the first block of a part, and that after its last.

        Where there is no such first block, it begins at *missed*.
        """
        first = self._block(f"{key}.first", part.first, part.first_nth)
        first = missed if first is None else first
        last = self._block(f"{key}.last", part.last, part.last_nth, at_end=True)
        return first, len(self.spans) if last is None else max(first, last + 1)

    def _block(
        self, key: str, words: str, nth: int | None = None, *, at_end: bool = False
    ) -> int | None:
        """Return the index of the block that begins (or ends) with *words*.

        If none does, or several without *nth*, adds a mistake at *key* and returns the
        likeliest, or None if none is likely.
        """
        try:
            return _found(self.folded, words, nth, at_end=at_end)
        except AnchoringError as error:
            self._mistake(key, error.what, error.remedy)
            if nth is not None and self._alone(words, at_end=at_end):
                self.errors[-1].mends = (Mend(self.source.place, _nth_key(key)),)
        sought = fold(words).text
        alike = [
            fuzz.ratio(sought, edge)
            for edge in _edges(self.folded, sought, at_end=at_end)
        ]
        best = max(range(len(alike)), key=alike.__getitem__, default=None)
        return best if best is not None and alike[best] >= _LIKELY else None

    def _alone(self, words: str, *, at_end: bool) -> bool:
        """Return whether exactly one block begins (or ends) with *words*."""
        sought = fold(words).text
        return _edges(self.folded, sought, at_end=at_end).count(sought) == 1

    def _folded(self, start: int, end: int) -> FoldedText:
        return fold(self.source.text[start:end], start)

    def _mistake(self, key: str, what: str, remedy: str) -> None:
        self.errors.append(SeedError(Place(self.source.place, key), what, remedy))
