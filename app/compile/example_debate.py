"""The example that a new debate begins with: a small debate that compiles, to be replaced.

The files in ``example/`` are its templates. They teach the format by their comments;
the description of the format comes with them.
"""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from app.compile.seed_files import Seeds
from app.compile.toml_strings import toml_string
from app.domain.errors import FolderTaken, Place, SeedError
from app.domain.vocabulary import Stance
from app.paths import SEEDS

_EXAMPLE = Path(__file__).parent / "example"
_ARTICLE = Path("sources", "example-source.txt")
_CLAIMS = Path("claims", "first-theme.toml")
_THEME = "First theme"
_AUTHOR = "Example Author"


def write_example_debate(
    folder: Path, question: str, labels: Mapping[Stance, str], date: dt.date
) -> None:
    """Write the example, about *question*, into *folder*, which is made if it is not there.

    *labels* are the names of its sides. Raises FolderTaken, or OSError if the folder
    cannot be written.
    """
    require_free(folder)
    article = (_EXAMPLE / _ARTICLE).read_bytes()
    values = {
        "question": toml_string(question),
        "date": date.isoformat(),
        "label_for": toml_string(labels[Stance.FOR]),
        "label_against": toml_string(labels[Stance.AGAINST]),
        "sha256": toml_string(hashlib.sha256(article).hexdigest()),
    }
    files = {Path("README.md"): (SEEDS / "README.md").read_bytes()}
    for path in sorted(_EXAMPLE.rglob("*.*")):
        content = path.read_bytes()
        if path.suffix == ".toml":
            content = Template(content.decode()).substitute(values).encode()
        files[path.relative_to(_EXAMPLE)] = content
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def left_examples(seeds: Seeds) -> Iterator[SeedError]:
    """Return what of the example is still in the *seeds*, for readers to take for real."""
    article = (_EXAMPLE / _ARTICLE).read_bytes()
    claims = tomllib.loads((_EXAMPLE / _CLAIMS).read_text("utf-8"))["claims"]
    texts = {claim["text"] for claim in claims}
    places = [
        Place("debate.toml", f"themes[{number}].title")
        for number, theme in enumerate(seeds.debate.themes)
        if (theme.id, theme.title) == (_CLAIMS.stem, _THEME)
    ]
    places += [
        Place("debate.toml", f"speakers[{number}].name")
        for number, speaker in enumerate(seeds.debate.speakers)
        if speaker.name == _AUTHOR
    ]
    places += [
        Place(source.place, "title")
        for source in seeds.sources
        if source.text.encode() == article
    ]
    places += [
        place.below("text")
        for place, _, claim in seeds.placed_claims
        if claim.text in texts
    ]
    for place in places:
        yield SeedError(place, "this is still that of the example", "write your own")


def require_free(folder: Path) -> None:
    """Raise FolderTaken unless *folder* is new, or empty but for hidden files."""
    if folder.exists() and not (
        folder.is_dir() and all(path.name.startswith(".") for path in folder.iterdir())
    ):
        raise FolderTaken(folder)
