"""The page about the site: how it was made, what its words mean, and its totals."""

from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, Stance
from app.queries.sources import (
    Coverage,
    SourceLine,
    SourceName,
    coverages,
    source_lines,
    source_names,
)
from app.queries.totals import totals_of
from app.text.passages import block_spans
from app.web.params import OpenStore
from app.web.routes import Purpose, page


@page_object
class AboutPage:
    """The totals and the sources that the page about the site names."""

    question: str
    """The question of the debate."""
    editors: str | None
    """Who wrote the claims and chose the quotes, in words; null if the debate names none."""
    contact: str | None
    """A mail address or web address for corrections; null if the debate names none."""
    licence: str | None
    """What the editors' own words are under; null if the debate does not say."""
    reading: tuple[str, ...]
    """How the sources were read, a paragraph each; empty if the debate does not say."""
    limits: tuple[str, ...]
    """What else to know of the limits of the debate, a paragraph each; empty if there is nothing."""
    sides: tuple[tuple[Stance, str], ...]
    """The two sides, each with its answer to the question."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    claims: int
    """How many claims there are."""
    claims_for: int
    """How many of them are for."""
    narrower: int
    """How many of them support a broader one."""
    reasons: int
    """How many of them say why they help their side."""
    quotes: int
    """How many quotes there are."""
    noted: int
    """How many of them have a note by the editors."""
    relayed: int
    """How many of them relay somebody else's report or interview."""
    groups: int
    """How many speakers are groups."""
    exact: int
    """How many quotes were found letter for letter."""
    clashes: int
    """How many clashes there are."""
    case_claims: int
    """How many claims the case of each side has; 0 if the debate names no cases."""
    facing: int
    """In how many rows of the two cases one claim answers the other."""
    relations: int
    """How many relations there are between claims; a mutual one counts once."""
    answers: int
    """How many times a claim answers one of the other side; a mutual relation counts twice."""
    supports: int
    """How many relations join claims of the same side."""
    unused: tuple[Attitude, ...]
    """The attitudes that no quote has."""
    unanswered: int
    """How many claims no claim of the other side answers."""
    one_source: int
    """How many claims rest on one source alone."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first; of many, the first."""
    coverage: tuple[tuple[SourceName, Coverage], ...]
    """How many sentences of each of these are quoted or set aside."""
    articles: Annotated[int, Field(exclude=True)]
    """How many sources there are."""
    sentences_left: Annotated[int, Field(exclude=True)]
    """How many sentences of all sources are neither quoted nor set aside."""


_COUNTS = (
    *("claims", "claims_for", "narrower", "reasons", "quotes", "noted", "relayed"),
    *("groups", "exact", "clashes", "case_claims", "facing", "relations", "answers"),
    *("supports", "unanswered", "one_source", "first_year", "last_year"),
)
# So many sources are named. Our choice.
_SOURCES = 24


def about_page(store: OpenStore) -> AboutPage:
    """Return the totals of the site: claims, quotes, relations, and what each source gave."""
    totals = totals_of(store)
    names = source_names(store)
    named = names[:_SOURCES]
    return AboutPage(
        question=store.stamp.question,
        editors=store.stamp.editors,
        contact=store.stamp.contact,
        licence=store.stamp.licence,
        reading=_paragraphs(store.stamp.reading),
        limits=_paragraphs(store.stamp.limits),
        sides=tuple(
            (Stance(row["id"]), row["says"])
            for row in store.rows("SELECT id, says FROM side ORDER BY id <> 'for'")
        ),
        **{name: totals[name] for name in _COUNTS},
        unused=tuple(one for one in Attitude if one not in (totals["attitudes"] or "")),
        sources=source_lines(store, [name.id for name in named]),
        coverage=tuple(coverages(store, named).items()),
        articles=len(names),
        sentences_left=totals["unused"],
    )


def _paragraphs(text: str | None) -> tuple[str, ...]:
    return tuple((text or "")[start:end] for start, end in block_spans(text or ""))


page(
    "/about",
    "about/page.html",
    AboutPage,
    about_page,
    nav="About",
    purpose=Purpose.CHECK,
)
