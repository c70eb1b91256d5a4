"""Find the words that an editor wrote; where they are missing, say what is there. Pure."""

import contextlib
from collections.abc import Mapping

from app.compile.seed_schema import SeedQuote, SeedSetAside
from app.compile.segment import Segmented
from app.compile.toml_strings import toml_string
from app.domain.vocabulary import Match
from app.text.anchoring import (
    Anchor,
    AnchoringError,
    FoldedText,
    NoMatch,
    anchor,
    fold,
    nearest_text,
)
from app.text.visible_text import quotable_text, with_signs

Sources = Mapping[str, Segmented]
# What singles out one of several places with the same words.
ONE_OF_SEVERAL = ("prefix", "suffix", "nth")


def seed_anchor(sources: Sources, slug: str, seed: SeedQuote | SeedSetAside) -> Anchor:
    """Return where the words stand in the body of the source *slug*.

    Raises AnchoringError, with where else the words are or what is most like them.
    """
    source, exact = sources[slug], seed.exact or ""
    for blocks in (source.body, *source.shown_bodies):
        with contextlib.suppress(NoMatch):
            found = anchor(
                source.file.text,
                blocks,
                exact,
                prefix=seed.prefix,
                suffix=seed.suffix,
                nth=seed.nth,
            )
            return found if blocks is source.body else _with_signs(source, found)
    hint = _elsewhere(sources, slug, exact) or _nearest(sources, slug, exact)
    raise NoMatch(*hint)


def _with_signs(source: Segmented, found: Anchor) -> Anchor:
    """Return where words stand that were found as readers see them, with their markup."""
    passage = source.passage_at(found.start)
    block = passage.start, passage.end
    span = with_signs(source.file.text, block, found.start, found.end)
    return Anchor(*span, Match.TYPOGRAPHIC)


def stands_once(source: Segmented, seed: SeedQuote | SeedSetAside) -> bool:
    """Return whether the words stand in the body exactly once, whatever is around them."""
    try:
        anchor(source.file.text, source.body, seed.exact or "")
    except AnchoringError:
        return False
    return True


def _elsewhere(sources: Sources, slug: str, exact: str) -> tuple[str, str] | None:
    """Return what and remedy if the very words stand outside the body of *slug*."""
    source = sources[slug]
    text = source.file.text
    if any(_contains(text, block, exact) for block in source.body):
        return (
            "these words are there, but not with this prefix or suffix",
            "copy the words that stand right before and after them",
        )
    for passage in source.passages:
        block = fold(text[passage.start : passage.end], passage.start)
        if _contains(text, block, exact):
            where = f"{passage.kind.value}, at character {passage.start}"
            return (
                f"these words stand in a block of kind {where}, not in the body",
                "quote the body, or fix the kind under blocks",
            )
    if _contains(text, fold(text), exact):
        return (
            "these words run over more than one block",
            "make two quotes, or declare the page break under joins",
        )
    for other, candidate in sources.items():
        if any(
            _contains(candidate.file.text, block, exact) for block in candidate.body
        ):
            return (
                f"these words stand in {other!r}, not in {slug!r}",
                f'write source = "{other}"',
            )
    return None


def _contains(text: str, block: FoldedText, exact: str) -> bool:
    """Return whether the words stand in the block, once or more often."""
    try:
        anchor(text, [block], exact)
    except NoMatch:
        return False
    except AnchoringError:
        return True
    return True


def _nearest(sources: Sources, slug: str, exact: str) -> tuple[str, str]:
    """Return what and remedy, with the most similar text of any source, this one first."""
    candidates = [
        (candidate, other)
        for other, source in sources.items()
        if (candidate := nearest_text(source.shown, exact))
    ]
    if not candidates:
        return f"these words are not in {slug!r}", "copy them again"
    best, where = max(candidates, key=lambda pair: (pair[0].likeness, pair[1] == slug))
    source = sources[where]
    passage = source.passage_at(best.start)
    named = f"passage {passage.number}"
    if passage.number is None:
        named = f"a block of kind {passage.kind.value}"
    block = passage.start, passage.end
    words = quotable_text(source.file.text, block, best.start, best.end)
    here = "" if where == slug else f" of {where!r}"
    exact = toml_string(" ".join(words.split()))
    there = f"{named}{here} has, with {best.differences}: exact = {exact}"
    return (
        f"these words are not in {slug!r}; {there}",
        "paste that if you mean it ([-yours-], {+the source's+})",
    )
