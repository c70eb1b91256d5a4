"""Make the two files of a source from a document, and write them into a debate."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app import __version__
from app.compile.seed_files import original_path
from app.compile.segment import kind_by_sign
from app.compile.toml_strings import toml_string
from app.documents.author_names import author_named
from app.documents.blocks import PROPERTY, Block, Document
from app.documents.days import day_span
from app.documents.facts import Found, found_facts, slug_of
from app.documents.new_speaker import families, speaker_names
from app.documents.parts import placed
from app.domain.errors import Place, SeedError, UnreadableDocument
from app.domain.records import Author, Speaker
from app.domain.vocabulary import Basis, PassageKind, SourceKind, SpeakerKind
from app.text.anchoring import fold

_RIGHTS = "Belongs to its author and publisher; shown here for study."
# How many words name a block; more if several blocks begin with them.
_NAMING = (6, 12, 30)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that is not written yet."""

    slug: str
    files: dict[str, bytes]
    """By path below the folder of the seeds; the facts come last."""
    found: Found
    document: Document
    voice: Speaker
    """The speaker in whose voice it is, for debate.toml."""
    blocks: tuple[Block, ...]
    """With the kinds that their places give them."""
    alike: str = ""
    """Which source of the debate has its title or address already, if one has."""


def add_source(
    folder: Path, path: Path, document: Document, slug: str = ""
) -> NewSource:
    """Write the source that a *document*, read from *path*, becomes in the seeds *folder*.

    Its *slug* is made of author and year if none is given. Raises SeedError if there is no
    debate, UnreadableDocument if the same file is a source already or the slug is taken, and
    OSError if a file cannot be written. Nothing is ever overwritten.
    """
    if not (folder / "debate.toml").is_file():
        raise SeedError(
            Place(str(folder)),
            "there is no debate here",
            "name the folder of one with --seeds",
        )
    content = path.read_bytes()
    present = _present(folder, path.name, hashlib.sha256(content).hexdigest())
    places = [*folder.glob("sources/*"), *folder.glob("originals/*")]
    taken = {place.stem for place in places}
    if slug in taken:
        raise UnreadableDocument(
            path.name, f"another source is {slug}; name it otherwise"
        )
    new = new_source(document, path.name, content, taken, slug, speaker_names(folder))
    new = replace(new, alike=_alike(new.found, present))
    written: list[Path] = []
    try:
        for name, data in new.files.items():
            file = folder / name
            file.parent.mkdir(exist_ok=True)
            with file.open("xb") as opened:
                written.append(file)
                opened.write(data)
    except OSError:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return new


def _present(folder: Path, name: str, sha256: str) -> dict[str, dict[str, Any]]:
    """Return the facts of the sources that are there, by their file.

    Raises UnreadableDocument if one of them is made from a file with this *sha256*.
    """
    present = {}
    for path in folder.glob("sources/*.toml"):
        try:
            facts = tomllib.loads(path.read_text("utf-8"))
            sums = {facts.get("sha256"), dict(facts.get("original", {})).get("sha256")}
        except (ValueError, TypeError, OSError, RecursionError):
            continue  # check says what is wrong with it
        if sha256 in sums:
            raise UnreadableDocument(
                name, f"this very file is there already, as sources/{path.name}"
            )
        present[f"sources/{path.name}"] = facts
    return present


def _alike(found: Found, present: dict[str, dict[str, Any]]) -> str:
    """Return which source has the same title or address, in words; "" if none has."""
    for name, facts in sorted(present.items()):
        same = [
            word
            for key, word in (("title", "title"), ("url", "address"))
            if found.value(key)
            and str(facts.get(key, "")).casefold() == found.value(key).casefold()
        ]
        if same:
            return f"{name} has the same {' and '.join(same)}"
    return ""


def new_source(  # noqa: PLR0913, PLR0917 - what a source is made of
    document: Document,
    name: str,
    content: bytes,
    taken: set[str],
    slug: str = "",
    speakers: Mapping[str, str] = MappingProxyType({}),
) -> NewSource:
    """Return the source that a *document* becomes.

    Its slug is the one given, or else made of author and year and none of those *taken*. The
    *speakers* that there are have names by their ids, as speaker_names has them; another one
    gets an id of its own.
    """
    # A name may hold bytes that are no UTF-8.
    name = name.encode(errors="replace").decode()
    found = found_facts(document, name)
    blocks = placed(document.blocks, found)
    text = content
    if document.converter:
        notes = [one for one in blocks if one.kind is PassageKind.NOTE]
        blocks = [one for one in blocks if one.kind is not PassageKind.NOTE] + notes
        text = ("\n\n".join(block.text for block in blocks) + "\n").encode()
    authors = [author_named(fact.value) for fact in found.authors]
    short = _short(found, authors)
    slug = slug or _free(slug_of(short), taken)
    voice = _voice(found, authors, speakers)
    if voice is None:
        voice = _unnamed(found, slug)
        why = "nothing names an author, a publisher or a journal: say who speaks"
        found.doubts["speaker"] = why
    facts = "\n".join(
        [
            *_facts(found, authors, short, voice.id),
            *_file(document, found, name, content, text),
            *_unsure(found),
            *_published(found),
            *_parts(blocks),
        ]
    )
    files = {f"sources/{slug}.txt": text}
    if document.converter:
        files[original_path(slug, name)] = content
    files[f"sources/{slug}.toml"] = f"{facts}\n".encode()
    return NewSource(slug, files, found, document, voice, tuple(blocks))


