"""Who wrote an article, by the lines near its title. Pure."""

import re
from collections.abc import Iterator, Sequence

from app.documents.blocks import Fact
from app.domain.vocabulary import Basis

_BY = re.compile(
    r"^(?:(?:written|words|text|(?:(?:the\s+)?(?:text|transcript)\s+of\s+)?(?:(?:an?|the)\s+)?"
    r"(?:(?:closing|farewell|inaugural|keynote|opening|welcome)\s+)?(?:address|essay|evidence"
    r"|lecture|opinion|remarks|report|sermon|speech|statement|study|talk|testimony)"
    r"(?:\s+(?:as\s+)?(?:delivered|given|made))?(?:\s+(?:at|before|in|to)\s.{3,60}?)?)\s+)?"
    r"by:?\s+(.{3,100})$",
    re.IGNORECASE,
)
# The same in other languages; a sentence or a title may begin so too, so names must follow.
_FROM = re.compile(
    r"^(?:(?:text|texte|texto|testo)\s+)?(?:von|par|por|di|door)\s+(.{3,100})$"
    r"|^(?:authors?|speaker|autor(?:in|es|a)?|auteure?s?|autore|autrice|автор)\s*:\s*(.{3,100})$",
    re.IGNORECASE,
)
# Chinese and Japanese, and Arabic.
_WRITER = re.compile(r"^(?:(?:作者|著者|文|記者|记者)\s*[:：／/]|بقلم:?)\s*(.{2,40})$")  # noqa: RUF001
# What follows the names: a day, an audience, or more about the article.
_REST = re.compile(
    r"\s+(?:on|am|le|el|il|op|em)\s.*\d{4}.*$|\s+(?:at|before|for|to)\s+(?:an?|the)\s.*$"
    r"|\s*[|·•]\s.*$"
)
# "By the Harbour Board".
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
# No "M.", which is the first letter of a given name more often.
TITLES = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame|rev|lord|lady|baroness|councillor|cllr|"
    r"chancellor|governor|mayor|president|senator|herr|frau|mme|amb|ambassador|gen|col|lt)\.?\s+)+",
    re.IGNORECASE,
)
# What institutions are called, and people are not.
INSTITUTION = re.compile(
    r"\b(?:agency|association|bank|board|centre|center|chamber|college|commission|"
    r"committee|council|department|editors?|foundation|group|institute|ministry|news|"
    r"office|project|press|redaktion|rédaction|society|staff|team|times|trust|union|"
    r"university)\b",
    re.IGNORECASE,
)
# What newspapers and schools are called, and people seldom are.
_PERIODICAL = re.compile(
    r"\b(?:bulletin|chronicle|courier|gazette|guardian|herald|journal|magazine|monitor|"
    r"observer|quarterly|post|review|school|tribune|\w*(?:blatt|zeitung|anzeiger|bote))\b",
    re.IGNORECASE,
)
# Where a byline of names alone goes on with something else.
_BAR = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|\s+\(")  # noqa: RUF001
_AND = re.compile(r"\s+(?:and|&|und|et|y|e|en)\s+")
_BETWEEN_NAMES = re.compile(r",?\s+(?:and|&)\s+|,\s+")
# What stands raised after a name, as plain signs: "Ann Pilot*,1".
_NOTE_SIGNS = re.compile(r"(?<=[^\W\d])[\s,]*[*†‡§¶\d][*†‡§¶\d,\s]*$")
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")  # noqa: RUF001
# What stands before a family name, in small letters.
PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "y",
        "zu",
    ]
)
# What names have not, though titles, rubrics and offices are written with capitals too.
_NO_NAME = frozenset(
    re.findall(
        r"\S+",
        """
    a about abstract an and are as at author by for from how in into is it its new no
    not note notes on or our that the their this to what when where who whose why with
    your analysis article brief briefing chapter commentary comment contents conclusion
    draft essay executive foreword guest interview introduction issue memo memorandum
    opinion page paper part policy preface release report section series special speech
    statement summary volume working adviser advisor analyst chair columnist
    correspondent director fellow head lecturer manager officer professor programme
    program researcher scholar senior
    """,
    )
)
# What accounts, machines and programs are called, not people.
_NOBODY = re.compile(
    r"(?:(?:microsoft|ms|windows|office|default|local|home|the|site|web|my)\s+)*"
    r"(?:user|users|office|administrator|admin|owner|author|author's name|guest|root|"
    r"account|unknown|anonymous|none|n/?a|test|pc|computer|laptop|benutzer|nutzer|"
    r"utilisateur|usuario|utente|gebruiker|hp|dell|lenovo|acer|asus|samsung|toshiba|"
    r"sony|apple|microsoft|username|wordpress|editor|webmaster)[\d._-]*",
    re.IGNORECASE,
)


def is_nobody(name: str) -> bool:
    """Whether a file names as its author what every account or machine may be called.

    One word in small letters is the name of an account, too.
    """
    name = name.strip()
    return bool(_NOBODY.fullmatch(name)) or (name.islower() and " " not in name)


def is_by(line: str) -> bool:
    """Whether a line says by whom the article is."""
    return any(_said(line))


def _said(line: str) -> Iterator[str]:
    """Yield the names that a byline gives."""
    # "To the Board" may stand before "by", too.
    if by := _BY.match(_REST.sub("", line)) or _BY.match(line):
        for name in names_in_list(_REST.sub("", by[1])):
            yield small if is_person(small := _in_small(name)) else name
        return
    line = _REST.sub("", line)
    if writer := _WRITER.match(line):
        yield writer[1]
    elif from_ := _FROM.match(line):
        first, *others = re.split(r",\s+", from_[1] or from_[2])
        if _are_people([first]):
            yield from _AND.split(first)
            if _are_people(others):
                yield from (name for other in others for name in _AND.split(other))


