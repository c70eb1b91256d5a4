"""The sources of a page, with the words quoted from them: for the formats of references."""

from collections import defaultdict
from collections.abc import Iterable

from app.citations.reference import Cited, Words, said_by
from app.domain.vocabulary import Attitude
from app.queries.former_slugs import slug_error
from app.store.connection import Store, placeholders
from app.store.records import sources_of

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
    found = sources_of(store, [slug])
    if not found:
        raise slug_error(store, "source", slug)
    quoted = _words(store, "WHERE quote.source = ?", slug)
    return [Cited(source, tuple(quoted[source.id])) for source in found]


def claim_cited(store: Store, slug: str) -> list[Cited]:
    """Give the sources of one claim, oldest first, with its quotes from each.

    Raises NotFound or Moved.
    """
    quoted = _words(store, _UNDER, slug)
    if not quoted:
        raise slug_error(store, "claim", slug)
    return [
        Cited(source, tuple(quoted[source.id]))
        for source in sources_of(store, [*quoted])
    ]


def cited(store: Store, sources: Iterable[str], quotes: Iterable[str]) -> list[Cited]:
    """Return these sources, each with those of the quotes that stand in it."""
    ids = dict.fromkeys(quotes)
    quoted = _words(store, f"WHERE quote.id IN ({placeholders(ids)})", *ids)
    found = {source.id: source for source in sources_of(store, [*quoted])}
    return [Cited(found[source], tuple(quoted[source])) for source in sources]


def _words(store: Store, where: str, *values: str) -> dict[str, list[Words]]:
    quoted: dict[str, list[Words]] = defaultdict(list)
    for row in store.rows(_WORDS.format(where=where), *values):
        voice = "" if row["same"] else row["voice"]
        by = said_by(row["speaker"], Attitude(row["attitude"]), voice)
        address = f"{store.site}/quotes/{row['id']}"
        quoted[row["source"]].append(Words(row["exact"], by, row["passage"], address))
    return quoted
