"""The home page: the debate at first sight."""

from collections.abc import Sequence
from sqlite3 import Row
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import Field

from app.citations.citation import Citation, page_citations
from app.domain.errors import PageMoved
from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.graphics.share_card import Card, debate_card
from app.queries.claims import ClaimName, ThemeLine, theme_lines
from app.queries.clashes import (
    ClashLine,
    LeadingClaim,
    case_claims,
    clash_lines,
    leading_claims,
)
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import PrintedReferences, printed_references
from app.store.connection import Store
from app.text.visible_text import whole_quotable_text
from app.web.params import OpenStore
from app.web.routes import data_file, of_type, page
from app.web.share_picture import PNG, png_response
from app.web.templating import data_address


@page_object
class SideLine:
    """One of the two sides of the question."""

    stance: Stance
    """The side."""
    label: str
    """Its name."""
    says: str
    """Its answer to the question."""
    claims: int
    """Number of claims that speak for it, in all the data."""


@page_object
class CaseRow:
    """A claim of the case for, and opposite it the one of the same rank against."""

    clash: ClashLine | None
    """The clash that both are in; null if there is none."""
    claim_for: LeadingClaim
    """The claim for."""
    claim_against: LeadingClaim
    """The claim against."""
    kind: RelationKind | None
    """How the answering claim bears on the answered one; null if neither answers the other."""
    given: bool
    """True if the claim for answers the claim against, false if that answers it, or if each
    answers the other."""
    mutual: bool
    """Whether each answers the other in this way."""


@page_object
class SharedSentence:
    """A sentence of a source, one part of which speaks for one side, one for the other."""

    first: ListedQuote
    """The first quote in it, with its claims: all on one side."""
    between: str
    """The words between the two quotes."""
    second: ListedQuote
    """The second quote, with its claims: all on the other side."""


@page_object
class HomePage:
    """The debate at first sight: the question, both cases, the clashes, the themes."""

    question: str
    """The question of the debate."""
    site_name: str
    """The name of the site."""
    sides: tuple[SideLine, ...]
    """For, then against."""
    cases: tuple[CaseRow, ...]
    """The cases of both sides, strongest first; empty if the debate names none."""
    sentence: SharedSentence | None
    """The shortest sentence of all sources in which one quote speaks for each side; null
    if there is none."""
    clashes: tuple[ClashLine, ...]
    """Where else the two sides clash, in order: all clashes but those of the cases; of
    many, the first."""
    themes: tuple[ThemeLine, ...]
    """The themes in order, with how many claims each side has; of many, the first."""
    more_clashes: Annotated[int, Field(exclude=True)]
    """How many clashes follow those."""
    more_themes: Annotated[int, Field(exclude=True)]
    """How many themes follow those."""
    claims: int
    """Number of all claims."""
    quotes: int
    """Number of all quotes."""
    sources: int
    """Number of all sources."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    citations: tuple[Citation, ...]
    """How to cite the debate, in every style."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""


# The two sides, each with the counts over the whole store.
_SIDES = "SELECT * FROM side CROSS JOIN totals ORDER BY id <> 'for'"
# How the claims that lead answer one another.
_ANSWERS = """
    SELECT * FROM answer
    WHERE "from" IN (SELECT claim FROM case_claim)
        AND "to" IN (SELECT claim FROM case_claim)
    ORDER BY position DESC"""
# So many clashes and themes are named; their own pages list all. Our choice.
_MOST = 24

# The parameters of the list of claims, which used to be the home page.
_FORMER_PARAMETERS = frozenset(
    ("theme", "source", "speaker", "stance", "voice", "as_of", "open")
)


async def _not_the_list(request: Request) -> None:
    """Raise PageMoved for an old URL of the list of claims."""
    if not _FORMER_PARAMETERS.isdisjoint(request.query_params):
        data = request.url.path != "/"
        raise PageMoved(data_address("/claims") if data else "/claims")


def home_page(
    store: OpenStore, _checked: Annotated[None, Depends(_not_the_list)] = None
) -> HomePage:
    """Return the front page: question, cases, clashes and themes."""
    clashes = clash_lines(store)
    cases = _cases(store, clashes)
    heads = {row.clash for row in cases}
    others = [one for one in clashes if one not in heads]
    themes = theme_lines(store)
    sentence = _shared_sentence(store)
    leading = [one for row in cases for one in (row.claim_for, row.claim_against)]
    named = [source for one in leading for source in one.claim.sources]
    if sentence:
        named += [sentence.first.line.source, sentence.second.line.source]
    sides = store.rows(_SIDES)
    totals = sides[0]
    return HomePage(
        question=store.stamp.question,
        site_name=store.stamp.site_name,
        sides=tuple(map(_side, sides)),
        cases=cases,
        sentence=sentence,
        clashes=tuple(others[:_MOST]),
        themes=themes[:_MOST],
        more_clashes=len(others[_MOST:]),
        more_themes=len(themes[_MOST:]),
        claims=totals["claims"],
        quotes=totals["quotes"],
        sources=totals["sources"],
        first_year=totals["first_year"],
        last_year=totals["last_year"],
        citations=page_citations(
            store.stamp.cited, store.stamp.question, f"{store.address}/"
        ),
        references=printed_references(store, {one.id for one in named}),
    )


def _cases(store: Store, clashes: Sequence[ClashLine]) -> tuple[CaseRow, ...]:
    """Return the cases of both sides, row by row, each with the clash of its two claims."""
    rows = list(zip(*case_claims(store).values(), strict=True))
    leading = leading_claims(store, [claim.id for row in rows for claim in row])
    answers = {
        (answer["from"], answer["to"]): RelationKind(answer["kind"])
        for answer in store.rows(_ANSWERS)
    }

    def case_row(one: ClaimName, two: ClaimName) -> CaseRow:
        given, received = answers.get((one.id, two.id)), answers.get((two.id, one.id))
        return CaseRow(
            next(
                (
                    c
                    for c in clashes
                    if {one, two} <= {*c.claims_for, *c.claims_against}
                ),
                None,
            ),
            leading[one.id],
            leading[two.id],
            kind=received or given,
            given=received is None and given is not None,
            mutual=received is not None and received is given,
        )

    return tuple(case_row(*row) for row in rows)


def _side(row: Row) -> SideLine:
    stance = Stance(row["id"])
    return SideLine(stance, row["label"], row["says"], row[f"claims_{stance}"])


def _shared_sentence(store: Store) -> SharedSentence | None:
    """Return the shortest sentence of all sources that serves both sides, if any."""
    row = store.row("SELECT * FROM shared_sentence")
    if row is None:
        return None
    ids = row["first"], row["second"]
    first, second = listed_quotes(store, "WHERE quote.id IN (?, ?)", *ids)
    gap = row["gap"]
    return SharedSentence(first, whole_quotable_text(gap), second)


def card_of_debate(store: Store) -> Card:
    """Return the share card of the whole debate."""
    rows = store.rows(_SIDES)
    sides = [(Stance(row["id"]), row["label"], row["says"]) for row in rows]
    counts = rows[0]["claims"], rows[0]["quotes"], rows[0]["sources"]
    return debate_card(store.stamp.question, sides, *counts, name=store.stamp.site_name)


page(
    "/",
    "home/page.html",
    HomePage,
    home_page,
    statuses=(301,),
    nav="Front page",
    back_label="the front page",
)


@data_file("/card.png", **of_type(PNG, format="binary"))
async def card(store: OpenStore) -> Response:
    """Return the share card of the whole debate, a PNG of 1200 by 630 pixels."""
    return png_response(card_of_debate(store))
