"""Two sources compared: every number is a count over the store, and opens its items."""

from itertools import combinations

import pytest

from app.store.build import build_store
from tests.conftest import Visitor
from tests.reading import words

PAIR = "/compare?a=moor-gull-2023&b=pilot-2025"


# --- the small world -------------------------------------------------------------------


def test_without_a_choice_all_pairs_stand_there_with_their_counts(visit):
    page = visit("/compare")

    pairs = {
        words(item.select_one(".compare-sources")): words(
            item.select_one(".compare-counts")
        ).replace(" ,", ",")
        for item in page.select(".compare-pairs > li")
    }

    assert pairs == {
        "Moor and Gull 2023 and Harbour Board [2024]": (
            "no claim in common, no support, 1 answer"
        ),
        "Moor and Gull 2023 and Pilot 2025": (
            "3 claims in common, no support, 1 answer"
        ),
        "Harbour Board [2024] and Pilot 2025": (
            "no claim in common, no support, 1 answer"
        ),
    }


def test_one_source_is_compared_with_each_of_the_others(visit):
    page = visit("/compare?a=pilot-2025")

    assert len(page.select(".compare-pairs > li")) == 2
    chosen = [words(option) for option in page.select("option[selected]")]
    assert chosen == ["Pilot 2025"]
    assert page.select_one("#f-b").option["value"] == ""


def test_a_source_is_not_compared_with_itself(visit):
    page = visit("/compare?a=pilot-2025&b=pilot-2025")

    assert words(page.select_one("[role=status]")) == (
        "You chose Pilot 2025 twice. Choose another article to compare it with."
    )
    assert len(page.select(".compare-pairs > li")) == 2


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("a=no-such&b=pilot-2025", id="no such source"),
        pytest.param("a=pilot-2025&b=no-such", id="no such other"),
        pytest.param("a=%00&b=pilot-2025", id="a NUL"),
        pytest.param("b=Pilot-2025", id="another case"),
    ],
)
def test_a_source_that_is_none_is_not_found(visit, asked):
    page = visit(f"/compare?{asked}", status=404)

    assert "No source is called" in words(page.main)


def test_a_word_that_is_too_long_is_refused(visit):
    page = visit(f"/compare?a={'x' * 300}", status=422)

    assert "at most 200 characters" in words(page.main)


def test_a_parameter_that_is_given_twice_is_read_once(visit):
    page = visit("/compare?a=no-such&a=moor-gull-2023&b=pilot-2025")

    assert words(page.h1) == "Moor and Gull 2023 and Pilot 2025"


def test_where_they_agree_the_words_of_each_stand_in_its_column(visit):
    page = visit(PAIR)

    agreed = {
        item["id"]: [words(mark) for mark in item.select(".two-columns mark")]
        for item in page.select("#agree .compare-pair")
    }

    assert agreed == {
        "c-the-water-rises": [
            "as it pulls at every sea",
            "At noon the water stands two fathoms higher than at dawn",
        ],
        "c-skippers-read-the-table": [
            "No skipper has ever been stranded at noon",
            "Every skipper reads the “tide table” – which the Harbour Board prints",  # noqa: RUF001
        ],
        "c-the-harbour-dries-by-evening": [
            "The boats lie on their sides by evening",
            "by evening the harbour is as shallow as before",
        ],
    }


def test_where_one_answers_the_other_the_way_and_the_reason_are_told(visit):
    page = visit("/compare?a=moor-gull-2023&b=harbour-board-2024")

    (item,) = page.select("#answers .compare-pair")
    (bond,) = item.select(".compare-relations > li")

    assert [a["href"] for a in item.select(".pair-claim a")] == [
        "/claims/the-water-rises",
        "/claims/the-harbour-is-a-pond",
    ]
    assert (
        words(bond.select_one(".compare-relation"))
        == "The claim in Harbour Board [2024] contradicts the one in Moor and Gull 2023. "
        "A pond has no tide."
    )
    turned = visit("/compare?a=harbour-board-2024&b=moor-gull-2023")
    assert (
        words(turned.select_one(".compare-relation"))
        == "The claim in Harbour Board [2024] contradicts the one in Moor and Gull 2023. "
        "A pond has no tide."
    )


