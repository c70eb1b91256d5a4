"""Themes, speakers, the page about the site, and the list of exports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from sqlite3 import Row

from app.db import Store
from app.errors import NotFound
from app.exports import EXPORTS, sizes
from app.queries.about import AboutPage, ExportLine, ExportsPage
from app.queries.filters import Sieve, Wish, all_pairs, all_told, quotes_of
from app.queries.former import look_up
from app.queries.pages import (
    SpeakerGroup,
    SpeakerPage,
    SpeakersPage,
    ThemeLine,
    ThemesPage,
)
from app.queries.parts import SourceName, SpeakerLine, ThemeName
from app.queries.quotes import listed_quotes
from app.queries.rows import source_name
from app.queries.sources import coverage, source_lines
from app.vocabulary import Attitude, SpeakerKind, Stance


def themes_page(store: Store) -> ThemesPage:
    """Give all themes, in order."""
    rows = store.rows(
        """SELECT theme.*,
            count(DISTINCT CASE stance WHEN 'for' THEN claim.id END) AS claims_for,
            count(DISTINCT CASE stance WHEN 'against' THEN claim.id END)
                AS claims_against,
            count(DISTINCT claim_quote.quote) AS quotes
        FROM theme
        LEFT JOIN claim ON claim.theme = theme.id
        LEFT JOIN claim_quote ON claim_quote.claim = claim.id
        GROUP BY theme.id ORDER BY theme.position"""
    )
    return ThemesPage(
        tuple(
            ThemeLine(
                ThemeName(row["id"], row["title"], row["position"]),
                row["description"],
                row["claims_for"],
                row["claims_against"],
                row["quotes"],
            )
            for row in rows
        )
    )


# One row for each speaker and source; a speaker who is never quoted has one, too.
_SPEAKERS = """
    SELECT speaker.*, source.id AS source_id, source.short AS source_short,
        source.title AS source_title,
        count(DISTINCT CASE claim.stance WHEN 'for' THEN quote.id END) AS quotes_for,
        count(DISTINCT CASE claim.stance WHEN 'against' THEN quote.id END)
            AS quotes_against
    FROM speaker
    LEFT JOIN quote ON quote.speaker = speaker.id
    LEFT JOIN source ON source.id = quote.source
    LEFT JOIN claim_quote ON claim_quote.quote = quote.id
    LEFT JOIN claim ON claim.id = claim_quote.claim
    {where}
    GROUP BY speaker.id, source.id
    ORDER BY speaker.position, source.position"""


def _speaker_lines(rows: list[Row]) -> list[SpeakerLine]:
    lines = []
    for _, group in groupby(rows, key=lambda row: row["id"]):
        found = list(group)
        first = found[0]
        lines.append(
            SpeakerLine(
                id=first["id"],
                name=first["name"],
                kind=SpeakerKind(first["kind"]),
                description=first["description"],
                sources=tuple(source_name(r) for r in found if r["source_id"]),
                quotes_for=sum(row["quotes_for"] for row in found),
                quotes_against=sum(row["quotes_against"] for row in found),
            )
        )
    return lines


_FILTERS = ("theme", "source", "stance", "voice", "as_of")


def speakers_page(store: Store, wish: Wish | None = None) -> SpeakersPage:
    """Give all speakers, or those with quotes that pass the filters, by kind.

    Those most quoted come first. Raises NotFound for a choice that is none.
    """
    wish = (wish or Wish()).held_to(_FILTERS)
    told = all_told(store)
    lines = _speaker_lines(store.rows(_SPEAKERS.format(where="")))
    pairs = all_pairs(store, told)
    sieve = Sieve(wish, _FILTERS, told, pairs, attrgetter("speaker"), len(lines))
    filtering = sieve.filtering()
    if wish.words:
        lines = list(_held_to(lines, sieve))
    by_kind: dict[SpeakerKind, list[SpeakerLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: -(one.quotes_for + one.quotes_against)):
        by_kind[line.kind].append(line)
    return SpeakersPage(
        speakers=len(lines),
        filtering=filtering,
        groups=tuple(
            SpeakerGroup(kind, tuple(by_kind[kind]))
            for kind in SpeakerKind
            if by_kind[kind]
        ),
    )


def _held_to(lines: Iterable[SpeakerLine], sieve: Sieve) -> Iterator[SpeakerLine]:
    """Give the speakers with quotes that pass, and count these alone."""
    for line in lines:
        held = [pair for pair in sieve.passing if pair.speaker == line.id]
        if held:
            sources = {pair.source for pair in held}
            yield replace(
                line,
                quotes_for=quotes_of(held, Stance.FOR),
                quotes_against=quotes_of(held, Stance.AGAINST),
                sources=tuple(one for one in line.sources if one.id in sources),
            )


def speaker_page(store: Store, slug: str) -> SpeakerPage:
    """Give one speaker with every quote that is theirs.

    Raises NotFound or Moved.
    """
    rows = store.rows(_SPEAKERS.format(where="WHERE speaker.id = ?"), slug)
    if not rows:
        raise look_up(store, "speaker", slug)
    written = store.rows(
        "SELECT id, short, title FROM source WHERE speaker = ? ORDER BY position", slug
    )
    return SpeakerPage(
        speaker=_speaker_lines(rows)[0],
        author_of=tuple(SourceName(w["id"], w["short"], w["title"]) for w in written),
        quotes=tuple(listed_quotes(store, "WHERE quote.speaker = ?", slug)),
    )


_TOTALS = """
    SELECT (SELECT count(*) FROM claim) AS claims,
        (SELECT count(*) FROM quote) AS quotes,
        (SELECT count(*) FROM quote WHERE "match" = 'exact') AS exact,
        (SELECT count(*) FROM relation) AS relations,
        (SELECT count(*) FROM relation WHERE kind <> 'supports') AS answers,
        (SELECT count(*) FROM relation WHERE kind = 'supports') AS supports,
        (SELECT group_concat(DISTINCT attitude) FROM quote) AS attitudes,
        (SELECT count(*) FROM claim WHERE id NOT IN (
            SELECT "to" FROM relation WHERE kind <> 'supports')) AS unanswered,
        (SELECT count(*) FROM (
            SELECT claim FROM claim_quote JOIN quote ON quote.id = claim_quote.quote
            GROUP BY claim HAVING count(DISTINCT source) = 1)) AS one_source"""


def _totals(store: Store) -> Row:
    row = store.row(_TOTALS)
    if row is None:
        raise NotFound("the store is empty")
    return row


def about_page(store: Store) -> AboutPage:
    """Give what the page about the site counts."""
    totals = _totals(store)
    reasons = defaultdict(list)
    for row in store.rows(
        """SELECT sentence.source, aside.reason FROM sentence
        LEFT JOIN set_aside AS aside ON aside.source = sentence.source
            AND aside.start < sentence."end" AND sentence.start < aside."end" """
    ):
        reasons[row["source"]].append(row["reason"])
    lines = source_lines(store)
    return AboutPage(
        question=store.stamp.question,
        first_year=lines[0].published.earliest.year,
        last_year=lines[-1].published.latest.year,
        **{name: totals[name] for name in totals.keys() if name != "attitudes"},  # noqa: SIM118 - a Row is no dict
        unused=tuple(one for one in Attitude if one not in (totals["attitudes"] or "")),
        sources=lines,
        coverage=tuple(
            (SourceName(line.id, line.short, line.title), coverage(reasons[line.id]))
            for line in lines
        ),
    )


def exports_page(store: Store) -> ExportsPage:
    """Give the page that lists what can be taken along."""
    totals = _totals(store)
    bytes_of = sizes(store)
    return ExportsPage(
        claims=totals["claims"],
        quotes=totals["quotes"],
        relations=totals["relations"],
        exports=tuple(
            ExportLine(
                one.name,
                one.route,
                one.form,
                bytes_of[one.name],
                one.purpose,
                one.lacks,
            )
            for one in EXPORTS
        ),
    )
