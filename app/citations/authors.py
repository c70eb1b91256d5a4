"""The names of authors, as each style has them in a list of references and in a text.

By the publication manuals: APA 7 (8.17 to 8.21, 9.7 to 9.12), MLA 9 (chapters 5 and 6),
Chicago 18, Cite Them Right 12. They are put together here,
because citeproc-py knows no name that is read with its family name first, and no comma
before a suffix.
"""

import re
from collections.abc import Sequence

from app.citations.italics import as_html, italic
from app.domain.records import Author, Source
from app.domain.vocabulary import Fact, Style

# Of more authors than these, the text names the first.
NAMED_IN_TEXT = {
    Style.APA: 2,
    Style.MLA: 2,
    Style.CHICAGO: 2,
    Style.CHICAGO_NOTES: 2,
    Style.HARVARD: 3,
}
_INITIALS_APART = {Style.APA: " ", Style.HARVARD: ""}
_APA_MOST, _APA_BEFORE_THE_LAST = 20, 19
_CHICAGO_MOST, _CHICAGO_FIRST = 6, 3
# Initials stand apart: "J. R. R.".
_INITIAL = re.compile(r"\.(?=\w)")
_ROMAN = re.compile(r"[IVX]+")


def credited(source: Source, style: Style) -> tuple[Author, ...]:
    """Return who stands in the author's place; nobody if the title does.

    The organisation stands there that answers for an unsigned article: its publisher, in
    Chicago and Harvard else its site. In MLA an organisation that has published its own
    work is named once, as the publisher.
    """
    if source.authors:
        alone = source.authors[0].literal if len(source.authors) == 1 else None
        own = alone and alone in {source.publisher, source.container}
        return () if own and style is Style.MLA else source.authors
    by_site = style.is_chicago or style is Style.HARVARD
    periodical = by_site and not source.kind.stands_alone
    site = source.container if periodical else None
    name = None if style is Style.MLA else source.publisher or site
    return (Author(literal=name),) if name else ()


def names_in_list(authors: Sequence[Author], style: Style) -> str:
    """Return the authors as an entry begins: "Moor, C., & Gull, D."."""
    every_one_inverted = style in _INITIALS_APART
    names = [
        _inverted(author, style)
        if every_one_inverted or author is authors[0]
        else _in_reading_order(author, style)
        for author in authors
    ]
    if style is Style.APA and len(names) > _APA_MOST:
        return ", ".join([*names[:_APA_BEFORE_THE_LAST], f". . . {names[-1]}"])
    if style is Style.HARVARD and len(names) > NAMED_IN_TEXT[style]:
        return f"{names[0]} et al."
    if style is Style.MLA and len(names) > NAMED_IN_TEXT[style]:
        return f"{names[0]}, et al."
    if style.is_chicago and len(names) > _CHICAGO_MOST:
        return ", ".join([*names[:_CHICAGO_FIRST], "et al."])
    # The comma closes what was inverted, even of two names.
    return _joined(names, style, comma=style is not Style.HARVARD)


def names_in_text(
    authors: Sequence[Author], style: Style, *, named: int = 1, more: str = ""
) -> str:
    """Return the authors as a citation in the text names them: "Moor et al.".

    *named* of them if not all; *more* tells the first from a namesake, such as "A.".
    """
    names = [author.literal or author.family or "" for author in authors]
    names[0] = f"{more} {names[0]}".strip()
    if style is Style.CHICAGO:
        # A Dutch particle that no given name precedes has a capital (8.10).
        names = [re.sub("^van ", "Van ", name) for name in names]
    if len(names) > max(NAMED_IN_TEXT[style], named):
        comma = "," if named > 1 and style is not Style.HARVARD else ""
        return f"{', '.join(names[:named])}{comma} et al."
    return _joined(names, style, comma=len(names) > 2 and style is not Style.HARVARD)


def names_in_note(authors: Sequence[Author]) -> str:
    """Return the authors as a note of Chicago begins: "Ann Pilot and Xi Jinping"."""
    style = Style.CHICAGO_NOTES
    names = [_in_reading_order(author, style) for author in authors]
    if len(names) > NAMED_IN_TEXT[style]:
        return f"{names[0]} et al."
    return _joined(names, style, comma=False)


def names_html(names: str, source: Source, style: Style) -> str:
    """Return the *names* of a source as HTML.

    Harvard has "et al." in italics, and like Chicago a periodical in the place of an author;
    MLA writes out the ampersand of an organisation. One that is inferred stands in square
    brackets.
    """
    if names and not source.authors:
        fact = Fact.PUBLISHER if names == source.publisher else Fact.CONTAINER
        periodical = style is not Style.APA and fact is Fact.CONTAINER
        if periodical and style.is_chicago:
            names = without_the(names)
        shown = bracketed(names) if source.is_inferred(fact) else names
        return italic(shown) if periodical else as_html(shown)
    if style is Style.MLA:
        names = names.replace(" & ", " and ")
    if style is not Style.HARVARD:
        return as_html(names)
    return as_html(names).replace(" et al.", " <i>et al.</i>")


def without_the(periodical: str) -> str:
    """Return the name of a periodical as Chicago has it (14.170)."""
    return periodical.removeprefix("The ")


def bracketed(words: str) -> str:
    """Return words as a reference has what is inferred; nothing if there are none."""
    return f"[{words}]" if words else ""


def initials(author: Author, style: Style) -> str:
    """Return the initials of the given names; MLA and Chicago take the first alone."""
    signs = _initials(author.given or "", _INITIALS_APART.get(style, " "))
    return signs if style in _INITIALS_APART else signs[:2]


def _joined(names: Sequence[str], style: Style, *, comma: bool) -> str:
    *others, last = names
    conjunction = "&" if style is Style.APA else "and"
    between = f"{',' if comma else ''} {conjunction} "
    return between.join(filter(None, (", ".join(others), last)))


def _inverted(author: Author, style: Style) -> str:
    if author.literal:
        return author.literal
    family, given, suffix = author.family, author.given, author.suffix
    if style in _INITIALS_APART:
        given = _initials(given or "", _INITIALS_APART[style])
    elif author.family_first:
        # No comma where nothing was inverted: "Xi Jinping".
        family, given = f"{family} {given or ''}".strip(), None
    elif given:
        given = _INITIAL.sub(". ", given)
    return ", ".join(filter(None, (family, given, suffix)))


def _in_reading_order(author: Author, style: Style) -> str:
    if author.literal:
        return author.literal
    name, suffix = _INITIAL.sub(". ", author.name), author.suffix
    if style is Style.MLA and suffix and not _ROMAN.fullmatch(suffix):
        return f"{name.removesuffix(f' {suffix}')}, {suffix}"
    return name


def _initials(given: str, apart: str) -> str:
    """Return "J.-P. S. van" for "Jean-Paul S. van": small words stay as they are."""
    words = given.replace(".", ". ").split()
    signs = ""
    for word in words:
        if word[0].islower():
            signs += f" {word} "
            continue
        parts = [part.strip(".") for part in word.split("-")]
        signs += "-".join(f"{part[0]}." for part in parts if part) + apart
    return " ".join(signs.split())
