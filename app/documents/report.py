"""What ``add`` prints of a source that it made. Pure."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.documents.blocks import Block
from app.documents.source_files import NewSource
from app.domain.counts import count
from app.domain.errors import printable
from app.domain.vocabulary import PassageKind
from app.text.visible_text import UNSEEN, visible_text

_FACTS = (
    "title", "subtitle", "authors", "published", "container", "volume", "issue", "pages",
    "kind", "publisher", "url", "language",
)  # fmt: skip
# That these are not found is nothing to tell.
_RARE = {"subtitle", "volume", "issue", "pages", "kind"}
# So many doubtful blocks are shown; the file has all of them.
_SHOWN = 5
_NAMES = {
    PassageKind.PARAGRAPH: ("paragraph",),
    PassageKind.HEADING: ("heading",),
    PassageKind.ITEM: ("list item",),
    PassageKind.CAPTION: ("caption or row of a table", "captions and rows of tables"),
    PassageKind.NOTE: ("note",),
    PassageKind.FRONT: ("block before the article", "blocks before the article"),
    PassageKind.BACK: ("block after it", "blocks after it"),
    PassageKind.CHROME: (
        "block beside it, such as a running head",
        "blocks beside it, such as running heads",
    ),
}


def report(new: NewSource, folder: Path, *, named: bool = False) -> Iterator[str]:
    """Return what was found, what was guessed, and what to look at, a line each.

    *folder* is that of the seeds into which it was written; *named* is whether its speaker
    was added there, too.
    """
    return map(printable, _lines(new, folder, named=named))


def _lines(new: NewSource, folder: Path, *, named: bool) -> Iterator[str]:
    yield "wrote " + ", ".join(str(folder / name) for name in new.files)
    counts = Counter(block.kind for block in new.blocks)
    yield "  " + ", ".join(
        count(counts[k], *name) for k, name in _NAMES.items() if counts[k]
    )
    yield from _facts(new)
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
            f"{number} ({times})" for number, times in unseen.most_common(_SHOWN)
        )
    look = list(_to_look_at(new))
    if look:
        yield "  look at these first, in this order:"
    for number, lines in enumerate(look, 1):
        yield f"    {number}. {lines[0]}"
        yield from (f"       {line}" for line in lines[1:])
    yield from _next(new, named=named)


def _facts(new: NewSource) -> Iterator[str]:
    """Yield each fact, and how it is known."""
    for key in _FACTS:
        facts = new.found.authors if key == "authors" else ()
        facts = facts or tuple(filter(None, [new.found.one.get(key)]))
        if facts:
            values = "; ".join(fact.value for fact in facts)
            yield f"  {key}: {values} ({facts[0].basis}: {facts[0].taken_from})"
        elif key not in _RARE:
            yield f"  {key}: not found"


def _to_look_at(new: NewSource) -> Iterator[list[str]]:
    """Yield what an editor has to decide, the weightiest first, each as its lines."""
    if new.alike:
        yield [f"{new.alike}: is it this one, saved again? Then remove one of the two"]
    if not new.found.authors:
        yield ["authors: none was found; write them, or leave the list empty"]
    if "published" not in new.found.one:
        yield [
            (
                "published: no date was found; write it, or the first and the last day on which it "
                f"may have appeared: sources/{new.slug}.toml shows how"
            )
        ]
    for key, why in new.found.doubts.items():
        yield [f"{key}: {why}"]
    unsure = [block for block in new.blocks if block.unsure]
    if unsure:
        shown = [f"“{block.text[:60]}”: {block.unsure}" for block in unsure[:_SHOWN]]
        number = count(len(unsure), "block")
        yield [f"{number} to decide about; check lists all of them:", *shown]


def _has_markup(block: Block) -> bool:
    """Whether readers see less than a block has, but for the marks of notes."""
    whole = block.text.replace("<sup>", "").replace("</sup>", "")
    return visible_text(block.text, 0, len(block.text)) != whole


def _next(new: NewSource, *, named: bool) -> Iterator[str]:
    speaker = f"name the speaker {new.voice.id} in debate.toml if it is new"
    if named:
        speaker = f"what debate.toml says of {new.voice.id}, added there"
    yield f"  next: see whether sources/{new.slug}.toml is right, and {speaker}"