def _free(slug: str, taken: set[str]) -> str:
    """Return *slug*, with a number if it is taken."""
    number = 2
    free = slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _voice(
    found: Found, authors: Sequence[Author], speakers: Mapping[str, str]
) -> Speaker | None:
    """Return in whose voice the source is; None if nothing says it."""
    name = found.value("publisher") or _site(found)
    role, kind = "publisher", SpeakerKind.INSTITUTION
    if len(authors) > 1:
        name, role = _group(authors, speakers), "authors"
        kind = SpeakerKind.GROUP
    if len(authors) == 1:
        name, role = authors[0].name, "author"
        kind = SpeakerKind.INSTITUTION if authors[0].literal else SpeakerKind.PERSON
    if not name:
        return None
    of = f"{role} of “{found.value('title') or found.value('container')}”"
    known = {name, families(authors, len(authors))}
    others = {id_ for id_, other in speakers.items() if other not in known}
    speaker = _free(slug_of(name), others)
    return Speaker(id=speaker, name=name, kind=kind, description=of)


def _group(authors: Sequence[Author], speakers: Mapping[str, str]) -> str:
    """Return the name of several authors, with as many as tell them from other speakers."""
    names = [families(authors, named) for named in range(1, len(authors) + 1)]
    free = (name for name in names if speakers.get(slug_of(name), name) in names)
    return next(free, names[-1])


def _site(found: Found) -> str:
    """Return where it appeared, if that may stand for an author; a series may not."""
    kind = SourceKind(found.value("kind") or SourceKind.ARTICLE)
    return "" if kind.stands_alone else found.value("container")


def _unnamed(found: Found, slug: str) -> Speaker:
    """Return a speaker who stands for the author of the source *slug* until one is named."""
    return Speaker(
        id=f"author-of-{slug}",
        name=f"The author of “{found.value('title')}”",
        kind=SpeakerKind.PERSON,
        description="not named yet",
    )


def _short(found: Found, authors: Sequence[Author]) -> str:
    """Return the name in lists: who, and the year, in brackets if it is inferred."""
    title = " ".join(found.value("title").split()[:4])
    who = families(authors) or _site(found) or title
    date = found.one.get("published")
    span = date and day_span(date.value)
    if not date or not span:
        return who
    year = f"{span[1].year}" if date.basis is Basis.STATED else f"[{span[1].year}]"
    return f"{who} {year}"


# --- the facts as TOML -------------------------------------------------------------------


def _remark(found: Found, key: str) -> str:
    """Return how a fact is known, as a comment."""
    fact = found.one[key]
    return f"  # {fact.basis}: {' '.join(fact.taken_from.split())}"


def _facts(
    found: Found, authors: Sequence[Author], short: str, speaker: str
) -> Iterator[str]:
    """Yield the lines about the work."""
    yield "# Made by counterpoint add. Beside each fact stands what it was taken from: check it."
    for key in ("title", "subtitle"):
        if key in found.one:
            yield f"{key} = {toml_string(found.value(key))}{_remark(found, key)}"
    names = ", ".join(_author(author) for author in authors)
    yield f"authors = [{names}]" + (
        f"  # {found.authors[0].basis}: {' '.join(found.authors[0].taken_from.split())}"
        if authors
        else "  # none was found"
    )
    yield f"speaker = {toml_string(speaker)}  # one of those in debate.toml"
    yield f"short = {toml_string(short)}"
    journal = ("volume", "issue", "pages") if "container" in found.one else ()
    for key in ("publisher", "container", *journal, "kind", "url"):
        value = found.value(key)
        if value and (key != "url" or re.fullmatch(r"https?://\S+", value)):
            yield f"{key} = {toml_string(value)}{_remark(found, key)}"
    if "language" in found.one:
        yield f"language = {toml_string(found.value('language'))}{_remark(found, 'language')}"
    else:
        yield 'language = "en"  # nothing says it'
    yield f"rights = {toml_string(_RIGHTS)}"


def _author(author: Author) -> str:
    parts = author.model_dump(exclude_none=True, exclude_defaults=True)
    return (
        "{ " + ", ".join(f"{key} = {toml_string(v)}" for key, v in parts.items()) + " }"
    )


