"""The page of a clash: the claims of both sides that meet there."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Row

from app.citations.citation import Citation, page_citations
from app.domain import claim_graph
from app.domain.page_object import page_object
from app.domain.vocabulary import ANSWERS, Caution, RelationKind, Stance
from app.graphics.map_parts import Cluster, Drawing, Edge, Node
from app.graphics.map_two_columns import two_columns
from app.queries.claims import ClaimLine, ClaimName
from app.queries.clashes import ClashName, LeadingClaim, leading_claims
from app.queries.former_slugs import slug_error
from app.queries.quotes import ACCEPTED, accepted_cautions
from app.queries.relations import RELATIONS, Answer, RelationLine, relation_between
from app.queries.sources import printed_references
from app.web.params import OpenStore, Slug
from app.web.routes import page


@page_object
class FacingClashClaim:
    """A claim opposite the first of its row."""

    block: LeadingClaim
    """The claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True if the first of the row answers this one, false if this answers the first, or if
    each answers the other."""
    mutual: bool
    """Whether each answers the other in this way."""


@page_object
class ClashSideRow:
    """One row of a clash."""

    first: LeadingClaim
    """The claim that begins the row: a claim for, or a claim against that faces none."""
    facing: tuple[FacingClashClaim, ...]
    """The claims against that answer it or that it answers."""
    elsewhere: tuple[Answer, ...]
    """If no claim faces it: those of other rows that answer it or that it answers."""

    @property
    def claims(self) -> tuple[LeadingClaim, ...]:
        """The claims of the row, in order."""
        return self.first, *(facing.block for facing in self.facing)


@page_object
class ClashAnswer:
    """How one claim of a clash bears on another."""

    source: ClaimName
    """The claim that bears on the other."""
    target: ClaimName
    """The claim on which it bears."""
    kind: RelationKind
    """How it does."""
    mutual: bool
    """Whether the other bears on it in the same way."""
    notes: tuple[tuple[Stance | None, str], ...]
    """Why, in the editors' words; where each answers the other with a note of its own,
    each note with the side whose answer it explains."""


@page_object
class ClashPage:
    """A clash: where the two sides meet, and what each says there."""

    id: str
    """Its slug."""
    question: str
    """The question on which the two sides part."""
    turns_on: str
    """What the answer depends on, in one sentence."""
    claims_for: int
    """Number of its claims for."""
    claims_against: int
    """Number of its claims against."""
    rows: tuple[ClashSideRow, ...]
    """The claims of both sides, those that answer one another in one row."""
    relations: tuple[ClashAnswer, ...]
    """How these claims bear on one another, by the claim that answers, in the order of the
    rows; what two claims do to each other is there once."""
    drawing: Drawing
    """The same, drawn."""
    references: tuple[str, ...]
    """The sources of its quotes as entries of a list of references in APA style: HTML that
    has its italics in i elements."""
    accepted: tuple[tuple[Caution, str], ...]
    """The cautions that the editors accepted, each with their reason."""
    previous: ClashName | None
    """The clash before it; null for the first."""
    next: ClashName | None
    """The clash after it; null for the last."""
    citations: tuple[Citation, ...]
    """How to cite this page, in every style."""


_CLASH = f"""
    SELECT clash.*, {ACCEPTED.format(id="clash.id")} AS accepted,
        previous.id AS previous_id, previous.question AS previous_question,
        next.id AS next_id, next.question AS next_question,
        (SELECT cited FROM release) AS cited
    FROM clash
    LEFT JOIN clash AS previous ON previous.position = clash.position - 1
    LEFT JOIN clash AS next ON next.position = clash.position + 1
    WHERE clash.id = ?"""

_CLAIMS = """
    SELECT claim FROM clash_claim WHERE clash = ?
    ORDER BY stance <> 'for', position"""

_AMONG_THEM = """
    WHERE one.id IN (SELECT claim FROM clash_claim WHERE clash = ?1)
    AND two.id IN (SELECT claim FROM clash_claim WHERE clash = ?1)"""


def clash_page(store: OpenStore, slug: Slug) -> ClashPage:
    """Return one clash with its claims and how they answer each other.

    Raises NotFound or Moved.
    """
    row = store.row(_CLASH, slug)
    if row is None:
        raise slug_error(store, "clash", slug)
    ids = [one["claim"] for one in store.rows(_CLAIMS, slug)]
    lines = map(relation_between, store.rows(RELATIONS.format(where=_AMONG_THEM), slug))
    relations = _answers_once(lines, ids)
    rows = _rows(ids, leading_claims(store, ids), relations)
    columns = _columns(rows)
    sources = {one.quote.source.id for row in rows for one in row.claims}
    order = [claim.id for claim in itertools.chain(*columns)]
    relations.sort(key=lambda one: order.index(one.source.id))
    return ClashPage(
        id=slug,
        question=row["question"],
        turns_on=row["turns_on"],
        claims_for=len(columns[0]),
        claims_against=len(columns[1]),
        rows=rows,
        relations=tuple(relations),
        drawing=_drawing(columns, relations),
        references=printed_references(store, sources),
        accepted=accepted_cautions(row["accepted"]),
        previous=_name(row, "previous"),
        next=_name(row, "next"),
        citations=page_citations(
            row["cited"], row["question"], f"{store.address}/clashes/{slug}"
        ),
    )


def _answers_once(
    lines: Iterable[RelationLine], order: Sequence[str]
) -> list[ClashAnswer]:
    """Return how claims bear on one another, once where each does so to the other.

    Such an answer stands under the claim that comes first in *order*.
    """
    alike: dict[tuple[frozenset[str], RelationKind], list[RelationLine]] = {}
    for line in lines:
        pair = frozenset({line.source.id, line.target.id})
        alike.setdefault((pair, line.kind), []).append(line)
    return [_answer(both, kind, order) for (_, kind), both in alike.items()]


def _answer(
    lines: Sequence[RelationLine], kind: RelationKind, order: Sequence[str]
) -> ClashAnswer:
    """Return what two claims do to each other, or the one to the other, as one answer."""
    lines = sorted(lines, key=lambda line: order.index(line.source.id))
    source, target = lines[0].source, lines[0].target
    # Both may answer alike though nobody called it mutual, for a note each.
    mutual = lines[0].mutual or len(lines) > 1
    if mutual:
        source, target = sorted((source, target), key=lambda end: order.index(end.id))
    noted = [(line.source.stance, line.note) for line in lines if line.note]
    notes = tuple((stance if len(noted) > 1 else None, note) for stance, note in noted)
    return ClashAnswer(source, target, kind, mutual, notes)


def _rows(
    ids: Iterable[str],
    claims: Mapping[str, LeadingClaim],
    relations: Iterable[ClashAnswer],
) -> tuple[ClashSideRow, ...]:
    """Return the claims of both sides, those opposite one another that meet.

    *ids* names them in order, the strongest of each side first.
    """
    left, right = (
        [slug for slug in ids if claims[slug].claim.stance is stance]
        for stance in Stance
    )
    answers = {(one.source.id, one.target.id): one for one in relations}

    def facing(first: str, other: str) -> FacingClashClaim:
        received = answers.get((other, first))
        answer = received or answers[first, other]
        given = received is None and not answer.mutual
        return FacingClashClaim(claims[other], answer.kind, given, answer.mutual)

    rows = []
    for row in claim_graph.facing_rows(
        left, right, [*answers], leading=zip(left[:1], right[:1], strict=False)
    ):
        first, *others = [*row.left, *row.right]
        opposite = tuple(facing(first, other) for other in others)
        elsewhere = () if others else tuple(_answers(first, relations))
        rows.append(ClashSideRow(claims[first], opposite, elsewhere))
    return tuple(rows)


def _answers(slug: str, relations: Iterable[ClashAnswer]) -> Iterator[Answer]:
    """Return what answers a claim, and what it answers."""
    for one in relations:
        given = one.source.id == slug
        if slug in {one.source.id, one.target.id} and one.kind in ANSWERS:
            yield Answer(
                one.target if given else one.source,
                one.kind,
                given=given and not one.mutual,
                theme=None,
                here=True,
                mutual=one.mutual,
            )


def _columns(rows: Sequence[ClashSideRow]) -> tuple[list[ClaimLine], list[ClaimLine]]:
    """Return the claims of each side, in the order of the rows."""
    shown = [one.claim for row in rows for one in row.claims]
    left, right = ([c for c in shown if c.stance is stance] for stance in Stance)
    return left, right


def _drawing(
    columns: Iterable[Sequence[ClaimLine]], relations: Iterable[ClashAnswer]
) -> Drawing:
    """Draw the claims of both sides, and how they bear on one another."""
    left, right = (
        [Cluster((Node(one.id, one.text, one.stance),)) for one in column]
        for column in columns
    )
    edges = [
        Edge(one.source.id, one.target.id, one.kind, one.mutual) for one in relations
    ]
    return two_columns(left, right, edges)


def _name(row: Row, which: str) -> ClashName | None:
    """Return the clash in the columns that begin with *which*."""
    slug = row[f"{which}_id"]
    return None if slug is None else ClashName(slug, row[f"{which}_question"])


page(
    "/clashes/{slug}",
    "clash/page.html",
    ClashPage,
    clash_page,
    back_label="the clash",
    back_anchor="c-{claim}",
)
