"""Write records as tables, one row each, for spreadsheets (RFC 4180).

In UTF-8, with the mark that tells Excel so. Ids that are several are parted by blanks.
Of each table all rows are given, or those alone whose ids are *held*.
"""

import csv
import io
from collections.abc import Container, Iterable, Mapping, Sequence

from app.domain.records import Bundle
from app.domain.vocabulary import RelationKind, Stance

# A cell that begins so would be run as a formula: owasp.org/www-community/attacks/
# CSV_Injection. An apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Held = Container[str] | None


def claims(data: Bundle, site: str = "", held: Held = None) -> bytes:
    """Give one row a claim, with what bears on it."""
    titles = {theme.id: theme.title for theme in data.debate.themes}
    sources = {quote.id: quote.source for quote in data.quotes}
    order = [source.id for source in data.sources]
    rows = []
    for claim in data.claims:
        found = {sources[quote] for quote in claim.quotes}
        rows.append(
            {
                "id": claim.id,
                "text": claim.text,
                "stance": claim.stance,
                "theme": claim.theme,
                "theme_title": titles[claim.theme],
                "parent": claim.parent,
                "note": claim.note,
                "quotes": _several(claim.quotes),
                "sources": _several(source for source in order if source in found),
                **_bearing(data, claim.id),
                "address": f"{site}/claims/{claim.id}",
            }
        )
    return _written(rows, data, held)


def _bearing(data: Bundle, claim: str) -> dict[str, str]:
    """Give what supports it, what it supports, what answers it, what it answers."""
    found: dict[str, list[str]] = {
        name: [] for name in ("supported_by", "supports", "answered_by", "answers")
    }
    for relation in data.relations:
        supports = relation.kind is RelationKind.SUPPORTS
        kind = "" if supports else f"{relation.kind}:"
        if relation.to == claim:
            place = "supported_by" if supports else "answered_by"
            found[place].append(kind + relation.from_)
        if relation.from_ == claim:
            place = "supports" if supports else "answers"
            found[place].append(kind + relation.to)
    return {name: _several(ids) for name, ids in found.items()}


def quotes(data: Bundle, site: str = "", held: Held = None) -> bytes:
    """Give one row a quote; its words are those of the file, line breaks and all."""
    sources = {source.id: source for source in data.sources}
    names = {speaker.id: speaker.name for speaker in data.speakers}
    stances = {claim.id: claim.stance for claim in data.claims}
    rows = []
    for quote in data.quotes:
        source = sources[quote.source]
        sides = {
            f"claims_{side}": _several(c for c in quote.claims if stances[c] is side)
            for side in Stance
        }
        rows.append(
            {
                "id": quote.id,
                "exact": quote.exact,
                "source": source.id,
                "source_short": source.short,
                "source_title": source.title,
                "published": source.published.words,
                "published_basis": source.published.basis,
                **{name: getattr(quote, name) for name in _WHERE},
                "speaker_name": names[quote.speaker],
                **sides,
                "address": f"{site}/quotes/{quote.id}",
            }
        )
    return _written(rows, data, held)


_WHERE = (
    "passage", "start", "end", "prefix", "suffix", "speaker", "attitude", "origin",
    "match", "note",
)  # fmt: skip


def sources(data: Bundle, site: str = "", held: Held = None) -> bytes:
    """Give one row a source, with what is known of it and how its date is known."""
    claims = {claim.id: claim.stance for claim in data.claims}
    rows = []
    for source in data.sources:
        own = [quote for quote in data.quotes if quote.source == source.id]
        sides = [{claims[claim] for claim in quote.claims} for quote in own]
        rows.append(
            {
                **{name: getattr(source, name) for name in _KNOWN},
                "authors": "; ".join(author.inverted for author in source.authors),
                "published": source.published.words,
                **{name: getattr(source.published, name) for name in _DATED},
                "quotes": len(own),
                **{f"quotes_{side}": sum(side in s for s in sides) for side in Stance},
                "address": f"{site}/sources/{source.id}",
            }
        )
    return _written(rows, data, held)


_KNOWN = (
    "id", "short", "title", "subtitle", "publisher", "container", "url", "language",
    "characters", "sha256",
)  # fmt: skip
_DATED = ("earliest", "latest", "precision", "basis", "evidence", "reasoning")


def speakers(data: Bundle, site: str = "", held: Held = None) -> bytes:
    """Give one row a speaker, with who they are and where they are quoted."""
    stances = {claim.id: claim.stance for claim in data.claims}
    order = [source.id for source in data.sources]
    rows = []
    for speaker in data.speakers:
        own = [quote for quote in data.quotes if quote.speaker == speaker.id]
        sides = [{stances[claim] for claim in quote.claims} for quote in own]
        found = {quote.source for quote in own}
        rows.append(
            {
                **{
                    n: getattr(speaker, n)
                    for n in ("id", "name", "kind", "description")
                },
                "sources": _several(source for source in order if source in found),
                "quotes": len(own),
                **{f"quotes_{side}": sum(side in s for s in sides) for side in Stance},
                "address": f"{site}/speakers/{speaker.id}",
            }
        )
    return _written(rows, data, held)


def themes(data: Bundle, site: str = "", held: Held = None) -> bytes:
    """Give one row a theme, with its question and how many claims it has."""
    rows = [
        {
            **{name: getattr(theme, name) for name in ("id", "title", "description")},
            **{
                f"claims_{side}": sum(
                    claim.theme == theme.id and claim.stance is side
                    for claim in data.claims
                )
                for side in Stance
            },
            "address": f"{site}/themes/{theme.id}",
        }
        for theme in data.debate.themes
    ]
    return _written(rows, data, held)


def _several(ids: Iterable[str]) -> str:
    return " ".join(ids)


def _written(rows: Sequence[Mapping[str, object]], data: Bundle, held: Held) -> bytes:
    """Write the table, the release at the end of every row: a table has no other place."""
    release = {"release": data.release.hash, "release_date": data.release.date}
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, [*rows[0], *release], lineterminator="\r\n")
    table.writeheader()
    for row in rows:
        if held is not None and row["id"] not in held:
            continue
        told = {**row, **release}
        table.writerow({name: _harmless(cell) for name, cell in told.items()})
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    """Give a cell that no spreadsheet runs."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
