"""What people type, what the index is asked, and what it finds."""

import json
import random
import re
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from app.compile.compiler import compiled_seeds
from app.pages.claims import claim_list
from app.pages.search.page import search_page
from app.search.hits import SearchRequest
from app.search.query import LONGEST_QUERY, KnownForms, match_expression, parsed_query
from app.search.word_forms import forms_of
from app.store.build import save_store
from app.store.full_text import CLOSES, OPENS, FoundText, found_texts
from app.text.visible_text import visible_text
from tests.conftest import opened

# --- reading ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("tide", '("tide")', id="a word"),
        pytest.param(
            "tide table", '("tide table" OR ("tide" AND "table"))', id="two words"
        ),
        pytest.param('"tide table"', '("tide table")', id="a phrase"),
        pytest.param("“tide table”", '("tide table")', id="a phrase in printed marks"),
        pytest.param('"tide table', '("tide table")', id="a quotation mark left open"),
        pytest.param("tide -table", '("tide") NOT "table"', id="a word left out"),
        pytest.param(
            'tide -"at noon"', '("tide") NOT "at noon"', id="a phrase left out"
        ),
        pytest.param(
            "tide \N{EN DASH} noon", '("tide noon" OR ("tide" AND "noon"))', id="a dash"
        ),
        pytest.param("tid*", '("tid*"*)', id="the beginning of a word"),
        pytest.param("title:tide", '("tide")', id="what looks like a column"),
        pytest.param("at:tide", '("at:tide")', id="a colon between two words"),
        pytest.param("NEAR(", "", id="what looks like a function"),
        pytest.param("tide OR noon", '(("tide" OR "noon"))', id="either of two words"),
        pytest.param(
            "(tide | noon) table",
            '(("tide" OR "noon") AND "table")',
            id="either of two words, and another",
        ),
        pytest.param("OR tide", '("tide")', id="nothing before an operator"),
        pytest.param("tide NOT table", '("tide") NOT "table"', id="NOT"),
        pytest.param("NOT OR AND", "", id="operators alone"),
        pytest.param('"tide"~2', '("tide")', id="a distance"),
        pytest.param("tide AND", '("tide")', id="an operator left open"),
        pytest.param("a\x00b", '("a b" OR ("a" AND "b"))', id="a NUL"),
        pytest.param("", "", id="nothing"),
        pytest.param('"*" - ""', "", id="signs alone"),
        pytest.param("-tide", "", id="a word to leave out, alone"),
    ],
)
def test_what_people_type_is_read(typed, asked):
    assert match_expression(parsed_query(typed), KnownForms()) == asked


def test_what_is_long_is_cut_between_two_words():
    asked = parsed_query("harbour " * 100)

    assert asked.cut
    assert len(asked.typed) <= LONGEST_QUERY
    assert asked.typed.endswith("harbour")
    assert not parsed_query("harbour").cut


def test_what_was_found_is_told_apart():
    marked = f"the {OPENS}tide{CLOSES} at noon"

    assert found_texts(marked) == (
        FoundText("the ", found=False),
        FoundText("tide", found=True),
        FoundText(" at noon", found=False),
    )
    assert found_texts("") == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_finds_something_or_nothing(store, typed):
    page = search_page(store, SearchRequest(typed))

    assert page.hits >= 0


# --- finding ---------------------------------------------------------------------------


def hits(store, typed, **filters):
    """Give how many claims and quotes for, against, and passages are found."""
    page = search_page(store, SearchRequest(typed, **filters))
    sides = {side.stance.value: side.hits for side in page.sides}
    return sides.get("for", 0), sides.get("against", 0), page.passage_hits


@pytest.mark.parametrize(
    ("one", "other"),
    [("fulfil", "fulfill"), ("enrolment", "enrollment"), ("aging", "ageing")],
)
def test_british_and_american_spellings_are_forms_of_each_other(one, other):
    assert other in forms_of(one)
    assert one in forms_of(other)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("gate", (0, 2, 2), id="a word"),
        pytest.param("gates", (0, 2, 2), id="another form of it"),
        pytest.param("GÂTE", (0, 2, 2), id="capitals and accents"),
        pytest.param("herring", (0, 0, 1), id="a word after the article"),
        pytest.param("herr", (0, 0, 1), id="the beginning of a word"),
        pytest.param('"rises twice a day"', (1, 0, 3), id="a phrase"),
        pytest.param('"day a twice"', (0, 0, 0), id="a phrase the wrong way round"),
        pytest.param("twice -herring", (1, 0, 3), id="a word left out"),
        pytest.param("water stands two", (1, 0, 1), id="no-break spaces"),
        pytest.param('"tide table" - which', (1, 0, 1), id="plain for printed signs"),
        pytest.param(
            '"pulls at the harbour"', (0, 0, 1), id="a raised number behind it"
        ),
        pytest.param("潮", (0, 0, 0), id="a word of another script"),
    ],
)
def test_words_find_claims_quotes_and_passages(store, typed, found):
    assert hits(store, typed) == found


