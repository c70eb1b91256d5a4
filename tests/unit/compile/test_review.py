"""What `check` asks a curator to weigh, and what became of every sentence."""
# ruff: noqa: RUF001 - signs that look alike are what is tested

import hashlib

import pytest

from app.compile import review
from app.compile.compiler import compiled_seeds
from app.compile.review import SentenceUse
from app.domain.vocabulary import Caution, Reason

QUOTED = "the water in the harbour rises every single day"


@pytest.fixture
def weighed(tmp_path):
    """Weigh one quote in an article of one paragraph; give the cautions raised."""

    def weighed(article, exact=QUOTED, accept=""):
        text = f"{article}\n"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        files = {
            "debate.toml": """
                question = "Is there a tide?"
                date = 2025-03-01
                sides.for = { label = "For", says = "Yes." }
                sides.against = { label = "Against", says = "No." }
                themes = [{ id = "water", title = "Water", description = "Water?" }]
                [[speakers]]
                id = "ann"
                name = "Ann"
                kind = "person"
                description = "a pilot"
                """,
            "sources/ann.txt": text,
            "sources/ann.toml": f"""
                title = "Tide"
                authors = [{{ literal = "Ann" }}]
                speaker = "ann"
                short = "Ann"
                language = "en"
                rights = "None."
                original_file = "ann.txt"
                sha256 = "{sha256}"
                body = {{ first = '''{article[:12]}''', last = '''{article[-12:]}''' }}
                [published]
                earliest = 2025-01-01
                latest = 2025-01-01
                precision = "day"
                basis = "inferred"
                evidence = '''{article[:12]}'''
                reasoning = "It is invented."
                """,
            "claims/water.toml": f"""
                [[claims]]
                id = "it-rises"
                text = "It rises."
                stance = "for"
                accept.one-source = "There is one."
                accept.unanswered = "There is one."
                [[claims.quotes]]
                source = "ann"
                exact = '''{exact}'''
                {accept}
                """,
        }
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content.encode())
        return review.review(*compiled_seeds(tmp_path))

    return weighed


RAISED = [
    pytest.param(
        f"Although gulls are white, {QUOTED}.", Caution.STARTS_AFTER, id="although"
    ),
    pytest.param(f"If the moon is up, {QUOTED}.", Caution.STARTS_AFTER, id="if"),
    pytest.param(
        f"Analysts have long warned that {QUOTED}.", Caution.STARTS_AFTER, id="warned"
    ),
    pytest.param(f"The Board denies that {QUOTED}.", Caution.STARTS_AFTER, id="denies"),
    pytest.param(f"{QUOTED}, but gulls are white.", Caution.STOPS_BEFORE, id="but"),
    pytest.param(
        f"{QUOTED}, unless the moon is down.", Caution.STOPS_BEFORE, id="unless"
    ),
    pytest.param(f"It is not so that {QUOTED}.", Caution.DROPS_NEGATION, id="not"),
    pytest.param(
        f"{QUOTED} and never falls again.", Caution.DROPS_NEGATION, id="never, after it"
    ),
    pytest.param(f"Few believe that {QUOTED}.", Caution.DROPS_NEGATION, id="few"),
    pytest.param(
        f"It isn’t so that {QUOTED}.", Caution.DROPS_NEGATION, id="a curly n’t"
    ),
    pytest.param(f"It may be that {QUOTED}.", Caution.DROPS_HEDGE, id="may"),
    pytest.param(f"Some say that {QUOTED}.", Caution.DROPS_HEDGE, id="some"),
    pytest.param(
        f"{QUOTED}, or so it seems.", Caution.DROPS_HEDGE, id="seems, after it"
    ),
]


@pytest.mark.parametrize(("article", "caution"), RAISED)
def test_a_word_that_the_cut_leaves_out_is_asked_about(weighed, article, caution):
    report = weighed(article)

    assert [one.caution for one in report.open] == [caution]
    assert "stands in the sentence outside the cut" in report.open[0].why


@pytest.mark.parametrize(("article", "caution"), RAISED)
def test_what_was_accepted_with_a_reason_is_asked_no_more(weighed, article, caution):
    report = weighed(article, accept=f'accept.{caution.value} = "It is all right."')

    assert report.open == ()
    assert [
        (one.caution, reason)
        for one, reason in report.accepted
        if one.caution is caution
    ] == [(caution, "It is all right.")]


