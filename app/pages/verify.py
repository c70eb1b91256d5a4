"""What the verification of a quotation shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from sqlite3 import Row
from typing import Annotated
from urllib.parse import quote

from fastapi import Query

from app.domain.page_object import page_object
from app.domain.vocabulary import Wording
from app.queries.quotes import ListedQuote, listed_quotes
from app.queries.sources import AUTHORS, PassagePlace, SourceName, authors, source_name
from app.search.hits import SearchRequest
from app.search.query import LONGEST
from app.store.connection import Store, placeholders
from app.store.full_text import PASSAGES_FROM, findable_text, is_unfit, words_of
from app.text import quotation_diff
from app.text.passages import plain, sentences
from app.text.quotation_diff import Compared
from app.web.params import OpenStore
from app.web.routes import page

# Every text can be read: one that is too long is cut, and the page says so.
Pasted = Annotated[str, Query(description="The words, whatever they are.")]


@page_object
class WordsPlace:
    """Where in a source the words stand, or words that are like them."""

    source: SourceName
    """The source."""
    by: str | None
    """Its authors' names; null where it is unsigned."""
    passage: PassagePlace
    """The passage in which they begin."""
    start: int
    """Where they begin in the file as received, in code points."""
    end: int
    """Where they end, exclusive."""
    wording: Wording
    """Whether these are the very words: exact, typographic or differs."""
    exact: str
    """What stands there, letter for letter."""
    before: str
    """What stands before it in its first sentence; empty where it begins one."""
    after: str
    """What stands after it in its last sentence; empty where it ends one."""
    bits: tuple[Compared, ...]
    """Where the wording differs: both wordings, word by word; else none."""
    only_signs: bool
    """Whether the two differ in punctuation and capitals alone."""
    address: str
    """The address of the passage, in which browsers that can mark the words."""
    quotes: tuple[ListedQuote, ...]
    """The quotes that take up any of these words, with who says them and the claims."""


@page_object
class VerifyPage:
    """Where in which source the words of a reader stand, exactly or how they differ."""

    typed: str
    """The words, as they were read; empty where there were none."""
    status: Wording | None
    """What became of them; null where there was no word to look for."""
    remarks: tuple[str, ...]
    """What a reader should know of how they were read."""
    places: tuple[WordsPlace, ...]
    """Where they stand, oldest source first; where they differ, part by part."""
    more: bool
    """Whether they stand in further places, which are not shown."""
    parts: bool
    """Whether each place has but a part of them: they do not stand together."""
    missing: tuple[str, ...]
    """Where only parts of them stand somewhere: the parts that are like
    nothing there."""
    query: str
    """The search for them, as it stands in the address, without a question mark."""


# What is longer is cut, with a remark. Our choice: three times the longest paragraph of
# the articles.
LONGEST_TEXT = 4_000  # characters
# So many places are shown. Our choice: whoever finds more adds a word.
_MOST = 20
# So many blocks are looked into for words that stand whole, the first in time; and so
# many that are like the words say which sources are compared. Our choice.
_BLOCKS, _LIKE = 100, 12
# The index is asked for so many words in a row, and for so many of such rows.
_IN_A_ROW, _ROWS = 60, 60

_BLOCK = f"""
    SELECT source.id AS source_id, source.short AS source_short,
        source.title AS source_title, source.position, {AUTHORS} AS authors,
        passage.start, passage."end", passage.number, passage.kind,
        substr(source.text, passage.start + 1, passage."end" - passage.start) AS text
    FROM passage JOIN source ON source.id = passage.source"""
_HAVING = f"""{_BLOCK}
    JOIN findable ON findable.source = passage.source AND findable.start = passage.start
    WHERE findable.id IN (SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?)
    ORDER BY source.position, passage.start LIMIT ?"""
# The very letters are looked for, too: what the index takes for words may be cut.
_SOURCES_LIKE = """
    SELECT id, text FROM source WHERE instr(text, ?) OR id IN (
        SELECT source FROM findable WHERE id IN (
            SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?
            ORDER BY bm25(words) LIMIT ?))
    ORDER BY position LIMIT ?"""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a reader pasted, as it was read."""

    text: str
    cut: bool
    words: tuple[str, ...]
    """Its words as the index knows them."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Where the words stand."""

    places: tuple[WordsPlace, ...] = ()
    missing: tuple[str, ...] = ()
    parts: bool = False
    """Whether each place has but a part of them."""
    bare: bool = False
    """Whether they stand there without the signs around them."""


