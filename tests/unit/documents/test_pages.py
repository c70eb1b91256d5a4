"""PDFs: what stands at the edges of their pages, and words that the ends of lines break."""

from collections import Counter

import pytest

from app.documents.broken_words import Words, joined, whole_words
from app.documents.pdf_edges import Line
from app.documents.pdf_lines import blocks_of_lines
from app.documents.pdf_places import in_place
from tests.unit.documents.made import pdf

LINE = "The water of the harbour rises and falls, and rises again, as each pilot knows"
TORN = "of the town, and as each of those who keep the gate has known for a century or"
HEAD = (9, 72, 760, "Harbour Papers, no. 12, April 2025")


def text(*lines, top=700):
    """Return lines of text, one below the other."""
    return [(11, 72, top - 14 * n, words) for n, words in enumerate(lines)]


def test_two_pages_have_their_heads_and_numbers_beside_the_text(become):
    note = (
        7,
        72,
        90,
        "1 See the table of the Board, printed once a year in the spring.",
    )
    pages = [
        [HEAD, (20, 72, 720, "The gate"), *text(LINE, TORN), note, (9, 300, 40, "1")],
        [HEAD, *text("so; but no one else.", "Nobody asks."), (9, 300, 40, "2")],
    ]
    parts, facts, new = become("gate.pdf", pdf(pages))

    assert parts[:3] == [
        ("chrome", HEAD[3]),
        ("front", "The gate"),
        ("paragraph", f"{LINE} {TORN} so; but no one else. Nobody asks."),
    ]
    assert [words for kind, words in parts if kind == "chrome"] == [
        HEAD[3], "1", HEAD[3], "2",
    ]  # fmt: skip
    assert not [block for block in facts.blocks if block.unsure]
    assert facts.published.evidence == HEAD[3]
    assert facts.unsure["published"].startswith("taken from the running head")
    assert new.document.remarks == (
        "paragraphs joined over a page, column or figure: 1",
    )


@pytest.mark.parametrize("pages", [2, 4])
@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Harbour Board | The gate at night | {}", "Harbour Board"),
        ("The Ministry of Tides", "Ministry of Tides"),
        ("Annual Report of the Harbour Board {}", ""),
    ],
)
def test_the_institution_in_a_running_head_is_the_publisher(become, pages, head, name):
    # No line of the text stands at the height of that on another page.
    made = [
        [(9, 72, 760, head.format(n)), *text(LINE, LINE, top=720 - 20 * n)]
        for n in range(1, pages + 1)
    ]
    _, facts, _ = become("gate.pdf", pdf(made))

    assert (facts.publisher or "") == name
    if name:
        assert f"the running head: {name}" in facts.original.says
        assert facts.unsure["publisher"] == "taken from the running head"


@pytest.mark.parametrize(
    ("foot", "kind", "doubt"),
    [
        ((9, 300, 40, "1"), "chrome", ""),
        ((9, 300, 40, "- 17 -"), "chrome", ""),
        ((9, 300, 40, "Page 1 of 1"), "chrome", ""),
        ((9, 72, 40, "https://harbour.example/gate"), "chrome", ""),
        ((9, 300, 40, "2025"), "chrome", "a number alone"),
        ((11, 72, 658, "12"), "paragraph", ""),
        ((9, 72, 40, "Printed at the harbour"), "paragraph", ""),
    ],
)
def test_of_one_page_a_number_at_its_foot_is_no_text(become, foot, kind, doubt):
    page = [(20, 72, 720, "The gate"), *text(LINE, f"{TORN} so."), foot]
    parts, facts, _ = become("gate.pdf", pdf([page]))

    (found,) = [one for one, words in parts if words.endswith(foot[3])]
    assert found == kind
    assert [one.unsure[:14] for one in facts.blocks if one.unsure] == [doubt] * bool(
        doubt
    )


def test_what_stands_beside_the_number_of_a_page_is_no_text_either(become):
    foot = [(9, 72, 40, "Harbour Papers"), (9, 500, 40, "1")]
    page = [(20, 72, 720, "The gate"), *text(LINE, f"{TORN} so."), *foot]

    parts, _, _ = become("gate.pdf", pdf([page]))
    assert parts[-1] == ("chrome", "Harbour Papers 1")


def test_a_title_over_the_next_page_is_no_text_and_at_another_height_doubted(become):
    pages = [
        [(20, 72, 720, "The gate at noon"), *text(LINE), (9, 72, 60, "Harbour Papers")],
        [(9, 72, 760, "The gate at noon"), *text(LINE), (9, 72, 90, "Harbour Papers")],
    ]
    parts, facts, _ = become("gate.pdf", pdf(pages))

    assert ("chrome", "The gate at noon") in parts
    doubts = [(one.begins, one.nth) for one in facts.blocks if one.unsure]
    assert doubts == [("Harbour Papers", 1), ("Harbour Papers", 2)]


def test_an_imprint_is_no_text_and_its_date_goes_before_a_running_head(become):
    imprint = [
        (8, 72, 120, "Published by the Harbour Board, The Quay"),
        (8, 72, 100, "\\251 2023 Harbour Board. All rights reserved. ISSN 1234-5678"),
        (8, 72, 80, "Published 18 September 2023"),
    ]
    pages = [
        [HEAD, (20, 72, 720, "The gate"), *text(LINE, f"{TORN} so.")],
        [HEAD, *text(f"{LINE}.", f"{TORN} so."), *imprint],
    ]
    parts, facts, _ = become("gate.pdf", pdf(pages))

    assert [kind for kind, _ in parts[-3:]] == ["back"] * 3
    assert (facts.published.evidence, facts.published.basis) == (
        "Published 18 September 2023",
        "stated",
    )
    first = [[*pages[0], *imprint], pages[1][:3]]
    kinds = [kind for kind, _ in become("gate.pdf", pdf(first))[0]]
    assert kinds.count("chrome") == 5


