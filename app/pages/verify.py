"""The verification of a quotation: where its words stand, or how they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Row
from typing import Annotated
from urllib.parse import quote

from fastapi import Query

from app.domain.page_object import page_object
from app.domain.vocabulary import Wording
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import AUTHORS, PassagePlace, SourceName, byline, source_name
from app.search.hits import SearchRequest
from app.search.query import LONGEST_QUERY
from app.store.connection import Store, placeholders
from app.store.full_text import PASSAGES_FROM, findable_text, is_unprintable, words_of
from app.text import quotation_diff
from app.text.passages import overlapping_spans, sentence_spans, visible_text
from app.text.quotation_diff import DiffPart
from app.web.params import OpenStore
from app.web.routes import page

# Without a bound: a text that is too long is cut, and the page says so.
PastedText = Annotated[str, Query(description="The words, whatever they are.")]


@page_object
class QuotationPlace:
    """Where the words stand in a source, or words that are like them."""

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
    """Whether these are the same words: exact, typographic or differs."""
    exact: str
    """The text there, letter for letter."""
    before: str
    """The beginning of its first sentence; empty if it begins one."""
    after: str
    """The rest of its last sentence; empty if it ends one."""
    bits: tuple[DiffPart, ...]
    """If the wording differs, both wordings, word by word; else empty."""
    only_signs: bool
    """Whether the two differ in punctuation and capitals alone."""
    address: str
    """The URL of the passage, with a text fragment that lets browsers mark the words."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that share any of these words, with their claims."""


@page_object
class VerifyPage:
    """Where the words of a reader stand in the sources, or how they differ."""

    typed: str
    """The words as they were understood; empty if there were none."""
    status: Wording | None
    """The result; null if there was no word to look for."""
    remarks: tuple[str, ...]
    """What the reader should know about how they were understood."""
    places: tuple[QuotationPlace, ...]
    """Where they stand, oldest source first; if they differ, part by part."""
    more: bool
    """Whether they stand in further places that are not shown."""
    parts: bool
    """Whether each place has only a part of them: nowhere do they stand together."""
    missing: tuple[str, ...]
    """If only parts of them were found: the parts that are like nothing there."""
    query: str
    """The query string of a search for them, without a question mark."""


# Longer texts are cut, with a remark. Our choice: three times the longest paragraph of
# the articles.
LONGEST_TEXT = 4_000  # characters
# How many places are shown. Our choice: a reader who finds more adds a word.
_MOST = 20
# How many blocks are searched for the whole words, oldest source first; and how many
# that are like the words decide which sources are compared. Our choice.
_BLOCKS, _LIKE = 100, 12
# How many words in a row the index is asked for, and for how many such rows.
_IN_A_ROW, _ROWS = 60, 60

_BLOCK = f"""
    SELECT source.id AS source_id, source.short AS source_short,
        source.title AS source_title, source.position, {AUTHORS} AS authors,
        passage.start, passage."end", passage.number, passage.kind,
        substr(source.text, passage.start + 1, passage."end" - passage.start) AS text
    FROM passage JOIN source ON source.id = passage.source"""
_MATCHING_BLOCKS = f"""{_BLOCK}
    JOIN findable ON findable.source = passage.source AND findable.start = passage.start
    WHERE findable.id IN (SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?)
    ORDER BY source.position, passage.start LIMIT ?"""
