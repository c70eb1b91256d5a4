"""A reading list as a text to take along: headings, quotes, numbered references."""

import datetime as dt
from collections.abc import Iterator

from app.exports.document.model import NOTE, SITE, Block, Document, Kind, Run
from app.pages.reading_list.model import ItemQuote, ListItem, ReadingListPage
from app.queries.quotes import QuoteLine
from app.store.connection import Store

_NO_SITE = " Addresses are given without the name of the site."


def reading_list_document(
    store: Store, page: ReadingListPage, *, fill: bool = False
) -> Document:
    """Give the text of a *page*.

    With *fill* it has places for notes and, where the site does not know its own
    address, for that: the page's own script fills them in.
    """
    site = store.site or (SITE if fill else "")
    stamp = store.stamp
    blocks = [
        _block(Kind.TITLE, "Reading list"),
        Block(Kind.LINE, (Run(stamp.question, bold=True),)),
        Block(Kind.LINE, tuple(_about(page, stamp.date, site))),
    ]
    for item in page.items:
        blocks += _item(item, site)
        if fill:
            blocks.append(_block(Kind.NOTE, NOTE.format(item.id)))
    if page.references:
        blocks.append(_block(Kind.HEADING, "References"))
    blocks += [
        Block(
            Kind.REFERENCE,
            (Run(f"{one.text} "), _at(site, f"/sources/{one.source.id}")),
        )
        for one in page.references
    ]
    day = dt.date.fromisoformat(stamp.date)
    return Document(f"Reading list: {stamp.question}", "en", day, tuple(blocks))


def _block(kind: Kind, words: str) -> Block:
    return Block(kind, (Run(words),))


def _at(site: str, path: str) -> Run:
    """Give an address as words, which lead there where the site is known."""
    return Run(f"{site}{path}", f"{site}{path}" if site else "")


def _about(page: ReadingListPage, date: str, site: str) -> Iterator[Run]:
    """Say what the list holds, and of which data."""
    n_claims = sum(item.claim is not None for item in page.items)
    n_quotes = len(page.items) - n_claims
    counts = [
        f"{n} {noun}{'s' if n != 1 else ''}"
        for n, noun in ((n_claims, "claim"), (n_quotes, "quote"))
        if n or not page.items
    ]
    yield Run(f"{' and '.join(counts)} from Counterpoint, release of {date}.")
    if page.items:
        yield Run(f" Numbers name the references, in the style of {page.style.label}.")
    if not site:
        yield Run(_NO_SITE)


def _item(item: ListItem, site: str) -> Iterator[Block]:
    """Give what was kept, with its quotes."""
    if item.claim:
        claim = item.claim
        yield _block(Kind.HEADING, f"{claim.stance.label}: {claim.text}")
        theme = Run(f"Theme: {claim.theme.title}. ")
        yield Block(Kind.LINE, (theme, _at(site, f"/claims/{claim.id}")))
    else:
        line = item.quotes[0].line
        words = f"Quote from {line.source.short}, passage {line.passage}"
        yield _block(Kind.HEADING, words)
    for quote in item.quotes:
        yield from _quote(quote, site)
        if not item.claim:
            yield from _claims(quote, site)


def _quote(quote: ItemQuote, site: str) -> Iterator[Block]:
    """Give the words by themselves, then who says them, and the whole of the sentence."""
    line = quote.line
    yield _block(Kind.QUOTE, _plain(line.exact))
    number = Run(f"[{quote.number}]", f"#r{quote.number}")
    where = Run(f"{said(line)} "), number, Run(". "), _at(site, f"/quotes/{line.id}")
    yield Block(Kind.BY, where)
    if any(map(str.isalnum, line.before + line.after)):
        whole = _plain(line.before + line.exact + line.after)
        yield _block(Kind.BY, f"The whole sentence: “{whole}”")
    if line.note:
        yield _block(Kind.BY, f"Curators: {_plain(line.note)}")


def _claims(quote: ItemQuote, site: str) -> Iterator[Block]:
    """Give the claims that a quote supports which was kept by itself."""
    for claim in quote.claims:
        words = f"Supports the claim {claim.stance}: {claim.text} "
        yield Block(Kind.BY, (Run(words), _at(site, f"/claims/{claim.id}")))


def said(line: QuoteLine) -> str:
    """Say who says a quote, what the author of its source does with it, and where."""
    who, how, source = line.speaker.name, line.attitude.by, line.source.short
    if not line.own:
        told = f"{who}, {how} {source}"
    elif who in source:
        told = f"{how.split()[0].capitalize()} in {source}"
    else:
        told = f"{how.capitalize()} {who} in {source}"
    after = f", after {line.origin.by}" if line.origin else ""
    return f"{told}, passage {line.passage}{after}"


def _plain(text: str) -> str:
    """Give words on one line, without the breaks of the file."""
    return " ".join(text.split())
