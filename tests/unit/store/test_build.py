"""The store: what it refuses, how it is swapped in, and what is said of a broken one."""

import contextlib
import gc
import hashlib
import os
import re
import shutil
import sqlite3
import time

import pytest

from app.compile.compiler import compiled_seeds
from app.domain.errors import (
    SeedErrors,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreNotVerified,
    StoreNotWritable,
    StoreOfAnotherVersion,
    StoreUnreadable,
)
from app.domain.records import SCHEMA
from app.domain.vocabulary import (
    Attitude,
    Basis,
    FormerKind,
    Match,
    Modality,
    PassageKind,
    Precision,
    Reason,
    RelationKind,
    SpeakerKind,
    Stance,
)
from app.paths import SEEDS
from app.store import build
from app.store.build import build_store, save_store, verify_store
from app.store.bundle_reader import bundle_of
from app.store.connection import Store
from app.store.opening import is_built_from, stamp_of
from tests.conftest import WORLD

RISES = "the-water-rises"


@pytest.fixture
def copy(store, tmp_path):
    """Give the path of a copy of the small world's store."""
    path = tmp_path / "copy.sqlite"
    shutil.copyfile(store.path, path)
    return path


@contextlib.contextmanager
def written(path):
    """Open a store for writing, with its constraints in force."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def dumped(path):
    """Give all that is in a store as statements."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


# --- what is in it ---------------------------------------------------------------------


def test_the_store_holds_every_record(store):
    tables = ["source", "passage", "sentence", "claim", "quote", "claim_quote"]
    tables += ["relation", "answer", "clash", "clash_claim", "case_claim", "set_aside"]
    tables += ["speaker", "origin", "theme", "side", "former", "former_target"]

    counts = {table: len(store.rows(f"SELECT 1 FROM {table}")) for table in tables}  # noqa: S608

    assert counts == {
        "source": 3,
        "passage": 22,
        "sentence": 20,
        "claim": 11,
        "quote": 17,
        "claim_quote": 18,
        "relation": 6,
        "answer": 6,
        "clash": 2,
        "clash_claim": 9,
        "case_claim": 4,
        "set_aside": 6,
        "speaker": 5,
        "origin": 1,
        "theme": 3,
        "side": 2,
        "former": 11,
        "former_target": 11,
    }


@pytest.mark.parametrize("folder", ["small", "real"])
def test_what_is_read_back_is_what_was_compiled(request, folder):
    store = request.getfixturevalue("store" if folder == "small" else "real_store")
    seeds = WORLD if folder == "small" else SEEDS

    compiled, _ = compiled_seeds(seeds)

    assert bundle_of(store) == compiled


def test_a_mutual_relation_is_one_and_answers_both_ways(store):
    pair = {"the-rise-comes-twice-a-day", "only-the-boats-move"}

    mutual = store.rows('SELECT "from", "to" FROM relation WHERE mutual')
    answers = store.rows(
        """SELECT "from", "to", kind, note FROM answer
        WHERE "from" = 'only-the-boats-move' OR "to" = 'only-the-boats-move'"""
    )

    assert [{row["from"], row["to"]} for row in mutual] == [pair]
    assert {row["from"] for row in answers} == {row["to"] for row in answers} == pair
    assert {(row["kind"], row["note"]) for row in answers} == {
        ("rebuts", "Either the sea moves or it does not.")
    }


def test_former_slugs_are_followed_to_the_end(world):
    data, _ = compiled_seeds(world)

    former = {(one.kind.value, one.slug): one for one in data.former}
    renamed, split, withdrawn = (
        former["claim", slug]
        for slug in (
            "the-sea-moves",
            "skippers-know-and-expect-the-tide",
            "the-moon-is-cheese",
        )
    )
    assert (renamed.now, renamed.leads_to) == (RISES, (RISES,))
    assert (split.now, split.leads_to) == (
        None,
        ("skippers-read-the-table", "the-tide-comes-back"),
    )
    assert (withdrawn.now, withdrawn.leads_to) == (None, ())
    assert withdrawn.said == "The moon is made of cheese."


def test_a_former_slug_that_leads_to_a_withdrawn_one_was_withdrawn(change, seeds):
    change("former.toml", 'now = "the-water-moves"', 'now = "the-moon-is-cheese"')

    data, _ = compiled_seeds(seeds)

    (former,) = [one for one in data.former if one.slug == "the-sea-moves"]
    assert former.leads_to == ()
    assert (former.said, former.reason) == (
        "The moon is made of cheese.",
        "No source says so.",
    )


