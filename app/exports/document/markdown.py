"""Write a text as Markdown (CommonMark): quotes as such, addresses as links."""

import re

from app.exports.document.model import Block, Document, Kind, Run

_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$^#]")
# What begins a list, a heading or a rule where a line begins with it.
_BEGINS = re.compile(r"^(\d*)([-+=.)])")
_BEFORE = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.QUOTE: "> "}


def encode(text: Document) -> bytes:
    """Give the text in UTF-8, an empty line between blocks."""
    number = 0
    lines = []
    for block in text.blocks:
        number += block.kind is Kind.REFERENCE
        before = f"{number}. " if block.kind is Kind.REFERENCE else ""
        lines.append(_BEFORE.get(block.kind, before) + _line(block))
    return ("\n\n".join(lines) + "\n").encode()


def _line(block: Block) -> str:
    if block.kind is Kind.NOTE:
        return f"**My note:** {block.plain}"
    return _BEGINS.sub(r"\1\\\2", "".join(map(_run, block.runs)))


def _run(run: Run) -> str:
    words = _SIGNS.sub(r"\\\g<0>", run.text)
    if run.bold:
        words = f"**{words}**"
    # Markdown has no place to lead to within a text.
    return f"[{words}](<{run.link}>)" if run.link and run.link[0] != "#" else words
