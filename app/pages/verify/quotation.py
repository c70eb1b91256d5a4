"""One quotation: where its words are found, or how they differ."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Row
from typing import Annotated

from fastapi import Query

from app.domain.page_object import page_object
from app.domain.vocabulary import Holder, PassageKind, Wording
from app.pages.verify.editors_words import EditorsWords, agreement, editors_words
from app.pages.verify.limits import LONGEST_QUOTATION, LONGEST_TEXT
from app.pages.verify.voices import StandingWords, Voices
from app.queries.claims import ClaimLine
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import (
    AUTHORS,
    SOURCE_COLUMNS,
    PassagePlace,
    SourceName,
    byline,
    source_name,
)
from app.search.hits import SearchRequest
from app.search.query import LONGEST_QUERY, fts_string
from app.search.suggest import nearest_claims
from app.store.connection import Store, placeholders
from app.store.full_text import PASSAGES_FROM, findable_text, is_unprintable, words_of
from app.text.quotation_abridged import Omission, listed
from app.text.quotation_diff import DiffPart
from app.text.quotation_judgement import Judgement, Place, judge
from app.text.quotation_words import Article, Block, read_article
from app.text.quotations_in_text import without_reference
from app.text.scripts import word_count
from app.text.sentences import sentence_spans
from app.text.typography import typography_differs
from app.text.visible_text import visible_text
from app.text.words_link import link_to
from app.web.params import OpenStore

# Without a bound: a text that is too long is cut, and the page says so.
PastedText = Annotated[str, Query(description="The quotation to check.")]


@page_object
class QuotationPlace:
    """A place in a source that has the words, or words like them."""

    source: SourceName
    """The source."""
    by: str | None
    """Its authors' names; null if it is unsigned."""
    passage: PassagePlace
    """The passage in which they begin."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive."""
    wording: Wording
    """How the wording compares: exact, typographic, abridged or differs; nowhere for the
    closest match."""
    exact: str
    """The text there, letter for letter."""
    before: str
    """The beginning of its first sentence; empty if it begins one."""
    after: str
    """The rest of its last sentence; empty if it ends one."""
    bits: tuple[DiffPart, ...]
    """Both wordings, word by word, if abridged or different; else empty."""
    only_signs: bool
    """Whether only punctuation or capitals differ."""
    only_capitals: bool
    """Whether only capitals differ."""
    omitted: tuple[Omission, ...]
    """What the quotation leaves out, as its omission signs and brackets mark it."""
    missing: tuple[str, ...]
    """If it differs: the words that deny or hedge which the quotation lacks, as "not"."""
    added: tuple[str, ...]
    """If it differs: the words that deny or hedge which the quotation adds."""
    typography: tuple[str, ...]
    """If only typography differs: what of it, as "apostrophes" or "the first capital"."""
    title: bool
    """Whether this is the title or the subtitle of the source."""
    address: str
    """The address at which the page of the source marks the words."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that share any of these words, with their claims."""
    also_named: tuple[str, ...] = ()
    """Whom the article names as saying them, if no quote says that anybody else than its
    author does."""

    @property
    def where(self) -> str:
        """What part of the source it is: "passage 3", "caption", "title"."""
        return "title" if self.title else self.passage.name

    @property
    def put_in(self) -> str:
        """The words in brackets that the quotation adds; empty if it adds none."""
        pasted = (bit.text for bit in self.bits if bit.holder is Holder.PASTED)
        if self.wording is not Wording.ABRIDGED:
            return ""
        return ", ".join(words for text in pasted for words in _ADDED.findall(text))

    @property
    def left_out(self) -> str:
        """What is left out without a sign, in words, if nothing else differs; else empty."""
        holders = {bit.holder for bit in self.bits}
        if self.wording is not Wording.DIFFERS or holders != {
            Holder.BOTH,
            Holder.SOURCE,
        }:
            return ""
        count = len(sentence_spans(self.exact, 0, len(self.exact)))
        across = f", across {count} sentences" if count > 1 else ""
        return f"words are left out without an omission sign{across}"

    @property
    def check_sense(self) -> bool:
        """Whether what is left out has a word that may change the sense."""
        return any(left.question for left in self.omitted)

    @property
    def changed(self) -> str:
        """Which words that deny or hedge are missing or added; empty if none is."""
        changes = ((self.missing, "missing"), (self.added, "added"))
        return ", ".join(
            f"{listed(words)} {'are' if len({*words}) > 1 else 'is'} {what}"
            for words, what in changes
            if words
        )

    @property
    def typography_differs(self) -> str:
        """What of the typography differs, in words; empty if more does or nothing."""
        return typography_differs(self.typography) if self.typography else ""

    @property
    def shown(self) -> str:
        """The text there as a reader sees it, without the signs of markup."""
        return visible_text(self.exact, 0, len(self.exact))


