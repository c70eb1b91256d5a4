"""What each page shows, whole: one frozen dataclass a page."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from sqlite3 import Row

from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude, Caution, Match, PassageKind, SpeakerKind
from app.queries.claims import ClaimName, claim_name
from app.queries.sources import (
    AUTHOR_NAMES,
    AUTHORS,
    Citation,
    CitedSource,
    SourceName,
    authors,
    citations,
    cited_source,
    date_facts,
    source_name,
)
from app.queries.speakers import SpeakerName, speaker_name
from app.store.connection import Store, placeholders
from app.text.highlighting import Piece, Span, pieces
from app.text.passages import plain, runs


@page_object
class OriginName:
    """A report, interview or article whose view a source relays."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    by: str
    """Whose it is."""


@page_object
class QuoteLine:
    """A quote with its sentence, who says it and where it stands."""

    id: str
    """First 12 hexadecimal digits of SHA-256 of "<source sha256>:<start>:<end>"."""
    source: SourceName
    """The source in which it stands."""
    passage: int
    """The number of the passage in which it stands."""
    before: str
    """What stands before it in its first sentence; empty where it begins one."""
    exact: str
    """Its words, exactly as they stand in the source."""
    after: str
    """What stands after it in its last sentence; empty where it ends one."""
    speaker: SpeakerName
    """Who says it."""
    attitude: Attitude
    """What the author of the source does with it."""
    own: bool
    """Whether the author says it in his or her own voice."""
    origin: OriginName | None
    """Where the source relays it from, if it does."""
    note: str | None
    """A remark of the curators: what the cut leaves out, a [sic], …"""
    place: int = 0
    """Its number among the quotes of the claim that it stands under, as the curators have
    them, from 1; 0 where it stands by itself."""


@page_object
class PassageText:
    """A passage, its quotes marked."""

    number: int | None
    """Counted from 1; null for what is not a paragraph."""
    kind: PassageKind
    """What it is."""
    start: int
    """Where it begins in the file, in code points."""
    end: int
    """Where it ends, exclusive."""
    pieces: tuple[Piece, ...]
    """Its text with marks opening and closing, in order."""


@page_object
class Proof:
    """How it is known that the words stand there."""

    match: Match
    """How they were found."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive."""
    sha256: str
    """Of the file as received."""


QUOTE_COLUMNS = """
    quote.id AS id, quote.source AS source_id, source.short AS source_short,
    source.title AS source_title, quote.passage, quote.before, quote.exact, quote.after,
    quote.start, quote."end", quote."match", quote.speaker AS speaker_id,
    speaker.name AS speaker_name, quote.attitude, quote.own, quote.note AS quote_note,
    quote.origin AS origin_id, origin.title AS origin_title, origin."by" AS origin_by"""

QUOTE_TABLES = """
    quote
    JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    LEFT JOIN origin ON origin.id = quote.origin"""

# In what order quotes stand under a claim: oldest source first, then as in its text.
QUOTE_ORDER = 'source.position, quote.start, quote."end"'


def quote_line(row: Row, place: int = 0) -> QuoteLine:
    """Make the quote in *row*, which has the QUOTE_COLUMNS; *place* as in QuoteLine."""
    origin = None
    if row["origin_id"] is not None:
        origin = OriginName(row["origin_id"], row["origin_title"], row["origin_by"])
    return QuoteLine(
        id=row["id"],
        source=source_name(row),
        passage=row["passage"],
        before=row["before"],
        exact=row["exact"],
        after=row["after"],
        speaker=speaker_name(row),
        attitude=Attitude(row["attitude"]),
        own=bool(row["own"]),
        origin=origin,
        note=row["quote_note"],
        place=place,
    )


@page_object
class CutOff:
    """Words of a sentence that a quote leaves out and another quote uses."""

    quote: str
    """The id of the other quote."""
    claim: ClaimName
    """A claim that the other quote supports."""


@page_object
class FullQuote:
    """A quote with all that a reader may ask of it."""

    line: QuoteLine
    """The quote itself."""
    speaker_kind: SpeakerKind
    """Whether a person says it, an institution or a group."""
    author: SpeakerName
    """In whose voice the source is written."""
    signed: bool
    """Whether the source names its authors."""
    container: str | None
    """The journal, site or series of the source."""
    published: str
    """The date of the source in words, in brackets where inferred."""
    previous_sentence: str
    """The sentence before it in its passage; empty at the beginning of one."""
    next_sentence: str
    """The sentence after it in its passage; empty at the end of one."""
    proof: Proof
    """How it is known that the words stand there."""
    cut_off: tuple[CutOff, ...]
    """Where the rest of the sentence speaks for the other side."""
    citations: tuple[Citation, ...]
    """Quote, speaker, passage, source and address, in every style."""


@page_object
class ListedQuote:
    """A quote with the claims that it supports."""

    line: QuoteLine
    """The quote."""
    claims: tuple[ClaimName, ...]
    """The claims, in the order of reading."""


@page_object
class QuotedClaim:
    """One end of a pair: a claim, and what a source says for it."""

    claim: ClaimName
    """The claim."""
    quote: QuoteLine
    """The strongest of its quotes in the source."""
    quotes: int
    """How many quotes it has in the source."""


