"""What each format calls the kinds of sources, and the fields that differ by kind."""

from dataclasses import dataclass

from app.domain.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class KindNames:
    """A kind of source in the words of each format."""

    csl: str
    bibtex: str
    bibtex_container: str
    """The field of BibTeX in which it has its container; the next, its publisher."""
    bibtex_publisher: str
    ris: str
    zotero: str
    """Its item type, in a tag and in COinS."""
    container_tag: str
    """The meta tag that has its container."""
    schema_org: str


# Dublin Core and Zotero know no other tag that would not make another kind of it.
_PLACE = "prism.publicationName"
_SERIES = "citation_series_title"
_IN_JOURNAL = KindNames(
    "article-journal", "article", "journal", "organization",
    "JOUR", "journalArticle", "citation_journal_title", "Article",
)  # fmt: skip
_NAMES = {
    SourceKind.ARTICLE: KindNames(
        "webpage", "online", "titleaddon", "organization",
        "ELEC", "webpage", _PLACE, "Article",
    ),
    # BibTeX prints the series of a report as its type: "Harbour Working Papers".
    SourceKind.REPORT: KindNames(
        "report", "techreport", "type", "institution",
        "RPRT", "report", _SERIES, "Report",
    ),
    SourceKind.BOOK: KindNames(
        "book", "book", "series", "publisher",
        "BOOK", "book", _SERIES, "Book",
    ),
    # RIS has no speeches, and schema.org none either.
    SourceKind.SPEECH: KindNames(
        "speech", "misc", "titleaddon", "organization",
        "ELEC", "presentation", _PLACE, "CreativeWork",
    ),
}  # fmt: skip


def kind_names(kind: SourceKind, *, in_journal: bool = False) -> KindNames:
    """Return what the formats call a *kind*, or an article whose place in a journal is known."""
    return _IN_JOURNAL if in_journal else _NAMES[kind]
