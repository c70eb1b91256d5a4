"""References in every citation style, as HTML: APA, MLA, Chicago, Harvard; notes of Chicago.

citeproc-py formats them with the styles of the Citation Style Language. It takes some
hundredths of a second for each, so they are written when the store is built. It is given
names and titles as the style has them, and the functions at the end correct its known
defects.
"""

import datetime as dt
import re
import warnings
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app.citations import csl_json
from app.citations.authors import (
    bracketed,
    credited,
    names_html,
    names_in_list,
    names_in_note,
    without_the,
)
from app.citations.dates import issued, with_inferred_date
from app.citations.distinctions import Distinction, is_year_guessed
from app.citations.italics import as_html, italic
from app.citations.reference import SourceReference
from app.citations.titles import TITLE_CASE, styled_title, title_in_list
from app.domain.dates import day_words
from app.domain.records import Release, Source
from app.domain.vocabulary import Fact, SourceKind, Style

Item = dict[str, Any]
STYLES = Path(__file__).resolve().parent / "unedited_csl"
# What the reference of a page of the site has for the page's own title and address.
TITLE, ADDRESS = "{title}", "{address}"
# What parts a note and the entry there, as the references of a release have a style per line.
NEW_LINE = "{line}"
# What a citation in a text has for the number of a paragraph.
PASSAGE = "{passage}"
_NAMES = {
    "publisher": Fact.PUBLISHER,
    "container-title": Fact.CONTAINER,
    "collection-title": Fact.CONTAINER,
}
# What follows the title of a speech; in MLA, the entry. All have it as a page of a site, of
# which citeproc-py leaves out nothing.
_SPEECH = {
    Style.APA: {"genre": "Speech transcript"},
    Style.MLA: {"genre": "", "medium": "Speech"},
    Style.CHICAGO: {"genre": "Speech"},
    Style.CHICAGO_NOTES: {"genre": "Speech"},
    Style.HARVARD: {"genre": "", "medium": "Speech"},
}
_LOCALES = {Style.HARVARD: "en-GB"}
# MLA (5.66) and Chicago leave out a publisher's article, and its initials in brackets.
_BESIDE_NAME = re.compile(r"^(?:An?|The) | \([A-Z]+\)$")
# The day on which a reader saw a page, which is not known: square brackets are for what is
# inferred.
_ACCESSED = {
    "[day month year]": "DD Month YYYY",
    "[month day, year]": "Month DD, YYYY",
}
# What MLA and Chicago have for a guess: "[Feb. 2022?]".
_SUPPLIED = re.compile(r"\[((?:\w+\.? )*\d{4}[a-z]?)\?\]")


@cache
def _style(style: Style) -> Any:
    # Imported here, so that reading a store does not need citeproc.
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    _remember_searches()
    return CitationStylesStyle(
        str(STYLES / f"{style}.csl"), locale=_LOCALES.get(style), validate=False
    )


@cache
def _remember_searches() -> None:
    """Have citeproc look once for what it looks for whenever an entry uses it.

    The searches for macros, terms and all else of a style, and for the entry itself, take
    four fifths of its time, and neither a style nor an entry changes.
    """
    from citeproc import CitationItem, model  # noqa: PLC0415 - as above

    element = model.CitationStylesElement
    for owner, name in (
        (element, "get_formatter"),
        (element, "get_locale_option"),
        (element, "get_macro"),
        (element, "get_root"),
        (element, "get_term"),
        (element, "xpath_search"),
        (model.SomewhatObjectifiedElement, "__getattr__"),
        (model.Parent, "calls_variable"),
        (model.Text, "calls_variable"),
    ):
        setattr(owner, name, cache(getattr(owner, name)))
    children = element.iterchildren
    element.iterchildren = cache(lambda self, *tags: tuple(children(self, *tags)))
    element.getchildren = element.iterchildren
    CitationItem.reference = cached_property(CitationItem.reference.fget)
    CitationItem.reference.__set_name__(CitationItem, "reference")


def reference_html(
    reference: SourceReference, release: Release, style: Style, told: Distinction
) -> str:
    """Return the entry of a source in a list of references; *told* tells it from others."""
    source = reference.source
    authors = credited(source, style)
    names = names_in_list(authors, style) if authors else ""
    item = _item(reference, release, style, names) | {"year-suffix": told.letter}
    html = _formatted(item, style, guessed=is_year_guessed(source))
    html = with_inferred_date(html, source, style)
    originally = _originally(reference, style)
    return (html.removesuffix(".") if originally[:1] == "," else html) + originally


def note_html(reference: SourceReference, release: Release) -> str:
    """Return the note of Chicago on a source, with a slot for the number of a paragraph.

    The title of an unsigned article begins it, and the organisation that answers for it
    stands where it does otherwise (14.104). What is no page follows a comma.
    """
    source, style = reference.source, Style.CHICAGO_NOTES
    names = names_in_note(source.authors) if source.authors else ""
    item = _item(reference, release, style, names)
    item["genre"] = item.get("genre", "").lower()
    html = _formatted(item, style, guessed=False, note=True)
    place = f"para. {PASSAGE}"
    html = html.replace(f": {place}", f", {place}")
    return with_inferred_date(html, source, style)


