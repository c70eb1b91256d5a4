"""What of a document is the article, and what stands before it, after it, and in its notes."""

import pytest

TIDE = """Was die Flut uns lehrt

Zwanzig Jahre am Tor, eine Bilanz

Von Anna Lotse

Hafenblatt Lindenau, 3. Mai 2025

Als der Rat beschloss, das Tor zu schließen, war ich eine junge Lotsin
und fest davon überzeugt, dass nun alles besser würde.

Was rate ich also?

- Schließt das Tor, aber nicht an einem Tag.

- Baut zuerst einen Steg.

Anna Lotse ist Lotsin und wohnt nicht in der Stadt.
"""
DATED = "---\ndate: 2025\n---\n"
BODY = "The water rises twice.\n\nThe gate is shut at night."


def test_plain_text_of_another_language_has_its_front_its_items_and_its_doubt(become):
    parts, facts, new = become("flut.txt", TIDE)

    assert new.slug == "lotse-2025"
    assert [kind for kind, _ in parts] == [
        "front", "front", "front", "front", "paragraph", "paragraph", "item", "item",
        "back",
    ]  # fmt: skip
    assert (facts.subtitle, facts.container, facts.language) == (
        "Zwanzig Jahre am Tor, eine Bilanz",
        "Hafenblatt Lindenau",
        "de",
    )
    assert sorted(facts.unsure) == ["container", "language"]
    (doubt,) = facts.blocks
    assert doubt.unsure == "this may be about the author, and no part of the article"


def test_what_is_said_of_the_author_and_of_the_subject_stands_after_the_article(become):
    head = "# The gate\n\nBy Ann Pilot\n\n2 May 2025\n\n"
    about = "Dr Ann Pilot is a keeper of gates.\n\nTags:\n\n- Gates\n- The tide\n"
    quoted = "The town knows whom it has to thank: it was Ann Pilot.\n"
    after = become("gate.md", f"{head}{BODY}\n\n{about}")
    within = become("other.md", f"{head}{BODY}\n\n{quoted}")

    assert [kind for kind, _ in after[0][3:]] == ["paragraph"] * 2 + ["back"] * 4
    assert [one.unsure[:27] for one in after[1].blocks if one.unsure] == [
        "this may be about the autho",
        *["this may be what the articl"] * 3,
    ]
    assert within[0][-1][0] == "paragraph"


def test_title_and_byline_may_be_lines_of_one_block(become):
    head = "The gate\nIt is shut, and nobody asks why.\nBy Ann Pilot\n2 May 2025\n\n"
    parts, facts, _ = become("gate.txt", f"{head}{BODY}")
    wrapped = (
        "The keepers shut the gate at night, which was asked for\nby the Board\n\n"
    )

    assert [kind for kind, _ in parts] == ["front", "paragraph", "paragraph"]
    assert (facts.title, facts.short) == ("The gate", "Pilot 2025")
    assert become("other.md", f"{DATED}{wrapped}{BODY}")[2].found.authors == ()


def test_a_letter_begins_with_its_greeting_below_what_an_editor_says_of_it(become):
    head = "The gate\n\nBy Ann Pilot\n\n[Copied from the\nParish Chest.]\n\n"
    parts, facts, _ = become(
        "gate.txt", f"{head}GENTLEMEN,\n\n{BODY}\n\n6th May, 1873.\n"
    )

    assert [kind for kind, _ in parts[:4]] == ["front", "front", "front", "paragraph"]
    assert facts.body.first == "GENTLEMEN,"
    assert (facts.short, str(facts.published.latest)) == ("Pilot [1873]", "1873-05-06")


def test_the_heading_of_the_first_part_is_a_part_of_the_article(become):
    chapter = f"{DATED}# The gate\n\nAnn Pilot\n\n## 1. Why I write\n\n{BODY}\n"
    whole = f"{DATED}# The gate\n\n{BODY}\n"

    assert become("gate.md", chapter)[0][:4] == [
        ("front", "The gate"),
        ("front", "Ann Pilot"),
        ("heading", "1. Why I write"),
        ("paragraph", "The water rises twice."),
    ]
    assert become("whole.md", whole)[0][0] == ("front", "The gate")


