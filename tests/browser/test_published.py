"""The site as files, which no server answers for: opened as they lie on a disk."""

import os
import random
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from app import cli
from app.paths import ROOT, SEEDS
from app.publish.folder import LIST
from app.search.hits import hits_for, read_hits
from app.search.query import parsed_query
from app.store.full_text import CLASHES_FROM, PASSAGES_FROM, QUOTES_FROM
from tests.browser.landing import expected, landing
from tests.conftest import WORLD, made_once
from tests.soak import soak

SITE = "https://example.org/debate"
LINKS = ("href", "src", "action")


def published(store, folder, seeds=WORLD):
    """Publish a store by the command, in a thread: Playwright's event loop is on this one."""
    words = ["publish", folder, "--site", SITE, "--seeds", seeds]
    words += ["--database", store.path]
    with ThreadPoolExecutor(1) as thread:
        run = partial(cli.cli, [*map(str, words)], standalone_mode=False)
        thread.submit(run).result()
    return folder


@pytest.fixture(scope="module")
def files(store, tmp_path_factory):
    """Publish the small world once a run; give the folder."""

    def make(folder):
        published(store, folder.with_name("unfinished")).rename(folder)

    return made_once(tmp_path_factory, "a folder", make)


def pages(folder):
    """Give each page with its tree."""
    for path in sorted(folder.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes())


def lost_links(folder):
    """Give the links that lead to no file of the folder, or to no place in it."""
    trees = dict(pages(folder))
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    lost = set()
    for path, tree in trees.items():
        for _, name, link, _ in tree.iterlinks():
            parts = urlsplit(link)
            if name not in LINKS or parts.scheme:
                continue
            file = Path(os.path.normpath(path.parent / unquote(parts.path)))
            there = file if parts.path else path
            inside = there.is_file() and there.is_relative_to(folder)
            if not inside or (parts.fragment and parts.fragment not in ids[there]):
                lost.add((path.name, link))
    return len(trees), sorted(lost)


def test_every_link_leads_to_a_file_and_to_a_place_in_it(files):
    number, lost = lost_links(files)

    assert lost == []
    assert number > 250


def test_the_names_are_legal_everywhere_and_all_are_listed(files):
    names = [
        path.relative_to(files).as_posix()
        for path in sorted(files.rglob("*"))
        if path.is_file()
    ]

    assert [
        name
        for name in names
        if not re.fullmatch(r"[A-Za-z0-9._/-]{1,200}", name)
        or re.search(r"(^|/)(con|prn|aux|nul)(\.|$)|\.(/|$)", name, re.IGNORECASE)
    ] == []
    assert len({name.lower() for name in names}) == len(names)
    scripts = [(files / name).read_text("utf-8") for name in names if ".js" in name]
    assert not [
        one for one in scripts if re.search(r"\bfetch\(|import\(|Worker\(", one)
    ]
    listed = (files / LIST).read_text("utf-8").splitlines()[1:]
    assert sorted(listed) == sorted({*names} - {LIST})


def test_addresses_are_those_of_files_and_articles_are_as_they_were(files, client):
    claim = (files / "claims" / "the-water-rises.html").read_text("utf-8")
    tree = html.document_fromstring(claim)

    assert f"{SITE}/claims/the-water-rises.html</p>" in claim
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        f"{SITE}/claims/the-water-rises.html"
    ]
    (card,) = tree.xpath("//meta[@property='og:image']/@content")
    assert (files / card.removeprefix(f"{SITE}/")).read_bytes()[:4] == b"\x89PNG"
    moved = (files / "claims" / "the-sea-moves.html").read_text("utf-8")
    assert '<a href="the-water-rises.html">' in moved
    gone = (files / "claims" / "the-moon-is-cheese.html").read_text("utf-8")
    assert "withdrawn" in gone
    notes = (files / "claims" / "the-water-rises.quotes.bib").read_text("utf-8")
    assert f"{SITE}/quotes/acf66889acc3.html" in notes
    for source in ("pilot-2025", "moor-gull-2023", "harbour-board-2024"):
        text = (files / "sources" / f"{source}.txt").read_bytes()
        assert text == (WORLD / "sources" / f"{source}.txt").read_bytes()
        here, there = (
            html.document_fromstring(page).find(".//article").text_content()
            for page in (
                (files / "sources" / f"{source}.html").read_bytes(),
                client.get(f"/sources/{source}").content,
            )
        )
        assert here.split() == there.replace("Link to a sentence", "").split()


