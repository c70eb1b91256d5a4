# ruff: noqa: RUF001 - quotations are as people type them
"""The verification of a quotation: true wordings are found, changed ones told apart."""

import json
import re
import time
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import CLAIMS_ARE_OURS, Holder, PassageKind, Wording
from app.pages.verify.limits import LONGEST_QUOTATION
from app.pages.verify.quotation import verify_page
from app.text.visible_text import visible_text
from tests.reading import words

HEDGE = (
    "The alliance between Russia and China may not be as reliable as it appears in "
    "official statements"
)
SURFACE = (
    "On the surface, a China-Russia alliance might seem like an ideal way to counter "
    "US hegemony and unilateralism"
)
TREATY = "enshrined in the 2001 Friendship and Cooperation Treaty"

# (what was done to the true wording, what is quoted, yours alone, the source's alone)
CHANGED = [
    ("a word changed", SURFACE.replace("ideal", "perfect"), "perfect", "ideal"),
    ("a negation dropped", HEDGE.replace("may not be", "may be"), "", "not"),
    (
        "a negation dropped after an ellipsis",
        (
            "China has tried to make it clear … that it does want to identify itself as "
            "an ally of Russia"
        ),
        "",
        "not",
    ),
    ("a hedge dropped", HEDGE.replace("may not be", "is not"), "is", "may be"),
    (
        "a negation put in",
        SURFACE.replace("might seem", "might not seem"),
        "not",
        "",
    ),
    ("a hedge made certain", SURFACE.replace("might seem", "is"), "is", "might seem"),
    (
        "a number changed",
        f"China’s relationship with Russia is {TREATY}.".replace("2001", "2011"),
        "2011",
        "2001",
    ),
    (
        "the first word changed",
        (
            "Western experts have long warned of the possibility of an ‘alliance against "
            "the West’"
        ),
        "Western experts",
        "Analysts",
    ),
    (
        "the last word changed",
        "China has not been directly involved in this dispute",
        "dispute",
        "war",
    ),
    (
        "an ellipsis hides words",
        (
            "China’s relationship with Russia … will most likely be a major factor in "
            "preventing Russia’s total isolation."
        ),
        None,
        None,
    ),
    (
        "words left out without a sign",
        (
            "The alliance between Russia and China may not be as reliable as Moscow in "
            "particular seeks to portray it"
        ),
        "",
        "it appears in official statements and as",
    ),
    (
        "names put the other way round",
        (
            "China has ramped up accusations of human rights abuses against both Russia "
            "and the United States and urged the world to condemn them."
        ),
        None,
        None,
    ),
    (
        "a word doubled",
        "China knows close close relations with Russia are risky",
        "close",
        "",
    ),
    (
        "another tense",
        "Chinese Foreign Minister Wang Yi defends China’s relations with Russia",
        "defends",
        "defended",
    ),
    (
        "a comma moved",
        "Consequently China has been careful, in its engagement with Russia",
        None,
        None,
    ),
    ("all in capitals", HEDGE.upper(), None, None),
    (
        "a word within brackets that reverses it",
        "China will benefit from the excessive [and not sudden] weakening of Russia",
        "[and not sudden]",
        "not",
    ),
    ("a quotation mark within", "Putin called Xi as close as a brother", "", "Jinping"),
]
JOINED = [
    (
        "two sentences of one article that stand apart",
        (
            "Below superficial notions of Sino-Russian partnership there are many issues "
            "that prevent the development of a substantial China-Russia axis. Both "
            "countries are to be supportive of one another in countering a unipolar, "
            "US-dominated world order."
        ),
        ["rinna-2014", "rinna-2014"],
    ),
    (
        "halves of sentences of two articles",
        (
            "On the surface, a China-Russia alliance might seem like an ideal way to "
            "counter US hegemony, but the war in Ukraine has solidified the Euro-American "
            "alliance that opposes China"
        ),
        ["rinna-2014", "rerussia-2023"],
    ),
    (
        "words of three articles",
        (
            "Russia and China have shared cordial relations since Putin ascended to the "
            "Presidency. China has not been directly involved in this war. "
            "anti-Americanism strengthens their bond"
        ),
        ["attache-2022", "datta-2025", "rerussia-2023"],
    ),
]


