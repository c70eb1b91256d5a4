"""Citations ready to copy: a reference, and of a quote what stands before and after it."""

from collections.abc import Iterable

from app.citations.formatted_reference import page_reference_html
from app.citations.in_text import block_words, cited_words, words_before_note
from app.citations.italics import as_html, as_text
from app.domain.page_object import page_object
from app.domain.vocabulary import Style
from app.text.scripts import word_count


@page_object
class Citation:
    """A citation in one style."""

    style: Style
    """The style."""
    text: str
    """The citation, ready to copy."""
    html: str
    """The same with its italics, in i elements; an empty line parts its paragraphs."""
    block: bool
    """Whether it begins with a quotation in a block, which has no quotation marks."""


def citations(references: str) -> tuple[Citation, ...]:
    """Return a citation in every style; *references* has one line of HTML for each."""
    lines = references.split("\n")
    return tuple(_citation(*one) for one in zip(Style, lines, strict=True))


def page_citations(references: str, title: str, address: str) -> tuple[Citation, ...]:
    """Return the citation of a page of the site in every style.

    *references* has one line of HTML for each style, with slots; the others are plain text.
    """
    return tuple(
        _citation(style, page_reference_html(reference, title, address, style))
        for style, reference in zip(Style, references.split("\n"), strict=True)
    )


def quote_citations(
    references: str, places: Iterable[str], words: str, caution: str, address: str
) -> tuple[Citation, ...]:
    """Return the citation of a quote in every style.

    That is the quote as it stands in a text, the entry, and where it was found: no style
    has that in its entry. *references* has one line of HTML for each style; *places*, what
    follows the words in brackets, or the note on them, one piece of HTML. The *caution*
    travels with the words, in square brackets, as an addition of ours; it is a sentence, or
    empty.
    """
    told = f" [{as_html(caution)}]" if caution else ""
    at = f"Quoted at {address}"
    return tuple(
        _quote_citation(style, words, place, told, f"\n\n{reference}\n\n{at}")
        for style, place, reference in zip(
            Style, places, references.split("\n"), strict=True
        )
    )


def _quote_citation(
    style: Style, words: str, place: str, told: str, rest: str
) -> Citation:
    least, unit = style.block_from
    block = (word_count(words) if unit == "words" else len(words)) >= least
    if style is Style.CHICAGO_NOTES:
        shown = block_words(words) if block else f"“{words_before_note(words)}”"
        html = f"{as_html(shown)}{told}\n{place}"
    elif block:
        html = f"{as_html(block_words(words))} {place}{told}"
    else:
        html = f"“{as_html(cited_words(words))}” {place}.{told}"
    return _citation(style, html + rest, block=block)


def _citation(style: Style, html: str, *, block: bool = False) -> Citation:
    return Citation(style, as_text(html), html, block)