@soak
def test_a_second_run_writes_the_same_and_leaves_other_files_alone(files, tmp_path):
    folder, store = tmp_path / "again", tmp_path / "store.sqlite"
    folder.mkdir()
    (folder / "CNAME").write_text("example.org")

    done = subprocess.run(
        [sys.executable, "-m", "app", "publish", folder, "--site", f"{SITE}/",
         "--seeds", WORLD, "--database", store],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert re.search(r"index\.html: (\d+) files, \1 of them new", done.stderr)
    assert (folder / "CNAME").read_text() == "example.org"
    first, second = (
        {
            path.relative_to(here): path.read_bytes()
            for path in here.rglob("*.*")
            # A store is built anew: its bytes are those of its own build.
            if path.is_file() and path.suffix != ".sqlite"
        }
        for here in (files, folder)
    )
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


OPENED = (
    "index", "claims", "claims.open-all", "claims.theme-water", "claims/the-water-rises",
    "quotes", "sources/pilot-2025", "map", "timeline", "matrix", "gaps", "about",
    "compare", "exports", "docs", "search",
)  # fmt: skip


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=soak)])
def test_a_page_opens_from_a_disk_and_every_mark_lands(
    reader, files, scripts, world_records
):
    # The reader sees to it that no request fails, and that the console is silent.
    page = reader(site=f"{files.as_uri()}/", java_script_enabled=scripts, new=True)
    page.emulate_media(reduced_motion="reduce")
    for name in OPENED:
        page.goto(f"{name}.html")
    assert astray(page, world_records, WORLD) == {}


