"""Cut a paragraph into its sentences.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re

import sentencex

# What ends a sentence where no blank follows: the full stops of Chinese and Japanese, and
# the marks that close after them.
_FULL_STOP = re.compile(r"[。．！？｡][」』”’）》〉】\"']*$")  # noqa: RUF001 - those of Chinese


def sentence_spans(
    text: str, start: int, end: int, language: str = "en"
) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one paragraph, in a *language* (BCP 47).

    Line and page breaks inside the paragraph do not end a sentence, nor does a
    boundary without white space after it ("Sino-U.S. relations"), but for "。".
    """
    # Each white-space character becomes one blank, so that offsets stay the same.
    words = re.sub(r"\s", " ", text[start:end])
    found: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries(
        language.split("-", maxsplit=1)[0], words
    ):
        low, high = boundary["start_index"], boundary["end_index"]
        ended = low == 0 or words[low - 1].isspace() or _FULL_STOP.search(words[:low])
        if found and not ended:
            low = found.pop()[0]
        if words[low:high].strip():
            found.append((low, high))
    return [_trimmed(text, start + low, start + high) for low, high in found]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at both ends."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
