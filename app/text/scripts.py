"""How languages are written: with blanks between words or without, and in which direction.

Pure functions. The ranges are those of Unicode's blocks.
"""

import re
import unicodedata

# Thai to Myanmar, Khmer, and the signs of Chinese and Japanese: no blanks between words. For
# a character class, as MARKS and KOREAN.
UNSPACED = (
    r"\u0e00-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Korean has blanks, but not before the particles that it adds to a word.
KOREAN = r"\uac00-\ud7a3"
# What is written upon a letter and is a part of its word: accents, and vowels of Arabic,
# Hebrew, Hindi or Thai.
MARKS = "".join(
    chr(code)
    for code in range(0x300, 0x1D00)
    if unicodedata.category(chr(code))[0] == "M"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
# The full stops, commas and marks of Chinese and Japanese.
_WIDE_SIGN = re.compile(r"[\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65]")
# A letter of these, with the marks upon it, before another; or any letter before one.
_RUNS_ON = re.compile(
    rf"(?=[^\W_])[{UNSPACED}{KOREAN}][{MARKS}]*(?=[^\W_])"
    rf"|[^\W_](?=[{UNSPACED}{KOREAN}])(?=[^\W_])"
)
_UNSPACED_LETTER = re.compile(rf"(?=[^\W_])[{UNSPACED}][{MARKS}]*")
# Languages that are written from right to left, if their tag names no script
# (https://www.rfc-editor.org/rfc/rfc5646), and scripts that are.
_RIGHT_TO_LEFT = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "nqo",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"])


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script that is written without blanks between words."""
    return not letter.isascii() and bool(_UNSPACED.match(letter))


def gap(before: str, after: str) -> str:
    """Return what stands between two stretches of a text: a blank, where words have any."""
    return "" if has_no_blank(before[-1:]) or has_no_blank(after[:1]) else " "


def has_no_blank(sign: str) -> bool:
    """Whether a letter or a sign needs no blank beside it, as in Chinese."""
    return is_unspaced(sign) or bool(_WIDE_SIGN.match(sign))


def is_within_word(before: str, after: str) -> bool:
    """Whether a word goes on from one character to the next."""
    if not before.isalnum() and before not in MARKS:
        return False
    if after in MARKS:
        return True
    return after.isalnum() and not (is_unspaced(before) or is_unspaced(after))


def parted(text: str, by: str = " ") -> str:
    """Return a *text* with something between letters that no blank parts, though words may.

    The marks upon a letter stay with it.
    """
    return text if text.isascii() else _RUNS_ON.sub(rf"\g<0>{by}", text)


def word_count(text: str) -> int:
    """Return how many words a text has.

    Where no blanks part them, two letters count as one, as most words of Chinese have.
    """
    letters = 0 if text.isascii() else len(_UNSPACED_LETTER.findall(text))
    if not letters:
        return len(text.split())
    others = _UNSPACED_LETTER.sub(" ", text).split()
    return (letters + 1) // 2 + sum(any(map(str.isalnum, it)) for it in others)


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag names English."""
    return language.lower().partition("-")[0] == "en"


def language_attributes(language: str) -> str:
    """Return the HTML attributes of words in a language (a BCP 47 tag).

    None for the English of the pages themselves.
    """
    if language.lower() == "en":
        return ""
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    return f' lang="{language}"{direction}'


def is_right_to_left(language: str) -> bool:
    """Whether the language of a BCP 47 tag is written from right to left."""
    first, *more = language.lower().split("-")
    script = next((part for part in more if len(part) == 4 and part.isalpha()), "")
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else first in _RIGHT_TO_LEFT
