"""The page of a speaker."""

from app.domain.page_object import page_object
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SOURCE_COLUMNS, SourceName, source_name
from app.queries.speakers import SpeakerLine, speaker_lines
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


def speaker_page(store: OpenStore, slug: Slug) -> SpeakerPage:
    """Return one speaker with all of their quotes.

    Raises NotFound or Moved.
    """
    lines = speaker_lines(store, slug)
    if not lines:
        raise slug_error(store, "speaker", slug)
    written = store.rows(
        f"SELECT {SOURCE_COLUMNS} FROM source WHERE speaker = ? ORDER BY position", slug
    )
    return SpeakerPage(
        speaker=lines[0],
        author_of=tuple(map(source_name, written)),
        quotes=tuple(listed_quotes(store, "WHERE quote.speaker = ?", slug)),
    )


page(
    "/speakers/{slug}",
    "speaker/page.html",
    SpeakerPage,
    speaker_page,
    back_label="the speaker",
    back_anchor="q-{quote}",
)
