"""Words, sentences and names that mean nothing, as often and as long as real ones."""

import random
from itertools import accumulate

# What joins the words of any subject; these, so that a search for a common word finds much.
_SMALL = (
    "the", "of", "and", "to", "in", "a", "that", "is", "for", "with", "as", "by", "on",
    "are", "from", "may", "but", "not", "would", "if",
)  # fmt: skip
_SMALL_SHARE = 0.45
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
# About as many as an English text of 600,000 words has.
_VOCABULARY = 20_000
# Of a hundred words, this many are two that a hyphen joins.
_HYPHENS = 1


class InventedWords:
    """A source of invented words; the rank of each word is about its rarity (Zipf's law)."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            words[self._word(chance.randint(2, 4))] = None
        self._words = list(words)
        self._weights = list(accumulate(1 / rank for rank in range(2, _VOCABULARY + 2)))

    def words(self, least: int, most: int) -> list[str]:
        """Return between *least* and *most* words without capitals or full stop."""
        count = self._chance.randint(least, most)
        return [self._drawn(last=left == 1) for left in range(count, 0, -1)]

    def _drawn(self, *, last: bool) -> str:
        chance = self._chance
        # Before a full stop some small words pass for abbreviations.
        if not last and chance.random() < _SMALL_SHARE:
            return chance.choice(_SMALL)
        (word,) = chance.choices(self._words, cum_weights=self._weights)
        hyphen = chance.randrange(100) < _HYPHENS
        return f"{word}-{chance.choice(self._words)}" if hyphen else word

    def sentence(self, least: int, most: int) -> str:
        """Return a sentence of between *least* and *most* words."""
        return as_sentence(self.words(least, most))

    def title(self, least: int, most: int) -> str:
        """Return a title of between *least* and *most* words."""
        return as_sentence(self.words(least, most))[:-1]

    def name(self) -> str:
        """Return a family name, or a given one."""
        return self._word(self._chance.randint(2, 3)).capitalize()

    def _word(self, syllables: int) -> str:
        chance = self._chance
        pairs = [
            chance.choice(_CONSONANTS) + chance.choice(_VOWELS)
            for _ in range(syllables)
        ]
        return "".join(pairs)


def as_sentence(words: list[str]) -> str:
    """Return *words* as a sentence."""
    first, *others = words
    return f"{' '.join([first.capitalize(), *others])}."
