# ruff: noqa: RUF001 - quotation marks as people type them
"""Who is named beside a quotation as saying it."""

import pytest

from app.text.mentions import SpeakerNames, are_joined, says_in
from app.text.named_speakers import naming
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
    {"rinna", "datta", "attache", "re"},
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
    ("Datta reminds us that “a b c”.", ["datta"]),
    ("Datta had it right: “a b c”.", ["datta"]),
    ("Datta captures it: “a b c”.", ["datta"]),
    ("Datta offers this: “a b c”.", ["datta"]),
    ("Datta puts the matter best: “a b c”.", ["datta"]),
    ("Datta makes the case best: “a b c”.", ["datta"]),
    ("Datta gets to the heart of it: “a b c”.", ["datta"]),
    ("Datta sums it up: “a b c”.", ["datta"]),
    ("Datta is right to remind us: “a b c”.", ["datta"]),
    ("As Datta has it, “a b c”.", ["datta"]),
    ("As Datta would have it, “a b c”.", ["datta"]),
    ("To quote Datta, “a b c”.", ["datta"]),
    ("I agree with Datta: “a b c”.", ["datta"]),
    ("The article by Datta says “a b c”.", ["datta"]),
    ("“A b c.” (Datta 2025)", ["datta"]),
    ("Rinna differs. “A b c.” (Datta, 2025, para. 6). Rinna goes on.", ["datta"]),
    ("> a b c\n\n(Datta 2025)", ["datta"]),
    ("| Datta | Beijing, yet not Xi | “a b c” |\n| Rinna | “a b” |\n", []),
    ("“A b c” (Rinna 2014), against Datta’s view.", ["rinna"]),
    ("Datta disagrees with Rinna, who writes “a b c”.", ["rinna"]),
    ("Whatever Putin says, “a b c” (Rinna 2014).", ["rinna"]),
    ("Neither Rinna nor Datta writes that “a b c”.", []),
    ("Putin came, but for Datta “a b c”.", ["datta"]),
    ("Datta and Rinna agree; “a b c”, the latter writes.", ["rinna"]),
]  # fmt: skip

# Who may be meant as the speaker, though the sentence has no word of saying.
CREDITED = [
    ("Datta hits the nail on the head: “a b c”.", ["datta"]),
    ("I leave the last word to Datta: “a b c”.", ["datta"]),
    ("Putin hits the nail on the head: “a b c”.", ["putin"]),
    ("I leave the last word to Putin: “a b c”.", ["putin"]),
    ("Datta is no optimist. “A b c.”", ["datta"]),
    ("“A b c.” That is how Datta sees it.", ["datta"]),
    ("“A b c.” Datta could not have put it better.", ["datta"]),
    ("“A b c”: that is Datta all over.", ["datta"]),
    ("| Datta | “a b c” |", ["datta"]),
    ("Rinna and Datta had it coming: “a b c”.", ["rinna", "datta"]),
    ("Putin came, and Rinna knew it was coming: “a b c”.", ["rinna"]),
    ("Rinna, unlike Datta, hits the nail on the head: “a b c”.", ["rinna"]),
    ("Datta hits the nail on the head: “a b c” and “d e f”.", ["datta"]),
    ("Datta, for once, is in two minds: “a b c” and “d e f”.", ["datta"]),
    # Who is only talked about.
    ("Beijing has one aim: “a b c”.", []),
    ("Putin’s war has a price: “a b c”.", []),
    ("Since Putin came, Beijing is “a b c”.", []),
    ("Under Xi, it is “a b c”.", []),
    ("Putin never said that “a b c”.", []),
    ("Contrary to Datta, “a b c”.", []),
    ("“A b c.” This is what Putin wants.", []),
    ("“A b c.” Datta goes to another subject here.", []),
    ("Datta is here. It is old. “A b c.”", []),
]  # fmt: skip

