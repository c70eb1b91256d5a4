"""Sources, their dates, authors and references, as pages show them."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.citations.list_order import list_order
from app.domain.appearance import Appearance
from app.domain.dates import date_parts, date_words
from app.domain.name_orders import NameOrders
from app.domain.page_object import page_object
from app.domain.vocabulary import (
    Basis,
    Fact,
    PassageKind,
    Precision,
    Reason,
    SourceKind,
    Style,
)
from app.store.connection import Store, placeholders

# What became of a sentence, beside the row of set_aside that it may have: quoted, the reason
# for which it is set aside, or null.
_QUOTED = "quoted"
SENTENCE_USE = f"""CASE WHEN EXISTS (SELECT 1 FROM quote
    WHERE quote.source = sentence.source
    AND quote.start < sentence."end" AND sentence.start < quote."end")
    THEN '{_QUOTED}' ELSE aside.reason END"""
# An item of a list may be quoted, but need not: its sentences are not counted.
_USES = f"""
    SELECT sentence.source, {SENTENCE_USE} AS used
    FROM sentence
    JOIN passage ON passage.source = sentence.source
        AND passage.number = sentence.passage AND passage.kind = 'paragraph'
    LEFT JOIN set_aside AS aside ON aside.source = sentence.source
        AND aside.start < sentence."end" AND sentence.start < aside."end"
    WHERE sentence.source IN ({{sources}})"""


@page_object
class SourceName:
    """A source, as a line names it."""

    id: str
    """Its slug."""
    short: str
    """Author and year, an inferred year in brackets: "Rajput and Ghosh [2024]"."""
    title: str
    """Its title."""

    @property
    def year(self) -> str:
        """The year that ends its short name, in brackets if inferred; empty if none does."""
        year = _YEAR.search(self.short)
        return year[0].strip() if year else ""


@page_object
class DateFacts:
    """When a source was published."""

    earliest: dt.date
    """The first day on which it may have been published."""
    latest: dt.date
    """The last day on which it may have been published."""
    precision: Precision
    """How exactly the date is known."""
    basis: Basis
    """Whether the text states the date, or it is inferred."""
    evidence: str
    """The words of the source that show the date."""
    reasoning: str | None
    """How the date follows from them; null if not explained."""
    words: str
    """The date in words, in brackets if inferred: "[February 2022]"."""

    @property
    def parts(self) -> tuple[int, ...] | None:
        """The known ones of year, month and day; None if the year is unknown."""
        return date_parts(self.earliest, self.latest, self.precision)


@page_object
class AuthorName(NameOrders):
    """An author of a source: a person, or an institution."""

    family: str | None
    """The family name; null for an institution."""
    given: str | None
    """The given names; null for an institution, or if there are none."""
    suffix: str | None
    """What follows the name, such as "Jr."; null if nothing does."""
    family_first: bool
    """Whether the family name comes first in reading, too: "Xi Jinping"."""
    literal: str | None
    """The name of an institution; null for a person."""


@page_object
class InferredName:
    """A name of a source that its text does not state."""

    fact: Fact
    """Whether it is its publisher, or where it appeared."""
    evidence: str
    """The words of the source from which it is inferred."""
    reasoning: str
    """How it follows from them."""


@page_object
class CitedSource:
    """A source as references name it; null for what its text does not state."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle."""
    authors: tuple[AuthorName, ...]
    """Its authors; empty if it is unsigned."""
    publisher: str | None
    """Its publisher."""
    container: str | None
    """The journal, site or series."""
    kind: SourceKind
    """What sort of work it is, which decides how it is cited."""
    inferred: tuple[InferredName, ...]
    """Which of these two names are inferred."""
    published: DateFacts
    """When it was published."""
    url: str | None
    """Its own URL."""
    language: str
    """Its language, as a BCP 47 tag."""


@page_object
class AlsoLine(Appearance):
    """Another place where a source appeared, or another edition of it."""

    container: str
    """The journal or site; empty of an edition."""
    publisher: str | None
    """Null if the source does not say."""
    date: dt.date | None
    """When; null if the source does not say the day."""
    year: int | None
    """The year, if it says no more."""
    url: str | None
    """Its URL; null if the source does not state it."""
    evidence: str
    """The words of the source that say so."""


