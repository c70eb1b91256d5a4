"""Words → lines that are no wider than they may be, where no browser breaks them.

Everything here is pure. Widths are in ems of the site's sans.
"""

# How wide the letters of Libre Franklin 500 are, measured in Chromium and rounded up to
# 0.02 em: a line is never wider than it is taken for.
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
_WIDTHS = {letter: width for width, letters in _LETTERS.items() for letter in letters}
# What the table does not have is taken for as wide as the widest. Our choice.
_UNKNOWN = 1.08


def width(text: str) -> float:
    """Give how wide *text* is at most, in ems."""
    return sum(_WIDTHS.get(letter, _UNKNOWN) for letter in text)


def lines(text: str, room: float) -> tuple[str, ...]:
    """Break *text* at its blanks into lines no wider than *room*, in ems.

    A word that is wider than a line is broken where the line ends.
    """
    found = [""]
    for word in _pieces(text, room):
        longer = f"{found[-1]} {word}".strip()
        if width(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def _pieces(text: str, room: float) -> list[str]:
    """Give the words of *text*, those wider than *room* in pieces."""
    pieces = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and width(piece + letter) > room:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces
