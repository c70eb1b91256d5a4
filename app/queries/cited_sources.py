"""Sources with the words quoted from them, for the files of references."""

from collections import defaultdict
from collections.abc import Iterable

from app.citations.reference import QuoteNote, SourceReference, attribution
from app.domain.vocabulary import Attitude
from app.queries.former_slugs import slug_error
from app.store.bundle_reader import sources_of
from app.store.connection import Store, placeholders

_WORDS = """
    SELECT quote.source, quote.id, quote.shown, quote.passage, quote.attitude,
        quote.speaker = source.speaker AS same, speaker.name AS speaker,
        voice.name AS voice
    FROM quote JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    JOIN speaker AS voice ON voice.id = source.speaker
    {where} ORDER BY quote.start, quote."end" """
_UNDER_CLAIM = """
    JOIN claim_quote ON claim_quote.quote = quote.id WHERE claim_quote.claim = ?"""


def cited_for_source(store: Store, slug: str) -> list[SourceReference]:
    """Return one source with all of its quotes.

    Raises NotFound or Moved.
    """
    sources = sources_of(store, [slug])
    if not sources:
        raise slug_error(store, "source", slug)
    words = _words(store, "WHERE quote.source = ?", slug)
    return [SourceReference(source, tuple(words[source.id])) for source in sources]


def cited_for_claim(store: Store, slug: str) -> list[SourceReference]:
    """Return the sources of one claim, oldest first, with its quotes from each.

    Raises NotFound or Moved.
    """
    words = _words(store, _UNDER_CLAIM, slug)
    if not words:
        raise slug_error(store, "claim", slug)
    sources = sources_of(store, [*words])
    return [SourceReference(source, tuple(words[source.id])) for source in sources]


def cited_for_list(
    store: Store, sources: Iterable[str], quotes: Iterable[str]
) -> list[SourceReference]:
    """Return these sources in their order, each with its own of the *quotes*."""
    ids = dict.fromkeys(quotes)
    words = _words(store, f"WHERE quote.id IN ({placeholders(ids)})", *ids)
    by_id = {source.id: source for source in sources_of(store, [*words])}
    return [SourceReference(by_id[source], tuple(words[source])) for source in sources]


def _words(store: Store, where: str, *values: str) -> dict[str, list[QuoteNote]]:
    """Return the quoted words by source."""
    words: dict[str, list[QuoteNote]] = defaultdict(list)
    for row in store.rows(_WORDS.format(where=where), *values):
        voice = "" if row["same"] else row["voice"]
        by = attribution(row["speaker"], Attitude(row["attitude"]), voice)
        address = f"{store.address}/quotes/{row['id']}"
        words[row["source"]].append(
            QuoteNote(row["shown"], by, row["passage"], address)
        )
    return words
