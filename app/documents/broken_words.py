"""Words that the end of a line breaks: what is one word, and what keeps its hyphen. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# Two words of the text, of so many letters at least, are a compound if they stand nowhere
# as one, and the first is none that other words begin with.
_PARTS = 3, 5
_BEGINNINGS = frozenset(
    re.findall(
        r"\S+",
        """
    after air all any arm back ball bar battle bed birth black blood blue boat body book
    brain break brother bus but can car child church class clock coast con cup day down
    draw ear earth east every eye father fire fish foot for fore fresh friend gas gate
    gold grand grass green ground gun had hand hard has head heart her high hill him his
    home horse house how ice inter iron key king lady land law life light like line long
    love low main man market men mid moon more mother motor mouth net news night none
    north not note nut off oil other out over pan paper par pass pay per play power
    price pro quick rail rain rest river road room run safe sales sand school sea see
    ship short show side sign sister sky slow snow soft some son south space sports
    stand star step stone store storm straw sub sun super tea ten the thin through time
    tooth touch turn under wall war was watch water way weather week west what where
    white who whole wide wild wind wine with wood word work yard
    """,
    )
)
# Compounds that keep their hyphen, though their parts are common.
_COMPOUNDS = frozenset(
    re.findall(
        r"\S+",
        """
    cease-fire far-reaching follow-up free-trade like-minded long-range long-standing
    much-needed one-off set-piece set-pieces short-lived short-range so-called stand-off
    trade-off trade-offs two-thirds well-being well-known
    """,
    )
)
# After these many letters, these words are the second part of a compound, as in
# "English-speaking", more often than the end of a word.
_STEM = 4
_SECOND_PARTS = frozenset(
    re.findall(
        r"\S+",
        """
    backed based born built controlled driven era facing funded held led level like made
    making minded oriented owned related run scale speaking sponsored style term
    """,
    )
)
# "best-attested", "ill-advised"; "self-interest", not "selfless".
_HYPHENATED = re.compile(
    r"(?:best|better|fast|hard|ill|least|most|much|newly|well)-\w{3,}(?:ed|ing|own)"
    r"|self-(?!less|same|ness|hood|ish)\w{4,}"
)
_HYPHEN = re.compile(r"(?P<before>(?:\w+-)*)(?P<stem>\w+)(?P<sign>[\u00ad\u2010-])$")
# Before these a hyphen stands for a word that follows: "sixteen- and seventeen-year-olds".
_SUSPENDED = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document that stand whole on a line."""

    known: Counter[str]
    guessed: list[str] = field(default_factory=list)
    """The compounds that were put together from two lines, by what is likely."""


def whole_words(lines: Sequence[str]) -> Iterator[str]:
    """Yield the words of lines, but for the two parts of a broken one."""
    broken = False
    for line in lines:
        words = re.findall(r"\w+(?:-\w+)*", _HYPHEN.sub("", line))
        yield from (word.casefold() for word in words[broken:])
        broken = bool(_HYPHEN.search(line))


def joined(lines: Iterable[str], words: Words) -> str:
    """Return lines as one text; the hyphen of a broken word goes, that of a compound stays."""
    known = words.known
    whole = ""
    for line in lines:
        broken = _HYPHEN.search(whole)
        head = re.match(r"\w+", line)
        if not whole or not broken or not head:
            whole = f"{whole} {line}" if whole else line
            continue
        if head[0] in _SUSPENDED and not known[f"{broken['stem']}{head[0]}".casefold()]:
            whole = f"{whole[: broken.start('sign')]}- {line}"
            continue
        keep = _keeps_hyphen(broken, head[0], words)
        whole = whole[: broken.start("sign")] + ("-" if keep else "") + line
    return whole.replace("\u00ad", "-") if whole.endswith("\u00ad") else whole


def _keeps_hyphen(broken: re.Match[str], head: str, words: Words) -> bool:
    """Whether the hyphen between the end of one line and the *head* of the next stays."""
    before, stem, known = broken["before"].casefold(), broken["stem"], words.known
    as_one, as_two = f"{stem}{head}".casefold(), f"{stem}-{head}".casefold()
    if not head[0].islower() or known[before + as_two] > known[before + as_one]:
        return True
    if known[as_two] > known[as_one]:
        return True
    # A third part of a compound: "seventeen-year-" and "olds".
    third = bool(before) and known[stem.casefold()] > 0
    if not known[as_one] and (third or _is_compound(as_two, known)):
        words.guessed.append(f"{broken['before']}{stem}-{head}")
        return True
    return False


def _is_compound(word: str, known: Counter[str]) -> bool:
    """Whether a word with a hyphen that ended a line is likely to be a compound."""
    first, second = word.split("-", 1)
    lengths = len(first) >= _PARTS[0] and len(second) >= _PARTS[1]
    return (
        word in _COMPOUNDS
        or bool(_HYPHENATED.fullmatch(word))
        or (len(first) >= _STEM and second in _SECOND_PARTS)
        or bool(lengths and known[first] and known[second] and first not in _BEGINNINGS)
    )
