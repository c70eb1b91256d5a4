"""What each page shows, whole: one frozen dataclass a page."""

from app.domain.page_object import page_object
from app.queries.former_slugs import slug_error
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import SourceName
from app.queries.speakers import SpeakerLine, speaker_lines
from app.web.params import OpenStore, Slug
from app.web.routes import page


@page_object
class SpeakerPage:
    """A speaker, and every quote that is theirs."""

    speaker: SpeakerLine
    """The speaker."""
    author_of: tuple[SourceName, ...]
    """The sources written in their voice."""
    quotes: tuple[ListedQuote, ...]
    """Their quotes, oldest source first, in the order in which they stand in it."""


def speaker_page(store: OpenStore, slug: Slug) -> SpeakerPage:
    """Return one speaker with every quote of theirs.

    Raises NotFound or Moved.
    """
    lines = speaker_lines(store, slug)
    if not lines:
        raise slug_error(store, "speaker", slug)
    written = store.rows(
        "SELECT id, short, title FROM source WHERE speaker = ? ORDER BY position", slug
    )
    return SpeakerPage(
        speaker=lines[0],
        author_of=tuple(SourceName(w["id"], w["short"], w["title"]) for w in written),
        quotes=tuple(listed_quotes(store, "WHERE quote.speaker = ?", slug)),
    )


page(
    "/speakers/{slug}",
    "pages/speaker.html",
    SpeakerPage,
    speaker_page,
    back_label="the speaker",
    back_anchor="q-{quote}",
)