# Quotations of every kind, with the right verdict. The first of each kind are examples of
# what was once judged wrongly.
JUDGED = {
    Wording.EXACT: [
        (
            "“History has demonstrated that China's attempts to tie up with Russia were always "
            "defeated.”"
        ),
        "its partner is the weaker link in the chain",
        "It is also reaching into their backyard.",
        "… has no command structure or armed reaction force of its own …",
    ],
    Wording.TYPOGRAPHIC: [
        "The Attache\u0301",
        "China\u02bcs main trading partners are Europe and America",
        "China knows that Europe and the USA\u200e are essential for China",
        "Putin called Xi Jinping “as close as a brother,”",
        "China has been careful in its engagement.",
        "The alliance between Russia and China may not be as reliable as it appears",
        "The SCO is designed to fight against ter-\nrorism, separatism and extremism",
        "a China-\nRussia alliance might seem like an ideal way",
        "China prioritizes its economic relations—unlike Russia",
        "They are constrained by rivalry in other regions",
        "the \ufb01rst of these is Central Asia",
        "While ‘limitless friendship’ sounds graphically attractive",
    ],
    Wording.ABRIDGED: [
        "[T]he alliance between Russia and China may not be as reliable as it appears",
        "China [is] careful in its engagement with Russia",
        "China will … benefit from the excessive weakening of Russia",
        "China’s relationship with Russia […] is anything but smooth",
        "The SCO ... has no command structure or armed reaction force of its own",
        (
            "[R]ussia has never committed to stand by China … and China has never directly "
            "backed Russia in its war in Ukraine"
        ),
        "the West will [remain] China's primary trade partner",
        (
            "The main irritant in Japan’s relationship with Russia is the Kuril Island’s "
            "dispute. [...] Japan regards full control and sovereignty over the Kurils as a "
            "major foreign policy goal"
        ),
        (
            "China-Russia alliance might seem like an ideal way … and Russia’s relationship "
            "with China will most likely be a major factor"
        ),
    ],
    Wording.DIFFERS: [
        "a China-Russia axis is in the making is an exaggeration",
        "CHINA KNOWS CLOSE RELATIONS WITH RUSSIA ARE RISKY",
        "Moscow and Beijing have always been defined by mutual trust",
        "Russia’s relations with the West are at their highest point since the Cold War",
        "the symbolism is powerful and can be ignored",
        "Last year, China sold over 481,000 vehicles to Russia",
        "China has been careful … anti-Americanism strengthens their bond",
        (
            "China knows close relations with Russia are risky because the Sino-Russian "
            "relationship is one that is highly complex"
        ),
        "Sino-US relations have also turned perilous",
        "It is not so easy as it sounds for Beijing and Moscow to co-operate",
    ],
    Wording.NOWHERE: [
        "China and Russia will always be allies",
        "Russia and China are natural allies and will never part",
        "Beijing sees Moscow as its junior partner",
        "Chinese soldiers will one day fight beside Russians in Europe",
        "The friendship between our two peoples is as solid as a mountain",
        "There will be no alliance, there will be no treaty, there will only be trade",
        "Kwun Tong, Kowloon, Hong Kong",
        "The capital of Taiwan is Taipei City",
        "Lane 61, Zhongzheng District, Taipei",
    ],
}
# (the words, the source in whose title or caption they stand, what the page calls it)
NOT_IN_THE_TEXT = [
    ("Why a Sino-Russian Alliance is Closer Than Ever Before", "attache-2022", "title"),
    ("A China-Russia Strategic Alliance?", "rinna-2014", "title"),
    ("Russia-China union may only persist long term", "rerussia-2023", "title"),
    (
        "The Sino-Russian Alliance: Reality or Strategic Advantage?",
        "datta-2025",
        "title",
    ),
    ("Chinese and Russian ships conduct joint naval drills", "attache-2022", "caption"),
    (
        "What the future holds for 'no limit' friendship?",
        "rajput-ghosh-2024",
        "heading",
    ),
    ("Kwun Tong, Kooloon, Hong Kong", "datta-2025", "before the article"),
]


