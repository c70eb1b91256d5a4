"""What the tests of documents share."""

import hashlib
import tomllib

import pytest

from app.compile.seed_files import SourceFile
from app.compile.seed_schema import SeedSource
from app.compile.segment import segmented_source
from app.documents.reading import read_here
from app.documents.source_files import new_source
from app.domain.errors import SeedError
from app.text.anchoring import fold


@pytest.fixture
def become(tmp_path):
    """Make a source of a document; give its parts as check reads them, and its facts."""

    def become(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        new = new_source(read_here(path), name, path.read_bytes(), set())
        text = new.files[f"sources/{new.slug}.txt"]
        facts = SeedSource.model_validate(
            tomllib.loads(new.files[f"sources/{new.slug}.toml"].decode())
        )
        assert facts.sha256 == hashlib.sha256(text).hexdigest()
        errors: list[SeedError] = []
        source = SourceFile(new.slug, facts, text.decode(), facts.sha256)
        cut = segmented_source(source, errors)
        assert errors == []
        says = facts.original.says if facts.original else []
        article = fold("\n".join([source.text, *says])).text
        assert fold(facts.published.evidence).text in article
        parts = [
            (
                passage.kind.value,
                " ".join(source.text[passage.start : passage.end].split()),
            )
            for passage in cut.passages
        ]
        return parts, facts, new

    return become
