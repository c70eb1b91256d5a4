"""What to look at first among the facts found about a document, and why. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.documents.blocks import Fact
from app.documents.bylines import (
    is_by,
    left_out_after,
    may_be_one_person,
    people_in,
    same_person,
)
from app.documents.kinds import is_speech
from app.documents.title_lines import LINK_WORD, is_name_of_part
from app.domain.vocabulary import Basis

# What books say of their first edition, of which a year alone is known.
_FIRST_EDITION = re.compile(
    r"(?:first|originally) (?:published|printed|issued)\b[^\d]*\d{4}\b", re.IGNORECASE
)
_OF_FIRST = (
    "that is the first edition; of a later one give the year here, and these words and "
    "their year under [[also_published]]"
)


def doubts_of(
    one: Mapping[str, Fact],
    authors: Sequence[Fact],
    guessed: Fact | None,
    lines: Sequence[str],
    said: Sequence[Fact],
) -> dict[str, str]:
    """Return the reasons to doubt each fact, by its key, the weightiest first.

    *guessed* is the language that the words of the document look like, *lines* are those near
    its title, and *said* is all that anything says.
    """
    found: dict[str, list[str]] = {}
    for key, why in _doubts(one, authors, guessed, lines, said):
        found.setdefault(key, []).append(why)
    return {key: "; ".join(whys) for key, whys in found.items()}


def _doubts(
    one: Mapping[str, Fact],
    authors: Sequence[Fact],
    guessed: Fact | None,
    lines: Sequence[str],
    said: Sequence[Fact],
) -> Iterator[tuple[str, str]]:
    """Yield the facts to look at, and why, the weightiest first."""
    if is_by(one["title"].value) and not is_speech(one["title"].value):
        yield "title", "it begins as a line does that names the author"
    yield from _doubts_of_authors(authors, lines, said)
    published = one.get("published")
    if published and published.basis is not Basis.STATED:
        why = "it may be another day than that of publication"
        yield "published", f"taken from {published.taken_from}: {why}"
    elif published and _FIRST_EDITION.match(published.value):
        yield "published", _OF_FIRST
    if "kind" in one and one["kind"].basis is not Basis.STATED:
        yield "kind", f"a guess from {one['kind'].taken_from}"
    yield from _doubts_of_language(one.get("language"), guessed)
    yield from _doubts_of_names(one)


def _doubts_of_names(one: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    """Yield why the work, where it appeared or who published it may be called otherwise."""
    title = one["title"].value
    if title.isupper() and " " in title:
        cited = f"such as “{_in_title_case(title)}”"
        yield "title", f"left in capitals: write it as it is to be cited, {cited}"
    if one["title"].taken_from == "the file's name":
        yield "title", "taken from the file's name"
    elif is_name_of_part(one["title"].value):
        yield "title", "parts of articles are called so: see what the whole is called"
    for key in ("container", "publisher"):
        if key in one and one[key].basis is not Basis.STATED:
            yield key, f"taken from {one[key].taken_from}"


def _in_title_case(title: str) -> str:
    """Return a title in capitals as most are written; names such as "USA" are lost."""
    words = title.lower().split()
    first, *others = (word[:1].upper() + word[1:] for word in words)
    return " ".join(
        [first, *(w.lower() if LINK_WORD.fullmatch(w) else w for w in others)]
    )


def _doubts_of_authors(
    authors: Sequence[Fact], lines: Sequence[str], said: Sequence[Fact]
) -> Iterator[tuple[str, str]]:
    """Yield what was left out after a name, or where names are from that nothing states."""
    places = [author.taken_from for author in authors]
    for fact in said:
        if fact.taken_from in places and (word := left_out_after(fact.value)):
            why = f"as an office or a place, in {fact.taken_from}; it may be the given name"
            yield "authors", f"“{word}” after a name was left out {why}"
        if fact.taken_from in places and may_be_one_person(fact.value):
            yield "authors", f"“{fact.value}” may be one person, the family name first"
    for author in authors:
        if author.value.upper() in author.taken_from:
            yield (
                "authors",
                f"{author.value} is in capitals there: see how it is written",
            )
    if authors and authors[0].basis is not Basis.STATED:
        file = [fact for fact in said if fact.key == "authors" and fact.aside]
        yield "authors", _doubt_of_authors(authors, [*file, *people_in(lines)])


def _doubt_of_authors(authors: Sequence[Fact], others: Sequence[Fact]) -> str:
    """Return where the authors were taken from, and what may name another."""
    told = [
        f"; {other.taken_from} "
        + (f"names {other.value}" if other.aside else "may name another")
        for other in others
        if not any(same_person(fact.value, other.value) for fact in authors)
    ]
    return f"taken from {authors[0].taken_from}{''.join(told[:1])}"


def _doubts_of_language(
    said: Fact | None, guessed: Fact | None
) -> Iterator[tuple[str, str]]:
    """Yield why the language may be another, if it may."""
    is_english = guessed is not None and guessed.value == "en"
    if said is None:
        yield "language", "nothing says it, and its words do not tell"
    elif is_english and said.value.startswith("en"):
        return
    elif said.basis is not Basis.STATED:
        yield "language", f"guessed from {said.taken_from}"
    elif guessed and guessed.value != said.value.split("-")[0].lower():
        yield (
            "language",
            f"{said.taken_from} says so, but its words look like {guessed.value}",
        )