def bits(place, holder):
    return " ".join(bit.text for bit in place.bits if bit.holder is holder)


# --- what stands there ---------------------------------------------------------------


def test_the_true_wording_of_every_quote_is_verified(real_store):
    rows = real_store.rows('SELECT id, exact, source, start, "end" FROM quote')

    for row in rows:
        page = verify_page(real_store, row["exact"])

        assert page.status is Wording.EXACT, row["exact"]
        (here,) = [one for one in page.places if one.start == row["start"]]
        assert (here.source.id, here.end) == (row["source"], row["end"])
        assert row["id"] in [quote.line.id for quote in here.quotes]


def test_a_quote_in_plain_type_differs_in_typography_alone(real_store):
    plain_type = str.maketrans("’‘“”–—\xa0", "''\"\"-- ")
    rows = real_store.rows("SELECT id, exact FROM quote")

    for row in rows:
        typed = " ".join(row["exact"].translate(plain_type).split())
        page = verify_page(real_store, typed)

        assert page.status in {Wording.EXACT, Wording.TYPOGRAPHIC}, typed


@given(st.data())
def test_any_words_of_an_article_are_exact_at_their_place(real_store, data):
    passages = real_store.rows(
        """SELECT passage.source, passage.start,
            substr(text, passage.start + 1, passage."end" - passage.start) AS text
        FROM passage JOIN source ON source.id = passage.source
        WHERE number IS NOT NULL"""
    )
    row = data.draw(st.sampled_from(passages))
    found = list(re.finditer(r"[^\W_]+", row["text"]))
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, min(len(found) - 1, first + 60)))
    low, high = found[first].start(), found[last].end()

    page = verify_page(real_store, row["text"][low:high])

    assert page.status is Wording.EXACT
    start = row["start"] + low
    assert page.more or (row["source"], start, Wording.EXACT) in [
        (one.source.id, one.start, one.wording) for one in page.places
    ]


@given(st.data())
def test_words_that_run_over_several_passages_are_found(real_store, data):
    source = data.draw(st.sampled_from(real_store.rows("SELECT id, text FROM source")))
    found = list(re.finditer(r"[^\W_]+", source["text"]))
    first = data.draw(st.integers(0, len(found) - 150))
    low, high = found[first].start(), found[first + 140].end()

    page = verify_page(real_store, source["text"][low:high])

    assert page.status in {Wording.EXACT, Wording.TYPOGRAPHIC}
    assert (source["id"], low) in [(one.source.id, one.start) for one in page.places]


def test_words_that_stand_in_several_places_are_all_shown(store, visit):
    page = verify_page(store, "twice a day, at noon and at midnight")

    assert [(one.source.id, one.passage.anchor) for one in page.places] == [
        ("pilot-2025", "p2"),
        ("pilot-2025", "b327"),
    ]
    shown = visit("/verify?q=twice a day, at noon and at midnight")
    assert len(shown.select(".verify-place")) == 2
    assert "so it is never quoted here" in words(shown.main)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        pytest.param(
            "The moon pulls at the harbour1 as it pulls",
            Wording.EXACT,
            id="as a reader sees it, without signs of markup",
        ),
        pytest.param(
            "The moon pulls at the harbour as it pulls at every sea.",
            Wording.TYPOGRAPHIC,
            id="without the number of a note",
        ),
    ],
)
def test_markup_is_no_difference_and_the_number_of_a_note_is_typography(
    store, typed, status
):
    page = verify_page(store, typed)

    assert page.status is status
    assert page.places[0].start == 78


