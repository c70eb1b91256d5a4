"""Whose words stand at a place, and whether a text names the same person."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Row

from app.domain.vocabulary import Attribution, QuotationKind, SpeakerKind
from app.queries.sources import AUTHORS, author_names
from app.store.connection import Store
from app.text.mentions import NamedSpeaker, SpeakerNames, says_in
from app.text.named_speakers import Naming, naming
from app.text.quotation_words import Article
from app.text.quotations_in_text import FoundQuotation, quotations_in

_SPEAKERS = "SELECT id, name, kind FROM speaker"
_ALIASES = "SELECT speaker, name FROM alias"
# What the author of an article is called: by name, by the article, by where it appeared.
_AUTHORS = f"""
    SELECT speaker, id AS source, title, short, container, publisher, {AUTHORS} AS authors
    FROM source"""
_QUOTES = """
    SELECT source, start, "end", speaker FROM quote ORDER BY "end" - start"""
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*")
_YEAR = re.compile(r"\s*\[?\d{4}\]?$")
# So much of what is quoted has to be a recorded quote for that to say whose it is.
_ENOUGH = 0.6
# What counts where the words stand at several places.
_BEST = (
    Attribution.AGREES,
    Attribution.VIA_AUTHOR,
    Attribution.UNCHECKED,
    Attribution.UNNAMED,
    Attribution.DIFFERS,
)


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Words of an article."""

    source: str
    """The slug of the article."""
    article: Article
    start: int
    end: int
    weak: bool = False
    """Whether many of the words that are quoted are others."""


