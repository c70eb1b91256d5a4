"""The matrix: which source says what, on which theme, for which claim."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

from app.db import Store
from app.errors import NotFound
from app.queries.parts import ClaimLine, SourceName, ThemeName
from app.queries.rows import claim_lines, source_names, theme_names
from app.queries.tables import (
    CellCount,
    MatrixCell,
    MatrixGroup,
    MatrixPage,
    MatrixRow,
    SourceCount,
)
from app.vocabulary import Stance

# One row for each cell and side that is not silent, and for each source and side; a
# quote that serves two claims of a theme and side is one quote.
_COUNTS = """
    SELECT {row} AS id, claim.stance, quote.source, count(DISTINCT quote.id) AS quotes
    FROM claim
    JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    {where}
    GROUP BY {group} claim.stance, quote.source"""

Counts = Mapping[tuple[str, str, Stance], int]


def matrix_page(store: Store, slug: str = "") -> MatrixPage:
    """Give the matrix of themes, or of the claims of the theme with this *slug*.

    Raises NotFound.
    """
    sources = source_names(store)
    themes = theme_names(store)
    theme = next((theme for theme in themes if theme.id == slug), None)
    if slug and theme is None:
        raise NotFound(f"no theme is called {slug!r}")
    counts = _counts(store, slug)
    lines = list(claim_lines(store).values())
    by_theme = (_row("theme", one.id, one.title, counts, sources) for one in themes)
    shared = max((len(line.sources) for line in lines), default=0)
    alone = [line.sources[0] for line in lines if len(line.sources) == 1]
    return MatrixPage(
        theme=theme,
        themes=themes,
        sources=sources,
        groups=(
            _claims(lines, counts, sources, slug)
            if slug
            else (MatrixGroup(None, tuple(by_theme)),)
        ),
        totals=tuple(
            _cell("", source, counts, {"theme": slug} if slug else {})
            for source in sources
        ),
        shared_themes=_shared(themes, lines, len(sources)),
        shared=shared,
        shared_claims=tuple(x for x in lines if len(x.sources) == shared),
        alone=len(alone),
        alone_in=tuple(
            SourceCount(source, alone.count(source))
            for source in sources
            if source in alone
        ),
    )


def _counts(store: Store, theme: str) -> Counts:
    """Count quotes by row, source and side; the row without a name is the last."""
    where, values = ("WHERE claim.theme = ?", [theme] * 2) if theme else ("", [])
    row = "claim.id" if theme else "claim.theme"
    cells = _COUNTS.format(row=row, where=where, group=f"{row},")
    totals = _COUNTS.format(row="''", where=where, group="")
    return {
        (found["id"], found["source"], Stance(found["stance"])): found["quotes"]
        for found in store.rows(f"{cells} UNION ALL {totals}", *values)
    }


def _cell(
    row: str, source: SourceName, counts: Counts, asked: Mapping[str, str]
) -> MatrixCell:
    """Give a cell; *asked* is what holds the list of quotes to its row."""
    found = [
        (stance, counts[row, source.id, stance])
        for stance in Stance
        if (row, source.id, stance) in counts
    ]
    return MatrixCell(
        source,
        tuple(
            CellCount(
                stance,
                quotes,
                urlencode({"source": source.id, **asked, "stance": stance.value}),
            )
            for stance, quotes in found
        ),
    )


def _row(
    kind: str, slug: str, text: str, counts: Counts, sources: Sequence[SourceName]
) -> MatrixRow:
    cells = tuple(_cell(slug, source, counts, {kind: slug}) for source in sources)
    speaking = [cell.source for cell in cells if cell.counts]
    only = speaking[0] if len(speaking) == 1 else None
    return MatrixRow(slug, text, cells, len(speaking), only)


def _claims(
    lines: Sequence[ClaimLine],
    counts: Counts,
    sources: Sequence[SourceName],
    theme: str,
) -> tuple[MatrixGroup, ...]:
    """Give the claims of a theme, side by side; a side without claims is left out."""
    return tuple(
        MatrixGroup(stance, rows)
        for stance in Stance
        if (
            rows := tuple(
                _row("claim", line.id, line.text, counts, sources)
                for line in lines
                if line.theme.id == theme and line.stance is stance
            )
        )
    )


def _shared(
    themes: Sequence[ThemeName], lines: Sequence[ClaimLine], sources: int
) -> tuple[ThemeName, ...]:
    """Give the themes of which every source speaks."""
    speaking = {
        theme: {source for line in group for source in line.sources}
        for theme, group in groupby(lines, key=lambda line: line.theme.id)
    }
    return tuple(one for one in themes if len(speaking.get(one.id, ())) == sources)
