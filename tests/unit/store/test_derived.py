"""What is worked out when the store is built: each table holds what the slow way gives."""

import datetime as dt

import pytest

from app.domain.claim_graph import answers
from app.store.bundle_reader import bundle_of


def known_days(data):
    """Give the day by which each source was known, and whether that is inferred."""
    return {
        source.id: (
            day := min(
                [
                    source.published.latest,
                    *(o.date for o in source.also_published if o.date),
                ]
            ),
            source.published.basis == "inferred" and day == source.published.latest,
        )
        for source in data.sources
    }


@pytest.fixture(params=["store", "real_store"])
def built(request):
    """Give a store, and the data that it holds."""
    store = request.getfixturevalue(request.param)
    return store, bundle_of(store)


def test_a_source_is_known_by_its_last_possible_day_or_from_elsewhere(built):
    store, data = built

    assert {
        row["source"]: (dt.date.fromisoformat(row["day"]), bool(row["inferred"]))
        for row in store.rows("SELECT * FROM known")
    } == known_days(data)


def test_each_quote_under_each_claim_is_there_with_what_filters_look_at(built):
    store, data = built
    days = known_days(data)
    quotes = {quote.id: (place, quote) for place, quote in enumerate(data.quotes, 1)}
    places = {
        one.id: place
        for kind in (data.debate.themes, data.sources, data.speakers)
        for place, one in enumerate(kind, 1)
    }
    voices = {source.id: source.speaker for source in data.sources}
    first = {
        claim.id: min(days[quotes[quote][1].source][0] for quote in claim.quotes)
        for claim in data.claims
    }
    answered: dict[tuple[str, str], list[str]] = {}
    for answer in answers(data.relations):
        met = answered.setdefault((answer.to, answer.kind), [])
        met.append(first[answer.from_].isoformat())
    kinds = ("rebuts", "undercuts", "qualifies")

    assert [tuple(row) for row in store.rows("SELECT * FROM quote_under_claim")] == [
        (
            number,
            place,
            quotes[one][0],
            places[claim.theme],
            places[quote.source],
            places[quote.speaker],
            claim.stance,
            quote.speaker == voices[quote.source]
            and quote.attitude in {"asserts", "concedes"},
            days[quote.source][0].isoformat(),
            *(min(answered.get((claim.id, kind), ()), default=None) for kind in kinds),
        )
        for number, (place, claim, one) in enumerate(
            (
                (place, claim, one)
                for place, claim in enumerate(data.claims, 1)
                for one in claim.quotes
            ),
            1,
        )
        for quote in [quotes[one][1]]
    ]
