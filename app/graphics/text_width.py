"""Text broken into lines by its width, where no browser does it.

Everything here is pure. Widths are in ems of the site's sans.
"""

from collections.abc import Callable

# The widths of the letters of Libre Franklin 500, measured in Chromium and rounded up to
# 0.02 em, so that no line is drawn wider than computed. For SVG drawings alone: share
# cards are measured with the face itself.
_LETTERS = {
    0.22: " ",
    0.24: ",.:;’‘",  # noqa: RUF001 - as typeset
    0.26: "!'ijl|",
    0.30: "()I[]`",
    0.34: "{}",
    0.36: "/\\",
    0.40: "-fr",
    0.42: "*t“",
    0.44: '"J”',
    0.48: "1^",
    0.50: "z",
    0.52: "s",
    0.54: "?_",
    0.56: "<>acvxy",
    0.58: "+=k–",  # noqa: RUF001 - as typeset
    0.60: "ehnou~é",
    0.62: "27#$FLbdgpq",
    0.64: "E",
    0.66: "3STZ",
    0.68: "45689",
    0.70: "0PY",
    0.72: "BCKRUVX",
    0.74: "DH",
    0.76: "AGN",
    0.78: "OQ",
    0.80: "&…",
    0.82: "w",
    0.84: "@",
    0.92: "Mm",
    0.94: "%",
    1.06: "W",
}
# Letters that the table lacks count as wider than its widest. Our choice.
_UNKNOWN = 1.08


class _Widths(dict[str, float]):
    """The width of each letter."""

    def __missing__(self, letter: str) -> float:
        return _UNKNOWN


_WIDTHS = _Widths(
    {letter: width for width, letters in _LETTERS.items() for letter in letters}
)


def width(text: str) -> float:
    """Return how wide *text* is at most in an SVG drawing, in ems."""
    return sum(map(_WIDTHS.__getitem__, text))


def wrapped_text(
    text: str, room: float, measure: Callable[[str], float] = width
) -> tuple[str, ...]:
    """Break *text* at its blanks into lines no wider than *room*, in ems.

    A word that is wider than a line is broken where the line ends. *measure* returns
    the width of a text.
    """
    lines = [""]
    for word in text.split():
        pieces = [word] if measure(word) <= room else _pieces(word, room, measure)
        for piece in pieces:
            longer = f"{lines[-1]} {piece}".strip()
            if measure(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return tuple(lines)


def _pieces(word: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a word that is wider than *room* into pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