@pytest.mark.parametrize(
    ("article", "exact"),
    [
        pytest.param(
            f"It is known that {QUOTED}, as it should.", QUOTED, id="plain words"
        ),
        pytest.param(
            f"Although it may not be seen, {QUOTED}, but not for long.",
            f"Although it may not be seen, {QUOTED}, but not for long",
            id="words within the cut",
        ),
        pytest.param(
            f"A gull that {QUOTED}. But it may not be. If so, few know.",
            f"A gull that {QUOTED}. But it may not be. If so, few know.",
            id="a quote of several sentences",
        ),
        pytest.param(
            f"At noon and in the north, {QUOTED}, butter or knots or not-so.".replace(
                " or not-so", ""
            ),
            QUOTED,
            id="words that only look alike",
        ),
    ],
)
def test_nothing_is_asked_about_a_faithful_cut(weighed, article, exact):
    assert weighed(article, exact).open == ()


def test_a_word_of_another_sentence_is_not_asked_about(weighed):
    report = weighed(
        f"Old hands say that {QUOTED}. It may not be so, but few know.",
        f"Old hands say that {QUOTED}. It may not be so, but few know",
    )

    assert report.open == ()


def test_a_quote_of_seven_words_is_short_and_one_of_eight_is_not(weighed):
    seven = weighed(
        "The water rises here every single day.",
        "The water rises here every single day",
    )
    eight = weighed(
        "The water always rises here every single day.",
        "The water always rises here every single day",
    )

    assert [one.caution for one in seven.open] == [Caution.SHORT]
    assert eight.open == ()


def test_accepting_what_is_not_so_is_a_mistake(weighed):
    report = weighed(
        f"It is known that {QUOTED}.", accept='accept.short = "It is long enough."'
    )

    assert len(report.idle) == 1
    assert report.idle[0].startswith("claim it-rises, quote ")
    assert report.idle[0].endswith(
        ": accept.short accepts a caution that was not raised; remove it"
    )


def test_a_caution_says_where_why_and_what_to_do(weighed):
    report = weighed(f"It may be that {QUOTED}.")

    said = str(report.open[0])

    assert said.startswith("claim it-rises, quote ")
    assert "“the water in the harbour rises every sin…” (ann): drops-hedge: " in said
    assert "'may' stands in the sentence outside the cut" in said
    assert said.endswith("; fix it, or give accept.drops-hedge a reason")


# --- claims ----------------------------------------------------------------------------


def asked(seeds):
    """Give what `check` asks about the seeds, by caution and claim or quote."""
    report = review.review(*compiled_seeds(seeds))
    return [(one.caution, one.subject) for one in report.open]


def test_the_small_world_raises_no_question(world):
    report = review.review(*compiled_seeds(world))

    assert report.open == ()
    assert report.idle == ()
    assert len(report.accepted) == 17


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        pytest.param(
            "claims/town.toml",
            'accept.one-source = "Only the Board watched the quay."',
            "",
            [(Caution.ONE_SOURCE, "the-quay-stays-dry")],
            id="a claim with one source",
        ),
        pytest.param(
            "claims/boats.toml",
            'accept.unanswered = "Nobody denies the evening."',
            "",
            [(Caution.UNANSWERED, "the-harbour-dries-by-evening")],
            id="a claim that nothing answers",
        ),
        pytest.param(
            "claims/town.toml",
            'from = "the-tide-comes-back"\nto = "the-quay-stays-dry"\n'
            'kind = "qualifies"',
            'from = "in-east-wind-nothing-rises"\nto = "the-quay-stays-dry"\n'
            'kind = "supports"',
            [(Caution.UNANSWERED, "the-quay-stays-dry")],
            id="support is no answer",
        ),
        pytest.param(
            "claims/water.toml",
            'text = "The sea itself is said to stand still."',
            'text = "According to one ferryman, the boats move and the sea does not."',
            [(Caution.ALIKE, "the-sea-stands-still")],
            id="two claims that say nearly the same",
        ),
    ],
)
def test_a_claim_that_stands_weakly_is_asked_about(  # noqa: PLR0913, PLR0917
    seeds, change, file, old, new, found
):
    change(file, old, new)

    assert asked(seeds) == found


# --- every sentence --------------------------------------------------------------------


def test_it_is_told_what_became_of_every_sentence(world):
    data, _ = compiled_seeds(world)

    assert sorted(review.sentence_uses(data), key=lambda use: use.source) == [
        SentenceUse(
            "harbour-board-2024",
            8,
            5,
            5,
            ((Reason.BACKGROUND, 1), (Reason.FRAMING, 1), (Reason.UNCLEAR, 1)),
        ),
        SentenceUse("moor-gull-2023", 5, 3, 3, ((Reason.REPEATS, 2),)),
        SentenceUse("pilot-2025", 7, 6, 9, ((Reason.OFF, 1),)),
    ]