@page_object
class SourceLine:
    """A source in a list, with counts of what was taken from it."""

    id: str
    """Its slug."""
    short: str
    """Author and year."""
    title: str
    """Its title."""
    subtitle: str | None
    """Its subtitle; null if it has none."""
    by: str | None
    """Its authors' names; null if it is unsigned."""
    speaker: str
    """The name of the speaker in whose voice it is written."""
    described: str
    """That speaker, as the article describes itself or its author."""
    of_itself: str | None
    """Where it says who wrote it: the id of a passage before or after the article; null if
    there is none."""
    container: str | None
    """The journal, site or series; null if the text does not state it."""
    publisher: str | None
    """Its publisher; null if the text does not state it."""
    published: DateFacts
    """When it was published."""
    passages: int
    """Number of its numbered passages."""
    quotes_for: int
    """Number of its quotes that support claims for."""
    quotes_against: int
    """Number of its quotes that support claims against."""
    claims: int
    """Number of claims that rest on it."""


@page_object
class Coverage:
    """How the sentences in the body of a source were used."""

    sentences: int
    """Number of sentences."""
    quoted: int
    """Number of sentences that a quote uses, at least in part."""
    set_aside: tuple[tuple[Reason, int], ...]
    """Number of sentences set aside, by reason, the most frequent reason first."""
    unused: int
    """Number of sentences neither quoted nor set aside."""
    percent: int
    """Share of the sentences that are quoted, rounded; 0 if there are none."""


@page_object
class PassagePlace:
    """The place of a passage."""

    number: int | None
    """Its number; null if it is not a paragraph."""
    kind: PassageKind
    """What it is."""
    anchor: str
    """Its id on the page of its source."""

    @classmethod
    def of(cls, number: int | None, kind: str, start: int) -> "PassagePlace":
        """Return the place of the passage that begins at character *start*."""
        return cls(number, PassageKind(kind), f"p{number}" if number else f"b{start}")

    @property
    def name(self) -> str:
        """What it is called: "passage 3", "caption"."""
        return f"passage {self.number}" if self.number else self.kind.label.lower()

    @property
    def in_link(self) -> str:
        """How a link to words in it names it: by its number, or its id if it has none."""
        return str(self.number or self.anchor)


# The columns that source_name() reads.
SOURCE_COLUMNS = """source.id AS source_id, source.short AS source_short,
    source.title AS source_title"""
# The authors of a source as JSON, in order, for author_names().
AUTHORS = """(
    SELECT json_group_array(json_array(family, given, suffix, family_first, literal)) FROM (
        SELECT * FROM author WHERE author.source = source.id ORDER BY position
    ))"""
# The names of a source that are inferred, as JSON, for inferred_names().
INFERRED = """(
    SELECT json_group_array(json_array(fact, evidence, reasoning)) FROM (
        SELECT * FROM inferred_fact WHERE inferred_fact.source = source.id
        ORDER BY position))"""
# Every other place where a source appeared, as JSON, in order.
ALSO_IN = """(
    SELECT json_group_array(json_array(container, publisher, date, year, url, evidence)) FROM (
        SELECT * FROM also_published AS other
        WHERE other.source = source.id ORDER BY position))"""
# How many quotes support claims of each side, each quote counted once a side.
QUOTES_BY_SIDE = """
    count(DISTINCT CASE pair.stance WHEN 'for' THEN pair.quote END) AS quotes_for,
    count(DISTINCT CASE pair.stance WHEN 'against' THEN pair.quote END)
        AS quotes_against"""

# The year that ends a source's short name, in brackets if inferred: "[2024]".
_YEAR = re.compile(r"\s*\[?\b(\d{4})\b\]?$")

