"""What `check` asks an editor to weigh, and what became of every sentence."""
# ruff: noqa: RUF001 - signs that look alike are what is tested

import hashlib

import pytest

from app.compile import review
from app.compile.compiler import compiled_seeds
from app.compile.review import Mix, SentenceUse
from app.domain.vocabulary import Caution, PassageKind, Reason, RelationKind

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
                because = "What rises is a tide."
                stance = "for"
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

    (idle,) = report.idle
    assert idle.what.startswith("claim it-rises, quote ")
    assert idle.what.endswith(": accept.short accepts a caution that was not raised")


def test_a_caution_says_where_why_and_what_to_do(weighed):
    report = weighed(f"Of the town that it may be near we say that {QUOTED}.")

    said = report.open[0].what

    assert said.startswith("claim it-rises, quote ")
    assert "“the water in the harbour rises every sin…” (ann): drops-hedge: " in said
    assert said.endswith(
        "'may' stands in the sentence outside the cut: “the town that it may be near we say”"
    )
    assert report.open[0].remedy == (
        "quote that word too if it bears on the quoted words, or give accept.drops-hedge a "
        "reason"
    )


# --- claims and clashes ------------------------------------------------------------------


def asked(seeds):
    """Give what `check` asks about the seeds, by caution and claim, quote or clash."""
    report = review.review(*compiled_seeds(seeds))
    return [(one.caution, one.subject) for one in report.open]


def test_the_small_world_raises_no_question(world):
    report = review.review(*compiled_seeds(world))

    assert report.open == ()
    assert report.idle == ()
    assert sorted({one.caution for one, _ in report.accepted}) == [
        Caution.CONCEDED,
        Caution.DATED,
        Caution.SHORT,
        Caution.STOPS_BEFORE,
        Caution.UNRELATED,
    ]


WATER, TOWN, DEBATE = "claims/water.toml", "claims/town.toml", "debate.toml"
ACCEPTED = """accept.unrelated = \"""It shows that boats cannot stay,
whatever a table says.\"""
"""
DRY = 'text = "Through one whole winter the quay stayed dry."'
NOON = 'exact = "At noon the water stands two fathoms higher than at dawn"'
NO_BECAUSE = 'because = "A tide would have wetted the quay."\n'

# caution, file, what stands there, what is written instead, of what it is asked, why
WEAK = [
    pytest.param(
        Caution.LONG,
        TOWN,
        DRY,
        f'text = "{" ".join(["dry"] * 15)}."',
        "the-quay-stays-dry",
        "15 words, over 14",
        id="a claim of fifteen words",
    ),
    pytest.param(
        Caution.DATED,
        TOWN,
        DRY,
        'text = "In 2024 the quay stayed dry."',
        "the-quay-stays-dry",
        "'2024' belongs on the quote line",
        id="a year",
    ),
    *(
        pytest.param(
            Caution.DATED,
            TOWN,
            DRY,
            f'text = "{text}"',
            "the-quay-stays-dry",
            "belongs on the quote line",
            id=text,
        )
        for text in (
            "By one account the quay stayed dry.",
            "The quay is said to have stayed dry.",
            "It was reported that the quay stayed dry.",
            "Experts found the quay dry.",
            "One article found the quay dry.",
        )
    ),
    pytest.param(
        Caution.COMPOUND,
        TOWN,
        DRY,
        'text = "The quay stayed dry; so did the bench."',
        "the-quay-stays-dry",
        "a semicolon joins two propositions",
        id="a semicolon",
    ),
    pytest.param(
        Caution.NO_BECAUSE,
        TOWN,
        NO_BECAUSE,
        "",
        "the-quay-stays-dry",
        "a main claim says why it speaks for its side",
        id="a main claim without because",
    ),
    pytest.param(
        Caution.OVERSTATED,
        TOWN,
        'exact = "The bench on the quay was dry all winter"',
        'exact = "The bench on the quay was dry all winter"\nmodality = "likely"',
        "the-quay-stays-dry",
        "it has no modal, and no quote is flat",
        id="a flat claim without a flat quote",
    ),
    *(
        pytest.param(
            Caution.UNDERSTATED,
            TOWN,
            DRY,
            f'text = "The quay {modal} dry."',
            "the-quay-stays-dry",
            f"it says {modal.removesuffix(' stay')!r}, and “The bench on the quay was dry all "
            "winter” is flat",
            id=modal,
        )
        for modal in (
            "may stay",
            "might stay",
            "could stay",
            "can stay",
            "would stay",
            "should stay",
            "must stay",
            "needs to stay",
            "seems",
        )
    ),
    pytest.param(
        Caution.CONCEDED,
        TOWN,
        'exact = "The bench on the quay was dry all winter"',
        'exact = "The bench on the quay was dry all winter"\nattitude = "concedes"',
        "the-quay-stays-dry",
        "rests on what its authors grant",
        id="a main claim that is only granted",
    ),
    pytest.param(
        Caution.ALIKE,
        WATER,
        'text = "According to a ferryman, boats move and the sea does not."',
        'text = "The sea itself is always said to stand still."',
        "the-sea-stands-still",
        "nearly the words of only-the-boats-move",
        id="two claims that say nearly the same",
    ),
]


