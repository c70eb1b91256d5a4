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
        "paragraph",
    ]  # fmt: skip
    assert (facts.subtitle, facts.container, facts.language) == (
        "Zwanzig Jahre am Tor, eine Bilanz",
        "Hafenblatt Lindenau",
        "de",
    )
    assert sorted(facts.unsure) == ["container", "language"]
    (doubt,) = facts.blocks
    assert doubt.unsure == "this may be about the author, and no part of the article"


def test_title_and_byline_may_be_lines_of_one_block(become):
    head = "The gate\nIt is shut, and nobody asks why.\nBy Ann Pilot\n2 May 2025\n\n"
    parts, facts, _ = become("gate.txt", f"{head}{BODY}")
    wrapped = (
        "The keepers shut the gate at night, which was asked for\nby the Board\n\n"
    )

    assert [kind for kind, _ in parts] == ["front", "paragraph", "paragraph"]
    assert (facts.title, facts.short) == ("The gate", "Pilot 2025")
    assert become("other.md", f"{DATED}{wrapped}{BODY}")[2].found.authors == ()


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