def test_a_heading_that_opens_the_article_is_a_part_of_it(become):
    lead = "The keepers have three wishes:\n\n- A gate.\n\n- A key."

    assert become("gate.md", f"{DATED}# The gate\n\n## Summary\n\n{lead}")[0][:3] == [
        ("front", "The gate"),
        ("heading", "Summary"),
        ("paragraph", "The keepers have three wishes:"),
    ]
    assert become("two.md", f"{DATED}# The gate\n\n## The key\n\n{BODY}")[0][:2] == [
        ("front", "The gate"),
        ("heading", "The key"),
    ]
    titled = f"---\ntitle: The gate at noon\n{DATED[4:]}The gate at noon\n\n"
    assert become("three.md", f"{titled}## The key\n\n{BODY}")[0][:2] == [
        ("front", "The gate at noon"),
        ("heading", "The key"),
    ]


@pytest.mark.parametrize("rule", ["====", "-----", "----  \r"])
def test_a_rule_below_a_line_makes_it_a_heading_and_is_no_passage(become, rule):
    text = f"The gate\n{rule}\n\nAnn Pilot, 2025\n\n{BODY}\n\nWhy?\n{rule}\n{BODY}\n\n{rule}\n"
    parts, facts, new = become("gate.txt", text)

    assert new.files["sources/pilot-2025.txt"] == text.encode()
    assert facts.title == "The gate"
    body = [("paragraph", one) for one in BODY.split("\n\n")]
    assert parts == [
        ("front", "The gate"),
        ("front", "Ann Pilot, 2025"),
        *body,
        ("heading", "Why?"),
        *body,
    ]


def test_words_that_are_set_out_of_the_article_are_doubted(become):
    pulled = "It is the gate, and nothing else, that keeps the water"
    text = f"{BODY}\n\n{pulled}\n\nThey say: “{pulled} out of the town.”"
    parts, facts, _ = become("gate.md", f"{DATED}# The gate\n\n{text}\n\nThe gate")

    assert ("paragraph", pulled) in parts
    assert [(one.begins, one.unsure.split(":")[0]) for one in facts.blocks] == [
        ("It is the gate, and nothing", "its words stand elsewhere in the article too"),
        ("The gate", "a line before the article has the same words"),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("© 2023 Harbour Board", "chrome"),
        ("ISSN 1234-5678 (online)", "chrome"),
        ("https://doi.org/10.1000/gate", "chrome"),
        ("First published in 2023 by the Harbour Board.", "chrome"),
        ("Published by the Board, the table was wrong.", "paragraph"),
        ("The Copyright Act 1956 says so.", "paragraph"),
        ("Published in March 2023, it was never read.", "paragraph"),
    ],
)
def test_who_has_the_rights_in_an_article_is_no_part_of_it(become, words, kind):
    text = f"{DATED}# The gate\n\n{BODY}\n\n{words}\n\n{BODY}\n"

    assert become("gate.md", text)[0][3] == (kind, words)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Notes", "note"),
        ("Anmerkungen", "note"),
        ("About the author", "back"),
        ("7. References", "back"),
        ("À propos de l'auteure", "back"),
        ("Notes from the quay", "paragraph"),
    ],
)
def test_what_stands_at_the_end_is_no_part_of_the_article(become, heading, kind):
    end = f"\n\n## {heading}\n\n1 The table is of 2024.\n"

    last = become("gate.md", f"{DATED}# The gate\n\n{BODY}{end}")[0][-1]
    followed = become(
        "other.md", f"{DATED}# The gate\n\n{BODY}{end}\n## More\n\n{BODY}"
    )[0]

    assert last == (kind, "1 The table is of 2024.")
    assert ("paragraph", "1 The table is of 2024.") in followed
