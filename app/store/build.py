"""Build the store: written beside the old one, verified, and swapped in.

The old store stays as it is until the new one is whole. A file that is not a store of
ours is never overwritten.
"""

import contextlib
import datetime as dt
import gc
import glob
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from app.citations.cited_sources import Citations, sources_being_cited
from app.citations.formatted_reference import site_reference_html
from app.compile.compiler import compiled_seeds
from app.compile.file_replacement import new_file_mode
from app.domain import records
from app.domain.claim_graph import answers
from app.domain.database import Database, PostgresUrl
from app.domain.errors import StoreMissing, StoreNotVerified, StoreNotWritable
from app.domain.records import Bundle
from app.domain.spans import Spans
from app.domain.vocabulary import OWN_ATTITUDES, Stance, Style
from app.store import derived_tables, tables
from app.store.connection import read_only, schema_of
from app.store.derived import FILL_DERIVED, ROWS_OF_HITS, hit_sets, named_date_rows
from app.store.full_text import (
    CREATE_FULL_TEXT,
    Row,
    compound_rows,
    findable_rows,
    index_key,
    parted_words,
    word_rows,
)
from app.text.anchoring import fold
from app.text.scripts import is_english
from app.text.visible_text import quotable_text

# As SQLAlchemy stores a day, too.
sqlite3.register_adapter(dt.date, dt.date.isoformat)

# A build takes seconds: a file this old was left by one that was killed. Our choice.
_ABANDONED = 600  # seconds
# Rows of a large store go to many places of its file. Our choice.
_CACHE = 100_000  # kB


def build_store(seeds: Path, database: Database) -> Bundle:
    """Compile *seeds* into a new store at *database*, replacing an older one.

    Raises SeedErrors, StoreForeign, StoreUnreadable, StoreUnreachable, StoreNotWritable or
    StoreNotVerified; what is at *database* is then as it was.
    """
    with _no_collection():
        data, texts = compiled_seeds(seeds)
        save_store(data, texts, database)
    return data


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Leave out the search for unreachable circles of objects: records form none.

    It would look through all records over and over, which takes an eighth of a build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def save_store(data: Bundle, texts: Mapping[str, str], database: Database) -> None:
    """Write *data* with the *texts* of its sources to *database*, atomically."""
    if isinstance(database, PostgresUrl):
        from app.store.postgres_build import save_in_postgres  # noqa: PLC0415 - an extra

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "store.sqlite"
            save_store(data, texts, file)
            save_in_postgres(file, database)
        return
    # Raises StoreForeign or StoreUnreadable: only a store of ours is ever replaced, damaged
    # or not.
    with contextlib.suppress(StoreMissing):
        schema_of(database)
    try:
        with _new_file_beside(database) as new:
            _write(data, texts, new)
            verify_store(new)
            _save_on_disk(new)
            new.replace(database)
    except OSError as error:
        raise StoreNotWritable(database, error.strerror or str(error)) from error
    except (sqlite3.OperationalError, OperationalError) as error:
        reason = getattr(error, "orig", error)  # SQLAlchemy wraps the error of SQLite
        raise StoreNotWritable(database, str(reason)) from error


