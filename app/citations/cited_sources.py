"""How each source of a debate is cited, in every style."""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from app.citations.distinctions import distinctions
from app.citations.formatted_reference import reference_html
from app.citations.in_text import in_text, short_note
from app.citations.reference import SourceReference
from app.domain.records import Release, Source
from app.domain.vocabulary import Style

# From so many sources on, their references take longer than another process takes to start.
# Our choice.
_MANY = 200

Citations = list[dict[str, str]]


@contextlib.contextmanager
def sources_being_cited(
    sources: Sequence[Source], release: Release
) -> Iterator[Callable[[], Citations]]:
    """Yield a function that returns how each source is cited, with a style per line.

    Of many sources another process writes it meanwhile.
    """
    if len(sources) < _MANY:
        yield partial(citations, sources, release)
        return
    context: Any = multiprocessing.get_context("spawn")  # works wherever Python does
    with ProcessPoolExecutor(1, context) as process:
        yield process.submit(citations, sources, release).result


def citations(sources: Sequence[Source], release: Release) -> Citations:
    """Return how each source is cited in a list and in a text, with a style per line.

    And the short note that follows the first.
    """
    told = {style: distinctions(sources, style) for style in Style}
    rows = []
    for source in sources:
        cited = SourceReference(source, ())
        own = {style: told[style][source.id] for style in Style}
        entries = (reference_html(cited, release, style, own[style]) for style in Style)
        in_texts = (in_text(cited, release, style, own[style]) for style in Style)
        row = {"cited": "\n".join(entries), "cited_in_text": "\n".join(in_texts)}
        rows.append(row | {"noted_again": short_note(source)})
    return rows
