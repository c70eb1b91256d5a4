"""Every quote of the site, one by one: how far it is, and the landing on it."""

from dataclasses import replace

import pytest

from tests.browser.landing import NARROW, WIDE, expected, landing
from tests.soak import soak

SETTINGS = [
    pytest.param(WIDE, True, id="1280 px with scripts"),
    pytest.param(NARROW, False, id="360 px without scripts"),
]


@pytest.fixture
def calm(reader, viewport, scripts):
    """Return a page without smooth scrolling, which only takes time."""
    return reader(
        viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce"
    )


def astray(page, ways, words):
    """Return where the links of these ways do not land as they should, by address."""
    found = {}
    for way in ways:
        page.goto(way.link)
        seen = landing(page, way.quote)
        # How it is told apart from other quotes is looked at below.
        if replace(seen, apart=True) != expected(way.quote, words[way.quote]):
            found[way.link] = seen
    return found


def test_every_quote_is_three_activations_away_at_most(every_way, records):
    nearest: dict[str, int] = {}
    for way in every_way:
        nearest[way.quote] = min(way.activations, nearest.get(way.quote, 9))

    assert {quote: n for quote, n in nearest.items() if n > 3} == {}
    # There is a way to every quote under every claim.
    assert {(way.claim, way.quote) for way in every_way} == {
        (claim, quote["id"]) for quote in records["quotes"] for claim in quote["claims"]
    }


# The same marks in the other setting repeat it, but for the place on the screen.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [SETTINGS[0], pytest.param(*SETTINGS[1].values, id=SETTINGS[1].id, marks=soak)],
)
def test_the_marks_of_every_quote_say_exactly_its_words_and_come_into_view(
    calm, records, words
):
    """One visit to each source: from quote to quote by their addresses on the page."""
    page, found = calm, {}
    for source in records["sources"]:
        page.goto(f"/sources/{source['id']}")
        for quote in records["quotes"]:
            if quote["source"] == source["id"]:
                page.evaluate("(id) => { location.hash = `q-${id}`; }", quote["id"])
                # Tinted whole and told apart is what one came for: see below.
                seen = replace(landing(page, quote["id"]), apart=True, tinted=True)
                if seen != expected(quote["id"], words[quote["id"]], current=False):
                    found[quote["id"]] = seen

    assert found == {}


@pytest.mark.parametrize(("viewport", "scripts"), SETTINGS)
def test_the_links_from_the_claims_land_on_exactly_the_words(
    calm, every_way, words, scripts
):
    # A tenth of them: every other one with scripts, the others without.
    assert astray(calm, every_way[0 if scripts else 10 :: 20], words) == {}


@soak
@pytest.mark.parametrize(("viewport", "scripts"), SETTINGS)
def test_every_link_from_a_claim_lands_on_exactly_the_words(calm, every_way, words):
    assert astray(calm, every_way, words) == {}


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=soak)])
def test_all_pieces_of_what_a_reader_came_for_are_told_apart_from_other_quotes(
    page, records, words, step
):
    """Where marks cross, a quote is cut in pieces; other quotes may be tinted, too.

    Looks at every *step*-th of those in a source, beginning with the first.
    """
    blended = []
    for source in records["sources"]:
        page.goto(f"/sources/{source['id']}")
        pieces = page.evaluate(
            """() => [...document.querySelectorAll("[data-quote]")]
              .map((piece) => piece.dataset.quote)"""
        )
        cut = {quote for quote in pieces if pieces.count(quote) > 1}
        crossed = [quote for quote in records["quotes"] if quote["id"] in cut]
        for quote in crossed[::step]:
            page.goto(
                f"/sources/{source['id']}?claim={quote['claims'][0]}"
                f"&quote={quote['id']}#q-{quote['id']}"
            )
            seen = landing(page, quote["id"])
            if seen != expected(quote["id"], words[quote["id"]]):
                blended.append((page.url, seen))

    assert blended == []
