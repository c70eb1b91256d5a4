"""A store in PostgreSQL: the same bytes as of a file, whatever is asked, and what may fail."""

import importlib.util
import re
import sys
import time
from html import unescape
from itertools import islice, pairwise
from random import Random
from urllib.parse import quote_plus, urldefrag, urljoin

import pytest
import typer

from app import cli
from app.commands._options import settings_of
from app.commands._seeds_and_store import ready
from app.domain import errors
from app.domain.database import PostgresUrl, database_at
from app.store.build import build_store
from app.store.opening import store_at
from app.store.postgres import PostgresStore, translated
from app.store.postgres_build import save_in_postgres
from tests.conftest import FOREIGN, WORLD, built_once, served
from tests.postgres import GUEST, MISSING, server

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

# How many addresses of the small world `make test` asks, and how many searches; how many of
# each debate the soak asks, so that none of its tests takes ten minutes.
PAGES, SEARCHES = 100, 100
MORE_PAGES, MORE_SEARCHES = 1_200, 1_000
# What no link leads to.
UNLINKED = (
    "/nowhere", "/claims/the-quay", "/claims/a%00b", "/verify?q=the+quay+stayed+dry", "/search?q=zzzz",
    "/claims.json?limit=3", "/quotes.csv", "/sitemap.xml", "/llms.txt", "/feed.xml",
    "/search?q=%22the+tide%22+-quay&stance=for", "/speakers?as_of=2024-12-31",
    "/claims?answered=none&voice=authors", "/exports/store.sqlite", "/openapi.json",
)  # fmt: skip
HREF = re.compile(r'(?:href|src|action)="([^"]*)"')
CLAIM = "/claims/the-quay-stays-dry"


@pytest.fixture(scope="module")
def postgres():
    """Give a running server."""
    with server() as running:
        yield running


@pytest.fixture(scope="module")
def both(postgres, store, client):
    """Give clients of the small world, in a file and in PostgreSQL."""
    url = postgres.database("world")
    save_in_postgres(store.path, url)
    with served(url) as other:
        yield client, other


@pytest.fixture(scope="module")
def both_real(postgres, real_store, real_client):
    """Give clients of the real debate, in a file and in PostgreSQL."""
    url = postgres.database("real")
    save_in_postgres(real_store.path, url)
    with served(url) as other:
        yield real_client, other


@pytest.fixture
def empty(postgres):
    """Give the address of an empty database, which is named tried."""
    return postgres.database("tried")


@pytest.fixture(scope="module")
def small(postgres, store):
    """Give the name of a database that has the small world, to be copied."""
    save_in_postgres(store.path, postgres.database("small"))
    return "small"


@pytest.fixture
def filled(postgres, small):
    """Give the address of a database that has the small world; it is named tried."""
    return postgres.database("tried", small)


def differing(clients, asked, most=None):
    """Return which of the addresses *asked* the two sites answer differently.

    Those to which they lead are asked, too, the nearest first, up to so many; all if there
    is no limit.
    """
    waiting, different = dict.fromkeys(asked), []
    queue = [*waiting]
    for address in islice(queue, most):  # which grows meanwhile
        answers = [client.get(address) for client in clients]
        told = {
            (one.status_code, one.headers.get("location"), one.content)
            for one in answers
        }
        different += [address] * (len(told) > 1)
        new = dict.fromkeys(links(address, answers[0])).keys() - waiting.keys()
        waiting |= dict.fromkeys(sorted(new))
        queue += sorted(new)
    return different


