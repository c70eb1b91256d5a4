"""The timeline: sources by date, every number open, dates that quotes themselves name."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app.domain import dates
from tests.reading import words


@pytest.fixture(scope="module")
def timeline(visit_real):
    return visit_real("/timeline")


def counted(store, address):
    """Count the claims that an address asks for, by plain SQL."""
    asked = {name: told[0] for name, told in parse_qs(urlsplit(address).query).items()}
    return store.row(
        """SELECT count(DISTINCT claim.id) AS n FROM claim
        JOIN claim_quote ON claim_quote.claim = claim.id
        JOIN quote ON quote.id = claim_quote.quote
        JOIN source ON source.id = quote.source
        WHERE ?1 IN ('', source.id) AND ?2 IN ('', claim.theme)
            AND ?3 IN ('', claim.stance) AND (?4 = '' OR ?4 >= source.latest OR ?4 >= (
                SELECT min(date) FROM also_published
                WHERE also_published.source = source.id))""",
        *(asked.get(name, "") for name in ("source", "theme", "stance", "as_of")),
    )["n"]


# --- the small world ---------------------------------------------------------------------


def test_each_source_stands_at_its_date_with_its_claims(visit):
    entries = [words(one) for one in visit("/timeline").select(".timeline-entry")]

    assert entries == [
        (
            "Moor and Gull 2023 Moon over Mud May 2023, as it states. "
            "2 claims for 1 claim against Published up to 31 May 2023 : 3 claims"
        ),
        (
            "Harbour Board [2024] Sitting on a Sandbank [2024], inferred from “since the "
            "flood of 2023, and its books name no later year”. "
            "1 claim for 2 claims against Published up to 31 December 2024 : 11 claims"
        ),
        (
            "Pilot 2025 The Tide at Noon 2 January 2025, as it states. First in Press "
            "Harbour, 31 December 2024. 3 claims for 5 claims against "
            "Published up to 31 December 2024 : 11 claims"
        ),
    ]


def test_themes_from_source_to_source_say_for_against_or_silent(visit):
    rows = [
        [words(cell).replace("\N{EN DASH} ", "") for cell in row.select("th, td")]
        for row in visit("/timeline").select("#shifts tbody tr")
    ]

    assert rows[2] == [
        "Town",
        "silent",
        "1 for, Harbour Board [2024], Town 1 against, Harbour Board [2024], Town",
        "1 against, Pilot 2025, Town",
    ]


# --- the real site -----------------------------------------------------------------------


def test_every_number_is_what_the_store_counts_and_opens_that_many(
    timeline, real_store, real_client
):
    numbers = [
        (a["href"], int(re.findall(r"^\d+", words(a))[0]))
        for a in timeline.select("a[href*='stance=']")
    ] + [
        (p.a["href"], int(re.findall(r"(\d+) claims?$", words(p))[0]))
        for p in timeline.select(".timeline-entry > p:last-child")
    ]

    assert len(numbers) > 75
    for address, n in numbers:
        shown = real_client.get(address).text.count('data-claim="')
        assert (n, n) == (counted(real_store, address), shown), address


def test_no_source_and_no_theme_is_left_out(timeline, real_store):
    cells = real_store.rows(
        """SELECT DISTINCT quote.source, claim.theme, claim.stance FROM quote
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim"""
    )

    shown = {a["href"] for a in timeline.select("#shifts tbody td a")}

    assert shown == {
        f"/claims?source={c['source']}&theme={c['theme']}&stance={c['stance']}"
        for c in cells
    }
    assert [li["id"] for li in timeline.select(".timeline-entry")] == [
        f"at-{row['id']}"
        for row in real_store.rows("SELECT id FROM source ORDER BY latest")
    ]


def test_the_drawing_has_the_same_links_as_the_text(timeline):
    drawn = {a["href"] for a in timeline.select("svg a")}

    told = {
        a["href"] for a in timeline.select(".timeline-entry a, .timeline-date > h3 a")
    }

    assert drawn == told
    assert len(timeline.select("svg a")) == len(
        timeline.select(".timeline-entry a, .timeline-date > h3 a")
    )


def test_the_drawing_says_the_same_numbers_as_the_text(timeline):
    drawn = {a["href"]: words(a) for a in timeline.select("svg a[href*='stance=']")}

    told = {
        a["href"]: words(a).replace("claims ", "").replace("claim ", "")
        for a in timeline.select(".timeline-counts a")
    }

    assert drawn == told


def test_dates_are_those_that_quotes_name_and_open_these_quotes(timeline, real_store):
    named: dict[str, set[str]] = {}
    for row in real_store.rows("SELECT id, exact FROM quote"):
        for date in dates.dates_named(row["exact"]):
            named.setdefault(f"on-{date.slug}", set()).add(row["id"])

    shown = {
        date.h3["id"]: {
            a["href"].removeprefix("/quotes/") for a in date.select("a.quote-list-cite")
        }
        for date in timeline.select(".timeline-date")
    }

    assert shown == named
    assert "on-2022-02" in shown
    for date in timeline.select(".timeline-date"):
        told = int(words(date.h3.span).split()[0])
        assert told == len(date.select("li.quote-list-item"))
        year = date.h3["id"][3:7]
        assert all(year in words(mark) for mark in date.select("mark"))


def test_years_run_from_the_oldest_source_to_the_newest(timeline, real_store):
    (span,) = real_store.rows(
        "SELECT min(substr(earliest, 1, 4)) AS a, max(substr(latest, 1, 4)) AS b"
        " FROM source"
    )

    years = [int(words(year)) for year in timeline.select("svg .timeline-axis-year")]

    assert years == list(range(int(span["a"]), int(span["b"]) + 1))
    assert (years[0], years[-1]) == (2014, 2025)


def test_an_inferred_date_is_drawn_otherwise_and_as_long_as_it_may_be(
    timeline, real_store
):
    inferred = real_store.rows("SELECT id FROM source WHERE basis = 'inferred'")
    lengths = [
        float(path["d"].partition("v")[2])
        for path in timeline.select("svg .timeline-axis-inferred")
    ]

    assert (
        len(timeline.select("svg .timeline-axis-open")) == len(inferred) == len(lengths)
    )
    # Eleven months of 2024, and days that could not be seen.
    assert max(lengths) == pytest.approx(54 * 334 / 366, abs=0.2)


def test_the_way_back_from_a_quote_is_its_place_on_the_timeline(timeline, visit_real):
    link = timeline.select_one("li.quote-list-item a.to-source")
    landed = visit_real(link["href"].partition("#")[0])

    back = landed.select_one(".source-bar-link")

    assert words(back) == "Back to the timeline"
    assert timeline.find(id=urlsplit(back["href"]).fragment)
