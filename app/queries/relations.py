"""The parts that pages share: names, quotes, claims, sections of two sides.

Each is a frozen dataclass: at once what a template may use, what the JSON twin holds,
and what the API page says of it.
"""

from collections import defaultdict
from collections.abc import Mapping

from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.queries.claims import ClaimLine, ClaimName, ThemeName
from app.store.connection import Store


@page_object
class Bearing:
    """A claim that bears on another, and how."""

    claim: ClaimLine
    """The other claim."""
    kind: RelationKind
    """How the one bears on the other."""
    note: str | None
    """Why, in the curators' words."""


@page_object
class Answer:
    """A claim of the other side that answers a claim, or is answered by it."""

    claim: ClaimName
    """The other claim."""
    kind: RelationKind
    """How the answering claim bears on the answered one."""
    given: bool
    """True: the claim at hand answers the other one. False: the other answers it."""
    theme: ThemeName | None
    """The theme of the other claim, where it is not that of the claim at hand."""
    here: bool = False
    """Whether the other claim stands on this page, too."""
    hidden: bool = False
    """Whether the filters in force leave the other claim out."""


def answers_by_claim(
    store: Store, names: Mapping[str, ThemeName]
) -> dict[str, list[Answer]]:
    """Give, for each claim, what answers it and what it answers."""
    rows = store.rows(
        """SELECT relation."from", relation."to", relation.kind,
            one.text AS from_text, one.stance AS from_stance,
            two.text AS to_text, two.stance AS to_stance,
            one.theme AS from_theme, two.theme AS to_theme
        FROM relation
        JOIN claim AS one ON one.id = relation."from"
        JOIN claim AS two ON two.id = relation."to"
        WHERE relation.kind <> 'supports'
        ORDER BY relation.position"""
    )
    answers: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        kind = RelationKind(row["kind"])
        one = ClaimName(row["from"], row["from_text"], Stance(row["from_stance"]))
        two = ClaimName(row["to"], row["to_text"], Stance(row["to_stance"]))
        apart = row["from_theme"] != row["to_theme"]
        of_one, of_two = names[row["from_theme"]], names[row["to_theme"]]
        answers[two.id].append(
            Answer(one, kind, given=False, theme=of_one if apart else None)
        )
        answers[one.id].append(
            Answer(two, kind, given=True, theme=of_two if apart else None)
        )
    return answers
