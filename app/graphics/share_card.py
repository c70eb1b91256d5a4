"""The preview card of a shared link: what it says, and where each word stands.

Texts are measured with the face that ``paint_png`` paints with. Lengths are pixels of a
picture that is shown at half its size or less.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from app.domain.records import SITE_NAME
from app.domain.vocabulary import Stance
from app.graphics.text_width import wrapped_text
from app.paths import STATIC

# What previews of links ask for: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_ROOM = WIDTH - 2 * _EDGE
# The distance between lines of large text, in ems, as on the site.
_LEADING = 1.17
# From the top of a line to its baseline, in ems.
_RISE = 0.76
_LINE = 6  # thickness of a side's line: at half the size, as on the pages
# The room beside the name of the site, with a blank between.
_NAME_ROOM = 270
_BESIDE_NAME = _ROOM - _NAME_ROOM - 20
# Letters with a stroke, which Unicode does not take apart.
_PLAIN = dict(zip("łŁđĐħıŧə", "lLdDhita", strict=True))
_FACE = STATIC / "fonts" / "libre-franklin-latin-wght.woff2"
# Texts are measured at this size, at which none is painted: widths grow in proportion.
_MEASURED = 100


@cache
def face(size: int, weight: int) -> Any:
    """Return the site's sans as Pillow draws it."""
    # Imported here, Pillow is loaded only when a picture is asked for.
    from PIL import ImageFont  # noqa: PLC0415

    font = ImageFont.truetype(_FACE, size)
    font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=2_000)
def _width(weight: int, text: str) -> float:
    """Return how wide *text* is, in ems."""
    return float(face(_MEASURED, weight).getlength(text) / _MEASURED)


@cache
def _has(letter: str) -> bool:
    """Whether the face has a letter; what it lacks it draws as nothing."""
    return letter.isspace() or _drawn(letter) != _drawn("\uffff")


def _drawn(letter: str) -> bytes:
    return bytes(face(_MEASURED, 400).getmask(letter))


def drawable(text: str) -> str:
    """Return a text in letters that the face has: "Łódź" as "Lódz".

    Empty if it lacks most of them, as of a text in another script.
    """
    letters = [_nearest(letter) for letter in unicodedata.normalize("NFC", text)]
    return "".join(letters) if 2 * sum(map(bool, letters)) > len(letters) else ""


