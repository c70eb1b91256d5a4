"""Bundle → store: built beside the old one, verified, stamped, and swapped in.

The old store stays as it is until the new one is whole. A file that is not a store of
ours is never overwritten.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, insert
from sqlmodel import SQLModel

from app.citations.reference import Cited
from app.citations.styles import reference, site_reference
from app.compile.compiler import compiled
from app.compile.seed_files import seeds_hash
from app.domain import records
from app.domain.errors import StoreMissing, StoreNotVerified, StoreNotWritable
from app.domain.records import Bundle
from app.domain.vocabulary import OWN_ATTITUDES, Style
from app.store import full_text, tables
from app.store.connection import inspect
from app.store.full_text import findable_rows, word_rows
from app.text.anchoring import fold
from app.text.passages import plain

Row = dict[str, Any]


def build_store(seeds: Path, database: Path) -> Bundle:
    """Compile *seeds* into a new store at *database*, replacing an older one.

    Raises SeedErrors, StoreForeign, StoreNotWritable or StoreNotVerified; in each case
    the file at *database* is untouched.
    """
    data, texts = compiled(seeds)
    save_store(data, texts, database)
    return data


def save_store(data: Bundle, texts: Mapping[str, str], database: Path) -> None:
    """Write *data* with the *texts* of its sources to *database*, atomically."""
    with contextlib.suppress(StoreMissing):
        inspect(database, damaged=True)
    try:
        with _beside(database) as new:
            _write(data, texts, new)
            verify_store(new)
            new.replace(database)
    except OSError as error:
        raise StoreNotWritable(database, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        raise StoreNotWritable(database, str(error)) from error


@contextlib.contextmanager
def _beside(database: Path) -> Iterator[Path]:
    """Give the path of a new file in the same folder, gone afterwards if still there."""
    database.parent.mkdir(parents=True, exist_ok=True)
    if database.exists() and not os.access(database, os.W_OK):
        raise StoreNotWritable(database, "the file is read-only")
    handle, name = tempfile.mkstemp(
        prefix=f".{database.name}.", suffix=".new", dir=database.parent
    )
    os.close(handle)
    new = Path(name)
    try:
        # mkstemp's files are for their owner alone; a store is for whom the umask says.
        umask = os.umask(0)
        os.umask(umask)
        new.chmod(0o666 & ~umask)
        yield new
    finally:
        new.unlink(missing_ok=True)


def _write(data: Bundle, texts: Mapping[str, str], path: Path) -> None:
    """Create the tables in the empty file at *path* and fill them."""
    engine = _engine(path)
    try:
        SQLModel.metadata.create_all(engine)
        with engine.begin() as connection:
            for table, rows in _rows(data, texts).items():
                if rows:
                    connection.execute(insert(table), rows)
        with engine.connect() as connection:
            raw = connection.connection
            for statement in full_text.CREATE_FULL_TEXT:
                raw.execute(statement)
            raw.commit()
            raw.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
            raw.execute(f"PRAGMA user_version = {records.SCHEMA}")
            raw.execute("ANALYZE")
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    def connection() -> sqlite3.Connection:
        opened = sqlite3.connect(path)
        opened.execute("PRAGMA foreign_keys = ON")
        return opened

    # A path pasted into an address breaks on blanks, % and ?; a creator does not.
    return create_engine("sqlite://", creator=connection)


def _rows(data: Bundle, texts: Mapping[str, str]) -> dict[type[SQLModel], list[Row]]:
    """Give the rows of every table, in an order that satisfies the foreign keys."""
    found = findable_rows(data, texts)
    return {
        tables.Release: [_release_row(data)],
        tables.Side: [dict(side) for side in data.debate.sides],
        tables.Theme: _counted(data.debate.themes),
        tables.Speaker: _counted(data.speakers),
        tables.Origin: [dict(origin) for origin in data.origins],
        tables.Source: _source_rows(data, texts),
        tables.Author: [
            {"source": source.id, **row}
            for source in data.sources
            for row in _counted(source.authors)
        ],
        tables.AlsoPublished: [
            {"source": source.id, **row}
            for source in data.sources
            for row in _counted(source.also_published)
        ],
        tables.Passage: [dict(passage) for passage in data.passages],
        tables.Sentence: [dict(sentence) for sentence in data.sentences],
        tables.Claim: _claim_rows(data),
        tables.Quote: _quote_rows(data, texts),
        tables.ClaimQuote: _claim_quote_rows(data),
        tables.Relation: [
            {"position": position, **relation.model_dump()}
            for position, relation in enumerate(data.relations, 1)
        ],
        tables.SetAside: [dict(aside) for aside in data.set_aside],
        tables.Accepted: [
            {"subject": one.id, "caution": caution.value, "reason": reason}
            for one in data.weighed
            for caution, reason in one.accepted.items()
        ],
        tables.FormerSlug: [dict(former) for former in data.former],
        tables.Findable: found,
        tables.Word: word_rows(found),
    }


def _release_row(data: Bundle) -> Row:
    question, release = data.debate.question, data.release
    references = (site_reference(question, release, style) for style in Style)
    return {
        "one": 1,
        "hash": release.hash,
        "date": release.date,
        "question": question,
        "cited": _in_styles(references),
    }


def _counted(records: Any) -> list[Row]:
    return [{"position": n, **dict(record)} for n, record in enumerate(records, 1)]


def _source_rows(data: Bundle, texts: Mapping[str, str]) -> list[Row]:
    rows = []
    for position, source in enumerate(data.sources, 1):
        row = dict(source)
        del row["authors"], row["also_published"]
        row |= dict(row.pop("published"))
        references = (
            reference(Cited(source, ()), data.release, style) for style in Style
        )
        row |= {"text": texts[source.id], "cited": _in_styles(references)}
        rows.append({**row, "position": position})
    return rows


def _in_styles(references: Iterable[str]) -> str:
    """Join the references of one thing, in the order of the styles."""
    return "\n".join(references)


def _claim_rows(data: Bundle) -> list[Row]:
    """Give the claims, parents before their children, numbered in reading order."""
    rows = []
    for position, claim in enumerate(data.claims, 1):
        row = {**dict(claim), "position": position}
        del row["accepted"], row["quotes"]
        rows.append(row)
    return sorted(rows, key=lambda row: row["parent"] is not None)


def _quote_rows(data: Bundle, texts: Mapping[str, str]) -> list[Row]:
    voices = {source.id: source.speaker for source in data.sources}
    rows = []
    for quote in data.quotes:
        text = texts[quote.source]
        touched = [
            sentence
            for sentence in data.sentences
            if sentence.source == quote.source
            and sentence.start < quote.end
            and quote.start < sentence.end
        ]
        row = dict(quote)
        del row["claims"], row["accepted"]
        rows.append(
            {
                **row,
                "opens": touched[0].start,
                "closes": touched[-1].end,
                "before": plain(text, touched[0].start, quote.start),
                "after": plain(text, quote.end, touched[-1].end),
                "own": quote.speaker == voices[quote.source]
                and quote.attitude in OWN_ATTITUDES,
            }
        )
    return rows


def _claim_quote_rows(data: Bundle) -> list[Row]:
    """Give the quotes under each claim in the order in which the seeds have them."""
    return [
        {"claim": claim.id, "quote": quote, "position": position}
        for claim in data.claims
        for position, quote in enumerate(claim.quotes, 1)
    ]


def verify_store(path: Path) -> None:
    """Check that a store is whole and that every quote stands where it says.

    Raises StoreNotVerified.
    """
    with contextlib.closing(
        sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    ) as db:
        whole = [row[0] for row in db.execute("PRAGMA integrity_check")]
        if whole != ["ok"]:
            raise StoreNotVerified(path, f"integrity_check says {whole[0]}")
        if dangling := db.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreNotVerified(path, f"a row of {dangling[0]} names a missing row")
        texts = dict(db.execute("SELECT id, text FROM source"))
        for quote, source, start, end, exact in db.execute(
            'SELECT id, source, start, "end", exact FROM quote'
        ):
            if texts[source][start:end] != exact or not fold(exact).text.strip():
                raise StoreNotVerified(path, f"quote {quote} does not stand there")


def is_built_from(seeds: Path, database: Path) -> bool:
    """Whether *database* is a store of this program, compiled from *seeds* as they are.

    Raises StoreError where there is no usable store.
    """
    return inspect(database).hash == seeds_hash(seeds)
