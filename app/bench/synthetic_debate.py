"""A synthetic debate of any size: articles, claims and relations in invented words.

For benchmarks and tests, never beside a real debate: it says nothing about anybody. The
same size always gives the same files. Lengths, shares and links are about those of the
debate that comes with the program.
"""

import datetime as dt
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isqrt
from pathlib import Path
from typing import Any

from app.bench.invented_words import InventedWords, as_sentence
from app.compile.example_debate import require_free
from app.compile.rules import CASE_CLAIMS, MAIN_CLAIMS
from app.domain.vocabulary import Stance

_FIRST_DAY, _DAYS = dt.date(1995, 1, 1), 11_000
# Of two sides, the one that answers in each way; of one side, one supports the other.
_ANSWERS = (["undercuts", "qualifies", "rebuts"], [91, 43, 12])
_OWN = (["asserts", "concedes"], [149, 27])
_RELAYED = (["reports", "endorses", "disputes"], [29, 5, 3])
_MODALITIES = (["flat", "likely", "possible", "conditional"], [6, 2, 2, 1])
_UNUSED = ["background", "off-the-question", "framing"]


def write_synthetic_debate(folder: Path, sources: int, claims: int) -> None:
    """Write a debate of so many *sources* and *claims*, two at least, into *folder*.

    Raises FolderTaken, or OSError if the folder cannot be written.
    """
    require_free(folder)
    for name, content in synthetic_files(sources, claims):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())


