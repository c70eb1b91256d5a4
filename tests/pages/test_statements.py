"""Reading a page: as many statements as sections, never one a row."""

import pytest

from app.domain.errors import Moved, NotFound
from app.pages.about import about_page
from app.pages.changes import changes_page
from app.pages.claim import claim_page
from app.pages.claims import claim_list, claims_page
from app.pages.clash import clash_page
from app.pages.clashes import clashes_page
from app.pages.compare import compare_page
from app.pages.exports import exports_page
from app.pages.gaps import gaps_page
from app.pages.home import home_page
from app.pages.map import map_page
from app.pages.matrix import matrix_page
from app.pages.quote import quote_page
from app.pages.quotes import quotes_page
from app.pages.reading_list.address import ReadingList
from app.pages.reading_list.page import reading_list_page
from app.pages.source.arrival import ArrivalRequest
from app.pages.source.page import source_page
from app.pages.source.words import WordsRequest
from app.pages.sources import sources_page
from app.pages.speaker import speaker_page
from app.pages.speakers import speakers_page
from app.pages.theme import theme_page
from app.pages.themes import themes_page
from app.pages.timeline import timeline_page
from app.queries.filters import FilterChoice

RISES = "the-water-rises"
NOON = "acf66889acc3"
SIDE = FilterChoice(stance="for")


@pytest.mark.parametrize(
    ("ask", "ceiling"),
    [
        pytest.param(home_page, 8, id="home"),
        pytest.param(lambda s: claim_page(s, RISES), 8, id="claim"),
        pytest.param(lambda s: changes_page(s, opened=True), 5, id="changes"),
        pytest.param(clashes_page, 2, id="clashes"),
        pytest.param(lambda s: clash_page(s, "does-the-sea-move"), 5, id="clash"),
        pytest.param(lambda s: quote_page(s, NOON), 6, id="quote"),
        pytest.param(
            lambda s: source_page(s, "pilot-2025", ArrivalRequest(), WordsRequest()),
            6,
            id="source",
        ),
        pytest.param(
            lambda s: source_page(
                s, "pilot-2025", ArrivalRequest(RISES, NOON), WordsRequest()
            ),
            7,
            id="source, for one who comes from a claim",
        ),
        pytest.param(
            lambda s: source_page(
                s,
                "pilot-2025",
                ArrivalRequest(origin="/search?q=water"),
                WordsRequest(),
            ),
            8,
            id="source, for one who comes from a search",
        ),
        pytest.param(
            lambda s: source_page(
                s,
                "pilot-2025",
                ArrivalRequest(RISES, NOON, "/search?q=noon"),
                WordsRequest(),
            ),
            9,
            id="source, for one who comes from a hit on a quote",
        ),
        pytest.param(lambda s: theme_page(s, "water", FilterChoice()), 6, id="theme"),
        # One finds which quotes are shown, and one the claims that name the speaker.
        pytest.param(lambda s: speaker_page(s, "ann-pilot"), 7, id="speaker"),
        pytest.param(claims_page, 4, id="claims"),
        pytest.param(claim_list, 2, id="claims as data"),
        pytest.param(quotes_page, 3, id="quotes"),
        pytest.param(
            lambda s: quotes_page(s, FilterChoice("pilot-2025", "water", stance="for")),
            5,
            id="quotes asked for",
        ),
        # What the filters of a side would show is counted once for everybody.
        pytest.param(lambda s: claims_page(s, SIDE), 4, id="claims of a side"),
        pytest.param(lambda s: quotes_page(s, SIDE), 4, id="quotes of a side"),
        pytest.param(lambda s: sources_page(s, SIDE), 2, id="sources of a side"),
        pytest.param(lambda s: speakers_page(s, SIDE), 1, id="speakers of a side"),
        pytest.param(map_page, 3, id="map"),
        pytest.param(lambda s: map_page(s, "water"), 2, id="map of a theme"),
        pytest.param(lambda s: map_page(s, claim=RISES), 3, id="map around a claim"),
        # The store counts the cells.
        pytest.param(matrix_page, 3, id="matrix"),
        pytest.param(lambda s: matrix_page(s, "water"), 4, id="matrix of claims"),
        # The sources of a part, and of all of them what they add up to.
        pytest.param(timeline_page, 5, id="timeline"),
        # Those of some themes, and the sizes of all of these.
        pytest.param(lambda s: gaps_page(s, opened=False), 6, id="gaps"),
        pytest.param(compare_page, 1, id="a choice of two sources"),
        pytest.param(
            lambda s: compare_page(s, "pilot-2025", "moor-gull-2023"),
            2,
            id="two sources",
        ),
        pytest.param(
            lambda s: reading_list_page(
                s,
                ReadingList((RISES, NOON, "the-harbour-is-a-pond", "the-water-moves")),
            ),
            5,
            id="reading list",
        ),
        pytest.param(sources_page, 2, id="sources"),
        # All of them are held as long as the store is open.
        pytest.param(themes_page, 0, id="themes"),
        pytest.param(speakers_page, 1, id="speakers"),
        pytest.param(about_page, 4, id="about"),
        # Its files are written to say how long they are: a statement a table.
        pytest.param(exports_page, 27, id="exports"),
    ],
)
def test_a_page_takes_few_statements(store, statements, ask, ceiling):
    ask(store)
    # What is held as long as the store is open does not count.
    statements.clear()

    ask(store)

    # What the full-text index asks of its own tables is traced, too.
    asked = [s for s in statements if s[:2] != "--" and "'main'." not in s]
    assert len(asked) <= ceiling
    assert asked or not ceiling


