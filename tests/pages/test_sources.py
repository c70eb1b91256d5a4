"""The list of sources, and the counts by side that lists show."""

import json

import pytest

from tests.reading import words


def test_the_sources_are_listed_oldest_first(visit):
    entries = visit("/sources").select("li.entry")

    assert [words(entry) for entry in entries] == [
        (
            "May 2023 Moon over Mud Carol Moor and David Gull, Almanac of the Coast. Cited here as Moor and Gull 2023 : full reference "
            "Carol Moor and David Gull: makers of almanacs. What the article says of itself "
            "2 quotes for 1 against in 2 passages, supporting 3 claims"
        ),
        (
            "[2024] Sitting on a Sandbank A winter on the quay Unsigned. Cited here as Harbour Board [2024] : full reference "
            "Harbour Board: keeper of the quay. What the article says of itself "
            "2 quotes for 3 against in 3 passages, supporting 3 claims"
        ),
        (
            "2 January 2025 The Tide at Noon Ann Pilot, Harbour Gazette. Cited here as Pilot 2025 : full reference "
            "Ann Pilot: harbour pilot. What the article says of itself "
            "4 quotes for 6 against in 3 passages, supporting 8 claims"
        ),
    ]
    for link in visit("/sources").select("li.entry p.quiet a"):
        path, place = link["href"].split("#")
        source = visit(path)
        assert source.find(id=place).find_parent(class_="source-matter-fold")
        assert source.select_one(f'.heading-described a[href="#{place}"]')


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        pytest.param("/sources", 'class="quote-list-item"', id="sources"),
        pytest.param(
            "/sources?theme=trade&voice=authors",
            'class="quote-list-item"',
            id="filtered",
        ),
        pytest.param("/speakers", 'class="quote-list-item"', id="speakers"),
        pytest.param("/themes", 'data-claim="', id="themes"),
    ],
)
def test_the_counts_by_side_open_what_they_count(visit_real, path, opened):
    counts = visit_real(path).select("main a.stance-count")

    assert counts
    for count in counts:
        listed = visit_real.client.get(count["href"]).text.count(opened)
        assert listed == int(count.get_text().split()[0]), count["href"]


def test_the_real_sources_are_listed_oldest_first(visit_real, real_client):
    records = json.loads(real_client.get("/exports/arguments.json").content)
    dates = {s["id"]: s["published"]["latest"] for s in records["sources"]}

    links = [a["href"] for a in visit_real("/sources").select("li.entry h2 a")]

    listed = [dates[link.removeprefix("/sources/")] for link in links]
    assert listed == sorted(dates.values())
