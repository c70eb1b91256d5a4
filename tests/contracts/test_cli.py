"""The commands, as people type them: what they do, say, and return."""

import contextlib
import json
import os
import pty
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app import __version__, cli
from app.commands.serve import address_of
from app.program import again, program
from app.settings import Settings
from app.store.build import build_store
from app.store.opening import stamp_of

ROOT = Path(__file__).resolve().parents[2]
TOLD = r"11 claims and 17 quotes from 3 sources, release 2025-03-01 \([0-9a-f]{12}\)"


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    """Keep the commands away from the settings and the store of who runs the tests."""
    for name in [*os.environ]:
        if name.upper().startswith("COUNTERPOINT_") or name.upper() == "PORT":
            monkeypatch.delenv(name)
    monkeypatch.setenv("COUNTERPOINT_DATABASE", str(tmp_path / "usual.sqlite"))
    monkeypatch.setenv("PYTHONWARNINGS", "error")


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Run a command here; give its exit code, and what it wrote to either end."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["counterpoint", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        return ended.value.code or 0, out.decode(), err.decode()

    return run


@contextlib.contextmanager
def serving(*arguments, told=lambda _: None):
    """Serve the site in a process of its own; give its address and what was said.

    *told* is called with each line as it is said.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            said = []
            address = None
            for line in process.stderr or ():
                said.append(line)
                told(line)
                if address := re.search(r"Counterpoint is at (http://\S+)", line):
                    break
            assert address, "".join(said)
            yield address[1], "".join(said), process
        finally:
            process.terminate()


def page_at(address, attempts=50):
    """Fetch a page, while the server may still be starting."""
    for attempt in range(attempts):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
                return answer.read().decode()
        except OSError:
            if attempt == attempts - 1:
                raise
            time.sleep(0.1)
    raise AssertionError


def broken(seeds):
    """Misquote a source."""
    path = seeds / "claims" / "town.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("was dry all winter", "was wet all winter"), "utf-8")


def test_an_address_can_be_clicked():
    assert address_of("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert address_of("::1", 9000) == "http://[::1]:9000"


# --- in processes of their own -----------------------------------------------------------


def test_what_one_command_alone_needs_is_not_loaded_for_the_others():
    code = "import app.cli, app.commands.serve, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )

    loaded = set(done.stdout.decode().split())
    assert not loaded & {
        "app.bench", "app.commands.check", "app.compile.compiler", "app.delivery",
        "app.documents", "app.mcp_server", "app.pages", "app.publish", "app.store.build",
        "app.web", "fastapi", "jinja2", "mcp", "PIL", "sqlmodel",
    }  # fmt: skip


def test_build_makes_a_store_and_says_what_is_in_it(world, tmp_path):
    database = tmp_path / "new" / "store.sqlite"

    done = subprocess.run(
        [sys.executable, "-m", "app", "build", "--seeds", world, "--database", database],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(
        rf"{re.escape(str(database))}: {TOLD}", done.stderr.splitlines()[-1]
    )
    assert stamp_of(database).date == "2025-03-01"


def test_check_says_what_is_used_and_that_nothing_is_wrong(run, world):
    code, told, err = run("check", "--seeds", world)

    assert (code, err) == (0, "")
    lines = told.splitlines()
    assert (
        "pilot-2025: 7 sentences, 6 quoted (9 quotes), 1 set aside: 1 off-the-question"
    ) in lines
    assert re.fullmatch(
        rf"{TOLD}; every quote verified; 0 errors, 0 warnings, 6 accepted", lines[-1]
    )


def test_check_of_the_site_s_own_seeds_finds_nothing(run):
    code, told, _ = run("check")

    assert code == 0
    assert "; every quote verified; 0 errors, 0 warnings, " in told


def test_check_names_every_mistake_and_fails(run, seeds):
    broken(seeds)

    code, _, err = run("check", "--seeds", seeds)

    assert code == 1
    assert (
        "error: claims/town.toml, line 29, claims[1].quotes[0].exact "
        "(claim the-quay-stays-dry): "
    ) in err
    assert err.endswith("1 error in the seeds\n")
    assert "Traceback" not in err


def test_a_brief_check_tells_a_mistake_and_not_what_follows_from_it(run, seeds, change):
    change(
        "sources/pilot-2025.toml", 'last = "Gulls are white."', 'last = "It was all"'
    )
    change("debate.toml", 'id = "old-tom"', 'id = "new-tom"')
    change("claims/water.toml", 'to = "only-the-boats-move"', 'to = "no-boats"')

    _, _, whole = run("check", "--seeds", seeds)
    code, _, told = run("check", "--brief", "--seeds", seeds)

    assert code == 1
    assert len(whole.splitlines()) == 7
    assert told == (
        "error: sources/pilot-2025.toml:29: body.last: no block of the article ends with "
        "'It was all'; copy its last words as the article has them\n"
        "error: claims/water.toml:65: claims[3].quotes[0].speaker: the speaker 'old-tom' is "
        "unknown; name it under speakers in debate.toml (and 1 more like it)\n"
        "error: claims/water.toml:91: relations[1]: no claim is 'no-boats'; name one that "
        "exists\n"
        "error: former.toml:22: former[4]: no speaker is 'old-tom'; name one that exists\n"
        "6 errors in the seeds\n"
    )


def test_a_brief_check_shows_whole_what_can_be_pasted(run, seeds, change):
    change("claims/boats.toml", "they wait for the water", "they waited for the water")

    _, _, told = run("check", "--brief", "--seeds", seeds)

    assert (
        'exact = "The pilots who know the channel bring in forty ships a month because they '
        'wait for the water to rise and leave before it falls again"; paste that if you mean'
    ) in told


def test_a_check_mends_first_what_needs_no_judgement_and_then_tells_the_rest(
    run, seeds, change
):
    change("claims/town.toml", 'exact = "The bench', 'nth = 2\nexact = "The bench')
    article = "A letter\n\nBy Ann Pilot\n\n2 May 2025\n\nAll water rose again.\n"
    (seeds / "sources" / "a-letter.txt").write_text(article, "utf-8")

    code, told, rest = run("check", "--fix", "--brief", "--seeds", seeds)
    again, told_again, _ = run("check", "--fix", "--brief", "--seeds", seeds)

    assert (code, again, told_again) == (1, 1, "")
    assert told == (
        "added: sources/a-letter.toml, with what the article says of itself; check it\n"
        "mended: claims/town.toml\n  - nth = 2\n"
    )
    assert rest.startswith("error: sources/a-letter.txt:7: the sentence ")
    assert rest.endswith("1 error in the seeds\n")
    facts = tomllib.loads((seeds / "sources" / "a-letter.toml").read_text("utf-8"))
    assert (facts["title"], facts["speaker"]) == ("A letter", "ann-pilot")


def test_the_author_of_an_article_that_a_check_adds_becomes_a_speaker(run, seeds):
    article = "A letter\n\nBy Bo Weir\n\n2 May 2025\n\nAll water rose again.\n"
    (seeds / "sources" / "a-letter.txt").write_text(article, "utf-8")

    run("check", "--fix", "--brief", "--seeds", seeds)

    facts = tomllib.loads((seeds / "sources" / "a-letter.toml").read_text("utf-8"))
    debate = tomllib.loads((seeds / "debate.toml").read_text("utf-8"))
    assert facts["speaker"] == debate["speakers"][-1]["id"] == "bo-weir"


def test_the_sentences_of_an_article_are_listed_as_quotes_to_copy(run, seeds):
    broken(seeds)

    code, told, _ = run("sentences", "moor-gull-2023", "Moon", "--seeds", seeds)
    _, every, _ = run("sentences", "moor-gull-2023", "--seeds", seeds)
    unknown, _, why = run("sentences", "moor", "--seeds", seeds)

    assert (code, unknown) == (0, 1)
    assert told == (
        "[[claims.quotes]]  # passage 1\n"
        'source = "moor-gull-2023"\n'
        'exact = "The moon pulls at the harbour as it pulls at every sea."\n\n'
    )
    _, none, _ = run("sentences", "moor-gull-2023", "Moon", "tea", "--seeds", seeds)
    assert none == (
        "# no sentence of moor-gull-2023 has all of these: 1 have moon, 0 have tea\n"
    )
    assert every.count("exact = ") == 5
    assert re.findall(r"nth = (\d)", every) == [
        "1",
        "2",
    ]  # a sentence that stands twice
    assert "name one of these: harbour-board-2024, moor-gull-2023, pilot-2025" in why


def test_suggestions_are_told_with_their_reason_and_as_data(run, world):
    code, told, _ = run("suggest", "the-water-rises", "--seeds", world)
    _, data, _ = run("suggest", "the-water-rises", "--json", "--seeds", world)
    unknown, _, why = run("suggest", "no-claim", "--seeds", world)

    assert (code, unknown) == (0, 2)
    assert "no claim is 'no-claim'" in why
    (clash,) = json.loads(data)["clashes"]
    lines = told.splitlines()
    at = lines.index(f"  1  the-water-rises: {clash['text']}")
    assert lines[at + 1] == f"     the-harbour-dries-by-evening: {clash['other_text']}"
    assert lines[at + 2] == f"     both have: {', '.join(clash['shared'])}"
    assert "Claims of one side that may say the same: none found" in lines


def test_the_old_store_is_served_with_a_warning_where_the_seeds_are_broken(
    seeds, tmp_path
):
    database = tmp_path / "store.sqlite"
    build_store(seeds, database)
    before = database.read_bytes()
    broken(seeds)

    with serving("serve", "--seeds", seeds, "--database", database, "--port", "0") as (
        address,
        said,
        _,
    ):
        pages = [page_at(address + path) for path in ("/", "/claims")]

    for page in pages:
        assert (
            "The data has changed but could not be read; this is the release of "
            "2025-03-01."
        ) in page
    assert "warning: the seeds were not built:\nclaims/town.toml, " in said
    assert database.read_bytes() == before


def test_a_site_that_is_watched_shows_what_is_wrong_until_it_is_mended(
    seeds, store, tmp_path
):
    database = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, database)
    town = seeds / "claims" / "town.toml"
    whole = town.read_bytes()
    broken(seeds)

    with serving(
        "--watch", "--seeds", seeds, "--database", database, "--port", "0"
    ) as (address, _, _):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/claims", timeout=20)  # noqa: S310
        page = refused.value.read().decode()
        town.write_bytes(whole + b"\n")
        mended = page_at(f"{address}/claims", 300)

    assert refused.value.code == 503
    assert "claims/town.toml, line 29, claims[1].quotes[0].exact" in page
    assert "Through one whole winter the quay stayed dry." in mended
    assert "banner" not in page + mended


def test_the_site_is_served_where_no_command_is_named_and_waits_for_its_first_store(
    seeds, tmp_path
):
    town = seeds / "claims" / "town.toml"
    whole = town.read_bytes()
    broken(seeds)

    def mend(line):
        if line.startswith("Mend this"):
            town.write_bytes(whole)

    with serving(
        *("--watch", "--seeds", seeds, "--database", tmp_path / "s.sqlite"),
        *("--port", "0"),
        told=mend,
    ) as (address, said, process):
        page = page_at(f"{address}/claims")
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)

    assert "1 error in the seeds\nMend this and save: then the site is served" in said
    assert re.search(rf"s\.sqlite: {TOLD}", said)
    assert "Through one whole winter the quay stayed dry." in page
    assert "banner" not in page
    assert process.returncode in {0, 130, -signal.SIGINT}


# --- releases --------------------------------------------------------------------------------


SEA = '[[former]]\nkind = "theme"\nslug = "sea"\nnow = "water"\n'


@pytest.fixture
def renamed(seeds):
    """Return the copy with a claim renamed, and one address of old forgotten."""
    for file in [seeds / "debate.toml", *seeds.glob("claims/*.toml")]:
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("only-the-boats-move", "boats-alone-move"), "utf-8"
        )
    former = seeds / "former.toml"
    former.write_text(former.read_text("utf-8").replace(SEA, ""), "utf-8")
    return seeds


def test_what_changed_between_releases_is_listed(run, renamed, store):
    town = renamed / "claims" / "town.toml"
    said = town.read_text("utf-8")
    old = said.partition('\ntext = "')[2].partition('"')[0]
    town.write_text(said.replace(old, "The town is dry."), "utf-8")

    code, told, counted = run("diff", store.path, renamed)

    assert (code, counted) == (0, "3 changes\n")
    added, withdrawn, reworded = told.splitlines()
    assert added.startswith("added claim boats-alone-move: ")
    assert withdrawn.startswith("withdrawn claim only-the-boats-move: ")
    assert withdrawn.endswith("(its address is lost)")
    assert reworded.endswith(f": {old} -> The town is dry.")


def test_what_changed_is_written_once_and_never_for_a_release_of_the_same_day(
    run, renamed, store, change, tmp_path
):
    same_day, _, why = run("diff", store.path, renamed, "--write")
    nowhere, _, no_folder = run("diff", renamed, store.path, "--write")
    change("debate.toml", "2025-03-01", "2025-04-01")
    code, _, _ = run("diff", store.path, renamed, "--write")
    written = (renamed / "changes.toml").read_text("utf-8")
    older = shutil.copytree(ROOT / "tests" / "world", tmp_path / "older")
    (older / "former.toml").write_text("", "utf-8")
    other, _, there = run("diff", older, renamed, "--write")

    assert (same_day, nowhere, code, other) == (1, 2, 0, 1)
    assert "debate.toml, date: the older release is of 2025-03-01, and this one" in why
    assert "is no folder of seeds" in no_folder
    assert "is there already, since another release; give the new" in there
    assert (renamed / "changes.toml").read_text("utf-8") == written
    assert written.count("[[revisions.changes]]") == 2


def test_an_address_that_an_older_release_had_is_not_lost(run, renamed, store):
    refused, report, _ = run("check", "--seeds", renamed, "--against", store.path)
    claim = SEA.replace("theme", "claim").replace("sea", "only-the-boats-move")
    with (renamed / "former.toml").open("a", encoding="utf-8") as former:
        former.write(f"\n{SEA}\n{claim.replace('water', 'boats-alone-move')}")
    mended, _, _ = run("check", "--seeds", renamed, "--against", store.path)
    _, told, _ = run("diff", store.path, renamed)

    assert (refused, mended) == (1, 0)
    assert [line for line in report.splitlines() if line.startswith("error: ")] == [
        f"error: former.toml: the {name} is gone, and nothing says where its address leads; "
        f"{remedy}"
        for name, remedy in {
            "claim only-the-boats-move": "it seems to be boats-alone-move now: if so, add "
            '[[former]] with kind = "claim", slug = "only-the-boats-move", '
            'now = "boats-alone-move", or let --fix do so',
            "theme sea": 'add [[former]] with kind = "theme", slug = "sea", and now, or said '
            "and reason",
        }.items()
    ]
    assert told.splitlines()[1].endswith(" -> boats-alone-move")


def test_a_source_is_renamed_step_by_step_as_check_says(run, seeds, store):
    for path in seeds.glob("sources/pilot-2025.*"):
        path.rename(path.with_name(f"tide-2025{path.suffix}"))
    (seeds / "originals").mkdir()
    (seeds / "originals" / "pilot-2025.pdf").write_bytes(b"%PDF")
    _, _, unknown = run("check", "--seeds", seeds)
    for path in seeds.glob("claims/*.toml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace('"pilot-2025"', '"tide-2025"'), "utf-8")
    (seeds / "former.toml").write_text("", "utf-8")
    code, out, _ = run("check", "--seeds", seeds, "--against", store.path)
    (seeds / "former.toml").write_text(SEA.replace("sea", "lake"), "utf-8")
    _, fixed, _ = run("check", "--seeds", seeds, "--against", store.path, "--fix")

    assert "if it is called tide-2025 now, write source = 'tide-2025'" in unknown
    assert "originals/pilot-2025.pdf: this file belongs to no source; rename it" in out
    entry = 'kind = "source", slug = "pilot-2025", now = "tide-2025"'
    assert f"it seems to be tide-2025 now: if so, add [[former]] with {entry}" in out
    assert 'add [[former]] with kind = "quote", slug = "e20bef087b6b", now = "' in out
    assert code == 1
    assert "added: former.toml: the source pilot-2025 leads to tide-2025\n" in fixed
    assert fixed.count("added: ") == out.count("--fix do so") > 5
    assert "--fix do so" not in fixed
    assert SEA.replace("sea", "lake") in (seeds / "former.toml").read_text("utf-8")


def test_an_article_that_was_renamed_without_its_facts_says_so(run, seeds):
    source = seeds / "sources" / "pilot-2025.txt"
    source.rename(source.with_stem("tide-2025"))
    _, _, told = run("check", "--seeds", seeds)

    assert (
        "add sources/tide-2025.toml, or rename sources/pilot-2025.toml to that" in told
    )


# --- new ---------------------------------------------------------------------------------


def test_a_new_debate_passes_the_check_and_is_served_at_once(run, serve, tmp_path):
    folder, database = tmp_path / "my debate", tmp_path / "usual.sqlite"
    question = 'Is "C:\\new" a good name?'

    code, _, told = run("new", folder, "--question", question, "--for", "Keep it")
    checked, out, _ = run("check", "--seeds", folder)
    run("build", "--seeds", folder)

    assert (code, checked) == (0, 0)
    assert "example-source: 3 sentences, 2 quoted (2 quotes), 1 set aside" in out
    assert out.endswith("every quote verified; 0 errors, 5 warnings, 0 accepted\n")
    # What is an example is not to be published as it is.
    left = "this is still that of the example; write your own"
    assert re.findall(rf"warning: (.*), line \d+, (.*): {left}", out) == [
        ("debate.toml", "themes[0].title"),
        ("debate.toml", "speakers[0].name"),
        ("sources/example-source.toml", "title"),
        ("claims/first-theme.toml", "claims[0].text (claim the-first-reason)"),
        ("claims/first-theme.toml", "claims[1].text (claim the-first-objection)"),
    ]
    # The commands that it names can be copied.
    assert [shlex.split(line)[1:] for line in told.splitlines() if "    " in line] == [
        ["serve", "--watch", "--seeds", str(folder)],
        ["check", "--seeds", str(folder)],
    ]
    assert stamp_of(database).question == question
    page = serve(database).get("/claims/the-first-objection").text
    assert "The first objection speaks for the other side." in page
    assert "Keep it" in page


def test_a_debate_without_claims_has_its_sources_checked(run, tmp_path):
    run("new", tmp_path / "mine", "--question", "Why?")
    (tmp_path / "mine/claims/first-theme.toml").unlink()
    debate = tmp_path / "mine/debate.toml"
    every = debate.read_text("utf-8").replace('"selected" ', '"every-sentence" ')
    debate.write_text(every, "utf-8")
    source = tmp_path / "mine/sources/example-source.toml"
    facts = source.read_text("utf-8").replace('evidence = "2 Jan', 'evidence = "3 Jan')
    source.write_text(f"{facts}\n[unsure]\nlanguage = 'Guessed.'\n", "utf-8")

    code, warned, told = run("check", "--seeds", tmp_path / "mine")
    _, _, briefly = run("check", "--brief", "--seeds", tmp_path / "mine")

    assert code == 1
    assert warned == (
        "warning: sources/example-source.toml, line 46, unsure.language: Guessed.; put it "
        "right if it is wrong, and remove this line\n"
    )
    place = "sources/example-source.toml, line 25, published.evidence"
    assert told == (
        f"error: {place}: '3 January 2025' does not stand in the article; copy it from there\n"
        "error: claims/: there are no claims yet; write the first into "
        "claims/first-theme.toml\n"
        "2 errors in the seeds\n"
    )
    assert re.findall(r"error: ([^:]+):", briefly) == [
        "sources/example-source.toml",
        "claims/",
    ]


def test_a_synthetic_debate_has_its_size_and_is_always_the_same(run, tmp_path):
    size = ("--sources", 3, "--claims", 31)

    code, _, _ = run("synth", tmp_path / "one", *size)
    run("synth", tmp_path / "two", *size)
    refused, _, told = run("synth", tmp_path / "two", *size)
    checked, out, _ = run("check", "--seeds", tmp_path / "one")

    assert (code, checked, refused) == (0, 0, 1)
    assert "the folder is not empty" in told
    assert re.search(
        r"^31 claims and \d\d quotes from 3 sources, .* 0 errors", out, re.MULTILINE
    )
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.t*")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 2 + 5 + 3 + 3  # the debate, its themes, articles and facts


def test_a_new_debate_asks_on_a_terminal_and_overwrites_nothing(
    run, monkeypatch, tmp_path
):
    here, there = pty.openpty()
    os.write(here, b"Is it so?\n\nNot so\n")
    (tmp_path / ".git").mkdir()

    with os.fdopen(there) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        code, _, told = run("new", tmp_path)
        again_code, _, refused = run("new", tmp_path)
    os.close(here)

    assert code == 0
    assert "The question that the two sides answer:" in told
    debate = tomllib.loads((tmp_path / "debate.toml").read_text("utf-8"))
    assert debate["question"] == "Is it so?"
    labels = [side["label"] for side in debate["sides"].values()]
    assert labels == ["For", "Not so"]
    assert again_code == 1
    assert refused == (
        f"counterpoint: {tmp_path}: the folder is not empty; "
        "name a new folder, or an empty one\n"
    )


def test_the_debate_in_the_current_folder_is_the_one_that_is_meant(
    run, seeds, monkeypatch
):
    monkeypatch.chdir(seeds)
    Path("letter.txt").write_text("A letter\n\nThe tide was high.\n", "utf-8")

    code, out, _ = run("add", "letter.txt")

    assert code == 0
    assert out.startswith("wrote sources/a-letter.txt, sources/a-letter.toml\n")
    assert (seeds / "sources" / "a-letter.toml").is_file()
    monkeypatch.delenv("COUNTERPOINT_DATABASE")
    assert Settings().database == Settings(seeds=seeds).database


def test_a_slug_can_be_given_to_one_document(run, seeds, monkeypatch):
    monkeypatch.chdir(seeds)
    Path("poem.txt").write_text("A poem\n\nThe tide was low.\n", "utf-8")

    named, told, _ = run("add", "poem.txt", "--slug", "of-low-water")
    Path("poem.txt").write_text("A poem\n\nThe tide was lower.\n", "utf-8")
    taken, _, why = run("add", "poem.txt", "--slug", "of-low-water")
    wrong, _, _ = run("add", "poem.txt", "--slug", "Of low water")
    both, _, _ = run("add", "poem.txt", "debate.toml", "--slug", "poems")

    assert (named, taken, wrong, both) == (0, 1, 2, 2)
    assert told.startswith("wrote sources/of-low-water.txt, sources/of-low-water.toml")
    assert "another source is of-low-water; name it otherwise" in why


def test_each_debate_has_a_store_of_its_own(monkeypatch, world):
    monkeypatch.delenv("COUNTERPOINT_DATABASE")
    usual = Path(str(Settings().database))
    own = Path(str(Settings(seeds=world).database))

    assert usual.name == "counterpoint.sqlite"
    assert own not in {usual, Settings(seeds=ROOT).database}
    assert own.parent == usual.parent


# --- what is said and returned -------------------------------------------------------------


def test_the_version_is_told(run):
    assert run("--version") == (0, f"counterpoint {__version__}\n", "")


def test_export_writes_to_standard_output(run, world):
    code, out, err = run("export", "arguments.json", "--seeds", world)

    assert code == 0
    assert len(json.loads(out)["claims"]) == 11
    assert re.search(TOLD, err)


def test_export_writes_to_a_file(run, world, tmp_path):
    target = tmp_path / "data.json"

    code, out, _ = run("export", "arguments.json", "-o", target, "--seeds", world)

    assert (code, out) == (0, "")
    assert len(json.loads(target.read_text("utf-8"))["claims"]) == 11


def test_export_gives_the_store_itself(run, world, tmp_path):
    target = tmp_path / "taken.sqlite"

    code, _, _ = run("export", "store.sqlite", "-o", target, "--seeds", world)

    assert code == 0
    assert stamp_of(target).question == "Is there a tide in the harbour?"


def test_settings_come_from_the_environment(run, monkeypatch, world, tmp_path):
    monkeypatch.setenv("COUNTERPOINT_SEEDS", str(world))
    monkeypatch.setenv(
        "COUNTERPOINT_DATABASE", str(tmp_path / "from-environment.sqlite")
    )

    code, _, err = run("build")

    assert code == 0
    assert "from-environment.sqlite: 11 claims" in err


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        pytest.param(
            "https://example.org", "https://example.org", id="as it should be"
        ),
        pytest.param("HTTP://Example.org:81/", "http://example.org:81", id="tidied"),
        pytest.param("", "", id="not known"),
        pytest.param(
            "https://Example.org/Debate/", "https://example.org/Debate", id="path"
        ),
    ],
)
def test_the_address_of_the_site_can_be_said(monkeypatch, given, taken):
    monkeypatch.setenv("COUNTERPOINT_SITE", given)

    assert Settings().site == taken


@pytest.mark.parametrize(
    ("site", "root_path", "address"),
    [
        ("", "/debate", "/debate"),
        ("", "debate/two/", "/debate/two"),
        ("", "/", ""),
        ("https://example.org", "/debate", "https://example.org/debate"),
        ("https://example.org/debate", "/debate", "https://example.org/debate"),
        ("https://example.org/debate", "", "https://example.org/debate"),
    ],
)
def test_the_site_has_one_path(monkeypatch, site, root_path, address):
    monkeypatch.setenv("COUNTERPOINT_SITE", site)

    assert Settings(root_path=root_path).address == address


def test_options_come_before_the_environment(run, monkeypatch, world, tmp_path):
    monkeypatch.setenv("COUNTERPOINT_SEEDS", "/nowhere")

    code, _, err = run("build", "--seeds", world, "--database", tmp_path / "o.sqlite")

    assert code == 0
    assert "o.sqlite: 11 claims" in err


def test_a_warning_is_told_and_does_not_fail_the_check(run, seeds, change):
    change("debate.toml", "cannot stay,\nwhatever a table says.", "cannot stay.")
    change("debate.toml", 'accept.unrelated = """', '# """')

    code, out, _ = run("check", "--seeds", seeds)

    assert code == 0
    assert (
        "warning: debate.toml, line 74, clashes[1]: "
        "clash is-the-habit-of-skippers-proof: unrelated: "
        "the-harbour-dries-by-evening is related to no claim for; add a relation, if one "
        "answers the other, or give accept.unrelated a reason\n"
    ) in out
    assert "; 0 errors, 1 warning, " in out


