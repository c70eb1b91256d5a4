"""What the filters of a page show: their choices, which are in force, as known when."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from sqlite3 import Row
from urllib.parse import urlencode

from app.domain.dates import day_words
from app.domain.errors import NotCanonical, NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import Basis, Stance, Voice
from app.queries.sources import (
    ALSO_IN,
    KNOWN,
    AlsoLine,
    DateFacts,
    SourceName,
    also_lines,
    date_facts,
    source_name,
)
from app.store.connection import Store, placeholders


@page_object
class Choice:
    """One choice of a filter."""

    value: str
    """What stands in the address; empty for "all"."""
    label: str
    """What readers see."""
    shows: int
    """How many of what the page lists (claims, quotes, hits, …) are shown if it is
    chosen and the other filters stay."""
    chosen: bool
    """Whether it is in force."""


@page_object
class Filter:
    """One filter with its choices."""

    name: str
    """What stands in the address: theme, source, voice, …"""
    label: str
    """What readers see."""
    choices: tuple[Choice, ...]
    """All choices, "all" first."""


@page_object
class Chosen:
    """A filter in force, and the way out of it."""

    what: str
    """The filter, as readers see it."""
    label: str
    """What was chosen, as readers see it."""
    without: str
    """The query of the address without it; empty where nothing else is in force."""
    shows: int
    """How many of what the page lists are shown without it."""


@page_object
class DatedSource:
    """A source, and the day from which on it is known."""

    source: SourceName
    """The source."""
    published: DateFacts
    """When it was published."""
    known: dt.date
    """The last day on which it may have been published, or that of an earlier first
    publication."""
    known_words: str
    """That day in words."""
    first: AlsoLine | None
    """The first publication, where it is what counts."""
    also: tuple[AlsoLine, ...]
    """Every other place where it appeared."""

    @property
    def inferred(self) -> bool:
        """Whether the day from which on it is known is inferred."""
        return self.first is None and self.published.basis is Basis.INFERRED


@page_object
class AsOf:
    """What was known on a day."""

    date: dt.date
    """The day."""
    words: str
    """The day in words."""
    known: tuple[DatedSource, ...]
    """The sources that were published by then, oldest first."""
    later: tuple[DatedSource, ...]
    """The sources that were not, or for which it is not known."""


@page_object
class Filtering:
    """The filters of a page."""

    filters: tuple[Filter, ...]
    """The filters with their choices."""
    chosen: tuple[Chosen, ...]
    """Those in force; none: the page shows everything."""
    query: str
    """Those in force as they stand in the address, without a question mark."""
    as_of: AsOf | None
    """What was known on the day that was chosen; null where none was."""


# Each filter in the order of the form: what readers see of it, and of its "all".
_WORDS = {
    "theme": ("Theme", "All themes"),
    "claim": ("Claim", "All claims"),
    "source": ("Source", "All sources"),
    "speaker": ("Speaker", "All speakers"),
    "stance": ("Side", "Both sides"),
    "voice": ("Voice", Voice.ALL.label),
    "as_of": ("As known on", "Today"),
}
# One that a page is asked for by links alone: there are too many to choose from.
_LINKED = frozenset({"claim"})

# The address holds no more narrower claims opened one by one than these, the latest; so
# it stays short enough to be handed on. Our choice.
_MOST_OPENED = 5


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """What a reader chose to see; an empty word is "all"."""

    source: str = ""
    theme: str = ""
    claim: str = ""
    speaker: str = ""
    stance: str = ""
    voice: str = ""
    as_of: str = ""
    """A day: only sources that were published by then contribute."""
    opened: str = ""
    """"all", or the slugs of narrower claims whose quotes are shown in place, a full stop
    between two."""
    tidy: str | None = None
    """How the query of the address is written, where it should be another."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The slugs in *opened*, the latest last."""
        named = () if self.opened == "all" else self.opened.split(".")
        return tuple(slug for slug in named if slug)[-_MOST_OPENED:]

    @property
    def words(self) -> dict[str, str]:
        """The filters in force, by their name in the address."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: word for name, word in named.items() if word and name in _WORDS}

    @property
    def query(self) -> str:
        """The filters in force, as they stand in the address."""
        return urlencode(self.words)

    def held_to(self, names: Iterable[str]) -> "FilterChoice":
        """Give the same without the filters that a page does not have.

        Raises Untidy where the address should be written otherwise.
        """
        if self.tidy is not None:
            raise NotCanonical(self.tidy)
        other = {name: "" for name in _WORDS if name not in set(names)}
        voice = "" if self.voice == Voice.ALL else self.voice
        return replace(self, **{"voice": voice, **other})


@dataclass(frozen=True, slots=True)
class QuoteUnderClaim:
    """A quote under a claim, with what the filters look at."""

    claim: str
    theme: str
    stance: str
    quote: str
    source: str
    speaker: str
    own: bool
    known: str
    """The day from which on its source is known."""

    def fits(self, name: str, word: str) -> bool:
        """Whether it passes one filter."""
        if name == "as_of":
            return self.known <= word
        return self.own if name == "voice" else bool(getattr(self, name) == word)

    def passes(self, words: Mapping[str, str]) -> bool:
        """Whether it passes all filters in force."""
        return all(self.fits(name, word) for name, word in words.items())


@dataclass(frozen=True)
class FilterOptions:
    """What there is to choose from: a row each, with an id, a label, and more."""

    themes: Sequence[Row]
    speakers: Sequence[Row]
    sides: Sequence[Row]
    sources: Sequence[DatedSource]

    @cached_property
    def known(self) -> dict[str, str]:
        """The day from which on each source is known, by its slug."""
        return {one.source.id: one.known.isoformat() for one in self.sources}

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The choices of each filter that has the same ones always, and their words."""
        return {
            "theme": {row["id"]: row["label"] for row in self.themes},
            "source": {one.source.id: one.source.short for one in self.sources},
            "speaker": {row["id"]: row["label"] for row in self.speakers},
            "stance": {stance.value: stance.label for stance in Stance},
            "voice": {Voice.AUTHORS.value: Voice.AUTHORS.label},
        }

    def pair(self, row: Row) -> QuoteUnderClaim:
        """Make the quote under a claim that stands in *row*."""
        return QuoteUnderClaim(
            row["claim"],
            row["theme"],
            row["stance"],
            row["id"],
            row["source_id"],
            row["speaker_id"],
            bool(row["own"]),
            self.known[row["source_id"]],
        )


