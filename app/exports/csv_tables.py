"""CSV tables for spreadsheets (RFC 4180): one row a claim, quote, source, speaker, theme.

In UTF-8, with the byte order mark that Excel needs; several ids are separated by spaces.
Each table has all rows, or only those with *ids*. The release is in each row, as it has
no other place; columns that came later stand after it, so that none moves.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from app.domain.claim_graph import both_ways
from app.domain.records import Bundle, Quote
from app.domain.spans import Spans
from app.domain.vocabulary import RelationKind, Stance
from app.exports._clashes import clashes_by_claim

# A spreadsheet would run a cell that begins like this as a formula, also after blanks, which
# some strip: owasp.org/www-community/attacks/CSV_Injection. An apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@")

Ids = Container[str] | None
Row = Mapping[str, object]


def claims(data: Bundle, site: str = "", ids: Ids = None) -> bytes:
    """Return one row a claim, with what bears on it."""
    titles = {theme.id: theme.title for theme in data.debate.themes}
    sources = {quote.id: quote.source for quote in data.quotes}
    in_order = _sources_in_order(data)
    relations = _relations(data)
    clashes = clashes_by_claim(data)
    rows = [
        {
            **_fields(claim, "id text stance theme"),
            "theme_title": titles[claim.theme],
            **_fields(claim, "parent note"),
            "quotes": " ".join(claim.quotes),
            "sources": in_order(sources[quote] for quote in claim.quotes),
            **relations[claim.id],
            "address": f"{site}/claims/{claim.id}",
            **_release(data),
            "editors_because": claim.because,
            "clashes": " ".join(clashes[claim.id]),
        }
        for claim in data.claims
    ]
    return _table(rows, ids)


def _relations(data: Bundle) -> dict[str, dict[str, str]]:
    """Return what supports each claim, what it supports, what answers it or it answers."""
    columns = ("supported_by", "supports", "answered_by", "answers")
    found: dict[str, dict[str, list[str]]] = {
        claim.id: {name: [] for name in columns} for claim in data.claims
    }
    for relation in both_ways(data.relations):
        supports = relation.kind is RelationKind.SUPPORTS
        kind = "" if supports else f"{relation.kind}:"
        received, given = columns[:2] if supports else columns[2:]
        found[relation.to][received].append(kind + relation.from_)
        found[relation.from_][given].append(kind + relation.to)
    return {
        claim: {name: " ".join(own[name]) for name in columns}
        for claim, own in found.items()
    }


def quotes(data: Bundle, site: str = "", ids: Ids = None) -> bytes:
    """Return one row a quote, with the words of the source file, line breaks included."""
    sources = {source.id: source for source in data.sources}
    names = {speaker.id: speaker.name for speaker in data.speakers}
    stances = {claim.id: claim.stance for claim in data.claims}
    modalities = _modalities(data)
    rows: list[Row] = []
    for quote in data.quotes:
        source = sources[quote.source]
        rows.append(
            {
                **_fields(quote, "id exact source"),
                "source_short": source.short,
                "source_title": source.title,
                "published": source.published.words,
                "published_basis": source.published.basis,
                **_fields(quote, "passage start end prefix suffix speaker attitude"),
                **_fields(quote, "origin match note"),
                "speaker_name": names[quote.speaker],
                **{
                    f"claims_{side}": " ".join(
                        claim for claim in quote.claims if stances[claim] is side
                    )
                    for side in Stance
                },
                "address": f"{site}/quotes/{quote.id}",
                **_release(data),
                "modality": " ".join(modalities[quote.id]),
                "shown": quote.shown,
            }
        )
    return _table(rows, ids)


def _modalities(data: Bundle) -> dict[str, list[str]]:
    """Return how firmly each quote puts each of its claims."""
    modalities: dict[str, list[str]] = defaultdict(list)
    for claim in data.claims:
        for support in claim.support:
            modalities[support.quote].append(f"{support.modality}:{claim.id}")
    return modalities


def sources(data: Bundle, site: str = "", ids: Ids = None) -> bytes:
    """Return one row a source, with what is known about it and how its date is known."""
    quotes, sides = Spans(data.quotes), _sides_of_quotes(data)
    rows = [
        {
            **_fields(source, "id short title subtitle publisher container url"),
            **_fields(source, "language characters sha256"),
            "authors": "; ".join(author.inverted for author in source.authors),
            "published": source.published.words,
            **_fields(source.published, "earliest latest precision basis"),
            **_fields(source.published, "evidence reasoning"),
            **_counts(quotes.of(source.id), sides),
            "address": f"{site}/sources/{source.id}",
            **_release(data),
            "inferred": " ".join(one.fact for one in source.inferred),
            **_fields(source, "volume issue pages kind"),
        }
        for source in data.sources
    ]
    return _table(rows, ids)


def speakers(data: Bundle, site: str = "", ids: Ids = None) -> bytes:
    """Return one row a speaker, with who they are and where they are quoted."""
    in_order, sides = _sources_in_order(data), _sides_of_quotes(data)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in data.quotes:
        quotes[quote.speaker].append(quote)
    rows = []
    for speaker in data.speakers:
        own = quotes[speaker.id]
        rows.append(
            {
                **_fields(speaker, "id name kind description"),
                "sources": in_order(quote.source for quote in own),
                **_counts(own, sides),
                "address": f"{site}/speakers/{speaker.id}",
                **_release(data),
            }
        )
    return _table(rows, ids)


def themes(data: Bundle, site: str = "", ids: Ids = None) -> bytes:
    """Return one row a theme, with its question and how many claims it has."""
    sides = Counter((claim.theme, claim.stance) for claim in data.claims)
    rows = [
        {
            **_fields(theme, "id title description"),
            **{f"claims_{side}": sides[theme.id, side] for side in Stance},
            "address": f"{site}/themes/{theme.id}",
            **_release(data),
        }
        for theme in data.debate.themes
    ]
    return _table(rows, ids)


def _fields(record: object, names: str) -> dict[str, object]:
    return {name: getattr(record, name) for name in names.split()}


def _sources_in_order(data: Bundle) -> Callable[[Iterable[str]], str]:
    """Return what puts ids of sources into the order of the sources, each once."""
    place = {source.id: number for number, source in enumerate(data.sources)}
    return lambda ids: " ".join(sorted(set(ids), key=place.__getitem__))


def _sides_of_quotes(data: Bundle) -> dict[str, set[Stance]]:
    """Return the sides whose claims each quote supports."""
    stances = {claim.id: claim.stance for claim in data.claims}
    return {q.id: {stances[claim] for claim in q.claims} for q in data.quotes}


def _counts(
    quotes: Sequence[Quote], sides: Mapping[str, set[Stance]]
) -> dict[str, int]:
    """Return how many quotes there are, and how many support claims of each side."""
    by_side = {
        f"quotes_{side}": sum(side in sides[quote.id] for quote in quotes)
        for side in Stance
    }
    return {"quotes": len(quotes), **by_side}


def _release(data: Bundle) -> dict[str, object]:
    return {"release": data.release.hash, "release_date": data.release.date}


def _table(rows: Sequence[Row], ids: Ids) -> bytes:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, [*rows[0]], lineterminator="\r\n")
    table.writeheader()
    for row in rows:
        if ids is None or row["id"] in ids:
            table.writerow({name: _safe_cell(cell) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def _safe_cell(cell: object) -> object:
    """Return the cell as text that no spreadsheet runs as a formula."""
    if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