_FULL = f"""{QUOTE_COLUMNS},
    source.container, source.sha256, source.earliest, source.latest, source.precision,
    source.basis, source.evidence, source.reasoning, {AUTHORS} AS authors, source.cited,
    source.subtitle, source.publisher, source.url, source.language,
    {AUTHOR_NAMES} AS author_names, speaker.kind AS speaker_kind,
    voice.id AS voice_id, voice.name AS voice_name,
    (SELECT substr(source.text, sentence.start + 1, sentence."end" - sentence.start)
        FROM sentence
        WHERE sentence.source = quote.source AND sentence.passage = quote.passage
            AND sentence."end" <= quote.opens
        ORDER BY sentence.start DESC LIMIT 1) AS previous_sentence,
    (SELECT substr(source.text, sentence.start + 1, sentence."end" - sentence.start)
        FROM sentence
        WHERE sentence.source = quote.source AND sentence.passage = quote.passage
            AND sentence.start >= quote.closes
        ORDER BY sentence.start LIMIT 1) AS next_sentence"""

_FULL_TABLES = f"{QUOTE_TABLES} JOIN speaker AS voice ON voice.id = source.speaker"

# What the sentence of a quote says outside it, where another quote has that for the
# other side.
_CUT_OFF = """
    SELECT DISTINCT quote.id AS of, other.id AS quote, claim.id AS claim_id,
        claim.text AS claim_text, claim.stance AS claim_stance
    FROM quote
    JOIN quote AS other ON other.source = quote.source
        AND other.passage = quote.passage
        AND other.start < quote.closes AND other."end" > quote.opens
        AND (other.start < quote.start OR other."end" > quote."end")
    JOIN claim_quote ON claim_quote.quote = other.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.id IN ({ids}) AND claim.stance NOT IN (
        SELECT own.stance FROM claim_quote
        JOIN claim AS own ON own.id = claim_quote.claim
        WHERE claim_quote.quote = quote.id)
    ORDER BY other.start, claim.position"""


def full_quotes(
    store: Store, where: str, *values: str
) -> tuple[tuple[FullQuote, ...], tuple[CitedSource, ...]]:
    """Give the quotes that satisfy *where*, which ends with their order; their sources."""
    rows = store.rows(f"SELECT {_FULL} FROM {_FULL_TABLES} {where}", *values)
    cut = _cut_off(store, [row["id"] for row in rows])
    quotes = tuple(_full_quote(row, cut[row["id"]], store.site) for row in rows)
    return quotes, tuple(dict.fromkeys(map(cited_source, rows)))


def _cut_off(store: Store, ids: Sequence[str]) -> dict[str, list[CutOff]]:
    found: dict[str, list[CutOff]] = defaultdict(list)
    for row in store.rows(_CUT_OFF.format(ids=placeholders(ids)), *ids):
        found[row["of"]].append(CutOff(row["quote"], claim_name(row)))
    return found


def _full_quote(row: Row, cut: Sequence[CutOff], site: str) -> FullQuote:
    line = quote_line(row)
    published = date_facts(row).words
    return FullQuote(
        line=line,
        speaker_kind=SpeakerKind(row["speaker_kind"]),
        author=SpeakerName(row["voice_id"], row["voice_name"]),
        signed=bool(row["authors"]),
        container=row["container"],
        published=published,
        previous_sentence=_seen(row["previous_sentence"]),
        next_sentence=_seen(row["next_sentence"]),
        proof=Proof(Match(row["match"]), row["start"], row["end"], row["sha256"]),
        cut_off=tuple(cut),
        citations=_citations(row, line, site),
    )


def _seen(sentence: str | None) -> str:
    return plain(sentence, 0, len(sentence)) if sentence else ""


def _citations(row: Row, line: QuoteLine, site: str) -> tuple[Citation, ...]:
    """Say speaker, quote, passage, source and address, in every style."""
    words = " ".join(line.exact.split())
    who = line.speaker.name
    if not line.own:
        who += f", {line.attitude.by} {authors(row) or row['voice_name']}"
    return citations(
        row["cited"],
        before=f"{who}: “{words}” (passage {line.passage}). ",
        after=f" Counterpoint, {site}/quotes/{line.id}",
    )


def accepted_cautions(lines: str | None) -> tuple[tuple[Caution, str], ...]:
    """Read the accepted cautions from one column: a tab between name and reason."""
    pairs = [line.partition("\t") for line in (lines or "").split("\n") if line]
    return tuple((Caution(name), reason) for name, _, reason in pairs)


def passage_text(
    text: str,
    offset: int,
    row: Row,
    spans: Sequence[Span],
    found: Sequence[tuple[int, int]] = (),
) -> PassageText:
    """Mark *spans*, and what was *found*, in the passage in *row*.

    *text* is the source, or a part of it that begins at character *offset*.
    """
    start, end = row["start"], row["end"]
    here = [Span(s.quote, s.start - offset, s.end - offset) for s in spans]
    words = [(low - offset, high - offset) for low, high in found]
    shown = runs(text, start - offset, end - offset)
    return PassageText(
        number=row["number"],
        kind=PassageKind(row["kind"]),
        start=start,
        end=end,
        pieces=tuple(pieces(text, shown, here, words)),
    )


def listed_quotes(store: Store, where: str, *values: str) -> list[ListedQuote]:
    """Give quotes with their claims, oldest source first, in the order of the text."""
    rows = store.rows(
        f"""SELECT claim.id AS claim_id, claim.text AS claim_text,
            claim.stance AS claim_stance, {QUOTE_COLUMNS}
        FROM {QUOTE_TABLES}
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        {where}
        ORDER BY source.position, quote.start, quote."end", claim.position""",
        *values,
    )
    listed = []
    for _, group in groupby(rows, key=lambda row: row["id"]):
        found = list(group)
        claims: dict[str, ClaimName] = {r["claim_id"]: claim_name(r) for r in found}
        listed.append(ListedQuote(quote_line(found[0]), tuple(claims.values())))
    return listed
