"""Links to any words of an article: what they name, and which one names given words."""

import random
import re
from urllib.parse import parse_qs

import pytest

from app.text.words_link import WordsLink, link_to, linked_spans, shown_text

TEXT = (
    "The *tide* rises.<sup>1</sup> The tide falls\nin the tide-mill, “the tide” said so.\n\n"
    "The tide rises again … and the tide falls. At noon the tide rises, the tide falls."
)
BLOCKS = [(0, TEXT.index("\n\n")), (TEXT.index("\n\n") + 2, len(TEXT))]
SHOWN = shown_text(TEXT, BLOCKS)


def named(words, block=0, **beside):
    """Return the text in each place that a link names, as it was received."""
    spans = linked_spans(SHOWN, WordsLink(words, **beside), *BLOCKS[block])
    return [TEXT[start:end] for start, end in spans]


def test_what_is_shown_has_neither_markup_nor_numbers_of_notes():
    assert SHOWN.text.startswith(
        "The tide rises. The tide falls in the tide-mill, “the"
    )
    assert SHOWN.text[SHOWN.shown(*BLOCKS[1])[0] :].startswith("The tide rises again")


@pytest.mark.parametrize(
    ("words", "beside", "there"),
    [
        pytest.param("falls in", {}, ["falls\nin"], id="over a line break"),
        pytest.param(
            "rises. The", {}, ["rises.<sup>1</sup> The"], id="over the number of a note"
        ),
        pytest.param("tide rises", {}, ["tide* rises"], id="over markup"),
        pytest.param("The tide", {}, ["The *tide", "The tide"], id="two places"),
        pytest.param(
            "The tide", {"after": "falls"}, ["The tide"], id="told apart after"
        ),
        pytest.param("tide", {"before": "“the"}, ["tide"], id="told apart before"),
        pytest.param("tide", {"before": "in the"}, ["tide"], id="part of a compound"),
        pytest.param("mill", {"before": "tide-"}, ["mill"], id="no blank between"),
        pytest.param("tid", {}, [], id="part of a word"),
        pytest.param("the  TIDE", {}, [], id="other capitals"),
        pytest.param('"the  tide"', {}, ["“the tide”"], id="other typography"),
        pytest.param(
            "The…rises. The",
            {},
            ["The *tide* rises.<sup>1</sup> The"],
            id="from first to last",
        ),
        pytest.param("falls…so", {}, ["falls\nin the tide-mill, “the tide” said so"]),
        pytest.param("said…tide", {}, ["said so.\n\nThe tide"], id="into the next"),
        pytest.param("falls…moon", {}, [], id="the last words are not there"),
        pytest.param("", {}, [], id="no words"),
        pytest.param("…", {}, [], id="no words but an ellipsis"),
    ],
)
def test_a_link_names_whole_words(words, beside, there):
    assert named(words, **beside) == there


def test_words_begin_in_the_passage_that_is_named_and_may_end_in_another():
    assert named("again", 0) == []
    assert named("rises again", 1) == ["rises again"]
    assert named("said so…again", 0) == ["said so.\n\nThe tide rises again"]


def test_an_ellipsis_of_the_article_is_no_sign_of_omission():
    assert named("again … and", 1) == ["again … and"]
    assert named("again … and…falls", 1) == ["again … and the tide falls"]


def test_the_first_of_several_ends_is_meant_unless_it_is_told_apart():
    assert named("again…falls", 1) == ["again … and the tide falls"]
    assert named("again…falls", 1, after=". At") == ["again … and the tide falls"]
    assert named("At noon…tide", 1, after="falls") == [
        "At noon the tide rises, the tide"
    ]


def test_words_without_a_link_have_none():
    assert link_to(SHOWN, 4, 4, BLOCKS[0]) is None
    twice = "tick tock " * 40
    long = "x" * 700
    assert link_to(shown_text(twice, [(0, 400)]), 100, 104, (0, 400)) is None
    assert link_to(shown_text(long, [(0, 700)]), 0, 700, (0, 700)) is None


def test_200_random_selections_of_every_article_are_named_by_their_links(real_store):
    """Whole words, across sentences and passages."""
    draw = random.Random(2014)  # noqa: S311 - the same each time
    wrong = []
    for source in real_store.rows("SELECT id, text FROM source"):
        blocks = [
            (row["start"], row["end"])
            for row in real_store.rows(
                'SELECT start, "end" FROM passage WHERE source = ? ORDER BY start',
                source["id"],
            )
        ]
        shown = shown_text(source["text"], blocks)
        words = [word.span() for word in re.finditer(r"[^\W_]+", shown.text)]
        for _ in range(200):
            first = draw.randrange(len(words))
            last = min(first + int(draw.expovariate(1 / 15)), len(words) - 1)
            span = shown.span(words[first][0], words[last][1])
            passage = max(block for block in blocks if block[0] <= span[0])

            link = link_to(shown, *span, passage)

            assert link, span
            told = parse_qs(link.query("7"))
            again = WordsLink(
                told["words"][0], *(told.get(x, [""])[0] for x in ("before", "after"))
            )
            if linked_spans(shown, again, *passage) != [span]:
                wrong.append((source["id"], link))
    assert wrong == []