_OPTIONS = """
    SELECT 'theme' AS name, id, title AS label, description AS more, position FROM theme
    UNION ALL SELECT 'speaker', id, name, description, position FROM speaker
    UNION ALL SELECT 'stance', id, label, says, id <> 'for' FROM side
    ORDER BY name, position"""


def filter_options(store: Store) -> FilterOptions:
    """Read what there is to choose from."""
    rows = store.rows(_OPTIONS)
    of = {
        name: [row for row in rows if row["name"] == name]
        for name in ("theme", "speaker", "stance")
    }
    return FilterOptions(of["theme"], of["speaker"], of["stance"], dated_sources(store))


def dated_sources(
    store: Store, ids: Collection[str] | None = None
) -> tuple[DatedSource, ...]:
    """Give sources, or all, with the day from which on each is known, oldest first."""
    some = "" if ids is None else f"WHERE id IN ({placeholders(ids)})"
    rows = store.rows(
        f"""SELECT id AS source_id, short AS source_short, title AS source_title,
            earliest, latest, precision, basis, evidence, reasoning,
            {KNOWN} AS known, {ALSO_IN} AS also
        FROM source {some} ORDER BY position""",
        *(ids or ()),
    )
    return tuple(_dated(row) for row in rows)


def _dated(row: Row) -> DatedSource:
    known = dt.date.fromisoformat(row["known"])
    also = also_lines(row)
    published = date_facts(row)
    first = next((one for one in also if one.date == known), None)
    return DatedSource(
        source_name(row),
        published,
        known,
        day_words(known),
        first if known < published.latest else None,
        also,
    )


_PAIRS = """
    SELECT claim.id AS claim, claim.theme, claim.stance, quote.id,
        quote.source AS source_id, quote.speaker AS speaker_id, quote.own
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    ORDER BY claim.position, claim_quote.position"""


