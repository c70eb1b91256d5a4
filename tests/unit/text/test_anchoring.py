"""Finding quoted words: exactly and once, or not at all, and then saying why."""
# ruff: noqa: RUF001 - signs that look alike are what is tested

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.compile.compiler import compiled_seeds
from app.domain.vocabulary import Match
from app.paths import SEEDS
from app.text.anchoring import (
    Ambiguous,
    Anchor,
    AnchoringError,
    CutsWord,
    NoMatch,
    anchor,
    context,
    fold,
    nearest_text,
)

# Every character that folding touches, and a few that it does not.
TYPOGRAPHY = "ab A1é\u00a0\t\n\r'\"-.‘’“”«»‐–—−…\u00ad\u200b\u2060\ufeff"
TEXTS = st.text(alphabet=TYPOGRAPHY, max_size=60)
WORDS = st.lists(
    st.text(alphabet="abcdefgh", min_size=1, max_size=5), min_size=1, max_size=12
)


def whole(text):
    """Give the one block that is all of a text."""
    return [fold(text)]


# --- folding ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("two\u00a0fathoms", "two fathoms", id="a no-break space"),
        pytest.param("two\n\n  fathoms", "two fathoms", id="a page break"),
        pytest.param("two\r\nfathoms", "two fathoms", id="a line end of Windows"),
        pytest.param("‘a’ ‚b‛ c′d `e´", "'a' 'b' c'd 'e'", id="single marks"),
        pytest.param("“a” „b‟ «c»", '"a" "b" "c"', id="double marks"),
        pytest.param("a–b—c−d‑e", "a-b-c-d-e", id="dashes"),
        pytest.param("and so on…", "and so on...", id="an ellipsis"),
        pytest.param("har\u00adbour\u200b\ufeff", "harbour", id="invisible signs"),
        pytest.param(
            "cafe\u200e\u0301", "café", id="a mark of direction before an accent"
        ),
        pytest.param("Tide, TIDE; té", "Tide, TIDE; té", id="nothing else"),
    ],
)
def test_folding_takes_typography_out_and_nothing_else(text, folded):
    assert fold(text).text == folded


def test_a_folded_blank_stands_for_all_the_white_space_that_it_came_from():
    folded = fold("a \n\u00a0 b")

    assert folded.text == "a b"
    assert folded.span(0, 2) == (0, 5)
    assert folded.span(1, 3) == (1, 6)


@given(TEXTS, st.integers(0, 1000))
def test_every_folded_character_maps_back_to_what_it_stands_for(text, offset):
    folded = fold(text, offset)

    for at, letter in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert offset <= start < end <= offset + len(text)
        assert letter in fold(text[start - offset : end - offset]).text


@given(TEXTS, st.data())
def test_a_slice_of_the_text_folds_to_a_slice_of_the_folded_text(text, data):
    folded = fold(text)
    assume(folded.text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))

    # Half of a folded ellipsis is no slice of the text.
    assume(start == 0 or folded.starts[start - 1] != folded.starts[start])
    assume(end == len(folded.text) or folded.starts[end - 1] != folded.starts[end])

    low, high = folded.span(start, end)

    assert fold(text[low:high]).text == folded.text[start:end]


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text

    assert fold(once).text == once


# --- finding ---------------------------------------------------------------------------


