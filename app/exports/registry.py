"""What can be taken along: one table that the command, the addresses and the page read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.citations import bibtex, csl_json, ris
from app.citations.reference import Cited, cited
from app.domain.records import Bundle, Release
from app.exports import aif, argdown, arguments_json, csv_tables, kialo, web_annotations
from app.exports.document import docx, html, markdown
from app.exports.document.model import Document
from app.store import records
from app.store.connection import Store

Written = Callable[[Bundle, Mapping[str, str], str], bytes]
STORE = "store.sqlite"


@dataclass(frozen=True, slots=True)
class Export:
    """A file that holds the data, whole or in part."""

    name: str
    form: str
    """The name of the format."""
    media_type: str
    purpose: str
    """What it is for."""
    lacks: str
    """What it cannot hold; empty where it holds everything."""
    written: Written | None
    """Writes it from the data, the texts of the sources, and the address of the site
    that stands before every path; None for the store, which is a file already."""

    @property
    def route(self) -> str:
        """The name of its address."""
        return self.name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """A format of references: of one source, of the sources of a claim, or of all."""

    ending: str
    label: str
    media_type: str
    written: Callable[[Sequence[Cited], Release], bytes]

    @property
    def key(self) -> str:
        """The ending's first part, which names routes."""
        return self.ending.partition(".")[0]


REFERENCES = (
    ReferenceForm("bib", "BibTeX", "application/x-bibtex", bibtex.encode),
    ReferenceForm("ris", "RIS", "application/x-research-info-systems", ris.encode),
    ReferenceForm(
        "csl.json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        csl_json.encode,
    ),
)


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A format of a text to read: of a reading list."""

    ending: str
    label: str
    media_type: str
    written: Callable[[Document], bytes]


DOCUMENTS = (
    DocumentForm(
        "docx",
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.encode,
    ),
    DocumentForm("html", "HTML", "text/html; charset=utf-8", html.encode),
    DocumentForm("md", "Markdown", "text/markdown; charset=utf-8", markdown.encode),
)


def _of(write: Callable[[Bundle, str], bytes]) -> Written:
    """Make a writer of one that needs no texts."""
    return lambda data, _, site: write(data, site)


def _references(form: ReferenceForm) -> Export:
    def written(data: Bundle, site: str) -> bytes:
        return form.written(cited(data, site), data.release)

    return Export(
        f"references.{form.ending}",
        form.label,
        form.media_type,
        f"The articles as references, each with its quotes as notes. {_FOR[form.key]}",
        "claims and how they bear on one another.",
        _of(written),
    )


_FOR = {
    "bib": "For LaTeX, JabRef and Zotero.",
    "ris": "For Zotero, EndNote, Mendeley and most others.",
    "csl": "For Zotero, Pandoc and citation processors.",
}
CSV = "text/csv; charset=utf-8; header=present"
_TEXT = "text/plain; charset=utf-8"
_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'

EXPORTS: Sequence[Export] = (
    Export(
        "arguments.json",
        "JSON",
        "application/json",
        "All records in one file: the debate, sources, passages, speakers, claims, "
        "quotes and how the claims bear on one another. For programs, and for keeping.",
        "the articles themselves, of which it has the checksums.",
        lambda data, _, __: arguments_json.encode(data),
    ),
    Export(
        "arguments.schema.json",
        "JSON Schema",
        "application/schema+json",
        "The form of arguments.json, field by field. For checking it, and for writing "
        "programs that read it.",
        "the data itself.",
        lambda _, __, site: arguments_json.encode_schema(site),
    ),
    Export(
        "claims.csv",
        "CSV",
        CSV,
        "A row a claim, with what bears on it. For spreadsheets and statistics.",
        "the words of quotes, which are in quotes.csv, and the notes of relations.",
        _of(csv_tables.claims),
    ),
    Export(
        "quotes.csv",
        "CSV",
        CSV,
        "A row a quote, with who says it and where it stands. For spreadsheets and "
        "statistics.",
        "the text of claims, which is in claims.csv. A cell that a spreadsheet would run "
        "as a formula has an apostrophe before it.",
        _of(csv_tables.quotes),
    ),
    Export(
        "arguments.argdown",
        "Argdown",
        _TEXT,
        "Claims, quotes and relations as text that can be read, edited, and drawn as a "
        "map. For argument mapping.",
        "kinds of answer: what rebuts, undercuts or qualifies a claim attacks it, and a "
        "comment beside it says which it does. Full records of sources and speakers.",
        _of(argdown.encode),
    ),
    Export(
        "arguments.aif.json",
        "AIF",
        "application/json",
        "The same as a graph of information, inference, conflict and locution nodes. "
        "For argument tools such as those of AIFdb, and arguebuf.",
        "kinds of answer: each is a conflict, and a field of ours says which. Full "
        "records of sources.",
        _of(aif.encode),
    ),
    Export(
        "arguments.xaif.json",
        "xAIF",
        "application/json",
        "The same graph with the quoted words as one text, each joined to its node. For "
        "tools that read and mark texts.",
        "what AIF cannot hold, and the text between the quotes.",
        _of(aif.encode_extended),
    ),
    Export(
        "annotations.jsonld",
        "Web Annotation",
        _LD,
        "Every quote as an annotation on its source, found by its words or by its place. "
        "For annotation tools, and for marking the articles anew.",
        "how claims bear on one another, and the text of claims, to which it leads.",
        web_annotations.encode,
    ),
    Export(
        "arguments.kialo.txt",
        "Kialo text",
        _TEXT,
        "All claims as one numbered tree of pros and cons. For Kialo, and for reading "
        "through.",
        "quotes, sources and notes; kinds of answer, which are all cons; relations that "
        "run in a circle are held as references.",
        _of(kialo.encode),
    ),
    *(_references(form) for form in REFERENCES),
    Export(
        STORE,
        "SQLite",
        "application/vnd.sqlite3",
        "The database that these pages are made from, with the full text of the articles "
        "and an index over it. For questions that no page answers; any tool that reads "
        "SQLite opens it.",
        "",
        None,
    ),
)
BY_NAME = {export.name: export for export in EXPORTS}


def content(export: Export, store: Store) -> bytes:
    """Write one export of the *store*."""
    if export.written is None:
        return store.path.read_bytes()
    return export.written(records.bundle_of(store), _texts(store), store.site)


def sizes(store: Store) -> dict[str, int]:
    """Say how many bytes every export has: to see it, all of it has to be written."""
    data, texts = records.bundle_of(store), _texts(store)
    return {
        export.name: len(export.written(data, texts, store.site))
        if export.written
        else store.path.stat().st_size
        for export in EXPORTS
    }


def _texts(store: Store) -> dict[str, str]:
    return {row["id"]: row["text"] for row in store.rows("SELECT id, text FROM source")}