def _item(
    reference: SourceReference, release: Release, style: Style, names: str
) -> Item:
    """Return the facts about a source as a style has them; *names* stand in the author's place."""
    source = reference.source
    item = csl_json.item(reference, release)
    # No style uses it.
    del item["note"]
    item["title"] = title_in_list(source, style)
    item["issued"] = issued(source, style)
    item["author"] = names
    _leave_out_repeated(item, style)
    item["author"] = names_html(names, source, style)
    if style.is_chicago and source.in_periodical:
        item["container-title"] = without_the(item.get("container-title", ""))
    if style in TITLE_CASE:
        item["publisher"] = _BESIDE_NAME.sub("", item.get("publisher", ""))
        for name in _NAMES:
            item[name] = item.get(name, "").replace(" & ", " and ")
    for name, fact in _NAMES.items():
        if source.is_inferred(fact):
            item[name] = bracketed(item.get(name, ""))
    item |= _as_kind(source, item, style)
    if reference.is_edition:
        return item | _first_edition(reference, style)
    reprinted = style is Style.APA and source.kind is SourceKind.ARTICLE
    if reprinted or (style is not Style.MLA and reference.original_year is None):
        item.pop("original-date", None)
    return item


def _first_edition(reference: SourceReference, style: Style) -> Item:
    """Return what a style has of an earlier edition: its year, if that is another.

    Chicago names its publisher, too, of what is a work in itself.
    """
    year, source = reference.original_year, reference.source
    first = (reference.original and reference.original.publisher) or ""
    named = style.is_chicago and source.kind.stands_alone and first != source.publisher
    return {
        "original-date": {"date-parts": [[year]]} if year else None,
        "original-publisher": _BESIDE_NAME.sub("", first) if named else None,
    }


def _as_kind(source: Source, item: Item, style: Style) -> Item:
    """Return what a style has otherwise for the kind of a source."""
    if source.kind is SourceKind.SPEECH:
        site = item.get("container-title") or item.get("publisher")
        in_harvard = {"publisher": site, "container-title": ""}
        told = {"type": "webpage", **_SPEECH[style]}
        return told | in_harvard if style is Style.HARVARD else told
    if not source.in_periodical or source.in_journal:
        return {}
    if style in {Style.APA, Style.HARVARD}:
        return {"type": "article-magazine"}
    # Of a blog Chicago has the publisher, too (14.105); what stands as the author is none.
    in_blog = style.is_chicago and item.get("container-title")
    return {"type": "post-weblog"} if in_blog else {}


def _originally(reference: SourceReference, style: Style) -> str:
    """Return where and when a source appeared before, where the style does not say it.

    Chicago has a place for it between the dates, where it reads like the publisher; Cite
    Them Right has none. MLA says it without the address; APA tells of an article where it
    is reprinted from, and has the year alone of other works (9.41). Harvard has no
    place for the year of an earlier edition, nor notes of Chicago for that of an article.
    """
    original = reference.original
    if not original:
        return ""
    if not original.container:
        is_work = reference.source.kind.stands_alone
        unplaced = {Style.HARVARD} if is_work else {Style.HARVARD, Style.CHICAGO_NOTES}
        return f" {as_html(reference.originally)}." if style in unplaced else ""
    url = as_html(original.url or "")
    if style is Style.APA:
        year = str((original.parts or ())[0])
        first = (italic(original.container), year, url)
        told = ", ".join(filter(None, first))
        is_article = reference.source.kind is SourceKind.ARTICLE
        return f" (Reprinted from {told})" if is_article else ""
    if style is Style.MLA:
        return f", {url}." if url else ""
    in_style = _day_of_chicago if style.is_chicago else day_words
    on = in_style(original.date) if original.date else original.year
    # "Available at" would be read as the place of the later publication.
    address = f", {url}" if url else ""
    return f" Originally published in {italic(original.container)}, {on}{address}."


def site_reference_html(release: Release, style: Style) -> str:
    """Return the entry of a page of this release, with slots for its title and address.

    The site is the author of its pages; MLA names it once, as the container. In the notes of
    Chicago a note on the page stands before the entry, on a line of its own.
    """
    date, site = release.date, release.site_name
    mla = style is Style.MLA
    item: Item = {
        "id": "counterpoint",
        "type": "webpage",
        "title": TITLE,
        "author": "" if mla else as_html(site),
        "container-title": site if mla else "",
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "URL": ADDRESS,
        "language": "en",
    }
    entry = _formatted(item, style, guessed=False)
    if style is not Style.CHICAGO_NOTES:
        return entry
    on = _day_of_chicago(date)
    return f"“{TITLE}”, {as_html(site)}, {on}, {ADDRESS}.{NEW_LINE}{entry}"


