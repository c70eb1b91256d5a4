"""Which institution a document is from, where a line gives its name alone. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.documents.blocks import Fact
from app.documents.title_lines import are_names, is_street
from app.domain.vocabulary import Basis

_KIND = re.compile(
    r"\b(?:academy|agency|association|authority|bank|board|cent(?:re|er)|chamber|college|"
    r"commission|committee|council|department|directorate|foundation|institute|ministry|"
    r"office|parliament|school|society|trust|union|university)\b",
    re.IGNORECASE,
)
# What is called so belongs to an institution.
_WORK = re.compile(
    r"\b(?:agenda|annual|brief(?:ing)?|bulletin|edition|issue|minutes|newsletter|notes?|page|"
    r"papers?|plan|policy|programme|report|review|series|statement|strategy|study|volume)\b",
    re.IGNORECASE,
)
# What parts the name from a title, a number or a day beside it.
_BESIDE = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+(?=[^,]*\d)")  # noqa: RUF001 - dashes
_NUMBERS = re.compile(r"^[\W\d]+|[\W\d]+$")
# "© 2023 Harbour Board", "Copyright Harbour Institute, 2023".
_RIGHTS = re.compile(
    r"(?:\bcopyright\s*)?(?:©|\(c\))\s*|\bcopyright\s+|\bcrown copyright\s*",
    re.IGNORECASE,
)
# Our choice.
_FEWEST, _MOST = 2, 9  # words


def institution_in(line: str) -> str:
    """Return the name of the institution that a running head or an imprint has; else ""."""
    for piece in _BESIDE.split(line):
        name = _NUMBERS.sub("", piece).removeprefix("The ").strip()
        is_short = _FEWEST <= len(name.split()) <= _MOST
        # A person stands before a comma, and the institution to which they belong after it.
        is_named = _KIND.search(name) and are_names(name) and "," not in name
        if is_short and is_named and not _WORK.search(name):
            return name
    return ""


def in_imprints(texts: Iterable[str]) -> Iterator[Fact]:
    """Yield the institutions that have the rights in a document, or whose address it gives."""
    for text in texts:
        for line, below in pairwise([*text.splitlines(), ""]):
            said = _RIGHTS.search(line)
            words = line[said.end() :].split(". ")[0] if said else line
            is_imprint = said or is_street(below)
            if is_imprint and (name := institution_in(words)):
                yield Fact("publisher", name, f"the line “{line}”", Basis.INFERRED)


def institutions_near(lines: Iterable[str]) -> Iterator[Fact]:
    """Yield the institutions whose names stand alone in lines near the title."""
    for line in lines:
        if name := institution_in(line):
            yield Fact("publisher", name, f"the line “{line}”", Basis.INFERRED)
