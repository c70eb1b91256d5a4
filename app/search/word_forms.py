"""The forms of a word that a search takes for the same word.

Pure functions. The index has words as they are written, so that "imports" does not find
"important", nor "news" what is new. Which of these forms occur, the store knows.
"""

import re
from collections.abc import Iterator

from app.text.common_words import FUNCTION_WORDS

# A shorter word is no form of another: "gas" is none of "ga".
_SHORTEST = 3  # letters
# They end like plurals and are none.
_NO_PLURALS = {"always", "besides", "gas", "means", "news", "perhaps", "series"}
# What a plural or a form of a verb ends in, and the ends of the word that it may be of.
_STRIPPED = (
    ("s", ("",)), ("es", ("is",)), ("ies", ("y",)), ("ied", ("y",)),
    ("ed", ("", "e")), ("ing", ("", "e")),
)  # fmt: skip
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_DOUBLED = re.compile(rf"(.*[aeiou])([{_CONSONANTS}])\2")
_SIBILANT = re.compile(r".*(?:s|x|z|ch|sh|o)")
_SIBILANT_PLURAL = re.compile(r"(.*(?:s|x|z|ch|sh|o))es")
# "cooperation", "cooperate"; "organisation", "organize"; "economically", "economic";
# "dependence", "dependent", but presence is not at present.
_FAMILIES = (
    (re.compile(r"(\w{4,}at)(?:ions?|e[sd]?|ing|ive)"),
     ("ion", "ions", "e", "es", "ed", "ing", "ive")),
    (re.compile(r"(\w{3,})i[sz](?:ations?|e[sd]?|ing)"),
     tuple(f"i{letter}{end}" for letter in "sz"
           for end in ("ation", "ations", "e", "es", "ed", "ing"))),
    (re.compile(r"(\w{3,}ic)(?:ally)?"), ("", "ally")),
    (re.compile(r"(\w{3,}ar)(?:y|ily)"), ("y", "ily")),
    (re.compile(r"(?!(?:inciden|instan|presen)[ct])(\w{4,}[ae]n)(?:ces?|t|tly)"),
     ("ce", "ces", "t", "tly")),
)  # fmt: skip
# British and American spellings, as dictionaries list them.
_SPELLINGS = (
    (re.compile(r"\b(arm|behavi|col|endeav|fav|harb|hon|lab|neighb|rig|rum|val|vig)(ou?)r"),
     lambda it: f"{it[1]}{'o' if it[2] == 'ou' else 'ou'}r"),
    (re.compile(r"\b(def|off|lic|pret)en([cs])e"),
     lambda it: f"{it[1]}en{'s' if it[2] == 'c' else 'c'}e"),
    (re.compile(r"\b(cent|theat|met|fib)(re|er)"),
     lambda it: f"{it[1]}{it[2][::-1]}"),
    (re.compile(r"(anal|paral)y([sz])"), lambda it: f"{it[1]}y{'z' if it[2] == 's' else 's'}"),
    (re.compile(r"\bprogram(me)?(?=s?$)"), lambda it: "program" + ("" if it[1] else "me")),
    (re.compile(r"\bs([ck])eptic"), lambda it: f"s{'k' if it[1] == 'c' else 'c'}eptic"),
    (re.compile(r"\bgr([ae])y"), lambda it: f"gr{'e' if it[1] == 'a' else 'a'}y"),
    (re.compile(r"\bman(oeuv|euv)re?"), lambda it: "maneuver" if it[1] == "oeuv" else "manoeuvre"),
    (re.compile(r"\b(acknowledg|judg)(ements?|ments?)\b"),
     lambda it: it[1] + (it[2][1:] if it[2][0] == "e" else "e" + it[2])),
    (re.compile(r"\b(cance|fue|labe|mode|signa|trave)(ll?)(?=ed|ing|er)"),
     lambda it: it[1] + ("l" if it[2] == "ll" else "ll")),
    (re.compile(r"\b(disti|enro|fulfi|insti)(ll?)(?=s?$|ments?$)"),
     lambda it: it[1] + ("l" if it[2] == "ll" else "ll")),
    (re.compile(r"\bag(e?)ing$"), lambda it: "aging" if it[1] else "ageing"),
    (re.compile(r"\b(toward|afterward|amid)(st?)?$"),
     lambda it: it[1] + ("" if it[2] else "st" if it[1] == "amid" else "s")),
)  # fmt: skip
# The article of Arabic, and what is written before it or a word as one with it.
_ARABIC = re.compile(r"[\u0621-\u064a]{3,}")
_BEFORE_ARABIC = ("", "ال", "و", "وال", "بال", "كال", "فال", "لل", "ولل")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")


def forms_of(word: str) -> set[str]:
    """Return what may be forms of a *word*, all as the index has them.

    They are those of English, and of Arabic: no word has both.
    """
    if _ARABIC.fullmatch(word):
        bare = (word.removeprefix(before) for before in _BEFORE_ARABIC)
        return {word} | {
            before + base
            for base in bare
            if len(base) >= _SHORTEST
            for before in _BEFORE_ARABIC
        }
    forms = {word}
    bases = () if word in FUNCTION_WORDS else _bases(word)
    for base in bases:
        if len(base) >= _SHORTEST and base not in FUNCTION_WORDS:
            forms |= {base, *_endings(base)} - _NO_PLURALS
    for pattern, endings in _FAMILIES:
        if family := pattern.fullmatch(word):
            forms |= {family[1] + ending for ending in endings}
    for pattern, other in _SPELLINGS:
        forms |= {pattern.sub(other, form, count=1) for form in forms}
    return forms | {word}


def _bases(word: str) -> Iterator[str]:
    """Yield the words of which one may be the plural or a form of the verb."""
    yield word
    if word in _NO_PLURALS or re.search("(?:s|u|i)s$", word):
        return
    for ending, others in _STRIPPED:
        if (base := word.removesuffix(ending)) != word:
            yield from (base + other for other in others)
            if ending == "s" and (hissed := _SIBILANT_PLURAL.fullmatch(word)):
                yield hissed[1]
            if ending in {"ed", "ing"} and (doubled := _DOUBLED.fullmatch(base)):
                yield doubled[1] + doubled[2]


def _endings(base: str) -> Iterator[str]:
    """Yield the regular plural and the regular forms of the verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        yield from (base[:-1] + ending for ending in ("ies", "ied"))
        yield base + "ing"
        return
    yield base + ("es" if _SIBILANT.fullmatch(base) else "s")
    if base.endswith("is"):
        yield base[:-2] + "es"
    stem = base.removesuffix("e")
    yield from (stem + ending for ending in ("ed", "ing"))
    if re.fullmatch(rf".*[^aeiou][aeiou][{_CONSONANTS}]", base):
        yield from (base + base[-1] + ending for ending in ("ed", "ing"))


def abbreviations(text: str) -> set[str]:
    """Return the same *text* with its abbreviations with full stops, and without: "U.S."."""
    plain = _DOTTED.sub(lambda it: it[0].replace(".", ""), text)
    return {text, plain, _CAPITALS.sub(lambda it: ".".join(it[0]) + ".", plain)}
