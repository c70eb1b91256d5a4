"""Lines of words that are no wider than they may be."""

from hypothesis import given
from hypothesis import strategies as st

from app.graphics.text_width import width, wrapped_text


def test_a_text_is_broken_at_its_blanks():
    assert wrapped_text("The water rises and falls", 6) == (
        "The water",
        "rises and",
        "falls",
    )


def test_a_text_that_fits_is_one_line():
    assert wrapped_text("The water", 20) == ("The water",)


def test_a_word_wider_than_a_line_is_broken_where_the_line_ends():
    assert wrapped_text("a mmmmm b", 2) == ("a", "mm", "mm", "m b")


def test_a_letter_that_the_table_does_not_have_is_taken_for_wide():
    assert width("灣") > width("W")


@given(st.text(), st.floats(min_value=1.1, max_value=40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, room):
    found = wrapped_text(text, room)

    assert max(width(line) for line in found) <= room
    assert "".join(found).replace(" ", "") == "".join(text.split())
