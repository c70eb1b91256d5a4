"""The page of exports: what there is to download, and what it is for."""

import pytest

from app.exports import registry
from tests.reading import words


def test_the_exports_are_named_with_what_they_are_for(visit, client):
    page = visit("/exports")

    links = [a["href"] for a in page.select("main a")]

    assert "11 claims, 17 quotes, 2 clashes and 6 links between claims" in words(
        page.main
    )
    # First what a teacher or a student takes along, then what programs read.
    assert links[:5] == [
        *("/about#data", "/clashes", "/themes", "/reading-list"),
        "/exports/arguments.json",
    ]
    assert "/exports/store.sqlite" in links
    assert links[-1] == "/sources"
    assert client.get("/exports/store.sqlite").content.startswith(b"SQLite format 3")
    assert len(client.get("/exports/arguments.json").json()["quotes"]) == 17


@pytest.mark.parametrize("large", [False, True])
def test_sizes_are_told_where_writing_all_files_takes_no_time(
    serve, store, monkeypatch, large
):
    monkeypatch.setattr(registry, "_WRITTEN", store.size - large)
    client = serve(store.path)

    sizes = {
        one["name"]: one["size"]
        for one in client.get("/exports.json").json()["exports"]
    }

    told = set(sizes) - {name for name, size in sizes.items() if size is None}
    assert told == ({"store.sqlite"} if large else set(sizes))
    assert client.get("/exports").text.count(" kB</p>") == len(told)
    for name in told:
        assert sizes[name] == len(client.get(f"/exports/{name}").content)
