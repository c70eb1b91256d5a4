"""The pictures of shared links: what stands on them, how they look, where they are."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.domain.vocabulary import Stance
from app.graphics.paint_png import png_of
from app.graphics.share_card import (
    HEIGHT,
    WIDTH,
    claim_card,
    debate_card,
    drawable,
    face,
    fitted_text,
)
from app.pages.claim import card_of_claim
from app.pages.home import card_of_debate
from app.paths import STATIC

EDGE = 72
SITE = "https://tides.example"
RISES = "/claims/the-water-rises.png"
# Of the site's tokens, in the light scheme.
PAPER, FOR, AGAINST = (253, 253, 251), (23, 80, 158), (154, 63, 0)
FACE = STATIC / "fonts" / "libre-franklin-latin-wght.woff2"


@pytest.fixture(scope="module")
def every(real_store):
    """Give every claim of the real site with its card, and the card of the debate."""
    rows = real_store.rows("SELECT id, text FROM claim ORDER BY position")
    cards = [(row["text"], card_of_claim(real_store, row["id"])) for row in rows]
    return [*cards, (real_store.stamp.question, card_of_debate(real_store))]


@pytest.fixture
def known(store, serve):
    """Give a client of the small world, of a site that knows its own address."""
    return serve(store.path, site=SITE)


def card(text="The water rises.", sources=("Pilot 2025",), side=(Stance.FOR, "Yes")):
    return claim_card("Is there a tide?", text, side, 3, sources)


def said(card, colour, weight):
    """Give what is set in a colour and weight, line by line."""
    return [w.text for w in card.words if (w.colour, w.weight) == (colour, weight)]


def painted_width(words):
    """Give how wide words are in the face that paints them."""
    return face(words.size, words.weight).getlength(words.text)


def opened(content):
    return Image.open(BytesIO(content)).convert("RGB")


# --- what stands where -----------------------------------------------------------------


def test_the_card_of_every_claim_has_all_of_its_words_large_enough_to_be_read(every):
    assert len(every) > 100
    for text, card in every:
        assert " ".join(said(card, "ink", 600)) == text
        assert "…" not in "".join(words.text for words in card.words)
        assert min(w.size for w in card.words if w.text in text) >= 44
        # Of a picture that is shown at half its size.
        assert min(words.size for words in card.words) >= 24


def test_no_line_of_any_card_runs_over_an_edge_or_into_another(every):
    for text, card in every:
        for words in card.words:
            assert words.x + painted_width(words) <= WIDTH - EDGE + 1, text
            assert words.x >= EDGE
            assert words.y + 0.25 * words.size <= HEIGHT - 20, text
        foot = max(rule.y for rule in card.rules)
        claimed = [w for w in card.words if w.weight == 600 and w.colour == "ink"]
        assert max(w.y + 0.25 * w.size for w in claimed) < foot, text
        name = painted_width(card.name)
        beneath = [w for w in card.words if w.y > foot]
        assert all(w.x + painted_width(w) < card.name.x - name - 20 for w in beneath)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Attaché — “x” … €5", "Attaché — “x” … €5"),
        ("Łódź, Çağ, Nguyễn", "Lódz, Çag, Nguyen"),
        ("ﬁne", "fine"),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "Café"),
        ("Will China (中国) win?", "Will China () win?"),
        ("中国与俄罗斯会结盟吗?", ""),
        ("Будет ли союз?", ""),
    ],
)
def test_a_letter_that_the_face_lacks_does_not_vanish_from_a_word(text, drawn):
    assert drawable(text) == drawn


def test_a_card_in_another_script_sends_to_the_page():
    card = claim_card("Кто?", "Будет ли союз?", (Stance.FOR, "Da"), 2, ["Датта 2025"])

    said = [line.text for line in card.words]
    assert "Read it on the page." in said
    assert "2 quotes from 1 article" in said


def test_the_face_has_every_letter_that_stands_on_a_card(every):
    face = ImageFont.truetype(FACE, 40)
    # What a face of Latin letters does not have it leaves blank, or draws a box for.
    missing = bytes(face.getmask("\N{CJK UNIFIED IDEOGRAPH-6F6E}"))

    letters = {one for _, card in every for words in card.words for one in words.text}

    assert {one for one in letters if bytes(face.getmask(one)) == missing} <= {" "}


def test_a_card_names_the_question_the_side_the_quotes_and_their_sources():
    side = (Stance.AGAINST, "It will dry up")
    made = card(side=side, sources=("Moor and Gull 2023", "Pilot 2025"))

    assert said(made, "ink-2", 400) == [
        "Is there a tide?",
        "3 quotes from Moor and Gull 2023, Pilot 2025",
    ]
    assert said(made, "against", 600) == ["It will dry up"]
    assert made.name.text == "Counterpoint"
    named = claim_card("Is it?", "It is.", side, 1, ["A"], "Debates of our town").name
    assert (named.text, named.size < made.name.size) == ("Debates of our town", True)
    assert painted_width(named) <= painted_width(made.name) + 40


def test_sources_that_do_not_fit_are_counted():
    made = card(sources=[f"Somebody or Other {year}" for year in range(2000, 2030)])

    lines = said(made, "ink-2", 400)[1:]
    assert len(lines) == 2
    assert lines[1].endswith(" more")
    named = " ".join(lines).count("Somebody")
    assert f"and {30 - named} more" in " ".join(lines)


def test_lines_are_of_like_length():
    text = "The water in the harbour rises and falls."

    found = fitted_text(text, 1000, 200, range(60, 20, -2), 600)

    # As wide as they may be, the last would be "falls." alone.
    assert found.lines == ("The water in the", "harbour rises and falls.")


def test_the_words_of_a_claim_are_as_large_as_they_may_be(real_store):
    for row in real_store.rows("SELECT text FROM claim"):
        found = fitted_text(row["text"], 1056, 290, range(72, 11, -2), 600)

        if found.size < 72:
            larger = fitted_text(row["text"], 1056, 2_000, [found.size + 2], 600)
            assert larger.height > 290


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("water " * 900, id="a text of 900 words"),
        pytest.param("w" * 3_000, id="a word of 3,000 letters"),
    ],
)
def test_what_fits_at_no_size_is_cut_and_says_so(text):
    found = fitted_text(text, 1056, 290, range(72, 11, -2), 600)

    assert found.size == 12
    assert found.height <= 290
    assert found.lines[-1].endswith(" …")
    measured = [face(found.size, 600).getlength(line) for line in found.lines]
    assert max(measured) <= 1057


def test_the_card_of_the_debate_has_both_sides_and_counts_in_the_singular(store):
    made = card_of_debate(store)

    assert " ".join(said(made, "ink", 600)) == "Is there a tide in the harbour?"
    assert said(made, "ink", 400) == ["There is one.", "There is none."]
    assert said(made, "ink-2", 400) == [
        "11 claims resting on 17 quotes from 3 articles"
    ]
    one = debate_card("Is there a tide?", [(Stance.FOR, "For", "Yes.")], 1, 1, 1)
    assert said(one, "ink-2", 400) == ["1 claim resting on 1 quote from 1 article"]


# --- how it looks ----------------------------------------------------------------------


def test_a_picture_is_of_the_size_that_previews_ask_for_and_weighs_little(every):
    for _, card in [every[0], every[-1]]:
        content = png_of(card)

        assert content.startswith(b"\x89PNG")
        assert opened(content).size == (1200, 630)
        assert len(content) < 40_000


def test_a_picture_has_the_colours_of_the_site_exactly():
    for_, against = (opened(png_of(card(side=(stance, "Yes")))) for stance in Stance)

    assert {for_.getpixel((5, 5)), against.getpixel((5, 5))} == {PAPER}
    assert for_.getpixel((EDGE + 2, 112)) == FOR
    assert against.getpixel((EDGE + 2, 112)) == AGAINST


def test_a_side_is_told_by_its_line_as_well_as_by_its_colour():
    across = [
        [picture.getpixel((x, 112)) for x in range(EDGE, WIDTH - EDGE)]
        for picture in (opened(png_of(card(side=(stance, "Yes")))) for stance in Stance)
    ]

    assert set(across[0]) == {FOR}
    assert set(across[1]) == {AGAINST, PAPER}
    assert across[1][0] == across[1][-1] == AGAINST


def test_words_are_painted_where_they_stand_in_the_weight_they_are_set_in():
    made = card("Hill in mill")
    (words,) = [w for w in made.words if w.colour == "ink"]
    face = ImageFont.truetype(FACE, words.size)
    face.set_variation_by_axes([600])

    alone = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    ImageDraw.Draw(alone).text((words.x, words.y), words.text, 0, face, "ls")
    there = [
        ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox()
        for picture in (
            one.crop((0, 190, WIDTH, 500)) for one in (alone, opened(png_of(made)))
        )
    ]

    assert there[1] == pytest.approx(there[0], abs=1)


def test_nothing_is_painted_in_the_margins(every):
    for _, card in every[:3]:
        left = opened(png_of(card)).crop((0, 0, EDGE - 4, HEIGHT))

        assert left.getcolors() == [((EDGE - 4) * HEIGHT, PAPER)]


def test_the_same_card_is_the_same_bytes():
    assert png_of(card()) == png_of(card())


# --- where it is -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [RISES, "/card.png"])
def test_a_picture_is_answered_as_a_file_is(client, path):
    answer = client.get(path, headers={"accept-encoding": "br, gzip"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert "content-encoding" not in answer.headers
    assert opened(answer.content).size == (1200, 630)
    head = client.head(path)
    assert head.content == b""
    assert head.headers["content-length"] == str(len(answer.content))
    again = client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_may_be_shown_by_other_sites_and_a_page_may_not(client):
    picture, page = client.get(RISES), client.get("/claims/the-water-rises")

    assert picture.headers["access-control-allow-origin"] == "*"
    policy = "cross-origin-resource-policy"
    assert picture.headers.get_list(policy) == ["cross-origin"]
    assert page.headers.get_list(policy) == ["same-origin"]


def test_the_picture_of_a_claim_goes_where_the_claim_goes(client):
    renamed = client.get("/claims/the-water-moves.png")
    withdrawn = client.get("/claims/the-moon-is-cheese.png")
    none = client.get("/claims/no-such-claim.png")

    assert (renamed.status_code, renamed.headers["location"]) == (301, RISES)
    assert (withdrawn.status_code, none.status_code) == (410, 404)
    for answer in (withdrawn, none):
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_page_that_knows_its_address_leads_to_its_picture(known):
    for path, picture, says in [
        (
            "/claims/the-water-rises",
            RISES,
            "For: The water in the harbour rises and falls.",
        ),
        ("/", "/card.png", "Is there a tide in the harbour?"),
        ("/sources/pilot-2025", "/card.png", "Is there a tide in the harbour?"),
    ]:
        page = known.get(path).text

        assert f'<meta property="og:image" content="{SITE}{picture}">' in page
        assert f'<meta property="og:image:alt" content="{says}">' in page
        assert '<meta property="og:image:width" content="1200">' in page
        assert '<meta property="og:image:height" content="630">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        assert known.get(picture).status_code == 200


def test_a_page_that_does_not_know_its_address_leads_to_none(client):
    page = client.get("/claims/the-water-rises").text

    assert "og:image" not in page
    assert "twitter:" not in page