@pytest.fixture
def changed(change, seeds, serve, tmp_path):
    """Give a visitor of the small world with one place of its seeds changed."""

    def changed(old, new):
        change("claims/water.toml", old, new)
        build_store(seeds, tmp_path / "changed.sqlite")
        return Visitor(serve(tmp_path / "changed.sqlite"))

    return changed


def test_where_each_answers_the_other_the_words_stand_once(changed):
    visit = changed(
        'note = "A pond has no tide."',
        'note = "A pond has no tide."\n\n[[relations]]\nfrom = "the-water-rises"\n'
        'to = "the-harbour-is-a-pond"\nkind = "undercuts"',
    )

    page = visit("/compare?a=moor-gull-2023&b=harbour-board-2024")
    first, again = page.select("#answers .compare-relations > li")

    assert words(first.select_one(".compare-relation")).startswith(
        "The claim in Harbour Board [2024] contradicts the one in Moor and Gull 2023."
    )
    assert words(again) == (
        "The claim in Moor and Gull 2023 undercuts the one in Harbour Board [2024] in turn."
    )
    assert "compare-again" in again["class"]
    assert again.select("blockquote") == again.select(".pair-end") == []


def test_what_is_mutual_is_listed_once_and_called_so(changed):
    visit = changed(
        'note = "A pond has no tide."', 'note = "A pond has no tide."\nmutual = true'
    )

    page = visit("/compare?a=moor-gull-2023&b=harbour-board-2024")
    (bond,) = page.select("#answers .compare-relations > li")

    assert words(bond.select_one(".compare-relation")) == (
        "The two claims contradict each other. A pond has no tide."
    )


def test_the_name_of_its_article_stands_above_every_quote(visit):
    page = visit("/compare?a=harbour-board-2024&b=pilot-2025&open=all")
    agreed = visit(PAIR).select_one("#agree")

    for column in [*page.select(".pair-end"), *agreed.select(".two-columns > div")]:
        link = column.select_one("a.to-source")
        assert words(link).startswith(words(column.select_one(".pair-source")))


def test_one_theme_can_be_seen_alone(visit):
    page = visit(f"{PAIR}&theme=boats&open=all")

    assert [words(option) for option in page.select("#f-theme option[selected]")] == [
        "Boats"
    ]
    assert [item["id"] for item in page.select("#agree .compare-pair")] == [
        "c-skippers-read-the-table",
        "c-the-harbour-dries-by-evening",
    ]
    # The one claim that only Pilot 2025 makes stands above, where it is answered.
    assert page.select(".compare-only-theme") == []
    assert words(page.select_one("#only > .quiet")) == (
        "Claims shown above, in support or answer, are not repeated."
    )
    # On paper, the address opens the same.
    printed = words(page.select_one(".site-header-debate"))
    assert f"{PAIR}&theme=boats&open=all Data as of" in printed
    assert words(page.select_one(".compare-contents b")) == "2"
    assert all("theme%3Dboats" in a["href"] for a in page.select("main a.to-source"))
    visit(f"{PAIR}&theme=no-such", status=404)
    # What only one says is listed at once: so few claims need no fold.
    (fold,) = visit(f"{PAIR}&theme=water").select("#only details[open]")
    assert fold["id"] == "only-pilot-2025"


def test_what_is_shared_or_disputed_stands_open_and_the_rest_is_folded(visit):
    page = visit(PAIR)
    folds = page.select("main details")

    assert page.select_one("#agree").find_parent("details") is None
    assert [(fold["id"], words(fold.summary)) for fold in folds] == [
        ("answers", "1 place"),
        ("only-pilot-2025", "2 other claims made only in Pilot 2025"),
        ("reported-pilot-2025", "2 claims only reported or disputed in Pilot 2025"),
    ]
    assert words(page.find(id="only-moor-gull-2023")) == (
        "No other claim is made only in Moor and Gull 2023."
    )
    assert [fold["id"] for fold in folds if fold.has_attr("open")] == ["answers"]
    # A browser opens no fold that is itself linked to, so the address does.
    assert [a["href"] for a in page.select(".compare-contents li a")] == [
        "#agree",
        "#supports",
        "#answers",
        "#only-moor-gull-2023",
        f"{PAIR}&open=all#only-pilot-2025",
        "#reported-moor-gull-2023",
        f"{PAIR}&open=all#reported-pilot-2025",
    ]

    (expand,) = page.select("a[data-folds]")
    opened = visit(expand["href"])

    assert all(fold.has_attr("open") for fold in opened.select("main details"))
    assert opened.select_one("a[data-folds]")["href"] == PAIR
    assert not opened.select('.compare-contents li a:not([href^="#"])')