def test_a_word_that_is_cut_is_not_the_word(store):
    page = verify_page(store, "every gauge agree")

    assert page.status is Wording.DIFFERS
    (place,) = page.places
    assert bits(place, Holder.PASTED) == "agree"
    assert bits(place, Holder.SOURCE) == "agrees"


# --- what does not -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "yours", "theirs"),
    [case[1:] for case in CHANGED],
    ids=[case[0] for case in CHANGED],
)
def test_a_misquotation_is_told_apart(real_store, typed, yours, theirs):
    page = verify_page(real_store, typed)

    assert page.status is Wording.DIFFERS
    place = page.places[0]
    if yours is not None:
        assert bits(place, Holder.PASTED) == yours
        assert bits(place, Holder.SOURCE) == theirs
        assert page.missing == ()
    text = real_store.row("SELECT text FROM source WHERE id = ?", place.source.id)
    assert text["text"][place.start : place.end] == place.exact


@pytest.mark.parametrize(
    ("typed", "sources"),
    [case[1:] for case in JOINED],
    ids=[case[0] for case in JOINED],
)
def test_what_is_joined_is_taken_apart(real_store, typed, sources):
    page = verify_page(real_store, typed)

    assert page.status is Wording.DIFFERS
    assert page.parts
    assert [place.source.id for place in page.places] == sources


def test_what_is_only_punctuation_is_said_to_be_so(real_store):
    page = verify_page(real_store, HEDGE.lower())

    assert page.places[0].only_signs
    changed = verify_page(real_store, HEDGE.replace("may", "might"))
    assert not changed.places[0].only_signs


def test_a_true_sentence_within_an_invention_is_found_and_the_rest_named(real_store):
    invented = "The bear will eat the dragon before the next snow falls on Moscow. "
    page = verify_page(real_store, invented + SURFACE)

    assert page.status is Wording.DIFFERS
    assert page.missing == (invented.strip(),)
    assert page.places[0].wording is Wording.TYPOGRAPHIC or not page.places[0].bits


def test_an_invention_stands_nowhere(real, visit_real):
    typed = "The bear will eat the dragon before the next snow falls on Moscow."
    told = real.get("/verify.json", params={"q": typed}).json()

    assert told["status"] == "nowhere"
    assert told["places"] == []
    page = visit_real(f"/verify?q={typed}")
    assert "Not found." in words(page.select_one("[role=status]"))


@given(st.data())
def test_however_words_are_shuffled_what_is_said_to_stand_there_does(real_store, data):
    texts = {
        row["id"]: row["text"] for row in real_store.rows("SELECT id, text FROM source")
    }
    # As one reads on from paragraph to paragraph, past a caption between them.
    paragraphs = dict.fromkeys(texts, "")
    for row in real_store.rows(
        'SELECT source, start, "end" FROM passage WHERE number > 0 ORDER BY start'
    ):
        paragraphs[row["source"]] += texts[row["source"]][row["start"] : row["end"]]
    parts = []
    for _ in range(data.draw(st.integers(1, 4))):
        said = texts[data.draw(st.sampled_from(sorted(texts)))].split()
        first = data.draw(st.integers(0, len(said) - 1))
        parts += said[first : first + data.draw(st.integers(1, 14))]
        parts += data.draw(st.lists(st.sampled_from(["not", "…", "—", "x", "."])))

    page = verify_page(real_store, " ".join(parts))

    for place in page.places:
        text = texts[place.source.id]
        assert text[place.start : place.end] == place.exact
        assert place.exact.strip()
        # Signs of markup may stand between one bit and the next.
        theirs = [bit.text for bit in place.bits if bit.holder is not Holder.PASTED]
        if place.wording is Wording.DIFFERS:
            words = bare("".join(theirs))
            assert words in bare(text) or words in bare(paragraphs[place.source.id])
    assert page.status is not Wording.NOWHERE or page.places == ()


