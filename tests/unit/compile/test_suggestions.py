"""What `suggest` finds in the small world, why, and what it leaves out."""

from app.compile.compiler import compiled_seeds
from app.compile.suggestions import suggestions

NIGHT = """[[set_aside]]
exact = "Twice a day the water comes up, at noon and again at midnight."
reason = "repeats"
repeats = "the water rises twice a day, at noon and at midnight"
note = "Another source's quote says the same."
"""
ANSWER = """[[relations]]
from = "the-harbour-dries-by-evening"
to = "the-water-rises"
kind = "qualifies"
"""


def test_words_in_common_are_the_reason_and_what_editors_decided_is_left_out(
    seeds, change
):
    before = suggestions(*compiled_seeds(seeds), most=9)
    # A claim that says what another says; a sentence that nobody has used; a clash answered.
    change(
        "claims/town.toml",
        'text = "Through one whole winter the quay stayed dry."',
        'text = "The boats move and the quay does not, says a ferryman."',
    )
    change("debate.toml", '"every-sentence"', '"selected"')
    change("sources/moor-gull-2023.toml", NIGHT, "")
    town = seeds / "claims" / "town.toml"
    town.write_text(f"{town.read_text('utf-8')}\n{ANSWER}", "utf-8")

    after = suggestions(*compiled_seeds(seeds), most=9)
    about = suggestions(*compiled_seeds(seeds), most=9, only="the-quay-stays-dry")

    assert before.alike == ()
    (alike,) = after.alike
    assert {alike.claim, alike.other} == {"the-quay-stays-dry", "only-the-boats-move"}
    assert {*alike.shared} == {"boats", "ferryman", "move"}
    assert about.alike == after.alike
    assert {one.claim for one in about.sentences} <= {"the-quay-stays-dry"}
    told = {one.words: one for one in after.sentences}
    night = told["Twice a day the water comes up, at noon and again at midnight."]
    assert night.words not in {one.words for one in before.sentences}
    assert (night.claim, night.quoted) == ("the-rise-comes-twice-a-day", ())
    assert {"noon", "midnight"} <= {*night.shared}
    clash = ("the-water-rises", "the-harbour-dries-by-evening")
    assert clash in {(one.claim, one.other) for one in before.clashes}
    assert clash not in {(one.claim, one.other) for one in after.clashes}
    likeliest = suggestions(*compiled_seeds(seeds), most=1)
    assert likeliest.sentences == after.sentences[:1] != after.sentences