def _nearest(letter: str) -> str:
    """Return a letter, or what it is but for its marks; empty if neither is there."""
    parts = unicodedata.normalize("NFKD", _PLAIN.get(letter, letter))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return next((one for one in (letter, plain) if all(map(_has, one))), "")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text."""

    text: str
    x: int
    y: int
    """The baseline."""
    size: int
    weight: int
    colour: str
    """The name of a token of the site's style."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: int
    y: int
    """Its upper edge."""
    length: int
    thick: int
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A picture, ready to be painted, with the name of the site in its corner."""

    words: tuple[TextLine, ...]
    rules: tuple[Rule, ...]
    name: TextLine
    """The name of the site; it ends at x."""


@dataclass(frozen=True, slots=True)
class FittedText:
    """A text broken into lines, at a size at which it fits."""

    size: int
    weight: int
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * _LEADING

    def at(self, x: int, top: int, colour: str) -> list[TextLine]:
        """Return its lines one beneath another, the first beginning at *top*."""
        return [
            TextLine(line, x, round(y), self.size, self.weight, colour)
            for number, line in enumerate(self.lines)
            for y in [top + self.size * (_RISE + number * _LEADING)]
        ]


# What stands for words in a script that the face lacks.
_ELSEWHERE = "Read it on the page."
_FOOT_RULE = Rule(_EDGE, 520, _ROOM, 2, "rule")


def claim_card(  # noqa: PLR0913, PLR0917 - all that stands on it
    question: str,
    text: str,
    side: tuple[Stance, str],
    quotes: int,
    sources: Sequence[str],
    name: str = SITE_NAME,
) -> Card:
    """Return the card of a claim, which rests on so many *quotes* from *sources*.

    *side* is its stance and the name of that side.
    """
    stance, label = side
    asked = fitted_text(question, _ROOM, 40, range(27, 11, -1), 400)
    claim = fitted_text(
        drawable(text) or _ELSEWHERE, _ROOM, 290, range(72, 11, -2), 600
    )
    grounds = _grounds(quotes, sources)
    dashed = stance is Stance.AGAINST
    return Card(
        words=(
            *asked.at(_EDGE, 58, "ink-2"),
            TextLine(label, _EDGE, 167, 36, 600, stance),
            *claim.at(_EDGE, 204, "ink"),
            *grounds.at(_EDGE, 543 if grounds.lines[1:] else 559, "ink-2"),
        ),
        rules=(Rule(_EDGE, 109, _ROOM, _LINE, stance, dashed=dashed), _FOOT_RULE),
        name=_site_name(name),
    )


def debate_card(  # noqa: PLR0913, PLR0917 - all that stands on it
    question: str,
    sides: Sequence[tuple[Stance, str, str]],
    claims: int,
    quotes: int,
    sources: int,
    name: str = SITE_NAME,
) -> Card:
    """Return the card of the whole debate: its question, and what each side answers.

    Each of the *sides* comes with its name and its answer.
    """
    asked = fitted_text(
        drawable(question) or _ELSEWHERE, _ROOM, 250, range(76, 11, -2), 600
    )
    words = asked.at(_EDGE, 62, "ink")
    column = (_ROOM - 48) // 2
    rules = []
    for number, (stance, label, says) in enumerate(sides):
        x = _EDGE + number * (column + 48)
        dashed = stance is Stance.AGAINST
        rules.append(Rule(x, 341, column, _LINE, stance, dashed=dashed))
        words.append(TextLine(drawable(label), x, 398, 36, 600, stance))
        words += fitted_text(says, column, 76, range(32, 11, -1), 400).at(x, 418, "ink")
    counts = (
        f"{_count(claims, 'claim')} resting on {_count(quotes, 'quote')} "
        f"from {_count(sources, 'article')}"
    )
    counted = fitted_text(counts, _BESIDE_NAME, 34, range(26, 11, -1), 400)
    words += counted.at(_EDGE, 559, "ink-2")
    return Card(tuple(words), (*rules, _FOOT_RULE), _site_name(name))


def _site_name(name: str) -> TextLine:
    """Return the *name* of the site, so small that it stands beside the counts."""
    shown = drawable(name)
    size = min(38, int(_NAME_ROOM / _width(700, shown or "n")))
    return TextLine(shown, WIDTH - _EDGE, 577, size, 700, "ink")


def fitted_text(
    text: str, room: float, height: float, sizes: Sequence[int], weight: int
) -> FittedText:
    """Break *text* into lines at the first of *sizes* at which it fits.

    The lines are about equally long, none wider than *room*, together no higher than
    *height*. A text that fits at no size is cut, and ends with "…".
    """
    measure = partial(_width, weight)
    text = drawable(text)
    whole = measure(text)
    for size in sizes:
        # Cheaper than breaking the text: could so many lines fit at all?
        if whole * size / room * size * _LEADING > height:
            continue
        lines = wrapped_text(text, room / size, measure)
        if FittedText(size, weight, lines).height <= height:
            return FittedText(
                size, weight, _balanced(text, lines, room / size, measure)
            )
    size = sizes[-1]
    most = max(1, int(height / (size * _LEADING)))
    shorter = room / size - measure(" …")
    *rest, last = wrapped_text(text, shorter, measure)[:most]
    return FittedText(size, weight, (*rest, f"{last} …"))


def _balanced(
    text: str, lines: tuple[str, ...], room: float, measure: Callable[[str], float]
) -> tuple[str, ...]:
    """Break *text* into as many *lines*, none much shorter than the others."""
    # Any narrower, and a word would be broken.
    longest = max(map(measure, text.split()), default=0.0)
    while (room := room - 0.5) >= longest:
        narrower = wrapped_text(text, room, measure)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _grounds(quotes: int, sources: Sequence[str]) -> FittedText:
    """Return on how many quotes from which sources a claim rests, in two lines at most."""
    if not all(map(drawable, sources)):
        text = f"{_count(quotes, 'quote')} from {_count(len(sources), 'article')}"
        return fitted_text(text, _BESIDE_NAME, 62, (26,), 400)
    start = f"{_count(quotes, 'quote')} from "
    for named in range(len(sources), 0, -1):
        rest = f" and {len(sources) - named} more" if named < len(sources) else ""
        text = start + ", ".join(map(drawable, sources[:named])) + rest
        lines = wrapped_text(text, _BESIDE_NAME / 26, partial(_width, 400))
        if len(lines) <= 2:
            return FittedText(26, 400, lines)
    return fitted_text(start, _BESIDE_NAME, 62, (26,), 400)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