def marked(store, typed):
    """Give the words that are marked in what is found, and how much is."""
    page = search_page(store, SearchRequest(typed))
    shown = [claim.bits for side in page.sides for claim in side.claims]
    shown += (quote.bits for side in page.sides for quote in side.quotes)
    bits = [bit for text in (*shown, *(p.bits for p in page.passages)) for bit in text]
    return {word for bit in bits if bit.found for word in bit.text.split()}, page.hits


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("U.S. sanctions", "US sanctions"),
        ("U.S.", "US"),
        ("multipolar", "multi-polar"),
        ("multi polar", "multi-polar"),
        ("co-operation", "cooperation"),
        ("co operation", "cooperation"),
        ("geo-political", "geopolitical"),
        ("defense", "defence"),
        ("neighbor", "neighbour"),
        ("organisation", "organization"),
        ("skeptical", "sceptical"),
        ("crisis", "crises"),
        ("economic dependence", "economically dependent"),
        ("China\N{RIGHT SINGLE QUOTATION MARK}s", "China"),
        ("allying", "ally"),
        ("Japan OR India", "India | Japan"),
        ("China AND Japan", "China Japan"),
        ("China NOT Russia", "China -Russia"),
        ("author:China", "China"),
    ],
)
def test_two_ways_to_write_it_find_the_same(real_store, typed, same):
    words, hits = marked(real_store, typed)

    assert hits > 0
    assert (words, hits) == marked(real_store, same)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("US", {"US", "U.S"}),
        ("use", {"use", "used", "using"}),
        ("imports", {"imports"}),
        ("important", {"important", "importance"}),
        ("presence", {"presence"}),
        ("news", {"news"}),
        ("past", {"past"}),
        ('"cooperation"', {"cooperation", "Cooperation"}),
        ('"interest"', {"interest"}),
        ("notes", {"Note", "note", "noted"}),
    ],
)
def test_words_that_are_not_one_are_not_taken_for_one(real_store, typed, found):
    words, hits = marked(real_store, typed)

    assert hits > 0
    assert words <= found


def test_either_of_two_words_is_enough(real_store):
    either = marked(real_store, "India OR Japan")[1]
    one, other, both = (
        marked(real_store, typed)[1] for typed in ("India", "Japan", "India Japan")
    )

    assert either == one + other - both


def test_what_says_nothing_here_is_said_to_be_passed_over(store):
    page = search_page(store, SearchRequest("author:tide NEAR(noon)"))

    assert page.remarks[0].startswith("Ignored: “author:”, “NEAR”.")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({}, (3, 0, 6), id="none"),
        pytest.param({"theme": "boats"}, (1, 0, 2), id="theme"),
        pytest.param({"source": "moor-gull-2023"}, (1, 0, 2), id="source"),
        pytest.param({"speaker": "harbour-board"}, (1, 0, 1), id="speaker"),
        pytest.param({"stance": "against"}, (0, 0, 3), id="side"),
        pytest.param({"as_of": "2023-12-31"}, (1, 0, 2), id="date"),
        pytest.param({"kind": "passages"}, (0, 0, 6), id="kind"),
    ],
)
def test_filters_hold_the_hits_to_what_was_chosen(store, filters, found):
    assert hits(store, "noon", **filters) == found


def test_every_choice_of_a_filter_shows_as_many_as_it_says(real_store):
    free = search_page(real_store, SearchRequest("China"))

    for one in free.filters:
        for choice in one.choices:
            wish = SearchRequest("China", **{one.name: choice.value})
            assert search_page(real_store, wish).hits == choice.shows


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        pytest.param({"theme": "town"}, True, id="a theme"),
        pytest.param({"source": "moor-gull-2023"}, True, id="a source"),
        pytest.param({"speaker": "old-tom"}, True, id="a speaker"),
        pytest.param({"stance": "for"}, True, id="a side"),
        pytest.param({"as_of": "2020-01-01"}, True, id="a day"),
        pytest.param({"theme": "no-such"}, False, id="no theme"),
        pytest.param({"source": "\ud800"}, False, id="no source"),
        pytest.param({"as_of": "2020"}, False, id="no day"),
        pytest.param({"as_of": "2020-02-30"}, False, id="a day that is none"),
        pytest.param({"stance": "both"}, False, id="no side"),
    ],
)
def test_a_filter_holds_where_no_hit_passes_and_is_passed_over_where_it_is_none(
    store, filters, kept
):
    # The rust is only in what the Harbour Board wrote, against.
    page = search_page(store, SearchRequest("rusted", **filters))

    assert page.hits == (0 if kept else 3)
    assert page.filtered is kept
    assert bool(page.remarks) is not kept


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("habit", ["is-the-habit-of-skippers-proof"], id="a question"),
        pytest.param("gauges", ["does-the-sea-move"], id="what it turns on"),
        pytest.param("habit table", ["is-the-habit-of-skippers-proof"], id="both"),
        pytest.param(
            '"habit of skippers"', ["is-the-habit-of-skippers-proof"], id="a phrase"
        ),
        pytest.param("habi", ["is-the-habit-of-skippers-proof"], id="a beginning"),
        pytest.param("sea -gate", [], id="a word left out"),
        pytest.param("herring", [], id="a word of no clash"),
    ],
)
def test_words_find_clashes(store, typed, found):
    page = search_page(store, SearchRequest(typed))

    assert [clash.id for clash in page.clashes] == found