def names_in_list(words: str) -> list[str]:
    """Return the names that commas and "and" part; an institution is one name.

    One word before a comma is a family name, as in "Pilot, Ann". What follows a full name
    is another full name, or an office or a place, which is left out.
    """
    pieces = re.split(r",\s+(?:(?:and|&)\s+)?", words)
    first, *others = [_plain(piece) for piece in pieces]
    if INSTITUTION.search(first):
        return [_ARTICLE.sub("", words)]
    if others and _is_family(first):
        return _inverted(_BETWEEN_NAMES.split(words))
    if others and SUFFIX.fullmatch(others[0]):
        first = f"{first} {others[0]}"
    people = [one for one in others if _are_people([_in_small(one)])]
    return [
        _plain(name) for one in (first, *people) for name in _BETWEEN_NAMES.split(one)
    ]


def _plain(name: str) -> str:
    """Return a name without the titles before it and the signs of notes after it."""
    return TITLES.sub("", _NOTE_SIGNS.sub("", name.strip(" ,")))


def _inverted(pieces: Sequence[str]) -> list[str]:
    """Return the names in a list that begins with a family name."""
    found: list[str] = []
    family = ""
    for piece in map(str.strip, pieces):
        if family:
            found.append(f"{family}, {piece}")
            family = ""
        elif _is_family(piece):
            family = piece
        elif is_person(piece):
            found.append(piece)
    return found


def _is_family(words: str) -> bool:
    """Whether *words* may be a family name alone: one word, perhaps after "van der"."""
    return all(word.lower() in PARTICLES for word in words.split()[:-1])


def _in_small(words: str) -> str:
    """Return a name that is written in capitals as others are."""
    return words.title() if words.isupper() else words


def left_out_after(words: str) -> str:
    """Return the one word after a full name that may be a given name; "" if there is none."""
    name, _, word = words.partition(", ")
    is_name = not (_is_family(name) or INSTITUTION.search(words))
    is_word = word.istitle() and " " not in word
    return word if is_name and is_word and not SUFFIX.fullmatch(word) else ""


def may_be_one_person(words: str) -> bool:
    """Whether two names may be one that begins with the family name.

    As "García Márquez, Gabriel José" does.
    """
    pieces = re.split(r",\s+", words)
    return len(pieces) == 2 and all(map(is_person, pieces))


def is_by_people(line: str) -> bool:
    """Whether a line is a byline with the full name of a person."""
    return any(is_person(_in_small(name)) for name in _said(line))


def has_small_words(name: str) -> bool:
    """Whether a name has words in small letters that no person's has: "a friend of Ann"."""
    words = name.split()
    return any(word in _NO_NAME for word in words)


def _are_people(parts: Sequence[str]) -> bool:
    """Whether all of these are names of people, or several with "and" between."""
    return all(is_person(name) for part in parts for name in _AND.split(part))


def is_person(words: str) -> bool:
    """Whether *words* have the form of a person's full name."""
    parts = words.split()
    named = [part for part in parts if part.lower() not in PARTICLES]
    return (
        2 <= len(parts) <= 5
        and len(named) > 1
        and all(_NAME_WORD.fullmatch(part) and part[0].isupper() for part in named)
        and any(len(part) > 2 for part in named)
        and not any(part.lower() in _NO_NAME for part in parts)
        and not (INSTITUTION.search(words) or _PERIODICAL.search(words))
        and not words.isupper()
    )


def same_person(name: str, other: str) -> bool:
    """Whether two names may be one person's: "T. Ackroyd" and "Thomas Ackroyd"."""
    one, two = name.casefold().split(), other.casefold().split()
    if not one or not two or one[-1] != two[-1]:
        return False
    pairs = zip(one[:-1], two[:-1], strict=False)
    given = ((a.rstrip("."), b.rstrip(".")) for a, b in pairs)
    return all(a[:1] == b[:1] and (a == b or 1 in {len(a), len(b)}) for a, b in given)


def authors_in(lines: Sequence[str]) -> Iterator[Fact]:
    """Yield the authors whom bylines name, and people with their titles before their names."""
    for line in lines:
        for name in _said(line):
            yield Fact("authors", TITLES.sub("", name), f"the line “{line}”")
    for line in lines:
        if TITLES.match(line):
            for name in names_alone(line):
                yield Fact("authors", name, f"the line “{line}”")


def names_alone(line: str) -> list[str]:
    """Return the people of whom a line has the names, without "by"; none if it begins otherwise.

    After them may follow an office or a place, with a comma, or something else with a bar.
    """
    words = re.sub(r",\s+(and|&)\s+", r" \1 ", _BAR.split(line.strip())[0])
    parts = [
        [TITLES.sub("", name) for name in _AND.split(part)]
        for part in re.split(r",\s+", words)
    ]
    # Names in a list have "and" before the last of them.
    last = max((at for at, part in enumerate(parts) if len(part) > 1), default=0)
    listed = [name for part in parts[: last + 1] for name in part]
    for named in (listed, parts[0]):
        if all(map(is_person, named)):
            return named
    return []


def people_in(lines: Sequence[str]) -> Iterator[Fact]:
    """Yield those whose names a line begins with: likely, no more."""
    for line in lines:
        for name in names_alone(line):
            yield Fact("authors", name, f"the line “{line}”", Basis.INFERRED)
