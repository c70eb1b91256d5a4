"""Titles, as each style has them in a list of references and in a text."""

import re

from app.citations.italics import as_html, italic
from app.domain.records import Source, full_title
from app.domain.vocabulary import Style

# These capitalise the words of a title, and put that of an article in quotation marks.
TITLE_CASE = frozenset({Style.MLA, Style.CHICAGO, Style.CHICAGO_NOTES})
ARTICLE = re.compile(r"^(?:A|An|The) (?=\S+ \S)")
# Not what ends a number: "31st", "1990s".
_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[\w’'.]*\w)?")  # noqa: RUF001 - an apostrophe
# A straight mark that opens; the short form of a year has an apostrophe: "'90s".
_OPENS_DOUBLE = re.compile(r'(?<!\w)"(?=\S)')
_OPENS_SINGLE = re.compile(r"(?<!\w)'(?=\S)(?!\d\d)")
# MLA capitalises an adverb and a conjunction, not a preposition: in "as soon as", both.
_AS_AS = re.compile(r"\bas((?: [\w-]+){1,2}) as\b")
# What opens a title or a part of it: its first word has a capital, whatever it is.
_OPENS = re.compile(r"(?:^|[:.?!—]\s)[^\w]*$")
# What closes one: so has its last word.
_CLOSES = re.compile(r"[^\w\s]*[:?!](?:\s|$)")
# The first part of a compound has one, too, but not of a name: "By-Product", "al-Bahr".
_IN_COMPOUND = re.compile(r"-[a-z]")
# APA gives the subtitle a capital, too (6.17); Harvard does not.
_SUBTITLE = re.compile(r"(?<=: )\W*\w")
# Articles, conjunctions, short prepositions, and parts of names.
_SMALL = re.compile(
    r"an?|amid|and|as|at|but|by|down|for|from|in|into|like|near|nor|of|off|on|onto|or|out|over"
    r"|past|per|the|to|up|via|vs|with"
    r"|al|bin|da|de|del|della|den|der|di|du|el|ibn|la|le|van|von"
)
# Prepositions of five letters and more, which Chicago capitalises and MLA does not (2.90),
# and two conjunctions.
_SMALL_IN_MLA = re.compile(
    r"so|yet|about|above|across|after|against|along|among|around|before|behind|below|beneath"
    r"|besides?|between|beyond|despite|during|except|inside|outside|since|through|throughout"
    r"|towards?|under|underneath|until|upon|within|without"
)


def title_in_list(source: Source, style: Style) -> str:
    """Return title and subtitle as an entry has them, as plain text."""
    title = full_title(source.title, source.subtitle)
    if style not in TITLE_CASE:
        # Where the seeds do not say, the capitals are the source's: which words are names,
        # no rule can tell.
        title = source.sentence_title or title
    quoted = not source.kind.stands_alone
    return styled_title(title, style, source.language, quoted=quoted)


def styled_title(
    title: str, style: Style, language: str, *, quoted: bool = True
) -> str:
    """Return a title as an entry has it; its capitals are those of a sentence.

    *quoted* is whether MLA and Chicago put it in quotation marks.
    """
    title = curled(title)
    if style in TITLE_CASE:
        title = title_case(title, style, language)
        return turned(title) if quoted else title
    return _SUBTITLE.sub(_capital, title) if style is Style.APA else title


def title_in_text(source: Source, style: Style) -> str:
    """Return what stands for the title in a text, as HTML: its main part, marked."""
    if style is Style.HARVARD:
        short = (source.sentence_title or source.title)[: len(source.title)]
    else:
        # Within a text, APA has a title with its capitals, too (8.14).
        short = title_case(source.title, style, source.language)
    short = curled(short.partition(":")[0])
    if style in {Style.MLA, Style.CHICAGO_NOTES}:
        short = ARTICLE.sub("", short)
        short = short[0].upper() + short[1:]
    # APA has marks where the entry has no italics: around a part of something (8.14).
    in_apa = style is Style.APA and source.in_periodical
    if in_apa or (style in TITLE_CASE and not source.kind.stands_alone):
        return f"“{as_html(turned(short))}”"
    return italic(short)


def _capital(match: re.Match[str]) -> str:
    return match[0].upper()


def turned(words: str) -> str:
    """Return the words of a quotation with the marks within them turned to single ones."""
    return curled(words).replace("“", "‘").replace("”", "’")  # noqa: RUF001 - quotation marks


def curled(words: str) -> str:
    """Return words with straight quotation marks and apostrophes made curly."""
    words = _OPENS_DOUBLE.sub("“", words).replace('"', "”")
    return _OPENS_SINGLE.sub("‘", words).replace("'", "’")  # noqa: RUF001 - as above


def title_case(title: str, style: Style, language: str) -> str:
    """Return an English title with capitals; other languages have none to add.

    What has a capital in the source keeps it. MLA and Chicago write out an ampersand.
    """
    if language.partition("-")[0] != "en":
        return title
    if style in TITLE_CASE:
        title = title.replace(" & ", " and ")
    if style is Style.MLA:
        title = _AS_AS.sub(r"As\1 As", title)
    last = len(title.rstrip(" ?!.”’\"'"))  # noqa: RUF001 - quotation marks

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        at_an_end = (
            _OPENS.search(title[: match.start()])
            or _CLOSES.match(title, match.end())
            or match.end() == last
        )
        small = _SMALL.fullmatch(word) or (
            style is Style.MLA and _SMALL_IN_MLA.fullmatch(word)
        )
        begins = (
            _IN_COMPOUND.match(title, match.end())
            and title[: match.start()][-1:] != "-"
        )
        if not word.islower() or (small and not at_an_end and not begins):
            return word
        return word[0].upper() + word[1:]

    return _WORD.sub(cased, title)
