"""The reading room: a whole article, every quote marked."""

import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Row

from fastapi.responses import PlainTextResponse

from app.citations.reference import Cited
from app.domain.vocabulary import PassageKind, Reason, Stance
from app.pages._references import reference_files
from app.pages.source.arrival import ArrivalRequest, Arriving, arrival, searched
from app.pages.source.model import (
    Arrival,
    AsideLine,
    MarginNote,
    Noted,
    Searched,
    SourcePage,
    StripMark,
)
from app.queries.cited_sources import source_cited
from app.queries.claims import ClaimName, claim_name
from app.queries.former_slugs import slug_error
from app.queries.quotes import PassageText, passage_text
from app.queries.sources import (
    ALSO_IN,
    AUTHOR_NAMES,
    AUTHORS,
    SourceName,
    also_lines,
    author_names,
    authors,
    citations,
    coverage,
    date_facts,
)
from app.queries.speakers import SpeakerName, speaker_name
from app.search.hits import marked_passages
from app.search.query import parsed_query
from app.store.connection import Store
from app.store.full_text import found_places
from app.text.highlighting import Span, Step
from app.text.passages import plain
from app.web.params import OpenStore, Slug
from app.web.routes import file, page

# For a block, by its start: where what was searched for stands in the text.
Found = Mapping[int, Sequence[tuple[int, int]]]

_SOURCE = f"""
    SELECT source.*, speaker.id AS speaker_id, speaker.name AS speaker_name,
        {AUTHORS} AS authors, {ALSO_IN} AS also, {AUTHOR_NAMES} AS author_names
    FROM source JOIN speaker ON speaker.id = source.speaker
    WHERE source.id = ?"""

# One row for each quote of the source and each claim that it supports.
_MARKS = """
    SELECT quote.id, quote.start, quote."end", quote.passage, quote.attitude, quote.own,
        speaker.id AS speaker_id, speaker.name AS speaker_name,
        claim.id AS claim_id, claim.text AS claim_text, claim.stance AS claim_stance
    FROM quote
    JOIN speaker ON speaker.id = quote.speaker
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.source = ?
    ORDER BY quote.start, quote."end", claim.position"""

# Every block, a paragraph once for each of its sentences.
_TEXT = """
    SELECT passage.start, passage."end", passage.kind, passage.number,
        sentence.start AS sentence, sentence."end" AS sentence_end,
        aside.reason, aside.note, aside.repeats, repeated.source AS repeats_source
    FROM passage
    LEFT JOIN sentence ON sentence.source = passage.source
        AND sentence.passage = passage.number
    LEFT JOIN set_aside AS aside ON aside.source = sentence.source
        AND aside.start < sentence."end" AND sentence.start < aside."end"
    LEFT JOIN quote AS repeated ON repeated.id = aside.repeats
    WHERE passage.source = ?
    ORDER BY passage.start, sentence.start"""

