"""Read the seed files into strict records; the format is said in ``seeds/README.md``.

Only the form of each file is checked here. What the files say together (whether the
words stand in the source, whether a theme is known) is checked in ``compiling``.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from app.compile.seed_schema import (
    Seed,
    SeedClaim,
    SeedClaims,
    SeedDebate,
    SeedRelation,
    SeedSource,
)
from app.domain.errors import Place, SeedError, SeedErrors

Form = TypeVar("Form", bound=Seed)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article as received, and what is known about it."""

    slug: str
    facts: SeedSource
    text: str
    sha256: str
    """Of the file as it is now, which may not be what *facts* say."""

    @property
    def place(self) -> str:
        """The file with the facts."""
        return f"sources/{self.slug}.toml"


@dataclass(slots=True)
class Seeds:
    """All seed files, each well formed by itself."""

    hash: str
    debate: SeedDebate
    sources: list[SourceFile] = field(default_factory=list)
    claims: dict[str, SeedClaims] = field(default_factory=dict)
    """By theme, in the order of the themes; unknown themes last."""

    def placed_claims(self) -> list[tuple[Place, str, SeedClaim]]:
        """Give every claim with its place and its theme, in the order of reading."""
        return [
            (Place(f"claims/{theme}.toml", f"claims[{number}]", claim.id), theme, claim)
            for theme, part in self.claims.items()
            for number, claim in enumerate(part.claims)
        ]

    def placed_relations(self) -> list[tuple[Place, SeedRelation]]:
        """Give every relation with its place."""
        return [
            (Place(f"claims/{theme}.toml", f"relations[{number}]"), relation)
            for theme, part in self.claims.items()
            for number, relation in enumerate(part.relations)
        ]


def seeds_hash(folder: Path) -> str:
    """Give the SHA-256 of every seed file's name and bytes, 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in _files(folder):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Give the files that the store is built from, in the order of their names."""
    found = [
        folder / "debate.toml",
        *folder.glob("sources/*.toml"),
        *folder.glob("sources/*.txt"),
        *folder.glob("claims/*.toml"),
    ]
    return sorted(path for path in found if path.is_file())


def seeds_in(folder: Path) -> Seeds:
    """Read all seed files below *folder*.

    Raises SeedErrors with every file that is missing, unreadable or ill formed.
    """
    errors: list[SeedError] = []
    missing = list(_missing(folder))
    if missing:
        raise SeedErrors(missing)
    debate = _record(folder, "debate.toml", SeedDebate, errors)
    sources = [
        source
        for path in sorted(folder.glob("sources/*.toml"))
        if (source := _source(folder, path.stem, errors))
    ]
    errors += _lonely_texts(folder)
    claims = {
        path.stem: part
        for path in sorted(folder.glob("claims/*.toml"))
        if (part := _record(folder, f"claims/{path.name}", SeedClaims, errors))
    }
    if errors or debate is None:
        raise SeedErrors(errors)
    order = [theme.id for theme in debate.themes]
    return Seeds(
        seeds_hash(folder),
        debate,
        sources,
        dict(sorted(claims.items(), key=lambda part: _rank(part[0], order))),
    )


def _rank(theme: str, order: list[str]) -> int:
    return order.index(theme) if theme in order else len(order)


def _missing(folder: Path) -> Iterator[SeedError]:
    """Name the folders and the one file without which there is nothing to read."""
    if not folder.is_dir():
        yield SeedError(
            Place(str(folder)), "there is no such folder", "name one with --seeds"
        )
        return
    if not (folder / "debate.toml").is_file():
        yield SeedError(Place("debate.toml"), "the file is missing", "add it")
    for part, ending in (("sources", "toml"), ("claims", "toml")):
        if not any(folder.glob(f"{part}/*.{ending}")):
            yield SeedError(
                Place(f"{part}/"), f"no .{ending} file is here", "add at least one"
            )


def _lonely_texts(folder: Path) -> Iterator[SeedError]:
    for path in folder.glob("sources/*.txt"):
        if not path.with_suffix(".toml").is_file():
            yield SeedError(
                Place(f"sources/{path.name}"),
                "nothing is known about this article",
                f"add sources/{path.stem}.toml",
            )


def _source(folder: Path, slug: str, errors: list[SeedError]) -> SourceFile | None:
    """Read one article with its facts."""
    facts = _record(folder, f"sources/{slug}.toml", SeedSource, errors)
    name = f"sources/{slug}.txt"
    try:
        content = (folder / name).read_bytes()
        text = content.decode()
    except OSError as error:
        errors.append(
            SeedError(Place(name), f"unreadable ({error.strerror})", "add the article")
        )
        return None
    except UnicodeDecodeError as error:
        errors.append(
            SeedError(
                Place(name, f"byte {error.start}"), "this is not UTF-8", "convert it"
            )
        )
        return None
    if facts is None:
        return None
    return SourceFile(slug, facts, text, hashlib.sha256(content).hexdigest())


def _record(
    folder: Path, name: str, form: type[Form], errors: list[SeedError]
) -> Form | None:
    """Read one TOML file as *form*, adding what is wrong with it to *errors*."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", Path(name).stem):
        errors.append(
            SeedError(
                Place(name),
                "the file's name is not a slug",
                "use lower-case words joined by hyphens",
            )
        )
        return None
    try:
        content = tomllib.loads((folder / name).read_bytes().decode())
        return form.model_validate(content)
    except OSError as error:
        errors.append(
            SeedError(Place(name), f"unreadable ({error.strerror})", "mend its rights")
        )
    except UnicodeDecodeError as error:
        errors.append(
            SeedError(
                Place(name, f"byte {error.start}"), "this is not UTF-8", "convert it"
            )
        )
    except tomllib.TOMLDecodeError as error:
        errors.append(SeedError(Place(name), f"not TOML: {error}", "mend the line"))
    except ValidationError as error:
        errors += [_mistake(name, content, dict(one)) for one in error.errors()]
    return None


def _mistake(name: str, content: dict[str, Any], error: dict[str, Any]) -> SeedError:
    """Say one of Pydantic's findings with its key path and remedy."""
    key, claim = "", ""
    for part in error["loc"]:
        key += f"[{part}]" if isinstance(part, int) else f".{part}"
    match error["loc"]:
        case ("claims", int(index), *_):
            found = content["claims"][index]
            claim = str(found.get("id", "")) if isinstance(found, dict) else ""
    match error["type"]:
        case "extra_forbidden":
            what, remedy = "this key is unknown", "remove it; seeds/README.md has all"
        case "missing":
            what, remedy = "this key is missing", "add it"
        case "value_error":
            what, remedy = str(error["ctx"]["error"]), "mend it"
        case _:
            what = f"{error['input']!r:.80}: {error['msg'].lower()}"
            remedy = "see seeds/README.md"
    return SeedError(Place(name, key.lstrip("."), claim), what, remedy)
