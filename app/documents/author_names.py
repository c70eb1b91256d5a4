"""The names in what is said of the authors. Pure."""

import re

from app.documents.bylines import INSTITUTION, PARTICLES, TITLES
from app.domain.records import Author

_BETWEEN_NAMES = re.compile(r",?\s+(?:and|&)\s+|;\s*")
# What stands raised after a name, as plain signs: "Ann Pilot*,1".
_NOTE_SIGNS = re.compile(r"(?<=[^\W\d])[\s,]*[*†‡§¶\d][*†‡§¶\d,\s]*$")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


def names(words: str) -> list[str]:
    """Return the names in what is said of the authors; an institution is one name.

    Commas part three or more names of two words or more, not "Pilot, Ann".
    """
    if INSTITUTION.search(words):
        parts = [words]
    else:
        parts = _BETWEEN_NAMES.split(words)
        finer = [name for part in parts for name in re.split(r",\s+", part)]
        if len(finer) > 2 and all(len(name.split()) > 1 for name in finer):
            parts = finer
    plain = (_NOTE_SIGNS.sub("", TITLES.sub("", part.strip())) for part in parts)
    return [name for part in plain if (name := part.strip(" ,;"))]


def author_named(name: str) -> Author:
    """Return the author with this *name*: "Ann Pilot" or "Pilot, Ann", or an institution."""
    name = " ".join(name.split()).strip(" ,;")
    words = name.split(" ")
    if "," in name and not INSTITUTION.search(name):
        family, _, given = (part.strip() for part in name.partition(","))
        if family and given:
            return Author(family=family, given=given)
    if INSTITUTION.search(name) or name.isupper() or len(words) > 5 or not name:
        return Author(literal=name or "unknown")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES and words[at - 1].islower():
        at -= 1
    given = " ".join(words[:at]).rstrip(",")
    return Author(
        family=" ".join(words[at:]).rstrip(","), given=given or None, suffix=suffix
    )