@given(WORDS, st.data())
def test_whole_words_that_stand_once_are_found_where_they_stand(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    exact = " ".join(words[first : last + 1])
    start = len(" ".join([*words[:first], ""]))
    assume(text.find(exact) == text.rfind(exact))

    found = anchor(text, whole(text), exact)

    assert found == Anchor(start, start + len(exact), Match.EXACT)


SAME = {
    " ": [" ", "\u00a0", "  ", "\n", "\n\n", " \u2009"],
    '"': ['"', "“", "”", "«"],
    "'": ["'", "’", "‘"],
    "-": ["-", "–", "—", "‑"],
}


@given(WORDS, st.data())
def test_another_typography_loses_no_quote(words, data):
    marks = st.sampled_from([" ", ' "', "' ", " - "])
    plain = "".join(word + data.draw(marks) for word in words).strip(" -")
    printed = "".join(
        data.draw(st.sampled_from(SAME.get(letter, [letter, letter + "\u00ad"])))
        for letter in plain
    )
    text = f"ZYX: {printed}. XYZ."

    found = anchor(text, whole(text), plain)

    exact = text[found.start : found.end]
    assert exact.strip("\u00ad") == printed.strip("\u00ad")
    assert found.match is (Match.EXACT if exact == plain else Match.TYPOGRAPHIC)


@given(TEXTS, TEXTS)
def test_what_is_found_is_what_was_sought(text, exact):
    try:
        found = anchor(text, whole(text), exact)
    except AnchoringError:
        return

    assert fold(text[found.start : found.end]).text == fold(exact).text.strip()


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_found_lies_within_a_span(text, one, other):
    low, high = min(one, other), max(one, other)
    span = (min(low, len(text)), min(high, len(text)))
    assume(text.strip())

    try:
        found = anchor(text, [fold(text[slice(*span)], low)], text[low : low + 3])
    except AnchoringError:
        return

    assert span[0] <= found.start < found.end <= span[1]


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        pytest.param({"exact": ""}, NoMatch, "no words are given", id="nothing"),
        pytest.param({"exact": " \u00ad\n"}, NoMatch, "no words", id="only blanks"),
        pytest.param({"exact": "ebb"}, NoMatch, "not in the source", id="not there"),
        pytest.param({"exact": "Rises"}, NoMatch, "not in", id="another letter case"),
        pytest.param(
            {"exact": "the tide"},
            Ambiguous,
            "stand 2 times, at characters 0 and 19",
            id="twice",
        ),
        pytest.param({"exact": "tide ris"}, CutsWord, "'tide ris'", id="a word cut"),
        pytest.param(
            {"exact": "alls."}, CutsWord, "inside a word", id="a cut beginning"
        ),
        pytest.param(
            {"exact": "the tide", "suffix": "stands"},
            NoMatch,
            "not in",
            id="a suffix that does not follow",
        ),
    ],
)
def test_what_cannot_be_given_one_place_is_refused(given, error, told):
    text = "the tide rises and the tide falls."

    with pytest.raises(error, match=told):
        anchor(text, whole(text), **given)


@pytest.mark.parametrize(
    ("given", "start"),
    [
        pytest.param({"suffix": "rises"}, 0, id="the words after"),
        pytest.param({"suffix": "  rises\nand"}, 0, id="in another typography"),
        pytest.param({"suffix": "falls"}, 19, id="the words after the second"),
        pytest.param({"prefix": "and"}, 19, id="the words before"),
    ],
)
def test_the_words_beside_it_single_one_place_out(given, start):
    text = "the tide rises and the tide falls."

    found = anchor(text, whole(text), "the tide", **given)

    assert (found.start, found.end) == (start, start + 8)


def test_words_that_overlap_themselves_are_ambiguous():
    with pytest.raises(Ambiguous, match="2 times"):
        anchor("on and on and on", whole("on and on and on"), "on and on")


def test_a_word_within_a_longer_one_is_no_second_place():
    text = "tidewater, the tide, tidewater"

    found = anchor(text, whole(text), "tide")

    assert (found.start, found.end) == (15, 19)


def test_half_an_ellipsis_is_no_match():
    with pytest.raises(NoMatch):
        anchor("and so on… then", whole("and so on… then"), "and so on..")


def test_words_are_not_found_across_two_spans():
    text = "the tide rises"

    with pytest.raises(NoMatch):
        anchor(text, [fold("the tide"), fold("rises", 9)], "tide rises")


# --- proposing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "nearest", "differences"),
    [
        pytest.param(
            "the tide “rises” three times a day",
            "the tide “rises” twice a day",
            "[-three times-] {+twice+}",
            id="other words within",
        ),
        pytest.param(
            "why the tide “rises” a day",
            "why the tide “rises” twice a day",
            "{+twice+}",
            id="a word left out",
        ),
        pytest.param(
            "somebody knows why the tide “rises” twice every day",
            "Nobody knows why the tide “rises” twice a day",
            "[-somebody-] {+Nobody+} [-every-] {+a+}",
            id="other words at the ends",
        ),
    ],
)
def test_the_nearest_text_is_as_long_as_what_was_meant(exact, nearest, differences):
    text = "Nobody knows why the tide “rises” twice a day. Gulls are white."

    found = nearest_text(whole(text), exact)

    assert found is not None
    assert text[found.start : found.end] == nearest
    assert found.differences == differences


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        pytest.param("", "the tide", id="no text"),
        pytest.param("the tide", "", id="no words"),
        pytest.param("the tide rises", "xqzw vjkp", id="nothing alike"),
    ],
)
def test_nothing_is_proposed_where_nothing_is_near(text, exact):
    assert nearest_text(whole(text), exact) is None


