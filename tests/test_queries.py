"""Reading a page: as many statements as sections, never one a row."""

import pytest

from app import queries
from app.errors import Moved, NotFound
from app.keeping import Keeping
from app.queries import Coming, Wish

RISES = "the-water-rises"
NOON = "ed6df0eb9760"


@pytest.mark.parametrize(
    ("ask", "ceiling"),
    [
        pytest.param(lambda s: queries.home_page(s, Wish()), 6, id="home"),
        pytest.param(lambda s: queries.claim_page(s, RISES), 5, id="claim"),
        pytest.param(lambda s: queries.quote_page(s, NOON), 5, id="quote"),
        pytest.param(
            lambda s: queries.source_page(s, "pilot-2025", Coming()), 5, id="source"
        ),
        pytest.param(
            lambda s: queries.source_page(s, "pilot-2025", Coming(RISES, NOON)),
            6,
            id="source, for one who comes from a claim",
        ),
        pytest.param(
            lambda s: queries.source_page(
                s, "pilot-2025", Coming(origin="/search?q=water")
            ),
            5,
            id="source, for one who comes from a search",
        ),
        pytest.param(
            lambda s: queries.source_page(
                s, "pilot-2025", Coming(RISES, NOON, "/search?q=noon")
            ),
            6,
            id="source, for one who comes from a hit on a quote",
        ),
        pytest.param(lambda s: queries.theme_page(s, "water", Wish()), 5, id="theme"),
        pytest.param(lambda s: queries.speaker_page(s, "ann-pilot"), 5, id="speaker"),
        pytest.param(queries.claims_page, 5, id="claims"),
        pytest.param(queries.quotes_page, 5, id="quotes"),
        pytest.param(
            lambda s: queries.quotes_page(s, Wish("pilot-2025", "water", stance="for")),
            5,
            id="quotes asked for",
        ),
        pytest.param(queries.map_page, 4, id="map"),
        pytest.param(lambda s: queries.map_page(s, "water"), 4, id="map of a theme"),
        pytest.param(
            lambda s: queries.map_page(s, claim=RISES), 4, id="map around a claim"
        ),
        pytest.param(queries.matrix_page, 6, id="matrix"),
        pytest.param(
            lambda s: queries.matrix_page(s, "water"), 6, id="matrix of claims"
        ),
        pytest.param(queries.timeline_page, 4, id="timeline"),
        pytest.param(lambda s: queries.gaps_page(s, opened=False), 6, id="gaps"),
        pytest.param(queries.compare_page, 4, id="a choice of two sources"),
        pytest.param(
            lambda s: queries.compare_page(s, "pilot-2025", "moor-gull-2023"),
            4,
            id="two sources",
        ),
        pytest.param(
            lambda s: queries.reading_list_page(
                s, Keeping((RISES, NOON, "the-harbour-is-a-pond", "the-water-moves"))
            ),
            4,
            id="reading list",
        ),
        pytest.param(queries.sources_page, 5, id="sources"),
        pytest.param(queries.themes_page, 5, id="themes"),
        pytest.param(queries.speakers_page, 5, id="speakers"),
        pytest.param(queries.about_page, 5, id="about"),
        # Its files are written to say how long they are: a statement a table.
        pytest.param(queries.exports_page, 20, id="exports"),
    ],
)
def test_a_page_takes_few_statements(store, statements, ask, ceiling):
    ask(store)

    # What the full-text index asks of its own tables is traced, too.
    asked = [s for s in statements if s[:2] != "--" and "'main'." not in s]
    assert 0 < len(asked) <= ceiling


