"""The sources of a page, with the words quoted from them: for the formats of references."""

from collections import defaultdict

from app.db import Store, marks_for
from app.formats.arguments_json import sources
from app.formats.references import Cited, Words, said_by
from app.queries.former import look_up
from app.queries.kept import ReadingListPage
from app.vocabulary import Attitude

_WORDS = """
    SELECT quote.source, quote.id, quote.exact, quote.passage, quote.attitude,
        quote.speaker = source.speaker AS same, speaker.name AS speaker,
        voice.name AS voice
    FROM quote JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    JOIN speaker AS voice ON voice.id = source.speaker
    {where} ORDER BY quote.start, quote."end" """
_UNDER = """
    JOIN claim_quote ON claim_quote.quote = quote.id WHERE claim_quote.claim = ?"""


def source_cited(store: Store, slug: str) -> list[Cited]:
    """Give one source with all of its quotes.

    Raises NotFound or Moved.
    """
    found = sources(store, [slug])
    if not found:
        raise look_up(store, "source", slug)
    quoted = _words(store, "WHERE quote.source = ?", slug)
    return [Cited(source, tuple(quoted[source.id])) for source in found]


def claim_cited(store: Store, slug: str) -> list[Cited]:
    """Give the sources of one claim, oldest first, with its quotes from each.

    Raises NotFound or Moved.
    """
    quoted = _words(store, _UNDER, slug)
    if not quoted:
        raise look_up(store, "claim", slug)
    return [
        Cited(source, tuple(quoted[source.id])) for source in sources(store, [*quoted])
    ]


def list_cited(store: Store, page: ReadingListPage) -> list[Cited]:
    """Give the sources of a reading list, as it numbers them, with its quotes."""
    ids = dict.fromkeys(quote.line.id for item in page.items for quote in item.quotes)
    quoted = _words(store, f"WHERE quote.id IN ({marks_for(ids)})", *ids)
    found = {source.id: source for source in sources(store, [*quoted])}
    return [
        Cited(found[one.source.id], tuple(quoted[one.source.id]))
        for one in page.references
    ]


def _words(store: Store, where: str, *values: str) -> dict[str, list[Words]]:
    quoted: dict[str, list[Words]] = defaultdict(list)
    for row in store.rows(_WORDS.format(where=where), *values):
        voice = "" if row["same"] else row["voice"]
        by = said_by(row["speaker"], Attitude(row["attitude"]), voice)
        address = f"{store.site}/quotes/{row['id']}"
        quoted[row["source"]].append(Words(row["exact"], by, row["passage"], address))
    return quoted
