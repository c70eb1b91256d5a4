"""The order of the entries in a list of references."""

import re
from unicodedata import normalize

from app.citations.italics import as_text
from app.citations.titles import ARTICLE

# What parts the names and the title at the beginning of an entry.
_BETWEEN = re.compile(r"[,.(]")
_OPENING = re.compile(r"^\W+")


def list_order(entry: str) -> tuple[str, ...]:
    """Return what an *entry*, as HTML, is sorted by.

    Part by part and letter by letter, whatever the signs, capitals and accents, so that
    Brown comes before Browning, and a work of one author before those with others; an
    article that opens a title or the name of a group does not count. APA has it so (9.44 to
    9.49), and MLA, Chicago and Cite Them Right do the same.
    """
    text = ARTICLE.sub("", _OPENING.sub("", as_text(entry)))
    parts = _BETWEEN.split(normalize("NFKD", text).casefold())
    return tuple("".join(filter(str.isalnum, part)) for part in parts)
