"""What a document says about itself: the likeliest fact of each kind, and how it is known. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.documents.author_names import names
from app.documents.blocks import PROPERTY, Block, Document, Fact
from app.documents.bylines import (
    authors_in,
    is_by,
    is_by_people,
    is_nobody,
    names_alone,
    people_in,
    same_person,
)
from app.documents.days import day_span, is_day_alone, is_machine_made, without_date
from app.documents.doubts import doubts_of
from app.documents.institutions import (
    in_imprints,
    institution_in,
    institutions_near,
)
from app.documents.kinds import guessed_kind, is_speech
from app.documents.languages import guessed_language
from app.documents.title_lines import (
    LINK_WORD,
    PUBLISHED,
    body_start,
    first_sentence,
    imprint,
    is_byline,
    is_colophon,
    is_imprint,
    is_in,
    is_name_of_part,
    is_title_page,
    lines_near,
    lines_under,
    place_in_journal,
    plain,
    publishers,
)
from app.domain.vocabulary import (
    COUNTED,
    Basis,
    PassageKind,
    Precision,
    SourceKind,
)
from app.text.visible_text import UNSEEN, visible_text

# A longer slug makes an address that nobody reads. Our choice.
_SLUG = 60  # characters
# A shorter line after the title is a rubric. Our choice.
_SUBTITLE = 4  # words
# What stands before a title where each line says what it is.
_LABEL = re.compile(r"^title:\s*", re.IGNORECASE)
# So much of a text tells its language.
_SAMPLE = 20_000  # characters
# What stands between a title and what a page puts behind it.
_BEHIND = re.compile(r"\s+[|–—-]\s+")  # noqa: RUF001 - dashes
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")
# Letters that are no others with a mark upon them.
_SPELT = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o",
     "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of a document, one of each kind but authors."""

    one: dict[str, Fact]
    authors: tuple[Fact, ...]
    says: tuple[str, ...]
    """What stands beside the text, letter for letter."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Why an editor should look at a fact, by its key; the weightiest first."""

    def value(self, key: str) -> str:
        """Return the value of a fact; "" if it was not found."""
        return self.one[key].value if key in self.one else ""


def found_facts(document: Document, name: str) -> Found:
    """Return the likeliest facts about a document in the file *name*.

    What it states goes before what its lines say, and that before what its program wrote.
    """
    said = [
        replace(fact, value=" ".join(UNSEEN.sub("", fact.value).split()))
        for fact in document.facts
        if not (fact.key == "authors" and is_nobody(fact.value))
    ]
    stated = [fact for fact in said if fact.basis is Basis.STATED]
    likely = [fact for fact in said if fact.basis is not Basis.STATED]
    blocks = _with_title_alone(
        [one for one in document.blocks if one.kind is not PassageKind.CHROME]
    )
    title = next((fact for fact in [*stated, *likely] if fact.key == "title"), None)
    title = title or _title(blocks, UNSEEN.sub("", name))
    lines = [*lines_near(blocks, title.value), *filter(is_speech, [title.value])]
    printed = [*_printed(blocks)]
    one = _first_of_each(
        [
            *stated,
            *(fact for fact in printed if fact.basis is Basis.STATED),
            *_place_in_journal(lines),
            *_dated(lines),
            *_guessed(blocks),
            *_last_line(blocks),
            *printed,
            *likely,
            *_institutions(blocks, lines, name),
            title,
        ]
    )
    authors = _authors(stated, likely, lines, [*lines_under(blocks, title.value)])
    front = [block.text for block in blocks[: body_start(blocks, title.value)]]
    shown = [*said, *printed, *_dated(lines), *_dated(front)]
    one |= _as_shown(one, shown)
    one |= _more_exact(one, [*_last_line(blocks)])
    one |= _in_properties_alone(one, shown)
    one |= _without_site(one, blocks)
    named = [author.value for author in authors]
    _drop_author_as_subtitle(one, named)
    one |= _subtitled(one, blocks)
    one |= _said_once(one)
    one |= _container(one, lines, named)
    _settle_kind(one, lines, name)
    doubts = doubts_of(one, authors, next(_guessed(blocks), None), lines, said)
    return Found(one, authors, _said_beside(document.facts), doubts)


def _drop_author_as_subtitle(one: dict[str, Fact], named: Sequence[str]) -> None:
    """Drop a subtitle that is an author, whom some put where their program has that place."""
    subtitle = one.get("subtitle")
    if subtitle and any(name in named for name in names_alone(subtitle.value)):
        del one["subtitle"]