# --- the words around ------------------------------------------------------------------


@given(st.text(alphabet="ab ", min_size=1, max_size=200), st.data())
def test_the_words_around_a_quote_tell_it_from_every_other(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    prefix, suffix = context(text, start, end)

    together = prefix + text[start:end] + suffix
    assert text[start - len(prefix) : end + len(suffix)] == together
    assert text.find(together) == text.rfind(together)
    assert len(prefix) >= min(32, start)
    assert len(suffix) >= min(32, len(text) - end)


def test_the_words_around_a_refrain_are_as_many_as_it_takes():
    text = "First. " + "The tide rises and the tide falls. " * 9 + "Last."
    start = text.index("the tide falls", 150)

    prefix, suffix = context(text, start, start + 14)

    together = prefix + "the tide falls" + suffix
    assert len(prefix) > 32
    assert text.count(together) == 1


# --- the hazards of the real files -------------------------------------------------------


@pytest.fixture(scope="module")
def articles():
    """Give each real article with the blocks that can be quoted."""
    data, texts = compiled_seeds(SEEDS)
    return {
        source.id: (
            texts[source.id],
            [
                fold(texts[source.id][passage.start : passage.end], passage.start)
                for passage in data.passages
                if passage.source == source.id and passage.number is not None
            ],
        )
        for source in data.sources
    }


@pytest.mark.parametrize(
    ("source", "written", "standing"),
    [
        pytest.param(
            "rerussia-2023",
            "may not be as reliable as it appears in official statements",
            "may not be\u00a0as\u00a0reliable as\u00a0it\u00a0appears in\u00a0official statements",
            id="no-break spaces inside groups of words",
        ),
        pytest.param(
            "rinna-2014",
            'China\'s relationship with Russia is defined as a "strategic partnership"',
            "China’s relationship with Russia is defined as a “strategic partnership”",
            id="curly marks copied as straight ones",
        ),
        pytest.param(
            "datta-2025",
            'While "limitless friendship" sounds graphically attractive, the relationship',
            'While "limitless friendship"\n\nsounds graphically attractive, the '
            "relationship",
            id="a sentence torn apart by a page break",
        ),
        pytest.param(
            "rajput-ghosh-2024",
            "Last year at MSC, China had also emphasized",
            "Last year at MSC,\n\n\n\nChina had also emphasized",
            id="a sentence torn apart at its first comma",
        ),
        pytest.param(
            "rajput-ghosh-2024",
            "technological advancements and investment flows",
            "technological advancements and investment\n\n\n\nflows",
            id="a sentence whose last word is on the next page",
        ),
    ],
)
def test_typography_of_the_real_articles_loses_no_quote(
    articles, source, written, standing
):
    text, body = articles[source]

    found = anchor(text, body, written)

    assert text[found.start : found.end] == standing
    assert found.match is Match.TYPOGRAPHIC


def test_a_sentence_that_a_caption_repeats_is_found_in_the_body(articles):
    text, body = articles["rajput-ghosh-2024"]
    words = (
        "This competition for the sphere of influence and increasing power asymmetry "
        "may restrict the long-term alliance in future."
    )

    found = anchor(text, body, words)

    assert text.count(words) == 2
    assert found.start == text.rindex(words)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(
            "rinna-2014",
            "The United States advised its allies not to join the institution",
            id="a teaser after the article",
        ),
        pytest.param(
            "rinna-2014", "Please login to leave a comment", id="a log-in line"
        ),
        pytest.param("rinna-2014", "Mutual fears", id="a heading"),
        pytest.param("attache-2022", "View Original", id="site chrome"),
        pytest.param(
            "datta-2025",
            "RCAS aims to become a leading research institute",
            id="a page about the publisher",
        ),
        pytest.param(
            "rajput-ghosh-2024",
            "The views expressed in this publication are those of the authors",
            id="a disclaimer",
        ),
    ],
)
def test_what_is_not_the_article_cannot_be_quoted(articles, source, words):
    text, body = articles[source]

    assert words in text
    with pytest.raises(NoMatch):
        anchor(text, body, words)


