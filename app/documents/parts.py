"""Which blocks are the article, which its notes, and which stand before and after it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import Block
from app.documents.facts import Found
from app.documents.title_lines import body_start, is_imprint
from app.domain.vocabulary import COUNTED, PassageKind

# Headings over what is no part of the article, though it stands on the same page.
_NOTES = re.compile(
    r"(?:foot|end)?notes|notes and references|anmerkungen|fußnoten|endnoten|notas|note|"
    r"noten|voetnoten|notes de bas de page|注释|注|脚注|примечания|هوامش",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"about the (?:authors?|writers?|contributors?)|references|bibliography|works cited|"
    r"further reading|acknowledge?ments?|(?:über|zu) (?:den autor|die autor(?:in(?:nen)?|en))|"
    r"zur person|literatur(?:verzeichnis)?|à propos de l.auteure?|l.auteure?|bibliographie|"
    r"sobre (?:el autor|la autora|o autor|a autora)|l.autore|l.autrice|bibliografia|"
    r"bibliografía|over de auteur|bronnen|参考文献|作者简介",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\W*(?:\d+[.)]?\s*)?|\W+$")
# A block that names the author within so many letters of its beginning may be about them.
_BEGINNING = 40
_ABOUT = "this may be about the author, and no part of the article"
_IMPRINT = "this may be where and when it was printed, and no part of the article"


def placed(blocks: Sequence[Block], found: Found) -> list[Block]:
    """Return the blocks with the kind that each has by its place, notes where they were."""
    first = body_start(blocks, found.value("title"))
    end = _end(blocks, first)
    kinds = [_at(index, block, first, end) for index, block in enumerate(blocks)]
    return list(_doubted(_noted(kinds, blocks, end), found))


def _at(index: int, block: Block, first: int, end: int) -> Block:
    """Return a block as its place before, in or after the article makes it."""
    if block.kind is PassageKind.NOTE or first <= index < end:
        return block
    kind = PassageKind.FRONT if index < first else PassageKind.BACK
    return replace(block, kind=kind, unsure="")


def _end(blocks: Sequence[Block], first: int) -> int:
    """Return the index after the last block of the article.

    At its end stand notes, a list of references, and what is said about the author.
    """
    heads = [
        index
        for index, block in enumerate(blocks)
        if index > first and block.kind is PassageKind.HEADING
    ]
    end = len(blocks)
    for index in reversed(heads):
        words = _NUMBER.sub("", blocks[index].text)
        if not (_NOTES.fullmatch(words) or _AFTER.fullmatch(words)):
            break
        end = index
    apart = {PassageKind.HEADING, PassageKind.NOTE}
    own = [index for index in range(first, end) if blocks[index].kind not in apart]
    return own[-1] + 1 if own else end


def _noted(
    placed: Sequence[Block], blocks: Sequence[Block], end: int
) -> Iterator[Block]:
    """Yield the blocks; those under a heading of notes, after the article, are notes."""
    under_notes = False
    for index, (block, was) in enumerate(zip(placed, blocks, strict=True)):
        if was.kind is PassageKind.HEADING:
            under_notes = index >= end and bool(
                _NOTES.fullmatch(_NUMBER.sub("", was.text))
            )
        elif under_notes and was.kind in COUNTED:
            yield replace(was, kind=PassageKind.NOTE)
            continue
        yield block


def _doubted(blocks: Iterator[Block], found: Found) -> Iterator[Block]:
    """Yield the blocks, the last of the article with a doubt if it may be none of it."""
    every = list(blocks)
    counted = [index for index, block in enumerate(every) if block.kind in COUNTED]
    for index in counted[-1:]:
        text = every[index].text
        about = any(
            fact.value in text[: _BEGINNING + len(fact.value)] for fact in found.authors
        )
        why = _ABOUT if about else _IMPRINT if is_imprint(text) else ""
        if why and len(counted) > 1 and not every[index].unsure:
            every[index] = replace(every[index], unsure=why)
    yield from every