def test_accepting_what_is_not_so_fails_the_check(run, seeds, change):
    change(
        "claims/town.toml",
        'id = "the-quay-stays-dry"',
        'id = "the-quay-stays-dry"\naccept.long = "It is short."',
    )

    code, out, _ = run("check", "--seeds", seeds)

    assert code == 1
    assert (
        "error: claims/town.toml, line 21, claims[1]: claim the-quay-stays-dry: "
        "accept.long accepts a "
        "caution that was not raised; remove it\n"
    ) in out


def test_the_check_tells_the_mix_without_a_warning(run, world):
    _, out, _ = run("check", "--seeds", world)

    assert (
        "words a claim: 11 in the median, 14 at most\n"
        "relations: 1 supports, 2 rebuts, 1 undercuts, 2 qualifies; 1 mutual\n"
        "claims: 0 main ones without because, 8 on one source, 6 unanswered, 2 without "
        "any relation: the-sea-stands-still, the-harbour-dries-by-evening\n"
    ) in out
    assert "warning" not in out.replace("0 warnings", "")


def test_what_was_accepted_is_listed_on_demand(run, world):
    _, quiet, _ = run("check", "--seeds", world)
    _, told, _ = run("check", "--accepted", "--seeds", world)

    line = "accepted: clash is-the-habit-of-skippers-proof: unrelated: It shows that"
    assert line not in quiet
    assert line in told


