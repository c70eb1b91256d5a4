"""A quote with all that a reader may ask of it; its page; and all quotes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Row
from urllib.parse import urlencode

from app.db import Store, marks_for
from app.errors import NotFound
from app.marks import Span, pieces
from app.passages import plain, runs
from app.queries.pages import (
    Chosen,
    CutOff,
    FullQuote,
    ListedQuote,
    QuotePage,
    QuotesPage,
    SourceQuotes,
)
from app.queries.parts import (
    Citation,
    ClaimName,
    PassageText,
    Proof,
    QuoteLine,
    SpeakerName,
)
from app.queries.rows import (
    AUTHORS,
    QUOTE_COLUMNS,
    QUOTE_TABLES,
    authors,
    citations,
    claim_lines,
    claim_name,
    date_facts,
    quote_line,
)
from app.vocabulary import Caution, Match, PassageKind, Stance

_FULL = f"""{QUOTE_COLUMNS},
    source.container, source.sha256, source.earliest, source.latest, source.precision,
    source.basis, source.evidence, source.reasoning, {AUTHORS} AS authors, source.cited,
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


def full_quotes(store: Store, where: str, *values: str) -> list[FullQuote]:
    """Give the quotes that satisfy *where*, which ends with their order."""
    rows = store.rows(f"SELECT {_FULL} FROM {_FULL_TABLES} {where}", *values)
    cut = _cut_off(store, [row["id"] for row in rows])
    return [_full_quote(row, cut[row["id"]]) for row in rows]


def _cut_off(store: Store, ids: Sequence[str]) -> dict[str, list[CutOff]]:
    found: dict[str, list[CutOff]] = defaultdict(list)
    for row in store.rows(_CUT_OFF.format(ids=marks_for(ids)), *ids):
        found[row["of"]].append(CutOff(row["quote"], claim_name(row)))
    return found


def _full_quote(row: Row, cut: Sequence[CutOff]) -> FullQuote:
    line = quote_line(row)
    published = date_facts(row).words
    return FullQuote(
        line=line,
        author=SpeakerName(row["voice_id"], row["voice_name"]),
        signed=bool(row["authors"]),
        container=row["container"],
        published=published,
        previous_sentence=_seen(row["previous_sentence"]),
        next_sentence=_seen(row["next_sentence"]),
        proof=Proof(Match(row["match"]), row["start"], row["end"], row["sha256"]),
        cut_off=tuple(cut),
        citations=_citations(row, line),
    )


def _seen(sentence: str | None) -> str:
    return plain(sentence, 0, len(sentence)) if sentence else ""


def _citations(row: Row, line: QuoteLine) -> tuple[Citation, ...]:
    """Say speaker, quote, passage, source and address, in every style."""
    words = " ".join(line.exact.split())
    who = line.speaker.name
    if not line.own:
        who += f", {line.attitude.by} {authors(row) or row['voice_name']}"
    return citations(
        row["cited"],
        before=f"{who}: “{words}” (passage {line.passage}). ",
        after=f" Counterpoint, /quotes/{line.id}",
    )


def quote_page(store: Store, quote: str) -> QuotePage:
    """Give the page of one quote.

    Raises NotFound.
    """
    found = full_quotes(store, "WHERE quote.id = ?", quote)
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
        """SELECT group_concat(claim) AS claims,
            (SELECT id FROM quote AS other WHERE other.source = quote.source
                AND (other.start, other."end") < (quote.start, quote."end")
                ORDER BY other.start DESC, other."end" DESC LIMIT 1) AS previous,
            (SELECT id FROM quote AS other WHERE other.source = quote.source
                AND (other.start, other."end") > (quote.start, quote."end")
                ORDER BY other.start, other."end" LIMIT 1) AS next,
            (SELECT group_concat(caution || char(9) || reason, char(10)) FROM accepted
                WHERE subject = quote.id) AS weighed
        FROM quote JOIN claim_quote ON claim_quote.quote = quote.id
        WHERE quote.id = ?""",
        quote,
    )
    if around is None:
        raise NotFound(f"no quote is called {quote!r}")
    return QuotePage(
        quote=full,
        previous_passage=_passage(by_number.get(full.line.passage - 1), []),
        passage=passage_text(here["text"], here["start"], here, [span]),
        next_passage=_passage(by_number.get(full.line.passage + 1), []),
        claims=tuple(claim_lines(store, around["claims"].split(",")).values()),
        accepted=weighed(around["weighed"]),
        previous=around["previous"],
        next=around["next"],
    )


def weighed(lines: str | None) -> tuple[tuple[Caution, str], ...]:
    """Read the accepted cautions from one column: a tab between name and reason."""
    pairs = [line.partition("\t") for line in (lines or "").split("\n") if line]
    return tuple((Caution(name), reason) for name, _, reason in pairs)