# Counted is what passes of quote_under_claim.
_SOURCE_LINES = f"""
    SELECT source.id, source.short, source.title, source.subtitle, source.container,
        source.publisher, source.earliest, source.latest, source.precision, source.basis, source.evidence,
        source.reasoning, {AUTHORS} AS authors,
        speaker.name AS voice, speaker.description AS described,
        (SELECT 'b' || start FROM passage
            WHERE passage.source = source.id AND kind IN ('back', 'front')
            ORDER BY kind, start LIMIT 1) AS of_itself,
        (SELECT count(*) FROM passage
            WHERE passage.source = source.id AND number IS NOT NULL) AS passages,
        count(DISTINCT pair.claim) AS claims, {QUOTES_BY_SIDE}
    FROM source
    JOIN speaker ON speaker.id = source.speaker
    LEFT JOIN quote_under_claim AS pair
        ON pair.source = source.position AND {{passing}}
    {{where}}
    GROUP BY source.id, speaker.id
    ORDER BY source.position"""

# Of more sources than the first number, a table or a menu has only as many as the second.
# Our choice.
_MANY, _MAIN_SOURCES = 24, 12
_MOST_QUOTED = """
    SELECT source FROM quote_under_claim {where}
    GROUP BY source ORDER BY count(DISTINCT quote) DESC, source LIMIT ?"""


def source_names(store: Store) -> tuple[SourceName, ...]:
    """Return all sources, oldest first."""
    statement = f"SELECT {SOURCE_COLUMNS} FROM source ORDER BY position"
    return store.held(
        "source names", lambda: tuple(map(source_name, store.rows(statement)))
    )


def main_sources(
    store: Store, sources: Sequence[SourceName], theme: str = ""
) -> tuple[SourceName, ...]:
    """Return the *sources*, which are all; if there are many, those with most quotes.

    With a *theme*, those with most quotes on it.
    """
    if len(sources) <= _MANY:
        return tuple(sources)
    where = "WHERE theme = (SELECT position FROM theme WHERE id = ?)" if theme else ""
    values = *filter(None, [theme]), _MAIN_SOURCES
    rows = store.held(
        ("main sources", theme),
        lambda: store.rows(_MOST_QUOTED.format(where=where), *values),
    )
    return tuple(sources[at - 1] for at in sorted(row["source"] for row in rows))


PrintedReferences = Annotated[tuple[str, ...], Field(exclude=True)]
"""The sources of the quotes on a page, as `printed_references` has them."""


def printed_references(store: Store, ids: Collection[str]) -> tuple[str, ...]:
    """Return sources as a list of references in APA style, in its order.

    An entry is HTML that has its italics in i elements.
    """
    every = store.held("references", lambda: _references(store))
    among = {*ids}
    return tuple(entry for source, entry in every if source in among)


def _references(store: Store) -> tuple[tuple[str, str], ...]:
    """Return all sources with their entries, in order."""
    at = list(Style).index(Style.APA)
    rows = store.rows("SELECT id, cited FROM source ORDER BY position")
    entries = [(row["id"], row["cited"].split("\n")[at]) for row in rows]
    return tuple(sorted(entries, key=lambda one: list_order(one[1])))


def source_initials(sources: Sequence[SourceName]) -> dict[str, str]:
    """Return the initials of each source by its slug, to name it where room is short.

    "Rajput and Ghosh [2024]" is "RG". Sources that would share their initials get the
    last two digits of their years too ("S14", "S19"), then letters ("S19a").
    """
    short = {source.id: _initials(source.short) for source in sources}
    for ending in (_two_digits, _letter):
        times = Counter(short.values())
        seen: Counter[str] = Counter()
        for source in sources:
            if times[own := short[source.id]] > 1:
                short[source.id] += ending(source, seen[own])
                seen[own] += 1
    return short


def _initials(name: str) -> str:
    """Return the capitals of a name, or its first letter if it has none."""
    words = _YEAR.sub("", name)
    capitals = [one for one in words if one.isupper()]
    return "".join(capitals[:3]) or words[:1]


def _two_digits(source: SourceName, _: int) -> str:
    year = _YEAR.search(source.short)
    return year[1][2:] if year else ""


