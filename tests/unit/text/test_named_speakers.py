# ruff: noqa: RUF001 - quotation marks as people type them
"""Who is named beside a quotation as saying it."""

import pytest

from app.text.named_speakers import SpeakerNames, naming
from app.text.quotations_in_text import quotations_in

NAMES = SpeakerNames(
    {
        "Vladimir Putin": ["putin"],
        "Putin": ["putin"],
        "Xi": ["xi"],
        "the Chinese president": ["xi"],
        "Rinna": ["rinna"],
        "Datta": ["datta"],
        "The Attaché": ["attache"],
        "Re:Russia": ["re"],
        "Beijing": ["china"],
    },
    {"putin", "xi", "rinna", "datta", "attache", "re"},
    lambda word: word in {"West", "United", "States"},
)
SAID = [
    ("Rinna argues that “a b c”.", ["rinna"]),
    ("“A b c”, said Putin.", ["putin"]),
    ("As Rinna (2014) puts it, “a b c”.", ["rinna"]),
    ("According to Russian President Vladimir Putin, “a b c”.", ["putin"]),
    ("Rinna, an analyst at the Center for World Conflict and Peace, warns “a b c”.", ["rinna"]),
    ("In The Attaché’s words, “a b c”.", ["attache"]),
    ("Putin: “a b c.”", ["putin"]),
    ("The tie is “a b c” (Rinna 2014: 3).", ["rinna"]),
    ("**Rinna** had written: “a b c”.", ["rinna"]),
    ("The analysts at Re:Russia, who speak of clay, conclude “a b c”.", ["re"]),
    ("> a b c\n> — Rinna", ["rinna"]),
    ("Rinna is blunt:\n\n> a b c d", ["rinna"]),
    ("Putin came to Beijing. He said: “a b c.”", ["putin"]),
    ("Xi spoke next. He said “a b c.” He added “d e f.”", ["xi"]),
    ("Unlike Putin, Xi says “a b c”.", ["xi"]),
    ("Critics of Putin note that “a b c”.", []),
    ("Putin never said that it is “a b c”.", []),
    ("Xi was called “a b c” by Putin.", ["putin"]),
    ("The president of all said it. “A b c.”", []),
    ("The Chinese president alleges that “a b c”.", ["xi"]),
    ("A gift from Beijing: it was “a b c”.", []),
    ("Xi met Putin, and “a b c” followed.", []),
    ("The West argues that “a b c”.", []),
    ("Nobody is here. “A b c.”", []),
    ("Rinna is here.\n\nHe says “a b c”.", ["rinna"]),
    ("Rinna is here.\n\nA paper is old. It says “a b c”.", []),
    ("“A b c,” was what Putin called him.", ["putin"]),
    ("Datta looks at trust. In his words, it is “a b c”.", ["datta"]),
    ("- **Booming trade.** Rinna has a figure. He says, “a b c”.", ["rinna"]),
    ("PUTIN: “a b c”", ["putin"]),
    ("PUTIN, speaking of Xi: “a b c”", ["putin"]),
    ("Putin on Xi: “a b c”", ["putin"]),
    ("Rinna in 2014: “a b c”", ["rinna"]),
    ("According to Xi: “a b c”", ["xi"]),
    ("THE ATTACHÉ: “a b c”", ["attache"]),
    ("Rinna, an analyst, comes to a sober conclusion: “a b c”.", ["rinna"]),
    ("Datta is blunt about it: “a b c”.", ["datta"]),
    ("Beijing has one aim: “a b c”.", []),
    ("Critics of Putin come to one conclusion: “a b c”.", []),
    ("Datta admires it. Beijing, he writes, “a b c”.", ["datta"]),
    ("Datta admires it. Beijing, she says, is “a b c”.", ["datta"]),
]  # fmt: skip


def last(text):
    found = quotations_in(text).quotations
    return naming(text, found, NAMES)[-1]


@pytest.mark.parametrize(("text", "speakers"), SAID, ids=[text for text, _ in SAID])
def test_who_is_said_to_say_it_is_named(text, speakers):
    assert [slug for one in last(text).said for slug in one.speakers] == speakers


def test_who_reports_is_named_after_who_is_reported():
    named = last("Datta quotes Putin as saying “a b c”.").said

    assert [one.name for one in named] == ["Putin", "Datta"]


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("John Mearsheimer argues that “a b c”.", "John Mearsheimer"),
        ("Mearsheimer argues that “a b c”.", "Mearsheimer"),
        ("Biden said “a b c”.", "Biden"),
        ("It was cold. Scholz also warned: “a b c.”", "Scholz"),
        ("“A b c,” Macron told the press.", "Macron"),
    ],
)
def test_a_stranger_who_is_said_to_say_it_is_named_too(text, stranger):
    (named,) = last(text).said

    assert (named.name, named.speakers) == (stranger, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "Critics argue that “a b c”.",
        "Everyone said it was “a b c”.",
        "Legend says “a b c”.",
        "Evidence suggests “a b c”.",
        "Yesterday brought “a b c”.",
        "West said “a b c”.",
    ],
)
def test_a_word_with_which_a_sentence_begins_is_no_stranger(text):
    assert last(text).said == ()


def test_a_name_within_the_quotation_is_no_speaker():
    assert last("“Putin said a b c” is what they print.").said == ()


def test_who_only_stands_there_is_present():
    assert [
        one.name for one in last("Xi met Putin, and “a b c” followed.").present
    ] == [
        "Xi",
        "Putin",
    ]