@page_object
class VerifyPage:
    """Where the sources have the words of a reader, or how they differ."""

    typed: str
    """The words as they were understood; empty if there were none."""
    status: Wording | None
    """The result; null if there were no words."""
    remarks: tuple[str, ...]
    """What the reader should know about how they were understood."""
    places: tuple[QuotationPlace, ...]
    """Where they are found, oldest source first; if they differ, part by part."""
    more: bool
    """Whether there are more places, which are not shown."""
    parts: bool
    """Whether each place has only a part of them, and none has them all."""
    missing: tuple[str, ...]
    """The parts that resemble nothing in the sources, if others do."""
    nearest: QuotationPlace | None
    """If they are not found: the sentence that is most like them; null if none is."""
    nearest_claims: tuple[ClaimLine, ...]
    """If they are not found: the claims that have most of them, the best first."""
    query: str
    """The query string of a search for them, without a question mark."""
    editors: EditorsWords | None = None
    """If they are not found: the words of the editors of this site that they repeat."""

    @property
    def longest_text(self) -> int:
        """How many characters may be pasted at once."""
        return LONGEST_TEXT


# How many places are shown. Our choice: a reader who finds more adds a word.
_MOST_PLACES = 20
# Words in brackets; no letter by itself, and no remark on a misprint.
_ADDED = re.compile(r"(?<!\w)\[(?!sic)[^\[\]]{2,}\](?!\w)")
# What some programs copy for the hyphen at the end of a line of a PDF.
_LINE_END_HYPHENS = {"\x02", "\ufffe"}
# How many sources are compared, those most like the words first.
_LIKE = 12
# How many words in a row the index is asked for, at how many places of the quotation.
_ROWS = 60

_SOURCES = f"""
    SELECT {SOURCE_COLUMNS}, source.title, source.subtitle, source.language,
        {AUTHORS} AS authors
    FROM source ORDER BY position LIMIT ?"""