def test_the_store_is_stamped(store):
    assert store.row("PRAGMA application_id")[0] == 0x43745074
    assert store.row("PRAGMA user_version")[0] >= 1
    assert store.stamp.question == "Is there a tide in the harbour?"
    assert store.stamp.date == "2025-03-01"
    assert re.fullmatch(r"[0-9a-f]{64}", store.stamp.hash)


def test_no_row_names_a_missing_row(store):
    assert store.rows("PRAGMA foreign_key_check") == []
    assert store.row("PRAGMA integrity_check")[0] == "ok"


def test_the_file_is_whole_by_itself(store):
    assert store.row("PRAGMA journal_mode")[0] == "delete"
    beside = store.path.parent.glob(f"{store.path.name}*")
    assert [path.name for path in beside] == [store.path.name]


def test_sources_stand_in_the_store_oldest_first(store):
    rows = store.rows("SELECT id FROM source ORDER BY position")

    assert [row["id"] for row in rows] == [
        "moor-gull-2023",
        "harbour-board-2024",
        "pilot-2025",
    ]


def test_a_quote_has_the_rest_of_its_sentence(store):
    row = store.row(
        "SELECT before, after FROM quote WHERE exact LIKE 'by evening the harbour%'"
    )

    assert row["before"] == (
        "At noon the water\u00a0stands two\u00a0fathoms higher than at dawn, but "
    )
    assert row["after"] == "."


def test_only_the_source_s_own_voice_is_own(store):
    rows = store.rows("SELECT exact FROM quote WHERE NOT own ORDER BY exact")

    assert [row["exact"] for row in rows] == [
        "Old Tom of the ferry swears that the sea never moves and that only the boats do",
        "Some skippers say the tide is coming back",
        "swears that the sea never moves",
        "the water rises twice a day, at noon and at midnight",
    ]


