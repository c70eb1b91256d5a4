"""Find the dates that a text names, and put dates into words. Pure.

A date needs its year: "in May" is not one. Nor is a part of a number ("2,014",
"2019.5", "20223") or an amount ("2000 men", "1900 km").
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.domain.vocabulary import Precision

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
# Years of these centuries only; of texts, from _FIRST on, as numbers of four digits are
# seldom years before. Our choice.
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FIRST = 1900
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# A date never begins or ends inside a word, or inside a number with its signs.
_BEFORE, _AFTER = r"(?<![\w.,$€£])", r"(?![\w$%€£]|[.,]\d)"
# A number before one of these words is an amount, not a year. Our choice, and not
# complete: readers see each date with its sentence.
_COUNTED = (
    r"(?!\s+(?:men|soldiers|troops|tonnes|tons|barrels|km|kilomet\w+|miles|"
    r"dollars|people|million|billion|percent|per cent)\b)"
)
_FORMS = tuple(
    re.compile(f"{_BEFORE}(?:{form}){_AFTER}{_COUNTED}")
    for form in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},\s*{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        _YEAR,
    )
)


@dataclass(frozen=True, slots=True, order=True)
class TextDate:
    """A date that a text names: a day, a month or a year, as its first and last day."""

    earliest: dt.date
    latest: dt.date

    @property
    def words(self) -> str:
        """The date as exactly as the text has it: "February 2022"."""
        if self.earliest == self.latest:
            return f"{self.earliest.day} {self.earliest:%B %Y}"
        if self.earliest.month == self.latest.month:
            return f"{self.earliest:%B %Y}"
        return f"{self.earliest.year}"

    @property
    def slug(self) -> str:
        """The date in URLs: "2022", "2022-02", "2022-02-04"."""
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return f"{self.earliest:%Y-%m}"
        return f"{self.earliest.year}"


def dates_named(text: str, first: int = _FIRST) -> tuple[TextDate, ...]:
    """Return the dates that *text* names, each once, in the order of the text.

    None is of a year before *first*, which is no earlier than 1500.
    """
    dates = dict(sorted(_positions(text)))
    named = (date for date in dates.values() if date.earliest.year >= first)
    return tuple(dict.fromkeys(named))


def _positions(text: str) -> Iterator[tuple[int, TextDate]]:
    """Return each date with its offset; longer forms first, so that none is read twice."""
    for form in _FORMS:
        taken = []
        for match in form.finditer(text):
            taken.append(match.span())
            if (date := _date(**match.groupdict())) is not None:
                yield match.start(), date
        for start, end in taken:
            text = text[:start] + "\0" * (end - start) + text[end:]


def _date(year: str, month: str = "", day: str = "") -> TextDate | None:
    """Return the date; None if the calendar has no such day."""
    if not month:
        return TextDate(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))
    at = int(year), MONTHS.index(month) + 1
    last = monthrange(*at)[1]
    if not day:
        return TextDate(dt.date(*at, 1), dt.date(*at, last))
    if not 1 <= int(day) <= last:
        return None
    return TextDate(dt.date(*at, int(day)), dt.date(*at, int(day)))


def date_parts(
    earliest: dt.date, latest: dt.date, precision: Precision
) -> tuple[int, ...] | None:
    """Return year, month and day, as far as they are known; None if the year is not."""
    if earliest.year != latest.year:
        return None
    if precision is Precision.YEAR or earliest.month != latest.month:
        return (latest.year,)
    if precision is Precision.MONTH or earliest.day != latest.day:
        return (latest.year, latest.month)
    return (latest.year, latest.month, latest.day)


def date_words(earliest: dt.date, latest: dt.date, precision: Precision) -> str:
    """Return a date as exactly as it is known: "2 January 2025", "February 2022".

    A range within one month names its days ("3 to 5 May 2022", with a dash), a longer one its months
    ("between May and July 2022").
    """
    match precision:
        case Precision.DAY:
            return day_words(latest)
        case Precision.MONTH:
            return f"{latest:%B %Y}"
        case Precision.YEAR:
            return f"{latest.year}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{day_words(latest)}"  # noqa: RUF001 - a span of days
    first = f"{earliest:%B %Y}" if earliest.year != latest.year else f"{earliest:%B}"
    return f"between {first} and {latest:%B %Y}"


# Lists of filters name every day on which a source was published.
@lru_cache(1_000)
def day_words(day: dt.date) -> str:
    """Return a day: "2 January 2025"."""
    return f"{day.day} {day:%B %Y}"


def years_between(earlier: dt.date, later: dt.date) -> int:
    """Return N where more than N years lie between two days: 6 for seven years to the day."""
    passed = (later.month, later.day) > (earlier.month, earlier.day)
    return later.year - earlier.year - (not passed)
