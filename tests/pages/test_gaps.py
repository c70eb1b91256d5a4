"""The gaps: each list as long as the data make it, and empty when they are whole."""

from typing import Any

import pytest

from app.pages.gaps import gaps_page
from app.store.build import build_store
from app.store.connection import Store
from tests.reading import words


def claims(page, place):
    """Give the claims that a part of the page lists."""
    return [tag["data-claim"] for tag in page.find(id=place).select("[data-claim]")]


def test_main_claims_come_before_the_fold(real):
    page = real.get("/gaps.json").json()

    for side in ("unanswered_for", "unanswered_against"):
        main = [claim["main"] for claim in page[side]]
        assert main == sorted(main, reverse=True)


# --- the small world -------------------------------------------------------------------


def test_what_nobody_answers_is_listed_by_side_main_ones_first(visit):
    page = visit("/gaps")

    by_side = {
        side: [tag["data-claim"] for tag in column.select("[data-claim]")]
        for side in ("for", "against")
        for column in page.select(f"#unanswered .{side}:has(> .gaps-side)")
    }

    # Main ones first: the second of the pond's narrower claims comes last.
    assert by_side == {
        "for": ["the-tide-comes-back"],
        "against": [
            "the-harbour-is-a-pond",
            "the-harbour-dries-by-evening",
            "a-table-proves-nothing",
            "in-east-wind-nothing-rises",
            "the-sea-stands-still",
        ],
    }
    assert [words(head) for head in page.select(".gaps-side")] == [
        "For 1 of 4",
        "Against 5 of 7",
    ]
    assert [words(head) for head in page.select(".gaps-kind")] == [
        "Main claims (1)",
        "Main claims (4)",
        "Narrower claims (1)",
    ]
    assert words(page.select_one(".gaps-contents li:has([href='#unanswered'])")) == (
        "6 claims that nobody answers: 1 for, 5 against"
    )


def test_a_narrower_claim_says_which_main_claim_it_supports(visit):
    page = visit("/gaps")

    still = page.select_one("#unanswered [data-claim=the-sea-stands-still]")
    pond = page.select_one("#unanswered [data-claim=the-harbour-is-a-pond]")
    assert words(still.select_one(".claim-parent")) == (
        "Supports: The harbour may be no more than a pond behind a gate."
    )
    assert still.select_one(".claim-parent a")["href"] == (
        "/claims/the-harbour-is-a-pond"
    )
    assert pond.select_one(".claim-parent") is None


def test_a_mutual_relation_answers_both_ways(change, rebuilt):
    change(
        "claims/town.toml",
        'kind = "qualifies"\n',
        'kind = "qualifies"\nmutual = true\n',
    )

    page = rebuilt()

    assert page.unanswered_for == ()
    assert page.tensions == 4


def test_claims_on_one_source_are_listed_by_source(visit):
    page = visit("/gaps")

    assert [words(fold.summary) for fold in page.select("#one-source details")] == [
        "3 claims quoted only from Harbour Board [2024]",
        "5 claims quoted only from Pilot 2025",
    ]
    assert claims(page, "one-harbour-board-2024") == [
        "the-harbour-is-a-pond",
        "the-tide-comes-back",
        "the-quay-stays-dry",
    ]


def test_claims_on_the_relayed_view_of_one_origin_name_it(visit):
    page = visit("/gaps")

    assert claims(page, "one-origin") == ["the-rise-comes-twice-a-day"]
    assert "Reported from Harbour Report, Harbour Board" in words(
        page.find(id="one-origin")
    )


def test_a_tension_shows_both_passages_of_one_source_side_by_side(visit):
    page = visit("/gaps")

    pairs = {
        fold["id"]: [
            tuple(a["href"] for a in pair.select(".pair-claim a"))
            for pair in fold.select(".pair")
        ]
        for fold in page.select("#tensions details")
    }
    first = page.select_one("#tensions-pilot-2025 .pair")

    assert pairs == {
        "tensions-harbour-board-2024": [
            ("/claims/the-tide-comes-back", "/claims/the-quay-stays-dry"),
        ],
        "tensions-pilot-2025": [
            ("/claims/the-rise-comes-twice-a-day", "/claims/only-the-boats-move"),
            (
                "/claims/the-rise-comes-twice-a-day",
                "/claims/in-east-wind-nothing-rises",
            ),
            ("/claims/skippers-read-the-table", "/claims/a-table-proves-nothing"),
        ],
    }
    assert [words(mark) for mark in first.select("mark")] == [
        "the water rises twice a day, at noon and at midnight",
        "Old Tom of the ferry swears that the sea never moves and that only the boats do",
    ]


