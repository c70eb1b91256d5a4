"""The matrix: how many quotes each source has on each theme or for each claim."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlencode

from app.domain.page_object import page_object
from app.domain.vocabulary import Stance
from app.queries.claims import ClaimLine, ThemeName, claim_lines, theme_names
from app.queries.former_slugs import slug_error
from app.queries.sources import SourceName, source_initials, source_names
from app.store.connection import Store
from app.web.params import OpenStore, ThemeSlug
from app.web.routes import page


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
    """All sources, oldest first: the columns."""
    groups: tuple[MatrixGroup, ...]
    """The rows: all themes, or the claims for and the claims against."""
    totals: tuple[MatrixCell, ...]
    """The quotes of each source in these rows, each counted once a side."""
    shared_themes: tuple[ThemeName, ...]
    """The themes on which every source has a quote."""
    shared: int
    """The most sources that make the same claim, not counting those that only report it."""
    shared_claims: tuple[ClaimLine, ...]
    """The claims that this many sources make."""
    alone: int
    """How many claims rest on one source alone."""
    alone_in: tuple[SourceCount, ...]
    """The same by source, oldest first."""

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
    SELECT {row} AS id, claim.stance, quote.source, count(DISTINCT quote.id) AS quotes
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    {where}
    GROUP BY {group} claim.stance, quote.source"""

# The number of quotes by row, source and side; the totals are the row "".
Counts = Mapping[tuple[str, str, Stance], int]


def matrix_page(store: OpenStore, theme: ThemeSlug = "") -> MatrixPage:
    """Return how many quotes each source has on each theme, or for each claim of one theme.

    Raises NotFound or Moved.
    """
    sources = source_names(store)
    themes = theme_names(store)
    chosen = next((one for one in themes if one.id == theme), None)
    if theme and chosen is None:
        raise slug_error(store, "theme", theme)
    counts = _counts(store, theme)
    lines = list(claim_lines(store).values())
    by_theme = (_row("theme", one.id, one.title, counts, sources) for one in themes)
    makers = {line.id: len(line.sources) - len(line.passed_on) for line in lines}
    shared = max(makers.values(), default=0)
    alone = Counter(line.sources[0] for line in lines if len(line.sources) == 1)
    return MatrixPage(
        theme=chosen,
        themes=themes,
        sources=sources,
        groups=(
            tuple(_claim_groups(lines, counts, sources, theme))
            if theme
            else (MatrixGroup(None, tuple(by_theme)),)
        ),
        totals=tuple(
            _cell("", source, counts, {"theme": theme} if theme else {})
            for source in sources
        ),
        shared_themes=_shared_themes(themes, lines, len(sources)),
        shared=shared,
        shared_claims=tuple(line for line in lines if makers[line.id] == shared),
        alone=alone.total(),
        alone_in=tuple(
            SourceCount(source, alone[source]) for source in sources if alone[source]
        ),
    )


def _counts(store: Store, theme: str) -> Counts:
    where, values = ("WHERE claim.theme = ?", [theme] * 2) if theme else ("", [])
    row = "claim.id" if theme else "claim.theme"
    cells = _COUNTS.format(row=row, where=where, group=f"{row},")
    totals = _COUNTS.format(row="''", where=where, group="")
    return {
        (row["id"], row["source"], Stance(row["stance"])): row["quotes"]
        for row in store.rows(f"{cells} UNION ALL {totals}", *values)
    }


def _cell(
    row: str, source: SourceName, counts: Counts, filters: Mapping[str, str]
) -> MatrixCell:
    """Return a cell; *filters* limit the list of quotes to its row."""
    return MatrixCell(
        source,
        tuple(
            CellCount(
                stance,
                quotes,
                urlencode({"source": source.id, **filters, "stance": stance.value}),
            )
            for stance in Stance
            if (quotes := counts.get((row, source.id, stance)))
        ),
    )


def _row(
    kind: str, slug: str, text: str, counts: Counts, sources: Sequence[SourceName]
) -> MatrixRow:
    cells = tuple(_cell(slug, source, counts, {kind: slug}) for source in sources)
    speaking = [cell.source for cell in cells if cell.counts]
    only = speaking[0] if len(speaking) == 1 else None
    return MatrixRow(slug, text, cells, len(speaking), only)


def _claim_groups(
    lines: Sequence[ClaimLine],
    counts: Counts,
    sources: Sequence[SourceName],
    theme: str,
) -> Iterator[MatrixGroup]:
    """Return the claims of a theme by side; a side without claims is left out."""
    for stance in Stance:
        rows = tuple(
            _row("claim", line.id, line.text, counts, sources)
            for line in lines
            if line.theme.id == theme and line.stance is stance
        )
        if rows:
            yield MatrixGroup(stance, rows)


def _shared_themes(
    themes: Sequence[ThemeName], lines: Iterable[ClaimLine], sources: int
) -> tuple[ThemeName, ...]:
    """Return the themes on which as many sources have a quote."""
    speaking: dict[ThemeName, set[SourceName]] = defaultdict(set)
    for line in lines:
        speaking[line.theme].update(line.sources)
    return tuple(theme for theme in themes if len(speaking[theme]) == sources)


page(
    "/matrix",
    "matrix/page.html",
    MatrixPage,
    matrix_page,
    nav="Who says what",
    statuses=(404,),
)
