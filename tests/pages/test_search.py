"""The page of the search."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from app.domain.vocabulary import CLAIMS_ARE_OURS
from tests.reading import words


def test_hits_stand_for_and_against_and_in_the_articles(visit):
    page = visit("/search?q=water")

    heads = [words(head) for head in page.select("main section:not(.paper-only) > h2")]

    assert heads == ["Where they clash 1", "For 7", "Against 3", "In the articles 6"]
    assert words(page.select_one("#search-said")) == "16 results for “water”."


def test_a_side_without_a_hit_says_of_what_there_is_none(visit_real):
    def none(query):
        (said,) = visit_real(f"/search?q=NATO{query}").select(".search-none")
        return f"{words(said.find_previous('h2'))}: {words(said)}"

    found = "Against 0: No {} on this side matches “NATO”"

    answered = "It answers one of the claims shown."
    assert none("") == f"{found.format('claim or quote')}. {answered}"
    assert none("&kind=quotes") == f"{found.format('quote')}."
    filtered = none("&source=datta-2025")
    assert filtered == f"{found.format('claim or quote')} with these filters."


def test_a_clash_stands_before_the_claims_and_leads_to_its_page(visit):
    page = visit("/search?q=water")

    (hit,) = page.select(".search-clashes .search-hit")

    assert hit.a["href"] == "/clashes/is-the-habit-of-skippers-proof"
    assert words(hit.a) == "Is the habit of skippers proof?"
    assert [words(mark) for mark in hit.select("mark")] == ["water"]
    assert words(hit.select_one(".attribution")) == "2 claims for, 3 against"
    assert not visit("/search?q=fathoms").select(".search-clashes")


def test_the_words_are_marked(visit):
    page = visit("/search?q=gates")

    marked = {words(mark) for mark in page.select("main .search-hit-word")}

    assert marked == {"gate"}


def test_a_claim_says_how_many_answer_it_and_a_quote_what_it_supports(visit_real):
    claim = visit_real("/search?q=friendship+without+limits").select_one("article")
    quote = visit_real("/search?q=Taiwan").select_one("li.search-quote")

    assert words(claim.select_one(".attribution")).endswith("Answered by 7 claims")
    assert claim.select_one("a[href$='#answered']")
    supports = quote.select(".attribution")[-1]
    assert words(supports).startswith("Supports ")
    assert supports.a["href"].startswith("/claims/")


def test_a_narrower_claim_and_its_quote_say_which_main_claim_they_support(visit_real):
    page = visit_real("/search?q=neutral")

    main = "China wanted to play the mediator in the war."
    claim = page.select_one("article[data-claim=china-is-neutral-in-the-war]")
    assert words(claim.select_one(".claim-parent")) == f"Supports: {main}"
    assert words(page.select("li.search-quote .attribution")[-1]) == (
        f"Supports China is neutral in the war , which supports {main}"
    )


def test_a_quote_stands_in_its_sentence_and_lands_on_its_passage(visit):
    page = visit("/search?q=fathoms")

    quote = page.select_one("li.search-hit.for")
    link = quote.select_one("a.to-source")["href"]

    assert words(quote.select_one(".quoted")).startswith("At noon the water stands two")
    assert "from=/search%3Fq%3Dfathoms" in link
    assert link.startswith("/sources/pilot-2025?claim=the-water-rises&quote=")


def test_the_way_back_leads_to_the_hit(visit):
    page = visit("/search?q=fathoms")
    link = page.select_one("li.search-hit.for a.to-source")["href"]

    back = visit(link.partition("#")[0]).select_one(".source-bar-link")

    assert words(back) == "Back to the search"
    address, _, place = back["href"].partition("#")
    assert address == "/search?q=fathoms"
    assert page.find(id=place) is not None


def test_a_passage_that_no_quote_uses_is_found_and_landed_on(visit):
    page = visit("/search?q=gulls+white")

    (link,) = page.select(".search-passages a")

    assert link["href"] == (
        "/sources/pilot-2025?from=/search%3Fq%3Dgulls%2Bwhite%23pilot-2025.p3#p3"
    )
    assert words(link) == "Pilot 2025, passage 3"


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        pytest.param("gauges say", "pilot-2025.b", id="a heading"),
        pytest.param("herring", "pilot-2025.b", id="after the article"),
        pytest.param("sandbank", "harbour-board-2024.b", id="before it"),
    ],
)
def test_what_is_no_passage_is_found_and_landed_on(visit, typed, place):
    # The visitor refuses a fragment that is not on the page that it leads to.
    page = visit(f"/search?q={typed}")
    hit = page.select_one(f'.search-passages li[id^="{place}"]')
    link = hit.select_one("a")["href"]

    there = visit(link)

    assert link.endswith("#" + hit["id"].partition(".")[2])
    assert there.find(id=link.partition("#")[2]).select("mark.source-searched")
    assert there.select_one(".source-bar-link")["href"].endswith(f"#{hit['id']}")


def test_the_form_keeps_what_was_typed_and_chosen(visit):
    page = visit("/search?q=water&source=pilot-2025")

    form = page.select_one("form.search-form")

    assert form.select_one("[name=q]")["value"] == "water"
    assert form.select_one("[name=source]")["value"] == "pilot-2025"
    assert page.select_one("details.filters-fold[open] option[selected]")
    assert visit("/search?q=water").select("details.filters-fold:not([open])")


def test_kinds_are_links_with_counts(visit):
    page = visit("/search?q=water")

    kinds = [words(link) for link in page.select(".choices a")]

    assert kinds == ["All 16", "Clashes 1", "Claims 5", "Quotes 4", "Passages 6"]
    clashes = visit("/search?q=water&kind=clashes")
    assert [words(head) for head in clashes.select("main h2")] == ["Where they clash 1"]
    quotes = visit("/search?q=water&kind=quotes")
    assert words(quotes.select_one(".choices [aria-current]")) == "Quotes 4"


def test_a_quote_is_found_under_a_claim_that_passes_the_filters(real, real_store):
    row = real_store.row(
        """SELECT exact, max(theme) AS theme, min(theme) AS other FROM quote
        JOIN claim_quote ON quote.id = claim_quote.quote
        JOIN claim ON claim.id = claim_quote.claim
        GROUP BY quote.id HAVING min(theme) < max(theme) AND min(stance) = max(stance)"""
    )
    for theme in (row["theme"], row["other"]):
        asked = {"q": f'"{row["exact"]}"', "kind": "quotes", "theme": theme}
        page = real.get("/search.json", params=asked).json()
        claims = [one["claim"] for side in page["sides"] for one in side["quotes"]]
        themes = {
            real_store.row("SELECT theme FROM claim WHERE id = ?", claim)["theme"]
            for claim in claims
        }
        assert themes == {theme}


def test_no_hit_says_so_and_offers_what_is_near(visit):
    page = visit("/search?q=harbuor")

    assert "contains this word" in words(page.select_one("#search-said"))
    assert [words(a) for a in page.select(".search-suggested a")] == ["Harbour"]
    assert page.select("#nearest .claim")
    assert words(page.select_one("#nearest .claim-list-note")) == CLAIMS_ARE_OURS
    # No text has these three words; claims that have the rarest of them are near.
    assert visit("/search?q=harbour fish history").select("#nearest .claim")
    found = visit("/search?q=water").select(".search-sides > .for > .search-kind")
    assert ["editors" in words(kind) for kind in found] == [True, False]


def test_nothing_near_leads_to_the_arguments(visit):
    page = visit("/search?q=台湾")

    assert page.select_one('.search-ways a[href="/"]')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # One letter of a short word, two of a longer one, and no word that is further off.
        ("rusia", ["Russia", "RUSI"]),
        ("tiawan", ["Taiwan"]),
        ("alianse", ["alliance", "aligns"]),
        ("confrence", ["conference"]),
        ("Bobo", []),
        ("convenience", []),
        ("afraid", []),
        ("lo", []),
        # All of a query is put right, be it that no text has all of it.
        ("ukrane war weapons", ["Ukraine war weapons"]),
        ("chinas militry alliances in 2014", ["chinas military alliances in 2014"]),
        ("rusia chna", ["Russia China", "RUSI China"]),
    ],
)
def test_what_is_near_in_letters_is_suggested_for_the_whole_query(real, typed, meant):
    found = real.get("/search.json", params={"q": typed}).json()["suggestions"]

    assert [one["words"] for one in found] == meant
    for one in found:
        assert real.get(f"/search.json?{one['query']}").json()["hits"]
        assert one["any_of_them"] == (" OR " in parse_qs(one["query"])["q"][0])


def test_a_suggestion_says_that_it_is_for_any_of_its_words(visit_real):
    one, alike = (
        words(visit_real(f"/search?q={typed}").select_one(".search-suggested li"))
        for typed in ("ukrane+war+weapons", "rusia+chna")
    )

    assert one == "Ukraine war weapons , any of these words"
    assert alike == "Russia China"


@pytest.mark.parametrize(
    ("typed", "offer", "query"),
    [
        ("afraid dictators", None, None),
        ("bobo lo", None, None),
        ("the afraid", None, None),
        ("sanctions hurt", "Find “sanctions” alone", "sanctions"),
        ("nato expansions", "Find “nato” alone", "nato"),
        ("ukrane war weapons", "Find any of them", "war OR weapons"),
        ("U.S. multi-polar hurt", "Find any of them", "U.S. OR multi-polar"),
    ],
)
def test_any_of_the_words_are_offered_only_if_they_occur(
    visit_real, real, typed, offer, query
):
    page = visit_real(f"/search?{urlencode({'q': typed})}")
    link = page.select_one("#search-said a")

    assert "nowhere in these texts" in words(page.select_one("#search-said"))
    assert (link and words(link)) == offer
    if link:
        assert parse_qs(urlsplit(link["href"]).query)["q"] == [query]
        assert real.get(f"/search.json?{urlencode({'q': query})}").json()["hits"]


def test_a_word_that_is_nowhere_and_like_none_leads_to_the_themes(visit_real, real):
    themes = [one["theme"] for one in real.get("/themes.json").json()["themes"]]
    for typed in ("afraid", "convenience", "afraid+dictators"):
        page = visit_real(f"/search?q={typed}")
        links = page.select(".search-suggested a")
        assert [words(a) for a in links] == [one["title"] for one in themes]
        assert links[0]["href"] == f"/themes/{themes[0]['id']}"
    assert not visit_real("/search?q=sanctions+hurt").select("#h-themes")
    assert not visit_real("/search?q=gas").select("#h-themes")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("China is afraid of dictators", True),
        ('"China is afraid of dictators"', True),
        ("China is truly afraid", False),
        ("the relationship between China and Russia", False),
        ("China+afraid+of+dictators+today&theme=nothing", True),
    ],
)
def test_words_like_a_quotation_without_a_hit_are_first_to_be_verified(
    visit_real, typed, first
):
    page = visit_real(f"/search?q={typed.replace(' ', '+')}")
    (link,) = page.select(".search-verify a")

    assert words(link) == "Verify its wording"
    assert bool(link.find_parent(id="search-said")) is first
    assert link["href"].startswith("/verify?q=")


def test_what_is_typed_is_shown_as_text(visit):
    page = visit("/search?q=<b>tide</b>")

    assert page.select_one("main [name=q]")["value"] == "<b>tide</b>"
    assert page.select("main b") == page.select(".search-hint b")


def test_every_page_has_the_search_but_one_of_them(visit):
    assert visit("/about").select(".site-header form[action='/search'] [name=q]")
    assert visit("/search").select("form[role=search]") == visit("/search").select(
        "main form[role=search]"
    )


def test_where_few_results_have_all_words_any_of_them_can_be_found(visit_real):
    page = visit_real("/search?q=gas%2C+oil%2C+pipelines")
    link = page.select_one("#search-said a")

    assert link.get_text() == "Find any of them"
    assert link["href"] == "/search?q=gas+OR+oil+OR+pipelines"
    either = visit_real(link["href"])
    assert len(either.select(".search-hit")) > len(page.select(".search-hit"))
    # One word has no others, and who typed signs knows them.
    for typed in ("xylophone", "gas+-oil", "%22gas+pipelines%22"):
        assert not visit_real(f"/search?q={typed}").select("#search-said a")
    # What hyphens join stays together.
    joined = visit_real("/search?q=multi-polar+nuclear").select_one("#search-said a")
    assert joined["href"] == "/search?q=multi-polar+OR+nuclear"


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("Pilot", ["Article: Pilot 2025 , 9 quotes", "Speaker: Ann Pilot , 6 quotes"]),
        ("pilot 2025", ["Article: Pilot 2025 , 9 quotes"]),
        ("2023", ["Article: Moor and Gull 2023 , 3 quotes"]),
        ("some skippers", ["Speaker: Some skippers , 1 quote"]),
        # The article does not have its own name.
        (
            "what did the Harbour Board say about water",
            ["“water” in Harbour Board [2024] , 4 results"],
        ),
        # Nothing there has the other word.
        ("Old Tom winter", ["Speaker: Old Tom , 2 quotes"]),
        # What a text is about names nobody.
        ("harbour", []),
        ("pilot -dry", []),
    ],
)
def test_a_name_leads_to_who_has_it_and_to_the_other_words_there(visit, typed, lines):
    page = visit(f"/search?q={typed}")
    named = page.select(".search-named li")

    assert [words(li) for li in named] == lines
    if "“" in (lines or [""])[0]:
        found = visit(named[0].a["href"])
        assert words(found.select_one("#search-said")).startswith("4 results")


def test_a_word_that_is_nowhere_is_named(visit):
    said = words(
        visit("/search?q=something about tide xylophones").select_one("#search-said")
    )

    assert "“xylophones” is nowhere in these texts." in said
    assert visit("/search?q=something about tide xylophones").select_one(
        '#search-said a[href="/search?q=tide"]'
    )
