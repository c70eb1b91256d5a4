"""Cut a paragraph into its sentences.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re

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


def sentence_spans(
    text: str, start: int, end: int, language: str = "en"
) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one paragraph, in a *language* (BCP 47).

    Line and page breaks inside the paragraph do not end a sentence, nor does a
    boundary without white space after it ("Sino-U.S. relations"), but for "。". The marks
    of notes stay with the sentence before them.
    """
    # Each white-space character becomes one blank, so that offsets stay the same.
    words = re.sub(r"\s", " ", text[start:end])
    marks = [match.span("marks") for match in _NOTES.finditer(words)]
    for low, high in marks:
        words = words[:low] + " " * (high - low) + words[high:]
    found: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries(
        language.split("-", maxsplit=1)[0], words
    ):
        low, high = boundary["start_index"], boundary["end_index"]
        ended = low == 0 or words[low - 1].isspace() or _FULL_STOP.search(words[:low])
        if found and not ended:
            low = found.pop()[0]
        if text[start + low : start + high].strip():
            found.append((low, high))
    return [_trimmed(text, start + low, start + high) for low, high in found]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at both ends."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
