"""The list of clashes: the points on which the two sides part."""

from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.queries.claims import ClaimLine, claim_lines
from app.queries.clashes import ClashLine, clash_lines
from app.queries.sources import PrintedReferences, printed_references
from app.web.paging import FIRST_PART, Cursor, Part, slice_of
from app.web.params import OpenStore, Paging
from app.web.routes import page


@page_object
class ClashesPage:
    """The clashes, in order."""

    clashes: tuple[ClashLine, ...]
    """The clashes; empty if the debate names none."""
    leading: tuple[tuple[ClaimLine, ClaimLine], ...]
    """Of each, the foremost claim for and the foremost claim against, with their sources."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the list they are."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""


# How many clashes a page shows. Our choice.
_MOST = 40


def clashes_page(store: OpenStore, part: Paging = FIRST_PART) -> ClashesPage:
    """Return all clashes in order, with their claims.

    Raises NotFound for an unknown cursor.
    """
    every = clash_lines(store)
    here, shown = slice_of([one.id for one in every], [1] * len(every), part, _MOST)
    clashes = every[here]
    pairs = [clash.foremost for clash in clashes]
    claims = claim_lines(store, [claim.id for pair in pairs for claim in pair])
    leading = tuple((claims[pro.id], claims[contra.id]) for pro, contra in pairs)
    sources = {one.id for line in claims.values() for one in line.sources}
    references = printed_references(store, sources)
    return ClashesPage(clashes, leading, shown, references, shown.after)


page("/clashes", "clashes/page.html", ClashesPage, clashes_page, nav="Clashes")