def test_a_page_of_the_real_site_takes_as_many_statements_as_one_of_the_small_world(
    store, statements, real_store, real_statements
):
    for one, asked in ((store, statements), (real_store, real_statements)):
        claims_page(one)
        asked.clear()
        claims_page(one)

    assert len(real_statements) == len(statements)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda s: claim_page(s, "no-such"), id="claim"),
        pytest.param(lambda s: quote_page(s, "0" * 12), id="quote"),
        pytest.param(lambda s: clash_page(s, "no-such"), id="clash"),
        pytest.param(
            lambda s: source_page(s, "no-such", ArrivalRequest(), WordsRequest()),
            id="source",
        ),
        pytest.param(lambda s: theme_page(s, "no", FilterChoice()), id="theme"),
        pytest.param(lambda s: speaker_page(s, "no-such"), id="speaker"),
        pytest.param(lambda s: claims_page(s, FilterChoice(theme="no")), id="a filter"),
        pytest.param(lambda s: matrix_page(s, "no"), id="a matrix"),
        pytest.param(lambda s: map_page(s, "no"), id="a map"),
        pytest.param(lambda s: map_page(s, claim="no"), id="a claim's map"),
        pytest.param(lambda s: compare_page(s, "no"), id="a comparison"),
        *(
            pytest.param(
                lambda s, name=name: quotes_page(s, FilterChoice(**{name: "no"})),
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
        pytest.param(lambda s: claim_page(s, "the-water-moves"), [RISES], id="claim"),
        pytest.param(
            lambda s: source_page(s, "pilot-2024", ArrivalRequest(), WordsRequest()),
            ["pilot-2025"],
            id="source",
        ),
        pytest.param(
            lambda s: theme_page(s, "sea", FilterChoice()), ["water"], id="theme"
        ),
        pytest.param(lambda s: speaker_page(s, "tom"), ["old-tom"], id="speaker"),
        pytest.param(
            lambda s: clash_page(s, "is-the-sea-at-rest"),
            ["does-the-sea-move"],
            id="clash",
        ),
        pytest.param(lambda s: claim_page(s, "the-moon-is-cheese"), [], id="gone"),
    ],
)
def test_what_has_another_slug_now_says_so(store, ask, now):
    with pytest.raises(Moved) as caught:
        ask(store)

    assert [present.slug for present in caught.value.former.leads_to] == now


def test_a_claim_knows_its_neighbours_answers_and_support(store):
    page = claim_page(store, RISES)

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
    page = source_page(store, "pilot-2025", ArrivalRequest(), WordsRequest())

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
        pytest.param(FilterChoice(), 11, 17, id="everything"),
        pytest.param(FilterChoice(theme="town"), 3, 4, id="one theme"),
        pytest.param(FilterChoice(source="moor-gull-2023"), 3, 3, id="one source"),
        pytest.param(
            FilterChoice(voice="authors"), 8, 13, id="only what authors assert"
        ),
        pytest.param(
            FilterChoice(theme="town", source="pilot-2025"),
            1,
            1,
            id="a theme and a source",
        ),
        pytest.param(
            FilterChoice(theme="town", source="moor-gull-2023"),
            0,
            0,
            id="nothing at all",
        ),
    ],
)
def test_the_list_of_claims_shows_what_was_chosen(store, wish, claims, quotes):
    page = claims_page(store, wish)

    assert (page.claims, page.quotes, page.of) == (claims, quotes, 11)


def test_answers_stand_opposite_one_another_in_the_list_of_claims(store):
    page = claims_page(store)

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
