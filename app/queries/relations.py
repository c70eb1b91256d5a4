"""Relations between claims, as seen from one of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.queries.claims import ClaimLine, ClaimName, ThemeName
from app.queries.quotes import QuoteLine
from app.store.connection import Store, placeholders


@page_object
class Bearing:
    """Another claim that supports or answers a claim, or that the claim bears on."""

    claim: ClaimLine
    """The other claim."""
    kind: RelationKind
    """How the one bears on the other."""
    note: str | None
    """Why, in the editors' words."""
    mutual: bool = False
    """Whether each bears on the other in this way."""
    quote: QuoteLine | None = None
    """The strongest quote of the other claim, where the page of a claim shows its words."""


@page_object
class Answer:
    """A claim of the other side that answers a claim, or is answered by it."""

    claim: ClaimName
    """The other claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True if the claim at hand answers the other one, false if the other answers it, or
    if each answers the other."""
    theme: ThemeName | None
    """The theme of the other claim; null if both claims have the same theme."""
    here: bool = False
    """Whether the other claim is also on this page."""
    hidden: bool = False
    """Whether the active filters hide the other claim, though they show both sides."""
    mutual: bool = False
    """Whether each answers the other in this way."""


@page_object
class RelationLine:
    """How one claim bears on another, as seen from neither."""

    source: ClaimName
    """The claim that bears on the other."""
    target: ClaimName
    """The claim on which it bears."""
    kind: RelationKind
    """How it does."""
    mutual: bool
    """Whether the other bears on it in the same way."""
    note: str | None
    """Why, in the editors' words."""


# Both ends of relations, in order; relation_end() reads their columns. A mutual one is
# there once.
RELATIONS = """
    SELECT relation.kind, relation.mutual, relation.note,
        one.id AS from_id, one.text AS from_text, one.stance AS from_stance,
        one.theme AS from_theme,
        two.id AS to_id, two.text AS to_text, two.stance AS to_stance,
        two.theme AS to_theme
    FROM relation
    JOIN claim AS one ON one.id = relation."from"
    JOIN claim AS two ON two.id = relation."to"
    {where}
    ORDER BY relation.position"""


def relation_end(row: Row, end: str) -> ClaimName:
    """Return the claim at one *end*, "from" or "to", of the relation in *row*."""
    return ClaimName(row[f"{end}_id"], row[f"{end}_text"], Stance(row[f"{end}_stance"]))


def relation_between(row: Row) -> RelationLine:
    """Return the relation in *row*, of RELATIONS."""
    return RelationLine(
        source=relation_end(row, "from"),
        target=relation_end(row, "to"),
        kind=RelationKind(row["kind"]),
        mutual=bool(row["mutual"]),
        note=row["note"],
    )


# Relations between claims of two sides, of which one has one of some themes.
_ANSWERS_OF_THEMES = """WHERE relation.kind <> 'supports' AND (
    relation."from" IN (SELECT id FROM claim WHERE theme IN ({themes}))
    OR relation."to" IN (SELECT id FROM claim WHERE theme IN ({themes})))"""


def answers_by_claim(
    store: Store, names: Mapping[str, ThemeName], themes: Sequence[str]
) -> dict[str, list[Answer]]:
    """Return what answers each claim of some *themes* and what it answers, by its slug.

    Two that answer each other alike are one answer, though nobody called it mutual, for a
    note each.
    """
    answers: dict[str, dict[tuple[str, RelationKind], Answer]] = defaultdict(dict)
    where = _ANSWERS_OF_THEMES.format(themes=placeholders(themes))
    for row in store.rows(RELATIONS.format(where=where), *themes, *themes):
        apart = row["from_theme"] != row["to_theme"]
        for end, other in (("to", "from"), ("from", "to")):
            of_claim = answers[row[f"{end}_id"]]
            claim, kind = relation_end(row, other), RelationKind(row["kind"])
            mutual = bool(row["mutual"]) or (claim.id, kind) in of_claim
            of_claim[claim.id, kind] = Answer(
                claim,
                kind,
                given=end == "from" and not mutual,
                theme=names[row[f"{other}_theme"]] if apart else None,
                mutual=mutual,
            )
    return {claim: [*of_claim.values()] for claim, of_claim in answers.items()}
