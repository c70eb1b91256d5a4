"""What ``add`` prints of a source that it made. Pure."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.documents.blocks import Block
from app.documents.source_files import NewSource
from app.domain.errors import printable
from app.domain.vocabulary import PassageKind
from app.text.visible_text import UNSEEN, visible_text

_FACTS = ("title", "authors", "published", "container", "publisher", "url", "language")
# So many doubtful blocks are shown; the file has all of them.
_SHOWN = 5
_NAMES = {
    PassageKind.PARAGRAPH: "paragraphs",
    PassageKind.HEADING: "headings",
    PassageKind.ITEM: "list items",
    PassageKind.CAPTION: "captions",
    PassageKind.NOTE: "notes",
    PassageKind.FRONT: "blocks before the article",
    PassageKind.BACK: "blocks after it",
}


def report(new: NewSource, folder: Path) -> Iterator[str]:
    """Return what was found, what was guessed, and what to look at, a line each.

    *folder* is that of the seeds into which it was written.
    """
    return map(printable, _lines(new, folder))


def _lines(new: NewSource, folder: Path) -> Iterator[str]:
    yield "wrote " + ", ".join(str(folder / name) for name in new.files)
    counts = Counter(block.kind for block in new.document.blocks)
    yield "  " + ", ".join(
        f"{counts[k]} {name}" for k, name in _NAMES.items() if counts[k]
    )
    for key in _FACTS:
        facts = new.found.authors if key == "authors" else ()
        facts = facts or tuple(filter(None, [new.found.one.get(key)]))
        if not facts:
            yield f"  {key}: not found"
            continue
        values = "; ".join(fact.value for fact in facts)
        yield f"  {key}: {values} ({facts[0].basis}: {facts[0].taken_from})"
    for remark in new.document.remarks:
        yield f"  {remark}"
    marked = sum(map(_has_markup, new.document.blocks))
    if marked:
        yield f"  blocks with signs that are shown as markup (*, ** or #): {marked}"
    unseen = Counter(
        f"U+{ord(sign):04X}"
        for block in new.document.blocks
        for sign in UNSEEN.findall(block.text)
    )
    if unseen:
        yield "  signs that no reader sees, shown by their numbers: " + ", ".join(
            f"{number} ({count})" for number, count in unseen.most_common(_SHOWN)
        )
    unsure = [block for block in new.document.blocks if block.unsure]
    if unsure:
        yield f"  {len(unsure)} blocks to decide about; check lists them:"
    for block in unsure[:_SHOWN]:
        yield f"    “{block.text[:60]}”: {block.unsure}"
    yield from _next(new)


def _has_markup(block: Block) -> bool:
    """Whether readers see less than a block has, but for the marks of notes."""
    whole = block.text.replace("<sup>", "").replace("</sup>", "")
    return visible_text(block.text, 0, len(block.text)) != whole


def _next(new: NewSource) -> Iterator[str]:
    facts = f"sources/{new.slug}.toml"
    yield f"  next: see whether {facts} is right, and name the speaker {new.speaker}"
    yield "  in debate.toml if it is new; then run check"
