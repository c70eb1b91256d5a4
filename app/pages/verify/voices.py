"""Whose words stand at a place, and whether a text names the same person."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sqlite3 import Row

from app.domain.vocabulary import Attitude, Attribution, QuotationKind, SpeakerKind
from app.queries.sources import AUTHORS, author_names
from app.store.connection import Store
from app.text.mentions import NamedSpeaker, SpeakerNames, are_joined, says_in
from app.text.named_speakers import Naming, naming
from app.text.quotation_words import Article
from app.text.quotations_in_text import FoundQuotation, quotations_in
from app.text.sentences import sentence_spans

_SPEAKERS = "SELECT id, name, kind FROM speaker"
_ALIASES = "SELECT speaker, name FROM alias"
# What the author of an article is called: by name, by the article, by where it appeared.
_AUTHORS = f"""
    SELECT speaker, id AS source, title, short, container, publisher, {AUTHORS} AS authors
    FROM source"""
_QUOTES = """
    SELECT source, start, "end", speaker, attitude, note FROM quote ORDER BY "end" - start"""
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*")
_YEAR = re.compile(r"\s*\[?\d{4}\]?$")
# So much of what is quoted has to be a recorded quote for that to say whose it is.
_ENOUGH = 0.6
# A group without a name of its own, and what stands before it as the subject of a clause.
_SOME_OR_MANY = re.compile(r"(?:some|many)\b", re.IGNORECASE)
_BEGINS_CLAUSE = r"(?:\A|[,;:—–]|\b(?:although|though|while|whereas|but|and|that))\s*"  # noqa: RUF001 - dashes
# So the editors put it where a sentence may be somebody else's.
_NOT_TOLD = "the article does not say"
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
    speaker: str | None = None
    """Who says them, whoever is named; None if that is not known."""
    others: tuple[str, ...] = ()
    """Whom else the article names as saying them, whoever is named."""
    author: str | None = None
    """Who reports them, if the author of the article does and somebody else says them."""
    named_there: bool = False
    """Whether the article itself names the same, whoever is recorded."""
    disputed: bool = False
    """Whether the author who is named reports them to dispute them."""
    indirect: bool = False
    """Whether it agrees, but the article tells it in words of its own, without marks."""
    credit: bool = False
    """Whether they are known to be another's, but the text may not credit who is named."""


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose some words of an article are, as far as that is recorded."""

    author: str
    """The speaker who is the author of the article."""
    quotes: Sequence[Row]
    """The quotes that say whose they are."""
    quoted: bool
    """Whether the article itself has them between quotation marks."""

    @property
    def recorded(self) -> tuple[str, ...]:
        """Who is recorded as saying them."""
        return tuple(dict.fromkeys(quote["speaker"] for quote in self.quotes))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who says them: what nobody else is recorded as saying is the author's own text."""
        return self.recorded or (() if self.quoted else (self.author,))

    @property
    def sure(self) -> bool:
        """Whether nobody else can say them.

        What an author quotes in a sentence of their own is somebody else's.
        """
        own = self.quoted and self.recorded == (self.author,)
        return bool(self.recorded) and not own

    @property
    def disputed(self) -> bool:
        """Whether the author disputes them."""
        return any(one["attitude"] == Attitude.DISPUTES for one in self.quotes)


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
        """Return those of a store, read once for each release."""
        return store.held("voices", lambda: cls._read(store))

    @classmethod
    def _read(cls, store: Store) -> "Voices":
        texts = (row["text"] for row in store.rows("SELECT text FROM source"))
        voices = cls(
            capitalised={w for text in texts for w in _CAPITALISED.findall(text)}
        )
        for row in store.rows(_SPEAKERS):
            voices.called[row["id"]] = row["name"]
            voices.names[row["name"]].add(row["id"])
            voices.names[_other_name(row)].add(row["id"])
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
            said = named.said or named.credited
            nobody = Attribution.UNCHECKED if said else Attribution.UNNAMED
            return Ascribed(nobody, self._name(said))
        found = [self._ascribed(place, named) for place in places]
        return min(found, key=lambda one: _BEST.index(one.attribution))

    def _ascribed(self, place: StandingWords, beside: Naming) -> Ascribed:
        whose = self._whose(place)
        others = self._others(place, whose)
        found = self._compared(place, beside, whose, others)
        return replace(
            found,
            speaker=self._called(whose.speakers),
            others=tuple(self.called[one] for one in others),
        )

    def _compared(
        self,
        place: StandingWords,
        beside: Naming,
        whose: _Whose,
        others: Sequence[str],
    ) -> Ascribed:
        """Return whether who says the words is who is named."""
        said = beside.said or beside.credited
        named = [*beside.said, *beside.credited] or beside.present
        right = [one for one in named if one.speakers & {*whose.speakers}]
        author = self.called[whose.author]
        if right:
            indirect = not whose.quoted and whose.author not in right[0].speakers
            return Ascribed(Attribution.AGREES, self._name(right), indirect=indirect)
        reported = bool(said) and whose.author in said[0].speakers and not place.weak
        if not said or (reported and whose.disputed and beside.denied):
            return Ascribed(Attribution.UNNAMED, None)
        if reported and self._says_whose(place, whose, beside):
            return Ascribed(Attribution.AGREES, self._name(said))
        if reported:
            return Ascribed(
                Attribution.VIA_AUTHOR,
                self._name(said),
                author=author,
                disputed=whose.disputed,
            )
        return self._of_another(place, beside, whose, others)

    def _of_another(
        self,
        place: StandingWords,
        beside: Naming,
        whose: _Whose,
        others: Sequence[str],
    ) -> Ascribed:
        """Return the same where somebody is named who is not known to say the words."""
        said = beside.said or beside.credited
        named = self._name(said)
        among = said[0].speakers & {*others}
        if among or (not whose.sure and self._says_there(said, place)):
            return Ascribed(Attribution.AGREES, named)
        there = self._named_there(said[0], place) or (
            whose.recorded == (whose.author,) and self._noted(said[0], whose.quotes)
        )
        doubtful = place.weak or self._is_vague(said)
        if there or doubtful or (not whose.sure and self._mentioned(said, place)):
            recorded = there and bool(whose.recorded)
            return Ascribed(Attribution.UNCHECKED, named, named_there=recorded)
        # Two may be named: one as saying the words, the other in the reference.
        cited = any(one.speakers & {*whose.speakers} for one in beside.cited)
        if cited or beside.denied or not beside.sure:
            known = bool(whose.speakers)
            return Ascribed(Attribution.UNCHECKED, named, credit=known)
        return Ascribed(Attribution.DIFFERS, named)

    def others(self, place: StandingWords) -> tuple[str, ...]:
        """Return the names of those whom the article names as saying its words.

        Only where nobody else than its author is recorded.
        """
        return tuple(
            self.called[one] for one in self._others(place, self._whose(place))
        )

    def _others(self, place: StandingWords, whose: _Whose) -> tuple[str, ...]:
        """Return the people whom the sentence of the article has as saying its words.

        That is who is named beside the words as a reader would name them, and whoever is
        joined to that name.
        """
        if whose.sure:
            return ()
        sentence = self._sentence(place)
        people = self.people - {whose.author}
        saying = {
            slug: name
            for name, slugs in self.names.items()
            if name in sentence and len(slugs) == 1 and says_in(sentence, name)
            for slug in slugs & people
        }
        said = self._naming_at(place).said[:1] if saying else ()
        nearest = [slug for one in said for slug in one.speakers if slug in saying]
        found = [
            slug
            for slug, name in saying.items()
            if any(
                slug == one or are_joined(sentence, saying[one], name)
                for one in nearest
            )
        ]
        return tuple(sorted(found, key=lambda one: sentence.index(saying[one])))

    def _whose(self, place: StandingWords) -> _Whose:
        """Return whose the words at a place are, as far as that is recorded.

        That is said by the shortest quote around them, or by those that share most of them.
        """
        author, quoted = self.authors[place.source], _in_quotation(place)
        quotes = self.quotes[place.source]
        for quote in quotes:
            if quote["start"] <= place.start and place.end <= quote["end"]:
                return _Whose(author, (quote,), quoted)
        enough = _ENOUGH * (place.end - place.start)
        shared = (
            quote
            for quote in quotes
            if min(quote["end"], place.end) - max(quote["start"], place.start) >= enough
        )
        return _Whose(author, tuple(shared), quoted)

    def _says_whose(self, place: StandingWords, whose: _Whose, beside: Naming) -> bool:
        """Whether the words say themselves whose view they tell, or the text beside them does.

        "Many in the West regard" is a sentence of the author's own, and whoever quotes it hides
        nobody, nor does "Rinna writes that many in the West regard “…”".
        """
        if whose.quoted:
            return False
        holders = {*whose.recorded}
        if any(one.speakers & holders for one in beside.present):
            return True
        words = place.article.text[place.start : place.end]
        # "Many" alone may stand in any sentence: below it has to begin a clause.
        names = [
            name
            for name, meant in self.names.items()
            if meant & holders and not _SOME_OR_MANY.fullmatch(name)
        ]
        if _names_any(words.casefold(), map(str.casefold, names)):
            return True
        some = (_SOME_OR_MANY.match(self.called[one]) for one in holders)
        return any(
            re.search(rf"{_BEGINS_CLAUSE}{one[0]}\b", words, re.IGNORECASE)
            for one in some
            if one
        )

    def _called(self, speakers: Iterable[str]) -> str | None:
        """Return the names of some speakers; None if there are none."""
        return " and ".join(self.called[one] for one in speakers) or None

    def _noted(self, who: NamedSpeaker, quotes: Sequence[Row]) -> bool:
        """Whether a note says that one of these *quotes* may render a person's view."""
        notes = " ".join(quote["note"] or "" for quote in quotes)
        names = self._names_of([who]) if self.people & who.speakers else ()
        return any(
            _names_any(notes[slice(*span)], names)
            for span in sentence_spans(notes, 0, len(notes))
            if _NOT_TOLD in notes[slice(*span)].casefold()
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
        sentence = self._sentence(place)
        return any(says_in(sentence, name) for name in self._names_of(said[:1]))

    @staticmethod
    def _sentence(place: StandingWords) -> str:
        """Return the sentence of the article, or the sentences, with its words."""
        around = place.article.sentences_of(place.start, place.end)
        return place.article.text[around[0][0] : around[-1][1]] if around else ""

    def _named_there(self, who: NamedSpeaker, place: StandingWords) -> bool:
        """Whether the article names somebody as saying its words, as a reader's text would."""
        speakers = who.speakers or {who.name}
        there = self._naming_at(place, {who.name: speakers})
        return any(one.speakers & speakers for one in there.said)

    def _naming_at(
        self, place: StandingWords, also: Mapping[str, Collection[str]] | None = None
    ) -> Naming:
        """Return whom the article names beside its words; *also* has names of strangers."""
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
        names = SpeakerNames(
            {**(also or {}), **self.names},
            self.people,
            {*self.authors.values()},
            self.capitalised.__contains__,
        )
        return naming(passage, found, names)[found.index(own)]

    def _mentioned(self, said: Sequence[NamedSpeaker], place: StandingWords) -> bool:
        """Whether the passage mentions any of those who are named as saying its words."""
        block = place.article.block_at(place.start)
        passage = place.article.text[block.start : block.end]
        return _names_any(passage, self._names_of(said))

    def _names_of(self, said: Sequence[NamedSpeaker]) -> set[str]:
        """Return what those who are named are called, here and elsewhere."""
        slugs = {slug for one in said for slug in one.speakers}
        names = {name for name, meant in self.names.items() if meant & slugs}
        return names | {one.name for one in said}


def _names_any(text: str, names: Iterable[str]) -> bool:
    """Whether a text has any of some *names*."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?! [A-Z])", text) for name in names
    )


def _other_name(speaker: Row) -> str:
    """Return the last name of a person, and a group as it is called within a sentence."""
    name: str = speaker["name"]
    if speaker["kind"] == SpeakerKind.PERSON:
        return name.rsplit(maxsplit=1)[-1]
    # "many in the West"; "many" alone may be anything.
    if speaker["kind"] == SpeakerKind.GROUP and " " in name:
        return name[0].lower() + name[1:]
    return name


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