def asks(seeds, caution):
    """Give what `check` asks, and the reasons it accepts, of one caution."""
    report = review.review(*compiled_seeds(seeds))
    return (
        [(one.subject, one.why) for one in report.open if one.caution is caution],
        [reason for one, reason in report.accepted if one.caution is caution],
        report.idle,
    )


@pytest.mark.parametrize(("caution", "file", "old", "new", "subject", "why"), WEAK)
def test_a_claim_that_stands_weakly_is_asked_about_until_it_is_accepted(  # noqa: PLR0913, PLR0917
    seeds, change, caution, file, old, new, subject, why
):
    change(file, old, new)

    ((found, said),), _, _ = asks(seeds, caution)

    assert found == subject
    assert why in said

    accept = f'id = "{subject}"\naccept.{caution.value} = "Let it stand."'
    change(file, f'id = "{subject}"', accept)

    open_, accepted, idle = asks(seeds, caution)

    assert open_ == []
    assert "Let it stand." in accepted
    assert idle == ()


def test_a_claim_may_be_as_cautious_as_the_words_of_a_flat_quote(seeds, change):
    change(WATER, 'modality = "possible"\n', "")

    assert asked(seeds) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" ".join(["dry"] * 14), id="fourteen words"),
        pytest.param("In May the quay stayed dry.", id="the month of May"),
        pytest.param("The cans and mighty coulds on the quay stayed dry.", id="cans"),
        pytest.param("The quay has the number 123 and stayed dry.", id="a number"),
    ],
)
def test_nothing_is_asked_about_a_plain_claim(seeds, change, text):
    change(TOWN, DRY, f'text = "{text}"')

    assert asked(seeds) == []


@pytest.mark.parametrize(
    ("caution", "file", "at", "name"),
    [
        *(
            (caution, TOWN, 'id = "the-quay-stays-dry"', "claim the-quay-stays-dry")
            for caution in Caution
            if caution not in {Caution.REUSED, Caution.UNRELATED}
        ),
        (Caution.REUSED, WATER, NOON, "claim the-water-rises, quote acf66889acc3"),
        (
            Caution.UNRELATED,
            DEBATE,
            'id = "does-the-sea-move"',
            "clash does-the-sea-move",
        ),
    ],
)
def test_no_caution_is_accepted_that_was_not_raised(  # noqa: PLR0913, PLR0917
    seeds, change, caution, file, at, name
):
    change(file, at, f'{at}\naccept.{caution.value} = "Let it stand."')

    (idle,) = review.review(*compiled_seeds(seeds)).idle

    assert idle.what.startswith(name)
    assert f"accept.{caution.value} accepts a caution that was not raised" in idle.what


def test_a_narrower_claim_needs_no_because_and_may_rest_on_a_concession(seeds, change):
    change(
        WATER,
        'attitude = "disputes"',
        'attitude = "concedes"',
    )

    assert asked(seeds) == []


REUSED = """

[[claims.quotes]]
source = "pilot-2025"
exact = "At noon the water stands two fathoms higher than at dawn"
accept.stops-before = "The rest of the sentence is quoted on the other side."
"""