def bare(text):
    """Return a text without blanks and signs of markup."""
    return re.sub(r"[\s*#]|</?sup>", "", text)


@pytest.mark.parametrize(
    ("typed", "status"),
    [(typed, status) for status, several in JUDGED.items() for typed in several],
)
def test_a_quotation_is_what_it_is(real_store, typed, status):
    page = verify_page(real_store, typed)

    assert page.status is status
    assert (page.places == ()) is (status is Wording.NOWHERE)


@pytest.mark.parametrize(("typed", "source", "called"), NOT_IN_THE_TEXT)
def test_words_of_titles_and_captions_are_found_there(
    visit_real, typed, source, called
):
    page = visit_real(f"/verify?q={quote_plus(typed)}")

    (place, *_) = page.select(".verify-place")
    assert words(place.select_one("h2 span")) == called
    assert place.select_one(f'a[href^="/sources/{source}?p=b"]')
    assert "so it is never quoted here" in words(place)


def test_an_imprint_is_never_offered(real_store):
    for typed in ("1507 Eastcore, Kwun Tong, Kowloon", "Tingzhou Road, Taipei"):
        page = verify_page(real_store, typed)

        assert page.status is Wording.NOWHERE
        assert not page.nearest or page.nearest.passage.kind not in {
            PassageKind.FRONT,
            PassageKind.BACK,
            PassageKind.CHROME,
        }


def test_the_whole_sentence_is_shown_and_what_is_kept_is_kept(visit_real):
    typed = "a China-Russia axis is in the making is an exaggeration"
    page = visit_real(f"/verify?q={typed}")

    there = page.select_one(".verify-wordings blockquote")
    shown = re.sub(r"\[only in the article: |\]", "", there.get_text())
    assert shown.startswith("To say that a firm China-Russia axis is in the making may")
    assert shown.endswith("at least for the foreseeable future.")
    assert [one.get_text() for one in there.select("ins")] == [
        "[only in the article: firm]",
        "[only in the article: may well be, therefore, somewhat of]",
    ]


@pytest.mark.parametrize(
    ("typed", "left_out", "told"),
    [
        ("China will … benefit from the excessive weakening", "not", "denies"),
        ("A potential China-Russia alliance is … something to take for granted", "not", "denies"),
        ("On the surface, a China-Russia alliance … seem like an ideal way", "might", "less certain"),
        ("Moscow will … be able to maintain its friendship with China", "only", "less certain"),
        ("the AP news agency in … Warsaw", "the Polish capital", ""),
        ("The SCO … has no command structure", "is designed to fight", ""),
    ],
)  # fmt: skip
def test_what_is_left_out_is_shown_and_what_it_changes_said(
    visit_real, typed, left_out, told
):
    page = visit_real(f"/verify?q={quote_plus(typed)}")

    status = words(page.select_one(".verify-status"))
    assert status.startswith("Abridged, check the sense." if told else "Abridged.")
    omitted = words(page.select_one(".verify-missing li"))
    assert omitted.startswith(f"“{left_out}")
    assert told in omitted
    assert bool(page.select_one(".verify-missing strong")) is bool(told)


