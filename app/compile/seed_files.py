"""Read the seed files, and check the form of each by itself.

``rules`` and ``compiler`` check the files together. ``seeds/README.md`` describes the
format.
"""

import contextlib
import hashlib
import os
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from app.compile.key_meant import key_meant
from app.compile.lines import IN_TOML
from app.compile.seed_paths import REVISIONS, seeds_at, seeds_hash
from app.compile.seed_schema import (
    Seed,
    SeedClaim,
    SeedClaims,
    SeedDebate,
    SeedFormer,
    SeedFormerSlug,
    SeedRelation,
    SeedRevision,
    SeedRevisions,
    SeedSource,
)
from app.domain.errors import Mend, Place, SeedError, SeedErrors
from app.domain.records import SLUG

Form = TypeVar("Form", bound=Seed)

# A key whose words end at a straight quotation mark, with more words after it.
_QUOTE_WITHIN = re.compile(r'\s*[\w.-]+\s*=\s*"(?!"")(?:[^"\\]|\\.)*"\s*[^\s#]')
# A day as TOML has it.
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NO_QUOTE_WITHIN = (
    "write those within as curly ones (“ ”), or put the whole between single ones: '…', "
    "or '''…''' if it has an apostrophe"
)

# What is wrong, and what to do, by the key that is missing, or Pydantic's name for it.
_LACKING = {
    "quotes": ("this claim has no quote", "add one, beneath [[claims.quotes]]"),
    "published": (
        "no date is given",
        (
            "add it; if none is stated, the first and the last day on which it may have appeared, "
            'with precision = "range"'
        ),
    ),
    "missing": ("this key is missing", "add it"),
    "string_too_short": ("this is empty", "write it, or remove the key if it may go"),
    "too_short": ("nothing is listed here", "add at least one"),
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article as received, with the facts about it."""

    slug: str
    facts: SeedSource
    text: str
    sha256: str
    """Of the article as it is now; the facts may say otherwise."""
    original: str | None = None
    """The SHA-256 of the file that it was made from, if that is kept."""

    @property
    def place(self) -> str:
        """The path of the file with the facts."""
        return f"sources/{self.slug}.toml"


@dataclass(frozen=True)
class Seeds:
    """All seed files, each well formed by itself."""

    hash: str
    debate: SeedDebate
    sources: list[SourceFile]
    claims: dict[str, SeedClaims]
    """By theme, in the order of the themes."""
    former: list[SeedFormerSlug]
    """Renamed and withdrawn slugs and quote ids."""
    revisions: list[SeedRevision]
    """What changed from release to release, the oldest first."""
    unread: frozenset[str] = frozenset()
    """The files that have mistakes of form, of which some parts may be missing here."""

    def lacks(self, slug: str) -> bool:
        """Whether a source is missing because it could not be read."""
        return not self.unread.isdisjoint(
            {f"sources/{slug}.toml", f"sources/{slug}.txt"}
        )

    @property
    def has_all_claims(self) -> bool:
        """Whether all claims could be read, and the debate that they belong to."""
        return not any(file.startswith(("claims/", "debate")) for file in self.unread)

    @property
    def has_claims(self) -> bool:
        """Whether there are claims yet."""
        return any(part.claims for part in self.claims.values())

    @cached_property
    def placed_claims(self) -> list[tuple[Place, str, SeedClaim]]:
        """Every claim with its place and its theme, in reading order."""
        return [
            (Place(f"claims/{theme}.toml", f"claims[{number}]", claim.id), theme, claim)
            for theme, part in self.claims.items()
            for number, claim in enumerate(part.claims)
            if claim
        ]

    def unsure_facts(self) -> list[SeedError]:
        """Return the facts and blocks that an editor has to decide about, with the reason."""
        found: list[SeedError] = []
        for source in self.sources:
            found += [
                SeedError(
                    Place(source.place, f"unsure.{fact}"),
                    why,
                    "put it right if it is wrong, and remove this line",
                )
                for fact, why in source.facts.unsure.items()
            ]
            found += [
                SeedError(
                    Place(source.place, f"blocks[{number}].unsure"),
                    f"{block.begins!r}: {block.unsure}",
                    "decide its kind, and remove unsure",
                )
                for number, block in enumerate(source.facts.blocks)
                if block.unsure
            ]
        return found

    @cached_property
    def placed_relations(self) -> list[tuple[Place, SeedRelation]]:
        """Every relation with its place."""
        return [
            (Place(f"claims/{theme}.toml", f"relations[{number}]"), relation)
            for theme, part in self.claims.items()
            for number, relation in enumerate(part.relations)
            if relation
        ]


def seeds_in(folder: Path) -> Seeds:
    """Read all seed files below *folder*.

    Raises SeedErrors with every file that is missing, unreadable or ill formed.
    """
    seeds, errors = readable_seeds(folder)
    if errors or seeds is None:
        raise SeedErrors(errors)
    return seeds


def readable_seeds(folder: Path) -> tuple[Seeds | None, list[SeedError]]:
    """Return what can be read of the seed files below *folder*, and their mistakes of form.

    None if there is no debate to read.
    """
    errors = list(_missing(folder))
    if errors:
        return None, errors
    debate = _record(folder, "debate.toml", SeedDebate, errors)
    sources = [
        source
        for path in seeds_at(folder, "sources/*.toml")
        if (source := source_in(folder, path.stem, errors))
    ]
    errors += [*_unknown_articles(folder), *_capital_endings(folder)]
    claims = {
        path.stem: file
        for path in seeds_at(folder, "claims/*.toml")
        if (file := _record(folder, f"claims/{path.name}", SeedClaims, errors))
    }
    former = SeedFormer()
    if os.path.lexists(folder / "former.toml"):
        former = _record(folder, "former.toml", SeedFormer, errors) or former
    revisions = SeedRevisions()
    if os.path.lexists(folder / REVISIONS):
        revisions = _record(folder, REVISIONS, SeedRevisions, errors) or revisions
    themes = [theme.id for theme in debate.themes] if debate else []
    if debate:
        errors += _unknown_themes(claims, themes)
    for error in errors:
        error.is_of_form = True
    if debate is None:
        return None, errors
    seeds = Seeds(
        seeds_hash(folder),
        debate,
        sources,
        {theme: claims[theme] for theme in themes if theme in claims},
        former.former,
        revisions.revisions,
        frozenset(error.place.file for error in errors),
    )
    return seeds, errors


def theme_order(folder: Path) -> list[str]:
    """Return the ids of the themes in order, even of a debate that has mistakes."""
    try:
        content = tomllib.loads((folder / "debate.toml").read_text("utf-8"))
        return [str(theme["id"]) for theme in content["themes"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def _missing(folder: Path) -> Iterator[SeedError]:
    """Return what is missing of the files without which there is nothing to read."""
    if not folder.is_dir():
        yield SeedError(
            Place(str(folder)), "there is no such folder", "name one with --seeds"
        )
        return
    if not os.access(folder, os.R_OK | os.X_OK):
        yield SeedError(
            Place(str(folder)), "the folder is unreadable", "let it be read"
        )
        return
    if not os.path.lexists(folder / "debate.toml"):
        yield SeedError(Place("debate.toml"), "the file is missing", "add it")
    if not seeds_at(folder, "sources/*.toml"):
        yield SeedError(Place("sources/"), "no .toml file is here", "add at least one")


def _unknown_articles(folder: Path) -> Iterator[SeedError]:
    alone = [
        path.name
        for path in seeds_at(folder, "sources/*.toml")
        if not path.with_suffix(".txt").is_file()
    ]
    for path in seeds_at(folder, "sources/*.txt"):
        if not path.with_suffix(".toml").is_file():
            renamed = (
                f", or rename sources/{alone[0]} to that" if len(alone) == 1 else ""
            )
            yield SeedError(
                Place(f"sources/{path.name}"),
                "nothing is known about this article",
                f"add sources/{path.stem}.toml{renamed}",
            )


def _unknown_themes(
    claims: Iterable[str], themes: Collection[str]
) -> Iterator[SeedError]:
    """Refuse a file of claims whose name is no theme: a copy would repeat all its claims."""
    for theme in claims:
        if theme not in themes:
            yield SeedError(
                Place(f"claims/{theme}.toml"),
                f"the theme {theme!r} is unknown",
                "name it under themes in debate.toml, or rename the file",
            )


def _capital_endings(folder: Path) -> Iterator[SeedError]:
    for path in seeds_at(folder, "*/*"):
        ending = path.suffix.lower()
        if path.suffix != ending and ending in {".toml", ".txt"}:
            yield SeedError(
                Place(f"{path.parent.name}/{path.name}"),
                f"its ending is {path.suffix}, so that it is not read",
                f"rename it to {path.stem}{ending}",
            )


def source_in(folder: Path, slug: str, errors: list[SeedError]) -> SourceFile | None:
    """Read one article with its facts; None, and why in *errors*, if it cannot be read."""
    facts = _record(folder, f"sources/{slug}.toml", SeedSource, errors)
    text = _text(folder, f"sources/{slug}.txt", "add the article", errors)
    if text is None:
        return None
    if not text.strip():
        place, remedy = (
            Place(f"sources/{slug}.txt"),
            "save the text of the article in it",
        )
        errors.append(SeedError(place, "the file is empty", remedy))
        return None
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if facts is None:
        for error in errors:
            if error.place == Place(f"sources/{slug}.toml", "sha256"):
                error.mends = (Mend(error.place.file, "sha256", sha256),)
        return None
    return SourceFile(slug, facts, text, sha256, _original(folder, slug, facts))


def stray_originals(folder: Path, seeds: Seeds) -> Iterator[SeedError]:
    """Yield the files in ``originals`` that belong to no source, as one that was renamed."""
    slugs = {source.slug for source in seeds.sources}
    for path in seeds_at(folder, "originals/*"):
        if path.stem not in slugs:
            yield SeedError(
                Place(f"originals/{path.name}"),
                "this file belongs to no source",
                "rename it as the two files of its source, or remove it",
            )


def original_path(slug: str, name: str) -> str:
    """Return where the file called *name* is kept that a source was made from."""
    return f"originals/{slug}{Path(name).suffix.lower()}"


def _original(folder: Path, slug: str, facts: SeedSource) -> str | None:
    """Return the SHA-256 of the file that a source was made from, if it is kept."""
    path = folder / original_path(slug, facts.original_file)
    if facts.original is None or not path.is_file():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(folder: Path, name: str, remedy: str, errors: list[SeedError]) -> str | None:
    """Read one file; add a mistake, with the *remedy*, if it cannot be read."""
    path = folder / name
    try:
        return path.read_bytes().decode()
    except OSError as error:
        place, what = Place(name), f"unreadable ({error.strerror})"
        if path.is_symlink() and not path.is_file():
            what, remedy = "a link that leads to no file", "mend it, or remove it"
    except UnicodeDecodeError as error:
        place, what = Place(name, f"byte {error.start}"), "this is not UTF-8"
        remedy = "save it as UTF-8"
    errors.append(SeedError(place, what, remedy))
    return None


def _record(
    folder: Path, name: str, form: type[Form], errors: list[SeedError]
) -> Form | None:
    """Read one TOML file as *form*, adding what is wrong with it to *errors*."""
    if not re.fullmatch(SLUG, Path(name).stem):
        errors.append(
            SeedError(
                Place(name),
                "the file's name is not a slug",
                "use lower-case words joined by hyphens",
            )
        )
        return None
    text = _text(folder, name, "make it readable", errors)
    if text is None:
        return None
    try:
        content = tomllib.loads(text.removeprefix("\ufeff"))
        return form.model_validate(content)
    except ValidationError as error:
        errors += [_mistake(name, form, content, dict(one)) for one in error.errors()]
        return _readable(form, content, error)
    except (ValueError, RecursionError) as error:
        errors.append(SeedError(Place(name), *_not_toml(text, str(error))))
    return None


def _readable(
    form: type[Form], content: dict[str, Any], error: ValidationError
) -> Form | None:
    """Return a file without its unknown keys, which *content* loses; None if more is wrong.

    A claim or a relation with another mistake is None in its place, so that the others keep
    their numbers.
    """
    for one in error.errors():
        if one["type"] == "extra_forbidden":
            *above, key = one["loc"]
            table: Any = content
            for part in above:
                table = table[part]
            del table[key]
    with contextlib.suppress(ValidationError):
        return form.model_validate(content)
    if form is not SeedClaims:
        return None
    kinds: dict[str, Any] = {"claims": SeedClaim, "relations": SeedRelation}
    parts: dict[str, Any] = {
        key: [_valid(kind, one) for one in content[key]]
        for key, kind in kinds.items()
        if isinstance(content.get(key), list)
    }
    return cast("Form", SeedClaims.model_construct(**parts))


def _valid(form: type[BaseModel], content: object) -> BaseModel | None:
    with contextlib.suppress(ValidationError):
        return form.model_validate(content)
    return None


def _not_toml(text: str, why: str) -> tuple[str, str]:
    """Return what is wrong with a text that is no TOML, and what to do about it.

    Also with a number or a nesting that is too large for Python.
    """
    if "\0" in text:
        return "this is not UTF-8", "save it as UTF-8"
    what = f"not TOML: {why}"
    line = IN_TOML.search(what)
    words = text.split("\n")[int(line[1]) - 1] if line else ""
    if line and _QUOTE_WITHIN.match(words):
        what = f"not TOML: a straight quotation mark stands within others ({line[0]})"
        return what, _NO_QUOTE_WITHIN
    if line and (day := _DAY.search(words)) and why.startswith("Invalid date"):
        return f"the calendar has no {day[0]} ({line[0]})", "write the right day"
    return what, "fix the line"


def _mistake(
    name: str, form: type[Seed], content: dict[str, Any], error: dict[str, Any]
) -> SeedError:
    """Return one of Pydantic's errors with its key path and remedy."""
    key, claim = "", ""
    for part in error["loc"]:
        key += f"[{part}]" if isinstance(part, int) else f".{part}"
    match error["loc"]:
        case ("claims", int(index), *_):
            table = content["claims"][index]
            claim = str(table.get("id", "")) if isinstance(table, dict) else ""
    return SeedError(
        Place(name, key.lstrip("."), claim), *_what_and_remedy(form, error)
    )


def _what_and_remedy(form: type[Seed], error: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong at a place of a *form*, and what to do about it."""
    match error["type"]:
        case "extra_forbidden":
            return "this key is unknown", key_meant(form, error["loc"])
        case "missing" if error["loc"][-1] in _LACKING:
            return _LACKING[error["loc"][-1]]
        case "missing" | "string_too_short" | "too_short" as lacking:
            return _LACKING[lacking]
        case "string_pattern_mismatch" if SLUG in error["ctx"]["pattern"]:
            what = f"{error['input']!r:.80} is not a slug"
            return what, "use lower-case words joined by hyphens"
        case "value_error":
            return str(error["ctx"]["error"]), "fix it"
    what = f"{error['input']!r:.80}: {error['msg'].lower()}"
    return what, "see the README.md of the seeds"