def test_what_matches_in_a_clash_is_marked(store):
    (clash,) = search_page(store, SearchRequest("sea gauge")).clashes

    assert [bit.text for bit in clash.question if bit.found] == ["sea"]
    assert [bit.text for bit in clash.turns_on if bit.found] == ["gauges", "sea"]
    assert (clash.claims_for, clash.claims_against) == (2, 2)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({"theme": "water"}, 1, id="theme"),
        pytest.param({"theme": "town"}, 0, id="another theme"),
        pytest.param({"speaker": "old-tom"}, 1, id="speaker of one of its quotes"),
        pytest.param({"as_of": "2010-01-01"}, 0, id="before all of its quotes"),
        pytest.param({"kind": "clashes"}, 1, id="kind"),
        pytest.param({"kind": "claims"}, 0, id="another kind"),
    ],
)
def test_a_clash_passes_a_filter_if_a_quote_under_its_claims_does(
    store, filters, found
):
    page = search_page(store, SearchRequest("gauges", **filters))

    assert len(page.clashes) == found
    if filters == {"kind": "clashes"}:
        assert page.hits == 1


@pytest.fixture(scope="module")
def without_clashes(world, tmp_path_factory):
    """Give the store of the small world as if it named no clashes."""
    data, texts = compiled_seeds(world)
    path = tmp_path_factory.mktemp("plain") / "store.sqlite"
    save_store(data.model_copy(update={"clashes": ()}), texts, path)
    yield from opened(path)


@pytest.mark.parametrize(
    "typed", ["sea", "water", "wate", "skippers table", "gate", "tid", "proof", "moves"]
)
def test_clashes_change_no_other_hit_and_no_rank(store, without_clashes, typed):
    page = search_page(store, SearchRequest(typed))
    plain = search_page(without_clashes, SearchRequest(typed))

    assert plain.clashes == ()
    assert page.sides == plain.sides
    assert page.passages == plain.passages
    assert page.further == plain.further
    assert "Clashes" not in [kind.label for kind in plain.kinds]


def test_a_text_must_have_every_word_that_is_meant_in_capitals(world, tmp_path):
    data, texts = compiled_seeds(world)
    said = ["The US, as the US says, and NATO.", "It was NATO that told us."]
    claims = [
        claim.model_copy(update={"text": text})
        for claim, text in zip(data.claims, said, strict=False)
    ]
    changed = data.model_copy(update={"claims": (*claims, *data.claims[2:])})
    save_store(changed, texts, tmp_path / "store.sqlite")

    for store in opened(tmp_path / "store.sqlite"):
        assert search_page(store, SearchRequest("US NATO")).hits == 1


def test_the_best_hits_come_first(real_store):
    page = search_page(real_store, SearchRequest("Taiwan"))

    first = page.passages[0]

    assert first.place.number is not None
    assert sum(bit.found for bit in first.bits) >= 2


def test_misspelt_words_lead_to_near_ones_and_to_claims(store):
    page = search_page(store, SearchRequest("harbuor"))

    assert page.hits == 0
    assert [one.words for one in page.suggestions] == ["Harbour"]
    assert page.suggestions[0].query == "q=Harbour"
    assert page.nearest[0].id == "the-water-rises"


def test_what_some_text_has_is_not_corrected_nor_is_what_is_like_nothing(real_store):
    for typed in ("Xi kangaroo friendship", "economic independence", "taxes in Peru"):
        assert search_page(real_store, SearchRequest(typed)).suggestions == ()
    (one,) = search_page(real_store, SearchRequest("Russian frendship")).suggestions[:1]
    assert one.words == "Russian friendship"