@pytest.mark.parametrize(
    "exact",
    [
        "**T**he moon pulls at the harbour<sup>1</sup> as it pulls",
        "The moon pulls at the harbour as it pulls",
        "The moon pulls at the harbour1 as it pulls",
    ],
)
def test_a_quote_may_leave_out_the_markup_that_no_reader_sees(seeds, change, exact):
    bench = 'exact = "The bench on the quay was dry all winter"'
    more = f'[[claims.quotes]]\nsource = "moor-gull-2023"\nexact = "{exact}"'
    change("claims/town.toml", bench, f"{bench}\n{more}")

    data, texts = compiled_seeds(seeds)

    quote, _ = (one for one in data.quotes if "the-quay-stays-dry" in one.claims)
    assert quote.exact == "**T**he moon pulls at the harbour<sup>1</sup> as it pulls"
    assert texts[quote.source][quote.start : quote.end] == quote.exact
    assert quote.shown == "The moon pulls at the harbour as it pulls"
    assert quote.match is (Match.EXACT if "*" in exact else Match.TYPOGRAPHIC)


# --- what an editor is told --------------------------------------------------------------


def test_words_that_are_not_there_bring_the_nearest_and_the_difference(
    change, mistakes
):
    change("claims/town.toml", "quay was dry all winter", "quay was wet all winter")

    (mistake,) = mistakes()

    assert mistake == (
        "claims/town.toml, claims[1].quotes[0].exact (claim the-quay-stays-dry): "
        "these words are not in 'harbour-board-2024'; passage 1 has, with [-wet-] {+dry+}: "
        'exact = "The bench on the quay was dry all winter"; '
        "paste that if you mean it ([-yours-], {+the source's+})"
    )


def test_the_nearest_words_may_stand_in_another_source(change, mistakes):
    change(
        "claims/town.toml",
        "The bench on the quay was dry all winter",
        "The boats lay on their sides by evening",
    )

    (mistake,) = mistakes()

    assert (
        "these words are not in 'harbour-board-2024'; passage 1 of 'moor-gull-2023' has, with "
        '[-lay-] {+lie+}: exact = "The boats lie on their sides by evening"; '
    ) in mistake


def test_words_of_another_source_name_that_source(change, mistakes):
    change(
        "claims/town.toml",
        "The bench on the quay was dry all winter",
        "The boats lie on their sides by evening",
    )

    (mistake,) = mistakes()

    assert mistake.startswith(
        "claims/town.toml, claims[1].quotes[0].exact (claim the-quay-stays-dry): "
        "these words stand in 'moor-gull-2023', not "
    )
    assert mistake.endswith('; write source = "moor-gull-2023"')


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("A boat at noon", "caption", id="a caption"),
        pytest.param("What the gauges say", "heading", id="a heading"),
        pytest.param("View Original", "chrome", id="site chrome"),
        pytest.param("as every cook knows", "back", id="a teaser after the body"),
        pytest.param("By Ann Pilot", "front", id="the line above the body"),
    ],
)
def test_words_outside_the_body_are_told_where_they_stand(
    change, mistakes, words, kind
):
    change("claims/boats.toml", "by evening the harbour is as shallow as before", words)

    (mistake,) = mistakes()

    assert f"these words stand in a block of kind {kind}, at character" in mistake
    assert "; quote the body" in mistake


def test_words_that_run_from_one_paragraph_into_the_next_are_told_so(change, mistakes):
    change(
        "claims/boats.toml",
        'exact = "by evening the harbour is as shallow as before"',
        'exact = "nothing rises at all. The pilots who know the channel"',
    )

    (mistake,) = mistakes()

    assert "these words run over more than one block" in mistake
    assert mistake.endswith("; make two quotes, or declare the page break under joins")


def test_words_that_stand_twice_are_told_with_their_places(change, mistakes):
    change("claims/boats.toml", 'suffix = ". The boats lie"', "")

    (mistake,) = mistakes()

    assert mistake == (
        "claims/boats.toml, claims[0].quotes[1].exact (claim skippers-read-the-table): "
        "these words stand 2 times, at characters 148 and 233; "
        "single one out with prefix or suffix, or with nth"
    )


def test_a_cut_word_is_told_as_one(change, mistakes):
    change("claims/town.toml", "The bench on the quay was", "he bench on the quay was")

    (mistake,) = mistakes()

    assert "'he bench on the quay was dry all winter' begins or ends inside a word" in (
        mistake
    )
    assert mistake.endswith("; quote whole words")
