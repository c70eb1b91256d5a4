"""Quotes and passages, as pages show them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from app.citations.citation import Citation, QuotedWords, quote_citations
from app.citations.in_text import quoted
from app.domain.page_object import page_object
from app.domain.vocabulary import (
    Attitude,
    Caution,
    Match,
    Modality,
    PassageKind,
    SpeakerKind,
    Stance,
    Style,
)
from app.queries.claims import (
    CLAIM_COLUMNS,
    PARENT_COLUMNS,
    ClaimName,
    broader_claim,
    claim_name,
)
from app.queries.former_slugs import former_ids
from app.queries.sources import (
    AUTHORS,
    INFERRED,
    SOURCE_COLUMNS,
    CitedSource,
    SourceName,
    author_names,
    cited_source,
    date_facts,
    inferred_names,
    source_name,
)
from app.queries.speakers import SPEAKER_COLUMNS, SpeakerName, speaker_name
from app.store.connection import Store, placeholders
from app.text.nested_marks import Piece, QuoteSpan, pieces
from app.text.visible_text import visible_runs, whole_quotable_text


@page_object
class OriginName:
    """A report, interview or article whose view a source relays."""

    id: str
    """Its slug."""
    title: str
    """Its title."""
    by: str
    """Its author or publisher."""


@page_object
class QuoteLine:
    """A quote with its sentence, its speaker and its place."""

    id: str
    """First 12 hexadecimal digits of SHA-256 of its source and its words."""
    source: SourceName
    """Its source."""
    passage: int
    """The number of its passage."""
    before: str
    """The beginning of its first sentence, before it; empty if it begins the sentence."""
    exact: str
    """Its words, exactly as the source has them."""
    shown: str
    """Its words as readers see them, without signs of markup and the numbers of notes."""
    after: str
    """The rest of its last sentence, after it; empty if it ends the sentence."""
    speaker: SpeakerName
    """Who says it."""
    attitude: Attitude
    """What the author of the source does with it."""
    own: bool
    """Whether the author says it in his or her own voice."""
    origin: OriginName | None
    """Where the source has it from; null if it is its own."""
    note: str | None
    """A remark of the editors: what the cut leaves out, a [sic], …"""
    place: int = 0
    """Its number among the quotes of its claim, in the order of the editors, from 1; 0
    if it is not listed under a claim."""
    modality: Modality | None = None
    """How firmly it puts its claim; null if it is not listed under a claim."""

    @property
    def citing(self) -> str:
        """Whom the author cites for it: ", citing the Harbour Institute (HI)".

        Empty if the author cites nobody, or nobody but the speaker.
        """
        if self.origin is None:
            return ""
        name, _, short = self.origin.by.rstrip(")").partition(" (")
        if name in self.speaker.name or (short and short in self.speaker.name):
            return ""
        takes_article = short or name.split()[-1].islower()
        return f", citing {'the ' if takes_article else ''}{self.origin.by}"


@page_object
class PassageText:
    """A passage, its quotes marked."""

    number: int | None
    """Its number, from 1; null if it is not a paragraph."""
    kind: PassageKind
    """What it is."""
    start: int
    """Where it begins in the file, in code points."""
    end: int
    """Where it ends, exclusive, in code points."""
    pieces: tuple[Piece, ...]
    """Its text with marks opening and closing, in order."""


@page_object
class Proof:
    """How the words of a quote were found in its source."""

    match: Match
    """How exactly they match."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive, in code points."""
    sha256: str
    """SHA-256 of the file as received."""


@page_object
class CutOff:
    """Words of a sentence that a quote leaves out and another quote uses."""

    quote: str
    """The id of the other quote."""
    claim: ClaimName
    """A claim that the other quote supports."""


@page_object
class FullQuote:
    """A quote with everything known about it."""

    line: QuoteLine
    """The quote itself."""
    former: tuple[str, ...]
    """Its former ids, which links of old may name."""
    speaker_kind: SpeakerKind
    """Whether the speaker is a person, an institution or a group."""
    author: SpeakerName
    """In whose voice the source is written."""
    signed: bool
    """Whether the source names its authors."""
    authors: int
    """How many it names."""
    container: str | None
    """The journal, site or series of the source; null if the text does not state it."""
    publisher: str | None
    """The publisher of the source; null if the text does not state it."""
    url: str | None
    """The address of the article itself; null if the text does not state it."""
    published: str
    """The date of the source in words, in brackets if inferred."""
    inferred_names: bool
    """Whether its publisher, or where it appeared, is inferred."""
    previous_sentence: str
    """The sentence before it in its passage; empty if there is none."""
    next_sentence: str
    """The sentence after it in its passage; empty if there is none."""
    proof: Proof
    """How the words were found in the source."""
    cut_off: tuple[CutOff, ...]
    """Where the rest of the sentence speaks for the other side."""
    citations: tuple[Citation, ...]
    """Quote, speaker, caution, passage, source and URL, in every style."""

    @property
    def inferred(self) -> bool:
        """Whether the date of its source, or a part of it, is inferred."""
        return self.published.startswith("[")


