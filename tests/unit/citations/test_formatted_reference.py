# ruff: noqa: RUF001 - quotation marks as they are typeset
"""Citations in four styles: golden, for every kind of source."""

import pytest

from app.citations.in_text import turned
from app.domain.vocabulary import Style

# Unsigned, with an inferred year; two authors, with a month; reprinted, with an address.
UNSIGNED, TWO, REPRINTED = "harbour-board-2024", "moor-gull-2023", "pilot-2025"
WORLD = [
    (
        UNSIGNED,
        "Sitting on a Sandbank: A winter on the quay. (ca. 2024).",
        "Sitting on a Sandbank: A Winter on the Quay. Circa 2024.",
        "“Sitting on a Sandbank: A Winter on the Quay.” [2024?].",
        "Sitting on a Sandbank: A winter on the quay (c. 2024).",
    ),
    (
        TWO,
        "Moor, C., & Gull, D. (2023, May). Moon over Mud. Almanac of the Coast.",
        "Moor, Carol, and David Gull. “Moon over Mud.” Almanac of the Coast, May 2023.",
        "Moor, Carol, and David Gull. 2023. “Moon over Mud.” Almanac of the Coast, May.",
        "Moor, C. and Gull, D. (2023) Moon over Mud, Almanac of the Coast.",
    ),
    (
        REPRINTED,
        (
            "Pilot, A. (2025, January 2). The Tide at Noon. Harbour Press. Harbour Gazette. "
            "https://example.org/tide (Original work published 2024, Press Harbour)"
        ),
        (
            "Pilot, Ann. “The Tide at Noon.” Harbour Gazette, Harbour Press, 2 Jan. 2025, "
            "https://example.org/tide. Originally published by Press Harbour, 2024."
        ),
        (
            "Pilot, Ann. (2024) 2025. “The Tide at Noon.” Harbour Gazette, Press Harbour, "
            "December 31. Harbour Press, January 2. https://example.org/tide."
        ),
        (
            "Pilot, A. (2025) The Tide at Noon, Harbour Gazette. Harbour Press. Available "
            "at: https://example.org/tide."
        ),
    ),
]
# The site's own: unsigned and undated; unsigned, its date inferred; signed, without a
# site; two authors and undated; reprinted.
REAL = [
    (
        "attache-2022",
        (
            "The Next Level: Why a Sino-Russian Alliance is Closer Than Ever Before. "
            "(ca. 2022, February). The Attaché."
        ),
        (
            "“The Next Level: Why a Sino-Russian Alliance Is Closer Than Ever Before.” "
            "The Attaché, circa Feb. 2022."
        ),
        (
            "The Attaché. [2022?]. “The Next Level: Why a Sino-Russian Alliance Is Closer "
            "Than Ever Before.” February."
        ),
        (
            "The Next Level: Why a Sino-Russian Alliance is Closer Than Ever Before "
            "(c. 2022) The Attaché."
        ),
    ),
    (
        "rerussia-2023",
        (
            "Re:Russia. (2023, June 2). Clay Alliance: Russia-China union may only "
            "persist long term if Moscow is pliable. China Review."
        ),
        (
            "“Clay Alliance: Russia-China Union May Only Persist Long Term If Moscow Is "
            "Pliable.” China Review, Re:Russia, 2 June 2023."
        ),
        (
            "Re:Russia. 2023. “Clay Alliance: Russia-China Union May Only Persist Long "
            "Term If Moscow Is Pliable.” China Review, June 2."
        ),
        (
            "Clay Alliance: Russia-China union may only persist long term if Moscow is "
            "pliable (2023) China Review. Re:Russia."
        ),
    ),
    (
        "rinna-2014",
        (
            "Rinna, A. V. (2014, July 1). A China-Russia Strategic Alliance? It is not as "
            "easy as it sounds for Beijing and Moscow to work together."
        ),
        (
            "Rinna, Anthony V. A China-Russia Strategic Alliance? It Is Not as Easy as It "
            "Sounds for Beijing and Moscow to Work Together. 1 July 2014."
        ),
        (
            "Rinna, Anthony V. 2014. “A China-Russia Strategic Alliance? It Is Not as Easy "
            "as It Sounds for Beijing and Moscow to Work Together.” July 1."
        ),
        (
            "Rinna, A.V. (2014) A China-Russia Strategic Alliance? It is not as easy as it "
            "sounds for Beijing and Moscow to work together."
        ),
    ),
    (
        "rajput-ghosh-2024",
        (
            "Rajput, K., & Ghosh, S. (ca. 2024). The Sino-Russia Axis after the Munich "
            "Security Conference. Prospect Foundation. Prospects & Perspectives."
        ),
        (
            "Rajput, Kritika, and Siddhartha Ghosh. “The Sino-Russia Axis After the Munich "
            "Security Conference.” Prospects & Perspectives, Prospect Foundation, circa 2024."
        ),
        (
            "Rajput, Kritika, and Siddhartha Ghosh. [2024?]. “The Sino-Russia Axis After the "
            "Munich Security Conference.” Prospects & Perspectives, Prospect Foundation."
        ),
        (
            "Rajput, K. and Ghosh, S. (c. 2024) The Sino-Russia Axis after the Munich "
            "Security Conference, Prospects & Perspectives. Prospect Foundation."
        ),
    ),
    (
        "datta-2025",
        (
            "Datta, S. K. (2025, January 2). The Sino-Russian Alliance: Reality or Strategic "
            "Advantage? The Hong Kong Research Center for Asian Studies (RCAS). RCAS "
            "Commentary. (Original work published 2024, Press Xpress)"
        ),
        (
            "Datta, Sujit Kumar. “The Sino-Russian Alliance: Reality or Strategic "
            "Advantage?” RCAS Commentary, The Hong Kong Research Center for Asian Studies "
            "(RCAS), 2 Jan. 2025. Originally published by Press Xpress, 2024."
        ),
        (
            "Datta, Sujit Kumar. (2024) 2025. “The Sino-Russian Alliance: Reality or "
            "Strategic Advantage?” RCAS Commentary, Press Xpress, December 31. The Hong Kong "
            "Research Center for Asian Studies (RCAS), January 2."
        ),
        (
            "Datta, S.K. (2025) The Sino-Russian Alliance: Reality or Strategic Advantage? "
            "RCAS Commentary. The Hong Kong Research Center for Asian Studies (RCAS)."
        ),
    ),
]


