"""What a document says about itself: the likeliest fact of each kind, and how it is known. Pure."""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents.blocks import Block, Document, Fact
from app.domain.dates import dates_named
from app.domain.records import Author
from app.domain.vocabulary import COUNTED, Basis, PassageKind, Precision
from app.text.visible_text import UNSEEN

# A block with more words than this is no byline. Our choice.
_BYLINE = 20
# A longer slug makes an address that nobody reads. Our choice.
_SLUG = 60  # characters
# A sentence ends the block, perhaps in a quotation or with the mark of a note.
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*(?:<sup>\d+</sup>)*$")  # noqa: RUF001
_BY = re.compile(r"^by\s+(.{3,100})$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",?\s+(?:and|&)\s+|;\s*")
# What stands raised after a name, as plain signs: "Ann Pilot*,1".
_NOTE_SIGNS = re.compile(r"(?<=[^\W\d])[\s,]*[*†‡§¶\d][*†‡§¶\d,\s]*$")
# In a byline a comma parts names, unless one word follows it, as in "Pilot, Ann".
_COMMA = re.compile(r",\s+(?=\S+\s\S)")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?!\d)")
# Words that institutions have in their names, and people do not.
_INSTITUTION = re.compile(
    r"\b(?:agency|association|bank|board|centre|center|college|commission|committee|"
    r"council|department|editors?|foundation|group|institute|ministry|news|office|"
    r"project|press|society|staff|team|times|university|union)\b",
    re.IGNORECASE,
)
_PARTICLES = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "du",
    "la",
    "van",
    "von",
}
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of a document, one of each kind but authors."""

    one: dict[str, Fact]
    authors: tuple[Fact, ...]
    says: tuple[str, ...]
    """What stands beside the text, letter for letter."""

    def value(self, key: str) -> str:
        """Return the value of a fact; "" if it was not found."""
        return self.one[key].value if key in self.one else ""


def found_facts(document: Document, name: str) -> Found:
    """Return the likeliest facts about a document in the file *name*."""
    facts = [
        *document.facts,
        *_in_text(document.blocks),
        _title(document.blocks, name),
    ]
    one: dict[str, Fact] = {}
    facts = [
        replace(fact, value=" ".join(UNSEEN.sub("", fact.value).split()))
        for fact in facts
    ]
    for fact in facts:
        if fact.key != "published" or day_span(fact.value):
            one.setdefault(fact.key, fact)
    origin = next((f.taken_from for f in facts if f.key == "authors"), "")
    authors = [
        replace(fact, value=name)
        for fact in facts
        if fact.key == "authors" and fact.taken_from == origin
        for name in names(fact.value)
    ]
    one["title"] = _without_site(one)
    says = dict.fromkeys(
        f"{f.taken_from}: {f.value}" for f in document.facts if f.aside
    )
    return Found(one, tuple(dict.fromkeys(authors)), tuple(says))


def body_start(blocks: Sequence[Block]) -> int:
    """Return the index of the first block that is a sentence of the article."""
    for index, block in enumerate(blocks):
        if block.kind in COUNTED and not is_byline(block.text):
            return index
    counted = (index for index, one in enumerate(blocks) if one.kind in COUNTED)
    return next(counted, 0)


def is_byline(text: str) -> bool:
    """Whether a block has no sentence: a name, a date, a rubric."""
    return len(text.split()) <= _BYLINE and not _SENTENCE.search(text.strip())


def _in_text(blocks: Sequence[Block]) -> list[Fact]:
    """Return the authors and the date that stand before the article."""
    found: list[Fact] = []
    for block in blocks[: body_start(blocks)]:
        for line in block.text.splitlines():
            if by := _BY.match(line):
                found += [
                    Fact("authors", part, f"the line “{line}”")
                    for part in _COMMA.split(by[1])
                ]
            if len(line.split()) <= _BYLINE and dates_named(line):
                found.append(Fact("published", line, "a line before the article"))
    return found


def _title(blocks: Sequence[Block], name: str) -> Fact:
    """Return the first heading, the first line or the name of the file as the title."""
    before = blocks[: body_start(blocks) + 1]
    heads = [b for b in before if b.kind in {PassageKind.HEADING, PassageKind.FRONT}]
    first = [b for b in before[:1] if b.kind in COUNTED and is_byline(b.text)]
    for block, taken_from in [
        *((head, "the first heading") for head in heads),
        *((line, "the first line") for line in first),
    ]:
        title = " ".join(block.text.split())
        return Fact("title", title, taken_from, Basis.INFERRED)
    title = name.rpartition(".")[0] or name
    return Fact("title", title, "the file's name", Basis.INFERRED)


def _without_site(one: Mapping[str, Fact]) -> Fact:
    """Return the title without the name of the site, which many pages put behind it."""
    title = one["title"]
    sites = [
        re.escape(one[key].value) for key in ("container", "publisher") if key in one
    ]
    behind = rf"(\S.*?)\s+[|–—-]\s+(?:{'|'.join(sites)})"  # noqa: RUF001
    match = re.fullmatch(behind, title.value, re.IGNORECASE)
    return replace(title, value=match[1]) if sites and match else title


def day_span(words: str) -> tuple[dt.date, dt.date, Precision] | None:
    """Return the first and last day of the first date in *words*, and how exact it is."""
    iso = _ISO.match(words.strip())
    try:
        if iso and iso["day"]:
            day = dt.date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
            return day, day, Precision.DAY
        if iso and iso["month"]:
            year, month = int(iso["year"]), int(iso["month"])
            last = monthrange(year, month)[1]
            return dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH
    except ValueError:
        return None
    for date in dates_named(words)[:1]:
        exact = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}
        return date.earliest, date.latest, exact[len(date.slug)]
    return None


def names(words: str) -> list[str]:
    """Return the names in what is said of the authors; an institution is one name.

    Commas part three or more names of two words or more, not "Pilot, Ann".
    """
    if _INSTITUTION.search(words):
        parts = [words]
    else:
        parts = _BETWEEN_NAMES.split(words)
        finer = [name for part in parts for name in re.split(r",\s+", part)]
        if len(finer) > 2 and all(len(name.split()) > 1 for name in finer):
            parts = finer
    return [name for part in parts if (name := _NOTE_SIGNS.sub("", part).strip(" ,;"))]


def author_named(name: str) -> Author:
    """Return the author with this *name*: "Ann Pilot" or "Pilot, Ann", or an institution."""
    name = " ".join(name.split()).strip(" ,;")
    words = name.split(" ")
    if "," in name and not _INSTITUTION.search(name):
        family, _, given = (part.strip() for part in name.partition(","))
        if family and given:
            return Author(family=family, given=given)
    if _INSTITUTION.search(name) or name.isupper() or len(words) > 5 or not name:
        return Author(literal=name or "unknown")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES and words[at - 1].islower():
        at -= 1
    given = " ".join(words[:at]).rstrip(",")
    return Author(
        family=" ".join(words[at:]).rstrip(","), given=given or None, suffix=suffix
    )


def slug_of(words: str) -> str:
    """Return *words* as a slug: lower case, joined by hyphens, not longer than _SLUG.

    It is "source" if none is left.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))
    return slug[:_SLUG].rstrip("-") or "source"
