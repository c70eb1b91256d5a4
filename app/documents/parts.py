"""Which blocks are the article, which its notes, and which stand before and after it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import Block
from app.documents.bylines import TITLES
from app.documents.facts import Found
from app.documents.title_lines import body_start, is_colophon, is_imprint, plain
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
# So many words in a row that stand a second time are a repeat, of a heading so many; a text
# with more repeats repeats itself. Our choice.
_REPEAT, _LONG_HEADING, _MOST = 8, 12, 10
_PULLED = (
    "its words stand elsewhere in the article too: perhaps they are set out to be seen; "
    "quote them there, where they belong"
)
_BESIDE = "a line before the article has the same words: perhaps a running head"
# What the words about an article begin with that stand below it.
_LABELLED = re.compile(
    r"(?:topics|tags|tagged|keywords|filed under|categories|share(?: this)?|read more|related|"
    r"themen|schlagw[oö]rter|mots[- ]clés|etiquetas|temas)\b\s*:",
    re.IGNORECASE,
)
_LABEL = 4  # words
_LABELS = "this may be what the article is filed under, and no part of it"
_IMPRINT = "this may be where and when it was printed, and no part of the article"


def placed(blocks: Sequence[Block], found: Found) -> list[Block]:
    """Return the blocks with the kind that each has by its place, notes where they were."""
    text = [block for block in blocks if block.kind is not PassageKind.CHROME]
    first = body_start(text, found.value("title"))
    end = _end(text, first)
    kinds = [_at(index, block, first, end) for index, block in enumerate(text)]
    done = iter(_repeats(_doubted(_noted(kinds, text, end), found)))
    return [
        block if block.kind is PassageKind.CHROME else next(done) for block in blocks
    ]


def _at(index: int, block: Block, first: int, end: int) -> Block:
    """Return a block as its place before, in or after the article makes it."""
    if first <= index < end and is_colophon(block.text):
        return replace(block, kind=PassageKind.CHROME, unsure="")
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
    own = [
        index
        for index in range(first, end)
        if blocks[index].kind not in apart and not is_colophon(blocks[index].text)
    ]
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


def _repeats(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks, those of the article with a doubt whose words stand elsewhere too."""
    every = list(blocks)
    words = [
        plain(block.text) if block.kind in COUNTED or _is_long(block) else ""
        for block in every
    ]
    front = {plain(block.text) for block in every if block.kind is PassageKind.FRONT}
    places: dict[str, list[int]] = {}
    for number, (block, text) in enumerate(zip(every, words, strict=True)):
        for run in _runs(text) if block.kind in COUNTED else ():
            places.setdefault(run, []).append(number)
    doubts = dict.fromkeys(range(len(every)), "")
    for number, text in enumerate(words):
        others = (
            at
            for run in _runs(text)[:1]
            for at in places.get(run, ())
            if len(words[at]) > len(text) or (words[at] == text and at < number)
        )
        if any(f" {text} " in f" {words[at]} " for at in others):
            doubts[number] = _PULLED
        elif text in front and " " in text:
            doubts[number] = _BESIDE
    pulled = [*doubts.values()].count(_PULLED)
    for block, why in zip(every, doubts.values(), strict=True):
        is_new = why and not block.unsure and (why != _PULLED or pulled <= _MOST)
        yield replace(block, unsure=why) if is_new else block


def _is_long(block: Block) -> bool:
    """Whether a heading is as long as what is set out of an article."""
    is_heading = block.kind is PassageKind.HEADING
    return is_heading and len(block.text.split()) >= _LONG_HEADING


def _runs(text: str) -> list[str]:
    """Return each stretch of _REPEAT words of a text."""
    words = text.split()
    ends = range(_REPEAT, len(words) + 1)
    return [" ".join(words[end - _REPEAT : end]) for end in ends]


def _doubted(blocks: Iterator[Block], found: Found) -> Iterator[Block]:
    """Yield the blocks, the last of the article with a doubt if they may be none of it.

    What it is filed under and what is said of its author stand after it; a date may end it.
    """
    every = list(blocks)
    counted = [index for index, block in enumerate(every) if block.kind in COUNTED]
    about = False
    while len(counted) > 1:
        labels = _labels([every[index] for index in counted])
        is_about = not (labels or about) and _is_about(every[counted[-1]].text, found)
        if not (labels or is_about):
            break
        about = about or is_about
        why = _ABOUT if is_about else _LABELS
        for _ in range(labels or 1):
            last = counted.pop()
            every[last] = replace(every[last], kind=PassageKind.BACK, unsure=why)
    for index in counted[-1:]:
        text = every[index].text
        named = any(
            fact.value in text[: _BEGINNING + len(fact.value)] for fact in found.authors
        )
        why = _ABOUT if named and not about else _IMPRINT if is_imprint(text) else ""
        if why and len(counted) > 1 and not every[index].unsure:
            every[index] = replace(every[index], unsure=why)
    yield from every


def _labels(blocks: Sequence[Block]) -> int:
    """Return how many blocks at the end are what an article is filed under, but for its first."""
    at = len(blocks) - 1
    while at > 1 and _is_label(blocks[at]):
        at -= 1
    return len(blocks) - at if at and _LABELLED.match(blocks[at].text) else 0


def _is_label(block: Block) -> bool:
    return block.kind is PassageKind.ITEM and len(block.text.split()) <= _LABEL


def _is_about(text: str, found: Found) -> bool:
    """Whether a block begins with the name of an author, as what is said of them does."""
    words = TITLES.sub("", text.lstrip("*–— "))  # noqa: RUF001
    return any(words.startswith(fact.value) for fact in found.authors)