def test_a_page_of_the_real_site_takes_as_many_statements_as_one_of_the_small_world(
    store, statements, real_store, real_statements
):
    queries.home_page(store, Wish())

    queries.home_page(real_store, Wish())

    assert len(real_statements) == len(statements)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda s: queries.claim_page(s, "no-such"), id="claim"),
        pytest.param(lambda s: queries.quote_page(s, "0" * 12), id="quote"),
        pytest.param(
            lambda s: queries.source_page(s, "no-such", Coming()), id="source"
        ),
        pytest.param(lambda s: queries.source_text(s, "no-such"), id="a source's text"),
        pytest.param(lambda s: queries.theme_page(s, "no", Wish()), id="theme"),
        pytest.param(lambda s: queries.speaker_page(s, "no-such"), id="speaker"),
        pytest.param(lambda s: queries.home_page(s, Wish(theme="no")), id="a filter"),
        pytest.param(lambda s: queries.matrix_page(s, "no"), id="a matrix"),
        pytest.param(lambda s: queries.map_page(s, "no"), id="a map"),
        pytest.param(lambda s: queries.map_page(s, claim="no"), id="a claim's map"),
        pytest.param(lambda s: queries.compare_page(s, "no"), id="a comparison"),
        *(
            pytest.param(
                lambda s, name=name: queries.quotes_page(s, Wish(**{name: "no"})),
                id=f"quotes of a {name}",
            )
            for name in ("source", "theme", "claim", "speaker", "stance", "voice")
        ),
    ],
)
def test_what_is_not_there_is_not_found(store, ask):
    with pytest.raises(NotFound):
        ask(store)


@pytest.mark.parametrize(
    ("ask", "now"),
    [
        pytest.param(
            lambda s: queries.claim_page(s, "the-water-moves"), RISES, id="claim"
        ),
        pytest.param(
            lambda s: queries.source_page(s, "pilot-2024", Coming()),
            "pilot-2025",
            id="source",
        ),
        pytest.param(
            lambda s: queries.theme_page(s, "sea", Wish()), "water", id="theme"
        ),
        pytest.param(lambda s: queries.speaker_page(s, "tom"), "old-tom", id="speaker"),
        pytest.param(
            lambda s: queries.claim_page(s, "the-moon-is-cheese"), "", id="gone"
        ),
    ],
)
def test_what_has_another_slug_now_says_so(store, ask, now):
    with pytest.raises(Moved) as caught:
        ask(store)

    assert caught.value.former.now == now


def test_a_claim_knows_its_neighbours_answers_and_support(store):
    page = queries.claim_page(store, RISES)

    assert page.text == "The water in the harbour rises and falls."
    assert [claim.id for claim in page.narrower] == ["the-rise-comes-twice-a-day"]
    assert [(b.claim.id, b.kind.value, b.note) for b in page.answered_by] == [
        ("the-harbour-is-a-pond", "rebuts", "A pond has no tide.")
    ]
    assert [b.claim.id for b in page.supported_by] == ["skippers-read-the-table"]
    assert page.answers == ()
    assert page.previous is None
    assert page.next is not None
    assert page.next.id == "the-rise-comes-twice-a-day"


def test_a_quote_that_serves_both_sides_names_both_claims(store):
    page = queries.source_page(store, "pilot-2025", Coming())

    notes = {
        note.letter: [(claim.id, claim.stance.value) for claim in note.claims]
        for passage in page.body
        for note in passage.notes
        if len(note.claims) > 1
    }

    assert list(notes.values()) == [
        [("the-water-rises", "for"), ("the-harbour-dries-by-evening", "against")]
    ]


@pytest.mark.parametrize(
    ("wish", "claims", "quotes"),
    [
        pytest.param(Wish(), 11, 17, id="everything"),
        pytest.param(Wish(theme="town"), 3, 4, id="one theme"),
        pytest.param(Wish(source="moor-gull-2023"), 3, 3, id="one source"),
        pytest.param(Wish(voice="authors"), 8, 13, id="only what authors assert"),
        pytest.param(
            Wish(theme="town", source="pilot-2025"), 1, 1, id="a theme and a source"
        ),
        pytest.param(
            Wish(theme="town", source="moor-gull-2023"), 0, 0, id="nothing at all"
        ),
    ],
)
def test_the_home_page_shows_what_was_chosen(store, wish, claims, quotes):
    page = queries.home_page(store, wish)

    assert (page.shown_claims, page.shown_quotes) == (claims, quotes)
    assert (page.claims, page.quotes, page.sources) == (11, 17, 3)
    assert (page.first_year, page.last_year) == (2023, 2025)


def test_answers_stand_opposite_one_another_on_the_home_page(store):
    page = queries.home_page(store, Wish())

    faced = {
        row.first.id: [facing.block.id for facing in row.facing]
        for section in page.themes
        for row in section.rows
    }

    assert faced == {
        "the-water-rises": ["the-harbour-is-a-pond"],
        "skippers-read-the-table": ["a-table-proves-nothing"],
        "the-harbour-dries-by-evening": [],
        "the-tide-comes-back": ["the-quay-stays-dry"],
        "in-east-wind-nothing-rises": [],
    }
