"""Cut an article into its blocks.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re
from collections.abc import Iterator

# Blocks are separated by empty lines, which may hold blanks.
_BETWEEN_BLOCKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def block_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each block of *text*, without white space at its ends."""
    at = 0
    for between in [*_BETWEEN_BLOCKS.finditer(text), None]:
        end = between.start() if between else len(text)
        words = text[at:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield at + lead, at + len(words.rstrip())
        at = between.end() if between else end