def test_a_tension_leads_to_each_passage_and_back(visit):
    pair = visit("/gaps").select_one(".pair")

    links = [a["href"] for a in pair.select("a.to-source")]
    backs = [
        visit(link.partition("#")[0]).select_one(".source-bar-link")["href"]
        for link in links
    ]

    assert backs == [f"/gaps#{pair['id']}"] * 2
    assert pair.select_one(".pair-address a")["href"] == f"#{pair['id']}"


def test_a_quote_in_two_tensions_leads_back_to_the_one_that_it_was_opened_from(
    visit_real,
):
    pairs = visit_real("/gaps").select(".pair")
    by_quote: dict[str, list[tuple[Any, Any]]] = {}
    for pair in pairs:
        for a in pair.select("a.to-source"):
            by_quote.setdefault(a["href"].partition("#")[2], []).append((pair, a))
    twice = next(found for found in by_quote.values() if len(found) > 1)

    backs = [
        visit_real(a["href"].partition("#")[0]).select_one(".source-bar-link")["href"]
        for _, a in twice
    ]

    assert backs == [f"/gaps#{pair['id']}" for pair, _ in twice]
    assert len(set(backs)) == len(backs)


def test_where_a_claim_has_more_quotes_in_the_source_all_of_them_open(visit):
    (more,) = visit("/gaps").select("a.pair-more")

    assert words(more) == "Both quotes"
    assert more["href"] == (
        "/quotes?source=harbour-board-2024&claim=the-tide-comes-back"
    )


def test_nothing_is_left_unused_and_the_page_says_so(visit):
    section = visit("/gaps").find(id="unused")

    assert "Nothing is left" in words(section)
    assert [words(item) for item in section.select("li")] == [
        "Moor and Gull 2023: 2 set aside",
        "Harbour Board [2024]: 3 set aside",
        "Pilot 2025: 1 set aside",
    ]


def test_all_folds_open_by_the_address(visit):
    assert all(
        fold.has_attr("open") for fold in visit("/gaps?open=all").select("main details")
    )
    assert not any(
        fold.has_attr("open") for fold in visit("/gaps").select("main details")
    )


# --- as the data change ----------------------------------------------------------------


@pytest.fixture
def rebuilt(seeds, tmp_path):
    """Give the gaps of the small world as it was changed."""

    def rebuilt():
        build_store(seeds, tmp_path / "changed.sqlite")
        store = Store(tmp_path / "changed.sqlite")
        page = gaps_page(store, opened=False)
        store.close()
        return page

    return rebuilt


def test_who_is_answered_leaves_the_list(change, rebuilt):
    change(
        "claims/town.toml",
        "[[relations]]",
        '[[relations]]\nfrom = "the-water-rises"\nto = "in-east-wind-nothing-rises"\n'
        'kind = "qualifies"\n\n[[relations]]',
    )

    page = rebuilt()

    assert "in-east-wind-nothing-rises" not in {c.id for c in page.unanswered_against}
    assert page.tensions == 5


def test_a_tension_goes_with_its_relation(change, rebuilt):
    change(
        "claims/town.toml",
        '[[relations]]\nfrom = "the-tide-comes-back"\nto = "the-quay-stays-dry"\n'
        'kind = "qualifies"\n',
        "",
    )

    page = rebuilt()

    assert [one.source.id for one in page.tensions_in] == ["pilot-2025"]
    assert page.tensions == 3


def test_a_view_that_is_relayed_no_more_leaves_the_list(change, rebuilt):
    change("claims/water.toml", 'origin = "harbour-report"\n', "")

    assert rebuilt().one_origin_in == ()