@pytest.mark.parametrize(
    ("pair", "places", "stands"),
    [
        pytest.param("a=attache-2022&b=rajput-ghosh-2024", 9, True, id="few"),
        pytest.param("a=rinna-2014&b=datta-2025", 11, False, id="many"),
        pytest.param("a=attache-2022&b=datta-2025&theme=ukraine", 2, True, id="theme"),
    ],
)
def test_up_to_ten_answers_stand_open(visit_real, pair, places, stands):
    page = visit_real(f"/compare?{pair}")

    answers = page.find(id="answers")
    assert words(answers.summary) == f"{places} places"
    assert answers.has_attr("open") == stands
    assert page.select_one('.compare-contents a[href$="#answers"]')["href"] == (
        "#answers" if stands else f"/compare?{pair}&open=all#answers"
    )


def test_where_no_claim_is_the_same_the_supports_stand_open(visit_real):
    page = visit_real("/compare?a=rajput-ghosh-2024&b=datta-2025&theme=trade")

    assert words(page.find(id="agree")) == (
        "The same claim in both 0 "
        "No claim is the same in both; in 2 places one supports the other."
    )
    assert page.find(id="supports").has_attr("open")
    assert page.select_one('.compare-contents a[href$="#supports"]')["href"] == (
        "#supports"
    )


def test_every_landing_leads_back_to_the_pair_from_which_it_was_opened(visit):
    page = visit(PAIR)

    for link in page.select("a.to-source"):
        pair = link.find_parent("li", class_="compare-pair")
        # The claim that others face leads back to the first of them.
        place = link.find_parent("li", id=True) or pair.select_one("li[id]")
        back = visit(link["href"].partition("#")[0]).select_one(".source-bar-link")
        assert back["href"] == f"{PAIR}#{place['id']}"
        assert words(back) == "Back to the comparison"


def test_it_is_reached_from_the_sources_the_matrix_and_the_foot(visit):
    for path, address in (
        ("/sources", "/compare"),
        ("/sources/pilot-2025", "/compare?a=pilot-2025"),
        ("/matrix", "/compare"),
    ):
        assert visit(path).main.select(f'a[href="{address}"]'), path
    assert visit("/about").footer.select('a[href="/compare"]')


# --- the real site: plain SQL --------------------------------------------------------

# With this the statements begin: which claim which source makes, a alone, b alone. What it
# only reports or disputes it does not make.
RESTS = """WITH
    rests AS (SELECT claim_quote.claim, quote.source, max(
            attitude IN ('asserts', 'concedes', 'endorses')) AS made
        FROM claim_quote JOIN quote ON quote.id = claim_quote.quote GROUP BY 1, 2),
    on_a AS (SELECT claim FROM rests WHERE source = ?1 AND made),
    on_b AS (SELECT claim FROM rests WHERE source = ?2 AND made),
    only_a AS (SELECT * FROM on_a EXCEPT SELECT * FROM on_b),
    only_b AS (SELECT * FROM on_b EXCEPT SELECT * FROM on_a),
    support AS (
        SELECT "from" AS one, "to" AS other FROM relation WHERE kind = 'supports'
        UNION SELECT id, parent FROM claim WHERE parent IS NOT NULL),
    supporting AS (SELECT * FROM support
        WHERE one IN only_a AND other IN only_b OR one IN only_b AND other IN only_a),
    answering AS (SELECT "from" AS one, "to" AS other FROM relation WHERE kind <> 'supports'
        AND ("from" IN on_a AND "to" IN on_b OR "from" IN on_b AND "to" IN on_a)),
    paired AS (SELECT * FROM supporting UNION SELECT * FROM answering)
    """
