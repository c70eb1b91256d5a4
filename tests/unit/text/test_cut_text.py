# ruff: noqa: RUF001 - quotation marks as they are typeset
"""Cutting an article into blocks, sentences and the letters that are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.passages import block_spans, without_rules
from app.text.sentences import sentence_spans
from app.text.visible_text import VisibleRun, quotable_text, visible_runs

# Letters, blanks of several kinds and line breaks, so that blocks and sentences form.
ARTICLES = st.text(alphabet=" \t\n\u00a0\r.?!,ABab*<>sup/", max_size=120)


def words(text, spans):
    return [text[start:end] for start, end in spans]


def test_an_empty_line_ends_a_block_and_one_line_break_does_not():
    text = "One line\nand its second.\n\nAnother block."

    found = words(text, block_spans(text))

    assert found == ["One line\nand its second.", "Another block."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [], id="an empty article"),
        pytest.param(" \n\n \t\n", [], id="nothing but white space"),
        pytest.param("One.", ["One."], id="a single block"),
        pytest.param("\n\nOne.\n\n\n\n", ["One."], id="empty lines at both ends"),
        pytest.param("One.\n \t\u00a0\nTwo.", ["One.", "Two."], id="a line of blanks"),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="line ends of Windows"),
        pytest.param("\u00a0One. \n\n Two.", ["One.", "Two."], id="blanks at the ends"),
        pytest.param("One\n===\nTwo.\n---", ["One", "Two."], id="rules"),
        pytest.param("One.\n\n * * *\n\nTwo.", ["One.", "Two."], id="a rule by itself"),
        pytest.param("A *** B\n--\n**C**", ["A *** B\n--\n**C**"], id="no rules"),
    ],
)
def test_blocks_are_cut_at_empty_lines(text, found):
    assert words(text, block_spans(text)) == found


@given(ARTICLES)
def test_blocks_hold_every_letter_of_the_article_once(text):
    spans = list(block_spans(text))

    ends = [0, *(edge for span in spans for edge in span), len(text)]

    between = [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]
    assert ends == sorted(ends)
    assert without_rules("\n".join(between)).strip() == ""


@given(ARTICLES)
def test_sentences_hold_every_letter_of_a_paragraph_once(text):
    spans = sentence_spans(text, 0, len(text))

    ends = [0, *(edge for span in spans for edge in span), len(text)]

    between = [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]
    assert ends == sorted(ends)
    assert "".join(between).strip() == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Tides rise. Tides fall.", ["Tides rise.", "Tides fall."], id="full stops"
        ),
        pytest.param(
            "Is it so? Yes!\u00a0It is.",
            ["Is it so?", "Yes!", "It is."],
            id="a no-break space between sentences",
        ),
        pytest.param(
            "They wait\n\nfor water. Then they go.",
            ["They wait\n\nfor water.", "Then they go."],
            id="a page break within a sentence",
        ),
        pytest.param(
            "Sino-U.S. relations cooled.",
            ["Sino-U.S. relations cooled."],
            id="an abbreviation",
        ),
        pytest.param(
            "He said “No.” She left.",
            ["He said “No.”", "She left."],
            id="a closing mark",
        ),
        pytest.param(
            "Tides rise.<sup>1</sup><sup>2</sup> Is it so?² He said “No.”[3] It is.†",
            [
                "Tides rise.<sup>1</sup><sup>2</sup>",
                "Is it so?²",
                "He said “No.”[3]",
                "It is.†",
            ],
            id="the marks of notes after a sentence",
        ),
        pytest.param(
            "Dr.<sup>1</sup> Gull saw 3.5 m² [4] there.[5]a So it was<sup>2</sup>.",
            ["Dr.<sup>1</sup> Gull saw 3.5 m² [4] there.[5]a So it was<sup>2</sup>."],
            id="the marks of notes within one",
        ),
        pytest.param(
            "潮が満ちる。<sup>1</sup>門が開く。",
            ["潮が満ちる。<sup>1</sup>", "門が開く。"],
            id="the mark of a note with no blank after it",
        ),
        pytest.param(
            "“The sea is calm. It never moves,” said Tom. ‘Is it? Never.’ He left.",
            [
                "“The sea is calm.",
                "It never moves,” said Tom.",
                "‘Is it?",
                "Never.’",
                "He left.",
            ],
            id="several within one pair of quotation marks",
        ),
        pytest.param(
            'In "Who Is Right? The Sea" and in “the sea of Mr. Gull” the U.S. Navy calls.',
            [
                'In "Who Is Right? The Sea" and in “the sea of Mr. Gull” the U.S. Navy calls.'
            ],
            id="a title within quotation marks",
        ),
    ],
)
def test_a_paragraph_is_cut_into_its_sentences(text, found):
    assert words(text, sentence_spans(text, 0, len(text))) == found


def test_sentences_count_from_the_beginning_of_the_article():
    text = "Front matter.\n\nTides rise. Tides fall.\n\nBack."

    found = sentence_spans(text, 15, 38)

    assert found == [(15, 26), (27, 38)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain words", [("plain words", "")], id="no markup"),
        pytest.param("**T**he tide", [("T", "strong"), ("he tide", "")], id="bold"),
        pytest.param(
            "a *low* tide", [("a ", ""), ("low", "em"), (" tide", "")], id="em"
        ),
        pytest.param("tide<sup>1</sup>", [("tide", ""), ("1", "sup")], id="raised"),
        pytest.param("# Moon", [("Moon", "")], id="a heading's sign"),
        pytest.param(
            "at <https://example.org/a>",
            [("at ", ""), ("https://example.org/a", "")],
            id="an address in angle brackets",
        ),
        pytest.param(
            "2 * 3 * 4", [("2 * 3 * 4", "")], id="asterisks that are no markup"
        ),
        pytest.param("a < b", [("a < b", "")], id="a sign that is no tag"),
        pytest.param("torn ** apart", [("torn ", ""), (" apart", "")], id="left-over"),
    ],
)
def test_remnants_of_markup_are_shown_as_what_they_mean(text, shown):
    found = visible_runs(text, 0, len(text))

    assert [(text[run.start : run.end], run.style) for run in found] == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "The **[moon** *pulls* at] sea", "moon pulls at", id="signs of markup"
        ),
        pytest.param(
            "at *sea [and in harb]ours*", "and in harb", id="a part of italics"
        ),
        pytest.param("[so.<sup>1</sup> It is<sup>23</sup>]", "so. It is", id="notes"),
        pytest.param("[10<sup>6</sup> km<sup>2</sup>]", "10⁶ km²", id="powers"),
        pytest.param("[in 2014<sup>3</sup> it fell]", "in 2014 it fell", id="a year"),
    ],
)
def test_quoted_words_are_those_that_a_reader_sees(text, words):
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")

    assert quotable_text(text, (0, len(text)), start, end) == words


def test_runs_keep_to_the_block():
    text = "**A** one **B** two"

    found = visible_runs(text, 6, 10)

    assert found == (VisibleRun(6, 10),)


@given(ARTICLES)
def test_runs_are_in_order_and_never_empty(text):
    found = visible_runs(text, 0, len(text))

    edges = [edge for run in found for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    assert all(run.start < run.end for run in found)


@pytest.mark.parametrize("slug", ["pilot-2025", "harbour-board-2024", "moor-gull-2023"])
def test_nothing_of_an_article_is_dropped(client, world, slug):
    text = (world / "sources" / f"{slug}.txt").read_text("utf-8")

    page = client.get(f"/sources/{slug}.json").json()

    passages = [*page["front"], *(n["passage"] for n in page["body"]), *page["back"]]
    shown = "".join(
        piece["text"] for passage in passages for piece in passage["pieces"]
    )
    bare = text.replace("**", "").replace("# ", "").replace("<sup>", "")
    bare = (
        bare.replace("</sup>", "")
        .replace("<http", "http")
        .replace("almanac>", "almanac")
    )
    assert "".join(shown.split()) == "".join(bare.split())
