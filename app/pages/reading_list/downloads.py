"""A reading list as a document to download: headings, quotes, references."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from app.citations.italics import runs
from app.citations.titles import turned
from app.domain.vocabulary import (
    INFERRED_DATE,
    INFERRED_NAME,
    MISSING_PARTS,
    PARAGRAPHS,
    Modality,
    Style,
)
from app.exports.document.model import (
    NOTE_SLOT,
    SITE_SLOT,
    Block,
    BlockKind,
    Document,
    Run,
)
from app.pages.reading_list.page_object import (
    ItemQuote,
    ListItem,
    ReadingListPage,
    Reference,
)
from app.queries.quotes import QuoteLine
from app.store.connection import Stamp, Store, placeholders

# The longest beginning of a quote's words in its heading, in characters.
_LONGEST_HEADING = 60
_NO_SITE = " Addresses are given without the name of the site."


def reading_list_document(
    store: Store, page: ReadingListPage, *, fill: bool = False
) -> Document:
    """Return the document of a *page*.

    With *fill* it has placeholders for notes and, if the site does not know its own
    address, for that: the page's own script fills them in.
    """
    host = store.host or (SITE_SLOT if fill else "")
    site = host + store.root
    stamp = store.stamp
    blocks = [
        _block(BlockKind.TITLE, "Reading list"),
        Block(BlockKind.LINE, (Run(stamp.question, bold=True),)),
        Block(BlockKind.LINE, tuple(_summary(page, stamp, host))),
    ]
    reasons = _reasons(store, [item.claim.id for item in page.items if item.claim])
    for item in page.items:
        blocks += _item(item, store, site, reasons, page.style)
        if fill:
            blocks.append(_block(BlockKind.NOTE, NOTE_SLOT.format(item.id)))
    blocks += _references(page.references, page.style, site, stamp.site_name)
    day = dt.date.fromisoformat(stamp.date)
    return Document(
        f"Reading list: {stamp.question}", "en", day, tuple(blocks), stamp.site_name
    )


def _block(kind: BlockKind, words: str) -> Block:
    return Block(kind, (Run(words),))


def _url(site: str, path: str) -> Run:
    """Return a URL as text, which is a link if the site knows its own host."""
    url = f"{site}{path}"
    return Run(url, "" if url.startswith("/") else url)


def _references(
    references: Sequence[Reference], style: Style, site: str, name: str
) -> Iterator[Block]:
    """Return the entries; where each can be read on the site is no part of its entry."""
    if references:
        yield _block(BlockKind.HEADING, style.list_heading)
    if not all(reference.url for reference in references):
        yield _block(BlockKind.LINE, MISSING_PARTS)
    if any(reference.inferred for reference in references):
        yield _block(BlockKind.LINE, INFERRED_DATE)
    if any(reference.inferred_names for reference in references):
        yield _block(BlockKind.LINE, INFERRED_NAME)
    if references and style is not Style.MLA:
        yield _block(BlockKind.LINE, PARAGRAPHS)
    for reference in references:
        entry = _runs(reference.html)
        url = _url(site, f"/sources/{reference.source.id}")
        yield Block(BlockKind.REFERENCE, entry, (Run(f"Read at {name}: "), url))


def _runs(html: str, link: str = "") -> tuple[Run, ...]:
    """Return a citation with its italics, which is a *link* if that is given."""
    return tuple(Run(text, link, italic=italic) for text, italic in runs(html))


def _summary(page: ReadingListPage, stamp: Stamp, host: str) -> Iterator[Run]:
    """Say what the list holds, and from which release."""
    n_claims = sum(item.claim is not None for item in page.items)
    n_quotes = len(page.items) - n_claims
    counts = [
        f"{n} {noun}{'s' if n != 1 else ''}"
        for n, noun in ((n_claims, "claim"), (n_quotes, "quote"))
        if n or not page.items
    ]
    yield Run(f"{' and '.join(counts)} from {stamp.site_name}, release of {stamp.day}.")
    if page.items:
        yield Run(f" References are in the style of {page.style.label}.")
    if not host:
        yield Run(_NO_SITE)


def _reasons(store: Store, claims: Sequence[str]) -> dict[str, str]:
    """Return why the *claims* speak for their side, as far as the editors say it."""
    rows = store.rows(
        f"""SELECT id, because FROM claim
        WHERE because IS NOT NULL AND id IN ({placeholders(claims)})""",
        *claims,
    )
    return {row["id"]: row["because"] for row in rows}


def _item(
    item: ListItem,
    store: Store,
    site: str,
    reasons: Mapping[str, str],
    style: Style,
) -> Iterator[Block]:
    """Return the blocks of a claim with its quotes, or of a quote with its claims."""
    if item.claim:
        claim = item.claim
        yield _block(BlockKind.HEADING, f"{store.labels[claim.stance]}: {claim.text}")
        theme = Run(f"Theme: {claim.theme.title}. ")
        yield Block(BlockKind.LINE, (theme, _url(site, f"/claims/{claim.id}")))
        if because := reasons.get(claim.id):
            words = f"Why it matters here, say the editors: {because}"
            yield _block(BlockKind.LINE, words)
        yield from (_block(BlockKind.LINE, words) for words in _bearings(item))
        for quote in item.quotes:
            yield from _quote(quote, _language(store, quote.line), site, style)
        return
    (quote,) = item.quotes
    line = quote.line
    language = _language(store, line)
    words = turned(_on_one_line(line.shown))
    if len(words) > _LONGEST_HEADING:
        words = words[: _LONGEST_HEADING - 1].rsplit(" ", 1)[0] + " …"
    yield Block(
        BlockKind.HEADING,
        (
            Run(f"Quote from {line.source.short}, passage {line.passage}: “"),
            Run(words, language=language),
            Run("”"),
        ),
    )
    yield from _quote(quote, language, site, style)
    for supported in quote.claims:
        side = store.words[supported.stance]
        firmly = _firmly(supported.modality, " ({})")
        words = f"Supports the claim {side}{firmly}: {supported.text} "
        yield Block(BlockKind.BY, (Run(words), _url(site, f"/claims/{supported.id}")))


def _bearings(item: ListItem) -> Iterator[str]:
    """Return how a claim bears on others of the list, and they on it; and how many more do."""
    for relation in item.relations:
        words = f"{relation.words}: {relation.claim.text} {relation.note or ''}"
        yield words.strip()
    if n := item.answered_elsewhere:
        others = "claim that is" if n == 1 else "claims that are"
        yield f"Answered by {n} {others} not on this list."


def _language(store: Store, line: QuoteLine) -> str:
    """Return the language of a quote; empty if it is that of the document."""
    language = store.languages[line.source.id]
    return "" if language == "en" else language


def _quote(quote: ItemQuote, language: str, site: str, style: Style) -> Iterator[Block]:
    """Return the quoted words, then who says them, and the whole sentence."""
    line = quote.line
    words = Run(_on_one_line(line.shown), language=language)
    yield Block(BlockKind.QUOTE, (words,))
    who = Run(f"{attribution(line)}. ")
    yield Block(BlockKind.BY, (who, _url(site, f"/quotes/{line.id}")))
    in_text = _runs(quote.in_text, f"#r{quote.number}")
    yield Block(BlockKind.BY, (Run(f"{style.cited_in}: "), *in_text))
    if any(map(str.isalnum, line.before + line.after)):
        whole = turned(_on_one_line(line.before + line.shown + line.after))
        words = Run(whole, language=language)
        yield Block(BlockKind.BY, (Run("The whole sentence: “"), words, Run("”")))
    if line.note:
        yield _block(BlockKind.BY, f"Editors: {_on_one_line(line.note)}")


def attribution(line: QuoteLine) -> str:
    """Return who says a quote, what its author does with it, and where it stands."""
    who, verb, source = line.speaker.name, line.attitude.by, line.source.short
    if not line.own:
        words = f"{who}{line.attitude.relayed} {source}"
    elif who in source:
        words = f"{verb.split()[0].capitalize()} in {source}"
    else:
        words = f"{verb.capitalize()} {who} in {source}"
    firmly = _firmly(line.modality, "; {}")
    return f"{words}, passage {line.passage}{line.citing}{firmly}"


def _firmly(modality: Modality | None, form: str) -> str:
    """Return how firmly a quote puts a claim, within *form*; nothing if it is flat."""
    if modality is None or modality is Modality.FLAT:
        return ""
    return form.format(modality.label)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
