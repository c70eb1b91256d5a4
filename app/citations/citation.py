"""Citations ready to copy: a reference, and of a quote what stands before and after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.citations.formatted_reference import page_reference_html
from app.citations.in_text import (
    block_words,
    cited_words,
    note_on_all,
    words_before_note,
)
from app.citations.italics import as_html, as_text
from app.domain.page_object import page_object
from app.domain.vocabulary import Style
from app.text.scripts import word_count


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The words of a quote, to be cited."""

    words: str
    """The words, on one line."""
    goes_on: bool
    """Whether they read as a sentence, and the sentence goes on: MLA marks that (6.60)."""
    caution: str
    """What they do not tell, as a sentence; empty if they tell it all."""


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


def citations(references: str, in_texts: str) -> tuple[Citation, ...]:
    """Return the citation of an article in every style; in notes, the note on it before.

    *references* and *in_texts* have one line of HTML for each style, as the store has them.
    """
    lines = zip(Style, references.split("\n"), in_texts.split("\n"), strict=True)
    return tuple(
        _citation(style, f"{note_on_all(in_text)}\n\n{reference}")
        if style is Style.CHICAGO_NOTES
        else _citation(style, reference)
        for style, reference, in_text in lines
    )


def page_citations(
    references: str, title: str, address: str, what: str = ""
) -> tuple[Citation, ...]:
    """Return the citation of a page of the site in every style.

    *references* has one line of HTML for each style, with slots; the others are plain text.
    *what* says what the title is, if it does not tell.
    """
    return tuple(
        _citation(style, page_reference_html(reference, title, address, style, what))
        for style, reference in zip(Style, references.split("\n"), strict=True)
    )


def quote_citations(
    references: str, places: Iterable[str], words: QuotedWords, address: str
) -> tuple[Citation, ...]:
    """Return the citation of a quote in every style.

    That is the quote as it stands in a text, its caution, the entry, and where it was found:
    no style has that in its entry. *references* has one line of HTML for each style;
    *places*, what follows the words in brackets, or the note on them, one piece of HTML.
    """
    told = f"\n\n{as_html(words.caution)}" if words.caution else ""
    at = as_html(f"Quoted at {address}")
    return tuple(
        _quote_citation(style, words, place, f"{told}\n\n{reference}\n\n{at}")
        for style, place, reference in zip(
            Style, places, references.split("\n"), strict=True
        )
    )


def _quote_citation(
    style: Style, quoted: QuotedWords, place: str, rest: str
) -> Citation:
    words = quoted.words
    least, unit = style.block_from
    omitted = " . . ." if style is Style.MLA and quoted.goes_on else ""
    block = (word_count(words) if unit == "words" else len(words)) >= least
    if style is Style.CHICAGO_NOTES:
        shown = block_words(words, style) if block else f"“{words_before_note(words)}”"
        html = f"{as_html(shown)}\n{place}"
    elif block:
        html = f"{as_html(block_words(words, style))}{omitted} {place}"
    else:
        html = f"“{as_html(cited_words(words))}{omitted}” {place}."
    return _citation(style, html + rest, block=block)


def _citation(style: Style, html: str, *, block: bool = False) -> Citation:
    return Citation(style, as_text(html), html, block)
