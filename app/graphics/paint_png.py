"""Share cards painted as PNG, in the site's own type and colours."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any

from app.domain.records import name_halves
from app.domain.vocabulary import Stance
from app.graphics.share_card import HEIGHT, WIDTH, Card, Rule, TextLine, face
from app.paths import STATIC

_TOKENS = STATIC / "css" / "tokens.css"
# A colour of the light scheme: a picture has one scheme, and most pages are light.
_LIGHT = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}),")
# The colours of what has curved edges, and how many shades lead from the ground to each.
_INKS = ("ink", "ink-2", *Stance)
_STEPS = 15
# Held while painting: two threads must not draw with the same face.
_FACES = Lock()


def png_of(card: Card) -> bytes:
    """Paint *card* as PNG."""
    # Imported here, Pillow is loaded only when a picture is asked for.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = Image.new("RGB", (WIDTH, HEIGHT), _colours()["paper"])
    draw = ImageDraw.Draw(picture)
    with _FACES:
        for rule in card.rules:
            _draw_rule(draw, rule)
        for line in card.words:
            _draw_text(draw, line)
        _draw_site_name(draw, card.name)
    file = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


@cache
def _palette() -> Any:
    """Return the ground, the inks, and the shades between them.

    With these alone a picture has about a third of the bytes.
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
    """Read the site's colours from its style sheet."""
    return dict(_LIGHT.findall(_TOKENS.read_text("utf-8")))


def _draw_text(draw: Any, line: TextLine) -> None:
    font = face(line.size, line.weight)
    draw.text((line.x, line.y), line.text, _colours()[line.colour], font, "ls")


def _draw_rule(draw: Any, rule: Rule) -> None:
    """Draw a line; dashes are three times as long as thick, one at either end."""
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


def _draw_site_name(draw: Any, name: TextLine) -> None:
    """Draw the name of the site as its pages have it, a side beneath each half."""
    font = face(name.size, name.weight)
    halves = name_halves(name.text)
    lengths = [round(font.getlength(half)) for half in halves]
    x = name.x - sum(lengths)
    for text, length, stance in zip(halves, lengths, Stance, strict=True):
        _draw_text(draw, replace(name, text=text, x=x))
        dashed = stance is Stance.AGAINST
        _draw_rule(draw, Rule(x, name.y + 11, length, 4, stance, dashed=dashed))
        x += length
