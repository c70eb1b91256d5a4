"""A quote with all that a reader may ask of it; its page; and all quotes."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from sqlite3 import Row
from textwrap import shorten

from app.db import Store, marks_for
from app.errors import NotFound
from app.marks import Span, pieces
from app.passages import plain, runs
from app.queries.filters import Sieve, Wish, all_pairs, all_told
from app.queries.pages import (
    CutOff,
    FullQuote,
    ListedQuote,
    QuotePage,
    QuotesPage,
    SourceQuotes,
)
from app.queries.part import Part, part_of
from app.queries.parts import (
    Citation,
    CitedSource,
    ClaimName,
    PassageText,
    Proof,
    QuoteLine,
    SpeakerName,
)
from app.queries.rows import (
    AUTHOR_NAMES,
    AUTHORS,
    QUOTE_COLUMNS,
    QUOTE_TABLES,
    authors,
    citations,
    cited_source,
    claim_lines,
    claim_name,
    date_facts,
    quote_line,
)
from app.vocabulary import Caution, Match, PassageKind, SpeakerKind

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

# As much of a neighbouring quote as tells it from others, on two lines. Our choice.
_FIRST_WORDS = 80  # characters

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


# The claims of a quote, the quotes beside it in the source, and what was weighed.
_AROUND = """
    SELECT group_concat(claim) AS claims,
        (SELECT id || char(9) || exact FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") < (quote.start, quote."end")
            ORDER BY other.start DESC, other."end" DESC LIMIT 1) AS previous,
        (SELECT id || char(9) || exact FROM quote AS other
            WHERE other.source = quote.source
            AND (other.start, other."end") > (quote.start, quote."end")
            ORDER BY other.start, other."end" LIMIT 1) AS next,
        (SELECT group_concat(caution || char(9) || reason, char(10)) FROM accepted
            WHERE subject = quote.id) AS weighed
    FROM quote JOIN claim_quote ON claim_quote.quote = quote.id
    WHERE quote.id = ?"""


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
    for row in store.rows(_CUT_OFF.format(ids=marks_for(ids)), *ids):
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


def quote_page(store: Store, quote: str) -> QuotePage:
    """Give the page of one quote.

    Raises NotFound.
    """
    found, cited = full_quotes(store, "WHERE quote.id = ?", quote)
    if not found:
        raise NotFound(f"no quote is called {quote!r}")
    full = found[0]
    near = store.rows(
        """SELECT passage.number, passage.kind, passage.start, passage."end",
            substr(source.text, passage.start + 1, passage."end" - passage.start) AS text
        FROM passage JOIN source ON source.id = passage.source
        WHERE passage.source = ? AND passage.number BETWEEN ? AND ?""",
        full.line.source.id,
        full.line.passage - 1,
        full.line.passage + 1,
    )
    by_number = {row["number"]: row for row in near}
    here = by_number[full.line.passage]
    span = Span(quote, full.proof.start, full.proof.end)
    around = store.row(
        _AROUND,
        quote,
    )
    if around is None:
        raise NotFound(f"no quote is called {quote!r}")
    (previous, previous_words), (following, next_words) = (
        _neighbour(around["previous"]),
        _neighbour(around["next"]),
    )
    return QuotePage(
        quote=full,
        cited=cited[0],
        previous_passage=_passage(by_number.get(full.line.passage - 1), []),
        passage=passage_text(here["text"], here["start"], here, [span]),
        next_passage=_passage(by_number.get(full.line.passage + 1), []),
        claims=tuple(claim_lines(store, around["claims"].split(",")).values()),
        accepted=weighed(around["weighed"]),
        previous=previous,
        previous_words=previous_words,
        next=following,
        next_words=next_words,
    )


def _neighbour(told: str | None) -> tuple[str | None, str]:
    """Read the id of a quote and its first words; a tab stands between."""
    if told is None:
        return None, ""
    quote, _, exact = told.partition("\t")
    return quote, shorten(exact, _FIRST_WORDS, placeholder=" …")


def weighed(lines: str | None) -> tuple[tuple[Caution, str], ...]:
    """Read the accepted cautions from one column: a tab between name and reason."""
    pairs = [line.partition("\t") for line in (lines or "").split("\n") if line]
    return tuple((Caution(name), reason) for name, _, reason in pairs)


def _passage(row: Row | None, spans: Sequence[Span]) -> PassageText | None:
    """Give a passage whose ``text`` is its own slice of the source."""
    return None if row is None else passage_text(row["text"], row["start"], row, spans)


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


_FILTERS = ("theme", "claim", "source", "speaker", "stance", "voice", "as_of")


def quotes_page(
    store: Store, wish: Wish | None = None, part: Part | None = None
) -> QuotesPage:
    """Give the quotes that a reader asks for, or all, by source.

    Raises NotFound for a choice or a *part* that is none.
    """
    wish = (wish or Wish()).held_to(_FILTERS)
    told = all_told(store)
    pairs = all_pairs(store, told)
    everything = len({pair.quote for pair in pairs})
    sieve = Sieve(wish, _FILTERS, told, pairs, attrgetter("quote"), everything)
    filtering = sieve.filtering(_claim_text(store, wish.claim))
    listed = _passing(store, sieve)
    shown, cursor = part_of(listed, part or Part(), attrgetter("line.id"))
    groups = groupby(shown, key=attrgetter("line.source"))
    return QuotesPage(
        quotes=len(listed),
        of=everything,
        filtering=filtering,
        sources=tuple(SourceQuotes(source, tuple(group)) for source, group in groups),
        cursor=cursor,
    )


def _claim_text(store: Store, slug: str) -> str:
    """Give the sentence of a claim; empty where there is none."""
    row = slug and store.row("SELECT text FROM claim WHERE id = ?", slug)
    return str(row["text"]) if row else ""


def _passing(store: Store, sieve: Sieve) -> list[ListedQuote]:
    """Give the quotes that pass the filters, the claims under which they do first."""
    if not sieve.wish.words:
        return listed_quotes(store, "")
    passing = {(pair.quote, pair.claim) for pair in sieve.passing}
    ids = json.dumps(sorted({quote for quote, _ in passing}))
    listed = listed_quotes(
        store, "WHERE quote.id IN (SELECT value FROM json_each(?))", ids
    )

    # Whoever reads on comes from what was asked for.
    def asked_for_first(one: ListedQuote) -> tuple[ClaimName, ...]:
        return tuple(
            sorted(one.claims, key=lambda it: (one.line.id, it.id) not in passing)
        )

    return [replace(one, claims=asked_for_first(one)) for one in listed]
