"""The filters of the lists: the same words everywhere, every count true, no dead end."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from app.domain.vocabulary import Voice
from tests.reading import words

# Each list: what it counts, by SQL, and what stands on its page once for each of them.
LISTS = {
    "/claims": ("claim.id", 'data-claim="'),
    "/quotes": ("quote.id", 'class="quote-list-item"'),
    "/sources": ("source.id", 'class="grid entry"'),
    "/speakers": ("quote.speaker", 'class="speakers-counts"'),
    "/themes/taiwan": ("claim.id", 'data-claim="'),
}

TESTS = {
    "theme": "claim.theme = ?",
    "source": "source.id = ?",
    "speaker": "quote.speaker = ?",
    "stance": "claim.stance = ?",
    "claim": "claim.id = ?",
    "answered": """CASE ? WHEN 'not' THEN NOT EXISTS ({answers})
        ELSE EXISTS ({answers} AND kind = ?) END""",
    "voice": "? = 'authors' AND quote.own",
    "as_of": """(? >= source.latest OR ? >= (
        SELECT min(date) FROM also_published WHERE also_published.source = source.id))""",
}


# The answers to a claim that were known on a day.
ANSWERS = """SELECT 1 FROM answer WHERE answer."to" = claim.id AND EXISTS (
    SELECT 1 FROM claim_quote AS ground
    JOIN quote AS words ON words.id = ground.quote
    JOIN source AS article ON article.id = words.source
    WHERE ground.claim = answer."from" AND '{day}' >= min(latest, coalesce(
        (SELECT min(date) FROM also_published AS also WHERE also.source = article.id),
        latest)))"""


def counted(store, path, asked):
    """Count what a list should show, by plain SQL."""
    what, _ = LISTS[path]
    if path.startswith("/themes/"):
        asked = {**asked, "theme": path.rpartition("/")[2]}
    held = {name: word for name, word in asked.items() if word}
    answers = ANSWERS.format(day=held.get("as_of", "9999"))
    tests = [TESTS[name].format(answers=answers) for name in held] or ["true"]
    values = [
        word for name, word in held.items() for _ in range(TESTS[name].count("?"))
    ]
    if path == "/speakers" and not held:
        return store.row("SELECT count(*) AS n FROM speaker")["n"]
    return store.row(
        f"""SELECT count(DISTINCT {what}) AS n FROM claim
        JOIN claim_quote ON claim_quote.claim = claim.id
        JOIN quote ON quote.id = claim_quote.quote
        JOIN source ON source.id = quote.source
        WHERE {" AND ".join(tests)}""",  # noqa: S608 - of constants
        *values,
    )["n"]


def address(path, asked):
    query = "&".join(f"{name}={word}" for name, word in asked.items() if word)
    return f"{path}?{query}" if query else path


# --- counts ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "base",
    [
        pytest.param({}, id="nothing else"),
        pytest.param(
            {"stance": "against", "as_of": "2022-02-23"}, id="a side and a day"
        ),
    ],
)
def test_every_choice_shows_as_many_as_it_says_and_as_the_store_counts(
    real_client, real_store, path, base
):
    page = real_client.get(address(f"{path}.json", base)).json()
    found = []
    for one in page["filtering"]["filters"]:
        for choice in one["choices"]:
            asked = {**base, one["name"]: choice["value"]}
            text = real_client.get(address(path, asked)).text
            shown = text.count(LISTS[path][1])
            found.append(
                (asked, choice["shows"], counted(real_store, path, asked), shown)
            )

    assert len(found) > 20
    assert [one for one in found if not one[1] == one[2] == one[3]] == []


@pytest.mark.parametrize("path", LISTS)
def test_the_lists_have_the_same_filters_but_for_their_own(real_client, path):
    names = [
        one["name"]
        for one in real_client.get(f"{path}.json").json()["filtering"]["filters"]
    ]

    own = {"/sources": "source", "/speakers": "speaker", "/themes/taiwan": "theme"}
    every = ["theme", "source", "speaker", "stance", "answered", "voice", "as_of"]
    left_out = {own.get(path)} | (set() if listing_claims(path) else {"answered"})
    assert names == [name for name in every if name not in left_out]


def listing_claims(path):
    return LISTS[path][0] == "claim.id"


def test_claims_can_be_limited_to_those_that_are_contradicted(visit):
    page = visit("/claims?answered=rebuts&open=all")

    assert {tag["data-claim"] for tag in page.select("[data-claim]")} == {
        "the-water-rises",
        "the-rise-comes-twice-a-day",
        "only-the-boats-move",
    }
    assert words(page.select_one(".filters-chosen-link")).endswith(
        "Answers Contradicted"
    )
    assert [words(option) for option in page.select("#f-answered option")] == [
        "Answered or not (11)",
        "Contradicted (3)",
        "Undercut (1)",
        "Limited (2)",
        "Not answered (6)",
    ]


def test_what_nobody_knew_on_a_day_contradicted_nothing_on_it(visit):
    # Its answer is of 2024.
    page = visit("/claims?answered=not&as_of=2023-05-31&open=all")

    shown = {tag["data-claim"] for tag in page.select("[data-claim]")}

    assert "the-water-rises" in shown


def test_what_a_filtered_list_counts_of_an_item_is_what_passes(visit):
    asked = "theme=town"

    sources = [words(entry) for entry in visit(f"/sources?{asked}").select("li.entry")]
    people = [
        words(one) for one in visit(f"/speakers?{asked}").select(".speakers-list li")
    ]
    claim = visit("/claims?source=moor-gull-2023").find(
        attrs={"data-claim": "the-water-rises"}
    )

    assert sources[0].rpartition("of itself ")[2] == (
        "2 quotes for 1 against in 3 passages, supporting 2 claims"
    )
    assert "Ann Pilot Harbour pilot 1 quote against in Pilot 2025" in people
    assert words(claim.select_one(".claim-sources")) == "Moor and Gull 2023"
    assert len(claim.select("blockquote")) == 1


# --- as known on a day -------------------------------------------------------------------


def test_before_the_war_two_sources_were_known_and_one_date_is_inferred(visit_real):
    page = visit_real("/claims?as_of=2022-02-23")
    told = words(page.select_one(".filters-as-of"))

    sources = {
        urlsplit(a["href"]).path
        for a in page.select("article a[href^='/sources/'], .filters-as-of li a")
    }

    assert sources == {"/sources/rinna-2014", "/sources/attache-2022"}
    assert "2 of 5 articles" in told
    assert "Rinna 2014 , 1 July 2014, as it states." in told
    assert (
        "The Attaché [2022] , [4–23 February 2022]: this date is inferred from "  # noqa: RUF001
        "“Russian President Vladimir Putin attends a meeting" in told
    )
    assert "It writes of the meeting that this caption dates to 4 February" in told


@pytest.mark.parametrize(
    ("day", "known"),
    [
        pytest.param("2023-05-30", 0, id="before the last day it may be of"),
        pytest.param("2023-05-31", 1, id="on its last day"),
        pytest.param("2024-12-30", 1, id="before the first publication"),
        pytest.param("2024-12-31", 3, id="on the day of the first publication"),
        pytest.param("2999-01-01", 3, id="later than everything"),
    ],
)
def test_a_source_is_known_from_its_last_possible_day_or_first_publication(
    visit, day, known
):
    page = visit(f"/sources?as_of={day}")

    assert len(page.select("li.entry")) == known


def test_a_source_that_may_have_been_out_is_said_to(visit):
    told = words(visit("/claims?as_of=2024-06-01").select_one(".filters-as-of"))

    assert "Harbour Board [2024], [2024], so it may already have been out" in told
    assert (
        "Pilot 2025, 2 January 2025 (first in Press Harbour, 31 December 2024)." in told
    )


def test_a_first_publication_elsewhere_is_named(visit):
    told = words(visit("/claims?as_of=2024-12-31").select_one(".filters-as-of"))

    assert "Pilot 2025 , first in Press Harbour, 31 December 2024." in told


def test_the_days_to_choose_from_are_those_on_which_something_changes(visit):
    days = [
        (option["value"], words(option))
        for option in visit("/claims").select("#f-as_of option")
    ]

    assert days == [
        ("", "Any date (11)"),
        ("2023-05-31", "31 May 2023 (3)"),
        ("2024-12-31", "31 December 2024, some dates inferred (11)"),
    ]


def test_any_other_day_stands_among_them(visit):
    days = visit("/claims?as_of=2024-02-29").select("#f-as_of option")

    assert [day["value"] for day in days if day.has_attr("selected")] == ["2024-02-29"]
    assert [words(day) for day in days][2] == "29 February 2024 (3)"


def test_before_the_first_source_the_page_says_so_and_leads_to_it(visit):
    page = visit("/claims?as_of=2000-01-01")
    way = page.select_one(".filters-as-of a")

    assert "none of the articles" in words(page.select_one(".filters-as-of"))
    assert way["href"] == "/claims?as_of=2023-05-31#shown"
    assert visit(way["href"]).select("[data-claim]")


KNOWN_BY = """SELECT claim_quote.claim FROM claim_quote
    JOIN quote ON quote.id = claim_quote.quote
    JOIN source ON source.id = quote.source
    WHERE min(latest, coalesce((SELECT min(date) FROM also_published
        WHERE also_published.source = source.id), latest)) <= ?1"""

DAYS = ["2014-07-01", "2022-02-23", "2023-06-02"]


@pytest.mark.parametrize("day", DAYS)
def test_what_was_not_known_on_a_day_answers_nothing_on_it(visit_real, real_store, day):
    known = {row["claim"] for row in real_store.rows(KNOWN_BY, day)}
    themes = [f"/themes/{row['id']}" for row in real_store.rows("SELECT id FROM theme")]

    for path in ["/claims", *themes]:
        # The test below inspects the page of each day.
        answer = visit_real.client.get(f"{path}?as_of={day}&open=all")
        page = BeautifulSoup(answer.text, "html.parser")
        linked = {
            urlsplit(str(a["href"])).path.removeprefix("/claims/")
            for a in page.select(".face-to-face a[href^='/claims/']")
        }
        assert answer.status_code == 200
        assert linked <= known, path
        assert "hidden by the filters" not in words(page.main).lower()


@pytest.mark.parametrize("day", DAYS)
def test_what_was_known_on_a_day_and_answers_is_there(visit_real, real_store, day):
    joined = real_store.rows(
        f"""SELECT "from" AS one, "to" AS two FROM relation
        WHERE kind <> 'supports' AND "from" IN ({KNOWN_BY}) AND "to" IN ({KNOWN_BY})""",  # noqa: S608
        day,
    )
    wanted = {pair for row in joined for pair in (tuple(row), tuple(row)[::-1])}
    page = visit_real(f"/claims?as_of={day}&open=all")

    found = set()
    for row in page.select(".face-to-face"):
        first, *facing = [
            claim["data-claim"]
            for claim in row.select("article[data-claim]:not(.claim-narrow)")
        ]
        found |= {pair for other in facing for pair in ((first, other), (other, first))}
        for answer in row.select(".face-to-face-answers a"):
            block = answer.find_parent("article")
            there = urlsplit(answer["href"])
            slug = there.fragment.removeprefix("c-") or there.path.rpartition("/")[2]
            found.add((block["data-claim"] if block else first, slug))
    narrow = {tag["data-claim"] for tag in page.select(".claim-narrow")}

    assert found == {pair for pair in wanted if pair[0] not in narrow}
    assert found or day == DAYS[0]


def test_where_nothing_known_answers_a_claim_the_page_says_of_which_day(visit):
    gaps = visit("/claims?as_of=2024-06-01").select(".face-to-face-unanswered")

    assert {words(gap) for gap in gaps} == {
        "Nothing published by 1 June 2024 answers this claim."
    }


def test_a_narrower_claim_does_not_name_a_broader_one_of_later(visit_real, real_store):
    known = {row["claim"] for row in real_store.rows(KNOWN_BY, DAYS[1])}

    page = visit_real(f"/claims?as_of={DAYS[1]}&stance=against")

    for link in page.select(".claim-parent a"):
        assert link["href"].removeprefix("/claims/") in known


def test_the_page_says_that_claims_keep_todays_wording(visit):
    said = "Claims keep today’s wording"  # noqa: RUF001

    for path in ("/claims", "/quotes", "/themes/water"):
        assert said in words(
            visit(f"{path}?as_of=2023-05-31").select_one(".filters-as-of")
        )
    assert said not in words(
        visit("/claims?as_of=2999-01-01").select_one(".filters-as-of")
    )
    assert said not in words(
        visit("/speakers?as_of=2023-05-31").select_one(".filters-as-of")
    )


# --- answers that the filters hide -------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["theme=taiwan", "source=rinna-2014", "source=rinna-2014&stance=for"]
)
@pytest.mark.parametrize("path", ["/claims", "/themes/west"])
def test_answers_by_claims_that_the_filters_hide_are_called_so(visit_real, path, query):
    page = visit_real(f"{path}?{query}&open=all")
    passing = {
        tag["data-claim"]
        for tag in visit_real(
            f"/claims?{query if path == '/claims' else query.replace('theme=taiwan', '')}"
        ).select("[data-claim]")
    }
    told = {True: 0, False: 0}

    for answers in page.select(".face-to-face-answers"):
        for answer in answers.select("li"):
            hidden = "hidden by the filters" in words(answer).lower()
            there = urlsplit(answer.a["href"])
            slug = there.fragment.removeprefix("c-") or there.path.rpartition("/")[2]
            # Where one side is chosen, the other stands only as what answers it.
            shown = slug in passing or "stance" in query
            assert shown is not hidden, slug
            told[hidden] += 1

    if query == "source=rinna-2014":
        assert told[True] > 0


def test_no_filter_offers_what_would_show_nothing(visit, client):
    asked = "/claims{}?source=harbour-board-2024"
    filters = client.get(asked.format(".json")).json()["filtering"]["filters"]
    offered = visit(asked.format("")).select("option")

    assert any(one["shows"] == 0 for it in filters for one in it["choices"])
    assert not [words(one) for one in offered if words(one).endswith("(0)")]


def test_without_filters_no_answer_is_called_hidden(visit_real):
    assert "the filters" not in "".join(
        words(tag)
        for tag in visit_real("/claims?open=all").select(
            ".face-to-face-answers, .face-to-face-unanswered"
        )
    )


# --- ways out ----------------------------------------------------------------------------


def test_each_filter_in_force_is_a_link_that_takes_it_alone_away(visit):
    page = visit("/claims?source=pilot-2025&theme=boats&stance=against")

    chips = {words(a): a["href"] for a in page.select("a.filters-chosen-link")}

    assert chips == {
        "Remove filter Theme Boats": "/claims?source=pilot-2025&stance=against#shown",
        "Remove filter Source Pilot 2025": "/claims?theme=boats&stance=against#shown",
        "Remove filter Side Against": "/claims?source=pilot-2025&theme=boats#shown",
    }
    assert page.select_one("a.filters-chosen-clear")["href"] == "/claims#shown"
    # They are named, so that the form need not stand between a reader and the list.
    assert page.select("details.filters-fold:not([open])")


@pytest.mark.parametrize("path", ["/claims", "/quotes", "/sources", "/speakers"])
def test_an_empty_page_says_why_and_every_way_out_shows_something(visit_real, path):
    own = {"/sources": "speaker=henry-kissinger", "/speakers": "source=rinna-2014"}
    page = visit_real(
        f"{path}?theme=taiwan&{own.get(path, 'source=rerussia-2023')}&as_of=2014-06-30"
    )

    ways = page.select(".filters-chosen-none a")

    assert "match these filters" in words(page.select_one(".filters-chosen-none"))
    assert ways
    for way in ways:
        assert LISTS[path][1] in visit_real.client.get(way["href"]).text


def test_a_way_out_says_how_much_it_shows(visit_real):
    page = visit_real("/claims?source=rerussia-2023&theme=taiwan")

    for way in page.select(".filters-chosen-none a")[:-1]:
        shown = visit_real(way["href"]).select("[data-claim]")
        assert words(way) == f"{len(shown)} claims"


def test_the_filters_lead_from_list_to_list(visit):
    page = visit("/claims?source=pilot-2025&stance=against")

    (quotes,) = page.select("#shown [role=status] a")

    assert (
        words(quotes)
        == f"{len(visit(quotes['href']).select('li.quote-list-item'))} quotes"
    )
    assert page.select_one("#t-boats a")["href"] == (
        "/themes/boats?source=pilot-2025&stance=against"
    )


def test_the_way_back_from_a_filtered_theme_carries_its_filters(visit):
    link = visit("/themes/boats?speaker=ann-pilot").select_one("a.to-source")
    landed = visit(link["href"].partition("#")[0])

    back = urlsplit(landed.select_one(".source-bar-link")["href"])

    assert (back.path, back.query) == ("/themes/boats", "speaker=ann-pilot")


# --- addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("/claims?theme=&source=pilot-2025&voice=", "/claims?source=pilot-2025"),
        ("/claims?theme=&source=&voice=", "/claims"),
        ("/claims?stance=for&stance=against", "/claims?stance=against"),
        ("/quotes.json?theme=&as_of=2024-12-31", "/quotes.json?as_of=2024-12-31"),
        ("/themes/boats?open=all&source=", "/themes/boats?open=all"),
    ],
)
def test_an_address_without_empty_words_is_led_to(client, asked, to):
    answer = client.get(asked)

    assert (answer.status_code, answer.headers["location"]) == (303, to)


@pytest.mark.parametrize("path", ["/claims", "/quotes", "/sources", "/themes/boats"])
@pytest.mark.parametrize(
    "word",
    [
        pytest.param("2022-13-01", id="no month"),
        pytest.param("2023-02-29", id="no leap year"),
        pytest.param("20220223", id="without hyphens"),
        pytest.param("2022-W08-3", id="a week"),
        pytest.param("yesterday", id="a word"),
        pytest.param("%00", id="NUL"),
        pytest.param("２０２２-02-23", id="other digits"),  # noqa: RUF001
        pytest.param("9" * 5000, id="huge"),
    ],
)
def test_what_is_no_day_is_refused_in_words(visit, path, word):
    page = visit(f"{path}?as_of={word}", status=422)

    assert "as_of: " in words(page.main)


def test_the_refusal_says_how_a_day_is_written(visit, client):
    asked = "as_of=2022-02-30"

    told = words(visit(f"/claims?{asked}", status=422).main)

    assert "'2022-02-30' is not a day; write one as 2022-02-23" in told
    assert client.get(f"/claims.json?{asked}").status_code == 422


@pytest.mark.parametrize("name", ["theme", "source", "speaker", "stance", "voice"])
def test_an_unknown_value_of_a_filter_is_said_with_those_that_it_takes(visit, name):
    page = visit(f"/claims?as_of=2024-12-31&{name}=moon", status=404)

    told, links = words(page.main), [a["href"] for a in page.select("main a")]
    assert words(page.h1) == "Unknown filter value"
    assert "does not take the value moon" in told
    assert "nothing at this address" not in told
    assert "Did you mean" not in told
    assert links[-2:] == ["/claims", "/"]
    # Each value that it takes leads to this page with it, the other filters kept.
    assert len(links) > 2
    for link in links[:-2]:
        assert link.startswith(f"/claims?as_of=2024-12-31&{name}=")
        visit(link)


def test_a_filter_that_a_page_does_not_have_is_passed_over(client):
    assert client.get("/sources?source=moon").status_code == 200
    assert client.get("/claims?claim=moon").status_code == 200
    assert client.get(f"/claims?voice={Voice.ALL}").status_code == 200


def test_the_state_of_a_page_is_in_its_address_and_its_form(visit):
    page = visit("/claims?speaker=old-tom&as_of=2024-12-31&open=all")

    chosen = {
        select["name"]: select.select_one("[selected]")["value"]
        for select in page.select("form.filters select")
        if select.select_one("[selected]")["value"]
    }

    assert chosen == {"speaker": "old-tom", "as_of": "2024-12-31"}
    assert page.select_one("form.filters input[name=open]")["value"] == "all"
    assert page.select_one("form.filters")["action"] == "/claims#shown"
    assert page.find(id="shown")["tabindex"] == "-1"
    assert all("open=all" in a["href"] for a in page.select("a.filters-chosen-link"))
    assert parse_qs(urlsplit(page.select("#shown a")[0]["href"]).query) == {
        "speaker": ["old-tom"],
        "as_of": ["2024-12-31"],
    }
