"""Citations in the text: "(Datta, 2025, para. 4)", in each style, as HTML; or in a note.

By the publication manuals: APA 7 (8.10 to 8.23), MLA 9 (chapter 6), Chicago 18 (chapters 13
and 14), Cite Them Right 12. Articles on the web have no pages: their paragraphs are counted,
as the site numbers them; not in MLA, which gives only numbers that an article prints (6.20).
"""

import re

from app.citations.authors import credited, names_html, names_in_text
from app.citations.distinctions import Distinction, cited_year, is_year_guessed
from app.citations.formatted_reference import PASSAGE, note_html
from app.citations.italics import as_html
from app.citations.reference import SourceReference
from app.citations.titles import curled, title_in_text, turned
from app.domain.records import Release, Source
from app.domain.vocabulary import Style

# In the words of somebody whom the author quotes.
_SECOND_HAND = {
    Style.APA: "as cited in",
    Style.MLA: "qtd. in",
    Style.CHICAGO: "quoted in",
    Style.CHICAGO_NOTES: "quoted in",
    Style.HARVARD: "quoted in",
}
_CLOSED = re.compile(r"[.?!…][’”\"]?$")  # noqa: RUF001 - quotation marks
_OPEN_END = re.compile(r"\.?[,;:]?([’”\"]?)$")  # noqa: RUF001 - as above
# A stop that follows closing marks, which it stands within in American English.
_STOP_AFTER_MARKS = re.compile(r"([’”]+)\.$")  # noqa: RUF001 - as above
# What is quoted in single marks; an apostrophe within it is none.
_SINGLE = re.compile(r"(?<!\w)‘((?:[^‘’“”]|’(?=\w))*)’(?!\w)")  # noqa: RUF001 - as above
_STOP = re.compile(r"(?<!\.)(?<!\.\w)(?<!\. )\.(?=’?$)|[,;:](?=’?$)")  # noqa: RUF001 - a quotation mark


def cited_words(words: str) -> str:
    """Return the words of a quotation as they stand between marks.

    Marks within them are turned; a stop at their end follows the brackets, unless it is the
    point of an abbreviation such as "U.S.".
    """
    return _STOP.sub("", turned(words))


def block_words(words: str, style: Style) -> str:
    """Return the words of a quotation as they stand in a block: they end with a stop.

    Where no marks stand around them, those within are double ones; Harvard leaves them.
    """
    words = _ended(words)
    if style is Style.HARVARD:
        return words
    return _STOP_AFTER_MARKS.sub(r".\1", _SINGLE.sub(r"“\1”", words))


def words_before_note(words: str) -> str:
    """Return the words of a quotation as they stand between marks that a note's number follows.

    They end with a stop, and so within all marks.
    """
    return _STOP_AFTER_MARKS.sub(r".\1", turned(_ended(words)))


def _ended(words: str) -> str:
    words = curled(words)
    return words if _CLOSED.search(words) else _OPEN_END.sub(r".\1", words, count=1)


def in_text(
    reference: SourceReference, release: Release, style: Style, told: Distinction
) -> str:
    """Return what follows a quotation in brackets, or its note, in `CHICAGO_NOTES`.

    *told* tells the source from others. A slot stands for the number of the paragraph, if any.
    """
    source = reference.source
    if style is Style.CHICAGO_NOTES:
        return note_html(reference, release)
    who = _who(source, style, told)
    if style is Style.MLA:
        return who
    year = _year(source, style, told.letter, reference.original_year)
    if not (style is Style.CHICAGO and cited_year(source)):
        who = _with_comma(who)
    return f"{who} {year}, para. {PASSAGE}"


def quoted(place: str, passage: int, style: Style, speaker: str = "") -> str:
    """Return the brackets that follow a quotation, or its note; *place* is from `in_text`.

    *speaker* is whoever says these very words; empty if the author does.
    """
    second_hand = f"{as_html(speaker)}, {_SECOND_HAND[style]} " if speaker else ""
    cited = second_hand + place.replace(PASSAGE, f"{passage}")
    return cited if style is Style.CHICAGO_NOTES else f"({cited})"


def note_on_all(note: str) -> str:
    """Return a note from `in_text` without the number of a paragraph: on all of a source."""
    return note.replace(f", para. {PASSAGE}", "")


def short_note(source: Source) -> str:
    """Return the note of Chicago on a source that was noted before, with a slot as well.

    That is the family names and the main part of the title (13.32).
    """
    style = Style.CHICAGO_NOTES
    names = names_in_text(source.authors, style) if source.authors else ""
    title = _with_comma(title_in_text(source, style))
    return f"{as_html(names)}{', ' if names else ''}{title} para. {PASSAGE}."


def _with_comma(words: str) -> str:
    """Return words with a comma, which stands within the closing mark of a title."""
    return f"{words[:-1]},”" if words.endswith("”") else f"{words},"


def _who(source: Source, style: Style, told: Distinction) -> str:
    """Return the authors, or what stands in their place in the list of references."""
    authors = credited(source, style)
    title = title_in_text(source, style)
    if not authors:
        return title
    names = names_in_text(authors, style, named=told.named, more=told.more)
    who = names_html(names, source, style)
    return f"{who}, {title}" if told.titled else who


def _year(source: Source, style: Style, letter: str, original: int | None) -> str:
    """Return the year, with the earlier one if a style has it.

    A year that is inferred stands in square brackets, in which a guess is marked.
    """
    known = cited_year(source)
    if not known:
        if style is Style.HARVARD:
            return f"no date {letter}".strip()
        return f"n.d.-{letter}" if letter else "n.d."
    year = f"{known}{letter}"
    if is_year_guessed(source):
        marked = {Style.APA: f"[ca. {year}]", Style.CHICAGO: f"[{year}?]"}
        return marked.get(style, f"[c. {year}]")
    if source.published.year_inferred:
        return f"[{year}]"
    if original:
        earlier = {
            Style.APA: f"{original}/{year}",
            Style.CHICAGO: f"[{original}] {year}",
        }
        return earlier.get(style, year)
    return year
