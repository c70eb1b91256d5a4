"""Cut an article into its blocks.

Offsets are Unicode code points in the text as received, the end exclusive.
"""

import re
from collections.abc import Iterator

# A line of signs alone, as plain text has it below a heading and between parts.
_RULE = r"(?<![^\n])[^\S\n]*(?:={3,}|([-*_])(?:[ ]?\1){2,})[^\S\n]*(?![^\n])"
# Blocks are separated by empty lines, which may hold blanks, and by rules.
_BETWEEN_BLOCKS = re.compile(rf"{_RULE}|\n(?:[^\S\n]*\n)+")
_UNDERLINE = re.compile(rf"[^\S\n]*\n{_RULE}")
_RULES = re.compile(_RULE)


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


def is_underlined(text: str, end: int) -> bool:
    """Whether a rule stands right below the block that ends at *end*."""
    return bool(_UNDERLINE.match(text, end))


def without_rules(text: str) -> str:
    """Return a text without its rules."""
    return _RULES.sub("", text)
