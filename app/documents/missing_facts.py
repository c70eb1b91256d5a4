"""Write what can be known about an article that lies in the seeds without its facts."""

import re
from collections.abc import Iterator
from pathlib import Path

from app.documents.new_speaker import add_speaker, speaker_names
from app.documents.reading import read_document
from app.documents.source_files import new_source
from app.domain.errors import UnreadableDocument
from app.domain.records import SLUG


def add_missing_facts(folder: Path) -> Iterator[str]:
    """Write the .toml of each article in *folder* that has none; yield their names.

    Its author becomes a speaker of the debate. The article stays as it is; one that is no
    text, or whose name is no slug, is left to ``check`` to tell. Raises OSError if a file
    cannot be written.
    """
    for path in sorted(folder.glob("sources/*.txt")):
        facts = path.with_suffix(".toml")
        if facts.exists() or not re.fullmatch(SLUG, path.stem):
            continue
        try:
            document = read_document(path)
        except UnreadableDocument:
            continue
        if document.converter:
            continue
        new = new_source(
            document,
            path.name,
            path.read_bytes(),
            set(),
            path.stem,
            speaker_names(folder),
        )
        with facts.open("xb") as file:
            file.write(new.files[f"sources/{new.slug}.toml"])
        add_speaker(folder, new.voice)
        yield f"sources/{facts.name}"