def verify_page(store: OpenStore, q: Pasted = "") -> VerifyPage:
    """Give where the words *q* stand; whatever they are, there is a page."""
    read = _read(q)
    answer, status = _Answer(), None
    if read.words:
        answer = _verified(store, read)
        status = _status(answer)
    shown = answer.places[:_MOST]
    return VerifyPage(
        typed=read.text,
        status=status,
        remarks=tuple(_remarks(read, answer)),
        places=_with_quotes(store, shown),
        more=len(answer.places) > _MOST,
        parts=answer.parts,
        missing=answer.missing,
        query=SearchRequest(q=" ".join(read.text.split())[:LONGEST]).address(),
    )


def _read(q: str) -> _Read:
    """Read what was pasted; every text can be read."""
    text = "".join(
        " " if is_unfit(c) and not c.isspace() else c
        for c in q[: 2 * LONGEST_TEXT].replace("\r\n", "\n")
    ).strip()
    cut = len(q) > 2 * LONGEST_TEXT or len(text) > LONGEST_TEXT
    if len(text) > LONGEST_TEXT:
        # A word that is cut in two would not stand there.
        text = text[:LONGEST_TEXT].rsplit(None, 1)[0]
    seen = findable_text(text, 0, len(text))
    return _Read(text, cut, tuple(words_of(seen)))


def _remarks(read: _Read, answer: _Answer) -> Iterable[str]:
    """Say what a reader should know of how the words were read."""
    if read.cut:
        yield f"That is long; the first {LONGEST_TEXT:,} characters are verified."
    if answer.bare:
        yield "The signs around the words are not compared."
    if len(read.words) < 3 and len(answer.places) > 1:
        yield "So few words say little; add what stands beside them."


def _status(answer: _Answer) -> Wording:
    found = {place.wording for place in answer.places}
    if not found:
        return Wording.NOWHERE
    if answer.parts or Wording.DIFFERS in found:
        return Wording.DIFFERS
    return Wording.EXACT if Wording.EXACT in found else Wording.TYPOGRAPHIC


# --- where they stand --------------------------------------------------------------------


def _verified(store: Store, read: _Read) -> _Answer:
    """Look for the words whole, then for what is like them."""
    phrase = f'"{" ".join(read.words[:_IN_A_ROW])}"'
    blocks = store.rows(_HAVING, phrase, PASSAGES_FROM, _BLOCKS)
    if found := _whole(blocks, read.text):
        return found
    texts = store.rows(
        _SOURCES_LIKE, read.text, _likeness(read.words), PASSAGES_FROM, _LIKE, _LIKE
    )
    ids = [row["id"] for row in texts]
    blocks = store.rows(
        f"""{_BLOCK} WHERE source.id IN ({placeholders(ids)})
        ORDER BY source.position, passage.start""",
        *ids,
    )
    return (
        _whole(blocks, read.text)
        or _across(texts, blocks, read.text)
        or _beside(texts, blocks, read.text)
    )