def _passage(row: Row | None, spans: Sequence[Span]) -> PassageText | None:
    """Give a passage whose ``text`` is its own slice of the source."""
    return None if row is None else passage_text(row["text"], row["start"], row, spans)


def passage_text(
    text: str, offset: int, row: Row, spans: Sequence[Span]
) -> PassageText:
    """Mark *spans* in the passage in *row*.

    *text* is the source, or a part of it that begins at character *offset*.
    """
    start, end = row["start"], row["end"]
    here = [Span(s.quote, s.start - offset, s.end - offset) for s in spans]
    shown = runs(text, start - offset, end - offset)
    return PassageText(
        number=row["number"],
        kind=PassageKind(row["kind"]),
        start=start,
        end=end,
        pieces=tuple(pieces(text, shown, here)),
    )


def listed_quotes(
    store: Store, where: str, *values: str, order: str = "claim.position"
) -> list[ListedQuote]:
    """Give quotes with their claims, oldest source first, in the order of the text.

    *order* is that of the claims of one quote.
    """
    rows = store.rows(
        f"""SELECT claim.id AS claim_id, claim.text AS claim_text,
            claim.stance AS claim_stance, {QUOTE_COLUMNS}
        FROM {QUOTE_TABLES}
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        {where}
        ORDER BY source.position, quote.start, quote."end", {order}""",
        *values,
    )
    listed = []
    for _, group in groupby(rows, key=lambda row: row["id"]):
        found = list(group)
        claims: dict[str, ClaimName] = {r["claim_id"]: claim_name(r) for r in found}
        listed.append(ListedQuote(quote_line(found[0]), tuple(claims.values())))
    return listed


@dataclass(frozen=True, slots=True)
class Among:
    """Which quotes a reader asks for; an empty word is "all"."""

    source: str = ""
    theme: str = ""
    claim: str = ""
    stance: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The words that are not empty, by their name in the address."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: word for name, word in named.items() if word}


_ALL_QUOTES = "SELECT 'all' AS name, '' AS label, count(*) AS n FROM quote"
# What a reader may choose: how the choice is named, and what a claim satisfies then.
_CHOICES = {
    "source": ("SELECT 'source', short, 0 FROM source WHERE id = ?", ""),
    "theme": ("SELECT 'theme', title, 0 FROM theme WHERE id = ?", "claim.theme = ?"),
    "claim": ("SELECT 'claim', text, 0 FROM claim WHERE id = ?", "claim.id = ?"),
    "stance": ("SELECT 'stance', id, 0 FROM side WHERE id = ?", "claim.stance = ?"),
}


def quotes_page(store: Store, among: Among | None = None) -> QuotesPage:
    """Give the quotes that a reader asks for, or all, by source.

    Raises NotFound for a choice that is none.
    """
    words = (among or Among()).words
    known = store.rows(
        " UNION ALL ".join([_ALL_QUOTES, *(_CHOICES[name][0] for name in words)]),
        *words.values(),
    )
    labels = {row["name"]: row["label"] for row in known}
    for name, word in words.items():
        if name not in labels:
            raise NotFound(f"no {name} is called {word!r}")
    listed = _asked_for(store, words)
    groups = groupby(listed, key=lambda one: one.line.source)
    return QuotesPage(
        quotes=len(listed),
        of=known[0]["n"],
        chosen=tuple(_chosen(name, labels[name], words) for name in words),
        query=urlencode(words),
        sources=tuple(SourceQuotes(source, tuple(group)) for source, group in groups),
    )


def _asked_for(store: Store, words: Mapping[str, str]) -> list[ListedQuote]:
    """Give the quotes under one claim that satisfies all *words*, and in that source."""
    tests = {name: _CHOICES[name][1] for name in words if _CHOICES[name][1]}
    fits = " AND ".join(tests.values()) or "true"
    values = [words[name] for name in tests]
    where = f"""quote.id IN (
        SELECT claim_quote.quote FROM claim_quote
        JOIN claim ON claim.id = claim_quote.claim WHERE {fits})"""
    source = [words["source"]] if "source" in words else []
    where = f"WHERE quote.source = ? AND {where}" if source else f"WHERE {where}"
    # The claims that were asked for are named first: whoever reads on comes from them.
    order = f"({fits}) DESC, claim.position" if tests else "claim.position"
    return listed_quotes(store, where, *source, *values, *values, order=order)


def _chosen(name: str, label: str, words: Mapping[str, str]) -> Chosen:
    """Say what was chosen, and where the list leads without it."""
    rest = {other: word for other, word in words.items() if other != name}
    if name == "stance":
        return Chosen("side", words[name], Stance(label).label, urlencode(rest))
    return Chosen(name, words[name], label, urlencode(rest))
