"""The debate at a glance, for those who ask without seeing the site."""

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ThemeLine, theme_lines
from app.queries.clashes import (
    ClashLine,
    LeadingClaim,
    case_claims,
    clash_lines,
    leading_claims,
)
from app.queries.sources import SourceName, source_names
from app.queries.totals import totals_of
from app.store.connection import Store


@page_object
class DebateSide:
    """A side of the debate, and what it would lead with."""

    id: Stance
    """for or against."""
    label: str
    """Its name."""
    says: str
    """Its answer to the question."""
    claims: int
    """How many claims speak for it."""
    case: tuple[LeadingClaim, ...]
    """The claims with which it would lead, in order; empty if the debate names none."""


@page_object
class DebateAtAGlance:
    """The question, both cases, and where the two sides clash."""

    question: str
    """The question of the debate."""
    sides: tuple[DebateSide, ...]
    """For, then against."""
    clashes: tuple[ClashLine, ...]
    """The points on which the debate turns, each with the claims that meet there."""
    themes: tuple[ThemeLine, ...]
    """The themes, in order, with how many claims each side has."""
    sources: tuple[SourceName, ...]
    """The articles, oldest first."""
    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    relations: int
    """How many relations there are between claims."""


def debate_at_a_glance(store: Store) -> DebateAtAGlance:
    """Return the question, the cases, the clashes, and how much there is to read."""
    totals, cases = totals_of(store), case_claims(store)
    leading = leading_claims(store, [c.id for case in cases.values() for c in case])
    sides = store.rows("SELECT * FROM side ORDER BY id <> 'for'")
    return DebateAtAGlance(
        question=store.stamp.question,
        sides=tuple(
            DebateSide(
                id=(stance := Stance(side["id"])),
                label=side["label"],
                says=side["says"],
                claims=totals[f"claims_{stance}"],
                case=tuple(leading[claim.id] for claim in cases[stance]),
            )
            for side in sides
        ),
        clashes=clash_lines(store),
        themes=theme_lines(store),
        sources=source_names(store),
        claims=totals["claims"],
        quotes=totals["quotes"],
        relations=totals["relations"],
    )