# --- what it refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "UPDATE claim SET stance = 'maybe'", id="a stance of neither side"
        ),
        pytest.param("UPDATE claim SET stance = 'FOR'", id="a stance by its name"),
        pytest.param("UPDATE claim SET theme = 'weather'", id="an unknown theme"),
        pytest.param("UPDATE claim SET parent = id", id="a claim under itself"),
        pytest.param("UPDATE claim SET parent = 'nothing'", id="an unknown parent"),
        pytest.param(
            "UPDATE claim SET text = 'The same.'", id="two claims of one text"
        ),
        pytest.param("UPDATE claim SET text = NULL", id="a claim without words"),
        pytest.param("UPDATE claim SET position = 1", id="two claims at one place"),
        pytest.param(
            "DELETE FROM claim WHERE id = 'the-water-rises'", id="a claim in use"
        ),
        pytest.param('UPDATE quote SET "end" = start', id="an empty quote"),
        pytest.param(
            'UPDATE quote SET "end" = "end" + 1', id="a quote of other length"
        ),
        pytest.param(
            "UPDATE quote SET exact = exact || '!'", id="words longer than it"
        ),
        pytest.param("UPDATE quote SET start = -1", id="a quote before the beginning"),
        pytest.param("UPDATE quote SET id = '12'", id="a short identifier"),
        pytest.param("UPDATE quote SET speaker = 'nobody'", id="an unknown speaker"),
        pytest.param("UPDATE quote SET origin = 'hearsay'", id="an unknown origin"),
        pytest.param("UPDATE quote SET source = 'nowhere'", id="an unknown source"),
        pytest.param("UPDATE quote SET attitude = 'thinks'", id="an unknown attitude"),
        pytest.param("UPDATE quote SET \"match\" = 'fuzzy'", id="an unknown match"),
        pytest.param(
            "INSERT INTO quote SELECT 'aaaaaaaaaaaa', source, start, \"end\", exact, shown, "
            "prefix, suffix, opens, closes, before, after, passage, speaker, attitude, own, origin, "
            '"match", note, 99 FROM quote LIMIT 1',
            id="two quotes of one span",
        ),
        pytest.param(
            "INSERT INTO claim_quote VALUES ('the-water-rises', 9, 'nothing', 'flat')",
            id="an unknown quote under a claim",
        ),
        pytest.param('UPDATE relation SET "from" = "to"', id="a relation to itself"),
        pytest.param("UPDATE relation SET kind = 'likes'", id="an unknown relation"),
        pytest.param(
            "UPDATE relation SET \"to\" = 'nothing'", id="a relation to nothing"
        ),
        pytest.param(
            "UPDATE passage SET number = NULL", id="a paragraph without number"
        ),
        pytest.param(
            "UPDATE passage SET number = 9 WHERE kind = 'caption'",
            id="a counted caption",
        ),
        pytest.param(
            "UPDATE passage SET number = 1 WHERE number = 2", id="two first paragraphs"
        ),
        pytest.param("UPDATE passage SET kind = 'footnote'", id="an unknown kind"),
        pytest.param("UPDATE source SET sha256 = 'abc'", id="a short checksum"),
        pytest.param("UPDATE source SET characters = 1", id="a length that is not so"),
        pytest.param(
            "UPDATE source SET text = text || 'x'", id="a text that has grown"
        ),
        pytest.param(
            "UPDATE source SET earliest = '2030-01-01'", id="a date that runs backwards"
        ),
        pytest.param("UPDATE source SET speaker = 'nobody'", id="an unknown author"),
        pytest.param("UPDATE author SET family = NULL", id="half a name"),
        pytest.param("UPDATE author SET literal = 'Both'", id="a name twice over"),
        pytest.param(
            "UPDATE set_aside SET repeats = NULL WHERE reason = 'repeats'",
            id="a repetition of nothing",
        ),
        pytest.param("UPDATE set_aside SET reason = 'boring'", id="an unknown reason"),
        pytest.param(
            "UPDATE claim_quote SET modality = 'firm'", id="an unknown modality"
        ),
        pytest.param("UPDATE answer SET \"to\" = 'nothing'", id="an answer to nothing"),
        pytest.param(
            "UPDATE clash_claim SET claim = 'nothing'", id="a clash about nothing"
        ),
        pytest.param(
            "UPDATE clash_claim SET stance = 'both'", id="a clash of a third side"
        ),
        pytest.param(
            "UPDATE case_claim SET claim = 'nothing'", id="a case for nothing"
        ),
        pytest.param(
            "UPDATE former SET reason = NULL", id="a withdrawn slug without a reason"
        ),
        pytest.param("UPDATE former SET kind = 'page'", id="an unknown former kind"),
        pytest.param(
            "UPDATE former_target SET slug = 'nothing'",
            id="what a slug that never was leads to",
        ),
        pytest.param("UPDATE speaker SET kind = 'robot'", id="an unknown speaker kind"),
        pytest.param("UPDATE side SET id = 'between'", id="a third side"),
        pytest.param("UPDATE release SET one = 2", id="a second release"),
    ],
)
def test_the_store_refuses_a_bad_row(copy, statement):
    with (
        written(copy) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"constraint failed"),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("claim.stance", Stance),
        ("speaker.kind", SpeakerKind),
        ("source.precision", Precision),
        ("source.basis", Basis),
        ("passage.kind", PassageKind),
        ("quote.attitude", Attitude),
        ("quote.match", Match),
        ("relation.kind", RelationKind),
        ("set_aside.reason", Reason),
        ("claim_quote.modality", Modality),
        ("former.kind", FormerKind),
    ],
)
def test_the_store_takes_every_word_of_a_closed_list(store, column, words):
    table, name = column.split(".")

    schema = store.row("SELECT sql FROM sqlite_master WHERE name = ?", table)["sql"]

    check = re.search(rf'"?{name}"? IN \(([^)]*)\)', schema)
    assert check is not None
    assert re.findall(r"'([^']*)'", check[1]) == [word.value for word in words]


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        pytest.param(
            ["UPDATE source SET text = upper(text) WHERE id = 'pilot-2025'"],
            " is not at ",
            id="a text that is another",
        ),
        pytest.param(
            ["UPDATE quote SET exact = upper(exact)"],
            " is not at ",
            id="words that are others",
        ),
        pytest.param(
            ['UPDATE quote SET start = start + 1, "end" = "end" + 1'],
            " is not at ",
            id="a quote one letter on",
        ),
        pytest.param(
            ["PRAGMA foreign_keys = OFF", "DELETE FROM speaker WHERE id = 'old-tom'"],
            "a row of quote names a missing row",
            id="a speaker who is gone",
        ),
    ],
)
def test_a_store_is_verified_before_it_is_swapped_in(copy, statements, told):
    with contextlib.closing(sqlite3.connect(copy)) as connection, connection:
        for statement in statements:
            connection.execute(statement)

    with pytest.raises(StoreNotVerified, match=told):
        verify_store(copy)


