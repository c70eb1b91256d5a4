"""What the page of a reading list shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.citations.reference import Cited
from app.domain.vocabulary import Style
from app.exports.registry import DOCUMENTS, DocumentForm
from app.pages._references import reference_files
from app.pages.reading_list.address import ChangedList, Listed
from app.pages.reading_list.document import reading_list_document
from app.pages.reading_list.model import (
    ItemQuote,
    ListItem,
    MissingItem,
    ReadingListPage,
    Reference,
)
from app.queries.cited_sources import cited
from app.queries.claims import ClaimLine, claim_lines, claim_name
from app.queries.quotes import (
    QUOTE_COLUMNS,
    QUOTE_ORDER,
    QUOTE_TABLES,
    quote_line,
)
from app.queries.sources import SourceName
from app.store.connection import Store, placeholders
from app.web.params import OpenStore
from app.web.routes import file, of_type, page

# A quote is handed on with the way back to the list, which an address has room for when
# it is no longer than this. Our choice.
_LONGEST_ORIGIN = 500  # characters

# Every quote that is asked for, by itself or under its claim, once for each such claim.
_QUOTES = f"""
    SELECT claim.id AS claim_id, claim.text AS claim_text,
        claim.stance AS claim_stance, {QUOTE_COLUMNS}
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.id IN ({{quotes}}) OR claim.id IN ({{claims}})
    ORDER BY {QUOTE_ORDER}, claim.position"""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the store has of a list."""

    now: dict[str, str]
    """What a former slug leads to."""
    withdrawn: dict[str, Row]
    claims: dict[str, ClaimLine]
    under: dict[str, list[Row]]
    """The rows of the quotes under each claim."""
    alone: dict[str, list[Row]]
    """The rows of each quote, one for each of its claims."""


def reading_list_page(store: OpenStore, wanted: ChangedList) -> ReadingListPage:
    """Return the claims and quotes that the address names, with their references."""
    found = _found(store, wanted.ids)
    numbers: dict[SourceName, int] = {}
    items: dict[str, ListItem] = {}
    lost = []
    for one in wanted.ids:
        slug = found.now.get(one, one)
        item = _kept(one, slug, found, numbers)
        if item:
            items.setdefault(slug, item)
        else:
            row = found.withdrawn.get(one)
            lost.append(
                MissingItem(one, row["said"], row["reason"])
                if row
                else MissingItem(one, "", "")
            )
    origin = f"/reading-list?{wanted.query}"
    return ReadingListPage(
        keep=wanted.keep,
        style=wanted.style,
        query=wanted.query,
        origin=origin if len(origin) <= _LONGEST_ORIGIN else "",
        items=tuple(items.values()),
        references=_references(store, numbers, wanted.style),
        lost=tuple(lost),
        left_out=wanted.left_out,
    )


def _found(store: Store, ids: Sequence[str]) -> _Found:
    """Look up everything that is named, in as many statements as there are kinds."""
    if not ids:
        return _Found({}, {}, {}, {}, {})
    former = {
        row["slug"]: row
        for row in store.rows(
            f"SELECT * FROM former WHERE kind = 'claim' AND slug IN ({placeholders(ids)})",
            *ids,
        )
    }
    now = {slug: row["now"] for slug, row in former.items() if row["now"]}
    slugs = list(dict.fromkeys(now.get(one, one) for one in ids))
    claims = claim_lines(store, slugs)
    under: dict[str, list[Row]] = defaultdict(list)
    alone: dict[str, list[Row]] = defaultdict(list)
    asked = _QUOTES.format(quotes=placeholders(ids), claims=placeholders(slugs))
    for row in store.rows(asked, *ids, *slugs):
        under[row["claim_id"]].append(row)
        alone[row["id"]].append(row)
    withdrawn = {slug: row for slug, row in former.items() if slug not in now}
    return _Found(now, withdrawn, claims, under, alone)


def _kept(
    one: str, slug: str, found: _Found, numbers: dict[SourceName, int]
) -> ListItem | None:
    """Give what *one* names, its sources numbered; None where it names nothing."""
    if slug in found.claims:
        rows = found.under[slug]
        return ListItem(
            one, found.claims[slug], _quotes([[row] for row in rows], numbers)
        )
    if one in found.alone:
        return ListItem(one, None, _quotes([found.alone[one]], numbers))
    return None


def _quotes(
    groups: Iterable[Sequence[Row]], numbers: dict[SourceName, int]
) -> tuple[ItemQuote, ...]:
    """Make quotes of their rows; a source that is new has the next number."""
    made = []
    for rows in groups:
        line = quote_line(rows[0])
        number = numbers.setdefault(line.source, len(numbers) + 1)
        made.append(ItemQuote(line, number, tuple(claim_name(row) for row in rows)))
    return tuple(made)


def _references(
    store: Store, numbers: dict[SourceName, int], style: Style
) -> tuple[Reference, ...]:
    """Give the sources that were numbered, each as an entry in that style."""
    if not numbers:
        return ()
    ids = [source.id for source in numbers]
    told = store.rows(
        f"SELECT id, cited FROM source WHERE id IN ({placeholders(ids)})", *ids
    )
    at = list(Style).index(style)
    cited = {row["id"]: row["cited"].split("\n")[at] for row in told}
    return tuple(
        Reference(number, source, cited[source.id])
        for source, number in numbers.items()
    )


def reading_list_data(store: OpenStore, wanted: Listed) -> ReadingListPage:
    """Return the claims and quotes that the address names, with their references."""
    return reading_list_page(store, wanted)


def reading_list_references(store: OpenStore, wanted: Listed) -> list[Cited]:
    """Return the sources of a reading list as references, its quotes as notes."""
    listed = reading_list_page(store, wanted)
    return cited(
        store,
        [one.source.id for one in listed.references],
        [quote.line.id for item in listed.items for quote in item.quotes],
    )


reference_files("/reading-list", "list", reading_list_references)


def _document_file(form: DocumentForm) -> None:
    """Register the reading list as a document in one format.

    It is sent as a download: its own style would break the rules for pages of this site.
    """
    binary = {"format": "binary"} if form.ending == "docx" else {}
    name = f"reading-list.{form.ending}"

    @file(f"/{name}", name=f"list_{form.ending}", **of_type(form.media_type, **binary))
    async def write(
        wanted: Listed,
        store: OpenStore,
        *,
        fill: Annotated[
            bool,
            Query(
                description="true: leave places that the page's own script fills in. "
                "Each note is a line with U+E000, its slug or id, and U+E001; the "
                "site's address is U+E002."
            ),
        ] = False,
    ) -> Response:
        """Return a reading list as a document: headings, quotes, numbered references."""
        listed = reading_list_page(store, wanted)
        content = form.written(reading_list_document(store, listed, fill=fill))
        saved = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=form.media_type, headers=saved)


for _form in DOCUMENTS:
    _document_file(_form)

page(
    "/reading-list",
    "pages/reading_list.html",
    ReadingListPage,
    reading_list_page,
    json_fill=reading_list_data,
    nav="Reading list",
    back_label="the reading list",
)
