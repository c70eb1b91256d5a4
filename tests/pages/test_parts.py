"""Lists that are too long for a page: shown in parts, which together are the whole list."""

import csv
import io
import re

import pytest

from app.bench.synthetic_debate import write_synthetic_debate
from app.pages.quotes import quotes_page
from app.store.build import build_store
from app.store.connection import Store
from app.web.paging import ListPart, every_id, page_size
from tests.conftest import served

# Each list: what it has, and where on its page the id of each stands.
LISTS = {
    "/claims": ("theme", r'<h2 id="t-([^"]+)"'),
    "/quotes": ("quote", r' id="q-([0-9a-f]{12})"'),
    "/sources": ("source", r'class="entry-title[^>]*><a href="/sources/([^"]+)'),
    "/speakers": ("speaker", r'<h3><a href="/speakers/([^"]+)'),
    "/timeline": ("source", r' id="at-([^"]+)"'),
}
NEXT = re.compile(r'<a href="([^"]+)" rel="next">')
# Where an id stands in each list as data.
DATA = {
    "/claims.json?limit=200": ("claim", r'"id":"([^"]+)","text":[^}]+"theme"'),
    "/quotes.json": ("quote", r'"line":{"id":"([^"]+)"'),
    "/sources.json?limit=20": (
        "source",
        r'"id":"([^"]+)","short":"[^"]+","title":[^}]+"by"',
    ),
    "/speakers.json": ("speaker", r'"id":"([^"]+)","name":[^}]+"kind"'),
    "/themes.json?limit=9": ("theme", r'"theme":{"id":"([^"]+)"'),
    "/clashes.json?limit=2": ("clash", r'"id":"([^"]+)","question"'),
    "/matrix.json?limit=3": ("theme", r'"id":"([^"]+)","text":[^\[]+"cells"'),
}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return the site and the store of a debate with long lists."""
    folder = tmp_path_factory.mktemp("large")
    write_synthetic_debate(folder / "seeds", 55, 500)
    build_store(folder / "seeds", folder / "store.sqlite")
    store = Store(folder / "store.sqlite")
    with served(folder / "store.sqlite") as client:
        yield client, store
    store.close()


def ids_of(store, table):
    rows = store.rows(f"SELECT id FROM {table} ORDER BY position")  # noqa: S608 - ours
    return [row["id"] for row in rows]


def walked(client, address):
    """Return each part of a list, from link to link."""
    parts = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        parts.append(answer.text)
        onward = NEXT.search(answer.text)
        address = onward and onward[1].replace("&amp;", "&")
    return parts


@pytest.mark.parametrize("path", LISTS)
def test_the_parts_of_a_page_follow_one_another_to_the_end(large, path):
    client, store = large
    table, at = LISTS[path]
    every = ids_of(store, table)

    parts = walked(client, path)

    shown = [found for part in parts for found in re.findall(at, part)]
    # Speakers stand by kind, those most quoted first.
    assert shown == every or (path == "/speakers" and sorted(shown) == sorted(every))
    said = [re.findall(r'class="parts".*?<p>(.*?)</p>', part)[0] for part in parts]
    assert re.fullmatch(rf"\w+ 1 to \d+ of {len(every)}", said[0])
    assert said[-1].endswith(f" to {len(every)} of {len(every)}")
    assert f'<a href="{path}">First ' in parts[1]
    assert f'<a href="{path}">First ' not in parts[0]
    # What stands above the list and below it is told apart when it is heard.
    named = re.findall(r'<nav class="parts" aria-label="(.*?)"', parts[1])
    assert named == ["Parts of this list", "Parts of the list above"]


def test_a_list_is_whole_where_it_fits_and_comes_in_parts_of_half_a_page_where_not(
    large,
):
    client, _ = large

    sources, clashes = (client.get(path).text for path in ("/sources", "/clashes"))

    assert "Articles 1 to 20 of 55<" in sources
    assert NEXT.search(clashes) is None
    assert [page_size(items, 50) for items in (0, 50, 51)] == [50, 50, 25]


@pytest.mark.parametrize("address", DATA)
def test_the_parts_of_the_data_follow_one_another_to_the_end(large, address):
    client, store = large
    table, at = DATA[address]

    ids, parts, onward = [], 0, address
    while onward:
        answer = client.get(onward)
        ids += re.findall(at, answer.text)
        parts += 1
        link = answer.headers.get("link", "")
        onward = link.removeprefix("<").removesuffix('>; rel="next"')

    assert sorted(ids) == sorted(ids_of(store, table))
    assert parts > 1


def test_a_table_has_the_whole_list_though_it_is_read_in_parts(large):
    client, store = large

    table = client.get("/quotes.csv?voice=authors").text
    rows = list(csv.DictReader(io.StringIO(table)))
    ids = every_id(lambda part: quotes_page(store, part=ListPart(100, part.cursor)))

    own = store.row("SELECT count(*) AS n FROM quote WHERE own")["n"]
    assert len(rows) == own > 300
    assert ids == set(ids_of(store, "quote"))


def test_the_filters_and_what_is_expanded_stay_from_part_to_part(large):
    client, store = large

    parts = walked(client, "/quotes?stance=for&open=all")

    shown = [found for part in parts for found in re.findall(LISTS["/quotes"][1], part)]
    passing = store.rows(
        """SELECT DISTINCT quote.id FROM quote_under_claim AS pair
        JOIN quote ON quote.position = pair.quote WHERE pair.stance = 'for'
        ORDER BY quote.position"""
    )
    assert shown == [row["id"] for row in passing]
    assert all('<details class="quote-list-section" open>' in part for part in parts)


def test_the_claims_of_a_theme_come_in_parts_of_whole_rows(large):
    client, store = large
    theme = ids_of(store, "theme")[0]
    address = f"/themes/{theme}.json?limit=8"

    rows, onward = [], address
    while onward:
        answer = client.get(onward)
        rows += answer.json()["section"]["rows"]
        link = answer.headers.get("link", "")
        onward = link.removeprefix("<").removesuffix('>; rel="next"')

    assert rows == client.get(f"/themes/{theme}.json").json()["section"]["rows"]
    assert len(client.get(address).json()["section"]["rows"]) < len(rows)


def test_the_map_and_the_gaps_take_the_themes_in_parts(large):
    client, store = large
    (totals,) = store.rows("SELECT * FROM totals")

    drawn, gaps = walked(client, "/map"), walked(client, "/gaps")

    themes = [
        found for part in drawn for found in re.findall(r'id="map-([^"]+)"', part)
    ]
    assert themes == ids_of(store, "theme")
    assert len(drawn) == len(gaps) > 1
    assert all("<p>Claims 1 to " in parts[0] for parts in (drawn, gaps))
    assert all(" to 500 of 500</p>" in parts[-1] for parts in (drawn, gaps))
    # What the parts name adds up to what there is.
    for gap in ("unanswered", "one-source"):
        heads = [re.findall(rf'id="h-{gap}">[^<]+<span>(\d+)', part) for part in gaps]
        assert sum(int(found) for (found,) in heads) == totals[gap.replace("-", "_")]


def test_of_many_sources_tables_and_menus_have_those_with_most_quotes(large):
    client, store = large
    counted = store.rows(
        """SELECT source.id FROM source
        JOIN quote_under_claim AS pair ON pair.source = source.position
        GROUP BY source.id ORDER BY count(DISTINCT pair.quote) DESC, source.position"""
    )
    *_, least = most = [row["id"] for row in counted]
    pairs = [
        (row["a"], row["b"])
        for row in store.rows(
            """SELECT one.id AS a, two.id AS b FROM source_pair
            JOIN source AS one ON one.position = a JOIN source AS two ON two.position = b
            ORDER BY agree + support + answer DESC, source_pair.a, source_pair.b"""
        )
    ]

    columns = client.get("/matrix.json").json()["sources"]
    compared = client.get("/compare.json").json()["pairs"]
    chosen = client.get(f"/compare.json?a={least}").json()

    assert {one["id"] for one in columns} == set(most[:12])
    assert {(one["a"]["id"], one["b"]["id"]) for one in compared} == set(pairs[:60])
    assert {one["id"] for one in chosen["sources"]} == {least, *most[:12]}
    # Of its pairs all: those that share nothing, too.
    assert len(chosen["pairs"]) == len(most) - 1
    assert "60 of 1,485" in client.get("/compare").text


@pytest.mark.parametrize(
    "path",
    [
        *(*LISTS, "/themes", "/themes/water", "/map", "/map?theme=water&", "/gaps"),
        *("/matrix", "/clashes", "/speakers/ann-pilot"),
    ],
)
def test_a_part_after_what_is_not_there_is_not_found(client, path):
    mark = "" if path.endswith("&") else "?"
    assert client.get(f"{path}{mark}after=moon").status_code == 404


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("/quotes", "quote"),
        ("/sources", "source"),
        ("/speakers", "speaker"),
        ("/timeline", "source"),
        *(
            (path, "theme")
            for path in ("/claims", "/themes", "/map", "/gaps", "/matrix")
        ),
    ],
)
def test_nothing_follows_the_last(client, store, path, table):
    last = ids_of(store, table)[-1]
    assert client.get(f"{path}?after={last}").status_code == 404


def test_a_filter_with_many_choices_offers_those_with_most_and_the_chosen(large):
    client, store = large
    counted = store.rows(
        """SELECT source.id, count(DISTINCT pair.quote) AS quotes FROM source
        JOIN quote_under_claim AS pair ON pair.source = source.position
        GROUP BY source.id ORDER BY quotes DESC, source.position"""
    )
    *_, least = most = [row["id"] for row in counted]

    page = client.get(f"/quotes?source={least}").text

    source, as_of = (
        re.findall(rf'<select id="f-{name}".*?</select>', page, re.DOTALL)[0]
        for name in ("source", "as_of")
    )
    offered = re.findall(r'value="([^"]*)"', source)
    assert set(offered) == {"", least, *most[:12]}
    assert '<a class="filters-more" href="/sources">42 more</a>' in page
    # Of days those from first to last; a quote of the last source passes on the last alone.
    assert 2 <= as_of.count("<option") <= 13


def test_of_very_many_hits_of_a_kind_a_search_shows_some_and_says_how_many_more(large):
    client, store = large
    word = store.rows('SELECT "key" FROM word ORDER BY count DESC LIMIT 1')[0]["key"]

    few, many = (
        client.get(f"/search.json?q={word}&kind={kind}").json()["sides"][0]
        for kind in ("claims", "quotes")
    )

    assert 25 < few["hits"] == len(few["claims"]) <= 100 < many["hits"]
    assert (len(many["quotes"]), many["more_quotes"]) == (25, many["hits"] - 25)


def test_of_very_many_passages_a_search_names_some_beside_those_it_shows(large):
    client, _ = large

    found = client.get("/search.json?q=the").json()

    named = [place for source in found["further"] for place in source["places"]]
    assert found["passage_hits"] > 120
    assert (len(found["passages"]), len(named)) == (8, 30)


def test_no_page_of_a_large_debate_is_long(large):
    client, _ = large
    paths = (
        "/",
        "/map",
        "/matrix",
        "/timeline",
        "/gaps",
        "/compare",
        "/about",
        "/clashes",
    )

    sizes = {path: len(client.get(path).text) for path in paths}

    # The list of claims of the first debate has some 200,000 letters, that of its map 150,000.
    assert {path: size for path, size in sizes.items() if size > 150_000} == {}