def test_the_store_as_built_is_verified(store):
    verify_store(store.path)


# --- building it again -------------------------------------------------------------------


def test_building_again_gives_the_same_content_and_identifiers(store, world, tmp_path):
    again = tmp_path / "again.sqlite"

    build_store(world, again)

    # The indexes are made in another order in each process: a set of SQLAlchemy's.
    assert sorted(dumped(again)) == sorted(dumped(store.path))


def test_a_changed_note_changes_the_release_and_no_identifier(
    seeds, change, store, tmp_path
):
    change("claims/water.toml", "A pond has no tide.", "No pond has a tide.")
    new = tmp_path / "new.sqlite"

    build_store(seeds, new)

    ids = "SELECT id FROM quote ORDER BY id"
    with contextlib.closing(Store(new)) as other:
        assert other.stamp.hash != store.stamp.hash
        assert [*map(tuple, other.rows(ids))] == [*map(tuple, store.rows(ids))]


def test_the_articles_of_an_author_are_told_apart_by_letters(
    seeds, change, serve, tmp_path
):
    change(
        "sources/moor-gull-2023.toml",
        'authors = [{ family = "Moor", given = "Carol" }, { family = "Gull", given = "David" }]',
        'authors = [{ family = "Pilot", given = "Ann" }]',
    )
    change("sources/pilot-2025.toml", "earliest = 2025-01-02", "earliest = 2023-01-02")
    change("sources/pilot-2025.toml", "latest = 2025-01-02", "latest = 2023-01-02")
    build_store(seeds, tmp_path / "letters.sqlite")
    client = serve(tmp_path / "letters.sqlite")

    found = client.get(
        "/reading-list.json?keep=the-water-rises,the-harbour-is-a-pond"
    ).json()

    texts = "\n".join(one["text"] for one in found["references"])
    years = re.findall(r"^[^(]*\((.*?)[,)]", texts, re.MULTILINE)
    assert sorted(years) == ["2023a", "2023b", "[2024]"]
    source = client.get("/sources/moor-gull-2023.json").json()
    assert source["in_text"][0] == "Pilot, 2023b, para. {passage}"


def test_a_store_is_known_to_be_of_its_seeds(seeds, change, tmp_path):
    database = tmp_path / "store.sqlite"
    build_store(seeds, database)
    assert is_built_from(seeds, database)

    change("debate.toml", "date = 2025-03-01", "date = 2025-03-02")

    assert not is_built_from(seeds, database)


def test_a_failing_build_leaves_the_old_store_as_it_was(seeds, change, tmp_path):
    folder = tmp_path / "folder"
    database = folder / "store.sqlite"
    build_store(seeds, database)
    before = database.read_bytes()
    change("claims/town.toml", "was dry all winter", "was wet all winter")

    with pytest.raises(SeedErrors):
        build_store(seeds, database)

    assert database.read_bytes() == before
    assert list(folder.iterdir()) == [database]


def test_what_a_killed_build_has_left_is_cleared_by_the_next(seeds, tmp_path):
    database = tmp_path / "folder" / "store.sqlite"
    database.parent.mkdir()
    left, new, other = (
        database.parent / name
        for name in (".store.sqlite.a.new", ".store.sqlite.b.new", ".other.sqlite.new")
    )
    for path in (left, new, other):
        path.touch()
    for path in (left, other):
        os.utime(path, (0, 0))

    build_store(seeds, database)

    # Another build may be under way.
    assert sorted(database.parent.iterdir()) == sorted([database, new, other])