# The exact letters are searched for, too: a word of the index may be only partly pasted.
_LIKELY_SOURCES = f"""
    WITH near AS (
        SELECT source AS id, min(score) AS score FROM (
            SELECT findable.source, bm25(words) AS score
            FROM words JOIN findable ON findable.id = words.rowid
            WHERE words MATCH ? AND words.rowid >= ?
            ORDER BY score LIMIT 100)
        GROUP BY source),
    exact AS MATERIALIZED (SELECT id FROM source WHERE instr(text, ?) > 0)
    SELECT {SOURCE_COLUMNS}, source.title, source.subtitle, source.language,
        {AUTHORS} AS authors
    FROM source LEFT JOIN near ON near.id = source.id
    WHERE near.id IS NOT NULL OR source.id IN (SELECT id FROM exact)
    ORDER BY source.id NOT IN (SELECT id FROM exact), near.score LIMIT ?"""


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The pasted text, as it was understood."""

    text: str
    cut: bool


def verify_page(store: OpenStore, q: PastedText = "") -> VerifyPage:
    """Return where the words of a quotation are found, or how they differ.

    Any text is valid.
    """
    quotation = _quotation(q)
    judged = judged_quotation(store, without_reference(quotation.text))
    return VerifyPage(
        typed=quotation.text,
        status=judged.status,
        remarks=tuple(_remarks(quotation, judged.judgement)),
        places=judged.places,
        more=len(judged.judgement.places) > _MOST_PLACES,
        parts=judged.judgement.parts,
        missing=judged.judgement.missing,
        nearest=judged.nearest,
        nearest_claims=nearest_claims(store, quotation.text)
        if judged.status is Wording.NOWHERE and not judged.editors
        else (),
        query=SearchRequest(
            q=" ".join(quotation.text.split())[:LONGEST_QUERY]
        ).address(),
        editors=judged.editors,
    )


@dataclass(frozen=True, slots=True)
class JudgedQuotation:
    """A quotation, and its places as pages show them."""

    status: Wording | None
    """What it is; None if it has no word."""
    judgement: Judgement
    places: tuple[QuotationPlace, ...]
    """The first of its places."""
    standing: tuple[StandingWords, ...]
    """The words at these places, in their articles."""
    nearest: QuotationPlace | None
    """If it is not found: the sentence that is most like it, if any is."""
    rivals: tuple["JudgedQuotation", ...] = ()
    """The same for other places that are about as near, if it differs."""
    editors: EditorsWords | None = None
    """If no article has it: the words of the editors that it repeats."""


def judged_quotation(
    store: Store, text: str, *, most: int = _MOST_PLACES
) -> JudgedQuotation:
    """Judge a quotation against the sources that are most like it; *most* of its places."""
    sources = likely_sources(store, text)
    read = articles(store, sources)
    found = judge(text, read)
    judgement = found or Judgement(Wording.NOWHERE)

    def place(one: Place) -> QuotationPlace:
        return _place(store.root, sources[one.article], read[one.article], one)

    def judged(judgement: Judgement) -> JudgedQuotation:
        weak = judgement.is_weak(word_count(text))
        standing = tuple(
            StandingWords(
                sources[one.article]["source_id"],
                read[one.article],
                one.start,
                one.end,
                weak,
            )
            for one in judgement.places[:most]
        )
        return JudgedQuotation(
            status=found.status if found else None,
            judgement=judgement,
            standing=standing,
            places=_with_speakers(
                store,
                standing,
                _with_quotes(store, [place(one) for one in judgement.places[:most]]),
            ),
            nearest=place(judgement.nearest) if judgement.nearest else None,
            rivals=tuple(
                judged(Judgement(judgement.status, (one,))) for one in judgement.rivals
            ),
        )

    return _or_of_editors(store, text, judged(judgement))


def _or_of_editors(store: Store, text: str, judged: JudgedQuotation) -> JudgedQuotation:
    """Return a quotation as it is judged, or as the words of the editors that it repeats."""
    if judged.status not in {Wording.DIFFERS, Wording.NOWHERE}:
        return judged
    near = max((agreement(text, place.exact) for place in judged.places), default=0.0)
    editors = editors_words(store, text, above=near)
    if editors is None:
        return judged
    nowhere = Judgement(Wording.NOWHERE)
    return JudgedQuotation(Wording.NOWHERE, nowhere, (), (), None, editors=editors)


def _quotation(q: str) -> _Quotation:
    text = clean(q[: 2 * LONGEST_QUOTATION].replace("\r\n", "\n"))
    text = text.strip(" \n\t\u00ad")
    cut = len(q) > 2 * LONGEST_QUOTATION or len(text) > LONGEST_QUOTATION
    if len(text) > LONGEST_QUOTATION:
        # A word cut in two would not be found.
        text = text[:LONGEST_QUOTATION].rsplit(None, 1)[0]
    return _Quotation(text, cut)


def clean(text: str) -> str:
    """Return a text with a blank for each character that has no place in one."""
    return "".join(c if c.isprintable() else _shown(c) for c in text)


def _shown(letter: str) -> str:
    """Return a character, or a blank for one that has no place in a text."""
    if letter in _LINE_END_HYPHENS:
        return "\u00ad"
    return " " if is_unprintable(letter) and not letter.isspace() else letter


def _remarks(quotation: _Quotation, judgement: Judgement) -> Iterable[str]:
    """Return what the reader should know about how the words were understood."""
    if reference := quotation.text[len(without_reference(quotation.text)) :].strip():
        yield f"The reference at the end, {reference}, is no part of the words compared."
    if quotation.cut:
        first = f"only its first {LONGEST_QUOTATION:,} characters were checked"
        yield f"Your quotation is long; {first}."
    if judgement.bare:
        yield "The marks around the words are ignored."
    if len(quotation.text.split()) < 3 and len(judgement.places) > 1:
        yield "So few words prove little; add those around them."


# --- where they stand --------------------------------------------------------------------


def likely_sources(store: Store, text: str) -> Sequence[Row]:
    """Return the sources to compare with: all if they are few, else those most like it."""
    sources = store.rows(_SOURCES, _LIKE + 1)
    if len(sources) <= _LIKE:
        return sources
    words = words_of(findable_text(text, 0, len(text)))
    if not words:
        return []
    return store.found(_LIKELY_SOURCES, _any_row(words), PASSAGES_FROM, text, _LIKE)


def _any_row(words: Sequence[str]) -> str:
    """Return the FTS5 query for what has a few of the words in a row."""
    width = 1 if len(words) < 4 else 2 if len(words) < 8 else 3
    rows = [" ".join(words[at : at + width]) for at in range(len(words) - width + 1)]
    step = -(-len(rows) // _ROWS)
    return " OR ".join(fts_string(row) for row in rows[::step])


# The articles that were read for comparison, by their release and its store.
# Threads share them: two may read the same one at once, and either copy serves.
_READ: dict[tuple[object, ...], dict[str, Article]] = {}
# More articles take more memory than they save time: each about two megabytes.
_KEPT = 30


def articles(store: Store, sources: Sequence[Row]) -> list[Article]:
    """Return the texts of some sources, read for comparison."""
    key = store.stamp.hash, *store.identity
    read = _READ.get(key, {})
    if not read or len(read) > _KEPT:
        read = {}
        _READ.clear()
        _READ[key] = read
    missing = [row for row in sources if row["source_id"] not in read]
    if missing:
        ids = [row["source_id"] for row in missing]
        texts = store.rows(
            f"SELECT id, text FROM source WHERE id IN ({placeholders(ids)})", *ids
        )
        blocks = store.rows(
            f"""SELECT source, start, "end", number, kind FROM passage
            WHERE source IN ({placeholders(ids)}) ORDER BY start""",
            *ids,
        )
        text_of = {row["id"]: row["text"] for row in texts}
        for row in missing:
            here = [
                Block(b["start"], b["end"], b["number"], PassageKind(b["kind"]))
                for b in blocks
                if b["source"] == row["source_id"]
            ]
            titles = [title for title in (row["title"], row["subtitle"]) if title]
            read[row["source_id"]] = read_article(
                text_of[row["source_id"]], here, titles, row["language"]
            )
    return [read[row["source_id"]] for row in sources]


def _place(root: str, source: Row, article: Article, found: Place) -> QuotationPlace:
    """Return a place as the page shows it."""
    text, start, end = article.text, found.start, found.end
    block = article.block_at(start)
    sentences = article.sentences_of(start, end) or [(start, end)]
    passage = PassagePlace.of(block.number, block.kind, block.start)
    exact = text[start:end]
    return QuotationPlace(
        source=source_name(source),
        by=byline(source),
        passage=passage,
        start=start,
        end=end,
        wording=found.wording,
        exact=exact,
        before=visible_text(text, min(start, sentences[0][0]), start),
        after=visible_text(text, end, max(end, sentences[-1][1])),
        bits=found.bits,
        only_signs=found.only_signs,
        only_capitals=found.only_capitals,
        omitted=found.omitted,
        missing=found.missing,
        added=found.added,
        typography=found.typography,
        title=article.in_title(start, end),
        address=root + _address(source["source_id"], article, found, passage),
        quotes=(),
    )


def _address(source: str, article: Article, found: Place, passage: PassagePlace) -> str:
    """Return the path that marks the words, or that of their passage if none does."""
    block = article.block_at(found.start)
    link = link_to(article.shown, found.start, found.end, (block.start, block.end))
    if link is None:
        return f"/sources/{source}#{passage.anchor}"
    return f"/sources/{source}?{link.query(passage.in_link)}#words"


def _with_quotes(
    store: Store, places: Sequence[QuotationPlace]
) -> tuple[QuotationPlace, ...]:
    """Add the quotes that share any of the words, with their claims."""
    if not places:
        return ()
    overlap = '(quote.source = ? AND quote.start < ? AND quote."end" > ?)'
    spans = store.rows(
        f"""SELECT id, source, start, "end" FROM quote
        WHERE {" OR ".join(overlap for _ in places)}""",
        *(value for one in places for value in (one.source.id, one.end, one.start)),
    )
    ids = [row["id"] for row in spans]
    where = f"WHERE quote.id IN ({placeholders(ids)})"
    listed = listed_quotes(store, where, *ids)
    return tuple(
        replace(one, quotes=tuple(item for item in listed if item.line.id in here))
        for one in places
        for here in [{row["id"] for row in spans if _overlaps(row, one)}]
    )


def _with_speakers(
    store: Store,
    standing: Sequence[StandingWords],
    places: Sequence[QuotationPlace],
) -> tuple[QuotationPlace, ...]:
    """Add whom the articles themselves name as saying the words."""
    return tuple(
        replace(place, also_named=Voices.of(store).others(words))
        for place, words in zip(places, standing, strict=True)
    )


def _overlaps(row: Row, place: QuotationPlace) -> bool:
    return bool(
        row["source"] == place.source.id
        and row["start"] < place.end
        and row["end"] > place.start
    )