@contextlib.contextmanager
def _new_file_beside(database: Path) -> Iterator[Path]:
    """Make a new file in the same folder; delete it afterwards if it is still there."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise StoreNotWritable(database, "its folder is a file") from None
    if database.exists() and not os.access(database, os.W_OK):
        raise StoreNotWritable(database, "the file is read-only")
    prefix, suffix = f".{database.name}.", ".new"
    for left in database.parent.glob(f"{glob.escape(prefix)}*{suffix}"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=database.parent)
    os.close(handle)
    new = Path(name)
    try:
        new.chmod(new_file_mode())
        yield new
    finally:
        new.unlink(missing_ok=True)


def _unsafe_connection(path: Path) -> sqlite3.Connection:
    """Open the file at *path* without a safeguard against a crash.

    It is a new file that a failed build deletes, and is saved on the disk once, when whole.
    To be safe after each table took three quarters of a small build.
    """
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _save_on_disk(path: Path) -> None:
    """Wait until the file at *path* would outlast a crash of the machine."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write(data: Bundle, texts: Mapping[str, str], path: Path) -> None:
    """Create the tables in the empty file at *path* and fill them."""
    # A path within a URL breaks on blanks, % and ?; a creator does not.
    engine = create_engine("sqlite://", creator=lambda: _unsafe_connection(path))
    try:
        with engine.connect() as connection:
            # `verify_store` checks the foreign keys of all at once.
            SQLModel.metadata.create_all(connection)
            with sources_being_cited(data.sources, data.release) as cited:
                _insert(connection, _rows(data, texts))
                sources = _source_rows(data, texts, cited())
            _insert(connection, {tables.Source: sources})
            connection.commit()
            for function in (index_key, parted_words):
                connection.connection.create_function(function.__name__, 1, function)
            for statement in FILL_DERIVED.values():
                connection.exec_driver_sql(statement)
            hits = connection.exec_driver_sql(ROWS_OF_HITS).fetchall()
            _insert(connection, hit_sets(hits))
            for statement in (
                *CREATE_FULL_TEXT,
                f"PRAGMA application_id = {records.APPLICATION_ID}",
                f"PRAGMA user_version = {records.SCHEMA}",
                "ANALYZE",
            ):
                connection.exec_driver_sql(statement)
            connection.commit()
    finally:
        engine.dispose()


Tables = dict[type[SQLModel], list[Row]]


def _insert(connection: Connection, filled: Tables) -> None:
    for table, rows in filled.items():
        if rows:
            names = rows[0].keys()
            columns = ", ".join(f'"{name}"' for name in names)
            values = ", ".join(f":{name}" for name in names)
            # SQLAlchemy's own insert looks at each value once more, and takes twice as long.
            sql = f'INSERT INTO "{table.__tablename__}" ({columns}) VALUES ({values})'
            connection.exec_driver_sql(sql, rows)


def _rows(data: Bundle, texts: Mapping[str, str]) -> Tables:
    """Return the rows of every table but that of the sources."""
    findable = findable_rows(data, texts)
    foreign = {one.id for one in data.sources if not is_english(one.language)}
    foreign |= {quote.id for quote in data.quotes if quote.source in foreign}
    return {
        **_of_sources(data),
        **_of_claims(data, texts),
        **_of_editors(data),
        tables.Findable: findable,
        tables.Word: word_rows(findable, foreign),
        tables.Compound: compound_rows(findable),
    }


def _of_sources(data: Bundle) -> Tables:
    """Return the rows of the question and of what belongs to the articles."""
    return {
        tables.Release: [_release_row(data)],
        tables.Side: [vars(side) for side in data.debate.sides],
        tables.Theme: _numbered(data.debate.themes),
        tables.Speaker: [
            {name: value for name, value in row.items() if name != "aliases"}
            for row in _numbered(data.speakers)
        ],
        tables.Alias: [
            {"speaker": speaker.id, "position": position, "name": name}
            for speaker in data.speakers
            for position, name in enumerate(speaker.aliases, 1)
        ],
        tables.Origin: [vars(origin) for origin in data.origins],
        tables.Author: [
            {"source": source.id, **row}
            for source in data.sources
            for row in _numbered(source.authors)
        ],
        tables.InferredFact: [
            {"source": source.id, **row}
            for source in data.sources
            for row in _numbered(source.inferred)
        ],
        tables.AlsoPublished: [
            {"source": source.id, **row}
            for source in data.sources
            for row in _numbered(source.also_published)
        ],
        tables.Passage: [vars(passage) for passage in data.passages],
        tables.Sentence: [vars(sentence) for sentence in data.sentences],
    }


def _of_claims(data: Bundle, texts: Mapping[str, str]) -> Tables:
    """Return the rows of claims, their quotes, and how they meet."""
    return {
        tables.Claim: _claim_rows(data),
        tables.Quote: _quote_rows(data, texts),
        derived_tables.NamedDate: named_date_rows(data.quotes),
        tables.ClaimQuote: [
            {"claim": claim.id, "position": position, **vars(support)}
            for claim in data.claims
            for position, support in enumerate(claim.support, 1)
        ],
        tables.Relation: [
            {"position": position, **relation.model_dump()}
            for position, relation in enumerate(data.relations, 1)
        ],
        tables.Answer: [
            {"position": position, **answer.model_dump(exclude={"mutual"})}
            for position, answer in enumerate(answers(data.relations), 1)
        ],
        tables.Clash: [
            {name: row[name] for name in ("id", "question", "turns_on", "position")}
            for row in _numbered(data.clashes)
        ],
        tables.ClashClaim: [
            {"clash": clash.id, **row}
            for clash in data.clashes
            for row in _claims_by_side(clash.sides)
        ],
        tables.CaseClaim: _claims_by_side(data.cases.sides),
    }