def test_what_is_nearest_is_offered_as_just_that(visit_real, real_store):
    typed = "China makes it complicated for others to isolate Moscow"
    page = visit_real(f"/verify?q={typed}")

    assert "None of these articles" in words(page.select_one("[role=status]"))
    assert "invented" not in words(page.main).casefold()
    (near,) = page.select(".verify-place")
    assert words(near.h2).startswith("Closest match")
    nearest = verify_page(real_store, typed).nearest
    assert nearest
    assert nearest.wording is Wording.NOWHERE
    assert nearest.bits == ()


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("China needs Europe", "claim", "China needs Europe."),
        ("china needs europe!", "claim", "China needs Europe."),
        ("China may supply Russia with arms", "claim", None),
        # Another word of six, a part of the claim, and what an article has otherwise.
        ("China may supply Russia with weapons", "claim", "China may supply Russia with arms."),
        ("may supply Russia with arms", "claim", "China may supply Russia with arms."),
        ("China has been careful in its dealings with Russia", "claim", None),
        # The words of a theme and of a clash.
        ("The declared friendship", "theme", "The declared friendship"),
        (
            "how much stands behind the friendship they proclaim",
            "theme",
            "The declared friendship",
        ),
        ("Has China backed Russia's war", "clash", "Has China backed Russia’s war?"),
    ],
)  # fmt: skip
def test_the_editors_words_are_told_from_a_quotation(
    visit_real, real_store, typed, kind, label
):
    page = visit_real(f"/verify?q={typed}")
    found = verify_page(real_store, typed)

    assert words(page.select_one(".verify-status")) == (
        "These are the editors’ words, not a quotation. None of these articles has them."
    )
    (section,) = page.select(".verify-place")
    link = section.select_one("h2 + div a")
    assert words(link) == (label or f"{typed}.")
    assert link["href"].startswith(
        {"claim": "/claims/", "theme": "/themes/"}.get(kind, "/clashes/")
    )
    assert found.editors
    assert (found.status, found.editors.kind) == (Wording.NOWHERE, kind)
    assert not found.places
    assert not found.nearest_claims
    # What a claim rests on can be quoted instead.
    rests_on = section.select(".verify-quote blockquote mark")
    assert len(rests_on) == len(found.editors.quotes)
    assert bool(rests_on) is (kind == "claim")


@pytest.mark.parametrize(
    "typed",
    [
        # Two common words agree.
        "China needs America",
        "Russia needs Europe",
        "Xi needs Europe",
        # The opposite, and the other way round.
        "China will not supply Russia with arms",
        "Russia may supply China with arms",
        # Two words are anybody's.
        "Other partners",
    ],
)
def test_words_of_which_too_few_agree_are_nobody_s(real_store, typed):
    found = verify_page(real_store, typed)

    assert (found.status, found.places, found.editors) == (Wording.NOWHERE, (), None)


def test_what_an_article_has_is_a_quotation_though_the_editors_have_it_too(real_store):
    for typed in ("China and Russia need each other", "The war in Ukraine"):
        found = verify_page(real_store, typed)
        assert found.status in {Wording.EXACT, Wording.TYPOGRAPHIC}
        assert found.editors is None
    # Without its "not", a claim of the editors says the opposite: it is not theirs.
    for typed in (
        "China does seek a clash with the West",
        "China has been directly involved in the war",
    ):
        nearer = verify_page(real_store, typed)
        assert (nearer.status, nearer.editors) == (Wording.DIFFERS, None)


def test_no_sentence_is_near_that_says_the_opposite_but_the_claims_are(visit_real):
    page = visit_real("/verify?q=China and Russia declared a friendship without limits")

    assert not page.select(".verify-place")
    first = page.select_one("#nearest .claim-text a")
    assert first["href"] == "/claims/friendship-without-limits-was-declared"
    assert words(page.select_one("#nearest .claim-list-note")) == CLAIMS_ARE_OURS


def test_capitals_alone_are_said_to_be_all(visit_real):
    for typed in ("china knows close relations with russia are risky", HEDGE.upper()):
        page = visit_real(f"/verify?q={typed}")

        assert "only in capitals" in words(page.select_one("[role=status]"))
    page = visit_real("/verify?q=China knows, close relations with Russia are risky")
    assert "only in punctuation" in words(page.select_one("[role=status]"))


@pytest.mark.parametrize(
    "typed",
    ["a " * 2_000, "“China” " * 500, "China ... " * 400, "China and Russia " * 240],
)
def test_whatever_is_pasted_takes_little_time(real_store, typed):
    verify_page(real_store, "China")

    # Ten times as long as it takes.
    assert took(real_store, typed) < 0.5


