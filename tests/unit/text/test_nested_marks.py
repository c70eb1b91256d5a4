"""Marking the quotes of a passage: nested, cut where they cross, letters untouched."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.nested_marks import Piece, QuoteSpan, Step, pieces
from app.text.visible_text import VisibleRun, visible_runs

TEXT = "Old Tom swears (twice), that the sea never moves."


def told(found):
    """Write pieces as a reader of HTML would: <a>…</a>, and [a] for a note."""
    signs = {
        Step.TEXT: lambda piece: piece.text,
        Step.OPEN: lambda piece: f"<{piece.quote}{'!' if piece.first else ''}>",
        Step.CLOSE: lambda piece: f"</{piece.quote}>",
        Step.NOTE: lambda piece: f"[{piece.quote}]",
    }
    return "".join(signs[piece.step](piece) for piece in found)


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        pytest.param([], "abcdefghij", id="no quote"),
        pytest.param([("x", 0, 10)], "<x!>abcdefghij</x>[x]", id="the whole passage"),
        pytest.param([("x", 2, 4)], "ab<x!>cd</x>[x]efghij", id="one quote"),
        pytest.param(
            [("x", 2, 4), ("y", 4, 6)],
            "ab<x!>cd</x>[x]<y!>ef</y>[y]ghij",
            id="one after the other",
        ),
        pytest.param(
            [("x", 0, 8), ("y", 2, 4)],
            "<x!>ab<y!>cd</y></x>[y]<x>efgh</x>[x]ij",
            id="one within the other, whose note interrupts",
        ),
        pytest.param(
            [("x", 0, 6), ("y", 2, 6)],
            "<x!>ab<y!>cdef</y></x>[x][y]ghij",
            id="one within the other, ending together",
        ),
        pytest.param(
            [("x", 0, 5), ("y", 3, 8)],
            "<x!>abc<y!>de</y></x>[x]<y>fgh</y>[y]ij",
            id="crossing",
        ),
        pytest.param(
            [("x", 2, 6), ("y", 2, 4)],
            "ab<x!><y!>cd</y></x>[y]<x>ef</x>[x]ghij",
            id="beginning together",
        ),
    ],
)
def test_marks_are_nested_and_cut_where_they_cross(spans, marked):
    text = "abcdefghij"

    found = pieces(text, [VisibleRun(0, 10)], [QuoteSpan(*span) for span in spans])

    assert told(found) == marked


def test_a_note_stands_after_the_punctuation_that_follows_the_quote():
    span = QuoteSpan("x", TEXT.index("swears"), TEXT.index(")"))

    found = pieces(TEXT, [VisibleRun(0, len(TEXT))], [span])

    assert told(found) == "Old Tom <x!>swears (twice</x>),[x] that the sea never moves."


def test_a_quote_at_the_end_of_a_passage_has_its_note():
    span = QuoteSpan("x", 0, len(TEXT) - 1)

    found = pieces(TEXT, [VisibleRun(0, len(TEXT))], [span])

    assert told(found) == f"<x!>{TEXT[:-1]}</x>.[x]"


def test_a_passage_of_nothing_has_no_pieces():
    assert pieces("", [], []) == []


def test_styles_are_kept_within_marks():
    text = "**T**he tide<sup>1</sup> rises."

    found = pieces(text, visible_runs(text, 0, len(text)), [QuoteSpan("x", 5, 12)])

    assert found == [
        Piece(Step.TEXT, "T", "strong"),
        Piece(Step.OPEN, quote="x", first=True),
        Piece(Step.TEXT, "he tide"),
        Piece(Step.CLOSE, quote="x"),
        Piece(Step.NOTE, quote="x"),
        Piece(Step.TEXT, "1", "sup"),
        Piece(Step.TEXT, " rises."),
    ]


# --- for any set of quotes -------------------------------------------------------------


@st.composite
def marked_passages(draw):
    """A text, and any set of spans of it."""
    text = draw(st.text(alphabet="ab .,”\n\u00a0*<", min_size=1, max_size=30))
    # Quotes avoid markup, so that each lies wholly in what is shown.
    text = text.replace("*", "+").replace("<", "(")
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    drawn = draw(st.lists(edges.filter(lambda e: e[0] < e[1]), max_size=6, unique=True))
    return text, [QuoteSpan(f"q{number}", *span) for number, span in enumerate(drawn)]


@given(marked_passages())
def test_pieces_together_are_the_text_that_is_shown(passage):
    text, spans = passage

    found = pieces(text, [VisibleRun(0, len(text))], spans)

    assert "".join(piece.text for piece in found) == text


@given(marked_passages())
def test_marks_are_well_nested_and_hold_exactly_their_quotes(passage):
    text, spans = passage
    held = {span.quote: "" for span in spans}
    stack: list[str] = []

    for piece in pieces(text, [VisibleRun(0, len(text))], spans):
        if piece.step is Step.OPEN:
            stack.append(piece.quote)
        elif piece.step is Step.CLOSE:
            assert stack.pop() == piece.quote
        elif piece.step is Step.TEXT:
            for quote in stack:
                held[quote] += piece.text

    assert stack == []
    assert held == {span.quote: text[span.start : span.end] for span in spans}


@given(marked_passages())
def test_the_first_mark_of_each_quote_is_told_once(passage):
    text, spans = passage

    found = pieces(text, [VisibleRun(0, len(text))], spans)

    opened = [piece for piece in found if piece.step is Step.OPEN]
    first = [piece.quote for piece in opened if piece.first]
    assert sorted(first) == sorted(span.quote for span in spans)
    for quote in first:
        assert next(piece for piece in opened if piece.quote == quote).first


@given(marked_passages())
def test_no_mark_is_empty(passage):
    text, spans = passage

    found = pieces(text, [VisibleRun(0, len(text))], spans)

    for one, other in pairwise(found):
        assert (one.step, other.step) != (Step.OPEN, Step.CLOSE)


@given(marked_passages())
def test_each_quote_is_noted_once_outside_all_marks(passage):
    text, spans = passage
    depth = 0
    noted = []

    for piece in pieces(text, [VisibleRun(0, len(text))], spans):
        depth += (piece.step is Step.OPEN) - (piece.step is Step.CLOSE)
        if piece.step is Step.NOTE:
            assert depth == 0
            noted.append(piece.quote)

    assert sorted(noted) == sorted(span.quote for span in spans)


@given(marked_passages())
def test_a_note_comes_after_the_whole_of_its_quote(passage):
    text, spans = passage
    ends = {span.quote: span.end for span in spans}
    at = 0

    for piece in pieces(text, [VisibleRun(0, len(text))], spans):
        at += len(piece.text)
        if piece.step is Step.NOTE:
            assert ends[piece.quote] <= at


def test_what_was_found_is_told_apart_and_every_letter_stays():
    shown = [VisibleRun(0, 10, "")]

    found = pieces("abcdefghij", shown, [QuoteSpan("x", 2, 6)], [(1, 3), (8, 10)])

    assert told(found) == "ab<x!>cdef</x>[x]ghij"
    assert [piece.text for piece in found if piece.found] == ["b", "c", "ij"]


def test_notes_at_one_place_stand_in_the_order_in_which_their_quotes_begin():
    end = len(TEXT)
    # The one within ends before the full stop, the one around it with it.
    inner, outer = QuoteSpan("inner", 8, end - 1), QuoteSpan("outer", 0, end)

    found = pieces(TEXT, visible_runs(TEXT, 0, end), [inner, outer])

    assert [one.quote for one in found if one.step is Step.NOTE] == ["outer", "inner"]