@page_object
class QuotedFor:
    """A claim that a quote supports, and how firmly."""

    id: str
    """The slug of the claim."""
    text: str
    """Its one sentence."""
    stance: Stance
    """The side that it speaks for."""
    modality: Modality
    """How firmly the quote puts it."""
    parent: ClaimName | None
    """The broader claim that it supports; null for a main claim."""


@page_object
class ListedQuote:
    """A quote with the claims that it supports."""

    line: QuoteLine
    """The quote."""
    claims: tuple[QuotedFor, ...]
    """The claims, in the order of reading."""


@page_object
class QuotedClaim:
    """A claim with what one source says for it."""

    claim: ClaimName
    """The claim."""
    quote: QuoteLine
    """The strongest of its quotes in the source."""
    quotes: int
    """Number of its quotes in the source."""


# The columns that quote_line() reads, and the tables that have them.
QUOTE_COLUMNS = f"""
    quote.id AS id, {SOURCE_COLUMNS}, quote.passage, quote.before, quote.exact, quote.shown,
    quote.after, quote.start, quote."end", quote."match", {SPEAKER_COLUMNS},
    quote.attitude, quote.own, quote.note AS quote_note,
    quote.origin AS origin_id, origin.title AS origin_title, origin."by" AS origin_by"""
QUOTE_TABLES = """
    quote
    JOIN source ON source.id = quote.source
    JOIN speaker ON speaker.id = quote.speaker
    LEFT JOIN origin ON origin.id = quote.origin"""
# The columns that claim_quote_line() reads, too, from the table claim_quote.
CLAIM_QUOTE_COLUMNS = f"""
    claim_quote.position AS place, claim_quote.modality, {QUOTE_COLUMNS}"""
# The order of quotes under a claim: oldest source first, then the order of its text.
QUOTE_ORDER = "quote.position"

_SENTENCE = """
    (SELECT substr(source.text, sentence.start + 1, sentence."end" - sentence.start)
        FROM sentence
        WHERE sentence.source = quote.source AND sentence.passage = quote.passage
            AND {beside} LIMIT 1)"""
_PREVIOUS = 'sentence."end" <= quote.opens ORDER BY sentence.start DESC'
_NEXT = "sentence.start >= quote.closes ORDER BY sentence.start"

_FULL_QUOTES = f"""
    SELECT {QUOTE_COLUMNS}, {{under}},
        source.container, source.sha256, source.earliest, source.latest,
        source.precision, source.basis, source.evidence, source.reasoning,
        {AUTHORS} AS authors, {INFERRED} AS inferred, source.cited, source.cited_in_text,
        source.subtitle, source.publisher, source.url, source.language,
        source.kind AS source_kind, speaker.kind AS speaker_kind,
        voice.id AS voice_id, voice.name AS voice_name,
        {_SENTENCE.format(beside=_PREVIOUS)} AS previous_sentence,
        {_SENTENCE.format(beside=_NEXT)} AS next_sentence
    FROM {QUOTE_TABLES} JOIN speaker AS voice ON voice.id = source.speaker"""
_QUOTE_ALONE = _FULL_QUOTES.format(under="NULL AS modality") + " WHERE quote.id = ?"
_QUOTES_OF_CLAIM = f"""
    {_FULL_QUOTES.format(under="claim_quote.position AS place, claim_quote.modality")}
    JOIN claim_quote ON claim_quote.quote = quote.id
    WHERE claim_quote.claim = ? ORDER BY {QUOTE_ORDER}"""

# Other quotes from the rest of a quote's sentences, with their claims of the other side.
_RESTS = """quote AS other
    JOIN claim_quote ON claim_quote.quote = other.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE other.source = quote.source AND other.passage = quote.passage
        AND other.start < quote.closes AND other."end" > quote.opens
        AND (other.start < quote.start OR other."end" > quote."end")
        AND claim.stance NOT IN (
            SELECT own.stance FROM claim_quote
            JOIN claim AS own ON own.id = claim_quote.claim
            WHERE claim_quote.quote = quote.id)"""
_CUT_OFF = f"""
    SELECT DISTINCT quote.id AS of, other.id AS quote, {CLAIM_COLUMNS},
        other.start, claim.position
    FROM quote CROSS JOIN {_RESTS} AND quote.id IN ({{ids}})
    ORDER BY other.start, claim.position"""
