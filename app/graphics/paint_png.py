"""Cards → pictures, in the site's own type and colours."""

import re
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any

from app.domain.vocabulary import Stance
from app.graphics.share_card import HEIGHT, WIDTH, Card, Rule, Words
from app.paths import STATIC

_TYPE = STATIC / "fonts" / "libre-franklin-latin-wght.woff2"
_TOKENS = STATIC / "css" / "tokens.css"
# A colour of the light scheme: a picture has one scheme, and most pages are light.
_LIGHT = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}),")
# What has edges that are no straight lines: so many steps from the ground to its colour
# are enough for them.
_INKS = ("ink", "ink-2", *Stance)
_STEPS = 15
# A face is drawn with by one at a time.
_ONE = Lock()


def png_of(card: Card) -> bytes:
    """Paint *card* as PNG."""
    # Here, not above: who asks for no picture needs no painter.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = Image.new("RGB", (WIDTH, HEIGHT), _colours()["paper"])
    draw = ImageDraw.Draw(picture)
    with _ONE:
        for rule in card.rules:
            _rule(draw, rule)
        for words in card.words:
            _words(draw, words)
        _name(draw, card.name)
    few = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG")
    return file.getvalue()


@cache
def _palette() -> Any:
    """Give the ground, the inks, and the shades between them.

    With these alone, a picture weighs some third of what it does with all colours.
    """
    from PIL import Image, ImageColor  # noqa: PLC0415 - as above

    ground, rule, *inks = (
        ImageColor.getrgb(_colours()[name]) for name in ("paper", "rule", *_INKS)
    )
    shades = [
        round(low + (high - low) * step / _STEPS)
        for ink in inks
        for step in range(1, _STEPS + 1)
        for low, high in zip(ground, ink, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*ground, *rule, *shades])
    return palette


@cache
def _colours() -> dict[str, str]:
    """Read the site's colours from its style."""
    return dict(_LIGHT.findall(_TOKENS.read_text("utf-8")))


@cache
def _face(size: int, weight: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    face = ImageFont.truetype(_TYPE, size)
    face.set_variation_by_axes([weight])
    return face


def _words(draw: Any, words: Words) -> None:
    face, colour = _face(words.size, words.weight), _colours()[words.colour]
    draw.text((words.x, words.y), words.text, colour, face, "ls")


def _rule(draw: Any, rule: Rule) -> None:
    """Draw a line; dashes three times as long as thick, beginning and ending with one."""
    ends = [(0.0, float(rule.length))]
    if rule.dashed:
        dash = 3 * rule.thick
        gaps = max(1, round((rule.length - dash) / (1.6 * dash)))
        step = (rule.length - dash) / gaps
        ends = [(step * number, step * number + dash) for number in range(gaps + 1)]
    colour, bottom = _colours()[rule.colour], rule.y + rule.thick - 1
    for start, end in ends:
        left, right = round(rule.x + start), round(rule.x + end) - 1
        draw.rectangle((left, rule.y, right, bottom), colour)


def _name(draw: Any, name: Words) -> None:
    """Draw the name of the site as its pages have it, a side beneath each half."""
    face = _face(name.size, name.weight)
    halves = name.text[:7], name.text[7:]
    first, second = (round(face.getlength(half)) for half in halves)
    left = name.x - first - second
    for text, x, length, stance in (
        (halves[0], left, first, Stance.FOR),
        (halves[1], left + first, second, Stance.AGAINST),
    ):
        _words(draw, Words(text, x, name.y, name.size, name.weight, name.colour))
        dashed = stance is Stance.AGAINST
        _rule(draw, Rule(x, name.y + 11, length, 4, stance, dashed=dashed))
