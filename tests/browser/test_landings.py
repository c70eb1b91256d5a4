"""Every quote of the site, one by one: how far it is, and the landing on it."""

from dataclasses import replace

import pytest

from tests.browser.landing import NARROW, WIDE, expected, landing, ways


@pytest.mark.slow
@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [
        pytest.param(WIDE, True, id="1280 px with scripts"),
        pytest.param(NARROW, False, id="360 px without scripts"),
    ],
)
def test_every_quote_is_three_activations_away_at_most_and_lands_on_exactly_its_words(
    reader, records, words, viewport, scripts
):
    # Without smooth scrolling, which only takes time; the journeys have it.
    page = reader(
        viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce"
    )
    found = ways(page)

    landed = {}
    for way in found:
        page.goto(way.link)
        landed[way] = landing(page, way.quote)

    assert [way for way in found if way.activations > 3] == []
    # There is a way to every quote under every claim.
    assert {(way.claim, way.quote) for way in found} == {
        (claim, quote["id"]) for quote in records["quotes"] for claim in quote["claims"]
    }
    # How it is told apart from other quotes is looked at below.
    astray = {
        way.link: seen
        for way, seen in landed.items()
        if replace(seen, apart=True) != expected(way.quote, words[way.quote])
    }
    assert astray == {}


def test_all_pieces_of_what_a_reader_came_for_are_told_apart_from_other_quotes(
    page, records
):
    """Where marks cross, a quote is cut in pieces; other quotes may be tinted, too."""
    blended = []
    for source in records["sources"]:
        page.goto(f"/sources/{source['id']}")
        pieces = page.evaluate(
            """() => [...document.querySelectorAll("[data-quote]")]
              .map((piece) => piece.dataset.quote)"""
        )
        cut = {quote for quote in pieces if pieces.count(quote) > 1}
        for quote in records["quotes"]:
            if quote["id"] in cut:
                page.goto(
                    f"/sources/{source['id']}?claim={quote['claims'][0]}"
                    f"&quote={quote['id']}#q-{quote['id']}"
                )
                if not landing(page, quote["id"]).apart:
                    blended.append(page.url)

    assert blended == []
