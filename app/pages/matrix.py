"""The matrix: how many quotes each source has on each theme or for each claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ClaimLine, ThemeName, claim_lines, theme_names
from app.queries.former_slugs import slug_error
from app.queries.sources import (
    PrintedReferences,
    SourceName,
    main_sources,
    printed_references,
    source_initials,
    source_names,
)
from app.store.connection import Store, placeholders
from app.web.paging import FIRST_PART, Cursor, ListPart, Part, slice_of
from app.web.params import OpenStore, Paging, ThemeSlug
from app.web.routes import Purpose, page


@page_object
class CellCount:
    """How many quotes a cell of the matrix has on one side."""

    stance: Stance
    """The side."""
    quotes: int
    """How many; at least one."""
    query: str
    """The query string that leads to exactly these in the list of quotes."""


@page_object
class MatrixCell:
    """What one source says on one theme, or for one claim."""

    source: SourceName
    """The source."""
    counts: tuple[CellCount, ...]
    """Its quotes for, then against; empty if the source is silent."""


@page_object
class MatrixRow:
    """One theme or one claim, and what each source says on it."""

    id: str
    """Its slug."""
    text: str
    """The title of the theme, or the claim's one sentence."""
    cells: tuple[MatrixCell, ...]
    """One for each source, oldest first."""
    speaking: int
    """How many sources are not silent."""
    only: SourceName | None
    """The source that is not silent, if it is the only one; else null."""


@page_object
class MatrixGroup:
    """Rows that belong together."""

    stance: Stance | None
    """The side of the claims; null if the rows are themes."""
    rows: tuple[MatrixRow, ...]
    """The rows, in the order of reading."""


@page_object
class SourceCount:
    """A source, and how many claims rest on it alone."""

    source: SourceName
    """The source."""
    claims: int
    """How many claims."""


