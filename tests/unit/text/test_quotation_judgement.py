# ruff: noqa: RUF001 - quotations are as people, phones and programs type them
"""Judging a quotation: the same words, words left out, other words, no such words."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Holder, PassageKind, Wording
from app.text.negations_and_hedges import hedges
from app.text.passages import block_spans
from app.text.quotation_judgement import judge
from app.text.quotation_words import Block, read_article
from app.text.typography import typography_differs

TITLE = "Salt and Silver"
HARBOUR = """\
The Gazette, 12 Quay Street, Saltmouth

Salt and Silver

By Ann Pilot

The café’s owner said the harbour’s gate – “rusted shut” for years – may open in 2031, if the
board finds £1,450.50. Re-opening it would not help the boats. He paused ... and went on [sic].

The fishermen, who have never trusted the board, need the well-worn channel and its office on
the official quay. Twice a day the water rises, at noon and at midnight; it is seldom late.

A caption: two boats at low water.

The board does not own the channel. It owns the gate, the office and the lamp at the end of
the pier, which nobody has lit since the flood of 1953, when the water came over the wall and
took the lamp, the bell, two boats, a cart, the door of the office, eleven barrels of salt, the
whole stock of rope, the ladder, the flag, most of the windows and, as the oldest of the pilots
still likes to tell at the fire, the only chair of the board. The pilots keep the channel open.
"""
LAMP = """\
Lamps of the Coast

No lamp on this coast is older than the harbour itself. The keeper of the northern lamp sees
every boat that leaves, and the keeper of the southern lamp sees those that return.
"""
BELL = """\
The Bell of Norport

Though the tower is old and its bell is new, this does not mean that they ring it. The bell may
not fall and may not crack. In winter Saltmouth envies Norport its bell, as the men of Norport
like to say: Saltmouth hears it when the wind is right.

