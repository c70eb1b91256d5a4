"""Cut a paragraph into its sentences.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re
from itertools import pairwise

import sentencex

# What ends a sentence where no blank follows: the full stops of Chinese and Japanese, and
# the marks that close after them.
_FULL_STOP = re.compile(r"[。．！？｡][」』”’）》〉】\"']*$")  # noqa: RUF001 - those of Chinese
# The marks of notes after the end of a sentence, which they belong to: raised numbers and
# signs, or numbers in brackets.
_NOTES = re.compile(
    r"[.!?…。．！？｡][」』”’»）》〉】)\"']*"  # noqa: RUF001 - those of Chinese
    r"(?P<marks>(?:<sup>[^<\n]{1,12}</sup>|\[\d[\d,–\s-]{0,9}\]|[⁰¹²³⁴-⁹]+|[*†‡§]+)+)"  # noqa: RUF001
    r"(?:(?=\s|$)|(?<=>)(?=[^\x00-\u2fff]))"
)
# What stands between a pair of quotation marks; an apostrophe closes none.
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"|「([^「」]+)」"
    r"|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’(?!\w)"  # noqa: RUF001 - quotation marks
)
# Where what somebody says ends, and a sentence that asks nothing.
_CLOSED = re.compile(r"[.,!?…。！？][\s’”]*$")  # noqa: RUF001 - those of Chinese
_STOP = re.compile(r"[.…。][\s’”]*$")  # noqa: RUF001 - quotation marks


def sentence_spans(
    text: str, start: int, end: int, language: str = "en"
) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one paragraph, in a *language* (BCP 47).

    Line and page breaks inside the paragraph do not end a sentence, nor does a
    boundary without white space after it ("Sino-U.S. relations"), but for "。". The marks
    of notes stay with the sentence before them. Of several sentences within one pair of
    quotation marks each is one.
    """
    # Each white-space character becomes one blank, so that offsets stay the same.
    words = re.sub(r"\s", " ", text[start:end])
    marks = [match.span("marks") for match in _NOTES.finditer(words)]
    for low, high in marks:
        words = words[:low] + " " * (high - low) + words[high:]
    language = language.split("-", maxsplit=1)[0]
    starts = _starts(words, language)
    for quoted in _QUOTED.finditer(words):
        starts += _starts_within(quoted, language)
    spans = pairwise([*sorted(set(starts)), len(words)])
    return [
        _trimmed(text, start + low, start + high)
        for low, high in spans
        if text[start + low : start + high].strip()
    ]


def _starts_within(quoted: re.Match[str], language: str) -> list[int]:
    """Return where a sentence begins between two quotation marks, but for the first.

    The library parts nothing there. A title has no stop at its end, and may have a question
    mark within it.
    """
    first, last = quoted.span(quoted.lastindex or 0)
    words = quoted.string[first:last]
    is_closed = _CLOSED.search(words)
    return [
        first + low
        for low in _starts(words, language)[1:]
        if is_closed or _STOP.search(words[:low])
    ]


def _starts(words: str, language: str) -> list[int]:
    """Return where the sentences begin in *words*, which has no white space but blanks."""
    boundaries = sentencex.get_sentence_boundaries(language, words)
    return [
        low
        for low in (boundary["start_index"] for boundary in boundaries)
        if not low or words[low - 1].isspace() or _FULL_STOP.search(words[:low])
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at both ends."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