def _letter(_: SourceName, number: int) -> str:
    return chr(ord("a") + number)


def source_lines(
    store: Store,
    ids: Sequence[str] | None = None,
    passing: tuple[str, Sequence[str]] = ("true", ()),
) -> tuple[SourceLine, ...]:
    """Return the sources with these *ids*, or all, with their counts, oldest first.

    Counted is what is *passing*: an SQL condition on ``quote_under_claim AS pair``, and its
    values.
    """
    where = "" if ids is None else f"WHERE source.id IN ({placeholders(ids)})"
    sql, values = passing
    statement = _SOURCE_LINES.format(passing=sql, where=where)
    return tuple(
        SourceLine(
            id=row["id"],
            short=row["short"],
            title=row["title"],
            subtitle=row["subtitle"],
            by=byline(row),
            speaker=row["voice"],
            described=row["described"],
            of_itself=row["of_itself"],
            container=row["container"],
            publisher=row["publisher"],
            published=date_facts(row),
            passages=row["passages"],
            quotes_for=row["quotes_for"],
            quotes_against=row["quotes_against"],
            claims=row["claims"],
        )
        for row in store.rows(statement, *values, *(ids or ()))
    )


def source_name(row: Row) -> SourceName:
    """Return the source in *row*, which has the SOURCE_COLUMNS."""
    return SourceName(row["source_id"], row["source_short"], row["source_title"])


def cited_source(row: Row) -> CitedSource:
    """Return the source in *row* as references name it."""
    return CitedSource(
        id=row["source_id"],
        title=row["source_title"],
        subtitle=row["subtitle"],
        authors=author_names(row),
        publisher=row["publisher"],
        container=row["container"],
        kind=SourceKind(row["source_kind"]),
        inferred=inferred_names(row),
        published=date_facts(row),
        url=row["url"],
        language=row["language"],
    )


def date_facts(row: Row) -> DateFacts:
    """Return the date of the source in *row*."""
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


def byline(row: Row) -> str | None:
    """Return the authors of the source in *row*, joined; None if it is unsigned."""
    names = [author.name for author in author_names(row)]
    if not names:
        return None
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def author_names(row: Row) -> tuple[AuthorName, ...]:
    """Return the authors of the source in *row*, from its column AUTHORS."""
    return tuple(
        AuthorName(family, given, suffix, bool(family_first), literal)
        for family, given, suffix, family_first, literal in json.loads(
            row["authors"] or "[]"
        )
    )


def inferred_names(row: Row) -> tuple[InferredName, ...]:
    """Return the names of the source in *row* that are inferred, from its column INFERRED."""
    return tuple(
        InferredName(Fact(fact), evidence, reasoning)
        for fact, evidence, reasoning in json.loads(row["inferred"] or "[]")
    )


def also_lines(row: Row) -> tuple[AlsoLine, ...]:
    """Return where else the source in *row* appeared, from its column ``also``."""
    return tuple(
        AlsoLine(place, by, day and dt.date.fromisoformat(day), year, url, evidence)
        for place, by, day, year, url, evidence in json.loads(row["also"] or "[]")
    )


def coverages(
    store: Store, sources: Sequence[SourceName]
) -> dict[SourceName, Coverage]:
    """Return how the sentences of each of the *sources* were used."""
    uses: dict[str, list[str | None]] = defaultdict(list)
    ids = [source.id for source in sources]
    for row in store.rows(_USES.format(sources=placeholders(ids)), *ids):
        uses[row["source"]].append(row["used"])
    return {source: coverage(uses[source.id]) for source in sources}


def coverage(uses: Iterable[str | None]) -> Coverage:
    """Count sentences by their SENTENCE_USE."""
    counts = Counter(uses)
    sentences = counts.total()
    quoted, unused = counts.pop(_QUOTED, 0), counts.pop(None, 0)
    return Coverage(
        sentences=sentences,
        quoted=quoted,
        set_aside=tuple((Reason(r), n) for r, n in counts.most_common() if r),
        unused=unused,
        percent=round(100 * quoted / sentences) if sentences else 0,
    )