def synthetic_files(sources: int, claims: int) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of the seed files of such a debate."""
    debate = _Debate(sources, claims)
    yield "debate.toml", debate.toml()
    yield "former.toml", debate.former()
    for theme in debate.themes:
        yield f"claims/{theme.id}.toml", theme.toml()
    for source in debate.sources:
        text = source.text()
        yield f"sources/{source.slug}.txt", text
        yield f"sources/{source.slug}.toml", source.toml(text)


@dataclass
class _Sentence:
    words: list[str]
    used: bool


@dataclass
class _Source:
    """An article: it grows by a sentence with each quote that is taken from it."""

    slug: str
    given: str
    family: str
    speaker: str
    date: dt.date
    title: str
    words: InventedWords
    chance: random.Random
    paragraphs: list[list[_Sentence]] = field(default_factory=list)
    left: str = ""
    """The second half of the last sentence, if only the first is quoted."""

    @property
    def day(self) -> str:
        return f"{self.date.day} {self.date:%B %Y}"

    def quote(self) -> str:
        """Return a whole sentence, or half of one."""
        if self.left:
            half, self.left = self.left, ""
            return half
        if self.chance.random() < 0.12:
            self.add(used=False)
        words = self.add(used=True)
        if self.chance.random() < 0.75:
            return as_sentence(words)
        middle = len(words) // 2
        self.left = " ".join(words[middle:])
        return as_sentence(words[:middle])[:-1]

    def add(self, *, used: bool) -> list[str]:
        """Add a sentence, in one of twelve with a date, and return its words."""
        words = self.words.words(14, 32)
        if self.chance.random() < 1 / 12:
            words[7:7] = ["since", f"{self.date.year - self.chance.randrange(5)}"]
        if not self.paragraphs or len(self.paragraphs[-1]) >= self.chance.randint(2, 5):
            self.paragraphs.append([])
        self.paragraphs[-1].append(_Sentence(words, used))
        return words

    def blocks(self) -> list[str]:
        return [
            " ".join(as_sentence(one.words) for one in sentences)
            for sentences in self.paragraphs
        ]

    def text(self) -> str:
        """Return the article: its title, a line about it, the body, and where it appeared."""
        body: list[str] = []
        for number, block in enumerate(self.blocks()):
            heading = [f"## {self.words.title(2, 5)}"] if number % 5 == 4 else []
            body += [*heading, block]
        line = f"By {self.given} {self.family}, {self.day}"
        parts = [self.title, line, *body, self._note()]
        return "\n\n".join(parts) + "\n"

    def _note(self) -> str:
        return f"It appeared first in the {self.family} Papers."

    def toml(self, text: str) -> str:
        blocks = self.blocks()
        aside = [
            {"paragraph": _words(block, 10), "reason": self.chance.choice(_UNUSED)}
            for block, sentences in zip(blocks, self.paragraphs, strict=True)
            if not all(one.used for one in sentences)
        ]
        also = {"container": f"{self.family} Papers", "evidence": self._note()}
        return "\n".join(
            [
                _table(
                    title=self.title,
                    speaker=self.speaker,
                    short=f"{self.family} {self.date.year}",
                    language="en",
                    rights="Free: these are invented words.",
                    original_file=f"{self.slug}.txt",
                    sha256=hashlib.sha256(text.encode()).hexdigest(),
                ),
                _table("[[authors]]", family=self.family, given=self.given),
                _table(
                    "[published]",
                    earliest=self.date,
                    latest=self.date,
                    precision="day",
                    basis="stated",
                    evidence=self.day,
                ),
                _table("[[also_published]]", **also),
                _table("[body]", first=_words(blocks[0], 10), last=blocks[-1]),
                *(_table("[[set_aside]]", **one) for one in aside),
            ]
        )


@dataclass
class _Claim:
    id: str
    text: str
    because: str | None
    stance: Stance
    parent: str | None
    quotes: list[dict[str, Any]]

    def toml(self) -> str:
        own = {name: value for name, value in vars(self).items() if name != "quotes"}
        tables = [_table("[[claims.quotes]]", **quote) for quote in self.quotes]
        return "\n".join([_table("[[claims]]", **own), *tables])


@dataclass
class _Theme:
    id: str
    title: str
    description: str
    claims: list[_Claim]
    relations: list[dict[str, Any]] = field(default_factory=list)

    def toml(self) -> str:
        relations = (_table("[[relations]]", **one) for one in self.relations)
        return "\n".join([*(claim.toml() for claim in self.claims), *relations])

    def foremost(self, stance: Stance) -> _Claim:
        """Return the first claim of one side."""
        return next(one for one in self.claims if one.stance is stance)


class _Debate:
    """The whole debate; what is drawn by chance is drawn in the order of the files."""

    def __init__(self, sources: int, claims: int) -> None:
        self.chance = random.Random(0)  # noqa: S311 - the same again is what is wanted
        self.words = InventedWords(self.chance)
        self.names: set[str] = set()
        self.people = [self._person("group") for _ in range(sources // 3 + 3)]
        self.origins = [self._origin() for _ in range(sources // 10 + 1)]
        self.authors: list[dict[str, str]] = []
        self.sources = [self._source() for _ in range(sources)]
        # A debate that grows has more themes, and more claims in each.
        themes = isqrt(claims)
        self.themes = [self._theme(size) for size in _shares(claims, themes)]
        for source in self.sources:
            if not source.paragraphs:
                source.add(used=False)
        self._relate()

    def _new(self, name: str) -> str:
        """Return a slug for a name that is not taken yet."""
        slug = name.lower().rstrip(".").replace(" ", "-")
        while slug in self.names:
            slug += "-2"
        self.names.add(slug)
        return slug

    def _person(self, kind: str) -> dict[str, str]:
        name = f"{self.words.name()} {self.words.name()}"
        about = self.words.title(3, 6)
        return {"id": self._new(name), "name": name, "kind": kind, "description": about}

    def _origin(self) -> dict[str, str]:
        title = self.words.title(3, 6)
        return {"id": self._new(title), "title": title, "by": self.words.name()}

    def _source(self) -> _Source:
        # One author of eight has written another article before.
        if not self.authors or self.chance.random() < 7 / 8:
            self.authors.append(self._person("person"))
        author = self.chance.choice(self.authors[-8:])
        given, family = author["name"].split()
        date = _FIRST_DAY + dt.timedelta(self.chance.randrange(_DAYS))
        return _Source(
            self._new(f"{family} {date.year}"), given, family, author["id"], date,
            self.words.title(4, 9), self.words, self.chance,
        )  # fmt: skip

    def _theme(self, size: int) -> _Theme:
        title = self.words.title(2, 4)
        theme = _Theme(self._new(title), title, self.words.title(8, 14) + "?", [])
        for stance, count in zip(Stance, _shares(size, 2), strict=True):
            # Each main claim has two narrower ones, or more where there are many.
            for branch in _shares(count, min(MAIN_CLAIMS, -(-count // 3))):
                main = self._claim(stance, None)
                below = [self._claim(stance, main) for _ in range(branch - 1)]
                theme.claims += [main, *below]
        return theme

    def _claim(self, stance: Stance, main: _Claim | None) -> _Claim:
        text = self.words.sentence(5, 12)
        while (slug := self._new(text)).endswith("-2"):
            text = self.words.sentence(5, 12)
        because = self.words.sentence(6, 12) if main is None else None
        count = self.chance.choices([1, 2, 3], [70, 25, 5])[0]
        quotes = [self._quote() for _ in range(count)]
        # Some rest on a quote of the broader claim, too.
        if main and self.chance.random() < 0.05:
            quotes.append(main.quotes[0])
        return _Claim(slug, text, because, stance, main.id if main else None, quotes)

    def _quote(self) -> dict[str, Any]:
        chance = self.chance
        source = chance.choice(self.sources)
        own = chance.random() < 0.82
        return {
            "source": source.slug,
            "exact": source.quote(),
            "speaker": None if own else chance.choice(self.people)["id"],
            "attitude": chance.choices(*(_OWN if own else _RELAYED))[0],
            "origin": None
            if own or chance.random() < 0.5
            else chance.choice(self.origins)["id"],
            "modality": chance.choices(*_MODALITIES)[0],
            "note": self.words.sentence(10, 25) if chance.random() < 0.7 else None,
        }

    def _relate(self) -> None:
        """Relate about as many claims as there are: not quite half of them to other themes."""
        pairs: set[frozenset[str]] = set()
        for theme in self.themes:
            # The foremost claims of both sides clash.
            meeting = [(theme.foremost(Stance.FOR), theme.foremost(Stance.AGAINST))]
            for claim in theme.claims:
                near = self.chance.random() < 0.55
                among = theme if near else self.chance.choice(self.themes)
                meeting.append((claim, self.chance.choice(among.claims)))
            for one, other in meeting:
                pair = frozenset({one.id, other.id})
                family = {one.parent, other.parent} & pair
                if len(pair) == 2 and not family and pair not in pairs:
                    pairs.add(pair)
                    theme.relations.append(self._relation(one, other))

    def _relation(self, one: _Claim, other: _Claim) -> dict[str, Any]:
        answers = one.stance is not other.stance
        return {
            "from": one.id,
            "to": other.id,
            "kind": self.chance.choices(*_ANSWERS)[0] if answers else "supports",
            "mutual": answers and self.chance.random() < 0.15,
            "note": self.words.sentence(10, 20),
        }

    def toml(self) -> str:
        """Return ``debate.toml``: one clash in each theme, the first of them in the cases."""
        people = [*self.people, *self.authors]
        foremost = [[one.foremost(side).id for side in Stance] for one in self.themes]
        for_, against = zip(*foremost[:CASE_CLAIMS], strict=True)
        return "\n".join(
            [
                _table(question=self.words.title(8, 12) + "?", date=_FIRST_DAY),
                'coverage = "every-sentence"\n',
                *(
                    _table(
                        f"[sides.{one}]",
                        label=one.title(),
                        says=self.words.sentence(4, 7),
                    )
                    for one in Stance
                ),
                _table("[cases]", **{"for": [*for_], "against": [*against]}),
                *(
                    _table(
                        "[[themes]]",
                        id=one.id,
                        title=one.title,
                        description=one.description,
                    )
                    for one in self.themes
                ),
                *(_table("[[speakers]]", **one) for one in people),
                *(_table("[[origins]]", **one) for one in self.origins),
                *(
                    _table(
                        "[[clashes]]",
                        id=f"on-{theme.id}",
                        question=self.words.title(5, 9) + "?",
                        turns_on=self.words.sentence(8, 14),
                        **{"for": [pro], "against": [contra]},
                    )
                    for theme, (pro, contra) in zip(self.themes, foremost, strict=True)
                ),
            ]
        )

    def former(self) -> str:
        """Return ``former.toml``: one claim of forty was renamed."""
        claims = [one for theme in self.themes for one in theme.claims][::40]
        return "\n".join(
            _table("[[former]]", kind="claim", slug=f"former-{one.id}", now=one.id)
            for one in claims
        )


def _shares(total: int, parts: int) -> list[int]:
    """Return *total* divided into almost equal whole parts, the larger ones first."""
    return [total // parts + (number < total % parts) for number in range(parts)]


def _words(block: str, count: int) -> str:
    """Return the first words of a block."""
    return " ".join(block.split()[:count])


def _table(header: str = "", **values: Any) -> str:
    """Return a table of TOML, without the keys that have no value."""
    lines = [
        # JSON writes strings, lists and truth values as TOML does.
        f"{name} = {value if isinstance(value, dt.date) else json.dumps(value)}"
        for name, value in values.items()
        if value is not None
    ]
    return "\n".join([*filter(None, [header]), *lines, ""])