def test_a_quote_of_two_claims_of_one_theme_and_side_is_asked_about(seeds, change):
    change(WATER, 'origin = "harbour-report"\n', f'origin = "harbour-report"\n{REUSED}')

    assert asks(seeds, Caution.REUSED)[:2] == (
        [
            (
                "acf66889acc3",
                (
                    "the-water-rises and the-rise-comes-twice-a-day, of one theme and "
                    "side, both have it"
                ),
            )
        ],
        [],
    )

    accept = 'accept.reused = "It shows both."\n'
    change(WATER, f'report"\n{REUSED}', f'report"\n{REUSED}{accept}')

    assert asks(seeds, Caution.REUSED) == ([], ["It shows both."], ())


def test_a_quote_of_two_claims_of_another_theme_or_side_is_not_asked_about(world):
    data, _ = compiled_seeds(world)

    shared = [quote for quote in data.quotes if len(quote.claims) > 1]

    assert len(shared) == 1
    assert Caution.REUSED not in shared[0].accepted


def test_a_clash_whose_claim_is_related_to_none_opposite_is_asked_about(seeds, change):
    change(DEBATE, ACCEPTED, "# not accepted\n")

    assert asks(seeds, Caution.UNRELATED) == (
        [
            (
                "is-the-habit-of-skippers-proof",
                "the-harbour-dries-by-evening is related to no claim for",
            )
        ],
        [],
        (),
    )

    change(DEBATE, "# not accepted\n", ACCEPTED)

    assert asks(seeds, Caution.UNRELATED) == (
        [],
        ["It shows that boats cannot stay,\nwhatever a table says."],
        (),
    )


def test_a_row_of_the_cases_without_an_answer_is_asked_about(seeds, change):
    change(DEBATE, '"a-table-proves-nothing"]', '"only-the-boats-move"]')

    assert asks(seeds, Caution.UNRELATED)[0] == [
        (
            "skippers-read-the-table",
            "it faces only-the-boats-move in the cases, and neither answers the other",
        )
    ]


def test_support_relates_nothing_in_a_clash(seeds, change):
    change(
        TOWN,
        'from = "the-tide-comes-back"\nto = "the-quay-stays-dry"\nkind = "qualifies"',
        'from = "in-east-wind-nothing-rises"\nto = "the-quay-stays-dry"\n'
        'kind = "supports"',
    )
    change(DEBATE, ACCEPTED, "")

    found, _, _ = asks(seeds, Caution.UNRELATED)

    assert [why for _, why in found] == [
        "the-tide-comes-back is related to no claim against",
        "the-quay-stays-dry is related to no claim for",
        "the-harbour-dries-by-evening is related to no claim for",
    ]


def test_a_question_about_a_clash_names_it(seeds, change):
    change(DEBATE, ACCEPTED, "")

    (finding,) = review.review(*compiled_seeds(seeds)).open

    assert f"{finding.what}; {finding.remedy}" == (
        "clash is-the-habit-of-skippers-proof: unrelated: the-harbour-dries-by-evening "
        "is related to no claim for; add a relation, if one answers the other, or give "
        "accept.unrelated a reason"
    )


# --- the mix ---------------------------------------------------------------------------


def test_the_mix_counts_words_relations_and_claims(world):
    data, _ = compiled_seeds(world)

    assert review.mix(data) == Mix(
        median=11,
        longest=14,
        kinds=(
            (RelationKind.SUPPORTS, 1),
            (RelationKind.REBUTS, 2),
            (RelationKind.UNDERCUTS, 1),
            (RelationKind.QUALIFIES, 2),
        ),
        mutual=1,
        no_because=0,
        one_source=8,
        unanswered=6,
        alone=("the-sea-stands-still", "the-harbour-dries-by-evening"),
    )


def test_a_mutual_relation_answers_both_claims(seeds, change):
    change(TOWN, 'kind = "qualifies"\n', 'kind = "qualifies"\nmutual = true\n')

    assert review.mix(compiled_seeds(seeds)[0]).unanswered == 5


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


def test_an_item_of_a_list_may_be_quoted_and_need_not(world):
    data, _ = compiled_seeds(world)
    items = [it.model_copy(update={"kind": PassageKind.ITEM}) for it in data.passages]

    uses = review.sentence_uses(data.model_copy(update={"passages": tuple(items)}))

    assert sum(use.quotes for use in uses) == 17
    assert [use.sentences for use in uses] == [0, 0, 0]
