"""The page of a reading list, its references and its documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.citations.italics import as_text
from app.citations.list_order import list_order
from app.citations.reference import SourceReference
from app.domain.vocabulary import Basis, RelationKind, Stance, Style
from app.exports.registry import DOCUMENT_FORMATS, DocumentFormat
from app.pages._references import reference_files
from app.pages.reading_list.address import RequestedList, reading_list
from app.pages.reading_list.changed_list import ChangedList
from app.pages.reading_list.downloads import reading_list_document
from app.pages.reading_list.page_object import (
    ItemQuote,
    ListedRelation,
    ListItem,
    MissingItem,
    ReadingListPage,
    Reference,
)
from app.queries.cited_sources import cited_for_list
from app.queries.claims import CLAIM_COLUMNS, PARENT_COLUMNS, ClaimLine, claim_lines
from app.queries.quotes import (
    CLAIM_QUOTE_COLUMNS,
    QUOTE_ORDER,
    QUOTE_TABLES,
    QuoteLine,
    cited_in_text,
    claim_quote_line,
    noted_again,
    quote_line,
    quoted_for,
)
from app.queries.relations import RELATIONS, RelationLine, relation_between
from app.queries.sources import INFERRED, SourceName, inferred_names, source_name
from app.store.connection import Store, placeholders
from app.web.params import LONGEST_WAY_BACK, OpenStore
from app.web.routes import Purpose, data_file, of_type, page

# Every quote that is named, itself or by its claim, once for each of its claims; and how
# many claims answer that which are not named.
_QUOTES = f"""
    SELECT {CLAIM_COLUMNS}, {PARENT_COLUMNS}, {CLAIM_QUOTE_COLUMNS},
        source.cited_in_text, source.noted_again,
        (SELECT count(DISTINCT "from") FROM answer
            WHERE "to" = claim.id AND "from" NOT IN ({{ids}})) AS answered_elsewhere
    FROM {QUOTE_TABLES}
    JOIN claim_quote ON claim_quote.quote = quote.id
    JOIN claim ON claim.id = claim_quote.claim
    WHERE quote.id IN (
        SELECT quote FROM claim_quote WHERE quote IN ({{ids}}) OR claim IN ({{ids}}))
    AND (quote.id IN ({{ids}}) OR claim.id IN ({{ids}}))
    ORDER BY {QUOTE_ORDER}, claim.position"""


@dataclass(frozen=True, slots=True)
class _Content:
    """What the store has on the items of a list."""

    claims: dict[str, ClaimLine]
    by_claim: dict[str, list[Row]]
    """The rows of the quotes under each claim."""
    by_quote: dict[str, list[Row]]
    """The rows of each quote, one for each of its claims."""
    relations: dict[str, list[ListedRelation]]
    """How each claim bears on others of the list, and they on it."""

    @property
    def sources(self) -> dict[str, SourceName]:
        """The sources of all its quotes, by slug."""
        rows = (row for rows in self.by_quote.values() for row in rows)
        return {row["source_id"]: source_name(row) for row in rows}


# What leads the case of each side, else the first main claims.
_LEADING = """
    SELECT id FROM (
        SELECT claim AS id, position, stance, 0 AS later FROM case_claim
        UNION ALL SELECT id, position, stance, 1 FROM claim WHERE parent IS NULL)
    ORDER BY later, position, stance DESC LIMIT 4"""


def reading_list_page(store: OpenStore, wanted: ChangedList) -> ReadingListPage:
    """Return the claims and quotes on the list, with their references."""
    content = _content(store, wanted.ids)
    references = _references(store, content.sources, wanted.style)
    numbers = {one.source.id: one.number for one in references}
    cite = _citing(wanted.style)
    items: list[ListItem] = []
    lost = []
    for id_ in wanted.ids:
        if id_ in content.claims:
            groups = [[row] for row in content.by_claim[id_]]
            quotes = _quotes(groups, claim_quote_line, numbers, cite)
        elif id_ in content.by_quote:
            quotes = _quotes([content.by_quote[id_]], quote_line, numbers, cite)
        else:
            lost.append(id_)
            continue
        claim = content.claims.get(id_)
        items.append(
            ListItem(
                id=id_,
                former=wanted.former.get(id_, ()),
                claim=claim,
                quotes=quotes,
                relations=tuple(content.relations[id_]),
                answered_elsewhere=content.by_claim[id_][0]["answered_elsewhere"]
                if claim
                else 0,
            )
        )
    origin = f"{store.root}/reading-list?{wanted.query}"
    return ReadingListPage(
        keep=wanted.keep,
        style=wanted.style,
        query=wanted.query,
        origin=origin if len(origin) <= LONGEST_WAY_BACK else "",
        items=tuple(items),
        references=references,
        lost=_missing(store, lost),
        left_out=wanted.left_out,
        typed=wanted.typed,
        problem=wanted.problem,
        example="" if wanted.ids else _example(store),
    )


def _example(store: Store) -> str:
    """Return the query string of a list of what both sides would lead with."""
    ids = [row["id"] for row in store.rows(_LEADING)]
    return reading_list(ids).query


def _content(store: Store, ids: Sequence[str]) -> _Content:
    """Look up all that is named, in one statement for each kind of record."""
    if not ids:
        return _Content({}, {}, {}, defaultdict(list))
    by_claim: dict[str, list[Row]] = defaultdict(list)
    by_quote: dict[str, list[Row]] = defaultdict(list)
    statement = _QUOTES.format(ids=placeholders(ids))
    for row in store.rows(statement, *[*ids] * 5):  # as often as it names them
        by_claim[row["claim_id"]].append(row)
        by_quote[row["id"]].append(row)
    claims = claim_lines(store, ids)
    return _Content(claims, by_claim, by_quote, _relations(store, ids))


def _relations(store: Store, ids: Sequence[str]) -> dict[str, list[ListedRelation]]:
    """Return how the claims among *ids* bear on one another, at each of the two.

    Two that answer each other alike are one answer, though nobody called it mutual.
    """
    among = placeholders(ids)
    where = f'WHERE relation."from" IN ({among}) AND relation."to" IN ({among})'
    alike: dict[tuple[frozenset[str], RelationKind], list[RelationLine]] = defaultdict(
        list
    )
    for row in store.rows(RELATIONS.format(where=where), *ids, *ids):
        line = relation_between(row)
        alike[frozenset({line.source.id, line.target.id}), line.kind].append(line)
    relations: dict[str, list[ListedRelation]] = defaultdict(list)
    for (_, kind), lines in alike.items():
        line, mutual = lines[0], lines[0].mutual or len(lines) > 1
        note = line.note if len(lines) == 1 else _notes(store, lines)
        for one, other, given, does in (
            (line.source, line.target, True, kind.verb),
            (line.target, line.source, mutual, f"{kind.passive} by"),
        ):
            words = (kind.mutually if mutual else does).capitalize()
            relation = ListedRelation(kind, other, given, words, note)
            relations[one.id].append(relation)
    return relations


def _notes(store: Store, lines: Iterable[RelationLine]) -> str | None:
    """Return why each of two claims answers the other: "For: It may be. Against: It is not."."""
    sides = sorted(lines, key=lambda line: line.source.stance is not Stance.FOR)
    notes = [
        f"{store.labels[one.source.stance]}: {one.note}" for one in sides if one.note
    ]
    return " ".join(notes) or None


def _missing(store: Store, ids: Sequence[str]) -> tuple[MissingItem, ...]:
    """Return what does not exist, with what the withdrawn ones said."""
    if not ids:
        return ()
    rows = store.rows(
        f"""SELECT * FROM former
        WHERE kind IN ('claim', 'quote') AND slug IN ({placeholders(ids)})""",
        *ids,
    )
    withdrawn = {row["slug"]: row for row in rows}
    return tuple(
        MissingItem(id_, row["kind"], row["said"], row["reason"])
        if (row := withdrawn.get(id_))
        else MissingItem(id_, "", "", "")
        for id_ in ids
    )


def _quotes(
    groups: Iterable[Sequence[Row]],
    read: Callable[[Row], QuoteLine],
    numbers: Mapping[str, int],
    cite: Callable[[Row, QuoteLine], str],
) -> tuple[ItemQuote, ...]:
    """Build quotes from their rows with *read*; *numbers* has the place of each source."""
    quotes = []
    for rows in groups:
        line = read(rows[0])
        number = numbers[line.source.id]
        in_text = cite(rows[0], line)
        quotes.append(ItemQuote(line, number, in_text, tuple(map(quoted_for, rows))))
    return tuple(quotes)


def _citing(style: Style) -> Callable[[Row, QuoteLine], str]:
    """Return what cites a quote in a text, or in a note: the first on a source is in full."""
    noted: set[str] = set()

    def cite(row: Row, line: QuoteLine) -> str:
        again = style is Style.CHICAGO_NOTES and line.source.id in noted
        noted.add(line.source.id)
        return noted_again(row, line) if again else cited_in_text(row, line)[style]

    return cite


def _references(
    store: Store, sources: Mapping[str, SourceName], style: Style
) -> tuple[Reference, ...]:
    """Return *sources* as entries in *style*, in the order of a list of references."""
    if not sources:
        return ()
    at = list(Style).index(style)
    rows = store.rows(
        f"SELECT id, url, basis, {INFERRED} AS inferred, cited "
        f"FROM source WHERE id IN ({placeholders(sources)})",
        *sources,
    )
    entries = [(row["cited"].split("\n")[at], row) for row in rows]
    entries.sort(key=lambda entry: list_order(entry[0]))
    return tuple(
        Reference(
            number=number,
            source=sources[row["id"]],
            url=row["url"],
            inferred=row["basis"] == Basis.INFERRED,
            inferred_names=bool(inferred_names(row)),
            text=as_text(html),
            html=html,
        )
        for number, (html, row) in enumerate(entries, 1)
    )


def reading_list_data(store: OpenStore, wanted: RequestedList) -> ReadingListPage:
    """Return the claims and quotes on the list, with their references."""
    return reading_list_page(store, wanted)


def reading_list_references(
    store: OpenStore, wanted: RequestedList
) -> list[SourceReference]:
    """Return the sources of a reading list as references."""
    page_object = reading_list_page(store, wanted)
    return cited_for_list(
        store,
        [reference.source.id for reference in page_object.references],
        [quote.line.id for item in page_object.items for quote in item.quotes],
    )


reference_files("/reading-list", "list", reading_list_references)


def _document_file(form: DocumentFormat) -> None:
    """Register the reading list as a document in one format.

    It is sent as a download: its own style would break the content security policy.
    """
    binary = {"format": "binary"} if form.ending == "docx" else {}
    name = f"reading-list.{form.ending}"

    @data_file(
        f"/{name}", name=f"list_{form.ending}", **of_type(form.media_type, **binary)
    )
    async def write(
        wanted: RequestedList,
        store: OpenStore,
        *,
        fill: Annotated[
            bool,
            Query(
                description="true: leave placeholders for the page's own script. A "
                "note is a line with U+E000, the slug or id, and U+E001; the site's "
                "address is U+E002."
            ),
        ] = False,
    ) -> Response:
        """Return a reading list as a document: headings, quotes, references."""
        page_object = reading_list_page(store, wanted)
        content = form.encode(reading_list_document(store, page_object, fill=fill))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=form.media_type, headers=headers)


for _form in DOCUMENT_FORMATS:
    _document_file(_form)

page(
    "/reading-list",
    "reading_list/page.html",
    ReadingListPage,
    reading_list_page,
    json_fill=reading_list_data,
    nav="Reading list",
    purpose=Purpose.TAKE,
    back_label="the reading list",
)
