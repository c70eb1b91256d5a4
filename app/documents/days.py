"""Read the day, month or year that words name, in several languages. Pure."""

import datetime as dt
import re
from calendar import monthrange

from app.domain.dates import MONTHS, dates_named
from app.domain.vocabulary import Precision

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?!\d)")
# The names of each month in German, French, Spanish, Italian, Dutch, Portuguese, Russian,
# Greek and Arabic, and how English ones are cut short.
_NAMES = (
    "jan januar jänner janvier enero gennaio januari janeiro января ιανουαρίου يناير",
    "feb februar februari février febrero febbraio fevereiro февраля φεβρουαρίου فبراير",
    "mar märz mars marzo maart março марта μαρτίου مارس",
    "apr avril abril aprile апреля απριλίου أبريل",
    "mai mayo maggio mei maio мая μαΐου مايو",
    "jun juni juin junio giugno junho июня ιουνίου يونيو",
    "jul juli juillet julio luglio julho июля ιουλίου يوليو",
    "aug août agosto augustus августа αυγούστου أغسطس",
    "sep sept septembre septiembre setiembre settembre setembro сентября σεπτεμβρίου سبتمبر",
    "oct oktober octobre octubre ottobre outubro октября οκτωβρίου أكتوبر",
    "nov novembre noviembre novembro ноября νοεμβρίου نوفمبر",
    "dec dezember décembre diciembre dicembre dezembro декабря δεκεμβρίου ديسمبر",
)
_MONTHS = {
    name: english
    for english, names in zip(MONTHS, _NAMES, strict=True)
    for name in (english.lower(), *names.split())
}
_OF = r"(?:\s+del?)?"
_NAMED = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th|º|°|ª)?{_OF}\s+)?"
    rf"(?<!\w)(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?(?!\w)"
    rf"(?:(?P<before>\s+\d{{1,2}},)|{_OF},?)\s+(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
# Dates in numbers: those of Chinese, Japanese and Korean, and the German "3.5.2025".
_COUNTED = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"
    r"|(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"
)


# The span that a work is about, and no date.
_YEARS = re.compile(r"(?<!\d)\d{4}\s?[–-]\s?\d{4}(?!\d)")  # noqa: RUF001
# What stands before a date that is set apart from the words before it.
_APART = re.compile(r"(?:^|[.,;:·|(\n–—-])\s*$")  # noqa: RUF001
# A document may be a copy of an older print. So old a year alone, which many numbers look
# like, is one at the end of a line and set apart, as imprints have it.
_FIRST_YEAR = 1500
_OLD = re.compile(
    r"(?:^|[,:;(\n]|(?:published|printed|issued)(?:\s+in)?\s)\s*1[5-8]\d\d[).\s]*$",
    re.IGNORECASE,
)


def day_span(words: str) -> tuple[dt.date, dt.date, Precision] | None:
    """Return the first and last day of the first date in *words*, and how exact it is."""
    iso = _ISO.match(words.strip())
    try:
        if iso and iso["day"]:
            day = dt.date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
            return day, day, Precision.DAY
        if iso and iso["month"]:
            year, month = int(iso["year"]), int(iso["month"])
            last = monthrange(year, month)[1]
            return dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH
    except ValueError:
        return None
    words = _YEARS.sub(" ", words)
    english = _NAMED.sub(_in_english, _COUNTED.sub(_in_words, words))
    exact = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}
    spans = [
        (one.earliest, one.latest, exact[len(one.slug)])
        for one in dates_named(english, _FIRST_YEAR)
        if one.latest.year >= 1900 or len(one.slug) > 4 or _OLD.search(english)
    ]
    # A year alone, as a number or a society may have it, is not it if a day is said.
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def is_machine_made(words: str) -> bool:
    """Whether *words* are a date as programs write it: 2025-03-14T06:00:00Z."""
    return bool(_ISO.match(words.strip())) and len(words.strip()) > len("2025")


def without_date(line: str) -> str:
    """Return a line without the first date that it names in words, and without its signs."""
    english = _NAMED.sub("\0", _COUNTED.sub("\0", line), count=1)
    return english.replace("\0", "").strip(" ,;:.·|–—-()") if "\0" in english else ""  # noqa: RUF001


def is_day_alone(line: str) -> bool:
    """Whether a line is a date, and nothing else."""
    return bool(day_span(line)) and not without_date(line)


def ends_with_day(text: str) -> bool:
    """Whether a text ends with a day or a month, set apart from the words before it."""
    text = text.strip().rstrip(".)")
    dates = [*_NAMED.finditer(text), *_COUNTED.finditer(text)]
    return any(
        date.end() == len(text)
        and day_span(date[0])
        and _APART.search(text[: date.start()])
        for date in dates
    )


def _in_english(found: re.Match[str]) -> str:
    month = _MONTHS[found["month"].lower()]
    day = found["day"] or (found["before"] or "").strip(" ,")
    return f" {day} {month} {found['year']}"


def _in_words(found: re.Match[str]) -> str:
    year, month, day = (
        found[name] or found[name[0]] for name in ("year", "month", "day")
    )
    if not 1 <= int(month) <= 12:
        return found[0]
    return f" {day} {MONTHS[int(month) - 1]} {year} "
