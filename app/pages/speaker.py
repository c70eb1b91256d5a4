"""The page of a speaker."""

import re
from typing import Annotated

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind
from app.queries.claims import ClaimLine, claim_lines
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import (
    SOURCE_COLUMNS,
    PrintedReferences,
    SourceName,
    printed_references,
    source_name,
)
from app.queries.speakers import SpeakerLine, speaker_lines
from app.store.connection import Store, placeholders
from app.web.paging import FIRST_PART, Cursor, Part, slice_of
from app.web.params import OpenStore, Paging, Slug
from app.web.routes import page


@page_object
class SpeakerPage:
    """A speaker with all of their quotes."""

    speaker: SpeakerLine
    """The speaker."""
    author_of: tuple[SourceName, ...]
    """The sources written in their voice."""
    quotes: tuple[ListedQuote, ...]
    """Their quotes, oldest source first, then in text order; of many, a part."""
    named_in: tuple[ClaimLine, ...]
    """If this is a person: the claims that name them, but for those that they support; of
    many, the first."""
    more_named: Annotated[int, Field(exclude=True)]
    """How many claims that name them follow those."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of their quotes these are."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""


# How many quotes, and claims that name a speaker, a page shows. Our choice: more than the
# first debate has.
_MOST = 60

# The claims whose words have a name, but for those that the speaker supports.
_NAMING = """
    SELECT id, text FROM claim
    WHERE ({names}) AND id NOT IN (
        SELECT claim FROM claim_quote JOIN quote ON quote.id = quote WHERE speaker = ?)
    ORDER BY position"""


def speaker_page(
    store: OpenStore, slug: Slug, part: Paging = FIRST_PART
) -> SpeakerPage:
    """Return one speaker with their quotes.

    Raises NotFound or Moved.
    """
    lines = speaker_lines(store, [slug])
    if not lines:
        raise slug_error(store, "speaker", slug)
    written = store.rows(
        f"SELECT {SOURCE_COLUMNS} FROM source WHERE speaker = ? ORDER BY position", slug
    )
    quotes = store.rows(
        "SELECT id FROM quote WHERE speaker = ? ORDER BY position", slug
    )
    ids = [row["id"] for row in quotes]
    here, shown = slice_of(ids, [1] * len(ids), part, _MOST)
    naming = _claims_naming(store, lines[0])
    where = f"WHERE quote.id IN ({placeholders(ids[here])})"
    quoted = tuple(listed_quotes(store, where, *ids[here]))
    return SpeakerPage(
        speaker=lines[0],
        author_of=tuple(map(source_name, written)),
        quotes=quoted,
        named_in=tuple(claim_lines(store, naming[:_MOST]).values()),
        more_named=len(naming[_MOST:]),
        part=shown,
        references=printed_references(store, {one.line.source.id for one in quoted}),
        cursor=shown.after,
    )


def _claims_naming(store: Store, speaker: SpeakerLine) -> list[str]:
    """Return the claims that name a person; others than people are named too often."""
    if speaker.kind is not SpeakerKind.PERSON:
        return []
    aliases = store.rows("SELECT name FROM alias WHERE speaker = ?", speaker.id)
    names = [speaker.name, *speaker.name.split()[-1:], *(it["name"] for it in aliases)]
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    having = " OR ".join(["instr(text, ?) > 0"] * len(names))
    rows = store.rows(_NAMING.format(names=having), *names, speaker.id)
    return [row["id"] for row in rows if named.search(row["text"])]


page(
    "/speakers/{slug}",
    "speaker/page.html",
    SpeakerPage,
    speaker_page,
    back_label="the speaker",
    back_anchor="q-{quote}",
)
