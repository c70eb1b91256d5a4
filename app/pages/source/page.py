"""The page of a source: the whole article, with its quotes marked."""

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Row
from typing import Any

from fastapi.responses import PlainTextResponse

from app.citations.citation import citations
from app.citations.reference import SourceReference
from app.domain.records import full_title
from app.domain.vocabulary import Attitude, PassageKind, Reason, SourceKind, Stance
from app.pages._references import reference_files
from app.pages.source.arrival import ArrivalFromUrl, arrival_of, search_origin
from app.pages.source.model import (
    Arrival,
    AsideLine,
    LinkedSentence,
    LinkedWords,
    MarginNote,
    NotedPassage,
    SearchOrigin,
    SourcePage,
    StripMark,
    WithdrawnQuote,
)
from app.pages.source.words import WordsFromUrl, linked_sentences, linked_words
from app.queries.cited_sources import cited_for_source
from app.queries.claims import CLAIM_COLUMNS, ClaimName, claim_name
from app.queries.former_slugs import former_ids, slug_error, withdrawn_quotes
from app.queries.quotes import IS_CUT_OFF, PassageText, caution, passage_text
from app.queries.sources import (
    ALSO_IN,
    AUTHORS,
    INFERRED,
    SENTENCE_USE,
    SOURCE_COLUMNS,
    also_lines,
    author_names,
    byline,
    coverage,
    date_facts,
    inferred_names,
    source_name,
)
from app.queries.speakers import SPEAKER_COLUMNS, SpeakerName, speaker_name
from app.search.hits import marked_passages
from app.search.query import parsed_query
from app.store.connection import Store
from app.store.full_text import found_spans
from app.text.anchoring import fold
from app.text.nested_marks import QuoteSpan, Step
from app.text.visible_text import visible_text
from app.web.params import OpenStore, Slug
from app.web.routes import data_file, page

# For each block, by its start: the places in the text that the reader searched for.
SearchedPlaces = Mapping[int, Sequence[tuple[int, int]]]

_SOURCE = f"""
    SELECT source.*, {SPEAKER_COLUMNS}, speaker.description AS described,
        {AUTHORS} AS authors, {ALSO_IN} AS also,
        {INFERRED} AS inferred
    FROM source JOIN speaker ON speaker.id = source.speaker
    WHERE source.id = ?"""

# One row for each quote of the source and each claim that it supports.
_MARKS = f"""
    SELECT quote.id, quote.start, quote."end", quote.passage, quote.attitude, quote.own,
        {IS_CUT_OFF},
        {SPEAKER_COLUMNS}, {CLAIM_COLUMNS}
    FROM quote
    JOIN speaker ON speaker.id = quote.speaker
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.source = ?
    ORDER BY quote.start, quote."end", claim.position"""

# Every block, a paragraph once for each of its sentences.
_TEXT = f"""
    SELECT passage.start, passage."end", passage.kind, passage.number,
        sentence.start AS sentence, sentence."end" AS sentence_end,
        {SENTENCE_USE} AS used, aside.reason, aside.note, aside.repeats, repeated.source AS repeats_source
    FROM passage
    LEFT JOIN sentence ON sentence.source = passage.source
        AND sentence.passage = passage.number
    LEFT JOIN set_aside AS aside ON aside.source = sentence.source
        AND aside.start < sentence."end" AND sentence.start < aside."end"
    LEFT JOIN quote AS repeated ON repeated.id = aside.repeats
    WHERE passage.source = ?
    ORDER BY passage.start, sentence.start"""

