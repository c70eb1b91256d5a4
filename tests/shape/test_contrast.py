"""Text can be read: each ink on each ground, in light and in dark, computed.

Which ink meets which ground is for the pages to say, and axe looks at those. Here every
ink keeps its contrast on every ground, so that whichever meet, they can be read; and no
style sheet has a colour of its own.
"""

import re
from collections import Counter
from itertools import product

import pytest

from app.paths import STATIC

SHEETS = STATIC / "css"
TOKENS = (SHEETS / "tokens.css").read_text("utf-8")

INKS = ("ink", "ink-2", "visited", "for", "against")
GROUNDS = ("paper", "for-tint", "against-tint", "both-tint", "hit")
AA = 4.5

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PAIR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
_PRINTED = re.compile(r"--([\w-]+): #([0-9a-f]{3});")
_SET = re.compile(r"(?<![\w-])(color|fill|background|background-color): ([^;}]+)[;}]")
_OWN = re.compile(r"#[0-9a-f]{3,8}\b(?=[^{}]*[;}])|\b(?:rgb|hsl|oklch|lab)a?\(")

LIGHT = {name: light for name, light, _ in _PAIR.findall(TOKENS)}
DARK = {name: dark for name, _, dark in _PAIR.findall(TOKENS)}
PAPER = LIGHT | {
    name: "".join(digit * 2 for digit in short)
    for name, short in _PRINTED.findall(TOKENS.partition("@media print")[2])
}

# What a property may be, beside a token: no colour, another's colour, or the system's.
NEUTRAL = re.compile(r"none|inherit|currentColor|[A-Z]\w+")
INK = {f"var(--{name})" for name in INKS} | {"var(--c)", "var(--c, var(--ink))"}
GROUND = {f"var(--{name})" for name in GROUNDS} | {"var(--tint)"}
# What is drawn has its ground by the same property as its text.
ALLOWED = {"color": INK, "fill": INK | GROUND}
# Words in the colour of the paper, which stand on ink.
TURNED = (("color", "var(--paper)"), ("background", "var(--ink)"))
# A veil over the page, on which nothing is written.
VEIL = "color-mix(in srgb, var(--paper) 70%, transparent)"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "colours",
    [
        pytest.param(LIGHT, id="light"),
        pytest.param(DARK, id="dark"),
        pytest.param(PAPER, id="print"),
    ],
)
def test_every_ink_can_be_read_on_every_ground(colours):
    faint = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in product(INKS, GROUNDS)
        if contrast(colours[ink], colours[ground]) < AA
    }

    assert faint == {}


def sheets() -> dict[str, str]:
    """Return the text of every style sheet but the tokens, without comments."""
    return {
        path.name: _COMMENT.sub("", path.read_text("utf-8"))
        for path in SHEETS.rglob("*.css")
        if path.name != "tokens.css"
    }


def test_text_has_no_other_colours_and_stands_on_no_other_grounds():
    strange = [
        f"{name}: {what}: {value}"
        for name, text in sheets().items()
        for what, value in _SET.findall(text)
        if value not in ALLOWED.get(what, GROUND)
        and not NEUTRAL.fullmatch(value)
        and (what, value) not in (*TURNED, ("background", VEIL))
    ]

    assert strange == []


def test_where_words_have_the_colour_of_the_paper_the_ground_is_ink():
    for name, text in sheets().items():
        chosen = Counter(_SET.findall(text))
        words, ground = (chosen[turned] for turned in TURNED)
        assert words == ground, name


def test_only_the_tokens_name_colours():
    named = [
        f"{name}: {found}"
        for name, text in sheets().items()
        for found in _OWN.findall(text)
    ]

    assert named == []


def test_no_text_is_made_fainter_than_its_ink():
    faded = {
        name: found
        for name, text in sheets().items()
        if (found := re.findall(r"(?<![\w-])opacity: (?!1;)[^;]+", text))
    }

    # On the map, the lines between the claims that are not pointed at.
    assert faded == {"map_drawing.css": ["opacity: 0.2"]}
