"""The notes of a text, by the number that follows a quotation: "… fear each other.”2".

Pure functions. Footnotes and endnotes are pasted as lines that begin with their number.
"""

import re
import unicodedata
from collections.abc import Iterable

_NUMBER = r"(?P<number>\[\^?[0-9]{1,3}\]|[0-9]{1,3}|[¹²³⁰⁴-⁹]{1,3})"
# What follows a quotation directly; a stop may stand between. Not "1.5", "3rd".
_AFTER = re.compile(rf"[.,;:?!]?{_NUMBER}(?![\w%]|[.,]\d)")
_LINE = re.compile(rf"^[ \t]*{_NUMBER}[.):]{{0,2}}[ \t]+(?P<note>\S.*)$", re.MULTILINE)
_IBID = re.compile(r"ibid\b", re.IGNORECASE)
# The title of a work, which may name anybody.
_TITLE = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|‘[^‘’\n]*’(?!\w)")  # noqa: RUF001 - quotation marks


class NumberedNotes:
    """The notes of a text, on quotations that end at given offsets in code points."""

    def __init__(self, text: str) -> None:
        self._text = text
        # A list may have the same numbers: notes come last.
        self._notes = {_number(line): line["note"] for line in _LINE.finditer(text)}

    def on(self, closes: int) -> str:
        """Return the note on the quotation that ends there, without titles; "" if it has none.

        "Ibid." is the note before.
        """
        number = self._follows(closes)
        at = _number(number) if number else 0
        while _IBID.match(self._notes.get(at, "")):
            at -= 1
        return _TITLE.sub("", self._notes.get(at, ""))

    def without_numbers(self, ends: Iterable[int]) -> str:
        """Return the text with blanks for the numbers after the quotations that end there."""
        text = self._text
        for number in filter(None, map(self._follows, ends)):
            start, end = number.span("number")
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _follows(self, closes: int) -> re.Match[str] | None:
        number = _AFTER.match(self._text, closes)
        return number if number and _number(number) in self._notes else None


def _number(match: re.Match[str]) -> int:
    return int(unicodedata.normalize("NFKC", match["number"]).strip("[^]"))
