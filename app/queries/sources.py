"""SQL that several pages share, and the parts made from its rows."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from sqlite3 import Row

from app.domain.dates import date_parts, date_words
from app.domain.page_object import page_object
from app.domain.vocabulary import Basis, PassageKind, Precision, Reason, Style
from app.store.connection import Store


@page_object
class SourceName:
    """A source, as a line names it."""

    id: str
    """Its slug."""
    short: str
    """Author and year, an inferred year in brackets: "Rajput and Ghosh [2024]"."""
    title: str
    """Its title."""


@page_object
class DateFacts:
    """When a source was published."""

    earliest: dt.date
    """The first day on which it may have been published."""
    latest: dt.date
    """The last such day."""
    precision: Precision
    """How exactly the date is known."""
    basis: Basis
    """Whether the text states it, or it is inferred."""
    evidence: str
    """The words of the source from which it is known."""
    reasoning: str | None
    """How it follows from them."""
    words: str
    """The date as a line has it, in brackets where inferred: "[February 2022]"."""

    @property
    def parts(self) -> tuple[int, ...] | None:
        """Year, month and day, those that are known; None where not even the year is."""
        return date_parts(self.earliest, self.latest, self.precision)


@page_object
class AuthorName:
    """Who signed a source: a person by two names, or an institution by one."""

    family: str | None
    """The family name; null for an institution."""
    given: str | None
    """The given names; null for an institution."""
    literal: str | None
    """The name of an institution; null for a person."""

    @property
    def name(self) -> str:
        """The name as one reads it."""
        return self.literal or f"{self.given} {self.family}"

    @property
    def sorted_name(self) -> str:
        """The name as references have it, the family name first."""
        return self.literal or f"{self.family}, {self.given}"


@page_object
class CitedSource:
    """A source as references name it; what its text does not state is null."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle, if it has one."""
    authors: tuple[AuthorName, ...]
    """Who signed it; none where it is unsigned."""
    publisher: str | None
    """Its publisher."""
    container: str | None
    """The journal, site or series."""
    published: DateFacts
    """When it was published."""
    url: str | None
    """Its own address."""
    language: str
    """Its language, as a BCP 47 tag."""


@page_object
class AlsoLine:
    """Another place where a source appeared."""

    container: str
    """The journal or site."""
    date: dt.date | None
    """When; null where the source does not say."""
    url: str | None
    """Its address, where the source states it."""
    evidence: str
    """The words of the source from which it is known."""


@page_object
class SourceLine:
    """A source in a list, with the counts of what was taken from it."""

    id: str
    """Its slug."""
    short: str
    """Author and year."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle, if it has one."""
    by: str | None
    """Its authors' names; null where it is unsigned."""
    container: str | None
    """The journal, site or series; null where the text does not state it."""
    published: DateFacts
    """When it was published."""
    passages: int
    """How many numbered passages it has."""
    quotes_for: int
    """How many of its quotes support claims for."""
    quotes_against: int
    """How many of its quotes support claims against."""
    claims: int
    """How many claims rest on it."""


@page_object
class Coverage:
    """What became of the sentences of one source's body."""

    sentences: int
    """How many there are."""
    quoted: int
    """How many are used by a quote, at least in part."""
    set_aside: tuple[tuple[Reason, int], ...]
    """How many are set aside, by reason, the most frequent first."""


@page_object
class Citation:
    """How something is cited in one style."""

    style: Style
    """The style."""
    text: str
    """The citation, ready to be copied."""


@page_object
class PassagePlace:
    """Where a passage stands."""

    number: int | None
    """Its number; null for what is not a paragraph."""
    kind: PassageKind
    """What it is."""
    anchor: str
    """Its id on the page of its source."""

    @classmethod
    def of(cls, number: int | None, kind: str, start: int) -> "PassagePlace":
        """Give the place of the block that begins at *start*."""
        return cls(number, PassageKind(kind), f"p{number}" if number else f"b{start}")


# The day from which on a source is known: the last on which it may have been published,
# or that of an earlier first publication.
KNOWN = """min(source.latest, coalesce(
        (SELECT min(date) FROM also_published AS other WHERE other.source = source.id),
        source.latest))"""
# Every other place where a source appeared, as JSON, in order.
ALSO_IN = """(
    SELECT json_group_array(json_array(container, date, url, evidence)) FROM (
        SELECT * FROM also_published AS other
        WHERE other.source = source.id ORDER BY position))"""