def test_a_day_is_said_as_the_lists_say_it(real_store):
    def said(page):
        by_name = {one.name: one for one in page}
        return {one.value: one.label for one in by_name["as_of"].choices}

    found = said(search_page(real_store, SearchRequest("Russia")).filters)
    listed = said(claim_list(real_store).filtering.filters)

    assert found == listed
    assert any(label.endswith(", inferred") for label in found.values())


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        pytest.param("", 0, id="nothing"),
        # Clashes have an index of their own: that is asked, and then their words.
        pytest.param("water", 11, id="a word"),
        pytest.param("wate", 12, id="the beginning of a word"),
        pytest.param("harbuor", 10, id="a misspelling"),
    ],
)
def test_a_search_takes_few_statements(store, statements, typed, most):
    search_page(store, SearchRequest(typed))
    # What is held as long as the store is open does not count.
    statements.clear()

    search_page(store, SearchRequest(typed))

    # The index asks its own tables, which is no statement of ours.
    ours = [
        one
        for one in statements
        if not re.match("--|PRAGMA", one) and not re.search(r"'(clash_)?words_", one)
    ]
    assert len(ours) <= most


# --- the real site ---------------------------------------------------------------------


def taken(real_store, count):
    """Take words and phrases at random from the articles, with their passages."""
    chance = random.Random(2026)  # noqa: S311 - no secret
    blocks = real_store.rows(
        """SELECT passage.source, passage.number, passage.start, passage."end", text
        FROM passage JOIN source ON source.id = passage.source"""
    )
    while count:
        row = chance.choice(blocks)
        text = visible_text(row["text"], row["start"], row["end"]).split()
        length = chance.choice([1, 1, 2, 3, 5, 8])
        at = chance.randrange(max(1, len(text) - length + 1))
        typed = " ".join(text[at : at + length])
        if re.search(r"[^\W_]", typed):
            anchor = f"p{row['number']}" if row["number"] else f"b{row['start']}"
            yield typed, row["source"], anchor
            count -= 1


@pytest.mark.parametrize("count", [30, pytest.param(100, marks=pytest.mark.soak)])
def test_words_taken_from_the_articles_lead_to_their_passage(
    real_client, real_store, count
):
    places: dict[str, set[str]] = {}
    missed = []
    for typed, source, anchor in taken(real_store, count):
        page = BeautifulSoup(
            real_client.get(f"/search?q={quote(typed)}").text, "html.parser"
        )
        leads = f'main a[href^="/sources/{source}"][href$="#{anchor}"]'
        if not page.select(leads):
            missed.append((typed, source, anchor))
        if source not in places:
            answer = real_client.get(f"/sources/{source}")
            there = BeautifulSoup(answer.text, "html.parser")
            places[source] = {str(tag["id"]) for tag in there.select("[id]")}
        assert anchor in places[source]

    assert missed == []


SIGNS = (
    '"', "*", "'", "(", ")", "-", "+", ":", "^", "{", "}", "AND", "OR", "NOT", "NEAR(",
    "NEAR/2", " ", "\x00", "\n", "\ud800", "%", "_", "\\", ";", "--", "台湾", "é", "\u200b",
    "\x02", "\x03", "<b>", "&", "China", "Russia", "taiw", "a", "ﷺ", "🙂", "²", "x" * 50,
)  # fmt: skip


@pytest.mark.parametrize("count", [500, pytest.param(20_000, marks=pytest.mark.soak)])
def test_fuzzed_searches_give_a_page(store, count):
    chance = random.Random(20_000)  # noqa: S311 - no secret
    for _ in range(count):
        parts = chance.choices(SIGNS, k=chance.randrange(1, 9))
        typed = chance.choice(["", " "]).join(parts)
        page = search_page(
            store,
            SearchRequest(typed, chance.choice(["", "quotes", typed]), source=parts[0]),
        )
        assert page.hits >= 0


@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("path", ["/search", "/search.json"])
def test_fuzzed_searches_are_answered(client, path, count):
    chance = random.Random(2_000)  # noqa: S311 - no secret
    for _ in range(count):
        typed = "".join(chance.choices(SIGNS, k=chance.randrange(1, 9)))
        sent = quote(typed.encode("utf-8", "surrogatepass"))
        answer = client.get(f"{path}?q={sent}&theme={sent}&kind={sent}&{sent}={sent}")
        assert answer.status_code == 200, typed
        if path == "/search.json":
            json.loads(answer.content)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("q=" + "x" * 10_000, id="10,000 letters"),
        pytest.param("q=" + "%E5%8F%B0" * 5_000, id="5,000 Chinese ones"),
        pytest.param("q=%00", id="a NUL"),
        pytest.param("q=%FF%FE", id="no UTF-8"),
        pytest.param("q=%ED%A0%80", id="a lone surrogate"),
        pytest.param("q=a&q=b", id="two at once"),
        pytest.param("kind=" + "y" * 5_000, id="a filter that is none"),
    ],
)
def test_no_search_is_refused(client, sent):
    for path in ("/search", "/search.json"):
        assert client.get(f"{path}?{sent}").status_code == 200
