"""Where an article begins, and the lines about it that stand near its title. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from app.documents.blocks import Block
from app.documents.bylines import (
    authors_in,
    is_by,
    is_by_people,
    is_person,
    names_alone,
)
from app.documents.days import day_span, ends_with_day, without_date
from app.domain.vocabulary import COUNTED, PassageKind
from app.text.anchoring import fold

# What an editor says of the text, above it.
_BRACKETED = re.compile(r"\[[^\[\]]+\]")
# With a few words and a comma a letter begins.
_GREETING = re.compile(r"[^\W\d_]+\.?(?: [^\s,]+){0,3},")
# A block with more words than this is no byline. Our choice.
_BYLINE = 20
# So many blocks after the first sentence a byline may still stand: below a standfirst.
_BELOW = 6
# What the first parts of articles are called, perhaps with a number.
_NUMBER = r"\W*(?:\d{1,2}[.)]?\s+|[IVX]+[.)]\s+)?"
_OPENING = re.compile(
    rf"{_NUMBER}(?:(?:executive\s+)?summary|abstract|introduction|background|overview|preface|"
    r"foreword|key (?:points|findings|messages|takeaways)|zusammenfassung|einleitung|"
    r"vorwort|résumé|introducción|resumen|introduzione|sommario|riassunto|samenvatting|"
    r"inleiding|introdução|resumo|введение|аннотация|摘要|引言|الملخص|مقدمة)\W*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|"
    r"índice|indice|inhoud|содержание|目录|目次)\W*",
    re.IGNORECASE,
)
# Who holds the rights in a work, who made it when, and under which number it is listed.
_RIGHTS = re.compile(
    r"(?:\bcopyright\s+)?©\s*(?:\w+[\s,]+){0,6}\d{4}|^(?:copyright\s+)?\(c\)\s*\d{4}|^copyright\s+\d{4}"
    r"|\ball rights reserved\b|\be?-?issn\b[\s:(]*\w*[\s:)]*\d{4}-\d{3}|\bisbn\b[\s:-]*\d"
    r"|^(?:doi:?\s*|(?:https?://)?(?:dx\.)?doi\.org/)10\.\d",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:first\s+)?(?:published|printed|produced|typeset|designed|issued)\s+(?:and\s+\w+\s+)?"
    r"(?:by|in|at)\s+(.+)",
    re.IGNORECASE,
)
_NAMING = frozenset(["and", "by", "de", "for", "in", "la", "of", "on", "the", "von"])
PUBLISHED = re.compile(
    r"\b(?:published|publication date|issued|released|veröffentlicht|erschienen|publié|"
    r"publicado|pubblicato)(?:\s+online)?(?:\s+(?:on|in|am|le|el|il))?:?\s+"
    r"((?:\w+\s+)?\d[^.;|\n()]{3,25})",
    re.IGNORECASE,
)
# "Published in the Harbour Review, Spring 2022, by the Harbour Press."
_IMPRINT = re.compile(
    r"(?:^|(?<=[.;]\s))(?P<published>(?:(?:first|originally)\s+)?"
    r"(?:published|printed|issued)(?:\s+in\s+(?:the\s+)?(?P<container>[^\W\d][^.;\d]*?),)?"
    r"\s+[^.,;]*?\d{4})(?:,?\s+by\s+(?:the\s+)?(?P<publisher>[^\W\d_][^.,;]*))?(?=[.,;]|$)",
    re.IGNORECASE,
)
# "Published by the Harbour Board, 7 March 2023".
_PUBLISHED_BY = re.compile(
    r"(?:(?:first|originally)\s+)?(?:published|issued)\s+by\s+(?:the\s+)?"
    r"(?P<publisher>[^\W\d_][^.,;]*?)\s*(?:[.,;].*)?",
    re.IGNORECASE,
)
# "Journal of Harbours, vol. 12, no. 3 (May 2023), pp. 45-60", "Journal of Harbours 12(3): 45-60".
_IN_JOURNAL = re.compile(
    r"(?P<container>[^\W\d_][^;:\d]{4,}?),?\s+(?:(?P<told>vol(?:ume)?)\.?\s*)?"
    r"(?P<volume>\d{1,4})"
    r"(?:\s*\((?P<number>\d[\d/–-]*)\)|,?\s*(?:no|nr|issue|number)\.?\s*(?P<issue>\d[\d/–-]*))?"  # noqa: RUF001
    r"(?:,?\s*\(?(?:[^\W\d_]+\s+)?\d{4}\)?)?"
    r"(?:[,:]?\s*(?:pp?\.?\s*)?(?P<pages>\d+\s*[–-]\s*\d+))?\.?",  # noqa: RUF001
    re.IGNORECASE,
)
# A block with more words is none of these. Our choice.
_RIGHTS_WORDS, _MADE_WORDS, _FEW = 60, 25, 8
# After one of these, or first, stands what a notice says of rights.
_BEFORE_RIGHTS = ".,;|·–—"  # noqa: RUF001 - dashes
# Where the names of a byline go on, and a street with its number.
_AND_BELOW = re.compile(r"\n(?=(?:and|&)\s)")
_STREET = re.compile(
    r"^(?:p\.? ?o\.? box )?\d{1,4}[a-z]?,?\s[^\W\d]|[^\W\d]\s\d{1,4}[a-z]?,?$",
    re.IGNORECASE,
)
# With these no line of a title ends.
LINK_WORD = re.compile(
    r"\b(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|upon|with)$", re.IGNORECASE
)
# A sentence ends the block, perhaps in a quotation or with the mark of a note.
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’)\]」』]*(?:<sup>\d+</sup>)*$")  # noqa: RUF001


def first_sentence(blocks: Sequence[Block]) -> int:
    """Return the index of the first block that is a sentence of the article."""
    for index, block in enumerate(blocks):
        before = (
            is_byline(block.text)
            or (not index and is_title_page(block.text))
            or is_colophon(block.text)
            or _BRACKETED.fullmatch(block.text)
        )
        greets = _GREETING.fullmatch(block.text) and not names_alone(block.text)
        if block.kind in COUNTED and (greets or not before):
            return index
    counted = (index for index, one in enumerate(blocks) if one.kind in COUNTED)
    return next(counted, 0)


def body_start(blocks: Sequence[Block], title: str) -> int:
    """Return the index of the first block of the article.

    That is its first sentence, or the heading above, if it is not that of the whole; or a
    heading such as "Summary".
    """
    first = first_sentence(blocks)
    heads = [one for one in blocks[:first] if _is_heading(one)]
    listed = any(_CONTENTS.fullmatch(one.text) for one in heads)
    for index, block in enumerate(blocks[:first]):
        # In a list of contents it does not open anything.
        opens = _is_heading(block) and _OPENING.fullmatch(block.text)
        if opens and not listed and not is_in(block.text, title):
            return index
    above = [*takewhile(_is_heading, reversed(blocks[:first]))]
    own = [*takewhile(lambda block: _heads_a_part(block, title), above)]
    named = any(
        block.kind in {PassageKind.HEADING, PassageKind.FRONT}
        or is_in(block.text, title)
        for block in blocks[: first - len(own)]
    )
    # The first of several headings is that of the whole, if nothing else is.
    return first - len(own[:-1] if own and not named else own)


def _is_heading(block: Block) -> bool:
    return block.kind is PassageKind.HEADING


def _heads_a_part(block: Block, title: str) -> bool:
    """Whether a heading is neither that of the whole nor a line about it."""
    text = block.text
    about = is_by(text) or day_span(text) or names_alone(text)
    return not about and not is_in(text, title)


def is_in(text: str, title: str) -> bool:
    """Whether a block has nothing but words of the title, one after the other."""
    words = plain(text)
    return bool(words) and f" {words} " in f" {plain(title)} "


def plain(text: str) -> str:
    """Return the words of a text alone, in small letters."""
    return " ".join(re.findall(r"\w+", fold(text).text.casefold()))


def is_byline(text: str) -> bool:
    """Whether a block has no sentence: a name, a date, a rubric; or a byline with a full stop."""
    if len(text.split()) > _BYLINE:
        return False
    return not _SENTENCE.search(text.strip()) or is_by_people(text.strip().rstrip("."))


def is_title_page(text: str) -> bool:
    """Whether a block has a title and a byline, or a date, each on a line of its own."""
    first, *lines = text.splitlines() or [""]
    named = any(is_person(fact.value) for fact in authors_in(lines))
    dated = any(day_span(line) and not without_date(line) for line in lines)
    is_short = all(len(line.split()) <= _BYLINE for line in lines)
    return is_byline(first) and is_short and (named or dated)


def lines_near(blocks: Sequence[Block], title: str) -> Iterator[str]:
    """Yield the lines about the article: those before it, and bylines below a standfirst."""
    first = first_sentence(blocks)
    below = [
        block
        for block in blocks[first + 1 : first + 1 + _BELOW]
        if block.kind is not PassageKind.HEADING and is_byline(block.text)
    ]
    for block in [*blocks[: body_start(blocks, title)], *below]:
        for line in _lines_of(block):
            if is_byline(line) and not is_in(line, title):
                yield line


def _lines_of(block: Block) -> list[str]:
    """Return the lines of a block, without those of an address and of a table.

    A line that begins with "and" goes on with the one before.
    """
    if block.kind is PassageKind.CAPTION:
        return []
    text = _AND_BELOW.sub(" ", block.text)
    lines = [line.strip("*_ ") for line in text.splitlines()]
    # The town stands under the street, and looks like a name.
    return lines[: [*map(is_street, lines), True].index(True) + 1]


def is_street(line: str) -> bool:
    """Whether a line of an address has a street with its number."""
    return bool(_STREET.search(line)) and not day_span(line)


def lines_under(blocks: Sequence[Block], title: str) -> Iterator[str]:
    """Yield the lines before the article that stand under its title."""
    is_under = False
    for block in blocks[: body_start(blocks, title)]:
        for line in _lines_of(block):
            if is_in(line, title):
                is_under = True
            elif is_under and is_byline(line):
                yield line


def is_imprint(text: str) -> bool:
    """Whether a short block ends with a month, set apart from the words before it."""
    return len(text.split()) <= _BYLINE and ends_with_day(text)


def imprint(text: str) -> dict[str, str]:
    """Return what a short block says of its publication: published, container, publisher.

    It says so in its last sentence, and names one of the latter two; else nothing is returned.
    """
    words = " ".join(text.split())
    found = _IMPRINT.search(words) if len(text.split()) <= _MADE_WORDS else None
    said = {key: one for key, one in found.groupdict().items() if one} if found else {}
    if not found or len(said) < 2 or not are_names(words[found.end() :]):
        return {}
    named = (one for key, one in said.items() if key != "published")
    return said if all(one[0].isupper() for one in named) else {}


def place_in_journal(line: str) -> dict[str, str]:
    """Return the container, volume, issue and pages that a line gives; nothing if it gives none.

    Of a volume the line has to say so, or give an issue or pages beside it.
    """
    found = _IN_JOURNAL.fullmatch(" ".join(line.split()))
    if not found or not are_names(found["container"]):
        return {}
    said = found.groupdict() | {"issue": found["number"] or found["issue"]}
    if not (said["told"] or said["issue"] or said["pages"]):
        return {}
    keys = ("container", "volume", "issue", "pages")
    return {key: said[key] for key in keys if said[key]}


def publishers(text: str) -> Iterator[str]:
    """Yield the publisher that a line of a short block names, and nothing else."""
    lines = text.splitlines() if len(text.split()) <= _MADE_WORDS else []
    for line in lines:
        found = _PUBLISHED_BY.fullmatch(line.strip())
        if found and found["publisher"][0].isupper() and are_names(found["publisher"]):
            yield found["publisher"]


def are_names(words: str) -> bool:
    """Whether *words* are nothing but names and numbers."""
    return all(
        word[0].isupper() or not word[0].isalpha() or word.lower() in _NAMING
        for word in words.split()
    )


def is_colophon(text: str) -> bool:
    """Whether a block says who holds the rights in a work, or by whom or when it was made."""
    words = text.split()
    rights = _RIGHTS.search(text) if len(words) <= _RIGHTS_WORDS else None
    # Within a sentence they are spoken of.
    is_set_off = rights and (
        len(words) <= _FEW
        or not text[: rights.start()].strip(_BEFORE_RIGHTS)
        or text[: rights.start()].rstrip()[-1] in _BEFORE_RIGHTS
    )
    made = _MADE_BY.fullmatch(" ".join(words))
    is_made = made and are_names(made[1])
    is_short = len(words) <= _MADE_WORDS
    dated = PUBLISHED.match(text.strip())
    return bool(
        is_set_off
        or (is_short and is_made)
        or imprint(text)
        or (is_short and dated and is_byline(text) and day_span(dated[1]))
    )


def is_name_of_part(text: str) -> bool:
    """Whether a heading is one that many articles have over a part, such as "Summary"."""
    return bool(_OPENING.fullmatch(text) or _CONTENTS.fullmatch(text))