def _file(
    document: Document, found: Found, name: str, content: bytes, text: bytes
) -> Iterator[str]:
    """Yield the lines about the file, and about the one that it was made from."""
    yield f"original_file = {toml_string(name)}"
    yield f'sha256 = "{hashlib.sha256(text).hexdigest()}"'
    if document.converter:
        yield ""
        yield "[original]"
        yield f'sha256 = "{hashlib.sha256(content).hexdigest()}"'
        converter = document.converter.replace(
            "counterpoint", f"counterpoint {__version__}"
        )
        yield f"converter = {toml_string(converter)}"
        if found.says:
            yield "says = ["
            yield from (f"  {toml_string(line)}," for line in found.says)
            yield "]"


def _unsure(found: Found) -> Iterator[str]:
    """Yield the facts that check asks about until an editor has removed their lines."""
    if found.doubts:
        yield from ("", "[unsure]")
        yield from (f"{key} = {toml_string(why)}" for key, why in found.doubts.items())


def _published(found: Found) -> Iterator[str]:
    """Yield the lines about the date."""
    yield ""
    date = found.one.get("published")
    span = date and day_span(date.value)
    if not date or not span:
        yield "# No date was found: write what the text says of it, and take each # away."
        yield "# [published]"
        yield "# earliest = 2025-01-02  # the same day twice, or the span in which it lies"
        yield "# latest = 2025-01-02"
        yield '# precision = "day"  # day, month, year or range'
        yield '# basis = "stated"  # or "inferred", with reasoning = "how it follows"'
        yield '# evidence = "January 2, 2025"  # copied from the article'
        return
    yield f"[published]{_remark(found, 'published')}"
    yield f"earliest = {span[0]}"
    yield f"latest = {span[1]}"
    yield f'precision = "{span[2]}"'
    yield f'basis = "{date.basis}"'
    yield f"evidence = {toml_string(date.value)}"
    if date.basis is Basis.INFERRED:
        why = f"Taken from the file: {date.taken_from}."
        if date.taken_from.startswith(PROPERTY):
            why = f"The file states it, its text does not: {date.taken_from}."
        yield f"reasoning = {toml_string(why)}"


def _parts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines about the parts of the text, and about each block by its kind."""
    folded = [fold(block.text).text for block in blocks]
    outside = {
        PassageKind.FRONT, PassageKind.BACK, PassageKind.NOTE, PassageKind.CHROME
    }  # fmt: skip
    notes = [index for index, one in enumerate(blocks) if one.kind is PassageKind.NOTE]
    body = [index for index, one in enumerate(blocks) if one.kind not in outside]
    first, last = (body[0], body[-1]) if body else (0, 0)
    yield from _part("body", blocks, folded, (first, last))
    if notes:
        yield from _part("notes", blocks, folded, (notes[0], notes[-1]))
    for index, block in enumerate(blocks):
        expected = kind_by_sign(block.text)
        if index < first or index > last:
            expected = PassageKind.FRONT if index < first else PassageKind.BACK
        if notes and notes[0] <= index <= notes[-1]:
            expected = PassageKind.NOTE
        if block.kind is expected and not block.unsure:
            continue
        begins, nth = _beginning(block.text.split(), index, folded)
        yield from ("", "[[blocks]]", f"begins = {toml_string(begins)}")
        if nth:
            yield f"nth = {nth}"
        yield f'kind = "{block.kind}"'
        if block.unsure:
            yield f"unsure = {toml_string(block.unsure)}"


def _part(
    key: str, blocks: Sequence[Block], folded: Sequence[str], ends: tuple[int, int]
) -> Iterator[str]:
    """Yield the lines about one part: how its first block begins, and its last ends."""
    yield from ("", f"[{key}]")
    for name, edge in (("first", _beginning), ("last", _ending)):
        index = ends[name == "last"]
        words, nth = edge(blocks[index].text.split(), index, folded)
        yield f"{name} = {toml_string(words)}"
        if nth:
            yield f"{name}_nth = {nth}"


def _beginning(
    words: Sequence[str], index: int, folded: Sequence[str]
) -> tuple[str, int | None]:
    """Return the words with which the block at *index* begins.

    And which of the blocks that begin so it is, counted from 1; None if it is alone.
    """
    return _edge(
        [words[:count] for count in (*_NAMING, len(words))],
        index,
        folded,
        str.startswith,
    )


def _ending(
    words: Sequence[str], index: int, folded: Sequence[str]
) -> tuple[str, int | None]:
    """Return the words with which the block at *index* ends, as _beginning does."""
    return _edge(
        [words[-count:] for count in (*_NAMING, len(words))],
        index,
        folded,
        str.endswith,
    )


def _edge(
    tries: Sequence[Sequence[str]],
    index: int,
    folded: Sequence[str],
    is_at: Callable[[str, str], bool],
) -> tuple[str, int | None]:
    words, same = "", [index]
    for tried in tries:
        words = " ".join(tried)
        sought = fold(words).text
        same = [at for at, text in enumerate(folded) if is_at(text, sought)]
        if len(same) == 1:
            return words, None
    return words, same.index(index) + 1