# Who says each quotation, if it is named so plainly that somebody else would be a fault.
EACH = [
    ("Putin called Xi “as close as a brother” and Datta said “a good friend and a good neighbour”.", ["putin", "datta"]),
    ("According to Rinna, “a b c”; Datta says “d e f”.", ["rinna", "datta"]),
    ("“A b c,” said Putin, while Xi spoke of “d e f g”.", ["putin", "xi"]),
    ("Whereas Rinna sees “a b c”, Datta sees “d e f”.", ["rinna", "datta"]),
    ("Rinna writes that “a b c”, but according to Datta it is “d e f”.", ["rinna", "datta"]),
    ("Xi said “a b c”; Putin, “d e f”.", ["xi", None]),
    ("Datta calls the tie “a b c”, which Rinna dismisses as “d e f”.", ["datta", "rinna"]),
    ("Putin told Xi “a b c”, and Xi replied “d e f”.", ["putin", "xi"]),
    ("“A b c,” Putin said, and “d e f,” Xi answered.", ["putin", "xi"]),
    ("For Rinna it is “a b c”, for Datta “d e f”.", ["rinna", "datta"]),
    ("Rinna quotes Putin’s “a b c” and Xi’s “d e f”.", [None, None]),
    ("Rinna (“a b c”) and Datta (“d e f”) disagree.", [None, None]),
    ("Putin praised “a b c”, Xi “d e f”, and Rinna warned of “g h i”.", ["putin", None, "rinna"]),
    ("Where Xi promised “a b c”, Putin heard “d e f”.", ["xi", None]),
    ("“A b c” (Rinna 2014) is not “d e f” (Datta 2025).", ["rinna", "datta"]),
    ("Rinna and Datta agree: one calls it “a b c”, the other “d e f”.", [None, None]),
    ("Putin’s phrase “a b c” became, in Xi’s mouth, “d e f”.", ["putin", None]),
    ("Rinna warns of “a b c” and of “d e f”, and Datta adds “g h i”.", ["rinna", "rinna", "datta"]),
    ("After Putin had called him “a b c”, Xi answered that they were “d e f”.", ["putin", "xi"]),
    ("Rinna says Putin called Xi “a b c” and that Xi called Putin “d e f”.", ["putin", "xi"]),
    ("Biden spoke of “a b c” and Putin of “d e f”.", [None, None]),
    ("Putin: “a b c.” Xi: “d e f.”", ["putin", "xi"]),
    ("“A b c,” said Putin. “D e f,” said Xi.", ["putin", "xi"]),
    ("“A b c,” said Putin. “D e f g.”", ["putin", None]),
    ("Putin said “a b c”. “D e f,” was the reply of Xi.", ["putin", None]),
    ("Datta, citing Putin, writes “a b c”; Rinna, citing Xi, “d e f”.", ["datta", "rinna"]),
    ("“A b c,” as Putin put it, is for Datta “d e f”.", ["putin", None]),
    ("Putin said “a b c” and “d e f”, Xi only “g h i”.", ["putin", "putin", None]),
    ("Rinna’s “a b c” is Datta’s “d e f”.", [None, None]),
    ("Rinna says “a b c”. The tie is old.\n\n> d e f g", ["rinna", None]),
    ("Rinna says “a b c”. The question is open, as Datta warns:\n\n> d e f g", ["rinna", "datta"]),
    ("Rinna says “a b c”. One may read this:\n\n> d e f g", ["rinna", None]),
    ("Rinna says “a b c”. Datta writes\n\n> d e f g", ["rinna", "datta"]),
    ("Putin came to Beijing. He put it so:\n\n> d e f g", ["putin"]),
    ("Rinna says “a b c”. Datta has another view of it.\n\n> d e f g", ["rinna", None]),
    ("Xi praised “a b c”. Others in the paper were more careful:\n\n> d e f g", ["xi", None]),
    ("Rinna says “a b c”.\n\n> d e f g\n> (Datta 2025)", ["rinna", "datta"]),
    ("Rinna says “a b c”.\n\n“D e f g h i.”", ["rinna", None]),
    ("Rinna says “a b c”.\n\n**Datta writes:**\n\n> d e f g", ["rinna", "datta"]),
    ("Putin said “a b c”, critics of Macron said “d e f”.", ["putin", None]),
    ("Rinna says “a b c”. And:\n\n> d e f g", ["rinna", None]),
    ("Rinna says “a b c”.\n\nThe tie is old.\n\n> d e f g", ["rinna", None]),
    ("Datta writes:\n\n> a b c d\n\n> d e f g", ["datta", None]),
    ("Xi said “a b c”. Rinna warns of it.\n\n> d e f g", ["xi", None]),
    ("Rinna says “a b c”, a sentence of note. It was long ago. Much has changed.\n\n> d e f g", ["rinna", None]),
    ("Rinna says “a b c”. It was long ago. Much has changed:\n\n> d e f g", ["rinna", None]),
    ("Rinna doubts that “a b c”, whereas for Datta the bond is “d e f”.", ["rinna", "datta"]),
    ("Putin told reporters that “a b c,” but Macron said “d e f”.", ["putin", "Macron"]),
    ("Putin told reporters that he trusts him, but Macron said “d e f g”.", ["Macron"]),
    ("When Putin said it was over, Macron felt “a b c”.", [None]),
    ("It was Xi who spoke of “a b c”, not Putin, who preferred “d e f”.", ["xi", None]),
    ("“A b c,” Xi told Putin, who answered: “D e f.”", ["xi", None]),
    ("To Datta this is “a b c”; to Rinna, “d e f”; to others, “g h i”.", [None, None, None]),
    ("Rinna writes of “a b c”, adding that “d e f”.", ["rinna", "rinna"]),
    ("“A b c,” writes Rinna, “and d e f.”", ["rinna", "rinna"]),
    ("Putin said “a b c” and his host said “d e f”.", ["putin", None]),
    ("As Rinna notes, Putin spoke of “a b c” and Xi answered with “d e f”.", ["putin", "xi"]),
    ("Rinna’s view that “a b c” is shared by Datta, who writes “d e f”.", ["rinna", None]),
    ("Datta (2025) says “a b c”, Rinna (2014) “d e f”.", ["datta", None]),
    ("“A b c” (Datta 2025) or “d e f” (Rinna 2014, p. 3), who is right?", ["datta", "rinna"]),
    ("Xi called it “a b c”. Critics said “d e f”.", ["xi", None]),
    ("While Putin called it “a b c”, observers saw “d e f”.", ["putin", None]),
    ("Asked about “a b c”, Putin said “d e f”.", [None, "putin"]),
    ("Putin, whom Xi had called “a b c”, replied that he was “d e f”.", ["xi", None]),
    ("Rinna wrote “a b c” long before Datta wrote “d e f”.", ["rinna", "datta"]),
    ("Neither Putin’s “a b c” nor what Rinna calls “d e f” will last.", [None, None]),
    ("Rinna speaks of “a b c”; the tie is “d e f”.", ["rinna", None]),
    ("In Rinna’s words, “a b c”; in those of Datta, “d e f”.", ["rinna", None]),
    ("He quotes Putin: “a b c.” And Xi: “d e f.”", ["putin", "xi"]),
    ("“A b c,” said Putin, and Xi agreed: “D e f.”", ["putin", "xi"]),
    ("Putin agreed that “a b c”.", ["putin"]),
    ("Putin said “a b c”.\n\nThe answer was not long in coming.\n\n“D e f g h.”", ["putin", None]),
    ("Putin said “a b c”.\n\nMacron had an answer:\n\n> d e f g", ["putin", None]),
    ("Rinna says “a b c”. His colleague sees it otherwise:\n\n> d e f g", ["rinna", None]),
    ("Datta quotes Xi’s “a b c” and comments:\n\n> d e f g", [None, None]),
    ("Rinna says “a b c”, while Datta puts it like this:\n\n> d e f g", ["rinna", "datta"]),
    ("Rinna and Datta differ. The former writes:\n\n> d e f g", ["rinna"]),
    ("Rinna doubts it. So does another writer.\n\n> d e f g", [None]),
    ("Putin said “a b c”. Macron disagreed. He said “d e f g”.", ["putin", None]),
    ("Rinna says so.\n\n> d e f g\n\nIt goes on.\n\n> h i j k", [None, None]),
    ("Rinna asks whether it is “a b c”, and the analysts at Re:Russia deny that it is “d e f”.", ["rinna", "re"]),
    ("“A b c,” Putin said on Monday; on Tuesday Xi said “d e f”.", ["putin", "xi"]),
    ("Putin once said of Xi “a b c”, and of Beijing “d e f”.", ["putin", None]),
    ("Putin denied “a b c”. The Chinese president, by contrast, spoke of “d e f”.", ["putin", "xi"]),
    ("The line “a b c” is Putin’s, and “d e f” is from Xi.", [None, None]),
    ("It is “a b c”, says Rinna. It is “d e f”, says Datta.", ["rinna", "datta"]),
    ("Rinna: “a b c”; Datta: “d e f”.", ["rinna", "datta"]),
    ("“They all feared him.” (Rinna 2014) It is an old tale: “d e f”.", ["rinna", None]),
]  # fmt: skip