AGREE = "SELECT count(*) AS n FROM on_a WHERE claim IN on_b"
ANSWER = "SELECT count(*) AS n FROM answering"
SUPPORT = "SELECT count(*) AS n FROM supporting"
ONLY = """SELECT count(*) AS n FROM only_a WHERE claim NOT IN (
    SELECT one FROM paired UNION SELECT other FROM paired)"""
REPORTED = "SELECT count(*) AS n FROM rests WHERE source IN (?1) AND NOT made"


def pairs(store):
    ids = [row["id"] for row in store.rows("SELECT id FROM source ORDER BY position")]
    return list(combinations(ids, 2))


def number(store, statement, a, b):
    (row,) = store.rows(RESTS + statement, a, b)
    return row["n"]


def test_every_number_of_every_pair_is_what_the_store_counts(real_client, real_store):
    listed = real_client.get("/compare.json").json()["pairs"]

    told = {
        (one["a"]["id"], one["b"]["id"]): (one["agree"], one["support"], one["answer"])
        for one in listed
    }

    assert told == {
        (a, b): tuple(
            number(real_store, said, a, b) for said in (AGREE, SUPPORT, ANSWER)
        )
        for a, b in pairs(real_store)
    }


def test_every_number_opens_exactly_its_items(visit_real, real_store):
    for a, b in pairs(real_store):
        page = visit_real(f"/compare?a={a}&b={b}")

        told = [words(tag) for tag in page.select(".compare-contents b")]
        shown = [
            len(page.select("#agree .compare-pair")),
            len(page.select("#supports .compare-relations > li")),
            len(page.select("#answers .compare-relations > li")),
            *(
                len(page.select(f"#{part}-{source} .compare-only-claims > li"))
                for part in ("only", "reported")
                for source in (a, b)
            ),
        ]
        counted = [
            *(number(real_store, said, a, b) for said in (AGREE, SUPPORT, ANSWER)),
            number(real_store, ONLY, a, b),
            number(real_store, ONLY, b, a),
            number(real_store, REPORTED, a, b),
            number(real_store, REPORTED, b, a),
        ]

        assert told == [str(n) for n in counted] == [str(n) for n in shown], (a, b)


def test_every_item_is_of_the_two_sources_and_each_in_its_column(
    visit_real, real_store
):
    kinds = {
        (row["from"], row["to"], row["kind"])
        for row in real_store.rows('SELECT "from", "to", kind FROM relation')
    }
    for a, b in pairs(real_store):
        page = visit_real(f"/compare?a={a}&b={b}")

        for item in page.select("#agree .compare-pair"):
            sources = [
                link["href"].split("?")[0] for link in item.select("a.to-source")
            ]
            assert sources == [f"/sources/{a}", f"/sources/{b}"]
        for item in page.select("#answers .compare-relations > li:has(.pair-end)"):
            for source, end, faces in zip(
                (a, b), item.select(".pair-end"), (1, 0), strict=True
            ):
                links = end.select("a.to-source")
                assert {link["href"].split("?")[0] for link in links} <= {
                    f"/sources/{source}"
                }
                if not links:
                    # What stands above is there, with the claim that is named.
                    above = end.select_one(".attribution a")
                    place = page.find(id=above["href"][1:])
                    facing = words(place.select(".pair-claim a")[faces])
                    assert place.select("a.to-source")
                    assert words(above) == (
                        f"Quoted above, with “{facing.removesuffix('.')}”"
                    )
        for bond in page.select("#answers .compare-relations > li"):
            one, kind, other = bond["id"].split(".")
            assert (one, other, kind) in kinds


def test_the_numbers_beside_a_claim_open_as_many_quotes(visit_real, real_client):
    page = visit_real("/compare?a=rinna-2014&b=attache-2022")

    links = page.select("a.compare-only-quotes, a.pair-more")

    assert links
    for link in links:
        listed = real_client.get(link["href"]).text.count('class="quote-list-item"')
        said = words(link).replace("Both", "2")
        assert str(listed) in said.split()
