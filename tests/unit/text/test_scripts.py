"""How languages are written: where words end, and in which direction they are read."""

import pytest

from app.text.scripts import (
    gap,
    is_right_to_left,
    is_within_word,
    language_attributes,
    parted,
    word_count,
)


@pytest.mark.parametrize(
    ("before", "after", "within"),
    [
        pytest.param("a", "b", True, id="letters"),
        pytest.param("a", " ", False, id="a blank"),
        pytest.param("(", "b", False, id="a sign"),
        pytest.param("潮", "水", False, id="signs of Chinese"),
        pytest.param("A", "水", False, id="a letter and a sign of Chinese"),
        pytest.param("น", "้", True, id="a letter of Thai and its mark"),
        pytest.param("้", "ำ", False, id="letters of Thai, a mark between"),
        pytest.param("ت", "َ", True, id="a letter of Arabic and its vowel"),
        pytest.param("َ", "ب", True, id="a vowel of Arabic and the next letter"),
        pytest.param("국", "은", True, id="letters of Korean, which has blanks"),
    ],
)
def test_a_word_goes_on_from_letter_to_letter_where_there_are_blanks(
    before, after, within
):
    assert is_within_word(before, after) is within


def test_words_that_no_blank_parts_are_parted_with_their_marks():
    assert parted("AI模型。น้ำ 중국 word") == "AI 模 型。น้ ำ 중 국 word"
    assert gap("模型", "好") == gap("好，", "AI") == ""  # noqa: RUF001 - as Chinese has it
    assert gap("model", "is") == " "


@pytest.mark.parametrize(
    ("text", "words"),
    [("three plain words", 3), ("大多数店员愿意在星期天上班", 7), ("用 AI 工作。", 3)],
)
def test_two_letters_count_as_a_word_where_there_are_no_blanks(text, words):
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", ""),
        ("en-GB", ' lang="en-GB"'),
        ("zh-Hant", ' lang="zh-Hant"'),
        ("he", ' lang="he" dir="rtl"'),
        ("ku-Arab-IQ", ' lang="ku-Arab-IQ" dir="rtl"'),
        ("ur-Latn", ' lang="ur-Latn"'),
    ],
)
def test_a_language_is_told_with_its_direction(language, attributes):
    assert language_attributes(language) == attributes
    assert is_right_to_left(language) is ("rtl" in attributes)