def test_of_many_sources_those_most_like_it_are_compared(real_store, monkeypatch):
    monkeypatch.setattr("app.pages.verify.quotation._LIKE", 2)

    for typed, source in (
        (SURFACE, "rinna-2014"),
        (SURFACE.replace("ideal", "perfect"), "rinna-2014"),
        ("anti-Americanism strengthens their bond", "rerussia-2023"),
    ):
        page = verify_page(real_store, typed)
        assert [one.source.id for one in page.places] == [source]
    assert verify_page(real_store, "—").status is None


def test_pieces_of_one_passage_that_stand_too_far_apart_are_both_shown(real_store):
    page = verify_page(
        real_store,
        "The relations of Beijing and Moscow … an issue of interest to China.",
    )

    assert page.status is Wording.DIFFERS
    assert page.parts
    assert [place.shown for place in page.places] == [
        "The relations of Beijing and Moscow",
        "an issue of interest to China",
    ]


# --- the page ------------------------------------------------------------------------


def test_both_wordings_are_shown_and_told_without_colour(visit):
    page = visit("/verify?q=and every gauge denies. Old Tom of the ferry swears")

    (gone,) = page.select("main del")
    (there,) = page.select("main ins")
    assert words(gone) == "[not in the article: denies. ]"
    assert words(there) == "[only in the article: agrees. ]"


def test_who_says_it_and_which_claims_use_it_is_shown(visit):
    page = visit("/verify?q=the sea never moves")

    use = page.select_one(".verify-quote")
    assert "Old Tom" in words(use)
    assert [a["href"] for a in use.select(".quote-list-claims a")] == [
        "/claims/only-the-boats-move"
    ]


def test_the_whole_sentence_stands_around_the_words(visit):
    page = visit("/verify?q=every gauge agrees")

    quoted = page.select_one(".verify-place blockquote")
    assert quoted.mark.get_text() == "every gauge agrees"
    assert words(quoted).startswith("The Harbour Report found")


def test_words_that_no_quote_uses_are_said_to_be_so(visit):
    page = visit("/verify?q=before the nets go out")
    other = visit("/verify?q=Gulls are white")

    assert page.select(".verify-quote")
    assert "None of the site’s quotes includes these words" in words(other.main)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("\0", None, id="a NUL"),
        pytest.param("...!?", None, id="only punctuation"),
        pytest.param("—", None, id="a dash"),
        pytest.param("the", "exact", id="a common word"),
        pytest.param("of the", "exact", id="two common words"),
        pytest.param("你好世界", "nowhere", id="Chinese"),
        pytest.param("\0the\0", "exact", id="a word among NULs"),
        pytest.param('"*" OR NEAR(x)', "nowhere", id="what an index understands"),
        pytest.param("’" * 50 + "%_", None, id="signs"),
        pytest.param("\U0010ffff\ufffe the", "exact", id="no characters"),
        pytest.param("zq " * 9_000, "nowhere", id="very long"),
    ],
)
def test_whatever_is_pasted_has_a_clear_answer(real, visit_real, typed, status):
    answer = real.get("/verify.json", params={"q": typed})

    assert answer.status_code == 200
    assert answer.json()["status"] == status
    page = visit_real(f"/verify?{answer.request.url.query.decode()}")
    assert words(page.select_one("[role=status]")) != "" or not typed.strip("\0")


def test_what_is_very_long_is_cut_with_a_word_and_takes_little_work(real_store):
    text = real_store.row("SELECT text FROM source ORDER BY characters DESC")["text"]
    article, nothing = f"A start. {text * 3}", "the united states and china " * 999

    for pasted in (article, nothing):
        page = verify_page(real_store, pasted)
        assert len(page.typed) <= LONGEST_QUOTATION
        assert "first 4,000 characters were checked" in page.remarks[0]
    # What is like no text takes no longer by far than what is taken from one; compared
    # with every text letter by letter, it took forty times as long.
    assert took(real_store, nothing) < 10 * took(real_store, article)