The ringer (who may not climb) and his son, critics say, are paid in salt. A custom that may be
old is the feast of the rope. It would not cost a penny but would keep them warm. The bell, in
what some think is a joke, is called Mary. Its voice is one that nobody forgets.
"""


def article(text, *titles):
    """Read a text as an article: blocks of one line are headings, all others paragraphs."""
    blocks = []
    for number, (start, end) in enumerate(block_spans(text), 1):
        words = text[start:end]
        kind = PassageKind.PARAGRAPH
        if words.startswith("A caption"):
            kind = PassageKind.CAPTION
        elif "\n" not in words:
            kind = PassageKind.FRONT
        paragraph = number if kind is PassageKind.PARAGRAPH else None
        blocks.append(Block(start, end, paragraph, kind))
    # Paragraphs are counted without what stands between them.
    numbers = iter(range(1, len(blocks) + 1))
    blocks = [
        Block(b.start, b.end, next(numbers) if b.number else None, b.kind)
        for b in blocks
    ]
    return read_article(text, blocks, titles)


ARTICLES = [
    article(HARBOUR, TITLE),
    article(LAMP, "Lamps of the Coast"),
    article(BELL, "The Bell of Norport"),
]
TEXTS = [HARBOUR, LAMP, BELL]


def judged_as(typed):
    """Judge a quotation that has a word."""
    judged = judge(typed, ARTICLES)
    assert judged
    return judged


def bits(place, holder):
    return " ".join(bit.text for bit in place.bits if bit.holder is holder)


def bare(text):
    return "".join(text.split())


def shown(place):
    return TEXTS[place.article][place.start : place.end]


# --- the same words ------------------------------------------------------------------

# What a program, a phone or a printed page makes of words that stand there.
TYPOGRAPHIC = {
    "decomposed": unicodedata.normalize("NFD", "The café’s owner said"),
    "accents after invisible signs": "The cafe\u200d\u0301’s owner said",
    "full width": "Ｔｈｅ　ｆｉｓｈｅｒｍｅｎ, who have never",
    "letters of mathematics": "𝗧𝗵𝗲 𝗳𝗶𝘀𝗵𝗲𝗿𝗺𝗲𝗻, who have never",
    "Cyrillic letters among Latin ones": "The fishеrmеn, whо have never",
    "ligatures": "its oﬃce on the oﬃcial quay",
    "another ligature": "the ﬁshermen, who have never",
    "soft hyphens": "The fisher\u00admen, who have never",
    "a word cut at a line end": "The fisher-\nmen, who have never",
    "a line end that became a blank": "The fisher- men, who have never",
    "a soft hyphen at a line end": "The fisher\u00ad\nmen, who have never",
    "a hyphen that a PDF lost": "The fisher\ufffemen, who have never",
    "a true hyphen at a line end": "need the well-\nworn channel and its office",
    "an indented line": "need the well-worn\n     channel and its office",
    "a line end of Windows": "need the well-worn\r\nchannel and its office",
    "a no-break space": "Twice a\u00a0day the water rises",
    "a thin space": "Twice a\u2009day the water rises",
    "a tab": "Twice a\tday the water rises",
    "a line separator": "Twice a day\u2028the water rises",
    "a braille blank": "Twice a\u2800day the water rises",
    "a left-to-right mark": "Twice a day\u200e the water rises",
    "isolates": "\u2068Twice a day\u2069 the water rises",
    "an embedding": "\u202aTwice a day the water\u202c rises",
    "a byte order mark": "\ufeffTwice a day the water rises",
    "a zero-width space": "Twice a day the wa\u200bter rises",
    "a word joiner": "Twice a day the wa\u2060ter rises",
    "a variation selector": "Twice a day the water\ufe0e rises",
    "a grapheme joiner": "Twice a day the wa\u034fter rises",
    "an object": "Twice a day the water\ufffc rises",
    "HTML": "The caf&eacute;&rsquo;s owner said",
    "numbers of HTML": "The caf&#233;&#x2019;s owner said",
    "Markdown": "**Twice a day** the *water* rises",
    "lines quoted in a mail again": "> > Twice a day\n> > the water rises",
    "lines quoted in a mail": "> Twice a day\n> the water rises",
    "the number of a note": "Twice a day the water rises[12]",
    "such a number without brackets": "twice a day the water rises.12",
    "such a number after a mark": "“twice a day the water rises.”3",
    "a raised number": "Twice a day the water rises,² at noon",
    "a source named by an assistant": "Twice a day the water rises【7†source】",
    "a hyphen for a dash": "gate - “rusted shut” for years - may open",
    "two hyphens for a dash": "gate -- “rusted shut” for years -- may open",
    "a dash without blanks": "gate—“rusted shut” for years—may open",
    "a minus for a hyphen": "need the well−worn channel",
    "a hyphen that does not break": "need the well‑worn channel",
    "marks within marks": "gate – ‘rusted shut’ for years – may open",
    "guillemets": "gate – «rusted shut» for years – may open",
    "marks of Germany": "gate – „rusted shut“ for years – may open",
    "marks of Japan": "gate – 「rusted shut」 for years – may open",
    "marks of TeX": "gate – ``rusted shut'' for years – may open",
    "blanks within marks": "gate – « rusted shut » for years – may open",
    "a comma at the end": "need the well-worn channel,",
    "a full stop at the end": "need the well-worn channel.",
    "both within the mark": "“need the well-worn channel,”",
    "a full stop after the mark": "“need the well-worn channel”.",
    "a comma for a semicolon": "at noon and at midnight,",
    "a capital at the beginning": "Need the well-worn channel",
    "a small letter at the beginning": "twice a day the water rises",
    "a capital within marks": "“The water rises, at noon",
    "no blank after a comma": "rises,at noon and at midnight",
    "a blank before a comma": "rises , at noon and at midnight",
    "an ellipsis of one sign": "He paused … and went on",
    "an ellipsis of three": "He paused . . . and went on",
}
APOSTROPHES = "'’‘‚‛′‵`´ʹʻʼʽˈˊˋ՚׳ꞌ＇‹›❛❜"
QUOTATION_MARKS = '"“”„‟″‶«»ʺ˝״〝〞＂「」『』'
DASHES = "-‐‑‒–—―−﹘﹣－⁃˗⸺⸻"


@pytest.mark.parametrize("typed", TYPOGRAPHIC.values(), ids=TYPOGRAPHIC)
def test_the_same_words_in_another_typography_are_typographic(typed):
    judged = judged_as(typed)

    assert judged.status is Wording.TYPOGRAPHIC
    assert all(place.bits == () for place in judged.places)
    assert all(place.typography for place in judged.places)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("a true hyphen at a line end", "spaces differ"),
        ("guillemets", "quotation marks differ"),
        ("a dash without blanks", "dashes and spaces differ"),
        ("an ellipsis of one sign", "ellipses differ"),
        ("a capital at the beginning", "the first capital differs"),
        ("both within the mark", "the sign at the end differs"),
        ("decomposed", "the form of letters differs"),
        ("soft hyphens", "invisible signs differ"),
        ("Markdown", "markup or the number of a note differs"),
    ],
)
def test_what_of_the_typography_differs_is_named(kind, said):
    (place, *_) = judged_as(TYPOGRAPHIC[kind]).places

    assert typography_differs(place.typography) == said


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_an_apostrophe_is_one_whatever_its_shape(sign):
    judged = judged_as(f"The café{sign}s owner said the harbour{sign}s gate")

    assert judged.status is (Wording.EXACT if sign == "’" else Wording.TYPOGRAPHIC), (
        unicodedata.name(sign)
    )


@pytest.mark.parametrize("sign", QUOTATION_MARKS)
def test_a_quotation_mark_is_one_whatever_its_shape(sign):
    typed = f"gate – {sign}rusted shut{sign} for years"

    (place,) = judged_as(typed).places
    assert place.typography == ("quotation marks",), unicodedata.name(sign)


@pytest.mark.parametrize("sign", DASHES)
def test_a_dash_is_one_whatever_its_length(sign):
    judged = judged_as(f"gate {sign} “rusted shut” for years {sign} may open")

    assert judged.status is (Wording.EXACT if sign == "–" else Wording.TYPOGRAPHIC), (
        unicodedata.name(sign)
    )


@given(st.data())
def test_no_form_of_unicode_makes_other_words(data):
    start = data.draw(st.integers(0, len(HARBOUR) - 40))
    words = HARBOUR[start : start + 40].split(None, 1)[-1].rsplit(None, 1)[0]
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    invisible = data.draw(st.sampled_from(["", "\u200b", "\u200e", "\u2060", "\u00ad"]))

    judged = judge(invisible.join(unicodedata.normalize(form, words)), ARTICLES)

    assert judged is None or judged.status in {Wording.EXACT, Wording.TYPOGRAPHIC}


@pytest.mark.parametrize(
    "typed",
    [
        "The fishermen, who have never trusted the board",
        "He paused ... and went on [sic].",
        "“He paused ... and went on [sic].”",
        "… need the well-worn channel …",
        "£1,450.50",
        "12 Quay Street",
        "two boats at low water",
    ],
)
def test_words_that_stand_there_are_exact(typed):
    assert judged_as(typed).status is Wording.EXACT


# --- words left out ------------------------------------------------------------------

# (the quotation, what is left out, whether that denies, whether it makes less certain)
ABRIDGED = [
    ("The fishermen … need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen ... need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen [...] need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen […] need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen (…) need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen . . . need the well-worn channel", "who have never trusted the board", 0, 0),
    ("The fishermen, […] need the well-worn channel.", "who have never trusted the board", 0, 0),
    ("Re-opening it would … help the boats", "not", 1, 0),
    ("Re-opening it … help the boats", "would not", 1, 1),
    ("for years – … open in 2031", "may", 0, 1),
    ("may open in 2031 … Re-opening it would not help", "if the board finds £1,450.50", 0, 1),
    ("The board … own the channel", "does not", 1, 0),
    ("The fishermen, who have … trusted the board", "never", 1, 0),
    ("at noon and at midnight; it is … late", "seldom", 1, 0),
    ("The fishermen [of Saltmouth] need the well-worn channel", "who have never trusted the board", 0, 0),
    ("It [has] the gate, the office and the lamp", "owns", 0, 0),
    ("Re-opening it [will] not help the boats", "would", 0, 1),
    ("the keeper of the northern lamp … sees those that return", "sees every boat that leaves, and the keeper of the southern lamp", 0, 0),
    ("Twice a day … at noon and at midnight", "the water rises", 0, 0),
    ("Though the tower is old … they ring it", "and its bell is new, this does not mean that", 1, 0),
    ("The bell may not … crack", "fall and may not", 0, 0),
    ("The bell may not fall and may … crack", "not", 1, 0),
    ("The ringer … and his son", "(who may not climb)", 0, 0),
    ("his son … are paid in salt", "critics say", 0, 1),
    ("A custom … is the feast of the rope", "that may be old", 0, 0),
    ("It … would keep them warm", "would not cost a penny but", 0, 0),
    ("It would … cost a penny", "not", 1, 0),
    ("The bell, in what … is a joke", "some think", 0, 1),
    ("is called Mary. Its voice is … forgets", "one that nobody", 1, 0),
    ("In winter [the town] envies Norport its bell", "Saltmouth", 0, 0),
    ("In winter [Saltmouth's people] envies Norport its bell", "Saltmouth", 0, 0),
]  # fmt: skip
# (the quotation, the words of the source that it has): nothing is left out.
BRACKETED = [
    ("[t]wice a day the water rises", "Twice a day the water rises"),
    ("[T]he water rises, at noon", "the water rises, at noon"),
    ("at midnight; [I]t is seldom late", "at midnight; it is seldom late"),
    ("need the well-worn channel … and its office", "need the well-worn channel and its office"),
    ("need the [well-worn] channel and its office", "need the well-worn channel and its office"),
    ("The board [of Saltmouth] does not own the channel", "The board does not own the channel"),
    ("need the well-worn [sic] channel and its office", "need the well-worn channel and its office"),
    ("No lamp on this coast […] is older than the harbour", "No lamp on this coast is older than the harbour"),
    ("[It] does not own the channel", "does not own the channel"),
    ("[the SALTMOUTH board] does not own the channel", "does not own the channel"),
    ("[Saltmouth] hears it when the wind is right", "hears it when the wind is right"),
]  # fmt: skip
# What signs and brackets do not excuse.
NOT_ABRIDGED = {
    "a piece that is changed": "The fishermen … need the well-known channel",
    "a piece of another article": "The fishermen … sees every boat that leaves",
    "the wrong order": "need the well-worn channel … The fishermen, who have never",
    "more than sixty words": "It owns the gate, the office … The pilots keep the channel open",
    "the passage after the next": (
        "Re-opening it would not help the boats … The board does not own the channel"
    ),
    "a piece of two words far away": "The owner … need the well-worn channel and its office",
    "a piece of two words of another sentence": "The board … owns the gate, the office",
    "a negation in brackets": "The pilots [never] keep the channel open",
    "a negation in brackets before it": "[Nobody] hears it when the wind is right",
    "a negation in brackets after it": "Saltmouth hears it when the wind is right [never]",
    "brackets for a negation": "The board does [indeed] own the channel",
    "another name in brackets": "In winter [Norport] envies Norport its bell",
    "another name before it": "[Norport] hears it when the wind is right",
    "another name after it": "as the men of [Saltmouth] like to say",
    "another name at the end": "In winter Saltmouth envies [Saltmouth]",
    "a word of which too much is changed": "The pilots k[illed] the channel open",
    "signs within, words changed": "He paused ... and went out [sic]",
}


@pytest.mark.parametrize(("typed", "left_out", "negation", "hedge"), ABRIDGED)
def test_what_is_left_out_is_told(typed, left_out, negation, hedge):
    judged = judged_as(typed)

    assert judged.status is Wording.ABRIDGED
    (omitted,) = judged.places[0].omitted
    assert omitted.text == left_out
    assert (omitted.negation, omitted.hedge) == (bool(negation), bool(hedge))


@pytest.mark.parametrize(("typed", "there"), BRACKETED)
def test_signs_that_leave_out_nothing_are_abridged_all_the_same(typed, there):
    judged = judged_as(typed)

    assert judged.status is Wording.ABRIDGED
    (place,) = judged.places
    assert place.omitted == ()
    assert " ".join(shown(place).split()) == there


@pytest.mark.parametrize("typed", NOT_ABRIDGED.values(), ids=NOT_ABRIDGED)
def test_signs_excuse_nothing_else(typed):
    assert judged_as(typed).status is Wording.DIFFERS


def test_whole_sentences_left_out_deny_nothing_that_is_kept():
    judged = judged_as(
        "The fishermen, who have never trusted the board, need the well-worn channel and "
        "its office on the official quay. … The board does not own the channel."
    )

    assert judged.status is Wording.ABRIDGED
    assert "seldom" in judged.places[0].omitted[0].text
    assert not judged.places[0].omitted[0].negation


def test_a_piece_and_what_is_left_out_make_up_the_source():
    (place,) = judged_as("The board … own the channel").places

    assert [(bit.text, bit.holder) for bit in place.bits] == [
        ("The board", Holder.BOTH),
        ("…", Holder.PASTED),
        ("does not", Holder.SOURCE),
        ("own the channel", Holder.BOTH),
    ]


# --- other words ---------------------------------------------------------------------

# (the quotation, words that only it has, words that only the source has)
DIFFERENT = [
    ("Twice a week the water rises, at noon and at midnight", "week", "day"),
    ("the water rises, at noon and after midnight", "after", "at"),
    ("Thrice a day the water rises, at noon", "Thrice", "Twice"),
    ("The board does own the channel", "", "not"),
    ("Re-opening it would help the boats", "", "not"),
    ("No lamp on this coast is no older than the harbour itself", "no", ""),
    ("The pilots kept the channel open", "kept", "keep"),
    ("nobody has lit since the flood of 1935", "1935", "1953"),
    ("if the board finds £1,540.50", "£1,540.50", "£1,450.50"),
    ("if the board finds €1,450.50", "€1,450.50", "£1,450.50"),
    ("need the well worn channel and its office", "well worn", "well-worn"),
    ("The fishermen who have never trusted the board need the well-worn channel", None, None),
    ("the channel is need by fishermen who have never trusted the board", None, None),
    ("THE PILOTS KEEP THE CHANNEL OPEN", None, None),
    ("The Pilots Keep the Channel Open", "Pilots Keep Channel Open", "pilots keep channel open"),
    ("The pilots keep the channel open?", "open?", "open."),
    ("the tip of the pier is nobody's since the flood of 1953", None, None),
    ("No lamp on these coasts is older than the harbours itself", None, None),
]  # fmt: skip
ONLY_CAPITALS = [
    "THE PILOTS KEEP THE CHANNEL OPEN",
    "The Pilots Keep the Channel Open",
    "twice a day the Water rises",
    "the keeper of the Southern Lamp",
]
NOT_ONLY_CAPITALS = [
    "The Pilots keep the canal open",
    "The Pilots, keep the channel open",
    "The pilots keep the channel open?",
]


@pytest.mark.parametrize(("typed", "yours", "theirs"), DIFFERENT)
def test_other_words_are_marked(typed, yours, theirs):
    judged = judged_as(typed)

    assert judged.status is Wording.DIFFERS
    (place,) = judged.places
    assert not judged.parts
    if yours is not None:
        assert bits(place, Holder.PASTED) == yours
        assert bits(place, Holder.SOURCE) == theirs


@pytest.mark.parametrize("typed", ONLY_CAPITALS)
def test_capitals_alone_are_said_to_be_all_that_differs(typed):
    judged = judged_as(typed)

    assert judged.status is Wording.DIFFERS
    assert judged.places[0].only_capitals


@pytest.mark.parametrize("typed", NOT_ONLY_CAPITALS)
def test_what_else_differs_is_not_passed_over(typed):
    judged = judged_as(typed)

    assert judged.status is Wording.DIFFERS
    assert not judged.places[0].only_capitals


# (the quotation, the words at each place, the words that stand nowhere)
JOINED = [
    (
        "Twice a day the water rises, and sees every boat that leaves",
        ["Twice a day the water rises", "sees\nevery boat that leaves"],
        (),
    ),
    (
        "No lamp on this coast is older than the harbour itself. The pilots keep the channel open.",
        ["No lamp on this coast is older than the harbour itself", "The pilots keep the channel open"],
        (),
    ),
    (
        "The pilots keep the channel open. The fishermen have never trusted the board.",
        ["The pilots keep the channel open", "The fishermen, who have never trusted the board"],
        (),
    ),
    (
        "My aunt Augusta keeps a parrot and drinks gin from teacups: the keeper of the northern lamp sees every boat that leaves.",
        ["The keeper of the northern lamp sees\nevery boat that leaves"],
        ("My aunt Augusta keeps a parrot and drinks gin from teacups:",),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "places", "missing"), JOINED)
def test_what_is_joined_is_taken_apart(typed, places, missing):
    judged = judged_as(typed)

    assert judged.status is Wording.DIFFERS
    assert judged.parts
    assert [shown(place).rstrip(".") for place in judged.places] == places
    assert judged.missing == missing


@pytest.mark.parametrize(
    "typed",
    [
        "The board will always be the pilots’ friend",
        "Boats and bells belong to nobody",
        "The harbour is a jewel of the northern coast",
        "12 Quay Road, Saltmouth",
        "By Ann Mariner",
        "A gazette for Saltmouth and its streets",
        "lamp-posts",
        "zzz qqq xxx",
        "it is not what it was",
    ],
)
def test_words_that_stand_nowhere_are_not_said_to_differ(typed):
    judged = judged_as(typed)

    assert judged.status is Wording.NOWHERE
    assert judged.places == ()
    if judged.nearest:
        assert judged.nearest.wording is Wording.NOWHERE
        assert "Quay Street" not in shown(judged.nearest)
        assert "By Ann" not in shown(judged.nearest)


def test_what_is_nearest_is_a_whole_sentence():
    judged = judged_as(
        "A jewel of a northern lamp guides every whale and boat to Paris"
    )

    assert judged.nearest
    assert shown(judged.nearest).startswith("The keeper of the northern lamp sees")


def test_what_shares_a_word_and_some_names_is_not_near():
    for typed in ("Saltmouth and Norport ring as one", "the oldest lamp of all"):
        assert judged_as(typed).nearest is None


def test_a_changed_title_or_caption_is_compared():
    for typed, there in (
        ("Salt or Silver", "Salt and Silver"),
        ("A caption: three boats at low water", "A caption: two boats at low water"),
        ("Lamps of this Coast", "Lamps of the Coast"),
    ):
        judged = judged_as(typed)

        assert judged.status is Wording.DIFFERS
        assert shown(judged.places[0]) == there


# --- any words, in little time -----------------------------------------------------------


@given(st.data())
def test_what_is_said_to_stand_there_does(data):
    parts = []
    for _ in range(data.draw(st.integers(1, 4))):
        said = data.draw(st.sampled_from(TEXTS)).split()
        first = data.draw(st.integers(0, len(said) - 1))
        parts += said[first : first + data.draw(st.integers(1, 12))]
        parts += data.draw(
            st.lists(st.sampled_from(["not", "…", "[and]", "—", "x", "“", "."]))
        )

    judged = judge(" ".join(parts), ARTICLES)

    for place in judged.places if judged else ():
        assert shown(place).strip()
        theirs = "".join(b.text for b in place.bits if b.holder is not Holder.PASTED)
        # In every order in which an article may be copied: past a caption, too.
        orders = [row.shown for row in ARTICLES[place.article].rows]
        assert any(
            bare(theirs) in bare(order) for order in (*orders, shown(place) + ".")
        )


@pytest.mark.parametrize(
    ("words", "hedged"),
    [("in May 2022", False), ("it may rise", True), ("it might not", True)],
)
def test_the_month_of_may_is_no_hedge(words, hedged):
    assert bool(hedges(words)) is hedged


PATHOLOGICAL = {
    "the same short pieces": "the [of] " * 39 + "the harbour of",
    "one letter again and again": "a " * 2_000,
    "one word again and again": "the harbour " * 330,
    "one sentence again and again": "The pilots keep the channel open. " * 115,
    "marks": "“" * 2_000,
    "words in marks": "“boat” " * 570,
    "omission signs": "harbour … " * 400,
    "brackets": "[boat] " * 570,
    "brackets that never close": "[ a " * 1_000,
    "one long word": "a" * 4_000,
    "digits": "1" * 4_000,
    "full stops": "." * 3_999 + "a",
    "cut words": "har-\n" * 800,
    "signs of markup": "*a" * 2_000,
    "raised signs": "<sup>" * 800,
    "addresses": "<https://" * 440,
    "accents": "a" + "\u0301" * 3_999,
    "joiners": "a\u200d" * 2_000,
    "quoted lines": ">" * 3_999 + "a",
    "entities": "&amp;" * 800,
    "rubbish": "".join(chr(n * 7_919 % 0xD800) for n in range(1, 4_000)),
}


@pytest.mark.parametrize("typed", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_whatever_is_pasted_is_judged_in_little_time(typed):
    begun = time.process_time()
    judge(typed, ARTICLES)

    # Ten times as long as it takes: what grows with the square takes longer yet.
    assert time.process_time() - begun < 0.5