def also_lines(row: Row) -> tuple[AlsoLine, ...]:
    """Make the other places where the source in *row* appeared, which has ALSO_IN."""
    return tuple(
        AlsoLine(container, day and dt.date.fromisoformat(day), url, evidence)
        for container, day, url, evidence in json.loads(row["also"])
    )


def source_name(row: Row) -> SourceName:
    """Make the name of the source in *row*."""
    return SourceName(row["source_id"], row["source_short"], row["source_title"])


def source_names(store: Store) -> tuple[SourceName, ...]:
    """Give all sources, oldest first."""
    rows = store.rows("SELECT id, short, title FROM source ORDER BY position")
    return tuple(SourceName(row["id"], row["short"], row["title"]) for row in rows)


def distinct(names: Iterable[SourceName]) -> tuple[SourceName, ...]:
    """Give each name once, in the order of its first place."""
    return tuple(dict.fromkeys(names))


def date_facts(row: Row) -> DateFacts:
    """Make the date of the source in *row*."""
    earliest = dt.date.fromisoformat(row["earliest"])
    latest = dt.date.fromisoformat(row["latest"])
    precision, basis = Precision(row["precision"]), Basis(row["basis"])
    words = date_words(earliest, latest, precision)
    return DateFacts(
        earliest=earliest,
        latest=latest,
        precision=precision,
        basis=basis,
        evidence=row["evidence"],
        reasoning=row["reasoning"],
        words=f"[{words}]" if basis is Basis.INFERRED else words,
    )


def authors(row: Row) -> str | None:
    """Say who signed the source in *row*, from its column ``authors``; None: nobody."""
    names = [name for name in (row["authors"] or "").split("\n") if name]
    if not names:
        return None
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def author_names(row: Row) -> tuple[AuthorName, ...]:
    """Give who signed the source in *row*, from its column ``author_names``."""
    return tuple(AuthorName(*names) for names in json.loads(row["author_names"]))


def cited_source(row: Row) -> CitedSource:
    """Make the source in *row* as references name it."""
    return CitedSource(
        id=row["source_id"],
        title=row["source_title"],
        subtitle=row["subtitle"],
        authors=author_names(row),
        publisher=row["publisher"],
        container=row["container"],
        published=date_facts(row),
        url=row["url"],
        language=row["language"],
    )


# The authors of a source with their names apart, as JSON, in order.
AUTHOR_NAMES = """(
    SELECT json_group_array(json_array(family, given, literal)) FROM (
        SELECT * FROM author WHERE author.source = source.id ORDER BY position
    ))"""
# The authors of a source, one a line, in order.
AUTHORS = """(
    SELECT group_concat(name, char(10)) FROM (
        SELECT coalesce(literal, given || ' ' || family) AS name
        FROM author WHERE author.source = source.id ORDER BY position
    ))"""


def citations(
    references: str, before: str = "", after: str = ""
) -> tuple[Citation, ...]:
    """Make a citation in every style, with what stands around the references."""
    lines = references.split("\n")
    return tuple(
        Citation(style, f"{before}{line}{after}")
        for style, line in zip(Style, lines, strict=True)
    )


_SOURCE_LINES = f"""
    SELECT source.*, {AUTHORS} AS authors,
        (SELECT count(*) FROM passage
            WHERE passage.source = source.id AND number IS NOT NULL) AS passages,
        count(DISTINCT claim.id) AS claims,
        count(DISTINCT CASE claim.stance WHEN 'for' THEN quote.id END) AS quotes_for,
        count(DISTINCT CASE claim.stance WHEN 'against' THEN quote.id END)
            AS quotes_against
    FROM source
    LEFT JOIN quote ON quote.source = source.id
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id
    LEFT JOIN claim ON claim.id = claim_quote.claim
    GROUP BY source.id
    ORDER BY source.position"""


def source_lines(store: Store) -> tuple[SourceLine, ...]:
    """Give all sources, oldest first."""
    return tuple(
        SourceLine(
            id=row["id"],
            short=row["short"],
            title=row["title"],
            subtitle=row["subtitle"],
            by=authors(row),
            container=row["container"],
            published=date_facts(row),
            passages=row["passages"],
            quotes_for=row["quotes_for"],
            quotes_against=row["quotes_against"],
            claims=row["claims"],
        )
        for row in store.rows(_SOURCE_LINES)
    )


def coverage(reasons: Iterable[str | None]) -> Coverage:
    """Count sentences by what became of them; None stands for a quoted one."""
    counted = Counter(reasons)
    quoted = counted.pop(None, 0)
    return Coverage(
        sentences=quoted + counted.total(),
        quoted=quoted,
        set_aside=tuple((Reason(r), n) for r, n in counted.most_common() if r),
    )