def took(store, pasted):
    """Say how long the processor is busy with what is pasted, in seconds."""
    begun = time.process_time()
    verify_page(store, pasted)
    return time.process_time() - begun


def test_quotation_marks_around_the_words_are_passed_over(store):
    page = verify_page(store, "“… every gauge agrees …”")

    assert page.status is Wording.EXACT
    assert page.remarks == ("The marks around the words are ignored.",)


def test_a_quote_is_verified_as_the_site_itself_cites_it(real, real_store):
    quote = real.get("/quotes/cde9479200e6.json").json()["quote"]
    block = quote["citations"][0]["text"].split("\n\n")[0]
    page = verify_page(real_store, block)
    changed = verify_page(real_store, block.replace("impeded", "helped"))

    assert block.endswith(". (Rinna, 2014, para. 1)")
    assert page.typed == block
    assert page.status is Wording.EXACT
    (remark,) = page.remarks
    assert remark.startswith("The reference at the end, (Rinna, 2014, para. 1), is no")
    assert changed.status is Wording.DIFFERS
    # Brackets within a sentence are its words.
    assert not verify_page(real_store, f"{SURFACE} (or so they say)").remarks


def test_line_ends_of_a_form_are_line_ends(real, real_store):
    row = real_store.row(
        "SELECT exact FROM quote WHERE exact LIKE '%' || char(10) || '%'"
    )
    typed = row["exact"].replace("\n", "\r\n")

    assert real.get("/verify.json", params={"q": typed}).json()["status"] == "exact"


def test_the_link_leads_to_the_words_marked_in_their_passage(real_store, visit_real):
    page = verify_page(real_store, TREATY)

    address = page.places[0].address
    marks = visit_real(address).select("article mark.source-words")
    assert address.endswith("#words")
    assert "".join(mark.get_text() for mark in marks) == TREATY
    assert marks[0]["id"] == "words"
    # Every place has its own: see test_source_words.py.


def test_verifying_takes_five_statements(real_store, real_statements):
    verify_page(real_store, SURFACE.replace("ideal", "perfect"))

    # What the full text asks of its own tables is no statement of ours.
    own = [one for one in real_statements if one[:2] != "--" and "'words_" not in one]
    assert 0 < len(own) <= 5


def test_a_sceptic_finds_the_way(visit, store):
    quote = store.row("SELECT id FROM quote")["id"]
    for path in ("/about", f"/quotes/{quote}", "/search", "/search?q=water"):
        page = visit(path)

        assert page.select('main a[href^="/verify"]'), path
        assert page.select('footer a[href="/verify"]'), path


def test_the_data_says_what_the_page_says(real):
    told = json.loads(real.get("/verify.json", params={"q": SURFACE}).content)

    assert told["typed"] == SURFACE
    assert visible_text(told["places"][0]["exact"], 0, 10) == SURFACE[:10]
    assert {"id", "short", "title"} == set(told["places"][0]["source"])


def test_two_words_for_one_are_compared_in_their_sentence(real_store):
    page = verify_page(
        real_store,
        "Sino-Russian relations are an example of a great power alliance based on shared "
        "belief, rather than just an autocratic alliance.",
    )

    (place,) = page.places
    assert (page.parts, page.missing) == (False, ())
    assert [bit.text for bit in place.bits if bit.holder is not Holder.BOTH] == [
        "shared belief,",
        "realpolitik,",
    ]


def test_a_paragraph_is_named_before_a_caption_with_the_same_words(real_store):
    page = verify_page(
        real_store,
        "As Russia and China grow closer, we may experience the peak of their brotherhood, "
        "however, both are the powers that are striving for global hegemony.",
    )

    assert [place.passage.number for place in page.places] == [8]
