"""The matrix: which source says what, every number open."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from app.queries.sources import SourceName, source_initials
from tests.reading import words


def told(cell):
    """Say what a cell of the table says: its numbers with their sides, or its words."""
    found = [
        words(number).partition(",")[0] for number in cell.select("a.stance-count")
    ]
    return ", ".join(found) or words(cell).removeprefix("\N{EN DASH} ")


def rows(page):
    """Give the rows of the table, each cell in words."""
    return [
        [told(cell) for cell in row.select("th, td")]
        for row in page.select(".table tbody tr, .table tfoot tr")
    ]


def numbers(page):
    """Give where each number of the table leads, and the number."""
    return [
        (a["href"], int(words(a.b))) for a in page.select(".table td a.stance-count")
    ]


# --- the small world -------------------------------------------------------------------


def test_sources_by_themes_say_for_against_both_or_silent(visit):
    page = visit("/matrix")

    assert [words(head) for head in page.select(".table thead th")] == [
        "Theme",
        "Moor and Gull 2023 MG 2023",
        "Harbour Board [2024] HB [2024]",
        "Pilot 2025 P 2025",
    ]
    assert rows(page) == [
        ["Water every article", "1 for", "2 against", "3 for, 2 against"],
        ["Boats 2 of 3", "1 for, 1 against", "no quote", "1 for, 3 against"],
        ["Town 2 of 3", "no quote", "2 for, 1 against", "1 against"],
        ["All themes, for", "2 for", "2 for", "4 for"],
        ["All themes, against", "1 against", "3 against", "6 against"],
    ]


def test_initials_have_a_key_and_are_not_heard_in_place_of_the_names(visit):
    page = visit("/matrix")

    assert [words(one) for one in page.select(".table-key > li")] == [
        "MG Moor and Gull 2023",
        "HB Harbour Board [2024]",
        "P Pilot 2025",
    ]
    for one in page.select(".table-initials"):
        assert one["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("names", "initials"),
    [
        pytest.param(["Rajput and Ghosh [2024]"], ["RG"], id="two authors"),
        pytest.param(["The Attaché [2022]"], ["TA"], id="an institution"),
        pytest.param(["al-ahram 2011"], ["a"], id="no capital"),
        pytest.param(["Smith 2014", "Smith 2019"], ["S14", "S19"], id="two years"),
        pytest.param(["Smith 2014", "Sun 2014"], ["S14a", "S14b"], id="one year"),
        pytest.param(["A Long Name Of Five 2014"], ["ALN"], id="three at most"),
    ],
)
def test_each_source_has_its_own_initials(names, initials):
    sources = [SourceName(name, name, "") for name in names]

    assert list(source_initials(sources).values()) == initials


@pytest.mark.parametrize("path", ["/matrix", "/timeline"])
def test_bars_of_both_sides_are_as_long_for_one_number_and_end_on_a_dash(
    visit_real, path
):
    page = visit_real(path)
    numbers = page.select(".table tbody a.stance-count")
    most = max(int(words(one.b)) for one in numbers)

    for one in numbers:
        n, bar = int(words(one.b)), one.svg
        assert bar["viewbox"] == f"0 0 {most} 1"
        assert bar.path["d"] == f"M0 .5h{n}"
        # Dashes of two and gaps of one: two whole dashes for each that it counts, so that
        # one is a broken line as well.
        dash, gap = map(float, bar.path["stroke-dasharray"].split())
        assert 2 * n * dash + (2 * n - 1) * gap == pytest.approx(n, rel=0.001)
    # On their scale the bars of totals would leave none for the rest.
    assert page.select(".table tfoot svg") == []


def test_a_number_says_in_words_what_it_counts(visit):
    link = visit("/matrix").select_one(".table tbody a.stance-count")

    assert words(link) == "1 for, Moor and Gull 2023, Water"
    assert link["href"] == "/quotes?source=moor-gull-2023&theme=water&stance=for"


def test_the_claims_of_a_theme_stand_in_two_groups(visit):
    page = visit("/matrix?theme=town")

    assert page.h1.get_text() == "Town, claim by claim"
    assert rows(page) == [
        ["For"],
        [
            "Skippers and the Board expect more water in time. only Harbour Board [2024]",
            "no quote",
            "2 for",
            "no quote",
        ],
        ["Against"],
        [
            "Through one whole winter the quay stayed dry. only Harbour Board [2024]",
            "no quote",
            "1 against",
            "no quote",
        ],
        [
            "For a week at a time an east wind can hold the water down. only Pilot 2025",
            "no quote",
            "no quote",
            "1 against",
        ],
        ["All these claims, for", "no quote", "2 for", "no quote"],
        ["All these claims, against", "no quote", "1 against", "1 against"],
    ]


def test_a_number_of_a_claim_opens_the_quotes_that_a_comparison_opens_too(visit):
    address, n = numbers(visit("/matrix?theme=town"))[0]

    assert (address, n) == (
        "/quotes?source=harbour-board-2024&claim=the-tide-comes-back",
        2,
    )


def test_what_all_share_and_what_only_one_says_is_pointed_out(visit):
    page = visit("/matrix")

    shared, alone = words(page.find(id="shared")), words(page.find(id="alone"))

    assert "1 theme is covered by every article: Water ." in shared
    assert (
        "No claim is made by every article. 3 claims are made by 2 of the 3:" in shared
    )
    assert [c["data-claim"] for c in page.select("#shared [data-claim]")] == [
        "the-water-rises",
        "skippers-read-the-table",
        "the-harbour-dries-by-evening",
    ]
    assert alone == (
        "What only one article says 8 claims rest on a single article: "
        "3 claims on Harbour Board [2024] 5 claims on Pilot 2025"
    )


def test_who_only_reports_a_claim_is_not_counted_among_those_who_make_it(changed):
    client = changed(
        "claims/boats.toml",
        'suffix = ". The boats lie"',
        'suffix = ". The boats lie"\nspeaker = "some-skippers"\nattitude = "reports"',
    ).client

    page = client.get("/matrix.json").json()

    assert [claim["id"] for claim in page["shared_claims"]] == [
        "the-water-rises",
        "the-harbour-dries-by-evening",
    ]


def test_the_table_tells_its_heads_from_its_cells(visit):
    for path in ("/matrix", "/matrix?theme=water"):
        page = visit(path)

        assert {th["scope"] for th in page.select(".table th")} <= {
            "col",
            "row",
            "rowgroup",
        }
        assert all(row.th or row.parent.name == "thead" for row in page.select("tr"))


def test_a_theme_that_is_none_is_not_found(client):
    assert client.get("/matrix?theme=no-such").status_code == 404
    assert client.get("/matrix.json?theme=no-such").status_code == 404


def test_the_list_of_quotes_can_be_held_to_what_was_asked_for(visit):
    page = visit("/quotes?source=pilot-2025&theme=boats&stance=against")

    assert [item["id"] for item in page.select("li.quote-list-item")] == [
        "q-6f3fb387a7d2",
        "q-2048b4b694aa",
        "q-e20bef087b6b",
    ]
    assert "3 quotes of 17" in words(page.main.header)
    assert [a["href"] for a in page.select("a.filters-chosen-link")] == [
        "/quotes?source=pilot-2025&stance=against#shown",
        "/quotes?theme=boats&stance=against#shown",
        "/quotes?source=pilot-2025&theme=boats#shown",
    ]


def test_a_quote_asked_for_by_its_claim_leads_there_from_this_claim(visit):
    page = visit("/quotes?claim=the-harbour-dries-by-evening&source=pilot-2025")
    shared = page.find(id="q-e20bef087b6b")

    asked = parse_qs(urlsplit(shared.select_one("a.to-source")["href"]).query)

    assert asked["claim"] == ["the-harbour-dries-by-evening"]
    assert asked["from"] == [
        "/quotes?source=pilot-2025&claim=the-harbour-dries-by-evening"
    ]


def test_where_a_source_is_silent_the_list_says_so(visit):
    page = visit("/quotes?source=moor-gull-2023&theme=town")

    assert "No quotes match these filters." in words(page.main)
    assert "0 quotes of 17" in words(page.main.header)


@pytest.mark.parametrize("name", ["source", "theme", "claim", "stance"])
def test_a_choice_that_is_none_is_not_found(client, name):
    assert client.get(f"/quotes?{name}=no-such").status_code == 404


# --- the real site ---------------------------------------------------------------------

_COUNT = """
    SELECT count(DISTINCT quote.id) AS n FROM quote
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE (?1 = '' OR quote.source = ?1) AND (?2 = '' OR claim.theme = ?2)
        AND (?3 = '' OR claim.id = ?3) AND (?4 = '' OR claim.stance = ?4)"""


def counted(store, query):
    """Count the quotes that an address asks for, by plain SQL."""
    asked = parse_qs(query)
    named = [asked.get(n, [""])[0] for n in ("source", "theme", "claim", "stance")]
    (row,) = store.rows(_COUNT, *named)
    return row["n"]


def themes(store):
    return [row["id"] for row in store.rows("SELECT id FROM theme ORDER BY position")]


def test_every_number_is_what_the_store_counts_and_opens_that_many(
    real_client, visit_real, real_store
):
    pages = ["/matrix", *(f"/matrix?theme={slug}" for slug in themes(real_store))]
    found = [number for path in pages for number in numbers(visit_real(path))]

    assert len(found) > 150
    for address, n in found:
        shown = real_client.get(address).text.count('class="quote-list-item"')
        assert (n, n) == (counted(real_store, urlsplit(address).query), shown), address


def test_no_cell_is_silent_where_the_store_has_a_quote(visit_real, real_store):
    cells = real_store.rows(
        """SELECT DISTINCT quote.source, claim.theme, claim.stance FROM quote
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim"""
    )
    wanted = {
        f"/quotes?source={c['source']}&theme={c['theme']}&stance={c['stance']}"
        for c in cells
    }

    shown = {a["href"] for a in visit_real("/matrix").select("tbody td a.stance-count")}

    assert shown == wanted


def test_what_only_one_source_says_opens_as_many_claims(visit_real, real_store):
    (total,) = real_store.rows(
        """SELECT count(*) AS n FROM (SELECT 1 FROM claim_quote
        JOIN quote ON quote.id = claim_quote.quote
        GROUP BY claim HAVING count(DISTINCT source) = 1)"""
    )
    links = visit_real("/matrix").select("#alone a")
    opened = visit_real("/gaps?open=all")

    told = {urlsplit(a["href"]).fragment: int(words(a).split()[0]) for a in links}

    assert told["one-source"] == total["n"]
    assert told == {
        place: len(opened.find(id=place).select("[data-claim]")) for place in told
    }


@pytest.mark.parametrize(("n", "many"), [(7, False), (8, True)])
def test_a_table_of_many_sources_can_be_scrolled_by_keyboard(client, n, many):
    app = client.app.app.app
    template = app.state.templates.from_string(
        '{% from "shared/table.html" import table %}'
        '{% call table("c", "Quotes", "Theme", sources, initials, "#") %}{% endcall %}'
    )
    sources = [SourceName(f"s{at}", f"Gull {at}", "Gulls") for at in range(n)]

    page = BeautifulSoup(
        template.render(sources=sources, initials=source_initials(sources)),
        "html.parser",
    )

    (frame,) = page.select(".table")
    asked = (frame.get("role"), frame.get("tabindex"), frame.get("aria-labelledby"))
    assert asked == (("region", "0", "c") if many else (None, None, None))
    assert words(page.select_one("#c")) == "Quotes"
