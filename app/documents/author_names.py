"""The names in what is said of the authors. Pure."""

import re

from app.documents.bylines import (
    INSTITUTION,
    PARTICLES,
    SUFFIX,
    has_small_words,
    names_in_list,
)
from app.domain.records import Author


def names(words: str) -> list[str]:
    """Return the names in what is said of the authors, of whom semicolons part some."""
    named = (name for part in re.split(r";\s*", words) for name in names_in_list(part))
    return [name for one in named if (name := one.strip(" ,;"))]


def author_named(name: str) -> Author:
    """Return the author with this *name*: "Ann Pilot" or "Pilot, Ann", or an institution."""
    name = " ".join(name.split()).strip(" ,;")
    words = name.split(" ")
    if "," in name and not INSTITUTION.search(name):
        family, _, given = (part.strip() for part in name.partition(","))
        if family and given:
            return Author(family=family, given=given)
    is_none = name.isupper() or len(words) > 5 or has_small_words(name)
    if INSTITUTION.search(name) or is_none or not name:
        return Author(literal=name or "unknown")
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else None
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES and words[at - 1].islower():
        at -= 1
    given = " ".join(words[:at]).rstrip(",")
    return Author(
        family=" ".join(words[at:]).rstrip(","), given=given or None, suffix=suffix
    )
