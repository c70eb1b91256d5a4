"""What tells articles apart that a citation in the text would name alike.

The articles of the site are one list of references: what is copied on one page agrees with
what is copied on another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from app.citations.authors import (
    NAMED_IN_TEXT,
    credited,
    initials,
    names_in_text,
)
from app.citations.titles import ARTICLE, TITLE_CASE
from app.domain.records import Source
from app.domain.vocabulary import Style


@dataclass(frozen=True, slots=True)
class Distinction:
    """What a style adds for an article."""

    letter: str = ""
    """Of several by the same authors in one year: "2022a"."""
    more: str = ""
    """Of the first author, if another one has the same family name: "A."."""
    named: int = 1
    """How many authors are named before "et al."."""
    titled: bool = False
    """Whether a short title follows, as MLA has it in place of years."""


# The given names of all first authors, by their family name.
Namesakes = dict[str | None, set[str | None]]


def distinctions(sources: Sequence[Source], style: Style) -> dict[str, Distinction]:
    """Return what tells each of the *sources* from the others, by its slug.

    Nothing does in notes, which have the title.
    """
    if style is Style.CHICAGO_NOTES:
        return {source.id: Distinction() for source in sources}
    signed = [source for source in sources if credited(source, style)]
    given: Namesakes = defaultdict(set)
    for source in signed:
        first = credited(source, style)[0]
        given[first.family].add(first.given)
    told = {
        source.id: Distinction(more=_more(source, given, style)) for source in sources
    }
    for alike in _grouped(signed, style, told):
        for source in alike:
            told[source.id] = replace(
                told[source.id], named=_named(source, alike, style)
            )
    for alike in _grouped(signed, style, told):
        for letter, source in zip(ascii_lowercase, _in_order(alike, style)):  # noqa: B905
            told[source.id] = (
                replace(told[source.id], titled=True)
                if style is Style.MLA
                else replace(told[source.id], letter=letter)
            )
    return told


def _grouped(
    sources: Iterable[Source], style: Style, told: dict[str, Distinction]
) -> list[list[Source]]:
    """Return the groups of sources that would be named alike in a text."""
    groups: dict[object, list[Source]] = defaultdict(list)
    for source in sources:
        one = told[source.id]
        who = names_in_text(
            credited(source, style), style, named=one.named, more=one.more
        )
        year = None if style is Style.MLA else cited_year(source)
        groups[who, year].append(source)
    return [group for group in groups.values() if len(group) > 1]


def cited_year(source: Source) -> str:
    """Return the year of publication in figures; empty if it is not known.

    Of an inferred date that may lie in either of two years, the first one is guessed; in
    one of several, no year is known.
    """
    first, last = source.published.earliest.year, source.published.latest.year
    if first == last or (source.published.inferred and last == first + 1):
        return f"{first}"
    return "" if source.published.inferred else f"{first}–{last}"  # noqa: RUF001 - a dash


def is_year_guessed(source: Source) -> bool:
    """Whether not even the year is certain."""
    return source.published.inferred and not source.published.parts


def _more(source: Source, given: Namesakes, style: Style) -> str:
    """Return the initials of the first author, if another has the same family name.

    If those are alike, too: the given name in MLA and Chicago; nothing in APA (8.20) and
    Harvard, whose entries then read alike and get letters.
    """
    first = next(iter(credited(source, style)), None)
    if first is None or not first.family or not first.given:
        return ""
    namesakes = given[first.family] - {first.given, None}
    own = initials(first, style)
    others = {
        initials(first.model_copy(update={"given": other}), style)
        for other in namesakes
    }
    if own in others and style in TITLE_CASE:
        return first.given
    return own if others - {own} else ""


def _named(source: Source, alike: Iterable[Source], style: Style) -> int:
    """Return how many authors must be named to tell a source from those *alike*.

    MLA adds titles instead; Harvard letters, because its entries name one author, too.
    """
    authors = credited(source, style)
    if style in {Style.MLA, Style.HARVARD} or len(authors) <= NAMED_IN_TEXT[style]:
        return 1
    lists = [credited(one, style) for one in alike]
    others = [one for one in lists if one != authors]
    return next(
        (
            n
            for n in range(1, len(authors))
            if all(one[:n] != authors[:n] for one in others)
        ),
        len(authors),
    )


def _in_order(alike: Iterable[Source], style: Style) -> list[Source]:
    """Return sources in the order of their letters.

    By title, articles aside; in APA by date before (9.47), the years alone first.
    """

    def key(source: Source) -> tuple[object, ...]:
        title = ARTICLE.sub("", source.title).lower()
        return (source.published.parts or () if style is Style.APA else (), title)

    return sorted(alike, key=key)