# Whether a quote has any, as a column.
IS_CUT_OFF = f"EXISTS (SELECT 1 FROM {_RESTS}) AS is_cut_off"

_LISTED_QUOTES = f"""
    SELECT {CLAIM_COLUMNS}, {PARENT_COLUMNS}, {CLAIM_QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    {{where}}
    ORDER BY {QUOTE_ORDER}, claim.position"""

_CUT_OFF_TOLD = "the rest of the sentence speaks for the other side"

# The accepted cautions of a claim or quote, for accepted_cautions().
ACCEPTED = """(SELECT json_group_object(caution, reason)
    FROM accepted WHERE subject = {id})"""


def quote_line(row: Row, place: int = 0, modality: Modality | None = None) -> QuoteLine:
    """Return the quote in *row*, which has the QUOTE_COLUMNS."""
    origin = None
    if row["origin_id"] is not None:
        origin = OriginName(row["origin_id"], row["origin_title"], row["origin_by"])
    return QuoteLine(
        id=row["id"],
        source=source_name(row),
        passage=row["passage"],
        before=row["before"],
        exact=row["exact"],
        shown=row["shown"],
        after=row["after"],
        speaker=speaker_name(row),
        attitude=Attitude(row["attitude"]),
        own=bool(row["own"]),
        origin=origin,
        note=row["quote_note"],
        place=place,
        modality=modality,
    )


def claim_quote_line(row: Row) -> QuoteLine:
    """Return a quote under a claim; its *row* has the CLAIM_QUOTE_COLUMNS."""
    return quote_line(row, row["place"], Modality(row["modality"]))


def listed_quotes(
    store: Store, where: str = "", *values: str | int
) -> list[ListedQuote]:
    """Return quotes with their claims, oldest source first, in the order of the text.

    *where* is an SQL clause that limits the quotes; it must not limit their claims.
    """
    listed = []
    for _, group in groupby(
        store.rows(_LISTED_QUOTES.format(where=where), *values), itemgetter("id")
    ):
        rows = list(group)
        listed.append(ListedQuote(quote_line(rows[0]), tuple(map(quoted_for, rows))))
    return listed


def quoted_for(row: Row) -> QuotedFor:
    """Return the claim in *row*, of CLAIM, PARENT and CLAIM_QUOTE_COLUMNS."""
    return QuotedFor(
        id=row["claim_id"],
        text=row["claim_text"],
        stance=Stance(row["claim_stance"]),
        modality=Modality(row["modality"]),
        parent=broader_claim(row),
    )


QuotesAndSources = tuple[tuple[FullQuote, ...], tuple[CitedSource, ...]]


def full_quote(store: Store, quote: str) -> QuotesAndSources:
    """Return one quote by itself, and its source; nothing if there is none."""
    return _quotes_and_sources(store, store.rows(_QUOTE_ALONE, quote))


def full_quotes_of_claim(store: Store, claim: str) -> QuotesAndSources:
    """Return the quotes of a *claim*, oldest source first, and their sources."""
    return _quotes_and_sources(store, store.rows(_QUOTES_OF_CLAIM, claim))


def _quotes_and_sources(store: Store, rows: Sequence[Row]) -> QuotesAndSources:
    ids = [row["id"] for row in rows]
    cut_off: dict[str, list[CutOff]] = defaultdict(list)
    for row in store.rows(_CUT_OFF.format(ids=placeholders(ids)), *ids):
        cut_off[row["of"]].append(CutOff(row["quote"], claim_name(row)))
    former = former_ids(store, ids)
    quotes = (
        _full_quote(row, former[row["id"]], cut_off[row["id"]], store.address)
        for row in rows
    )
    return tuple(quotes), tuple(dict.fromkeys(map(cited_source, rows)))


def caution(
    speaker: str, attitude: Attitude, *, own: bool, authors: int, cut_off: bool
) -> str:
    """Return what the words of a quote alone do not tell, as a sentence.

    That is whose point they make, if not plainly that of the *authors*, of whom there are
    so many, and whether the rest of the sentence speaks for the other side.
    """
    if own:
        author = f"author{'s' if authors > 1 else ''}" if authors else "article"
        by = f"{attitude.by} the {author}"
        whose = "" if attitude is Attitude.ASSERTS else by
    else:
        whose = f"{speaker}{attitude.relayed} the article" if speaker else ""
    told = "; ".join(filter(None, (whose, _CUT_OFF_TOLD if cut_off else "")))
    return told and f"{told[0].upper()}{told[1:]}."


