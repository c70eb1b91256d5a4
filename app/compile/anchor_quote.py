"""Find the words that a curator wrote, and where they are not found, say what is.

Everything here is pure.
"""

from collections.abc import Mapping

from app.compile.seed_files import SourceFile
from app.compile.seed_schema import SeedQuote, SeedSetAside
from app.compile.segment import Segmented, Span
from app.text.anchoring import Found, NotThere, Unanchored, find, nearest

SegmentedSources = Mapping[str, tuple[SourceFile, Segmented]]


def anchored(
    sources: SegmentedSources, slug: str, seed: SeedQuote | SeedSetAside
) -> Found:
    """Find the words in the body of the source *slug*, once and whole.

    Raises Unanchored, which says where else the words are, or what is most like them.
    """
    source, parts = sources[slug]
    try:
        return find(
            source.text,
            parts.body,
            seed.exact,
            prefix=seed.prefix,
            suffix=seed.suffix,
        )
    except NotThere:
        told = _elsewhere(sources, slug, seed.exact) or _likest(
            sources, slug, seed.exact
        )
        if told is None:
            raise
        raise NotThere(*told) from None


def _elsewhere(
    sources: SegmentedSources, slug: str, exact: str
) -> tuple[str, str] | None:
    """Say where the very words stand, if not in the body of *slug*."""
    source, parts = sources[slug]
    if any(_stand(source.text, span, exact) for span in parts.body):
        return (
            "these words are there, but not with this prefix or suffix",
            "copy the words that stand right before and after them",
        )
    for passage in parts.passages:
        if _stand(source.text, (passage.start, passage.end), exact):
            where = f"{passage.kind.value}, at character {passage.start}"
            return (
                f"these words stand in a block of kind {where}, not in the body",
                "quote the body, or mend the kind under blocks",
            )
    if _stand(source.text, (0, len(source.text)), exact):
        return (
            "these words run over more than one block",
            "make two quotes, or declare the page break under joins",
        )
    for other, (file, layout) in sources.items():
        if any(_stand(file.text, span, exact) for span in layout.body):
            return (
                f"these words stand in {other!r}, not in {slug!r}",
                f'write source = "{other}"',
            )
    return None


def _stand(text: str, span: Span, exact: str) -> bool:
    """Whether the words stand in the span, be it more than once."""
    try:
        find(text, [span], exact)
    except NotThere:
        return False
    except Unanchored:
        return True
    return True


def _likest(sources: SegmentedSources, slug: str, exact: str) -> tuple[str, str] | None:
    """Propose the most similar text, in this source or else in another."""
    proposed = [
        (found, other)
        for other, (source, _) in sources.items()
        if (found := nearest(source.text, exact))
    ]
    if not proposed:
        return None
    best, where = max(proposed, key=lambda one: (one[0].likeness, one[1] == slug))
    here = "" if where == slug else f" of {where!r}"
    return (
        f"these words are not in {slug!r}; nearest, at character {best.start}{here}: "
        + best.difference,
        "copy them again ([-yours-], {+the source's+})",
    )