def test_a_build_that_fails_while_writing_leaves_nothing_behind(seeds, copy, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    database = folder / "store.sqlite"
    before = copy.read_bytes()
    database.write_bytes(before)

    # A store that does not say what the seeds say: its texts are others.
    data, texts = compiled_seeds(seeds)
    others = {slug: text.swapcase() for slug, text in texts.items()}
    with pytest.raises(StoreNotVerified):
        save_store(data, others, database)

    assert database.read_bytes() == before
    assert list(folder.iterdir()) == [database]


def test_the_whole_store_is_saved_on_the_disk_before_it_replaces_another(
    world, tmp_path, monkeypatch
):
    saved = []
    save = os.fsync

    def note(handle):
        saved.append((os.fstat(handle), (tmp_path / "a.sqlite").exists()))
        save(handle)

    monkeypatch.setattr(os, "fsync", note)
    build_store(world, tmp_path / "a.sqlite")

    ((file, replaced),) = saved
    whole = (tmp_path / "a.sqlite").stat()
    assert (file.st_ino, file.st_size) == (whole.st_ino, whole.st_size)
    assert not replaced


def test_a_build_makes_the_folders_that_it_needs(world, tmp_path):
    database = tmp_path / "a b" / "100%?" / "é.sqlite"

    build_store(world, database)

    assert stamp_of(database).question == "Is there a tide in the harbour?"
    assert list(database.parent.iterdir()) == [database]
    # Others may read it, as any new file.
    (tmp_path / "new").touch()
    assert database.stat().st_mode == (tmp_path / "new").stat().st_mode


# --- files that are no store -------------------------------------------------------------


def other_database(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE diary (words TEXT)")


FOREIGN = [
    pytest.param(lambda path: path.write_bytes(b""), id="an empty file"),
    pytest.param(lambda path: path.write_text("My diary. " * 50), id="a text"),
    pytest.param(other_database, id="another program's database"),
]


@pytest.mark.parametrize("make", FOREIGN)
def test_a_file_that_is_no_store_is_never_overwritten(world, tmp_path, make):
    path = tmp_path / "diary.sqlite"
    make(path)
    before = path.read_bytes()

    with pytest.raises(StoreForeign) as caught:
        build_store(world, path)

    assert path.read_bytes() == before
    assert str(caught.value) == (
        f"{path}: this file is not a store of Counterpoint and is left alone; "
        "name another with --database, or move it away"
    )


@pytest.mark.parametrize("make", FOREIGN)
def test_a_file_that_is_no_store_is_not_opened(tmp_path, make):
    path = tmp_path / "diary.sqlite"
    make(path)

    with pytest.raises(StoreForeign):
        Store(path)


def truncated(path):
    path.write_bytes(path.read_bytes()[:5000])


def overwritten(path):
    content = bytearray(path.read_bytes())
    # The schema and the release stay as they are; one page of the claims does not.
    page = content.index(b"Through one whole winter") // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    path.write_bytes(content)


def emptied(path):
    with written(path) as connection:
        connection.execute("DELETE FROM release")


def of_another_version(path):
    with written(path) as connection:
        connection.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("spoil", "error", "told"),
    [
        pytest.param(
            lambda path: path.unlink(),
            StoreMissing,
            "there is no store here",
            id="gone",
        ),
        pytest.param(truncated, StoreDamaged, "the store is damaged", id="truncated"),
        pytest.param(
            overwritten, StoreDamaged, "the store is damaged", id="overwritten"
        ),
        pytest.param(emptied, StoreDamaged, "it has no release", id="emptied"),
        pytest.param(
            of_another_version,
            StoreOfAnotherVersion,
            "the store has schema 9999, this program reads schema",
            id="of another version",
        ),
    ],
)
def test_a_store_that_cannot_be_read_says_why_and_what_to_do(copy, spoil, error, told):
    spoil(copy)

    with pytest.raises(error, match=told) as caught:
        Store(copy)

    assert str(caught.value).startswith(f"{copy}: ")
    assert str(caught.value).endswith(
        "; build it from the seeds, with the command build"
    )


@pytest.mark.parametrize("spoil", [truncated, overwritten, emptied, of_another_version])
def test_a_store_of_ours_that_cannot_be_read_is_replaced(world, copy, spoil):
    spoil(copy)

    build_store(world, copy)

    assert stamp_of(copy).question == "Is there a tide in the harbour?"


def test_a_store_below_a_file_cannot_be_written(world, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StoreNotWritable, match="its folder is a file"):
        build_store(world, tmp_path / "file" / "store.sqlite")


def test_a_folder_is_no_store(world, tmp_path):
    with pytest.raises(StoreUnreadable) as caught:
        build_store(world, tmp_path)

    assert str(caught.value) == (
        f"{tmp_path}: this cannot be read (it is not a file); "
        "name another file with --database"
    )

    assert list(tmp_path.iterdir()) == []


# --- while it is served --------------------------------------------------------------------


@pytest.fixture
def serving(seeds, tmp_path, serve):
    """Serve the store of a copy of the world; give its path and a client."""
    database = tmp_path / "served.sqlite"
    build_store(seeds, database)
    return database, serve(database)


def said(client):
    """Give what one claim says."""
    return client.get("/claims/the-quay-stays-dry.json").json()["text"]


def awaited(client, words):
    """Wait until a claim says these *words*: the file is looked at now and then."""
    until = time.monotonic() + 30
    while said(client) != words:
        assert time.monotonic() < until, "the new store is not shown"
        time.sleep(0.02)


WHOLE = "Through one whole winter the quay stayed dry."
LONG = WHOLE.replace("whole", "long")


def test_a_new_store_is_served_soon_after_it_is_swapped_in(serving, seeds, change):
    database, client = serving
    assert said(client) == WHOLE
    assert client.get("/search.json?q=wyntres").json()["suggestions"] == []
    before = database.stat()

    change("claims/town.toml", "one whole winter", "one long wynter")
    build_store(seeds, database)
    # As if both were built within one tick of the clock.
    os.utime(database, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert database.stat().st_size == before.st_size
    awaited(client, "Through one long wynter the quay stayed dry.")
    # What is worked out once for each store is worked out anew, too.
    missed = client.get("/search.json?q=wyntres").json()
    assert [one["words"] for one in missed["suggestions"]] == ["wynter"]


def cut(path):
    """Leave half of a store, as a copy that was not finished does."""
    whole = path.read_bytes()
    path.with_name("half").write_bytes(whole[: len(whole) // 2])
    path.with_name("half").replace(path)


def renumber(path):
    """Put a store of another version in the place of this one."""
    shutil.copyfile(path, path.with_name("other"))
    with contextlib.closing(sqlite3.connect(path.with_name("other"))) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    path.with_name("other").replace(path)


def overwrite(path):
    """Put a text in the place of a store."""
    path.with_name("text").write_text("not a store")
    path.with_name("text").replace(path)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (os.unlink, "there is no store here"),
        (overwrite, "this file is not a store of Counterpoint and is left alone"),
        (renumber, f"the store has schema {SCHEMA + 1}, this program reads"),
        (cut, "the store is damaged"),
    ],
)
def test_the_old_store_is_served_on_when_the_file_breaks_and_the_log_says_so_once(  # noqa: PLR0913, PLR0917
    serving, seeds, change, caplog, spoil, why
):
    database, client = serving

    spoil(database)
    until = time.monotonic() + 30
    while not caplog.messages:
        assert time.monotonic() < until, "nothing is said"
        time.sleep(0.02)
    time.sleep(0.3)  # it is looked at again meanwhile

    (told,) = caplog.messages
    assert told.startswith(f"{database}: {why}")
    assert told.endswith("; until then the release of 2025-03-01 is served")
    assert said(client) == WHOLE
    # Whatever the file is for: what is not kept, and the size of the file.
    for path in ("/claims/the-tide-comes-back", "/exports"):
        assert client.get(path).status_code == 200

    change("claims/town.toml", "one whole winter", "one long winter")
    build_store(seeds, database.with_name("good"))
    database.with_name("good").replace(database)
    awaited(client, LONG)


def test_the_web_never_writes_to_the_store(store):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.rows("DELETE FROM claim")


def test_a_statement_that_runs_too_long_is_ended(store):
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT count(*) FROM n"
    )

    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        store.rows(endless)


def test_a_statement_that_is_asked_often_is_never_ended(store):
    counting = """WITH RECURSIVE number(n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 100000)
        SELECT count(*) AS n FROM number"""

    # SQLite adds up the steps of a statement that it keeps prepared: these are more than
    # sixty million, and fifty would end a single run.
    for _ in range(20):
        assert store.row(counting)["n"] == 100_000
        assert store.rows(counting)[0]["n"] == 100_000


def test_a_change_of_the_tables_raises_the_number_of_the_schema(store):
    rows = store.rows(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql"
    )
    tables = "\n".join(row["sql"] for row in rows)

    # When this fails: raise SCHEMA in app/domain/records.py, so that no old store is read with new SQL,
    # and write the new pair here.
    assert (SCHEMA, hashlib.sha256(tables.encode()).hexdigest()[:12]) == (
        23,
        "22c74df21444",
    )


@pytest.mark.parametrize("is_on", [True, False])
def test_garbage_is_collected_after_a_build_as_before_it(
    is_on, tmp_path, world, monkeypatch
):
    during: list[bool] = []

    def saved(*of):
        during.append(gc.isenabled())
        save_store(*of)

    monkeypatch.setattr(build, "save_store", saved)
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        build_store(world, tmp_path / "store.sqlite")
        with pytest.raises(SeedErrors):
            build_store(tmp_path / "nothing", tmp_path / "store.sqlite")
        after = gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()

    assert during == [False]
    assert after is is_on