# --- the real site ---------------------------------------------------------------------

NUMBERS = {
    "reported": """SELECT count(*) AS n FROM (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote
        GROUP BY claim
        HAVING count(*) FILTER (WHERE attitude NOT IN ('reports', 'disputes')) = 0)""",
    "unanswered": """SELECT count(*) AS n FROM claim WHERE id NOT IN (
        SELECT "to" FROM relation WHERE kind IN ('rebuts', 'undercuts', 'qualifies')
        UNION SELECT "from" FROM relation WHERE mutual)""",
    "one-source": """SELECT count(*) AS n FROM (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote
        GROUP BY claim HAVING min(source) = max(source))""",
    "one-origin": """SELECT count(*) AS n FROM (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote
        GROUP BY claim
        HAVING count(origin) = count(*) AND min(origin) = max(origin))""",
    "tensions": """SELECT count(DISTINCT min("from", "to") || ' ' || max("from", "to")
            || ' ' || one.source) AS n
        FROM relation
        JOIN claim_quote AS a ON a.claim = "from" JOIN quote AS one ON one.id = a.quote
        JOIN claim_quote AS b ON b.claim = "to" JOIN quote AS other ON other.id = b.quote
        WHERE kind IN ('rebuts', 'undercuts', 'qualifies') AND one.source = other.source""",
    "unused": """SELECT count(*) AS n FROM sentence WHERE NOT EXISTS (
            SELECT 1 FROM quote WHERE quote.source = sentence.source
            AND quote.start < sentence."end" AND quote."end" > sentence.start)
        AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.source = sentence.source
            AND set_aside.start < sentence."end" AND set_aside."end" > sentence.start)""",
}
ITEMS = {"tensions": ".pair", "unused": "ol li"}


@pytest.mark.parametrize("place", NUMBERS)
def test_a_number_is_what_the_store_counts_and_leads_to_as_many(
    visit_real, real_store, place
):
    (row,) = real_store.rows(NUMBERS[place])
    page = visit_real("/gaps")

    figure = page.select_one(f'.gaps-contents a[href="#{place}"] b')
    # That nothing is left unused is no news at the top.
    told = 0 if figure is None and place == "unused" else int(figure.get_text())
    section = page.find(id=place)

    assert told == row["n"]
    assert words(section.h2).endswith(f" {told}")
    assert len(section.select(ITEMS.get(place, "[data-claim]"))) == told


def test_each_fold_holds_as_many_as_it_says(visit_real):
    for fold in visit_real("/gaps").select("main details"):
        assert len(fold.select("ol > li")) == int(words(fold.summary).split()[0])


def test_a_side_shows_ten_unanswered_claims_and_folds_the_rest(visit_real):
    for head in visit_real("/gaps").select(".gaps-side"):
        side = head.parent
        unanswered = int(words(head.span).split()[0])

        shown = side.select(":scope > ol > li")

        assert len(shown) == min(unanswered, 10)
        assert len(side.select("li")) == unanswered


def test_all_quotes_of_an_end_of_a_tension_are_as_many_as_it_says(
    visit_real, real_client
):
    for more in visit_real("/gaps").select("a.pair-more"):
        listed = real_client.get(more["href"]).text.count('class="quote-list-item"')
        assert words(more) == ("Both quotes" if listed == 2 else f"All {listed} quotes")


def test_what_is_set_aside_is_as_many_as_the_source_lists(visit_real, real_store):
    counts = {
        f"/sources/{row['source']}#coverage": row["n"]
        for row in real_store.rows(
            "SELECT put.source, count(*) AS n FROM sentence AS put JOIN set_aside AS aside "
            'ON aside.source = put.source AND aside.start < put."end" '
            'AND put.start < aside."end" GROUP BY put.source'
        )
    }

    links = visit_real("/gaps").select(".gaps-aside a")

    assert {a["href"]: int(words(a).split()[0]) for a in links} == counts
    for a in links:
        page = visit_real(a["href"].partition("#")[0])
        assert len(page.select(".source-set-aside > li")) == counts[a["href"]]