def test_all_mistakes_are_counted(run, seeds, change):
    broken(seeds)
    change("former.toml", 'now = "old-tom"', 'now = "young-tom"')

    code, _, err = run("build", "--seeds", seeds)

    assert code == 1
    assert err.count("error: ") == 2
    assert err.endswith("2 errors in the seeds\n")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["nonsense"], 2, "nonsense", id="an unknown command"),
        pytest.param(["--nonsense"], 2, "--nonsense", id="an unknown option"),
        pytest.param(["build", "--port", "1"], 2, "--port", id="another's option"),
        pytest.param(["export"], 2, "Missing argument", id="no name of an export"),
        pytest.param(
            ["new", "/nowhere/at/all", "--question", "Why\n?"],
            2,
            "--question should be words on one line",
            id="a question of two lines",
        ),
        pytest.param(
            ["new", "/nowhere/at/all", "--question", " "],
            2,
            "--question is missing; give it as --question WORDS",
            id="no question",
        ),
        pytest.param(
            ["new", __file__, "--question", "Why?"],
            1,
            "this is a file; name a new folder",
            id="a file for a new debate",
        ),
        pytest.param(
            ["export", "novel.docx"],
            2,
            "there is no export 'novel.docx'; there is arguments.json",
            id="an unknown export",
        ),
        pytest.param(["--port", "many"], 2, "--port", id="a port that is no number"),
        pytest.param(["--port", "70000"], 2, "port: ", id="a port that is too great"),
        pytest.param(["--port", "-1"], 2, "port: ", id="a port below nothing"),
        *(
            pytest.param(["--site", site], 2, "site: should be a scheme", id=site)
            for site in (
                "example.org",
                "ftp://example.org",
                "https://",
                "https://example.org/a debate",
                "https://example.org/a/../b",
                "https://example.org?x",
                "https://example.org#x",
                "https://me@example.org",
                "https://example.org:many",
                "https://exa mple.org",
                'https://example.org"><b',
                "https://ex\u00e4mple.org",
            )
        ),
        *(
            pytest.param(
                ["--root-path", path], 2, "root_path: should be a path", id=path
            )
            for path in (
                "/a b",
                "/a/../b",
                "//a//b",
                "/a?b",
                "/\u00e4",
                "https://a.org",
            )
        ),
        pytest.param(
            ["--root-path", "/a", "--site", "https://example.org/b"],
            2,
            "the site is at the path /b, and root_path is /a",
            id="two paths",
        ),
        pytest.param(
            ["build", "--seeds", "/nowhere"],
            1,
            "error: /nowhere: there is no such folder; name one with --seeds",
            id="no seeds",
        ),
        pytest.param(
            ["check", "--seeds", __file__], 1, "no such folder", id="a file for seeds"
        ),
        pytest.param(
            ["build", "--seeds", "WORLD", "--database", "FOLDER"],
            1,
            "this cannot be read (it is not a file); name another file with --database",
            id="a folder for a store",
        ),
        pytest.param(
            ["diff", "nowhere.sqlite", "WORLD"],
            1,
            "name a store of this version of the program, or a folder of seeds",
            id="no older release",
        ),
        pytest.param(
            ["export", "arguments.json", "--seeds", "WORLD", "-o", "FOLDER"],
            1,
            "cannot be written (Is a directory); name another with -o",
            id="a folder for an export",
        ),
        pytest.param(
            ["export", "arguments.json", "--seeds", "WORLD", "-o", "/nowhere/a.json"],
            1,
            "cannot be written (No such file or directory)",
            id="an export to nowhere",
        ),
        *(
            pytest.param(
                ["--host", host, "--port", "0"],
                1,
                f"the host {host!r} cannot be used (",
                id=f"an unknown host, {host}",
            )
            for host in ("no.such.host.invalid", "a..b", "::zz", "192.0.2.1")
        ),
        pytest.param(["--host", "", "--port", "0"], 2, "host: ", id="no host"),
        pytest.param(["--port", "65536"], 2, "port: input should", id="beyond ports"),
        pytest.param(["--workers", "0"], 2, "workers: ", id="no process"),
        pytest.param(["--workers", "999"], 2, "workers: ", id="too many processes"),
        pytest.param(
            ["--watch", "--workers", "2"],
            2,
            "leave it out, or serve with --workers 1",
            id="several processes that follow the seeds",
        ),
        pytest.param(
            ["--watch", "--database", "brought.sqlite"],
            2,
            "--watch follows seeds; name them with --seeds",
            id="no seeds to follow beside a store",
        ),
        pytest.param(
            ["--cdn"],
            2,
            "cdn needs the public URL of the site; give --site",
            id="a CDN before an unknown site",
        ),
    ],
)
def test_what_makes_no_sense_is_one_clear_message(  # noqa: PLR0913, PLR0917
    run, world, tmp_path, arguments, code, told
):
    names = {"WORLD": world, "FOLDER": tmp_path}

    ended, out, err = run(*(names.get(one, one) for one in arguments))

    assert ended == code
    assert told in err
    # No remedy is the command that has just failed.
    assert "with the command build" not in err
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["PORT", "COUNTERPOINT_PORT"])
@pytest.mark.parametrize("port", ["many", "70000", "-1"])
def test_a_bad_port_in_the_environment_is_one_clear_message(
    run, monkeypatch, name, port
):
    monkeypatch.setenv(name, port)

    code, _, err = run("serve")

    assert code == 2
    assert err.startswith("counterpoint: port: ")
    assert "Traceback" not in err