def _of_editors(data: Bundle) -> Tables:
    """Return the rows of what editors set aside, let stand, renamed or withdrew."""
    return {
        tables.SetAside: [vars(aside) for aside in data.set_aside],
        tables.Accepted: [
            {"subject": subject.id, "caution": caution.value, "reason": reason}
            for subject in data.reviewed
            for caution, reason in subject.accepted.items()
        ],
        tables.FormerSlug: [
            former.model_dump(exclude={"now", "leads_to"}) for former in data.former
        ],
        tables.FormerTarget: [
            {"kind": former.kind, "slug": former.slug, "position": n, "now": slug}
            for former in data.former
            for n, slug in enumerate(former.leads_to, 1)
        ],
        tables.Revision: [
            one.model_dump(exclude={"changes"}) for one in data.revisions
        ],
        tables.Change: [
            {"revision": one.date, **row}
            for one in data.revisions
            for row in _numbered(one.changes)
        ],
    }


def _release_row(data: Bundle) -> Row:
    release = data.release
    cited = "\n".join(site_reference_html(release, style) for style in Style)
    return {
        "one": 1,
        "hash": release.hash,
        "date": release.date,
        "question": data.debate.question,
        "site_name": release.site_name,
        "editors": data.debate.editors,
        "reading": data.debate.reading,
        "limits": data.debate.limits,
        "examples": "\n".join(data.debate.examples),
        "contact": data.debate.contact,
        "licence": data.debate.licence,
        "cited": cited,
    }


def _numbered(items: Iterable[records.Record]) -> list[Row]:
    return [{"position": n, **vars(item)} for n, item in enumerate(items, 1)]


def _claims_by_side(sides: Mapping[Stance, Sequence[str]]) -> list[Row]:
    return [
        {"stance": stance, "position": position, "claim": claim}
        for stance, claims in sides.items()
        for position, claim in enumerate(claims, 1)
    ]


def _source_rows(data: Bundle, texts: Mapping[str, str], cited: Citations) -> list[Row]:
    rows = _numbered(data.sources)
    for row, citations in zip(rows, cited, strict=True):
        del row["authors"], row["inferred"], row["also_published"]
        published = vars(row.pop("published"))
        row |= {**published, "text": texts[row["id"]], **citations}
    return rows


def _claim_rows(data: Bundle) -> list[Row]:
    """Return the claims, parents before children, numbered in reading order."""
    rows = _numbered(data.claims)
    for row in rows:
        del row["accepted"], row["quotes"], row["support"]
    return sorted(rows, key=lambda row: row["parent"] is not None)


def _quote_rows(data: Bundle, texts: Mapping[str, str]) -> list[Row]:
    voices = {source.id: source.speaker for source in data.sources}
    sentences = Spans(data.sentences)
    blocks = {(it.source, it.number): (it.start, it.end) for it in data.passages}
    rows = []
    for row, quote in zip(_numbered(data.quotes), data.quotes, strict=True):
        text = texts[quote.source]
        opens, closes = sentences.bounds(quote)
        block = blocks[quote.source, quote.passage]
        row |= {
            "opens": opens,
            "closes": closes,
            "before": quotable_text(text, block, opens, quote.start),
            "after": quotable_text(text, block, quote.end, closes),
            "own": quote.speaker == voices[quote.source]
            and quote.attitude in OWN_ATTITUDES,
        }
        del row["claims"], row["accepted"]
        rows.append(row)
    return rows


def verify_store(path: Path) -> None:
    """Check that a store is whole and that every quote stands at its offsets.

    Raises StoreNotVerified.
    """
    with contextlib.closing(read_only(path)) as db:
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
                raise StoreNotVerified(
                    path, f"quote {quote} is not at {start} to {end} of {source}"
                )
