"""Where and when a source appeared, in words."""

import datetime as dt

from app.domain.dates import day_words


class Appearance:
    """A place where a source appeared, or an edition of it, as far as they are known."""

    __slots__ = ()

    container: str
    publisher: str | None
    date: dt.date | None
    year: int | None

    @property
    def last_day(self) -> dt.date | None:
        """The day, or the last one of the year; None if not even that is known."""
        return self.date or (dt.date(self.year, 12, 31) if self.year else None)

    @property
    def words(self) -> str:
        """Where and when: "Press Harbour, 31 December 2024", "Old Press, 1998"."""
        when = day_words(self.date) if self.date else f"{self.year or ''}"
        return ", ".join(filter(None, (self.container, self.publisher, when)))

    @property
    def phrase(self) -> str:
        """That after "published": "in Press Harbour, 31 December 2024"."""
        if self.publisher and not self.container:
            return f"by {self.words}"
        return f"{'on' if self.date and not self.container else 'in'} {self.words}"