def _day_of_chicago(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def page_reference_html(
    reference: str, title: str, address: str, style: Style, what: str = ""
) -> str:
    """Return *reference*, from `site_reference_html`, with a page's title and address.

    All are plain text; a full stop that ends the title's sentence is left out. *what* the
    title is follows it, if it does not tell: APA and Harvard have that in square brackets,
    MLA at the end.
    """
    title = styled_title(title.removesuffix("."), style, "en")
    # What stands before the closing mark depends on the title's own end.
    html = reference.replace(f"{TITLE}.”", f"{TITLE}”.").replace(NEW_LINE, "\n")
    if what and style is Style.MLA:
        html += f" {what}."
    elif what:
        in_note, in_entry = what[0].lower() + what[1:], f"{what}."
        html = html.replace(f"{TITLE}</i>", f"{TITLE}</i> [{what}]")
        html = html.replace(f"{TITLE}”,", f"{TITLE}”, {in_note},")
        html = html.replace(f"{TITLE}”.", f"{TITLE}”. {in_entry}")
    html = _with_punctuation(html.replace(TITLE, as_html(title)), style)
    return html.replace(ADDRESS, as_html(address))


def _leave_out_repeated(item: Item, style: Style) -> None:
    """Take out what a style has once, if at all.

    Whoever stands as the author is named neither as the publisher nor as the site, and a
    publisher not beside a site of the same name. APA has the name of the site alone (10.16),
    and no publisher of the original (9.41).
    """
    site = item.get("container-title")
    if item["author"] == site:
        item["container-title"] = site = ""
    if item.get("publisher") in {item["author"], site} or (style is Style.APA and site):
        item["publisher"] = ""
    if style is Style.APA or style.is_chicago:
        item.pop("original-publisher", None)
    if style is Style.CHICAGO_NOTES:
        item.pop("original-date", None)
    if style is Style.CHICAGO and "original-date" in item:
        year = item["original-date"]["date-parts"][0][0]
        item["original-date"] = {"date-parts": [[year]]}


def _formatted(item: Item, style: Style, *, guessed: bool, note: bool = False) -> str:
    """Format *item* with citeproc, as an entry or a *note*, and correct the result."""
    from citeproc import (  # noqa: PLC0415 - as above
        Citation,
        CitationItem,
        CitationStylesBibliography,
        Locator,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - as above

    # citeproc-py sets signs such as "&" into HTML as they are.
    known = {
        name: as_html(value) if isinstance(value, str) else value
        for name, value in item.items()
        if value and name != "author"
    }
    # The names are in order and the title has its capitals: the style is to leave them.
    if style in TITLE_CASE:
        known["title"] = f'<span class="nocase">{known["title"]}</span>'
    if item["author"]:
        known["author"] = [{"literal": item["author"]}]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        items = CiteProcJSON([known])
    bibliography = CitationStylesBibliography(_style(style), items, formatter.html)
    place = {"locator": Locator("paragraph", PASSAGE)} if note else {}
    citation = Citation([CitationItem(str(item["id"]), **place)])
    bibliography.register(citation)
    written = (
        bibliography.cite(citation, str) if note else bibliography.bibliography()[0]
    )
    html = " ".join(str(written).split())
    if not item["author"]:
        html = _without_repetition(html, as_html(item["title"]))
    html = _with_punctuation(html, style)
    if not guessed:
        html = _SUPPLIED.sub(r"[\1]", html)
    # citeproc-py forgets the full stop of a Harvard entry that ends with its year.
    return f"{html}." if html.endswith(")") and style is Style.HARVARD else html


def _with_punctuation(html: str, style: Style) -> str:
    """Correct the punctuation at the end of titles, and what citeproc-py adds to dates."""
    if style in TITLE_CASE:
        # A full stop or a comma stands before closing marks.
        html = re.sub(r"(’?”)(</i>)?([.,])", r"\3\1\2", html)  # noqa: RUF001 - a quotation mark
    html = re.sub(r"([?!.])\.(?=’?”|</i>|\s|$)", r"\1", html)  # noqa: RUF001 - as above
    html = re.sub(r"([?!.])(’?</i>)\.", r"\1\2", html)  # noqa: RUF001 - as above
    html = re.sub(r"\[(\d{4})\?\]([a-z])", r"[\1\2?]", html)
    for accessed, shown in _ACCESSED.items():
        html = html.replace(accessed, shown)
    return html.replace(" Retrieved http", " http")


def _without_repetition(html: str, title: str) -> str:
    """Remove the second copy of a *title* that stands in the author's place.

    A style puts it there and leaves it out later; citeproc-py does only the first.
    """
    marked = rf"(?:“|<i>|^|\s){re.escape(title)}(?:”|</i>|(?=[.?!]))"
    # With what brackets tell of it: "(Harbour Papers)".
    if first := re.match(rf"{marked}( \([^)]*\)| \[[^\]]*\])?[.,]?", html):
        told = re.escape(first[1] or "")
        second = rf"\s?{marked}(?:{told})?(?:(, )|[.,]?\s?)"
        rest = re.sub(second, lambda it: it[1] or " ", html[first.end() :], count=1)
        return f"{first[0]}{rest}".strip()
    return html
