"""Where in the seeds each claim, quote and clash stands that an editor has to weigh."""

from collections.abc import Iterator

from app.compile.seed_files import Seeds
from app.compile.seed_schema import Accept
from app.domain.errors import Place
from app.domain.records import Bundle


def placed_subjects(seeds: Seeds, data: Bundle) -> Iterator[tuple[str, Place, Accept]]:
    """Yield the id of each clash, claim and quote, its place, and the cautions it accepts.

    A quote under several claims comes once for each. *data* is compiled from *seeds*.
    """
    for number, clash in enumerate(seeds.debate.clashes):
        yield clash.id, Place("debate.toml", f"clashes[{number}]"), clash.accept
    support = {claim.id: claim.support for claim in data.claims}
    for place, _, claim in seeds.placed_claims:
        yield claim.id, place, claim.accept
        # Quotes are merged, but a claim has as many as its seeds.
        pairs = zip(support[claim.id], claim.quotes, strict=True)
        for number, (one, quote) in enumerate(pairs):
            yield one.quote, place.below(f"quotes[{number}]"), quote.accept
