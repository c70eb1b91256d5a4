"""What the picture of a shared link says, and where on it each word stands.

Everything here is pure: words in, words in their places out; ``painting`` paints them.
All lengths are pixels of a picture that is shown at half its size or less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Stance
from app.graphics.text_width import lines, width

# What those who show previews of links ask for: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_ROOM = WIDTH - 2 * _EDGE
# Between the lines of what is large, as the site has it.
_LEADING = 1.17
# From the top of a line to where its letters stand, in ems.
_RISE = 0.76
_LINE = 6  # how thick the line of a side is: at half the size, as on the pages
_NAME = 38  # how large the name of the site is
# What is left beside it, with a blank between.
_BESIDE_NAME = _ROOM - 290


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line."""

    text: str
    x: int
    y: int
    """The line on which the letters stand."""
    size: int
    weight: int
    colour: str
    """The name of a token of the site's style."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

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

    words: tuple[Words, ...]
    rules: tuple[Rule, ...]
    name: Words
    """The name of the site; it ends at x."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines of a size at which it fits."""

    size: int
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """How much room the lines take."""
        return len(self.lines) * self.size * _LEADING


def claim_card(
    question: str, text: str, stance: Stance, quotes: int, sources: Sequence[str]
) -> Card:
    """Give the card of a claim, which rests on so many *quotes* from *sources*."""
    asked = fitted(question, _ROOM, 40, range(27, 11, -1))
    claim = fitted(text, _ROOM, 290, range(72, 11, -2))
    from_ = _resting(quotes, sources)
    return Card(
        words=(
            *_set(asked, _EDGE, 58, 400, "ink-2"),
            Words(stance.label, _EDGE, 167, 36, 600, stance),
            *_set(claim, _EDGE, 204, 600, "ink"),
            *_set(from_, _EDGE, 543 if from_.lines[1:] else 559, 400, "ink-2"),
        ),
        rules=(
            Rule(_EDGE, 109, _ROOM, _LINE, stance, dashed=stance is Stance.AGAINST),
            Rule(_EDGE, 520, _ROOM, 2, "rule"),
        ),
        name=_NAME_OF_THE_SITE,
    )


def debate_card(
    question: str,
    sides: Sequence[tuple[Stance, str, str]],
    claims: int,
    quotes: int,
    sources: int,
) -> Card:
    """Give the card of the whole debate: its question, and what the *sides* answer.

    Of each of the *sides* it has the name and its answer.
    """
    asked = fitted(question, _ROOM, 250, range(76, 11, -2))
    column = (_ROOM - 48) // 2
    words = list(_set(asked, _EDGE, 62, 600, "ink"))
    rules = []
    for number, (stance, label, says) in enumerate(sides):
        x = _EDGE + number * (column + 48)
        dashed = stance is Stance.AGAINST
        rules.append(Rule(x, 341, column, _LINE, stance, dashed=dashed))
        words.append(Words(label, x, 398, 36, 600, stance))
        words += _set(fitted(says, column, 76, range(32, 11, -1)), x, 418, 400, "ink")
    counted = (
        f"{_count(claims, 'claim')} resting on {_count(quotes, 'quote')} "
        f"from {_count(sources, 'article')}"
    )
    rest = fitted(counted, _BESIDE_NAME, 34, range(26, 11, -1))
    return Card(
        words=(*words, *_set(rest, _EDGE, 559, 400, "ink-2")),
        rules=(*rules, Rule(_EDGE, 520, _ROOM, 2, "rule")),
        name=_NAME_OF_THE_SITE,
    )


_NAME_OF_THE_SITE = Words("Counterpoint", WIDTH - _EDGE, 577, _NAME, 700, "ink")


def fitted(text: str, room: float, height: float, sizes: Sequence[int]) -> Fitted:
    """Break *text* into lines at the first of *sizes* at which it fits.

    The lines are of like length, none wider than *room*, all together no higher than
    *height*. What fits at no size is cut, and the last line says so.
    """
    whole = width(text)
    for size in sizes:
        # That there would be too many lines is seen sooner than they are broken.
        if whole * size / room * size * _LEADING > height:
            continue
        broken = Fitted(size, lines(text, room / size))
        if broken.height <= height:
            return Fitted(size, _balanced(text, room / size))
    size = sizes[-1]
    most = max(1, int(height / (size * _LEADING)))
    kept = lines(text, room / size - width(" …"))[:most]
    return Fitted(size, (*kept[:-1], f"{kept[-1]} …"))


def _balanced(text: str, room: float) -> tuple[str, ...]:
    """Break *text* so that no line is much shorter than the others."""
    best = lines(text, room)
    narrower = room
    # A word that is wider than its line would be broken: none is, from here on.
    longest = max(map(width, text.split()), default=0.0)
    while (narrower := narrower - 0.5) >= longest:
        broken = lines(text, narrower)
        if len(broken) > len(best):
            break
        best = broken
    return best


def _resting(quotes: int, sources: Sequence[str]) -> Fitted:
    """Say on how many quotes from which sources a claim rests, on two lines at most."""
    told = f"{_count(quotes, 'quote')} from "
    for named in range(len(sources), 0, -1):
        rest = len(sources) - named
        said = told + ", ".join(sources[:named]) + (f" and {rest} more" if rest else "")
        broken = lines(said, _BESIDE_NAME / 26)
        if len(broken) <= 2:
            return Fitted(26, broken)
    return fitted(told, _BESIDE_NAME, 62, (26,))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _set(text: Fitted, x: int, top: int, weight: int, colour: str) -> list[Words]:
    """Put lines one beneath another, the first of them beginning at *top*."""
    return [
        Words(
            line,
            x,
            round(top + text.size * (_RISE + number * _LEADING)),
            text.size,
            weight,
            colour,
        )
        for number, line in enumerate(text.lines)
    ]