def _likeness(words: Sequence[str]) -> str:
    """Give what the index is asked for whatever has some of the words in a row."""
    width = 1 if len(words) < 4 else 2 if len(words) < 8 else 3
    rows = [" ".join(words[at : at + width]) for at in range(len(words) - width + 1)]
    step = -(-len(rows) // _ROWS)
    return " OR ".join(f'"{row}"' for row in rows[::step])


def _whole(blocks: Sequence[Row], pasted: str) -> _Answer | None:
    """Give every place where the words stand whole, or without the signs around them."""
    for words in dict.fromkeys((pasted, quotation_diff.bare(pasted))):
        places = tuple(
            _place(block, (block["start"] + start, block["start"] + end), how)
            for block in blocks
            for start, end, how in quotation_diff.places(block["text"], words)
        )
        if places:
            return _Answer(_body_first(places), bare=words != pasted)
    return None


def _body_first(places: Iterable[WordsPlace]) -> tuple[WordsPlace, ...]:
    """Put what can be quoted before captions and the like, and the very words first."""
    return tuple(
        sorted(
            places,
            key=lambda one: (one.passage.number is None, one.wording.value),
        )
    )


def _across(texts: Sequence[Row], blocks: Sequence[Row], pasted: str) -> _Answer | None:
    """Give every place where words of more than one line run over several blocks."""
    if "\n" not in pasted:
        return None
    places = tuple(
        _place(_block(blocks, row["id"], start), (start, end), how, row["text"])
        for row in texts
        for start, end, how in quotation_diff.places(row["text"], pasted)
    )
    return _Answer(places) if places else None


def _block(blocks: Sequence[Row], source: str, at: int) -> Row:
    """Give the block of a source in which the character *at* stands."""
    return next(
        block for block in blocks if block["source_id"] == source and at < block["end"]
    )


def _beside(texts: Sequence[Row], blocks: Sequence[Row], pasted: str) -> _Answer:
    """Lay the words beside the sources that have some of them in a row."""
    by_source = {
        source: list(group)
        for source, group in groupby(blocks, key=lambda block: block["source_id"])
    }
    said = [
        quotation_diff.words(
            quotation_diff.shown(block["text"], block["start"], notes=False)
            for block in by_source[row["id"]]
        )
        for row in texts
    ]
    pairs = [(row["text"], words) for row, words in zip(texts, said, strict=True)]
    found, left = quotation_diff.aligned(pasted, pairs)
    laid = tuple(
        _laid(
            _block(blocks, texts[one.text]["id"], one.start),
            texts[one.text],
            one,
            pasted,
        )
        for one in found
    )
    # What is too short to be told by its likeness may stand somewhere all the same.
    alone = {part: _whole(blocks, part) for part in left}
    missing = tuple(part for part, answer in alone.items() if answer is None)
    others = tuple(place for one in alone.values() if one for place in one.places)
    places = (*laid, *others)
    return _Answer(places, missing, parts=bool(missing) or len(places) > 1)


def _laid(
    block: Row, source: Row, one: quotation_diff.Alignment, pasted: str
) -> WordsPlace:
    """Give the place beside which a part of the words was laid."""
    how = Wording.DIFFERS
    if one.same:
        how = quotation_diff.how(source["text"][one.start : one.end], pasted)
    place = _place(block, (one.start, one.end), how, source["text"])
    if how is not Wording.DIFFERS:
        return place
    return replace(place, bits=one.bits, only_signs=one.only_signs)


def _place(
    block: Row, span: tuple[int, int], how: Wording, text: str = ""
) -> WordsPlace:
    """Give a place in a block; *text* is the whole source where it may go beyond."""
    offset = 0 if text else block["start"]
    text = text or block["text"]
    low, high = span[0] - offset, span[1] - offset
    around = sentences(text, block["start"] - offset, max(high, block["end"] - offset))
    opens = max((start for start, _ in around if start <= low), default=low)
    closes = min((end for _, end in around if end >= high), default=high)
    passage = PassagePlace.of(block["number"], block["kind"], block["start"])
    exact = text[low:high]
    return WordsPlace(
        source=source_name(block),
        by=authors(block),
        passage=passage,
        start=span[0],
        end=span[1],
        wording=how,
        exact=exact,
        before=plain(text, opens, low),
        after=plain(text, high, closes),
        bits=(),
        only_signs=False,
        address=f"/sources/{block['source_id']}#{passage.anchor}:~:text={_fragment(exact)}",
        quotes=(),
    )


def _fragment(words: str) -> str:
    """Name words as browsers look for them in a page (WICG, Text Fragments)."""
    said = plain(words, 0, len(words)).split()
    ends = [said] if len(said) <= 8 else [said[:4], said[-4:]]
    return ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)


def _with_quotes(store: Store, places: Sequence[WordsPlace]) -> tuple[WordsPlace, ...]:
    """Add the quotes that take up any of the words, and the claims that use them."""
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
    listed = {one.line.id: one for one in listed_quotes(store, where, *ids)}
    return tuple(
        replace(one, quotes=tuple(q for id_, q in listed.items() if id_ in taken))
        for one in places
        for taken in [{row["id"] for row in spans if _overlaps(row, one)}]
    )


def _overlaps(row: Row, place: WordsPlace) -> bool:
    return bool(
        row["source"] == place.source.id
        and row["start"] < place.end
        and row["end"] > place.start
    )


page("/verify", "pages/verify.html", VerifyPage, verify_page, nav="Verify a quotation")