def links(address, answer):
    """Yield where a page leads within its site."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        for link in HREF.findall(answer.text):
            to = urldefrag(urljoin(address, unescape(link))).url
            if to.startswith("/") and not to.startswith("/static/"):
                yield to


def searches(store, count):
    """Yield searches of every form, for words that some text has."""
    drawn = Random(count)  # noqa: S311 - the same each time
    words = [row["word"] for row in store.rows("SELECT word FROM word ORDER BY key")]
    texts = [row["text"] for row in store.rows("SELECT text FROM claim ORDER BY id")]
    beside = [pair for text in texts for pair in pairwise(text.split())]
    forms = (
        lambda one, _, __: one,
        lambda one, two, _: f"{one} {two}",
        lambda _, __, pair: f'"{pair[0]} {pair[1]}"',
        lambda _, __, pair: f"{pair[1]} {pair[0][:3]}*",
        lambda one, _, pair: f"{pair[0]} -{one}",
        lambda one, two, _: f"{one} OR {two}",
        lambda one, _, __: f"{one[:-1]}x",
    )
    for number in range(count):
        one, two = drawn.sample(words, 2)
        typed = forms[number % len(forms)](one, two, drawn.choice(beside))
        yield f"/search.json?q={quote_plus(typed)}"


def test_pages_and_downloads_are_those_of_a_file_letter_for_letter(both):
    assert differing(both, ["/", *UNLINKED], PAGES) == []


def test_searches_find_the_same_as_in_a_file(both_real, real_store):
    assert differing(both_real, searches(real_store, SEARCHES)) == []


def test_sources_in_other_languages_are_found_as_in_a_file(postgres, tmp_path_factory):
    path = built_once(tmp_path_factory, "foreign", FOREIGN)
    url = postgres.database("foreign_sources")
    save_in_postgres(path, url)

    with served(path) as one, served(url) as other:
        asked = [
            f"/search?q={quote_plus(typed)}" for typed in ("港口", "ميناء", "Hafen")
        ]
        assert differing((one, other), ["/sources", *asked], 8) == []


@pytest.mark.soak
@pytest.mark.parametrize("debate", ["both", "both_real"])
def test_very_many_pages_are_those_of_a_file(debate, request):
    sites = request.getfixturevalue(debate)

    assert differing(sites, ["/", *UNLINKED], MORE_PAGES) == []


@pytest.mark.soak
def test_very_many_searches_find_the_same(both_real, real_store):
    assert differing(both_real, searches(real_store, MORE_SEARCHES)) == []


def test_a_running_site_shows_a_new_release_whole(filled, seeds, change, postgres):
    change("claims/town.toml", "one whole winter", "one long winter")
    with served(filled) as client:
        build_store(seeds, filled)
        # Not kept yet, so that it is read now: of the release whose home page was shown.
        assert "one whole winter" in client.get(f"{CLAIM}.json").text
        until = time.monotonic() + 20
        while "one long winter" not in client.get(CLAIM).text:
            assert time.monotonic() < until, "the new release is not shown"
            time.sleep(0.05)

    build_store(seeds, filled)

    # Nobody reads the first one any more; the second might be read still.
    named = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'counterpoint%'"
    assert len(postgres.run("tried", named)) == 2


def test_a_site_whose_database_was_made_anew_shows_what_is_in_it(
    filled, seeds, change, postgres
):
    change("claims/town.toml", "one whole winter", "one long winter")
    with served(filled) as client:
        assert "one whole winter" in client.get(CLAIM).text
        postgres.run("postgres", "DROP DATABASE tried WITH (FORCE)")
        time.sleep(2 * PostgresStore.interval)  # the site sees that it is gone
        postgres.database("tried")
        build_store(seeds, filled)
        until = time.monotonic() + 20
        while "one long winter" not in client.get(CLAIM).text:
            assert time.monotonic() < until, "the new release is not shown"
            time.sleep(0.05)


def test_a_release_on_which_a_view_rests_is_left(filled, seeds, postgres):
    postgres.run("tried", "CREATE VIEW kept AS SELECT id FROM counterpoint.claim")

    for _ in range(2):
        build_store(seeds, filled)

    assert postgres.run("tried", "SELECT count(*) > 1 FROM kept") == [(True,)]


def test_what_is_kept_is_served_while_postgresql_is_away(both, postgres):
    _, client = both
    kept = client.get("/claims")
    postgres.stop()
    try:
        while_away = client.get("/claims"), client.get("/speakers.json?limit=1")
    finally:
        postgres.start()

    assert while_away[0].content == kept.content
    assert while_away[1].status_code == 503
    assert while_away[1].headers["retry-after"] == "5"
    assert "does not answer" in while_away[1].json()["detail"]
    assert client.get("/speakers.json?limit=1").status_code == 200


@pytest.mark.usefixtures("filled")
def test_texts_are_sorted_by_their_letters_whatever_the_database_does(postgres):
    rows = postgres.run(
        "tried",
        "SELECT table_name, column_name FROM information_schema.columns WHERE"
        " table_schema = 'counterpoint' AND data_type = 'text'"
        " AND collation_name IS DISTINCT FROM 'C'",
    )

    assert rows == []


def test_a_statement_of_sqlite_is_translated_but_not_what_it_quotes():
    statement = """SELECT '?', "group_concat(" FROM t WHERE a = ? AND b IN (?2, ?)"""

    assert translated(statement) == (
        """SELECT '?', "group_concat(" FROM t WHERE a = $1 AND b IN ($2, $3)"""
    )


def test_nothing_is_written_through_the_site(filled):
    store = store_at(filled)

    with pytest.raises(errors.StoreUnreachable, match="in a read-only transaction"):
        store.rows("DELETE FROM accepted")
    store.close()


# --- what may be wrong ---------------------------------------------------------------------


def test_an_empty_database_has_no_store(empty):
    with pytest.raises(errors.StoreMissing, match="there is no store here; build it"):
        store_at(empty)


def test_a_schema_of_somebody_else_is_left_alone(empty, postgres, store):
    postgres.run("tried", "CREATE SCHEMA counterpoint")
    postgres.run("tried", "CREATE TABLE counterpoint.theirs AS SELECT 7")

    with pytest.raises(errors.StoreForeign, match="schema counterpoint is not a store"):
        save_in_postgres(store.path, empty)

    assert postgres.run("tried", "SELECT * FROM counterpoint.theirs") == [(7,)]


def test_a_store_of_another_version_is_not_read(filled, postgres):
    postgres.run("tried", "COMMENT ON SCHEMA counterpoint IS 'Counterpoint, schema 3'")

    with pytest.raises(errors.StoreOfAnotherVersion, match="the store has schema 3"):
        store_at(filled)
    # Only the command build puts a release in the place of another.
    with pytest.raises(errors.StoreOfAnotherVersion, match="the store has schema 3"):
        ready(settings_of(database=filled.conninfo))


@pytest.mark.usefixtures("filled")
def test_who_may_only_read_serves_and_cannot_build(postgres, store):
    postgres.run("tried", f"DROP ROLE IF EXISTS {GUEST}")
    postgres.run("tried", f"CREATE ROLE {GUEST} LOGIN PASSWORD 'sesame'")
    postgres.run("tried", f"GRANT USAGE ON SCHEMA counterpoint TO {GUEST}")
    postgres.run(
        "tried", f"GRANT SELECT ON ALL TABLES IN SCHEMA counterpoint TO {GUEST}"
    )
    guest = postgres.url("tried", f"{GUEST}:sesame")
    try:
        postgres.run("tried", f"REVOKE USAGE ON SCHEMA counterpoint FROM {GUEST}")
        with pytest.raises(errors.StoreUnreachable, match="PostgreSQL cannot be asked"):
            store_at(guest)
        postgres.run("tried", f"GRANT USAGE ON SCHEMA counterpoint TO {GUEST}")
        read = store_at(guest)
        read.close()
        with pytest.raises(errors.StoreNotWritable, match="must be owner of schema"):
            save_in_postgres(store.path, guest)
        with pytest.raises(errors.StoreUnreachable) as refused:
            store_at(postgres.url("tried", f"{GUEST}:simsim"))
    finally:
        postgres.run("tried", f"DROP OWNED BY {GUEST}; DROP ROLE {GUEST}")

    assert read.stamp == store.stamp
    assert "password authentication failed" in str(refused.value)
    assert "simsim" not in str(refused.value)


def test_a_command_says_in_one_line_that_no_server_answers(monkeypatch, capsys):
    database = "postgresql+psycopg://me:sesame@127.0.0.1:9/debate"
    options = ["--seeds", str(WORLD), "--database", database, "--port", "0"]
    monkeypatch.setattr(sys, "argv", ["counterpoint", "serve", *options])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert re.fullmatch(
        r"counterpoint: postgresql://me@127.0.0.1:9/debate: PostgreSQL cannot be asked "
        r"\(.*Connection refused.*\); see that it runs there, or name another with "
        r"--database\n",
        capsys.readouterr().err,
    )


def test_what_is_no_address_is_not_shown_in_full():
    with pytest.raises(errors.StoreUnreachable) as refused:
        store_at(PostgresUrl("postgresql://me:sesame@/debate?nonsense=1"))

    assert "the address cannot be read" in str(refused.value)
    assert "sesame" not in str(refused.value)


def test_without_the_driver_a_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(typer.Exit) as ended:
        settings_of(database="postgresql://host/debate")

    assert ended.value.exit_code == 2
    assert "pip install 'psycopg[binary]>=3.3'" in capsys.readouterr().err


def test_settings_take_the_address_of_a_database(monkeypatch):
    monkeypatch.setenv("COUNTERPOINT_DATABASE", "postgres://me:sesame@host/debate")

    database = settings_of().database

    assert database == PostgresUrl("postgresql://me:sesame@host/debate")
    for word in ("se/same", "se#same", "se?same", "se@same"):
        shown = str(database_at(f"POSTGRES://me:{word}@host/debate?sslmode=require"))
        assert shown == "postgresql://me@host/debate"
    with pytest.raises(ValueError, match="begins with postgresql://"):
        database_at("mysql://me:sesame@host/debate")
    assert f"{database} {database!r}" == " ".join(["postgresql://me@host/debate"] * 2)