def last(text):
    found = quotations_in(text).quotations
    return naming(text, found, NAMES)[-1]


@pytest.mark.parametrize(("text", "speakers"), SAID, ids=[text for text, _ in SAID])
def test_who_is_said_to_say_it_is_named(text, speakers):
    assert [slug for one in last(text).said for slug in one.speakers] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"), CREDITED, ids=[text for text, _ in CREDITED]
)
def test_who_stands_where_a_speaker_would_is_credited(text, speakers):
    found = last(text)

    assert not (found.said and found.sure)
    assert [slug for one in found.credited for slug in one.speakers] == speakers


def test_nobody_is_named_only_if_nobody_stands_there():
    texts = ["“A b c” is old.", "Beijing is “a b c”.", "It is “a b c” (Datta)."]
    texts += ["His words are “a b c”.", "“A b c.” That is how Datta sees it."]

    assert [last(text).nobody for text in texts] == [True, *[False] * 4]


@pytest.mark.parametrize(("text", "speakers"), EACH, ids=[text for text, _ in EACH])
def test_each_of_several_quotations_has_its_own_speaker_or_none(text, speakers):
    found = quotations_in(text).quotations

    named = [
        next(iter(one.said[0].speakers), one.said[0].name)
        if one.said and one.sure
        else None
        for one in naming(text, found, NAMES)
    ]

    assert named == speakers


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
    "before",
    [
        *("As", "But", "And", "When", "While", "Yet", "Even", "Meanwhile", "Later"),
        *("But when", "And Even", "Recently", "On Monday", "In April", "Yesterday"),
    ],
)
@pytest.mark.parametrize("name", ["Biden", "Joe Biden", "Emily Thornberry"])
@pytest.mark.parametrize("says", ["said", "warned of", "put it,"])
def test_a_word_with_which_a_sentence_begins_is_no_part_of_a_name(before, name, says):
    (named,) = last(f"{before} {name} {says} “a b c d”.").said

    assert (named.name, named.speakers) == (name, frozenset())


@pytest.mark.parametrize(
    "name", ["The Guardian", "Will Hutton", "He Lifeng", "May Britt", "Molly Ball"]
)
def test_a_name_may_begin_with_a_common_word(name):
    (named,) = last(f"{name} said “a b c d”.").said

    assert named.name == name


def test_a_name_of_two_words_after_such_a_word_is_the_subject():
    named = last("While Joe Biden met Xi, “a b c d” was said.")

    assert [one.name for one in named.present] == ["Joe Biden", "Xi"]


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Xi and Putin announced it.",
        "Putin and Xi announced it.",
        "Chinese leader Xi Jinping and President Vladimir Putin announced it.",
        "Then President Vladimir Putin and Chairman Xi Jinping said it.",
    ],
)
def test_two_may_say_it_together(sentence):
    names = [
        name
        for name in ("Xi", "Putin", "Xi Jinping", "Vladimir Putin")
        if name in sentence
    ]

    assert all(says_in(sentence, name) for name in names[-2:])
    assert are_joined(sentence, *names[-2:])


def test_who_is_only_talked_about_together_says_nothing():
    assert not says_in("Critics of Putin and Xi announced it.", "Xi")
    assert not are_joined("Putin spoke, and then Xi answered.", "Putin", "Xi")
