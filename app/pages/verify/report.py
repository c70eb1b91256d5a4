"""The report on a text as a document to print or to keep."""

import datetime as dt
from collections.abc import Iterator

from app.exports.document.model import Block, BlockKind, Document, Run
from app.pages.verify.quotation import QuotationPlace
from app.pages.verify.text import VerifiedQuotation, VerifiedText
from app.store.connection import Store


def report(store: Store, verified: VerifiedText, host: str) -> Document:
    """Return what was found: a summary, then every quotation that was checked.

    *host* is where its links lead.
    """
    stamp = store.stamp
    summary = f"{verified.summary} Checked against the articles of “{stamp.question}”"
    blocks = [
        _block(BlockKind.TITLE, "Quotations checked"),
        _block(BlockKind.LINE, f"{summary}, release of {stamp.day}."),
        *(
            _block(BlockKind.LINE, remark)
            for remark in (*verified.remarks, verified.terms)
            if remark
        ),
    ]
    for number, one in enumerate(verified.judged, 1):
        blocks += _quotation(number, one, host)
    day = dt.date.fromisoformat(stamp.date)
    return Document("Quotations checked", "en", day, tuple(blocks), stamp.site_name)


def _block(kind: BlockKind, words: str) -> Block:
    return Block(kind, (Run(words),))


def _quotation(number: int, one: VerifiedQuotation, host: str) -> Iterator[Block]:
    """Return the blocks of one quotation: its words, the verdict, where it is found."""
    yield _block(BlockKind.HEADING, f"{number}. {one.verdict}")
    yield _block(BlockKind.QUOTE, " ".join(one.words.split()))
    for remark in one.remarks:
        yield _block(BlockKind.LINE, remark)
    if one.speaker:
        yield _block(BlockKind.LINE, f"Said by {one.speaker}.")
    if one.editors:
        read = Run(f"Read the {one.editors.kind}", host + one.editors.address)
        yield Block(BlockKind.BY, (read,))
    for place in one.places:
        yield Block(BlockKind.BY, tuple(_where(place, host)))
    if one.nearest:
        words = " ".join(one.nearest.shown.split())
        yield _block(BlockKind.BY, f"Closest match, in different words: “{words}”")
        yield Block(BlockKind.BY, tuple(_where(one.nearest, host)))


def _where(place: QuotationPlace, host: str) -> Iterator[Run]:
    """Return where words are found, as a link if the site knows its address."""
    yield Run(f"{place.source.short}, {place.where}. ")
    if place.bits:
        yield Run(f"The article says: “{' '.join(place.shown.split())}” ")
    yield Run("Read it there", host + place.address)
