# ruff: noqa: RUF001 - quotation marks as people type them
"""The quotations in a text, whatever marks people use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import QuotationKind
from app.text.quotations_in_text import quotations_in, without_reference

MARKS = [
    pytest.param("He said “one two three” then.", ["one two three"], id="curly"),
    pytest.param('He said "one two three" then.', ["one two three"], id="straight"),
    pytest.param("Er sagte: „eins zwei drei“.", ["eins zwei drei"], id="German"),
    pytest.param("Er sagte: »eins zwei drei«.", ["eins zwei drei"], id="inward"),
    pytest.param("Il dit « un deux trois ».", ["un deux trois"], id="French, spaced"),
    pytest.param("‘one two three’, he said", ["one two three"], id="single"),
    pytest.param("He said 'one two three'.", ["one two three"], id="straight, single"),
    pytest.param("Hon sade ”ett två tre”.", ["ett två tre"], id="Swedish"),
    pytest.param("``one two three'' he said", ["one two three"], id="typed for print"),
    pytest.param("「一 二 三」と", ["一 二 三"], id="Japanese"),
    pytest.param('*“one two three”* ("four five six")', ["one two three", "four five six"], id="in emphasis and in brackets"),
    pytest.param('“one two three”¹ and "four five six"2 too', ["one two three", "four five six"], id="with the number of a note"),
    pytest.param("so—“one two three”—he said", ["one two three"], id="between dashes"),
    pytest.param("“one ‘two three four’ five”", ["one ‘two three four’ five"], id="one within another is part of it"),
    pytest.param("‘one “two three four” five’", ["one “two three four” five"], id="the other way round"),
]  # fmt: skip
APOSTROPHES = [
    pytest.param("It’s the states’ will, and China’s too.", [], id="no quotation"),
    pytest.param("In the '90s it's 'one two three' again", ["one two three"], id="an elision before"),
    pytest.param("‘the states’ will is one’, he said", ["the states’ will is one"], id="a plural within"),
    pytest.param("‘one of the allies’ and so on", ["one of the allies"], id="a plural at the end"),
    pytest.param("‘it’s China’s own will’", ["it’s China’s own will"], id="apostrophes within"),
    pytest.param('a 5" screen, and "one two three"', ["one two three"], id="inches"),
]  # fmt: skip


def quoted(text):
    return [text[one.start : one.end] for one in quotations_in(text).quotations]


@pytest.mark.parametrize(("text", "found"), MARKS + APOSTROPHES)
def test_what_stands_between_marks_is_found(text, found):
    assert quoted(text) == found


def test_a_block_quote_that_is_set_in_is_found_once():
    found = quotations_in("- He writes:\n\n  > one two three four\n").quotations

    assert [(one.kind, one.start) for one in found] == [(QuotationKind.BLOCK, 18)]


def test_one_or_two_words_between_marks_are_scare_quotes():
    found = quotations_in("The “axis” of ‘no limits’ is “not an alliance”.").quotations

    assert [one.kind for one in found] == [
        QuotationKind.SCARE,
        QuotationKind.SCARE,
        QuotationKind.QUOTATION,
    ]


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "“One two three.\n\n“Four five six,” he said."

    (found,) = quotations_in(text).quotations

    assert found.words(text) == "One two three.\n\nFour five six,"
    assert (found.opens, found.closes) == (0, text.index(" he said"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Thus:\n\n> one two\n> three\n\nEnd.", "one two\n> three", id="lines"),
        pytest.param("> one two\n>\n> three\n> — Rinna", "one two\n>\n> three", id="signed"),
        pytest.param("He says:\n\n    one two\n    three\n\nEnd.", "one two\n    three", id="set in"),
    ],
)  # fmt: skip
def test_a_block_quote_is_found_without_who_is_named_beneath(text, found):
    (block,) = quotations_in(text).quotations

    assert text[block.start : block.end] == found
    assert block.kind is QuotationKind.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "    def code():\n        pass",
        "Text.\n\n    set in by itself",
        "a > b and c > d",
    ],
)
def test_what_is_only_set_in_or_compared_is_no_block_quote(text):
    assert quoted(text) == []


def test_a_mark_that_is_never_closed_hides_no_other_quotation():
    text = 'An “open one and “one two three” here.\n\nThen "four five six".'

    found = quotations_in(text)

    assert quoted(text) == ["one two three", "four five six"]
    assert found.unclosed == (3,)


def test_attributes_of_markup_are_no_quotations():
    assert quoted('<a title="one two three">x</a> "four five six"') == ["four five six"]


@pytest.mark.parametrize(
    "piece", ['"', "“", "” ", "“a ", ' "a', "s’ a", "‘a", "> a\n", "<a", "``", "« » "]
)
def test_any_number_of_marks_is_read_to_the_end(piece):
    text = piece * (50_000 // len(piece))

    for one in quotations_in(text).quotations:
        assert 0 <= one.opens <= one.start < one.end <= one.closes <= len(text)


@given(st.text(alphabet="ab .\n>\t“”\"'‘’«»„`—", max_size=80))
def test_quotations_stand_in_order_and_apart(text):
    found = quotations_in(text).quotations

    edges = [at for one in found for at in (one.opens, one.start, one.end, one.closes)]
    assert edges == sorted(edges)
    assert all(text[one.start : one.end].strip() for one in found)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("It is strong. (Moor et al.)", "It is strong."),
        ("It is strong. (Datta 2025, para. 3)", "It is strong."),
        ("It is strong. [4]", "It is strong."),
        ("It is strong. (That may change.)", "It is strong. (That may change.)"),
        ("It is strong. (…)", "It is strong. (…)"),
    ],
)
def test_a_reference_at_the_end_goes_and_a_sentence_in_brackets_stays(pasted, kept):
    assert without_reference(pasted) == kept
