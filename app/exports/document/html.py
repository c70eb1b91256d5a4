"""A document as one self-contained page of HTML, ready to print."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from app.exports.document.model import Block, BlockKind, Document, Run
from app.text.scripts import language_attributes

_STYLE = """\
@page { margin: 25mm 22mm; }
body { overflow-wrap: anywhere; max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem; color: #17181a;
  background: #fff; font: 1rem/1.5 "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.25rem 0 .25rem; font-size: 1.125rem; line-height: 1.35; }
p { margin: .25rem 0; }
blockquote { margin: 1rem 0 .25rem; padding-inline-start: 1rem;
  border-inline-start: 2px solid #50545a;
  font: 1.0625rem/1.55 Georgia, "Times New Roman", serif; }
.by { padding-inline-start: 1.125rem; }
.by, li { font-size: .875rem; overflow-wrap: anywhere; }
.note { margin: .75rem 0; padding: .5rem .75rem; border: 1px solid #50545a;
  white-space: pre-line; }
ul { padding: 0; list-style: none; }
li { margin: .375rem 0; padding-inline-start: 2rem; text-indent: -2rem; }
li > p { text-indent: 0; }
a { color: inherit; text-decoration-color: #999; text-underline-offset: .15em; }
a[href^="#"] { text-decoration: none; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h1, h2, h2 + p, blockquote { break-after: avoid; }
  blockquote, .note, li { break-inside: avoid; }
  a { text-decoration: none; }
}
"""
_TAGS = {
    BlockKind.TITLE: ("<h1>", "</h1>"),
    BlockKind.HEADING: ("<h2>", "</h2>"),
    BlockKind.LINE: ("<p>", "</p>"),
    BlockKind.QUOTE: ("<blockquote>", "</blockquote>"),
    BlockKind.BY: ('<p class="by">', "</p>"),
    BlockKind.NOTE: ('<p class="note"><b>My note:</b> ', "</p>"),
}


def encode(document: Document) -> bytes:
    """Return the page in UTF-8, with one line for each block."""
    groups = groupby(document.blocks, lambda block: block.kind is BlockKind.REFERENCE)
    body = [
        line
        for is_list, blocks in groups
        for line in (_list(blocks) if is_list else map(_block, blocks))
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.language)}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)}</title>",
            f"<style>\n{_STYLE}</style></head>",
            "<body>",
            *body,
            "</body></html>\n",
        ]
    ).encode()


def _block(block: Block) -> str:
    opens, closes = _TAGS[block.kind]
    if block.language:
        opens = opens.replace(">", f"{language_attributes(block.language)}>", 1)
        return f"{opens}{escape(block.plain, quote=False)}{closes}"
    return f"{opens}{''.join(map(_run, block.runs))}{closes}"


def _list(references: Iterable[Block]) -> list[str]:
    """Return the references as a list, each with the anchor of its place."""
    items = []
    for number, block in enumerate(references, 1):
        words, below = ("".join(map(_run, runs)) for runs in (block.runs, block.below))
        items.append(f'<li id="r{number}">{words}{below and f"<p>{below}</p>"}</li>')
    return ["<ul>", *items, "</ul>"]


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    if run.language:
        text = f"<span{language_attributes(run.language)}>{text}</span>"
    text = f"<b>{text}</b>" if run.bold else f"<i>{text}</i>" if run.italic else text
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