def _full_quote(
    row: Row, former: tuple[str, ...], cut_off: Sequence[CutOff], site: str
) -> FullQuote:
    line = claim_quote_line(row) if row["modality"] else quote_line(row)
    authors = author_names(row)
    # The brackets of a citation name whose very words they are.
    named = _is_named(line) and line.attitude is Attitude.REPORTS
    told = caution(
        "" if named else line.speaker.name,
        line.attitude,
        own=line.own,
        authors=len(authors),
        cut_off=bool(cut_off),
    )
    return FullQuote(
        line=line,
        former=former,
        speaker_kind=SpeakerKind(row["speaker_kind"]),
        author=SpeakerName(row["voice_id"], row["voice_name"]),
        signed=bool(authors),
        authors=len(authors),
        container=row["container"],
        publisher=row["publisher"],
        url=row["url"],
        published=date_facts(row).words,
        inferred_names=bool(inferred_names(row)),
        previous_sentence=_sentence(row["previous_sentence"]),
        next_sentence=_sentence(row["next_sentence"]),
        proof=Proof(Match(row["match"]), row["start"], row["end"], row["sha256"]),
        cut_off=tuple(cut_off),
        citations=_citations(row, line, told, site),
    )


def _sentence(text: str | None) -> str:
    return whole_quotable_text(text) if text else ""


def _in_marks(line: QuoteLine) -> bool:
    """Whether a quote stands in quotation marks; else its author put it into these words."""
    first = {line.before[-1:], line.shown[0]}
    last = {line.shown[-1], line.after.lstrip(",.")[:1]}
    return bool(first & {*'“"‘'} and last & {*'”"’'})  # noqa: RUF001 - quotation marks


def _is_named(line: QuoteLine) -> bool:
    """Whether a citation names the speaker: these are somebody's very words, not the author's."""
    return not line.own and _in_marks(line)


def _citations(row: Row, line: QuoteLine, told: str, site: str) -> tuple[Citation, ...]:
    """Return the quote as it is cited, in every style, with the caution that it is *told*."""
    words = QuotedWords(" ".join(line.shown.split()), _goes_on(line), told)
    places = cited_in_text(row, line).values()
    address = f"{site}/quotes/{line.id}"
    return quote_citations(row["cited"], places, words, address)


def _goes_on(line: QuoteLine) -> bool:
    """Whether the words of a quote read as a sentence, and their sentence goes on."""
    begins = line.shown.lstrip("“‘\"'")[:1].isupper()  # noqa: RUF001 - quotation marks
    return begins and any(map(str.isalnum, line.after)) and not _in_marks(line)


def cited_in_text(row: Row, line: QuoteLine) -> dict[Style, str]:
    """Return what follows a quote in a text in brackets, or the note on it, as HTML.

    *row* has the column ``cited_in_text`` of its source.
    """
    speaker = line.speaker.name if _is_named(line) else ""
    return {
        style: quoted(place, line.passage, style, speaker)
        for style, place in zip(Style, row["cited_in_text"].split("\n"), strict=True)
    }


def noted_again(row: Row, line: QuoteLine) -> str:
    """Return the short note on a quote of a source that was noted before, as HTML.

    *row* has the column ``noted_again`` of its source.
    """
    speaker = line.speaker.name if _is_named(line) else ""
    return quoted(row["noted_again"], line.passage, Style.CHICAGO_NOTES, speaker)


def accepted_cautions(column: str | None) -> tuple[tuple[Caution, str], ...]:
    """Return the accepted cautions with the reasons, from a column ACCEPTED."""
    reasons = sorted(json.loads(column or "{}").items())
    return tuple((Caution(name), reason) for name, reason in reasons)


def passage_text(  # noqa: PLR0913 - each is marked in its own way
    text: str,
    offset: int,
    row: Row,
    spans: Sequence[QuoteSpan],
    *,
    places: Sequence[tuple[int, int]] = (),
    linked: tuple[int, int] = (0, 0),
) -> PassageText:
    """Return the passage in *row* with quotes, searched and linked words marked.

    *spans* are those of its quotes, *places* those of the searched words. *text* is the
    source, or a part of it that begins at character *offset*.
    """
    start, end = row["start"], row["end"]
    here = [QuoteSpan(s.quote, s.start - offset, s.end - offset) for s in spans]
    words = [(low - offset, high - offset) for low, high in places]
    shown = visible_runs(text, start - offset, end - offset)
    return PassageText(
        number=row["number"],
        kind=PassageKind(row["kind"]),
        start=start,
        end=end,
        pieces=tuple(
            pieces(text, shown, here, words, (linked[0] - offset, linked[1] - offset))
        ),
    )
