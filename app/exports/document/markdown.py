"""A document as Markdown (CommonMark)."""

import re

from app.exports.document.model import Block, BlockKind, Document, Run

_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$^#]")
# What makes a line a list item, a heading or a rule.
_LINE_START = re.compile(r"^(\d*)([-+=.)])")
_PREFIXES = {
    BlockKind.TITLE: "# ",
    BlockKind.HEADING: "## ",
    BlockKind.QUOTE: "> ",
    BlockKind.REFERENCE: "- ",
}


def encode(document: Document) -> bytes:
    """Return the document in UTF-8, with an empty line between blocks."""
    lines = []
    for block in document.blocks:
        prefix = _PREFIXES.get(block.kind, "")
        lines.append(prefix + _line(block))
        if block.below:
            lines.append(" " * len(prefix) + "".join(map(_run, block.below)))
    return ("\n\n".join(lines) + "\n").encode()


def _line(block: Block) -> str:
    if block.kind is BlockKind.NOTE:
        return f"**My note:** {block.plain}"
    return _LINE_START.sub(r"\1\\\2", "".join(map(_run, block.runs)))


def _run(run: Run) -> str:
    text = _SIGNS.sub(r"\\\g<0>", run.text)
    if run.bold:
        text = f"**{text}**"
    elif run.italic:
        text = f"*{text}*"
    # Markdown has no anchors to link to.
    return f"[{text}](<{run.link}>)" if run.link and run.link[0] != "#" else text
