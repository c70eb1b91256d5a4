"""The list of speakers, and the page of one."""

from tests.reading import words


def test_speakers_are_listed_by_kind_with_what_they_say(visit):
    page = visit("/speakers")

    listed = {
        words(section.h2): [words(person) for person in section.select("li")]
        for section in page.select("main section")
    }

    assert listed == {
        "People 2": [
            "Ann Pilot Harbour pilot 3 quotes for 4 against in Pilot 2025",
            "Old Tom Of the ferry 2 quotes against in Pilot 2025",
        ],
        "Institutions 1": [
            (
                "Harbour Board Keeper of the quay 2 quotes for 3 against in "
                "Harbour Board [2024] , Pilot 2025"
            ),
        ],
        "Groups and co-authors 2": [
            (
                "Carol Moor and David Gull Makers of almanacs 2 quotes for 1 against in "
                "Moor and Gull 2023"
            ),
            "Some skippers Named no further 1 quote for in Harbour Board [2024]",
        ],
    }


def test_a_speaker_has_every_quote_of_theirs_in_any_source(visit):
    page = visit("/speakers/harbour-board")

    assert page.h1.get_text() == "Harbour Board"
    assert [item["id"] for item in page.select("li.quote-list-item")] == [
        "q-e4001f74781e",
        "q-fdac9229d490",
        "q-10aa1456a7f8",
        "q-2fc34df0be85",
        "q-c220c1cb8b0d",
    ]


def test_a_narrower_claim_of_a_speaker_says_which_main_claim_it_supports(visit):
    page = visit("/speakers/old-tom")

    (boats,) = page.select(".quote-list-claims:has([href$=only-the-boats-move]) > li")
    assert words(boats) == (
        "Against According to a ferryman, boats move and the sea does not."
        " Supports: The harbour may be no more than a pond behind a gate."
    )


def test_a_speaker_who_only_is_reported_is_not_called_an_author(visit):
    told = words(visit("/speakers/old-tom").main)

    assert "Author of" not in told
    assert "disputed by" in told


def test_a_person_has_the_claims_that_name_them(visit, visit_real):
    page = visit_real("/speakers/xi-jinping")

    named = [a["href"] for a in page.select("#named .claim-text a")]
    supported = {a["href"] for a in page.select(".quote-list-claims span + a")}
    assert "/claims/friendship-without-limits-was-declared" in named
    assert not supported & {*named}
    assert not visit("/speakers/old-tom").select("#named")


def test_an_author_and_somebody_without_quotes_are_told_apart(visit, visit_real):
    author = words(visit("/speakers/ann-pilot").select_one(".quote-list-counts"))
    unquoted = words(
        visit_real("/speakers/wang-wenbin").select_one(".quote-list-counts")
    )

    assert author == "Author of Pilot 2025 : 3 quotes for, 4 against."
    assert unquoted == (
        "Nothing that these articles report of this speaker bears on the question."
    )


def test_every_speaker_of_the_site_has_as_many_quotes_as_the_store(
    real_client, real_store
):
    counts = {
        row["id"]: row["n"]
        for row in real_store.rows(
            "SELECT speaker.id, count(quote.id) AS n FROM speaker "
            "LEFT JOIN quote ON quote.speaker = speaker.id GROUP BY speaker.id"
        )
    }

    shown = {
        speaker: real_client.get(f"/speakers/{speaker}").text.count(
            'class="quote-list-item"'
        )
        for speaker in counts
    }

    assert shown == counts