@page_object
class MatrixPage:
    """The sources by themes, or by the claims of one theme."""

    theme: ThemeName | None
    """The theme whose claims are the rows; null if the rows are the themes."""
    themes: tuple[ThemeName, ...]
    """All themes, in order."""
    sources: tuple[SourceName, ...]
    """The columns: all sources, oldest first, or of many those with most quotes here."""
    groups: tuple[MatrixGroup, ...]
    """The rows: the themes, or the claims for and the claims against."""
    totals: tuple[MatrixCell, ...]
    """The quotes of each source in all rows, each counted once a side."""
    shared_themes: tuple[ThemeName, ...]
    """The themes on which every source has a quote."""
    shared: int
    """The most sources that make the same claim, not counting those that only report it."""
    shared_claims: tuple[ClaimLine, ...]
    """The claims that this many sources make; of many, the first."""
    alone: int
    """How many claims rest on one source alone."""
    alone_in: tuple[SourceCount, ...]
    """The same by source, oldest first; of many sources, those with most such claims."""
    articles: Annotated[int, Field(exclude=True)]
    """How many sources there are."""
    most_shared: Annotated[int, Field(exclude=True)]
    """How many claims as many sources make."""
    part: Annotated[Part, Field(exclude=True)]
    """Which part of the rows these are."""
    references: PrintedReferences
    """Its sources as entries of a list of references, for paper."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""

    @property
    def initials(self) -> dict[str, str]:
        """The initials of each source by its slug: column heads where room is short."""
        return source_initials(self.sources)

    @property
    def most(self) -> int:
        """The largest number in the table, which has the longest bar."""
        rows = (row for group in self.groups for row in group.rows)
        cells = (cell for row in rows for cell in row.cells)
        return max((one.quotes for cell in cells for one in cell.counts), default=0)


# One row for each cell and side that is not silent, and for each source and side. A
# quote that serves two claims of a theme and side counts once.
_COUNTS = """
    SELECT {row} AS row, stance, source, count(DISTINCT quote) AS quotes
    FROM quote_under_claim WHERE source IN ({sources}) AND {of_theme}
    GROUP BY {group} stance, source"""
# How many sources speak on each row, and the first of them.
_SPEAKING = """
    SELECT {row} AS row, count(DISTINCT source) AS sources, min(source) AS first
    FROM quote_under_claim WHERE {of_theme} GROUP BY {row}"""
_OF_THEME = "theme = (SELECT position FROM theme WHERE id = ?)"
_CLAIMS = """
    SELECT id, text, stance, position FROM claim WHERE theme = ? ORDER BY position"""
_ALONE = """
    SELECT * FROM (
        SELECT source, count(*) AS claims, sum(count(*)) OVER () AS every FROM (
            SELECT min(source) AS source FROM quote_under_claim
            GROUP BY claim HAVING min(source) = max(source))
        GROUP BY source ORDER BY claims DESC, source LIMIT ?) AS most
    ORDER BY source"""
_SHARED = """
    SELECT shared_claim.* FROM shared_claim JOIN claim ON claim.id = claim
    ORDER BY claim.position"""
# So many themes or claims are rows, and so many shared claims, and sources with claims of
# their own, are named. Our choice: more than the first debate has.
_THEMES, _ROWS, _MOST = 24, 40, 24

# The number of quotes by row, source and side; the totals are the row 0. Rows and sources
# are their positions.
Counts = Mapping[tuple[int, int, Stance], int]


@dataclass(frozen=True, slots=True)
class _Table:
    """What the cells are made from."""

    kind: str
    """What a row is: theme or claim."""
    columns: Mapping[int, SourceName]
    """The sources that have columns, by their positions."""
    sources: Sequence[SourceName]
    """All sources."""
    counts: Counts
    speaking: Mapping[int, Row]
    """How many sources speak on each row."""

    def row(self, slug: str, position: int, text: str) -> MatrixRow:
        """Return one row."""
        spoken = self.speaking.get(position)
        number = spoken["sources"] if spoken else 0
        only = self.sources[spoken["first"] - 1] if spoken and number == 1 else None
        return MatrixRow(
            slug, text, self.cells(position, {self.kind: slug}), number, only
        )

    def cells(self, row: int, filters: Mapping[str, str]) -> tuple[MatrixCell, ...]:
        """Return the cells of a row; *filters* limit the list of quotes to it."""
        return tuple(
            _cell(source, [self.counts.get((row, at, one)) for one in Stance], filters)
            for at, source in self.columns.items()
        )


def matrix_page(
    store: OpenStore, theme: ThemeSlug = "", part: Paging = FIRST_PART
) -> MatrixPage:
    """Return how many quotes each source has on each theme, or for each claim of one theme.

    Raises NotFound or Moved.
    """
    sources = source_names(store)
    themes = theme_names(store)
    chosen = next((one for one in themes if one.id == theme), None)
    if theme and chosen is None:
        raise slug_error(store, "theme", theme)
    columns = main_sources(store, sources, theme)
    table = _table(store, sources, columns, theme)
    groups, shown = _groups(store, table, themes, theme, part)
    shared = store.rows(_SHARED)
    lines = claim_lines(store, [row["claim"] for row in shared[:_MOST]])
    alone = store.held("alone", lambda: store.rows(_ALONE, _MOST))
    alone_in = [SourceCount(sources[row["source"] - 1], row["claims"]) for row in alone]
    named = {row.only for group in groups for row in group.rows if row.only}
    speaking = table.speaking
    if theme:
        speaking = _speaking(store, "theme")
    else:
        named |= {source for line in lines.values() for source in line.sources}
        named |= {one.source for one in alone_in}
    return MatrixPage(
        theme=chosen,
        themes=themes,
        sources=columns,
        groups=groups,
        totals=table.cells(0, {"theme": theme} if theme else {}),
        shared_themes=tuple(
            one
            for one in themes
            if (spoken := speaking.get(one.number))
            and spoken["sources"] == len(sources)
        ),
        shared=shared[0]["makers"] if shared else 0,
        shared_claims=tuple(lines.values()),
        alone=alone[0]["every"] if alone else 0,
        alone_in=tuple(alone_in),
        articles=len(sources),
        most_shared=len(shared),
        part=shown,
        references=printed_references(store, {one.id for one in {*columns, *named}}),
        cursor=shown.after,
    )


def _table(
    store: Store,
    sources: Sequence[SourceName],
    columns: Sequence[SourceName],
    theme: str,
) -> _Table:
    """Count the quotes of the *columns* on each theme, or for each claim of a *theme*."""
    kind, of_theme, values = "theme", "true", []
    if theme:
        kind, of_theme, values = "claim", _OF_THEME, [theme]
    shown = {source.id for source in columns}
    places = {at: one for at, one in enumerate(sources, 1) if one.id in shown}
    among = placeholders(places)
    cells = _COUNTS.format(row=kind, sources=among, of_theme=of_theme, group=f"{kind},")
    totals = _COUNTS.format(row=0, sources=among, of_theme=of_theme, group="")
    rows = store.rows(f"{cells} UNION ALL {totals}", *[*places, *values] * 2)
    counts = {
        (row["row"], row["source"], Stance(row["stance"])): row["quotes"]
        for row in rows
    }
    speaking = _speaking(store, kind, theme)
    return _Table(kind, places, sources, counts, speaking)


def _speaking(store: Store, kind: str, theme: str = "") -> dict[int, Row]:
    statement = _SPEAKING.format(row=kind, of_theme=_OF_THEME if theme else "true")
    rows = store.held(
        ("speaking", theme), lambda: store.rows(statement, *filter(None, [theme]))
    )
    return {row["row"]: row for row in rows}


def _groups(
    store: Store,
    table: _Table,
    themes: Sequence[ThemeName],
    theme: str,
    wanted: ListPart,
) -> tuple[tuple[MatrixGroup, ...], Part]:
    """Return a part of the rows: all themes, or the claims of a *theme* by side.

    A side without claims is left out.
    """
    if not theme:
        here, part = slice_of(
            [t.id for t in themes], [1] * len(themes), wanted, _THEMES
        )
        rows = tuple(table.row(t.id, t.number, t.title) for t in themes[here])
        return (MatrixGroup(None, rows),), part
    claims = sorted(store.rows(_CLAIMS, theme), key=lambda c: c["stance"] == "against")
    here, part = slice_of([c["id"] for c in claims], [1] * len(claims), wanted, _ROWS)
    groups = (
        MatrixGroup(
            stance,
            tuple(
                table.row(c["id"], c["position"], c["text"])
                for c in claims[here]
                if c["stance"] == stance
            ),
        )
        for stance in Stance
    )
    return tuple(group for group in groups if group.rows), part


def _cell(
    source: SourceName, quotes: Sequence[int | None], filters: Mapping[str, str]
) -> MatrixCell:
    """Return a cell, with the *quotes* for and against."""
    asked = {"source": source.id, **filters}

    def query(stance: Stance) -> str:
        # A claim has one side: to name it would make a second address of the same list.
        return urlencode(asked if "claim" in asked else asked | {"stance": stance})

    return MatrixCell(
        source,
        tuple(
            CellCount(stance, number, query(stance))
            for stance, number in zip(Stance, quotes, strict=True)
            if number
        ),
    )


page(
    "/matrix",
    "matrix/page.html",
    MatrixPage,
    matrix_page,
    nav="Who says what",
    purpose=Purpose.COMPARE,
    statuses=(404,),
)
