"""The page of a speaker."""

import re

from app.domain.page_object import page_object
from app.domain.vocabulary import SpeakerKind
from app.queries.claims import ClaimLine, claim_lines
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SOURCE_COLUMNS, SourceName, source_name
from app.queries.speakers import SpeakerLine, speaker_lines
from app.store.connection import Store
from app.web.params import OpenStore, Slug
from app.web.routes import page


@page_object
class SpeakerPage:
    """A speaker with all of their quotes."""

    speaker: SpeakerLine
    """The speaker."""
    author_of: tuple[SourceName, ...]
    """The sources written in their voice."""
    quotes: tuple[ListedQuote, ...]
    """Their quotes, oldest source first, then in text order."""
    named_in: tuple[ClaimLine, ...]
    """If this is a person: the claims that name them, but for those that they support."""


def speaker_page(store: OpenStore, slug: Slug) -> SpeakerPage:
    """Return one speaker with all of their quotes.

    Raises NotFound or Moved.
    """
    lines = speaker_lines(store, [slug])
    if not lines:
        raise slug_error(store, "speaker", slug)
    written = store.rows(
        f"SELECT {SOURCE_COLUMNS} FROM source WHERE speaker = ? ORDER BY position", slug
    )
    quotes = tuple(listed_quotes(store, "WHERE quote.speaker = ?", slug))
    supported = {claim.id for quote in quotes for claim in quote.claims}
    named = _claims_naming(store, lines[0])
    return SpeakerPage(
        speaker=lines[0],
        author_of=tuple(map(source_name, written)),
        quotes=quotes,
        named_in=tuple(claim for claim in named if claim.id not in supported),
    )


def _claims_naming(store: Store, speaker: SpeakerLine) -> list[ClaimLine]:
    """Return the claims that name a person; others than people are named too often."""
    if speaker.kind is not SpeakerKind.PERSON:
        return []
    aliases = store.rows("SELECT name FROM alias WHERE speaker = ?", speaker.id)
    names = [speaker.name, *speaker.name.split()[-1:], *(it["name"] for it in aliases)]
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    rows = store.rows(
        f"SELECT id, text FROM claim WHERE {' OR '.join(['instr(text, ?)'] * len(names))}",
        *names,
    )
    claims = [row["id"] for row in rows if named.search(row["text"])]
    return [*claim_lines(store, claims).values()]


page(
    "/speakers/{slug}",
    "speaker/page.html",
    SpeakerPage,
    speaker_page,
    back_label="the speaker",
    back_anchor="q-{quote}",
)