def told(client, address, *path):
    """Give the citations that the data of a page has, by style."""
    found = client.get(f"{address}.json").json()
    for name in path:
        found = found[name]
    return {one["style"]: one["text"] for one in found["citations"]}


def styled(texts):
    return dict(zip([style.value for style in Style], texts, strict=True))


@pytest.mark.parametrize("golden", WORLD, ids=[one[0] for one in WORLD])
def test_a_source_is_cited_as_each_style_prescribes(client, golden):
    source, *texts = golden

    assert told(client, f"/sources/{source}") == styled(texts)


@pytest.mark.parametrize("golden", REAL, ids=[one[0] for one in REAL])
def test_a_real_source_is_cited_as_each_style_prescribes(real_client, golden):
    source, *texts = golden

    assert told(real_client, f"/sources/{source}") == styled(texts)


# The quote of another speaker, of an unsigned article, of two authors, of its own author;
# then of the site: a year inferred, a year stated and a day inferred, no author.
IN_TEXT = [
    (
        "small",
        "c220c1cb8b0d",
        "Harbour Board, as cited in Pilot, 2024/2025, para. 2",
        "Harbour Board, qtd. in Pilot, par. 2",
        "Harbour Board, quoted in Pilot [2024] 2025, para. 2",
        "Harbour Board, quoted in Pilot, 2025, para. 2",
    ),
    (
        "attache-2022",
        None,
        "The Next Level, ca. 2022, para. {}",
        "“Next Level,” par. {}",
        "The Attaché [2022?], para. {}",
        "The Next Level, c. 2022, para. {}",
    ),
    (
        "rerussia-2023",
        None,
        "Re:Russia, 2023, para. {}",
        "“Clay Alliance,” par. {}",
        "Re:Russia 2023, para. {}",
        "Clay Alliance, 2023, para. {}",
    ),
    (
        "rajput-ghosh-2024",
        None,
        "Rajput & Ghosh, ca. 2024, para. {}",
        "Rajput and Ghosh, par. {}",
        "Rajput and Ghosh [2024?], para. {}",
        "Rajput and Ghosh, c. 2024, para. {}",
    ),
    (
        "rinna-2014",
        None,
        "Rinna, 2014, para. {}",
        "Rinna, par. {}",
        "Rinna 2014, para. {}",
        "Rinna, 2014, para. {}",
    ),
]


@pytest.mark.parametrize("golden", IN_TEXT, ids=[one[0] for one in IN_TEXT])
def test_a_quote_is_cited_in_the_text_and_at_its_end(
    client, real_client, real_store, golden
):
    source, quote, *behind = golden
    site = client if quote else real_client
    row = quote is None and real_store.row(
        "SELECT id, passage FROM quote WHERE source = ? AND own", source
    )
    quote, passage = (row["id"], row["passage"]) if row else (quote, 2)

    found = told(site, f"/quotes/{quote}", "quote")

    for style, place in styled(behind).items():
        text, entry = found[style].split("\n\n")
        assert text.startswith("“")
        assert text.endswith(f"” ({place.format(passage)}).")
        assert entry.endswith(f" Quoted at /quotes/{quote}")


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ('called "brothers" by', "called ‘brothers’ by"),
        ("called “brothers,” he", "called ‘brothers,’ he"),
        ('"Brothers" they are', "‘Brothers’ they are"),
        ("(“so”) they say", "(‘so’) they say"),
        ("China’s 'near abroad'", "China’s 'near abroad'"),
    ],
)
def test_marks_within_a_quotation_are_turned(words, inside):
    assert turned(words) == inside


def test_a_claim_is_cited_with_site_release_and_address(client):
    assert told(client, "/claims/the-water-rises") == {
        "apa": "“The water in the harbour rises and falls.” Is there a tide in the "
        "harbour? (2025, March 1). Counterpoint. /claims/the-water-rises",
        "mla": "“The water in the harbour rises and falls.” “Is There a Tide in the "
        "Harbour?” Counterpoint, 1 Mar. 2025. /claims/the-water-rises",
        "chicago": "“The water in the harbour rises and falls.” Counterpoint. 2025. “Is "
        "There a Tide in the Harbour?” March 1. /claims/the-water-rises",
        "harvard": "“The water in the harbour rises and falls.” Is there a tide in the "
        "harbour? (2025) Counterpoint. /claims/the-water-rises",
    }


def test_every_quote_of_the_site_is_cited_with_its_own_words(real_store, real_client):
    for row in real_store.rows("SELECT id, exact FROM quote"):
        found = told(real_client, f"/quotes/{row['id']}", "quote")

        assert set(found) == {style.value for style in Style}
        assert all(
            turned(" ".join(row["exact"].split())) in text
            and text.endswith(f"/quotes/{row['id']}")
            for text in found.values()
        )