# The exact letters are searched for, too: a word of the index may be only partly pasted.
_LIKELY_SOURCES = """
    SELECT id, text FROM source WHERE instr(text, ?) OR id IN (
        SELECT source FROM findable WHERE id IN (
            SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?
            ORDER BY bm25(words) LIMIT ?))
    ORDER BY position LIMIT ?"""


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The pasted text, as it was understood."""

    text: str
    cut: bool
    words: tuple[str, ...]
    """Its words as the index knows them."""


@dataclass(frozen=True, slots=True)
class _Result:
    """Where the words stand."""

    places: tuple[QuotationPlace, ...] = ()
    missing: tuple[str, ...] = ()
    parts: bool = False
    """Whether each place has only a part of them."""
    bare: bool = False
    """Whether they stand there without the signs around them."""

    @property
    def status(self) -> Wording:
        wordings = {place.wording for place in self.places}
        if not wordings:
            return Wording.NOWHERE
        if self.parts or Wording.DIFFERS in wordings:
            return Wording.DIFFERS
        return Wording.EXACT if Wording.EXACT in wordings else Wording.TYPOGRAPHIC


def verify_page(store: OpenStore, q: PastedText = "") -> VerifyPage:
    """Return where the words of a quotation stand, or how they differ; any text is valid."""
    quotation = _quotation(q)
    result = _result(store, quotation) if quotation.words else _Result()
    return VerifyPage(
        typed=quotation.text,
        status=result.status if quotation.words else None,
        remarks=tuple(_remarks(quotation, result)),
        places=_with_quotes(store, result.places[:_MOST]),
        more=len(result.places) > _MOST,
        parts=result.parts,
        missing=result.missing,
        query=SearchRequest(
            q=" ".join(quotation.text.split())[:LONGEST_QUERY]
        ).address(),
    )


def _quotation(q: str) -> _Quotation:
    text = "".join(
        " " if is_unprintable(c) and not c.isspace() else c
        for c in q[: 2 * LONGEST_TEXT].replace("\r\n", "\n")
    ).strip()
    cut = len(q) > 2 * LONGEST_TEXT or len(text) > LONGEST_TEXT
    if len(text) > LONGEST_TEXT:
        # A word cut in two would not be found.
        text = text[:LONGEST_TEXT].rsplit(None, 1)[0]
    return _Quotation(text, cut, tuple(words_of(findable_text(text, 0, len(text)))))


def _remarks(quotation: _Quotation, result: _Result) -> Iterable[str]:
    """Return what the reader should know about how the words were understood."""
    if quotation.cut:
        yield f"That is long; the first {LONGEST_TEXT:,} characters are verified."
    if result.bare:
        yield "The signs around the words are not compared."
    if len(quotation.words) < 3 and len(result.places) > 1:
        yield "So few words say little; add what stands beside them."


# --- where they stand --------------------------------------------------------------------


def _result(store: Store, quotation: _Quotation) -> _Result:
    """Look for the words whole, then for what is like them."""
    text, words = quotation.text, quotation.words
    phrase = f'"{" ".join(words[:_IN_A_ROW])}"'
    blocks = store.rows(_MATCHING_BLOCKS, phrase, PASSAGES_FROM, _BLOCKS)
    if result := _whole(blocks, text):
        return result
    sources = store.rows(
        _LIKELY_SOURCES, text, _any_row(words), PASSAGES_FROM, _LIKE, _LIKE
    )
    ids = [source["id"] for source in sources]
    blocks = store.rows(
        f"""{_BLOCK} WHERE source.id IN ({placeholders(ids)})
        ORDER BY source.position, passage.start""",
        *ids,
    )
    return (
        _whole(blocks, text)
        or _across(sources, blocks, text)
        or _compared(sources, blocks, text)
    )


def _any_row(words: Sequence[str]) -> str:
    """Return the FTS5 query for what has a few of the words in a row."""
    width = 1 if len(words) < 4 else 2 if len(words) < 8 else 3
    rows = [" ".join(words[at : at + width]) for at in range(len(words) - width + 1)]
    step = -(-len(rows) // _ROWS)
    return " OR ".join(f'"{row}"' for row in rows[::step])


def _whole(blocks: Sequence[Row], pasted: str) -> _Result | None:
    """Return every place where the words stand whole, or without the signs around them.

    Paragraphs, which can be quoted, come before captions and the like; exact words first.
    """
    for words in dict.fromkeys(
        (pasted, quotation_diff.without_quotation_marks(pasted))
    ):
        places = [
            _place(block, (block["start"] + start, block["start"] + end), wording)
            for block in blocks
            for start, end, wording in quotation_diff.matches(block["text"], words)
        ]
        if places:
            places.sort(key=lambda one: (one.passage.number is None, one.wording.value))
            return _Result(tuple(places), bare=words != pasted)
    return None


def _across(
    sources: Sequence[Row], blocks: Sequence[Row], pasted: str
) -> _Result | None:
    """Return every place where words of more than one line run over several blocks."""
    if "\n" not in pasted:
        return None
    places = tuple(
        _place(_block(blocks, source, start), (start, end), wording, source["text"])
        for source in sources
        for start, end, wording in quotation_diff.matches(source["text"], pasted)
    )
    return _Result(places) if places else None


def _block(blocks: Sequence[Row], source: Row, at: int) -> Row:
    """Return the block of a source in which the character *at* stands."""
    return next(
        block
        for block in blocks
        if block["source_id"] == source["id"] and at < block["end"]
    )


def _compared(sources: Sequence[Row], blocks: Sequence[Row], pasted: str) -> _Result:
    """Align the words with the sources that have some of them in a row."""
    texts = [
        (
            source["text"],
            quotation_diff.word_list(
                quotation_diff.folded_visible_text(
                    block["text"], block["start"], notes=False
                )
                for block in blocks
                if block["source_id"] == source["id"]
            ),
        )
        for source in sources
    ]
    alignments, rest = quotation_diff.alignments(pasted, texts)
    aligned = [
        _aligned_place(_block(blocks, source, one.start), source["text"], one, pasted)
        for one in alignments
        for source in [sources[one.text]]
    ]
    # Parts too short to be recognised by likeness may still stand somewhere whole.
    results = {part: _whole(blocks, part) for part in rest}
    missing = tuple(part for part, result in results.items() if result is None)
    whole = [place for result in results.values() if result for place in result.places]
    places = (*aligned, *whole)
    return _Result(places, missing, parts=bool(missing) or len(places) > 1)


def _aligned_place(
    block: Row, text: str, one: quotation_diff.Alignment, pasted: str
) -> QuotationPlace:
    """Return the place with which a part of the words was aligned."""
    span = one.start, one.end
    if one.same:
        wording = quotation_diff.wording_of(text[one.start : one.end], pasted)
        return _place(block, span, wording, text)
    place = _place(block, span, Wording.DIFFERS, text)
    return replace(place, bits=one.bits, only_signs=one.only_signs)


def _place(
    block: Row, span: tuple[int, int], wording: Wording, text: str = ""
) -> QuotationPlace:
    """Return a place in a block; *text* is the whole source if it may go beyond."""
    offset = 0 if text else block["start"]
    text = text or block["text"]
    low, high = span[0] - offset, span[1] - offset
    around = sentence_spans(
        text, block["start"] - offset, max(high, block["end"] - offset)
    )
    touched = overlapping_spans(around, low, high) or [(low, high)]
    passage = PassagePlace.of(block["number"], block["kind"], block["start"])
    exact = text[low:high]
    return QuotationPlace(
        source=source_name(block),
        by=byline(block),
        passage=passage,
        start=span[0],
        end=span[1],
        wording=wording,
        exact=exact,
        before=visible_text(text, min(low, touched[0][0]), low),
        after=visible_text(text, high, max(high, touched[-1][1])),
        bits=(),
        only_signs=False,
        address=f"/sources/{block['source_id']}#{passage.anchor}:~:text={_fragment(exact)}",
        quotes=(),
    )


def _fragment(exact: str) -> str:
    """Return the text directive for words in a URL (WICG, Text Fragments)."""
    words = visible_text(exact, 0, len(exact)).split()
    ends = [words] if len(words) <= 8 else [words[:4], words[-4:]]
    return ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)


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


def _overlaps(row: Row, place: QuotationPlace) -> bool:
    return bool(
        row["source"] == place.source.id
        and row["start"] < place.end
        and row["end"] > place.start
    )


page("/verify", "verify/page.html", VerifyPage, verify_page, nav="Verify a quotation")