def astray(page, records, seeds):
    """Give where the links to quotes do not mark exactly their words, by quote."""
    texts = {
        one["id"]: (seeds / "sources" / f"{one['id']}.txt").read_bytes().decode()
        for one in records["sources"]
    }
    found = {}
    for quote in records["quotes"]:
        page.goto(f"sources/{quote['source']}.html#q-{quote['id']}")
        words = texts[quote["source"]][quote["start"] : quote["end"]]
        seen = landing(page, quote["id"])
        # Told apart by colour alone: crossing quotes may be tinted, too.
        wanted = expected(quote["id"], words, current=False)
        if replace(seen, apart=True) != wanted:
            found[quote["id"]] = seen
    return found


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and logs nothing."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def host(files):
    """Serve the folder beneath a path, as any server of files does."""
    handler = partial(Quiet, directory=files.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_server_of_files_serves_it_beneath_a_path(reader, files, host):
    page = reader(site=host, new=True)
    page.goto(f"/{files.name}/index.html")
    page.get_by_role("link", name="Claims", exact=True).first.click()
    page.get_by_text("Filter the claims").click()
    page.get_by_role("link", name="Town").first.click()
    assert "Theme Town" in page.locator(".filters-chosen-link").inner_text()
    page.get_by_role("link", name="Remove filter").click()
    page.get_by_role("link", name="Expand all").click()
    closed = page.locator("main details:not([open], [class$=-fold])")
    expect(closed).to_have_count(0)
    page.locator("a.to-source").first.click()
    expect(page.locator("mark:target")).to_be_visible()
    page.get_by_role("link", name="What this copy lacks").click()
    assert page.locator("h1").inner_text() == "What this copy lacks"


# --- the search --------------------------------------------------------------------------

QUERIES = (
    "tide", "tides", "TIDE tables", '"the tide table"', "water -harbour", "pond OR gate",
    "skipper read", "rising", "nothing here at all", "harb", "“tide table” NOT printed",
    "high*", "the", "dry winters", "it\u2019s", "month-long",
)  # fmt: skip
# What a search of all that is typed leads to, in the browser: each link of a hit.
_LEADS = """(queries) => Object.fromEntries(queries.map((typed) => [
  typed, [...new Set(textsWith(typed).map((hit) => hit.file))].sort()]))"""


_CLASHES = "SELECT position, id FROM clash"


def leads(store, typed):
    """Give the files to which all hits of the server's own search lead."""
    clashes = {row["position"]: row["id"] for row in store.rows(_CLASHES)}
    found = set()
    for hit in read_hits(store, hits_for(store, parsed_query(typed)).ids).values():
        if hit.id >= CLASHES_FROM:
            found.add(f"clashes/{clashes[hit.id - CLASHES_FROM]}.html")
        elif hit.id >= PASSAGES_FROM:
            place = f"p{hit.number}" if hit.number else f"b{hit.start}"
            found.add(f"sources/{hit.source.id}.html#{place}")
        elif hit.id < QUOTES_FROM:
            found.add(f"claims/{hit.quotes[0].claim}.html")
        else:
            (quote,) = {one.quote for one in hit.quotes}
            found.add(f"sources/{hit.quotes[0].source}.html#q-{quote}")
    return sorted(found)


def found_otherwise(page, store, queries):
    """Give what browser and server find where they differ, by query."""
    here = page.evaluate(_LEADS, queries)
    there = {typed: leads(store, typed) for typed in queries}
    return {it: (here[it], there[it]) for it in queries if here[it] != there[it]}


def test_the_search_in_the_browser_finds_what_the_server_finds(reader, files, store):
    page = reader(site=f"{files.as_uri()}/", new=True)
    page.goto("claims.html")
    page.locator(".site-header-search input").fill("tide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=tide")
    hit = page.locator(".search-quote a").first
    assert hit.locator(".search-hit-word").inner_text() == "tide"
    assert page.locator("#search-said").inner_text() == "6 results for “tide”."

    assert found_otherwise(page, store, QUERIES) == {}
    page.locator("#search-field").fill("sea moves")
    page.wait_for_url("**/search.html?q=sea+moves")
    hit.click()
    assert "/sources/" in page.url


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("xylophone", False), ("zebra xylophone", False), ("tide zebra", True)],
)
def test_or_is_offered_there_only_if_it_finds_something(reader, files, typed, offered):
    page = reader(site=f"{files.as_uri()}/", new=True)
    page.goto(f"search.html?q={typed.replace(' ', '+')}")

    said = page.locator("#search-said").inner_text()
    assert said.startswith("No clash, claim, quote or passage has all these words.")
    assert ("Put OR between words" in said) is offered


# --- the real debate -----------------------------------------------------------------------


@soak
def test_the_real_debate_is_whole_and_found_as_on_the_server(
    reader, real_store, records, tmp_path
):
    folder = published(real_store, tmp_path / "real", SEEDS)
    _, lost = lost_links(folder)
    page = reader(site=f"{folder.as_uri()}/", new=True)
    page.emulate_media(reduced_motion="reduce")

    assert lost == []
    assert astray(page, records, SEEDS) == {}
    texts = real_store.rows("SELECT text FROM findable ORDER BY id")
    drawn = random.Random(1).sample([row["text"].split() for row in texts], 100)  # noqa: S311
    queries = [
        *("US", "U.S.", "multi-polar", "multipolar", "allied", "“no limits” -Ukraine")
    ]
    for n, words in enumerate(drawn):
        queries.append((" ", " OR ")[n % 5 == 0].join(words[n % 7 :][: n % 3 + 1]))
    page.goto("search.html")
    assert found_otherwise(page, real_store, [*filter(None, queries)]) == {}
