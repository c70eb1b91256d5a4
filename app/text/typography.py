"""What of the typography differs between two texts that have the same words.

Pure functions.
"""

from collections import defaultdict
from functools import partial
from itertools import groupby
from unicodedata import normalize

from app.text.anchoring import fold
from app.text.quotation_words import without_remnants

APOSTROPHES, MARKS, DASHES, ELLIPSES = (
    "apostrophes",
    "quotation marks",
    "dashes",
    "ellipses",
)
SPACES, INVISIBLE, LETTERS = "spaces", "invisible signs", "the form of letters"
_SIGNS = (APOSTROPHES, MARKS, DASHES, ELLIPSES, SPACES, INVISIBLE)
FIRST_CAPITAL, AT_AN_END = "the first capital", "the sign at the end"
REMNANTS, ORDER = "markup or the number of a note", "the order of signs"
_ONE = {FIRST_CAPITAL, AT_AN_END, REMNANTS, LETTERS, ORDER}
_STOPS = ".,;:!?"
_AFTER_A_STOP = "'\"’”» "  # noqa: RUF001 - quotation marks look alike
_LINE_END_HYPHENS = "\u00ad", "\ufffe"


def differing_typography(quoted: str, there: str) -> tuple[str, ...]:
    """Return what differs between the words *quoted* and the same *there*: "dashes".

    A sign at the end of a quotation counts only if nothing else differs: the article may
    have it after the words *there*.
    """
    shown = without_remnants(quoted)
    yours, theirs = (_trimmed(normalize("NFC", text)) for text in (shown, there))
    signs, signs_there = _signs(yours), _signs(theirs)
    kinds = [kind for kind in _SIGNS if signs[kind] != signs_there[kind]]
    mine, other = (_letters(_trimmed(text)) for text in (shown, there))
    if mine[:1] != other[:1] and mine[:1].casefold() == other[:1].casefold():
        kinds.append(FIRST_CAPITAL)
        mine = other[:1] + mine[1:]
    if mine != other:
        kinds.append(LETTERS)
    if kinds:
        return tuple(kinds)
    if yours != theirs:
        return (ORDER,)
    if shown != quoted:
        hyphen = any(sign in quoted for sign in _LINE_END_HYPHENS)
        return (INVISIBLE if hyphen else REMNANTS,)
    ends_with_stop = shown.rstrip(_AFTER_A_STOP)[-1:] in _STOPS
    return (AT_AN_END if ends_with_stop else INVISIBLE,)


def typography_differs(kinds: tuple[str, ...]) -> str:
    """Return that in words: "dashes and the first capital differ"."""
    said = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
    return f"{said} {'differs' if len(kinds) == 1 and kinds[0] in _ONE else 'differ'}"


def _trimmed(text: str) -> str:
    """Return a text from its first letter or digit to its last."""
    at = [number for number, sign in enumerate(text) if _is_letter(sign)]
    return text[at[0] : at[-1] + 1] if at else text


def _is_letter(sign: str) -> bool:
    """Whether a sign is a letter or a digit, and none that looks like a mark."""
    return sign.isalnum() and fold(sign).text not in {"'", '"'}


def _letters(text: str) -> str:
    return "".join(sign for sign in text if _is_letter(sign))


def _signs(text: str) -> dict[str, list[str]]:
    """Return the signs in a text by their kind, in order; signs in a row are one."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, run in groupby(range(len(text)), key=partial(_kind, text)):
        found[kind].append("".join(text[at] for at in run))
    return found


def _kind(text: str, at: int) -> str:
    """Return the kind of a sign; empty for a letter and whatever else."""
    sign = text[at]
    if _is_letter(sign):
        return ""
    folded = fold(sign).text
    if folded in {"'", '"'}:
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        within = before.isalnum() and (after.isalnum() or before + after == "s ")
        return APOSTROPHES if within and folded == "'" else MARKS
    if folded.strip("-") == "" and folded:
        return DASHES
    if folded == "..." or ".." in {text[at : at + 2], text[max(0, at - 1) : at + 1]}:
        return ELLIPSES
    if sign.isspace():
        return SPACES
    return INVISIBLE if not folded else ""
