"""Guess the language of a text: from its commonest small words, or from its script. Pure."""

import re
from collections import Counter

# Small words that nearly every paragraph of the language has. Our choice.
_WORDS = {
    "de": "der die und das nicht sind mit den von sich auf ein eine zu dem wir auch es",
    "en": "the of and to in that is it for was with not are this be by from have",
    "es": "el la los que y en las del una por con para no se un es su al",
    "fr": "le la les et des est une dans que pour pas qui du sur au ce un nous",
    "it": "il di che la e per non una del della con sono gli è si dei alla un",
    "nl": "de het een en van niet dat is op voor met zijn ook er aan wij ik",
    "pt": "o a que não uma os para com do da em as dos um se na é por",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# So many of the words of a text are such words at least, and more by this factor than those
# of any other language. Our choice: half of it is usual.
_SHARE, _AHEAD = 0.15, 1.2
_FEWEST = 20  # words
# The letters of scripts, those that tell most first: Japanese has Chinese letters too.
_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]", 0.1),
    ("zh", r"[\u3400-\u9fff]", 0.5),
    ("ko", r"[\uac00-\ud7a3]", 0.5),
    ("fa", r"[پچژگی]", 0.05),
    ("ar", r"[\u0600-\u06ff]", 0.5),
    ("he", r"[\u0590-\u05ff]", 0.5),
    ("uk", r"[іїєґ]", 0.03),
    ("ru", r"[\u0400-\u04ff]", 0.5),
    ("el", r"[\u0370-\u03ff]", 0.5),
    ("hi", r"[\u0900-\u097f]", 0.5),
    ("th", r"[\u0e00-\u0e7f]", 0.5),
)


def guessed_language(text: str) -> str:
    """Return the tag of the likeliest language of *text*; "" if there is too little to tell."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    letters = "".join(words)
    for language, signs, share in _SCRIPTS:
        if len(re.findall(signs, letters)) > share * max(len(letters), 1):
            return language
    found = Counter(
        {name: sum(word in known for word in words) for name, known in _KNOWN.items()}
    )
    (best, most), (_, next_most) = found.most_common(2)
    is_clear = most >= _SHARE * len(words) and most >= _AHEAD * next_most
    return best if len(words) >= _FEWEST and is_clear else ""
