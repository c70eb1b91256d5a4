"""What is worked out when the store is built: each table holds what the slow way gives."""

import datetime as dt
from collections import defaultdict
from itertools import combinations

import pytest

from app.domain.claim_graph import answers
from app.domain.dates import dates_named
from app.domain.records import Quote
from app.domain.vocabulary import HELD_ATTITUDES, Stance
from app.pages.compare import compare_page
from app.queries.sources import coverages, source_names
from app.store.bundle_reader import bundle_of
from app.store.full_text import CLASHES_FROM


def known_days(data):
    """Give the day by which each source was known, and whether that is inferred."""
    return {
        source.id: (
            day := min(
                [
                    source.published.latest,
                    *(o.last_day for o in source.also_published if o.last_day),
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


def makers_of(data):
    """Give the places of the sources that make each claim: they hold it in some quote."""
    places = {source.id: place for place, source in enumerate(data.sources, 1)}
    held = {
        quote.id: places[quote.source]
        for quote in data.quotes
        if quote.attitude in HELD_ATTITUDES
    }
    return {
        claim.id: {held[quote] for quote in claim.quotes if quote in held}
        for claim in data.claims
    }


def test_the_totals_are_those_of_the_records(built):
    store, data = built
    answered = [answer.to for answer in answers(data.relations)]
    sources = {quote.id: quote.source for quote in data.quotes}
    alone = [
        claim
        for claim in data.claims
        if len({sources[quote] for quote in claim.quotes}) == 1
    ]
    (row,) = store.rows("SELECT * FROM totals")
    attitudes = set(row["attitudes"].split(","))
    counts = {name: row[name] for name in row.keys() if name != "attitudes"}  # noqa: SIM118 - a Row is no dict

    assert attitudes == {quote.attitude for quote in data.quotes}
    assert counts == {
        "one": 1,
        "claims": len(data.claims),
        "claims_for": sum(claim.stance == "for" for claim in data.claims),
        "claims_against": sum(claim.stance == "against" for claim in data.claims),
        "narrower": sum(claim.parent is not None for claim in data.claims),
        "reasons": sum(claim.because is not None for claim in data.claims),
        "quotes": len(data.quotes),
        "noted": sum(quote.note is not None for quote in data.quotes),
        "relayed": sum(quote.origin is not None for quote in data.quotes),
        "groups": sum(one.kind == "group" for one in data.speakers),
        "exact": sum(quote.match == "exact" for quote in data.quotes),
        "sources": len(data.sources),
        "first_year": min(one.published.earliest.year for one in data.sources),
        "last_year": max(one.published.latest.year for one in data.sources),
        "relations": len(data.relations),
        "clashes": len(data.clashes),
        "case_claims": len(data.cases.sides.get(Stance.FOR, ())),
        "facing": sum(
            {(a, b), (b, a)} & {(one.from_, one.to) for one in answers(data.relations)}
            != set()
            for a, b in zip(*data.cases.sides.values(), strict=True)
        ),
        "answers": len(answered),
        "supports": sum(one.kind == "supports" for one in data.relations),
        "unanswered": sum(claim.id not in answered for claim in data.claims),
        "one_source": len(alone),
        "unused": sum(
            cover.unused for cover in coverages(store, source_names(store)).values()
        ),
    }


def test_the_claims_that_most_sources_make_are_there(built):
    store, data = built
    makers = makers_of(data)
    most = max(map(len, makers.values()))

    assert dict(store.rows("SELECT claim, makers FROM shared_claim")) == {
        claim: most for claim, by in makers.items() if len(by) == most
    }


def test_the_counts_of_a_pair_of_sources_are_those_of_its_comparison(built):
    store, _ = built
    names = source_names(store)

    assert {
        (row["a"], row["b"]): (row["agree"], row["support"], row["answer"])
        for row in store.rows("SELECT * FROM source_pair")
    } == {
        (a, b): counts
        for (a, one), (b, two) in combinations(enumerate(names, 1), 2)
        if (pair := compare_page(store, one.id, two.id).pair)
        and any(counts := (pair.count.agree, pair.count.support, pair.count.answer))
    }


def test_a_date_is_there_for_each_quote_that_names_it(built):
    store, data = built

    assert {tuple(row) for row in store.rows("SELECT * FROM named_date")} == {
        (quote.id, date.earliest.isoformat(), date.latest.isoformat())
        for quote in data.quotes
        for date in dates_named(quote.exact)
    }


def test_the_shared_sentence_is_the_shortest_with_a_quote_for_each_side(built):
    store, data = built
    sides: dict[str, set[str]] = defaultdict(set)
    for claim in data.claims:
        for quote in claim.quotes:
            sides[quote].add(claim.stance)
    within: dict[tuple[str, int, int], list[Quote]] = defaultdict(list)
    for sentence in data.sentences:
        for quote in data.quotes:
            if (
                quote.source == sentence.source
                and sentence.start <= quote.start
                and quote.end <= sentence.end
                and len(sides[quote.id]) == 1
            ):
                within[sentence.source, sentence.start, sentence.end].append(quote)
    lengths = [
        end - start
        for (_, start, end), quotes in within.items()
        for one, two in combinations(quotes, 2)
        if sides[one.id] != sides[two.id] and one.end <= two.start
    ]

    shared = store.rows(
        """SELECT quote.closes - quote.opens AS length, gap
        FROM shared_sentence JOIN quote ON quote.id = first"""
    )

    assert [row["length"] for row in shared] == sorted(lengths)[:1]


def stands_for(hit, pairs, numbers):
    """Give the quotes under claims for which something stands that can be found."""
    if hit["claim"]:
        return [pair for pair in pairs if pair["claim"] == hit["claim"]]
    if hit["quote"]:
        return [pair for pair in pairs if pair["quote"] == hit["quote"]]
    at = hit["source"], numbers[hit["source"], hit["start"]]
    return [pair for pair in pairs if (pair["source"], pair["passage"]) == at]


def rows_of_sets(store):
    """Give each row of the sets: its hit, and the value of each filter."""
    sets = {
        (row["name"], row["value"]): int.from_bytes(row["bits"], "little")
        for row in store.rows("SELECT * FROM hit_set")
    }
    return [
        (
            place["hit"],
            {name: value for (name, value), bits in sets.items() if bits >> row & 1},
        )
        for place in store.rows("SELECT * FROM hit_place ORDER BY hit")
        for row in range(place["first"], place["last"] + 1)
    ]


def test_each_hit_stands_for_what_is_said_there(built):
    store, data = built
    pairs = store.rows(
        """SELECT pair.id, claim.id AS claim, quote.id AS quote, theme.id AS theme,
            source.id AS source, speaker.id AS speaker, pair.stance,
            pair.known AS as_of, quote.passage
        FROM quote_under_claim AS pair
        JOIN claim ON claim.position = pair.claim
        JOIN quote ON quote.position = pair.quote
        JOIN theme ON theme.position = pair.theme
        JOIN source ON source.position = pair.source
        JOIN speaker ON speaker.position = pair.speaker ORDER BY pair.id"""
    )
    numbers = {(one.source, one.start): one.number for one in data.passages}
    days = {source: day.isoformat() for source, (day, _) in known_days(data).items()}
    names = ("theme", "source", "speaker", "stance", "as_of")

    expected = []
    for hit in store.rows("SELECT * FROM findable ORDER BY id"):
        own = [
            tuple(pair[name] for name in names)
            for pair in stands_for(hit, pairs, numbers)
        ]
        if not own:
            own = [(None, hit["source"], None, None, days[hit["source"]])]
        expected += [(hit["id"], *row) for row in own]
    for place, clash in enumerate(data.clashes, 1):
        claims = {claim for side in clash.sides.values() for claim in side}
        expected += [
            (CLASHES_FROM + place, *(pair[name] for name in names))
            for pair in pairs
            if pair["claim"] in claims
        ]

    assert [
        (hit, *(row.get(name) for name in names)) for hit, row in rows_of_sets(store)
    ] == expected
