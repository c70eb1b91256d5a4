"""Citations in the text: "(Datta, 2025, para. 4)", in each style.

By the publication manuals: APA 7 (8.10 to 8.23), MLA 9 (6.1 to 6.26), Chicago 17 (15.21 to
15.27), Harvard as in Cite Them Right. Articles on the web have no pages: their paragraphs
are counted.
"""

import re

from app.domain.records import Published, Source
from app.domain.vocabulary import Style

# So many authors are named; of more, the first.
_NAMED = 2
_ARTICLE = re.compile(r"^(?:A|An|The) (?=\S+ \S)")
# In the words of somebody whom the author quotes.
_SECOND_HAND = {
    Style.APA: "as cited in",
    Style.MLA: "qtd. in",
    Style.CHICAGO: "quoted in",
    Style.HARVARD: "quoted in",
}


def in_text(source: Source, style: Style, original: int | None = None) -> str:
    """Return what follows a quotation in brackets, up to the number of its paragraph.

    *original* is the year in which it appeared elsewhere before.
    """
    who, year = _who(source, style), _year(source.published, style, original)
    match style:
        case Style.MLA:
            # A comma stands before a closing mark.
            return f"{who.removesuffix('”')},{'”' if who.endswith('”') else ''} par. "
        case Style.CHICAGO:
            return f"{who} {year}, para. "
        case _:
            return f"{who}, {year}, para. "


def quoted(before: str, passage: int, style: Style, speaker: str = "") -> str:
    """Return the brackets that follow a quotation; *before* is from `in_text`.

    *speaker* is whoever says the words; empty if the author does.
    """
    second_hand = f"{speaker}, {_SECOND_HAND[style]} " if speaker else ""
    return f"({second_hand}{before}{passage})"


def turned(words: str) -> str:
    """Return the words of a quotation with the marks within them turned to single ones."""
    words = re.sub(r'(?<!\w)"(?=\S)|“', "‘", words)  # noqa: RUF001 - quotation marks look alike
    return re.sub(r'"|”', "’", words)  # noqa: RUF001 - as above


def _who(source: Source, style: Style) -> str:
    """Return the authors, or what stands in their place in the list of references."""
    names = [author.literal or author.family or "" for author in source.authors]
    if len(names) > _NAMED:
        return f"{names[0]} et al."
    if names:
        return (" & " if style is Style.APA else " and ").join(names)
    if style is Style.APA and source.publisher:
        return source.publisher
    if style is Style.CHICAGO and (source.publisher or source.container):
        return source.publisher or source.container or ""
    short = source.title.partition(":")[0]
    return f"“{_ARTICLE.sub('', short)}”" if style is Style.MLA else short


def _year(published: Published, style: Style, original: int | None) -> str:
    """Return the year, marked if it is inferred; with the earlier one if a style has it."""
    if not published.parts:
        return "n.d."
    year = f"{published.parts[0]}"
    if published.year_inferred:
        marked = {Style.APA: f"ca. {year}", Style.CHICAGO: f"[{year}?]"}
        return marked.get(style, f"c. {year}")
    if original and original != published.parts[0]:
        earlier = {
            Style.APA: f"{original}/{year}",
            Style.CHICAGO: f"[{original}] {year}",
        }
        return earlier.get(style, year)
    return year
