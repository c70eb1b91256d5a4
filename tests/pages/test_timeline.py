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


def ahead(source, theme, real_store):
    """Return the side for which a source makes more claims on a theme; None for neither."""
    made = [
        counted(real_store, f"?source={source}&theme={theme}&stance={stance}")
        for stance in ("for", "against")
    ]
    return None if made[0] == made[1] else "for" if made[0] > made[1] else "against"


# --- the small world ---------------------------------------------------------------------


def test_each_source_stands_at_its_date_with_its_claims_and_all_made_by_then(visit):
    entries = [words(one) for one in visit("/timeline").select(".timeline-entry")]

    assert entries == [
        (
            "May 2023 as the article states, without the day Moor and Gull 2023 "
            "Moon over Mud 2 claims for 1 claim against All articles up to 31 May 2023 , "
            "the latest day it can be from: 3 claims"
        ),
        (
            "[2024] inferred Harbour Board [2024] Sitting on a Sandbank "
            "Inferred from “since the flood of 2023, and its books name no later "
            "year”. 1 claim for 2 claims against"
        ),
        (
            "2 January 2025 as the article states Pilot 2025 The Tide at Noon "
            "First published in Press Harbour, 31 December 2024. "
            "3 claims for 5 claims against "
            "All articles up to 31 December 2024 , when it first appeared: 11 claims"
        ),
    ]


def test_what_is_inferred_and_what_is_no_day_is_marked_otherwise_than_a_stated_day(
    visit,
):
    marks = visit("/timeline").select(".timeline-entry > .timeline-mark")

    assert [one["class"][1:] for one in marks] == [
        ["span"],
        ["inferred", "span"],
        [],
    ]


def test_themes_from_source_to_source_say_for_against_or_silent(visit):
    rows = [
        [words(cell).replace("\N{EN DASH} ", "") for cell in row.select("th, td")]
        for row in visit("/timeline").select("#shifts tbody tr")
    ]

    assert rows[2] == [
        "Town",
        "no quote",
        "1 for, Harbour Board [2024], Town 1 against, Harbour Board [2024], Town",
        "1 against, Pilot 2025, Town",
    ]


def test_the_last_rows_count_the_claims_of_each_source_on_all_themes(visit):
    page = visit("/timeline")
    totals = [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select("#shifts tfoot tr")
    ]

    every = "{} {}, {}, all themes".format
    assert totals == [
        [
            "All themes, for",
            every(2, "for", "Moor and Gull 2023"),
            every(1, "for", "Harbour Board [2024]"),
            every(3, "for", "Pilot 2025"),
        ],
        [
            "All themes, against",
            every(1, "against", "Moor and Gull 2023"),
            every(2, "against", "Harbour Board [2024]"),
            every(5, "against", "Pilot 2025"),
        ],
    ]
    assert page.select_one("#shifts tfoot a")["href"] == (
        "/claims?source=moor-gull-2023&stance=for"
    )


def test_a_table_says_what_it_counts_and_which_page_counts_otherwise(visit):
    captions = {
        path: visit(path).select_one("caption")
        for path in ("/timeline", "/matrix", "/matrix?theme=water")
    }

    assert {path: words(one) for path, one in captions.items()} == {
        "/timeline": (
            "Number of claims with a quote from each article, by theme; oldest article "
            "first. Who says what counts quotes."
        ),
        "/matrix": (
            "Number of quotes from each article, by theme; oldest article first. "
            "The timeline counts claims."
        ),
        "/matrix?theme=water": (
            "Number of quotes from each article, by claim; oldest article first. "
            "The timeline counts claims."
        ),
    }
    assert captions["/timeline"].a["href"] == "/matrix"
    assert captions["/matrix"].a["href"] == "/timeline#shifts"


def test_a_silence_ends_on_the_day_of_an_earlier_publication(changed):
    client = changed(
        "sources/pilot-2025.toml",
        "earliest = 2025-01-02\nlatest = 2025-01-02",
        "earliest = 2027-01-02\nlatest = 2027-01-02",
    ).client

    assert "Nothing published" not in client.get("/timeline").text


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

    assert len(numbers) >= 75
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


def test_themes_are_told_apart_by_how_they_shift(timeline, real_store):
    told = {}
    for row in timeline.select(".timeline-courses > li"):
        says = words(row).split(":")[0].strip()
        for link in row.select("a"):
            told[link["href"].removeprefix("/quotes?theme=")] = says

    for theme in real_store.rows("SELECT id FROM theme"):
        on_it = real_store.rows(
            """SELECT source.id FROM source
            WHERE EXISTS (SELECT 1 FROM claim
                JOIN claim_quote ON claim_quote.claim = claim.id
                JOIN quote ON quote.id = claim_quote.quote
                WHERE claim.theme = ? AND quote.source = source.id)
            ORDER BY source.position""",
            theme["id"],
        )
        first, last = (
            ahead(on_it[at]["id"], theme["id"], real_store) for at in (0, -1)
        )
        if not first or not last:
            says = "As many for as against in one or both"
        elif first == last:
            says = f"{first.capitalize()} in both"
        else:
            says = f"First {first} , then {last}"
        assert told[theme["id"]] == says
    assert len(set(told.values())) > 2


def test_the_axis_comes_first_and_no_link_stands_on_it_twice(timeline):
    heads = [words(one) for one in timeline.select("main h2")]
    counted = [a["href"] for a in timeline.select(".timeline a[href*='stance=']")]

    assert heads == ["Articles by date", "Themes over time", "Dates in the quotes"]
    assert timeline.select("main svg a") == []
    assert len(counted) == len(set(counted)) == 10


def test_the_long_gap_is_drawn_as_a_break_and_told_in_words(timeline):
    (gap,) = timeline.select(".timeline-break")

    assert gap.svg["aria-hidden"] == "true"
    assert words(gap) == (
        "Nothing published for more than seven years Dates in the quotes: "
        "September 2014 (1 quote), 2019 (1 quote), "
        "October 2021 (1 quote), February 2022 (2 quotes)"
    )
    assert gap.find_previous_sibling("li")["id"] == "at-rinna-2014"
    assert gap.find_next_sibling("li")["id"] == "at-attache-2022"


def test_every_date_is_on_the_axis_once_and_leads_to_its_quotes(timeline):
    led = [a["href"] for a in timeline.select(".timeline-between a")]

    assert led == [a["href"] for a in timeline.select(".timeline-date > h3 a")]


def test_dates_are_those_that_quotes_name_and_open_these_quotes(timeline, real_store):
    named: dict[str, set[str]] = {}
    for row in real_store.rows("SELECT id, exact FROM quote"):
        for date in dates.dates_named(row["exact"]):
            named.setdefault(f"on-{date.slug}", set()).add(row["id"])

    shown = {
        date.h3["id"]: {
            a["href"].removeprefix("/quotes/").removesuffix("#cite")
            for a in date.select(".attribution > a:not(.to-source)")
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


def test_the_way_back_from_a_quote_is_its_place_on_the_timeline(timeline, visit_real):
    link = timeline.select_one("li.quote-list-item a.to-source")
    landed = visit_real(link["href"].partition("#")[0])

    back = landed.select_one(".source-bar-link")

    assert words(back) == "Back to the timeline"
    assert timeline.find(id=urlsplit(back["href"]).fragment)