_NEIGHBOURS = f"""
    SELECT position, {SOURCE_COLUMNS} FROM source
    WHERE position IN (?1 - 1, ?1 + 1)"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote of the source, with what the note beside it says."""

    quote: str
    former: tuple[str, ...]
    start: int
    end: int
    passage: int
    speaker: SpeakerName | None
    attitude: str
    caution: str
    claims: tuple[ClaimName, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The sides that it serves: one, or both."""
        served = {claim.stance for claim in self.claims}
        return tuple(stance for stance in Stance if stance in served)


def source_page(
    store: OpenStore,
    slug: Slug,
    arrival_request: ArrivalFromUrl,
    words_request: WordsFromUrl,
) -> SourcePage:
    """Return the whole text of one source, with every quote marked.

    Raises NotFound or Moved.
    """
    row = store.row(_SOURCE, slug)
    if row is None:
        raise slug_error(store, "source", slug)
    marks = _marks(store, slug, len(author_names(row)))
    arrival = arrival_of(store, arrival_request, {mark.quote for mark in marks})
    blocks = store.rows(_TEXT, slug)
    typed, back_to_search = search_origin(store, arrival_request)
    places = _searched_places(store, typed, row, blocks)
    linked = linked_words(row["text"], blocks, words_request)
    front, article, back = _parts(
        _passages(row["text"], blocks, marks, places, linked), row
    )
    sentences = linked_sentences(row["text"], blocks, words_request)
    body = _noted_passages(article, marks, arrival, sentences)
    rows = [block for block in blocks if block["sentence"] is not None]
    withdrawn = tuple(_withdrawn(store, row["text"]))
    return SourcePage(
        id=slug,
        **_facts(row),
        passages=sum(p.number is not None for p in article),
        **_counts(marks),
        front=front,
        body=body,
        back=back,
        strip=_strip(article, marks, arrival),
        edges=_edges(article),
        arrival=arrival,
        note=next((n.name for noted in body for n in noted.notes if n.current), ""),
        searched=SearchOrigin(typed, sum(map(len, places.values())), back_to_search)
        if typed
        else None,
        linked=linked,
        stray=bool(arrival_request.claim or arrival_request.quote) and arrival is None,
        coverage=coverage(_uses(rows)),
        set_aside=_set_aside(row["text"], rows),
        withdrawn=withdrawn,
        gone=next((one for one in withdrawn if one.id == arrival_request.quote), None),
        **_neighbours(store, row["position"]),
    )


def _neighbours(store: Store, position: int) -> dict[str, Any]:
    """Return the fields of the page that name the sources beside it."""
    names = {
        row["position"]: source_name(row) for row in store.rows(_NEIGHBOURS, position)
    }
    return {"previous": names.get(position - 1), "next": names.get(position + 1)}


def _counts(marks: Sequence[Mark]) -> dict[str, Any]:
    """Return the fields of the page that count its quotes."""
    return {
        "quotes": len(marks),
        "quotes_for": sum(Stance.FOR in mark.stances for mark in marks),
        "quotes_against": sum(Stance.AGAINST in mark.stances for mark in marks),
        "claims": len({claim.id for mark in marks for claim in mark.claims}),
    }


def _facts(row: Row) -> dict[str, Any]:
    """Return the fields of the page that the source's own row fills."""
    return {
        "short": row["short"],
        "title": row["title"],
        "subtitle": row["subtitle"],
        "by": byline(row),
        "authors": author_names(row),
        "speaker": speaker_name(row),
        "described": row["described"],
        "publisher": row["publisher"],
        "container": row["container"],
        "volume": row["volume"],
        "issue": row["issue"],
        "pages": row["pages"],
        "kind": SourceKind(row["kind"]),
        "inferred": inferred_names(row),
        "published": date_facts(row),
        "also_published": also_lines(row),
        "url": row["url"],
        "language": row["language"],
        "rights": row["rights"],
        "original_file": row["original_file"],
        "sha256": row["sha256"],
        "characters": row["characters"],
        "citations": citations(row["cited"], row["cited_in_text"]),
        "in_text": tuple(row["cited_in_text"].split("\n")),
    }


# --- marks and notes ---------------------------------------------------------------


def _marks(store: Store, slug: str, authors: int) -> list[Mark]:
    """Return the quotes of a source in text order; it has so many *authors*."""
    marks = []
    found = store.rows(_MARKS, slug)
    former = former_ids(store, {row["id"] for row in found})
    for quote, group in groupby(found, key=lambda row: row["id"]):
        rows = list(group)
        first = rows[0]
        marks.append(
            Mark(
                quote=quote,
                former=former[quote],
                start=first["start"],
                end=first["end"],
                passage=first["passage"],
                speaker=None if first["own"] else speaker_name(first),
                attitude=first["attitude"],
                caution=caution(
                    first["speaker_name"],
                    Attitude(first["attitude"]),
                    own=bool(first["own"]),
                    authors=authors,
                    cut_off=bool(first["is_cut_off"]),
                ),
                claims=tuple(claim_name(row) for row in rows),
            )
        )
    return marks


def _passages(
    text: str,
    blocks: Iterable[Row],
    marks: Iterable[Mark],
    places: SearchedPlaces,
    linked: LinkedWords | None,
) -> list[PassageText]:
    """Return every block of the source with quotes, searched and linked words marked."""
    words = (linked.start or 0, linked.end or 0) if linked else (0, 0)
    spans: dict[int, list[QuoteSpan]] = defaultdict(list)
    for mark in marks:
        spans[mark.passage].append(QuoteSpan(mark.quote, mark.start, mark.end))
    return [
        passage_text(
            text,
            0,
            block,
            spans.get(block["number"], []),
            places=places.get(block["start"], ()),
            linked=words,
        )
        for block in {block["start"]: block for block in blocks}.values()
    ]


def _parts(
    passages: Sequence[PassageText], source: Row
) -> tuple[tuple[PassageText, ...], ...]:
    """Return what stands before the article, the article, and what follows it.

    It begins with its first paragraph, or with the headings just above that which do not
    only say the title again.
    """
    numbered = [passage.number is not None for passage in passages]
    first, end = numbered.index(True), len(numbered) - numbered[::-1].index(True)
    title = fold(full_title(source["title"], source["subtitle"])).text
    while first and passages[first - 1].kind is PassageKind.HEADING:
        above = passages[first - 1]
        if fold(source["text"][above.start : above.end]).text in title:
            break
        first -= 1
    return tuple(passages[:first]), tuple(passages[first:end]), tuple(passages[end:])


def _searched_places(
    store: Store, typed: str, source: Row, blocks: Iterable[Row]
) -> SearchedPlaces:
    """Return where each block has what the reader searched for."""
    if not typed:
        return {}
    ends = {block["start"]: block["end"] for block in blocks}
    marked = marked_passages(store, parsed_query(typed), source["id"])
    return {
        start: found_spans(source["text"], start, ends[start], text)
        for start, text in marked.items()
    }


def _noted_passages(
    passages: Iterable[PassageText],
    marks: Sequence[Mark],
    arrival: Arrival | None,
    sentences: Mapping[int, tuple[LinkedSentence, ...]],
) -> tuple[NotedPassage, ...]:
    """Return the passages of the body with the notes beside them.

    *sentences* are those to be linked to, by where their passage begins.
    """
    by_quote = {mark.quote: mark for mark in marks}
    noted = []
    for passage in passages:
        notes: list[MarginNote] = []
        # Letters follow the order in which they stand in the text.
        for piece in passage.pieces:
            if piece.step is Step.NOTE:
                notes.append(_note(by_quote[piece.quote], notes, arrival))
        linked = sentences.get(passage.start, ())
        noted.append(NotedPassage(passage, tuple(notes), linked))
    return tuple(noted)


def _note(
    mark: Mark, before: Sequence[MarginNote], arrival: Arrival | None
) -> MarginNote:
    """Return the note on a quote, after those *before* it in its passage."""
    letter = note_letter(len(before))
    claims = mark.claims
    fellow = current = False
    if arrival is not None:
        current = arrival.quote == mark.quote
        fellow = arrival.claim in claims and not current
        claims = tuple(sorted(claims, key=lambda claim: claim != arrival.claim))
    return MarginNote(
        letter=letter,
        name=f"{mark.passage}{letter}",
        quote=mark.quote,
        former=mark.former,
        stances=mark.stances,
        claims=claims,
        speaker=mark.speaker,
        attitude=mark.attitude,
        caution=mark.caution,
        current=current,
        fellow=fellow,
        same=_same(claims, before),
    )


def _same(claims: Sequence[ClaimName], before: Iterable[MarginNote]) -> str:
    """Return the letter of the first note *before* on the claim, if there is only one."""
    letters = (note.letter for note in before if claims[0] in note.claims)
    return next(letters, "") if len(claims) == 1 else ""


def note_letter(number: int) -> str:
    """Return the letter of a note: a to z, then aa to zz and so on; *number* from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters


def _scale(passages: Sequence[PassageText]) -> tuple[int, float]:
    """Return where the body begins, and the length of 1/1000 of it in characters."""
    begin, end = passages[0].start, passages[-1].end
    return begin, (end - begin) / 1000


def _strip(
    passages: Sequence[PassageText], marks: Iterable[Mark], arrival: Arrival | None
) -> tuple[StripMark, ...]:
    """Return where in the body the quotes stand, one mark for each side they serve."""
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
    ends = [p.end for p in passages if p.number is not None]
    return tuple(round((end - begin) / part, 1) for end in ends[:-1])


def _uses(sentences: Iterable[Row]) -> Iterator[str | None]:
    """Return what became of the sentences of paragraphs."""
    for row in sentences:
        if row["kind"] == PassageKind.PARAGRAPH:
            yield row["used"]


def _set_aside(text: str, sentences: Iterable[Row]) -> tuple[AsideLine, ...]:
    """Return the sentences that are set aside."""
    return tuple(
        AsideLine(
            passage=row["number"],
            text=visible_text(text, row["sentence"], row["sentence_end"]),
            reason=Reason(row["reason"]),
            note=row["note"],
            repeats=row["repeats"],
            repeats_source=row["repeats_source"],
        )
        for row in sentences
        if row["reason"] is not None
    )


def _withdrawn(store: Store, text: str) -> Iterator[WithdrawnQuote]:
    """Return the withdrawn quotes whose words stand in *text*, line breaks aside."""
    words = " ".join(text.split())
    for quote in withdrawn_quotes(store):
        if " ".join(quote.said.split()) in words:
            yield WithdrawnQuote(quote.slug, quote.said, quote.reason)


def source_references(store: OpenStore, slug: Slug) -> list[SourceReference]:
    """Return one source as a reference."""
    return cited_for_source(store, slug)


reference_files("/sources/{slug}", "source", source_references)
page("/sources/{slug}", "source/page.html", SourcePage, source_page)


@data_file("/sources/{slug}.txt", response_class=PlainTextResponse)
async def source_text(slug: Slug, store: OpenStore) -> PlainTextResponse:
    """Return the file of a source as received, byte for byte."""
    row = store.row("SELECT text FROM source WHERE id = ?", slug)
    if row is None:
        raise slug_error(store, "source", slug)
    return PlainTextResponse(row["text"])
