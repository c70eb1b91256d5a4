"""What the pages about the site and its data show."""

from collections import defaultdict

from app.domain.page_object import page_object
from app.domain.vocabulary import Attitude
from app.queries.sources import Coverage, SourceLine, SourceName, coverage, source_lines
from app.queries.totals import totals_of
from app.web.params import OpenStore
from app.web.routes import page


@page_object
class AboutPage:
    """How the arguments were read out, and what the words mean."""

    question: str
    """The question of the debate."""
    first_year: int
    """The year of the oldest source."""
    last_year: int
    """The year of the newest source."""
    claims: int
    """How many claims there are."""
    quotes: int
    """How many quotes there are."""
    exact: int
    """How many of them were found letter for letter."""
    relations: int
    """How many relations there are between claims: answers and supports."""
    answers: int
    """How many of them join a claim to one of the other side."""
    supports: int
    """How many of them join claims of one side."""
    unused: tuple[Attitude, ...]
    """What an author could do with words, but does with none that are quoted."""
    unanswered: int
    """How many claims nothing from the other side answers."""
    one_source: int
    """How many claims rest on one source."""
    sources: tuple[SourceLine, ...]
    """The sources, oldest first."""
    coverage: tuple[tuple[SourceName, Coverage], ...]
    """What became of the sentences of each."""


def about_page(store: OpenStore) -> AboutPage:
    """Give what the page about the site counts."""
    totals = totals_of(store)
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


page("/about", "pages/about.html", AboutPage, about_page, nav="About")