# --- ports -------------------------------------------------------------------------------


@pytest.fixture
def busy():
    """Give three ports that others listen at."""
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(3)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
            one.listen()
        yield [str(one.getsockname()[1]) for one in taken]


def test_a_port_in_use_is_told_with_the_remedy(run, busy):
    code, _, err = run("--port", busy[0])

    assert code == 1
    assert err == (
        f"counterpoint: port {busy[0]} on 127.0.0.1 cannot be used (Address already in "
        f"use); choose another: counterpoint --port {int(busy[0]) + 1}\n"
    )


@pytest.fixture
def on_path(monkeypatch, tmp_path):
    """Give the path of a command that the shell finds by its name."""
    command = tmp_path / "bin" / "counterpoint"
    command.parent.mkdir()
    command.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(command.parent))
    return str(command)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("python -m app serve", "python -m app serve --port 81"),
        ("'/my py/bin/python' -m app", "'/my py/bin/python' -m app --port 81"),
        ("FOUND", "counterpoint --port 81"),
        ("FOUND serve --port 80 --host ::1", "counterpoint serve --host ::1 --port 81"),
        ("FOUND --port=80", "counterpoint --port 81"),
        ("'/else where/counterpoint'", "'/else where/counterpoint' --port 81"),
        (
            "FOUND --seeds 'my seeds' --database a.sqlite",
            "counterpoint --seeds 'my seeds' --database a.sqlite --port 81",
        ),
    ],
)
def test_a_remedy_is_in_the_words_that_were_typed(monkeypatch, on_path, typed, told):
    words = shlex.split(typed.replace("FOUND", shlex.quote(on_path)))
    monkeypatch.setattr(sys, "orig_argv", words)
    module = words[1:3] == ["-m", "app"]
    argv = [str(ROOT / "app" / "__main__.py"), *words[3:]] if module else words
    monkeypatch.setattr(sys, "argv", argv)
    monkeypatch.delenv("COUNTERPOINT_MADE_BY", raising=False)

    assert again("--port", "81") == told
    assert told.startswith(program())


