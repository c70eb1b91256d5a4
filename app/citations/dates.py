"""The date of publication in a reference, as each style has it; inferred parts in brackets."""

import re
from calendar import month_name
from typing import Any

from app.citations.distinctions import cited_year, is_year_guessed
from app.citations.titles import TITLE_CASE
from app.domain.records import Source
from app.domain.vocabulary import Style


def issued(source: Source, style: Style) -> dict[str, Any] | None:
    """Return the date of publication; None if its year is not known.

    "circa" marks a guess; in MLA and Chicago also a year that is only not stated, which
    has square brackets there; not in notes, which get theirs in `with_inferred_date`.
    """
    published = source.published
    year = cited_year(source)
    if not year:
        return None
    years = [[int(one)] for one in year.split("–")]  # noqa: RUF001 - a dash
    if style is Style.MLA and len(years) > 1:
        # Of the second year it drops the digits of the same century.
        return {"literal": re.sub(r"^(\d\d)(.*)\1", r"\1\2", year)}
    supplied = published.year_inferred and style in TITLE_CASE
    in_notes = style is Style.CHICAGO_NOTES
    return {
        "date-parts": [published.parts] if published.parts else years,
        "circa": not in_notes and (is_year_guessed(source) or supplied),
    }


def with_inferred_date(html: str, source: Source, style: Style) -> str:
    """Put in square brackets what is inferred of the date: "([2022, February])".

    citeproc-py does so with the year in MLA and Chicago, and in MLA with all beside it.
    """
    published, year = source.published, cited_year(source)
    if not published.inferred or not year:
        return html
    if style is Style.CHICAGO_NOTES:
        return _with_whole_date(html, source, year)
    if published.year_inferred:
        guess = "c. " if style is Style.HARVARD and is_year_guessed(source) else ""
        years = rf"\(((?:ca\. )?{year}[a-z]?(?:, [^)]*)?)\)"
        if style in {Style.APA, Style.HARVARD}:
            html = re.sub(years, rf"([{guess}\1])", html, count=1)
        if style in {Style.APA, Style.MLA}:
            return html
    if not (named := (published.parts or ())[1:]):
        return html
    month = month_name[named[0]]
    pattern = {
        Style.APA: rf"(\({year}[a-z]?, )({month}[^)]*)",
        Style.MLA: rf"(.*[,”] )((?:\d+ )?{month[:3]}\w*\.?)(?= {year})",
        Style.CHICAGO: rf"(.*[,.”] )({month}(?: \d+)?)(?=\.)",
        Style.HARVARD: rf"(.*, )((?:\d+ )?{month})(?=\.)",
    }
    return re.sub(pattern[style], r"\1[\2]", html, count=1)


def _with_whole_date(html: str, source: Source, year: str) -> str:
    """Put in square brackets what is inferred of a date in a note: "[February 2022]"."""
    published = source.published
    named = (published.parts or ())[1:]
    day = rf"(?:{month_name[named[0]]}(?: \d+)?)?" if named else ""
    # What stands before it may have a year of its own, such as a title.
    *_, date = re.finditer(rf"(?<=[ (])({day})(,? ?){year}(?=[).,])", html)
    guess = "?" if is_year_guessed(source) else ""
    shown = f"[{date[1]}]{date[2]}{year}" if date[1] else year
    if published.year_inferred:
        shown = f"[{date[0]}{guess}]"
    return html[: date.start()] + shown + html[date.end() :]