def quotes_under_claims(store: Store, told: FilterOptions) -> list[QuoteUnderClaim]:
    """Give every quote under every claim, in the order of reading."""
    return [told.pair(row) for row in store.rows(_PAIRS)]


def quotes_on_side(held: Iterable[QuoteUnderClaim], stance: Stance) -> int:
    """Count the quotes of one side, each once."""
    return len({pair.quote for pair in held if pair.stance == stance})


@dataclass(frozen=True)
class FilteredList:
    """The filters of one page, and what passes them."""

    wish: FilterChoice
    names: Sequence[str]
    """The filters that the page has."""
    told: FilterOptions
    pairs: Sequence[QuoteUnderClaim]
    of: Callable[[QuoteUnderClaim], str]
    """What the page lists, of a quote under a claim."""
    everything: int
    """How much it lists where no filter is in force."""

    @cached_property
    def passing(self) -> list[QuoteUnderClaim]:
        """What passes all filters in force."""
        words = self.wish.words
        return [pair for pair in self.pairs if pair.passes(words)]

    def filtering(self, claim: str = "") -> Filtering:
        """Say it as pages show it; *claim* is the text of the claim that is chosen.

        Raises NotFound for a choice that is none, so that no page shows less than it
        says.
        """
        for name, word in self.wish.words.items():
            if name != "as_of" and word not in self._labels(name, claim):
                what = "side" if name == "stance" else name
                raise NotFound(f"no {what} is called {word!r}")
        filters = {
            name: self._filter(name, claim) for name in _WORDS if name in self.names
        }
        return Filtering(
            filters=tuple(one for name, one in filters.items() if name not in _LINKED),
            chosen=tuple(
                self._chosen(name, one)
                for name, one in filters.items()
                if name in self.wish.words
            ),
            query=self.wish.query,
            as_of=self._as_of(),
        )

    def _labels(self, name: str, claim: str) -> dict[str, str]:
        """Give the choices of a filter, and their words."""
        if name == "as_of":
            return known_days(self.told.sources, self.wish.as_of)
        if name == "claim":
            return {self.wish.claim: claim} if claim else {}
        return self.told.labels[name]

    def _filter(self, name: str, claim: str) -> Filter:
        """Give a filter, each choice with how much choosing it would show."""
        label, none = _WORDS[name]
        here = self.wish.words.get(name, "")
        rest = {n: word for n, word in self.wish.words.items() if n != name}
        others = [pair for pair in self.pairs if pair.passes(rest)]

        def shows(word: str) -> int:
            if not word and not rest:
                return self.everything
            fit = (one for one in others if not word or one.fits(name, word))
            return len({self.of(one) for one in fit})

        words = {"": none, **self._labels(name, claim)}
        return Filter(
            name,
            label,
            tuple(
                Choice(word, said, shows(word), word == here)
                for word, said in words.items()
            ),
        )

    def _chosen(self, name: str, one: Filter) -> Chosen:
        label = next(choice.label for choice in one.choices if choice.chosen)
        without = replace(self.wish, **{name: ""}).query
        return Chosen(one.label, label, without, one.choices[0].shows)

    def _as_of(self) -> AsOf | None:
        if not self.wish.as_of:
            return None
        day = dt.date.fromisoformat(self.wish.as_of)
        return AsOf(
            day,
            day_words(day),
            known=tuple(one for one in self.told.sources if one.known <= day),
            later=tuple(one for one in self.told.sources if one.known > day),
        )


def known_days(sources: Iterable[DatedSource], day: str = "") -> dict[str, str]:
    """Give the days on which one of the sources becomes known, and *day*, in words."""
    coming: dict[str, list[DatedSource]] = {day: []}
    for one in sources:
        coming.setdefault(one.known.isoformat(), []).append(one)
    return {one: _day_label(one, coming[one]) for one in sorted(coming) if one}


def _day_label(day: str, coming: Sequence[DatedSource]) -> str:
    """Say a day; and whether that it is this one is inferred."""
    words = day_words(dt.date.fromisoformat(day))
    inferred = [one.inferred for one in coming]
    if not any(inferred):
        return words
    return f"{words}, inferred" if all(inferred) else f"{words}, partly inferred"