@dataclass(frozen=True, slots=True)
class Ascribed:
    """Who says some words, and whether that is who is named."""

    attribution: Attribution
    named: str | None
    """Who is named."""
    speaker: str | None
    """Who says them; None if that is not known."""
    author: str | None = None
    """Who reports them, if the author of the article does and somebody else says them."""
    named_there: bool = False
    """Whether the article itself names the same, whoever is recorded."""
    indirect: bool = False
    """Whether it agrees, but the article tells it in words of its own, without marks."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers of a debate, what they are called, and where their words stand."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The slugs of whom a name may mean."""
    called: dict[str, str] = field(default_factory=dict)
    """The name of each speaker."""
    authors: dict[str, str] = field(default_factory=dict)
    """The speaker who is the author of each source."""
    people: set[str] = field(default_factory=set)
    """The people among them, and whoever has written a source."""
    vague: set[str] = field(default_factory=set)
    """The groups that have written no source."""
    quotes: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """The quotes of each source, the shortest first."""
    capitalised: set[str] = field(default_factory=set)
    """The words that some source has with a capital: no stranger is called so."""

    @classmethod
    def of(cls, store: Store) -> "Voices":
        """Return those of a store, read once while its file is the same."""
        key = store.path, *store.identity
        known = _KNOWN.get(key)
        if known is None:
            known = cls._read(store)
            _KNOWN.clear()
            _KNOWN[key] = known
        return known

    @classmethod
    def _read(cls, store: Store) -> "Voices":
        texts = (row["text"] for row in store.rows("SELECT text FROM source"))
        voices = cls(
            capitalised={w for text in texts for w in _CAPITALISED.findall(text)}
        )
        for row in store.rows(_SPEAKERS):
            voices.called[row["id"]] = row["name"]
            voices.names[row["name"]].add(row["id"])
            voices.names[_short_name(row)].add(row["id"])
            if row["kind"] == SpeakerKind.GROUP:
                voices.vague.add(row["id"])
            if row["kind"] == SpeakerKind.PERSON:
                voices.people.add(row["id"])
        for row in store.rows(_ALIASES):
            voices.names[row["name"]].add(row["speaker"])
        for row in store.rows(_AUTHORS):
            voices.authors[row["source"]] = row["speaker"]
            voices.vague.discard(row["speaker"])
            voices.people.add(row["speaker"])
            for name in _names_of_author(row):
                voices.names[name].add(row["speaker"])
        for row in store.rows(_QUOTES):
            voices.quotes[row["source"]].append(row)
        return voices

    def ascribed(self, places: Sequence[StandingWords], named: Naming) -> Ascribed:
        """Return who says the words at some places, as against who is named.

        It agrees if it does so at any of the places.
        """
        if not places:
            nobody = Attribution.UNCHECKED if named.said else Attribution.UNNAMED
            return Ascribed(nobody, self._name(named.said), None)
        found = [self._ascribed(place, named) for place in places]
        return min(found, key=lambda one: _BEST.index(one.attribution))

    def _ascribed(self, place: StandingWords, beside: Naming) -> Ascribed:
        author = self.authors[place.source]
        recorded = self._recorded(place)
        within = _in_quotation(place)
        # What nobody else is recorded as saying is the author's own text.
        speakers = recorded or (() if within else (author,))
        speaker = " and ".join(self.called[one] for one in recorded) or None
        said = beside.said
        right = [one for one in said or beside.present if one.speakers & {*speakers}]
        if right:
            whose = speaker or self.called[author]
            indirect = not within and author not in right[0].speakers
            return Ascribed(
                Attribution.AGREES, self._name(right), whose, indirect=indirect
            )
        if not said:
            return Ascribed(Attribution.UNNAMED, None, speaker)
        named = self._name(said)
        if author in said[0].speakers and not place.weak:
            author_name = self.called[author]
            return Ascribed(Attribution.VIA_AUTHOR, named, speaker, author_name)
        # What an author quotes in a sentence of their own is somebody else's.
        sure = recorded and not (within and recorded == (author,))
        if not sure and self._says_there(said, place):
            return Ascribed(Attribution.AGREES, named, named, self.called[author])
        there = self._named_there(said[0], place)
        doubtful = place.weak or not beside.sure or self._is_vague(said)
        if there or doubtful or (not sure and self._mentioned(said, place)):
            return Ascribed(Attribution.UNCHECKED, named, speaker, named_there=there)
        return Ascribed(Attribution.DIFFERS, named, speaker or self.called[author])

    def _recorded(self, place: StandingWords) -> tuple[str, ...]:
        """Return who is recorded as saying the words.

        That is the speaker of the shortest quote around them, or of those that share most
        of them.
        """
        quotes = self.quotes[place.source]
        for quote in quotes:
            if quote["start"] <= place.start and place.end <= quote["end"]:
                return (quote["speaker"],)
        enough = _ENOUGH * (place.end - place.start)
        return tuple(
            {
                quote["speaker"]: None
                for quote in quotes
                if min(quote["end"], place.end) - max(quote["start"], place.start)
                >= enough
            }
        )

    def _is_vague(self, said: Sequence[NamedSpeaker]) -> bool:
        """Whether who is named is nobody in particular: "experts", "many in China"."""
        return bool(said[0].speakers) and said[0].speakers <= self.vague

    def _name(self, named: Sequence[NamedSpeaker]) -> str | None:
        """Return the name of the first who is named, as the debate has it if it does."""
        if not named:
            return None
        known = sorted(named[0].speakers)
        return self.called[known[0]] if len(known) == 1 else named[0].name

    def _says_there(self, said: Sequence[NamedSpeaker], place: StandingWords) -> bool:
        """Whether the sentence of the article itself has the nearest as saying its words."""
        around = place.article.sentences_of(place.start, place.end)
        sentence = place.article.text[around[0][0] : around[-1][1]] if around else ""
        return any(says_in(sentence, name) for name in self._names_of(said[:1]))

    def _named_there(self, who: NamedSpeaker, place: StandingWords) -> bool:
        """Whether the article names somebody as saying its words, as a reader's text would."""
        text, block = place.article.text, place.article.block_at(place.start)
        passage = text[block.start : max(block.end, place.end)]
        start, end = place.start - block.start, place.end - block.start
        found = quotations_in(passage).quotations
        own = next(
            (one for one in found if one.start <= start and end <= one.end), None
        )
        if own is None:
            own = FoundQuotation(start, end, start, end, QuotationKind.QUOTATION)
            beside = (one for one in found if one.closes <= start or end <= one.opens)
            found = (*sorted([*beside, own], key=lambda one: one.start),)
        speakers = who.speakers or {who.name}
        names = SpeakerNames(
            {who.name: speakers, **self.names},
            self.people,
            self.capitalised.__contains__,
        )
        there = naming(passage, found, names)[found.index(own)]
        return any(one.speakers & speakers for one in there.said)

    def _mentioned(self, said: Sequence[NamedSpeaker], place: StandingWords) -> bool:
        """Whether the passage mentions any of those who are named as saying its words."""
        block = place.article.block_at(place.start)
        passage = place.article.text[block.start : block.end]
        return any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?! [A-Z])", passage)
            for name in self._names_of(said)
        )

    def _names_of(self, said: Sequence[NamedSpeaker]) -> set[str]:
        """Return what those who are named are called, here and elsewhere."""
        slugs = {slug for one in said for slug in one.speakers}
        names = {name for name, meant in self.names.items() if meant & slugs}
        return names | {one.name for one in said}


# The voices of the store that was read last. Threads share it: two may read it at once.
_KNOWN: dict[tuple[object, ...], Voices] = {}


def _short_name(speaker: Row) -> str:
    """Return the last name of a person, or the whole name of others."""
    name: str = speaker["name"]
    return (
        name.rsplit(maxsplit=1)[-1] if speaker["kind"] == SpeakerKind.PERSON else name
    )


def _names_of_author(row: Row) -> Iterator[str]:
    """Yield what an author of a source is called: by name, by the source, by its place."""
    authors = author_names(row)
    names = (name for one in authors for name in (one.name, one.family))
    short = _YEAR.sub("", row["short"])
    titles = (row["title"], row["container"], row["publisher"])
    yield from filter(None, (*titles, short, *names))


def _in_quotation(place: StandingWords) -> bool:
    """Whether the article itself has the words between quotation marks."""
    block = place.article.block_at(place.start)
    passage = place.article.text[block.start : block.end]
    return any(
        block.start + one.start <= place.start and place.end <= block.start + one.end
        for one in quotations_in(passage).quotations
    )