_NEIGHBOURS = """
    SELECT 'next' AS what, id, short, title FROM source WHERE position = ? + 1
    UNION ALL
    SELECT 'previous', id, short, title FROM source WHERE position = ? - 1"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote of the source, with what is noted beside it."""

    quote: str
    start: int
    end: int
    passage: int
    speaker: SpeakerName | None
    attitude: str
    claims: tuple[ClaimName, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The sides that it serves: one, or both."""
        served = {claim.stance for claim in self.claims}
        return tuple(stance for stance in Stance if stance in served)


def source_page(store: OpenStore, slug: Slug, coming: Arriving) -> SourcePage:
    """Return one source whole, every quote marked.

    Raises NotFound or Moved.
    """
    row = _source(store, slug)
    marks = _marks(store, slug)
    neighbours = store.rows(_NEIGHBOURS, row["position"], row["position"])
    came = arrival(store, coming, {mark.quote for mark in marks})
    blocks = store.rows(_TEXT, slug)
    found = _found(store, coming, row, blocks)
    front, article, back = _parted(_passages(row["text"], blocks, marks, found))
    body = _noted(article, marks, came)
    sentences = [block for block in blocks if block["sentence"] is not None]
    return SourcePage(
        id=slug,
        short=row["short"],
        title=row["title"],
        subtitle=row["subtitle"],
        by=authors(row),
        authors=author_names(row),
        speaker=speaker_name(row),
        publisher=row["publisher"],
        container=row["container"],
        published=date_facts(row),
        also_published=also_lines(row),
        url=row["url"],
        language=row["language"],
        rights=row["rights"],
        original_file=row["original_file"],
        sha256=row["sha256"],
        characters=row["characters"],
        citations=citations(row["cited"]),
        passages=sum(p.number is not None for p in article),
        quotes=len(marks),
        quotes_for=sum(Stance.FOR in mark.stances for mark in marks),
        quotes_against=sum(Stance.AGAINST in mark.stances for mark in marks),
        claims=len({claim.id for mark in marks for claim in mark.claims}),
        front=front,
        body=body,
        back=back,
        strip=_strip(article, marks, came),
        edges=_edges(article),
        arrival=came,
        note=next((n.name for one in body for n in one.notes if n.current), ""),
        searched=_searched(coming, found),
        stray=bool(coming.claim or coming.quote) and came is None,
        coverage=coverage(sentence["reason"] for sentence in sentences),
        set_aside=_set_aside(row["text"], sentences),
        previous=_neighbour(neighbours, "previous"),
        next=_neighbour(neighbours, "next"),
    )


def _source(store: Store, slug: str) -> Row:
    row = store.row(_SOURCE, slug)
    if row is None:
        raise slug_error(store, "source", slug)
    return row


def _neighbour(neighbours: Iterable[Row], what: str) -> SourceName | None:
    found = next((n for n in neighbours if n["what"] == what), None)
    if found is None:
        return None
    return SourceName(found["id"], found["short"], found["title"])


# --- marks and notes ---------------------------------------------------------------


def _marks(store: Store, slug: str) -> list[Mark]:
    """Give the quotes of a source in the order of the text."""
    marks = []
    for quote, group in groupby(store.rows(_MARKS, slug), key=lambda row: row["id"]):
        rows = list(group)
        first = rows[0]
        marks.append(
            Mark(
                quote=quote,
                start=first["start"],
                end=first["end"],
                passage=first["passage"],
                speaker=None if first["own"] else speaker_name(first),
                attitude=first["attitude"],
                claims=tuple(claim_name(row) for row in rows),
            )
        )
    return marks


def _passages(
    text: str, blocks: Iterable[Row], marks: Iterable[Mark], found: Found
) -> list[PassageText]:
    """Give every block of the source, its quotes marked, and what was *found*."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for mark in marks:
        spans[mark.passage].append(Span(mark.quote, mark.start, mark.end))
    return [
        passage_text(
            text,
            0,
            block,
            spans.get(block["number"], []),
            found.get(block["start"], ()),
        )
        for block in {block["start"]: block for block in blocks}.values()
    ]


def _parted(
    passages: Sequence[PassageText],
) -> tuple[tuple[PassageText, ...], ...]:
    """Part what stands before the first paragraph and after the last from the article."""
    numbered = [passage.number is not None for passage in passages]
    first, end = numbered.index(True), len(numbered) - numbered[::-1].index(True)
    return tuple(passages[:first]), tuple(passages[first:end]), tuple(passages[end:])


def _searched(coming: ArrivalRequest, found: Found) -> Searched | None:
    typed, back = searched(coming)
    return Searched(typed, sum(map(len, found.values())), back) if typed else None


def _found(
    store: Store, coming: ArrivalRequest, source: Row, blocks: Iterable[Row]
) -> Found:
    """Say where in each block, by its start, what the reader searched for stands."""
    typed, _ = searched(coming)
    if not typed:
        return {}
    ends = {block["start"]: block["end"] for block in blocks}
    return {
        start: found_places(source["text"], start, ends[start], text)
        for start, text in marked_passages(
            store, parsed_query(typed), source["id"]
        ).items()
    }


def _noted(
    passages: Iterable[PassageText], marks: Sequence[Mark], came: Arrival | None
) -> tuple[Noted, ...]:
    """Give the passages of the body with the notes beside them."""
    by_quote = {mark.quote: mark for mark in marks}
    noted = []
    for passage in passages:
        beside: list[MarginNote] = []
        # Letters follow the order in which they stand in the text.
        for piece in passage.pieces:
            if piece.step is Step.NOTE:
                beside.append(_note(by_quote[piece.quote], beside, came))
        noted.append(Noted(passage, tuple(beside)))
    return tuple(noted)


def _note(mark: Mark, before: Sequence[MarginNote], came: Arrival | None) -> MarginNote:
    """Give the note on a quote, after those *before* it in its passage."""
    its_letter = letter(len(before))
    from_here = came is not None and came.claim in mark.claims
    current = came is not None and came.quote == mark.quote
    claims = mark.claims
    if came is not None and from_here:
        claims = (came.claim, *(one for one in claims if one != came.claim))
    return MarginNote(
        letter=its_letter,
        name=f"{mark.passage}{its_letter}",
        quote=mark.quote,
        stances=mark.stances,
        claims=claims,
        speaker=mark.speaker,
        attitude=mark.attitude,
        current=current,
        fellow=from_here and not current,
        same=_same(claims, before),
    )


def _same(claims: Sequence[ClaimName], before: Iterable[MarginNote]) -> str:
    """Give the letter of the first note *before* that has said the only claim."""
    letters = (note.letter for note in before if claims[0] in note.claims)
    return next(letters, "") if len(claims) == 1 else ""


def letter(number: int) -> str:
    """Give the letter of a note: a to z, then aa to zz and so on; *number* from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters


def _scale(passages: Sequence[PassageText]) -> tuple[int, float]:
    """Give where the body begins, and how many characters make 1 of 1000 parts."""
    begin, end = passages[0].start, passages[-1].end
    return begin, (end - begin) / 1000


def _strip(
    passages: Sequence[PassageText], marks: Iterable[Mark], arrival: Arrival | None
) -> tuple[StripMark, ...]:
    """Give where in the body the quotes stand, one mark for each side they serve."""
    begin, part = _scale(passages)
    return tuple(
        StripMark(
            quote=mark.quote,
            stance=stance,
            start=round((mark.start - begin) / part, 1),
            width=round((mark.end - mark.start) / part, 1),
            current=arrival is not None and arrival.quote == mark.quote,
        )
        for mark in marks
        for stance in mark.stances
    )


def _edges(passages: Sequence[PassageText]) -> tuple[float, ...]:
    begin, part = _scale(passages)
    ends = [p.end for p in passages if p.kind is PassageKind.PARAGRAPH]
    return tuple(round((end - begin) / part, 1) for end in ends[:-1])


# --- what became of the sentences ----------------------------------------------------


def _set_aside(text: str, sentences: Iterable[Row]) -> tuple[AsideLine, ...]:
    """Give each sentence that is set aside, so that the counts open onto them."""
    return tuple(
        AsideLine(
            passage=row["number"],
            text=plain(text, row["sentence"], row["sentence_end"]),
            reason=Reason(row["reason"]),
            note=row["note"],
            repeats=row["repeats"],
            repeats_source=row["repeats_source"],
        )
        for row in sentences
        if row["reason"] is not None
    )


def source_references(store: OpenStore, slug: Slug) -> list[Cited]:
    """Return one source as a reference, its quotes as notes."""
    return source_cited(store, slug)


reference_files("/sources/{slug}", "source", source_references)
page("/sources/{slug}", "pages/source.html", SourcePage, source_page)


@file("/sources/{slug}.txt", response_class=PlainTextResponse)
async def source_text(slug: Slug, store: OpenStore) -> PlainTextResponse:
    """Return the file of a source as received, byte for byte."""
    row = store.row("SELECT text FROM source WHERE id = ?", slug)
    if row is None:
        raise slug_error(store, "source", slug)
    return PlainTextResponse(row["text"])