def _institutions(
    blocks: Sequence[Block], lines: Sequence[str], name: str
) -> Iterator[Fact]:
    """Yield who may have published it, by imprints; a PDF, also by the lines near its title."""
    yield from in_imprints(block.text for block in blocks)
    if name.lower().endswith(".pdf"):
        yield from institutions_near(lines)


def _said_beside(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return what stands beside the text, each once."""
    says = (f"{fact.taken_from}: {fact.value}" for fact in facts if fact.aside)
    return tuple(dict.fromkeys(says))


def _first_of_each(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return of each key the first fact whose value is one."""
    one: dict[str, Fact] = {}
    for fact in facts:
        wrong = (fact.key == "published" and not day_span(fact.value)) or (
            fact.key == "language" and not _LANGUAGE.fullmatch(fact.value)
        )
        if not wrong:
            one.setdefault(fact.key, fact)
    return one


# --- what the lines near the title say ---------------------------------------------------


def _dated(lines: Sequence[str]) -> Iterator[Fact]:
    for line in lines:
        if span := day_span(line):
            # Of an old year alone that stands beside words, little is sure.
            is_sure = span[0].year >= 1900 or line.isdecimal()
            basis = Basis.STATED if is_sure else Basis.INFERRED
            yield Fact("published", line, "a line before the article", basis)


def _printed(blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield what an imprint says, and dates of which a short line says that they are its."""
    for block in blocks:
        text = block.text.strip()
        if block.kind is PassageKind.NOTE:
            continue
        yield from _publishers(text)
        if said_there := imprint(text):
            # Behind other words it may be that of a work which the article names.
            is_own = text.startswith(said_there.get("published", text))
            basis = Basis.STATED if is_own else Basis.INFERRED
            for key, value in said_there.items():
                yield Fact(key, value, "a line that says so", basis)
        elif is_colophon(text) or is_byline(text):
            for said in PUBLISHED.finditer(text):
                begins = not said.start() or is_colophon(text)
                if begins and day_span(said[1]):
                    yield Fact("published", said[0].strip(), "a line that says so")


def _place_in_journal(lines: Sequence[str]) -> Iterator[Fact]:
    """Yield where in its journal the article stands, by the first line that says so."""
    said = next(filter(None, map(place_in_journal, lines)), {})
    for key, value in said.items():
        yield Fact(key, value, "a line that says so")


def _publishers(text: str) -> Iterator[Fact]:
    for name in publishers(text):
        yield Fact("publisher", name, "a line that says so")


def _last_line(blocks: Sequence[Block]) -> Iterator[Fact]:
    """Yield the date with which the last line of the text ends, as imprints do."""
    for block in [one for one in blocks if one.kind is not PassageKind.NOTE][-1:]:
        if is_imprint(block.text):
            yield Fact("published", block.text, "the last line", Basis.INFERRED)


def _authors(
    stated: Sequence[Fact],
    likely: Sequence[Fact],
    lines: Sequence[str],
    under: Sequence[str],
) -> tuple[Fact, ...]:
    """Return the authors: all whom the best witness names, by their fullest names.

    A name *under* the title is a better one than a property of the file, which may be that
    of whoever typed it.
    """
    known = [fact for fact in likely if fact.key == "authors"]
    people = list(people_in(lines))
    # A line with several names in a list is no rubric.
    several = [
        one
        for one in people
        if sum(one.taken_from == other.taken_from for other in people) > 1
    ]
    # Whoever stands beside a known author in a line is one, too.
    sure = {
        one.taken_from
        for one in people
        if any(same_person(name, one.value) for f in known for name in names(f.value))
    }
    confirmed = [
        replace(one, basis=Basis.STATED) for one in people if one.taken_from in sure
    ]
    is_aside = all(fact.aside for fact in known)
    witnesses = [
        _of_one(stated),
        list(authors_in(lines)),
        confirmed,
        _of_one(several),
        _of_one(_undated_first(people_in(under if is_aside else ()))),
        _of_one(likely),
        _of_one(_undated_first(people)),
    ]
    best = next(filter(None, witnesses), [])
    found = [replace(fact, value=name) for fact in best for name in names(fact.value)]
    full = [*authors_in(lines), *people]
    return tuple(
        {fact.value: fact for fact in (_fuller(f, full) for f in found)}.values()
    )


def _undated_first(people: Iterable[Fact]) -> list[Fact]:
    return sorted(people, key=lambda one: bool(day_span(one.taken_from)))


def _of_one(facts: Sequence[Fact]) -> list[Fact]:
    """Return the authors that the first place that names any has."""
    named = [fact for fact in facts if fact.key == "authors"]
    return [fact for fact in named if fact.taken_from == named[0].taken_from]


def _fuller(fact: Fact, others: Sequence[Fact]) -> Fact:
    """Return the author by a name without initials, if a line has it."""
    for other in others:
        longer = len(other.value) > len(fact.value)
        if longer and same_person(fact.value, other.value):
            return replace(other, basis=Basis.STATED)
    return fact


def _as_shown(one: Mapping[str, Fact], others: Sequence[Fact]) -> dict[str, Fact]:
    """Return the date in the words that readers see, if a line has it so.

    The first of a month stands for the month, if a line has no more than that.
    """
    date = one.get("published")
    span = day_span(date.value) if date else None
    if date is None or span is None or not is_machine_made(date.value):
        return {}
    for other in others:
        in_words = other.key == "published" and not is_machine_made(other.value)
        if not in_words or not (said := day_span(other.value)):
            continue
        is_month = span[0] == said[0] and said[2] is Precision.MONTH
        if said == span or is_month:
            return {"published": replace(date, value=other.value)}
    return {"published": replace(date, value=date.value[: len("2025-03-14")])}


def _more_exact(one: Mapping[str, Fact], others: Sequence[Fact]) -> dict[str, Fact]:
    """Return as the date a day or a month within its year that the text ends with."""
    date = one.get("published")
    year = day_span(date.value) if date and not date.aside else None
    for other in others:
        span = day_span(other.value)
        is_year = year is not None and year[2] is Precision.YEAR
        if span and year and is_year and year[0] <= span[0] <= span[1] <= year[1]:
            return {"published": other}
    return {}


def _in_properties_alone(
    one: Mapping[str, Fact], others: Sequence[Fact]
) -> dict[str, Fact]:
    """Return as inferred a date that a property of the file has, and no line."""
    date = one.get("published")
    if date is None or not date.taken_from.startswith(PROPERTY):
        return {}
    lines = (fact.value for fact in others if not fact.aside)
    is_said = any(date.value in line for line in lines)
    return {} if is_said else {"published": replace(date, basis=Basis.INFERRED)}


def _title(blocks: Sequence[Block], name: str) -> Fact:
    """Return the first heading, the first line or the name of the file as the title."""
    if blocks and is_title_page(blocks[0].text):
        title = _LABEL.sub("", blocks[0].text.splitlines()[0].strip())
        return Fact("title", title, "the first line", Basis.INFERRED)
    before = blocks[: first_sentence(blocks) + 1]
    heads = [b for b in before if b.kind in {PassageKind.HEADING, PassageKind.FRONT}]
    # A speech may have no other title than who gave it where.
    given = [one for one in before if is_byline(one.text) and is_speech(one.text)]
    heads = [head for head in heads if not is_by_people(head.text)]
    own = [
        head
        for head in heads
        if not (is_name_of_part(head.text) or is_day_alone(head.text))
    ]
    first = [
        one
        for one in before[:1]
        if one.kind in COUNTED and is_byline(one.text) and not _is_about(one.text)
    ]
    for block, taken_from in [
        *((head, "the first heading") for head in own),
        *((line, "the first line") for line in first),
        *((line, "the line that tells of a speech") for line in given),
        *((head, "the first heading") for head in heads),
    ]:
        title = " ".join(visible_text(block.text, 0, len(block.text)).split())
        return Fact("title", title, taken_from, Basis.INFERRED)
    title = name.rpartition(".")[0] or name
    return Fact("title", title, "the file's name", Basis.INFERRED)


def _with_title_alone(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks as they show, a title and a subtitle on two lines of one as two.

    They are if a byline follows or the first is in capitals alone, and if that does not go on
    in the second.
    """
    blocks = [replace(one, text=UNSEEN.sub("", one.text)) for one in blocks]
    first, following, *_ = *(block.text for block in blocks[:2]), "", ""
    title, _, subtitle = first.partition("\n")
    goes_on = LINK_WORD.search(title) or subtitle[:1].islower()
    is_two = subtitle and "\n" not in subtitle and is_byline(first)
    apart = is_by_people(following) or (title.isupper() and not subtitle.isupper())
    if goes_on or not is_two or not apart or _is_about(subtitle):
        return blocks
    lines = [Block(PassageKind.HEADING, title), Block(PassageKind.FRONT, subtitle)]
    return [*lines, *blocks[1:]]


def _subtitled(one: Mapping[str, Fact], blocks: Sequence[Block]) -> dict[str, Fact]:
    """Return the title and the subtitle, if a line after the title is that.

    It is if the file has the two as one title, or if bylines follow it.
    """
    title = one["title"]
    texts = [block.text for block in blocks[: body_start(blocks, title.value)]]
    lines = [" ".join(text.split()) for text in texts]
    heads = [at for at, line in enumerate(lines) if is_in(line, title.value)]
    if "subtitle" in one or not heads:
        return {}
    where = "the line after the title"
    if len(heads) == 2 and title.basis is Basis.STATED:
        head, words = (lines[at] for at in heads)
        if plain(f"{head} {words}") == plain(title.value):
            subtitle = Fact("subtitle", words, where, Basis.INFERRED)
            return {"title": replace(title, value=head), "subtitle": subtitle}
    words, following, *_ = *lines[heads[-1] + 1 :], "", ""
    below = "".join(texts[heads[-1] + 1 :][:1]).splitlines()
    is_about = any(map(_is_about, below)) or not _is_about(following)
    if len(words.split()) < _SUBTITLE or is_about or not is_byline(words):
        return {}
    return {"subtitle": Fact("subtitle", words, where, Basis.INFERRED)}


def _is_about(line: str) -> bool:
    """Whether a line says who wrote the article, or when."""
    return is_by(line) or bool(day_span(line)) or bool(names_alone(line))


def _said_once(one: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the title without its second part, if the subtitle begins with that."""
    title = one["title"]
    head, _, tail = title.value.partition(": ")
    subtitle = plain(one["subtitle"].value) if "subtitle" in one else ""
    if tail and subtitle.startswith(plain(tail)):
        return {"title": replace(title, value=head)}
    return {}


def _container(
    one: Mapping[str, Fact], lines: Sequence[str], authors: Sequence[str]
) -> dict[str, Fact]:
    """Return what stands beside the date, if it has the form of a newspaper's name."""
    if "container" in one:
        return {}
    for line in lines:
        name = without_date(line)
        words = name.split()
        is_name = 1 < len(words) < 6 and all(word[0].isupper() for word in words)
        is_other = name in authors or "," in name or institution_in(name)
        if is_name and not is_other:
            where = f"the line “{line}”"
            return {"container": Fact("container", name, where, Basis.INFERRED)}
    return {}


def _settle_kind(one: dict[str, Fact], lines: Sequence[str], name: str) -> None:
    """Put the kind that lines say among the facts; of an article of a journal, none.

    The series of a report is no subtitle, and where a speech was given no newspaper.
    """
    if one.keys() & {"volume", "issue", "pages"}:
        one.pop("kind", None)
        return
    for fact in guessed_kind(lines, one["title"].value, name):
        one.setdefault(fact.key, fact)
    subtitle, container = one.get("subtitle"), one.get("container")
    is_speech = "kind" in one and one["kind"].value == SourceKind.SPEECH
    if is_speech and container and not container.aside:
        del one["container"]
    if subtitle and container and subtitle.value == container.value:
        del one["subtitle"]


def _guessed(blocks: Sequence[Block]) -> Iterator[Fact]:
    text = " ".join(block.text for block in blocks if block.kind in COUNTED)
    if language := guessed_language(text[:_SAMPLE]):
        yield Fact("language", language, "its commonest words", Basis.INFERRED)


def _as_headed(one: Mapping[str, Fact], blocks: Sequence[Block]) -> dict[str, Fact]:
    """Return the title as the heading has it, and what pages put behind it as the container."""
    title = one["title"]
    parts = _BEHIND.split(title.value)
    heads = [b.text for b in blocks[: body_start(blocks, title.value)]]
    if len(parts) < 2 or plain(parts[0]) not in map(plain, heads):
        return {}
    site = Fact("container", parts[-1], title.taken_from, Basis.INFERRED)
    named = {} if one.keys() & {"container", "publisher"} else {"container": site}
    return {"title": replace(title, value=parts[0]), **named}


def _without_site(one: Mapping[str, Fact], blocks: Sequence[Block]) -> dict[str, Fact]:
    """Return the title without the name of the site, which many pages put behind it."""
    if headed := _as_headed(one, blocks):
        return headed
    title = one["title"]
    sites = [
        re.escape(one[key].value) for key in ("container", "publisher") if key in one
    ]
    behind = rf"(\S.*?)\s+[|–—-]\s+(?:{'|'.join(sites)})"  # noqa: RUF001
    match = re.fullmatch(behind, title.value, re.IGNORECASE)
    return {"title": replace(title, value=match[1])} if sites and match else {}


def slug_of(words: str) -> str:
    """Return *words* as a slug: lower case, joined by hyphens, not longer than _SLUG.

    It is "source" if none is left.
    """
    plain = words.translate(_SPELT)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))
    return slug[:_SLUG].rstrip("-") or "source"
