"""What changed between releases: recorded in the seeds, shown, and told by the feed."""

import tomllib
from xml.etree import ElementTree as ET

import pytest

from app.compile.compiler import compiled_seeds
from app.compile.recorded_changes import record_changes
from app.pages.changes import changes_page
from app.store.build import build_store
from app.store.bundle_reader import bundle_of
from tests.conftest import Visitor
from tests.reading import words

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
FEWER = "Skippers expect more water in time."
RENAMED = """
[[former]]
kind = "claim"
slug = "the-quay-stays-dry"
now = "the-quay-is-dry"

[[former]]
kind = "quote"
slug = "{quote}"
said = "The bench"
reason = "It was cut anew."
"""


def test_a_debate_without_older_releases_says_so_in_a_line(visit, client):
    page = visit("/changes")

    assert words(page.select_one(".heading-text")) == (
        "No earlier release is recorded: this one, of 1 March 2025, is the first, or its "
        "editors kept no record."
    )
    assert page.select("section") == []
    assert client.get("/changes.json").json()["releases"] == []


@pytest.fixture
def released(seeds, change, store, serve, tmp_path):
    """Make a newer release of the small world, record what changed, and serve it."""
    old, town = bundle_of(store), "claims/town.toml"
    (cut,) = [one.id for one in old.quotes if one.exact.startswith("The bench on")]
    former = seeds / "former.toml"
    former.write_text(former.read_text("utf-8") + RENAMED.format(quote=cut), "utf-8")
    change("debate.toml", "2025-03-01", "2025-04-01")
    change(
        town,
        "Through one whole winter the quay stayed dry.",
        "The quay is “dry” [[revisions]].",
    )
    change(town, "quay was dry all winter", "quay was dry")
    change(town, "Skippers and the Board expect more", "Skippers expect more")
    for file in (seeds / town, seeds / "debate.toml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("the-quay-stays-dry", "the-quay-is-dry"), "utf-8")
    record_changes(seeds, old, compiled_seeds(seeds)[0])
    build_store(seeds, tmp_path / "new.sqlite")
    return serve(tmp_path / "new.sqlite")


def test_what_changed_is_recorded_in_the_seeds_and_shown(released, seeds, store):
    written = (seeds / "changes.toml").read_bytes()
    record_changes(seeds, bundle_of(store), compiled_seeds(seeds)[0])
    page = Visitor(released)("/changes")

    # The same two releases: written anew, and nothing else.
    assert (seeds / "changes.toml").read_bytes() == written
    (recorded,) = tomllib.loads(written.decode())["revisions"]
    assert str(recorded["since"]) == "2025-03-01"
    assert recorded["since_hash"] == store.stamp.hash
    assert "Since the release of 1 March 2025" in words(page.select_one("section"))
    assert [words(link) for link in page.select(".changes-counts a")] == [
        "1 claim reworded",
        "1 claim replaced",
        "1 quote added",
        "1 quote withdrawn",
    ]
    assert [words(line) for line in page.select(".changes-list > li")] == [
        f"{FEWER} Before: Skippers and the Board expect more water in time.",
        "Through one whole winter the quay stayed dry. Now: The quay is “dry” [[revisions]].",
        "The bench on the quay was dry (Harbour Board [2024], passage 1)",
        "The bench on the quay was dry all winter It was cut anew.",
    ]
    # The page of a claim says so of itself.
    assert [
        words(Visitor(released)(f"/claims/{slug}").find(id="former"))
        for slug in ("the-tide-comes-back", "the-quay-is-dry")
    ] == [
        (
            "Reworded on 1 April 2025 . Before: "
            "Skippers and the Board expect more water in time."
        ),
        (
            "Replaced another claim on 1 April 2025 . It said: "
            "Through one whole winter the quay stayed dry."
        ),
    ]


def test_no_quote_is_said_to_be_replaced_by_its_own_words(real_store):
    lines = [
        (line.before, [one.words for one in line.present])
        for release in changes_page(real_store, opened=True).releases
        for group in release.groups
        for line in group.changes
    ]

    assert len(lines) > 100
    assert [before for before, now in lines if now == [before]] == []


def test_the_feed_tells_of_each_release_what_the_page_does(released, client):
    def entries(client):
        feed = ET.fromstring(client.get("/feed.xml").content)  # noqa: S314 - it is our own
        return feed.findall("atom:entry", ATOM)

    newest, oldest = entries(released)
    (before,) = entries(client)

    assert newest.findtext("atom:title", "", ATOM) == "Release of 2025-04-01"
    assert newest.find("atom:link", ATOM).get("href") == "/changes#2025-04-01"
    told = newest.findtext("atom:summary", "", ATOM).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 claim reworded, 1 claim replaced, 1 quote added" in told
    # It is the entry that readers know from when it was the newest.
    for part in ("id", "title", "updated"):
        name = f"atom:{part}"
        assert oldest.findtext(name, "", ATOM) == before.findtext(name, "", ATOM)


def test_a_record_that_cannot_be_is_a_mistake(seeds, mistakes):
    path, key = seeds / "changes.toml", "changes.toml, revisions[0]"
    release = f'[[revisions]]\nsince = 2025-01-01\nsince_hash = "{"0" * 64}"\n'
    path.write_text(f"{release}date = 2025-03-02\n")
    (later,) = mistakes()
    nothing = '[[revisions.changes]]\nkind = "claim"\nid = "the-water-rises"\n'
    path.write_text(f"{release}date = 2025-03-01\n{nothing}")
    (unchanged,) = mistakes()

    assert later.startswith(f"{key}.date: the releases are not in the order of time")
    assert unchanged.startswith(f"{key}.changes[0]: ")
    assert "give before or after, or both if they differ" in unchanged