def test_a_remedy_for_make_run_is_make_run(run, monkeypatch, busy):
    recipe = subprocess.run(
        ["make", "--dry-run", "--print-data-base", "run"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    (made,) = re.findall("COUNTERPOINT_MADE_BY = (.*)", recipe)
    monkeypatch.setenv("COUNTERPOINT_MADE_BY", made)

    _, _, err = run("serve", "--port", busy[0], "--database", "x.sqlite")

    assert err.endswith(f"; choose another: make run PORT={int(busy[0]) + 1}\n")


def test_help_is_offered_in_the_words_that_were_typed(run, monkeypatch):
    monkeypatch.setattr(sys, "orig_argv", ["python3"])

    _, _, err = run("build", "--nonsense")

    assert "Try 'counterpoint build --help' for help." in err


def test_a_build_without_room_is_one_clear_message_and_leaves_the_old_store(
    store, seeds, change, tmp_path
):
    database = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, database)
    change("claims/town.toml", "one whole winter", "one long winter")
    build = ("build", "--seeds", seeds, "--database", database)

    done = subprocess.run(
        [
            *("sh", "-c", 'ulimit -f 100; exec "$@"', "sh"),
            *(sys.executable, "-m", "app", *map(str, build)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        # Unmeasured, as there is no room for what is measured either.
        env={key: it for key, it in os.environ.items() if "COVERAGE" not in key},
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        f"counterpoint: {database}: the store cannot be written ("
    )
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == store.path.read_bytes()
    assert [*tmp_path.glob(".store*")] == []


def test_an_output_without_room_is_one_clear_message(run, monkeypatch, world):
    # What is left to write fails again when the file is closed.
    with contextlib.suppress(OSError), Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code, _, err = run("check", "--seeds", world)

    assert code == 1
    assert err == "counterpoint: No space left on device\n"


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        pytest.param({"option": 0, "PORT": 1, "COUNTERPOINT_PORT": 2}, 0, id="all"),
        pytest.param({"PORT": 1, "COUNTERPOINT_PORT": 2}, 1, id="the environment"),
        pytest.param({"COUNTERPOINT_PORT": 2}, 2, id="the program's own alone"),
        pytest.param({"option": 0, "COUNTERPOINT_PORT": 2}, 0, id="option and own"),
    ],
)
def test_the_option_comes_before_port_and_port_before_our_own(
    run, monkeypatch, busy, given, chosen
):
    option = ["--port", busy[given.pop("option")]] if "option" in given else []
    for name, number in given.items():
        monkeypatch.setenv(name, busy[number])

    _, _, err = run("serve", *option)

    assert f"port {busy[chosen]} on 127.0.0.1 cannot be used" in err


def test_an_empty_port_is_none(run, monkeypatch, busy):
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("COUNTERPOINT_PORT", busy[1])

    _, _, err = run("serve")

    assert f"port {busy[1]} on 127.0.0.1 cannot be used" in err


# --- stores that cannot be used -------------------------------------------------------------


def foreign(path):
    path.write_text("My diary.\n" * 50)


def truncated(path):
    path.write_bytes(path.read_bytes()[:5000])


def of_another_version(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize("words", [["export", "arguments.json"], ["build"]])
def test_a_file_that_is_no_store_ends_the_command_and_is_left_alone(
    run, world, tmp_path, words
):
    path = tmp_path / "diary"
    foreign(path)
    before = path.read_bytes()

    code, _, err = run(*words, "--seeds", world, "--database", path)

    assert code == 1
    assert err.endswith(
        "this file is not a store of Counterpoint and is left alone; "
        "name another with --database, or move it away\n"
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("spoil", [truncated, of_another_version])
def test_a_store_that_cannot_be_read_is_built_again(run, store, world, tmp_path, spoil):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    spoil(path)

    code, out, err = run(
        "export", "arguments.json", "--seeds", world, "--database", path
    )

    assert code == 0
    assert len(json.loads(out)["claims"]) == 11
    assert re.search(TOLD, err)


@pytest.mark.parametrize("spoil", [truncated, of_another_version, Path.unlink])
def test_without_a_store_to_read_broken_seeds_end_the_program(
    run, store, seeds, tmp_path, spoil
):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    spoil(path)
    broken(seeds)

    code, out, err = run(
        "export", "arguments.json", "--seeds", seeds, "--database", path
    )

    assert (code, out) == (1, "")
    assert "error: claims/town.toml, line 29, claims[1].quotes[0].exact" in err
    assert err.endswith("1 error in the seeds\n")


def test_a_store_of_other_seeds_is_built_again(run, store, seeds, change, tmp_path):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    change("debate.toml", "date = 2025-03-01", "date = 2025-03-02")

    run("export", "arguments.json", "--seeds", seeds, "--database", path)

    assert stamp_of(path).date == "2025-03-02"


def test_the_old_store_is_exported_with_a_warning_where_the_seeds_are_broken(
    run, store, seeds, tmp_path
):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    broken(seeds)

    code, out, err = run(
        "export", "arguments.json", "--seeds", seeds, "--database", path
    )

    assert code == 0
    assert len(json.loads(out)["claims"]) == 11
    assert "warning: the seeds were not built:\nclaims/town.toml, " in err


def test_nothing_is_published_where_the_seeds_are_broken(run, store, seeds, tmp_path):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    broken(seeds)

    code, _, err = run(
        "publish", tmp_path / "site", "--seeds", seeds, "--database", path
    )

    assert code == 1
    assert "claims/town.toml, " in err
    assert err.endswith("nothing was published: mend the seeds first\n")
    assert not (tmp_path / "site").exists()


def test_a_store_of_the_same_seeds_is_not_built_again(run, store, world, tmp_path):
    path = tmp_path / "store.sqlite"
    shutil.copyfile(store.path, path)
    before = path.stat().st_ino, path.stat().st_mtime_ns

    _, _, err = run("export", "arguments.json", "--seeds", world, "--database", path)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before
    assert err == ""


def test_a_store_that_is_named_without_seeds_is_used_as_it_is(run, store, tmp_path):
    path = tmp_path / "brought.sqlite"
    shutil.copyfile(store.path, path)
    before = path.read_bytes()

    code, out, err = run("export", "arguments.json", "--database", path)

    assert (code, len(json.loads(out)["claims"])) == (0, 11)
    assert err.startswith(f"{path} is used as it is, of 2025-03-01; to have it follow")
    assert path.read_bytes() == before


@pytest.fixture
def ordinary():
    """Give what turns root, who may write everywhere, into somebody ordinary."""
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write everywhere, and there is no setpriv to forbid it")
    return [setpriv, "--bounding-set=-dac_override"]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_cannot_be_written_says_so(store, world, tmp_path, ordinary, what):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "store.sqlite"
    shutil.copyfile(store.path, path)
    before = path.read_bytes()
    kept = path if what == "file" else folder
    kept.chmod(0o444 if what == "file" else 0o555)

    try:
        done = subprocess.run(
            [*ordinary, sys.executable, "-m", "app", "build", "--seeds", world,
             "--database", path],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60,
            check=False,
        )  # fmt: skip
    finally:
        kept.chmod(0o755)

    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"counterpoint: {path}: the store cannot be written (")
    assert last.endswith(
        "; make its folder writable, or name another place with --database"
    )
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_the_installed_command_is_this_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["scripts"] == {"counterpoint": "app.cli:main"}


# --- verify ------------------------------------------------------------------------------


def test_verify_says_of_every_quotation_what_it_is(run, world, tmp_path):
    essay = tmp_path / "essay.md"
    essay.write_text(
        "Old Tom says “the sea never moves”. Others: “whales are no fish”.\n\n"
        "Ann Pilot writes “the sea never moves”.",
        "utf-8",
    )

    code, out, _ = run("verify", essay, "--seeds", world)

    assert code == 1
    assert out.splitlines() == [
        "  1  Exact; indirect speech: Pilot 2025, passage 2",
        "     “the sea never moves”",
        (
            "     The article tells this without quotation marks, so the words may be its "
            "own and not those of Old Tom: quote the article."
        ),
        "  2  Not found",
        "     “whales are no fish”",
        "     None of these articles has these words.",
        "  3  Exact; another’s words: Pilot 2025, passage 2",  # noqa: RUF001
        "     “the sea never moves”",
        "     Said by Old Tom, reported by Ann Pilot.",
        (
            "3 quotations: 2 exact, 1 not found; "
            "1 is another’s words, reported by the one you name, "  # noqa: RUF001
            "1 of indirect speech."
        ),
    ]
    assert run("verify", essay, "--json", "--seeds", world)[0] == 1


def test_verify_writes_json_and_ends_well_without_a_fault(run, world, tmp_path):
    page = tmp_path / "essay.html"
    # Whoever reports the words of somebody else is told so; it is no fault.
    page.write_text(
        "<p>Old Tom says <q>the sea never moves</q>.</p>"
        "<p>Ann Pilot writes <q>the sea never moves</q>.</p>",
        "utf-8",
    )

    code, out, _ = run("verify", page, "--json", "--seeds", world)

    found = json.loads(out)
    quotation, reported = found["quotations"]
    assert code == 0
    assert (reported["attribution"], reported["fault"]) == ("via-author", False)
    assert reported["remarks"] == ["Said by Old Tom, reported by Ann Pilot."]
    assert found["text"][quotation["start"] : quotation["end"]] == quotation["quoted"]
    assert (quotation["status"], quotation["attribution"]) == ("exact", "agrees")
    assert quotation["places"][0]["source"]["id"] == "pilot-2025"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("essay.pdf", b"%PDF", "only .txt, .md, .html, .htm, .docx can be read"),
        ("essay.docx", b"%PDF", "it is not a Word document"),
        ("nowhere.txt", None, "No such file or directory"),
    ],
)
def test_verify_says_what_it_cannot_read(run, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    code, out, err = run("verify", tmp_path / name)

    assert (code, out) == (2, "")
    assert err.startswith("counterpoint: ")
    assert name in err
    assert said in err


def test_the_published_site_of_another_debate_is_left_alone(run, seeds, change, world):
    there = seeds / "exports" / "arguments.json"
    there.parent.mkdir()
    run("export", "arguments.json", "-o", there, "--seeds", world)
    change("debate.toml", "Is there a tide in the harbour?", "Is there a harbour?")
    before = there.read_bytes()

    code, _, err = run("publish", seeds, "--seeds", seeds)

    assert code == 1
    assert err.endswith(
        f"counterpoint: {seeds}: the site of another debate is published here, “Is there a "
        "tide in the harbour?”; name another folder, or replace that site with --replace; "
        "nothing was changed\n"
    )
    assert (there.read_bytes(), *there.parent.iterdir()) == (before, there)


def test_off_a_terminal_publishing_tells_how_far_it_is_and_draws_no_bar(
    run, store, world, tmp_path
):
    folder = tmp_path / "site"
    _, _, err = run(
        "publish",
        folder,
        "--seeds",
        world,
        "--database",
        store.path,
        "--site",
        "https://a.b",
    )

    first, *between, last = err.splitlines()
    assert first == f"Publishing into {folder} …"
    assert [line.partition(" ")[0] for line in between] == [
        str(n * 500) for n in range(1, len(between) + 1)
    ]
    assert re.search(r"index\.html: [\d,]+ files, [\d,]+ of them new", last)
    assert re.fullmatch(r"500 of [\d,]+ files and counting …", between[0])


def test_a_folder_that_cannot_be_published_into_is_named(run, world, tmp_path):
    (tmp_path / "file").write_text("mine")

    code, _, err = run("publish", tmp_path / "file", "--seeds", world)

    assert code == 1
    assert err.endswith(
        f"counterpoint: {tmp_path}/file: the site was not published there (it is a file);"
        " make room, or name another folder, and run the command again\n"
    )
    assert (tmp_path / "file").read_text() == "mine"