def test_years_that_begin_the_pages_in_their_order_are_text(become):
    firsts = ["1914 was a dry year.", "1915 began with storms.", "1916 is the year."]
    lasts = ["The gate broke.", f"{TORN} so.", "It held."]
    pages = [text(first, LINE, last) for first, last in zip(firsts, lasts, strict=True)]

    parts, _, _ = become("gate.pdf", pdf(pages))

    told = " ".join(words for _, words in parts)
    assert [first for first in firsts if first not in told] == []


def test_what_is_drawn_before_the_text_stands_where_readers_see_it(become):
    notes = [
        (6, 72, 78, "2"),
        (8, 78, 74, "See the map."),
        (6, 72, 94, "1"),
        (8, 78, 90, f"Board of Harbours, a table of tides, {TORN}"),
        (8, 72, 82, "two."),
    ]
    head = (8, 72, 760, "Papers of the Harbour, vol. 38 \\(2019\\), pp. 41-43")
    pages = [
        [
            (9, 300, 40, "41"),
            head,
            *notes,
            (20, 72, 720, "The gate"),
            *text(LINE, TORN),
        ],
        [
            (9, 72, 760, "42"),
            (8, 200, 760, "Papers of the Harbour"),
            *text("so.", LINE),
        ],
        [*text("and knew."), (9, 400, 760, "The gate 43")],
    ]
    parts, facts, new = become("gate.pdf", pdf(pages))

    assert parts == [
        ("front", "Papers of the Harbour, vol. 38 (2019), pp. 41-43"),
        ("front", "The gate"),
        ("paragraph", f"{LINE} {TORN} so. {LINE} and knew."),
        ("note", f"<sup>1</sup> Board of Harbours, a table of tides, {TORN} two."),
        ("note", "<sup>2</sup> See the map."),
    ]
    assert facts.published.evidence == parts[0][1]
    assert new.document.remarks[0].startswith("left out as running heads")


def test_notes_at_the_foot_of_two_columns_follow_one_another():
    body = [Line(0, LINE, left, left + 200, 700, 11) for left in (72, 320)]
    notes = [
        Line(0, f"<sup>{number}</sup> See the map.", left, left + 90, base, 8)
        for number, left, base in ((1, 72, 90), (3, 320, 90), (2, 72, 80), (4, 320, 80))
    ]

    placed = in_place([*notes, *body], 11)
    assert placed[:2] == body
    assert [line.text[5] for line in placed[2:]] == ["1", "2", "3", "4"]


def test_the_raised_number_of_a_note_is_a_part_of_its_line():
    lines = [
        Line(0, "The gate is shut.", 72, 200, 700, 11),
        Line(0, "1", 200, 204, 704, 7),
        Line(0, "It is.", 207, 240, 700, 11),
    ]

    (block,) = blocks_of_lines([lines])[0]
    assert block.text == "The gate is shut.<sup>1</sup> It is."


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["no more than a set-", "piece of the board"], "set-piece"),
        (["A set of rules, a whole piece.", "It is a set-", "piece"], "set-piece"),
        (
            ["The set- piece", "pieces of gold, a tea-set,", "set", "set-", "tled"],
            "settled",
        ),
        (["They stand under it.", "We under-", "stand it"], "understand"),
        (["The war of the ships.", "No war-", "ships came"], "warships"),
        (["the Soviet-", "era gate"], "Soviet-era"),
        (["a state-", "sponsored gate"], "state-sponsored"),
        (["the so-", "called gate"], "so-called"),
        (["the best-", "attested tide"], "best-attested"),
        (["in their self-", "interest"], "self-interest"),
        (["and so-", "ciety"], "society"),
        (["a co-operation, then co-", "operation"], "co-operation"),
        # A hyphen that stands for a word to come, unless it breaks a word of the text.
        (
            ["sixteen\u00ad", "and seventeen-year-olds"],
            "sixteen- and seventeen-year-olds",
        ),
        (["The thousand, or the thous\u00ad", "and"], "or the thousand"),
        # A third part of a compound.
        (["the year-olds of seventeen-year\u00ad", "olds"], "seventeen-year-olds"),
        (["In a year all seventeen-year\u00ad", "olds"], "seventeen-year-olds"),
        (["a well-estab\u00ad", "lished rule"], "well-established"),
    ],
)
def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line(lines, whole):
    words = Words(Counter(whole_words(lines)))

    assert whole in joined(lines, words)
    assert words.guessed in ([], [whole])


def test_lines_in_the_middle_of_a_title_page_are_blocks_of_their_own_where_they_had_room():
    def middle(base, width, words):
        return Line(0, words, 300 - width / 2, 300 + width / 2, base, 11)

    body = [Line(0, f"{LINE} {n}", 72, 520 - n % 3, 600 - 14 * n, 11) for n in range(6)]
    head = [
        middle(
            720, 440, "The gate of the harbour at noon and at midnight, as each of the"
        ),
        middle(706, 90, "pilots knows"),
        middle(678, 80, "Ann Pilot"),
        middle(664, 240, "Department of Tides, University of the Coast"),
    ]
    blocks, _, _ = blocks_of_lines([[*head, *body]])

    assert [block.text for block in blocks][:3] == [
        "The gate of the harbour at noon and at midnight, as each of the pilots knows",
        "Ann Pilot",
        "Department of Tides, University of the Coast",
    ]
