"""What `check` and `suggest` print of the seeds. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from app.compile import review
from app.compile.placed_subjects import placed_subjects
from app.compile.seed_files import Seeds
from app.compile.suggestions import ClaimPair, Suggestions
from app.domain.counts import count
from app.domain.errors import Place, SeedError
from app.domain.records import Bundle
from app.domain.release_diff import LostAddress


def summary(data: Bundle) -> str:
    """Return how much there is, and of which release."""
    return (
        f"{count(len(data.claims), 'claim')} and {count(len(data.quotes), 'quote')} "
        f"from {count(len(data.sources), 'source')}, release {data.release.date} "
        f"({data.release.hash[:12]})"
    )


def placed(
    seeds: Seeds, data: Bundle, found: Iterable[review.Finding | review.Idle]
) -> Iterator[SeedError]:
    """Return what was *found*, each with its place in the *seeds* that are *data*."""
    places: dict[str, Place] = {}
    for subject, place, _ in placed_subjects(seeds, data):
        places.setdefault(subject, Place(place.file, place.key))
    for one in found:
        yield SeedError(places[one.subject], one.what, one.remedy)


def findings(
    report: review.Review,
    doubts: Sequence[SeedError],
    idle: Sequence[SeedError],
    lost: Sequence[LostAddress],
    *,
    accepted: bool,
) -> Iterator[str]:
    """Return what ``check`` prints of a review, with the *accepted* warnings if wanted.

    *doubts* and *idle* are what is open and idle there, and what else is doubtful, with places;
    *lost* are the addresses of an older release that lead nowhere now.
    """
    for one in lost:
        yield (
            f"error: former.toml: the {one.kind} {one.id} is gone, and nothing says where its "
            f"address leads; {one.remedy}"
        )
    yield from (f"warning: {doubt}" for doubt in doubts)
    yield from (f"error: {error}" for error in idle)
    if accepted:
        for finding, reason in report.accepted:
            yield f"accepted: {finding.where}: {finding.caution.value}: {reason}"


def uses(data: Bundle) -> Iterator[str]:
    """Return what ``check`` prints of each source, and of the debate as a whole."""
    for use in review.sentence_uses(data):
        aside = ", ".join(f"{n} {reason.value}" for reason, n in use.set_aside)
        yield (
            f"{use.source}: {count(use.sentences, 'sentence')}, {use.quoted} quoted "
            f"({count(use.quotes, 'quote')}), {use.aside} set aside"
            + (f": {aside}" if aside else "")
            + (f"; {use.unused} not used" if use.unused else "")
        )
    yield from _mix(review.mix(data))


def suggested(found: Suggestions) -> Iterator[str]:
    """Return what ``suggest`` prints."""
    groups: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {
        "Claims of one side that may say the same": _pairs(found.alike),
        "Sentences that may bear on a claim, which does not quote them": [
            (
                f"{one.claim}: {one.text}",
                f"{one.source}, passage {one.passage}: {one.words}"
                + (f" (quoted for {', '.join(one.quoted)})" if one.quoted else ""),
                one.shared,
            )
            for one in found.sentences
        ],
        "Claims of opposite sides that may answer each other, without a relation": (
            _pairs(found.clashes)
        ),
    }
    for title, entries in groups.items():
        yield f"{title}:" if entries else f"{title}: none found"
        for number, (one, other, shared) in enumerate(entries, 1):
            yield f"{number:>3}  {one}"
            yield f"     {other}"
            yield f"     both have: {', '.join(shared)}"
        yield ""
    yield (
        "Found by words in common, for you to judge; what says the same in other words is "
        "not found."
    )


def _pairs(pairs: Sequence[ClaimPair]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (f"{one.claim}: {one.text}", f"{one.other}: {one.other_text}", one.shared)
        for one in pairs
    ]


def _mix(mix: review.Mix) -> Iterator[str]:
    """Return what ``check`` prints of the debate as a whole."""
    yield f"words a claim: {mix.median:g} in the median, {mix.longest} at most"
    kinds = ", ".join(f"{n} {kind.value}" for kind, n in mix.kinds)
    yield f"relations: {kinds}; {mix.mutual} mutual"
    yield (
        f"claims: {count(mix.no_because, 'main one')} without because, {mix.one_source} on one "
        f"source, {mix.unanswered} unanswered, {len(mix.alone)} without any relation"
        + (f": {', '.join(mix.alone)}" if mix.alone else "")
    )
